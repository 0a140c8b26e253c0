//! Which template goes with which act.
//!
//! One table; what depends on the facts of the act stands in [`fits`]. In a case that
//! hides its sender only papers that hide them are offered, and those that go to the
//! sender alone.

use casework::kinds::Paper;
use paper::templates::{Sender, Template};
use serde_json::Value;

/// Kind of case, act, templates.
type Row = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("reception", "reception_refusal", &["receptions/refusal-notice"]),
    ("reception", "refusal_notice", &["receptions/refusal-notice"]),
    ("reception", "recording", &["receptions/reception-minutes"]),
    ("reception", "paper_receipt", &["receptions/receipt"]),
    ("reception", "guidance", &["receptions/guidance-slip"]),
    ("reception", "transfer", &["petitions/petition-transfer", "petitions/suggestion-transfer", "petitions/denunciation-transfer"]),
    ("reception", "appointment", &["receptions/appointment-slip"]),
    ("reception", "head_conclusion", &["receptions/reception-notice"]),
    ("reception", "result_notice", &["petitions/answer-letter"]),
    ("petition", "receipt", &["receptions/receipt"]),
    ("petition", "acceptance_proposal", &["petitions/acceptance-proposal"]),
    ("petition", "answer_letter", &["petitions/answer-letter", "petitions/not-eligible-notice"]),
    ("petition", "guidance", &["receptions/guidance-slip", "petitions/mixed-guidance"]),
    ("petition", "transfer", &["petitions/petition-transfer", "petitions/suggestion-transfer", "petitions/denunciation-transfer"]),
    ("petition", "return_letter", &["petitions/return-letter"]),
    ("petition", "urging", &["petitions/urging-letter"]),
    ("petition", "reminder", &["petitions/urging-letter"]),
    ("petition", "result_notice", &["petitions/answer-letter"]),
    ("complaint", "complaint_receipt", &["complaints/complaint-letter", "complaints/authorisation"]),
    ("complaint", "complaint_acceptance", &["complaints/acceptance-notice"]),
    ("complaint", "complaint_refusal", &["complaints/refusal-notice"]),
    ("complaint", "complaint_verification", &["complaints/verification-decision"]),
    ("complaint", "working_minutes", &["complaints/working-minutes"]),
    ("complaint", "evidence_request", &["complaints/evidence-request"]),
    ("complaint", "handover_minutes", &["complaints/handover-minutes"]),
    ("complaint", "assessment_request", &["complaints/assessment-decision", "complaints/assessment-request"]),
    ("complaint", "stay_decision", &["complaints/stay-decision"]),
    ("complaint", "stay_lifting", &["complaints/stay-lifting"]),
    ("complaint", "complaint_suspension", &["complaints/suspension-decision"]),
    ("complaint", "complaint_termination", &["complaints/suspension-decision"]),
    ("complaint", "complaint_continuation", &["complaints/continuation-decision"]),
    ("complaint", "verification_report", &["complaints/verification-report"]),
    ("complaint", "dialogue_invitation", &["complaints/dialogue-invitation"]),
    ("complaint", "dialogue", &["complaints/dialogue-minutes"]),
    ("complaint", "complaint_decision", &["complaints/first-decision", "complaints/second-decision"]),
    ("complaint", "complaint_sending", &["complaints/sending-letter"]),
    ("denunciation", "receipt", &["denunciations/receipt"]),
    ("denunciation", "acceptance", &["denunciations/acceptance-decision"]),
    ("denunciation", "acceptance_notice", &["denunciations/content-notice", "denunciations/acceptance-notice"]),
    ("denunciation", "not_accepted", &["denunciations/refusal-notice", "denunciations/continued-refusal-notice"]),
    ("denunciation", "continued_review", &["denunciations/continued-refusal-notice"]),
    ("denunciation", "transfer", &["petitions/denunciation-transfer"]),
    ("denunciation", "verification_assignment", &["denunciations/verification-assignment"]),
    ("denunciation", "verification_team", &["denunciations/verification-team-decision"]),
    ("denunciation", "working_minutes", &["denunciations/working-minutes"]),
    ("denunciation", "assessment_request", &["denunciations/assessment-request"]),
    ("denunciation", "extension", &["denunciations/extension-decision"]),
    ("denunciation", "suspension", &["denunciations/suspension-decision"]),
    ("denunciation", "continuation", &["denunciations/continuation-decision"]),
    ("denunciation", "withdrawal", &["denunciations/withdrawal-minutes", "denunciations/withdrawal-letter"]),
    ("denunciation", "termination", &["denunciations/termination-decision"]),
    ("denunciation", "verification_report", &["denunciations/verification-report"]),
    ("denunciation", "draft_conclusion", &["denunciations/conclusion"]),
    ("denunciation", "conclusion", &["denunciations/conclusion"]),
    ("denunciation", "conclusion_sent", &["denunciations/conclusion-sending", "denunciations/conclusion-notice"]),
    ("denunciation", "protection_request", &["denunciations/protection-request"]),
];

