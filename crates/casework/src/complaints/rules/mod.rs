//! Những điều không nằm gọn trong bảng: irregular articles as functions.
//!
//! Each looks at one act against the file and says why the law refuses it, or
//! what the office should be told though the act stands.

mod begin;
mod effect;
mod end;

use super::acts::*;
use super::refusals as no;
use super::{Case, Complaint, Entry, clocks};
use crate::Refusal;
use jiff::civil::Date;
use law::Citation;

/// What the rules look at.
pub type Question<'a> = crate::procedure::Question<'a, Complaint>;

/// The law on complaints; articles named in rules stand in it.
const LAW: &str = "02/2011/QH13";
/// What amended it: what came with it binds from its first day.
const AMENDED: &str = "136/2025/QH15";
const DECREE_2026: &str = "155/2026/NĐ-CP";

/// The irregular rules of one act, in order; the first refusal stands.
pub fn refuse(q: &Question) -> Result<(), Refusal> {
    match &q.entry.act {
        Act::ComplaintReceipt(receipt) => begin::receive(q, receipt),
        Act::ComplaintAcceptance(acceptance) => begin::accept(q, acceptance),
        Act::ComplexityFinding(finding) => end::lengthen(q, finding),
        Act::ComplaintSuspension(_) => end::suspend(q),
        Act::ComplaintContinuation(_) => end::go_on(q),
        Act::StayLifting(_) => end::lift(q),
        Act::DialogueInvitation(invitation) => in_order(q, "meeting_on", q.entry.on, invitation.meeting_on),
        Act::ComplaintWithdrawal(withdrawal) => end::withdraw(q, withdrawal),
        Act::ComplaintTermination(termination) => end::terminate(q, termination),
        Act::ComplaintDecision(decision) => end::decide(q, decision),
        Act::ComplaintSending(sending) => effect::send(q, sending),
        Act::ComplaintPublication(publication) => effect::publish(q, publication),
        Act::SecondComplaint(_) => effect::appeal(q),
        Act::TakingEffect(_) | Act::ExecutionDirection(_) => effect::in_force(q),
        Act::ExecutionProgress(progress) => effect::progress(q, progress),
        Act::ComplaintClosing(_) => effect::close(q),
        _ => Ok(()),
    }
}

/// What stands but should be known.
pub fn warn(q: &Question) -> Vec<Refusal> {
    match &q.entry.act {
        Act::ComplaintReceipt(receipt) => begin::told_at_receipt(q, receipt),
        Act::ComplaintAcceptance(acceptance) => begin::told_at_acceptance(q, acceptance),
        Act::Dialogue(dialogue) => end::told_at_dialogue(q, dialogue),
        Act::ComplaintWithdrawal(withdrawal) => end::told_at_withdrawal(q, withdrawal),
        Act::ComplaintDecision(_) => end::told_at_decision(q),
        Act::ComplaintPublication(publication) => effect::told_at_publication(q, publication),
        Act::SecondComplaint(_) => effect::told_at_appeal(q),
        Act::ExecutionDirection(_) => effect::told_at_direction(q),
        Act::ExecutionProgress(_) => effect::told_at_progress(q),
        Act::ExecutionDone(_) | Act::ComplaintClosing(_) => effect::told_at_end(q),
        _ => Vec::new(),
    }
}

/// What state of the complaint holds an act up.
pub fn held(acts: &[Entry], kind: ActKind, on: Date) -> Option<&'static str> {
    use ActKind::*;
    let has = |kind: ActKind| acts.iter().any(|e| e.act.kind() == kind);
    let court = matches!(kind, Lawsuit | CourtAcceptance | CourtJudgment);
    let closing = kind == ComplaintClosing;
    if has(ComplaintClosing) {
        return (!closing).then_some(no::COMPLAINT_CLOSED);
    }
    if has(ComplaintRefusal) {
        let answers = matches!(kind, ComplaintAcceptance | ComplaintRefusal);
        return (!court && !closing && !answers).then_some(no::COMPLAINT_REFUSED);
    }
    let ending = matches!(kind, ComplaintSending | StayLifting) || court || closing;
    if has(ComplaintTermination) {
        return (!ending && kind != ComplaintTermination).then_some(no::SETTLEMENT_TERMINATED);
    }
    if clocks::is_withdrawn(acts) && !ending && kind != ComplaintTermination {
        return Some(no::COMPLAINT_WITHDRAWN);
    }
    // A step taken before the suspension may be written down during it.
    let still = suspended_since(acts, on).is_some_and(|since| on > since || kind == ComplaintSuspension);
    (still && is_settling(kind)).then_some(no::SETTLEMENT_SUSPENDED)
}

/// Acts that cannot happen while the settlement is suspended.
fn is_settling(kind: ActKind) -> bool {
    use ActKind::*;
    matches!(
        kind,
        ComplaintVerification
            | WorkingMinutes
            | VerificationReport
            | DialogueInvitation
            | Dialogue
            | ComplexityFinding
            | ComplaintSuspension
            | ComplaintDecision
    )
}

/// Since when the settlement stands still on `day`, if it does.
pub fn suspended_since(acts: &[Entry], day: Date) -> Option<Date> {
    let turns = |e: &&Entry| {
        matches!(e.act.kind(), ActKind::ComplaintSuspension | ActKind::ComplaintContinuation) && e.on <= day
    };
    let last = acts.iter().filter(turns).max_by_key(|e| (e.on, e.seq))?;
    (last.act.kind() == ActKind::ComplaintSuspension).then_some(last.on)
}

/// What moves the end of the settlement is not written down after it.
pub fn may_come_late(kind: ActKind) -> bool {
    use ActKind::*;
    !matches!(kind, ComplaintWithdrawal | ComplaintTermination | ComplaintSuspension | ComplaintContinuation)
}

/// What a page offers next; what needs facts is refused only when recorded.
pub fn offered(case: &Case, acts: &[Entry], kind: ActKind, today: Date) -> bool {
    use ActKind::*;
    let has = |kind: ActKind| acts.iter().any(|e| e.act.kind() == kind);
    let receipt = clocks::receipt_of(acts);
    match kind {
        ComplaintContinuation => suspended_since(acts, today).is_some(),
        StayLifting => end::is_stayed(acts, today),
        SecondComplaint => receipt.is_some_and(|r| r.instance == Instance::First),
        TakingEffect | ExecutionDirection => !has(SecondComplaint),
        ExecutionProgress | ExecutionDone => !has(SecondComplaint),
        ComplaintClosing => super::standing(case) != super::Standing::Appealed && effect::may_close(acts),
        _ => true,
    }
}

/// Two days of one paper in the order they must have.
fn in_order(q: &Question, name: &'static str, earlier: Date, later: Date) -> Result<(), Refusal> {
    if earlier <= later {
        return Ok(());
    }
    Err(q.no(no::DATES_REVERSED).with("field", name).with("from", earlier).with("until", later))
}

/// Whether what an instrument brought is in force on the day of the act.
fn since(q: &Question, number: &str) -> bool {
    q.law.instrument(number).is_some_and(|i| i.from <= q.entry.on)
}

fn article(article: &'static str) -> Citation {
    Citation::new(LAW, article)
}

fn receipt<'a>(q: &'a Question) -> Option<&'a ComplaintReceipt> {
    clocks::receipt_of(q.acts)
}
