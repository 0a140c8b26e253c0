//! Kỷ luật, kỷ cương: each unit's figures over a period, each number the list of its tasks.

use super::asked::Query;
use super::store;
use crate::asked::Reader;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::typed;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::directives::{Answered, Discipline, Timing, discipline};
use casework::fields::UnitCode;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// Tasks that are read to be counted.
const MOST: u32 = 50_000;

/// The period asked for: the year of today without one.
pub(super) fn period(cx: &Cx, posted: &Posted) -> (Date, Date) {
    let day = |name: &str| posted.get(name).parse().ok().or_else(|| typed::date(posted.get(name)));
    let year = cx.today.year();
    (day("from").unwrap_or(date(year, 1, 1)), day("until").unwrap_or(date(year, 12, 31)))
}

/// The figures by unit, of tasks within reach that fell due in a period.
pub(super) async fn read(cx: &Cx, from: Date, until: Date) -> Result<BTreeMap<UnitCode, Discipline>> {
    let (reader, today) = (Reader::of(cx), cx.today);
    let query = Query::default().put("from", &from.to_string()).put("until", &until.to_string());
    let rows = cx.app.read(move |tx| match query.asked(tx, &reader)? {
        Some(asked) => store::rows(tx, &asked, MOST),
        None => Ok(Vec::new()),
    });
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let answered = rows.await?.into_iter().map(|r| Answered {
        timing: Timing::of(r.standing, r.due_on, r.reported_on, today),
        unit: UnitCode(r.unit),
        due_on: r.due_on,
        returns: count(r.returns),
        extensions: count(r.extensions),
    });
    Ok(discipline(&answered.collect::<Vec<_>>(), from, until))
}

struct Line {
    unit: String,
    share: String,
    cells: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "directives/pages/discipline.html")]
struct Page {
    frame: Frame,
    title: String,
    from: String,
    until: String,
    heads: Vec<String>,
    lines: Vec<Line>,
}

/// `GET /directives/discipline`.
pub(super) async fn page(cx: Cx) -> Result {
    let (from, until) = period(&cx, &Posted::from_query(&cx.query));
    let found = read(&cx, from, until).await?;
    let mut found: Vec<(UnitCode, Discipline)> = found.into_iter().collect();
    // Who is latest stands first: that is what the page is opened for.
    found.sort_by_key(|(unit, d)| (std::cmp::Reverse(d.overdue + d.late), unit.clone()));
    let title = cx.lang.t("directives.discipline");
    let heads = ["due", "on_time", "late", "overdue", "waiting", "running", "returns", "extensions"];
    let page = Page {
        frame: cx.frame(title).under(cx.lang.t("room.directives"), "/directives").here(title),
        title: title.to_owned(),
        from: crate::facts_form::slashes(from),
        until: crate::facts_form::slashes(until),
        heads: heads.iter().map(|h| cx.lang.word("discipline", h)).collect(),
        lines: found.iter().map(|(unit, d)| line(&cx, unit, d, from, until)).collect(),
    };
    Ok(Html(page.render()?).into_response())
}

fn line(cx: &Cx, unit: &UnitCode, d: &Discipline, from: Date, until: Date) -> Line {
    let base = Query::default().put("unit", &unit.0).put("timing", "given");
    let base = base.put("from", &from.to_string()).put("until", &until.to_string());
    let cell = |n: u32, query: Query| {
        if n == 0 { ("–".to_owned(), String::new()) } else { (cx.lang.number(n), query.href()) }
    };
    let timed = |n: u32, timing: Timing| cell(n, base.put("timing", timing.word()));
    Line {
        unit: name_of(cx.lang, cx.app.tree, &unit.0, until),
        share: d
            .on_time_permille()
            .map(|n| format!("{} %", crate::lang::decimal(cx.lang, n.into(), 1)))
            .unwrap_or_default(),
        cells: vec![
            cell(d.due, base.clone()),
            timed(d.on_time, Timing::OnTime),
            timed(d.late, Timing::Late),
            timed(d.overdue, Timing::Overdue),
            timed(d.waiting, Timing::Waiting),
            timed(d.running, Timing::Running),
            // Times, not tasks: several may be of one task, so the list is that of all.
            cell(d.returns, base.clone()),
            cell(d.extensions, base.clone()),
        ],
    }
}
