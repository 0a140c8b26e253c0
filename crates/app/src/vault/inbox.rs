//! What a citizen sent online, before anybody at the office has taken it in: sealed to a
//! key of its own, whose private half only those who take petitions in can unwrap.
//!
//! Here so that whoever denounces is hidden from the first byte. Must never keep anything
//! that was sent in the open.

use super::crypto;
use super::keys::{self, SessionKeys};
use super::store;
use super::{Answer, Refused};
use crate::access::Role;
use db::{Result, Tx};

/// Something sealed for an office.
#[derive(Debug, Clone)]
pub struct Shut {
    /// What further papers of the same sender are sealed to.
    pub public: String,
    /// The words, sealed.
    pub sealed: String,
    /// The private key as each account can unwrap it.
    pub grants: Vec<(String, String)>,
}

fn about(filing: i64) -> String {
    format!("filing {filing}")
}

fn holders(tx: &mut dyn Tx, unit: &str) -> Result<Vec<(String, crypto::Public)>> {
    let mut all = store::keys_at(tx, unit, Role::Leader.word())?;
    for one in store::keys_at(tx, unit, Role::Recorder.word())? {
        if all.iter().all(|(id, _)| *id != one.0) {
            all.push(one);
        }
    }
    Ok(all)
}

/// Seals for those who take petitions in at a unit; refused where nobody there has a key.
pub fn shut(tx: &mut dyn Tx, unit: &str, filing: i64, plain: &[u8]) -> Answer<Shut> {
    let holders = holders(tx, unit)?;
    if holders.is_empty() {
        return Ok(Err(Refused::NobodyCouldOpen));
    }
    let (private, public) = crypto::pair();
    let grant = |(id, to): &(String, crypto::Public)| {
        crypto::wrap_to(to, &format!("{} for {id}", about(filing)), &private).map(|wrapped| (id.clone(), wrapped))
    };
    let grants: Option<Vec<_>> = holders.iter().map(grant).collect();
    let (Some(grants), Some(sealed)) = (grants, crypto::seal_to(&public, &about(filing), plain)) else {
        return Ok(Err(Refused::Damaged));
    };
    Ok(Ok(Shut { public: public.0, sealed, grants }))
}

/// Seals what the same sender adds later.
pub fn shut_more(public: &str, filing: i64, plain: &[u8]) -> Option<String> {
    crypto::seal_to(&crypto::Public(public.to_owned()), &about(filing), plain)
}

/// Opens what was sealed for a unit, for one of those it was sealed for.
pub fn open(tx: &mut dyn Tx, who: &SessionKeys, filing: i64, wrapped: &str, sealed: &[String]) -> Answer<Vec<Vec<u8>>> {
    let Some(own) = keys::own(tx, who)? else { return Ok(Err(Refused::SignInAgain)) };
    let about_key = format!("{} for {}", about(filing), who.account);
    let Some(private) = crypto::unwrap_own(&own, &about_key, wrapped) else { return Ok(Err(Refused::NotAssigned)) };
    let open = |words: &String| crypto::open_own(&private, &about(filing), words);
    Ok(sealed.iter().map(open).collect::<Option<Vec<_>>>().ok_or(Refused::Damaged))
}
