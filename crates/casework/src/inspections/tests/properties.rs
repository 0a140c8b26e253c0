//! What must hold of every case there can be, tried on random ones.

use super::super::*;
use crate::fields::UnitCode;
use crate::procedure::refusals as common;
use crate::{Posting, Role};
use jiff::civil::Date;
use law::{AgencyKind, Law, clock};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One step of a random case: which act, how many days later, how large its figures.
type Step = (usize, i64, u32);

fn facts(kind: ActKind, n: u32, last: u32) -> Value {
    let target = n % (last + 1);
    let complexity = ["complex", "specially_complex", "remote"][(n % 3) as usize];
    let ground = ["force_majeure", "urgent_task", "entity_request"][(n % 3) as usize];
    let finding = json!({"violation": n * 1_000, "to_recover": n * 600, "other": n * 400, "persons": n % 5});
    match kind {
        ActKind::Decision => json!({"title": "again", "class": "administrative", "manner": "planned"}),
        ActKind::SupervisionAssignment => json!({"supervisor": "S"}),
        ActKind::DocumentReceipt => json!({"documents": "d"}),
        ActKind::Measure => json!({"measure": "inventory", "recovered": n}),
        ActKind::Penalty => json!({"organisations": n % 4, "fined_organisations": n * 10, "paid": n}),
        ActKind::CrimeTransfer => json!({"cases": n % 3, "persons": n % 7}),
        ActKind::PlanAmendment | ActKind::Explanation => json!({"summary": "s"}),
        ActKind::TeamChange => json!({"ground": "g", "team": [{"name": "B", "role": "leader", "rank": "senior"}]}),
        ActKind::Extension => json!({"ground": "g", "complexity": complexity, "days": n % 100}),
        ActKind::Suspension => json!({"ground": ground}),
        ActKind::Termination => {
            json!({"ground": "overlap", "extent": if n.is_multiple_of(2) { "whole" } else { "part" }})
        }
        ActKind::ReservedOpinion => json!({"person": "C", "opinion": "o"}),
        ActKind::Appraisal => json!({"appraiser": "D"}),
        ActKind::Consultation => json!({"body": "E"}),
        ActKind::Conclusion => json!({"partial": n.is_multiple_of(3), "findings": [finding]}),
        ActKind::ConclusionCorrection => json!({"target": target, "ground": "g", "findings": [finding]}),
        ActKind::Publication => json!({"channels": [{"channel": "portal"}, {"channel": "meeting"}]}),
        ActKind::Recovery => json!({"recovered": n, "fines_paid": n % 9}),
        ActKind::Rectification => json!({"target": target, "ground": "g", "facts": "{}"}),
        ActKind::Annulment => json!({"target": target, "ground": "g"}),
        _ => json!({}),
    }
}

fn entry(kind: ActKind, on: Date, by: Role, facts: &Value) -> Entry {
    let act = Act::read(kind, facts).unwrap();
    Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act }
}

fn opened(agency: AgencyKind, day: i64) -> Option<Outcome> {
    let law = Law::shipped();
    let on = clock::plus_days(jiff::civil::date(2021, 12, 1), day);
    let regime = Regime::from_word(&law.regime_for(on)?.id)?;
    let class = if regime == Regime::Ltt2025 { "single" } else { "administrative" };
    let decision = json!({"title": "T", "class": class, "manner": "planned", "field": "đất đai",
        "subjects": [{"name": "A", "id": "1"}], "team": [{"name": "B", "role": "leader", "rank": "senior"}]});
    let by = procedure::of(regime).act(ActKind::Decision)?.by;
    let decision = entry(ActKind::Decision, on, by, &decision);
    open("1", UnitCode("31.TT".into()), agency, None, decision, law, Date::MAX).ok()
}

