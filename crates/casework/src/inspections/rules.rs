//! Những điều không nằm gọn trong bảng: irregular articles as functions.
//!
//! Each looks at one act against the file and says why the law refuses it, or
//! what the office should be told though the act stands.

use super::acts::*;
use super::procedure::{self, ActRule};
use super::refusals as no;
use super::{Case, Entry, Regime, clocks, record::effective};
use crate::Refusal;
use jiff::civil::Date;
use law::{AgencyKind, Citation, Count, Law};

/// What the rules look at.
pub struct Question<'a> {
    /// The case before the act.
    pub case: &'a Case,
    /// Its acts in force.
    pub acts: &'a [Entry],
    /// The act to be recorded.
    pub entry: &'a Entry,
    /// The row of the procedure.
    pub rule: &'a ActRule,
    /// The law.
    pub law: &'a Law,
}

impl Question<'_> {
    fn has(&self, kind: ActKind) -> bool {
        self.acts.iter().any(|e| e.act.kind() == kind)
    }

    fn term(&self, key: &str, case: &str) -> Option<&law::Term> {
        self.law.term(self.case.regime.word(), key, self.case.agency, case, self.entry.on)
    }
}

/// The irregular rules of one act, in order; the first refusal stands.
pub fn refuse(q: &Question) -> Result<(), Refusal> {
    match &q.entry.act {
        Act::Decision(decision) => decide(q, decision),
        Act::TeamChange(change) => team(q, &change.team),
        Act::Extension(extension) => extend(q, extension),
        Act::Suspension(suspension) => suspend(q, suspension),
        Act::Resumption(_) => resume(q),
        Act::Termination(termination) => terminate(q, termination),
        Act::TeamReport(report) => report_grades(q, report),
        Act::Conclusion(conclusion) => conclude(q, conclusion),
        Act::ConclusionCorrection(correction) => correct(q, correction),
        Act::Publication(publication) => publish(q, publication),
        _ => Ok(()),
    }
}

/// What stands but should be known.
pub fn warn(q: &Question) -> Vec<Refusal> {
    let mut out = Vec::new();
    if let Act::Decision(d) = &q.entry.act {
        if d.duration_count == Some(DayCount::Working) {
            out.push(
                Refusal::new(no::WORKING_DAYS_STATED, q.rule.law()).with("days", d.duration_days.unwrap_or_default()),
            );
        }
        if d.subjects.is_empty() {
            out.push(Refusal::new(no::NO_SUBJECT_NAMED, q.rule.law()));
        }
        if d.team.is_empty() {
            out.push(Refusal::new(no::NO_TEAM_NAMED, q.rule.law()));
        }
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
        return Err(
            Refusal::new(no::MANNER_NOT_IN_REGIME, Citation::new("56/2010/QH12", "37")).with("manner", d.manner)
        );
    }
    if let (Some(from), Some(until)) = (d.period_from, d.period_until)
        && from > until
    {
        return Err(Refusal::new(no::PERIOD_REVERSED, q.rule.law()).with("from", from).with("until", until));
    }
    if !d.team.is_empty() {
        team(q, &d.team)?;
    }
    stated_duration(q, d)
}

