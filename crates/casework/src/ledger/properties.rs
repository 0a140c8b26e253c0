//! Whatever is posted and whatever is asked: the ledger answers as adding everything up
//! does, to the last byte of the sheet, as known at every position.

use super::{Asked, Ledger};
use crate::postings::Posting;
use crate::reports::{Rows, Selection, Sums, fill, rows, totals_of};
use crate::units::Tree;
use jiff::civil::{Date, date};
use law::form::{Begun, Only};
use law::{Law, Period};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Units of the city, of a department, of a commune that ended, of another province, and of nowhere.
const UNITS: [&str; 7] = ["31.TT", "31.SXD", "303", "30", "30.TT", "40.TT", "xx"];
const FORMS: [(&str, Date); 3] =
    [("01/TTr", date(2023, 6, 14)), ("overview", date(2025, 12, 14)), ("01/XLD", date(2023, 6, 14))];

type Posted = Vec<(i64, String, Posting)>;

fn posted() -> impl Strategy<Value = Posted> {
    let law = Law::shipped();
    let forms = FORMS.map(|(id, on)| law.form(id, on).unwrap());
    let mut indicators: Vec<String> = forms.iter().flat_map(|form| form.columns.iter()).flat_map(named).collect();
    indicators.sort();
    indicators.dedup();
    let many = indicators.len();
    // Few indicators, so that cells, things and days meet; now and then one of the others.
    let indicator = prop_oneof![4 => 0..many.min(8), 1 => 0..many];
    let item = prop_oneof![2 => Just(String::new()), 1 => "[ab]", 1 => (0..700_i64).prop_map(|n| day(n).to_string())];
    let one = (0..UNITS.len(), indicator, 0..3_usize, 0..700_i64, item, -3..9_i64, 0..3_i64);
    proptest::collection::vec(one, 0..160).prop_map(move |lines| {
        let mut position = 1;
        let line =
            |(unit, indicator, class, on, item, quantity, step): (usize, usize, usize, i64, String, i64, i64)| {
                position += step;
                let posting = Posting {
                    indicator: indicators[indicator].clone(),
                    day: day(on),
                    class: ["administrative", "specialised", ""][class].into(),
                    manner: "planned".into(),
                    field: String::new(),
                    item,
                    quantity,
                    about: 1,
                };
                (position, UNITS[unit].to_owned(), posting)
            };
        lines.into_iter().map(line).collect()
    })
}

/// The rows of the sheets asked for; working them out takes longer than the rest.
fn rows_of(unit: usize) -> &'static Rows {
    static ROWS: LazyLock<[Rows; 3]> =
        LazyLock::new(|| ["31", "VN", "31.TT"].map(|unit| rows(Tree::shipped(), unit, date(2023, 6, 14)).unwrap()));
    &ROWS[unit]
}

fn named(column: &law::form::Column) -> Vec<String> {
    Selection::of(column).map(|s| [s.opening, s.flow, s.distinct].concat()).unwrap_or_default()
}

fn day(n: i64) -> Date {
    law::clock::plus_days(date(2022, 6, 1), n)
}

fn ledger(posted: &Posted, boundaries: &[i64]) -> Ledger {
    let units = Tree::shipped().descendants("31", date(2023, 6, 14)).into_iter().map(|unit| unit.code.0.as_str());
    let mut ledger = Ledger::new(units, boundaries.iter().map(|n| day(*n)));
    for (position, unit, posting) in posted {
        // Some acts are taken in one by one, some together.
        if position % 3 == 0 && *position > ledger.applied() + 1 {
            ledger.advance(*position - 1).unwrap();
        }
        ledger.append(*position, unit, posting).unwrap();
    }
    ledger.advance(1_000).unwrap();
    ledger
}

/// What stands in the ledger of a sheet's units at a position, added up one by one.
fn plain(posted: &Posted, rows: &Rows, as_of: i64) -> Vec<(String, Posting)> {
    let counted = posted.iter().filter(|(position, unit, _)| *position <= as_of && rows.row(unit).is_some());
    counted.map(|(_, unit, posting)| (unit.clone(), posting.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_sheet_is_the_same_however_it_is_added_up(
        posted in posted(),
        boundaries in proptest::collection::vec(0..700_i64, 0..6),
        (from, days) in (0..700_i64, 0..400_i64),
        on_boundaries in any::<bool>(),
        as_of in prop_oneof![Just(1_000_i64), 0..170_i64],
        at in 0..FORMS.len(),
        unit in 0..3_usize,
    ) {
        let (from, until) = match (on_boundaries, boundaries.iter().min(), boundaries.iter().max()) {
            (true, Some(low), Some(high)) if low < high => (day(*low + 1), day(*high)),
            _ => (day(from), day(from + days)),
        };
        let (form, on) = FORMS[at];
        let form = Law::shipped().form(form, on).unwrap();
        let period = Period::free(from, until).unwrap();
        let rows = rows_of(unit);
        let (totals, items) = totals_of(&plain(&posted, rows, as_of), from, until);
        let plain = fill(form, rows, &Sums::new(form, &period, totals, items), &period, as_of);
        let asked = Asked { from, until, as_of };
        let (totals, items) = ledger(&posted, &boundaries).feed(form, rows, &asked).unwrap();
        let quick = fill(form, rows, &Sums::new(form, &period, totals, items), &period, as_of);
        prop_assert_eq!(&quick, &plain);
        prop_assert_eq!(quick.json("vi"), plain.json("vi"));
    }

    #[test]
    fn what_stands_behind_a_cell_is_counted_and_sorted(
        posted in posted(),
        (from, days) in (0..700_i64, 0..400_i64),
        as_of in prop_oneof![Just(1_000_i64), 0..170_i64],
        row in proptest::option::of(0..3_usize),
        (opens, begun) in (any::<bool>(), proptest::option::of(any::<bool>())),
        most in 0..9_usize,
    ) {
        let (from, until) = (day(from), day(from + days));
        let rows = rows_of(0);
        let names: Vec<String> = posted.iter().take(4).map(|(_, _, p)| p.indicator.clone()).collect();
        let begun = begun.map(|before| if before { Begun::Before } else { Begun::Within });
        let only = Only { class: vec!["administrative".into()], begun, ..Only::default() };
        let cell = Selection { opening: if opens { names.clone() } else { vec![] }, flow: names.clone(), distinct: vec![], only };
        let mut expected: Vec<(i64, i64)> = posted.iter().filter(|(position, unit, p)| {
            let on_sheet = rows.row(unit).is_some_and(|of| row.is_none_or(|row| row == of));
            let within = if opens { p.day <= until } else { from <= p.day && p.day <= until };
            let began = begun.is_none_or(|side| !p.item.is_empty() && side.lets(&p.item, &from.to_string()));
            *position <= as_of && on_sheet && within && began && p.class == "administrative" && names.contains(&p.indicator)
        }).map(|(position, _, p)| (-p.quantity, *position)).collect();
        expected.sort_unstable();
        let found = ledger(&posted, &[]).behind(&cell, rows, row, &Asked { from, until, as_of }, most).unwrap();
        prop_assert_eq!(found.count, expected.len());
        expected.truncate(most);
        let largest: Vec<(i64, i64)> = found.largest.iter().map(|f| (-f.quantity, f.position)).collect();
        prop_assert_eq!(largest, expected);
    }
}
