//! Thời hạn của hồ sơ: every clock of a procedure, with its proof.
//!
//! A total function of the acts, the law and nothing else; whether a deadline is
//! overdue is asked of it with a day.

use super::{ActFacts, ActOf, DeadlineRule, EntryOf, Kind, effective};
use crate::Case;
use crate::deadlines::{Binds, Deadline};
use jiff::civil::Date;
use law::{Due, Law, Term, clock};

/// A case as the clocks see it.
pub struct File<'a, K: Kind> {
    /// The case.
    pub case: &'a Case<K>,
    /// Its acts in force.
    pub acts: &'a [EntryOf<K>],
    /// The law.
    pub law: &'a Law,
}

/// Every deadline of the case, in the order of its procedure.
pub fn deadlines<K: Kind>(case: &Case<K>, law: &Law) -> Vec<Deadline> {
    let acts = effective(&case.acts);
    if acts.is_empty() {
        return Vec::new();
    }
    let file = File { case, acts: &acts, law };
    K::procedure(case.regime).deadlines.iter().flat_map(|rule| file.deadlines(rule)).collect()
}

impl<K: Kind> File<'_, K> {
    /// Whether an act of this kind is in force.
    pub fn has(&self, kind: ActOf<K>) -> bool {
        self.acts.iter().any(|e| e.act.which() == kind)
    }

    /// The acts in force of one kind.
    pub fn each(&self, kind: ActOf<K>) -> impl Iterator<Item = &EntryOf<K>> {
        self.acts.iter().filter(move |e| e.act.which() == kind)
    }

    /// The deadlines of one rule.
    pub fn deadlines(&self, rule: &DeadlineRule<K>) -> Vec<Deadline> {
        let openers = self.each(rule.opened_by).filter(|e| K::asked(self, rule, e));
        let mut out: Vec<Deadline> =
            openers.filter_map(|opener| self.one(rule, opener, self.met(rule, opener))).collect();
        K::settle(self, rule, &mut out);
        out
    }

    /// The first act that meets it; a lead is met before its event.
    fn met(&self, rule: &DeadlineRule<K>, opener: &EntryOf<K>) -> Option<&EntryOf<K>> {
        let is_lead = rule.binds == Binds::Lead;
        let meets = |e: &&EntryOf<K>| {
            rule.met_by.contains(&e.act.which())
                && e.seq != opener.seq
                && (is_lead || e.on >= opener.on)
                && K::meets(self, rule, opener, e)
        };
        self.acts.iter().filter(meets).min_by_key(|e| (e.on, e.seq))
    }

    fn one(&self, rule: &DeadlineRule<K>, opener: &EntryOf<K>, met: Option<&EntryOf<K>>) -> Option<Deadline> {
        let term = self.term(rule, opener)?;
        let pauses = K::pauses(self, rule, opener.on, met);
        let open_pause = pauses.iter().find(|(_, until)| until.is_none()).map(|(from, _)| *from);
        let closed: Vec<(Date, Date)> = pauses.iter().filter_map(|(from, until)| until.map(|u| (*from, u))).collect();
        let from = K::counted_from(self, rule, opener).unwrap_or(opener.on);
        let due = match rule.binds {
            Binds::Lead => clock::backward(&self.law.calendar, from, term.value, term.count),
            Binds::AtLeastUntil => clock::forward(&self.law.calendar, from, &[(term.value, term.count)], &[], false),
            _ => clock::forward(&self.law.calendar, from, &K::lengths(self, rule, term), &closed, true),
        };
        let due_on = self.binding(rule, &due);
        let met = match rule.binds {
            Binds::AtLeastUntil => K::lasted_until(rule, opener).filter(|u| *u >= due_on).map(|_| (opener.seq, due_on)),
            _ => met.map(|e| (e.seq, e.on)),
        };
        let over = |kind: &ActOf<K>| self.has(*kind);
        let lapsed = || {
            let superseded = rule.superseded_by.iter().any(over).then_some("superseded");
            K::lapsed(self, rule).or(superseded)
        };
        Some(Deadline {
            rule: rule.name,
            opened_by: opener.seq,
            opened_on: opener.on,
            due_on,
            paused_since: open_pause.filter(|_| met.is_none()),
            lapsed: if met.is_some() { None } else { lapsed() },
            met,
            binds: rule.binds,
            law: term.citation.clone(),
            status: K::status(self, rule, term),
            due,
        })
    }

    /// Which of the two dates binds under the settings.
    fn binding(&self, rule: &DeadlineRule<K>, due: &Due) -> Date {
        if rule.never_rolls || rule.binds == Binds::Lead || !self.law.roll_over { due.bare } else { due.rolled }
    }

    /// The term of the rule for this agency on the day the clock starts.
    fn term(&self, rule: &DeadlineRule<K>, opener: &EntryOf<K>) -> Option<&Term> {
        let regime = crate::fields::Word::as_word(self.case.regime);
        let find = |case: &str| self.law.term(regime, rule.term, self.case.agency, case, K::law_day(opener));
        match K::variant(self, rule, opener) {
            "" => find(""),
            variant => find(variant).or_else(|| find("")),
        }
    }
}

/// Pauses from each `stop` on or after `from` to the `go` that follows it. A clock
/// that was met while it stood still stands until then.
pub fn pauses_between<K: Kind>(
    file: &File<K>,
    stop: ActOf<K>,
    go: ActOf<K>,
    from: Date,
    met: Option<Date>,
) -> Vec<(Date, Option<Date>)> {
    let mut goes: Vec<Date> = file.each(go).map(|e| e.on).collect();
    goes.sort();
    let mut stops: Vec<(Date, u32)> = file.each(stop).filter(|e| e.on >= from).map(|e| (e.on, e.seq)).collect();
    stops.sort();
    let mut out = Vec::new();
    for (stopped, _) in stops {
        let resumed = goes.iter().position(|g| *g >= stopped).map(|i| goes.remove(i));
        out.push((stopped, resumed.or(met)));
    }
    out
}
