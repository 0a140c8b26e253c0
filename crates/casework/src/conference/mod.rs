//! Hội nghị trực tuyến: an ordered log of events, and the state every screen shows.
//!
//! Here so that the chair, each point, the projector, the minutes and a restarted server all
//! read one record: [`fold`] is total and pure, [`State::check`] is the only gate. How a
//! conference is held is its organiser's order and not a law's, so what is refused here names
//! a way out and no article. Must never hold who cast which secret vote.

mod check;
mod event;
mod minutes;
mod state;

pub use check::{No, room_origin};
pub use event::{Attendee, Cell, Entry, Event, Given, Kind, Manner, VoteChoice};
pub use minutes::{Minutes, Presence, Section, Speech, minutes};
pub use state::{
    Card, Device, Item, Notice, Point, Poll, Question, Sentence, Shown, Signed, Speaker, Speaking, State, fold,
};

#[cfg(test)]
mod tests;
