//! Báo cáo: sheets as pages, JSON, workbooks; the cases and papers behind each
//! figure; and the overview leaders speak from.
//!
//! A sheet is always asked for a form, a unit, a period and a journal position.
//! Must never write a figure: it reads the ledger and fills the form.

mod api;
pub(crate) mod asked;
mod case_page;
mod cell;
mod cell_page;
mod down;
pub mod headline;
mod memory;
mod of_case;
pub(crate) mod out;
mod overview;
pub(crate) mod pages;
pub mod store;

pub use cell::{Behind, BehindCase, BehindLine, CellAsk, behind};
pub use memory::{Limit, Memory, fill as fill_memory};
pub use of_case::{Feeds, feeds};
pub use out::{csv, workbook};

use crate::App;
use crate::access::{Access, Action};
use crate::routes::{Method, Room, Routes};
use casework::reports::{Basis, Rows, Sheet, Sums, fill, rows};
use casework::units::{Tree, UnitRefusal};
use db::{Db, Tx};
use law::form::Form;
use law::{Law, Period, PeriodError};
use memory::Source;
use std::collections::BTreeSet;
use store::Ledger;

/// Pages and JSON of sheets.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeSheets);
    Routes::new()
        .room(Room { key: "overview", href: "/overview", icon: "chart-column", access: see })
        .room(Room { key: "sheets", href: "/sheets", icon: "table-2", access: see })
        .route(Method::Get, "/overview", see, overview::page)
        .route(Method::Get, "/sheets", see, pages::sheet)
        .route(Method::Get, "/sheets/file/{name}", see, pages::file)
        .route(Method::Get, "/sheets/cell", see, cell_page::page)
        .route(Method::Get, "/sheets/case", see, case_page::page)
        .route(Method::Get, "/api/v1/forms", see, api::forms)
        .route(Method::Get, "/api/v1/sheets", see, api::sheet)
        .route(Method::Get, "/api/v1/sheets/cell", see, api::cell)
}

/// What a sheet is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Form id, as `01/TTr`.
    pub form: String,
    /// Unit code; everything under it counts.
    pub unit: String,
    /// Period, as `2023-6m`.
    pub period: String,
    /// Last journal position counted; none: the latest.
    pub as_of: Option<i64>,
}

/// Why there is no sheet.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AskError {
    /// The period.
    #[error(transparent)]
    Period(#[from] PeriodError),
    /// No such form for such a period.
    #[error(
        "there is no form {id} for periods that end on {until}; there are: {known}. A form can be added as a file, see docs/operating"
    )]
    NoForm {
        /// What was asked for.
        id: String,
        /// End of the period.
        until: law::Date,
        /// Ids of those there are.
        known: String,
    },
    /// The unit.
    #[error(transparent)]
    Unit(#[from] UnitRefusal),
    /// The position was not given yet.
    #[error("the journal stands at position {latest}; there is nothing yet as of {asked}")]
    Ahead {
        /// What was asked for.
        asked: i64,
        /// The latest.
        latest: i64,
    },
    /// The form has no such column, or the column no figure of its own.
    #[error("form {form} has no figure {column} for {unit}")]
    NoCell {
        /// The form.
        form: String,
        /// The column.
        column: String,
        /// The row.
        unit: String,
    },
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// A question made ready: the form in force, the days, the rows.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The form.
    pub form: Form,
    /// The days.
    pub period: Period,
    /// The rows.
    pub rows: Rows,
    as_of: Option<i64>,
}

/// Makes a question ready.
///
/// # Errors
/// When period, form or unit are none.
pub fn ready(law: &Law, tree: &Tree, ask: &Ask) -> Result<Ready, AskError> {
    let period = law.period(&ask.period)?;
    let form = law.form(&ask.form, period.until).ok_or_else(|| {
        let known: Vec<&str> = law.forms_on(period.until).iter().map(|f| f.id.as_str()).collect();
        AskError::NoForm { id: ask.form.clone(), until: period.until, known: known.join(", ") }
    })?;
    let rows = rows(tree, &ask.unit, period.until)?;
    Ok(Ready { form: form.clone(), period, rows, as_of: ask.as_of })
}