/// Papers that name the sender and go to nobody but them, or that they sign themselves.
const TO_SENDER: &[&str] = &[
    "denunciations/acceptance-notice",
    "denunciations/conclusion-notice",
    "denunciations/continued-refusal-notice",
    "denunciations/protection-request",
    "denunciations/refusal-notice",
    "denunciations/withdrawal-letter",
    "denunciations/withdrawal-minutes",
    "petitions/answer-letter",
    "petitions/mixed-guidance",
    "petitions/not-eligible-notice",
    "receptions/appointment-slip",
    "receptions/guidance-slip",
    "receptions/receipt",
    "receptions/reception-minutes",
    "receptions/refusal-notice",
];

/// Names of the templates an act may be written from.
pub fn named(kind: &str, act: &str) -> &'static [&'static str] {
    TABLE.iter().find(|(k, a, _)| *k == kind && *a == act).map_or(&[], |(_, _, names)| names)
}

/// Whether a paper may be made of this template in a case that hides its sender.
pub fn keeps_hidden(template: &Template) -> bool {
    template.about.sender == Sender::Hidden || TO_SENDER.contains(&template.name.as_str())
}

/// Whether the facts of the act and its case are those of this template.
pub fn fits(template: &str, act: &Paper, first: &Paper, petition_kind: &str) -> bool {
    let flag = |facts: &Value, name: &str| facts[name].as_bool().unwrap_or(false);
    match template {
        "complaints/first-decision" => first.facts["instance"] != "second",
        "complaints/second-decision" => first.facts["instance"] == "second",
        "complaints/authorisation" => !first.facts["representatives"].as_array().is_none_or(Vec::is_empty),
        "denunciations/continued-refusal-notice" if act.kind == "not_accepted" => flag(&first.facts, "continued"),
        "denunciations/refusal-notice" => !flag(&first.facts, "continued"),
        "denunciations/content-notice" if act.kind == "acceptance_notice" => {
            flag(&act.facts, "to_denounced") || !flag(&act.facts, "to_denouncer")
        }
        "denunciations/acceptance-notice" => flag(&act.facts, "to_denouncer") || !flag(&act.facts, "to_denounced"),
        // The minutes name nobody; with the denouncer they would be kept apart (Điều 56).
        "denunciations/working-minutes" => act.facts["side"] != "denouncer_side",
        "petitions/denunciation-transfer" => first.facts.get("denouncers").is_some() || petition_kind == "denunciation",
        "petitions/suggestion-transfer" => petition_kind == "feedback",
        "petitions/petition-transfer" => !matches!(petition_kind, "denunciation" | "feedback"),
        _ => true,
    }
}

/// Every template the table names, for the test that holds it against those shipped.
#[cfg(test)]
pub fn every() -> impl Iterator<Item = Row> {
    TABLE.iter().copied()
}

#[cfg(test)]
pub fn to_sender() -> &'static [&'static str] {
    TO_SENDER
}
