//! Words into lines.
//!
//! Vietnamese is written in syllables with spaces between them, so a line breaks
//! at spaces alone; a number such as 05/2026/QĐ-TTTP is never torn unless it is
//! longer than the line itself.

use super::clean::clean;
use super::face::Face;
use super::{Align, Run};

/// Words in one face within a line, placed from the line's left edge.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    pub(super) x: f32,
    pub(super) face: Face,
    pub(super) text: String,
    /// Added to every space, to even the edges.
    pub(super) stretch: f32,
}

/// A line: its spans, and how wide they are without stretch.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) spans: Vec<Span>,
    pub(super) width: f32,
}

/// A syllable, possibly in several faces.
#[derive(Default)]
struct Word {
    parts: Vec<(Face, String)>,
    /// Torn: the next word goes on without a space.
    torn: bool,
}

/// How a paragraph is set.
pub(super) struct Setting {
    pub(super) size: f32,
    pub(super) width: f32,
    pub(super) indent: f32,
    pub(super) align: Align,
}

/// The lines of a paragraph. An empty text gives no line.
pub(super) fn set(runs: &[Run], how: &Setting) -> Vec<Line> {
    let words = words(runs, how);
    let lines = broken(&words, how, how.width);
    let narrow = match how.align {
        Align::Centre if lines.len() > 1 => evened(&words, how, lines.len()),
        _ => lines,
    };
    let last = narrow.len().saturating_sub(1);
    let placed = |(n, words): (usize, &[Word])| placed(words, how, n == 0, n == last);
    narrow.iter().copied().enumerate().map(placed).collect()
}

/// Centred lines of about the same length: the narrowest measure with as few lines.
fn evened<'a>(words: &'a [Word], how: &Setting, lines: usize) -> Vec<&'a [Word]> {
    let (mut low, mut high) = (0.0, how.width);
    while high - low > 1.0 {
        let middle = (low + high) / 2.0;
        let fits = words.iter().all(|w| word_width(w, how.size) <= middle);
        match fits && broken(words, how, middle).len() <= lines {
            true => high = middle,
            false => low = middle,
        }
    }
    broken(words, how, high)
}

/// Words in order, too long ones torn.
fn words(runs: &[Run], how: &Setting) -> Vec<Word> {
    let (mut words, mut word): (Vec<Word>, Word) = (Vec::new(), Word::default());
    for run in runs {
        let face = Face { bold: run.bold, italic: run.italic };
        for (n, part) in clean(&run.text).split(' ').enumerate() {
            if n > 0 && !word.parts.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            let part: String = part.chars().map(|c| if face.has(c) { c } else { super::face::MISSING }).collect();
            if !part.is_empty() {
                word.parts.push((face, part));
            }
        }
    }
    if !word.parts.is_empty() {
        words.push(word);
    }
    let room = how.width - how.indent.max(0.0);
    words.into_iter().flat_map(|w| torn(w, how.size, room)).collect()
}

/// A word in pieces no wider than the line.
fn torn(word: Word, size: f32, room: f32) -> Vec<Word> {
    if word_width(&word, size) <= room {
        return vec![word];
    }
    let (mut out, mut piece, mut used): (Vec<Word>, Word, f32) = (Vec::new(), Word::default(), 0.0);
    for (face, text) in word.parts {
        let mut part = String::new();
        for c in text.chars() {
            let wide = face.glyph(c).advance * size;
            if used + wide > room && used > 0.0 {
                piece.parts.push((face, std::mem::take(&mut part)));
                piece.torn = true;
                out.push(std::mem::take(&mut piece));
                used = 0.0;
            }
            used += wide;
            part.push(c);
        }
        piece.parts.push((face, part));
    }
    out.push(piece);
    out
}

fn word_width(word: &Word, size: f32) -> f32 {
    word.parts.iter().map(|(face, text)| face.width(text, size)).sum()
}

/// The space after a word is set in the face the word ends with.
fn space_width(word: &Word, size: f32) -> f32 {
    let face = word.parts.last().map_or(Face::PLAIN, |(face, _)| *face);
    if word.torn { 0.0 } else { face.glyph(' ').advance * size }
}

/// Greedy lines: what fits is taken.
fn broken<'a>(words: &'a [Word], how: &Setting, width: f32) -> Vec<&'a [Word]> {
    let (mut lines, mut from, mut used) = (Vec::new(), 0, how.indent);
    for (n, word) in words.iter().enumerate() {
        let wide = word_width(word, how.size);
        let before = if n > from { space_width(&words[n - 1], how.size) } else { 0.0 };
        if n > from && used + before + wide > width + 0.01 {
            lines.push(&words[from..n]);
            (from, used) = (n, wide);
        } else {
            used += before + wide;
        }
    }
    if from < words.len() {
        lines.push(&words[from..]);
    }
    lines
}

/// A line's words with their places.
fn placed(words: &[Word], how: &Setting, first: bool, last: bool) -> Line {
    let indent = if first { how.indent } else { 0.0 };
    let spaces = words.iter().rev().skip(1);
    let width = words.iter().map(|w| word_width(w, how.size)).sum::<f32>()
        + spaces.map(|w| space_width(w, how.size)).sum::<f32>();
    let slack = how.width - indent - width;
    let stretch = match how.align {
        // A line of two long words is better ragged than torn apart.
        Align::Justified if !last && words.len() > 1 => {
            let each = slack / (words.len() - 1) as f32;
            if each < how.size { each } else { 0.0 }
        }
        _ => 0.0,
    };
    let mut x = indent
        + match how.align {
            Align::Centre => slack / 2.0,
            Align::Right => slack,
            Align::Justified | Align::Left => 0.0,
        };
    let mut spans: Vec<Span> = Vec::new();
    for (n, word) in words.iter().enumerate() {
        // A line that goes on ends with its space, so that the text reads on when it is copied out.
        let tail = (n + 1 < words.len() || !last) && !word.torn;
        for (k, (face, text)) in word.parts.iter().enumerate() {
            let text = if tail && k + 1 == word.parts.len() { format!("{text} ") } else { text.clone() };
            let wide = face.width(&text, how.size) + if text.ends_with(' ') { stretch } else { 0.0 };
            match spans.last_mut().filter(|s| s.face == *face) {
                Some(span) => span.text.push_str(&text),
                None => spans.push(Span { x, face: *face, text, stretch }),
            }
            x += wide;
        }
    }
    Line { spans, width }
}