/// Records what the law lets in of these steps, handing each outcome to `look`.
fn play(agency: AgencyKind, day: i64, steps: &[Step], mut look: impl FnMut(&Case, &Outcome)) -> Option<Case> {
    let mut case = opened(agency, day)?.case;
    for (which, after, n) in steps {
        let kind = choose(&case, *which);
        let Some(rule) = procedure::of(case.regime).act(kind) else { continue };
        let last = case.acts.last().unwrap();
        let on = clock::plus_days(last.on, *after);
        let entry = entry(kind, on, rule.by, &facts(kind, *n, last.seq));
        if let Ok(outcome) = record(&case, entry, Law::shipped(), Date::MAX) {
            look(&case, &outcome);
            case = outcome.case;
        }
    }
    Some(case)
}

/// The acts every inspection goes through, so that random cases go far.
const THREAD: &[ActKind] = &[
    ActKind::Announcement,
    ActKind::Extension,
    ActKind::Suspension,
    ActKind::Resumption,
    ActKind::OnsiteEnd,
    ActKind::TeamReport,
    ActKind::DraftingAssignment,
    ActKind::Draft,
    ActKind::Appraisal,
    ActKind::Conclusion,
    ActKind::Publication,
    ActKind::Recovery,
    ActKind::FollowUpClose,
];

/// Half of the steps go on with the thread, a third try any act the law permits
/// next, the rest try anything.
fn choose(case: &Case, which: usize) -> ActKind {
    let next: Vec<ActKind> = permitted(case, Law::shipped(), Date::MAX).iter().map(|p| p.kind).collect();
    let done = |kind: &ActKind| case.acts.iter().any(|e| e.act.kind() == *kind);
    let thread = THREAD.iter().find(|k| next.contains(k) && !done(k));
    match (which % 6, thread) {
        (0..3, Some(kind)) => *kind,
        (3..5, _) if !next.is_empty() => next[which / 6 % next.len()],
        _ => ActKind::ALL[which / 6 % ActKind::ALL.len()],
    }
}

/// Sums by everything that a sheet can tell apart.
fn sums(postings: impl Iterator<Item = Posting>) -> BTreeMap<(String, Date, String, String), i64> {
    let mut out = BTreeMap::new();
    for p in postings {
        *out.entry((p.indicator, p.day, p.class, p.item)).or_default() += p.quantity;
    }
    out.retain(|_, quantity| *quantity != 0);
    out
}

