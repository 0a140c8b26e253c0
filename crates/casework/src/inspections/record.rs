//! Ghi văn bản: the one gate through which an act enters a case.
//!
//! Pure: the caller gives the law and the day. What was recorded is never
//! changed; annulment and rectification are acts that change how it is read.

use super::acts::{Act, ActKind, Annulment, Extent, Rectification};
use super::procedure::{self, ActRule};
use super::refusals as no;
use super::rules::{self, Question};
use super::standing::{Standing, standing};
use super::{Case, Entry, Regime, clocks, ledger};
use crate::fields::UnitCode;
use crate::{Deadline, Posting, Refusal, Role};
use jiff::civil::Date;
use law::{AgencyKind, Citation, Law};

/// Căn cứ: a provision that was applied, to what, with what result.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Ground {
    /// The provision.
    pub law: Citation,
    /// What it decided, as `regime` or `act`.
    pub rule: &'static str,
    /// What was looked at.
    pub inputs: String,
    /// What followed.
    pub result: String,
}

/// What recording an act brought about.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The case with the act in it.
    pub case: Case,
    /// What the act adds to the figures.
    pub new_postings: Vec<Posting>,
    /// Every deadline of the case, anew.
    pub deadlines: Vec<Deadline>,
    /// Where the case now stands.
    pub standing: Standing,
    /// Provisions applied.
    pub grounds: Vec<Ground>,
    /// What the office should know though the act stands.
    pub warnings: Vec<Refusal>,
}

/// A next act the law permits.
#[derive(Debug, Clone, PartialEq)]
pub struct Permitted {
    /// The act.
    pub kind: ActKind,
    /// The provision.
    pub law: Citation,
    /// Who signs it.
    pub by: Role,
    /// Who else may sign it.
    pub also: &'static [Role],
}

/// Opens a case with its decision. The law in force on the decision's day governs
/// it to the end, unless the decision states a ground for another.
///
/// # Errors
/// The rule that refuses, with its article.
pub fn open(
    number: &str,
    unit: UnitCode,
    agency: AgencyKind,
    regime: Option<Regime>,
    decision: Entry,
    law: &Law,
    today: Date,
) -> Result<Outcome, Refusal> {
    let Act::Decision(facts) = &decision.act else {
        return Err(Refusal::new(no::OPENS_WITH_DECISION, Citation::new("11/2022/QH15", "51")));
    };
    let by_date = law.regime_for(decision.on).and_then(|r| Regime::from_word(&r.id));
    let Some(by_date) = by_date else {
        return Err(Refusal::new(no::BEFORE_ANY_REGIME, Citation::new("56/2010/QH12", "77")).with("on", decision.on));
    };
    let regime = regime.unwrap_or(by_date);
    if regime != by_date && facts.regime_ground.is_none() {
        let law = transition(law, by_date);
        return Err(Refusal::new(no::REGIME_GROUND_MISSING, law).with("regime", by_date));
    }
    let ground = Ground {
        law: transition(law, regime),
        rule: "regime",
        inputs: decision.on.to_string(),
        result: regime.word().to_owned(),
    };
    let case = Case { number: number.to_owned(), unit, agency, regime, acts: Vec::new() };
    let mut outcome = record(&case, decision, law, today)?;
    outcome.grounds.insert(0, ground);
    Ok(outcome)
}

/// The provision by which a decision's date chooses the law.
fn transition(law: &Law, regime: Regime) -> Citation {
    let found = law.regime(regime.word()).and_then(|r| r.transition.clone());
    found.unwrap_or(Citation::new("56/2010/QH12", "77"))
}

/// Records one more act, or says why the law refuses. `entry.seq` is given here.
///
/// # Errors
/// The first rule that refuses, with its article.
pub fn record(case: &Case, mut entry: Entry, law: &Law, today: Date) -> Result<Outcome, Refusal> {
    let seq = case.acts.last().map_or(1, |e| e.seq + 1);
    entry.seq = seq;
    let rule = check(case, &entry, law, today)?;
    let acts = effective(&case.acts);
    let mut warnings = rules::warn(&Question { case, acts: &acts, entry: &entry, rule, law });
    let mut grounds = vec![Ground {
        law: rule.law(),
        rule: "act",
        inputs: format!("{} {}", entry.act.kind().word(), entry.on),
        result: entry.by.word().to_owned(),
    }];
    let before = clocks::deadlines(case, law);
    let mut case = case.clone();
    case.acts.push(entry);
    let deadlines = clocks::deadlines(&case, law);
    grounds.extend(moved(&before, &deadlines).map(|d| dated(&case, d)));
    warnings.extend(deadlines.iter().filter(|d| met_late(d, seq)).map(late));
    Ok(Outcome {
        new_postings: ledger::added_by_last(&case),
        standing: standing(&case),
        grounds,
        warnings,
        deadlines,
        case,
    })
}

/// Deadlines that the last act opened or moved.
fn moved<'a>(before: &'a [Deadline], after: &'a [Deadline]) -> impl Iterator<Item = &'a Deadline> {
    after.iter().filter(|d| {
        let same = |old: &&Deadline| (old.rule, old.opened_by) == (d.rule, d.opened_by);
        before.iter().find(same).is_none_or(|old| old.due_on != d.due_on)
    })
}

