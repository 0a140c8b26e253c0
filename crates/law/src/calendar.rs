//! Lịch làm việc: weekends, holidays, days in lieu and swapped days.
//!
//! Dated data, one file a year, each day with the decision that sets it. Here
//! because every deadline counts on it; must never guess a year it does not know
//! without saying so ([`Calendar::is_known`]).

use crate::source::{File, LawError, items, tables};
use crate::term::Status;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Vì sao nghỉ (hoặc đi làm): what a day of the calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Ngày lễ, Tết theo Bộ luật Lao động.
    Statutory,
    /// A day of Tết that fell on a weekend, taken before or after.
    TetShift,
    /// Nghỉ bù.
    Compensatory,
    /// Nghỉ hoán đổi: a working day off, worked on another day.
    SwapOff,
    /// Làm bù: a Saturday worked instead.
    SwapWork,
    /// Ngày thường: takes an earlier entry back, as a swap that was not confirmed.
    Ordinary,
}

/// One day that differs from the plain week.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The day.
    #[serde(deserialize_with = "crate::source::day")]
    pub date: Date,
    /// What it is.
    pub kind: DayKind,
    /// Its name in Vietnamese.
    pub name: String,
    /// The other day of a swap.
    #[serde(default, deserialize_with = "crate::source::some_day")]
    pub swapped_with: Option<Date>,
    /// How sure we are.
    pub status: Status,
    /// The decision or publication that sets it.
    pub source: String,
}

/// Lịch làm việc: the working calendar of officials over the years known.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    days: BTreeMap<Date, SpecialDay>,
    /// Years whose Tết is in the calendar.
    years: BTreeSet<i16>,
    version: String,
}

impl Calendar {
    /// Reads the files of the years; later files win day by day.
    pub(crate) fn read(files: &[File]) -> Result<Self, Vec<LawError>> {
        let mut calendar = Self::default();
        let mut errors = Vec::new();
        for file in files {
            let named = file.path.strip_prefix("calendar/").and_then(|name| name.strip_suffix(".toml"));
            let Some(year) = named.and_then(|name| name.parse::<i16>().ok()) else {
                errors.push(LawError::new(&file.path, "the file is named for its year, as calendar/2026.toml"));
                continue;
            };
            let Some(mut lists) = tables(file, &["day"], &mut errors) else { continue };
            let days = items::<SpecialDay>(file, &mut lists, "day", &mut errors);
            for day in days.iter().filter(|day| day.date.year() != year) {
                errors.push(LawError::new(&file.path, format!("{}: date: not a day of {year}", day.date)));
            }
            calendar.lay(days);
        }
        errors.extend(calendar.half_swaps());
        if errors.is_empty() { Ok(calendar) } else { Err(errors) }
    }

    /// The calendar with these days laid over it, under a new version.
    #[must_use]
    pub fn with(mut self, days: Vec<SpecialDay>) -> Self {
        self.lay(days);
        self
    }

    fn lay(&mut self, days: Vec<SpecialDay>) {
        for day in days {
            match day.kind {
                DayKind::Ordinary => self.days.remove(&day.date),
                _ => self.days.insert(day.date, day),
            };
        }
        self.years = tet_years(self.days.values());
        self.version = self.fingerprint();
    }

    /// A day swapped off without the day worked for it, or the other way round.
    fn half_swaps(&self) -> Vec<LawError> {
        let mut errors = Vec::new();
        for day in self.days.values() {
            let twin = match day.kind {
                DayKind::SwapOff => DayKind::SwapWork,
                DayKind::SwapWork => DayKind::SwapOff,
                _ => continue,
            };
            let other = day.swapped_with.map(|date| (date, self.days.get(&date)));
            let whole = match other {
                None => false,
                // The other half may lie in a year before the calendar begins.
                Some((date, None)) => !self.is_known(date),
                Some((_, Some(found))) => found.kind == twin && found.swapped_with == Some(day.date),
            };
            if !whole {
                let file = format!("calendar/{}.toml", day.date.year());
                let reason = format!("{}: swapped_with: the other half of the swap does not stand there", day.date);
                errors.push(LawError::new(&file, reason));
            }
        }
        errors
    }

