//! Sổ cái trong bộ nhớ: the ledger of the running program, level with the journal.
//!
//! Filled beside the first requests. Before each sheet it reads, in the snapshot of that
//! sheet, what any server process recorded since; so an act that was acknowledged is in
//! the next sheet. Where it is not filled yet, switched off, too large for its limit or
//! asked for days it does not hold, the same figures come from the database, slower.
//! Must never be the only place of anything.

use super::store::{self, Placed};
use super::{AskError, Ready};
use crate::App;
use casework::ledger::{Asked, Ledger, Unfit};
use casework::reports::{Item, Selection, Total};
use db::Tx;
use jiff::civil::Date;
use law::Law;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// Positions a sheet reads itself before it is filled; more are left to [`fill`].
const FEW: i64 = 2_000;
/// Positions read in one snapshot while filling.
const AT_ONCE: i64 = 2_000;
/// Years whose ends of periods are kept ready, before and after today's.
const YEARS: std::ops::RangeInclusive<i16> = -12..=1;

/// How many bytes the ledger may take; 0 switches it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(pub usize);

impl Default for Limit {
    fn default() -> Self {
        Limit(2 << 30)
    }
}

/// The ledger of the running program.
#[derive(Debug, Default)]
pub struct Memory {
    state: RwLock<State>,
    filling: AtomicBool,
    answers: AtomicU64,
}

#[derive(Debug, Default)]
enum State {
    /// Nothing is read yet.
    #[default]
    Empty,
    /// Level with the journal up to its own position.
    Kept(Box<Kept>),
    /// Given up: too large, or something in the journal does not fit.
    Off,
}

#[derive(Debug)]
struct Kept {
    ledger: Ledger,
    /// Case and seq of the act at its position: another one there is another history.
    mark: Option<(i64, i64)>,
    /// The case of the act at each position; 0 where nothing was posted.
    cases: Vec<i64>,
}

impl Kept {
    fn append(&mut self, placed: &Placed) -> Result<(), Unfit> {
        self.ledger.append(placed.position, &placed.unit, &placed.posting)?;
        let at = usize::try_from(placed.position).map_err(|_| Unfit::TooFar(placed.position))?;
        self.cases.resize(self.cases.len().max(at + 1), 0);
        self.cases[at] = placed.case;
        Ok(())
    }

    fn bytes(&self) -> usize {
        self.ledger.bytes() + self.cases.len() * size_of::<i64>()
    }
}

/// What was read from the journal: postings by position, and the act at the last one.
struct Part {
    until: i64,
    mark: Option<(i64, i64)>,
    lines: Vec<Placed>,
}

impl Part {
    fn read(tx: &mut dyn Tx, after: i64, until: i64) -> db::Result<Part> {
        Ok(Part { until, mark: store::act_at(tx, until)?, lines: store::postings_after(tx, after, until)? })
    }
}

/// What a sheet is filled from.
type Fed = (Vec<Total>, Vec<Item>);

impl Memory {
    /// How many sheets it has answered.
    pub fn answers(&self) -> u64 {
        self.answers.load(Ordering::Relaxed)
    }

