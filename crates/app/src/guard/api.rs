//! The same for programs.

use super::Reader;
use super::said::{found, sentence, why, word};
use crate::api;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use axum::Json;
use axum::body::Bytes;
use axum::response::IntoResponse;
use serde_json::{Value, json};

/// `POST /api/v1/guard` with `text` and, for another unit than one's own, `unit`.
pub(super) async fn check(cx: Cx, bytes: Bytes) -> Result {
    let body = api::body(&bytes)?;
    let text = body["text"].as_str().ok_or_else(|| Error::Invalid(vec![FieldError::new("text", "invalid.missing")]))?;
    let reader = Reader::of(&cx, body["unit"].as_str().unwrap_or(""));
    let checked = super::check(&cx.app, &reader, text).await?;
    let items = checked.judged.iter().map(|judged| {
        let found = found(cx.lang, &checked, judged);
        let figure = found.as_ref().map(|f| {
            json!({
                "report": f.report, "form": f.form, "column": f.column, "row": f.row, "period": f.period,
                "value": f.exact, "printed": f.figure, "rounded": f.round,
            })
        });
        json!({
            "from": text[..judged.number.at.start].chars().count(),
            "until": text[..judged.number.at.end].chars().count(),
            "text": text[judged.number.at.clone()],
            "verdict": word(judged.verdict),
            "why": Some(why(judged.verdict)).filter(|w| !w.is_empty()),
            "says": sentence(cx.lang, judged, found.as_ref()),
            "figure": figure,
        })
    });
    let items: Vec<Value> = items.collect();
    let (period, clashes) = (&checked.period, checked.clashes());
    Ok(Json(json!({ "unit": reader.unit, "period": period, "clashes": clashes, "items": items })).into_response())
}
