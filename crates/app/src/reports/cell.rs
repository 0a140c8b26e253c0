//! Một ô số mở ra: the cases behind a figure, and the papers behind each case.

use super::memory::{Opened, Source};
use super::store::{self, CaseSum, Ledger, Line, NamedCase, Paper};
use super::{Ask, AskError, Ready, ready};
use crate::App;
use casework::reports::{Selection, Sheet, declared_indicator};
use casework::units::Tree;
use db::{Db, Tx};
use law::Law;
use law::form::{Column, Take};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// Cases or things on one page.
pub const PAGE: usize = 50;

/// What stands behind one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Behind {
    /// The sheet it stands on.
    pub sheet: Sheet,
    /// The row's unit; the sheet's own for the total.
    pub unit: String,
    /// Whether it is the total row.
    pub is_total: bool,
    /// The column.
    pub column: Column,
    /// The figure, as the sheet shows it.
    pub figure: i64,
    /// Other columns that add up to it, with their figures; no cases then.
    pub parts: Vec<(Column, Option<i64>)>,
    /// How many cases (or things counted once) there are.
    pub count: i64,
    /// What all of them add up to: the figure.
    pub sum: i64,
    /// The cases of this page.
    pub cases: Vec<BehindCase>,
    /// Where the next page begins; none: this is the last.
    pub next: Option<String>,
}

/// One case behind a figure, or one thing counted once.
#[derive(Debug, Clone, PartialEq)]
pub struct BehindCase {
    /// Code of the unit whose file it is.
    pub unit: String,
    /// Số hồ sơ.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Word of where it stands.
    pub standing: String,
    /// What is counted once, by name; empty in other columns.
    pub thing: String,
    /// What it adds.
    pub quantity: i64,
    /// The papers that carry it.
    pub lines: Vec<BehindLine>,
}

/// One paper behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct BehindLine {
    /// Số hồ sơ.
    pub case: String,
    /// The act's place in its case.
    pub seq: u32,
    /// Word of the kind of act.
    pub kind: String,
    /// Its number.
    pub paper: String,
    /// Official day of the figure.
    pub day: String,
    /// Chỉ tiêu.
    pub indicator: String,
    /// What it adds.
    pub quantity: i64,
    /// The later act by which it was taken back or put right, if it is that act's line.
    pub mended_by: Option<u32>,
}

/// Which cell, and from where on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellAsk {
    /// The sheet.
    pub ask: Ask,
    /// The row; none: the total.
    pub row: Option<String>,
    /// The column.
    pub column: String,
    /// `next` of the page before; empty: the first.
    pub after: String,
}

/// Opens a figure, from the database alone.
///
/// # Errors
/// When there is no such figure.
pub async fn behind(db: &Db, law: &Law, tree: &Tree, cell: &CellAsk) -> Result<Behind, AskError> {
    let ready = asked(law, tree, cell)?;
    crate::journal::settle(db).await?;
    let cell = cell.clone();
    db.read(move |tx| open(tx, &ready, &cell, &Source::default())).await
}

impl App {
    /// Opens a figure; its sheet and which cases stand behind it come from the ledger in memory as far
    /// as that reaches, their names and papers from the database.
    ///
    /// # Errors
    /// When there is no such figure.
    pub async fn behind(&self, cell: &CellAsk) -> Result<Behind, AskError> {
        let ready = asked(&self.law, self.tree, cell)?;
        let cell = cell.clone();
        self.figures(move |tx, source| open(tx, &ready, &cell, source)).await
    }
}

/// The question of a cell: a row named `30>31` is a pair of the sheet's bridge.
fn asked(law: &Law, tree: &Tree, cell: &CellAsk) -> Result<Ready, AskError> {
    let ready = ready(law, tree, &cell.ask)?;
    let is_pair = cell.row.as_ref().is_some_and(|row| row.contains('>'));
    let bridged = if is_pair { ready.bridged(tree) } else { None };
    Ok(bridged.map_or(ready, |(pairs, _)| pairs))
}

