//! What must hold of every petition there can be, tried on random ones.

use super::super::acts::*;
use super::super::*;
use crate::Role;
use crate::fields::UnitCode;
use crate::procedure::{ActFacts, deadlines, open, permitted, postings, record, refusals as common};
use crate::reports::between;
use crate::reports::desk_tests::{filled, fits_indicator};
use law::{AgencyKind, Law, clock};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Which act, how many days later, what it says.
pub(super) type Step = (usize, i64, u32);

pub(super) fn entry(kind: ActKind, on: Date, by: Role, facts: &Value) -> Entry {
    Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act: Act::read(kind, facts).unwrap() }
}

fn facts(kind: ActKind, n: u32, last: u32) -> Value {
    let target = n % (last + 1);
    let n = n as usize;
    let word = |words: &[&'static str]| words[n % words.len()];
    match kind {
        ActKind::Receipt => json!({"title": "again", "source": "post"}),
        ActKind::Eligibility if n.is_multiple_of(3) => json!({"fitness": "not_eligible", "unfit": word(Unfit::WORDS)}),
        ActKind::Eligibility => json!({"fitness": "eligible"}),
        ActKind::Classification => json!({"kind": word(PetitionKind::WORDS), "field": word(MatterField::WORDS),
            "competence": Competence::WORDS[n / 3 % 2], "settled": Settled::WORDS[n / 2 % 6]}),
        ActKind::Split => json!({"parts": [{"title": "a", "kind": "complaint"}, {"title": "b", "kind": "feedback"}]}),
        ActKind::AnswerLetter => json!({"answer_kind": word(AnswerKind::WORDS)}),
        ActKind::Guidance | ActKind::Transfer | ActKind::Urging | ActKind::Reminder => json!({"body": "B"}),
        ActKind::AcceptanceProposal => json!({"serious_error": n.is_multiple_of(2)}),
        ActKind::ResultNotice => json!({"told": word(Told::WORDS)}),
        ActKind::ReplyReceived => json!({"body": "B", "reply_kind": word(ReplyKind::WORDS)}),
        ActKind::Rectification => json!({"target": target, "ground": "g", "facts": "{}"}),
        ActKind::Annulment => json!({"target": target, "ground": "g"}),
        _ => json!({}),
    }
}

fn opened(day: i64, n: u32) -> Case {
    let on = clock::plus_days(jiff::civil::date(2023, 10, 1), day);
    let source = Source::WORDS[n as usize % Source::WORDS.len()];
    let facts = json!({"title": "T", "source": source, "source_body": "Báo mô phỏng", "people_count": n % 4 + 1,
        "matter": (n.is_multiple_of(5)).then_some("D-0")});
    let first = entry(ActKind::Receipt, on, Role::Officer, &facts);
    let unit = UnitCode("31.TT".into());
    open::<Petition>("D-1", unit, AgencyKind::Prov, None, first, Law::shipped(), Date::MAX).unwrap().case
}

/// Half of the steps are what the law permits next, the rest anything.
fn play(day: i64, n: u32, steps: &[Step], mut look: impl FnMut(&Case, &crate::procedure::Outcome<Petition>)) -> Case {
    let mut case = opened(day, n);
    for (which, after, n) in steps {
        let next: Vec<ActKind> = permitted(&case, Law::shipped(), Date::MAX).iter().map(|p| p.kind).collect();
        let kind = match which % 2 {
            0 if !next.is_empty() => next[which / 2 % next.len()],
            _ => ActKind::ALL[which / 2 % ActKind::ALL.len()],
        };
        let Some(rule) = procedure::of(case.regime).act(kind) else { continue };
        let last = case.acts.last().unwrap();
        let next = entry(kind, clock::plus_days(last.on, *after), rule.by, &facts(kind, *n, last.seq));
        if let Ok(outcome) = record(&case, next, Law::shipped(), Date::MAX) {
            look(&case, &outcome);
            case = outcome.case;
        }
    }
    case
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..1_000_usize, 0..20_i64, 0..40_u32), 0..10)
}

