//! What comes in, and why a row cannot be taken.

use jiff::civil::Date;

/// One cell of a register.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as written.
    Text(String),
    /// A number of a workbook.
    Number(f64),
    /// A day of a workbook.
    Day(Date),
}

impl Value {
    /// As a person would type it.
    pub fn text(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            Value::Number(n) => n.to_string(),
            Value::Day(day) => day.to_string(),
        }
    }

    /// Whether nothing but blanks stands in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Empty => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// One row of a register.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SourceRow {
    /// Its line in the file.
    pub line: u64,
    /// Its cells from the first column on.
    pub cells: Vec<Value>,
}

impl SourceRow {
    /// The cell in a column, empty beyond the end.
    pub fn cell(&self, column: usize) -> &Value {
        self.cells.get(column).unwrap_or(&Value::Empty)
    }
}

/// Every reason there is; a test asks both languages for a sentence for each.
pub const CODES: &[&str] = &[
    "missing",
    "bad_day",
    "bad_count",
    "bad_amount",
    "bad_flag",
    "bad_word",
    "no_number",
    "no_act",
    "number_twice",
    "number_taken",
    "changed_since",
    "act_differs",
    "unit_unknown",
    "unit_ambiguous",
    "unit_not_then",
    "unit_outside",
    "unit_does_not_inspect",
    "no_column",
    "no_rows",
    "no_sheet",
    "bad_facts",
    "refused",
];

/// Why a row, or a whole file, cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RowFault {
    /// Name of the sentence in the language catalogues, under `import.`.
    pub code: &'static str,
    /// Head of the column it is about; empty: the row as a whole.
    pub column: String,
    /// What stood there.
    pub value: String,
    /// What was expected, or what to use instead.
    pub hint: String,
}

impl RowFault {
    /// A fault of one cell.
    pub fn new(code: &'static str, column: &str, value: &str, hint: impl Into<String>) -> Self {
        debug_assert!(CODES.contains(&code), "{code} has no sentence");
        Self { code, column: column.to_owned(), value: value.to_owned(), hint: hint.into() }
    }
}

impl std::fmt::Display for RowFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        for (sign, part) in [(" [", &self.column), (": ", &self.value), (" → ", &self.hint)] {
            if !part.is_empty() {
                write!(f, "{sign}{part}{}", if sign == " [" { "]" } else { "" })?;
            }
        }
        Ok(())
    }
}
