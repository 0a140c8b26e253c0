//! Tìm kiếm: finds cases by words, phrases, numbers and people, with and without marks.
//!
//! One index gives the same answers over both database engines, because neither
//! takes part. It lives beside the database, not in it, so it *follows the
//! journal*: every commit of the index carries a mark (how far it has read), and the
//! caller brings it up to date before it asks. What stands here can be made again
//! from the acts at any time and must never be the only place of anything.
//!
//! The one crate that names tantivy. It must never see a sealed person's name: the
//! caller decides what a document says.

mod ask;
mod doc;
mod index;
mod near;
mod query;
mod rank;
mod rights;
mod snippet;
mod top;
mod words;

pub use ask::{Answer, Ask, Hit, Order};
pub use doc::Doc;
pub use index::{Error, Index, Opened};
pub use query::{Part, Query, Term};
pub use rights::Rights;
pub use snippet::Marked;
pub use words::{SECTION, Words};

#[cfg(test)]
mod tests;
