//! Trình tự theo Luật Thanh tra 2010 (56/2010/QH12).

use super::{ActRule, DeadlineRule, Procedure, Variant, When, due};
use crate::Role::{Drafter, Entity, Head, Leader, StateHead, Supervisor};
use crate::inspections::Regime;
use crate::inspections::acts::ActKind::{self, *};

const LAW: &str = "56/2010/QH12";
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
pub const PROCEDURE: Procedure = Procedure { regime: Regime::Ltt2010, law: LAW, acts: ACTS, deadlines: DEADLINES };

#[rustfmt::skip]
const ACTS: &[ActRule] = &[
    act(Decision, "43", Head, &[]).also(&[StateHead]).once(),
    act(DecisionSent, "44(2)", Head, &[Decision]).also(&[Leader]).until(CLOSED),
    under("06/2021/TT-TTCP", SupervisionAssignment, "?", Head, &[Decision]).until(CLOSED),
    under("06/2021/TT-TTCP", InspectionPlan, "?", Leader, &[Decision]).also(&[Head]).until(CLOSED),
    under("06/2021/TT-TTCP", Outline, "?", Leader, &[Decision]).also(&[Head]).until(&[OnsiteEnd, Conclusion, Termination]),
    under("06/2021/TT-TTCP", AnnouncementNotice, "?", Leader, &[Decision]).also(&[Head]).until(&[Announcement, Conclusion, Termination]),
    act(Announcement, "44(2)", Leader, &[Decision]).also(&[Head]).once().until(CLOSED),
    act(OnsiteStart, "45(2)", Leader, &[Announcement]).once().until(&[OnsiteEnd, Conclusion, Termination]),
    act(DocumentReceipt, "?", Leader, &[Decision]).until(CLOSED),
    act(Verification, "?", Leader, &[Announcement]).until(CLOSED),
    act(Measure, "?", Head, &[Announcement]).also(&[Leader]).until(CLOSED),
    act(Penalty, "?", Head, &[Announcement]).until(&[Termination]),
    act(CrimeTransfer, "?", Head, &[Announcement]).until(&[Termination]),
    under("06/2021/TT-TTCP", PlanAmendment, "?", Head, &[InspectionPlan]).until(CLOSED),
    under("06/2021/TT-TTCP", TeamChange, "?", Head, &[Decision]).also(&[StateHead]).until(CLOSED),
    act(Extension, "45", Head, &[Announcement]).also(&[StateHead]).until(&[OnsiteEnd, Conclusion, Termination]),
    // Not in the law; circulars and practice end what will not be concluded.
    under("06/2021/TT-TTCP", Termination, "?", Head, &[Decision]).also(&[StateHead]).once().until(&[Conclusion]),
    act(OnsiteEnd, "45(2)", Leader, &[Announcement]).also(&[Head]).once().until(CLOSED),
    under("06/2021/TT-TTCP", SupervisionReport, "?", Supervisor, &[SupervisionAssignment]).until(&[Termination]),
    act(TeamReport, "49", Leader, &[OnsiteEnd]).once().until(CLOSED),
    act(Explanation, "?", Entity, &[OnsiteEnd]).until(CLOSED),
    act(Consultation, "50", Head, &[TeamReport]).until(CLOSED),
    act(Draft, "50", Drafter, &[TeamReport]).also(&[Leader]).until(CLOSED),
    under("06/2021/TT-TTCP", ReservedOpinion, "7", Leader, &[TeamReport]).until(&[Termination]),
    under("06/2021/TT-TTCP", Appraisal, "?", Drafter, &[Draft, TeamReport]).until(CLOSED),
    act(UpwardReport, "50", Head, &[TeamReport]).until(CLOSED),
    act(StateHeadOpinion, "50", StateHead, &[UpwardReport]).until(CLOSED),
    act(Conclusion, "50(1)", Head, &[TeamReport]).also(&[StateHead]).until(&[Termination]),
    act(Publication, "39", Head, &[Conclusion]).also(&[Entity]),
    act(ConclusionSent, "50", Head, &[Conclusion]),
    act(ImplementingDocument, "40", StateHead, &[ConclusionSent, Publication, Conclusion]),
    under("33/2015/NĐ-CP", EntityPlan, "?", Entity, &[Publication, ConclusionSent, Conclusion]),
    act(Recovery, "40", Head, &[Announcement]).also(&[Entity]),
    act(RecommendationDone, "40", Head, &[Conclusion]),
    under("33/2015/NĐ-CP", FollowUpClose, "?", Head, &[Conclusion]).once(),
    under("06/2021/TT-TTCP", ReviewMeeting, "?", Leader, &[Conclusion]),
    under("06/2021/TT-TTCP", FileHandover, "?", Leader, &[Conclusion, Termination]),
    act(Rectification, "50", Head, &[Decision]),
    act(Annulment, "43", Head, &[Decision]),
];

#[rustfmt::skip]
const DEADLINES: &[DeadlineRule] = &[
    due("send_decision", Decision, &[DecisionSent], "inspection.send_decision").when(When::NotAdHoc),
    due("announce", Decision, &[Announcement], "inspection.announce"),
    due("outline_lead", AnnouncementNotice, &[Outline], "inspection.outline_lead").lead().when(When::NoticeAhead),
    due("outline_lead", Announcement, &[Outline], "inspection.outline_lead").lead().superseded_by(&[OnsiteEnd]),
    due("duration", Announcement, &[OnsiteEnd], "inspection.duration").variant(Variant::Duration),
    due("team_report", OnsiteEnd, &[TeamReport], "inspection.team_report"),
    due("sign", TeamReport, &[Conclusion], "inspection.sign"),
    due("publish", Conclusion, &[Publication], "inspection.publish").superseded_by(&[]),
    due("implement", ConclusionSent, &[ImplementingDocument], "inspection.implement").superseded_by(&[]).when(When::FirstOfItsConclusion),
    super::bar("re_inspection_bar", Conclusion, "inspection.re_inspection_bar"),
];
