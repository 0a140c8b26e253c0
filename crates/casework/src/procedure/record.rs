//! Ghi văn bản: the one gate through which an act enters a case.
//!
//! Pure: the caller gives the law and the day. What was recorded is never
//! changed; annulment and rectification are acts that change how it is read.

use super::mending::{Annulment, Mending, Rectification, effective, rectified};
use super::refusals as no;
use super::{ActFacts, ActOf, ActRule, ActWord, EntryOf, Kind, clocks, ledger};
use crate::fields::{UnitCode, Word};
use crate::{Case, Deadline, Posting, Refusal, Role};
use jiff::civil::Date;
use law::{AgencyKind, Citation, Law};

/// What the rules look at.
pub struct Question<'a, K: Kind> {
    /// The case before the act.
    pub case: &'a Case<K>,
    /// Its acts in force.
    pub acts: &'a [EntryOf<K>],
    /// The act to be recorded.
    pub entry: &'a EntryOf<K>,
    /// The row of the procedure.
    pub rule: &'a ActRule<K>,
    /// The law.
    pub law: &'a Law,
}

impl<K: Kind> Question<'_, K> {
    /// Whether an act of this kind is in force.
    pub fn has(&self, kind: ActOf<K>) -> bool {
        self.acts.iter().any(|e| e.act.which() == kind)
    }

    /// The term of this key and variant on the day of the act.
    pub fn term(&self, key: &str, case: &str) -> Option<&law::Term> {
        self.law.term(self.case.regime.as_word(), key, self.case.agency, case, self.entry.on)
    }

    /// A refusal under the act's own provision.
    pub fn no(&self, code: &'static str) -> Refusal {
        Refusal::new(code, self.rule.law())
    }
}

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
pub struct Outcome<K: Kind> {
    /// The case with the act in it.
    pub case: Case<K>,
    /// What the act adds to the figures.
    pub new_postings: Vec<Posting>,
    /// Every deadline of the case, anew.
    pub deadlines: Vec<Deadline>,
    /// Where the case now stands.
    pub standing: K::Standing,
    /// Provisions applied.
    pub grounds: Vec<Ground>,
    /// What the office should know though the act stands.
    pub warnings: Vec<Refusal>,
}

/// A next act the law permits.
#[derive(Debug, Clone, PartialEq)]
pub struct Permitted<K: Kind> {
    /// The act.
    pub kind: ActOf<K>,
    /// The provision.
    pub law: Citation,
    /// Who signs it.
    pub by: Role,
    /// Who else may sign it.
    pub also: &'static [Role],
}

/// Opens a case with its first act. The law in force on that act's day governs it
/// to the end, unless the act states a ground for another.
///
/// # Errors
/// The rule that refuses, with its article.
pub fn open<K: Kind>(
    number: &str,
    unit: UnitCode,
    agency: AgencyKind,
    regime: Option<K::Regime>,
    first: EntryOf<K>,
    law: &Law,
    today: Date,
) -> Result<Outcome<K>, Refusal> {
    let day = K::law_day(&first);
    let by_date = law.regime_of(K::WORD, day);
    let Some(by_date) = by_date.and_then(|r| K::Regime::of_word(&r.id)) else {
        return Err(Refusal::new(no::BEFORE_ANY_REGIME, earliest::<K>()).with("on", day));
    };
    let regime = regime.unwrap_or(by_date);
    if first.act.which() != K::OPENING {
        let law = K::procedure(regime).act(K::OPENING).map_or_else(earliest::<K>, ActRule::law);
        return Err(Refusal::new(no::OPENS_WITH, law).with("needs", K::OPENING.as_word()).of(K::WORD));
    }
    if regime != by_date && !K::grounds_regime(&first.act) {
        let law = transition::<K>(law, by_date);
        return Err(Refusal::new(no::REGIME_GROUND_MISSING, law).with("regime", by_date));
    }
    let ground = Ground {
        law: transition::<K>(law, regime),
        rule: "regime",
        inputs: day.to_string(),
        result: regime.as_word().to_owned(),
    };
    let case = Case { number: number.to_owned(), unit, agency, regime, acts: Vec::new() };
    let mut outcome = record(&case, first, law, today)?;
    outcome.grounds.insert(0, ground);
    Ok(outcome)
}

