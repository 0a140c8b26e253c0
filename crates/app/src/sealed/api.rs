//! The seal as JSON, through the same gates as the pages.
//!
//! A look is never answered twice from what was kept: `Idempotency-Key` is not
//! heeded here, for an answer kept would lie in the open.

use super::page::Known;
use super::{change, envelopes, found};
use crate::api;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::vault::{self, Inside, Refused};
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};

/// `GET /api/v1/cases/{number}/sealed`.
pub async fn state(cx: Cx, Path(number): Path<String>) -> Result {
    Ok(Json(told(&cx, &number).await?).into_response())
}

async fn told(cx: &Cx, number: &str) -> Result<Value> {
    let (head, file, _) = found(cx, number).await?;
    let known = Known::read(cx, head.id).await?;
    let shows = known.shows_looks(cx, &head.unit.0);
    let opens = known.mine.is_ok();
    let instant = |ms: i64| jiff::Timestamp::from_millisecond(ms).map(|t| t.to_string()).unwrap_or_default();
    let envelopes = envelopes::of(cx.lang, &file).into_iter();
    let envelopes = envelopes
        .map(|e| json!({ "item": e.item, "field": e.field, "act": e.seq, "label": e.label, "destroyed": e.destroyed }));
    let assigned = known.grants.iter().map(|g| json!({ "account": g.account, "name": g.name, "at": instant(g.at_ms) }));
    let looks = known.looks.iter().filter(|_| shows);
    let looks = looks.map(|l| json!({ "at": instant(l.at_ms), "name": l.name, "item": l.item, "reason": l.reason }));
    let candidates = known.candidates(cx, &head.unit.0).filter(|_| opens);
    let candidates = candidates.map(|h| json!({ "account": h.account, "name": h.name }));
    Ok(json!({
        "number": head.number, "opens": opens, "destroyed": known.destruction.is_some(),
        "envelopes": envelopes.collect::<Vec<Value>>(), "assigned": assigned.collect::<Vec<Value>>(),
        "candidates": candidates.collect::<Vec<Value>>(), "looks": looks.collect::<Vec<Value>>(),
    }))
}

/// `POST /api/v1/cases/{number}/sealed/looks`.
pub async fn look(cx: Cx, Path(number): Path<String>, bytes: Bytes) -> Result {
    let body = api::body(&bytes)?;
    let (head, _, _) = found(&cx, &number).await?;
    let text = |name: &str| body[name].as_str().unwrap_or("").to_owned();
    let (who, now, item, reason) = (cx.keys()?, cx.app.clock.now_ms(), text("item"), text("reason"));
    let wanted = item.clone();
    let inside = cx.app.write(move |tx| vault::look(tx, &who, head.id, &wanted, &reason, now)).await?;
    let (person, letter) = match inside.map_err(no)? {
        Inside::Person(person) => (json!(person), Value::Null),
        Inside::Letter(text) => (Value::Null, json!(text)),
    };
    let answer = json!({ "item": item, "person": person, "letter": letter });
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// `POST /api/v1/cases/{number}/sealed/assigned`.
pub async fn assign(cx: Cx, Path(number): Path<String>, bytes: Bytes) -> Result {
    let body = api::body(&bytes)?;
    let (head, _, _) = found(&cx, &number).await?;
    change::assigned(&cx, &head, body["account"].as_str().unwrap_or("")).await?.map_err(no)?;
    Ok((StatusCode::CREATED, Json(told(&cx, &number).await?)).into_response())
}

/// `POST /api/v1/cases/{number}/sealed/unassigned`.
pub async fn unassign(cx: Cx, Path(number): Path<String>, bytes: Bytes) -> Result {
    let body = api::body(&bytes)?;
    let (head, _, _) = found(&cx, &number).await?;
    change::unassigned(&cx, &head, body["account"].as_str().unwrap_or("")).await?.map_err(no)?;
    Ok((StatusCode::CREATED, Json(told(&cx, &number).await?)).into_response())
}

/// A refusal of the vault as a problem.
fn no(no: Refused) -> Error {
    match no {
        Refused::NoReason | Refused::ReasonTells => {
            Error::Invalid(vec![crate::errors::FieldError::new("reason", no.key())])
        }
        Refused::NoAccount => Error::Invalid(vec![crate::errors::FieldError::new("account", no.key())]),
        Refused::Unknown => Error::Hidden,
        other => Error::Forbidden(other.key()),
    }
}
