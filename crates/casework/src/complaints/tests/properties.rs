//! What must hold of every complaint there can be, tried on random ones.

use super::super::*;
use crate::Role;
use crate::fields::UnitCode;
use crate::procedure::refusals as common;
use crate::procedure::{Outcome, deadlines, open, permitted, postings, record};
use law::{AgencyKind, Law, clock};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One step of a random case: which act, how many days later, how large its figures.
type Step = (usize, i64, u32);

fn facts(kind: ActKind, n: u32, last: u32, second: bool) -> Value {
    use ActKind::*;
    let target = n % (last + 1);
    match kind {
        ComplaintReceipt => receipt(n, second),
        ComplaintRefusal => json!({"refusal_ground": "unsigned", "reason": "r"}),
        ComplaintVerification => json!({"verifier": "V"}),
        WorkingMinutes => json!({"with": "W"}),
        EvidenceRequest => json!({"addressee": "A", "documents": "d"}),
        HandoverMinutes => json!({"documents": "d"}),
        AssessmentRequest => json!({"assessor": "A", "scope": "s"}),
        AssessmentResult => json!({"summary": "s"}),
        ComplexityFinding => json!({"criteria": [{"criterion": "several_places"}], "reason": "r"}),
        StayDecision => json!({"contested": "c", "reason": "r"}),
        StayLifting => json!({"reason": "r"}),
        ComplaintSuspension => json!({"pause_ground": "force_majeure"}),
        VerificationReport => json!({"differs": n.is_multiple_of(2)}),
        DialogueInvitation => json!({"meeting_on": "2027-06-01"}),
        Dialogue => {
            let who = ["present", "absent", "excused"][(n % 3) as usize];
            json!({"complainant": who})
        }
        ComplaintWithdrawal => {
            json!({"extent": if n.is_multiple_of(3) { "whole" } else { "part" }, "withdrawn_by": "letter", "is_signed": true})
        }
        ComplaintTermination => json!({"stop_ground": if n.is_multiple_of(2) { "withdrawn" } else { "nothing_left" }}),
        ComplaintDecision => {
            let outcome = if second {
                ["upheld", "changed"][(n % 2) as usize]
            } else {
                ["right", "partly", "wrong"][(n % 3) as usize]
            };
            json!({"outcome": outcome, "state_money": n * 1_000, "persons_money": n * 10, "persons_land": n % 9,
                "handled_persons": n % 4, "handled_officials": n % 2})
        }
        ComplaintSending => json!({"paper": "decision"}),
        ComplaintPublication => json!({"showings": [{"way": "portal"}]}),
        Lawsuit | CourtAcceptance => json!({"court_name": "T"}),
        CourtJudgment => json!({"judgment": if n.is_multiple_of(2) { "annulled" } else { "dismissed" }}),
        ExecutionProgress => {
            json!({"state_money": n * 700, "persons_money": n, "persons_land": n % 11, "handled_persons": n % 3})
        }
        Rectification => json!({"target": target, "ground": "g", "facts": "{}"}),
        Annulment => json!({"target": target, "ground": "g"}),
        _ => json!({}),
    }
}

fn receipt(n: u32, second: bool) -> Value {
    let mut facts = json!({"title": "T", "instance": "first", "against": "administrative_decision",
        "level": "department_head", "field": "land", "letters": n % 3, "is_remote": n.is_multiple_of(5)});
    if second {
        facts["instance"] = "second".into();
        facts["first_case"] = "7".into();
    }
    if n.is_multiple_of(7) {
        facts["against"] = "disciplinary_decision".into();
    }
    facts
}

fn entry(kind: ActKind, on: Date, by: Role, facts: &Value) -> Entry {
    let act = Act::read(kind, facts).unwrap();
    Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act }
}

fn is_second(case: &Case) -> bool {
    clocks::receipt_of(&case.acts).is_some_and(|r| r.instance == acts::Instance::Second)
}

