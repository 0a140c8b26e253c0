//! What is asked of the calendar: it stands whole in the address.

use super::grid::Month;
use super::tasks::{KINDS, units_asked};
use crate::cx::Cx;
use crate::forms::Posted;
use crate::lang::{Lang, typed};
use casework::{Deadline, DeadlineState};
use jiff::civil::Date;

/// A question to the calendar, as typed and as read.
pub(super) struct Asked {
    /// The month shown.
    pub month: Month,
    /// The one day listed, if a day is asked for.
    pub day: Option<Date>,
    /// What stands in the unit's field.
    pub unit: String,
    /// Name of that unit; empty without one.
    pub unit_name: String,
    /// Word of the kind of case; empty for all.
    pub kind: &'static str,
    /// After which row a day's list goes on: case, opening act, rule.
    pub after: Option<(i64, i64, String)>,
    /// Units asked for within the reader's reach; `None`: all.
    pub units: Option<Vec<String>>,
}

impl Asked {
    /// Reads an address; and says what in it could not be read.
    pub fn read(cx: &Cx, query: &Posted) -> (Self, Vec<String>) {
        let mut wrong = Vec::new();
        let lang = cx.lang;
        let month = Month::parse(query.get("month"));
        if month.is_none() && !query.get("month").is_empty() {
            wrong.push(lang.t("calendar.wrong_month").to_owned());
        }
        let day = typed::date(query.get("day"));
        if day.is_none() && !query.get("day").is_empty() {
            wrong.push(lang.t("invalid.date").to_owned());
        }
        let unit = query.get("unit").to_owned();
        let known = crate::accounts::one_unit(cx, &unit);
        if known.is_none() && !unit.is_empty() {
            wrong.push(format!("{}: {}", lang.t("list.unit"), lang.t("invalid.unit")));
        }
        let code = known.map(|u| u.0);
        let name = code.as_ref().map(|code| crate::units::name_of(lang, cx.app.tree, code, cx.today));
        let asked = Self {
            month: month.or(day.map(Month::of)).unwrap_or_else(|| Month::of(cx.today)),
            day,
            unit_name: name.unwrap_or_default(),
            kind: KINDS.iter().find(|k| **k == query.get("kind")).copied().unwrap_or_default(),
            after: after(query.get("after")),
            units: units_asked(cx, &unit),
            unit,
        };
        (asked, wrong)
    }

    /// Whether anything but the month is asked.
    pub fn is_filtered(&self) -> bool {
        !self.unit.is_empty() || !self.kind.is_empty()
    }

    /// The address of a month under the same filters.
    pub fn of_month(&self, month: Month) -> String {
        self.address("month", &month.text(), "")
    }

    /// The address of a day's list under the same filters.
    pub fn of_day(&self, day: Date, after: &str) -> String {
        self.address("day", &day.to_string(), after)
    }

    fn address(&self, name: &str, value: &str, after: &str) -> String {
        let mut out = form_urlencoded::Serializer::new(String::from("/calendar?"));
        out.append_pair(name, value);
        for (name, value) in [("unit", self.unit.as_str()), ("kind", self.kind), ("after", after)] {
            if !value.is_empty() {
                out.append_pair(name, value);
            }
        }
        out.finish().replace("/calendar?&", "/calendar?")
    }
}

fn after(text: &str) -> Option<(i64, i64, String)> {
    let mut parts = text.splitn(3, '~');
    let case = i64::from_str_radix(parts.next()?, 16).ok()?;
    let opened_by = parts.next()?.parse().ok()?;
    Some((case, opened_by, parts.next()?.to_owned()))
}

/// Where an open task due on `day` stands.
pub(super) fn state(day: Date, today: Date) -> DeadlineState {
    let left = today.until(day).map_or(0, |span| span.get_days());
    match left {
        n if n < 0 => DeadlineState::Overdue,
        n if n <= Deadline::SOON_DAYS => DeadlineState::DueSoon,
        _ => DeadlineState::Open,
    }
}

/// `Thứ Sáu, 14/07/2023`.
pub(super) fn whole_day(lang: Lang, day: Date) -> String {
    lang.f2("calendar.day_of", "weekday", weekday(lang, day), "day", lang.date(day))
}

/// `Thứ Sáu`.
pub(super) fn weekday(lang: Lang, day: Date) -> String {
    lang.word("weekday", day.weekday().to_monday_one_offset())
}
