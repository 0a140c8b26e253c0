//! A table as it came: cells with their kind, rows with their line.

use jiff::civil::{Date, DateTime};

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as written.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// A day with a time.
    Moment(DateTime),
    /// Yes or no.
    Bool(bool),
    /// An error of the workbook's own, as `#REF!`.
    Error(String),
}

impl Cell {
    /// Whether nothing but blanks stands in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// As a person would type it; whole numbers without a point.
    pub fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            Cell::Number(n) => n.to_string(),
            Cell::Date(day) => day.to_string(),
            Cell::Moment(at) => at.to_string(),
            Cell::Bool(yes) => yes.to_string(),
            Cell::Error(what) => what.clone(),
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its line in the file, from 1, for messages.
    pub line: u64,
    /// Its cells from the first column on; short rows end early.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column, empty beyond the end.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// Cells joined into one; lines from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First and last line.
    pub lines: (u64, u64),
    /// First and last column.
    pub columns: (usize, usize),
}

/// One sheet of a workbook, or one delimited file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Name of the sheet or the file.
    pub name: String,
    /// Rows that have any content, in order.
    pub rows: Vec<Row>,
    /// Cells joined into one.
    pub merges: Vec<Merge>,
}

impl Table {
    /// The row on a line, if anything stands there.
    pub fn at_line(&self, line: u64) -> Option<&Row> {
        self.rows.binary_search_by_key(&line, |row| row.line).ok().map(|at| &self.rows[at])
    }

    /// What stands at a place, looking through joined cells to their first one.
    pub fn shown(&self, line: u64, column: usize) -> &Cell {
        let inside =
            |m: &&Merge| (m.lines.0..=m.lines.1).contains(&line) && (m.columns.0..=m.columns.1).contains(&column);
        let (line, column) = self.merges.iter().find(inside).map_or((line, column), |m| (m.lines.0, m.columns.0));
        self.at_line(line).map_or(&Cell::Empty, |row| row.cell(column))
    }

    /// The same table with the content of joined cells repeated in each of them,
    /// in rows that have any content; at most [`Table::FILLED`] cells.
    #[must_use]
    pub fn filled(&self) -> Table {
        let mut out = self.clone();
        let mut left = Self::FILLED;
        for merge in &self.merges {
            let cell = self.at_line(merge.lines.0).map_or(&Cell::Empty, |row| row.cell(merge.columns.0));
            if cell.is_empty() {
                continue;
            }
            let first = out.rows.partition_point(|row| row.line < merge.lines.0);
            for row in out.rows[first..].iter_mut().take_while(|row| row.line <= merge.lines.1) {
                let width = (merge.columns.1 + 1).min(left + merge.columns.0);
                left = left.saturating_sub(width.saturating_sub(merge.columns.0));
                row.cells.resize(row.cells.len().max(width), Cell::Empty);
                for at in merge.columns.0..width {
                    row.cells[at] = cell.clone();
                }
                if left == 0 {
                    return out;
                }
            }
        }
        out
    }

    /// How many cells [`Table::filled`] fills at most: joined cells cost nothing in a file.
    pub const FILLED: usize = 200_000;
}
