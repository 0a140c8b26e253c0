//! Từ hồ sơ ra biểu: every cell that one case feeds.

use super::{AskError, store};
use casework::reports::{Rows, Sheet, Sums, fill, rows, totals_of};
use casework::units::Tree;
use db::Db;
use law::{Law, Period};

/// What one case adds to the forms of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Feeds {
    /// Unit that keeps the file.
    pub unit: String,
    /// The days.
    pub period: Period,
    /// One sheet a form, filled from this case alone; forms it adds nothing to are left out.
    pub sheets: Vec<Sheet>,
    /// First and last day any of its figures belongs to.
    pub span: Option<(law::Date, law::Date)>,
}

/// The cells a case feeds in a period; `None` when there is no such case or it
/// has no figures.
///
/// # Errors
/// When the unit of the file is not in the tree, or the database.
pub async fn feeds(
    db: &Db,
    law: &Law,
    tree: &Tree,
    number: &str,
    period: Option<Period>,
) -> Result<Option<Feeds>, AskError> {
    let asked = number.to_owned();
    let (postings, as_of) =
        db.read(move |tx| Ok::<_, db::Error>((store::of_case(tx, &asked)?, store::position(tx)?.0))).await?;
    let Some((unit, _)) = postings.first() else { return Ok(None) };
    let days = || postings.iter().map(|(_, p)| p.day);
    let span = days().min().zip(days().max());
    let Some(period) = period.or_else(|| span.and_then(|(_, last)| usual(law, last))) else { return Ok(None) };
    let rows = own_rows(tree, unit, &period)?;
    let (totals, items) = totals_of(&postings, period.from, period.until);
    let mut sheets = Vec::new();
    for form in law.forms_on(period.until) {
        let sheet = fill(form, &rows, &Sums::new(form, &period, totals.clone(), items.clone()), &period, as_of);
        if sheet.total.iter().any(|c| c.is_some_and(|n| n != 0)) {
            sheets.push(sheet);
        }
    }
    Ok(Some(Feeds { unit: unit.clone(), period, sheets, span }))
}

/// The rows of the unit that keeps the file, or of the one that answers for it by then.
fn own_rows(tree: &Tree, unit: &str, period: &Period) -> Result<Rows, AskError> {
    match rows(tree, unit, period.until) {
        Ok(rows) => Ok(rows),
        Err(refusal) => match tree.successors(unit, period.until).first() {
            Some(heir) => Ok(rows(tree, &heir.code.0, period.until)?),
            None => Err(refusal.into()),
        },
    }
}

/// The half-year or year a day is reported in first.
pub(super) fn usual(law: &Law, day: law::Date) -> Option<Period> {
    let years = [day.year(), day.year() + 1];
    let periods = years.into_iter().flat_map(|y| law.periods_of(y)).filter(|p| p.holds(day));
    periods.filter(|p| p.id.ends_with("-6m") || p.id.ends_with("-y")).min_by_key(|p| p.until)
}
