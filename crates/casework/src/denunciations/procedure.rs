//! Trình tự giải quyết tố cáo: which act may follow which, who signs it, under which
//! article, and which clocks it starts (Luật Tố cáo 2018, Nghị định 31/2019/NĐ-CP).

use super::acts::ActKind::{self, *};
use super::{Denunciation, Regime};
use crate::Role::{Citizen, Drafter, Head, Officer, OtherBody, StateHead, Verifier};

/// One act of the procedure.
pub type ActRule = crate::procedure::ActRule<Denunciation>;
/// One clock of the procedure.
pub type DeadlineRule = crate::procedure::DeadlineRule<Denunciation>;
/// The procedure of one law.
pub type Procedure = crate::procedure::Procedure<Denunciation>;

/// Which value of a term applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// One number for all.
    Plain,
    /// Longer where several places must be asked.
    ByPlaces,
    /// The settlement: the law's days, extensions, suspensions.
    Settlement,
}

/// When a deadline is asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// The receipt is of a first denunciation that stays here.
    First,
    /// The denunciation is another body's to settle.
    Outside,
    /// The press or another body sent it on.
    SentOn,
    /// A continued denunciation against a conclusion.
    Continued,
    /// A continued denunciation because nothing was settled in time.
    OverdueBelow,
    /// A display on the portal or a posting.
    Shown,
}

const LAW: &str = "25/2018/QH14";
const DECREE: &str = "31/2019/NĐ-CP";
const CLOSED: &[ActKind] = &[Conclusion, Termination];
/// What ends a case before it was accepted.
const TURNED_AWAY: &[ActKind] = &[NotAccepted, Transfer, ManagementCheck];

const fn act(kind: ActKind, article: &'static str, by: crate::Role, after: &'static [ActKind]) -> ActRule {
    ActRule::new(LAW, kind, article, by, after)
}

const fn decree(kind: ActKind, article: &'static str, by: crate::Role, after: &'static [ActKind]) -> ActRule {
    ActRule::new(DECREE, kind, article, by, after)
}

const fn due(name: &'static str, opened_by: ActKind, met_by: &'static [ActKind], term: &'static str) -> DeadlineRule {
    DeadlineRule::new(name, opened_by, met_by, term)
}

/// The one procedure; what changed on 01/07/2026 are dated terms and rules.
pub fn of(_: Regime) -> &'static Procedure {
    &PROCEDURE
}

const PROCEDURE: Procedure = Procedure { regime: Regime::Ltc2018, law: LAW, acts: ACTS, deadlines: DEADLINES };

