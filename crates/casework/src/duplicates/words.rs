//! A letter read for comparison: its words without marks and where each stands.
//!
//! The one place that says what a word is here. Marks, case, the kind of `đ`,
//! NFC or NFD, the place of the tone mark, punctuation, line ends, emoji and
//! invisible direction marks do not count. Never for what is shown.

use crate::fold;
use std::sync::{LazyLock, OnceLock};
use unicode_normalization::char::is_combining_mark;

/// Words read of one letter; about 130 pages. The rest is not compared.
const MOST_WORDS: usize = 40_000;
/// Bytes looked at in one letter, words or not.
const MOST_BYTES: usize = 8 << 20;

/// Đơn: a letter's words, ready to be compared.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    pub(super) words: Vec<Word>,
    pairs: OnceLock<Vec<u64>>,
    triples: OnceLock<Vec<u64>>,
}

/// One word: its folded letters as a number, and its bytes in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub hash: u64,
    pub start: u32,
    pub end: u32,
}

impl Letter {
    /// Reads a text. Time and memory are bounded: at most 40,000 words of the
    /// first 8 MB are read.
    pub fn read(text: &str) -> Self {
        let mut words = Vec::with_capacity(text.len().min(MOST_BYTES) / 8);
        let mut open: Option<(u32, u64)> = None;
        let close = |words: &mut Vec<Word>, open: &mut Option<(u32, u64)>, end: u32| {
            if let Some((start, hash)) = open.take() {
                words.push(Word { hash: mix(hash), start, end });
            }
        };
        // Letters of the word so far end here: invisible signs after it are not part of it.
        let mut end = 0;
        for (at, c) in text.char_indices() {
            if at >= MOST_BYTES || words.len() == MOST_WORDS {
                break;
            }
            // The bound above fits into 32 bits.
            let (from, to) = (at as u32, (at + c.len_utf8()) as u32);
            match sign(c) {
                Sign::Between => close(&mut words, &mut open, end),
                Sign::Unseen => {
                    if open.is_some() && is_combining_mark(c) {
                        end = to;
                    }
                }
                Sign::One(folded) => {
                    let (start, hash) = open.unwrap_or((from, OFFSET));
                    open = Some((start, step(hash, folded)));
                    end = to;
                }
                Sign::Several => {
                    let (start, hash) = open.unwrap_or((from, OFFSET));
                    open = Some((start, fold(c.encode_utf8(&mut [0; 4])).chars().fold(hash, |h, c| step(h, c as u32))));
                    end = to;
                }
            }
        }
        if words.len() < MOST_WORDS {
            close(&mut words, &mut open, end);
        }
        Self { words, pairs: OnceLock::new(), triples: OnceLock::new() }
    }

    /// How many words were read.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The different pairs of neighbouring words, sorted.
    pub(super) fn pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| self.runs(2))
    }

    /// The different runs of three words, sorted.
    pub(super) fn triples(&self) -> &[u64] {
        self.triples.get_or_init(|| self.runs(3))
    }

    /// The run of `n` words from this one on.
    pub(super) fn run(&self, at: usize, n: usize) -> Option<u64> {
        let words = self.words.get(at..at + n)?;
        Some(words.iter().fold(n as u64, |h, w| mix(h.wrapping_mul(MULTIPLIER) ^ w.hash)))
    }

    /// A letter shorter than a run is one run.
    fn runs(&self, n: usize) -> Vec<u64> {
        let n = n.min(self.words.len());
        if n == 0 {
            return Vec::new();
        }
        let mut runs: Vec<u64> = (0..=self.words.len() - n).filter_map(|at| self.run(at, n)).collect();
        runs.sort_unstable();
        runs.dedup();
        runs
    }
}

/// What a character is to a word.
enum Sign {
    /// Parts words.
    Between,
    /// Does not count: a combining mark, a sign of direction, a soft hyphen.
    Unseen,
    /// Folds to this one.
    One(u32),
    /// Folds to more than one.
    Several,
}

const BETWEEN: u16 = 0;
const UNSEEN: u16 = 1;
const SEVERAL: u16 = 2;
const TABLE: u32 = 0x2000;

/// All Vietnamese letters lie below this; what each folds to is asked of `fold` once.
static SIGNS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let code = |n| match char::from_u32(n).map_or(Sign::Between, work_out) {
        Sign::Between => BETWEEN,
        Sign::Unseen => UNSEEN,
        Sign::One(c) => u16::try_from(c).unwrap_or(SEVERAL),
        Sign::Several => SEVERAL,
    };
    (0..TABLE).map(code).collect()
});

fn sign(c: char) -> Sign {
    match SIGNS.get(c as usize) {
        None => work_out(c),
        Some(&BETWEEN) => Sign::Between,
        Some(&UNSEEN) => Sign::Unseen,
        Some(&SEVERAL) => Sign::Several,
        Some(&folded) => Sign::One(folded.into()),
    }
}

fn work_out(c: char) -> Sign {
    if is_combining_mark(c) || is_invisible(c) {
        return Sign::Unseen;
    }
    if !c.is_alphanumeric() {
        return Sign::Between;
    }
    let folded = fold(c.encode_utf8(&mut [0; 4]));
    let mut signs = folded.chars();
    match (signs.next(), signs.next()) {
        (None, _) => Sign::Unseen,
        (Some(one), None) => Sign::One(one.into()),
        _ => Sign::Several,
    }
}

/// Signs that stand inside a word without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

fn step(hash: u64, c: u32) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// Spreads a number over all its bits, the same on every machine for ever.
pub(super) fn mix(n: u64) -> u64 {
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