fn opened(n: u32, day: i64) -> Case {
    let on = clock::plus_days(jiff::civil::date(2024, 1, 2), day);
    let first = entry(ActKind::ComplaintReceipt, on, Role::Officer, &receipt(n, n.is_multiple_of(4)));
    open::<Complaint>("1", UnitCode("31.TT".into()), AgencyKind::Prov, None, first, Law::shipped(), Date::MAX)
        .unwrap()
        .case
}

/// Records what the law lets in of these steps, handing each outcome to `look`.
fn play(n: u32, day: i64, steps: &[Step], mut look: impl FnMut(&Case, &Outcome<Complaint>)) -> Case {
    let mut case = opened(n, day);
    for (which, after, n) in steps {
        let kind = choose(&case, *which);
        let Some(rule) = procedure::of(case.regime).act(kind) else { continue };
        let last = case.acts.last().unwrap();
        let on = clock::plus_days(last.on, *after);
        let entry = entry(kind, on, rule.by, &facts(kind, *n, last.seq, is_second(&case)));
        if let Ok(outcome) = record(&case, entry, Law::shipped(), Date::MAX) {
            look(&case, &outcome);
            case = outcome.case;
        }
    }
    case
}

/// The acts most complaints go through, so that random cases go far.
const THREAD: &[ActKind] = &[
    ActKind::ComplaintAcceptance,
    ActKind::ComplaintSuspension,
    ActKind::ComplaintContinuation,
    ActKind::VerificationReport,
    ActKind::Dialogue,
    ActKind::ComplaintDecision,
    ActKind::ComplaintSending,
    ActKind::ExecutionDirection,
    ActKind::ExecutionProgress,
    ActKind::ExecutionDone,
    ActKind::ComplaintClosing,
];

fn choose(case: &Case, which: usize) -> ActKind {
    let next: Vec<ActKind> = permitted(case, Law::shipped(), Date::MAX).iter().map(|p| p.kind).collect();
    let done = |kind: &ActKind| case.acts.iter().any(|e| e.act.kind() == *kind);
    let thread = THREAD.iter().find(|k| next.contains(k) && !done(k));
    match (which % 6, thread) {
        (0..4, Some(kind)) => *kind,
        (4..5, _) if !next.is_empty() => next[which / 6 % next.len()],
        _ => ActKind::ALL[which / 6 % ActKind::ALL.len()],
    }
}

