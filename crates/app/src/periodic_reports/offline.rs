//! Biểu điền tay, không cần cơ sở dữ liệu: the official form as an empty workbook, and a
//! filled one checked before it is sent: every wrong cell, every identity that fails.
//!
//! Here because an office outside the system has the program and its form, no account. The
//! page that takes a file in reads it through the same eyes. Must never keep anything.

use crate::lang::Lang;
use crate::reports::out;
use casework::reports::by_hand::{self, Cell, Expected, Slip};
use casework::reports::printed;
use casework::units::Tree;
use law::form::{Form, Severity};
use law::{Law, Period};
use paper::{Limits, PaperError};
use serde::Serialize;

/// Why a file cannot be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum NoCheck {
    /// It is no workbook.
    #[error("the file cannot be read: {0}. It must be an XLSX workbook made from the form")]
    Unreadable(#[from] PaperError),
    /// It does not say which form it is.
    #[error(
        "the file has no line “#thanhtra FORM CIRCULAR UNIT PERIOD”: start from the form (thanhtra report template) and keep its last line"
    )]
    NoMark,
    /// The period.
    #[error(transparent)]
    Period(#[from] law::PeriodError),
    /// No such form, or another edition of it.
    #[error(
        "the law here has no form {id} of {version} for periods that end on {until}; it has {known}. If an office added it, name its folder with --law"
    )]
    NoForm {
        /// The form.
        id: String,
        /// Its circular, as asked for; may be empty.
        version: String,
        /// End of the period.
        until: law::Date,
        /// The editions there are.
        known: String,
    },
}

/// What was found in a filled form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Ký hiệu biểu.
    pub form: String,
    /// Its circular.
    pub version: String,
    /// Tên biểu.
    pub title: String,
    /// Code of the unit.
    pub unit: String,
    /// Its name, where the shipped tree knows it.
    pub unit_name: String,
    /// Id of the period.
    pub period: String,
    /// How many figures were read.
    pub figures: usize,
    /// Cells that are no figures.
    pub cells: Vec<WrongCell>,
    /// Identities that fail.
    pub identities: Vec<Failed>,
}

/// A cell that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrongCell {
    /// As `C8`; empty: the whole file.
    pub cell: String,
    /// As `not_a_number`.
    pub code: &'static str,
    /// In words.
    pub text: String,
}

/// An identity that fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// As `8=10+12`; `sum` where a column adds up others and was filled in otherwise.
    pub check: String,
    /// Whether the form cannot be right, or is worth a look.
    pub severity: Severity,
    /// What the left side adds up to.
    pub left: i64,
    /// What the right side adds up to.
    pub right: i64,
    /// In words.
    pub text: String,
}

impl Checked {
    /// Whether it can be sent as it is.
    pub fn is_clean(&self) -> bool {
        self.cells.is_empty() && self.identities.is_empty()
    }
}

fn form<'l>(law: &'l Law, id: &str, version: &str, period: &Period) -> Result<&'l Form, NoCheck> {
    let found = law.form(id, period.until);
    found.filter(|f| version.is_empty() || f.version == version).ok_or_else(|| NoCheck::NoForm {
        id: id.to_owned(),
        version: if version.is_empty() { "any circular".to_owned() } else { version.to_owned() },
        until: period.until,
        known: match found {
            Some(form) => format!("{} of {}", form.id, form.version),
            None => law.forms_on(period.until).iter().map(|f| f.id.as_str()).collect::<Vec<_>>().join(", "),
        },
    })
}

/// The form as an empty workbook for one unit and period.
///
/// # Errors
/// When there is no such form or period, or it cannot be written.
pub fn template(law: &Law, tree: &Tree, ask: [&str; 3], lang: Lang) -> Result<Vec<u8>, NoCheck> {
    let [id, unit, period] = ask;
    let period = law.period(period)?;
    let form = form(law, id, "", &period)?;
    Ok(workbook(tree, &Expected { form, unit, period: &period.id }, &period, lang)?)
}

