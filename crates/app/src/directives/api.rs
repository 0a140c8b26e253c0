//! Directives as JSON: what was given to whom, where it stands, and the next step.

use super::asked::Query;
use super::form::issue_of;
use super::kept::{self, Hand, NewDirective, NewStep, may_see};
use super::store::{self, TaskRow};
use super::{figures, list};
use crate::api::{self, Once};
use crate::asked::Reader;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use casework::directives::{RollUp, Step, StepKind, Timing};
use jiff::civil::Date;
use serde_json::{Value, json};

fn line(row: &TaskRow, today: Date) -> Value {
    json!({
        "number": row.number,
        "unit": row.unit,
        "issuer": row.issuer,
        "issued_on": row.issued_on.to_string(),
        "content": row.content,
        "source": row.source,
        "source_number": row.source_number,
        "due_on": row.due_on.map(|d| d.to_string()),
        "standing": row.standing.word(),
        "timing": Timing::of(row.standing, row.due_on, row.reported_on, today).word(),
    })
}

fn sum(s: &RollUp) -> Value {
    json!({
        "given": s.given, "on_time": s.on_time, "late": s.late, "waiting": s.waiting, "running": s.running,
        "overdue": s.overdue, "returned": s.returned, "withdrawn": s.withdrawn,
    })
}

/// `GET /api/v1/directives`.
pub(super) async fn list(cx: Cx) -> Result {
    let (query, reader) = (Query::of(&cx.query), Reader::of(&cx));
    let after = Posted::from_query(&cx.query).get("after").to_owned();
    let found = cx.app.read(move |tx| list::read(tx, &reader, &query, &after)).await?;
    let items: Vec<Value> = found.rows.iter().map(|row| line(row, cx.today)).collect();
    Ok(Json(json!({ "items": items, "sum": sum(&found.sum), "next": found.next })).into_response())
}

/// The tasks that follow from a paper, as the list gives them; none without a paper.
pub(crate) async fn of_paper(cx: &Cx, paper: Option<&str>) -> Result {
    let Some(paper) = paper else {
        return Ok(Json(json!({ "items": [], "sum": sum(&RollUp::default()), "next": null })).into_response());
    };
    let (query, reader) = (Query::default().put("source", "conference").put("paper", paper), Reader::of(cx));
    let found = cx.app.read(move |tx| list::read(tx, &reader, &query, "")).await?;
    let items: Vec<Value> = found.rows.iter().map(|row| line(row, cx.today)).collect();
    Ok(Json(json!({ "items": items, "sum": sum(&found.sum), "next": found.next })).into_response())
}

/// `POST /api/v1/directives`: the fields of the form, `parent` and `parent_unit` for a part of a task.
pub(super) async fn issue(cx: Cx, headers: HeaderMap, bytes: Bytes) -> Result {
    let mut body = api::body(&bytes)?;
    let once = Once::of(&cx, &headers, &bytes)?;
    let mut take =
        |name: &str| body.as_object_mut().and_then(|o| o.remove(name)).and_then(|v| v.as_str().map(str::to_owned));
    let (above, above_unit) = (take("parent"), take("parent_unit"));
    let issue = issue_of(&body).map_err(Error::Invalid)?;
    let new = NewDirective { issue, parent: above.zip(above_unit), once: crate::random::hex::<16>() };
    let (hand, tree) = (Hand::of(&cx)?, cx.app.tree);
    let answer = cx.app.db.write(move |tx| {
        if let Some(before) = once.before(tx)? {
            return Ok::<_, Error>(before);
        }
        let number = kept::issue(tx, tree, &new, &hand)?;
        once.keep(tx, StatusCode::CREATED, &json!({ "number": number }))
    });
    Ok(api::sent(answer.await?))
}

/// `GET /api/v1/directives/{number}/{unit}`.
pub(super) async fn task(cx: Cx, Path((number, unit)): Path<(String, String)>) -> Result {
    let (reader, today) = (Reader::of(&cx), cx.today);
    let found = cx.app.db.read(move |tx| {
        let row = store::task_of(tx, &number, &unit)?.ok_or(Error::Hidden)?;
        if !may_see(tx, row.id, &reader.sees)? {
            return Err(Error::Hidden);
        }
        told(tx, &row, today)
    });
    Ok(Json(found.await?).into_response())
}

