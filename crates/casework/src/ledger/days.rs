//! Days as small numbers: two bytes each, of which a hundred million are read in one go.

use jiff::civil::{Date, date};

const FIRST: Date = date(1900, 1, 1);

/// Ngày trong sổ: days since 1900-01-01. What is earlier or later than fits stands on
/// the first or last number, which no question may name, so that answers stay exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub(super) u16);

impl Day {
    /// The number of a day.
    pub fn of(day: Date) -> Day {
        let days = FIRST.until(day).map_or(0, |span| i64::from(span.get_days()));
        Day(u16::try_from(days.max(0)).unwrap_or(u16::MAX))
    }

    /// The day, unless it is one of the two ends.
    pub(super) fn exact(day: Date) -> Option<u16> {
        let number = Day::of(day).0;
        (number > 0 && number < u16::MAX).then_some(number)
    }

    /// The day of a number.
    pub fn date(self) -> Date {
        law::clock::plus_days(FIRST, i64::from(self.0))
    }
}
