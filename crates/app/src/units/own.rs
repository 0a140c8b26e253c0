//! The tree with the operator's units over it, and tables in and out of it.
//!
//! The shipped tree is never changed: what an office adds is laid over it when
//! the program starts, so that a new edition of the shipped tables keeps it.

use super::store;
use casework::units::table::{self, COLUMNS, Preview, RowError, TableRow, unit_of};
use casework::units::{Tree, Unit};
use db::Db;
use paper::xlsx::{Head, Out, SheetOut};
use paper::{Limits, PaperError};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Why the tree, or a table for it, cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// The operator's units make no tree with the shipped ones.
    #[error("the units in the database do not fit the shipped tree: {0}. Export them, mend the line and import again")]
    Unfit(String),
    /// The file.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The table in the file.
    #[error("the table has no head with the columns {}", COLUMNS.join(", "))]
    NoHead,
}

/// The tree of this database.
pub async fn tree(db: &Db) -> Result<&'static Tree, TreeError> {
    let (rows, latest) = db.read(store::own).await?;
    if rows.is_empty() {
        return Ok(Tree::shipped());
    }
    let version = format!("{}+{}@{latest}", Tree::shipped().version(), rows.len());
    let unfit = |code: &str, errors: &[RowError]| TreeError::Unfit(format!("{code}: {errors:?}"));
    let units: Result<Vec<Unit>, TreeError> =
        rows.iter().map(|cells| unit_of(cells).map_err(|errors| unfit(&cells[0], &errors))).collect();
    cached(units?, &version)
}

/// Trees live as long as the program: requests hold on to them, and they change
/// only when an operator takes over a table.
fn cached(units: Vec<Unit>, version: &str) -> Result<&'static Tree, TreeError> {
    static TREES: LazyLock<Mutex<HashMap<String, &'static Tree>>> = LazyLock::new(Mutex::default);
    let mut trees = TREES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(tree) = trees.get(version) {
        return Ok(tree);
    }
    let tree = Tree::shipped().with(units, version).map_err(|p| TreeError::Unfit(p.to_string()))?;
    let tree: &'static Tree = Box::leak(Box::new(tree));
    trees.insert(version.to_owned(), tree);
    Ok(tree)
}

/// What a table would do to the tree; with `apply` (instant and account) it does:
/// every line that is right is taken over in one unit of work, wrong lines are not.
pub async fn import(
    db: &Db,
    name: &str,
    bytes: &[u8],
    may: impl Fn(&Unit) -> bool,
    apply: Option<(i64, &str)>,
) -> Result<(Preview, &'static Tree), TreeError> {
    let before = tree(db).await?;
    let tables = paper::read(name, bytes, &Limits::REGISTER)?;
    let lines: Vec<TableRow> = tables.iter().flat_map(|t| &t.rows).map(line).collect();
    let preview = table::preview(before, &lines, may).map_err(|_| TreeError::NoHead)?;
    let Some((at, by)) = apply.filter(|_| !preview.units.is_empty()) else { return Ok((preview, before)) };
    let (units, by) = (preview.units.clone(), by.to_owned());
    db.write(move |tx| store::put(tx, &units, at, &by)).await?;
    Ok((preview, tree(db).await?))
}

fn line(row: &paper::Row) -> TableRow {
    TableRow { line: row.line, cells: row.cells.iter().map(paper::Cell::text).collect() }
}

/// Units as a workbook that [`import`] takes back.
pub fn workbook<'u>(units: impl IntoIterator<Item = &'u Unit>) -> Result<Vec<u8>, PaperError> {
    const WIDTHS: [f64; 10] = [14.0, 14.0, 12.0, 44.0, 44.0, 14.0, 12.0, 12.0, 24.0, 12.0];
    let sheet = SheetOut {
        name: "units".to_owned(),
        heads: COLUMNS.iter().zip(WIDTHS).map(|(name, width)| Head::column(*name, width)).collect(),
        rows: texts(units),
        frozen: 1,
        ..SheetOut::default()
    };
    paper::xlsx::write(&[sheet])
}

/// Units as delimited text that [`import`] takes back.
pub fn delimited<'u>(units: impl IntoIterator<Item = &'u Unit>) -> Vec<u8> {
    let mut rows = vec![COLUMNS.iter().map(|c| Out::from(*c)).collect()];
    rows.extend(texts(units));
    paper::csv::write(&rows, b',')
}

/// Codes are text even where they are digits: leading zeros count.
fn texts<'u>(units: impl IntoIterator<Item = &'u Unit>) -> Vec<Vec<Out>> {
    table::export(units).into_iter().map(|cells| cells.into_iter().map(Out::Text).collect()).collect()
}