/// A stated length in calendar days may not exceed the law's; working days only warn.
fn stated_duration(q: &Question, d: &Decision) -> Result<(), Refusal> {
    let (Some(days), Some(term)) = (d.duration_days, q.term("inspection.duration", "")) else {
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

/// One head; head's rank; nobody barred.
fn team(q: &Question, team: &[TeamMember]) -> Result<(), Refusal> {
    let law = team_law(q.case.regime);
    let heads = team.iter().filter(|m| m.role == TeamRole::Leader).count();
    if heads != 1 {
        return Err(Refusal::new(no::ONE_LEADER, law).with("found", heads));
    }
    for member in team {
        if let Some(bar) = member.bar {
            let leads = member.role != TeamRole::Member;
            if bar != Bar::RelativeWorking || leads {
                return Err(Refusal::new(no::BARRED_MEMBER, bar_law(q.case.regime))
                    .with("name", &member.name)
                    .with("bar", bar));
            }
        }
        if let (TeamRole::Leader, Some(rank), Some(least)) =
            (member.role, member.rank, least_rank(q.case.regime, q.case.agency))
            && rank < least
        {
            return Err(Refusal::new(no::LEADER_RANK, rank_law(q.case.regime))
                .with("name", &member.name)
                .with("rank", rank)
                .with("least", least));
        }
    }
    Ok(())
}

fn team_law(regime: Regime) -> Citation {
    match regime {
        Regime::Ltt2010 => Citation::new("56/2010/QH12", "44"),
        Regime::Ltt2022 => Citation::new("43/2023/NĐ-CP", "25"),
        Regime::Ltt2025 => Citation::new("84/2025/QH15", "27"),
    }
}

fn bar_law(regime: Regime) -> Citation {
    match regime {
        Regime::Ltt2010 => Citation::new("06/2021/TT-TTCP", "?"),
        Regime::Ltt2022 => Citation::new("43/2023/NĐ-CP", "29(1)"),
        Regime::Ltt2025 => Citation::new("216/2025/NĐ-CP", "23(2)"),
    }
}

fn rank_law(regime: Regime) -> Citation {
    match regime {
        Regime::Ltt2010 => Citation::new("06/2021/TT-TTCP", "?"),
        Regime::Ltt2022 => Citation::new("43/2023/NĐ-CP", "28"),
        Regime::Ltt2025 => Citation::new("216/2025/NĐ-CP", "?"),
    }
}

/// The least rank of a head, where a text we read states it.
fn least_rank(regime: Regime, agency: AgencyKind) -> Option<Rank> {
    use AgencyKind::*;
    match (regime, agency) {
        (Regime::Ltt2022, Gi | Min | Govag | Prov) => Some(Rank::Principal),
        (Regime::Ltt2022, Submin | Dept | Dist) => Some(Rank::Inspector),
        _ => None,
    }
}

fn extend(q: &Question, x: &Extension) -> Result<(), Refusal> {
    let duration = clocks::deadlines(q.case, q.law).into_iter().find(|d| d.rule == "duration");
    if let Some(due) = &duration
        && due.paused_since.is_none()
        && q.entry.on > due.due_on
    {
        return Err(Refusal::new(no::EXTENSION_AFTER_EXPIRY, q.rule.law()).with("due", due.due_on));
    }
    let before: Vec<&Extension> =
        q.acts.iter().filter_map(|e| if let Act::Extension(x) = &e.act { Some(x) } else { None }).collect();
    if q.case.regime == Regime::Ltt2010 {
        return extend_total(q, x, &before);
    }
    let Some(term) = q.term("inspection.extension", x.complexity.word()) else {
        return Err(Refusal::new(no::EXTENSION_NOT_ALLOWED, q.rule.law())
            .with("complexity", x.complexity)
            .with("agency", q.case.agency.word()));
    };
    // The second extension is for the specially complex and comes after the first.
    let second = x.complexity == Complexity::SpeciallyComplex && q.term("inspection.extension", "complex").is_some();
    let allowed = if second { 2 } else { 1 };
    if before.len() >= allowed {
        return Err(Refusal::new(no::EXTENSION_COUNT, term.citation.clone()).with("allowed", allowed));
    }
    if i64::from(x.days) > term.value || x.days == 0 {
        return Err(Refusal::new(no::EXTENSION_OVER_MAXIMUM, term.citation.clone())
            .with("days", x.days)
            .with("maximum", term.value));
    }
    Ok(())
}

fn extend_total(q: &Question, x: &Extension, before: &[&Extension]) -> Result<(), Refusal> {
    // Specialised inspection has longer totals of its own in its decree.
    let specialised = clocks::decision_of(q.acts).is_some_and(|d| d.class == Class::Specialised);
    let own =
        specialised.then(|| q.term("inspection.duration_total", &format!("specialised_{}", x.complexity))).flatten();
    let Some(term) = own.or_else(|| q.term("inspection.duration_total", x.complexity.word())) else {
        return Err(Refusal::new(no::EXTENSION_NOT_ALLOWED, q.rule.law())
            .with("complexity", x.complexity)
            .with("agency", q.case.agency.word()));
    };
    let floor = before
        .last()
        .map(|b| i64::from(b.days))
        .or_else(|| q.term("inspection.duration", "").map(|t| t.value))
        .unwrap_or(0);
    if i64::from(x.days) > term.value || i64::from(x.days) <= floor {
        let no = Refusal::new(no::EXTENSION_OVER_MAXIMUM, term.citation.clone());
        return Err(no.with("days", x.days).with("maximum", term.value));
    }
    Ok(())
}

/// Whether the last suspension still holds.
pub fn is_suspended(acts: &[Entry]) -> bool {
    let last = acts
        .iter()
        .filter(|e| matches!(e.act.kind(), ActKind::Suspension | ActKind::Resumption))
        .max_by_key(|e| (e.on, e.seq));
    last.is_some_and(|e| e.act.kind() == ActKind::Suspension)
}

fn suspend(q: &Question, s: &Suspension) -> Result<(), Refusal> {
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

fn resume(q: &Question) -> Result<(), Refusal> {
    if is_suspended(q.acts) { Ok(()) } else { Err(Refusal::new(no::NOT_SUSPENDED, q.rule.law())) }
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

fn conclude(q: &Question, _: &Conclusion) -> Result<(), Refusal> {
    let earlier: Vec<&Conclusion> =
        q.acts.iter().filter_map(|e| if let Act::Conclusion(c) = &e.act { Some(c) } else { None }).collect();
    let several = q.case.regime != Regime::Ltt2010 && earlier.iter().all(|c| c.partial);
    if !earlier.is_empty() && !several {
        return Err(Refusal::new(no::ALREADY_CONCLUDED, q.rule.law()));
    }
    if let Some(law) = appraisal_asked(q)
        && !q.has(ActKind::Appraisal)
    {
        return Err(Refusal::new(no::APPRAISAL_MISSING, law));
    }
    Ok(())
}

/// The provision that makes appraisal of the draft a duty here, if one does.
fn appraisal_asked(q: &Question) -> Option<Citation> {
    use AgencyKind::*;
    // A register that holds no draft says nothing of how it was made.
    if !q.has(ActKind::Draft) {
        return None;
    }
    let class = clocks::decision_of(q.acts).map(|d| d.class);
    let asked = match (q.case.regime, q.case.agency) {
        (Regime::Ltt2022, Gi) | (Regime::Ltt2025, Gi | Min | Prov) => true,
        (Regime::Ltt2022, Min | Prov) => class != Some(Class::Specialised),
        _ => false,
    };
    asked.then(|| procedure::of(q.case.regime).act(ActKind::Appraisal).map(ActRule::law)).flatten()
}

fn correct(q: &Question, c: &ConclusionCorrection) -> Result<(), Refusal> {
    if !q.acts.iter().any(|e| e.seq == c.target && e.act.kind() == ActKind::Conclusion) {
        return Err(Refusal::new(no::NO_SUCH_TARGET, q.rule.law()).with("target", c.target));
    }
    if q.has(ActKind::Publication) {
        return Err(Refusal::new(no::ALREADY_PUBLISHED, q.rule.law()));
    }
    Ok(())
}

fn publish(q: &Question, p: &Publication) -> Result<(), Refusal> {
    let concluded =
        q.acts.iter().filter(|e| e.act.kind() == ActKind::Conclusion).map(|e| e.on).max().unwrap_or(q.entry.on);
    let (main, law) = main_channel(q.case.regime, concluded);
    let has = |channel: Channel| p.channels.iter().any(|d| d.channel == channel);
    let other = p.channels.iter().any(|d| Some(d.channel) != main);
    let enough = match main {
        Some(channel) => has(channel) && other,
        None => !p.channels.is_empty(),
    };
    if enough {
        return Ok(());
    }
    Err(Refusal::new(no::CHANNELS_MISSING, law).with("main", main.map_or("any", Channel::word)))
}

/// The channel that may not be left out, for a conclusion of this day. The decree
/// that made the portal a duty under LTT2022 came six weeks after the law.
fn main_channel(regime: Regime, concluded: Date) -> (Option<Channel>, Citation) {
    let decree = jiff::civil::date(2023, 8, 15);
    match regime {
        Regime::Ltt2010 => (Some(Channel::Meeting), Citation::new("56/2010/QH12", "39")),
        Regime::Ltt2022 if concluded < decree => (None, Citation::new("11/2022/QH15", "79")),
        Regime::Ltt2022 => (Some(Channel::Portal), Citation::new("43/2023/NĐ-CP", "48-49")),
        Regime::Ltt2025 => (Some(Channel::Portal), Citation::new("84/2025/QH15", "37")),
    }
}

/// The acts in force of a case, for callers that ask a rule by hand.
pub fn in_force(case: &Case) -> Vec<Entry> {
    effective(&case.acts)
}
