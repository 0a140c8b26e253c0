//! What must hold of every case there can be, tried on random ones.

use super::super::acts::{Act, ActKind};
use super::super::{Case, Denunciation, Entry, procedure, rules, standing};
use crate::fields::UnitCode;
use crate::procedure::{Outcome, deadlines, open, permitted, postings, record, refusals as common};
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
    let late = n.is_multiple_of(2);
    match kind {
        ActKind::Receipt => {
            json!({"title": "T", "denouncers": [{"denouncer": "a"}], "several_places": n.is_multiple_of(3)})
        }
        ActKind::Acceptance => {
            json!({"form_met": true, "capacity_met": true, "competence_met": true, "basis_met": true})
        }
        ActKind::NotAccepted => json!({"turned_away_ground": "no_basis"}),
        ActKind::Transfer => json!({"body": "b"}),
        ActKind::CrimeTransfer => json!({"cases": n % 3, "persons": n % 7, "entire": late}),
        ActKind::ManagementCheck | ActKind::VerificationAssignment => json!({"assignee": "x"}),
        ActKind::VerificationTeam => json!({"team": [{"name": "x", "team_role": "team_leader"}]}),
        ActKind::WorkingMinutes => json!({"side": "denounced_side"}),
        ActKind::AssessmentRequest => json!({"expert_body": "x"}),
        ActKind::Extension => {
            json!({"complexity": "specially_complex", "many_places": true, "many_bodies": true, "added_days": n % 40})
        }
        ActKind::Suspension => json!({"stay_ground": "assessment"}),
        ActKind::Withdrawal => json!({"withdrawn_extent": if n.is_multiple_of(5) { "whole" } else { "part" }}),
        ActKind::Termination => {
            json!({"end_ground": if n.is_multiple_of(3) { "withdrawn" } else { "denounced_dead" }})
        }
        ActKind::Conclusion => json!({"finding": (["right", "wrong", "partly"][(n % 3) as usize]),
            "to_recover": n * 1_000, "restored_persons": n % 4, "handled_persons": 5, "handled_officials": n % 5}),
        ActKind::ContinuedReview => json!({"review_result": "settle_again"}),
        ActKind::Resettling => json!({"body": "x", "ground": "g"}),
        ActKind::ProtectionRequest => json!({"protects": "job"}),
        ActKind::ProtectionDecision => json!({"granted": late}),
        ActKind::ProtectionEnd => json!({"protection_end_ground": "danger_over"}),
        ActKind::Execution => json!({"recovered": n, "return_done_persons": n % 2, "complete": late}),
        ActKind::Publication => json!({"channels": [{"channel": "portal"}]}),
        ActKind::Rectification => json!({"target": target, "ground": "g", "facts": "{}"}),
        ActKind::Annulment => json!({"target": target, "ground": "g"}),
        _ => json!({}),
    }
}

fn entry(kind: ActKind, on: Date, by: Role, facts: &Value) -> Entry {
    Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act: Act::read(kind, facts).unwrap() }
}

fn opened(day: i64) -> Option<Outcome<Denunciation>> {
    let on = clock::plus_days(jiff::civil::date(2024, 12, 1), day);
    let receipt = entry(ActKind::Receipt, on, Role::Officer, &facts(ActKind::Receipt, 1, 0));
    open("1", UnitCode("31.TT".into()), AgencyKind::Prov, None, receipt, Law::shipped(), Date::MAX).ok()
}

/// Records what the law lets in of these steps, handing each outcome to `look`.
fn play(day: i64, steps: &[Step], mut look: impl FnMut(&Case, &Outcome<Denunciation>)) -> Option<Case> {
    let mut case = opened(day)?.case;
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

/// The acts most denunciations go through, so that random cases go far.
const THREAD: &[ActKind] = &[
    ActKind::Acceptance,
    ActKind::AcceptanceNotice,
    ActKind::VerificationAssignment,
    ActKind::Extension,
    ActKind::Suspension,
    ActKind::Continuation,
    ActKind::Conclusion,
    ActKind::Publication,
    ActKind::Execution,
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
        *out.entry((p.indicator, p.day, p.class, p.manner)).or_default() += p.quantity;
    }
    out.retain(|_, quantity| *quantity != 0);
    out
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0usize..1_000, -2i64..12, 0u32..1_000), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was written act by act is what a whole new derivation gives, and every
    /// posting carries only words its indicator knows.
    #[test]
    fn re_derivation_is_stable(day in 0i64..900, steps in steps()) {
        let law = Law::shipped();
        let mut written: Vec<(u32, Posting)> = Vec::new();
        let case = play(day, &steps, |_, outcome| {
            let seq = outcome.case.acts.last().unwrap().seq;
            written.extend(outcome.new_postings.iter().map(|p| (seq, p.clone())));
            assert_eq!(outcome.deadlines, deadlines(&outcome.case, law));
            assert_eq!(outcome.standing, standing(&outcome.case));
        });
        let Some(case) = case else { return Ok(()) };
        prop_assert_eq!(&written, &postings(&case, law));
        for (_, p) in written {
            let known = law.indicator(&p.indicator).unwrap();
            for (word, may) in [(&p.class, &known.class), (&p.manner, &known.manner), (&p.field, &known.field)] {
                prop_assert!(word.is_empty() || may.contains(word), "{}: {}", p.indicator, word);
            }
        }
    }

    /// An act and its annulment leave no figure behind.
    #[test]
    fn recorded_and_annulled_is_zero(day in 0i64..900, steps in steps()) {
        play(day, &steps, |before, outcome| {
            let last = outcome.case.acts.last().unwrap();
            let rule = procedure::of(before.regime).act(ActKind::Annulment).unwrap();
            let annulment = entry(ActKind::Annulment, last.on, rule.by, &json!({"target": last.seq, "ground": "g"}));
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
    fn what_is_permitted_keeps_the_order(day in 0i64..900, steps in steps()) {
        let Some(case) = play(day, &steps, |_, _| {}) else { return Ok(()) };
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
                        super::super::refusals::STAYED,
                        super::super::refusals::NOT_STAYED,
                        super::super::refusals::EXTENDED_TWICE,
                        super::super::refusals::CONCLUDED_WITHDRAWN,
                        super::super::refusals::ACCEPTED_WITHDRAWN,
                        super::super::refusals::CHECK_WITHOUT_EVIDENCE,
                    ];
                    prop_assert!(!order.contains(&no.code), "{:?}: {no}", next.kind);
                }
            }
        }
    }

    /// An extension or a pause never brings the end nearer; no case has a third extension.
    #[test]
    fn longer_is_never_shorter(day in 0i64..900, steps in steps()) {
        let end = |case: &Case| {
            let all = deadlines(case, Law::shipped());
            all.into_iter().find(|d| d.rule == "denunciation_settle").map(|d| d.due.bare)
        };
        play(day, &steps, |before, outcome| {
            let kind = outcome.case.acts.last().unwrap().act.kind();
            if matches!(kind, ActKind::Extension | ActKind::Suspension | ActKind::Continuation) {
                assert!(end(&outcome.case) >= end(before), "{kind:?}");
            }
            let in_force = super::super::effective(&outcome.case.acts);
            assert!(in_force.iter().filter(|e| e.act.kind() == ActKind::Extension).count() <= 2);
            assert!(rules::stayed_since(&in_force, Date::MAX).is_none() || before.acts.len() > 1);
        });
    }
}
