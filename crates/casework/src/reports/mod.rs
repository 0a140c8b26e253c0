//! Báo cáo: sheets filled from postings by the forms of the circulars.
//!
//! A sheet is form × unit × period × as-of, and a pure function of postings: the
//! same ledger gives the same bytes for ever. Must never ask where postings are
//! kept, and never correct a figure: an identity that fails is a finding.

mod between;
mod bridge;
pub mod by_hand;
mod compose;
mod fill;
mod kept;
mod points;
mod rows;
mod sheet;
mod text;
mod withheld;

pub use between::{Mismatch, between};
pub use bridge::{Bridge, Choice, Span, bridge};
pub use compose::{Accepted, Adjustment, adjustments, with_accepted};
pub use fill::{Declared, Item, Sums, Total, declared_indicator, declared_nought, fill, totals_of};
pub use kept::{Basis, Kept, KeptColumn};
pub use points::{Checked, Earlier, EarlierRow, Elsewhere, Point, Side, points};
pub use rows::{RowUnit, Rows, rows, rows_until};
pub use sheet::{Finding, Overlap, Sheet, SheetRow};
pub use text::{press, printed, whole};
pub use withheld::{FEWEST, withheld};

use law::form::{Column, Only, Take};

/// Những bút toán làm nên một ô: what a column selects, for reading its lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// Indicators counted before the period.
    pub opening: Vec<String>,
    /// Indicators counted within the period.
    pub flow: Vec<String>,
    /// Indicators whose items are counted once each, within the period.
    pub distinct: Vec<String>,
    /// Which of them.
    pub only: Only,
}

impl Selection {
    /// What a column selects by itself; nothing where it adds up other columns.
    pub fn of(column: &Column) -> Option<Selection> {
        let only = column.only.clone();
        match &column.take {
            Take::Sums { opening, flow, closing } => {
                let with = |list: &[String]| list.iter().chain(closing).cloned().collect();
                Some(Selection { opening: with(opening), flow: with(flow), distinct: Vec::new(), only })
            }
            Take::Distinct(names) => Some(Selection { distinct: names.clone(), only, ..Selection::default() }),
            Take::Sum(_) | Take::Nothing => None,
        }
    }
}

#[cfg(test)]
mod bridge_tests;
#[cfg(test)]
mod desk_properties;
#[cfg(test)]
pub(crate) mod desk_tests;
#[cfg(test)]
mod quarter_tests;
#[cfg(test)]
mod tests;
