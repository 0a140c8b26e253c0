//! Tìm người: people kept in the open, found by the first letters of their folded name
//! and by their place.
//!
//! Names are kept in the unit of work that keeps the person, and taken away in the one
//! that seals them. Must never know a sealed person, and never put a name in an address
//! of its own making.

mod page;
pub mod store;

use crate::access::{Access, Action};
use crate::accounts::Reach;
use crate::routes::{Method, Routes};
use crate::vault::Person;
use db::{Result, Tx};
use jiff::civil::Date;
use std::collections::HashSet;

/// Pages of people; the form is posted, so that no name stands in an address.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeCases);
    Routes::new().route(Method::Get, "/people", see, page::page).route(Method::Post, "/people", see, page::asked)
}

/// Người trong một hồ sơ: as the search finds them.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    key: String,
    case: i64,
    item: String,
    /// Number of the case.
    pub number: String,
    /// Word of its kind.
    pub kind: String,
    /// Về việc.
    pub title: String,
    /// Code of its unit.
    pub unit: String,
    /// Day of its first act.
    pub opened_on: Date,
    /// Word of where it stands.
    pub standing: String,
    /// The person.
    pub person: Person,
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found({})", self.number)
    }
}

/// Fewer letters than this find half the country.
pub const LEAST: usize = 2;
/// Words of a name that are looked at.
const WORDS: usize = 12;
/// Up to so many units are asked one by one.
const NEAR: usize = 64;
/// Rows read at once over all units, and how often.
const CHUNK: u32 = 500;
const CHUNKS: usize = 20;

/// Everything a name may be begun at: `nguyen thi lan`, `thi lan`, `lan`.
fn names(person: &Person) -> Vec<String> {
    let folded = casework::fold(&person.name);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).take(WORDS).collect();
    (0..words.len()).map(|from| words[from..].join(" ")).collect()
}

/// Keeps the names of a person in the open.
pub fn put(tx: &mut dyn Tx, case: i64, item: &str, person: &Person) -> Result<()> {
    store::put(tx, case, item, &names(person), &casework::fold(&person.address))
}

/// Forgets the names of a person who is sealed from now on.
pub fn forget(tx: &mut dyn Tx, case: i64, item: &str, person: &Person) -> Result<()> {
    store::drop(tx, case, item, &names(person))
}

/// Walks over every person in the open: unit and case, envelope, person.
fn each(tx: &mut dyn Tx, mut on: impl FnMut(&mut dyn Tx, &store::Open, &Person) -> Result<()>) -> Result<()> {
    let mut at = (i64::MIN, String::new());
    loop {
        let some = store::open_after(tx, at.0, &at.1, CHUNK)?;
        let Some(last) = some.last() else { return Ok(()) };
        at = (last.case, last.item.clone());
        for open in &some {
            if let Some(person) = crate::vault::open_person(&open.words) {
                on(tx, open, &person)?;
            }
        }
    }
}

/// Writes every name anew from the people in the open: for a database of before there were names.
pub fn rebuild(tx: &mut dyn Tx) -> Result<()> {
    store::drop_all(tx)?;
    each(tx, |tx, open, person| put(tx, open.case, &open.item, person))
}

/// How many names are kept and how many follow from the people in the open, where the two differ.
pub fn differ(tx: &mut dyn Tx) -> Result<Option<(u64, u64)>> {
    let (mut kept, mut derived) = (Sum::default(), Sum::default());
    let mut at: store::Name = Default::default();
    loop {
        let some = store::names_after(tx, &at, CHUNK)?;
        let Some(last) = some.last() else { break };
        at = last.clone();
        some.iter().for_each(|name| kept.add(name));
    }
    each(tx, |_, open, person| {
        let place = casework::fold(&person.address);
        let mut all = names(person);
        all.sort();
        all.dedup();
        for name in all {
            derived.add(&(open.unit.clone(), name, open.case, open.item.clone(), place.clone()));
        }
        Ok(())
    })?;
    Ok((kept != derived).then_some((kept.rows, derived.rows)))
}

/// So many rows, and their hashes laid over each other: the same in any order.
#[derive(Default, PartialEq, Eq)]
struct Sum {
    rows: u64,
    hashes: [u8; 32],
}

impl Sum {
    fn add(&mut self, name: &store::Name) {
        use sha2::{Digest, Sha256};
        let hash = Sha256::digest(format!("{name:?}"));
        self.hashes.iter_mut().zip(hash).for_each(|(sum, byte)| *sum ^= byte);
        self.rows += 1;
    }
}

/// People whose name has a part that begins like this, at such a place, in cases within
/// reach: at most `most`, in the order of that part. One person in two cases is two.
pub fn find(tx: &mut dyn Tx, name: &str, place: &str, reach: &Reach, most: usize) -> Result<Vec<Found>> {
    let from = casework::fold(name);
    if from.chars().count() < LEAST {
        return Ok(Vec::new());
    }
    let place = casework::fold(place).replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let place = if place.is_empty() { place } else { format!("%{place}%") };
    let wanted = store::Wanted { until: format!("{from}\u{10ffff}"), from, place };
    let known = store::case_units(tx)?;
    let units: Vec<String> = known.into_iter().filter(|unit| reach.holds(unit)).collect();
    let mut found = if units.len() <= NEAR {
        let limit = u32::try_from(most.saturating_mul(2)).unwrap_or(CHUNK);
        let mut all = Vec::new();
        for unit in &units {
            all.extend(store::of_unit(tx, unit, &wanted, limit)?);
        }
        all
    } else {
        over_all(tx, &wanted, reach, most)?
    };
    found.sort_by(|a, b| (&a.key, a.case, &a.item).cmp(&(&b.key, b.case, &b.item)));
    let mut seen = HashSet::new();
    found.retain(|f| seen.insert((f.case, f.item.clone())));
    found.truncate(most);
    Ok(found)
}

/// For who sees many units: names in order, those within reach kept.
fn over_all(tx: &mut dyn Tx, wanted: &store::Wanted, reach: &Reach, most: usize) -> Result<Vec<Found>> {
    let (mut at, mut all) = ((String::new(), 0, String::new()), Vec::new());
    for _ in 0..CHUNKS {
        let some = store::of_all(tx, wanted, &at, CHUNK)?;
        let Some(last) = some.last() else { break };
        at = (last.key.clone(), last.case, last.item.clone());
        let whole = some.len() == CHUNK as usize;
        all.extend(some.into_iter().filter(|f| reach.holds(&f.unit)));
        if !whole || all.len() > most.saturating_mul(2) {
            break;
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_begun_at_each_of_its_words() {
        let person = Person { name: "Nguyễn  Thị Lan".into(), ..Person::default() };
        assert_eq!(names(&person), ["nguyen thi lan", "thi lan", "lan"]);
        assert!(names(&Person::default()).is_empty());
    }
}
