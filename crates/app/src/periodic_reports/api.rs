//! Reports as JSON: who has sent what, drawing one up, computing, sealing. Sending, sending
//! back and accepting are acts of the case (`POST /api/v1/cases/{number}/acts`).

use super::list::{asked, drawn_up, hand, lines};
use super::page::own;
use super::way::{KIND, compute, number_of, seal};
use crate::api;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};

/// `GET /api/v1/reports?unit=31&period=2023-6m&about=inspection`.
pub(super) async fn list(cx: Cx) -> Result {
    let asked = asked(&cx, &Posted::from_query(&cx.query))?;
    let lines = lines(&cx, &asked).await?;
    let items = lines.iter().map(|l| {
        json!({
            "unit": l.unit,
            "name": l.name,
            "number": number_of(&asked.period.id, asked.about, &l.unit),
            "standing": l.stands.as_ref().map(|s| &s.standing),
            "due_on": l.due,
            "sent_on": l.stands.as_ref().map(|s| &s.met_on).filter(|on| !on.is_empty()),
            "state": l.state,
        })
    });
    let (period, about) = (&asked.period.id, asked.about.word());
    let items: Vec<Value> = items.collect();
    Ok(Json(json!({ "unit": asked.unit, "period": period, "about": about, "items": items })).into_response())
}

/// `POST /api/v1/reports` with `unit`, `period`, `about`.
pub(super) async fn draw_up(cx: Cx, bytes: Bytes) -> Result {
    let body = api::body(&bytes)?;
    let pairs = ["unit", "period", "about"].map(|n| (n.to_owned(), body[n].as_str().unwrap_or("").to_owned()));
    if let Some((name, _)) = pairs.iter().find(|(_, value)| value.is_empty()) {
        return Err(Error::Invalid(vec![FieldError::new(name.clone(), "invalid.missing")]));
    }
    let asked = asked(&cx, &Posted { pairs: pairs.to_vec(), files: Vec::new() })?;
    let number = drawn_up(&cx, &asked).await?;
    told(&number, StatusCode::CREATED)
}

/// `POST /api/v1/reports/{number}/computation`.
pub(super) async fn computation(cx: Cx, Path(number): Path<String>) -> Result {
    own(&cx, &number).await?;
    compute(&cx.app, hand(&cx)?, &number).await?;
    told(&number, StatusCode::CREATED)
}

/// `POST /api/v1/reports/{number}/seal`.
pub(super) async fn sealing(cx: Cx, Path(number): Path<String>) -> Result {
    own(&cx, &number).await?;
    seal(&cx.app, hand(&cx)?, &number).await?;
    told(&number, StatusCode::CREATED)
}

fn told(number: &str, status: StatusCode) -> Result {
    Ok((status, Json(json!({ "number": number, "kind": KIND }))).into_response())
}