/// The oldest law this kind of case is known under.
fn earliest<K: Kind>() -> Citation {
    let oldest = K::Regime::LIST.first().and_then(|word| K::Regime::of_word(word));
    Citation::new(oldest.map_or("?", |r| K::procedure(r).law), "?")
}

/// The provision by which the date of the first act chooses the law.
fn transition<K: Kind>(law: &Law, regime: K::Regime) -> Citation {
    let found = law.regime(regime.as_word()).and_then(|r| r.transition.clone());
    found.unwrap_or_else(|| Citation::new(K::procedure(regime).law, "?"))
}

/// Records one more act, or says why the law refuses. `entry.seq` is given here.
///
/// # Errors
/// The first rule that refuses, with its article.
pub fn record<K: Kind>(case: &Case<K>, mut entry: EntryOf<K>, law: &Law, today: Date) -> Result<Outcome<K>, Refusal> {
    let seq = case.acts.last().map_or(1, |e| e.seq + 1);
    entry.seq = seq;
    let rule = check(case, &entry, law, today).map_err(|no| no.of(K::WORD))?;
    let acts = effective(&case.acts);
    let mut warnings = K::warn(&Question { case, acts: &acts, entry: &entry, rule, law });
    let mut grounds = vec![Ground {
        law: rule.law(),
        rule: "act",
        inputs: format!("{} {}", entry.act.which().as_word(), entry.on),
        result: entry.by.word().to_owned(),
    }];
    let before = clocks::deadlines(case, law);
    let mut case = case.clone();
    case.acts.push(entry);
    let deadlines = clocks::deadlines(&case, law);
    grounds.extend(moved(&before, &deadlines).map(|d| dated(case.agency, d)));
    warnings.extend(deadlines.iter().filter(|d| met_late(d, seq)).map(late));
    let warnings = warnings.into_iter().map(|w| w.of(K::WORD)).collect();
    Ok(Outcome {
        new_postings: ledger::added_by_last(&case, law),
        standing: K::standing(&case),
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
fn dated(agency: AgencyKind, deadline: &Deadline) -> Ground {
    Ground {
        law: deadline.law.clone(),
        rule: deadline.rule,
        inputs: format!("{} {} {}", deadline.opened_on, agency.word(), deadline.due.calendar),
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
fn check<K: Kind>(case: &Case<K>, entry: &EntryOf<K>, law: &Law, today: Date) -> Result<&'static ActRule<K>, Refusal> {
    let kind = entry.act.which();
    let table = K::procedure(case.regime);
    let Some(rule) = table.act(kind) else {
        return Err(Refusal::new(no::NOT_IN_PROCEDURE, Citation::new(table.law, "?"))
            .with("act", kind.as_word())
            .with("regime", case.regime));
    };
    if entry.on > today {
        return Err(Refusal::new(no::DATED_IN_FUTURE, rule.law()).with("on", entry.on).with("today", today));
    }
    if !rule.may_sign(entry.by) {
        return Err(Refusal::new(no::WRONG_SIGNER, rule.law()).with("by", rule.by).with("found", entry.by));
    }
    match entry.act.mends() {
        Some(Mending::Annuls(annulment)) => check_annulment(case, annulment, rule, law)?,
        Some(Mending::Rectifies(rectification)) => check_rectification(case, rectification, rule, law)?,
        None => {
            let acts = effective(&case.acts);
            order::<K>(rule, &acts, entry)?;
            K::refuse(&Question { case, acts: &acts, entry, rule, law })?;
        }
    }
    Ok(rule)
}

/// The table's order: what must come before, what comes too late, what comes once.
fn order<K: Kind>(rule: &ActRule<K>, acts: &[EntryOf<K>], entry: &EntryOf<K>) -> Result<(), Refusal> {
    let kind = entry.act.which();
    if let Some(code) = K::held(acts, kind, entry.on) {
        return Err(Refusal::new(code, rule.law()).with("act", kind.as_word()));
    }
    if rule.once && acts.iter().any(|e| e.act.which() == kind) {
        return Err(Refusal::new(no::ALREADY_DONE, rule.law()).with("act", kind.as_word()));
    }
    if !rule.after.is_empty() {
        let before = acts.iter().filter(|e| rule.after.contains(&e.act.which()));
        let Some(first) = before.min_by_key(|e| e.on) else {
            return Err(Refusal::new(no::BEFORE_PREDECESSOR, rule.law())
                .with("act", kind.as_word())
                .with("needs", rule.after[0].as_word()));
        };
        if entry.on < first.on {
            let refusal = Refusal::new(no::DATED_BEFORE_PREDECESSOR, rule.law());
            let needs = first.act.which().as_word();
            return Err(refusal.with("on", entry.on).with("needs", needs).with("needs_on", first.on));
        }
    }
    let closes = |e: &&EntryOf<K>| rule.until.contains(&e.act.which()) && K::ends(&e.act);
    match acts.iter().find(closes) {
        // An act done in time may be written down late: only its own date counts.
        Some(end) if entry.on > end.on || !K::may_come_late(kind) => Err(Refusal::new(no::TOO_LATE, rule.law())
            .with("act", kind.as_word())
            .with("after", end.act.which().as_word())),
        _ => Ok(()),
    }
}

fn check_annulment<K: Kind>(
    case: &Case<K>,
    annulment: &Annulment,
    rule: &ActRule<K>,
    law: &Law,
) -> Result<(), Refusal> {
    let target = target(case, annulment.target, rule)?;
    if target.act.which() == K::OPENING {
        return Err(Refusal::new(no::OPENING_NOT_ANNULLED, rule.law()));
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

fn check_rectification<K: Kind>(
    case: &Case<K>,
    r: &Rectification,
    rule: &ActRule<K>,
    law: &Law,
) -> Result<(), Refusal> {
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
fn target<'a, K: Kind>(case: &'a Case<K>, seq: u32, rule: &ActRule<K>) -> Result<&'a EntryOf<K>, Refusal> {
    let found = case.acts.iter().find(|e| e.seq == seq).filter(|e| e.act.mends().is_none());
    match found {
        Some(entry) if case.annulled_by(seq).is_none() => Ok(entry),
        _ => Err(Refusal::new(no::NO_SUCH_TARGET, rule.law()).with("target", seq)),
    }
}

/// Whether these acts, in this order, would all be let in.
fn replay<K: Kind>(case: &Case<K>, acts: &[EntryOf<K>], law: &Law) -> Result<(), (u32, Refusal)> {
    let mut file = Case { acts: Vec::new(), ..case.clone() };
    for entry in acts {
        check(&file, entry, law, entry.on).map_err(|why| (entry.seq, why))?;
        file.acts.push(entry.clone());
    }
    Ok(())
}

/// What the law permits next, in its order. Asked with an act of `today`, so what
/// needs facts (a second head, a missing channel) is refused only when recorded; an act
/// of an instrument that does not bind yet is not offered.
pub fn permitted<K: Kind>(case: &Case<K>, law: &Law, today: Date) -> Vec<Permitted<K>> {
    let acts = effective(&case.acts);
    let mends = |kind: ActOf<K>| matches!(kind.as_word(), "annulment" | "rectification");
    let binds = |rule: &ActRule<K>| law.instrument(rule.instrument).is_none_or(|i| i.from <= today);
    let next = |rule: &ActRule<K>| is_open(rule, &acts, today) && K::offered(case, &acts, rule.act, today);
    let open = K::procedure(case.regime).acts.iter().filter(|rule| !mends(rule.act) && binds(rule) && next(rule));
    open.map(|rule| Permitted { kind: rule.act, law: rule.law(), by: rule.by, also: rule.also }).collect()
}

/// The order rules alone, for an act of which nothing but kind and day is known.
fn is_open<K: Kind>(rule: &ActRule<K>, acts: &[EntryOf<K>], today: Date) -> bool {
    let late = acts.iter().any(|e| rule.until.contains(&e.act.which()) && K::ends(&e.act));
    let early = !rule.after.is_empty() && !acts.iter().any(|e| rule.after.contains(&e.act.which()) && e.on <= today);
    let again = rule.once && acts.iter().any(|e| e.act.which() == rule.act);
    !late && !early && !again && K::held(acts, rule.act, today).is_none()
}
