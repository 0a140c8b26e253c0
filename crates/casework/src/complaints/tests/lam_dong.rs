//! Lâm Đồng 2023, from papers to the form: 274 complaints settled = 11 right + 10 partly
//! right + 74 withdrawn + 179 wrong (published figures), made as cases one by one.

use super::super::*;
use crate::Role;
use crate::fields::UnitCode;
use crate::procedure::{open, postings, record};
use crate::reports::{Sheet, Sums, fill, rows, totals_of};
use crate::units::Tree;
use law::{AgencyKind, Law, clock};
use serde_json::json;

/// How a generated complaint ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Decided(&'static str),
    Withdrawn,
    Running,
}

fn entry(kind: ActKind, on: Date, by: Role, facts: &serde_json::Value) -> Entry {
    let act = Act::read(kind, facts).unwrap_or_else(|e| panic!("{kind:?} {e:?}"));
    Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act }
}

/// A complaint received on its day, accepted, verified and ended, all by the law's own gate.
fn life(number: usize, received: Date, end: End) -> Case {
    let law = Law::shipped();
    let at = |n: i64| clock::plus_days(received, n);
    let receipt = json!({"title": "T", "instance": "first", "against": "administrative_decision",
        "level": "commune_chair", "field": "land"});
    let first = entry(ActKind::ComplaintReceipt, received, Role::Officer, &receipt);
    let unit = UnitCode("68.TT".into());
    let mut case =
        open::<Complaint>(&format!("KN-{number}"), unit, AgencyKind::Prov, None, first, law, Date::MAX).unwrap().case;
    let mut step = |kind: ActKind, n: i64, by: Role, facts: serde_json::Value| {
        case = record(&case, entry(kind, at(n), by, &facts), law, Date::MAX).unwrap_or_else(|no| panic!("{no}")).case;
    };
    step(ActKind::ComplaintAcceptance, 5, Role::Head, json!({}));
    match end {
        End::Running => {}
        End::Withdrawn => {
            step(
                ActKind::ComplaintWithdrawal,
                15,
                Role::Citizen,
                json!({"extent": "whole", "withdrawn_by": "letter", "is_signed": true}),
            );
            step(ActKind::ComplaintTermination, 17, Role::Head, json!({"stop_ground": "withdrawn"}));
        }
        End::Decided(outcome) => {
            step(ActKind::VerificationReport, 20, Role::Verifier, json!({}));
            // Every nineteenth of them comes after its thirty days.
            let took = if number.is_multiple_of(20) { 60 } else { 28 };
            step(ActKind::ComplaintDecision, took, Role::Head, json!({"outcome": outcome, "execution": "nothing"}));
        }
    }
    case
}

fn filled(form: &str, cases: &[Case]) -> Sheet {
    let law = Law::shipped();
    let period = law.period("2023-y").unwrap();
    let ledger: Vec<(String, Posting)> =
        cases.iter().flat_map(|case| postings(case, law).into_iter().map(|(_, p)| (case.unit.0.clone(), p))).collect();
    let rows = rows(Tree::shipped(), "68", period.until).unwrap();
    let (totals, items) = totals_of(&ledger, period.from, period.until);
    {
        let form = law.form(form, period.until).unwrap();
        fill(form, &rows, &Sums::new(form, &period, totals.clone(), items.clone()), &period, 1)
    }
}

#[test]
fn lam_dong_2023_foots_from_papers_to_the_form() {
    let ends = [
        (End::Decided("right"), 11),
        (End::Decided("partly"), 10),
        (End::Decided("wrong"), 179),
        (End::Withdrawn, 74),
        (End::Running, 12),
    ];
    let mut cases: Vec<Case> = Vec::new();
    for (end, count) in ends {
        for _ in 0..count {
            let n = cases.len();
            // The first forty were accepted in the year before and carried over.
            let carried = n < 40;
            let received = if carried { jiff::civil::date(2022, 12, 1) } else { jiff::civil::date(2023, 1, 9) };
            let spread = if carried { n as i64 % 7 } else { n as i64 };
            cases.push(life(n, clock::plus_days(received, spread), end));
        }
    }
    let sheet = filled("01/KQGQ", &cases);
    let of = |column: &str| sheet.total_of(column).unwrap();
    assert_eq!(["20", "22", "6", "21"].map(of), [11, 10, 74, 179]);
    assert_eq!(of("5") + of("6"), 274);
    assert_eq!(["1", "2", "3", "4"].map(of), [286, 40, 246, 286]);
    assert_eq!(of("25") + of("26"), 200);
    assert_eq!(of("26"), 10, "what was decided after its thirty days");
    assert_eq!(sheet.findings, []);
}
