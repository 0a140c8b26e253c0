//! Questions to the ledger: sums, things counted once, and the cases and papers
//! behind a cell.
//!
//! Reads only: figures are never written. What is asked as of a position sees
//! nothing that was recorded later, however often it is asked.

mod sql;

use casework::Posting;
use casework::reports::{Item, Selection, Total};
use db::{Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use law::form::Begun;
use std::collections::{BTreeMap, BTreeSet};

pub use sql::STATEMENTS;
use sql::*;

/// Which part of the ledger is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub until: Date,
    /// The last position counted.
    pub as_of: i64,
    /// Whether that is all there is, so that positions need not be looked at.
    pub is_latest: bool,
    /// The units asked for, sorted; `None`: all of them.
    pub units: Option<Vec<String>>,
}

impl Ledger {
    /// One statement's units at a time: the values that fill its places, or none.
    fn reaches(&self) -> Vec<Vec<Val>> {
        match &self.units {
            None => vec![Vec::new()],
            Some(codes) => codes.chunks(UNITS).map(|chunk| filled(chunk, UNITS)).collect(),
        }
    }

    /// The text for this ledger among `[units, all, units as of, all as of]`.
    fn pick(&self, texts: [&'static str; 4]) -> &'static str {
        texts[usize::from(self.units.is_none()) + 2 * usize::from(!self.is_latest)]
    }

    fn days(&self) -> [Val; 3] {
        [self.from.to_string().into(), self.until.to_string().into(), self.as_of.into()]
    }
}

/// As many values as there are places, the last one repeated.
fn filled(texts: &[impl AsRef<str>], places: usize) -> Vec<Val> {
    let last = texts.last().map_or("", AsRef::as_ref);
    (0..places).map(|at| Val::from(texts.get(at).map_or(last, AsRef::as_ref))).collect()
}

/// The last position given, and whether every act recorded has one.
pub fn position(tx: &mut dyn Tx) -> Result<(i64, bool)> {
    let row = tx.query_one(POSITION, &[])?;
    Ok((row.int("position")?, row.int("waiting")? == 0))
}

/// Every sum the ledger holds for a period.
pub fn totals(tx: &mut dyn Tx, ledger: &Ledger) -> Result<Vec<Total>> {
    let sql = ledger.pick([SUMS, SUMS_ALL, SUMS_AS_OF, SUMS_ALL_AS_OF]);
    let mut out = Vec::new();
    for units in ledger.reaches() {
        let args = [&ledger.days()[..], &[Val::from("")], &units].concat();
        for row in tx.query(sql, &args)? {
            let [unit, indicator, class, manner, field] = dimensions(&row)?;
            let (opening, flow) = (row.int("opening")?, row.int("flow")?);
            out.push(Total { unit, indicator, class, manner, field, opening, flow });
        }
    }
    Ok(out)
}

/// Every thing of some indicators within the period.
pub fn items(tx: &mut dyn Tx, ledger: &Ledger, indicators: &[&str]) -> Result<Vec<Item>> {
    let sql = ledger.pick([ITEMS, ITEMS_ALL, ITEMS_AS_OF, ITEMS_ALL_AS_OF]);
    let mut out = Vec::new();
    for name in indicators {
        for units in ledger.reaches() {
            let args = [&ledger.days()[..], &[Val::from(*name)], &units].concat();
            for row in tx.query(sql, &args)? {
                let [unit, indicator, class, manner, field] = dimensions(&row)?;
                let (item, quantity) = (row.text("item")?.to_owned(), row.int("quantity")?);
                out.push(Item { unit, indicator, class, manner, field, item, quantity });
            }
        }
    }
    Ok(out)
}

fn dimensions(row: &Row) -> Result<[String; 5]> {
    let text = |column: &str| row.text(column).map(str::to_owned);
    Ok([text("unit")?, text("indicator")?, text("class")?, text("manner")?, text("field")?])
}

/// A case in a cell: unit, id and what it adds.
pub type CaseSum = (String, i64, i64);

/// How many cases a cell has and what they add up to.
pub fn count(tx: &mut dyn Tx, ledger: &Ledger, cell: &Selection) -> Result<(i64, i64)> {
    let sql = ledger.pick([COUNT, COUNT_ALL, COUNT_AS_OF, COUNT_ALL_AS_OF]);
    let (mut cases, mut total) = (0, 0);
    for units in ledger.reaches() {
        let args = [cell_values(ledger, cell, ("", i64::MIN), i64::MAX), units].concat();
        let row = tx.query_one(sql, &args)?;
        cases += row.int("n")?;
        total += row.int("total")?;
    }
    Ok((cases, total))
}

/// The cases of a cell after a place, in the order of units and ids.
pub fn cases(
    tx: &mut dyn Tx,
    ledger: &Ledger,
    cell: &Selection,
    after: (&str, i64),
    limit: usize,
) -> Result<Vec<CaseSum>> {
    let sql = ledger.pick([CASES, CASES_ALL, CASES_AS_OF, CASES_ALL_AS_OF]);
    let mut out: Vec<CaseSum> = Vec::new();
    // Codes are sorted, so the pages of one statement's units follow those of the one before.
    for units in ledger.reaches() {
        let left = i64::try_from(limit - out.len()).unwrap_or(i64::MAX);
        if left == 0 {
            break;
        }
        let args = [cell_values(ledger, cell, after, left), units].concat();
        for row in tx.query(sql, &args)? {
            out.push((row.text("unit")?.to_owned(), row.int("case_id")?, row.int("quantity")?));
        }
    }
    Ok(out)
}

/// One line of the ledger behind a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Unit of the ledger.
    pub unit: String,
    /// The case.
    pub case: i64,
    /// The act whose recording wrote the line.
    pub seq: u32,
    /// The act whose paper carries the figure.
    pub about: u32,
    /// Chỉ tiêu.
    pub indicator: String,
    /// Official day.
    pub day: String,
    /// What is counted once; may be empty.
    pub item: String,
    /// What it adds.
    pub quantity: i64,
}

/// Lines one page shows at most: a case of a cell has a handful.
const MOST_LINES: i64 = 5_000;

/// The lines of some cases of a cell.
pub fn case_lines(tx: &mut dyn Tx, ledger: &Ledger, cell: &Selection, cases: &[CaseSum]) -> Result<Vec<Line>> {
    let Some((_, last, _)) = cases.last() else { return Ok(Vec::new()) };
    let sql = if ledger.is_latest { CASE_LINES } else { CASE_LINES_AS_OF };
    let units: BTreeSet<&str> = cases.iter().map(|(unit, _, _)| unit.as_str()).collect();
    let units: Vec<&str> = units.into_iter().collect();
    let ids = (0..TOGETHER).map(|at| Val::from(cases.get(at).map_or(*last, |c| c.1)));
    let mut args = [cell_values(ledger, cell, ("", i64::MIN), MOST_LINES), filled(&units, UNITS)].concat();
    args.extend(ids);
    tx.query(sql, &args)?.iter().map(line).collect()
}

/// The lines of some things of a cell.
pub fn item_lines(tx: &mut dyn Tx, ledger: &Ledger, cell: &Selection, things: &[&str]) -> Result<Vec<Line>> {
    if things.is_empty() {
        return Ok(Vec::new());
    }
    let sql = ledger.pick([ITEM_LINES, ITEM_LINES_ALL, ITEM_LINES_AS_OF, ITEM_LINES_ALL_AS_OF]);
    let mut out = Vec::new();
    for units in ledger.reaches() {
        let args = [cell_values(ledger, cell, ("", i64::MIN), MOST_LINES), units, filled(things, TOGETHER)].concat();
        for row in tx.query(sql, &args)? {
            out.push(line(&row)?);
        }
    }
    Ok(out)
}

fn line(row: &Row) -> Result<Line> {
    Ok(Line {
        unit: row.text("unit")?.to_owned(),
        case: row.int("case_id")?,
        seq: row.count("seq")?,
        about: row.count("about")?,
        indicator: row.text("indicator")?.to_owned(),
        day: row.text("day")?.to_owned(),
        item: row.text("item")?.to_owned(),
        quantity: row.int("quantity")?,
    })
}

/// The first forty-six values of a cell's statements.
fn cell_values(ledger: &Ledger, cell: &Selection, after: (&str, i64), limit: i64) -> Vec<Val> {
    let within = if cell.distinct.is_empty() { &cell.flow } else { &cell.distinct };
    let mut out = ledger.days().to_vec();
    out.extend(match cell.only.begun {
        Some(Begun::Before) => filled(&["<"], 8),
        Some(Begun::Within) => filled(&[">="], 8),
        None => filled(&cell.opening, 8),
    });
    out.extend(filled(within, 8));
    for words in [&cell.only.class, &cell.only.manner, &cell.only.field] {
        out.extend(if words.is_empty() { filled(&["*"], 8) } else { filled(words, 8) });
    }
    out.extend([Val::from(after.0), Val::from(after.1), Val::from(limit)]);
    out
}

/// A case as a cell's page names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCase {
    /// Số hồ sơ.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Word of where it stands.
    pub standing: String,
}

