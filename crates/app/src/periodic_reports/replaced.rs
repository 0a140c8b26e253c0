//! Thay khóa niêm phong: a unit's key that is not to be trusted any more gives way to the next.
//!
//! What was sealed before stays sealed: a file carries the key it was signed with, and the journal
//! holds which report was sealed under which. But nothing that only a file says is believed under
//! a key that gave way. Done on the server by whoever holds the installation's key, never from a
//! page; who asked for it, when and why stays in the record. Must never delete a key.

use super::store::{self, KnownKey};
use crate::App;
use crate::errors::{Error, FieldError, Result};

/// The keys of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealKeys {
    /// The one the next report is sealed with.
    pub now: String,
    /// Those that have signed, the first one first.
    pub signed: Vec<KnownKey>,
}

/// The keys of a unit.
///
/// # Errors
/// No key to seal with; the database.
pub async fn seal_keys(app: &App, unit: &str) -> Result<SealKeys> {
    let key = app.settings.seal_key.clone().ok_or(Error::Forbidden("denied.no_seal_key"))?;
    let unit = unit.to_owned();
    app.read(move |tx| {
        let now = key.public(&unit, store::times_replaced(tx, &unit)?);
        Ok(SealKeys { now, signed: store::keys_of(tx, &unit)? })
    })
    .await
}

/// Replaces the key of a unit, and every earlier one that still holds. Returns the new one.
///
/// # Errors
/// There is no such unit today; no reason or nobody named; no key to seal with; the database.
pub async fn replace_key(app: &App, unit: &str, reason: &str, signer: &str) -> Result<String> {
    let key = app.settings.seal_key.clone().ok_or(Error::Forbidden("denied.no_seal_key"))?;
    let texts = [("reason", reason.trim()), ("signer", signer.trim())];
    if app.tree.get(unit, app.clock.today()).is_none() {
        return Err(Error::Hidden);
    }
    let wrong: Vec<FieldError> = texts.iter().filter(|(_, text)| text.is_empty()).map(missing).collect();
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let (unit, at) = (unit.to_owned(), app.clock.now_ms());
    let [reason, signer] = texts.map(|(_, text)| text.to_owned());
    app.write(move |tx| {
        let n = store::times_replaced(tx, &unit)?;
        // Those of an earlier installation's key too: whoever lost one says so once for all.
        let known = store::keys_of(tx, &unit)?.into_iter().filter(|k| k.replaced.is_none()).map(|k| k.public_key);
        let mut old: Vec<String> = known.collect();
        let now = key.public(&unit, n);
        if !old.contains(&now) {
            old.push(now);
        }
        let next = key.public(&unit, n + u32::try_from(old.len()).unwrap_or(1));
        for (n, old) in (n + 1..).zip(&old) {
            store::replace_key(tx, &unit, n, [old, &next], [&reason, &signer], at)?;
        }
        Ok(next)
    })
    .await
}

fn missing((name, _): &(&'static str, &str)) -> FieldError {
    FieldError::new(*name, "invalid.missing")
}
