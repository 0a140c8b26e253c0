//! Sổ cái trong bộ nhớ: the postings kept so that any sheet is a few look-ups.
//!
//! Postings in the database are the truth; this is the same by column, in the order of
//! the journal, with running sums up to the ends of the circulars' periods. Between two
//! of those a period costs two look-ups a cell, however many postings there are; other
//! days, and what was known at an earlier position, read the few blocks of postings
//! between, and stay exact. Fed after commit, in the order of positions. Must never
//! answer for a position it has not reached, and never ask where postings come from.

mod ask;
mod behind;
mod block;
mod days;
mod names;
mod series;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use behind::{Behind, Found};
pub use days::Day;
pub use series::{Span, Sums};

use crate::postings::Posting;
use block::Entry;
use jiff::civil::Date;
use names::Names;
use series::Series;
use std::collections::HashMap;

/// Why the ledger cannot take a posting; whoever keeps it asks the database instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Not in the order of the journal.
    #[error("position {0} comes after {1}: the ledger takes postings in the order of the journal")]
    OutOfOrder(i64, i64),
    /// A sum leaves the numbers there are.
    #[error("a sum is too large for the ledger")]
    TooLarge,
    /// The position does.
    #[error("position {0} is too large for the ledger")]
    TooFar(i64),
}

/// What is asked: a period, as known at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Last position counted.
    pub as_of: i64,
}

/// One posting in the ledger's own numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Number of the unit.
    pub unit: u32,
    /// Number of the indicator with its dimensions.
    pub series: u32,
    /// Number of what is counted once; 0 for nothing.
    pub item: u32,
    /// Official day.
    pub day: Day,
    /// What it adds.
    pub quantity: i64,
}

/// Sổ cái.
#[derive(Debug)]
pub struct Ledger {
    units: Names,
    items: Names,
    words: Names,
    series: Vec<Series>,
    /// Indicator, class, manner and field of each series.
    words_of: Vec<[u32; 4]>,
    by_words: HashMap<[u32; 4], u32>,
    by_indicator: HashMap<u32, Vec<u32>>,
    boundaries: Vec<u16>,
    /// Position of the last posting taken down, and the last one that may be asked for.
    taken: i64,
    applied: i64,
    /// Series with postings taken down and not settled.
    open: Vec<u32>,
    is_open: Vec<bool>,
    postings: usize,
    running: usize,
}

/// What a posting takes, a running sum, and a cell with its place in the table.
const POSTING_BYTES: usize = 18;
const SUM_BYTES: usize = 8;
const SERIES_BYTES: usize = 1_000;
const NAME_BYTES: usize = 80;

impl Ledger {
    /// An empty ledger. Units in the pre-order of their tree, so that what stands under one
    /// lies together; others are numbered as they come. Boundaries are last days of periods.
    pub fn new<'u>(units: impl IntoIterator<Item = &'u str>, boundaries: impl IntoIterator<Item = Date>) -> Self {
        let mut names = Names::default();
        for unit in units {
            names.number(unit);
        }
        let mut items = Names::default();
        items.number("");
        let mut boundaries: Vec<u16> = boundaries.into_iter().filter_map(Day::exact).collect();
        boundaries.sort_unstable();
        boundaries.dedup();
        Self {
            units: names,
            items,
            words: Names::default(),
            series: Vec::new(),
            words_of: Vec::new(),
            by_words: HashMap::new(),
            by_indicator: HashMap::new(),
            boundaries,
            taken: 0,
            applied: 0,
            open: Vec::new(),
            is_open: Vec::new(),
            postings: 0,
            running: 0,
        }
    }

    /// The last journal position it may be asked for.
    pub fn applied(&self) -> i64 {
        self.applied
    }

    /// How many postings it holds.
    pub fn len(&self) -> usize {
        self.postings
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.postings == 0
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        let names = (self.units.len() + self.items.len()) * NAME_BYTES;
        self.postings * POSTING_BYTES + self.running * SUM_BYTES + self.series.len() * SERIES_BYTES + names
    }

    /// Takes in a posting of the act at a position; it counts from the next [`Ledger::advance`] on.
    ///
    /// # Errors
    /// When it cannot be; the ledger is of no use from then on.
    pub fn append(&mut self, position: i64, unit: &str, posting: &Posting) -> Result<(), Unfit> {
        let line = Line {
            unit: self.unit(unit),
            series: self.series([&posting.indicator, &posting.class, &posting.manner, &posting.field]),
            item: self.items.number(&posting.item),
            day: Day::of(posting.day),
            quantity: posting.quantity,
        };
        self.take(position, line)
    }

    /// Takes in a posting in the ledger's own numbers.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn take(&mut self, position: i64, line: Line) -> Result<(), Unfit> {
        if position < self.taken || position <= self.applied {
            return Err(Unfit::OutOfOrder(position, self.taken.max(self.applied)));
        }
        let place = u32::try_from(position).map_err(|_| Unfit::TooFar(position))?;
        let Line { unit, series: number, item, day: Day(day), quantity } = line;
        let series = &mut self.series[number as usize];
        series.push(&Entry { position: place, seat: unit, item, day, quantity });
        if series.is_due() {
            self.running += series.settle(&self.boundaries)?;
        } else if !std::mem::replace(&mut self.is_open[number as usize], true) {
            self.open.push(number);
        }
        self.taken = position;
        self.postings += 1;
        Ok(())
    }

    /// Says that nothing more comes up to a position, so that it may be asked for.
    ///
    /// # Errors
    /// As [`Ledger::append`].
    pub fn advance(&mut self, position: i64) -> Result<(), Unfit> {
        if position < self.taken.max(self.applied) {
            return Err(Unfit::OutOfOrder(position, self.taken.max(self.applied)));
        }
        for number in self.open.drain(..) {
            self.is_open[number as usize] = false;
            self.running += self.series[number as usize].settle(&self.boundaries)?;
        }
        (self.taken, self.applied) = (position, position);
        Ok(())
    }

    /// The number of a unit.
    pub fn unit(&mut self, code: &str) -> u32 {
        self.units.number(code)
    }

    /// The number of an indicator with its class, manner and field.
    pub fn series(&mut self, words: [&str; 4]) -> u32 {
        let key = words.map(|word| self.words.number(word));
        if let Some(number) = self.by_words.get(&key) {
            return *number;
        }
        let number = u32::try_from(self.series.len()).unwrap_or(u32::MAX);
        self.by_indicator.entry(key[0]).or_default().push(number);
        self.by_words.insert(key, number);
        self.words_of.push(key);
        self.series.push(Series::default());
        self.is_open.push(false);
        number
    }

    /// A question in numbers; none when the ledger does not reach its days or its position.
    pub fn span(&self, asked: &Asked) -> Option<Span> {
        let (from, until) = (Day::exact(asked.from)?, Day::exact(asked.until)?);
        let is_level = self.taken <= self.applied && asked.as_of <= self.applied;
        let known = u32::try_from(asked.as_of).ok().filter(|_| is_level)?;
        Some(Span { from, until, known })
    }

    /// Every series there is.
    pub fn all_series(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.series.len()).unwrap_or(u32::MAX)
    }

    /// The units that post to a series, in the order of [`Ledger::sums`].
    pub fn units_of(&self, series: u32) -> &[u32] {
        &self.series[series as usize].units
    }

    /// Opening and flow of each unit that posts to a series, put behind what `out` holds.
    pub fn sums(&self, series: u32, span: &Span, out: &mut Vec<Sums>) {
        self.series[series as usize].sums(&self.boundaries, span, out);
    }
}
