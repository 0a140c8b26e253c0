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
mod earlier;
pub mod headline;
mod memory;
mod of_case;
mod organised;
pub(crate) mod out;
mod overview;
pub(crate) mod pages;
pub(crate) mod points;
pub mod store;

pub use cell::{Behind, BehindCase, BehindLine, CellAsk, behind};
pub(crate) use earlier::{Before, Counted, before};
pub use memory::{Limit, Memory, fill as fill_memory};
pub use of_case::{Feeds, feeds};
pub use organised::{Organised, organised};
pub use out::{bridged, csv, json, workbook};

use crate::App;
use crate::access::{Access, Action};
use crate::routes::{Method, Room, Routes};
use casework::reports::{Basis, Item, Rows, Sheet, Sums, Total, fill, rows_until};
use casework::units::{Tree, UnitRefusal};
use db::{Db, Tx};
use law::form::Form;
use law::{Date, Law, Period, PeriodError};
use memory::Source;
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
    /// The day as organised on which the rows stand; none: the last of the period.
    pub organised: Option<Date>,
}

/// The question of a sheet's units in another period: as organised for that sheet, so that a
/// merged unit is held against all it was made from; as of the same position.
pub(crate) fn same_units(sheet: &Sheet, period: String) -> Ask {
    let organised = Some(sheet.organised.unwrap_or(sheet.period.until));
    Ask { form: sheet.form.id.clone(), unit: sheet.unit.clone(), period, as_of: Some(sheet.as_of), organised }
}

/// The rows of a sheet, with the units of the ledger each counts.
pub(crate) fn rows_of(tree: &Tree, sheet: &Sheet) -> Result<Rows, UnitRefusal> {
    rows_until(tree, &sheet.unit, sheet.organised.unwrap_or(sheet.period.until), sheet.period.until)
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
    organised: Option<Date>,
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
    // Between two days on which nothing changed the units are the same.
    let organised = ask.organised.filter(|on| tree.changed_between(*on, period.until));
    let rows = rows_until(tree, &ask.unit, organised.unwrap_or(period.until), period.until)?;
    Ok(Ready { form: form.clone(), period, rows, as_of: ask.as_of, organised })
}

impl Ready {
    /// A question whose form and rows are known already, as of a position.
    pub(crate) fn of(form: Form, rows: Rows, period: Period, as_of: Option<i64>) -> Self {
        Self { form, period, rows, as_of, organised: None }
    }

    /// Everything the sheet is filled from, as it stands in one snapshot.
    pub(crate) fn basis(&self, tx: &mut dyn Tx) -> Result<Basis, AskError> {
        Ok(self.bases(tx, std::slice::from_ref(&self.form))?.remove(0))
    }

    /// The same for a whole set of forms: the ledger is added up once for all of them.
    pub(crate) fn bases(&self, tx: &mut dyn Tx, forms: &[Form]) -> Result<Vec<Basis>, AskError> {
        let counted = Counted::read(tx, self.rows.clone(), self.period.clone(), self.as_of, forms)?;
        Ok(forms.iter().map(|form| counted.basis(form)).collect())
    }

    /// The part of the ledger this sheet counts, as it stands in one snapshot.
    fn ledger(&self, tx: &mut dyn Tx) -> Result<Ledger, AskError> {
        ledger(tx, &self.rows, &self.period, self.as_of)
    }

    fn sheet(&self, tx: &mut dyn Tx, source: &Source) -> Result<Sheet, AskError> {
        let ledger = self.ledger(tx)?;
        let (totals, items) = self.fed(tx, source, &ledger)?;
        Ok(self.filled(totals, items, ledger.as_of))
    }

    fn filled(&self, totals: Vec<Total>, items: Vec<Item>, as_of: i64) -> Sheet {
        let sums = Sums::new(&self.form, &self.period, totals, items);
        let organised = self.organised;
        Sheet { organised, ..fill(&self.form, &self.rows, &sums, &self.period, as_of) }
    }

    /// Sums and things from the ledger in memory, or from the database.
    fn fed(&self, tx: &mut dyn Tx, source: &Source, ledger: &Ledger) -> Result<(Vec<Total>, Vec<Item>), AskError> {
        if let Some(fed) = source.feed(tx, self, ledger.as_of)? {
            return Ok(fed);
        }
        let totals = store::totals(tx, ledger)?;
        let items = store::items(tx, ledger, &Sums::asked(&self.form, &totals))?;
        Ok((totals, items))
    }
}

/// The part of the ledger some rows count in a period, as it stands in one snapshot.
fn ledger(tx: &mut dyn Tx, rows: &Rows, period: &Period, as_of: Option<i64>) -> Result<Ledger, AskError> {
    let (latest, all_placed) = store::position(tx)?;
    let as_of = as_of.unwrap_or(latest);
    if as_of > latest {
        return Err(AskError::Ahead { asked: as_of, latest });
    }
    let units = (!rows.is_root).then(|| rows.codes().map(str::to_owned).collect());
    let is_latest = as_of == latest && all_placed;
    Ok(Ledger { from: period.from, until: period.until, as_of, is_latest, units })
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
