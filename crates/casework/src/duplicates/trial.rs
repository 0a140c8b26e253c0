//! Letters changed in known ways, to measure what is still found.
//!
//! Used by `thanhtra duplicates evaluate`, the benchmark and the tests. The same
//! seed gives the same letters for ever; never used on a real petition.

use super::words::mix;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A seeded row of numbers.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(mix(seed ^ 0x7468_616e_6874_7261))
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        ((u128::from(mix(self.0)) * n as u128) >> 64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, of: usize) -> bool {
        self.below(100) < of
    }

    /// In another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// A way in which the same petition comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// As it was.
    Nothing,
    /// Typed without marks.
    MarksDropped,
    /// Marks as signs of their own (NFD).
    MarksApart,
    /// The tone mark on the other vowel: hòa, hoà.
    TonesMoved,
    /// In capitals.
    Capitals,
    /// Sentences in another order.
    SentencesMoved,
    /// So many words in a hundred deleted, replaced or inserted, a third each.
    Words(u8),
    /// So many words changed, marks dropped, and pieces of 15 words in another order.
    Rewritten(u8),
}

impl Edit {
    /// Those that are measured.
    pub const ALL: [Edit; 12] = [
        Edit::Nothing,
        Edit::MarksDropped,
        Edit::MarksApart,
        Edit::TonesMoved,
        Edit::Capitals,
        Edit::SentencesMoved,
        Edit::Words(10),
        Edit::Words(20),
        Edit::Words(30),
        Edit::Words(40),
        Edit::Rewritten(20),
        Edit::Rewritten(40),
    ];

    /// Its name in reports.
    pub fn name(self) -> String {
        match self {
            Edit::Nothing => "nothing".to_owned(),
            Edit::MarksDropped => "marks_dropped".to_owned(),
            Edit::MarksApart => "marks_decomposed".to_owned(),
            Edit::TonesMoved => "tone_marks_moved".to_owned(),
            Edit::Capitals => "capitals".to_owned(),
            Edit::SentencesMoved => "sentence_order_changed".to_owned(),
            Edit::Words(n) => format!("words_edited_{n}_percent"),
            Edit::Rewritten(n) => format!("rewritten_{n}_percent"),
        }
    }

    /// The letter so changed; new words come from `pool`.
    pub fn apply(self, text: &str, pool: &[&str], dice: &mut Dice) -> String {
        match self {
            Edit::Nothing => text.to_owned(),
            Edit::MarksDropped => marks_dropped(text),
            Edit::MarksApart => text.nfd().collect(),
            Edit::TonesMoved => tones_moved(text),
            Edit::Capitals => text.to_uppercase(),
            Edit::SentencesMoved => sentences_moved(text, dice),
            Edit::Words(percent) => words_changed(text, percent, pool, dice),
            Edit::Rewritten(percent) => {
                let text = marks_dropped(&words_changed(text, percent, pool, dice));
                let words: Vec<&str> = text.split_whitespace().collect();
                let mut pieces: Vec<&[&str]> = words.chunks(15).collect();
                dice.shuffle(&mut pieces);
                pieces.concat().join(" ")
            }
        }
    }
}

fn marks_dropped(text: &str) -> String {
    let bare = |c| match c {
        'đ' | 'ð' => 'd',
        'Đ' | 'Ð' => 'D',
        c => c,
    };
    text.nfd().filter(|c| !is_combining_mark(*c)).map(bare).collect()
}

fn sentences_moved(text: &str, dice: &mut Dice) -> String {
    let mut sentences: Vec<&str> = text.split_inclusive(['.', ';', '\n']).collect();
    dice.shuffle(&mut sentences);
    sentences.join(" ")
}

fn words_changed(text: &str, percent: u8, pool: &[&str], dice: &mut Dice) -> String {
    let mut out: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if !dice.percent(percent.into()) {
            out.push(word);
            continue;
        }
        let new = pool.get(dice.below(pool.len())).copied();
        match dice.below(3) {
            0 => {}
            1 => out.extend(new),
            _ => out.extend([Some(word), new].into_iter().flatten()),
        }
    }
    out.join(" ")
}

/// The grave, acute, tilde, hook above and dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Between the two spellings of open syllables in oa, oe, uy.
fn tones_moved(text: &str) -> String {
    let mut signs: Vec<char> = text.nfd().collect();
    for at in 0..signs.len().saturating_sub(2) {
        let ends = signs.get(at + 3).is_none_or(|c| !c.is_alphanumeric() && !is_combining_mark(*c));
        let after_q = at > 0 && matches!(signs.get(at - 1), Some('q' | 'Q'));
        let [a, b, c] = [at, at + 1, at + 2].map(|n| signs.get(n).copied().unwrap_or_default());
        let open = |a: char, b: char| {
            let both = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
            matches!(both, ('o', 'a' | 'e') | ('u', 'y'))
        };
        let old = TONES.contains(&b) && open(a, c);
        let new = TONES.contains(&c) && open(a, b);
        if ends && !after_q && (old || new) {
            signs.swap(at + 1, at + 2);
        }
    }
    signs.into_iter().nfc().collect()
}