    /// Whether officials work on this day.
    pub fn is_working(&self, day: Date) -> bool {
        match self.days.get(&day) {
            Some(special) => special.kind == DayKind::SwapWork,
            None => !is_weekend(day) && solar_holiday(day).is_none(),
        }
    }

    /// Why nobody works: the holiday's name, `T7` or `CN`; `None` on a working day.
    pub fn why_off(&self, day: Date) -> Option<&str> {
        match self.days.get(&day) {
            Some(special) if special.kind == DayKind::SwapWork => None,
            Some(special) => Some(&special.name),
            None => solar_holiday(day).or(match day.weekday() {
                Weekday::Saturday => Some("T7"),
                Weekday::Sunday => Some("CN"),
                _ => None,
            }),
        }
    }

    /// What the calendar says of a day, when it says anything of its own.
    pub fn special(&self, day: Date) -> Option<&SpecialDay> {
        self.days.get(&day)
    }

    /// Every day of its own, in order.
    pub fn special_days(&self) -> impl Iterator<Item = &SpecialDay> {
        self.days.values()
    }

    /// Whether the year's holidays are in the calendar: its Tết is. Outside it,
    /// only weekends and the fixed solar holidays are known, and pages say so.
    pub fn is_known(&self, day: Date) -> bool {
        self.years.contains(&day.year())
    }

    /// Days from `from` to `until` on which the calendar is not sure: entries not
    /// yet announced, and the first day of each stretch in a year it does not know.
    pub fn unsure(&self, from: Date, until: Date) -> Vec<Date> {
        if until < from {
            return Vec::new();
        }
        let entries = self.days.range(from..=until).filter(|(_, day)| day.status == Status::Unverified);
        let unknown = (from.year()..=until.year())
            .filter(|year| !self.years.contains(year))
            .filter_map(|year| Date::new(year, 1, 1).ok())
            .map(|first| first.max(from));
        let mut out: Vec<Date> = entries.map(|(date, _)| *date).chain(unknown).collect();
        out.sort();
        out.dedup();
        out
    }

    /// The first working day on or after `day`.
    pub fn next_working(&self, mut day: Date) -> Date {
        while !self.is_working(day) {
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => return day,
            }
        }
        day
    }

    /// The last working day on or before `day`.
    pub fn previous_working(&self, mut day: Date) -> Date {
        while !self.is_working(day) {
            match day.yesterday() {
                Ok(previous) => day = previous,
                Err(_) => return day,
            }
        }
        day
    }

    /// Version shown beside every deadline, as `2027/4c1e09aa`: the last year
    /// known and a fingerprint of every day.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn fingerprint(&self) -> String {
        // FNV-1a: stable across builds and machines, which the standard hasher is not.
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        for day in self.days.values() {
            for byte in format!("{} {:?};", day.date, day.kind).bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{}/{:08x}", self.years.last().copied().unwrap_or_default(), hash >> 32)
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Fixed solar holidays: off in every year, also one not yet announced.
fn solar_holiday(day: Date) -> Option<&'static str> {
    match (day.month(), day.day()) {
        (1, 1) => Some("Tết Dương lịch"),
        (4, 30) => Some("Ngày Chiến thắng"),
        (5, 1) => Some("Ngày Quốc tế Lao động"),
        (9, 2) => Some("Quốc khánh"),
        _ => None,
    }
}

/// Years whose five days of Tết are among these (between 20/01 and 28/02).
fn tet_years<'d>(days: impl Iterator<Item = &'d SpecialDay>) -> BTreeSet<i16> {
    let mut found: BTreeMap<i16, usize> = BTreeMap::new();
    for day in days.filter(|day| matches!(day.kind, DayKind::Statutory | DayKind::TetShift)) {
        if matches!((day.date.month(), day.date.day()), (1, 20..) | (2, _)) {
            *found.entry(day.date.year()).or_default() += 1;
        }
    }
    found.into_iter().filter(|(_, days)| *days >= 5).map(|(year, _)| year).collect()
}
