//! Thời hạn thanh tra: extension, suspension and resumption.
//!
//! The law of 2010 states a new total; the later laws an added length, counted by
//! its place: the first for the complex, a second only for the specially complex.

use super::Question;
use crate::Refusal;
use crate::inspections::acts::*;
use crate::inspections::refusals as no;
use crate::inspections::{Entry, Regime, clocks, deadlines};
use jiff::civil::Date;
use law::{Citation, Term, clock};

pub(super) fn extend(q: &Question, x: &Extension) -> Result<(), Refusal> {
    let duration = deadlines(q.case, q.law).into_iter().find(|d| d.rule == "duration");
    if let Some(due) = &duration
        && due.paused_since.is_none()
        && q.entry.on > due.due_on
    {
        return Err(Refusal::new(no::EXTENSION_AFTER_EXPIRY, q.rule.law()).with("due", due.due_on));
    }
    let before: Vec<&Extension> =
        q.acts.iter().filter_map(|e| if let Act::Extension(x) = &e.act { Some(x) } else { None }).collect();
    if q.case.regime == Regime::Ltt2010 { new_total(q, x, &before) } else { added(q, x, before.len()) }
}

/// LTT2022, LTT2025: which number applies depends on how often it was extended.
fn added(q: &Question, x: &Extension, before: usize) -> Result<(), Refusal> {
    let term = |case: &str| q.term("inspection.extension", case);
    let second = term(Complexity::SpeciallyComplex.word());
    let specially = x.complexity == Complexity::SpeciallyComplex;
    // What is specially complex is complex: its first extension is the ordinary one.
    let first = if specially { Complexity::Complex } else { x.complexity };
    let allowed = match (before, second) {
        (0, _) => term(first.word()),
        (1, Some(second)) => Some(second).filter(|_| specially),
        (_, second) => {
            let times = if second.is_some() { 2 } else { 1 };
            let law = term("complex").map_or_else(|| q.rule.law(), |t| t.citation.clone());
            return Err(Refusal::new(no::EXTENSION_COUNT, law).with("allowed", times));
        }
    };
    let Some(term) = allowed else { return Err(not_allowed(q, x)) };
    if i64::from(x.days) > term.value || x.days == 0 {
        return Err(over(x, term));
    }
    Ok(())
}

/// LTT2010: longer than before, within the law's total for the reason given.
fn new_total(q: &Question, x: &Extension, before: &[&Extension]) -> Result<(), Refusal> {
    let decision = clocks::decision_of(q.acts);
    let class = decision.map_or(Class::Administrative, |d| d.class);
    let Some(term) = total_term(q, class, x.complexity) else { return Err(not_allowed(q, x)) };
    let stated = decision.and_then(|d| d.duration_days).map(i64::from);
    let floor = before
        .last()
        .map(|b| i64::from(b.days))
        .or(stated)
        .or_else(|| q.term("inspection.duration", "").map(|t| t.value))
        .unwrap_or(0);
    if i64::from(x.days) > term.value || i64::from(x.days) <= floor {
        return Err(over(x, term));
    }
    Ok(())
}

/// The longest total of the law of 2010 for this reason; specialised inspection has
/// totals of its own in its decree.
pub(super) fn total_term<'a>(q: &'a Question, class: Class, complexity: Complexity) -> Option<&'a Term> {
    let own = format!("specialised_{complexity}");
    let own = (class == Class::Specialised).then(|| q.term("inspection.duration_total", &own)).flatten();
    own.or_else(|| q.term("inspection.duration_total", complexity.word()))
}

fn over(x: &Extension, term: &Term) -> Refusal {
    Refusal::new(no::EXTENSION_OVER_MAXIMUM, term.citation.clone()).with("days", x.days).with("maximum", term.value)
}

fn not_allowed(q: &Question, x: &Extension) -> Refusal {
    Refusal::new(no::EXTENSION_NOT_ALLOWED, q.rule.law())
        .with("complexity", x.complexity)
        .with("agency", q.case.agency.word())
}

/// Since when the inspection stands still on `day`, if it does.
pub fn suspended_since(acts: &[Entry], day: Date) -> Option<Date> {
    let turns = |e: &&Entry| matches!(e.act.kind(), ActKind::Suspension | ActKind::Resumption) && e.on <= day;
    let last = acts.iter().filter(turns).max_by_key(|e| (e.on, e.seq))?;
    (last.act.kind() == ActKind::Suspension).then_some(last.on)
}

pub(super) fn suspend(q: &Question, s: &Suspension) -> Result<(), Refusal> {
    if s.ground == SuspensionGround::UrgentTask && q.case.regime != Regime::Ltt2025 {
        return Err(Refusal::new(no::SUSPENSION_GROUND, q.rule.law()).with("ground", s.ground));
    }
    let asked = q
        .acts
        .iter()
        .filter(|e| matches!(&e.act, Act::Suspension(s) if s.ground == SuspensionGround::EntityRequest))
        .count();
    if q.case.regime == Regime::Ltt2025 && s.ground == SuspensionGround::EntityRequest && asked > 0 {
        return Err(Refusal::new(no::SECOND_SUSPENSION, q.rule.law()));
    }
    Ok(())
}

pub(super) fn resume(q: &Question) -> Result<(), Refusal> {
    match suspended_since(q.acts, q.entry.on) {
        Some(_) => Ok(()),
        None => Err(Refusal::new(no::NOT_SUSPENDED, q.rule.law())),
    }
}

/// A pause on request that outlasts the law's cap: the clock takes only the cap out.
pub(super) fn resumed_late(q: &Question) -> Option<Refusal> {
    let last = q.acts.iter().filter(|e| e.act.kind() == ActKind::Suspension).max_by_key(|e| (e.on, e.seq))?;
    let asked = matches!(&last.act, Act::Suspension(s) if s.ground == SuspensionGround::EntityRequest);
    let term = q.term("inspection.suspension_cap", "").filter(|_| asked)?;
    let until = clock::plus_days(last.on, term.value);
    (q.entry.on > until).then(|| Refusal::new(no::PAUSE_OVER_CAP, term.citation.clone()).with("until", until))
}

/// Under the law of 2022 the length runs from the announcement although on-site work
/// begins fifteen days later: so the text reads, offices may count otherwise.
pub(super) fn runs_in_lead(q: &Question) -> Option<Refusal> {
    let planned = clocks::decision_of(q.acts).is_some_and(|d| d.manner == Manner::Planned);
    (q.case.regime == Regime::Ltt2022 && planned)
        .then(|| Refusal::new(no::DURATION_RUNS_IN_LEAD, Citation::new("11/2022/QH15", "2(11)")))
}
