//! The dashboard as JSON: the same figures as the page.

use super::board::{Board, HEAD, asked, board};
use super::charts::figure_name;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::lang::Lang;
use crate::reports::asked::{may_see, refuse};
use crate::units::name_of;
use axum::Json;
use axum::response::IntoResponse;
use casework::inspections::funnel::Stage;
use law::Period;
use serde_json::{Value, json};

/// `GET /api/v1/dashboard?unit=31&period=2023-7m&figure=violations_vnd`.
pub async fn dashboard(cx: Cx) -> Result {
    let mut query = Posted::from_query(&cx.query);
    let asked = asked(&cx, &mut query).map_err(|field| Error::Invalid(vec![field]))?;
    may_see(&cx, &asked.unit)?;
    let found = board(&cx, &asked, query.get("figure")).await.map_err(|e| refuse(&e))?;
    Ok(Json(told(&cx, &found)).into_response())
}

fn period(p: &Period, lang: Lang) -> Value {
    json!({ "from": p.from, "until": p.until, "label": p.label(lang.code()), "id": p.id })
}

fn told(cx: &Cx, board: &Board) -> Value {
    let (lang, sheet, id) = (cx.lang, &board.sheet, board.figure.as_str());
    let figure = |id: &str| {
        let before = board.before.as_ref().and_then(|b| b.total_of(id));
        json!({ "id": id, "title": figure_name(lang, id), "figure": sheet.total_of(id).unwrap_or(0), "before": before })
    };
    let months = board.months.iter().map(|m| {
        let before = m.before.as_ref().and_then(|b| b.total_of(id));
        let (from, until) = (m.sheet.period.from, m.sheet.period.until);
        json!({ "from": from, "until": until, "figure": m.sheet.total_of(id).unwrap_or(0), "before": before })
    });
    let units = sheet.rows.iter().filter_map(|row| {
        let name = if lang == Lang::En { &row.name_en } else { &row.name_vi };
        let before = board.before.as_ref().and_then(|b| b.cell(&row.unit, id));
        Some(json!({ "unit": row.unit, "name": name, "figure": sheet.cell(&row.unit, id)?, "before": before }))
    });
    let stages = Stage::ALL
        .iter()
        .map(|stage| json!({ "stage": stage, "title": lang.word("stage", stage), "cases": board.funnel.of(*stage) }));
    let risk = board.at_risk.units.iter().map(|l| {
        let name = name_of(lang, cx.app.tree, &l.unit, cx.today);
        json!({ "unit": l.unit, "name": name, "own": l.is_own, "overdue": l.overdue, "due_week": l.week })
    });
    let money = ["violations_vnd", "to_recover_vnd", "to_recover_unit_vnd", "other_vnd", "recovered_vnd"];
    let mut out = json!({
        "unit": sheet.unit, "unit_name": sheet.unit_name(lang.code()), "period": period(&sheet.period, lang),
        "as_of": sheet.as_of, "figure": id,
        "headline": HEAD.map(figure), "money": money.map(figure),
        "months": months.collect::<Vec<Value>>(), "units": units.collect::<Vec<Value>>(),
        "stages": stages.collect::<Vec<Value>>(), "terminated": board.funnel.terminated,
        "at_risk": {
            "today": cx.today, "overdue": board.at_risk.all.overdue, "due_week": board.at_risk.all.week,
            "units": risk.collect::<Vec<Value>>(),
        },
    });
    if let Some(before) = &board.before {
        out["before"] = period(&before.period, lang);
    }
    out
}