fn open(tx: &mut dyn Tx, ready: &Ready, cell: &CellAsk, source: &Source) -> Result<Behind, AskError> {
    let sheet = ready.sheet(tx, source)?;
    let none = || AskError::NoCell {
        form: ready.form.id.clone(),
        column: cell.column.clone(),
        unit: cell.row.clone().unwrap_or_else(|| sheet.unit.clone()),
    };
    let column = ready.form.column(&cell.column).ok_or_else(none)?.clone();
    let at = |id: &str| match &cell.row {
        Some(unit) => sheet.cell(unit, id),
        None => sheet.total_of(id),
    };
    let figure = at(&column.id).ok_or_else(none)?;
    let mut ledger = ready.ledger(tx)?;
    let row = cell.row.as_ref().and_then(|row| ready.rows.units.iter().position(|u| u.code == *row));
    if let Some(row) = &cell.row {
        ledger.units = Some(ready.rows.codes_of(row).map(str::to_owned).collect());
    }
    let parts = match &column.take {
        Take::Sum(ids) => {
            ids.iter().filter_map(|id| Some((ready.form.column(id)?.clone(), at(id)))).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    let (mut count, mut sum, mut cases, next) = match Selection::of(&column) {
        // What no act carries is all declared.
        None => (0, if column.take == Take::Nothing { 0 } else { figure }, Vec::new(), None),
        Some(what) => {
            let opened = Opened { ready, what: &what, row, as_of: ledger.as_of };
            match column.is_distinct() {
                true => things(tx, &ledger, (source, &opened), &cell.after)?,
                false => cases(tx, &ledger, (source, &opened), &cell.after)?,
            }
        }
    };
    // What the cases do not add up to was declared by offices outside the system.
    if parts.is_empty() && sum != figure {
        let told = declared(tx, &ledger, ready, &column)?;
        count += i64::try_from(told.len()).unwrap_or(0);
        sum += told.iter().map(|c| c.quantity).sum::<i64>();
        if next.is_none() {
            cases.extend(told);
        }
    }
    let (unit, is_total) = (cell.row.clone().unwrap_or_else(|| sheet.unit.clone()), cell.row.is_none());
    Ok(Behind { unit, is_total, column, figure, parts, count, sum, cases, next, sheet })
}

type Page = (i64, i64, Vec<BehindCase>, Option<String>);

/// Where the figures of a cell come from, and which cell.
type From<'a> = (&'a Source, &'a Opened<'a>);

fn cases(tx: &mut dyn Tx, ledger: &Ledger, (source, cell): From, after: &str) -> Result<Page, AskError> {
    let what = cell.what;
    let (unit, id) = after.rsplit_once('~').unwrap_or(("", ""));
    let after = (unit, id.parse().unwrap_or(i64::MIN));
    let (count, sum, mut found) = match source.opened(tx, cell, |unit, case, _| Some((unit.to_owned(), case)))? {
        Some(sums) => {
            let later = sums.range((Bound::Excluded((after.0.to_owned(), after.1)), Bound::Unbounded)).take(PAGE + 1);
            let found: Vec<CaseSum> = later.map(|((unit, case), sum)| (unit.clone(), *case, *sum)).collect();
            (i64::try_from(sums.len()).unwrap_or(i64::MAX), sums.values().sum(), found)
        }
        None => {
            let (count, sum) = store::count(tx, ledger, what)?;
            (count, sum, store::cases(tx, ledger, what, after, PAGE + 1)?)
        }
    };
    let next = (found.len() > PAGE).then(|| found.truncate(PAGE)).and_then(|()| found.last().map(place));
    let lines = store::case_lines(tx, ledger, what, &found)?;
    let told = Told::read(tx, &lines)?;
    let rows = found.into_iter().map(|(unit, case, quantity)| {
        let lines = lines.iter().filter(|l| l.case == case).map(|l| told.line(l)).collect();
        told.case(unit, case, quantity, String::new(), lines)
    });
    Ok((count, sum, rows.collect(), next))
}

/// Forms filled in by hand that carry a figure of this column and period, by report.
fn declared(tx: &mut dyn Tx, ledger: &Ledger, ready: &Ready, column: &Column) -> Result<Vec<BehindCase>, AskError> {
    let indicator = declared_indicator(&ready.form.id, &column.id);
    let what = Selection { distinct: vec![indicator], ..Selection::default() };
    let lines = store::item_lines(tx, ledger, &what, &[&ready.period.id])?;
    let told = Told::read(tx, &lines)?;
    let mut sums: BTreeMap<(&str, i64), i64> = BTreeMap::new();
    for line in &lines {
        *sums.entry((&line.unit, line.case)).or_default() += line.quantity;
    }
    let rows = sums.into_iter().filter(|(_, quantity)| *quantity != 0).map(|((unit, case), quantity)| {
        let papers = lines.iter().filter(|l| l.case == case).map(|l| told.line(l)).collect();
        told.case(unit.to_owned(), case, quantity, String::new(), papers)
    });
    Ok(rows.collect())
}

fn place((unit, case, _): &CaseSum) -> String {
    format!("{unit}~{case}")
}

/// Things counted once: each with the papers that name it.
fn things(tx: &mut dyn Tx, ledger: &Ledger, (source, cell): From, after: &str) -> Result<Page, AskError> {
    let what = cell.what;
    let named = source.opened(tx, cell, |_, _, item| (!item.is_empty()).then(|| item.to_owned()))?;
    let mut sums = named.map_or_else(|| things_asked(tx, ledger, what), Ok)?;
    sums.retain(|_, quantity| *quantity > 0);
    let count = i64::try_from(sums.len()).unwrap_or(i64::MAX);
    let page: Vec<&str> =
        sums.keys().map(String::as_str).filter(|item| *item > after || after.is_empty()).take(PAGE).collect();
    let next = page.last().filter(|last| sums.keys().next_back().is_some_and(|k| k != *last)).map(|l| (*l).to_owned());
    let lines = store::item_lines(tx, ledger, what, &page)?;
    let told = Told::read(tx, &lines)?;
    let rows = page.iter().filter_map(|item| {
        let of: Vec<&Line> = lines.iter().filter(|l| l.item == *item).collect();
        let first = of.first()?;
        let thing = of.iter().find_map(|l| told.name_of(l)).unwrap_or_else(|| (*item).to_owned());
        let lines = of.iter().map(|l| told.line(l)).collect();
        Some(told.case(first.unit.clone(), first.case, 1, thing, lines))
    });
    let rows = rows.collect();
    Ok((count, count, rows, next))
}

/// Things counted once, with what each adds up to, from the database.
fn things_asked(tx: &mut dyn Tx, ledger: &Ledger, what: &Selection) -> Result<BTreeMap<String, i64>, AskError> {
    let names: Vec<&str> = what.distinct.iter().map(String::as_str).collect();
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for item in store::items(tx, ledger, &names)? {
        if what.only.lets(&item.class, &item.manner, &item.field) {
            *sums.entry(item.item).or_default() += item.quantity;
        }
    }
    Ok(sums)
}

/// What cases and papers are called.
struct Told {
    cases: BTreeMap<i64, NamedCase>,
    papers: BTreeMap<(i64, u32), Paper>,
}

impl Told {
    fn read(tx: &mut dyn Tx, lines: &[Line]) -> Result<Told, AskError> {
        let ids: BTreeSet<i64> = lines.iter().map(|l| l.case).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        Ok(Told { cases: store::names(tx, &ids)?, papers: store::papers(tx, &ids)? })
    }

    fn case(&self, unit: String, id: i64, quantity: i64, thing: String, lines: Vec<BehindLine>) -> BehindCase {
        let named = self.cases.get(&id);
        let text = |get: fn(&NamedCase) -> &String| named.map(get).cloned().unwrap_or_default();
        let (number, title) = (text(|c| &c.number), text(|c| &c.title));
        BehindCase { unit, number, title, standing: text(|c| &c.standing), thing, quantity, lines }
    }

    fn line(&self, line: &Line) -> BehindLine {
        let paper = self.papers.get(&(line.case, line.about));
        BehindLine {
            case: self.cases.get(&line.case).map(|c| c.number.clone()).unwrap_or_default(),
            seq: line.about,
            kind: paper.map(|p| p.kind.clone()).unwrap_or_default(),
            paper: paper.map(|p| p.number.clone()).unwrap_or_default(),
            day: line.day.clone(),
            indicator: line.indicator.clone(),
            quantity: line.quantity,
            mended_by: (line.seq != line.about).then_some(line.seq),
        }
    }

    /// The name a paper gives to what is counted once: the ledger keeps its id, or
    /// its name without marks.
    fn name_of(&self, line: &Line) -> Option<String> {
        let named = |seq: u32| {
            let facts: serde_json::Value = serde_json::from_str(&self.papers.get(&(line.case, seq))?.facts).ok()?;
            facts["subjects"].as_array()?.iter().find_map(|subject| {
                let name = subject["name"].as_str()?;
                let is = subject["id"].as_str() == Some(&line.item) || casework::fold(name) == line.item;
                is.then(|| name.to_owned())
            })
        };
        // The conclusion names its subjects, or leaves them to the decision before it.
        let mut seqs = self.papers.range((line.case, 0)..=(line.case, line.about)).rev().map(|((_, seq), _)| *seq);
        if self.cases.get(&line.case).is_some_and(|c| c.number == line.item) {
            return self.cases.get(&line.case).map(|c| c.number.clone());
        }
        seqs.find_map(named)
    }
}
