//! What a list of shortcomings is asked for: read from an address, written into one. Pages, API,
//! counts and figures ask through here, so that all see by the one reach.

use super::store::{self, Asked};
use crate::access::Action;
use crate::accounts::Reach;
use crate::cx::Cx;
use crate::forms::Posted;
use casework::shortcomings::{How, Timing};
use db::Tx;
use jiff::civil::Date;

/// Names in an address, in the order links are written.
const NAMES: &[&str] = &["unit", "reviewer", "period", "how", "timing", "open", "paper", "q"];

/// A list as asked in an address.
#[derive(Debug, Clone, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// What an address says; what it does not know is left out.
    pub fn of(query: &str) -> Self {
        let posted = Posted::from_query(query);
        let known = NAMES.iter().map(|name| ((*name).to_owned(), posted.get(name).to_owned()));
        Self(known.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// One value; empty for none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The same list with one value put in place of another.
    #[must_use]
    pub fn put(&self, name: &str, value: &str) -> Self {
        let mut out: Vec<_> = self.0.iter().filter(|(n, _)| n != name).cloned().collect();
        if !value.is_empty() {
            out.push((name.to_owned(), value.to_owned()));
        }
        Self(out)
    }

    /// Its address.
    pub fn href(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.extend_pairs(&self.0);
        match text.finish() {
            query if query.is_empty() => "/shortcomings".to_owned(),
            query => format!("/shortcomings?{query}"),
        }
    }

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
            units: reader.units(tx)?,
            ..Asked::default()
        }))
    }
}

/// Who reads, and how far.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Units whose matters they see.
    pub sees: Reach,
    /// The day.
    pub today: Date,
}

impl Reader {
    /// Of a request.
    pub fn of(cx: &Cx) -> Self {
        Self { sees: cx.reach(Action::SeeCases), today: cx.today }
    }

    /// Of the units that have a side in any those within reach; none: all.
    fn units(&self, tx: &mut dyn Tx) -> db::Result<Option<Vec<String>>> {
        if self.sees == Reach::Everywhere {
            return Ok(None);
        }
        let all = store::side_units(tx)?;
        Ok(Some(all.into_iter().filter(|unit| self.sees.holds(unit)).collect()))
    }
}
