//! Thời hạn của cuộc thanh tra: what is irregular in the clocks of an inspection.
//!
//! The common reckoning stands in [`crate::procedure`]; here is when a clock is asked,
//! which value of its term applies, what lengthens it and what stops it.

use super::acts::{Act, ActKind, Channel, Complexity, DayCount, Decision, Manner, SuspensionGround};
use super::procedure::{self, DeadlineRule, Variant, When};
use super::{Entry, Inspection, Regime, Standing};
use crate::deadlines::{Binds, Deadline};
use crate::procedure::pauses_between;
use jiff::civil::Date;
use law::{Count, Status, Term, clock};

type File<'a> = crate::procedure::File<'a, Inspection>;

/// The decision in force in a file.
pub(crate) fn decision_of(acts: &[Entry]) -> Option<&Decision> {
    acts.iter().find_map(|e| if let Act::Decision(d) = &e.act { Some(d) } else { None })
}

fn is_planned(file: &File) -> bool {
    decision_of(file.acts).is_some_and(|d| d.manner == Manner::Planned)
}

pub(super) fn asked(file: &File, rule: &DeadlineRule, opener: &Entry) -> bool {
    match rule.when {
        When::Always => true,
        When::Planned => is_planned(file),
        When::NotAdHoc => decision_of(file.acts).is_some_and(|d| d.manner != Manner::AdHoc),
        When::Supervised => file.has(ActKind::SupervisionAssignment),
        When::EntityRequest => {
            matches!(&opener.act, Act::Suspension(s) if s.ground == SuspensionGround::EntityRequest)
        }
        When::PortalShown => portal(opener).is_some(),
        When::ChangesAsked => asks_changes(opener),
        When::FirstOfItsConclusion => is_first_of_its_conclusion(file, opener),
        When::PlannedAhead => is_planned(file) && is_planned_event_ahead(file, opener, ActKind::OnsiteStart),
        When::NoticeAhead => is_planned_event_ahead(file, opener, ActKind::Announcement),
    }
}

/// No act of the same kind came between the last conclusion and this one.
fn is_first_of_its_conclusion(file: &File, opener: &Entry) -> bool {
    let before = |e: &&Entry| (e.on, e.seq) < (opener.on, opener.seq);
    let since = file.each(ActKind::Conclusion).filter(before).map(|e| (e.on, e.seq)).max();
    let mut same = file.each(opener.act.kind()).filter(before);
    !same.any(|e| since.is_none_or(|since| (e.on, e.seq) > since))
}

/// The paper names a day for an event that has not been recorded yet, and no
/// later paper names another.
fn is_planned_event_ahead(file: &File, opener: &Entry, event: ActKind) -> bool {
    let is_later = |e: &Entry| e.act.kind() == opener.act.kind() && (e.on, e.seq) > (opener.on, opener.seq);
    let settled = |e: &Entry| e.act.kind() == event || is_later(e) && planned(e).is_some();
    planned(opener).is_some() && !file.acts.iter().any(settled)
}

pub(super) fn variant(file: &File, rule: &DeadlineRule, opener: &Entry) -> &'static str {
    match rule.variant {
        Variant::ByComplexity if is_complex(file, rule, opener) => "complex",
        Variant::ByGi => "gi",
        _ => "",
    }
}

/// Complex by the decision, by an extension for that reason, or as the act itself says.
fn is_complex(file: &File, rule: &DeadlineRule, opener: &Entry) -> bool {
    let grave = |c: Complexity| c != Complexity::Remote;
    let said = file.acts.iter().any(|e| match &e.act {
        Act::TeamReport(r) => {
            r.complex && (rule.name == "team_report" || opener.act.kind() == ActKind::DraftingAssignment)
        }
        Act::DraftingAssignment(d) => d.complex && e.seq == opener.seq,
        Act::Extension(x) => grave(x.complexity),
        _ => false,
    });
    said || decision_of(file.acts).and_then(|d| d.complexity).is_some_and(grave)
}

/// The lengths that add up: the decision's own or the statute's, then extensions.
pub(super) fn lengths(file: &File, rule: &DeadlineRule, term: &Term) -> Vec<(i64, Count)> {
    let Some(decision) = decision_of(file.acts).filter(|_| rule.variant == Variant::Duration) else {
        return vec![(term.value, term.count)];
    };
    let base = match (decision.duration_days, decision.duration_count) {
        (Some(days), Some(DayCount::Working)) => (i64::from(days), Count::Working),
        (Some(days), _) => (i64::from(days), Count::Calendar),
        (None, _) => (term.value, term.count),
    };
    let mut extensions =
        file.acts.iter().filter_map(|e| if let Act::Extension(x) = &e.act { Some(i64::from(x.days)) } else { None });
    if file.case.regime == Regime::Ltt2010 {
        // The law of 2010 names a new total, not an added length.
        return vec![extensions.next_back().map_or(base, |total| (total, Count::Calendar))];
    }
    std::iter::once(base).chain(extensions.map(|days| (days, Count::Calendar))).collect()
}

