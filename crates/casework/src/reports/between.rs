//! Hệ thức giữa các biểu: figures that two forms of one circular must share.
//!
//! Here because each form is filled alone, while an office hands in the whole set.
//! Must never correct a figure: what disagrees is said, as within one sheet.

use super::sheet::Sheet;
use law::form::{Between, Form};

/// Two forms that should say one figure and do not.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch<'s> {
    /// Id of the form that states the identity.
    pub form: &'s str,
    /// The identity.
    pub between: &'s Between,
    /// The row's unit; the sheet's for the total.
    pub unit: &'s str,
    /// Whether it is the total row.
    pub is_total: bool,
    /// What this form says.
    pub left: i64,
    /// What the other form says.
    pub right: i64,
}

/// Compares the sheets of one set: same unit, period and as-of. A form that is not
/// in the set, a row the other lacks and an unknown cell say nothing.
pub fn between(sheets: &[Sheet]) -> Vec<Mismatch<'_>> {
    let mut out = Vec::new();
    for sheet in sheets {
        for tie in &sheet.form.between {
            let Some(other) = sheets.iter().find(|s| is_beside(s, sheet) && s.form.id == tie.form) else { continue };
            let rows = sheet.rows.iter().filter_map(|row| {
                let twin = other.rows.iter().find(|r| r.unit == row.unit)?;
                Some((row.unit.as_str(), false, &row.cells, &twin.cells))
            });
            let total = (sheet.unit.as_str(), true, &sheet.total, &other.total);
            for (unit, is_total, mine, theirs) in rows.chain([total]) {
                let sides = added(&sheet.form, &tie.left, mine).zip(added(&other.form, &tie.right, theirs));
                if let Some((left, right)) = sides.filter(|(left, right)| left != right) {
                    out.push(Mismatch { form: &sheet.form.id, between: tie, unit, is_total, left, right });
                }
            }
        }
    }
    out
}

/// Columns of a row added up; none where one of them is unknown.
fn added(form: &Form, ids: &[String], cells: &[Option<i64>]) -> Option<i64> {
    ids.iter().try_fold(0_i64, |sum, id| {
        let at = form.columns.iter().position(|c| c.id == *id)?;
        Some(sum.saturating_add((*cells.get(at)?)?))
    })
}

/// Whether two sheets belong to one set.
fn is_beside(a: &Sheet, b: &Sheet) -> bool {
    a.unit == b.unit && a.period == b.period && a.as_of == b.as_of
}
