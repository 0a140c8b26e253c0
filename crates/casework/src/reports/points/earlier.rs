//! Biểu kỳ trước: the sheets a set is held against, without what is not compared.

use crate::reports::{Kept, Sheet};
use law::form::Form;
use law::rule::With;
use law::{Date, Period};
use serde::{Deserialize, Serialize};

/// The sheet of an earlier period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// Why it is looked at.
    pub with: With,
    /// The form.
    pub form: String,
    /// Its circular.
    pub circular: String,
    /// The period.
    pub period: Period,
    /// The day as organised on which its rows stand; none: that of its own end.
    pub organised: Option<Date>,
    /// The report it was taken from; empty: computed from the ledger.
    pub report: String,
    /// SHA-256 of that report's sheet; empty: computed from the ledger.
    pub sha256: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Those that mean what the column of the same name means in the later form.
    pub alike: Vec<String>,
    /// Dòng Tổng.
    pub total: Vec<Option<i64>>,
    /// One row a unit.
    pub rows: Vec<EarlierRow>,
}

/// One row of an earlier sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierRow {
    /// Code of the unit.
    pub unit: String,
    /// Figures in the order of the columns.
    pub cells: Vec<Option<i64>>,
}

/// Biểu khai cho kỳ khác: a unit declared a form for another period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// The form.
    pub form: String,
    /// The row it would be counted in.
    pub unit: String,
    /// The period it was declared for, as `2023-7m`.
    pub period: String,
}

impl Earlier {
    /// A sheet filled from the ledger, held against a later one's form.
    pub fn of_sheet(with: With, sheet: &Sheet, later: &Form) -> Self {
        Self::of_kept(with, &Kept::of(sheet), later, (sheet.organised, "", ""))
    }

    /// A sheet of a report, with the report's number and the sheet's hash.
    pub fn of_kept(
        with: With,
        kept: &Kept,
        later: &Form,
        (organised, report, sha256): (Option<Date>, &str, &str),
    ) -> Self {
        let circular = kept.version.split('+').next().unwrap_or_default();
        let is_alike = |id: &str, heads: &[String]| later.column(id).is_some_and(|c| c.heads_vi == heads);
        let alike = kept.columns.iter().filter(|c| is_alike(&c.id, &c.heads_vi));
        Self {
            with,
            form: kept.form.clone(),
            circular: circular.to_owned(),
            period: kept.period.clone(),
            organised,
            report: report.to_owned(),
            sha256: sha256.to_owned(),
            columns: kept.columns.iter().map(|c| c.id.clone()).collect(),
            alike: alike.map(|c| c.id.clone()).collect(),
            total: kept.total.clone(),
            rows: kept.rows.iter().map(|r| EarlierRow { unit: r.unit.clone(), cells: r.cells.clone() }).collect(),
        }
    }

    /// A row's figures, or the total's; none for a row it has not.
    pub fn cells(&self, row: Option<&str>) -> Option<&[Option<i64>]> {
        match row {
            None => Some(&self.total),
            Some(unit) => self.rows.iter().find(|r| r.unit == unit).map(|r| &r.cells[..]),
        }
    }

    /// Columns of a row added up, others taken off; none where one of them is unknown.
    pub fn side(&self, row: Option<&str>, columns: &[String], less: &[String]) -> Option<i64> {
        let cells = self.cells(row)?;
        let cell = |id: &String| cells.get(self.columns.iter().position(|c| c == id)?).copied().flatten();
        let sum = |ids: &[String]| ids.iter().try_fold(0_i64, |sum, id| Some(sum.saturating_add(cell(id)?)));
        Some(sum(columns)?.saturating_sub(sum(less)?))
    }
}
