//! Answers as JSON, through the same question as the page.

use super::asked::Asked;
use super::pages;
use super::store::Shown;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use ::search::{Hit, Marked};
use axum::Json;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use std::collections::HashMap;

/// `GET /api/v1/search?q=khieu nai dat`.
pub async fn search(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let (asked, ask) = Asked::read(&cx, &query);
    if !asked.wrong.is_empty() {
        return Err(Error::Invalid(asked.wrong));
    }
    let found = cx.app.search.ask(&cx.app, ask).await?;
    let answer = found.answer;
    let shown = pages::shown(&cx, &answer).await?;
    let told = |hits: &[Hit]| -> Vec<Value> { hits.iter().filter_map(|hit| told(hit, &shown)).collect() };
    Ok(Json(json!({
        "items": told(&answer.hits), "near": told(&answer.near), "total": answer.total, "kinds": answer.kinds,
        "page": asked.page, "cut": asked.cut, "behind": found.behind,
    }))
    .into_response())
}

fn told(hit: &Hit, shown: &HashMap<i64, Shown>) -> Option<Value> {
    let case = shown.get(&hit.id)?;
    Some(json!({
        "number": case.number, "kind": case.kind, "unit": case.unit, "regime": case.regime,
        "standing": case.standing, "opened_on": case.opened_on, "title": pieces(&hit.title), "piece": pieces(&hit.piece),
    }))
}

fn pieces(text: &Marked) -> Vec<Value> {
    pages::pieces(text).into_iter().map(|piece| json!({ "text": piece.text, "mark": piece.mark })).collect()
}