fn agencies() -> impl Strategy<Value = AgencyKind> {
    prop::sample::select(vec![AgencyKind::Gi, AgencyKind::Prov, AgencyKind::Dept, AgencyKind::Cipher])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0usize..1_000, -3i64..25, 0u32..1_000), 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    /// A case stands in the funnel of a period exactly where a sheet counts it as carried out.
    #[test]
    fn the_funnel_holds_what_the_sheet_counts(
        agency in agencies(), day in 0i64..1_700, steps in steps(), from in 0i64..1_900, length in 0i64..400
    ) {
        let from = clock::plus_days(jiff::civil::date(2021, 12, 1), from);
        let until = clock::plus_days(from, length);
        let Some(case) = play(agency, day, &steps, |_, _| {}) else { return Ok(()) };
        let kept: Vec<String> = case.acts.iter().map(|e| crate::procedure::ActFacts::as_facts(&e.act).to_string()).collect();
        let seen = case.acts.iter().zip(&kept).map(|(e, facts)| {
            let asked = funnel::READ.contains(&e.act.kind());
            funnel::Seen { seq: e.seq, kind: e.act.kind(), on: e.on, facts: if asked { facts } else { "" } }
        });
        let seen: Vec<funnel::Seen> = seen.filter(|s| funnel::KINDS.contains(&s.kind)).collect();
        let counted: i64 = postings(&case, Law::shipped())
            .iter()
            .filter(|(_, p)| match p.indicator.as_str() {
                indicators::OPEN => p.day < from,
                indicators::LAUNCHED => from <= p.day && p.day <= until,
                _ => false,
            })
            .map(|(_, p)| p.quantity)
            .sum();
        let came = funnel::came(&seen, from, until);
        prop_assert_eq!(i64::from(came.is_some()), counted, "{:?}", case.acts);
        let is_concluded = effective(&case.acts).iter().any(|e| e.act.kind() == ActKind::Conclusion && e.on <= until);
        prop_assert!(came.is_none_or(|c| (c.stage >= funnel::Stage::Concluded) >= is_concluded));
    }

    /// What was written act by act is what a whole new derivation gives.
    #[test]
    fn re_derivation_is_stable(agency in agencies(), day in 0i64..1_700, steps in steps()) {
        let law = Law::shipped();
        let mut written: Vec<(u32, Posting)> = Vec::new();
        let case = play(agency, day, &steps, |_, outcome| {
            let seq = outcome.case.acts.last().unwrap().seq;
            written.extend(outcome.new_postings.iter().map(|p| (seq, p.clone())));
            assert_eq!(outcome.deadlines, deadlines(&outcome.case, law));
            assert_eq!(outcome.standing, standing(&outcome.case));
        });
        if let Some(case) = case {
            prop_assert_eq!(written, postings(&case, law));
        }
    }

    /// An act and its annulment leave no figure behind.
    #[test]
    fn recorded_and_annulled_is_zero(agency in agencies(), day in 0i64..1_700, steps in steps()) {
        play(agency, day, &steps, |before, outcome| {
            let last = outcome.case.acts.last().unwrap();
            let rule = procedure::of(before.regime).act(ActKind::Annulment).unwrap();
            let facts = json!({"target": last.seq, "ground": "g"});
            let annulment = entry(ActKind::Annulment, last.on, rule.by, &facts);
            if let Ok(undone) = record(&outcome.case, annulment, Law::shipped(), Date::MAX) {
                let both = outcome.new_postings.iter().chain(&undone.new_postings).cloned();
                assert!(sums(both).is_empty(), "{:?}", last.act.kind());
                assert_eq!(standing(before), undone.standing);
                assert_eq!(deadlines(before, Law::shipped()), undone.deadlines);
            }
        });
    }

    /// What a page offers as the next act is not refused for its place in the order.
    #[test]
    fn what_is_permitted_keeps_the_order(agency in agencies(), day in 0i64..1_700, steps in steps()) {
        let Some(case) = play(agency, day, &steps, |_, _| {}) else { return Ok(()) };
        let on = case.acts.iter().map(|e| e.on).max().unwrap();
        let last = case.acts.last().unwrap().seq;
        for next in permitted(&case, Law::shipped(), on) {
            for by in std::iter::once(&next.by).chain(next.also) {
                let entry = entry(next.kind, on, *by, &facts(next.kind, 7, last));
                if let Err(no) = record(&case, entry, Law::shipped(), on) {
                    let order = [
                        common::NOT_IN_PROCEDURE,
                        common::WRONG_SIGNER,
                        common::BEFORE_PREDECESSOR,
                        common::DATED_BEFORE_PREDECESSOR,
                        common::TOO_LATE,
                        common::ALREADY_DONE,
                        refusals::ALREADY_CONCLUDED,
                        refusals::CASE_TERMINATED,
                        refusals::CASE_SUSPENDED,
                        refusals::NOT_SUSPENDED,
                        refusals::ALREADY_PUBLISHED,
                    ];
                    prop_assert!(!order.contains(&no.code), "{:?}: {no}", next.kind);
                }
            }
        }
    }

    /// An extension or a pause never brings the end of the inspection nearer.
    #[test]
    fn longer_is_never_shorter(agency in agencies(), day in 0i64..1_700, steps in steps()) {
        let end = |case: &Case| {
            deadlines(case, Law::shipped()).into_iter().find(|d| d.rule == "duration").map(|d| d.due.bare)
        };
        play(agency, day, &steps, |before, outcome| {
            let kind = outcome.case.acts.last().unwrap().act.kind();
            if matches!(kind, ActKind::Extension | ActKind::Suspension | ActKind::Resumption) {
                assert!(end(&outcome.case) >= end(before), "{kind:?}");
            }
        });
    }
}
