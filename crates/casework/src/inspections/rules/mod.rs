//! Những điều không nằm gọn trong bảng: irregular articles as functions.
//!
//! Each looks at one act against the file and says why the law refuses it, or
//! what the office should be told though the act stands.

mod length;
mod team;

pub use length::suspended_since;

use super::acts::*;
use super::procedure::{self, ActRule};
use super::refusals as no;
use super::{Case, Entry, Inspection, Regime, clocks, effective};
use crate::Refusal;
use crate::procedure::refusals::NO_SUCH_TARGET;
use jiff::civil::{Date, date};
use law::{AgencyKind, Citation, Count, clock};

/// First days in force of the decrees: each came weeks after its law.
const DECREE_43_FROM: Date = date(2023, 8, 15);
const DECREE_216_FROM: Date = date(2025, 8, 5);

/// What the rules look at.
pub type Question<'a> = crate::procedure::Question<'a, Inspection>;

/// The irregular rules of one act, in order; the first refusal stands.
pub fn refuse(q: &Question) -> Result<(), Refusal> {
    match &q.entry.act {
        Act::Decision(decision) => decide(q, decision),
        Act::SupervisionAssignment(assignment) => team::supervisor(q, assignment),
        Act::TeamChange(change) => team::whole(q, &change.team),
        Act::Extension(extension) => length::extend(q, extension),
        Act::Suspension(suspension) => length::suspend(q, suspension),
        Act::Resumption(_) => length::resume(q),
        Act::Termination(termination) => terminate(q, termination),
        Act::TeamReport(report) => report_grades(q, report),
        Act::Conclusion(_) => conclude(q),
        Act::ConclusionCorrection(correction) => correct(q, correction),
        Act::Publication(publication) => publish(q, publication),
        _ => Ok(()),
    }
}

/// What stands but should be known.
pub fn warn(q: &Question) -> Vec<Refusal> {
    match &q.entry.act {
        Act::Decision(decision) => warn_decision(q, decision),
        Act::TeamChange(change) => team::unsure(q, &change.team),
        Act::Announcement(_) => length::runs_in_lead(q).into_iter().collect(),
        Act::Resumption(_) => length::resumed_late(q).into_iter().collect(),
        Act::Termination(_) if q.case.regime == Regime::Ltt2010 => {
            vec![Refusal::new(no::PRACTICE_NOT_TEXT, q.rule.law()).with("act", q.entry.act.kind().word())]
        }
        Act::Conclusion(conclusion) => warn_conclusion(q, conclusion),
        Act::CrimeTransfer(_) => {
            let told = |e: &Entry| matches!(&e.act, Act::Conclusion(c) if transfers(&c.findings));
            q.acts.iter().any(told).then(|| Refusal::new(no::TRANSFER_TWICE, q.rule.law())).into_iter().collect()
        }
        Act::Publication(publication) => warn_publication(q, publication),
        _ => Vec::new(),
    }
}

fn warn_decision(q: &Question, d: &Decision) -> Vec<Refusal> {
    let mut out = Vec::new();
    if d.duration_count == Some(DayCount::Working) {
        out.push(Refusal::new(no::WORKING_DAYS_STATED, q.rule.law()).with("days", d.duration_days.unwrap_or_default()));
    }
    if d.subjects.is_empty() {
        out.push(Refusal::new(no::NO_SUBJECT_NAMED, q.rule.law()));
    }
    if d.team.is_empty() {
        out.push(Refusal::new(no::NO_TEAM_NAMED, q.rule.law()));
    }
    if d.duration_days.is_none() && q.term("inspection.duration", "").is_none() {
        let law = Citation::new(procedure::of(q.case.regime).law, "?");
        out.push(Refusal::new(no::NO_TERM_KNOWN, law).with("agency", q.case.agency.word()));
    }
    out.extend(team::unsure(q, &d.team));
    out
}

fn warn_conclusion(q: &Question, c: &Conclusion) -> Vec<Refusal> {
    let mut out = Vec::new();
    if let Some(law) = appraisal_duty(q)
        && !q.has(ActKind::Appraisal)
    {
        out.push(Refusal::new(no::APPRAISAL_NOT_RECORDED, law));
    }
    if transfers(&c.findings) && q.has(ActKind::CrimeTransfer) {
        out.push(Refusal::new(no::TRANSFER_TWICE, q.rule.law()));
    }
    out
}

fn transfers(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.transferred_cases.is_some_and(|n| n > 0))
}

/// The second channel may follow, and a display may still be prolonged.
fn warn_publication(q: &Question, p: &Publication) -> Vec<Refusal> {
    let mut out = Vec::new();
    let (main, law) = main_channel(q.case.regime, concluded_on(q));
    if main.is_some() && !displays(q, p).any(|d| Some(d.channel) != main) {
        out.push(Refusal::new(no::SECOND_CHANNEL_MISSING, law));
    }
    let portal = p.channels.iter().find(|d| d.channel == Channel::Portal);
    if let (Some(portal), Some(term)) = (portal, q.term("inspection.portal_display", ""))
        && let Some(until) = portal.until
        && until < clock::plus_days(portal.from.unwrap_or(q.entry.on), term.value)
    {
        out.push(
            Refusal::new(no::DISPLAY_TOO_SHORT, term.citation.clone()).with("until", until).with("days", term.value),
        );
    }
    out
}