/// Suspensions for the duration; for signing, the time the state head has to answer.
pub(super) fn pauses(file: &File, rule: &DeadlineRule, from: Date, met: Option<&Entry>) -> Vec<(Date, Option<Date>)> {
    let (stop, go) = match rule.name {
        "duration" => (ActKind::Suspension, ActKind::Resumption),
        "sign" => (ActKind::UpwardReport, ActKind::StateHeadOpinion),
        _ => return Vec::new(),
    };
    let mut stops: Vec<&Entry> = file.each(stop).filter(|e| e.on >= from).collect();
    stops.sort_by_key(|e| (e.on, e.seq));
    let pauses = pauses_between(file, stop, go, from, met.map(|e| e.on)).into_iter();
    pauses
        .zip(stops)
        .map(|((from, until), stopped)| (from, until.map(|until| until.min(latest_return(file, stopped)))))
        .collect()
}

/// A pause at the entity's request takes no more out than the law's cap; silence
/// of the state head counts as his answer when his days are over.
fn latest_return(file: &File, stopped: &Entry) -> Date {
    let key = match &stopped.act {
        Act::Suspension(s) if s.ground == SuspensionGround::EntityRequest => "inspection.suspension_cap",
        Act::UpwardReport(_) => "inspection.state_head_opinion",
        _ => return Date::MAX,
    };
    let term = file.law.term(file.case.regime.word(), key, file.case.agency, "", stopped.on);
    term.map_or(Date::MAX, |t| clock::plus_days(stopped.on, t.value))
}

pub(super) fn lapsed(file: &File) -> Option<&'static str> {
    if super::standing(file.case) == Standing::Terminated {
        return Some("terminated");
    }
    file.has(ActKind::FollowUpClose).then_some("closed")
}

/// The lead of 2022 makes the duration run before on-site work: our reading.
pub(super) fn status(file: &File, rule: &DeadlineRule, term: &Term) -> Status {
    let lead =
        rule.variant == Variant::Duration && file.case.regime == Regime::Ltt2022 && file.has(ActKind::OnsiteStart);
    if lead { Status::Unverified } else { term.status }
}

/// Where the state head asks for changes, his letter starts another term.
pub(super) fn settle(file: &File, rule: &DeadlineRule, deadlines: &mut [Deadline]) {
    let revised = procedure::of(file.case.regime).deadlines.iter().any(|r| r.when == When::ChangesAsked);
    if rule.name == "sign" && revised && file.acts.iter().any(asks_changes) {
        deadlines.iter_mut().for_each(|d| (d.met, d.paused_since, d.lapsed) = (None, None, Some("superseded")));
    }
}

fn asks_changes(entry: &Entry) -> bool {
    matches!(&entry.act, Act::StateHeadOpinion(opinion) if opinion.asks_changes)
}

/// The day a paper names for an event still ahead.
pub(super) fn planned(entry: &Entry) -> Option<Date> {
    match &entry.act {
        Act::InspectionPlan(plan) => plan.onsite_from,
        Act::AnnouncementNotice(notice) => notice.planned_on,
        _ => None,
    }
}

pub(super) fn portal(entry: &Entry) -> Option<&super::acts::Display> {
    match &entry.act {
        Act::Publication(p) => p.channels.iter().find(|d| d.channel == Channel::Portal),
        _ => None,
    }
}

/// When a deadline is asked, for the generated procedure.
pub(super) fn condition(rule: &DeadlineRule, en: bool) -> &'static str {
    match (rule.when, rule.binds, en) {
        (When::Planned, _, false) => " (theo kế hoạch)",
        (When::Planned, _, true) => " (planned)",
        (When::NotAdHoc, _, false) => " (không áp dụng đột xuất)",
        (When::NotAdHoc, _, true) => " (not ad hoc)",
        (When::Supervised, _, false) => " (khi có người giám sát)",
        (When::Supervised, _, true) => " (when a supervisor is named)",
        (When::EntityRequest, _, false) => " (theo đề nghị của đối tượng)",
        (When::EntityRequest, _, true) => " (at the entity's request)",
        (When::PlannedAhead, _, false) => " (theo ngày dự kiến trong kế hoạch tiến hành)",
        (When::PlannedAhead, _, true) => " (by the day named in the plan)",
        (When::NoticeAhead, _, false) => " (theo ngày dự kiến trong thông báo)",
        (When::NoticeAhead, _, true) => " (by the day named in the notice)",
        (When::ChangesAsked, _, false) => " (khi được yêu cầu bổ sung, làm rõ)",
        (When::ChangesAsked, _, true) => " (where changes are asked for)",
        (_, Binds::Bar, false) => " (hết quyền sau ngày này)",
        (_, Binds::Bar, true) => " (a bar on power)",
        _ => "",
    }
}
