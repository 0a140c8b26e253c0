//! Then and now: the total is the same however the country is organised, and nothing is
//! counted twice or lost on the way.

use super::desk_tests::Ledger;
use super::*;
use crate::postings::Posting;
use crate::units::Tree;
use jiff::civil::{Date, date};
use law::Law;
use proptest::prelude::*;
use std::collections::BTreeMap;

const THEN: Date = date(2023, 6, 14);
const NOW: Date = date(2025, 7, 1);

fn tree() -> &'static Tree {
    Tree::shipped()
}

fn sheet(rows: &Rows, ledger: &[(String, Posting)]) -> Sheet {
    let law = Law::shipped();
    let period = law.period("2023-6m").unwrap();
    let of = ledger.iter().filter(|(unit, _)| rows.row(unit).is_some()).cloned().collect::<Vec<_>>();
    let (totals, items) = totals_of(&of, period.from, period.until);
    let form = law.form("01/TTr", period.until).unwrap();
    fill(form, rows, &Sums::new(form, &period, totals, items), &period, 1)
}

fn money(unit: &str, n: i64) -> (String, Posting) {
    let posting = Posting {
        indicator: "inspection.violation.money".into(),
        day: date(2023, 3, 3),
        class: "administrative".into(),
        manner: "planned".into(),
        field: String::new(),
        item: String::new(),
        quantity: n,
        about: 1,
    };
    (unit.to_owned(), posting)
}

#[test]
fn every_unit_there_ever_was_is_counted_in_one_province_of_today() {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for top in tree().children("VN", NOW) {
        for code in rows(tree(), &top.code.0, NOW).unwrap().codes() {
            seen.entry(code.to_owned()).or_default().push(top.code.0.clone());
        }
    }
    for unit in tree().descendants("VN", THEN) {
        let homes = seen.get(&unit.code.0).cloned().unwrap_or_default();
        let expected = usize::from(unit.code.0 != "VN");
        assert_eq!(homes.len(), expected, "{} {}: {homes:?}", unit.code.0, unit.name);
    }
}

#[test]
fn hai_phong_of_today_is_hai_phong_and_hai_duong_of_then() {
    let ledger = [money("31.TT", 5), money("303.TT", 7), money("30.TT", 11), money("288.TT", 13), money("22.TT", 17)];
    let of = |unit: &str, on: Date| {
        let rows = rows_until(tree(), unit, on, THEN).unwrap();
        sheet(&rows, &ledger).total_of("8").unwrap()
    };
    assert_eq!((of("31", THEN), of("30", THEN), of("31", NOW)), (12, 24, 36));
    let names: Vec<&str> = tree().formerly("31", NOW, THEN).iter().map(|u| u.code.0.as_str()).collect();
    assert_eq!(names, ["31", "30"]);
    assert_eq!(tree().formerly("VN", NOW, THEN).len(), 1);
    let now = rows(tree(), "VN", NOW).unwrap();
    let filled = sheet(&now, &ledger);
    assert_eq!((filled.cell("31", "8"), filled.cell("30", "8")), (Some(36), None));
    let bridge = bridge(tree(), &now, NOW, THEN);
    let spans = sheet(&bridge.rows, &ledger);
    let line = |code: &str| spans.cell(code, "8");
    assert_eq!((line("31>31"), line("30>31"), line("22>22")), (Some(12), Some(24), Some(17)));
    assert_eq!(spans.total, filled.total);
    // Ministries were split; no province was.
    let places = bridge.spans.iter().filter(|s| s.then.code.bytes().all(|b| b.is_ascii_digit()));
    let split: Vec<_> = places.filter(|s| s.choice.is_some()).collect();
    assert!(split.is_empty(), "{split:?}");
}

