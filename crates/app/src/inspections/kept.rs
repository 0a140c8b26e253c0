//! A case as it is kept: the acts with what the journal knows of each.
//!
//! For pages, `check` and whoever needs more than the bare case of [`file`].

use super::file::{self, KIND};
use crate::journal::{self, Error, Head, Kept, Last, store};
use casework::Deadline;
use casework::inspections::{Case, Outcome};
use db::Tx;

/// Who records, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorder {
    /// Id of the account.
    pub account: String,
    /// In milliseconds since 1970.
    pub at_ms: i64,
}

/// A case as it was read, with what the journal knows besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// What is fixed about it.
    pub head: Head,
    /// How far it has come.
    pub last: Last,
    /// The case.
    pub case: Case,
    /// For each act: when it was recorded, by whom, and its hash in hex.
    pub recorded: Vec<Recorded>,
}

/// What the journal knows of one act besides the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// In milliseconds since 1970.
    pub at_ms: i64,
    /// Id of the account.
    pub by: String,
    /// Hash of the act in its chain, in hex.
    pub hash: String,
    /// Provisions applied, as JSON.
    pub grounds: String,
}

/// Keeps what recording brought about: the last act of `outcome.case`, which
/// opens the case if it is its first.
///
/// # Errors
/// [`Error::NumberTaken`] for a new case, [`Error::Stale`] when another act has
/// come between the reading and this.
pub fn save(tx: &mut dyn Tx, outcome: &Outcome, by: &Recorder) -> Result<Kept, Error> {
    let head = file::head(journal::new_id(by.at_ms), &outcome.case);
    file::save(tx, &head, outcome, by.at_ms, &by.account)
}

/// Reads a case with all its acts.
///
/// # Errors
/// [`Error::Unreadable`] names the act that is not as this program writes it.
pub fn load(tx: &mut dyn Tx, number: &str) -> Result<Option<Loaded>, Error> {
    let Some((head, last)) = store::head(tx, number)? else { return Ok(None) };
    if head.kind != KIND {
        return Ok(None);
    }
    load_under(tx, head, last).map(Some)
}

/// Reads the acts of a case whose head is known.
pub(crate) fn load_under(tx: &mut dyn Tx, head: Head, last: Last) -> Result<Loaded, Error> {
    let acts = store::linked(tx, head.id)?;
    let case = file::read(&head, acts.iter().map(|act| &act.line))?;
    let recorded = acts.into_iter().map(|act| Recorded {
        at_ms: act.line.recorded_at,
        by: act.line.recorded_by,
        hash: crate::random::to_hex(&act.hash),
        grounds: act.line.grounds,
    });
    Ok(Loaded { recorded: recorded.collect(), head, last, case })
}

/// Every deadline of a case under this law, for the head of its page and for `check`.
pub fn deadlines(case: &Case, law: &law::Law) -> Vec<Deadline> {
    casework::inspections::deadlines(case, law)
}
