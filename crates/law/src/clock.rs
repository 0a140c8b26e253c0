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
    /// The last day was not a working day; the term ends on the next one (a
    /// backward minimum: the act must come on the working day before).
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
    /// Days the reckoning leaned on that the calendar is not yet sure of.
    pub unsure: Vec<Date>,
}

/// `lengths` after `from`, less `pauses` (`[from, until)`), rolled when `roll`.
///
/// Extensions are further `lengths`: they add to the unrolled term, before pauses
/// and before roll-over. Working-day terms end on a working day and never roll.
pub fn forward(cal: &Calendar, from: Date, lengths: &[(i64, Count)], pauses: &[(Date, Date)], roll: bool) -> Due {
    let mut steps = vec![Step::From { on: from }];
    let mut at = from;
    for &(n, count) in lengths {
        at = match count {
            Count::Calendar => plus_days(at, n),
            Count::Years => plus_years(at, n),
            Count::Working => walk(cal, at, n, &mut steps),
        };
        steps.push(Step::Add { n, count, to: at });
    }
    for &(start, until) in pauses {
        let days = days_between(start, until);
        at = plus_days(at, days);
        steps.push(Step::Pause { from: start, until, days, to: at });
    }
    let bare = at;
    let rolled = if roll && !cal.is_working(bare) { roll_to(cal, bare, 1, &mut steps) } else { bare };
    // A calendar-day term asks the calendar only about its end, and only to roll.
    let unsure = match lengths.iter().any(|(_, count)| *count == Count::Working) {
        true => cal.unsure(plus_days(from, 1), rolled),
        false if roll => cal.unsure(bare, rolled),
        false => Vec::new(),
    };
    Due { bare, rolled, steps, calendar: cal.version().to_owned(), unsure }
}

/// At least `n` before `event`: `bare` is the arithmetic, `rolled` the last
/// working day on which the act is still in time (never later than `bare`).
pub fn backward(cal: &Calendar, event: Date, n: i64, count: Count) -> Due {
    let mut steps = vec![Step::From { on: event }];
    let bare = match count {
        Count::Calendar => plus_days(event, -n),
        Count::Years => plus_years(event, -n),
        Count::Working => walk(cal, event, -n, &mut steps),
    };
    steps.push(Step::Add { n: -n, count, to: bare });
    let rolled = if cal.is_working(bare) { bare } else { roll_to(cal, bare, -1, &mut steps) };
    let asked_until = if count == Count::Working { plus_days(event, -1) } else { bare };
    Due { bare, rolled, steps, calendar: cal.version().to_owned(), unsure: cal.unsure(rolled, asked_until) }
}

/// Whole days from one day to another.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// `n` calendar days after (before, when negative); stops at the calendar's end.
pub fn plus_days(day: Date, n: i64) -> Date {
    day.saturating_add(jiff::Span::new().try_days(n).unwrap_or_default())
}

/// The matching date `n` years on; 29/02 has no twin in a common year: 28/02.
fn plus_years(day: Date, n: i64) -> Date {
    day.saturating_add(jiff::Span::new().try_years(n).unwrap_or_default())
}

/// `n` working days on from `at` (back, when negative), naming each holiday passed.
fn walk(cal: &Calendar, mut at: Date, n: i64, steps: &mut Vec<Step>) -> Date {
    let (way, mut left) = (n.signum(), n.abs());
    while left > 0 {
        let next = plus_days(at, way);
        if next == at {
            return at;
        }
        at = next;
        match cal.why_off(at) {
            Some(name) => steps.push(Step::Skip { on: at, name: name.to_owned() }),
            None => left -= 1,
        }
    }
    at
}

fn roll_to(cal: &Calendar, bare: Date, way: i64, steps: &mut Vec<Step>) -> Date {
    let mut at = bare;
    while let Some(name) = cal.why_off(at) {
        steps.push(Step::Skip { on: at, name: name.to_owned() });
        let next = plus_days(at, way);
        if next == at {
            break;
        }
        at = next;
    }
    steps.push(Step::Roll { from: bare, to: at });
    at
}
