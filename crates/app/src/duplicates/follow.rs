//! The index of letters in memory, made to follow the journal.
//!
//! Fed from kept sketches alone, so a restart reads no letter. Before each question it
//! reads on from the last journal position, so a letter recorded a moment ago, here or by
//! another process, is found. It holds numbers; texts and rights are asked of the database.
//!
//! Memory: about 210 bytes a letter (docs/benchmarks.md). At [`MOST`] letters the oldest
//! quarter is let go; the newest are always there.

use super::feed::key_id;
use super::store::{self, Place};
use crate::journal;
use casework::duplicates::{Fingerprint, Index, Key, SealedIndex, Sketch};
use db::{Result, Tx};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// Letters held at most: some 420 MB.
const MOST: usize = 2_000_000;
/// Journal positions read at once.
const STEP: i64 = 20_000;

/// The letters known to this process.
pub struct Letters {
    most: usize,
    known: RwLock<Known>,
}

/// What is known, up to a position of the journal.
pub(super) struct Known {
    position: i64,
    /// Letters kept in the open.
    pub open: Index<Name>,
    /// Fingerprints of sealed letters, under the installation's key.
    pub sealed: SealedIndex<Name>,
    units: Vec<String>,
    codes: HashMap<String, u16>,
}

/// A letter and the number of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Name {
    /// Which letter.
    pub place: Place,
    unit: u16,
}

impl Default for Letters {
    fn default() -> Self {
        Self::at_most(MOST)
    }
}

impl std::fmt::Debug for Letters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Letters({})", self.len())
    }
}

impl Letters {
    /// Knows no letter yet, and never more than so many.
    pub fn at_most(most: usize) -> Self {
        Self { most, known: RwLock::new(Known::at(0)) }
    }

    /// How many letters in the open are known.
    pub fn len(&self) -> usize {
        self.known().open.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.known().open.bytes()
    }

    pub(super) fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads on to the end of the journal as this unit of work sees it.
    ///
    /// # Errors
    /// The database's; what was read before stays.
    pub fn catch_up(&self, tx: &mut dyn Tx, key: Option<&Key>) -> Result<()> {
        let upto = journal::as_of(tx)?;
        if self.known().position == upto {
            return Ok(());
        }
        let key = key.map(key_id);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.position > upto && upto == 0 {
            // Another database under the same program: nothing known holds.
            *known = Known::at(0);
        }
        if known.position == 0 {
            known.position = store::newest(tx, self.most / 4 * 3)?.unwrap_or(0);
        }
        while known.position < upto {
            let to = upto.min(known.position + STEP);
            known.read(tx, to, key.as_deref())?;
            if known.open.len() > self.most {
                *known = Known::at(store::newest(tx, self.most / 4 * 3)?.unwrap_or(0));
            }
        }
        Ok(())
    }
}

impl Known {
    fn at(position: i64) -> Self {
        let (open, sealed) = (Index::default(), SealedIndex::new());
        Self { position, open, sealed, units: Vec::new(), codes: HashMap::new() }
    }

    fn read(&mut self, tx: &mut dyn Tx, upto: i64, key: Option<&str>) -> Result<()> {
        for row in store::sketches(tx, self.position, upto)? {
            let name = Name { place: row.place, unit: self.number(&row.unit) };
            match Sketch::from_bytes(&row.bytes) {
                Ok(sketch) => self.open.add(name, &sketch),
                // Of another form: `thanhtra duplicates renew` makes it again from the letter.
                Err(why) => tracing::warn!(case = row.place.case, %why, "sketch"),
            }
        }
        for row in key.map(|key| store::prints(tx, self.position, upto, key)).transpose()?.into_iter().flatten() {
            let name = Name { place: row.place, unit: self.number(&row.unit) };
            match Fingerprint::from_bytes(&row.bytes) {
                Ok(print) => self.sealed.add(name, &print),
                Err(why) => tracing::warn!(case = row.place.case, %why, "fingerprint"),
            }
        }
        self.position = upto;
        Ok(())
    }

    /// Units get numbers of two bytes; the last one stands for all that found no number.
    fn number(&mut self, unit: &str) -> u16 {
        if let Some(number) = self.codes.get(unit) {
            return *number;
        }
        let number = u16::try_from(self.units.len()).unwrap_or(u16::MAX);
        if number < u16::MAX {
            self.units.push(unit.to_owned());
            self.codes.insert(unit.to_owned(), number);
        }
        number
    }

    /// The unit that keeps a letter, if it has a number.
    pub fn unit(&self, name: &Name) -> Option<&str> {
        self.units.get(usize::from(name.unit)).map(String::as_str)
    }
}