fn told(tx: &mut dyn db::Tx, row: &TaskRow, today: Date) -> Result<Value> {
    let (d, kept, task) = kept::read(tx, row)?;
    let papers = store::papers(tx, row.id)?;
    let steps = kept.iter().map(|k| {
        let mine = papers.iter().filter(|p| p.seq == k.seq);
        json!({
            "seq": k.seq,
            "kind": k.step.kind.word(),
            "on": k.step.on.to_string(),
            "said": k.step.said,
            "due_on": k.step.due_on.map(|d| d.to_string()),
            "papers": mine.map(|p| json!({ "name": p.name, "hash": p.hash, "size": p.size })).collect::<Vec<_>>(),
        })
    });
    let mut out = line(row, today);
    out["sentence"] = d.sentence.into();
    out["report_form"] = d.report_form.into();
    out["steps"] = steps.collect();
    out["permitted"] = task.permitted().map(|rule| rule.kind.word()).collect();
    Ok(out)
}

/// `POST /api/v1/directives/{number}/{unit}/steps`.
pub(super) async fn step(
    cx: Cx,
    Path((number, unit)): Path<(String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result {
    let body = api::body(&bytes)?;
    let once = Once::of(&cx, &headers, &bytes)?;
    let new = step_of(&body, cx.today)?;
    let (hand, today) = (Hand::of(&cx)?, cx.today);
    let answer = cx.app.db.write(move |tx| {
        if let Some(before) = once.before(tx)? {
            return Ok::<_, Error>(before);
        }
        kept::record(tx, &number, &unit, &new, &hand)?;
        let row = store::task_of(tx, &number, &unit)?.ok_or(Error::Hidden)?;
        let told = told(tx, &row, today)?;
        once.keep(tx, StatusCode::CREATED, &told)
    });
    Ok(api::sent(answer.await?))
}

fn step_of(body: &Value, today: Date) -> Result<NewStep> {
    let mut wrong = Vec::new();
    let mut day = |name: &str| match &body[name] {
        Value::Null => None,
        value => {
            let day = value.as_str().and_then(|t| t.parse::<Date>().ok());
            if day.is_none() {
                wrong.push(FieldError::new(name, "invalid.not_a_date"));
            }
            day
        }
    };
    let (on, due_on) = (day("on"), day("due_on"));
    let kind = body["kind"].as_str().and_then(StepKind::from_word).filter(|k| k.rule().is_some());
    let said = body["said"].as_str().unwrap_or("").to_owned();
    if said.chars().count() > casework::fields::LONG_TEXT_MAX {
        wrong.push(FieldError::new("said", "invalid.too_long"));
    }
    match kind {
        Some(kind) if wrong.is_empty() => {
            let step = Step { kind, on: on.unwrap_or(today), said, due_on };
            Ok(NewStep { step, after: body["after"].as_i64(), papers: Vec::new() })
        }
        Some(_) => Err(Error::Invalid(wrong)),
        None => {
            wrong.push(FieldError::new("kind", "invalid.not_a_choice"));
            Err(Error::Invalid(wrong))
        }
    }
}

/// `GET /api/v1/directives/discipline?from=…&until=…`.
pub(super) async fn discipline(cx: Cx) -> Result {
    let (from, until) = figures::period(&cx, &Posted::from_query(&cx.query));
    let found = figures::read(&cx, from, until).await?;
    let items: Vec<Value> = found
        .iter()
        .map(|(unit, d)| {
            json!({
                "unit": unit.0, "due": d.due, "on_time": d.on_time, "late": d.late, "overdue": d.overdue,
                "waiting": d.waiting, "running": d.running, "returns": d.returns, "extensions": d.extensions,
            })
        })
        .collect();
    Ok(Json(json!({ "from": from.to_string(), "until": until.to_string(), "items": items })).into_response())
}
