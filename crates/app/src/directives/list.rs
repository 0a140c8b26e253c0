//! The list of tasks: given to us, given by us, all; with what the day makes of them on top.

use super::asked::Query;
use super::shown::{self, Line, Part};
use super::store::{self, TaskRow};
use crate::access::Action;
use crate::asked::Reader;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect};
use casework::directives::{RollUp, SourceKind, Standing, Timing};
use db::Tx;
use jiff::civil::Date;

/// Tasks on a page.
pub(super) const PER_PAGE: u32 = 50;

/// A page of tasks with the sum over the whole list.
pub(super) struct Page {
    pub(super) rows: Vec<TaskRow>,
    pub(super) sum: RollUp,
    pub(super) next: Option<String>,
}

/// Reads a page of the list; nothing where the list cannot be asked so.
pub(super) fn read(tx: &mut dyn Tx, reader: &Reader, query: &Query, after: &str) -> db::Result<Page> {
    let none = Page { rows: Vec::new(), sum: RollUp::default(), next: None };
    let whole = query.put("timing", "").put("standing", "");
    let (Some(asked), Some(whole)) = (query.asked(tx, reader)?, whole.asked(tx, reader)?) else { return Ok(none) };
    let sum = sum(store::counts(tx, &whole)?);
    let (due, id) = after.split_once('~').unwrap_or(("", "0"));
    let mut rows = store::list(tx, &asked, (due, id.parse().unwrap_or(0)), PER_PAGE + 1)?;
    let more = rows.len() > PER_PAGE as usize;
    rows.truncate(PER_PAGE as usize);
    let due = |row: &TaskRow| row.due_on.map_or_else(|| "9".to_owned(), |d| d.to_string());
    let next = rows.last().filter(|_| more).map(|row| format!("{}~{}", due(row), row.id));
    Ok(Page { rows, sum, next })
}

/// What the store counted, as a sum.
pub(super) fn sum(counts: Vec<(String, String, i64)>) -> RollUp {
    let mut out = RollUp::default();
    for (timing, standing, n) in counts {
        if let (Some(timing), Some(standing)) = (Timing::from_word(&timing), Standing::from_word(&standing)) {
            for _ in 0..n {
                out.count(standing, timing);
            }
        }
    }
    out
}

#[derive(Template)]
#[template(path = "directives/pages/list.html")]
struct List {
    frame: Frame,
    title: String,
    under: String,
    tabs: Vec<(String, String, bool)>,
    parts: Vec<Part>,
    sources: Vec<(&'static str, String, bool)>,
    q: String,
    unit: String,
    unit_name: String,
    kept: Vec<(String, String)>,
    lines: Vec<Line>,
    next: String,
    filtered: bool,
    may_issue: bool,
}

/// `GET /directives`.
pub(super) async fn page(cx: Cx) -> Result {
    let (query, posted) = (Query::of(&cx.query), Posted::from_query(&cx.query));
    let (reader, asked, after) = (Reader::of(&cx), query.clone(), posted.get("after").to_owned());
    let found = cx.app.read(move |tx| read(tx, &reader, &asked, &after)).await?;
    let title = cx.lang.t("room.directives");
    let tab = |side: &str| {
        let word = cx.lang.word("directive_side", if side.is_empty() { "all" } else { side });
        (word, query.put("side", side).href(), query.get("side") == side)
    };
    let source = |w: &'static str| (w, cx.lang.word("choice_of.source", w), query.get("source") == w);
    let hidden = ["side", "timing", "standing", "issuer", "paper", "of", "under", "leaves", "from", "until"];
    let list = List {
        frame: cx.frame(title).here(title),
        title: title.to_owned(),
        under: under(&cx, &query),
        tabs: vec![tab("to"), tab("by"), tab("")],
        parts: shown::parts(&cx, &found.sum, &query),
        sources: SourceKind::WORDS.iter().map(|w| source(w)).collect(),
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
        filtered: query.href() != "/directives",
        may_issue: cx.may_somewhere(Action::RecordActs),
    };
    Ok(Html(list.render()?).into_response())
}

fn more(query: &Query, next: &str) -> String {
    let href = query.href();
    let mark = if href.contains('?') { '&' } else { '?' };
    format!("{href}{mark}after={next}")
}

/// What a list is narrowed to besides its filters: a directive, a paper, a span of days.
fn under(cx: &Cx, query: &Query) -> String {
    let mut said = Vec::new();
    for (name, key) in [("of", "directives.of"), ("under", "directives.under")] {
        if let Some(number) = query.get(name).split(':').next().filter(|n| !n.is_empty()) {
            said.push(cx.lang.f1(key, "number", number));
        }
    }
    if !query.get("paper").is_empty() {
        said.push(cx.lang.f1("directives.of_paper", "number", query.get("paper")));
    }
    let day = |name: &str| query.get(name).parse().map(|d| cx.lang.date(d)).unwrap_or_default();
    if !query.get("from").is_empty() || !query.get("until").is_empty() {
        said.push(cx.lang.f2("directives.due_within", "from", day("from"), "until", day("until")));
    }
    said.join(" · ")
}

/// `GET /directives/last`: what the last conference left, which the next one opens first.
pub(super) async fn last(cx: Cx) -> Result {
    let reader = Reader::of(&cx);
    let paper = cx.app.read(move |tx| last_conference(tx, &reader)).await?;
    let query = Query::default().put("source", "conference").put("paper", &paper.unwrap_or_default());
    Ok(Redirect::to(&query.href()).into_response())
}

/// Tasks that follow from a paper, as far as the reader sees them.
///
/// # Errors
/// The database's.
pub fn of_paper(tx: &mut dyn Tx, reader: &Reader, number: &str) -> db::Result<Vec<TaskRow>> {
    match Query::default().put("paper", number).asked(tx, reader)? {
        Some(asked) => store::rows(tx, &asked, PER_PAGE),
        None => Ok(Vec::new()),
    }
}

/// Tasks that are open and due between two days, the earliest first: those given to units (`to`) or by
/// them (`by`); without units, all. Of units only those that have a side in any are to be named.
///
/// # Errors
/// The database's.
pub fn due(
    tx: &mut dyn Tx,
    side: &str,
    units: Option<&[String]>,
    (from, until): (Date, Date),
    today: Date,
    most: usize,
) -> db::Result<Vec<TaskRow>> {
    if units.is_some_and(<[String]>::is_empty) {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    // What is overdue lies before today, what is under way from today on: together they stay in order.
    for timing in ["overdue", "running"] {
        let asked = store::Asked {
            side: side.to_owned(),
            timing: timing.to_owned(),
            today: today.to_string(),
            due_from: from.to_string(),
            due_until: until.to_string(),
            units: units.map(<[String]>::to_vec),
            ..store::Asked::default()
        };
        out.extend(store::rows(tx, &asked, u32::try_from(most).unwrap_or(u32::MAX))?);
    }
    out.truncate(most);
    Ok(out)
}

/// Number of the last conference's conclusion of which the reader sees a task.
pub(super) fn last_conference(tx: &mut dyn Tx, reader: &Reader) -> db::Result<Option<String>> {
    for paper in store::sources(tx, "conference", 50)? {
        let query = Query::default().put("source", "conference").put("paper", &paper);
        if let Some(asked) = query.asked(tx, reader)?
            && !store::rows(tx, &asked, 1)?.is_empty()
        {
            return Ok(Some(paper));
        }
    }
    Ok(None)
}