impl Ready {
    /// A question whose form and rows are known already, as of a position.
    pub(crate) fn of(form: Form, rows: Rows, period: Period, as_of: Option<i64>) -> Self {
        Self { form, period, rows, as_of }
    }

    /// Everything the sheet is filled from, as it stands in one snapshot.
    pub(crate) fn basis(&self, tx: &mut dyn Tx) -> Result<Basis, AskError> {
        Ok(self.bases(tx, std::slice::from_ref(&self.form))?.remove(0))
    }

    /// The same for a whole set of forms: the ledger is added up once for all of them.
    pub(crate) fn bases(&self, tx: &mut dyn Tx, forms: &[Form]) -> Result<Vec<Basis>, AskError> {
        let ledger = self.ledger(tx)?;
        let totals = store::totals(tx, &ledger)?;
        let asked: Vec<Vec<&str>> = forms.iter().map(|form| Sums::asked(form, &totals)).collect();
        let all: BTreeSet<&str> = asked.iter().flatten().copied().collect();
        let items = store::items(tx, &ledger, &all.into_iter().collect::<Vec<_>>())?;
        let basis = |(form, asked): (&Form, &Vec<&str>)| {
            let items = items.iter().filter(|i| asked.contains(&i.indicator.as_str())).cloned().collect();
            let sums = Sums::new(form, &self.period, totals.clone(), items);
            let (form, rows, period) = (form.clone(), self.rows.clone(), self.period.clone());
            Basis { form, rows, sums, period, as_of: ledger.as_of, accepted: Vec::new() }.sorted()
        };
        Ok(forms.iter().zip(&asked).map(basis).collect())
    }

    /// The part of the ledger this sheet counts, as it stands in one snapshot.
    fn ledger(&self, tx: &mut dyn Tx) -> Result<Ledger, AskError> {
        let (latest, all_placed) = store::position(tx)?;
        let as_of = self.as_of.unwrap_or(latest);
        if as_of > latest {
            return Err(AskError::Ahead { asked: as_of, latest });
        }
        let units = (!self.rows.is_root).then(|| self.rows.codes().map(str::to_owned).collect());
        let is_latest = as_of == latest && all_placed;
        Ok(Ledger { from: self.period.from, until: self.period.until, as_of, is_latest, units })
    }

    fn sheet(&self, tx: &mut dyn Tx, source: &Source) -> Result<Sheet, AskError> {
        let ledger = self.ledger(tx)?;
        let sums = match source.feed(tx, self, ledger.as_of)? {
            Some((totals, items)) => Sums::new(&self.form, &self.period, totals, items),
            None => self.sums(tx, &ledger)?,
        };
        Ok(fill(&self.form, &self.rows, &sums, &self.period, ledger.as_of))
    }

    fn sums(&self, tx: &mut dyn Tx, ledger: &Ledger) -> Result<Sums, AskError> {
        let totals = store::totals(tx, ledger)?;
        let items = store::items(tx, ledger, &Sums::asked(&self.form, &totals))?;
        Ok(Sums::new(&self.form, &self.period, totals, items))
    }
}

/// The sheet of a question, from the database alone.
///
/// # Errors
/// When the question cannot be answered, or the database.
pub async fn sheet(db: &Db, law: &Law, tree: &Tree, ask: &Ask) -> Result<Sheet, AskError> {
    let ready = ready(law, tree, ask)?;
    crate::journal::settle(db).await?;
    db.read(move |tx| ready.sheet(tx, &Source::default())).await
}

impl App {
    /// The sheet of a question, from the ledger in memory as far as it reaches.
    ///
    /// # Errors
    /// When the question cannot be answered, or the database.
    pub async fn sheet(&self, ask: &Ask) -> Result<Sheet, AskError> {
        let ready = ready(&self.law, self.tree, ask)?;
        self.figures(move |tx, source| ready.sheet(tx, source)).await
    }
}
