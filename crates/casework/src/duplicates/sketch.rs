//! A letter's sketch: the few of its pairs of words by which it is found again.
//!
//! Which pairs are taken depends on the pairs alone, so two letters with the same
//! pair take it or leave it together. Sketches are kept in the database, so the
//! numbers here may never change without a new [`FORM`].

use super::Letter;
use super::words::mix;

/// The form of the bytes; another sampling needs another number.
const FORM: u8 = 1;
/// A letter gives one pair in four, a short one more, a long one less.
const ONE_IN: usize = 4;
const LEAST: usize = 48;
const MOST: usize = 400;

/// What the index keeps of a letter: about 50 marks, 200 bytes, for a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    marks: Vec<u32>,
}

/// Bytes that are no sketch of this form; the letter must be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no sketch of form {FORM}: read the letter again and keep its new sketch")]
pub struct Unreadable;

impl Sketch {
    /// The sketch of a letter.
    pub fn of(letter: &Letter) -> Self {
        let pairs = letter.pairs();
        let marks = pairs.iter().map(|p| (mix(*p) >> 32) as u32).collect();
        Self { marks: smallest(marks, size(pairs.len())) }
    }

    /// The marks, sorted.
    pub(super) fn marks(&self) -> &[u32] {
        &self.marks
    }

    /// For a row of the database.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(FORM, &self.marks)
    }

    /// Read back from a row.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        from_bytes(FORM, bytes).filter(|marks| marks.len() <= MOST).map(|marks| Self { marks }).ok_or(Unreadable)
    }
}

/// How many marks a letter of so many pairs gives.
fn size(pairs: usize) -> usize {
    (pairs / ONE_IN).clamp(LEAST, MOST)
}

/// The smallest `n` different numbers, sorted.
pub(super) fn smallest(mut marks: Vec<u32>, n: usize) -> Vec<u32> {
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(n);
    marks.shrink_to_fit();
    marks
}

pub(super) fn to_bytes(form: u8, marks: &[u32]) -> Vec<u8> {
    std::iter::once(form).chain(marks.iter().flat_map(|m| m.to_le_bytes())).collect()
}

pub(super) fn from_bytes(form: u8, bytes: &[u8]) -> Option<Vec<u32>> {
    let (marks, rest) = bytes.strip_prefix(&[form])?.as_chunks::<4>();
    let marks: Vec<u32> = marks.iter().map(|m| u32::from_le_bytes(*m)).collect();
    (rest.is_empty() && marks.is_sorted_by(|a, b| a < b)).then_some(marks)
}
