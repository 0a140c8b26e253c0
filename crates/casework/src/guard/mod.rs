//! Đối chiếu trước khi công bố: the numbers of a text beside the figures that were sealed.
//!
//! [`read`] finds the numbers of a text, [`compare`] says of each whether a figure stands
//! behind it. Here and not in a page, so that whoever publishes asks the same question:
//! the page of the guard, the API, the portal. Must never change a text, and never guess:
//! what matches nothing is unknown, not wrong.

mod compare;
mod read;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

pub use compare::{Judged, Verdict, Why, against, compare};
pub use read::{read, said_period};

use law::form::Unit;
use std::ops::Range;

/// What a number of a text measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Cuộc, vụ, người…
    Count,
    /// Tiền, in đồng.
    Money,
    /// Đất, in m².
    Land,
    /// Phần trăm, in thousandths of one percent.
    Percent,
}

impl From<Unit> for Measure {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Count => Measure::Count,
            Unit::Vnd => Measure::Money,
            Unit::M2 => Measure::Land,
        }
    }
}

/// Từ làm tròn before a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// None: the figure itself, or rounded at its last written digit.
    Plain,
    /// Gần: the figure is a little below.
    Below,
    /// Hơn, trên: the figure is a little above.
    Above,
    /// Khoảng, xấp xỉ: either.
    Around,
}

/// A number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Where it stands, in bytes, with its unit.
    pub at: Range<usize>,
    /// What it measures.
    pub measure: Measure,
    /// Its value in đồng, m², as counted, or thousandths of a percent.
    pub value: i64,
    /// What one in its last written digit is worth.
    pub step: i64,
    /// The same, with the zeros at its end taken as rounded away: `84.800` gives a hundred.
    pub rough: i64,
    /// Word of rounding before it.
    pub rounding: Rounding,
    /// Kỳ the text was speaking of, as `2023-6m`; empty: none was named.
    pub period: String,
    /// Whether it is said of a rise (1) or a fall (-1).
    pub change: i8,
    /// The words around it, without marks, those right behind it first.
    pub context: Vec<String>,
    /// How many of `context` stand behind the number.
    pub behind: usize,
    /// Which sentence it stands in.
    pub sentence: usize,
}

/// Số liệu đã niêm phong: one cell that numbers are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Ký hiệu biểu.
    pub form: String,
    /// Whether a circular has it; an overview or an office's own form repeats what those say.
    pub is_of_circular: bool,
    /// Cột.
    pub column: String,
    /// Heads of the column as one line: the words it is known by.
    pub heads: String,
    /// Title of the form.
    pub title: String,
    /// What it measures.
    pub measure: Measure,
    /// In đồng, m² or as counted.
    pub value: i64,
    /// Name of the row's unit; empty: the total.
    pub row: String,
    /// Kỳ, as `2023-6m`.
    pub period: String,
    /// The same period a year before.
    pub before: String,
}
