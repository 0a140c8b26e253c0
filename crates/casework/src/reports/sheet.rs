//! Biểu đã lập: rows, total, findings; and its JSON, which other programs rely on.

use law::form::{Check, Column, Form, Severity};
use law::{Period, Status};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

/// A filled sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The form, as it was read.
    pub form: Form,
    /// Code of the unit.
    pub unit: String,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// From when to when.
    pub period: Period,
    /// The day as organised on which the rows stand; none: the last of the period.
    pub organised: Option<law::Date>,
    /// The last journal position counted.
    pub as_of: i64,
    /// One row a unit.
    pub rows: Vec<SheetRow>,
    /// Dòng Tổng, in the order of the columns.
    pub total: Vec<Option<i64>>,
    /// Identities that do not hold.
    pub findings: Vec<Finding>,
    /// Where a count of different things is below the sum of its rows.
    pub overlaps: Vec<Overlap>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Code of the unit.
    pub unit: String,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// Figures in the order of the columns; none where nothing recorded carries it.
    pub cells: Vec<Option<i64>>,
    /// Number of the accepted report the figures were taken from; empty: from the ledger.
    pub report: String,
}

/// Một hệ thức không đúng: it warns, it blocks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the form's check, as `8=10+12`.
    pub check: String,
    /// The row's unit; the sheet's for the total.
    pub unit: String,
    /// Whether it is the total row.
    pub is_total: bool,
    /// What the left side adds up to.
    pub left: i64,
    /// What the right side adds up to.
    pub right: i64,
}

/// A column whose total is below the sum of its rows, because things named in
/// several rows count once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// The column.
    pub column: String,
    /// Sum of its rows.
    pub rows: i64,
    /// Its total.
    pub total: i64,
}

impl Sheet {
    /// The name of the unit in a language.
    pub fn unit_name(&self, lang: &str) -> &str {
        if lang == "en" { &self.name_en } else { &self.name_vi }
    }

    /// A figure of the total row.
    pub fn total_of(&self, column: &str) -> Option<i64> {
        let at = self.form.columns.iter().position(|c| c.id == column)?;
        self.total[at]
    }

    /// A figure of a row.
    pub fn cell(&self, unit: &str, column: &str) -> Option<i64> {
        let at = self.form.columns.iter().position(|c| c.id == column)?;
        self.rows.iter().find(|r| r.unit == unit)?.cells[at]
    }

    /// The form's check behind a finding.
    pub fn check(&self, finding: &Finding) -> Option<&Check> {
        self.form.checks.iter().find(|c| c.id == finding.check)
    }

    /// The sheet as JSON: money in đồng, land in m²; `printed_unit` tells how
    /// paper prints it. The same sheet gives the same bytes.
    pub fn json(&self, lang: &str) -> String {
        serde_json::to_string_pretty(&self.view(lang)).unwrap_or_default()
    }

    /// The sheet as a JSON value.
    pub fn value(&self, lang: &str) -> serde_json::Value {
        serde_json::to_value(self.view(lang)).unwrap_or_default()
    }

    fn view<'s>(&'s self, lang: &'s str) -> View<'s> {
        let en = lang == "en";
        View {
            form: &self.form.id,
            version: &self.form.version,
            title: self.form.title(lang),
            status: self.form.status,
            unit: &self.unit,
            unit_name: self.unit_name(lang),
            period: PeriodView {
                from: self.period.from.to_string(),
                until: self.period.until.to_string(),
                label: self.period.label(lang),
                id: &self.period.id,
            },
            organised: self.organised,
            as_of: self.as_of,
            columns: self.form.columns.iter().map(|c| ColumnView::new(c, lang)).collect(),
            rows: self
                .rows
                .iter()
                .map(|r| RowView {
                    unit: &r.unit,
                    name: if en { &r.name_en } else { &r.name_vi },
                    report: &r.report,
                    cells: Cells(&self.form.columns, &r.cells),
                })
                .collect(),
            total: Cells(&self.form.columns, &self.total),
            findings: self.findings.iter().filter_map(|f| self.finding_view(f, en)).collect(),
            overlaps: &self.overlaps,
        }
    }

    fn finding_view<'s>(&'s self, finding: &'s Finding, en: bool) -> Option<FindingView<'s>> {
        let check = self.check(finding)?;
        Some(FindingView {
            check: &check.id,
            unit: &finding.unit,
            row: if finding.is_total { "total" } else { "unit" },
            left: finding.left,
            right: finding.right,
            columns: check.left.iter().chain(&check.right).map(String::as_str).collect(),
            severity: check.severity,
            why: if en { &check.why_en } else { &check.why_vi },
            what_to_do: if en { &check.do_en } else { &check.do_vi },
        })
    }
}

#[derive(Serialize)]
struct View<'s> {
    form: &'s str,
    version: &'s str,
    title: &'s str,
    status: Status,
    unit: &'s str,
    unit_name: &'s str,
    period: PeriodView<'s>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organised: Option<law::Date>,
    as_of: i64,
    columns: Vec<ColumnView<'s>>,
    rows: Vec<RowView<'s>>,
    total: Cells<'s>,
    findings: Vec<FindingView<'s>>,
    overlaps: &'s [Overlap],
}

#[derive(Serialize)]
struct PeriodView<'s> {
    from: String,
    until: String,
    label: String,
    id: &'s str,
}

#[derive(Serialize)]
struct ColumnView<'s> {
    id: &'s str,
    title: String,
    heads: &'s [String],
    unit: law::form::Unit,
    printed_unit: &'static str,
    printed_scale: i64,
    distinct: bool,
    status: Status,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'s str,
}

impl<'s> ColumnView<'s> {
    fn new(column: &'s Column, lang: &str) -> Self {
        Self {
            id: &column.id,
            title: column.title(lang),
            heads: column.heads(lang),
            unit: column.unit,
            printed_unit: super::text::unit_word(column.printed, lang),
            printed_scale: column.printed.scale(),
            distinct: column.is_distinct(),
            status: column.status,
            note: column.note(lang),
        }
    }
}

#[derive(Serialize)]
struct RowView<'s> {
    unit: &'s str,
    name: &'s str,
    #[serde(skip_serializing_if = "str::is_empty")]
    report: &'s str,
    cells: Cells<'s>,
}

#[derive(Serialize)]
struct FindingView<'s> {
    check: &'s str,
    unit: &'s str,
    row: &'static str,
    left: i64,
    right: i64,
    columns: Vec<&'s str>,
    severity: Severity,
    why: &'s str,
    what_to_do: &'s str,
}

/// Figures by column id, in the order of the form; unknown ones are left out.
struct Cells<'s>(&'s [Column], &'s [Option<i64>]);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, cell) in self.0.iter().zip(self.1) {
            if let Some(figure) = cell {
                map.serialize_entry(&column.id, figure)?;
            }
        }
        map.end()
    }
}