fn decide(q: &Question, d: &Decision) -> Result<(), Refusal> {
    level(q.case.regime, q.case.agency)?;
    let single = d.class == Class::Single;
    if (q.case.regime == Regime::Ltt2025) != single {
        return Err(Refusal::new(no::CLASS_NOT_IN_REGIME, q.rule.law()).with("class", d.class));
    }
    let regular_body = q.case.regime == Regime::Ltt2010 && q.case.agency == AgencyKind::Assigned;
    if d.manner == Manner::Regular && !regular_body {
        let forms = match q.case.regime {
            Regime::Ltt2010 => Citation::new("56/2010/QH12", "37"),
            Regime::Ltt2022 => Citation::new("11/2022/QH15", "46"),
            Regime::Ltt2025 => Citation::new("84/2025/QH15", "19"),
        };
        return Err(Refusal::new(no::MANNER_NOT_IN_REGIME, forms).with("manner", d.manner));
    }
    if let (Some(from), Some(until)) = (d.period_from, d.period_until)
        && from > until
    {
        return Err(Refusal::new(no::PERIOD_REVERSED, q.rule.law()).with("from", from).with("until", until));
    }
    if !d.team.is_empty() {
        team::whole(q, &d.team)?;
    }
    stated_duration(q, d)
}

/// A stated length in calendar days may not exceed the law's; working days only warn.
/// The law of 2010 gives complex and remote cases a longer total from the start.
fn stated_duration(q: &Question, d: &Decision) -> Result<(), Refusal> {
    let total = d.complexity.and_then(|c| length::total_term(q, d.class, c));
    let (Some(days), Some(term)) = (d.duration_days, total.or_else(|| q.term("inspection.duration", ""))) else {
        return Ok(());
    };
    let calendar = d.duration_count != Some(DayCount::Working) && term.count == Count::Calendar;
    if calendar && i64::from(days) > term.value {
        return Err(Refusal::new(no::DURATION_OVER_MAXIMUM, term.citation.clone())
            .with("days", days)
            .with("maximum", term.value));
    }
    Ok(())
}

/// A level that does not exist under the law cannot decide.
fn level(regime: Regime, agency: AgencyKind) -> Result<(), Refusal> {
    use AgencyKind::*;
    let (exists, law) = match regime {
        Regime::Ltt2010 => {
            (matches!(agency, Gi | Min | Assigned | Prov | Dept | Dist), Citation::new("56/2010/QH12", "4"))
        }
        Regime::Ltt2022 => (!matches!(agency, Treaty | Force), Citation::new("11/2022/QH15", "9")),
        Regime::Ltt2025 => {
            (matches!(agency, Gi | Min | Prov | Cipher | Treaty | Force), Citation::new("84/2025/QH15", "7"))
        }
    };
    if exists {
        Ok(())
    } else {
        Err(Refusal::new(no::LEVEL_NOT_IN_REGIME, law).with("agency", agency.word()).with("regime", regime))
    }
}

/// What state of the inspection holds an act up.
pub fn held(acts: &[Entry], kind: ActKind, on: Date) -> Option<&'static str> {
    let ended = acts.iter().any(|e| matches!(&e.act, Act::Termination(t) if t.extent != Some(Extent::Part)));
    if ended && kind != ActKind::FileHandover {
        return Some(no::CASE_TERMINATED);
    }
    // A step taken before the suspension may be written down during it.
    let still = suspended_since(acts, on).is_some_and(|since| on > since || kind == ActKind::Suspension);
    (still && is_field_work(kind)).then_some(no::CASE_SUSPENDED)
}

/// Acts that cannot happen while the inspection is suspended.
fn is_field_work(kind: ActKind) -> bool {
    use ActKind::*;
    matches!(
        kind,
        Verification | DocumentReceipt | Measure | OnsiteStart | OnsiteEnd | Suspension | Extension | Penalty
    )
}

/// A partial conclusion or termination leaves the rest of the inspection open.
pub fn is_partial(act: &Act) -> bool {
    match act {
        Act::Conclusion(c) => c.partial,
        Act::Termination(t) => t.extent == Some(Extent::Part),
        _ => false,
    }
}

fn terminate(q: &Question, t: &Termination) -> Result<(), Refusal> {
    if t.extent == Some(Extent::Part) && q.case.regime != Regime::Ltt2025 {
        return Err(Refusal::new(no::PARTIAL_TERMINATION, q.rule.law()));
    }
    Ok(())
}

fn report_grades(q: &Question, r: &TeamReport) -> Result<(), Refusal> {
    if r.corruption_found && r.head_grade.is_none() {
        return Err(Refusal::new(no::HEAD_GRADE_MISSING, q.rule.law()));
    }
    Ok(())
}

