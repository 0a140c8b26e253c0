//! What a denunciation gives: the paper of acceptance that others refer to, the
//! denounced, the verification, the conclusion.

use super::{Places, Source, day, lines, named, papers, said};
use crate::lang::Lang;
use casework::kinds::Paper;
use serde_json::{Value, json};

pub(super) fn fill(from: &Source<'_>, places: &mut Places) {
    let (first, act) = (from.first(), from.act);
    places.day("received_on", Some(day(&first.facts, "received_on").unwrap_or(first.on)));
    places.day("petition_dated_on", day(&first.facts, "dated_on"));
    places.text("petition_number", first.number.clone());
    places.text("petition_kind", "tố cáo");
    places.text("transferring_body", said(&first.facts, "sender_body"));
    places.text("earlier_handling", said(&first.facts, "earlier"));
    let denouncers = from.people(&first.facts["denouncers"], "denouncer");
    from.sender(places, "denouncer", &denouncers);
    denounced(from, places, &first.facts["accused"]);
    if let Some(acceptance) = from.last("acceptance") {
        places.day("accepted_on", Some(acceptance.on));
        places.list("contents", lines(&said(&acceptance.facts, "contents")));
    }
    if !places.0.contains_key("contents") {
        places.list("contents", vec![first_words(from)]);
    }
    let term = from.days("denunciation.settle", "");
    places.text("term_days", term);
    places.day("due_on", from.due(&["denunciation_settle"]));
    refers(from, places);
    of_act(places, act);
}

fn first_words(from: &Source<'_>) -> String {
    super::within(&from.looked.state.shown.title)
}

/// Who is denounced: people as far as they were opened, bodies by name, posts by their word.
fn denounced(from: &Source<'_>, places: &mut Places, accused: &Value) {
    let people = from.people(accused, "denounced");
    let rows = accused.as_array().cloned().unwrap_or_default();
    let bodies: Vec<String> = rows.iter().map(|row| said(row, "organisation")).filter(|b| !b.is_empty()).collect();
    let posts: Vec<String> = rows.iter().map(|row| named(row, "post")).filter(|p| !p.is_empty()).collect();
    let nobody = rows.iter().all(|row| row["denounced"].is_null());
    match (people.is_empty(), nobody) {
        (false, _) => {
            let names: Vec<String> = people.iter().map(|p| p.name.clone()).collect();
            places.text("denounced", names.join(", "));
            places.text("denounced_position", bodies.into_iter().chain(posts).collect::<Vec<_>>().join(", "));
        }
        (true, true) => places.text("denounced", bodies.join(", ")),
        (true, false) => places.text("denounced_position", bodies.join(", ")),
    }
}

/// The paper that this one refers to: the conclusion when it is sent, else the acceptance.
fn refers(from: &Source<'_>, places: &mut Places) {
    let to = match from.act.kind.as_str() {
        "conclusion_sent" | "handling" => from.last("conclusion"),
        "continuation" => from.last("suspension"),
        "acceptance" => None,
        _ => from.last("acceptance"),
    };
    if let Some(paper) = to {
        places.text("decision_number", paper.number.clone());
        places.day("decision_on", Some(paper.on));
    }
    if from.act.kind == "conclusion_sent"
        && let Some(conclusion) = to
    {
        concluded(places, &conclusion.facts);
        places.day("due_on", from.due(&["denunciation_handle"]));
    }
}

