//! Files in an envelope: bytes, name and kind sealed to the key of the case.
//!
//! The bytes and their head are two envelopes, so that a list of papers reads no
//! bytes. Both name what they belong to: neither can be put in another's place.

use super::{Answer, REASON_MIN, Refused, SessionKeys, crypto, keys, store, tells};
use db::Tx;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A file in its envelopes.
#[derive(Debug, Clone)]
pub struct Shut {
    /// SHA-256 of the sealed bytes, in hex.
    pub hash: String,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// The sealed head.
    pub head: String,
}

/// A file taken out of its envelopes.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opened(…)")
    }
}

#[derive(Serialize, Deserialize)]
struct Head {
    id: String,
    name: String,
    mime: String,
}

fn about_bytes(case: i64, id: &str) -> String {
    format!("file {case} {id}")
}

fn about_head(case: i64, hash: &str) -> String {
    format!("head of file {case} {hash}")
}

/// Seals a file to the key of a case, which is made with the first thing sealed.
pub fn shut(
    tx: &mut dyn Tx,
    (case, unit): (i64, &str),
    (name, mime): (&str, &str),
    bytes: &[u8],
    (by, now_ms): (&str, i64),
) -> Answer<Shut> {
    let public = match keys::of_case(tx, case, unit, by, now_ms)? {
        Ok(public) => public,
        Err(no) => return Ok(Err(no)),
    };
    let head = Head { id: crate::random::hex::<16>(), name: name.to_owned(), mime: mime.to_owned() };
    let Some(bytes) = crypto::seal_to_bytes(&public, &about_bytes(case, &head.id), bytes) else {
        return Ok(Err(Refused::Damaged));
    };
    let hash = crate::random::to_hex(&Sha256::digest(&bytes));
    let words = serde_json::to_vec(&head).unwrap_or_default();
    let head = crypto::seal_to(&public, &about_head(case, &hash), &words);
    Ok(head.map(|head| Shut { hash, bytes, head }).ok_or(Refused::Damaged))
}

/// Opens a file for one assigned, and writes down that they looked and why.
pub fn open(tx: &mut dyn Tx, who: &SessionKeys, case: i64, sealed: &Shut, reason: &str, now_ms: i64) -> Answer<Opened> {
    let reason = reason.trim();
    if reason.chars().count() < REASON_MIN {
        return Ok(Err(Refused::NoReason));
    }
    let private = match keys::private_of_case(tx, who, case)? {
        Ok(private) => private,
        Err(no) => return Ok(Err(no)),
    };
    if tells(tx, who, case, reason)? {
        return Ok(Err(Refused::ReasonTells));
    }
    let head = crypto::open_own(&private, &about_head(case, &sealed.hash), &sealed.head);
    let Some(head) = head.and_then(|words| serde_json::from_slice::<Head>(&words).ok()) else {
        return Ok(Err(Refused::Damaged));
    };
    let Some(bytes) = crypto::open_own_bytes(&private, &about_bytes(case, &head.id), &sealed.bytes) else {
        return Ok(Err(Refused::Damaged));
    };
    store::looked(tx, case, &who.account, &sealed.hash, reason, now_ms)?;
    Ok(Ok(Opened { name: head.name, mime: head.mime, bytes }))
}