#[rustfmt::skip]
const ACTS: &[ActRule] = &[
    act(Receipt, "23", Officer, &[]).also(&[Head]).once(),
    act(IdentityCheck, "24(1)", Officer, &[Receipt]).also(&[Head, Verifier]).until(&[Acceptance, NotAccepted, Transfer, ManagementCheck]),
    act(ContinuedReview, "37(2)", Head, &[Receipt]).also(&[Officer]).once().until(&[Acceptance, NotAccepted, Transfer, ManagementCheck]),
    act(Acceptance, "29(2)", Head, &[Receipt]).once().until(TURNED_AWAY),
    act(NotAccepted, "24(1)", Head, &[Receipt]).also(&[Officer]).once().until(&[Acceptance, Transfer, ManagementCheck]),
    act(Transfer, "24(2)", Head, &[Receipt]).also(&[Officer]).once().until(&[Acceptance, NotAccepted, ManagementCheck]),
    act(CrimeTransfer, "27", Head, &[Receipt]),
    act(ManagementCheck, "25(2)", Head, &[Receipt]).once().until(&[Acceptance, NotAccepted, Transfer]),
    act(SenderTold, "26(2)", Head, &[Receipt]).also(&[Officer]).once(),
    act(AcceptanceNotice, "29(3)", Head, &[Acceptance]).also(&[Officer]),
    act(VerificationAssignment, "31", Head, &[Acceptance]).until(CLOSED),
    act(VerificationTeam, "31", Head, &[Acceptance]).also(&[OtherBody]).until(CLOSED),
    decree(WorkingMinutes, "?", Verifier, &[Acceptance]).also(&[Head, Officer]).until(CLOSED),
    decree(AssessmentRequest, "?", Head, &[Acceptance]).also(&[Verifier]).until(CLOSED),
    act(Extension, "30", Head, &[Acceptance]).until(CLOSED),
    act(Suspension, "34(1)", Head, &[Acceptance]).until(CLOSED),
    act(Continuation, "34", Head, &[Suspension]).until(CLOSED),
    act(Withdrawal, "33", Citizen, &[Receipt]).also(&[Officer]).until(&[NotAccepted, Transfer, ManagementCheck, Termination]),
    act(Termination, "34(3)", Head, &[Acceptance]).once().until(&[Conclusion]),
    act(SuspensionSent, "34(4)", Head, &[Suspension, Termination]).also(&[Officer]),
    decree(VerificationReport, "?", Verifier, &[Acceptance]).also(&[Head, OtherBody]).until(CLOSED),
    decree(DraftConclusion, "?", Verifier, &[Acceptance]).also(&[Head, Drafter]).until(CLOSED),
    act(Conclusion, "35", Head, &[Acceptance]).once().until(&[Termination]),
    act(ConclusionSent, "35(3)", Head, &[Conclusion]).also(&[Officer]),
    act(Handling, "36(1)", Head, &[Conclusion]).also(&[OtherBody]),
    act(HandlingReport, "36(3)", OtherBody, &[Handling]).also(&[Head]),
    act(Publication, "40", Head, &[Conclusion]).also(&[OtherBody]),
    act(SuperiorUrging, "38(2)", StateHead, &[Receipt]).also(&[Head, OtherBody]).until(CLOSED),
    act(UrgingReport, "38(3)", Head, &[SuperiorUrging]).also(&[OtherBody]),
    act(Resettling, "37", StateHead, &[Conclusion]).also(&[Head, OtherBody]).once(),
    act(ProtectionRequest, "49-54", Citizen, &[Receipt]).also(&[Officer]),
    act(ProtectionDecision, "49-54", Head, &[Receipt]).also(&[OtherBody]),
    act(ProtectionEnd, "54(2)", Head, &[ProtectionDecision]).also(&[OtherBody]),
    act(Execution, "36", Head, &[Conclusion]).also(&[OtherBody]),
    act(Closing, "39", Officer, &[Conclusion, Termination, NotAccepted, Transfer, ManagementCheck, CrimeTransfer]).also(&[Head]).once(),
    act(Rectification, "39", Head, &[Receipt]),
    act(Annulment, "39", Head, &[Receipt]),
];

#[rustfmt::skip]
const DEADLINES: &[DeadlineRule] = &[
    due("denunciation_check", Receipt, &[Acceptance, NotAccepted, ManagementCheck], "denunciation.check").variant(Variant::ByPlaces).when(When::First),
    due("denunciation_transfer", Receipt, &[Transfer], "denunciation.transfer").when(When::Outside).superseded_by(&[NotAccepted, ManagementCheck]),
    due("denunciation_reply_to_sender", Receipt, &[SenderTold], "denunciation.reply_to_sender").when(When::SentOn),
    due("denunciation_continued_review", Receipt, &[ContinuedReview], "denunciation.continued_review").when(When::Continued).superseded_by(&[NotAccepted, Transfer]),
    due("denunciation_overdue_letter", Receipt, &[SuperiorUrging], "denunciation.overdue_letter").when(When::OverdueBelow).superseded_by(&[Acceptance, NotAccepted, Transfer]),
    due("denunciation_overdue_report", SuperiorUrging, &[UrgingReport], "denunciation.overdue_report").superseded_by(CLOSED),
    due("denunciation_notify_denouncer", Acceptance, &[AcceptanceNotice], "denunciation.notify_acceptance"),
    due("denunciation_notify_denounced", Acceptance, &[AcceptanceNotice], "denunciation.notify_acceptance"),
    due("denunciation_settle", Acceptance, CLOSED, "denunciation.settle").variant(Variant::Settlement),
    due("denunciation_send_suspension", Suspension, &[SuspensionSent], "denunciation.send_suspension"),
    due("denunciation_send_termination", Termination, &[SuspensionSent], "denunciation.send_suspension"),
    due("denunciation_send_conclusion", Conclusion, &[ConclusionSent], "denunciation.send_conclusion"),
    due("denunciation_handle", Conclusion, &[Handling], "denunciation.act_on_conclusion"),
    due("denunciation_report_handling", Handling, &[HandlingReport], "denunciation.report_handling"),
    due("denunciation_publish", Conclusion, &[Publication], "denunciation.publish"),
    due("denunciation_display", Publication, &[], "denunciation.display").display().when(When::Shown),
];
