//! What receptions and petitions give: who came or wrote, about what, and where it goes.

use super::{Places, Source, day, lines, named, papers, said};

pub(super) fn fill(from: &Source<'_>, places: &mut Places) {
    let (first, act) = (from.first(), from.act);
    let facts = &act.facts;
    let reception = from.file.kept.kind.word() == "reception";
    let group = if reception { "visitors" } else { "senders" };
    from.sender(places, "petitioner", &from.people(&first.facts[group], "person"));
    places.day("received_on", Some(first.on));
    places.text("petition_number", first.number.clone());
    places.day("petition_dated_on", day(&first.facts, "dated_on"));
    places.text("petition_kind", super::within(&kind(from)));
    places.text("transferring_body", said(&first.facts, "source_body"));
    places.text("decision_number", said(&first.facts, "source_number"));
    places.day("decision_on", day(&first.facts, "source_on"));
    places.text("earlier_handling", said(&first.facts, "earlier_settlement"));
    places.text("denounced_position", said(&first.facts, "against"));
    places.text("host", said(&first.facts, "presider"));
    places.text("competent_body", said(facts, "body"));
    places.text("ground", said(facts, "ground"));
    places.text("assignee", said(facts, "assignee"));
    places.day("answer_on", day(facts, "answer_by"));
    places.text("reason", [named(facts, "why_refused"), said(facts, "summary")].join(". ").trim_matches(['.', ' ']));
    places.records("papers", papers(&facts["papers"]));
    let summary = lines(&said(facts, "summary"));
    places.list("findings", summary.clone());
    match act.kind.as_str() {
        "receipt" => places.records("papers", papers(&facts["attachments"])),
        "urging" => places.day("due_on", day(facts, "was_due_on")),
        "paper_receipt" => places.text("venue", said(facts, "place")),
        "appointment" => {
            places.day("appointed_on", day(facts, "meeting_on"));
            places.text("appointed_at", said(facts, "meeting_at"));
            places.text("venue", said(facts, "place"));
        }
        "recording" => {
            places.day("meeting_on", Some(act.on));
            places.text("demand", said(facts, "demand"));
            places.text("earlier_handling", said(facts, "earlier_settlement"));
            let name = from.people(&first.facts[group], "person").first().map(|p| p.name.clone());
            let said = summary.iter().map(|text| serde_json::json!({ "name": name, "text": text }));
            places.records("statements", said.collect());
        }
        "head_conclusion" => {
            places.day("meeting_on", Some(first.on));
            places.list("decisions", summary);
            places.day("due_on", day(facts, "due_on"));
        }
        "acceptance_proposal" => places.day("due_on", from.deadlines.last().map(|d| d.due_on)),
        _ => {}
    }
}

/// What kind of petition it was found to be.
fn kind(from: &Source<'_>) -> String {
    let found = from.last("classification").unwrap_or_else(|| from.first());
    named(&found.facts, "kind")
}
