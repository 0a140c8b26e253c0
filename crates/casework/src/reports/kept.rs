//! Biểu được giữ lại: a sheet as text that stands for ever, and what it was filled from.
//!
//! The same sheet gives the same bytes on every machine and engine: this is what is hashed
//! and signed. It says its own columns, so that it can be read when its form has changed.
//! Must never hold anything of a language, a clock or a machine.

use super::compose::{Accepted, with_accepted};
use super::fill::{Sums, fill};
use super::rows::Rows;
use super::sheet::{Finding, Overlap, Sheet, SheetRow};
use law::Period;
use law::form::{Form, Printed, Unit};
use serde::{Deserialize, Serialize};

/// A kept sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Ký hiệu biểu.
    pub form: String,
    /// Its circular.
    pub version: String,
    /// Tên biểu.
    pub title_vi: String,
    /// Title.
    pub title_en: String,
    /// Code of the unit.
    pub unit: String,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// From when to when.
    pub period: Period,
    /// The last journal position counted.
    pub as_of: i64,
    /// Its columns.
    pub columns: Vec<KeptColumn>,
    /// One row a unit.
    pub rows: Vec<SheetRow>,
    /// Dòng Tổng.
    pub total: Vec<Option<i64>>,
    /// Identities that do not hold.
    pub findings: Vec<Finding>,
    /// Where a count of different things is below the sum of its rows.
    pub overlaps: Vec<Overlap>,
}

/// A column as a kept sheet says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptColumn {
    /// Number or name on the form.
    pub id: String,
    /// Heads, Vietnamese.
    pub heads_vi: Vec<String>,
    /// Heads in English.
    pub heads_en: Vec<String>,
    /// What its figures are.
    pub unit: Unit,
    /// How paper prints them.
    pub printed: Printed,
}

impl Kept {
    /// What is kept of a sheet.
    pub fn of(sheet: &Sheet) -> Self {
        let columns = sheet.form.columns.iter().map(|c| KeptColumn {
            id: c.id.clone(),
            heads_vi: c.heads_vi.clone(),
            heads_en: c.heads_en.clone(),
            unit: c.unit,
            printed: c.printed,
        });
        Self {
            form: sheet.form.id.clone(),
            version: sheet.form.version.clone(),
            title_vi: sheet.form.title_vi.clone(),
            title_en: sheet.form.title_en.clone(),
            unit: sheet.unit.clone(),
            name_vi: sheet.name_vi.clone(),
            name_en: sheet.name_en.clone(),
            period: sheet.period.clone(),
            as_of: sheet.as_of,
            columns: columns.collect(),
            rows: sheet.rows.clone(),
            total: sheet.total.clone(),
            findings: sheet.findings.clone(),
            overlaps: sheet.overlaps.clone(),
        }
    }

    /// Its text: JSON, a row to a line group, ended by a line break.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads a text.
    ///
    /// # Errors
    /// What is not as this program writes it, with its line.
    pub fn read(text: &str) -> Result<Self, String> {
        let kept: Self = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let width = kept.columns.len();
        let even = kept.rows.iter().all(|row| row.cells.len() == width) && kept.total.len() == width;
        if even { Ok(kept) } else { Err(format!("{}: a row has not {width} cells", kept.form)) }
    }

    /// The kept sheet as a sheet again. `form` is the one it was filled by, if it is still
    /// known: only its notes and the words of its checks are taken from there.
    pub fn sheet(&self, form: Option<&Form>) -> Sheet {
        Sheet {
            form: form.filter(|f| self.is_of(f)).cloned().unwrap_or_else(|| self.bare_form()),
            unit: self.unit.clone(),
            name_vi: self.name_vi.clone(),
            name_en: self.name_en.clone(),
            period: self.period.clone(),
            organised: None,
            as_of: self.as_of,
            rows: self.rows.clone(),
            total: self.total.clone(),
            findings: self.findings.clone(),
            overlaps: self.overlaps.clone(),
        }
    }

    /// Whether a form has the very columns of this sheet.
    pub fn is_of(&self, form: &Form) -> bool {
        let ids = form.columns.iter().map(|c| &c.id);
        self.form == form.id && self.version == form.version && ids.eq(self.columns.iter().map(|c| &c.id))
    }

    /// A form that has the columns of this sheet and takes nothing.
    fn bare_form(&self) -> Form {
        let column = |c: &KeptColumn| law::form::Column {
            id: c.id.clone(),
            heads_vi: c.heads_vi.clone(),
            heads_en: c.heads_en.clone(),
            unit: c.unit,
            printed: c.printed,
            take: law::form::Take::Nothing,
            only: law::form::Only::default(),
            status: law::Status::Unverified,
            note_vi: String::new(),
            note_en: String::new(),
        };
        Form {
            id: self.form.clone(),
            also: Vec::new(),
            version: self.version.clone(),
            title_vi: self.title_vi.clone(),
            title_en: self.title_en.clone(),
            from: None,
            until: None,
            law: None,
            status: law::Status::Unverified,
            source: String::new(),
            note_vi: String::new(),
            note_en: String::new(),
            topic: None,
            paper: "A3".to_owned(),
            layout: law::form::Layout::default(),
            columns: self.columns.iter().map(column).collect(),
            checks: Vec::new(),
            between: Vec::new(),
            file: String::new(),
            own: false,
        }
    }

    /// A figure of the total row.
    pub fn total_of(&self, column: &str) -> Option<i64> {
        self.total[self.columns.iter().position(|c| c.id == column)?]
    }

    /// The total row by column, as an upper unit takes it over.
    pub fn accepted(&self, report: &str, sha256: &str) -> Accepted {
        let cells = self.columns.iter().zip(&self.total);
        Accepted {
            unit: self.unit.clone(),
            name_vi: self.name_vi.clone(),
            name_en: self.name_en.clone(),
            report: report.to_owned(),
            sha256: sha256.to_owned(),
            total: cells.filter_map(|(c, cell)| Some((c.id.clone(), (*cell)?))).collect(),
        }
    }
}

/// Căn cứ lập biểu: everything a sheet was filled from, so that anybody can fill it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The form, whole.
    pub form: Form,
    /// The rows as the units stood.
    pub rows: Rows,
    /// The sums of the ledger.
    pub sums: Sums,
    /// The period.
    pub period: Period,
    /// The journal position.
    pub as_of: i64,
    /// The accepted reports that were added up.
    pub accepted: Vec<Accepted>,
}

impl Basis {
    /// The sheet, filled again.
    pub fn sheet(&self) -> Sheet {
        with_accepted(fill(&self.form, &self.rows, &self.sums, &self.period, self.as_of), &self.accepted)
    }

    /// Puts the sums in an order that no engine decides.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.sums.totals.sort_unstable();
        self.sums.items.sort_unstable();
        self.sums.declared.sort_unstable();
        self
    }
}
