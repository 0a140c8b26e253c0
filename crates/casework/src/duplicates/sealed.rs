//! Dấu vân có khóa: a letter's sketch under a secret key, for letters whose text
//! may not leave its seal and for the check between units.
//!
//! Units that hold the same key compare fingerprints and learn one thing: that a
//! like petition exists at unit X. Never a text, a passage, a name, a number or a
//! score: [`SealedIndex::units`] gives unit codes and nothing else.
//!
//! What a fingerprint gives away, so that nobody takes it for encryption:
//! - to whoever holds **no key**: which letters are like each other, which marks
//!   are frequent (so probably formulas of the genre), and, for letters shorter
//!   than some 130 words, about how long they are. Marks cannot be tried out;
//! - to whoever holds **the key**: a guess can be tested. A text in hand can be
//!   recognised, and a list of plausible three-word runs ("xã Tân Hòa", a known
//!   name) can be tried one after the other. Marks are cut to 32 bits and at most
//!   128 are kept, which leaves doubt about each single run and says nothing about
//!   the other runs, but not enough to hide a guessed name;
//! - so: **take the identity out of the text before** [`Fingerprint::of`], keep the key
//!   where the keys of the vault are, change it by making the fingerprints again
//!   from the sealed texts, and let only the server compare.

use super::sketch::{from_bytes, smallest, to_bytes};
use super::{Index, Letter, Unreadable};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::hash::Hash;
use zeroize::Zeroizing;

const FORM: u8 = 0x81;
const MARKS: usize = 128;
/// Fingerprints this alike stand for like petitions: about a fifth of the words changed.
const LIKE: f64 = 0.2;
/// Fewer shared marks than this prove nothing, unless the letter has no more.
const LEAST_SHARED: usize = 6;

/// The secret under which units compare; wiped from memory when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// From 32 secret bytes.
    pub fn new(secret: [u8; 32]) -> Self {
        Self(Zeroizing::new(secret))
    }

    /// Another secret of the same installation, for another use; neither tells the other.
    pub fn derived(&self, label: &[u8]) -> [u8; 32] {
        let Ok(mut keyed) = Hmac::<Sha256>::new_from_slice(self.0.as_slice()) else { return [0; 32] };
        keyed.update(label);
        keyed.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Dấu vân: what may be compared of a sealed letter. Only those under one key agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint {
    marks: Vec<u32>,
}

impl Fingerprint {
    /// The fingerprint of a letter, identity already taken out, under a key.
    pub fn of(letter: &Letter, key: &Key) -> Self {
        let Ok(mut keyed) = Hmac::<Sha256>::new_from_slice(key.0.as_slice()) else {
            // A key of 32 bytes is never refused; without it nothing may be said of the letter.
            return Self::default();
        };
        keyed.update(b"thanhtra like petition 1");
        let mark = |run: &u64| {
            let mut keyed = keyed.clone();
            keyed.update(&run.to_le_bytes());
            let [a, b, c, d, ..] = keyed.finalize().into_bytes().0;
            u32::from_le_bytes([a, b, c, d])
        };
        Self { marks: smallest(letter.triples().iter().map(mark).collect(), MARKS) }
    }

    /// An estimate of the share of three-word runs in both, from the marks alone.
    pub fn likeness(&self, other: &Self) -> f64 {
        let (mut a, mut b, mut both, mut all) = (0, 0, 0usize, 0usize);
        while all < MARKS {
            let (x, y) = (self.marks.get(a), other.marks.get(b));
            let (Some(x), Some(y)) = (x.or(y), y.or(x)) else { break };
            let (from_a, from_b) = (self.marks.get(a) == Some(x) && x <= y, other.marks.get(b) == Some(y) && y <= x);
            both += usize::from(from_a && from_b);
            all += 1;
            a += usize::from(from_a);
            b += usize::from(from_b);
        }
        let few = both < LEAST_SHARED.min(self.marks.len());
        if all == 0 || few { 0.0 } else { both as f64 / all as f64 }
    }

    /// Whether these stand for like petitions.
    pub fn is_like(&self, other: &Self) -> bool {
        self.likeness(other) >= LIKE
    }

    /// For a row of the database.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(FORM, &self.marks)
    }

    /// Read back from a row.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        from_bytes(FORM, bytes).filter(|marks| marks.len() <= MARKS).map(|marks| Self { marks }).ok_or(Unreadable)
    }
}

/// Fingerprints of many letters, asked one question: at which units is a like petition?
#[derive(Debug, Clone, Default)]
pub struct SealedIndex<I> {
    index: Index<I>,
}

impl<I: Clone + Eq + Hash> SealedIndex<I> {
    /// An index of nothing.
    pub fn new() -> Self {
        Self { index: Index::default() }
    }

    /// Takes in a fingerprint; the same letter again replaces what was known.
    pub fn add(&mut self, id: I, fingerprint: &Fingerprint) {
        self.index.add_marks(id, &fingerprint.marks);
    }

    /// Forgets a letter, as when its seal is destroyed; whether it was known.
    pub fn remove(&mut self, id: &I) -> bool {
        self.index.remove(id)
    }

    /// The units that hold a like petition. `stored` gives a letter's unit and
    /// fingerprint, or nothing when it does not take part.
    pub fn units<F: Borrow<Fingerprint>>(
        &self,
        asked: &Fingerprint,
        mut stored: impl FnMut(&I) -> Option<(String, F)>,
    ) -> BTreeSet<String> {
        let candidates = self.index.candidates(&asked.marks);
        let held = candidates.iter().filter_map(|c| stored(c.id));
        held.filter(|(_, held)| asked.is_like(held.borrow())).map(|(unit, _)| unit).collect()
    }
}
