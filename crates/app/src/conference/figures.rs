//! Thẻ số liệu: what a card says now, from any form of the circulars or from sealed reports.
//!
//! The figures go into the log with the journal position they were counted at, or the sealed report
//! they stand in, so that the minutes hold what was shown. Rights are asked of whoever puts it up.

use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::periodic_reports::sealed_figure;
use crate::reports::{Ask, asked};
use casework::conference::{Card, Cell, Event};
use jiff::civil::Date;

/// Units side by side on one card, at most.
pub(super) const MOST: usize = 8;
/// The form a card is made from when none is named.
const FORM: &str = "overview";

/// A form with the columns a card can show: value and name of each.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) columns: Vec<(String, String)>,
}

/// Every form that serves a day, the overview first.
pub(super) fn groups(cx: &Cx, until: Date) -> Vec<Group> {
    let mut forms = cx.app.law.forms_on(until);
    forms.sort_by_key(|f| (f.id != FORM, f.id.clone()));
    let code = cx.lang.code();
    let group = |form: &law::form::Form| Group {
        title: if form.id == FORM { form.title(code).to_owned() } else { format!("{} {}", form.id, form.title(code)) },
        columns: form.columns.iter().map(|c| (format!("{}#{}", form.id, c.id), c.title(code))).collect(),
    };
    forms.into_iter().map(group).collect()
}

/// Form and column behind a choice, with the column's name; none: there is no such column.
pub(super) fn chosen(cx: &Cx, text: &str, until: Date) -> Option<(String, String, String)> {
    let (form, column) = text.split_once('#').unwrap_or((FORM, text));
    let found = cx.app.law.form(form, until)?.column(column)?;
    Some((form.to_owned(), column.to_owned(), found.title(cx.lang.code())))
}

/// The last day of the period a card is about.
pub(super) fn until(cx: &Cx, period: &str, on: Date) -> Date {
    cx.app.law.period(period).map_or_else(|_| asked::running(&cx.app.law, on).until, |p| p.until)
}

/// The event that puts a card up with its figures of this moment.
pub(super) async fn shown(cx: &Cx, card: &Card) -> Result<Event> {
    if card.units.iter().any(|unit| !cx.may(Action::SeeSheets, unit)) {
        return Err(Error::Forbidden("denied.sheet"));
    }
    if card.sealed {
        return sealed(cx, card).await;
    }
    let (mut cells, mut as_of, mut printed) = (Vec::new(), None, String::new());
    for unit in &card.units {
        let (form, unit, period) = (card.form.clone(), unit.clone(), card.period.clone());
        let ask = Ask { form, unit: unit.clone(), period, as_of, organised: None };
        let sheet = cx.app.sheet(&ask).await.map_err(|e| asked::refuse(&e))?;
        // The others are counted at the same position, or they could not be compared.
        as_of = Some(sheet.as_of);
        printed = sheet.form.column(&card.column).map(|c| c.printed.word().to_owned()).unwrap_or_default();
        cells.push(Cell { unit, value: sheet.total_of(&card.column), report: String::new() });
    }
    Ok(Event::CardShown { card: card.n, as_of: as_of.unwrap_or(0), printed, cells })
}

/// Each unit's figure from its own sealed report; who has none shows none.
async fn sealed(cx: &Cx, card: &Card) -> Result<Event> {
    let (tree, of) = (cx.app.tree, card.clone());
    let found = cx.app.db.read(move |tx| {
        let (mut cells, mut printed) = (Vec::new(), String::new());
        for unit in &of.units {
            let figure = sealed_figure(tx, tree, unit, &of.period, (&of.form, &of.column))?;
            if let Some(figure) = &figure {
                figure.printed.word().clone_into(&mut printed);
            }
            let (value, report) = figure.map_or((None, String::new()), |f| (Some(f.value), f.report));
            cells.push(Cell { unit: unit.clone(), value, report });
        }
        Ok::<_, Error>((cells, printed))
    });
    let (cells, printed) = found.await?;
    Ok(Event::CardShown { card: card.n, as_of: 0, printed, cells })
}
