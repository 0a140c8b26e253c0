//! Two letters laid side by side: how much of them agrees, and where.
//!
//! Exact, symmetric, and the same on every machine; what an officer is shown.

use super::Letter;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::ops::Range;

/// A passage shown as agreeing has at least this many words, unless the letter is shorter.
const PASSAGE: usize = 5;
/// Passages shown of one letter, the longest.
const SHOWN: usize = 40;
/// Places of one run that are tried; a form that repeats itself has many.
const TRIED: usize = 4;

/// How two letters agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Of all different runs of three words in either letter, the share that is in both: 0 to 1.
    pub score: f64,
    /// The same of neighbouring pairs of words: falls more slowly when words are changed.
    pub pairs: f64,
}

/// Đoạn trùng: a run of words that stands in both letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Bytes in the letter asked about.
    pub here: Range<usize>,
    /// Bytes in the letter found.
    pub there: Range<usize>,
    /// Length in words.
    pub words: usize,
}

/// How much of two letters agrees. Letters without a word agree with nothing.
pub fn compare(one: &Letter, other: &Letter) -> Agreement {
    Agreement { score: share(one.triples(), other.triples()), pairs: share(one.pairs(), other.pairs()) }
}

/// Shared over all, of two sorted sets.
pub(super) fn share(one: &[u64], other: &[u64]) -> f64 {
    let (mut a, mut b, mut both) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (one.get(a), other.get(b)) {
        // Without branches: which set is ahead cannot be foreseen.
        both += usize::from(x == y);
        a += usize::from(x <= y);
        b += usize::from(y <= x);
    }
    let all = one.len() + other.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

/// The passages that stand in both letters, in the order of the first. Each word
/// of the first is in one passage at most.
pub fn passages(here: &Letter, there: &Letter) -> Vec<Passage> {
    let least = PASSAGE.min(here.len()).min(there.len());
    if least == 0 {
        return Vec::new();
    }
    let seed = least.min(3);
    let mut places: HashMap<u64, Vec<u32>, BuildHasherDefault<DefaultHasher>> = HashMap::default();
    for at in 0..=there.len() - seed {
        let tried = places.entry(there.run(at, seed).unwrap_or_default()).or_default();
        if tried.len() < TRIED {
            tried.push(at as u32);
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(run) = here.run(at, seed) {
        let tried = places.get(&run).into_iter().flatten().map(|p| *p as usize);
        let longest = tried.map(|p| (alike(here, at, there, p), p)).max_by_key(|(words, p)| (*words, usize::MAX - p));
        match longest {
            Some((words, place)) if words >= least => {
                found.push(passage(here, at, there, place, words));
                at += words;
            }
            _ => at += 1,
        }
    }
    if found.len() > SHOWN {
        found.sort_by_key(|p| (usize::MAX - p.words, p.here.start));
        found.truncate(SHOWN);
        found.sort_by_key(|p| p.here.start);
    }
    found
}

/// Words that agree from these places on.
fn alike(here: &Letter, at: usize, there: &Letter, place: usize) -> usize {
    let (a, b) = (here.words.get(at..), there.words.get(place..));
    let words = a.into_iter().flatten().zip(b.into_iter().flatten());
    words.take_while(|(a, b)| a.hash == b.hash).count()
}

fn passage(here: &Letter, at: usize, there: &Letter, place: usize, words: usize) -> Passage {
    let bytes = |letter: &Letter, from: usize| {
        let ends = letter.words.get(from).zip(letter.words.get(from + words - 1));
        ends.map_or(0..0, |(first, last)| first.start as usize..last.end as usize)
    };
    Passage { here: bytes(here, at), there: bytes(there, place), words }
}
