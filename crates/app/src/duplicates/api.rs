//! Like letters as JSON.

use super::ask::{self, Asked};
use crate::api;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::vault::Person;
use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::duplicates::{Letter, SAME};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    text: String,
    #[serde(default)]
    people: Vec<Who>,
    #[serde(default)]
    case: String,
    #[serde(default)]
    apart: Vec<String>,
    #[serde(default)]
    elsewhere: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Who {
    name: String,
    #[serde(default)]
    address: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Apart {
    numbers: Vec<String>,
}

fn read<T: serde::de::DeserializeOwned>(bytes: &Bytes) -> Result<T> {
    serde_json::from_value(api::body(bytes)?)
        .map_err(|_| Error::Invalid(vec![FieldError::new("body", "invalid.wrong_shape")]))
}

/// `POST /api/v1/duplicates`.
pub async fn like(cx: Cx, bytes: Bytes) -> Result {
    let body: Body = read(&bytes)?;
    let person = |who: Who| Person { name: who.name, address: who.address, ..Person::default() };
    let people = body.people.into_iter().take(50).map(person).collect();
    if Letter::read(&body.text).len() < ask::FEWEST_WORDS {
        return Err(Error::Invalid(vec![FieldError::new("text", "invalid.letter_short")]));
    }
    let asked = Asked { text: body.text, people, case: body.case, apart: body.apart };
    let items: Vec<Value> = ask::like(&cx, asked.clone()).await?.iter().map(told).collect();
    let elsewhere = match body.elsewhere {
        false => Value::Null,
        true => {
            let found = ask::elsewhere(&cx, asked).await?;
            json!({ "open": found.open, "sealed": found.sealed })
        }
    };
    Ok(Json(json!({ "items": items, "elsewhere": elsewhere })).into_response())
}

fn told(found: &ask::Found) -> Value {
    let passages = found.passages.iter().map(|p| {
        let theirs = found.text.get(p.there.clone()).unwrap_or_default();
        json!({ "from": p.here.start, "until": p.here.end, "words": p.words, "theirs": theirs })
    });
    let percent = |share: f64| (share * 100.0).round() as i64;
    json!({
        "number": found.number, "kind": found.kind, "unit": found.unit, "title": found.title,
        "opened_on": found.opened_on, "matter": found.matter, "likeness": percent(found.score),
        "same_text": found.score >= SAME, "person": percent(found.person),
        "passages": passages.collect::<Vec<_>>(),
    })
}

/// `POST /api/v1/cases/{number}/apart`: these cases are not one matter with this one.
pub async fn apart(cx: Cx, Path(number): Path<String>, bytes: Bytes) -> Result {
    let body: Apart = read(&bytes)?;
    ask::set_apart(&cx, &number, body.numbers).await?;
    Ok((StatusCode::CREATED, Json(json!({ "number": number }))).into_response())
}
