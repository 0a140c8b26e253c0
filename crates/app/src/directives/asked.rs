//! What a list of tasks is asked for: read from an address, written into one. Pages, API,
//! counts and roll-ups ask through here, so that all see by the one reach.

use super::store::{self, Asked};
use crate::asked::{self, List, Reader};
use crate::lang::typed;
use casework::directives::{SourceKind, Standing, Timing};
use db::Tx;
use jiff::civil::Date;

/// Their list.
#[derive(Debug)]
pub struct Tasks;

impl List for Tasks {
    const AT: &'static str = "/directives";
    const NAMES: &'static [&'static str] = &[
        "side", "timing", "standing", "unit", "issuer", "source", "paper", "of", "under", "leaves", "from", "until",
        "q",
    ];
}

/// The list as asked in an address.
pub type Query = asked::Query<Tasks>;

impl Query {
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
            units: reader.units(tx, store::side_units)?,
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
