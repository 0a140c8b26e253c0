//! Đơn trùng: whether this petition has come before, in the same or in other words.
//!
//! Finds, never decides: a person sees which passages agree and says whether it
//! is one matter. Pure: letters come in as text, sketches go out as bytes for the
//! caller to keep; a restart reads those and no text.
//!
//! How: words without marks ([`fold`](crate::fold)) → a fixed sample of the
//! neighbouring pairs of words ([`Sketch`]) → letters that share rare pairs
//! ([`Index`]) → exact comparison with the text ([`compare`]). Petitions under seal
//! take part by [`Fingerprint`] alone. People are compared by [`person`].
//!
//! It must never merge letters, never keep a text, and never say of a sealed
//! letter more than the unit that holds it.

mod agreement;
mod index;
mod list;
pub mod person;
mod sealed;
mod sketch;
pub mod trial;
mod words;

pub use agreement::{Agreement, Passage, compare, passages};
pub use index::{Index, Match};
pub use sealed::{Fingerprint, Key, SealedIndex};
pub use sketch::{Sketch, Unreadable};
pub use words::Letter;

/// From this score on two letters have the same text but for details: half of
/// all their runs of three words agree.
pub const SAME: f64 = 0.5;

#[cfg(test)]
mod tests;
