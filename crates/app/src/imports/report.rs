//! What an import did, or would do, row by row.

use crate::lang::Lang;
use casework::Refusal;
use casework::imports::{RowFault, SourceRow, Value};
use paper::PaperError;
use paper::xlsx::{Head, Out, SheetOut};
use std::collections::HashMap;

/// What a row did, or would do.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum RowOutcome {
    /// Opened a case.
    Created,
    /// Added acts to a case of an earlier import.
    Updated,
    /// Already so.
    Unchanged,
    /// Not taken.
    Rejected {
        /// Why.
        faults: Vec<RowFault>,
        /// Why the law says no.
        #[serde(skip_serializing_if = "Option::is_none")]
        refusal: Option<Box<Refusal>>,
    },
}

impl RowOutcome {
    /// Not taken, for what stands in the row.
    pub fn rejected(faults: Vec<RowFault>) -> Self {
        RowOutcome::Rejected { faults, refusal: None }
    }

    /// Not taken, because the law refuses this act.
    pub fn refused(act: &str, refusal: Box<Refusal>) -> Self {
        let fault = RowFault::new("refused", "", act, refusal.to_string());
        RowOutcome::Rejected { faults: vec![fault], refusal: Some(refusal) }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RowReport {
    /// Its line in the file.
    pub line: u64,
    /// The case, as far as it could be read.
    pub number: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: RowOutcome,
}

/// A whole import.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct ImportReport {
    /// The profile used.
    pub profile: String,
    /// The file.
    pub file: String,
    /// The unit it was imported for.
    pub unit: String,
    /// The old encoding the file was typed in, and read as Unicode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_font: Option<&'static str>,
    /// Nothing was written.
    pub dry_run: bool,
    /// How many opened a case.
    pub created: usize,
    /// How many added acts.
    pub updated: usize,
    /// How many were so already.
    pub unchanged: usize,
    /// How many were not taken.
    pub rejected: usize,
    /// Columns of the file that the profile does not read.
    pub unread_columns: Vec<String>,
    /// Row by row, in the order of the file.
    pub rows: Vec<RowReport>,
    /// Heads of the file, for the sheet of rejected rows.
    #[serde(skip)]
    pub heads: Vec<String>,
    /// The rows not taken, as they stood.
    #[serde(skip)]
    pub originals: Vec<SourceRow>,
}

impl ImportReport {
    /// Counts and keeps a row.
    pub fn add(&mut self, line: u64, number: String, outcome: RowOutcome) {
        match outcome {
            RowOutcome::Created => self.created += 1,
            RowOutcome::Updated => self.updated += 1,
            RowOutcome::Unchanged => self.unchanged += 1,
            RowOutcome::Rejected { .. } => self.rejected += 1,
        }
        self.rows.push(RowReport { line, number, outcome });
    }

    /// The rows not taken, each with its line and reasons, as a workbook.
    pub fn rejected_sheet(&self, lang: Lang) -> Result<Vec<u8>, PaperError> {
        let mut heads = vec![Head::column(lang.t("import.line"), 8.0), Head::column(lang.t("import.reasons"), 60.0)];
        heads.extend(self.heads.iter().map(|h| Head::column(h.as_str(), 18.0)));
        let rejected = self.rows.iter().filter_map(|r| match &r.outcome {
            RowOutcome::Rejected { faults, refusal } => Some((r.line, reasons(lang, faults, refusal.as_deref()))),
            _ => None,
        });
        let originals: HashMap<u64, &SourceRow> = self.originals.iter().map(|r| (r.line, r)).collect();
        let rows = rejected.map(|(line, why)| {
            let mut out = vec![Out::Int(i64::try_from(line).unwrap_or(i64::MAX)), Out::Text(why)];
            out.extend(originals.get(&line).into_iter().flat_map(|r| r.cells.iter().map(as_it_stood)));
            out
        });
        let sheet = SheetOut {
            name: lang.t("import.rejected_name").to_owned(),
            title: vec![lang.with("import.rejected_title", &[("file", self.file.clone())])],
            rows: rows.collect(),
            heads,
            frozen: 2,
            ..SheetOut::default()
        };
        paper::xlsx::write(&[sheet])
    }
}

fn as_it_stood(value: &Value) -> Out {
    match value {
        Value::Empty => Out::Empty,
        Value::Text(text) => Out::Text(text.clone()),
        Value::Number(n) => Out::Decimal(*n, if n.fract() == 0.0 { 0 } else { 2 }),
        Value::Day(day) => Out::Day(*day),
    }
}

/// All reasons as sentences, one after the other.
pub fn reasons(lang: Lang, faults: &[RowFault], refusal: Option<&Refusal>) -> String {
    faults.iter().map(|f| sentence(lang, f, refusal)).collect::<Vec<_>>().join(" ")
}

/// One reason as a sentence; a refusal of the law with its own words and article.
pub fn sentence(lang: Lang, fault: &RowFault, refusal: Option<&Refusal>) -> String {
    let mut hint = fault.hint.clone();
    if let Some(refusal) = refusal {
        let (said, way) = crate::errors::refusal_words(lang, refusal);
        hint = format!("{said} {way} ({})", law::Law::shipped().cite(&refusal.law, lang.code()));
    }
    let act = matches!(fault.code, "refused" | "bad_facts");
    let value = if act { lang.word("act", &fault.value) } else { fault.value.clone() };
    let facts = [("column", fault.column.clone()), ("value", value), ("hint", hint)];
    lang.with(&format!("import_fault.{}", fault.code), &facts)
}
