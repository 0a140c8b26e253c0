//! What must hold of every turn there can be, tried on random ones.

use super::super::acts::*;
use super::super::*;
use crate::Role;
use crate::fields::UnitCode;
use crate::petitions::Competence;
use crate::procedure::{ActFacts, open, permitted, postings, record, refusals as common};
use crate::reports::desk_tests::{filled, fits_indicator};
use law::{AgencyKind, Law, clock};
use proptest::prelude::*;
use serde_json::{Value, json};

type Step = (usize, i64, u32);

fn entry(kind: ActKind, on: Date, by: Role, facts: &Value) -> Entry {
    Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act: Act::read(kind, facts).unwrap() }
}

fn facts(kind: ActKind, n: u32, last: u32, on: Date) -> Value {
    let target = n % (last + 1);
    let competence = Competence::WORDS[n as usize % 2];
    let kinds = PetitionKind::WORDS[n as usize % 3];
    match kind {
        ActKind::ReceptionRefusal => json!({"why_refused": WhyRefused::WORDS[n as usize % WhyRefused::WORDS.len()]}),
        ActKind::Classification => json!({"kind": kinds, "field": "land", "competence": competence}),
        ActKind::ToPetition => json!({"petition": "D-1"}),
        ActKind::Guidance | ActKind::Transfer => json!({"body": "B"}),
        ActKind::Appointment => json!({"meeting_on": clock::plus_days(on, i64::from(n % 20)).to_string()}),
        ActKind::HeadConclusion | ActKind::CrowdReport => json!({"summary": "s"}),
        ActKind::ReplyReceived => json!({"body": "B", "reply_kind": "taken_up"}),
        ActKind::Registration => json!({"title": "again", "host": "regular"}),
        ActKind::Rectification => json!({"target": target, "ground": "g", "facts": "{}"}),
        ActKind::Annulment => json!({"target": target, "ground": "g"}),
        _ => json!({}),
    }
}

fn opened(day: i64, n: u32) -> Case {
    let host = Host::WORDS[n as usize % 3];
    let turn = Turn::WORDS[n as usize / 3 % 2];
    let on = clock::plus_days(jiff::civil::date(2023, 11, 1), day);
    let facts = json!({"title": "T", "host": host, "turn": turn, "people_count": n % 13 + 1});
    let first = entry(ActKind::Registration, on, Role::Officer, &facts);
    open::<Reception>("1", UnitCode("31.TT".into()), AgencyKind::Prov, None, first, Law::shipped(), Date::MAX)
        .unwrap()
        .case
}