    /// The position it is level with and the bytes it takes; none when it holds nothing.
    pub fn level(&self) -> Option<(i64, usize)> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Kept(kept) => Some((kept.ledger.applied(), kept.bytes())),
            State::Empty | State::Off => None,
        }
    }

    /// Begins an empty ledger where there is none.
    fn begin(&self, app: &App) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Empty) {
            *state = match app.settings.ledger {
                Limit(0) => State::Off,
                _ => State::Kept(Box::new(Kept { ledger: empty(app), mark: None, cases: Vec::new() })),
            };
        }
    }

    /// Sums and things of a sheet; none when it cannot answer.
    pub(super) fn feed(
        &self,
        tx: &mut dyn Tx,
        ready: &Ready,
        limit: Limit,
        as_of: i64,
    ) -> Result<Option<Fed>, AskError> {
        if !self.reach(tx, limit, as_of)? {
            return Ok(None);
        }
        let asked = Asked { from: ready.period.from, until: ready.period.until, as_of };
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let State::Kept(kept) = &*state else { return Ok(None) };
        let fed = kept.ledger.feed(&ready.form, &ready.rows, &asked);
        self.answers.fetch_add(u64::from(fed.is_some()), Ordering::Relaxed);
        Ok(fed)
    }

    /// What stands behind a cell, added up by what `by` makes of unit, case and thing; none when it
    /// cannot answer. What adds up to nothing is left out.
    fn behind<K: Ord>(
        &self,
        tx: &mut dyn Tx,
        cell: &Opened,
        limit: Limit,
        by: impl Fn(&str, i64, &str) -> Option<K>,
    ) -> Result<Option<BTreeMap<K, i64>>, AskError> {
        if !self.reach(tx, limit, cell.as_of)? {
            return Ok(None);
        }
        let ready = cell.ready;
        let asked = Asked { from: ready.period.from, until: ready.period.until, as_of: cell.as_of };
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let State::Kept(kept) = &*state else { return Ok(None) };
        let mut sums = BTreeMap::new();
        let done =
            kept.ledger.acts_behind(cell.what, &ready.rows, cell.row, &asked, |unit, position, item, quantity| {
                let case = usize::try_from(position).ok().and_then(|at| kept.cases.get(at));
                if let Some(key) = by(unit, case.copied().unwrap_or_default(), item) {
                    *sums.entry(key).or_insert(0_i64) += quantity;
                }
            });
        sums.retain(|_, sum| *sum != 0);
        self.answers.fetch_add(u64::from(done.is_some()), Ordering::Relaxed);
        Ok(done.map(|()| sums))
    }

    /// Reads on up to a position of this snapshot, unless that is far.
    fn reach(&self, tx: &mut dyn Tx, limit: Limit, to: i64) -> db::Result<bool> {
        let (applied, mark) = match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Kept(kept) => (kept.ledger.applied(), kept.mark),
            State::Empty | State::Off => return Ok(false),
        };
        // A snapshot from before the mark cannot see it; whoever comes after can.
        let found = store::act_at(tx, applied)?;
        if found.is_some() && found != mark {
            tracing::warn!(position = applied, "the journal is another one than before; figures are read anew");
            *self.state.write().unwrap_or_else(PoisonError::into_inner) = State::Empty;
            return Ok(false);
        }
        if applied >= to {
            return Ok(true);
        }
        if to - applied > FEW {
            return Ok(false);
        }
        let part = Part::read(tx, applied, to)?;
        Ok(self.take(part, limit))
    }

    /// Takes in what was read, but for what another request took in meanwhile.
    fn take(&self, part: Part, limit: Limit) -> bool {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        // Out of its place while it changes: half a part taken in is no ledger.
        let State::Kept(mut kept) = std::mem::take(&mut *state) else { return false };
        let applied = kept.ledger.applied();
        let new = part.lines.iter().filter(|placed| placed.position > applied);
        let mut new = new.map(|placed| kept.append(placed));
        let mut done = new.find(Result::is_err).unwrap_or(Ok(()));
        if done.is_ok() && part.until > applied {
            done = kept.ledger.advance(part.until);
            kept.mark = part.mark;
        }
        if let Err(why) = done {
            tracing::warn!(%why, "figures are added up by the database from now on");
            *state = State::Off;
            return false;
        }
        if kept.bytes() > limit.0 {
            let (bytes, limit) = (kept.bytes(), limit.0);
            tracing::warn!(bytes, limit, "the ledger is larger than its limit; figures are added up by the database");
            *state = State::Off;
            return false;
        }
        *state = State::Kept(kept);
        true
    }
}

/// Reads the journal until nothing is left. A second call while one is under way does nothing.
///
/// # Errors
/// When the database cannot be read.
pub async fn fill(app: &App) -> db::Result<()> {
    let memory = app.ledger.clone();
    if memory.filling.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    let done = filled(app, &memory).await;
    memory.filling.store(false, Ordering::Release);
    done
}

