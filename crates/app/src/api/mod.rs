//! The JSON API: the same nouns as the pages, for programs.
//!
//! Each capability answers under `/api/v1`; this room holds what they share:
//! reading a body once, keys against sending twice, and the document that
//! describes every route. Must never know a rule of law.

mod answers;
pub mod document;
mod review;

use crate::access::Access;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::idempotency::{Answer, Seen, store};
use crate::routes::{Method, Routes};
use axum::Json;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The document.
pub fn routes() -> Routes {
    Routes::new().route(Method::Get, "/api/v1/openapi.json", Access::Public, openapi)
}

async fn openapi() -> Result {
    Ok(Json(document::openapi(&crate::surface().list)).into_response())
}

/// Reads a JSON body; what is not JSON is named.
pub fn body(bytes: &Bytes) -> Result<Value> {
    serde_json::from_slice(bytes).map_err(|_| Error::Invalid(vec![FieldError::new("body", "invalid.json")]))
}

/// A request that must not be carried out twice: its key and its print.
#[derive(Debug, Clone)]
pub struct Once {
    account: String,
    key: Option<String>,
    print: String,
    now_ms: i64,
}

impl Once {
    /// From the headers and body of a request; without `Idempotency-Key` it is carried out each time.
    pub fn of(cx: &Cx, headers: &HeaderMap, bytes: &Bytes) -> Result<Self> {
        let key = headers.get("idempotency-key").and_then(|v| v.to_str().ok()).map(str::to_owned);
        if key.as_ref().is_some_and(|k| k.is_empty() || k.len() > 200) {
            return Err(Error::Invalid(vec![FieldError::new("Idempotency-Key", "invalid.too_long")]));
        }
        // A bare hash of a body would let whoever has the disk try names against it; the key,
        // which only the sender has, goes in, and is kept as a hash itself.
        let mut hash = Sha256::new();
        hash.update(key.as_deref().unwrap_or_default());
        hash.update([0]);
        hash.update(cx.path.as_bytes());
        hash.update([0]);
        hash.update(bytes);
        let print = crate::random::to_hex(&hash.finalize());
        let key = key.map(|key| crate::random::sha256(&key));
        Ok(Self { account: cx.actor()?.login.clone(), key, print, now_ms: cx.app.clock.now_ms() })
    }

    /// What was answered before, if anything: to be asked in the unit of work, first.
    pub fn before(&self, tx: &mut dyn db::Tx) -> Result<Option<Answer>> {
        let Some(key) = &self.key else { return Ok(None) };
        match store::seen(tx, &self.account, key, &self.print, self.now_ms)? {
            Seen::New => Ok(None),
            Seen::Again(answer) => Ok(Some(answer)),
            Seen::Other => Err(Error::Invalid(vec![FieldError::new("Idempotency-Key", "invalid.key_of_another")])),
        }
    }

    /// Keeps the answer in the unit of work that earned it.
    pub fn keep(&self, tx: &mut dyn db::Tx, status: StatusCode, body: &Value) -> Result<Answer> {
        let answer = Answer { status: status.as_u16(), body: body.to_string() };
        if let Some(key) = &self.key {
            store::remember(tx, &self.account, key, &self.print, &answer, self.now_ms)?;
        }
        Ok(answer)
    }
}

/// An answer as it goes out.
pub fn sent(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], answer.body).into_response()
}

#[cfg(test)]
mod tests;
