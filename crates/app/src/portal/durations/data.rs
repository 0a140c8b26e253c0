//! The same for machines: CSV and JSON, one line a class.

use super::{GOOD_FOR, Told, said};
use crate::errors::Error;
use crate::portal::shelf::{Page, serve};
use crate::portal::visit::Visit;
use crate::units::name_of;
use axum::extract::Path;
use axum::response::Response;
use casework::durations::{Class, GROUP, InTime, Row, Span};
use paper::xlsx::Out;

/// `GET /open/how-long/{measure}/{half}/csv`.
pub(super) async fn csv(visit: Visit, Path((measure, half)): Path<(String, String)>) -> Response {
    serve(visit, move |tx, visit| {
        let told = Told::read(tx, visit, &measure, Some(&half))?;
        let head = [
            "unit",
            "name",
            "cases",
            "median_days",
            "quartile_1_days",
            "quartile_3_days",
            "in_time",
            "in_time_is",
            "class",
            "class_cases",
        ];
        let mut lines: Vec<Vec<Out>> = vec![head.map(Out::from).to_vec()];
        for (code, row) in rows(&told) {
            let (n, is) = in_time(&told, row);
            let number = |n: Option<i64>| n.map_or(Out::Empty, Out::Int);
            let mut line = |class: &str, cases: Out| {
                lines.push(vec![
                    code.into(),
                    name(visit, &told, code, row).as_str().into(),
                    number(i64::try_from(row.n).ok()),
                    number(row.median),
                    number(row.quartiles.map(|q| q.0)),
                    number(row.quartiles.map(|q| q.1)),
                    number(n),
                    is.into(),
                    class.into(),
                    cases,
                ]);
            };
            for class in &row.classes {
                line(&said::class(visit.lang, told.measure, class), number(i64::try_from(class.n).ok()));
            }
            if row.classes.is_empty() {
                line("", Out::Empty);
            }
        }
        Ok(Page { good_for: GOOD_FOR, ..Page::of("text/csv; charset=utf-8", paper::csv::write(&lines, b',')) })
    })
    .await
}

/// `GET /open/how-long/{measure}/{half}/json`.
pub(super) async fn json(visit: Visit, Path((measure, half)): Path<(String, String)>) -> Response {
    serve(visit, move |tx, visit| {
        let told = Told::read(tx, visit, &measure, Some(&half))?;
        let value = |(code, row): (&str, &Row)| one(visit, &told, code, row);
        let text = serde_json::json!({
            "measure": told.measure.key, "title": told.title(visit.lang), "half": told.half.id(),
            "from": told.half.from.to_string(), "until": told.half.until.to_string(), "licence": "CC-BY-4.0",
            "fewest_in_a_group": GROUP, "still_open": told.open,
            "rule": "neighbouring classes are joined until each holds fewest_in_a_group cases or more, units with fewer are told together, and nothing but sums of such groups is published; median_days and quartile_days are the mean in whole days of the fewest_in_a_group cases around that rank",
            "rows": rows(&told).into_iter().map(value).collect::<Vec<_>>(),
        });
        Ok::<_, Error>(Page { good_for: GOOD_FOR, ..Page::of("application/json; charset=utf-8", format!("{text:#}\n")) })
    })
    .await
}

/// All first, then each unit, then the others.
fn rows(told: &Told) -> Vec<(&str, &Row)> {
    let total = told.summary.total.iter().map(|row| ("total", row));
    let units = told.summary.rows.iter().map(|row| (row.unit.as_deref().unwrap_or("others"), row));
    total.chain(units).collect()
}

fn name(visit: &Visit, told: &Told, code: &str, row: &Row) -> String {
    match &row.unit {
        Some(unit) => name_of(visit.lang, visit.app.tree, unit, told.half.until),
        None if code == "total" => visit.lang.t("how_long.all_units").to_owned(),
        None => visit.lang.t("how_long.other_units").to_owned(),
    }
}

fn in_time(told: &Told, row: &Row) -> (Option<i64>, &'static str) {
    if told.measure.span == Span::Whole {
        return (None, "");
    }
    match row.in_time {
        InTime::Exactly(n) => (i64::try_from(n).ok(), "exactly"),
        InTime::AtLeast(n) => (i64::try_from(n).ok(), "at_least"),
    }
}

fn one(visit: &Visit, told: &Told, code: &str, row: &Row) -> serde_json::Value {
    let (n, is) = in_time(told, row);
    let end = told.measure.in_time();
    let class = |c: &Class| {
        serde_json::json!({
            "cases": c.n, "words": said::class(visit.lang, told.measure, c),
            "in_time": c.last < end, "late": c.first >= end,
            "first": told.measure.days(c.first).0, "last": told.measure.days(c.last).1,
        })
    };
    serde_json::json!({
        "unit": code, "name": name(visit, told, code, row), "cases": row.n, "median_days": row.median,
        "quartile_days": row.quartiles, "in_time": n, "in_time_is": is,
        "classes": row.classes.iter().map(class).collect::<Vec<_>>(),
    })
}
