//! What a list of tasks is asked for: read from an address, written into one. Pages, API,
//! counts and roll-ups ask through here, so that all see by the one reach.

use super::store::{self, Asked};
use crate::access::Action;
use crate::accounts::Reach;
use crate::cx::Cx;
use crate::forms::Posted;
use crate::lang::typed;
use casework::directives::{SourceKind, Standing, Timing};
use db::Tx;
use jiff::civil::Date;

/// Names in an address, in the order links are written.
const NAMES: &[&str] =
    &["side", "timing", "standing", "unit", "issuer", "source", "paper", "of", "under", "leaves", "from", "until", "q"];

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
            query if query.is_empty() => "/directives".to_owned(),
            query => format!("/directives?{query}"),
        }
    }

    /// What the store is asked, within the reader's reach; nothing where a word is unknown
    /// or a directive named in it is not there.
    pub fn asked(&self, tx: &mut dyn Tx, reader: &Reader) -> db::Result<Option<Asked>> {
        let word = |name: &str, known: &[&str]| {
            let value = self.get(name);
            (value.is_empty() || known.contains(&value)).then(|| value.to_owned())
        };
        let day = |name: &str| match self.get(name) {
            "" => Some(String::new()),
            text => text.parse::<Date>().ok().or_else(|| typed::date(text)).map(|d| d.to_string()),
        };
        let (Some(side), Some(timing), Some(standing), Some(source), Some(from), Some(until)) = (
            word("side", &["to", "by"]),
            word("timing", &[Timing::WORDS, &["given"]].concat()),
            word("standing", Standing::WORDS),
            word("source", SourceKind::WORDS),
            day("from"),
            day("until"),
        ) else {
            return Ok(None);
        };
        let mut asked = Asked {
            side,
            timing,
            standing,
            source,
            due_from: from,
            due_until: until,
            today: reader.today.to_string(),
            unit: self.get("unit").to_owned(),
            issuer: self.get("issuer").to_owned(),
            source_number: self.get("paper").to_owned(),
            leaves: self.get("leaves") == "1",
            like: crate::portal::article::pattern(self.get("q")),
            units: reader.units(tx)?,
            ..Asked::default()
        };
        if !self.get("of").is_empty() {
            let Some(d) = store::by_number(tx, self.get("of"))? else { return Ok(None) };
            asked.directive = d.id;
        }
        match self.get("under").split_once(':') {
            None if self.get("under").is_empty() => {}
            // A directive: everything it came to. `number:unit`: what one unit made of it.
            None => match store::by_number(tx, self.get("under"))? {
                Some(d) => asked.path = format!("{}/%", d.path),
                None => return Ok(None),
            },
            Some((number, unit)) => match store::task_of(tx, number, unit)? {
                Some(t) => asked.path = format!("{}/%", t.path),
                None => return Ok(None),
            },
        }
        Ok(Some(asked))
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

    /// Of the units that have a side in anything those within reach; none: all.
    pub fn units(&self, tx: &mut dyn Tx) -> db::Result<Option<Vec<String>>> {
        if self.sees == Reach::Everywhere {
            return Ok(None);
        }
        let all = store::side_units(tx)?;
        Ok(Some(all.into_iter().filter(|unit| self.sees.holds(unit)).collect()))
    }
}
