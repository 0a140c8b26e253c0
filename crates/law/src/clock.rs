//! Reckoning of terms: how a due date follows from a trigger, step by step.
//!
//! Bộ luật Dân sự 2015 Art 147–148: the day of the event is not counted; a term
//! ends with its last day; if that is a weekend or holiday, with the next
//! working day (roll-over, a setting). Backward minimums never roll towards
//! the event.

use crate::{Calendar, Count};
use jiff::civil::Date;

/// One line of the proof of a due date, in order.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// The event; its own day is not counted.
    From {
        /// Day of the event.
        on: Date,
    },
    /// A length was added (negative: counted backwards).
    Add {
        /// How many.
        n: i64,
        /// Of what.
        count: Count,
        /// Where that leads.
        to: Date,
    },
    /// An interval taken out of the count.
    Pause {
        /// First day out of the count.
        from: Date,
        /// First day counted again.
        until: Date,
        /// `until − from`.
        days: i64,
        /// Where that leads.
        to: Date,
    },
    /// A day passed over because nobody works.
    Skip {
        /// The day.
        on: Date,
        /// Its name; `T7`, `CN` for weekends.
        name: String,
    },
    /// The last day was not a working day; the term ends on the next one.
    Roll {
        /// The bare last day.
        from: Date,
        /// The day it moved to.
        to: Date,
    },
}

/// A due date with everything that led to it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Due {
    /// The arithmetic without roll-over.
    pub bare: Date,
    /// After roll-over (equal to `bare` for working-day terms and caps).
    pub rolled: Date,
    /// How it was reached.
    pub steps: Vec<Step>,
    /// Version of the calendar used.
    pub calendar: String,
}

/// `lengths` after `from`, less `pauses` (`[from, until)`), rolled when `roll`.
///
/// Extensions are further `lengths`: they add to the unrolled term, before pauses
/// and before roll-over.
pub fn forward(_cal: &Calendar, _from: Date, _lengths: &[(i64, Count)], _pauses: &[(Date, Date)], _roll: bool) -> Due {
    unimplemented!("helper L")
}

/// At least `n` before `event`: `bare` is the arithmetic, `rolled` the last
/// working day on which the act is still in time (never later than `bare`).
pub fn backward(_cal: &Calendar, _event: Date, _n: i64, _count: Count) -> Due {
    unimplemented!("helper L")
}
