//! Tiếp nhận, thụ lý: competence, the right to complain in time, who speaks for whom.

use super::*;
use crate::complaints::competence::{Who, competent};
use crate::deadlines::Deadline;
use crate::fields::LongText;
use law::Status;

pub(super) fn receive(q: &Question, r: &ComplaintReceipt) -> Result<(), Refusal> {
    for day in [r.known_on, r.first_known_on].into_iter().flatten() {
        in_order(q, "known_on", day, q.entry.on)?;
    }
    if let (Some(from), Some(until)) = (r.obstacle_from, r.obstacle_until) {
        in_order(q, "obstacle_until", from, until)?;
    }
    if r.instance == Instance::First {
        return Ok(());
    }
    let first = r.first_case.is_some() || r.first_decision.is_some() || r.first_overdue_on.is_some();
    if !first {
        return Err(Refusal::new(no::SECOND_WITHOUT_FIRST, article("33(1)")));
    }
    if let Some(over) = r.first_overdue_on {
        in_order(q, "first_overdue_on", over, q.entry.on)?;
    }
    match competent(q.law, r.against, r.level, r.instance, q.entry.on) {
        Some(found) if found.who == Who::Court => Err(Refusal::new(no::NO_SECOND_INSTANCE, found.law)),
        _ => Ok(()),
    }
}

pub(super) fn told_at_receipt(q: &Question, r: &ComplaintReceipt) -> Vec<Refusal> {
    let mut out = Vec::new();
    out.extend(wrong_body(q, r).map(|(found, who)| Refusal::new(no::NOT_COMPETENT_HERE, found).with("level", who)));
    if let Some(found) = competent(q.law, r.against, r.level, r.instance, q.entry.on)
        && found.who == Who::Successor
    {
        out.push(Refusal::new(no::DISTRICT_SUCCESSOR, found.law));
    }
    if let Some(late) = past_right(q, r) {
        out.push(late);
    }
    out.extend(speakers(q, r));
    out
}

/// The head named as settler is not the one the law names: the provision and who is.
fn wrong_body(q: &Question, r: &ComplaintReceipt) -> Option<(Citation, Level)> {
    let found = competent(q.law, r.against, r.level, r.instance, day_of_receipt(q))?;
    match (r.settler, found.who) {
        (Some(settler), Who::Of(who)) if settler != who => Some((found.law, who)),
        _ => None,
    }
}

/// Competence is asked for the day of receipt.
fn day_of_receipt(q: &Question) -> Date {
    q.acts.iter().find(|e| e.act.kind() == ActKind::ComplaintReceipt).map_or(q.entry.on, |e| e.on)
}

/// The right to complain was over on the day of receipt.
fn past_right(q: &Question, r: &ComplaintReceipt) -> Option<Refusal> {
    let (from, key, case) = match (r.instance, r.against == Against::Discipline) {
        (Instance::First, discipline) => {
            (r.known_on?, "complaint.right_to_complain", if discipline { "discipline" } else { "" })
        }
        (Instance::Second, true) if r.is_dismissal => {
            (r.first_known_on?, "complaint.second_complaint", "discipline_dismissal")
        }
        (Instance::Second, true) => (r.first_known_on?, "complaint.second_complaint", "discipline"),
        (Instance::Second, false) => {
            (r.first_known_on?, "complaint.second_complaint", if r.is_remote { "remote" } else { "" })
        }
    };
    let term = q.term(key, case)?;
    let obstacle: Vec<(Date, Date)> = r
        .obstacle_from
        .zip(r.obstacle_until)
        .map(|(from, until)| (from, law::clock::plus_days(until, 1)))
        .into_iter()
        .collect();
    let due = law::clock::forward(&q.law.calendar, from, &[(term.value, term.count)], &obstacle, true);
    let last = if q.law.roll_over { due.rolled } else { due.bare };
    (day_of_receipt(q) > last).then(|| Refusal::new(no::TIME_BAR_PASSED, term.citation.clone()).with("until", last))
}

/// Representatives: how many, and how they prove it.
fn speakers(q: &Question, r: &ComplaintReceipt) -> Vec<Refusal> {
    let mut out = Vec::new();
    let chosen = r.representatives.iter().filter(|p| p.basis == Standin::Chosen).count();
    let people = r.people.map_or(r.complainants.len(), |n| n as usize);
    let case = if people > 10 { "many" } else { "few" };
    let norm = q.law.norm(q.case.regime.word(), "complaint.representatives", case, q.entry.on);
    if let Some(norm) = norm.filter(|n| people >= 5 && chosen > usize::try_from(n.value).unwrap_or(usize::MAX)) {
        let refusal = Refusal::new(no::REPRESENTATIVES_TOO_MANY, norm.citation.clone());
        out.push(refusal.with("found", chosen).with("maximum", norm.value));
    }
    let bare = |p: &Representative| matches!(p.basis, Standin::Authorised) && !p.certified;
    if since(q, DECREE_2026) && r.representatives.iter().any(bare) {
        out.push(Refusal::new(no::AUTHORISATION_NOT_CERTIFIED, Citation::new(DECREE_2026, "?")));
    }
    out
}

pub(super) fn accept(q: &Question, a: &ComplaintAcceptance) -> Result<(), Refusal> {
    let Some(r) = receipt(q) else { return Ok(()) };
    let sure =
        |on: Date| competent(q.law, r.against, r.level, r.instance, on).is_none_or(|c| c.status == Status::Verified);
    if let Some((found, who)) = wrong_body(q, r).filter(|_| sure(day_of_receipt(q))) {
        return Err(Refusal::new(no::NOT_COMPETENT, found).with("level", who));
    }
    let reasoned = |text: &Option<LongText>| text.as_ref().is_some_and(|t| !t.0.trim().is_empty());
    match past_right(q, r) {
        Some(late) if !reasoned(&r.late_reason) && !reasoned(&a.late_reason) => {
            let until = late.facts.into_iter().map(|(_, until)| until).next().unwrap_or_default();
            Err(Refusal::new(no::TIME_BAR_UNREASONED, article("11(6)")).with("until", until))
        }
        _ => Ok(()),
    }
}

/// The notice of acceptance goes to the complainant, the inspectorate of the same level,
/// and whoever passed the complaint on.
pub(super) fn told_at_acceptance(q: &Question, a: &ComplaintAcceptance) -> Vec<Refusal> {
    let mut out = Vec::new();
    let Some(r) = receipt(q) else { return out };
    if let Some((found, who)) = wrong_body(q, r) {
        out.push(Refusal::new(no::NOT_COMPETENT_HERE, found).with("level", who));
    }
    if a.notified.is_empty() {
        return out;
    }
    let told = |who: Addressee| a.notified.iter().any(|n| n.who == who);
    let mut wanted = vec![Addressee::Complainant, Addressee::Inspectorate];
    if r.transferred_by.is_some() {
        wanted.push(Addressee::Transferrer);
    }
    for who in wanted.into_iter().filter(|who| !told(*who)) {
        out.push(Refusal::new(no::NOTICE_RECIPIENT_MISSING, q.rule.law()).with("who", who));
    }
    out
}

/// Last day of the time to settle, as the file now stands.
pub(super) fn settle_by(q: &Question) -> Option<Deadline> {
    clocks::settle_by(&clocks::File { case: q.case, acts: q.acts, law: q.law })
}
