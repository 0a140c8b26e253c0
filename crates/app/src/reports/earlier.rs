//! Kỳ trước và cùng kỳ: the sheets a figure is held against, with the units as the later
//! sheet has them, so that a merged unit is held against all it was made from.

use super::memory::Source;
use super::{Ask, AskError, Ready, ledger, ready, store};
use crate::App;
use casework::reports::{Basis, Checked, Earlier, Elsewhere, Item, Rows, Sheet, Sums, Total, rows_until};
use casework::units::Tree;
use db::Tx;
use law::form::Form;
use law::rule::With;
use law::{Date, Law, Period};
use std::collections::BTreeSet;

/// Số đã cộng: what the ledger holds for some rows and a period, read once for all forms.
pub(crate) struct Counted {
    rows: Rows,
    period: Period,
    as_of: i64,
    totals: Vec<Total>,
    items: Vec<Item>,
}

impl Counted {
    /// Reads the ledger for these forms.
    pub(crate) fn read(
        tx: &mut dyn Tx,
        rows: Rows,
        period: Period,
        as_of: Option<i64>,
        forms: &[Form],
    ) -> Result<Self, AskError> {
        let ledger = ledger(tx, &rows, &period, as_of)?;
        let totals = store::totals(tx, &ledger)?;
        let asked: BTreeSet<&str> = forms.iter().flat_map(|form| Sums::asked(form, &totals)).collect();
        let items = store::items(tx, &ledger, &asked.into_iter().collect::<Vec<_>>())?;
        Ok(Self { rows, period, as_of: ledger.as_of, totals, items })
    }

    /// The position it was read at.
    pub(crate) fn as_of(&self) -> i64 {
        self.as_of
    }

    /// Everything the sheet of one of its forms is filled from.
    pub(crate) fn basis(&self, form: &Form) -> Basis {
        let asked = Sums::asked(form, &self.totals);
        let items = self.items.iter().filter(|i| asked.contains(&i.indicator.as_str())).cloned().collect();
        let sums = Sums::new(form, &self.period, self.totals.clone(), items);
        let (form, rows, period) = (form.clone(), self.rows.clone(), self.period.clone());
        Basis { form, rows, sums, period, as_of: self.as_of, accepted: Vec::new() }.sorted()
    }

    /// Units that declared a form for another period that shares days with this one.
    pub(crate) fn elsewhere(&self, law: &Law, form: &Form) -> Vec<Elsewhere> {
        elsewhere(law, form, &self.rows, &self.period, &self.items)
    }
}

fn elsewhere(law: &Law, form: &Form, rows: &Rows, period: &Period, items: &[Item]) -> Vec<Elsewhere> {
    let found = Sums::elsewhere(form, rows, period, items).into_iter();
    let shares = |(_, other): &(String, String)| law.period(other).is_ok_and(|other| other.overlaps(period));
    found.filter(shares).map(|(unit, period)| Elsewhere { form: form.id.clone(), unit, period }).collect()
}

/// An earlier period of a unit, ready to be counted.
pub(crate) struct Before {
    /// Why it is looked at.
    pub(crate) with: With,
    /// The period; for the one just before, a report of any of these will do.
    pub(crate) periods: Vec<Period>,
    /// The rows, as the later sheet has them.
    pub(crate) rows: Rows,
    /// The day as organised on which they stand; none: nothing has changed since.
    pub(crate) organised: Option<Date>,
    /// Whether the unit was another one then, so that no one report of it holds its figures.
    pub(crate) is_merged: bool,
}

/// The periods a sheet of a unit is held against, organised as on a day.
pub(crate) fn before(law: &Law, tree: &Tree, unit: &str, period: &Period, on: Date) -> Vec<Before> {
    let last = (With::Last, law.just_before(period));
    let year = (With::YearBefore, law.year_before(period).into_iter().collect());
    let ready = |(with, periods): (With, Vec<Period>)| {
        let until = periods.first()?.until;
        let organised = Some(on).filter(|on| tree.changed_between(*on, until));
        let rows = rows_until(tree, unit, organised.unwrap_or(until), until).ok()?;
        let was = tree.formerly(unit, on, until);
        let is_merged = organised.is_some() && (was.len() != 1 || was.iter().any(|u| u.code.0 != unit));
        Some(Before { with, periods, rows, organised, is_merged })
    };
    [last, year].into_iter().filter_map(ready).collect()
}

impl Before {
    /// The period that is counted where there is no report.
    pub(crate) fn period(&self) -> Option<&Period> {
        self.periods.first()
    }
}

impl App {
    /// A sheet with what its figures are held against: earlier periods from the ledger as of
    /// the same position, and the days of the circular.
    ///
    /// # Errors
    /// When the question cannot be answered, or the database.
    pub(crate) async fn checked(&self, ask: &Ask) -> Result<(Sheet, Checked), AskError> {
        let ready = ready(&self.law, self.tree, ask)?;
        let on = ready.organised.unwrap_or(ready.period.until);
        let befores = before(&self.law, self.tree, &ready.rows.unit, &ready.period, on);
        let law = self.law.clone();
        self.figures(move |tx, source| {
            let ledger = ready.ledger(tx)?;
            let (totals, items) = ready.fed(tx, source, &ledger)?;
            let elsewhere = elsewhere(&law, &ready.form, &ready.rows, &ready.period, &items);
            let sheet = ready.filled(totals, items, ledger.as_of);
            let mut earlier = Vec::new();
            for before in &befores {
                earlier.extend(live(tx, source, &law, before, &sheet)?);
            }
            let sheets = [sheet];
            let rules = law.rules_beside(sheets.iter().map(|s| &s.form));
            let checked = Checked::of(&sheets, rules, earlier, elsewhere);
            let [sheet] = sheets;
            Ok((sheet, checked))
        })
        .await
    }
}

/// The earlier sheet from the ledger; none where no such form served that period.
fn live(
    tx: &mut dyn Tx,
    source: &Source,
    law: &Law,
    before: &Before,
    sheet: &Sheet,
) -> Result<Option<Earlier>, AskError> {
    let Some(period) = before.period() else { return Ok(None) };
    let Some(form) = law.form(&sheet.form.id, period.until) else { return Ok(None) };
    let mut ready = Ready::of(form.clone(), before.rows.clone(), period.clone(), Some(sheet.as_of));
    ready.organised = before.organised;
    Ok(Some(Earlier::of_sheet(before.with, &ready.sheet(tx, source)?, &sheet.form)))
}