/// Sums by everything that a sheet can tell apart.
fn sums<'a>(postings: impl Iterator<Item = &'a Posting>) -> BTreeMap<(String, Date, String, String), i64> {
    let mut out = BTreeMap::new();
    for p in postings {
        *out.entry((p.indicator.clone(), p.day, p.class.clone(), p.manner.clone())).or_default() += p.quantity;
    }
    out.retain(|_, quantity| *quantity != 0);
    out
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0usize..1_000, -2i64..30, 0u32..1_000), 1..26)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was written act by act is what a whole new derivation gives; a posting carries
    /// only words its indicator knows; nothing is owed below nothing.
    #[test]
    fn re_derivation_is_stable(n in 0u32..100, day in 0i64..1_000, steps in steps()) {
        let law = Law::shipped();
        let mut written: Vec<(u32, Posting)> = Vec::new();
        let case = play(n, day, &steps, |_, outcome| {
            let seq = outcome.case.acts.last().unwrap().seq;
            written.extend(outcome.new_postings.iter().map(|p| (seq, p.clone())));
            assert_eq!(outcome.deadlines, deadlines(&outcome.case, law));
            assert_eq!(outcome.standing, standing(&outcome.case));
        });
        let derived = postings(&case, law);
        prop_assert_eq!(&written, &derived);
        let mut left: BTreeMap<&str, i64> = BTreeMap::new();
        for (_, p) in &derived {
            let known = law.indicator(&p.indicator).unwrap_or_else(|| panic!("no indicator {}", p.indicator));
            for (word, may) in [(&p.class, &known.class), (&p.manner, &known.manner), (&p.field, &known.field)] {
                prop_assert!(word.is_empty() || may.contains(word), "{}: {word}", p.indicator);
            }
            *left.entry(p.indicator.as_str()).or_default() += p.quantity;
        }
        let stocks = left.iter().filter(|(name, _)| name.contains(".due") || name.contains("open"));
        for (name, quantity) in stocks {
            prop_assert!(*quantity >= 0, "{name} {quantity}");
        }
    }

    /// An act and its annulment leave no figure behind.
    #[test]
    fn recorded_and_annulled_is_zero(n in 0u32..100, day in 0i64..1_000, steps in steps()) {
        play(n, day, &steps, |before, outcome| {
            let last = outcome.case.acts.last().unwrap();
            let rule = procedure::of(before.regime).act(ActKind::Annulment).unwrap();
            let annulment = entry(ActKind::Annulment, last.on, rule.by, &json!({"target": last.seq, "ground": "g"}));
            if let Ok(undone) = record(&outcome.case, annulment, Law::shipped(), Date::MAX) {
                let both = outcome.new_postings.iter().chain(&undone.new_postings);
                assert!(sums(both).is_empty(), "{:?}", last.act.kind());
                assert_eq!(standing(before), undone.standing);
                assert_eq!(deadlines(before, Law::shipped()), undone.deadlines);
            }
        });
    }

    /// What a page offers as the next act is not refused for its place in the order.
    #[test]
    fn what_is_permitted_keeps_the_order(n in 0u32..100, day in 0i64..1_000, steps in steps()) {
        let case = play(n, day, &steps, |_, _| {});
        let on = case.acts.iter().map(|e| e.on).max().unwrap();
        let last = case.acts.last().unwrap().seq;
        for next in permitted(&case, Law::shipped(), on) {
            for by in std::iter::once(&next.by).chain(next.also) {
                let entry = entry(next.kind, on, *by, &facts(next.kind, 7, last, is_second(&case)));
                if let Err(no) = record(&case, entry, Law::shipped(), on) {
                    let order = [
                        common::NOT_IN_PROCEDURE,
                        common::WRONG_SIGNER,
                        common::BEFORE_PREDECESSOR,
                        common::DATED_BEFORE_PREDECESSOR,
                        common::TOO_LATE,
                        common::ALREADY_DONE,
                        refusals::COMPLAINT_REFUSED,
                        refusals::COMPLAINT_WITHDRAWN,
                        refusals::SETTLEMENT_TERMINATED,
                        refusals::SETTLEMENT_SUSPENDED,
                        refusals::SETTLEMENT_NOT_SUSPENDED,
                        refusals::COMPLAINT_CLOSED,
                        refusals::NOT_STAYED,
                        refusals::SECOND_IS_LAST,
                        refusals::STILL_RUNNING,
                        refusals::APPEALED,
                    ];
                    prop_assert!(!order.contains(&no.code), "{:?}: {no}", next.kind);
                }
            }
        }
    }

    /// A finding of complexity or a pause never brings the end of the settlement nearer.
    #[test]
    fn longer_is_never_shorter(n in 0u32..100, day in 0i64..1_000, steps in steps()) {
        let law = Law::shipped();
        let end = |case: &Case| {
            let all = deadlines(case, law);
            all.into_iter().find(|d| d.rule.starts_with("complaint_settle")).map(|d| d.due.bare)
        };
        play(n, day, &steps, |before, outcome| {
            let kind = outcome.case.acts.last().unwrap().act.kind();
            let longer =
                [ActKind::ComplexityFinding, ActKind::ComplaintSuspension, ActKind::ComplaintContinuation];
            if longer.contains(&kind) {
                assert!(end(&outcome.case) >= end(before), "{kind:?}");
            }
        });
    }
}
