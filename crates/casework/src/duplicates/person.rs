//! Cùng người đứng đơn: whether two petitions may come from one person, by name and place.
//!
//! Names are written with and without marks, places with and without their
//! kind. [`keys`] are for looking up rows, [`likeness`] for ranking what was
//! found. Namesakes live in one commune, so it proposes and a person decides.

use crate::fold;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// From this likeness on two people are shown as perhaps one.
pub const PERHAPS: f64 = 0.6;

/// Who signs and where from, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// Full name, with or without "ông", "bà".
    pub name: &'a str,
    /// Place, finest first, parts parted by commas: `thôn 3, xã Tân Hòa, Hải Phòng`. May be empty.
    pub place: &'a str,
}

/// What to look people up by: two petitions with no key in common are not compared.
/// One key of the whole folded name; and for a middle name left out, the first and
/// the last word with each part of the place but the widest.
pub fn keys(person: &Person<'_>) -> BTreeSet<String> {
    let name: Vec<String> = name_words(person.name).into_iter().map(|w| w.base).collect();
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return BTreeSet::new() };
    let whole = format!("n:{}", name.join(" "));
    let mut parts = place_parts(person.place);
    if parts.len() > 1 {
        // A province has too many of one family and given name.
        parts.pop();
    }
    let in_place = parts.into_iter().map(|part| format!("p:{first} {last}@{part}"));
    std::iter::once(whole).chain(in_place).collect()
}

/// How likely two are one person: 0 to 1, symmetric, 1 for the same name and place.
pub fn likeness(one: &Person<'_>, other: &Person<'_>) -> f64 {
    let name = name_likeness(&name_words(one.name), &name_words(other.name));
    let (a, b) = (place_parts(one.place), place_parts(other.place));
    if a.is_empty() || b.is_empty() {
        // A name alone proves little: the commonest is borne by a person in every hundred.
        return name * 0.6;
    }
    let (a, b): (BTreeSet<_>, BTreeSet<_>) = (a.into_iter().collect(), b.into_iter().collect());
    let shared = a.intersection(&b).count() as f64 / a.len().min(b.len()) as f64;
    name * (0.4 + 0.6 * shared)
}

/// A word of a name: its letters, and the marks on them wherever they stand.
#[derive(Debug, PartialEq, Eq)]
struct NameWord {
    base: String,
    marks: Vec<char>,
}

const TITLES: [&str; 9] = ["ong", "ba", "anh", "chi", "co", "chu", "bac", "cu", "em"];

fn name_words(name: &str) -> Vec<NameWord> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c) && c != '\'');
    let mut words: Vec<NameWord> = words.map(name_word).filter(|w| !w.base.is_empty()).take(12).collect();
    // "Bà" is a title before a name of two words or more, else the name itself.
    while words.len() > 2 && words.first().is_some_and(|w| TITLES.contains(&w.base.as_str())) {
        words.remove(0);
    }
    words
}

fn name_word(word: &str) -> NameWord {
    let stroke = |c| if c == 'ð' { 'đ' } else { c };
    let mut marks: Vec<char> = word.nfd().map(stroke).filter(|c| is_combining_mark(*c) || *c == 'đ').collect();
    // Sorted: "Hòa" and "Hoà" bear the same mark in another place.
    marks.sort_unstable();
    NameWord { base: fold(word).chars().take(24).collect(), marks }
}

/// Same letters and marks 1; one of the two written without marks nearly so;
/// other marks are another name (Hòa, Hoa); a middle name left out is forgiven.
fn name_likeness(one: &[NameWord], other: &[NameWord]) -> f64 {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let (Some(first), Some(last)) = (short.first(), short.last()) else { return 0.0 };
    if long.first().map(|w| &w.base) != Some(&first.base) || long.last().map(|w| &w.base) != Some(&last.base) {
        return 0.0;
    }
    if short.len() != long.len() {
        let mut rest = long.iter();
        let within = short.iter().all(|w| rest.any(|l| l.base == w.base));
        return if within && short.len() >= 2 { 0.7 } else { 0.0 };
    }
    if short.iter().zip(long).any(|(a, b)| a.base != b.base) {
        return 0.0;
    }
    if short == long {
        return 1.0;
    }
    let bare = |name: &[NameWord]| name.iter().all(|w| w.marks.is_empty());
    if bare(short) || bare(long) { 0.95 } else { 0.5 }
}

/// Longer ones first: "thi xa" is not a "xa".
const KINDS: [&str; 28] = [
    "thanh pho",
    "thi tran",
    "thi xa",
    "to dan pho",
    "khu pho",
    "dac khu",
    "phuong",
    "huyen",
    "quan",
    "tinh",
    "thon",
    "xom",
    "ap",
    "ban",
    "buon",
    "lang",
    "xa",
    "tdp",
    "khu",
    "duong",
    "so",
    "tp.",
    "tp",
    "tx.",
    "tt.",
    "x.",
    "p.",
    "q.",
];

/// The parts of a place without their kind, finest first: at most four, from the commune up
/// when there are so many. House numbers and streets are left out where more is said.
fn place_parts(place: &str) -> Vec<String> {
    let parts: Vec<String> = place.split([',', ';', '\n']).map(|part| bare_place(&fold(part))).collect();
    let mut parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    if parts.len() > 1 && parts.first().is_some_and(|p| p.starts_with(|c: char| c.is_ascii_digit())) {
        parts.remove(0);
    }
    let finest = parts.len().saturating_sub(4);
    parts.drain(..finest);
    parts
}

fn bare_place(part: &str) -> String {
    let part: String = part.chars().take(60).collect();
    let part = part.trim_matches(|c: char| !c.is_alphanumeric());
    let kind = KINDS.iter().find_map(|kind| {
        let rest = part.strip_prefix(kind)?;
        // "so 12" keeps its number, "tp.hai phong" needs no blank.
        (rest.starts_with(' ') || kind.ends_with('.')).then(|| rest.trim())
    });
    kind.unwrap_or(part).to_owned()
}
