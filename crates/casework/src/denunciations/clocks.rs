//! Thời hạn giải quyết tố cáo: what is irregular in its clocks.
//!
//! When a clock is asked, what lengthens the settlement and what stops it.

use super::acts::{Act, ActKind, Channel, Display, Receipt, Source};
use super::procedure::{DeadlineRule, Variant, When};
use super::{Denunciation, Entry};
use crate::deadlines::{Binds, Deadline};
use crate::procedure::pauses_between;
use jiff::civil::Date;
use law::{Count, Term};

type File<'a> = crate::procedure::File<'a, Denunciation>;

/// The receipt in force in a file.
pub(crate) fn receipt_of(acts: &[Entry]) -> Option<&Receipt> {
    acts.iter().find_map(|e| if let Act::Receipt(r) = &e.act { Some(r) } else { None })
}

/// Withdrawn whole, and nothing makes the settlement go on (Art 33(3)).
pub(crate) fn is_withdrawn(acts: &[Entry]) -> bool {
    use super::acts::Extent;
    acts.iter()
        .any(|e| matches!(&e.act, Act::Withdrawal(w) if w.withdrawn_extent == Extent::Whole && w.goes_on.is_none()))
}

pub(super) fn asked(file: &File, rule: &DeadlineRule, opener: &Entry) -> bool {
    let receipt = receipt_of(file.acts);
    let is = |test: fn(&Receipt) -> bool| receipt.is_some_and(test);
    let outside = is(|r| r.outside_competence) || file.has(ActKind::Transfer);
    match rule.when {
        When::Always => true,
        When::First => !outside && !is(|r| r.continued),
        When::Outside => outside,
        When::SentOn => is(|r| matches!(r.source, Some(Source::Press | Source::OtherBody))),
        When::Continued => !outside && is(|r| r.continued && !r.overdue_below),
        When::OverdueBelow => !outside && is(|r| r.continued && r.overdue_below),
        When::Shown => display(opener).is_some(),
    }
}

pub(super) fn variant(file: &File, rule: &DeadlineRule) -> &'static str {
    let many = receipt_of(file.acts).is_some_and(|r| r.several_places);
    if rule.variant == Variant::ByPlaces && many { "several_places" } else { "" }
}

/// The letter's day of arrival, the first day of a display.
pub(super) fn counted_from(rule: &DeadlineRule, opener: &Entry) -> Option<Date> {
    match &opener.act {
        Act::Receipt(r) => r.received_on,
        Act::Publication(_) if rule.binds == Binds::AtLeastUntil => display(opener).and_then(|d| d.from),
        _ => None,
    }
}

/// The display whose length is asked: the portal's, or a posting.
pub(super) fn display(opener: &Entry) -> Option<&Display> {
    let Act::Publication(p) = &opener.act else { return None };
    p.channels.iter().find(|d| matches!(d.channel, Channel::Portal | Channel::Posting))
}

/// The statute's days, and each extension's.
pub(super) fn lengths(file: &File, rule: &DeadlineRule, term: &Term) -> Vec<(i64, Count)> {
    let mut out = vec![(term.value, term.count)];
    if rule.variant == Variant::Settlement {
        out.extend(file.acts.iter().filter_map(|e| match &e.act {
            Act::Extension(x) => Some((x.added_days.map_or(term.value, i64::from), Count::Calendar)),
            _ => None,
        }));
    }
    out
}

pub(super) fn pauses(file: &File, rule: &DeadlineRule, from: Date, met: Option<&Entry>) -> Vec<(Date, Option<Date>)> {
    if rule.variant != Variant::Settlement {
        return Vec::new();
    }
    pauses_between(file, ActKind::Suspension, ActKind::Continuation, from, met.map(|e| e.on))
}

/// The clock of the settlement, once accepted.
pub(crate) fn settlement(file: &File) -> Option<Deadline> {
    let rules = super::procedure::of(file.case.regime).deadlines.iter();
    rules.filter(|rule| rule.variant == Variant::Settlement).flat_map(|rule| file.deadlines(rule)).next()
}

/// A notice meets the clock of the side it went to.
pub(super) fn meets(rule: &DeadlineRule, act: &Entry) -> bool {
    match (&act.act, rule.name) {
        (Act::AcceptanceNotice(n), "denunciation_notify_denouncer") => n.to_denouncer,
        (Act::AcceptanceNotice(n), "denunciation_notify_denounced") => n.to_denounced,
        _ => true,
    }
}

/// A letter withdrawn before it was accepted, or whole with the investigators, asks nothing more.
pub(super) fn lapsed(file: &File, rule: &DeadlineRule) -> Option<&'static str> {
    let before = matches!(rule.when, When::First | When::Outside | When::Continued | When::OverdueBelow);
    let gone = is_withdrawn(file.acts) || is_all_crime(file.acts);
    (before && gone).then_some("case_over")
}

/// Everything went to the investigators before anything was accepted.
pub(crate) fn is_all_crime(acts: &[Entry]) -> bool {
    let accepted = acts.iter().any(|e| e.act.kind() == ActKind::Acceptance);
    !accepted && acts.iter().any(|e| matches!(&e.act, Act::CrimeTransfer(t) if t.entire))
}

/// When a deadline is asked, for the generated procedure.
pub(super) fn condition(rule: &DeadlineRule, en: bool) -> &'static str {
    match (rule.when, en) {
        (When::Always | When::First, _) => "",
        (When::Outside, false) => " (không thuộc thẩm quyền)",
        (When::Outside, true) => " (out of competence)",
        (When::SentOn, false) => " (do báo chí, cơ quan khác chuyển đến)",
        (When::SentOn, true) => " (sent on by the press or another body)",
        (When::Continued, false) => " (tố cáo tiếp)",
        (When::Continued, true) => " (continued denunciation)",
        (When::OverdueBelow, false) => " (tố cáo tiếp vì quá thời hạn)",
        (When::OverdueBelow, true) => " (continued because overdue)",
        (When::Shown, false) => " (cổng thông tin, niêm yết)",
        (When::Shown, true) => " (portal, posting)",
    }
}
