//! Đối chiếu trước khi công bố: any text beside the sealed figures its reader may see.
//!
//! [`check`] is the one question; the page, the API and whoever publishes ask it. The text
//! is read, answered and forgotten: nothing of it is kept, logged or counted. Only sealed
//! reports are compared with, because only they can no longer move.

mod api;
mod page;
mod said;

pub(crate) use said::{Clash, clash};

use crate::App;
use crate::access::{Access, Action};
use crate::accounts::Reach;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::periodic_reports::{SealedSheet, sealed_of};
use crate::reports::asked::home;
use crate::routes::{Method, Routes};
use casework::guard::{Figure, Judged, Measure, Verdict, compare, read, said_period};
use casework::reports::Sheet;
use law::Law;
use std::collections::BTreeSet;

/// Letters a text may have.
pub const LONGEST: usize = 200_000;

/// The page and the API.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeSheets);
    Routes::new()
        .route(Method::Get, "/reports/guard", see, page::blank)
        .route(Method::Post, "/reports/guard", see, page::checked)
        .route(Method::Post, "/api/v1/guard", see, api::check)
}

/// On whose behalf a text is read.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The unit whose sealed reports are compared with.
    pub unit: String,
    /// The units whose figures may be seen.
    pub sees: Reach,
}

impl Reader {
    /// The reader of a request, for a unit or for the one they work at.
    pub fn of(cx: &Cx, unit: &str) -> Self {
        let unit = if unit.is_empty() { home(cx) } else { unit.to_owned() };
        Self { unit, sees: cx.reach(Action::SeeSheets) }
    }
}

/// A cell of a sealed sheet.
pub struct Cell {
    /// Which of [`Checked::sheets`].
    pub sheet: usize,
    /// Its column, by its place.
    pub column: usize,
    /// Code of its row; none: the total.
    pub row: Option<String>,
}

/// A text that was read.
pub struct Checked {
    /// Each number, with what was found of it.
    pub judged: Vec<Judged>,
    /// What numbers were held against; [`Judged::figure`] is a place in it.
    pub figures: Vec<Figure>,
    /// The cell of each figure.
    pub cells: Vec<Cell>,
    /// The sealed sheets compared with.
    pub sheets: Vec<(SealedSheet, Sheet)>,
    /// The period the text is taken to be about where it names none.
    pub period: String,
}

impl Checked {
    /// How many numbers came out so.
    pub fn count(&self, is: fn(Verdict) -> bool) -> usize {
        self.judged.iter().filter(|j| is(j.verdict)).count()
    }

    /// How many numbers must not go out as they are.
    pub fn clashes(&self) -> usize {
        self.count(|v| matches!(v, Verdict::Clash(_)))
    }
}

/// Holds every number of a text against the sealed reports of the reader's unit: those of
/// the periods the text names and the same a year before, and the last ones sealed.
///
/// # Errors
/// A text that is too long, a unit whose figures the reader may not see, or the database.
pub async fn check(app: &App, reader: &Reader, text: &str) -> Result<Checked> {
    if text.chars().count() > LONGEST {
        return Err(Error::Invalid(vec![FieldError::new("text", "invalid.too_long")]));
    }
    if !reader.sees.holds(&reader.unit) {
        return Err(Error::Forbidden("denied.sheet"));
    }
    let (law, unit) = (app.law.clone(), reader.unit.clone());
    let numbers = read(text);
    let named = said_period(text);
    let named_all: BTreeSet<String> =
        numbers.iter().map(|n| n.period.clone()).chain(named.clone()).filter(|p| !p.is_empty()).collect();
    let sealed = app.db.read(move |tx| sealed_of(tx, &unit, |all| wanted(&law, &named_all, all))).await?;
    let sheets: Vec<(SealedSheet, Sheet)> = sealed
        .into_iter()
        .map(|s| {
            let sheet = s.kept.sheet(app.law.form(&s.kept.form, s.kept.period.until));
            (s, sheet)
        })
        .collect();
    let last = sheets.iter().max_by_key(|(_, s)| (s.period.until, s.period.from)).map(|(_, s)| s.period.id.clone());
    let period = named.or(last).unwrap_or_default();
    let asked = period.clone();
    let law = app.law.clone();
    // A long text takes a while: off the threads that answer others.
    let work = move || {
        let (figures, cells) = figures(&law, &sheets);
        let judged = compare(&numbers, &figures, &asked);
        Checked { judged, figures, cells, sheets, period: asked }
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::fault)
}

/// Of the periods that have sealed reports those to compare with.
fn wanted(law: &Law, named: &BTreeSet<String>, mut sealed: Vec<String>) -> BTreeSet<String> {
    let end = |id: &String| law.period(id).map(|p| (p.until, p.from)).ok();
    sealed.sort_by_key(end);
    let mut out: BTreeSet<String> = sealed.into_iter().rev().take(2).collect();
    out.extend(named.iter().cloned());
    let before = |id: &String| law.year_before(&law.period(id).ok()?).map(|p| p.id);
    out.extend(out.iter().filter_map(before).collect::<Vec<_>>());
    out
}

fn figures(law: &Law, sheets: &[(SealedSheet, Sheet)]) -> (Vec<Figure>, Vec<Cell>) {
    let (mut figures, mut cells) = (Vec::new(), Vec::new());
    for (at, (_, sheet)) in sheets.iter().enumerate() {
        let before = law.year_before(&sheet.period).map(|p| p.id).unwrap_or_default();
        let rows = sheet.rows.iter().map(|r| (Some(&r.unit), r.name_vi.as_str(), &r.cells));
        for (row, name, values) in [(None, "", &sheet.total)].into_iter().chain(rows) {
            for (column, value) in values.iter().enumerate() {
                // An unknown cell says nothing, and a zero agrees with too much.
                let Some(value) = value.filter(|n| *n != 0) else { continue };
                let of = &sheet.form.columns[column];
                figures.push(Figure {
                    form: sheet.form.id.clone(),
                    is_of_circular: sheet.form.law.is_some(),
                    column: of.id.clone(),
                    heads: of.title("vi"),
                    title: sheet.form.title_vi.clone(),
                    measure: Measure::from(of.unit),
                    value,
                    row: name.to_owned(),
                    period: sheet.period.id.clone(),
                    before: before.clone(),
                });
                cells.push(Cell { sheet: at, column, row: row.cloned() });
            }
        }
    }
    (figures, cells)
}
