//! The chain of a case: each act's hash covers the whole record and the hash before it.
//!
//! What is hashed is written out field by field with lengths, so that no two
//! different records have the same bytes and no library decides their form.

use super::{Head, Line};
use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The link before the first act: the fixed facts of the case.
pub fn first(head: &Head) -> Hash {
    let mut bytes = Bytes::new("case.1");
    bytes.int(head.id);
    for text in [&head.kind, &head.number, &head.unit.0, &head.agency, &head.regime] {
        bytes.text(text);
    }
    bytes.hash()
}

/// The hash of an act that follows `prev` in case `case`.
pub fn link(case: i64, prev: &Hash, line: &Line) -> Hash {
    let mut bytes = Bytes::new("act.1");
    bytes.int(case);
    bytes.raw(prev);
    bytes.int(line.seq.into());
    bytes.text(&line.on.to_string());
    for text in [&line.kind, &line.by, &line.number, &line.signer, &line.facts, &line.grounds] {
        bytes.text(text);
    }
    bytes.int(line.recorded_at);
    bytes.text(&line.recorded_by);
    bytes.hash()
}

/// Where a chain breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The first act that does not fit.
    pub seq: u32,
    /// In what way: `missing`, `prev` (does not point to the act before), `hash`
    /// (its own record was changed), `head` (the case's last act is another one).
    pub what: &'static str,
}

/// Follows the acts of a case with the links kept beside them. `last` is what
/// the head of the case says its last act is.
pub fn follow<'a>(
    head: &Head,
    acts: impl Iterator<Item = (&'a Line, &'a [u8], &'a [u8])>,
    last: (u32, &[u8]),
) -> Result<Hash, Break> {
    let mut before = first(head);
    let mut seq = 0;
    for (line, prev, hash) in acts {
        seq += 1;
        if line.seq != seq {
            return Err(Break { seq, what: "missing" });
        }
        if prev != before {
            return Err(Break { seq, what: "prev" });
        }
        before = link(head.id, &before, line);
        if hash != before {
            return Err(Break { seq, what: "hash" });
        }
    }
    if last.0 > seq {
        return Err(Break { seq: seq + 1, what: "missing" });
    }
    if seq == 0 || last.0 != seq || last.1 != before {
        return Err(Break { seq, what: "head" });
    }
    Ok(before)
}

/// A hash over fields, each with its length.
pub(crate) struct Bytes(Sha256);

impl Bytes {
    pub(crate) fn new(what: &str) -> Self {
        let mut bytes = Self(Sha256::new());
        bytes.text(what);
        bytes
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.raw(text.as_bytes());
    }

    pub(crate) fn int(&mut self, n: i64) {
        self.0.update(n.to_be_bytes());
    }

    pub(crate) fn hash(self) -> Hash {
        self.0.finalize().into()
    }
}
