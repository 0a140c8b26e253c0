//! Tổng hợp: each unit's figures in one period, each number the list of its rows.

use super::asked::Query;
use super::store;
use crate::asked::Reader;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::reports::asked;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::fields::UnitCode;
use casework::shortcomings::{Counted, How, Sum, Timing, sums};
use std::collections::BTreeMap;

/// Rows that are read to be counted.
const MOST: u32 = 50_000;

/// The period asked for: the last half-year, nine months or year that is over without one.
pub(super) fn period(cx: &Cx) -> String {
    match Posted::from_query(&cx.query).get("period") {
        "" => asked::latest_period(cx).id,
        period => period.to_owned(),
    }
}

/// The figures by unit of what came into a period, within reach.
pub(super) async fn read(cx: &Cx, period: &str) -> Result<BTreeMap<UnitCode, Sum>> {
    let (reader, query) = (Reader::of(cx), Query::default().put("period", period));
    let rows = cx.app.read(move |tx| match query.asked(tx, &reader)? {
        Some(asked) => store::counted(tx, &asked, MOST),
        None => Ok(Vec::new()),
    });
    let counted: Vec<Counted> = rows
        .await?
        .into_iter()
        .filter_map(|(id, unit, timing, how)| {
            Some(Counted { id, unit: UnitCode(unit), how, timing: Timing::from_word(&timing)? })
        })
        .collect();
    Ok(sums(&counted))
}

struct Line {
    unit: String,
    cells: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "shortcomings/pages/figures.html")]
struct Page {
    frame: Frame,
    title: String,
    periods: Vec<(String, String, bool)>,
    heads: Vec<String>,
    lines: Vec<Line>,
}

/// `GET /shortcomings/figures?period=2023-6m`.
pub(super) async fn page(cx: Cx) -> Result {
    let period = period(&cx);
    let mut found: Vec<(UnitCode, Sum)> = read(&cx, &period).await?.into_iter().collect();
    // Who has most left to do stands first: that is what the page is opened for.
    found.sort_by_key(|(unit, s)| (std::cmp::Reverse((s.overdue + s.unpromised, s.repeated, s.running)), unit.clone()));
    let title = cx.lang.t("shortcomings.figures");
    let mut heads = vec![cx.lang.t("shortcomings.all").to_owned()];
    heads.extend(How::WORDS.iter().map(|w| cx.lang.word("shortcoming_how", w)));
    heads.extend(Timing::WORDS.iter().map(|w| cx.lang.word("shortcoming_timing", w)));
    let page = Page {
        frame: cx.frame(title).under(cx.lang.t("room.shortcomings"), "/shortcomings").here(title),
        title: title.to_owned(),
        periods: asked::choices(&cx, &period),
        heads,
        lines: found.iter().map(|(unit, sum)| line(&cx, unit, sum, &period)).collect(),
    };
    Ok(Html(page.render()?).into_response())
}

fn line(cx: &Cx, unit: &UnitCode, sum: &Sum, period: &str) -> Line {
    let base = Query::default().put("unit", &unit.0).put("period", period);
    let cell = |n: u32, query: Query| {
        if n == 0 { ("–".to_owned(), String::new()) } else { (cx.lang.number(n), query.href()) }
    };
    let mut cells = vec![cell(sum.all, base.clone())];
    for (how, n) in [(How::Admitted, sum.admitted), (How::Carried, sum.carried), (How::Repeated, sum.repeated)] {
        cells.push(cell(n, base.put("how", how.word())));
    }
    cells.extend(Timing::ALL.iter().map(|t| cell(sum.of(*t), base.put("timing", t.word()))));
    let until = cx.app.law.period(period).map_or(cx.today, |p| p.until);
    Line { unit: name_of(cx.lang, cx.app.tree, &unit.0, until), cells }
}
