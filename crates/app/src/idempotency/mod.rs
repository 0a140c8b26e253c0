//! Answers kept for programs that send a request again because they did not
//! hear the first answer (`Idempotency-Key`).
//!
//! The answer is kept in the unit of work that did the work, so that there is
//! never one without the other. It must never answer one account with what
//! another one asked.

pub mod store;

#[cfg(test)]
mod tests;

/// How long a key is remembered, in milliseconds: a day.
pub const KEPT_MS: i64 = 24 * 3_600_000;

/// An answer given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body.
    pub body: String,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Nothing: do the work and [`store::remember`] the answer in the same unit.
    New,
    /// The same request was answered: answer the same.
    Again(Answer),
    /// The key came with another request: refuse.
    Other,
}