#[test]
fn a_split_commune_is_counted_with_who_took_most_and_the_choice_is_named() {
    // Phường Cống Vị went to two wards of today.
    let heirs = tree().choice("00007", NOW).unwrap().1;
    assert!(heirs.len() > 1 && heirs[0].code.0 == "00008");
    let now = rows(tree(), "01", NOW).unwrap();
    let ledger = [money("00007", 9), money("01.TT", 1)];
    let filled = sheet(&now, &ledger);
    assert_eq!(filled.cell("00008", "8"), Some(9));
    let bridge = bridge(tree(), &now, NOW, THEN);
    let spans = sheet(&bridge.rows, &ledger);
    let on_a_choice = bridge.rows.units.iter().zip(&bridge.spans).filter(|(_, s)| s.choice.is_some());
    let figures: Vec<(&str, i64)> = on_a_choice
        .filter_map(|(row, s)| {
            let n = spans.cell(&row.code, "8")?;
            Some((s.choice.as_ref().unwrap().unit.code.as_str(), n))
        })
        .collect();
    assert_eq!(figures, [("00007", 9)]);
    // Its other heir does not count it too.
    let other = heirs[1].code.0.as_str();
    assert_eq!(sheet(&rows(tree(), other, NOW).unwrap(), &ledger).total_of("8"), Some(0));
}

#[test]
fn a_unit_of_today_is_counted_with_what_it_was_made_from_when_organised_as_then() {
    let of = |unit: &str| {
        let rows = rows_until(tree(), unit, date(2025, 6, 30), date(2025, 12, 14)).unwrap();
        rows.row("11311").is_some()
    };
    // Phường Hồng Bàng of July 2025 was made from communes of Hải Phòng.
    assert!(of("31") && !of("30") && !of("01"));
    let made: Vec<_> = tree().descendants("31", NOW).into_iter().filter(|u| u.from == Some(NOW)).collect();
    let of_hai_duong =
        made.iter().filter(|u| tree().home(&u.code.0, THEN).is_some_and(|h| tree().is_under(&h.code.0, "30", THEN)));
    assert!(of_hai_duong.count() > 20, "wards of the east of the old province next door");
}

fn ledgers() -> impl Strategy<Value = Ledger> {
    let codes: Vec<String> = tree().all().iter().filter(|u| u.code.0 != "VN").map(|u| u.code.0.clone()).collect();
    let one = (proptest::sample::select(codes), 1..1_000_i64);
    proptest::collection::vec(one, 0..40).prop_map(|all| all.iter().map(|(unit, n)| money(unit, *n)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    /// Whatever was recorded by whichever unit of whatever time.
    #[test]
    fn the_total_is_the_same_then_and_now(ledger in ledgers()) {
        let all: i64 = ledger.iter().map(|(_, p)| p.quantity).sum();
        for (on, other) in [(NOW, THEN), (THEN, NOW), (NOW, date(2025, 3, 1))] {
            let rows = rows_until(tree(), "VN", on, NOW).unwrap();
            let filled = sheet(&rows, &ledger);
            prop_assert_eq!(filled.total_of("8"), Some(all));
            let sum: i64 = filled.rows.iter().filter_map(|r| r.cells[7]).sum();
            prop_assert_eq!(sum, all, "each in one row");
            let bridge = bridge(tree(), &rows, on, other);
            let spans = sheet(&bridge.rows, &ledger);
            prop_assert_eq!(spans.rows.iter().filter_map(|r| r.cells[7]).sum::<i64>(), all);
            prop_assert_eq!(&spans.total, &filled.total);
            for row in &filled.rows {
                let of_row = bridge.rows.units.iter().zip(&bridge.spans).filter(|(_, s)| s.now.code == row.unit);
                let sum: i64 = of_row.filter_map(|(pair, _)| spans.cell(&pair.code, "8")).sum();
                prop_assert_eq!(Some(sum), row.cells[7], "the bridge of {} adds up", &row.unit);
            }
        }
        // Each unit's own sheet is the row its upper unit shows.
        let nation = sheet(&rows(tree(), "VN", NOW).unwrap(), &ledger);
        for row in nation.rows.iter().filter(|r| r.unit != "VN") {
            let own = sheet(&rows(tree(), &row.unit, NOW).unwrap(), &ledger);
            prop_assert_eq!(own.total_of("8"), row.cells[7], "{}", &row.unit);
        }
    }
}