fn of_act(places: &mut Places, act: &Paper) {
    let facts = &act.facts;
    places.text("assignee", said(facts, "assignee"));
    places.text("expert_body", said(facts, "expert_body"));
    places.text("competent_body", said(facts, "body"));
    places.text("reason", said(facts, "reason"));
    places.day("answer_on", day(facts, "answer_by").or(day(facts, "report_by")));
    places.records("papers", papers(&facts["papers"]));
    match act.kind.as_str() {
        "not_accepted" => places.text("ground", named(facts, "turned_away_ground")),
        "suspension" => {
            places
                .text("reason", [named(facts, "stay_ground"), said(facts, "note")].join("; ").trim_matches([';', ' ']));
            places.text("ground", "khoản 1 Điều 34 Luật Tố cáo");
        }
        "termination" => {
            places
                .text("reason", [named(facts, "end_ground"), said(facts, "note")].join("; ").trim_matches([';', ' ']));
            places.text("ground", "khoản 3 Điều 34 Luật Tố cáo");
        }
        "continuation" => places.text("resumed_reason", said(facts, "note")),
        "extension" => extension(places, facts),
        "verification_team" => team(places, facts),
        "withdrawal" => {
            let withdrawn = said(facts, "withdrawn");
            let whole = if facts["withdrawn_extent"] == "whole" { "toàn bộ nội dung tố cáo" } else { "" };
            places.text("withdrawn", if withdrawn.is_empty() { whole.to_owned() } else { withdrawn });
            places.day("meeting_on", Some(act.on));
        }
        "working_minutes" => {
            places.day("meeting_on", Some(act.on));
            places.records("statements", statements(facts));
        }
        "verification_report" => places.list("findings", lines(&said(facts, "summary"))),
        "draft_conclusion" | "conclusion" => concluded(places, facts),
        "protection_request" => {
            places.list("measures", vec![named(facts, "protects")]);
            places.text("reason", said(facts, "ground"));
        }
        _ => {}
    }
}

fn statements(facts: &Value) -> Vec<Value> {
    let side = named(facts, "side");
    lines(&said(facts, "summary")).into_iter().map(|text| json!({ "name": side, "text": text })).collect()
}

fn extension(places: &mut Places, facts: &Value) {
    let days = facts["added_days"].as_u64().map_or_else(|| "30".to_owned(), |n| n.to_string());
    places.text("extended_days", days);
    let flags = [
        "many_places",
        "many_contents",
        "many_people",
        "foreign_element",
        "many_bodies",
        "bodies_disagree",
        "conflicting_evidence",
    ];
    let stated = flags.into_iter().filter(|name| facts[*name] == true);
    let label = |name: &str| crate::facts_form::label(Lang::Vi, "field", "denunciation_extension", name);
    places.list("criteria", stated.map(label).collect());
}

fn team(places: &mut Places, facts: &Value) {
    let rows = facts["team"].as_array().cloned().unwrap_or_default();
    let member =
        |row: &Value| json!({ "name": row["name"], "position": row["position"], "role": named(row, "team_role") });
    places.records("team", rows.iter().map(member).collect());
    if let Some(leader) = rows.iter().find(|row| row["team_role"] == "team_leader") {
        places.text("leader", said(leader, "name"));
    }
}

/// What was concluded, and what the conclusion asks for.
fn concluded(places: &mut Places, facts: &Value) {
    let (finding, summary) = (named(facts, "finding"), lines(&said(facts, "summary")));
    places.text("conclusion", finding);
    places.list("findings", summary);
    let money = |name: &str| facts[name].as_i64().map(|n| format!("{} đồng", Lang::Vi.number(n)));
    let land = |name: &str| facts[name].as_i64().map(|n| format!("{} m²", Lang::Vi.number(n)));
    let count = |name: &str| facts[name].as_i64().map(|n| Lang::Vi.number(n));
    let asked = [
        (money("to_recover"), "Thu hồi cho Nhà nước {}"),
        (land("to_recover_land"), "Thu hồi cho Nhà nước {} đất"),
        (money("to_return_organisations"), "Trả lại cho tổ chức {}"),
        (land("to_return_organisations_land"), "Trả lại cho tổ chức {} đất"),
        (money("to_return_persons"), "Trả lại cho cá nhân {}"),
        (land("to_return_persons_land"), "Trả lại cho cá nhân {} đất"),
        (count("handled_persons"), "Kiến nghị xử lý hành chính {} người"),
        (count("transferred_cases"), "Chuyển cơ quan điều tra {} vụ"),
    ];
    let asked = asked.into_iter().filter_map(|(value, words)| Some(words.replace("{}", &value?)));
    places.list("recommendations", asked.collect());
}
