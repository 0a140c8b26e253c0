//! Conferences as JSON: which there are, where one stands, what its record says, which tasks it gave.

use super::who::{Here, Secret};
use super::{plan, views};
use crate::cx::Cx;
use crate::directives;
use crate::errors::{Error, Result};
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use casework::conference::{Minutes, Sentence, State, minutes};
use serde_json::{Value, json};

/// `GET /api/v1/conferences`.
pub(super) async fn list(cx: Cx) -> Result {
    let one = |(head, points): (super::store::Head, usize)| json!({ "number": head.number, "title": head.title, "on": head.on, "unit": head.unit, "points": points });
    let items: Vec<Value> = plan::seen(&cx).await?.into_iter().map(one).collect();
    Ok(Json(json!({ "items": items })).into_response())
}

/// Instants as RFC 3339, in UTC.
fn instant(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).map(|at| at.to_string()).unwrap_or_default()
}

/// `GET /api/v1/conferences/{number}`.
pub(super) async fn one(cx: Cx, Path(number): Path<String>) -> Result {
    let here = Here::new(cx, &number, &Secret::default()).await?;
    Ok(Json(told(&number, &here.state)).into_response())
}

fn told(number: &str, s: &State) -> Value {
    let item = |i: &casework::conference::Item| json!({ "n": i.n, "title": i.title, "minutes": i.minutes, "unit": i.unit, "papers": i.papers });
    let point = |p: &casework::conference::Point| {
        json!({
            "unit": p.unit, "head": p.head, "technician": p.technician, "seats": p.seats, "people": p.people.len(),
            "present": p.present, "substitutes": p.substitutes,
        })
    };
    json!({
        "number": number,
        "title": s.title,
        "kind": s.kind.word(),
        "on": s.on.to_string(),
        "begins": s.begins,
        "unit": s.unit,
        "chair": s.chair,
        "standing": views::standing(s),
        "seq": s.seq,
        "item": s.current.map(|(n, _)| n),
        "items": s.items.iter().map(item).collect::<Vec<_>>(),
        "points": s.points.iter().map(point).collect::<Vec<_>>(),
        "signed": s.signed.as_ref().map(|m| m.number.clone()),
        "notice": s.notice.as_ref().map(|n| n.number.clone()),
    })
}

/// `GET /api/v1/conferences/{number}/minutes`.
pub(super) async fn record(cx: Cx, Path(number): Path<String>) -> Result {
    let here = Here::new(cx, &number, &Secret::default()).await?;
    let log = super::log(&here.cx.app, &number).await?.ok_or(Error::Hidden)?;
    let m = minutes(&log);
    let span = |(from, until): &(i64, Option<i64>)| json!({ "from": instant(*from), "until": until.map(instant) });
    let presence: Vec<Value> = m
        .presence
        .iter()
        .map(|p| json!({ "unit": p.unit, "spans": p.spans.iter().map(span).collect::<Vec<_>>() }))
        .collect();
    let sections: Vec<Value> = m.sections.iter().map(|s| section(&m, s)).collect();
    Ok(Json(json!({ "number": number, "seq": m.state.seq, "presence": presence, "sections": sections }))
        .into_response())
}

fn section(m: &Minutes, s: &casework::conference::Section) -> Value {
    let speech = |s: &casework::conference::Speech| {
        json!({
            "unit": s.speaker.unit, "name": s.speaker.name, "office": s.speaker.office, "from": instant(s.from_ms),
            "seconds": s.seconds(),
        })
    };
    let shown = |s: &casework::conference::Shown| {
        let cells = s.cells.iter().map(|c| json!({ "unit": c.unit, "value": c.value, "report": c.report }));
        json!({
            "title": s.card.title, "form": s.card.form, "column": s.card.column, "period": s.card.period,
            "as_of": s.as_of, "cells": cells.collect::<Vec<_>>(),
        })
    };
    let poll = |p: &casework::conference::Poll| {
        let counts = p.counts.clone().unwrap_or_else(|| p.tally());
        let choices = p.choices.iter().zip(counts).map(|(text, n)| json!({ "text": text, "count": n }));
        json!({ "text": p.text, "manner": p.manner.word(), "choices": choices.collect::<Vec<_>>() })
    };
    json!({
        "title": s.title,
        "from": s.from_ms.map(instant),
        "papers": s.papers,
        "speeches": s.speeches.iter().map(speech).collect::<Vec<_>>(),
        "shown": s.shown.iter().map(shown).collect::<Vec<_>>(),
        "questions": s.questions.iter().map(|q| json!({ "unit": q.unit, "text": q.text, "answered": q.done })).collect::<Vec<_>>(),
        "polls": s.polls.iter().map(poll).collect::<Vec<_>>(),
        "conclusions": s.conclusions.iter().map(|c| conclusion(m, c)).collect::<Vec<_>>(),
    })
}

fn conclusion(m: &Minutes, c: &Sentence) -> Value {
    let became = m.state.notice.as_ref().and_then(|n| n.given.iter().find(|g| g.sentence == c.n));
    json!({
        "n": c.n,
        "text": c.text,
        "to": c.to,
        "every": c.every,
        "due_on": c.due_on.map(|d| d.to_string()),
        "directive": became.map(|g| g.directive.clone()).unwrap_or_default(),
        "refused": became.map(|g| g.refused.clone()).unwrap_or_default(),
    })
}

/// `GET /api/v1/conferences/{number}/tasks`: those the notice gave, as far as the account sees them.
pub(super) async fn tasks(cx: Cx, Path(number): Path<String>) -> Result {
    let here = Here::new(cx, &number, &Secret::default()).await?;
    let paper = here.state.notice.as_ref().map(|n| n.number.clone());
    directives::api::of_paper(&here.cx, paper.as_deref()).await
}
