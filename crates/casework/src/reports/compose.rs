//! Cộng báo cáo cấp dưới: an upper unit adds up what it has accepted, and takes from the
//! ledger what nobody has reported yet.
//!
//! Here because an accepted figure must not move when a late fact is recorded below: what
//! came late is an adjustment line of the open period. Must never change an accepted sheet.

use super::fill::findings;
use super::sheet::{Sheet, SheetRow};
use law::form::Take;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Biểu đã tiếp nhận của một đơn vị: the total row another office answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The unit that reported.
    pub unit: String,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// Number of its report.
    pub report: String,
    /// SHA-256 of the accepted sheet, in hex.
    pub sha256: String,
    /// Its total row by column; unknown cells are left out.
    pub total: BTreeMap<String, i64>,
}

/// The sheet with the rows of accepted reports in place of the ledger's, each named for
/// its report; the total moves by as much as each row does, so that things counted once
/// stay counted once.
#[must_use]
pub fn with_accepted(mut sheet: Sheet, accepted: &[Accepted]) -> Sheet {
    for report in accepted {
        // Its own report is what is being made.
        if report.unit == sheet.unit {
            continue;
        }
        let at = sheet.rows.iter().position(|row| row.unit == report.unit).unwrap_or_else(|| {
            sheet.rows.push(SheetRow {
                unit: report.unit.clone(),
                name_vi: report.name_vi.clone(),
                name_en: report.name_en.clone(),
                cells: sheet.form.columns.iter().map(|c| (c.take != Take::Nothing).then_some(0)).collect(),
                report: String::new(),
            });
            sheet.rows.len() - 1
        });
        let row = &mut sheet.rows[at];
        row.report.clone_from(&report.report);
        for (at, column) in sheet.form.columns.iter().enumerate() {
            let (Some(new), old) = (report.total.get(&column.id), row.cells[at]) else { continue };
            row.cells[at] = Some(*new);
            // A figure nobody knew here is known with the first report that brings it.
            let sum = sheet.total[at].unwrap_or(0);
            sheet.total[at] = Some(sum.saturating_add(new.saturating_sub(old.unwrap_or(0))));
        }
    }
    sheet.findings = findings(&sheet.form, &sheet.unit, &sheet.rows, &sheet.total);
    sheet
}

/// Dòng điều chỉnh: by how much a cell of a sealed sheet would differ today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adjustment {
    /// The row's unit; the sheet's for the total.
    pub unit: String,
    /// Whether it is the total row.
    pub is_total: bool,
    /// The column.
    pub column: String,
    /// What was sealed.
    pub sealed: i64,
    /// What the ledger says now.
    pub now: i64,
}

/// What was recorded too late for a sealed sheet: cell by cell, rows first. A row that
/// stands in one of the two only, and an unknown cell, count as nothing.
pub fn adjustments(sealed: &Sheet, now: &Sheet) -> Vec<Adjustment> {
    let mut out = Vec::new();
    for row in &now.rows {
        let then = sealed.rows.iter().find(|r| r.unit == row.unit).map(|r| &r.cells[..]);
        differences(&now.form, (&row.unit, false), then.unwrap_or_default(), &row.cells, &mut out);
    }
    for row in sealed.rows.iter().filter(|r| !now.rows.iter().any(|n| n.unit == r.unit)) {
        differences(&now.form, (&row.unit, false), &row.cells, &[], &mut out);
    }
    differences(&now.form, (&now.unit, true), &sealed.total, &now.total, &mut out);
    out
}

fn differences(
    form: &law::form::Form,
    (unit, is_total): (&str, bool),
    sealed: &[Option<i64>],
    now: &[Option<i64>],
    out: &mut Vec<Adjustment>,
) {
    for (at, column) in form.columns.iter().enumerate() {
        let of = |cells: &[Option<i64>]| cells.get(at).copied().flatten().unwrap_or(0);
        let (sealed, now) = (of(sealed), of(now));
        if sealed != now {
            out.push(Adjustment { unit: unit.to_owned(), is_total, column: column.id.clone(), sealed, now });
        }
    }
}