/// Why a deadline falls on its day: kept beside the act, for the day the calendar
/// or a number of the law is corrected.
fn dated(case: &Case, deadline: &Deadline) -> Ground {
    Ground {
        law: deadline.law.clone(),
        rule: deadline.rule,
        inputs: format!("{} {} {}", deadline.opened_on, case.agency.word(), deadline.due.calendar),
        result: deadline.due_on.to_string(),
    }
}

/// Whether the act `seq` met this deadline after its day.
fn met_late(deadline: &Deadline, seq: u32) -> bool {
    deadline.is_task() && deadline.met.is_some_and(|(by, on)| by == seq && on > deadline.due_on)
}

fn late(deadline: &Deadline) -> Refusal {
    let on = deadline.met.map_or(deadline.due_on, |(_, on)| on);
    Refusal::new(no::MET_LATE, deadline.law.clone())
        .with("rule", deadline.rule)
        .with("due_on", deadline.due_on)
        .with("on", on)
}

/// Whether the act may enter the case; the row of the procedure that lets it.
fn check(case: &Case, entry: &Entry, law: &Law, today: Date) -> Result<&'static ActRule, Refusal> {
    let kind = entry.act.kind();
    let regime_law = Citation::new(law_number(case.regime), "?");
    let Some(rule) = procedure::of(case.regime).act(kind) else {
        return Err(Refusal::new(no::NOT_IN_PROCEDURE, regime_law)
            .with("act", kind.word())
            .with("regime", case.regime));
    };
    if entry.on > today {
        return Err(Refusal::new(no::DATED_IN_FUTURE, rule.law()).with("on", entry.on).with("today", today));
    }
    if !rule.may_sign(entry.by) {
        return Err(Refusal::new(no::WRONG_SIGNER, rule.law()).with("by", rule.by).with("found", entry.by));
    }
    match &entry.act {
        Act::Annulment(annulment) => check_annulment(case, annulment, rule, law)?,
        Act::Rectification(rectification) => check_rectification(case, rectification, rule, law)?,
        _ => {
            let acts = effective(&case.acts);
            order(rule, &acts, entry)?;
            rules::refuse(&Question { case, acts: &acts, entry, rule, law })?;
        }
    }
    Ok(rule)
}

/// The table's order: what must come before, what comes too late, what comes once.
fn order(rule: &ActRule, acts: &[Entry], entry: &Entry) -> Result<(), Refusal> {
    let has = |kind: &ActKind| acts.iter().any(|e| e.act.kind() == *kind);
    let kind = entry.act.kind();
    let ended = acts.iter().any(|e| matches!(&e.act, Act::Termination(t) if t.extent != Some(Extent::Part)));
    if ended && kind != ActKind::FileHandover {
        return Err(Refusal::new(no::CASE_TERMINATED, rule.law()).with("act", kind.word()));
    }
    // A step taken before the suspension may be written down during it.
    if rules::suspended_since(acts, entry.on).is_some_and(|since| entry.on > since || kind == ActKind::Suspension)
        && is_field_work(kind)
    {
        return Err(Refusal::new(no::CASE_SUSPENDED, rule.law()).with("act", kind.word()));
    }
    if rule.once && has(&kind) && kind != ActKind::Conclusion {
        return Err(Refusal::new(no::ALREADY_DONE, rule.law()).with("act", kind.word()));
    }
    if !rule.after.is_empty() {
        let before = acts.iter().filter(|e| rule.after.contains(&e.act.kind()));
        let Some(first) = before.min_by_key(|e| e.on) else {
            return Err(Refusal::new(no::BEFORE_PREDECESSOR, rule.law())
                .with("act", kind.word())
                .with("needs", rule.after[0].word()));
        };
        if entry.on < first.on {
            let refusal = Refusal::new(no::DATED_BEFORE_PREDECESSOR, rule.law());
            return Err(refusal.with("on", entry.on).with("needs", first.act.kind().word()).with("needs_on", first.on));
        }
    }
    let closes = |e: &&Entry| rule.until.contains(&e.act.kind()) && !is_partial(&e.act);
    match acts.iter().find(closes) {
        // An act done in time may be written down late: only its own date counts.
        Some(end)
            if entry.on > end.on || matches!(kind, ActKind::Termination | ActKind::Extension | ActKind::Suspension) =>
        {
            Err(Refusal::new(no::TOO_LATE, rule.law()).with("act", kind.word()).with("after", end.act.kind().word()))
        }
        _ => Ok(()),
    }
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
fn is_partial(act: &Act) -> bool {
    match act {
        Act::Conclusion(c) => c.partial,
        Act::Termination(t) => t.extent == Some(Extent::Part),
        _ => false,
    }
}

fn check_annulment(case: &Case, annulment: &Annulment, rule: &ActRule, law: &Law) -> Result<(), Refusal> {
    let target = target(case, annulment.target, rule)?;
    if target.act.kind() == ActKind::Decision {
        return Err(Refusal::new(no::DECISION_NOT_ANNULLED, rule.law()));
    }
    let mut kept = effective(&case.acts);
    kept.retain(|e| e.seq != target.seq);
    replay(case, &kept, law).map_err(|(seq, why)| {
        Refusal::new(no::ANNULMENT_BREAKS, rule.law())
            .with("target", target.seq)
            .with("needed_by", seq)
            .with("why", why.code)
    })
}

fn check_rectification(case: &Case, r: &Rectification, rule: &ActRule, law: &Law) -> Result<(), Refusal> {
    let target = target(case, r.target, rule)?;
    let Some(act) = rectified(target, r) else {
        return Err(Refusal::new(no::RECTIFICATION_UNREADABLE, rule.law()).with("target", target.seq));
    };
    let mut kept = effective(&case.acts);
    for entry in kept.iter_mut().filter(|e| e.seq == target.seq) {
        entry.act = act.clone();
    }
    replay(case, &kept, law).map_err(|(seq, why)| {
        Refusal::new(no::RECTIFICATION_BREAKS, rule.law())
            .with("target", target.seq)
            .with("at", seq)
            .with("why", why.code)
    })
}

/// The act in force an annulment or rectification speaks of.
fn target<'a>(case: &'a Case, seq: u32, rule: &ActRule) -> Result<&'a Entry, Refusal> {
    let mends = |e: &&Entry| !matches!(e.act.kind(), ActKind::Annulment | ActKind::Rectification);
    let found = case.acts.iter().find(|e| e.seq == seq).filter(mends);
    match found {
        Some(entry) if case.annulled_by(seq).is_none() => Ok(entry),
        _ => Err(Refusal::new(no::NO_SUCH_TARGET, rule.law()).with("target", seq)),
    }
}

