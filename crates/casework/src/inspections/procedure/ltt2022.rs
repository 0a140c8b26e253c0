//! Trình tự theo Luật Thanh tra 2022 (11/2022/QH15).

use super::{ActRule, DeadlineRule, Procedure, Variant, When, due};
use crate::Role::{Drafter, Entity, Head, Leader, StateHead, Supervisor};
use crate::inspections::Regime;
use crate::inspections::acts::ActKind::{self, *};

const LAW: &str = "11/2022/QH15";
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
pub const PROCEDURE: Procedure = Procedure { regime: Regime::Ltt2022, law: LAW, acts: ACTS, deadlines: DEADLINES };

#[rustfmt::skip]
const ACTS: &[ActRule] = &[
    act(Survey, "58", Head, &[]).until(&[Announcement]),
    act(Decision, "51", Head, &[]).once(),
    act(DecisionSent, "59(3)", Head, &[Decision]).also(&[Leader]).until(CLOSED),
    act(SupervisionAssignment, "98", Head, &[Decision]).until(CLOSED),
    act(InspectionPlan, "61", Leader, &[Decision]).also(&[Head]).until(CLOSED),
    act(Outline, "62(2)", Leader, &[Decision]).also(&[Head]).until(&[OnsiteEnd, Conclusion, Termination]),
    act(AnnouncementNotice, "63", Leader, &[Decision]).also(&[Head]).until(&[Announcement, Conclusion, Termination]),
    act(Announcement, "59", Leader, &[Decision]).also(&[Head]).once().until(CLOSED),
    act(OnsiteStart, "59(3)", Leader, &[Announcement]).once().until(&[OnsiteEnd, Conclusion, Termination]),
    act(DocumentReceipt, "49(3)", Leader, &[Decision]).until(CLOSED),
    act(Verification, "49(3)", Leader, &[Announcement]).until(CLOSED),
    act(Measure, "?", Head, &[Announcement]).also(&[Leader]).until(CLOSED),
    act(Penalty, "50", Head, &[Announcement]).until(&[Termination]),
    act(CrimeTransfer, "?", Head, &[Announcement]).until(&[Termination]),
    act(PlanAmendment, "61", Head, &[InspectionPlan]).until(CLOSED),
    under("43/2023/NĐ-CP", TeamChange, "?", Head, &[Decision]).until(CLOSED),
    act(Extension, "47", Head, &[Announcement]).until(&[OnsiteEnd, Conclusion, Termination]),
    act(Suspension, "70", Head, &[Announcement]).until(&[OnsiteEnd, Conclusion, Termination]),
    act(Resumption, "70", Head, &[Suspension]).until(CLOSED),
    act(Termination, "71", Head, &[Decision]).once().until(&[Conclusion]),
    act(OnsiteEnd, "72", Leader, &[Announcement]).also(&[Head]).once().until(CLOSED),
    act(SupervisionReport, "101", Supervisor, &[SupervisionAssignment]).until(&[Termination]),
    act(TeamReport, "73", Leader, &[OnsiteEnd]).once().until(CLOSED),
    act(DraftingAssignment, "75", Head, &[TeamReport]).once().until(CLOSED),
    act(Explanation, "75", Entity, &[OnsiteEnd]).until(CLOSED),
    act(Consultation, "76", Head, &[TeamReport]).until(CLOSED),
    act(Draft, "75", Drafter, &[DraftingAssignment]).also(&[Leader]).until(CLOSED),
    act(ReservedOpinion, "75", Leader, &[TeamReport]).until(&[Termination]),
    act(Appraisal, "77", Drafter, &[Draft]).until(CLOSED),
    act(UpwardReport, "78(1)", Head, &[Draft]).until(CLOSED),
    act(StateHeadOpinion, "78(1)", StateHead, &[UpwardReport]).until(CLOSED),
    act(Conclusion, "78", Head, &[TeamReport]).until(&[Termination]),
    act(ConclusionCorrection, "78", Head, &[Conclusion]),
    act(Publication, "79", Head, &[Conclusion]).also(&[Entity]),
    act(ConclusionSent, "78(5)", Head, &[Conclusion]),
    act(ImplementingDocument, "103", StateHead, &[ConclusionSent, Publication, Conclusion]),
    act(EntityPlan, "104", Entity, &[Publication, ConclusionSent, Conclusion]),
    act(Recovery, "102", Head, &[Announcement]).also(&[Entity]),
    act(RecommendationDone, "105", Head, &[Conclusion]),
    act(FollowUpClose, "106", Head, &[Conclusion]).once(),
    act(ReviewMeeting, "57", Leader, &[Conclusion]),
    act(FileHandover, "57", Leader, &[Conclusion, Termination]),
    act(Rectification, "78", Head, &[Decision]),
    act(Annulment, "51", Head, &[Decision]),
];

#[rustfmt::skip]
const DEADLINES: &[DeadlineRule] = &[
    due("announce_lead", InspectionPlan, &[Announcement], "inspection.announce_lead").lead().when(When::PlannedAhead),
    due("announce_lead", OnsiteStart, &[Announcement], "inspection.announce_lead").lead().when(When::Planned),
    due("outline_lead", AnnouncementNotice, &[Outline], "inspection.outline_lead").lead().when(When::NoticeAhead),
    due("outline_lead", Announcement, &[Outline], "inspection.outline_lead").lead().superseded_by(&[OnsiteEnd]),
    due("duration", Announcement, &[OnsiteEnd], "inspection.duration").variant(Variant::Duration),
    due("suspension_cap", Suspension, &[Resumption], "inspection.suspension_cap").when(When::EntityRequest).cap(),
    due("team_report", OnsiteEnd, &[TeamReport], "inspection.team_report").variant(Variant::ByComplexity),
    due("supervision_report", OnsiteEnd, &[SupervisionReport], "inspection.supervision_report").when(When::Supervised),
    due("assign_drafting", TeamReport, &[DraftingAssignment], "inspection.assign_drafting"),
    due("draft", DraftingAssignment, &[Draft], "inspection.draft").variant(Variant::ByComplexity),
    due("state_head_opinion", UpwardReport, &[StateHeadOpinion], "inspection.state_head_opinion"),
    due("sign", Draft, &[Conclusion], "inspection.sign"),
    due("revise", StateHeadOpinion, &[Conclusion], "inspection.revise_after_opinion").when(When::ChangesAsked),
    due("publish", Conclusion, &[Publication], "inspection.publish").superseded_by(&[]),
    super::display("portal_display", "inspection.portal_display"),
    due("implement", ConclusionSent, &[ImplementingDocument], "inspection.implement").variant(Variant::ByGi).superseded_by(&[]).when(When::FirstOfItsConclusion),
    due("entity_report", Publication, &[EntityPlan], "inspection.entity_report").superseded_by(&[]).when(When::FirstOfItsConclusion),
    due("managing_body", Publication, &[RecommendationDone], "inspection.managing_body").superseded_by(&[]).when(When::FirstOfItsConclusion),
    due("file_handover", ImplementingDocument, &[FileHandover], "inspection.file_handover").superseded_by(&[]),
    super::bar("re_inspection_bar", Conclusion, "inspection.re_inspection_bar"),
];
