//! Sheets from postings: figures, identities, distinct counts, and that the
//! parts of a tree add up to the whole.

use super::*;
use crate::postings::Posting;
use crate::units::Tree;
use jiff::civil::{Date, date};
use law::{Law, Period};
use proptest::prelude::*;

const END: Date = date(2023, 6, 14);

fn law() -> &'static Law {
    Law::shipped()
}

fn half_year() -> Period {
    law().period("2023-6m").unwrap()
}

fn posting(indicator: &str, day: Date, item: &str, quantity: i64) -> Posting {
    Posting {
        indicator: format!("inspection.{indicator}"),
        day,
        class: "administrative".into(),
        manner: "planned".into(),
        field: String::new(),
        item: item.into(),
        quantity,
        about: 1,
    }
}

fn sheet(form: &str, unit: &str, ledger: &[(String, Posting)]) -> Sheet {
    let period = half_year();
    let rows = rows(Tree::shipped(), unit, period.until).unwrap();
    let (totals, items) = totals_of(ledger, period.from, period.until);
    // As the store does: only what the sheet's units posted.
    let within = |u: &str| rows.codes().any(|c| c == u);
    let totals: Vec<Total> = totals.into_iter().filter(|t| within(&t.unit)).collect();
    let items: Vec<Item> = items.into_iter().filter(|i| within(&i.unit)).collect();
    let form = law().form(form, END).unwrap();
    fill(form, &rows, &Sums::new(form, &period, totals, items), &period, 7)
}

/// One inspection: announced, perhaps concluded with a finding.
fn inspection(unit: &str, number: &str, on: Date, concluded: Option<(Date, i64, &str)>) -> Vec<(String, Posting)> {
    let mut out = vec![posting("open", on, "", 1), posting("launched", on, number, 1)];
    if let Some((end, money, subject)) = concluded {
        out.push(posting("open", end, "", -1));
        out.push(posting("concluded", end, number, 1));
        out.push(posting("unit_inspected", end, subject, 1));
        out.push(posting("violation.money", end, "", money));
        out.push(posting("to_recover.money", end, "", money));
    }
    out.into_iter().map(|p| (unit.to_owned(), p)).collect()
}

#[test]
fn stocks_and_flows_follow_their_own_days() {
    let ledger = [
        // Before the period and still open: carried over.
        inspection("31.TT", "1", date(2022, 12, 14), None),
        // Carried over, concluded on the last day.
        inspection("31.TT", "2", date(2022, 11, 1), Some((END, 5_000_000, "x"))),
        // Launched on the first day.
        inspection("303.TT", "3", date(2022, 12, 15), None),
        // Concluded a day too late for the period.
        inspection("303.TT", "4", date(2023, 3, 1), Some((date(2023, 6, 15), 9_000_000, "y"))),
        // Launched after it: not there at all.
        inspection("303.TT", "5", date(2023, 6, 15), None),
    ]
    .concat();
    let sheet = sheet("01/TTr", "31", &ledger);
    let total = |column| sheet.total_of(column).unwrap();
    assert_eq!([total("1"), total("2"), total("3"), total("4"), total("5")], [4, 2, 2, 4, 0]);
    assert_eq!([total("6"), total("7"), total("8"), total("10"), total("12")], [1, 1, 5_000_000, 5_000_000, 0]);
    assert_eq!((sheet.cell("31.TT", "1"), sheet.cell("303", "1")), (Some(2), Some(2)));
    assert!(sheet.findings.is_empty());
    // The rows of the city: its inspectorate, departments and districts, filled or not.
    let units: Vec<&str> = sheet.rows.iter().map(|r| r.unit.as_str()).collect();
    assert!(units.contains(&"31.TT") && units.contains(&"31.SXD") && units.contains(&"303"), "{units:?}");
    assert!(!units.contains(&"31"), "the city keeps no files of its own");
}

#[test]
fn only_the_classes_of_the_form_count() {
    let mut ledger = inspection("31.TT", "1", date(2023, 1, 5), None);
    for (class, number) in [("specialised", "2"), ("responsibility", "3"), ("single", "4")] {
        let mut more = inspection("31.TT", number, date(2023, 1, 5), None);
        more.iter_mut().for_each(|(_, p)| p.class = class.into());
        ledger.extend(more);
    }
    assert_eq!(sheet("01/TTr", "31", &ledger).total_of("1"), Some(2));
    let overview = sheet("overview", "31", &ledger);
    let all = ["inspections", "administrative", "specialised", "responsibility", "single"];
    assert_eq!(all.map(|c| overview.total_of(c).unwrap()), [4, 2, 1, 1, 1]);
    assert!(overview.findings.is_empty(), "{:?}", overview.findings);
}

