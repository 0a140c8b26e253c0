//! Thời hạn của khiếu nại: what is irregular in the clocks of a complaint.
//!
//! The common reckoning stands in [`crate::procedure`]; here is when a clock is asked,
//! which value of its term applies, from which day it runs and what stops it.

use super::acts::*;
use super::procedure::{self, DeadlineRule, Variant, When};
use super::{Complaint, Entry};
use crate::deadlines::Deadline;
use crate::procedure::pauses_between;
use jiff::civil::Date;
use law::clock;

/// A complaint as the clocks see it.
pub type File<'a> = crate::procedure::File<'a, Complaint>;

/// The receipt in force in a file.
pub(crate) fn receipt_of(acts: &[Entry]) -> Option<&ComplaintReceipt> {
    acts.iter().find_map(|e| if let Act::ComplaintReceipt(r) = &e.act { Some(r) } else { None })
}

/// The decision in force in a file, with its day.
pub(crate) fn decision_of(acts: &[Entry]) -> Option<(&Entry, &ComplaintDecision)> {
    acts.iter().find_map(|e| if let Act::ComplaintDecision(d) = &e.act { Some((e, d)) } else { None })
}

fn is(file: &File, instance: Instance) -> bool {
    receipt_of(file.acts).is_some_and(|r| r.instance == instance)
}

fn is_discipline(file: &File) -> bool {
    receipt_of(file.acts).is_some_and(|r| r.against == Against::Discipline)
}

/// Whether there is something to carry out: as the decision says, else by its outcome.
pub(crate) fn needs_execution(decision: &ComplaintDecision) -> bool {
    let grants = matches!(decision.outcome, Outcome::Right | Outcome::Partly | Outcome::Changed);
    let money = [decision.state_money, decision.organisations_money, decision.persons_money];
    let land = [decision.state_land, decision.organisations_land, decision.persons_land];
    let owes = money.iter().flatten().any(|m| m.0 > 0) || land.iter().flatten().any(|m| m.0 > 0);
    match decision.execution {
        Some(said) => said == Execution::Needed,
        None => grants || owes,
    }
}

/// The first day on which the decision has legal effect; none while it has been appealed.
pub fn effect_on(file: &File) -> Option<Date> {
    let rules = procedure::of(file.case.regime).deadlines.iter();
    let mut rules = rules.filter(|r| matches!(r.name, "takes_effect_first" | "takes_effect_second"));
    let term = rules.find_map(|rule| file.deadlines(rule).into_iter().next())?;
    let appealed = file.each(ActKind::SecondComplaint).any(|e| e.on <= term.due_on);
    (!appealed).then(|| clock::plus_days(term.due_on, 1))
}

/// The last day to settle as the file now stands.
pub fn settle_by(file: &File) -> Option<Deadline> {
    let mut rules = procedure::of(file.case.regime).deadlines.iter().filter(|r| r.variant == Variant::Settle);
    rules.find_map(|rule| file.deadlines(rule).into_iter().next())
}

pub(super) fn asked(file: &File, rule: &DeadlineRule, opener: &Entry) -> bool {
    let receipt = receipt_of(file.acts);
    match rule.when {
        When::Always => true,
        When::First => is(file, Instance::First),
        When::Second => is(file, Instance::Second),
        When::KnownFirst => is(file, Instance::First) && receipt.is_some_and(|r| r.known_on.is_some()),
        When::KnownSecond => is(file, Instance::Second) && receipt.is_some_and(|r| second_from(r).is_some()),
        When::DecreeFirst => is(file, Instance::First) && decree_differs(file, rule, opener),
        When::DecreeSecond => is(file, Instance::Second) && decree_differs(file, rule, opener),
        When::ReachedFirst => is(file, Instance::First) && reached_on(opener).is_some(),
        When::Shown => showing(opener).is_some(),
        When::ToExecute => {
            matches!(&opener.act, Act::ComplaintDecision(d) if needs_execution(d)) && effect_on(file).is_some()
        }
    }
}

/// The decree has a number of its own that day, and it is not the law's.
fn decree_differs(file: &File, rule: &DeadlineRule, opener: &Entry) -> bool {
    let (law, decree) = if is_discipline(file) { ("discipline", "discipline_decree") } else { ("", "decree") };
    let find = |case: &str| {
        let regime = crate::fields::Word::as_word(file.case.regime);
        file.law.term(regime, rule.term, file.case.agency, case, opener.on).map(|t| (t.value, t.count))
    };
    find(decree).is_some_and(|own| find(law) != Some(own))
}

pub(super) fn variant(file: &File, rule: &DeadlineRule, _: &Entry) -> &'static str {
    let Some(receipt) = receipt_of(file.acts) else { return "" };
    let discipline = receipt.against == Against::Discipline;
    let complex = file.has(ActKind::ComplexityFinding);
    match (rule.variant, discipline) {
        (Variant::Plain, _) => "",
        (Variant::Discipline, true) => "discipline",
        (Variant::Discipline, false) => "",
        (Variant::Decree, true) => "discipline_decree",
        (Variant::Decree, false) => "decree",
        (Variant::Settle, true) => {
            if complex {
                "discipline_complex"
            } else {
                "discipline"
            }
        }
        (Variant::Settle, false) => match (receipt.is_remote, complex) {
            (true, true) => "remote_complex",
            (true, false) => "remote",
            (false, true) => "complex",
            (false, false) => "",
        },
        (Variant::GoOn, true) if receipt.is_dismissal => "discipline_dismissal",
        (Variant::Place | Variant::GoOn, true) => "discipline",
        (Variant::Place | Variant::GoOn, false) => {
            if receipt.is_remote {
                "remote"
            } else {
                ""
            }
        }
    }
}

