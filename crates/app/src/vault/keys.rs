//! Whose key opens what: passwords open accounts, accounts open cases.
//!
//! An account's private key lies in the database under its password, and for the
//! length of a session under the browser's secret, of which the server keeps only
//! the hash. A password set by an administrator brings a new key and opens
//! nothing that was sealed before: whoever is assigned must assign again.

use super::crypto::{self, Key, Public};
use super::store::{self, AccountKey};
use super::{Answer, Refused};
use crate::access::Role;
use db::{Result, Tx};

/// What a signed-in person brings to open something with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionKeys {
    /// Id of the account.
    pub account: String,
    /// Hash of the session's secret, which names its row.
    pub session: String,
    /// The key out of that secret; none for a program's token.
    pub key: Option<Key>,
}

fn account_about(account: &str) -> String {
    format!("key of account {account}")
}

fn session_about(session: &str) -> String {
    format!("key in session {session}")
}

/// About what a case's private key is wrapped for an account.
pub(super) fn case_about(case: i64, account: &str) -> String {
    format!("key of case {case} for {account}")
}

/// A new key for an account under its password, in place of any older one; what
/// was granted under the older one is closed.
pub fn new_for(tx: &mut dyn Tx, account: &str, under: &(String, Key), now_ms: i64) -> Result<Key> {
    let (private, public) = crypto::pair();
    store::drop_grants_of(tx, account)?;
    let (salt, under) = under;
    let wrapped = crypto::wrap(under, &account_about(account), &private);
    store::set_account_key(tx, account, &AccountKey { public, salt: salt.clone(), wrapped }, now_ms)?;
    Ok(private)
}

/// At sign-in: takes the account's key out from under the password and lays it
/// under the session's secret. Makes one for an account that has none.
pub fn unlock(tx: &mut dyn Tx, who: &SessionKeys, under: &(String, Key), now_ms: i64) -> Result<()> {
    let private = match store::account_key(tx, &who.account)? {
        Some(kept) => crypto::unwrap(&under.1, &account_about(&who.account), &kept.wrapped),
        None => Some(new_for(tx, &who.account, under, now_ms)?),
    };
    // A key that its own password does not open was damaged; a new one would hide that
    // and close every case, so the session goes without.
    let (Some(session), Some(private)) = (&who.key, private) else { return Ok(()) };
    let wrapped = crypto::wrap(session, &session_about(&who.session), &private);
    store::set_session_key(tx, &who.session, &wrapped)
}

/// A changed password: the same key, under the new one.
pub fn rewrap(tx: &mut dyn Tx, who: &SessionKeys, under: &(String, Key), now_ms: i64) -> Result<()> {
    let (Some(private), Some(kept)) = (own(tx, who)?, store::account_key(tx, &who.account)?) else {
        return new_for(tx, &who.account, under, now_ms).map(|_| ());
    };
    let wrapped = crypto::wrap(&under.1, &account_about(&who.account), &private);
    let key = AccountKey { public: kept.public, salt: under.0.clone(), wrapped };
    store::set_account_key(tx, &who.account, &key, now_ms)
}

/// The salt of an account's password key, if it has one.
pub fn salt_of(tx: &mut dyn Tx, account: &str) -> Result<Option<String>> {
    Ok(store::account_key(tx, account)?.map(|k| k.salt))
}

/// The reader's own private key, out from under their session's secret.
pub(super) fn own(tx: &mut dyn Tx, who: &SessionKeys) -> Result<Option<Key>> {
    let Some(key) = &who.key else { return Ok(None) };
    let wrapped = store::session_key(tx, &who.session)?;
    Ok(crypto::unwrap(key, &session_about(&who.session), &wrapped))
}

/// What to seal to in a case; made, and given to its first holders, where there is none yet.
pub(super) fn of_case(tx: &mut dyn Tx, case: i64, unit: &str, by: &str, now_ms: i64) -> Answer<Public> {
    match store::case_key(tx, case)? {
        Some((_, true)) => return Ok(Err(Refused::Destroyed)),
        Some((public, false)) => return Ok(Ok(public)),
        None => {}
    }
    let mut holders = store::keys_at(tx, unit, Role::Leader.word())?;
    if let Some(own) = store::account_key(tx, by)?.filter(|_| holders.iter().all(|(id, _)| id != by)) {
        holders.push((by.to_owned(), own.public));
    }
    if holders.is_empty() {
        return Ok(Err(Refused::NobodyCouldOpen));
    }
    let (private, public) = crypto::pair();
    let wrapped: Option<Vec<String>> =
        holders.iter().map(|(id, to)| crypto::wrap_to(to, &case_about(case, id), &private)).collect();
    let Some(wrapped) = wrapped else { return Ok(Err(Refused::Damaged)) };
    store::add_case_key(tx, case, &public, now_ms)?;
    for ((holder, _), wrapped) in holders.iter().zip(wrapped) {
        store::grant(tx, case, holder, &wrapped, by, now_ms)?;
    }
    Ok(Ok(public))
}

/// The private key of a case, for one who was assigned.
pub(super) fn private_of_case(tx: &mut dyn Tx, who: &SessionKeys, case: i64) -> Answer<Key> {
    match store::case_key(tx, case)? {
        None => return Ok(Err(Refused::Unknown)),
        Some((_, true)) => return Ok(Err(Refused::Destroyed)),
        Some((_, false)) => {}
    }
    let Some(wrapped) = store::granted(tx, case, &who.account)? else { return Ok(Err(Refused::NotAssigned)) };
    let Some(own) = own(tx, who)? else { return Ok(Err(Refused::SignInAgain)) };
    Ok(crypto::unwrap_own(&own, &case_about(case, &who.account), &wrapped).ok_or(Refused::Damaged))
}
