//! The register as JSON: what was admitted and promised, where it stands, and the next step.

use super::asked::Query;
use super::form::{admission_of, within};
use super::kept::{self, Hand, NewShortcoming, NewStep, may_see};
use super::store::{self, Line};
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
use casework::shortcomings::{Step, StepKind, Sum, Timing};
use jiff::civil::Date;
use law::Law;
use serde_json::{Value, json};

fn line(s: &Line, today: Date) -> Value {
    json!({
        "number": s.number,
        "unit": s.unit,
        "reviewer": s.reviewer,
        "admitted_on": s.admitted_on.to_string(),
        "admitted_in": s.admitted_in,
        "source_number": s.source_number,
        "shortcoming": s.shortcoming,
        "period": s.within.period,
        "standing": s.standing.word(),
        "timing": Timing::of(s.standing, s.due_on, s.fulfilled_on, today).word(),
        "measure": s.measure,
        "answerable": s.answerable,
        "due_on": s.due_on.map(|d| d.to_string()),
        "carried": s.carried,
        "repeated": s.repeated,
    })
}

fn sum(s: &Sum) -> Value {
    json!({
        "all": s.all, "in_time": s.in_time, "late": s.late, "waiting": s.waiting, "running": s.running,
        "overdue": s.overdue, "unpromised": s.unpromised,
    })
}

/// `GET /api/v1/shortcomings`.
pub(super) async fn list(cx: Cx) -> Result {
    let (query, reader) = (Query::of(&cx.query), Reader::of(&cx));
    let after = Posted::from_query(&cx.query).get("after").to_owned();
    let found = cx.app.read(move |tx| list::read(tx, &reader, &query, &after)).await?;
    let items: Vec<Value> = found.rows.iter().map(|row| line(row, cx.today)).collect();
    Ok(Json(json!({ "items": items, "sum": sum(&found.sum), "next": found.next })).into_response())
}

/// `POST /api/v1/shortcomings`: the fields of the form.
pub(super) async fn admit(cx: Cx, headers: HeaderMap, bytes: Bytes) -> Result {
    let admission = admission_of(&api::body(&bytes)?).map_err(Error::Invalid)?;
    let once = Once::of(&cx, &headers, &bytes)?;
    let new = NewShortcoming { admission, once: crate::random::hex::<16>() };
    let (hand, law, tree) = (Hand::of(&cx)?, cx.app.law.clone(), cx.app.tree);
    let answer = cx.app.db.write(move |tx| {
        if let Some(before) = once.before(tx)? {
            return Ok::<_, Error>(before);
        }
        let number = kept::admit(tx, &law, tree, &new, &hand)?;
        once.keep(tx, StatusCode::CREATED, &json!({ "number": number }))
    });
    Ok(api::sent(answer.await?))
}

/// `GET /api/v1/shortcomings/{number}`.
pub(super) async fn one(cx: Cx, Path(number): Path<String>) -> Result {
    let (reader, today) = (Reader::of(&cx), cx.today);
    let found = cx.app.db.read(move |tx| {
        let line = store::by_number(tx, &number)?.filter(|l| may_see(l, &reader.sees)).ok_or(Error::Hidden)?;
        told(tx, &line, today)
    });
    Ok(Json(found.await?).into_response())
}

fn told(tx: &mut dyn db::Tx, s: &Line, today: Date) -> Result<Value> {
    let (kept, told) = kept::read(tx, s)?;
    let papers = store::papers(tx, s.id)?;
    let steps = kept.iter().map(|k| {
        let mine = papers.iter().filter(|p| p.seq == k.seq);
        json!({
            "seq": k.seq,
            "kind": k.step.kind.word(),
            "on": k.step.on.to_string(),
            "said": k.step.said,
            "answerable": k.step.answerable,
            "due_on": k.step.due_on.map(|d| d.to_string()),
            "period": k.step.within.as_ref().map(|w| w.period.clone()),
            "papers": mine.map(|p| json!({ "name": p.name, "hash": p.hash, "size": p.size })).collect::<Vec<_>>(),
        })
    });
    let mut out = line(s, today);
    out["cause"] = s.cause.clone().into();
    out["first_period"] = s.first.period.clone().into();
    out["steps"] = steps.collect();
    out["permitted"] = told.permitted().map(|rule| rule.kind.word()).collect();
    Ok(out)
}

/// `POST /api/v1/shortcomings/{number}/steps`.
pub(super) async fn step(cx: Cx, Path(number): Path<String>, headers: HeaderMap, bytes: Bytes) -> Result {
    let body = api::body(&bytes)?;
    let once = Once::of(&cx, &headers, &bytes)?;
    let new = step_of(&body, &cx.app.law, cx.today)?;
    let (hand, today) = (Hand::of(&cx)?, cx.today);
    let answer = cx.app.db.write(move |tx| {
        if let Some(before) = once.before(tx)? {
            return Ok::<_, Error>(before);
        }
        kept::record(tx, &number, &new, &hand)?;
        let line = store::by_number(tx, &number)?.ok_or(Error::Hidden)?;
        let told = told(tx, &line, today)?;
        once.keep(tx, StatusCode::CREATED, &told)
    });
    Ok(api::sent(answer.await?))
}

fn step_of(body: &Value, law: &Law, today: Date) -> Result<NewStep> {
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
    let text = |name: &str| body[name].as_str().unwrap_or("").to_owned();
    let (said, answerable) = (text("said"), text("answerable"));
    if said.chars().count() > casework::fields::LONG_TEXT_MAX {
        wrong.push(FieldError::new("said", "invalid.too_long"));
    }
    if answerable.chars().count() > casework::fields::TEXT_MAX {
        wrong.push(FieldError::new("answerable", "invalid.too_long"));
    }
    let Some(rule) = body["kind"].as_str().and_then(StepKind::from_word).and_then(StepKind::rule) else {
        wrong.push(FieldError::new("kind", "invalid.not_a_choice"));
        return Err(Error::Invalid(wrong));
    };
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let within = if rule.into { within(law, &text("period")) } else { None };
    let step = Step { kind: rule.kind, on: on.unwrap_or(today), said, answerable, due_on, within };
    Ok(NewStep { step, after: body["after"].as_i64(), papers: Vec::new() })
}

/// `GET /api/v1/shortcomings/figures?period=2023-6m`.
pub(super) async fn figures(cx: Cx) -> Result {
    let period = figures::period(&cx);
    let found = figures::read(&cx, &period).await?;
    let items: Vec<Value> = found
        .iter()
        .map(|(unit, s)| {
            json!({
                "unit": unit.0, "admitted": s.admitted, "carried": s.carried, "repeated": s.repeated, "sum": sum(s),
            })
        })
        .collect();
    Ok(Json(json!({ "period": period, "items": items })).into_response())
}