#[test]
fn a_thing_named_in_two_rows_counts_once_in_the_total_and_the_sheet_says_so() {
    let ledger = [
        inspection("31.TT", "1", date(2023, 1, 5), Some((date(2023, 3, 1), 0, "0200000001"))),
        inspection("31.TT", "2", date(2023, 1, 5), Some((date(2023, 3, 1), 0, "0200000001"))),
        inspection("303.TT", "3", date(2023, 1, 5), Some((date(2023, 3, 1), 0, "0200000001"))),
        inspection("303.TT", "4", date(2023, 1, 5), Some((date(2023, 3, 1), 0, "0200000002"))),
    ]
    .concat();
    let sheet = sheet("01/TTr", "31", &ledger);
    assert_eq!((sheet.cell("31.TT", "7"), sheet.cell("303", "7"), sheet.total_of("7")), (Some(1), Some(2), Some(2)));
    assert_eq!(sheet.overlaps, [Overlap { column: "7".into(), rows: 3, total: 2 }]);
    assert!(sheet.text("vi").contains("cộng các dòng 3, đếm không trùng 2"));
}

#[test]
fn an_annulled_line_leaves_nothing_behind() {
    let mut ledger = inspection("31.TT", "1", date(2023, 1, 5), Some((date(2023, 3, 1), 7, "x")));
    let undone: Vec<(String, Posting)> =
        ledger[2..].iter().map(|(u, p)| (u.clone(), Posting { quantity: -p.quantity, ..p.clone() })).collect();
    ledger.extend(undone);
    let sheet = sheet("01/TTr", "31", &ledger);
    let figures = ["1", "2", "3", "6", "7", "8"].map(|c| sheet.total_of(c).unwrap());
    assert_eq!(figures, [1, 0, 1, 0, 0, 0]);
}

#[test]
fn an_identity_that_fails_is_a_finding_with_its_way_out_and_blocks_nothing() {
    let mut ledger = inspection("303.TT", "1", date(2023, 1, 5), Some((date(2023, 3, 1), 100, "x")));
    ledger.push(("303.TT".into(), posting("to_recover.money", date(2023, 3, 1), "", -40)));
    let mut regular = inspection("31.TT", "2", date(2023, 1, 5), None);
    regular.iter_mut().for_each(|(_, p)| p.manner = "regular".into());
    ledger.extend(regular);
    let sheet = sheet("01/TTr", "31", &ledger);
    let found: Vec<(&str, &str, bool, i64, i64)> =
        sheet.findings.iter().map(|f| (f.check.as_str(), f.unit.as_str(), f.is_total, f.left, f.right)).collect();
    assert_eq!(
        found,
        [
            ("1=4+5", "31.TT", false, 1, 0),
            ("8=10+12", "303", false, 100, 60),
            ("1=4+5", "31", true, 2, 1),
            ("8=10+12", "31", true, 100, 60)
        ]
    );
    let json = sheet.value("en");
    assert_eq!(json["findings"][1]["severity"], "wrong");
    assert!(json["findings"][1]["what_to_do"].as_str().unwrap().contains("column 8"));
}

