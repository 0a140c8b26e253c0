//! Thẻ số liệu: what a card says now, from the sheets it names.
//!
//! The figures go into the log with the journal position they were counted at, so that the
//! minutes hold what was shown. Rights are asked of whoever puts it up.

use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::reports::{Ask, asked};
use casework::conference::{Card, Cell, Event};

/// Units side by side on one card, at most.
pub(super) const MOST: usize = 8;
/// The form cards are made from.
pub(super) const FORM: &str = "overview";

/// The columns a card can show, with their names.
pub(super) fn columns(cx: &Cx) -> Vec<(String, String)> {
    let until = asked::running(&cx.app.law, cx.today).until;
    let form = cx.app.law.form(FORM, until);
    let columns = form.map(|f| f.columns.as_slice()).unwrap_or_default();
    columns.iter().map(|c| (c.id.clone(), c.title(cx.lang.code()).to_owned())).collect()
}

/// The event that puts a card up with its figures of this moment.
pub(super) async fn shown(cx: &Cx, card: &Card) -> Result<Event> {
    let (mut cells, mut as_of, mut printed) = (Vec::new(), None, String::new());
    for unit in &card.units {
        if !cx.may(Action::SeeSheets, unit) {
            return Err(Error::Forbidden("denied.sheet"));
        }
        let (form, unit, period) = (card.form.clone(), unit.clone(), card.period.clone());
        let ask = Ask { form, unit: unit.clone(), period, as_of, organised: None };
        let sheet = cx.app.sheet(&ask).await.map_err(|e| asked::refuse(&e))?;
        // The others are counted at the same position, or they could not be compared.
        as_of = Some(sheet.as_of);
        printed = sheet.form.column(&card.column).map(|c| c.printed.word().to_owned()).unwrap_or_default();
        cells.push(Cell { unit, value: sheet.total_of(&card.column) });
    }
    Ok(Event::CardShown { card: card.n, as_of: as_of.unwrap_or(0), printed, cells })
}