fn play(day: i64, n: u32, steps: &[Step], mut look: impl FnMut(&Case, &crate::procedure::Outcome<Reception>)) -> Case {
    let mut case = opened(day, n);
    for (which, after, n) in steps {
        let kind = ActKind::ALL[which % ActKind::ALL.len()];
        let Some(rule) = procedure::LTCD2013.act(kind) else { continue };
        let last = case.acts.last().unwrap();
        let on = clock::plus_days(last.on, *after);
        let next = entry(kind, on, rule.by, &facts(kind, *n, last.seq, on));
        if let Ok(outcome) = record(&case, next, Law::shipped(), Date::MAX) {
            look(&case, &outcome);
            case = outcome.case;
        }
    }
    case
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..1_000_usize, 0..5_i64, 0..40_u32), 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    /// What was told act by act is what the whole case says, every posting carries words its
    /// indicator knows, and an act with its annulment leaves nothing.
    #[test]
    fn figures_follow_the_acts(day in 0..900_i64, n in 0..60_u32, steps in steps()) {
        let mut told = Vec::new();
        let case = play(day, n, &steps, |before, outcome| {
            told.extend(outcome.new_postings.clone());
            let last = outcome.case.acts.last().unwrap();
            if last.act.mends().is_none() {
                let facts = json!({"target": last.seq, "ground": "g"});
                let undo = entry(ActKind::Annulment, last.on, Role::Head, &facts);
                if let Ok(undone) = record(&outcome.case, undo, Law::shipped(), Date::MAX) {
                    let mut sum = std::collections::BTreeMap::new();
                    for mut line in outcome.new_postings.iter().chain(&undone.new_postings).cloned() {
                        let quantity = std::mem::take(&mut line.quantity);
                        *sum.entry(line).or_insert(0) += quantity;
                    }
                    assert!(sum.values().all(|n| *n == 0), "{:?}", last.act.kind());
                    assert_eq!(standing::standing(before), undone.standing);
                }
            }
        });
        let all: Vec<_> = postings(&case, Law::shipped()).into_iter().map(|(_, p)| p).collect();
        prop_assert_eq!(&all[all.len() - told.len()..], &told[..]);
        for line in &all {
            prop_assert_eq!(fits_indicator(line), Ok(()));
        }
    }

    /// Whatever turns come, every identity of 01/TCD holds.
    #[test]
    fn the_form_foots(turns in proptest::collection::vec((0..300_i64, 0..60_u32, steps()), 0..12)) {
        let ledger: Vec<_> = turns
            .iter()
            .flat_map(|(day, n, steps)| postings(&play(*day, *n, steps, |_, _| {}), Law::shipped()))
            .map(|(_, p)| ("31.TT".to_owned(), p))
            .collect();
        for period in ["2023-y", "2024-q1", "2024-6m"] {
            let sheet = filled("01/TCD", "31", period, &ledger);
            prop_assert!(sheet.findings.is_empty(), "{period} {:?}", sheet.findings);
        }
    }

    /// What a page offers as the next act is not refused for its place in the order.
    #[test]
    fn what_is_permitted_keeps_the_order(day in 0..900_i64, n in 0..60_u32, steps in steps()) {
        let case = play(day, n, &steps, |_, _| {});
        let on = case.acts.iter().map(|e| e.on).max().unwrap();
        for next in permitted(&case, Law::shipped(), on) {
            let try_ = entry(next.kind, on, next.by, &facts(next.kind, 0, 1, on));
            if let Err(no) = record(&case, try_, Law::shipped(), on) {
                let order = [common::BEFORE_PREDECESSOR, common::TOO_LATE, common::ALREADY_DONE, common::WRONG_SIGNER,
                    refusals::REFUSED, refusals::CONCLUSION_OF_HEAD, refusals::WITHIN];
                prop_assert!(!order.contains(&no.code), "{:?}: {no}", next.kind);
            }
        }
    }
}

/// Turns of one session count one session; another day another.
#[test]
fn a_session_is_counted_once() {
    let on = |day| clock::plus_days(jiff::civil::date(2024, 1, 10), day);
    let ledger: Vec<_> = [(0, "head"), (0, "head"), (7, "head"), (7, "delegated"), (7, "regular")]
        .into_iter()
        .flat_map(|(day, host)| {
            let facts = json!({"title": "T", "host": host});
            let first = entry(ActKind::Registration, on(day), Role::Officer, &facts);
            let unit = UnitCode("31.TT".into());
            let open = open::<Reception>("1", unit, AgencyKind::Prov, None, first, Law::shipped(), Date::MAX);
            open.unwrap().new_postings
        })
        .map(|p| ("31.TT".to_owned(), p))
        .collect();
    let sheet = filled("01/TCD", "31", "2024-q1", &ledger);
    let of = |column| sheet.total_of(column);
    assert_eq!([of("12"), of("13"), of("21"), of("22"), of("4")], [Some(2), Some(3), Some(1), Some(1), Some(1)]);
}

/// Online reception begins with the decree that knows it.
#[test]
fn an_act_of_a_later_decree_is_not_offered_before_it() {
    let case = opened(0, 0);
    let offered = |on: &str| {
        let next = permitted(&case, Law::shipped(), on.parse().unwrap());
        next.iter().any(|p| p.kind == ActKind::OnlineNotice)
    };
    assert!(!offered("2026-06-30") && offered("2026-07-01"));
}