#[test]
fn the_json_is_what_other_programs_rely_on() {
    let ledger = inspection("303.TT", "1", date(2023, 1, 5), Some((date(2023, 3, 1), 84_765_000_000, "x")));
    let json = sheet("01/TTr", "31", &ledger).value("vi");
    assert_eq!(json["form"], "01/TTr");
    assert_eq!(json["version"], "02/2021/TT-TTCP");
    assert_eq!(json["unit"], "31");
    assert_eq!((&json["period"]["from"], &json["period"]["until"]), (&"2022-12-15".into(), &"2023-06-14".into()));
    assert_eq!(json["period"]["label"], "6 tháng đầu năm 2023 (15/12/2022 – 14/06/2023)");
    assert_eq!(json["as_of"], 7);
    assert_eq!(json["columns"][7]["id"], "8");
    assert_eq!(
        (&json["columns"][7]["unit"], &json["columns"][7]["printed_unit"]),
        (&"vnd".into(), &"triệu đồng".into())
    );
    assert_eq!(json["total"]["8"], 84_765_000_000_i64);
    let row = json["rows"].as_array().unwrap().iter().find(|r| r["unit"] == "303").unwrap();
    assert_eq!((&row["name"], &row["cells"]["8"]), (&"Quận Hồng Bàng".into(), &84_765_000_000_i64.into()));
    assert_eq!(json["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_not_known_is_no_zero() {
    let period = law().period("2024-6m").unwrap();
    let rows = rows(Tree::shipped(), "31", period.until).unwrap();
    let sheet = fill(law().form("06/TTr", period.until).unwrap(), &rows, &Sums::default(), &period, 0);
    assert_eq!((sheet.total_of("1"), sheet.total_of("16")), (Some(0), None));
    assert!(sheet.value("vi")["total"].get("16").is_none());
    assert!(sheet.findings.is_empty(), "an identity over an unknown column says nothing");
}

#[test]
fn figures_as_paper_and_press_print_them() {
    use law::form::Printed as P;
    for (how, n, vi, en) in [
        (P::Count, 2_596, "2.596", "2,596"),
        (P::TrieuDong, 84_765_000_000, "84.765", "84,765"),
        (P::TrieuDong, 29_877_570_000, "29.877,57", "29,877.57"),
        (P::TrieuDong, -1_500_000, "−1,5", "−1.5"),
        (P::TrieuDong, 499, "0", "0"),
        (P::TrieuDong, 999_999_600, "1.000", "1,000"),
        (P::Ha, 12_345, "1,2345", "1.2345"),
        (P::TrieuDong, i64::MAX, "9.223.372.036.854,776", "9,223,372,036,854.776"),
    ] {
        assert_eq!((printed("vi", how, n).as_str(), printed("en", how, n).as_str()), (vi, en), "{n}");
    }
    for (how, n, vi, en) in [
        (P::Count, 2_596, "gần 2.600", "nearly 2,600"),
        (P::Count, 2_600, "2.600", "2,600"),
        (P::Count, 2_607, "trên 2.600", "over 2,600"),
        (P::Count, 7, "7", "7"),
        (P::TrieuDong, 84_765_000_000, "gần 84.800 triệu đồng", "nearly 84,800 million VND"),
        (P::TrieuDong, 500_000, "trên 0 triệu đồng", "over 0 million VND"),
    ] {
        assert_eq!((press("vi", how, n).as_str(), press("en", how, n).as_str()), (vi, en), "{n}");
    }
}

#[test]
fn after_a_merger_each_file_is_counted_in_one_row() {
    let on = date(2025, 9, 14);
    let rows = rows(Tree::shipped(), "31", on).unwrap();
    // Hải Dương (30) was merged into Hải Phòng (31) on 01/07/2025; its inspectorate's files went to the city's.
    let row = |code: &str| rows.units[rows.row_of(code)].code.as_str();
    assert_eq!(row("30.TT"), "31.TT");
    assert_eq!(row("303.TT"), "31.TT");
    assert!(rows.codes_of("31.TT").any(|c| c == "30.TT"));
    let mut all: Vec<&str> = rows.units.iter().flat_map(|r| rows.codes_of(&r.code)).collect();
    let before = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!((all.len(), before), (before, rows.codes().count()));
}

#[test]
fn a_unit_that_does_not_stand_on_the_day_has_no_sheet() {
    assert!(rows(Tree::shipped(), "303", date(2025, 9, 14)).is_err());
    assert!(rows(Tree::shipped(), "nowhere", END).is_err());
}

fn ledgers() -> impl Strategy<Value = Vec<(String, Posting)>> {
    let units = ["31.TT", "303.TT", "304.TT", "31.SXD.TT", "31.STC.TT", "303", "31"];
    let names =
        ["open", "launched", "concluded", "unit_inspected", "violation.money", "to_recover.money", "other.land"];
    let one = (0..units.len(), 0..names.len(), 0..400_i64, 0..6_u8, -3_i64..9, 0..3_usize);
    proptest::collection::vec(one, 0..80).prop_map(move |rows| {
        let line = |(u, n, day, item, quantity, class): (usize, usize, i64, u8, i64, usize)| {
            let mut p = posting(names[n], law::clock::plus_days(date(2022, 9, 1), day), &item.to_string(), quantity);
            p.class = ["administrative", "specialised", "responsibility"][class].into();
            (units[u].to_owned(), p)
        };
        rows.into_iter().map(line).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_whole_is_the_sum_of_its_parts(ledger in ledgers(), form in prop::sample::select(vec!["01/TTr", "overview"])) {
        let city = sheet(form, "31", &ledger);
        for (at, column) in city.form.columns.iter().enumerate() {
            let sum: i64 = city.rows.iter().filter_map(|r| r.cells[at]).sum();
            if column.is_distinct() {
                prop_assert!(city.total[at].unwrap() <= sum);
            } else {
                prop_assert_eq!(city.total[at], Some(sum), "{}", column.id);
            }
        }
        for row in city.rows.iter().filter(|r| r.unit != "31") {
            let below = sheet(form, &row.unit, &ledger);
            prop_assert_eq!(&below.total, &row.cells, "{}", row.unit);
        }
    }

    #[test]
    fn the_order_of_the_ledger_does_not_matter(mut ledger in ledgers()) {
        let first = sheet("overview", "31", &ledger).json("vi");
        ledger.reverse();
        prop_assert_eq!(first, sheet("overview", "31", &ledger).json("vi"));
    }
}
