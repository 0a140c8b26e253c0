//! Gửi, công khai, hiệu lực, thi hành: what may follow a decision and when.

use super::begin::settle_by;
use super::*;
use crate::complaints::ledger::balance;

fn file<'a>(q: &Question<'a>) -> clocks::File<'a> {
    clocks::File { case: q.case, acts: q.acts, law: q.law }
}

/// What is sent must be in the file by then.
pub(super) fn send(q: &Question, s: &ComplaintSending) -> Result<(), Refusal> {
    let paper = match s.paper {
        SentPaper::Decision => ActKind::ComplaintDecision,
        SentPaper::Suspension => ActKind::ComplaintSuspension,
        SentPaper::Continuation => ActKind::ComplaintContinuation,
        SentPaper::Termination => ActKind::ComplaintTermination,
    };
    if !q.acts.iter().any(|e| e.act.kind() == paper && e.on <= q.entry.on) {
        return Err(q.no(no::NOTHING_TO_SEND).with("paper", paper.word()));
    }
    s.reached_on.map_or(Ok(()), |reached| in_order(q, "reached_on", q.entry.on, reached))
}

pub(super) fn publish(q: &Question, p: &ComplaintPublication) -> Result<(), Refusal> {
    if p.showings.is_empty() {
        return Err(q.no(no::WAY_MISSING));
    }
    for showing in &p.showings {
        if let (Some(from), Some(until)) = (showing.from, showing.until) {
            in_order(q, "until", from, until)?;
        }
    }
    Ok(())
}

pub(super) fn told_at_publication(q: &Question, p: &ComplaintPublication) -> Vec<Refusal> {
    let Some(term) = q.term("complaint.display", "") else { return Vec::new() };
    let lasting = p.showings.iter().filter(|s| matches!(s.way, Way::Portal | Way::Posting));
    let short = lasting.filter_map(|s| {
        let until = s.until?;
        let least = law::clock::plus_days(s.from.unwrap_or(q.entry.on), term.value);
        (until < least).then_some(until)
    });
    let told = |until: Date| Refusal::new(no::SHOWN_TOO_SHORT, term.citation.clone()).with("until", until);
    short.map(|until| told(until).with("days", term.value)).collect()
}

/// The second complaint: of a first instance, decided or past its time.
pub(super) fn appeal(q: &Question) -> Result<(), Refusal> {
    if receipt(q).is_some_and(|r| r.instance == Instance::Second) {
        return Err(Refusal::new(no::SECOND_IS_LAST, article("42")));
    }
    let decided = q.acts.iter().any(|e| e.act.kind() == ActKind::ComplaintDecision && e.on <= q.entry.on);
    match settle_by(q) {
        Some(due) if !decided && q.entry.on <= due.due_on => {
            Err(Refusal::new(no::SECOND_TOO_EARLY, article("33(1)")).with("until", due.due_on))
        }
        None if !decided => Err(Refusal::new(no::SECOND_TOO_EARLY, article("33(1)")).with("until", q.entry.on)),
        _ => Ok(()),
    }
}

/// The right to go on had ended.
pub(super) fn told_at_appeal(q: &Question) -> Vec<Refusal> {
    let all = crate::procedure::deadlines(q.case, q.law);
    let right = all.into_iter().find(|d| d.rule == "second_complaint_right" && q.entry.on > d.due_on);
    right.map(|d| Refusal::new(no::SECOND_PAST_RIGHT, d.law).with("until", d.due_on)).into_iter().collect()
}

/// Nothing is directed or noted as in force before the day of effect, or after an appeal.
pub(super) fn in_force(q: &Question) -> Result<(), Refusal> {
    let law = article(if is_discipline(q) { "57" } else { "44" });
    match clocks::effect_on(&file(q)) {
        Some(effect) if q.entry.on < effect => Err(Refusal::new(no::NOT_YET_IN_FORCE, law).with("on", effect)),
        Some(_) => Ok(()),
        None => Err(Refusal::new(no::APPEALED, law)),
    }
}

fn is_discipline(q: &Question) -> bool {
    receipt(q).is_some_and(|r| r.against == Against::Discipline)
}

pub(super) fn told_at_direction(q: &Question) -> Vec<Refusal> {
    let needed = clocks::decision_of(q.acts).is_some_and(|(_, d)| clocks::needs_execution(d));
    if needed { Vec::new() } else { vec![q.no(no::NOTHING_TO_EXECUTE)] }
}

pub(super) fn progress(q: &Question, p: &ExecutionProgress) -> Result<(), Refusal> {
    for (part, whole) in [(p.handled_officials, p.handled_persons), (p.prosecuted_officials, p.prosecuted_people)] {
        super::end::officials(q, part, whole)?;
    }
    Ok(())
}

/// More came in than the decision says.
pub(super) fn told_at_progress(q: &Question) -> Vec<Refusal> {
    let mut acts = q.acts.to_vec();
    acts.push(q.entry.clone());
    let over = balance(&acts).into_iter().filter(|(_, due, done)| done > due);
    over.map(|(debt, due, done)| q.no(no::COLLECTED_OVER_DUE).with("debt", debt).with("due", due).with("done", done))
        .collect()
}

/// Whether the file may be closed: nothing is being settled.
pub(super) fn may_close(acts: &[Entry]) -> bool {
    let has = |kind: ActKind| acts.iter().any(|e| e.act.kind() == kind);
    let over = [ActKind::ComplaintDecision, ActKind::ComplaintTermination, ActKind::ComplaintRefusal];
    let idle = !has(ActKind::ComplaintAcceptance) && clocks::is_withdrawn(acts);
    over.into_iter().any(has) || idle
}

pub(super) fn close(q: &Question) -> Result<(), Refusal> {
    if may_close(q.acts) { Ok(()) } else { Err(q.no(no::STILL_RUNNING)) }
}

/// What is left to collect or return when the end is written down.
pub(super) fn told_at_end(q: &Question) -> Vec<Refusal> {
    let needed = clocks::decision_of(q.acts).is_some_and(|(_, d)| clocks::needs_execution(d));
    let mut out: Vec<Refusal> = balance(q.acts)
        .into_iter()
        .filter(|(_, due, done)| done < due)
        .map(|(debt, due, done)| q.no(no::BALANCE_LEFT).with("debt", debt).with("left", due.saturating_sub(done)))
        .collect();
    let closes = q.entry.act.kind() == ActKind::ComplaintClosing;
    if closes && needed && !q.has(ActKind::ExecutionDone) && !q.has(ActKind::SecondComplaint) {
        out.push(q.no(no::EXECUTION_LEFT));
    }
    out
}