/// The empty workbook of a form.
pub(super) fn workbook(tree: &Tree, of: &Expected, period: &Period, lang: Lang) -> Result<Vec<u8>, PaperError> {
    let (vi, en) = names(tree, of.unit, period);
    let sheet = by_hand::sheet(of, &vi, &en, period, &[]);
    out::template(&sheet, lang, vec![lang.t("by_hand.how").to_owned(), by_hand::mark(of)])
}

/// What a unit is called; its code where the tree does not know it.
fn names(tree: &Tree, unit: &str, period: &Period) -> (String, String) {
    match tree.get(unit, period.until) {
        Some(found) => (found.name.clone(), found.english()),
        None => (unit.to_owned(), unit.to_owned()),
    }
}

/// Checks a filled form by itself.
///
/// # Errors
/// When it is no such file, or names a form the law here does not have.
pub fn check(bytes: &[u8], law: &Law, tree: &Tree, lang: Lang) -> Result<Checked, NoCheck> {
    let rows = table(bytes)?;
    let told = by_hand::told(&rows).ok_or(NoCheck::NoMark)?;
    let period = law.period(&told.period)?;
    let form = form(law, &told.form, &told.version, &period)?;
    let of = Expected { form, unit: &told.unit, period: &told.period };
    let (vi, en) = names(tree, &told.unit, &period);
    let (figures, cells) = match by_hand::read(&rows, &of) {
        Ok(figures) => (figures, Vec::new()),
        Err(slips) => (Vec::new(), slips),
    };
    let sheet = by_hand::sheet(&of, &vi, &en, &period, &figures);
    let failed = sheet.findings.iter().filter(|f| f.is_total && cells.is_empty()).filter_map(|f| {
        let severity = sheet.check(f)?.severity;
        let text = out::finding(&sheet, lang, f);
        Some(Failed { check: f.check.clone(), severity, left: f.left, right: f.right, text })
    });
    let sums = by_hand::wrong_sums(form, &sheet, &figures).into_iter().map(|(column, filled, worked)| {
        let how = form.column(&column).map_or(law::form::Printed::Count, |c| c.printed);
        let said = |n: i64| printed(lang.code(), how, n);
        let facts = [("what", column), ("filled", said(filled)), ("worked", said(worked))];
        let text = lang.with("by_hand.wrong_sum", &facts);
        Failed { check: "sum".to_owned(), severity: Severity::Wrong, left: filled, right: worked, text }
    });
    Ok(Checked {
        form: form.id.clone(),
        version: form.version.clone(),
        title: form.title(lang.code()).to_owned(),
        unit: told.unit.clone(),
        unit_name: if lang == Lang::En { en } else { vi },
        period: told.period.clone(),
        figures: figures.len(),
        identities: failed.chain(sums).collect(),
        cells: cells.into_iter().map(|s| WrongCell { text: said(lang, &s), cell: s.cell, code: s.code }).collect(),
    })
}

/// A slip in words, with its cell where it has one.
pub(super) fn said(lang: Lang, slip: &Slip) -> String {
    let text = lang.f1(&format!("by_hand.{}", slip.code), "what", &slip.what);
    if slip.cell.is_empty() { text } else { lang.f2("by_hand.at", "cell", &slip.cell, "what", text) }
}

/// The first sheet of a workbook as plain cells, a row for each of its lines.
pub(super) fn table(bytes: &[u8]) -> Result<Vec<Vec<Cell>>, PaperError> {
    let tables = paper::xlsx::read(bytes, &Limits::default())?;
    let cell = |cell: &paper::Cell| match cell {
        paper::Cell::Empty => Cell::Empty,
        paper::Cell::Number(n) => Cell::Number(*n),
        other => Cell::Text(other.text()),
    };
    let mut out: Vec<Vec<Cell>> = Vec::new();
    for row in tables.first().map(|t| &t.rows[..]).unwrap_or_default() {
        // Lines left empty are not in the file; cells are named by their line all the same.
        let line = usize::try_from(row.line).unwrap_or(0).min(100_000);
        out.resize(out.len().max(line.saturating_sub(1)), Vec::new());
        out.push(row.cells.iter().map(cell).collect());
    }
    Ok(out)
}