/// Whether these acts, in this order, would all be let in.
fn replay(case: &Case, acts: &[Entry], law: &Law) -> Result<(), (u32, Refusal)> {
    let mut file = Case { acts: Vec::new(), ..case.clone() };
    for entry in acts {
        check(&file, entry, law, entry.on).map_err(|why| (entry.seq, why))?;
        file.acts.push(entry.clone());
    }
    Ok(())
}

/// The acts as they now read: annulled ones gone, rectified ones with their new
/// facts, the mending acts themselves left out.
pub fn effective(acts: &[Entry]) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::with_capacity(acts.len());
    for entry in acts {
        match &entry.act {
            Act::Annulment(a) => out.retain(|e| e.seq != a.target),
            Act::Rectification(r) => {
                for old in out.iter_mut().filter(|e| e.seq == r.target) {
                    if let Some(act) = rectified(old, r) {
                        old.act = act;
                    }
                }
            }
            _ => out.push(entry.clone()),
        }
    }
    out
}

fn rectified(target: &Entry, r: &Rectification) -> Option<Act> {
    let facts = serde_json::from_str(&r.facts.0).ok()?;
    Act::read(target.act.kind(), &facts).ok()
}

/// What the law permits next, in its order. Asked with an act of `today`, so what
/// needs facts (a second head, a missing channel) is refused only when recorded.
pub fn permitted(case: &Case, today: Date) -> Vec<Permitted> {
    let acts = effective(&case.acts);
    let rules = procedure::of(case.regime).acts.iter();
    let open = rules.filter(|rule| {
        let ask = |kind: ActKind| acts.iter().any(|e| e.act.kind() == kind);
        let mends = matches!(rule.act, ActKind::Annulment | ActKind::Rectification);
        let resumes = rule.act != ActKind::Resumption || rules::suspended_since(&acts, today).is_some();
        let corrects = rule.act != ActKind::ConclusionCorrection || !ask(ActKind::Publication);
        let again = rule.act != ActKind::Conclusion || rules::may_conclude(case.regime, &acts);
        !mends && resumes && corrects && again && order_of(rule, &acts, today).is_ok()
    });
    open.map(|rule| Permitted { kind: rule.act, law: rule.law(), by: rule.by, also: rule.also }).collect()
}

/// The order rules alone, for an act of which nothing but kind and day is known.
fn order_of(rule: &ActRule, acts: &[Entry], today: Date) -> Result<(), ()> {
    let has = |kind: &ActKind| acts.iter().any(|e| e.act.kind() == *kind);
    let ended = acts.iter().any(|e| matches!(&e.act, Act::Termination(t) if t.extent != Some(Extent::Part)));
    let late = acts.iter().any(|e| rule.until.contains(&e.act.kind()) && !is_partial(&e.act));
    let early = !rule.after.is_empty() && !acts.iter().any(|e| rule.after.contains(&e.act.kind()) && e.on <= today);
    let held = rules::suspended_since(acts, today).is_some() && is_field_work(rule.act);
    let again = rule.once && has(&rule.act);
    let no = (ended && rule.act != ActKind::FileHandover) || late || early || held || again;
    if no { Err(()) } else { Ok(()) }
}

pub(super) fn law_number(regime: Regime) -> &'static str {
    match regime {
        Regime::Ltt2010 => "56/2010/QH12",
        Regime::Ltt2022 => "11/2022/QH15",
        Regime::Ltt2025 => "84/2025/QH15",
    }
}
