//! Lập biểu: from sums of postings to cells, totals and findings.

use super::rows::Rows;
use super::sheet::{Finding, Overlap, Sheet, SheetRow};
use crate::postings::Posting;
use law::form::{Column, Form, Take};
use law::{Date, Period};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Postings of one unit, indicator and dimensions added up.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Total {
    /// Unit of the ledger.
    pub unit: String,
    /// Chỉ tiêu.
    pub indicator: String,
    /// Class.
    pub class: String,
    /// Manner.
    pub manner: String,
    /// Field.
    pub field: String,
    /// Sum before the period.
    pub opening: i64,
    /// Sum within the period.
    pub flow: i64,
}

/// Postings of one thing, or of things begun on one day, within the period added up;
/// a thing counts while above zero.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Item {
    /// Unit of the ledger.
    pub unit: String,
    /// Chỉ tiêu.
    pub indicator: String,
    /// Class.
    pub class: String,
    /// Manner.
    pub manner: String,
    /// Field.
    pub field: String,
    /// What is counted once, or the day it began.
    pub item: String,
    /// Sum within the period.
    pub quantity: i64,
}

/// Số liệu khai trên biểu điền tay: what an office outside the system declares for one
/// column of a form and one period.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Declared {
    /// Unit of the ledger.
    pub unit: String,
    /// Column of the form.
    pub column: String,
    /// The figure, in đồng, m² or as counted.
    pub quantity: i64,
}

/// The indicator under which a declared figure of a form's column is posted; the
/// posting's item is the period it was declared for.
pub fn declared_indicator(form: &str, column: &str) -> String {
    format!("{form}#{column}")
}

/// The indicator of a zero that was written down: a nought adds nothing, but it is known.
pub fn declared_nought(form: &str, column: &str) -> String {
    declared_indicator(form, column) + NOUGHT
}

const NOUGHT: &str = "=0";

/// Adds up postings kept in memory, as the store does for those in the ledger.
pub fn totals_of(postings: &[(String, Posting)], from: Date, until: Date) -> (Vec<Total>, Vec<Item>) {
    let mut totals: BTreeMap<[&str; 5], (i64, i64)> = BTreeMap::new();
    let mut items: BTreeMap<[&str; 6], i64> = BTreeMap::new();
    for (unit, p) in postings.iter().filter(|(_, p)| p.day <= until) {
        let [i, c, m, f] = [&p.indicator, &p.class, &p.manner, &p.field].map(String::as_str);
        let sums = totals.entry([unit, i, c, m, f]).or_default();
        if p.day < from {
            sums.0 += p.quantity;
        } else {
            sums.1 += p.quantity;
            if !p.item.is_empty() {
                *items.entry([unit, i, c, m, f, &p.item]).or_default() += p.quantity;
            }
        }
    }
    let own = str::to_owned;
    let totals = totals.into_iter().map(|([u, i, c, m, f], (opening, flow))| Total {
        unit: own(u),
        indicator: own(i),
        class: own(c),
        manner: own(m),
        field: own(f),
        opening,
        flow,
    });
    let items = items.into_iter().map(|([u, i, c, m, f, item], quantity)| Item {
        unit: own(u),
        indicator: own(i),
        class: own(c),
        manner: own(m),
        field: own(f),
        item: own(item),
        quantity,
    });
    (totals.collect(), items.collect())
}

/// Everything a sheet is filled from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Postings added up.
    pub totals: Vec<Total>,
    /// Things counted once, or told apart by their day.
    pub items: Vec<Item>,
    /// Figures of offices outside the system.
    pub declared: Vec<Declared>,
}

