//! Trình tự giải quyết khiếu nại theo Luật Khiếu nại 2011 (sửa đổi từ 01/07/2026): which
//! act may follow which, who signs it, under which article, and which clocks it starts.
//!
//! One table for both instances; the instance is a fact of the receipt. No dates here.

use super::acts::ActKind::{self, *};
use super::{Complaint, Regime};
use crate::Role::{self, Citizen, Head, Officer, OtherBody, StateHead, Verifier};

/// One act of the procedure.
pub type ActRule = crate::procedure::ActRule<Complaint>;
/// One clock of the procedure.
pub type DeadlineRule = crate::procedure::DeadlineRule<Complaint>;
/// The procedure of one law.
pub type Procedure = crate::procedure::Procedure<Complaint>;

/// Which variant of a term applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// One number for all.
    Plain,
    /// Another number against discipline.
    Discipline,
    /// The decree's own number where it counts otherwise than the law.
    Decree,
    /// The time to settle: complex, remote, discipline.
    Settle,
    /// Longer in remote places; discipline of its own.
    Place,
    /// The right to go on: remote, discipline, dismissal.
    GoOn,
}

/// When a deadline is asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Only at first instance.
    First,
    /// Only at second instance.
    Second,
    /// First instance, where the day of knowledge is stated.
    KnownFirst,
    /// Second instance, where the day of the first decision (or of its lapse) is stated.
    KnownSecond,
    /// First instance, where the decree counts otherwise.
    DecreeFirst,
    /// Second instance, where the decree counts otherwise.
    DecreeSecond,
    /// A first decision that reached the complainant on a known day.
    ReachedFirst,
    /// Displays that must last.
    Shown,
    /// Decisions in effect that must be carried out.
    ToExecute,
}

const LAW: &str = "02/2011/QH13";
const DECREE: &str = "124/2020/NĐ-CP";

/// What ends the settlement.
const ENDED: &[ActKind] = &[ComplaintDecision, ComplaintTermination];
const SETTLER: &[Role] = &[StateHead];
const DESK: &[Role] = &[Head, StateHead];

const fn act(kind: ActKind, article: &'static str, by: Role, after: &'static [ActKind]) -> ActRule {
    ActRule::new(LAW, kind, article, by, after)
}

const fn decreed(kind: ActKind, article: &'static str, by: Role, after: &'static [ActKind]) -> ActRule {
    ActRule::new(DECREE, kind, article, by, after)
}

const fn due(name: &'static str, opened_by: ActKind, met_by: &'static [ActKind], term: &'static str) -> DeadlineRule {
    DeadlineRule::new(name, opened_by, met_by, term)
}

/// The procedure of the law on complaints.
pub fn of(regime: Regime) -> &'static Procedure {
    match regime {
        Regime::Lkn2011 => &PROCEDURE,
    }
}

/// Luật và các văn bản hướng dẫn, theo thứ tự tiến hành.
pub const PROCEDURE: Procedure = Procedure { regime: Regime::Lkn2011, law: LAW, acts: ACTS, deadlines: DEADLINES };

#[rustfmt::skip]
const ACTS: &[ActRule] = &[
    act(ComplaintReceipt, "8", Officer, &[]).also(DESK).once(),
    act(ComplaintAcceptance, "27, 36", Head, &[ComplaintReceipt]).also(SETTLER).once().until(&[ComplaintRefusal]),
    act(ComplaintRefusal, "11, 27", Head, &[ComplaintReceipt]).also(SETTLER).once().until(&[ComplaintAcceptance]),
    act(ComplaintVerification, "29, 38", Head, &[ComplaintAcceptance]).also(SETTLER).until(ENDED),
    act(WorkingMinutes, "29", Verifier, &[ComplaintAcceptance]).also(&[Officer, Head]).until(ENDED),
    act(EvidenceRequest, "29", Verifier, &[ComplaintAcceptance]).also(DESK).until(ENDED),
    act(HandoverMinutes, "29", Verifier, &[ComplaintReceipt]).also(&[Officer]).until(ENDED),
    act(AssessmentRequest, "29", Head, &[ComplaintAcceptance]).also(&[Verifier, StateHead]).until(ENDED),
    act(AssessmentResult, "29", OtherBody, &[AssessmentRequest]).also(&[Verifier, Officer]).until(ENDED),
    act(ComplexityFinding, "28, 37", Head, &[ComplaintAcceptance]).also(SETTLER).once().until(ENDED),
    act(StayDecision, "35", Head, &[ComplaintAcceptance]).also(SETTLER).until(ENDED),
    act(StayLifting, "35", Head, &[StayDecision]).also(SETTLER),
    act(ComplaintSuspension, "11a", Head, &[ComplaintAcceptance]).also(SETTLER).until(ENDED),
    act(ComplaintContinuation, "11a", Head, &[ComplaintSuspension]).also(SETTLER).until(ENDED),
    act(VerificationReport, "29, 38", Verifier, &[ComplaintAcceptance]).also(&[Head]).until(ENDED),
    decreed(DialogueInvitation, "28", Head, &[ComplaintAcceptance]).also(&[StateHead, Verifier, Officer]).until(ENDED),
    act(Dialogue, "30, 39", Head, &[ComplaintAcceptance]).also(&[StateHead, Verifier]).until(ENDED),
    act(ComplaintWithdrawal, "10", Citizen, &[ComplaintReceipt]).also(&[Officer]).until(&[ComplaintRefusal, ComplaintDecision, ComplaintTermination]),
    act(ComplaintTermination, "10, 11a", Head, &[ComplaintAcceptance]).also(SETTLER).once().until(&[ComplaintDecision]),
    act(ComplaintDecision, "31, 40", Head, &[ComplaintAcceptance]).also(SETTLER).once().until(&[ComplaintTermination]),
    act(ComplaintSending, "32, 41", Officer, &[ComplaintDecision, ComplaintSuspension, ComplaintContinuation, ComplaintTermination]).also(DESK),
    decreed(ComplaintPublication, "29(3)", Head, &[ComplaintDecision]).also(&[StateHead, Officer]),
    act(SecondComplaint, "33", Citizen, &[ComplaintReceipt]).also(&[Officer, OtherBody]).once(),
    act(Lawsuit, "33, 42", Citizen, &[ComplaintReceipt]).also(&[Officer, OtherBody]),
    act(CourtAcceptance, "42", OtherBody, &[ComplaintReceipt]).also(&[Officer]),
    act(CourtJudgment, "42", OtherBody, &[CourtAcceptance, Lawsuit]).also(&[Officer]),
    act(TakingEffect, "44, 57", Officer, &[ComplaintDecision]).also(DESK).once(),
    decreed(ExecutionDirection, "31(1)", Head, &[ComplaintDecision]).also(SETTLER),
    act(ExecutionProgress, "46, 58", Officer, &[ComplaintDecision]).also(&[Head, StateHead, OtherBody]).until(&[ExecutionDone]),
    act(ExecutionDone, "46, 58", Officer, &[ComplaintDecision]).also(&[Head, StateHead, OtherBody]).once(),
    act(ComplaintClosing, "34, 43", Officer, &[ComplaintReceipt]).also(DESK).once(),
    act(Rectification, "31, 40", Head, &[ComplaintReceipt]).also(SETTLER),
    act(Annulment, "31, 40", Head, &[ComplaintReceipt]).also(SETTLER),
];

