//! A sheet held against earlier ones, and its days against those of the circular.

use super::{Earlier, Elsewhere, Point, Side};
use crate::reports::Sheet;
use law::form::Relation;
use law::rule::{Clash, Least, With, fits};
use law::{Period, Rule};

/// What a rule of carrying over says.
pub(super) struct Carry<'r> {
    pub left: &'r [String],
    pub is: Relation,
    pub was: &'r [String],
    pub less: &'r [String],
    pub last: &'r str,
}

/// Rows and the total of a sheet: the unit of a row, none for the total.
fn places(sheet: &Sheet) -> impl Iterator<Item = (Option<&str>, &[Option<i64>])> {
    let rows = sheet.rows.iter().map(|row| (Some(row.unit.as_str()), &row.cells[..]));
    rows.chain([(None, &sheet.total[..])])
}

fn cell(sheet: &Sheet, cells: &[Option<i64>], id: &str) -> Option<i64> {
    cells.get(sheet.form.columns.iter().position(|c| c.id == id)?).copied().flatten()
}

fn of(sheet: &Sheet, earlier: &Earlier, with: With) -> bool {
    earlier.with == with && earlier.form == sheet.form.id
}

fn point(sheet: &Sheet, rule: &Rule, row: Option<&str>) -> Point {
    Point {
        rule: rule.id.clone(),
        form: sheet.form.id.clone(),
        unit: row.unwrap_or(&sheet.unit).to_owned(),
        is_total: row.is_none(),
        severity: rule.severity,
        is: None,
        here: None,
        there: None,
    }
}

fn side_there(earlier: &Earlier, columns: &[String], less: &[String], figure: i64) -> Side {
    Side {
        form: earlier.form.clone(),
        columns: columns.to_vec(),
        less: less.to_vec(),
        figure,
        period: Some(earlier.period.clone()),
        report: earlier.report.clone(),
    }
}

/// Carried-over figures that are not those of the period before.
pub(super) fn carried(sheet: &Sheet, rule: &Rule, earlier: &[Earlier], carry: &Carry<'_>) -> Vec<Point> {
    let own = rule.law.as_ref().map(|c| c.instrument.as_ref()).unwrap_or_default();
    let circular = if carry.last.is_empty() { own } else { carry.last };
    let fits = |e: &&Earlier| of(sheet, e, With::Last) && e.circular == circular && is_eve(&e.period, &sheet.period);
    let Some(before) = earlier.iter().find(|e| fits(e)) else { return Vec::new() };
    let mut out = Vec::new();
    for (row, cells) in places(sheet) {
        let sum = carry.left.iter().try_fold(0_i64, |sum, id| Some(sum.saturating_add(cell(sheet, cells, id)?)));
        let (Some(left), Some(was)) = (sum, before.side(row, carry.was, carry.less)) else { continue };
        if !carry.is.holds(left, was) {
            out.push(Point {
                is: Some(carry.is),
                here: Some(Side::here(&sheet.form.id, carry.left, left)),
                there: Some(side_there(before, carry.was, carry.less, was)),
                ..point(sheet, rule, row)
            });
        }
    }
    out
}

fn is_eve(before: &Period, period: &Period) -> bool {
    before.until.tomorrow().is_ok_and(|day| day == period.from)
}

/// Figures of the total that are many times those of another period.
pub(super) fn compared(
    sheet: &Sheet,
    rule: &Rule,
    earlier: &[Earlier],
    with: With,
    (factor, least): (i64, Least),
) -> Vec<Point> {
    // Twelve months against three say nothing.
    let like = |a: i64, b: i64| a.abs_diff(b) * 10 <= a.max(b).unsigned_abs();
    let fits = |e: &&Earlier| of(sheet, e, with) && like(e.period.days(), sheet.period.days());
    let Some(before) = earlier.iter().find(|e| fits(e)) else { return Vec::new() };
    let mut out = Vec::new();
    for column in sheet.form.columns.iter().filter(|c| before.alike.contains(&c.id)) {
        let id = std::slice::from_ref(&column.id);
        let (Some(now), Some(then)) = (cell(sheet, &sheet.total, &column.id), before.side(None, id, &[])) else {
            continue;
        };
        let (low, high) = (now.min(then), now.max(then));
        if low >= least.of(column.unit) && high >= low.saturating_mul(factor) {
            out.push(Point {
                here: Some(Side::here(&sheet.form.id, id, now)),
                there: Some(side_there(before, id, &[], then)),
                ..point(sheet, rule, None)
            });
        }
    }
    out
}

/// Days that are not those of the circular.
pub(super) fn clash(
    sheet: &Sheet,
    rule: &Rule,
    clash: Clash,
    earlier: &[Earlier],
    elsewhere: &[Elsewhere],
) -> Vec<Point> {
    let period = &sheet.period;
    let is_free = period.law.is_none();
    let months = period.id.split_once('-').is_some_and(|(_, kind)| kind.ends_with('m') && !kind.contains(".."));
    let whole = |found: bool| if found { vec![point(sheet, rule, None)] } else { Vec::new() };
    match clash {
        Clash::Known { from, until } => whole(is_free && fits(period.from, period.until, (from, until))),
        Clash::Months => whole(is_free && months),
        Clash::Free => whole(is_free && !months),
        Clash::CutOff => {
            let cut = |p: &Period| (p.from.month(), p.from.day(), p.until.month(), p.until.day());
            let before = earlier.iter().find(|e| of(sheet, e, With::YearBefore));
            let found = before.filter(|e| cut(&e.period) != cut(period));
            let there = found.map(|e| side_there(e, &[], &[], 0));
            there.map(|there| Point { there: Some(there), ..point(sheet, rule, None) }).into_iter().collect()
        }
        Clash::DeclaredElsewhere => {
            let of_form = elsewhere.iter().filter(|e| e.form == sheet.form.id);
            let mut units: Vec<&str> = of_form.map(|e| e.unit.as_str()).collect();
            units.sort_unstable();
            units.dedup();
            units.into_iter().map(|unit| point(sheet, rule, Some(unit))).collect()
        }
    }
}
