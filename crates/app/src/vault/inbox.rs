//! What a citizen sent online, before anybody at the office has taken it in: sealed to a
//! key of its own, whose private half only those who take petitions in can unwrap.
//!
//! Here so that whoever denounces is hidden from the first byte. Must never keep anything
//! that was sent in the open.

use super::crypto::{self, Key};
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

fn about_key(filing: i64, account: &str) -> String {
    format!("{} for {account}", about(filing))
}

fn about_answers(filing: i64) -> String {
    format!("questions about filing {filing}")
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
        crypto::wrap_to(to, &about_key(filing, id), &private).map(|wrapped| (id.clone(), wrapped))
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

/// The private key of a filing, for one it was sealed for.
fn private_of(tx: &mut dyn Tx, who: &SessionKeys, filing: i64, wrapped: &str) -> Answer<Key> {
    let Some(own) = keys::own(tx, who)? else { return Ok(Err(Refused::SignInAgain)) };
    Ok(crypto::unwrap_own(&own, &about_key(filing, &who.account), wrapped).ok_or(Refused::NotAssigned))
}

/// Opens what was sealed for a unit, for one of those it was sealed for.
pub fn open(tx: &mut dyn Tx, who: &SessionKeys, filing: i64, wrapped: &str, sealed: &[String]) -> Answer<Vec<Vec<u8>>> {
    let private = match private_of(tx, who, filing, wrapped)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    let open = |words: &String| crypto::open_own(&private, &about(filing), words);
    Ok(sealed.iter().map(open).collect::<Option<Vec<_>>>().ok_or(Refused::Damaged))
}

/// The key as it is wrapped for those who take petitions in at a unit and cannot open this one yet:
/// a colleague who came later reads what was sent before.
pub fn share(
    tx: &mut dyn Tx,
    who: &SessionKeys,
    (unit, filing): (&str, i64),
    wrapped: &str,
    have: &[String],
) -> Answer<Vec<(String, String)>> {
    let private = match private_of(tx, who, filing, wrapped)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    let new = holders(tx, unit)?.into_iter().filter(|(id, _)| !have.contains(id));
    let grant = |(id, to): (String, crypto::Public)| {
        crypto::wrap_to(&to, &about_key(filing, &id), &private).map(|wrapped| (id, wrapped))
    };
    Ok(new.map(grant).collect::<Option<Vec<_>>>().ok_or(Refused::Damaged))
}

/// A pair for what the office asks the sender: its private half wrapped under a key out of
/// the sender's code, which the server does not keep.
pub fn answers(under: &Key, filing: i64) -> (String, String) {
    let (private, public) = crypto::pair();
    (public.0, crypto::wrap(under, &about_answers(filing), &private))
}

/// Seals what the office asks.
pub fn ask(public: &str, filing: i64, plain: &[u8]) -> Option<String> {
    crypto::seal_to(&crypto::Public(public.to_owned()), &about_answers(filing), plain)
}

/// Opens what the office asked, with the key out of the sender's code.
pub fn asked(under: &Key, filing: i64, wrapped: &str, sealed: &[String]) -> Option<Vec<Vec<u8>>> {
    let private = crypto::unwrap(under, &about_answers(filing), wrapped)?;
    sealed.iter().map(|words| crypto::open_own(&private, &about_answers(filing), words)).collect()
}

/// Head and bytes of a file, sealed to a filing.
pub fn shut_file(public: &str, filing: i64, head: &[u8], bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let to = crypto::Public(public.to_owned());
    let name = crypto::seal_to(&to, &about(filing), head)?;
    Some((name, crypto::seal_to_bytes(&to, &about(filing), bytes)?))
}

/// The bytes of a file, for one the filing was sealed for.
pub fn open_file(tx: &mut dyn Tx, who: &SessionKeys, filing: i64, wrapped: &str, sealed: &[u8]) -> Answer<Vec<u8>> {
    let private = match private_of(tx, who, filing, wrapped)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    Ok(crypto::open_own_bytes(&private, &about(filing), sealed).ok_or(Refused::Damaged))
}

/// Seals an address that mail is sent to, under a secret of the installation.
pub fn shut_address(secret: &[u8; 32], alert: i64, plain: &[u8]) -> Vec<u8> {
    crypto::seal_bytes(&crypto::from_installation(secret), &format!("address of alert {alert}"), plain)
}

/// Opens it.
pub fn open_address(secret: &[u8; 32], alert: i64, sealed: &[u8]) -> Option<Vec<u8>> {
    crypto::open_bytes(&crypto::from_installation(secret), &format!("address of alert {alert}"), sealed)
}

/// Seals a piece of a draft to the secret of its form; nobody else can open it again.
pub fn shut_draft(form: &str, plain: &[u8]) -> Vec<u8> {
    crypto::seal_bytes(&crypto::from_form(form), "draft", plain)
}

/// Opens it.
pub fn open_draft(form: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    crypto::open_bytes(&crypto::from_form(form), "draft", sealed)
}