/// A paper as a cell's page names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Word of the kind of act.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// Its day.
    pub on: String,
    /// Its facts, as JSON.
    pub facts: String,
}

/// Names of cases by id, at most [`TOGETHER`] of them.
pub fn names(tx: &mut dyn Tx, cases: &[i64]) -> Result<BTreeMap<i64, NamedCase>> {
    let mut out = BTreeMap::new();
    for row in ask_ids(tx, CASES_NAMED, cases)? {
        let text = |column: &str| row.text(column).map(str::to_owned);
        let named = NamedCase { number: text("number")?, title: text("title")?, standing: text("standing")? };
        out.insert(row.int("id")?, named);
    }
    Ok(out)
}

/// Papers of cases by id and seq.
pub fn papers(tx: &mut dyn Tx, cases: &[i64]) -> Result<BTreeMap<(i64, u32), Paper>> {
    let mut out = BTreeMap::new();
    for row in ask_ids(tx, PAPERS, cases)? {
        let text = |column: &str| row.text(column).map(str::to_owned);
        let paper = Paper { kind: text("kind")?, number: text("number")?, on: text("on_day")?, facts: text("facts")? };
        out.insert((row.int("case_id")?, row.count("seq")?), paper);
    }
    Ok(out)
}

fn ask_ids(tx: &mut dyn Tx, sql: &str, ids: &[i64]) -> Result<Vec<Row>> {
    let mut out = Vec::new();
    for chunk in ids.chunks(TOGETHER) {
        let last = chunk.last().copied().unwrap_or_default();
        let args: Vec<Val> = (0..TOGETHER).map(|at| Val::from(chunk.get(at).copied().unwrap_or(last))).collect();
        out.extend(tx.query(sql, &args)?);
    }
    Ok(out)
}

