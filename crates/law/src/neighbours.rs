//! Kỳ liền trước và cùng kỳ: which periods a figure is held against.

use crate::{Date, Law, Period};
use jiff::Span;

impl Law {
    /// The same period a year before.
    pub fn year_before(&self, period: &Period) -> Option<Period> {
        if let Some((year, kind)) = period.id.split_once('-').filter(|_| !period.id.contains("..")) {
            return self.period(&format!("{}-{kind}", year.parse::<i16>().ok()? - 1)).ok();
        }
        let back = |day: Date| day.checked_sub(Span::new().years(1)).ok();
        Period::free(back(period.from)?, back(period.until)?).ok()
    }

    /// Periods that end on the day before this one begins, the one most like it first: a
    /// quarter for a quarter, else the longest. Where the circulars set none, as many days.
    pub fn just_before(&self, period: &Period) -> Vec<Period> {
        let Ok(eve) = period.from.yesterday() else { return Vec::new() };
        let mut found: Vec<Period> = self.periods_of(eve.year()).into_iter().filter(|p| p.until == eve).collect();
        let is_quarter = |p: &Period| p.id.contains("-q");
        found.sort_by_key(|p| (is_quarter(p) != is_quarter(period), p.from));
        if found.is_empty() {
            let first = match self.year_before(period).filter(|p| p.until == eve) {
                Some(year) => Some(year.from),
                None => period.until.since(period.from).ok().and_then(|span| eve.checked_sub(span).ok()),
            };
            found.extend(first.and_then(|first| Period::free(first, eve).ok()));
        }
        found
    }
}

impl Period {
    /// How many days it has.
    pub fn days(&self) -> i64 {
        crate::clock::days_between(self.from, self.until) + 1
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Period) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}
