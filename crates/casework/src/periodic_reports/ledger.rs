//! Bút toán của biểu điền tay: a figure that an office outside the system declares counts
//! in that column of that form for that period, and nowhere else.

use super::File;
use super::acts::{declared, draft_of};
use crate::Posting;
use crate::reports::{declared_indicator, declared_nought};

/// What the forms filled in by hand add up to: the last of each form.
pub(super) fn figures(file: &File) -> Vec<Posting> {
    let Some(draft) = draft_of(file.acts) else { return Vec::new() };
    let mut out = Vec::new();
    for (entry, form) in declared(file.acts) {
        out.extend(form.figures.iter().map(|figure| (figure, figure.quantity())).map(|(figure, quantity)| Posting {
            indicator: match quantity {
                0 => declared_nought(&form.form, &figure.column),
                _ => declared_indicator(&form.form, &figure.column),
            },
            day: draft.until,
            class: String::new(),
            manner: String::new(),
            field: String::new(),
            item: draft.period.clone(),
            quantity: if quantity == 0 { 1 } else { quantity },
            about: entry.seq,
        }));
    }
    out
}
