//! Sổ tiếp công dân: the day's receptions of a unit with their counts.
//!
//! Counts are sums of the postings the forms are made of, so that the diary and form
//! 01/TCD of the day cannot differ.

use super::store::{self, Counted, Turn};
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::vault::{self, Seen};
use askama::Template;
use db::{Result, Tx};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// More turns than any desk takes in a day.
const MOST: u32 = 500;

/// A day's receptions as they are kept.
pub struct Day {
    turns: Vec<Turn>,
    counted: Vec<Counted>,
    people: HashMap<i64, HashMap<String, Seen>>,
}

/// Reads the day of a unit.
pub fn read(tx: &mut dyn Tx, unit: &str, on: Date) -> Result<Day> {
    let turns = store::of_day(tx, unit, on, MOST)?;
    let counted = store::counted(tx, unit, on)?;
    let mut people = HashMap::new();
    for turn in &turns {
        people.insert(turn.id, vault::seen(tx, turn.id)?);
    }
    Ok(Day { turns, counted, people })
}

impl Day {
    /// Host, session and presider of the reception this account recorded last: the next one's are the same.
    pub fn last_session(&self, by: &str) -> Option<(String, String, String)> {
        let turn = self.turns.iter().find(|t| t.by == by)?;
        let facts: Value = serde_json::from_str(&turn.facts).ok()?;
        let text = |name: &str| facts[name].as_str().unwrap_or_default().to_owned();
        Some((text("host"), text("session"), text("presider")))
    }

    fn sum(&self, pick: impl Fn(&Counted) -> bool) -> i64 {
        self.counted.iter().filter(|c| pick(c)).map(|c| c.n).sum()
    }

    /// Sessions of heads: several turns of one are one.
    fn sessions(&self) -> usize {
        let items = self.counted.iter().filter(|c| c.indicator == "reception.session" && c.n > 0);
        items.map(|c| &c.item).collect::<BTreeSet<_>>().len()
    }
}

struct Line {
    slug: String,
    number: String,
    time: String,
    who: String,
    more: String,
    title: String,
    class: String,
    turn: String,
    standing: String,
}

#[derive(Template)]
#[template(path = "desk/pages/diary.html")]
struct Diary {
    lang: crate::lang::Lang,
    day: String,
    counts: Vec<(&'static str, String, String)>,
    lines: Vec<Line>,
}

/// The day as a table, for the reader.
///
/// # Errors
/// The table cannot be made.
pub fn html(cx: &Cx, day: &Day, on: Date) -> std::result::Result<String, askama::Error> {
    let lang = cx.lang;
    let of = |indicator: &'static str| day.sum(|c| c.indicator == indicator);
    let matters = |manner: &'static str| day.sum(|c| c.indicator == "reception.matter" && c.manner == manner);
    let refused = day.turns.iter().filter(|t| t.standing == "reception_refused").count();
    let count = |key: &'static str, n: i64| (key, lang.word("diary", key), lang.number(n));
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let counts = vec![
        count("turns", of("reception.turn")),
        count("people", of("reception.person")),
        count("matters", of("reception.matter")),
        count("first", matters("first")),
        count("repeat", matters("repeat")),
        count("crowds", of("reception.crowd")),
        count("sessions", whole(day.sessions())),
        count("refused", whole(refused)),
    ];
    let lines = day.turns.iter().map(|turn| line(cx, day, turn)).collect();
    Diary { lang, day: lang.date(on), counts, lines }.render()
}

fn line(cx: &Cx, day: &Day, turn: &Turn) -> Line {
    let lang = cx.lang;
    let facts: Value = serde_json::from_str(&turn.facts).unwrap_or_default();
    let items: Vec<&str> =
        facts["visitors"].as_array().into_iter().flatten().filter_map(|v| v["person"].as_str()).collect();
    let people = &day.people[&turn.id];
    let who = match items.first().and_then(|item| people.get(*item)) {
        Some(Seen::Open(person)) => person.name.clone(),
        Some(Seen::Sealed) => lang.t("person.sealed").to_owned(),
        Some(Seen::Destroyed) => lang.t("person.destroyed").to_owned(),
        _ => lang.t("desk.nobody_named").to_owned(),
    };
    let came = day.sum(|c| c.case == turn.id && c.indicator == "reception.person").max(whole_of(items.len()));
    let again = day.sum(|c| c.case == turn.id && c.indicator == "reception.matter" && c.manner == "repeat") > 0;
    let counted = day.sum(|c| c.case == turn.id && c.indicator == "reception.matter") > 0;
    Line {
        slug: slug(&turn.number),
        number: turn.number.clone(),
        time: lang.time(turn.at_ms),
        who,
        more: if came > 1 { lang.f1("desk.and_more", "n", came - 1) } else { String::new() },
        title: turn.title.clone(),
        class: lang.word("choice", &turn.class),
        turn: match (counted, again) {
            (false, _) => String::new(),
            (true, true) => lang.word("choice", "repeat"),
            (true, false) => crate::facts_form::choice(lang, "turn", "first"),
        },
        standing: lang.of_kind("standing", "reception", &turn.standing),
    }
}

fn whole_of(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
