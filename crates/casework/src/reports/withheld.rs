//! Ô không công khai: which rows of a sheet about citizens a public page keeps back.
//!
//! A figure of one or two people in a small place can name them. Rule: on a form about citizens,
//! a row below province level with a count of 1 or 2 anywhere is kept back whole, so that no sum
//! within the row gives it away; and where that is one row alone, so is the smallest other row
//! below province level, so that the total less the rest does not give it away either. Totals and
//! rows of provinces and ministries stand. Must never change a figure: it hides, or it shows.

use super::kept::KeptColumn;
use super::sheet::SheetRow;
use law::form::Unit;
use std::collections::BTreeSet;

/// Below this many, a count of people or of their matters is not shown of a small place.
pub const FEWEST: i64 = 3;

/// Places of the rows that are kept back. `small` says of a unit whether it lies below province level.
pub fn withheld(columns: &[KeptColumn], rows: &[SheetRow], small: impl Fn(&str) -> bool) -> BTreeSet<usize> {
    let counts: Vec<bool> = columns.iter().map(|c| c.unit == Unit::Count).collect();
    let of = |row: &SheetRow| -> Vec<i64> {
        row.cells.iter().zip(&counts).filter(|(_, counts)| **counts).filter_map(|(cell, _)| *cell).collect()
    };
    let rows: Vec<(usize, Vec<i64>)> =
        rows.iter().enumerate().filter(|(_, r)| small(&r.unit)).map(|(at, r)| (at, of(r))).collect();
    let few = |cells: &[i64]| cells.iter().any(|n| (1..FEWEST).contains(n));
    let mut out: BTreeSet<usize> = rows.iter().filter(|(_, cells)| few(cells)).map(|(at, _)| *at).collect();
    if out.len() == 1 {
        // An empty row hides nothing: the smallest that has something.
        let others = rows.iter().filter(|(at, cells)| !out.contains(at) && cells.iter().any(|n| *n != 0));
        let second = others.min_by_key(|(at, cells)| (cells.iter().sum::<i64>(), *at)).map(|(at, _)| *at);
        match second {
            Some(at) => {
                out.insert(at);
            }
            // With nothing else to hide behind, every row of a small place goes.
            None => out.extend(rows.iter().map(|(at, _)| *at)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::form::Printed;
    use proptest::prelude::*;

    fn columns(n: usize) -> Vec<KeptColumn> {
        (0..n)
            .map(|at| KeptColumn {
                id: at.to_string(),
                heads_vi: Vec::new(),
                heads_en: Vec::new(),
                unit: Unit::Count,
                printed: Printed::Count,
            })
            .collect()
    }

    fn rows(cells: &[&[i64]]) -> Vec<SheetRow> {
        let row = |(at, cells): (usize, &&[i64])| SheetRow {
            unit: at.to_string(),
            name_vi: String::new(),
            name_en: String::new(),
            cells: cells.iter().map(|n| Some(*n)).collect(),
            report: String::new(),
        };
        cells.iter().enumerate().map(row).collect()
    }

    #[test]
    fn one_small_row_takes_a_second_with_it() {
        let found = withheld(&columns(2), &rows(&[&[1, 40], &[30, 9], &[7, 8], &[0, 0]]), |_| true);
        assert_eq!(found, BTreeSet::from([0, 2]));
    }

    #[test]
    fn large_places_stand_and_so_do_large_figures() {
        let sheet = rows(&[&[1, 1], &[30, 9]]);
        assert!(withheld(&columns(2), &sheet, |_| false).is_empty());
        assert!(withheld(&columns(2), &rows(&[&[0, 3], &[30, 9]]), |_| true).is_empty());
    }

    proptest! {
        /// What is shown and the totals never leave one row of the hidden ones to be worked out,
        /// unless there was but one row that has anything.
        #[test]
        fn no_hidden_row_is_the_total_less_the_rest(cells in proptest::collection::vec(proptest::collection::vec(0_i64..9, 3), 1..12)) {
            let lines: Vec<&[i64]> = cells.iter().map(Vec::as_slice).collect();
            let found = withheld(&columns(3), &rows(&lines), |_| true);
            let filled: Vec<usize> = cells.iter().enumerate().filter(|(_, c)| c.iter().any(|n| *n != 0)).map(|(at, _)| at).collect();
            let hidden = filled.iter().filter(|at| found.contains(at)).count();
            prop_assert!(hidden != 1 || filled.len() == 1, "{cells:?} {found:?}");
            for (at, row) in cells.iter().enumerate() {
                prop_assert!(found.contains(&at) || row.iter().all(|n| !(1..FEWEST).contains(n)));
            }
        }
    }
}
