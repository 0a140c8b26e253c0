//! Thời hạn của luật as JSON: what the deadlines are made of.

use crate::access::Access;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::routes::{Method, Routes};
use axum::Json;
use axum::response::IntoResponse;
use serde_json::{Value, json};

/// The law's numbers; public, as the law is.
pub fn routes() -> Routes {
    Routes::new().route(Method::Get, "/api/v1/terms", Access::Public, terms)
}

async fn terms(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let law = &cx.app.law;
    let asked = law.terms().iter().filter(|t| query.get("regime").is_empty() || t.regime == query.get("regime"));
    let items = asked.map(|t| {
        json!({
            "key": t.key, "regime": t.regime, "agencies": t.agencies, "case": t.case, "value": t.value, "count": t.count,
            "provision": law.cite(&t.citation, cx.lang.code()), "from": t.from, "until": t.until, "status": t.status, "note": if cx.lang == crate::lang::Lang::En { &t.note_en } else { &t.note_vi },
        })
    });
    Ok(Json(json!({ "calendar": law.calendar.version(), "roll_over": law.roll_over, "items": items.collect::<Vec<Value>>() })).into_response())
}
