//! Thời gian giải quyết: how long offices took, as anybody may see it.
//!
//! From the clocks that acts started and ended: middle value, middle half, share within the
//! legal term and the spread over classes of days, for each unit. Rule on what is kept back:
//! neighbouring classes of a unit are joined until each holds at least [`GROUP`] matters, units
//! with fewer go together, and nothing but sums of such whole groups is ever told. So neither a
//! cell nor the difference of two cells speaks of fewer than [`GROUP`] matters. A middle value or
//! quarter is the mean of the [`GROUP`] matters around its rank, in whole days, never the value
//! of one. Must never see a name or a number of a case.

mod halves;
mod summary;

pub use halves::{Half, SETTLED_AFTER, half, halves};
pub use summary::{Class, InTime, Row, SPREAD, Summary, summary};

/// The fewest matters any published group holds.
pub const GROUP: usize = 5;

/// Something that takes time, from one act to another.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its word in addresses and catalogues.
    pub key: &'static str,
    /// The clock it is read from.
    pub rule: &'static str,
    /// From which act of the case, and whether the law sets a term.
    pub span: Span,
    /// Whether even the unit is kept back: denunciations are told of the whole sector only.
    pub is_sealed: bool,
    /// Last day of each class of what was in time; one more class follows them.
    pub edges: &'static [i64],
}

/// What of a clock is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// From the act that starts the clock to the act that meets it, against its term.
    Term,
    /// From the act that opens the case to the act that starts the clock: no term of the law.
    Whole,
}

/// Last day late of each class of what was late; one more follows them.
const LATE: [i64; 2] = [10, 30];

const SHORT: &[i64] = &[2, 5, 10, 15, 20, 30];
const MIDDLE: &[i64] = &[10, 20, 30, 45, 60, 90];
const LONG: &[i64] = &[15, 30, 45, 60, 90, 150];

const fn of(key: &'static str, rule: &'static str, edges: &'static [i64]) -> Measure {
    Measure { key, rule, span: Span::Term, is_sealed: false, edges }
}

/// What is told, in the order of the portal.
pub const MEASURES: [Measure; 9] = [
    of("petition", "petition_process", SHORT),
    of("complaint_accepted", "complaint_accept", SHORT),
    of("complaint_first", "complaint_settle_first", MIDDLE),
    of("complaint_second", "complaint_settle_second", MIDDLE),
    Measure { is_sealed: true, ..of("denunciation", "denunciation_settle", MIDDLE) },
    Measure { span: Span::Whole, ..of("inspection", "publish", LONG) },
    of("inspection_on_site", "duration", SHORT),
    of("inspection_signed", "sign", SHORT),
    of("inspection_published", "publish", SHORT),
];

impl Measure {
    /// The one of a word.
    pub fn of_key(key: &str) -> Option<&'static Measure> {
        MEASURES.iter().find(|m| m.key == key)
    }

    /// How many classes what was in time has.
    pub fn in_time(&self) -> usize {
        self.edges.len() + 1
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.in_time() + if self.span == Span::Term { LATE.len() + 1 } else { 0 }
    }

    /// The class something falls into: those in time first, by days; then those late, by days late.
    fn class(&self, took: &Took) -> usize {
        let among = |edges: &[i64], days: i64| edges.iter().take_while(|last| days > **last).count();
        match self.span {
            Span::Term if took.late > 0 => self.in_time() + among(&LATE, took.late),
            _ => among(self.edges, took.days),
        }
    }

    /// First and last number of days of a class; no last: and more.
    pub fn days(&self, class: usize) -> (i64, Option<i64>) {
        let of = |edges: &[i64], at: usize, least: i64| {
            let first = at.checked_sub(1).and_then(|before| edges.get(before)).map_or(least, |last| last + 1);
            (first, edges.get(at).copied())
        };
        match class.checked_sub(self.in_time()) {
            None => of(self.edges, class, 0),
            Some(late) => of(&LATE, late, 1),
        }
    }
}

/// One matter: at which unit, how many days, and how many days past its term (0: in time).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Took {
    /// Code of the unit that had it.
    pub unit: String,
    /// Days from one act to the other.
    pub days: i64,
    /// Days past the legal term.
    pub late: i64,
}

#[cfg(test)]
mod tests;
