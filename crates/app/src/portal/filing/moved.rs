//! Papers sent online become papers of the case: with the letter when it is taken in, and those
//! added later when the desk has seen them.
//!
//! Must never put into the open what a case hides.

use super::files::{self, Head};
use super::store::{self, Filing};
use crate::errors::{Error, Result};
use crate::vault::{self, inbox};
use crate::{journal, papers};

/// Every paper of a filing and of what was added to it goes behind its receipt: in envelopes of the
/// case where that hides its sender.
pub(super) fn papers(
    tx: &mut dyn db::Tx,
    who: &vault::SessionKeys,
    filing: &Filing,
    number: &str,
    (at_ms, login): (i64, &str),
) -> Result<()> {
    let lost = || Error::fault("a paper of a filing cannot be opened");
    let notes: Vec<i64> = std::iter::once(0).chain(store::notes(tx, filing.id)?.iter().map(|n| n.n)).collect();
    let mut all = Vec::new();
    for owner in notes.into_iter().map(|note| files::owner(filing.id, note)) {
        for kept in files::of(tx, &owner)? {
            all.push((owner.clone(), kept));
        }
    }
    if all.is_empty() {
        return Ok(());
    }
    let wrapped = store::granted(tx, filing.id, &who.account)?.ok_or_else(lost)?;
    let (head, _) = journal::head(tx, number)?.ok_or_else(lost)?;
    let hidden = vault::hides(tx, head.id)?;
    for (owner, one) in all {
        let said = inbox::open(tx, who, filing.id, &wrapped, &[one.head])?.ok().and_then(|mut all| all.pop());
        let said: Head = said.and_then(|words| serde_json::from_slice(&words).ok()).ok_or_else(lost)?;
        let sealed = files::bytes(tx, &owner, one.n)?;
        let bytes = inbox::open_file(tx, who, filing.id, &wrapped, &sealed)?.map_err(|_| lost())?;
        let paper = papers::Paper::new(&said.name, bytes).map_err(|_| lost())?;
        if hidden {
            let (case, unit) = (head.id, filing.unit.clone());
            let place = papers::Place { case, unit, by: who.account.clone(), login: login.to_owned(), at_ms };
            papers::attach_sealed(tx, &place, 1, &paper)?.map_err(|_| lost())?;
        } else {
            papers::attach(tx, head.id, 1, &paper, at_ms, login)?;
        }
        files::remove(tx, &owner, one.n)?;
    }
    Ok(())
}