/// Whether another conclusion may come: one only under the law of 2010, later
/// several where each before said that it was not the last.
pub fn may_conclude(regime: Regime, acts: &[Entry]) -> bool {
    acts.iter().all(|e| match &e.act {
        Act::Conclusion(c) => c.partial && regime != Regime::Ltt2010,
        _ => true,
    })
}

fn conclude(q: &Question) -> Result<(), Refusal> {
    if !may_conclude(q.case.regime, q.acts) {
        return Err(Refusal::new(no::ALREADY_CONCLUDED, q.rule.law()));
    }
    // A register that holds no draft says nothing of how it was made: it is only told.
    if let Some(law) = appraisal_duty(q)
        && q.has(ActKind::Draft)
        && !q.has(ActKind::Appraisal)
    {
        return Err(Refusal::new(no::APPRAISAL_MISSING, law));
    }
    opinion_awaited(q)
}

/// The provision that makes appraisal of the draft a duty here, if one does.
fn appraisal_duty(q: &Question) -> Option<Citation> {
    use AgencyKind::*;
    let class = clocks::decision_of(q.acts).map(|d| d.class);
    let asked = match (q.case.regime, q.case.agency) {
        (Regime::Ltt2022, Gi) | (Regime::Ltt2025, Gi | Min | Prov) => true,
        (Regime::Ltt2022, Min | Prov) => class != Some(Class::Specialised),
        _ => false,
    };
    asked.then(|| procedure::of(q.case.regime).act(ActKind::Appraisal).map(ActRule::law)).flatten()
}

/// What was reported upward is signed once the state head has answered or let his
/// days pass: silence is consent.
fn opinion_awaited(q: &Question) -> Result<(), Refusal> {
    let told = q.acts.iter().filter(|e| e.act.kind() == ActKind::UpwardReport && e.on <= q.entry.on);
    let Some(told) = told.max_by_key(|e| (e.on, e.seq)) else { return Ok(()) };
    let answered =
        q.acts.iter().any(|e| e.act.kind() == ActKind::StateHeadOpinion && told.on <= e.on && e.on <= q.entry.on);
    let regime = q.case.regime.word();
    let term = q.law.term(regime, "inspection.state_head_opinion", q.case.agency, "", told.on);
    let Some(term) = term.filter(|_| !answered) else { return Ok(()) };
    let until = clock::plus_days(told.on, term.value);
    if q.entry.on <= until {
        return Err(Refusal::new(no::OPINION_AWAITED, term.citation.clone()).with("until", until));
    }
    Ok(())
}

fn correct(q: &Question, c: &ConclusionCorrection) -> Result<(), Refusal> {
    if !q.acts.iter().any(|e| e.seq == c.target && e.act.kind() == ActKind::Conclusion) {
        return Err(Refusal::new(NO_SUCH_TARGET, q.rule.law()).with("target", c.target));
    }
    if q.has(ActKind::Publication) {
        return Err(Refusal::new(no::ALREADY_PUBLISHED, q.rule.law()));
    }
    Ok(())
}

/// The compulsory channel must have been used by now; others may follow.
fn publish(q: &Question, p: &Publication) -> Result<(), Refusal> {
    let (main, law) = main_channel(q.case.regime, concluded_on(q));
    let enough = match main {
        Some(channel) => displays(q, p).any(|d| d.channel == channel),
        None => displays(q, p).next().is_some(),
    };
    if enough {
        return Ok(());
    }
    Err(Refusal::new(no::CHANNELS_MISSING, law).with("main", main.map_or("any", Channel::word)))
}

/// What this publication shows, with what earlier ones of the same conclusion showed.
fn displays<'a>(q: &'a Question, p: &'a Publication) -> impl Iterator<Item = &'a Display> {
    let concluded = concluded_on(q);
    let earlier = q.acts.iter().filter(move |e| e.on >= concluded).filter_map(|e| match &e.act {
        Act::Publication(earlier) => Some(&earlier.channels),
        _ => None,
    });
    earlier.flatten().chain(&p.channels)
}

/// The day of the last conclusion signed by then.
fn concluded_on(q: &Question) -> Date {
    let signed = q.acts.iter().filter(|e| e.act.kind() == ActKind::Conclusion && e.on <= q.entry.on);
    signed.map(|e| e.on).max().unwrap_or(q.entry.on)
}

/// The channel that may not be left out, for a conclusion of this day. The decree
/// that made the portal a duty under LTT2022 came six weeks after the law.
fn main_channel(regime: Regime, concluded: Date) -> (Option<Channel>, Citation) {
    match regime {
        Regime::Ltt2010 => (Some(Channel::Meeting), Citation::new("56/2010/QH12", "39")),
        Regime::Ltt2022 if concluded < DECREE_43_FROM => (None, Citation::new("11/2022/QH15", "79")),
        Regime::Ltt2022 => (Some(Channel::Portal), Citation::new("43/2023/NĐ-CP", "48-49")),
        Regime::Ltt2025 => (Some(Channel::Portal), Citation::new("84/2025/QH15", "37")),
    }
}

/// The acts in force of a case, for callers that ask a rule by hand.
pub fn in_force(case: &Case) -> Vec<Entry> {
    effective(&case.acts)
}
