//! Vụ việc: every reception, letter and decision that hangs together, whoever keeps it.
//!
//! A matter has no row of its own: it is what the links between cases join. Only cases
//! within the reader's reach are followed; beyond one that may not be seen nothing is
//! looked for, so that its existence shows nowhere.

mod page;
pub mod passing;
pub mod store;

pub use page::signs;

use crate::access::{Access, Action};
use crate::accounts::Reach;
use crate::cases::{Loaded, load};
use crate::errors::Result;
use crate::routes::{Method, Routes};
use db::Tx;
use std::collections::{BTreeSet, VecDeque};

/// The page of a matter.
pub fn routes() -> Routes {
    Routes::new().route(Method::Get, "/matters/{number}", Access::May(Action::SeeCases), page::page)
}

/// More cases than any matter has; a page still ends.
pub const MOST: usize = 300;
/// Steps from a case to the first of its matter.
const STEPS: usize = 32;

/// Number of the first case of a matter: as named, or found by going back.
pub fn root(tx: &mut dyn Tx, number: &str) -> db::Result<String> {
    let (mut at, mut seen) = (number.to_owned(), BTreeSet::new());
    while seen.insert(at.clone()) && seen.len() <= STEPS {
        let names = store::names(tx, &at)?;
        let back = ["matter", "first", "from", "earlier"];
        let next = back.iter().find_map(|word| names.iter().find(|(w, n)| w == word && *n != at));
        match next {
            Some((_, next)) => at = next.clone(),
            None => break,
        }
    }
    Ok(at)
}

/// Every case within reach that hangs together with one, itself included, oldest first.
/// Empty where that one is not within reach.
pub fn gather(tx: &mut dyn Tx, number: &str, reach: &Reach) -> Result<Vec<Loaded>> {
    let (mut wait, mut asked, mut found) = (VecDeque::from([number.to_owned()]), BTreeSet::new(), Vec::new());
    while let Some(next) = wait.pop_front() {
        if found.len() >= MOST || !asked.insert(next.clone()) {
            continue;
        }
        let Some(loaded) = load(tx, &next)?.filter(|l| reach.holds(&l.head.unit.0)) else { continue };
        wait.extend(store::names(tx, &next)?.into_iter().map(|(_, number)| number));
        wait.extend(store::named_by(tx, &next, u32::try_from(MOST).unwrap_or(u32::MAX))?);
        found.push(loaded);
    }
    found.sort_by_key(|l| (l.file.acts.first().map(|a| a.on), l.head.id));
    Ok(found)
}
