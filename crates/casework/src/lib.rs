//! What offices do under the law: acts to standing, deadlines, postings and sheets.
//!
//! Pure: this crate does no IO, awaits nothing, reads no clock and draws no id.
//! The same case file and the same law give the same answer for ever.

pub mod articles;
pub mod case;
pub mod complaints;
pub mod conference;
pub mod deadlines;
pub mod denunciations;
pub mod directives;
pub mod duplicates;
pub mod durations;
pub mod fields;
mod fold;
pub mod guard;
pub mod guide;
pub mod hotspots;
pub mod imports;
pub mod inspections;
pub mod kinds;
pub mod ledger;
pub mod legacy;
pub mod narratives;
pub mod periodic_reports;
pub mod petitions;
pub mod postings;
pub mod procedure;
pub mod receptions;
pub mod redaction;
pub mod refusal;
pub mod reports;
pub mod scenario;
pub mod shortcomings;
pub mod units;

pub use case::{Case, Entry, Role};
pub use deadlines::{Deadline, DeadlineState};
pub use fold::fold;
pub use postings::Posting;
pub use refusal::Refusal;
