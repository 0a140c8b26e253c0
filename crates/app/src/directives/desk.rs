//! Việc được giao: what others gave the reader's units to do, and what those promised, on their first page.

use super::asked::Query;
use super::shown::{self, Line, Part};
use super::{list, store};
use crate::access::Action;
use crate::asked::Reader;
use crate::cx::Cx;
use crate::errors::Result;
use crate::lang::Lang;
use crate::shortcomings;
use askama::Template;

/// Lines of each state; the rest is in the list.
const MOST: u32 = 6;

#[derive(Template)]
#[template(path = "directives/pages/strip.html")]
struct Strip<'a> {
    lang: Lang,
    frame: &'a crate::frame::Frame,
    parts: Vec<Part>,
    lines: Vec<Line>,
    /// Promises that are overdue or under way: how many, and their list.
    promises: Vec<(String, String)>,
}

/// The part of the first page; nothing where nothing is given or promised.
pub async fn strip(cx: &Cx, frame: &crate::frame::Frame) -> Result<String> {
    if !cx.may_somewhere(Action::RecordActs) {
        return Ok(String::new());
    }
    let reach = cx.reach(Action::RecordActs);
    // Most pages of most offices: nothing given, nothing asked of the database.
    if !crate::reminders::given_units(&cx.app, cx.today).await?.given().iter().any(|unit| reach.holds(unit)) {
        return Ok(String::new());
    }
    let reader = Reader { sees: reach, today: cx.today };
    let query = Query::default().put("side", "to");
    let asked = query.clone();
    let found = cx.app.read(move |tx| {
        let mut rows = Vec::new();
        for timing in ["overdue", "running"] {
            if let Some(asked) = asked.put("timing", timing).asked(tx, &reader)? {
                rows.extend(store::list(tx, &asked, ("", 0), MOST)?);
            }
        }
        let sum = match asked.asked(tx, &reader)? {
            Some(asked) => list::sum(store::counts(tx, &asked)?),
            None => Default::default(),
        };
        Ok((rows, sum, shortcomings::open(tx, &reader)?))
    });
    let (rows, sum, promises) = found.await?;
    if rows.is_empty() && promises.is_empty() {
        return Ok(String::new());
    }
    let promises = promises.into_iter().map(|(timing, n, href)| {
        (format!("{} {}", cx.lang.word("shortcoming_timing", timing), cx.lang.number(n)), href)
    });
    let strip = Strip {
        lang: cx.lang,
        frame,
        parts: if rows.is_empty() { Vec::new() } else { shown::parts(cx, &sum, &query) },
        lines: rows.iter().map(|row| shown::line(cx, row)).collect(),
        promises: promises.collect(),
    };
    Ok(strip.render()?)
}