async fn filled(app: &App, memory: &Memory) -> db::Result<()> {
    memory.begin(app);
    while let Some((applied, _)) = memory.level() {
        let part = app.db.read(move |tx| {
            let (latest, _) = store::position(tx)?;
            if latest <= applied { Ok(None) } else { Part::read(tx, applied, latest.min(applied + AT_ONCE)).map(Some) }
        });
        let Some(part) = part.await? else { break };
        memory.take(part, app.settings.ledger);
    }
    Ok(())
}

impl App {
    /// Asks for figures in one snapshot, with the ledger in memory as far as it reaches.
    pub(super) async fn figures<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx, &Source) -> Result<T, AskError> + Send + 'static,
    ) -> Result<T, AskError> {
        crate::journal::settle(&self.db).await?;
        self.ledger.begin(self);
        let memory = Some(self.ledger.clone());
        let source = Source { memory, limit: self.settings.ledger, behind: Cell::new(false) };
        let work = move |tx: &mut dyn Tx| work(tx, &source).map(|done| (done, source.behind.get()));
        let (done, behind) = self.db.read(work).await?;
        if behind {
            let app = self.clone();
            tokio::spawn(async move {
                if let Err(why) = fill(&app).await {
                    tracing::warn!(?why, "the ledger in memory is not filled");
                }
            });
        }
        Ok(done)
    }
}

/// A cell that is opened.
pub(super) struct Opened<'a> {
    /// Its sheet.
    pub ready: &'a Ready,
    /// What it counts.
    pub what: &'a Selection,
    /// Its row, by place; none: the total.
    pub row: Option<usize>,
    /// The last position counted.
    pub as_of: i64,
}

/// Where a sheet's sums come from.
#[derive(Debug, Default)]
pub(super) struct Source {
    memory: Option<Arc<Memory>>,
    limit: Limit,
    /// Set when the memory is too far behind to be brought level by a sheet.
    behind: Cell<bool>,
}

impl Source {
    /// What the ledger in memory answers, if it can.
    pub fn feed(&self, tx: &mut dyn Tx, ready: &Ready, as_of: i64) -> Result<Option<Fed>, AskError> {
        let Some(memory) = &self.memory else { return Ok(None) };
        let fed = memory.feed(tx, ready, self.limit, as_of)?;
        self.behind.set(memory.level().is_some_and(|(applied, _)| as_of - applied > FEW));
        Ok(fed)
    }

    /// What stands behind a cell by the ledger in memory, if it can answer.
    pub fn opened<K: Ord>(
        &self,
        tx: &mut dyn Tx,
        cell: &Opened,
        by: impl Fn(&str, i64, &str) -> Option<K>,
    ) -> Result<Option<BTreeMap<K, i64>>, AskError> {
        self.memory.as_ref().map_or(Ok(None), |memory| memory.behind(tx, cell, self.limit, by))
    }
}

/// An empty ledger: units in the order of today's tree, those of other days after them,
/// and the ends of the periods that are asked for most.
fn empty(app: &App) -> Ledger {
    let today = app.clock.today();
    let roots = app.tree.all().iter().filter(|unit| unit.parent.is_none());
    let standing = roots.flat_map(|root| app.tree.descendants(&root.code.0, today));
    let codes = standing.chain(app.tree.all()).map(|unit| unit.code.0.as_str());
    Ledger::new(codes, boundaries(&app.law, today))
}

/// Last days of the periods of some years, and of the day before each begins.
fn boundaries(law: &Law, today: Date) -> Vec<Date> {
    let years = YEARS.map(|n| today.year() + n);
    let periods = years.flat_map(|year| {
        let months = (1..=12).filter_map(move |n| law.period(&format!("{year}-{n}m")).ok());
        law.periods_of(year).into_iter().chain(months)
    });
    periods.flat_map(|period| [period.from.yesterday().ok(), Some(period.until)]).flatten().collect()
}
