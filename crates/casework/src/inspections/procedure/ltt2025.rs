//! Trình tự theo Luật Thanh tra 2025 (84/2025/QH15).

use super::{ActRule, DeadlineRule, Procedure, Variant, When, due};
use crate::Role::{Drafter, Entity, Head, Leader, StateHead, Supervisor};
use crate::inspections::Regime;
use crate::inspections::acts::ActKind::{self, *};

const LAW: &str = "84/2025/QH15";
const CLOSED: &[ActKind] = &[Conclusion, Termination];

const fn act(kind: ActKind, article: &'static str, by: crate::Role, after: &'static [ActKind]) -> ActRule {
    ActRule::new(LAW, kind, article, by, after)
}

const fn under(
    law: &'static str,
    kind: ActKind,
    article: &'static str,
    by: crate::Role,
    after: &'static [ActKind],
) -> ActRule {
    ActRule::new(law, kind, article, by, after)
}

/// Luật và các văn bản hướng dẫn, theo thứ tự tiến hành.
pub const PROCEDURE: Procedure = Procedure { regime: Regime::Ltt2025, law: LAW, acts: ACTS, deadlines: DEADLINES };

#[rustfmt::skip]
const ACTS: &[ActRule] = &[
    act(Survey, "?", Head, &[]).until(&[Announcement]),
    act(Decision, "26", Head, &[]).once(),
    act(DecisionSent, "26(4)", Head, &[Decision]).also(&[Leader]).until(CLOSED),
    act(SupervisionAssignment, "32", Head, &[Decision]).until(CLOSED),
    under("216/2025/NĐ-CP", InspectionPlan, "?", Leader, &[Decision]).also(&[Head]).until(CLOSED),
    under("216/2025/NĐ-CP", Outline, "?", Leader, &[Decision]).also(&[Head]).until(&[OnsiteEnd, Conclusion, Termination]),
    under("216/2025/NĐ-CP", AnnouncementNotice, "?", Leader, &[Decision]).also(&[Head]).until(&[Announcement, Conclusion, Termination]),
    act(Announcement, "26(4)", Leader, &[Decision]).also(&[Head]).once().until(CLOSED),
    act(OnsiteStart, "?", Leader, &[Announcement]).once().until(&[OnsiteEnd, Conclusion, Termination]),
    act(DocumentReceipt, "?", Leader, &[Decision]).until(CLOSED),
    act(Verification, "?", Leader, &[Announcement]).until(CLOSED),
    act(Measure, "48", Head, &[Announcement]).also(&[Leader]).until(CLOSED),
    act(Penalty, "?", Head, &[Announcement]).until(&[Termination]),
    act(CrimeTransfer, "29", Head, &[Announcement]).until(&[Termination]),
    under("216/2025/NĐ-CP", PlanAmendment, "?", Head, &[InspectionPlan]).until(CLOSED),
    under("216/2025/NĐ-CP", TeamChange, "24", Head, &[Decision]).until(CLOSED),
    act(Extension, "20", Head, &[Announcement]).until(&[OnsiteEnd, Conclusion, Termination]),
    act(Suspension, "30", Head, &[Announcement]).until(&[OnsiteEnd, Conclusion, Termination]),
    act(Resumption, "30", Head, &[Suspension]).until(CLOSED),
    act(Termination, "31", Head, &[Decision]).once().until(&[Conclusion]),
    act(OnsiteEnd, "20", Leader, &[Announcement]).also(&[Head]).once().until(CLOSED),
    act(SupervisionReport, "32", Supervisor, &[SupervisionAssignment]).until(&[Termination]),
    act(TeamReport, "33", Leader, &[OnsiteEnd]).once().until(CLOSED),
    act(DraftingAssignment, "34(1)", Head, &[TeamReport]).once().until(CLOSED),
    act(Explanation, "34(2)", Entity, &[OnsiteEnd]).until(CLOSED),
    act(Consultation, "34", Head, &[TeamReport]).until(CLOSED),
    act(Draft, "34(5)", Drafter, &[DraftingAssignment]).also(&[Leader]).until(CLOSED),
    act(ReservedOpinion, "34(4)", Leader, &[TeamReport]).until(&[Termination]),
    act(Appraisal, "35", Drafter, &[Draft]).until(CLOSED),
    act(UpwardReport, "36(1)", Head, &[Draft]).until(CLOSED),
    act(StateHeadOpinion, "36(1)", StateHead, &[UpwardReport]).until(CLOSED),
    act(Conclusion, "36", Head, &[TeamReport]).until(&[Termination]),
    act(ConclusionCorrection, "36", Head, &[Conclusion]),
    act(Publication, "37", Head, &[Conclusion]).also(&[Entity]),
    act(ConclusionSent, "36(5)", Head, &[Conclusion]),
    act(ImplementingDocument, "53", StateHead, &[ConclusionSent, Publication, Conclusion]),
    act(EntityPlan, "54(1)", Entity, &[Publication, ConclusionSent, Conclusion]),
    act(Recovery, "49", Head, &[Announcement]).also(&[Entity]),
    act(RecommendationDone, "55", Head, &[Conclusion]),
    act(FollowUpClose, "55", Head, &[Conclusion]).once(),
    under("216/2025/NĐ-CP", ReviewMeeting, "?", Leader, &[Conclusion]),
    under("216/2025/NĐ-CP", FileHandover, "?", Leader, &[Conclusion, Termination]),
    act(Rectification, "36", Head, &[Decision]),
    act(Annulment, "26", Head, &[Decision]),
];

#[rustfmt::skip]
const DEADLINES: &[DeadlineRule] = &[
    due("announce", Decision, &[Announcement], "inspection.announce"),
    due("duration", Announcement, &[OnsiteEnd], "inspection.duration").variant(Variant::Duration),
    due("suspension_cap", Suspension, &[Resumption], "inspection.suspension_cap").when(When::EntityRequest).cap(),
    due("team_report", OnsiteEnd, &[TeamReport], "inspection.team_report").variant(Variant::ByComplexity),
    due("assign_drafting", TeamReport, &[DraftingAssignment], "inspection.assign_drafting"),
    due("draft", DraftingAssignment, &[Draft], "inspection.draft").variant(Variant::ByComplexity),
    due("state_head_opinion", UpwardReport, &[StateHeadOpinion], "inspection.state_head_opinion"),
    due("sign", Draft, &[Conclusion], "inspection.sign"),
    due("publish", Conclusion, &[Publication], "inspection.publish").superseded_by(&[]),
    super::display("portal_display", "inspection.portal_display"),
    due("implement", ConclusionSent, &[ImplementingDocument], "inspection.implement").variant(Variant::ByGi).superseded_by(&[]).when(When::FirstOfItsConclusion),
    due("entity_report", Publication, &[EntityPlan], "inspection.entity_report").superseded_by(&[]).when(When::FirstOfItsConclusion),
    due("managing_body", Publication, &[RecommendationDone], "inspection.managing_body").superseded_by(&[]).when(When::FirstOfItsConclusion),
    due("file_handover", ImplementingDocument, &[FileHandover], "inspection.file_handover").superseded_by(&[]),
    super::bar("re_inspection_bar", Conclusion, "inspection.re_inspection_bar"),
];
