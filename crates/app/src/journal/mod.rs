//! Nhật ký: keeps what was recorded, in order, so that nobody can change it unseen.
//!
//! Every kind of case is kept here alike: its head, its acts chained by hash,
//! its deadlines and postings, and a position in the order of commits. What the
//! acts mean is `casework`'s; this room must never judge one, and never update
//! or delete an act, a posting or a position.

pub mod chain;
mod keep;
pub mod merkle;
pub mod store;
pub mod verify;

#[cfg(test)]
pub(crate) mod tests;

use casework::fields::UnitCode;
use jiff::civil::Date;

pub use keep::{Keeping, Kept, keep, next_due, repair};
pub(crate) use keep::{deadline_rows, derived_rows, posting_vals, shown_vals};
pub use store::{MIGRATIONS, Moved, Moving, as_of, end, head, lines, moved, waiting_units};
pub use verify::{Verified, verify};

/// What is fixed about a case when its first act is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Made once, sortable by time.
    pub id: i64,
    /// What kind of case, as `inspection`.
    pub kind: String,
    /// Số hồ sơ, unique in the database.
    pub number: String,
    /// The body that keeps it.
    pub unit: UnitCode,
    /// Word of its kind of agency.
    pub agency: String,
    /// Word of the law it is run under.
    pub regime: String,
}

/// How far a case has come in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// Seq of its last act.
    pub seq: u32,
    /// Hash of its last act.
    pub hash: chain::Hash,
}

/// One act as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Position in the case, from 1.
    pub seq: u32,
    /// Word of the kind of act.
    pub kind: String,
    /// Official day.
    pub on: Date,
    /// Word of the signer's capacity.
    pub by: String,
    /// Number and symbol.
    pub number: String,
    /// Name of the signer.
    pub signer: String,
    /// The act's own facts, as JSON.
    pub facts: String,
    /// What was applied to what with which result, as JSON.
    pub grounds: String,
    /// When it was recorded, in milliseconds since 1970.
    pub recorded_at: i64,
    /// Account that recorded it.
    pub recorded_by: String,
}

/// What lists show of a case: derived from its acts, rebuilt at will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Về việc.
    pub title: String,
    /// Word of its class.
    pub class: String,
    /// Word of its manner.
    pub manner: String,
    /// Field of work; may be empty.
    pub field: String,
    /// Day of its first act.
    pub opened_on: Date,
    /// Word of where it stands.
    pub standing: String,
    /// Nothing more is to be done.
    pub closed: bool,
    /// Folded words for search.
    pub folded: String,
    /// Cases it hangs together with: relation and number.
    pub links: Vec<(String, String)>,
}

/// Why an act was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The database's reason.
    #[error(transparent)]
    Db(#[from] db::Error),
    /// Another case has this number.
    #[error("there is a case numbered {0} already; give this one another number")]
    NumberTaken(String),
    /// Somebody recorded an act in this case meanwhile.
    #[error("case {number}: act {expected} was to follow, but the case is at {found}; look at the case again")]
    Stale {
        /// Number of the case.
        number: String,
        /// Seq the new act was to have.
        expected: u32,
        /// Seq of the last act kept.
        found: u32,
    },
    /// What is kept cannot be read.
    #[error("case {number}, act {seq}: what is kept cannot be read ({why}); run `thanhtra verify`")]
    Unreadable {
        /// Number of the case.
        number: String,
        /// The act.
        seq: u32,
        /// Why.
        why: String,
    },
}

/// Numbers count milliseconds from here.
const FROM_2020: i64 = 1_577_836_800_000;

/// When a number was drawn, in milliseconds.
pub fn instant_of(id: i64) -> i64 {
    (id >> 20) + FROM_2020
}

/// A number for a new case that sorts by time and that no other process draws.
pub fn new_id(now_ms: i64) -> i64 {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU32, Ordering};
    // Counting on from a random start: within one process no two cases of one
    // millisecond meet, and two processes hardly ever do (the key would refuse the second).
    static NEXT: LazyLock<AtomicU32> = LazyLock::new(|| {
        let start = u32::from_str_radix(&crate::random::hex::<4>(), 16);
        AtomicU32::new(start.unwrap_or_default())
    });
    let low = i64::from(NEXT.fetch_add(1, Ordering::Relaxed)) & 0xF_FFFF;
    ((now_ms - FROM_2020).max(0) << 20) | low
}

/// Gives positions to acts that were committed without one. A no-op where the
/// engine commits in order. To be called before a figure is read as of a position.
pub async fn settle(db: &db::Db) -> db::Result<()> {
    if db.is_file() {
        return Ok(());
    }
    while db.read(store::is_pending).await? {
        db.write(store::number_pending).await?;
    }
    Ok(())
}

impl From<Error> for crate::Error {
    fn from(e: Error) -> Self {
        match e {
            Error::Db(e) => e.into(),
            Error::NumberTaken(_) => crate::Error::NumberTaken,
            Error::Stale { .. } => crate::Error::Stale,
            Error::Unreadable { .. } => crate::Error::fault(e),
        }
    }
}
