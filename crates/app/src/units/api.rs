//! The tree of units as JSON.

use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use casework::units::Unit;
use jiff::civil::Date;
use serde_json::{Value, json};

/// `GET /api/v1/units?q=hai phong&on=2023-07-14`.
pub async fn units(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let on = day(&cx, &query)?;
    let found = cx.app.tree.search(query.get("q"), on, 50);
    Ok(Json(json!({ "on": on, "items": found.into_iter().map(told).collect::<Vec<Value>>() })).into_response())
}

/// `GET /api/v1/units/{code}?on=2023-07-14`.
pub async fn unit(cx: Cx, Path(code): Path<String>) -> Result {
    let query = Posted::from_query(&cx.query);
    let (on, tree) = (day(&cx, &query)?, cx.app.tree);
    let unit = tree.find(&code, on).map_err(|no| no.refusal())?;
    let mut value = told(unit);
    value["on"] = json!(on);
    value["path"] = tree.path(&code, on).into_iter().map(told).collect();
    value["children"] = tree.children(&code, on).into_iter().map(told).collect();
    Ok(Json(value).into_response())
}

fn day(cx: &Cx, query: &Posted) -> Result<Date> {
    match query.get("on") {
        "" => Ok(cx.today),
        text => casework::fields::day(text).ok_or_else(|| Error::Invalid(vec![FieldError::new("on", "invalid.date")])),
    }
}

fn told(unit: &Unit) -> Value {
    json!({
        "code": unit.code, "kind": unit.kind.word(), "agency": unit.agency, "name": unit.name, "name_en": unit.english(),
        "parent": unit.parent, "from": unit.from, "until": unit.until, "status": unit.status,
        "successors": unit.successors.iter().map(|h| &h.code).collect::<Vec<_>>(),
    })
}
