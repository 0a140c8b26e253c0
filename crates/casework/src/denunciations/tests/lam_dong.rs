//! Lâm Đồng 2023: 105 denunciations settled = 9 right + 15 partly right + 11 withdrawn
//! in full + 70 wrong, out of cases run through the procedure, not out of postings.

use super::super::acts::{Act, ActKind};
use super::super::{Case, Denunciation, Entry, procedure};
use crate::Posting;
use crate::fields::UnitCode;
use crate::procedure::{open, record};
use crate::reports::{Sums, fill, rows, totals_of};
use crate::units::Tree;
use jiff::civil::Date;
use law::{AgencyKind, Law, clock};
use serde_json::{Value, json};

const UNIT: &str = "68.TT";

fn entry(kind: ActKind, on: Date, facts: &Value) -> Entry {
    let by = procedure::of(super::super::Regime::Ltc2018).act(kind).unwrap().by;
    Entry { seq: 0, on, by, number: String::new(), signer: String::new(), act: Act::read(kind, facts).unwrap() }
}

/// One case: accepted, verified and ended by the last act.
fn life(n: i64, last: ActKind, facts: &Value) -> Case {
    let law = Law::shipped();
    let on = clock::plus_days(Date::constant(2023, 1, 3), n * 2);
    let receipt = json!({"title": "Về việc quản lý đất đai", "denouncers": [{"denouncer": "a"}], "field": "land"});
    let unit = UnitCode(UNIT.into());
    let first = entry(ActKind::Receipt, on, &receipt);
    let mut case =
        open::<Denunciation>(&format!("{n}/2023"), unit, AgencyKind::Prov, None, first, law, Date::MAX).unwrap().case;
    let conditions = json!({"form_met": true, "capacity_met": true, "competence_met": true, "basis_met": true});
    let mut then = vec![
        (ActKind::Acceptance, 7, conditions),
        (ActKind::VerificationAssignment, 8, json!({"assignee": "Thanh tra tỉnh"})),
    ];
    if last == ActKind::Termination {
        then.push((ActKind::Withdrawal, 20, json!({"withdrawn_extent": "whole"})));
    }
    then.push((last, 30, facts.clone()));
    for (kind, after, facts) in then {
        case = record(&case, entry(kind, clock::plus_days(on, after), &facts), law, Date::MAX).unwrap().case;
    }
    case
}

#[test]
fn denunciations_of_lam_dong_2023_foot_end_to_end() {
    let outcomes = [(9, "right"), (15, "partly"), (70, "wrong")];
    let mut lives: Vec<(ActKind, Value)> = Vec::new();
    for (times, outcome) in outcomes {
        lives.extend((0..times).map(|_| (ActKind::Conclusion, json!({ "finding": outcome }))));
    }
    lives.extend((0..11).map(|_| (ActKind::Termination, json!({"end_ground": "withdrawn"}))));
    assert_eq!(lives.len(), 105);
    let law = Law::shipped();
    let mut ledger: Vec<(String, Posting)> = Vec::new();
    for (n, (last, facts)) in (1..).zip(&lives) {
        let case = life(n, *last, facts);
        ledger.extend(crate::procedure::postings(&case, law).into_iter().map(|(_, p)| (UNIT.to_owned(), p)));
    }
    let period = law.period("2023-y").unwrap();
    let filled = |form: &str| {
        let rows = rows(Tree::shipped(), "68", period.until).unwrap();
        let (totals, items) = totals_of(&ledger, period.from, period.until);
        {
            let form = law.form(form, period.until).unwrap();
            fill(form, &rows, &Sums::new(form, &period, totals.clone(), items.clone()), &period, 1)
        }
    };
    let settled = filled("03/KQGQ");
    let column = |id: &str| settled.total_of(id).unwrap();
    // Settled 105 = 94 with a conclusion + 11 withdrawn; right 9, wrong 70, partly 15; all in time.
    assert_eq!(["6", "7", "9", "24", "26", "28", "30", "31"].map(column), [105, 94, 11, 9, 70, 15, 105, 0]);
    assert_eq!(["1", "2", "3", "4", "5"].map(column), [105, 0, 105, 105, 0]);
    let failing: Vec<&str> = settled.findings.iter().filter(|f| f.is_total).map(|f| f.check.as_str()).collect();
    // The identity that the form prints cannot hold with withdrawn ones: worth a look, no more.
    assert_eq!(failing, ["6=24+26+28"]);
    let executed = filled("04/KQGQ");
    // Right and partly right conclusions wait to be carried out.
    assert_eq!([executed.total_of("1"), executed.total_of("2")], [Some(24), Some(0)]);
    assert!(executed.findings.is_empty());
}
