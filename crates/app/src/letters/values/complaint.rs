//! What a complaint gives: its parties, what is contested, who verifies, what was decided.

use super::{Places, Source, day, lines, named, papers, said};
use crate::lang::Lang;
use serde_json::{Value, json};

pub(super) fn fill(from: &Source<'_>, places: &mut Places) {
    let first = from.first();
    let facts = &first.facts;
    places.day("received_on", Some(first.on));
    places.text("petition_number", first.number.clone());
    places.text("petition_kind", "khiếu nại");
    places.text("complained", said(facts, "respondent"));
    places.text("contested", contested(facts));
    places.text("demand", said(facts, "demand"));
    places.list("contents", lines(&said(facts, "content")));
    places.text("transferring_body", said(facts, "transferred_by"));
    places.text("earlier_handling", said(facts, "first_decision"));
    let complainants = from.people(&facts["complainants"], "person");
    from.sender(places, "petitioner", &complainants);
    let others = from.people(&facts["representatives"], "person");
    let names: Vec<&str> = others.iter().map(|p| p.name.as_str()).collect();
    places.text("representative", names.join(", "));
    if let Some(acceptance) = from.last("complaint_acceptance") {
        places.day("accepted_on", Some(acceptance.on));
        places.text("assignee", said(&acceptance.facts, "assignee"));
    }
    let settles = ["complaint_settle_first", "complaint_settle_second"];
    places.day("due_on", from.due(&settles));
    if let Some(settle) = from.deadlines.iter().rev().find(|d| settles.contains(&d.rule)) {
        let days = settle.due.bare.since(settle.opened_on).map(|span| span.get_days()).unwrap_or_default();
        places.text("term_days", if days > 0 { days.to_string() } else { String::new() });
    }
    refers(from, places);
    of_act(from, places);
}

/// The decision by its number, or what is complained of in a word.
fn contested(facts: &Value) -> String {
    let (number, against) = (said(facts, "contested"), named(facts, "against"));
    match (number.is_empty(), against.is_empty()) {
        (true, _) => super::within(&against),
        (false, true) => number,
        (false, false) => format!("{} số {number}", super::within(&against)),
    }
}

/// The paper that this one refers to.
fn refers(from: &Source<'_>, places: &mut Places) {
    let to = match from.act.kind.as_str() {
        "complaint_sending" | "complaint_publication" => from.last("complaint_decision"),
        "stay_lifting" => from.last("stay_decision"),
        "complaint_continuation" => from.last("complaint_suspension"),
        "verification_report" => from.last("complaint_verification"),
        "assessment_request" => Some(from.act),
        _ => None,
    };
    if let Some(paper) = to {
        places.text("decision_number", paper.number.clone());
        places.day("decision_on", Some(paper.on));
    }
    if from.act.kind == "complaint_sending" {
        places.text(
            "decision_about",
            format!("giải quyết khiếu nại về {}", super::within(&from.looked.state.shown.title)),
        );
    }
}

fn of_act(from: &Source<'_>, places: &mut Places) {
    let (act, facts) = (from.act, &from.act.facts);
    places.text("reason", said(facts, "reason"));
    places.text("addressee", said(facts, "addressee"));
    places.day("answer_on", day(facts, "wanted_on"));
    places.records("papers", papers(&facts["documents"]));
    let ground = ["refusal_ground", "pause_ground", "stop_ground"].map(|name| named(facts, name)).concat();
    match act.kind.as_str() {
        "complaint_refusal" => {
            places.text("ground", format!("Điều 11 Luật Khiếu nại ({})", super::within(&ground)));
            let to = said(facts, "guided_to");
            places.text("next_step", if to.is_empty() { to } else { format!("gửi khiếu nại đến {to}") });
        }
        "complaint_suspension" | "complaint_termination" => {
            places.text("ground", ground);
            places.0.insert("terminates".into(), (act.kind == "complaint_termination").into());
        }
        "complaint_continuation" => places.text("resumed_reason", said(facts, "reason")),
        "complaint_verification" => {
            places.text("assignee", said(facts, "verifier"));
            let days = facts["days"].as_u64().map(|n| n.to_string()).unwrap_or_default();
            places.text("term_days", days);
        }
        "evidence_request" => places.day("due_on", day(facts, "wanted_on")),
        "handover_minutes" => {
            places.text("giver", said(facts, "giver"));
            places.day("meeting_on", Some(act.on));
        }
        "assessment_request" => {
            places.text("expert_body", said(facts, "assessor"));
            places.list("contents", lines(&said(facts, "scope")));
        }
        "stay_decision" => {
            places.text("contested", said(facts, "contested"));
            places.day("due_on", day(facts, "until"));
        }
        "working_minutes" | "dialogue" => met(places, act.on, facts),
        "dialogue_invitation" => {
            places.day("appointed_on", day(facts, "meeting_on"));
            places.text("venue", said(facts, "place"));
        }
        "verification_report" => {
            places.list("findings", lines(&said(facts, "summary")));
            places.text("conclusion", said(facts, "proposal"));
        }
        "complaint_decision" => decided(from, places),
        _ => {}
    }
}

fn met(places: &mut Places, on: jiff::civil::Date, facts: &Value) {
    places.day("meeting_on", Some(on));
    places.text("host", said(facts, "chair"));
    let with = said(facts, "with");
    let said = lines(&said(facts, "summary"));
    places.records("statements", said.iter().map(|text| json!({ "name": with, "text": text })).collect());
    if !with.is_empty() {
        places.records("people", vec![json!({ "name": with })]);
    }
}

/// The decision: what was found, whether there was a dialogue, what is decided.
fn decided(from: &Source<'_>, places: &mut Places) {
    let facts = &from.act.facts;
    if let Some(report) = from.last("verification_report") {
        places.list("findings", lines(&said(&report.facts, "summary")));
    }
    if let Some(dialogue) = from.last("dialogue") {
        places.day("meeting_on", Some(dialogue.on));
        places.text("host", said(&dialogue.facts, "chair"));
        places.text("explanation", said(&dialogue.facts, "summary"));
    }
    places.text("conclusion", named(facts, "outcome"));
    let mut decisions = lines(&said(facts, "summary"));
    let money = |name: &str| facts[name].as_i64().map(|n| format!("{} đồng", Lang::Vi.number(n)));
    let land = |name: &str| facts[name].as_i64().map(|n| format!("{} m²", Lang::Vi.number(n)));
    let owed = [
        (money("state_money"), "Thu hồi cho Nhà nước {}"),
        (land("state_land"), "Thu hồi cho Nhà nước {} đất"),
        (money("organisations_money"), "Trả lại cho tổ chức {}"),
        (land("organisations_land"), "Trả lại cho tổ chức {} đất"),
        (money("persons_money"), "Trả lại cho cá nhân {}"),
        (land("persons_land"), "Trả lại cho cá nhân {} đất"),
    ];
    decisions.extend(owed.into_iter().filter_map(|(value, words)| Some(words.replace("{}", &value?))));
    places.list("decisions", decisions);
}
