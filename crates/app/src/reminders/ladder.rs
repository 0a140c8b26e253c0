//! Bậc nhắc: how loudly a deadline asks on a day.
//!
//! Pure. What falls on a day off is told on the last working day before it; nothing is
//! told on a day off.

use casework::Deadline;
use jiff::civil::Date;
use law::{Calendar, clock};

/// How loudly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Sắp đến hạn.
    Soon,
    /// Đến hạn: today, or on a day off before the office opens again.
    Due,
    /// Quá hạn.
    Overdue,
}

impl Rung {
    /// Every rung, the most pressing first.
    pub const ALL: [Rung; 3] = [Rung::Overdue, Rung::Due, Rung::Soon];

    /// The word in the store, in catalogues and of its colour.
    pub fn word(self) -> &'static str {
        match self {
            Rung::Soon => "soon",
            Rung::Due => "due",
            Rung::Overdue => "overdue",
        }
    }

    /// The rung of a word.
    pub fn from_word(word: &str) -> Option<Rung> {
        Rung::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// The rung of a deadline on a day; nothing where it does not press yet.
pub fn rung(due_on: Date, today: Date, calendar: &Calendar) -> Option<Rung> {
    let opens_again = calendar.next_working(clock::plus_days(today, 1));
    match due_on {
        due if due < today => Some(Rung::Overdue),
        due if due < opens_again => Some(Rung::Due),
        due if due <= clock::plus_days(today, Deadline::SOON_DAYS.into()) => Some(Rung::Soon),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use law::Law;

    fn on(due: Date, today: Date) -> Option<Rung> {
        rung(due, today, &Law::shipped().calendar)
    }

    #[test]
    fn a_deadline_climbs_from_silence_to_overdue() {
        // 14/07/2023 was a Friday.
        let due = date(2023, 7, 14);
        assert_eq!(on(due, date(2023, 7, 8)), None);
        assert_eq!(on(due, date(2023, 7, 10)), Some(Rung::Soon));
        assert_eq!(on(due, date(2023, 7, 13)), Some(Rung::Soon));
        assert_eq!(on(due, date(2023, 7, 14)), Some(Rung::Due));
        assert_eq!(on(due, date(2023, 7, 15)), Some(Rung::Overdue));
    }

    #[test]
    fn what_falls_on_days_off_is_told_before_them() {
        assert_eq!(on(date(2023, 7, 16), date(2023, 7, 14)), Some(Rung::Due), "a Sunday, told on Friday");
        assert_eq!(on(date(2023, 7, 17), date(2023, 7, 14)), Some(Rung::Soon), "the Monday after is not yet due");
        // 29/04–03/05/2023 were off: the last day before is Friday the 28th.
        assert_eq!(on(date(2023, 5, 2), date(2023, 4, 28)), Some(Rung::Due));
        assert_eq!(on(date(2023, 5, 4), date(2023, 4, 28)), None);
    }
}
