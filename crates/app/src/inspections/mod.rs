//! Thanh tra: what only an inspection's page shows.
//!
//! Everything else is the same for all kinds of case and stands in [`crate::cases`].

use crate::cases::views::Part;
use crate::cx::Cx;
use crate::facts_form;
use casework::fields::Facts;
use casework::inspections::acts::{Finding, TeamMember};
use casework::kinds::Looked;
use serde_json::Value;

/// Team and findings as they now stand.
pub fn parts(cx: &Cx, looked: &Looked) -> Result<Vec<Part>, askama::Error> {
    let (mut team, mut findings): (Value, Vec<Value>) = (Value::Null, Vec::new());
    for act in &looked.in_force {
        let facts = &act.facts;
        match act.kind.as_str() {
            "decision" | "team_change" => team = facts["team"].clone(),
            "conclusion" => findings.extend(facts["findings"].as_array().cloned().unwrap_or_default()),
            "conclusion_correction" => findings = facts["findings"].as_array().cloned().unwrap_or_default(),
            _ => {}
        }
    }
    let team = team.as_array().cloned().unwrap_or_default();
    let mut parts = Vec::new();
    for (title, group, fields, rows, total) in [
        (cx.lang.t("case.findings"), "findings", Finding::FIELDS, findings, true),
        (cx.lang.t("case.team"), "team", TeamMember::FIELDS, team, false),
    ] {
        if !rows.is_empty() {
            let html = facts_form::table(cx.lang, group, fields, &rows, total)?;
            parts.push(Part { title: title.to_owned(), html });
        }
    }
    Ok(parts)
}
