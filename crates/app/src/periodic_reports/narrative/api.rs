//! The prose as JSON: its sections as they are written, and what each reference in them says.

use super::super::list::hand;
use super::super::page::{found, own};
use super::super::way::Report;
use super::page::LONGEST;
use super::{Written, save, written};
use crate::api;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::narratives::{Narrative, Told, Value as Says};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `GET /api/v1/reports/{number}/narrative`.
pub(in super::super) async fn read(cx: Cx, Path(number): Path<String>) -> Result {
    told(&cx, &number, StatusCode::OK).await
}

/// `POST /api/v1/reports/{number}/narrative` with `after` (seq of the version seen, 0 for none)
/// and `sections` by id; a section left out stays as it is.
pub(in super::super) async fn write(cx: Cx, Path(number): Path<String>, bytes: Bytes) -> Result {
    own(&cx, &number).await?;
    let body = api::body(&bytes)?;
    let (_, kept) = asked(&cx, &number).await?;
    let typed = typed(&body, &kept.narrative)?;
    if body["after"].as_u64() != Some(u64::from(kept.seq)) {
        return Err(Error::Stale);
    }
    // The same text is not another version.
    if kept.seq == 0 || typed != kept.narrative {
        save(&cx.app, hand(&cx)?, &number, &typed).await?;
    }
    told(&cx, &number, StatusCode::CREATED).await
}

fn typed(body: &Value, kept: &Narrative) -> Result<Narrative> {
    let wrong = |field: &str, what| Error::Invalid(vec![FieldError::new(field, what)]);
    let given = body["sections"].as_object().ok_or_else(|| wrong("sections", "invalid.missing"))?;
    let mut texts = BTreeMap::new();
    for (id, text) in given {
        let name = format!("sections.{id}");
        let text = text.as_str().filter(|_| kept.sections.iter().any(|s| s.id == *id));
        let text = text.ok_or_else(|| wrong(&name, "invalid.unknown"))?.replace("\r\n", "\n").trim_end().to_owned();
        if text.chars().count() > LONGEST {
            return Err(wrong(&name, "invalid.too_long"));
        }
        texts.insert(id.as_str(), text);
    }
    let told = |s: &Told| Told { text: texts.remove(s.id.as_str()).unwrap_or_else(|| s.text.clone()), ..s.clone() };
    Ok(Narrative { sections: kept.sections.iter().map(told).collect(), ..kept.clone() })
}

async fn asked(cx: &Cx, number: &str) -> Result<(Report, Written)> {
    let (law, tree) = (cx.app.law.clone(), cx.app.tree);
    found(cx, number, move |tx, report| written(tx, &law, tree, report, None)).await
}

async fn told(cx: &Cx, number: &str, status: StatusCode) -> Result {
    let (report, of) = asked(cx, number).await?;
    let sections = of.narrative.sections.iter();
    let sections = sections.map(|s| json!({ "id": s.id, "heading": s.heading, "text": s.text }));
    let figures = of.says.iter().map(|(raw, says)| match says {
        Ok(Says::Text(text)) => json!({ "reference": raw, "says": text, "wrong": null }),
        Ok(Says::Table { .. } | Says::Bars { .. }) => json!({ "reference": raw, "says": null, "wrong": null }),
        Err(why) => json!({ "reference": raw, "says": null, "wrong": why.word() }),
    });
    let body = json!({
        "number": report.case.number,
        "seq": of.seq,
        "sealed": of.frozen,
        "outline": of.narrative.outline,
        "subject": of.narrative.subject,
        "sections": sections.collect::<Vec<_>>(),
        "figures": figures.collect::<Vec<_>>(),
    });
    Ok((status, Json(body)).into_response())
}