pub(super) fn counted_from(file: &File, rule: &DeadlineRule, opener: &Entry) -> Option<Date> {
    match (&opener.act, rule.when) {
        (Act::ComplaintReceipt(r), When::KnownFirst) => r.known_on,
        (Act::ComplaintReceipt(r), When::KnownSecond) => second_from(r),
        (Act::DialogueInvitation(i), _) => Some(i.meeting_on),
        (Act::ComplaintSending(_), When::ReachedFirst) => reached_on(opener),
        (Act::ComplaintPublication(_), _) => showing(opener).and_then(|s| s.from),
        (Act::ComplaintDecision(_), When::ToExecute) => effect_on(file),
        _ => None,
    }
}

/// From which day the right to a second complaint runs: the decision received, or the time to settle over.
fn second_from(receipt: &ComplaintReceipt) -> Option<Date> {
    receipt.first_known_on.or(receipt.first_overdue_on)
}

fn reached_on(entry: &Entry) -> Option<Date> {
    match &entry.act {
        Act::ComplaintSending(s) if s.paper == SentPaper::Decision => s.reached_on,
        _ => None,
    }
}

/// The display that must last: on the portal, or posted.
pub(super) fn showing(entry: &Entry) -> Option<&Showing> {
    match &entry.act {
        Act::ComplaintPublication(p) => p.showings.iter().find(|s| matches!(s.way, Way::Portal | Way::Posting)),
        _ => None,
    }
}

/// Suspensions stop the time to settle; obstacles the time to complain.
pub(super) fn pauses(file: &File, rule: &DeadlineRule, from: Date, met: Option<&Entry>) -> Vec<(Date, Option<Date>)> {
    match rule.when {
        _ if rule.variant == Variant::Settle => {
            let (stop, go) = (ActKind::ComplaintSuspension, ActKind::ComplaintContinuation);
            pauses_between(file, stop, go, from, met.map(|e| e.on))
        }
        When::KnownFirst | When::KnownSecond => {
            let obstacle = receipt_of(file.acts).and_then(|r| r.obstacle_from.zip(r.obstacle_until));
            obstacle.into_iter().map(|(from, until)| (from, Some(clock::plus_days(until, 1)))).collect()
        }
        _ => Vec::new(),
    }
}

/// What was sent must be the paper that started the clock.
pub(super) fn meets(rule: &DeadlineRule, act: &Entry) -> bool {
    let Act::ComplaintSending(sent) = &act.act else { return true };
    let paper = match rule.opened_by {
        ActKind::ComplaintSuspension => SentPaper::Suspension,
        ActKind::ComplaintContinuation => SentPaper::Continuation,
        ActKind::ComplaintTermination => SentPaper::Termination,
        _ => SentPaper::Decision,
    };
    sent.paper == paper
}

/// Nothing is settled any more once all was withdrawn or the settlement was terminated.
pub(super) fn lapsed(file: &File, rule: &DeadlineRule) -> Option<&'static str> {
    if file.has(ActKind::ComplaintClosing) {
        return Some("complaint_closed");
    }
    let settles = rule.variant == Variant::Settle || rule.opened_by == ActKind::ComplaintReceipt;
    let over = file.has(ActKind::ComplaintTermination) || is_withdrawn(file.acts);
    (settles && over).then_some("complaint_over")
}

/// Whether the whole complaint has been withdrawn.
pub(crate) fn is_withdrawn(acts: &[Entry]) -> bool {
    acts.iter().any(|e| matches!(&e.act, Act::ComplaintWithdrawal(w) if w.extent == Extent::Whole))
}

/// Rights used by the very paper that states them, and an invitation that is its own notice.
pub(super) fn settle(rule: &DeadlineRule, deadlines: &mut [Deadline]) {
    if matches!(rule.when, When::KnownFirst | When::KnownSecond) || rule.opened_by == ActKind::DialogueInvitation {
        for d in deadlines {
            (d.met, d.lapsed, d.paused_since) = (Some((d.opened_by, d.opened_on)), None, None);
        }
    }
}

/// When a deadline is asked, for the generated procedure.
pub(super) fn condition(rule: &DeadlineRule, en: bool) -> &'static str {
    match (rule.when, en) {
        (When::First, false) => " (lần đầu)",
        (When::First, true) => " (first instance)",
        (When::Second, false) => " (lần hai)",
        (When::Second, true) => " (second instance)",
        (When::KnownFirst, false) => " (lần đầu, khi biết ngày nhận quyết định)",
        (When::KnownFirst, true) => " (first instance, where the day of knowledge is stated)",
        (When::KnownSecond, false) => " (lần hai, khi biết ngày nhận quyết định lần đầu)",
        (When::KnownSecond, true) => " (second instance, where the day of the first decision is stated)",
        (When::DecreeFirst, false) => " (lần đầu; khi nghị định đếm khác luật, để đối chiếu)",
        (When::DecreeFirst, true) => " (first instance; where the decree counts otherwise, to compare)",
        (When::DecreeSecond, false) => " (lần hai; khi nghị định đếm khác luật, để đối chiếu)",
        (When::DecreeSecond, true) => " (second instance; where the decree counts otherwise, to compare)",
        (When::ReachedFirst, false) => " (quyết định lần đầu đã đến người khiếu nại)",
        (When::ReachedFirst, true) => " (the first decision reached the complainant)",
        (When::Shown, false) => " (niêm yết, cổng thông tin)",
        (When::Shown, true) => " (posted or on the portal)",
        (When::ToExecute, false) => " (khi có nội dung phải thi hành; tính từ ngày có hiệu lực)",
        (When::ToExecute, true) => " (where there is something to execute; from the day of effect)",
        (When::Always, _) => "",
    }
}
