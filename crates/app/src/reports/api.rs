//! Sheets as JSON: the same figures as the pages, money in đồng, land in m².

use super::Ask;
use super::asked::{ask, latest_period, may_see, refuse};
use super::cell::{Behind, CellAsk};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use axum::Json;
use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Value, json};

/// `GET /api/v1/forms?period=2023-6m`: the forms that serve a period.
pub async fn forms(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let text = query.get("period");
    let period = match text.is_empty() {
        true => latest_period(&cx),
        false => cx.app.law.period(text).map_err(|e| refuse(&e.into()))?,
    };
    let lang = cx.lang.code();
    let forms = cx.app.law.forms_on(period.until);
    let list = forms.iter().map(|f| {
        json!({
            "id": f.id,
            "version": f.version,
            "title": f.title(lang),
            "status": f.status,
            "law": f.law.as_ref().map(|c| cx.app.law.cite(c, lang)),
            "columns": f.columns.len(),
        })
    });
    Ok(Json(json!({ "period": period.id, "items": list.collect::<Vec<Value>>() })).into_response())
}

/// `GET /api/v1/sheets?form=01/TTr&unit=31&period=2023-6m&as_of=1200`.
pub async fn sheet(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let asked = ask(&cx, &query).map_err(|field| Error::Invalid(vec![field]))?;
    may_see(&cx, &asked.unit)?;
    let sheet = cx.app.sheet(&asked).await.map_err(|e| refuse(&e))?;
    let bridge = Ask { as_of: Some(sheet.as_of), ..asked };
    let bridge = cx.app.organised(&bridge).await.map_err(|e| refuse(&e))?;
    let body = super::out::json(&sheet, bridge.as_ref(), cx.lang.code());
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CONTENT_LANGUAGE, cx.lang.code())], body).into_response())
}

/// `GET /api/v1/sheets/cell?…&column=8&row=31.TT&after=…`: what stands behind a figure.
pub async fn cell(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let asked = ask(&cx, &query).map_err(|field| Error::Invalid(vec![field]))?;
    may_see(&cx, &asked.unit)?;
    let row = Some(query.get("row").to_owned()).filter(|r| !r.is_empty());
    let cell =
        CellAsk { ask: asked, row, column: query.get("column").to_owned(), after: query.get("after").to_owned() };
    let found = cx.app.behind(&cell).await.map_err(|e| refuse(&e))?;
    Ok(Json(told(&found, cx.lang.code())).into_response())
}

fn told(b: &Behind, lang: &str) -> Value {
    let cases = b.cases.iter().map(|c| {
        let lines = c.lines.iter().map(|l| {
            json!({
                "case": l.case, "seq": l.seq, "act": l.kind, "paper": l.paper, "day": l.day,
                "indicator": l.indicator, "quantity": l.quantity, "mended_by": l.mended_by,
            })
        });
        let thing = Some(&c.thing).filter(|t| !t.is_empty());
        json!({
            "unit": c.unit, "number": c.number, "title": c.title, "standing": c.standing, "thing": thing,
            "quantity": c.quantity, "lines": lines.collect::<Vec<Value>>(),
        })
    });
    let parts = b.parts.iter().map(|(column, figure)| json!({ "column": column.id, "figure": figure }));
    json!({
        "form": b.sheet.form.id, "version": b.sheet.form.version, "unit": b.sheet.unit,
        "period": { "from": b.sheet.period.from, "until": b.sheet.period.until, "label": b.sheet.period.label(lang) },
        "as_of": b.sheet.as_of, "row": (!b.is_total).then_some(&b.unit), "column": b.column.id,
        "title": b.column.title(lang), "figure": b.figure, "count": b.count, "sum": b.sum,
        "parts": parts.collect::<Vec<Value>>(), "items": cases.collect::<Vec<Value>>(), "next": b.next,
    })
}
