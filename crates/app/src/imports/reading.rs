//! From the bytes of a file to the rows of one register.

use casework::fold;
use casework::imports::{Heads, Profile, RowFault, SourceRow, Value, find_heads};
use casework::legacy::{self, Encoding};
use paper::{Cell, Limits, PaperError, Table};

/// A register found in a file.
#[derive(Debug, Clone)]
pub struct Register {
    /// Name of its sheet or file.
    pub name: String,
    /// Its rows, joined cells filled in.
    pub rows: Vec<SourceRow>,
    /// Where its columns stand.
    pub heads: Heads,
    /// The old encoding its text was typed in, before it was read as Unicode.
    pub old: Option<Encoding>,
}

impl Register {
    /// The heads over each column, as the register writes them.
    pub fn titles(&self, head_lines: usize) -> Vec<String> {
        let first = self.heads.first_row.saturating_sub(head_lines.max(1));
        let lines = &self.rows[first..self.heads.first_row.min(self.rows.len())];
        let width = self.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        let path = |column: usize| {
            let mut parts: Vec<String> =
                lines.iter().map(|l| l.cell(column).text()).filter(|t| !t.is_empty()).collect();
            parts.dedup();
            parts.join(" > ")
        };
        (0..width).map(path).collect()
    }
}

/// Why there is no register in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The file itself.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// Its columns.
    #[error("{0}")]
    Heads(RowFault),
}

/// The register a profile reads: the sheet it names, or the first with its heads.
pub fn register(profile: &Profile, name: &str, bytes: &[u8], limits: &Limits) -> Result<Register, Unreadable> {
    let tables = paper::read(name, bytes, limits)?;
    let wanted = fold(&profile.sheet);
    let mut why = RowFault::new("no_sheet", "", &profile.sheet, names(&tables));
    for table in tables.iter().filter(|t| tables.len() == 1 || fold(&t.name).starts_with(&wanted)) {
        let mut rows = rows(&table.filled());
        let old = in_unicode(&mut rows);
        match find_heads(profile, &rows) {
            Ok(heads) => return Ok(Register { name: table.name.clone(), rows, heads, old }),
            Err(fault) => why = fault,
        }
    }
    Err(Unreadable::Heads(why))
}

/// Puts text typed for an old font into Unicode; the import says so before anything is taken.
fn in_unicode(rows: &mut [SourceRow]) -> Option<Encoding> {
    fn texts(rows: &mut [SourceRow]) -> impl Iterator<Item = &mut String> {
        let cells = rows.iter_mut().flat_map(|row| row.cells.iter_mut());
        let texts = cells.filter_map(|cell| match cell {
            Value::Text(text) => Some(text),
            _ => None,
        });
        texts.filter(|text| !text.is_ascii() && !legacy::is_unicode(text))
    }
    let whole: Vec<String> = texts(rows).take(2_000).map(|text| text.clone()).collect();
    let encoding = legacy::detect(&whole.join("\n"))?;
    for text in texts(rows) {
        *text = legacy::convert(text, encoding);
    }
    Some(encoding)
}

fn names(tables: &[Table]) -> String {
    tables.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A table's rows as the mapping takes them.
pub fn rows(table: &Table) -> Vec<SourceRow> {
    let row = |r: &paper::Row| SourceRow { line: r.line, cells: r.cells.iter().map(value).collect() };
    table.rows.iter().map(row).collect()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Empty,
        Cell::Number(n) => Value::Number(*n),
        Cell::Date(day) => Value::Day(*day),
        // A register of days: the hour of a time stamp decides nothing.
        Cell::Moment(at) => Value::Day(at.date()),
        Cell::Text(_) | Cell::Bool(_) | Cell::Error(_) => Value::Text(cell.text()),
    }
}
