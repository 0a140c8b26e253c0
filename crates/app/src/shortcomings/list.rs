//! The register as a list: what was admitted, promised and kept, with what the day makes of it on top.

use super::asked::Query;
use super::shown::{self, Line, Part};
use super::store;
use crate::access::Action;
use crate::asked::Reader;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::shortcomings::{Sum, Timing};
use db::Tx;
use jiff::civil::Date;

/// Lines on a page.
pub(super) const PER_PAGE: u32 = 50;

/// A page of the list with the sum over the whole of it.
pub(super) struct Page {
    pub(super) rows: Vec<store::Line>,
    pub(super) sum: Sum,
    pub(super) next: Option<String>,
    pub(super) periods: Vec<String>,
}

/// Reads a page of the list; nothing where the list cannot be asked so.
pub(super) fn read(tx: &mut dyn Tx, reader: &Reader, query: &Query, after: &str) -> db::Result<Page> {
    let periods = store::all_periods(tx)?;
    let whole = query.put("timing", "");
    let (Some(asked), Some(whole)) = (query.asked(tx, reader)?, whole.asked(tx, reader)?) else {
        return Ok(Page { rows: Vec::new(), sum: Sum::default(), next: None, periods });
    };
    let mut sum = Sum::default();
    for (timing, n) in store::counts(tx, &whole)? {
        if let Some(timing) = Timing::from_word(&timing) {
            (0..n).for_each(|_| sum.count(timing));
        }
    }
    let (due, id) = after.split_once('~').unwrap_or(("", "0"));
    let mut rows = store::list(tx, &asked, (due, id.parse().unwrap_or(0)), PER_PAGE + 1)?;
    let more = rows.len() > PER_PAGE as usize;
    rows.truncate(PER_PAGE as usize);
    let due = |row: &store::Line| row.due_on.map_or_else(|| "9".to_owned(), |d| d.to_string());
    let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", due(row), row.id));
    Ok(Page { rows, sum, next, periods })
}

#[derive(Template)]
#[template(path = "shortcomings/pages/list.html")]
struct List {
    frame: Frame,
    title: String,
    under: String,
    tabs: Vec<(String, String, bool)>,
    parts: Vec<Part>,
    periods: Vec<(String, String, bool)>,
    q: String,
    unit: String,
    unit_name: String,
    kept: Vec<(String, String)>,
    lines: Vec<Line>,
    next: String,
    filtered: bool,
    may_admit: bool,
}

/// `GET /shortcomings`.
pub(super) async fn page(cx: Cx) -> Result {
    let (query, posted) = (Query::of(&cx.query), Posted::from_query(&cx.query));
    let (reader, asked, after) = (Reader::of(&cx), query.clone(), posted.get("after").to_owned());
    let found = cx.app.read(move |tx| read(tx, &reader, &asked, &after)).await?;
    let title = cx.lang.t("room.shortcomings");
    let tab = |open: &str, key: &str| {
        (cx.lang.t(key).to_owned(), query.put("open", open).put("timing", "").href(), query.get("open") == open)
    };
    let hidden = ["reviewer", "how", "timing", "open", "paper"];
    let list = List {
        frame: cx.frame(title).here(title),
        title: title.to_owned(),
        under: under(&cx, &query),
        tabs: vec![tab("1", "shortcomings.open"), tab("", "shortcomings.all")],
        parts: shown::parts(&cx, &found.sum, &query),
        periods: found
            .periods
            .iter()
            .map(|id| (id.clone(), shown::period(&cx, id), *id == query.get("period")))
            .collect(),
        q: query.get("q").to_owned(),
        unit: query.get("unit").to_owned(),
        unit_name: match query.get("unit") {
            "" => String::new(),
            code => name_of(cx.lang, cx.app.tree, code, cx.today),
        },
        kept: hidden
            .iter()
            .map(|n| ((*n).to_owned(), query.get(n).to_owned()))
            .filter(|(_, v)| !v.is_empty())
            .collect(),
        lines: found.rows.iter().map(|row| shown::line(&cx, row)).collect(),
        next: found.next.map(|next| more(&query, &next)).unwrap_or_default(),
        filtered: query.put("open", "").href() != "/shortcomings",
        may_admit: cx.may_somewhere(Action::RecordActs),
    };
    Ok(Html(list.render()?).into_response())
}

fn more(query: &Query, next: &str) -> String {
    let href = query.href();
    let mark = if href.contains('?') { '&' } else { '?' };
    format!("{href}{mark}after={next}")
}

/// What a list is narrowed to besides its filters.
fn under(cx: &Cx, query: &Query) -> String {
    let mut said = Vec::new();
    if !query.get("paper").is_empty() {
        said.push(cx.lang.f1("shortcomings.of_paper", "number", query.get("paper")));
    }
    if !query.get("reviewer").is_empty() {
        let name = name_of(cx.lang, cx.app.tree, query.get("reviewer"), cx.today);
        said.push(cx.lang.f1("shortcomings.reviewed_by", "unit", name));
    }
    if !query.get("how").is_empty() {
        said.push(cx.lang.word("shortcoming_how", query.get("how")));
    }
    said.join(" · ")
}

/// Promises that are open and due between two days, the earliest first: of these units, or owed to them
/// as reviewers; without units, all. Of units only those that have a side in any are to be named.
///
/// # Errors
/// The database's.
pub fn due(
    tx: &mut dyn Tx,
    own: bool,
    units: Option<&[String]>,
    (from, until): (Date, Date),
    today: Date,
    most: usize,
) -> db::Result<Vec<store::Line>> {
    if units.is_some_and(<[String]>::is_empty) {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    for timing in [Timing::Overdue, Timing::Running] {
        let asked = store::Asked {
            side: if own { "unit" } else { "reviewer" }.to_owned(),
            timing: timing.word().to_owned(),
            today: today.to_string(),
            due_from: from.to_string(),
            due_until: until.to_string(),
            units: units.map(<[String]>::to_vec),
            ..store::Asked::default()
        };
        out.extend(store::list(tx, &asked, ("", 0), u32::try_from(most).unwrap_or(u32::MAX))?);
    }
    out.truncate(most);
    Ok(out)
}

/// What a reader's units still owe of what they promised: word of the timing, how many, their list.
///
/// # Errors
/// The database's.
pub fn open(tx: &mut dyn Tx, reader: &Reader) -> db::Result<Vec<(&'static str, i64, String)>> {
    let query = Query::default().put("open", "1");
    let Some(mut asked) = query.asked(tx, reader)? else { return Ok(Vec::new()) };
    asked.side = "unit".to_owned();
    let counts = store::counts(tx, &asked)?;
    let wanted = [Timing::Overdue, Timing::Running, Timing::Unpromised];
    let one = |timing: Timing| {
        let n = counts.iter().find(|(word, _)| word == timing.word()).map_or(0, |(_, n)| *n);
        (n > 0).then(|| (timing.word(), n, query.put("timing", timing.word()).href()))
    };
    Ok(wanted.into_iter().filter_map(one).collect())
}
