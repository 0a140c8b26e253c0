//! Giải quyết: complexity, suspension, dialogue, withdrawal, termination, the decision.

use super::begin::settle_by;
use super::*;

/// Until 30/06/2026 the settler's own reasons; from then on one of the listed criteria.
pub(super) fn lengthen(q: &Question, f: &ComplexityFinding) -> Result<(), Refusal> {
    let law = article(if is_second(q) { "37" } else { "28" });
    if let Some(due) = settle_by(q).filter(|d| d.paused_since.is_none() && q.entry.on > d.due_on) {
        return Err(Refusal::new(no::COMPLEXITY_AFTER_EXPIRY, law).with("due", due.due_on));
    }
    match q.law.norm(q.case.regime.word(), "complaint.criteria", "complex", q.entry.on) {
        Some(norm) if i64::try_from(f.criteria.len()).unwrap_or(i64::MAX) < norm.value => {
            Err(Refusal::new(no::CRITERIA_MISSING, norm.citation.clone()).with("least", norm.value))
        }
        None if f.reason.as_ref().is_none_or(|r| r.0.trim().is_empty()) => {
            Err(Refusal::new(no::COMPLEXITY_UNREASONED, law))
        }
        _ => Ok(()),
    }
}

fn is_second(q: &Question) -> bool {
    receipt(q).is_some_and(|r| r.instance == Instance::Second)
}

/// The settlement could not be suspended before the amended law; what was accepted
/// before it and not yet decided may be.
pub(super) fn suspend(q: &Question) -> Result<(), Refusal> {
    if since(q, AMENDED) { Ok(()) } else { Err(q.no(no::SUSPENSION_BEFORE_LAW)) }
}

pub(super) fn go_on(q: &Question) -> Result<(), Refusal> {
    match suspended_since(q.acts, q.entry.on) {
        Some(_) => Ok(()),
        None => Err(q.no(no::SETTLEMENT_NOT_SUSPENDED)),
    }
}

/// Whether the contested decision is stayed on that day.
pub(super) fn is_stayed(acts: &[Entry], on: Date) -> bool {
    let turns = |e: &&Entry| matches!(e.act.kind(), ActKind::StayDecision | ActKind::StayLifting) && e.on <= on;
    let last = acts.iter().filter(turns).max_by_key(|e| (e.on, e.seq));
    last.is_some_and(|e| e.act.kind() == ActKind::StayDecision)
}

pub(super) fn lift(q: &Question) -> Result<(), Refusal> {
    if is_stayed(q.acts, q.entry.on) { Ok(()) } else { Err(q.no(no::NOT_STAYED)) }
}

pub(super) fn withdraw(q: &Question, w: &ComplaintWithdrawal) -> Result<(), Refusal> {
    if w.is_signed { Ok(()) } else { Err(q.no(no::WITHDRAWAL_UNSIGNED)) }
}

pub(super) fn told_at_withdrawal(q: &Question, w: &ComplaintWithdrawal) -> Vec<Refusal> {
    let new = w.extent == Extent::Part || w.withdrawn_by == WithdrawnBy::Minutes;
    if new && !since(q, AMENDED) { vec![q.no(no::PART_BEFORE_LAW)] } else { Vec::new() }
}

pub(super) fn terminate(q: &Question, t: &ComplaintTermination) -> Result<(), Refusal> {
    if t.stop_ground == StopGround::Withdrawn {
        let all = clocks::is_withdrawn(q.acts);
        return if all { Ok(()) } else { Err(Refusal::new(no::NOT_WITHDRAWN, article("10"))) };
    }
    if since(q, AMENDED) {
        return Ok(());
    }
    Err(Refusal::new(no::STOP_GROUND_BEFORE_LAW, article("11a")).with("stop_ground", t.stop_ground))
}

/// Before the amended law an absent complainant left the dialogue undone.
pub(super) fn told_at_dialogue(q: &Question, d: &Dialogue) -> Vec<Refusal> {
    let mut out = Vec::new();
    if d.complainant == Attendance::Absent && !since(q, AMENDED) {
        out.push(q.no(no::ABSENCE_BEFORE_LAW));
    }
    let invited = q.acts.iter().any(|e| matches!(&e.act, Act::DialogueInvitation(i) if i.meeting_on == q.entry.on));
    if let Some(term) = q.term("complaint.dialogue_lead", "").filter(|_| !invited) {
        out.push(Refusal::new(no::NOT_INVITED, term.citation.clone()).with("days", term.value));
    }
    out
}

pub(super) fn decide(q: &Question, d: &ComplaintDecision) -> Result<(), Refusal> {
    let Some(r) = receipt(q) else { return Ok(()) };
    if d.outcome.instance() != r.instance {
        let law = article(if r.instance == Instance::First { "31" } else { "40" });
        let refusal = Refusal::new(no::OUTCOME_NOT_OF_INSTANCE, law);
        return Err(refusal.with("outcome", d.outcome).with("instance", r.instance));
    }
    for (part, whole) in [(d.handled_officials, d.handled_persons), (d.transferred_officials, d.transferred_people)] {
        officials(q, part, whole)?;
    }
    dialogue_held(q, r)
}

/// Officials are among the people.
pub(super) fn officials(q: &Question, part: Option<u32>, whole: Option<u32>) -> Result<(), Refusal> {
    let (part, whole) = (part.unwrap_or(0), whole.unwrap_or(0));
    if part <= whole {
        return Ok(());
    }
    Err(q.no(no::OFFICIALS_OVER_PEOPLE).with("officials", part).with("people", whole))
}

/// Dialogue: always at second instance and against discipline; at first instance where
/// what is asked and what was found differ.
fn dialogue_held(q: &Question, r: &ComplaintReceipt) -> Result<(), Refusal> {
    let differs = q.acts.iter().any(|e| matches!(&e.act, Act::VerificationReport(v) if v.differs));
    let law = match (r.against == Against::Discipline, r.instance) {
        (true, _) => "53",
        (false, Instance::Second) => "39",
        (false, Instance::First) if differs => "30",
        _ => return Ok(()),
    };
    // Absence without a good reason does not stop the settlement; a good one moves the meeting.
    let held = |e: &Entry| matches!(&e.act, Act::Dialogue(d) if d.complainant != Attendance::Excused);
    if q.acts.iter().any(held) { Ok(()) } else { Err(Refusal::new(no::DIALOGUE_MISSING, article(law))) }
}

pub(super) fn told_at_decision(q: &Question) -> Vec<Refusal> {
    let reported = q.has(ActKind::VerificationReport);
    if reported { Vec::new() } else { vec![Refusal::new(no::RESULT_NOT_RECORDED, article("29, 38"))] }
}