/// Ways for which a form has no column are findings by design: suggestions and denunciations
/// guided, complaints passed on, petitions returned.
fn has_a_column(line: &crate::Posting) -> bool {
    !matches!(
        (line.class.as_str(), line.manner.as_str()),
        ("complaint", "transferred") | ("denunciation" | "feedback", "guided" | "returned")
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    /// What was told act by act is what the whole case says; a posting carries words its
    /// indicator knows; an act with its annulment leaves no figure, and no clock moved.
    #[test]
    fn figures_and_clocks_follow_the_acts(day in 0..900_i64, n in 0..60_u32, steps in steps()) {
        let mut told = Vec::new();
        let case = play(day, n, &steps, |before, outcome| {
            told.extend(outcome.new_postings.clone());
            let last = outcome.case.acts.last().unwrap();
            let facts = json!({"target": last.seq, "ground": "g"});
            let undo = entry(ActKind::Annulment, last.on, Role::Head, &facts);
            if last.act.mends().is_some() {
                return;
            }
            let Ok(undone) = record(&outcome.case, undo, Law::shipped(), Date::MAX) else { return };
            let mut sum = std::collections::BTreeMap::new();
            for mut line in outcome.new_postings.iter().chain(&undone.new_postings).cloned() {
                let quantity = std::mem::take(&mut line.quantity);
                *sum.entry(line).or_insert(0) += quantity;
            }
            assert!(sum.values().all(|n| *n == 0), "{:?}", last.act.kind());
            assert_eq!(standing::standing(before), undone.standing);
            assert_eq!(deadlines(before, Law::shipped()), undone.deadlines);
        });
        let all: Vec<_> = postings(&case, Law::shipped()).into_iter().map(|(_, p)| p).collect();
        prop_assert_eq!(&all[all.len() - told.len()..], &told[..]);
        for line in &all {
            prop_assert_eq!(fits_indicator(line), Ok(()));
        }
        let open: i64 = all.iter().filter(|p| p.indicator == "petition.open").map(|p| p.quantity).sum();
        prop_assert!((0..=1).contains(&open));
    }

    /// Whatever petitions come, every identity of 01–04/XLD and 02/TCD holds under both
    /// circulars, forms agree, and what one period leaves the next carries over.
    #[test]
    fn the_forms_foot(lives in proptest::collection::vec((0..300_i64, 0..60_u32, steps()), 0..16)) {
        let cases = lives.iter().map(|(day, n, steps)| postings(&play(*day, *n, steps, |_, _| {}), Law::shipped()));
        let cases = cases.filter(|lines| lines.iter().all(|(_, p)| has_a_column(p)));
        let ledger: Vec<_> = cases.flatten().map(|(_, p)| ("31.TT".to_owned(), p)).collect();
        for period in ["2023-y", "2024-q1", "2024-q2", "2024-6m"] {
            let set: Vec<_> =
                ["01/XLD", "02/XLD", "03/XLD", "04/XLD", "02/TCD"].map(|form| filled(form, "31", period, &ledger)).into();
            for sheet in &set {
                prop_assert!(sheet.findings.is_empty(), "{period} {} {:?}", sheet.form.id, sheet.findings);
            }
            prop_assert_eq!(between(&set), vec![]);
        }
        let of = |period: &str, column: &str| filled("01/XLD", "31", period, &ledger).total_of(column);
        prop_assert_eq!(of("2024-q1", "5"), of("2024-q2", "2"));
    }

    /// What a page offers as the next act is not refused for its place in the order.
    #[test]
    fn what_is_permitted_keeps_the_order(day in 0..900_i64, n in 0..60_u32, steps in steps()) {
        let case = play(day, n, &steps, |_, _| {});
        let on = case.acts.iter().map(|e| e.on).max().unwrap();
        for next in permitted(&case, Law::shipped(), on) {
            let attempt = entry(next.kind, on, next.by, &facts(next.kind, 1, 1));
            if let Err(no) = record(&case, attempt, Law::shipped(), on) {
                let order = [common::BEFORE_PREDECESSOR, common::TOO_LATE, common::ALREADY_DONE, common::WRONG_SIGNER,
                    refusals::GUIDED_ONCE, refusals::NOT_ELIGIBLE_KEPT, refusals::ARCHIVE_ELIGIBLE,
                    refusals::OUTSIDE_COMPETENCE, refusals::NOTHING_TO_RETURN, refusals::COMPLAINT_NOT_TRANSFERRED];
                prop_assert!(!order.contains(&no.code), "{:?}: {no}", next.kind);
            }
        }
    }
}
