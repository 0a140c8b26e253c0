//! Hình và tiếng của hội nghị: the speaker and the chair are sent on to everybody in a room.
//!
//! Here apart from the conference because it knows none of its words: a seat is a name, who has
//! the floor is told from outside. [`room`] decides what goes to whom without a socket or a clock
//! of its own; [`service`] gives it both. Nothing is decoded, mixed or kept. Must never write an
//! address of anybody into a log.

mod budget;
mod peer;
mod room;
mod seam;
mod service;
#[cfg(test)]
mod tests;

pub use budget::{Budget, Level, Line, Patience};
pub use peer::{Refused, Setup};
pub use room::{PeerId, Room};
pub use seam::{Packet, Seam, Sewn};
pub use service::{Joined, Service, addresses};

/// Who sits there, as far as forwarding goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Seat {
    /// The chair: heard and seen all the time.
    Chair,
    /// A point, by its name: heard and seen while it has the floor.
    Point(String),
    /// Somebody who only watches.
    Guest,
}
