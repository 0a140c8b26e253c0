//! Nhập sổ: from the rows of a register that somebody else keeps to draft cases.
//!
//! Pure: cells in, drafts and reasons out. A profile, kept as TOML, says which
//! column feeds which fact; it never decides law: every draft act passes the
//! same gate as one typed by hand.

mod convert;
mod decide;
mod heads;
mod map;
mod profile;
mod source;
mod template;

pub use convert::{amount, day};
pub use decide::{Decision, Imported, decide};
pub use heads::{Heads, find_heads};
pub use map::{DraftAct, DraftCase, Mapped, map_rows};
pub use profile::{ActSpec, Column, ColumnKind, Duplicates, Profile, ProfileError, UnitSpec};
pub use source::{CODES, RowFault, SourceRow, Value};

#[cfg(test)]
mod tests;