impl Sums {
    /// What the ledger gave for a form and a period: figures declared for this form and
    /// this very period stand by themselves, those for another period count nowhere. What
    /// the form does not add up is left out.
    pub fn new(form: &Form, period: &Period, mut totals: Vec<Total>, items: Vec<Item>) -> Self {
        let mark = declared_indicator(&form.id, "");
        let names = form.summed_indicators();
        totals.retain(|t| names.contains(t.indicator.as_str()));
        let (declared, items): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|i| i.indicator.starts_with(&mark));
        let of_period = declared.into_iter().filter(|i| i.item == period.id && i.quantity != 0);
        let declared = of_period.map(|i| {
            let column = &i.indicator[mark.len()..];
            match column.strip_suffix(NOUGHT) {
                Some(column) => Declared { column: column.to_owned(), unit: i.unit, quantity: 0 },
                None => Declared { column: column.to_owned(), unit: i.unit, quantity: i.quantity },
            }
        });
        Self { declared: declared.collect(), totals, items }
    }

    /// Khai cho kỳ khác: rows whose units declared the form for another period and not for this
    /// one, with the period they named.
    pub fn elsewhere(form: &Form, rows: &Rows, period: &Period, items: &[Item]) -> Vec<(String, String)> {
        let mark = declared_indicator(&form.id, "");
        let declared = items.iter().filter(|i| i.indicator.starts_with(&mark) && i.quantity != 0);
        let (here, other): (Vec<&Item>, Vec<&Item>) = declared.partition(|i| i.item == period.id);
        let is_here = |unit: &str| here.iter().any(|i| i.unit == unit);
        let of_row = |i: &Item| (rows.units[rows.row_of(&i.unit)].code.clone(), i.item.clone());
        let mut out: Vec<_> = other.into_iter().filter(|i| !is_here(&i.unit)).map(of_row).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// The indicators whose items a form asks for: its own, and those declared for it.
    pub fn asked<'a>(form: &'a Form, totals: &'a [Total]) -> Vec<&'a str> {
        let mark = declared_indicator(&form.id, "");
        let declared = totals.iter().map(|t| t.indicator.as_str()).filter(|i| i.starts_with(&mark));
        let mut out: Vec<&str> = form.item_indicators().into_iter().chain(declared).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// A cell: a figure, or none where nothing recorded carries it.
type Cell = Option<i64>;

/// Fills a form. Pure: the same sums give the same sheet; their order does not matter.
pub fn fill(form: &Form, rows: &Rows, sums: &Sums, period: &Period, as_of: i64) -> Sheet {
    let Sums { totals, items, declared } = sums;
    let mut grid = vec![vec![0_i64; form.columns.len()]; rows.units.len()];
    add_sums(form, rows, totals, &mut grid);
    add_begun(form, rows, items, period.from, &mut grid);
    let mut total: Vec<i64> =
        (0..form.columns.len()).map(|c| grid.iter().fold(0, |sum: i64, row| sum.saturating_add(row[c]))).collect();
    let overlaps = add_distinct(form, rows, items, &mut grid, &mut total);
    let told = add_declared(form, rows, declared, &mut grid, &mut total);

    let total = with_sums(form, &total, &|at| told.iter().any(|(_, column)| *column == at));
    let lines = grid.iter().enumerate().map(|(row, cells)| with_sums(form, cells, &|at| told.contains(&(row, at))));
    let mut kept: Vec<SheetRow> = Vec::new();
    for (unit, cells) in rows.units.iter().zip(lines) {
        if unit.reports || cells.iter().any(|c| c.is_some_and(|n| n != 0)) {
            kept.push(SheetRow {
                unit: unit.code.clone(),
                name_vi: unit.name_vi.clone(),
                name_en: unit.name_en.clone(),
                cells,
                report: String::new(),
            });
        }
    }
    let findings = findings(form, &rows.unit, &kept, &total);
    Sheet {
        form: form.clone(),
        unit: rows.unit.clone(),
        name_vi: rows.name_vi.clone(),
        name_en: rows.name_en.clone(),
        period: period.clone(),
        organised: None,
        as_of,
        rows: kept,
        total,
        findings,
        overlaps,
    }
}

/// Adds every sum to the cells its indicator feeds.
fn add_sums(form: &Form, rows: &Rows, totals: &[Total], grid: &mut [Vec<i64>]) {
    let mut feeds: HashMap<&str, Vec<(usize, &Column, bool, bool)>> = HashMap::new();
    for (at, column) in form.columns.iter().enumerate().filter(|(_, c)| c.only.begun.is_none()) {
        if let Take::Sums { opening, flow, closing } = &column.take {
            for (names, before, within) in [(opening, true, false), (flow, false, true), (closing, true, true)] {
                for name in names {
                    feeds.entry(name).or_default().push((at, column, before, within));
                }
            }
        }
    }
    for sum in totals {
        let row = rows.row_of(&sum.unit);
        for (at, column, before, within) in feeds.get(sum.indicator.as_str()).into_iter().flatten() {
            if column.only.lets(&sum.class, &sum.manner, &sum.field) {
                let add = if *before { sum.opening } else { 0 } + if *within { sum.flow } else { 0 };
                grid[row][*at] = grid[row][*at].saturating_add(add);
            }
        }
    }
}

/// Adds what began before the period, or within it, to the columns that tell them apart.
fn add_begun(form: &Form, rows: &Rows, items: &[Item], from: Date, grid: &mut [Vec<i64>]) {
    let from = from.to_string();
    for (at, column) in form.columns.iter().enumerate() {
        let (Some(begun), Take::Sums { flow, .. }) = (column.only.begun, &column.take) else { continue };
        for item in items.iter().filter(|i| flow.contains(&i.indicator) && begun.lets(&i.item, &from)) {
            if column.only.lets(&item.class, &item.manner, &item.field) {
                let cell = &mut grid[rows.row_of(&item.unit)][at];
                *cell = cell.saturating_add(item.quantity);
            }
        }
    }
}

/// Counts things once in each row and once in the total; says where that differs.
fn add_distinct(form: &Form, rows: &Rows, items: &[Item], grid: &mut [Vec<i64>], total: &mut [i64]) -> Vec<Overlap> {
    let mut overlaps = Vec::new();
    for (at, column) in form.columns.iter().enumerate() {
        let Take::Distinct(names) = &column.take else { continue };
        let mut by_row: HashMap<(usize, &str), i64> = HashMap::new();
        let mut overall: HashMap<&str, i64> = HashMap::new();
        for item in items.iter().filter(|i| names.contains(&i.indicator)) {
            if column.only.lets(&item.class, &item.manner, &item.field) {
                *by_row.entry((rows.row_of(&item.unit), &item.item)).or_default() += item.quantity;
                *overall.entry(&item.item).or_default() += item.quantity;
            }
        }
        for ((row, _), quantity) in by_row {
            grid[row][at] += i64::from(quantity > 0);
        }
        let sum = grid.iter().map(|row| row[at]).sum();
        total[at] = overall.values().map(|q| i64::from(*q > 0)).sum();
        if sum != total[at] {
            overlaps.push(Overlap { column: column.id.clone(), rows: sum, total: total[at] });
        }
    }
    overlaps
}

/// Adds what was declared to its own column alone: what adds up other columns follows.
/// Says which cells, by row and column, somebody filled in.
fn add_declared(
    form: &Form,
    rows: &Rows,
    declared: &[Declared],
    grid: &mut [Vec<i64>],
    total: &mut [i64],
) -> HashSet<(usize, usize)> {
    let mut told = HashSet::new();
    for one in declared {
        let Some(at) = form.columns.iter().position(|c| c.id == one.column) else { continue };
        let row = rows.row_of(&one.unit);
        grid[row][at] = grid[row][at].saturating_add(one.quantity);
        total[at] = total[at].saturating_add(one.quantity);
        told.insert((row, at));
    }
    told
}

/// The cells of a row with sums of columns worked out and unknown ones left empty. What
/// no act carries is known where it was `told`.
fn with_sums(form: &Form, plain: &[i64], told: &dyn Fn(usize) -> bool) -> Vec<Cell> {
    (0..form.columns.len()).map(|at| cell(form, plain, told, at)).collect()
}

/// The reader made sure that sums do not go round.
fn cell(form: &Form, plain: &[i64], told: &dyn Fn(usize) -> bool, at: usize) -> Cell {
    match &form.columns[at].take {
        Take::Nothing => told(at).then_some(plain[at]),
        Take::Sums { .. } | Take::Distinct(_) => Some(plain[at]),
        Take::Sum(parts) => parts.iter().try_fold(0_i64, |sum, id| {
            let part = form.columns.iter().position(|c| c.id == *id)?;
            Some(sum.saturating_add(cell(form, plain, told, part)?))
        }),
    }
}

/// The identities that do not hold in the rows of a unit's sheet, and in its total.
pub(super) fn findings(form: &Form, unit: &str, rows: &[SheetRow], total: &[Cell]) -> Vec<Finding> {
    let of_rows = rows.iter().flat_map(|row| failed(form, &row.unit, false, &row.cells));
    of_rows.chain(failed(form, unit, true, total)).collect()
}

/// The identities that do not hold in a row. One that asks for an unknown cell says nothing.
fn failed(form: &Form, unit: &str, is_total: bool, cells: &[Cell]) -> Vec<Finding> {
    let side = |ids: &[String]| {
        ids.iter().try_fold(0_i64, |sum, id| {
            let at = form.columns.iter().position(|c| c.id == *id)?;
            Some(sum.saturating_add(cells[at]?))
        })
    };
    let mut out = Vec::new();
    for check in &form.checks {
        let (Some(left), Some(right)) = (side(&check.left), side(&check.right)) else { continue };
        if !check.is.holds(left, right) {
            out.push(Finding { check: check.id.clone(), unit: unit.to_owned(), is_total, left, right });
        }
    }
    out
}
