//! A case as it is kept: the acts with what the journal knows of each, and the
//! people of an act, who are kept beside it.
//!
//! For pages, `check` and whoever needs more than the bare case of [`file`].

use super::{file, guard};
use crate::duplicates::{self, Fed};
use crate::journal::{self, Error, Head, Kept, Last, store};
use crate::papers;
use crate::vault::{self, SessionKeys, Taken};
use casework::Case;
use casework::kinds::{AnyKind, File, Told};
use casework::procedure::{Kind, Outcome};
use db::Tx;

/// Who records, and when.
#[derive(Debug, Clone)]
pub struct Recorder {
    /// Sign-in name, which stays readable when the person has left; or `cli`.
    pub account: String,
    /// Id of the account; empty for programs.
    pub id: String,
    /// In milliseconds since 1970.
    pub at_ms: i64,
    /// Under which sealed letters take part in finding like ones.
    pub like_key: Option<casework::duplicates::Key>,
    /// What opens the seal for them, so that the name guard knows whom to look for.
    pub keys: Option<SessionKeys>,
    /// They know that another person of that name is meant.
    pub passes: bool,
}

impl Recorder {
    /// Recorded by a program of the operator's.
    pub fn program(name: &str, at_ms: i64) -> Self {
        Self { account: name.to_owned(), id: String::new(), at_ms, like_key: None, keys: None, passes: false }
    }

    /// One who says that no sealed person is meant.
    #[must_use]
    pub fn passing(mut self, passes: bool) -> Self {
        self.passes = passes;
        self
    }
}

/// A case as it was read, with what the journal knows besides.
#[derive(Clone)]
pub struct Loaded {
    /// What is fixed about it.
    pub head: Head,
    /// How far it has come.
    pub last: Last,
    /// Its kind.
    pub kind: &'static dyn AnyKind,
    /// The case.
    pub file: File,
    /// For each act: when it was recorded, by whom, and its hash in hex.
    pub recorded: Vec<Recorded>,
}

impl std::fmt::Debug for Loaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Loaded({} {})", self.head.kind, self.head.number)
    }
}

/// What the journal knows of one act besides the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// In milliseconds since 1970.
    pub at_ms: i64,
    /// Sign-in name of who recorded it.
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
pub fn save<K: Kind>(tx: &mut dyn Tx, outcome: &Outcome<K>, by: &Recorder) -> Result<Kept, Error> {
    let head = file::head(journal::new_id(by.at_ms), &outcome.case);
    file::save(tx, &head, outcome, by.at_ms, &by.account)
}

/// Keeps an act with the people and letters that were taken out of its facts. What
/// belongs to a case that hides its sender is sealed, also what was kept before.
///
/// # Errors
/// The journal's; or the vault's refusal, when nobody could ever open what is to be sealed.
pub fn keep(tx: &mut dyn Tx, head: &Head, told: &Told, taken: &[Taken], by: &Recorder) -> crate::Result<Kept> {
    keep_as(tx, head, told, taken, by, false)
}

/// As [`keep`]; `hidden` seals also where the kind alone would not: a part of a letter
/// that denounces somebody in another part names the same sender.
///
/// # Errors
/// As [`keep`].
pub fn keep_as(
    tx: &mut dyn Tx,
    head: &Head,
    told: &Told,
    taken: &[Taken],
    by: &Recorder,
    hidden: bool,
) -> crate::Result<Kept> {
    let kept = file::keep(tx, head, told, by.at_ms, &by.account)?;
    // The id given by who opened it may differ from the kept one when a unit of work is run twice.
    let case = store::head(tx, &head.number)?.map_or(head.id, |(kept, _)| kept.id);
    // A case that has once hidden its people goes on hiding them.
    let sealed = hidden || told.state.shown.sealed || vault::hides(tx, case)?;
    guard::check(tx, case, sealed, (told, taken), by)?;
    duplicates::feed(tx, Fed { case, seq: kept.seq, sealed, key: by.like_key.as_ref() }, taken)?;
    for one in taken {
        let answer = match sealed {
            true => vault::keep_sealed(tx, case, &head.unit.0, one, &by.id, by.at_ms)?,
            false => Ok(vault::keep_open(tx, case, one, &by.id, by.at_ms)?),
        };
        answer.map_err(|no| crate::Error::Forbidden(no.key()))?;
    }
    if sealed {
        let sealed = vault::seal_case(tx, case, &head.unit.0, &by.id, by.at_ms)?;
        sealed.map_err(|no| crate::Error::Forbidden(no.key()))?;
        let place = papers::Place {
            case,
            unit: head.unit.0.clone(),
            by: by.id.clone(),
            login: by.account.clone(),
            at_ms: by.at_ms,
        };
        papers::seal_case(tx, &place)?.map_err(|no| crate::Error::Forbidden(no.key()))?;
    }
    Ok(kept)
}

/// Reads a case with all its acts.
///
/// # Errors
/// [`Error::Unreadable`] names the act that is not as this program writes it.
pub fn load(tx: &mut dyn Tx, number: &str) -> Result<Option<Loaded>, Error> {
    let Some((head, last)) = store::head(tx, number)? else { return Ok(None) };
    load_under(tx, head, last).map(Some)
}

/// Reads a case in the types of its kind; nothing where it is of another.
///
/// # Errors
/// [`Error::Unreadable`] names the act that is not as this program writes it.
pub fn load_as<K: Kind>(tx: &mut dyn Tx, number: &str) -> Result<Option<Case<K>>, Error> {
    Ok(file::load::<K>(tx, number)?.map(|(_, case)| case))
}

/// Reads the acts of a case whose head is known.
pub(crate) fn load_under(tx: &mut dyn Tx, head: Head, last: Last) -> Result<Loaded, Error> {
    let acts = store::linked(tx, head.id)?;
    let kind = file::kind(&head)?;
    let read = file::read(&head, acts.iter().map(|act| &act.line))?;
    let recorded = acts.into_iter().map(|act| Recorded {
        at_ms: act.line.recorded_at,
        by: act.line.recorded_by,
        hash: crate::random::to_hex(&act.hash),
        grounds: act.line.grounds,
    });
    Ok(Loaded { recorded: recorded.collect(), head, last, kind, file: read })
}
