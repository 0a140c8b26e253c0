//! Trích đoạn: the piece of a text that answers, and the words to mark in it.
//!
//! Gives plain text and places; whoever shows it escapes it.

use crate::query::Term;
use crate::words::{SECTION, Words, head};
use std::ops::Range;

/// Words of a piece.
const WORDS: usize = 36;
/// Words before the first that answers.
const BEFORE: usize = 6;
/// Bytes of a text that are looked through for the best piece.
const MOST_BYTES: usize = 512 << 10;

/// A text with places to mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// Plain text, not escaped.
    pub text: String,
    /// Byte ranges of it, in order, not touching.
    pub marks: Vec<Range<usize>>,
    /// Something was left out before it.
    pub cut_before: bool,
    /// Something was left out after it.
    pub cut_after: bool,
}

impl Marked {
    /// The text in pieces, each with whether it is to be marked.
    pub fn pieces(&self) -> Vec<(bool, &str)> {
        let mut out = Vec::new();
        let mut at = 0;
        for mark in &self.marks {
            out.push((false, &self.text[at..mark.start]));
            out.push((true, &self.text[mark.clone()]));
            at = mark.end;
        }
        out.push((false, &self.text[at..]));
        out.retain(|(_, text)| !text.is_empty());
        out
    }
}

/// Marks the words asked for in a whole text.
pub(crate) fn whole(text: &str, terms: &[&Term]) -> Marked {
    let (words, hits) = read(text, terms);
    let last = words.len();
    cut(text, &words, &hits, 0..last)
}

/// The piece of a text with most of the words asked for.
pub(crate) fn piece(text: &str, terms: &[&Term]) -> Marked {
    let head = head(text, MOST_BYTES);
    let (words, hits) = read(head, terms);
    let start = best(&hits, terms.len()).saturating_sub(BEFORE);
    let end = words.len().min(start + WORDS);
    let mut piece = cut(head, &words, &hits, start..end);
    piece.cut_after |= head.len() < text.len();
    piece
}

/// A word that answers.
struct Hit {
    word: usize,
    term: usize,
    exact: bool,
}

fn read(text: &str, terms: &[&Term]) -> (Vec<Range<usize>>, Vec<Hit>) {
    let (mut places, mut hits) = (Vec::new(), Vec::new());
    let mut words = Words::new(text);
    while let Some(place) = words.advance() {
        let answer = terms.iter().position(|t| t.exact == words.exact);
        let answer = answer.map(|t| (t, true));
        let answer = answer.or_else(|| terms.iter().position(|t| t.folded == words.folded).map(|t| (t, false)));
        if let Some((term, exact)) = answer {
            hits.push(Hit { word: places.len(), term, exact });
        }
        places.push(place);
    }
    // Where a word stands as it was typed, what only looks like it is not meant.
    let mut typed = vec![false; terms.len()];
    hits.iter().filter(|h| h.exact).for_each(|h| typed[h.term] = true);
    hits.retain(|h| h.exact || !terms[h.term].is_marked() || !typed[h.term]);
    (places, hits)
}

/// The word at which the piece with most different answers begins.
fn best(hits: &[Hit], terms: usize) -> usize {
    let (mut best, mut most) = (0, 0);
    let mut counts = vec![0_u32; terms];
    let (mut from, mut worth) = (0, 0);
    for hit in hits {
        counts[hit.term] += 1;
        worth += if counts[hit.term] == 1 { 100 } else { 1 };
        while hit.word - hits[from].word >= WORDS - BEFORE {
            let gone = hits[from].term;
            counts[gone] -= 1;
            worth -= if counts[gone] == 0 { 100 } else { 1 };
            from += 1;
        }
        if worth > most {
            (best, most) = (hits[from].word, worth);
        }
    }
    best
}

fn cut(text: &str, words: &[Range<usize>], hits: &[Hit], piece: Range<usize>) -> Marked {
    let from = if piece.start == 0 { 0 } else { words[piece.start].start };
    let to = if piece.end >= words.len() { text.len() } else { words[piece.end - 1].end };
    let mut marks: Vec<Range<usize>> = Vec::new();
    for hit in hits.iter().filter(|h| piece.contains(&h.word)) {
        let place = words[hit.word].start - from..words[hit.word].end - from;
        match marks.last_mut() {
            Some(last) if is_blank(&text[from + last.end..from + place.start]) => last.end = place.end,
            _ => marks.push(place),
        }
    }
    // One byte for one byte: the places stay right.
    let shown = text[from..to].replace(SECTION, "\n");
    Marked { text: shown, marks, cut_before: from > 0, cut_after: to < text.len() }
}

fn is_blank(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() && c != SECTION)
}