const ANSWERED: &[ActKind] = &[ComplaintAcceptance, ComplaintRefusal];

#[rustfmt::skip]
const DEADLINES: &[DeadlineRule] = &[
    due("right_to_complain", ComplaintReceipt, &[], "complaint.right_to_complain").right().variant(Variant::Discipline).when(When::KnownFirst),
    due("right_to_second", ComplaintReceipt, &[], "complaint.second_complaint").right().variant(Variant::GoOn).when(When::KnownSecond),
    due("complaint_accept", ComplaintReceipt, ANSWERED, "complaint.accept").variant(Variant::Discipline).when(When::First),
    due("complaint_accept_second", ComplaintReceipt, ANSWERED, "complaint.accept_second").variant(Variant::Discipline).when(When::Second),
    due("complaint_accept_decree", ComplaintReceipt, ANSWERED, "complaint.accept").right().variant(Variant::Decree).when(When::DecreeFirst),
    due("complaint_accept_second_decree", ComplaintReceipt, ANSWERED, "complaint.accept_second").right().variant(Variant::Decree).when(When::DecreeSecond),
    due("complaint_settle_first", ComplaintAcceptance, &[ComplaintDecision], "complaint.settle_first").variant(Variant::Settle).when(When::First),
    due("complaint_settle_second", ComplaintAcceptance, &[ComplaintDecision], "complaint.settle_second").variant(Variant::Settle).when(When::Second),
    due("complaint_send_suspension", ComplaintSuspension, &[ComplaintSending], "complaint.send_suspension"),
    due("complaint_send_continuation", ComplaintContinuation, &[ComplaintSending], "complaint.send_suspension"),
    due("dialogue_lead", DialogueInvitation, &[], "complaint.dialogue_lead").lead(),
    due("complaint_send_termination", ComplaintTermination, &[ComplaintSending], "complaint.send_suspension"),
    due("resume_after_stop", ComplaintTermination, &[], "complaint.resume_after_stop").bar(),
    due("complaint_send_first", ComplaintDecision, &[ComplaintSending], "complaint.send_first").variant(Variant::Discipline).when(When::First),
    due("complaint_send_second", ComplaintDecision, &[ComplaintSending], "complaint.send_second").variant(Variant::Discipline).when(When::Second),
    due("complaint_send_second_decree", ComplaintDecision, &[ComplaintSending], "complaint.send_second").right().variant(Variant::Decree).when(When::DecreeSecond),
    due("complaint_publish", ComplaintDecision, &[ComplaintPublication], "complaint.publish"),
    due("complaint_display", ComplaintPublication, &[], "complaint.display").display().when(When::Shown),
    due("second_complaint_right", ComplaintSending, &[SecondComplaint, Lawsuit], "complaint.second_complaint").right().variant(Variant::GoOn).when(When::ReachedFirst),
    due("takes_effect_first", ComplaintDecision, &[], "complaint.takes_effect_first").right().variant(Variant::Place).when(When::First).superseded_by(&[SecondComplaint]),
    due("takes_effect_second", ComplaintDecision, &[], "complaint.takes_effect_second").right().variant(Variant::Place).when(When::Second),
    due("direct_execution", ComplaintDecision, &[ExecutionDirection], "complaint.direct_execution").when(When::ToExecute).superseded_by(&[ExecutionDone]),
];
