//! What a list of shortcomings is asked for: read from an address, written into one. Pages, API,
//! counts and figures ask through here, so that all see by the one reach.

use super::store::{self, Asked};
use crate::asked::{self, List, Reader};
use casework::shortcomings::{How, Timing};
use db::Tx;

/// Their list.
#[derive(Debug)]
pub struct Matters;

impl List for Matters {
    const AT: &'static str = "/shortcomings";
    const NAMES: &'static [&'static str] = &["unit", "reviewer", "period", "how", "timing", "open", "paper", "q"];
}

/// The list as asked in an address.
pub type Query = asked::Query<Matters>;

impl Query {
    /// What the store is asked, within the reader's reach; nothing where a word is unknown.
    pub fn asked(&self, tx: &mut dyn Tx, reader: &Reader) -> db::Result<Option<Asked>> {
        let known = |name: &str, words: &[&str]| {
            let value = self.get(name);
            value.is_empty() || words.contains(&value)
        };
        if !known("how", How::WORDS) || !known("timing", Timing::WORDS) {
            return Ok(None);
        }
        let get = |name: &str| self.get(name).to_owned();
        Ok(Some(Asked {
            unit: get("unit"),
            reviewer: get("reviewer"),
            period: get("period"),
            how: get("how"),
            timing: get("timing"),
            open: self.get("open") == "1",
            today: reader.today.to_string(),
            source_number: get("paper"),
            like: crate::portal::article::pattern(self.get("q")),
            units: reader.units(tx, store::side_units)?,
            ..Asked::default()
        }))
    }
}