fn not_a_day() -> db::Error {
    db::Error::Column { column: "day".to_owned(), expected: "a day as 2023-07-14", found: "other text" }
}

/// Case and seq of the act at a position.
pub fn act_at(tx: &mut dyn Tx, position: i64) -> Result<Option<(i64, i64)>> {
    let row = tx.query_opt(ACT_AT, vals![position])?;
    row.map(|row| Ok((row.int("case_id")?, row.int("seq")?))).transpose()
}

/// A posting with what the journal knows of it.
pub struct Placed {
    /// Position of its act.
    pub position: i64,
    /// The case of the act.
    pub case: i64,
    /// Unit of the ledger.
    pub unit: String,
    /// Itself.
    pub posting: Posting,
}

/// The postings of the acts after one position up to another, in order.
pub fn postings_after(tx: &mut dyn Tx, after: i64, until: i64) -> Result<Vec<Placed>> {
    let read = |row: &Row| {
        // By place: this is read for every posting there is.
        let text = |at: usize| row.text(at).map(str::to_owned);
        let day = row.text(7)?.parse().map_err(|_| not_a_day())?;
        let (indicator, class, manner, field, item) = (text(2)?, text(3)?, text(4)?, text(5)?, text(6)?);
        let posting =
            Posting { indicator, day, class, manner, field, item, quantity: row.int(8)?, about: row.count(9)? };
        Ok(Placed { position: row.int(0)?, case: row.int(10)?, unit: text(1)?, posting })
    };
    tx.query(POSTINGS_AFTER, vals![after, until])?.iter().map(read).collect()
}

/// Every line of one case, with its unit; empty for a number there is not.
pub fn of_case(tx: &mut dyn Tx, number: &str) -> Result<Vec<(String, Posting)>> {
    let read = |row: &Row| {
        let [unit, indicator, class, manner, field] = dimensions(row)?;
        let day = row.text("day")?.parse().map_err(|_| not_a_day())?;
        let (item, quantity, about) = (row.text("item")?.to_owned(), row.int("quantity")?, row.count("about")?);
        Ok((unit, Posting { indicator, day, class, manner, field, item, quantity, about }))
    };
    tx.query(OF_CASE, vals![number])?.iter().map(read).collect()
}
