//! Whether a word is built like a Vietnamese syllable: beginning, vowels, one tone, end.
//!
//! Built like one, not known to be one: a table of sounds, no dictionary.

use unicode_normalization::UnicodeNormalization;

const BEGINNINGS: &[&str] = &[
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "q", "r", "s", "t", "v", "x", "",
];
const ENDS: &[&str] = &["ng", "nh", "ch", "c", "m", "n", "p", "t", ""];
/// Vowels without tones.
const VOWELS: &[&str] = &[
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia",
    "iê", "iêu", "iu", "oa", "oai", "oay", "oao", "oă", "oe", "oeo", "oi", "ôi", "ơi", "oo", "ua", "uâ", "uây", "uê",
    "ui", "uô", "uôi", "uơ", "uy", "uya", "uyê", "uyu", "ưa", "ưi", "ươ", "ươi", "ươu", "ưu", "yê", "yêu",
];
/// Huyền, sắc, hỏi, ngã, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Whether a word is built like a syllable.
pub fn is_one(word: &str) -> bool {
    let (mut bare, mut tones) = (String::new(), 0);
    for c in word.nfd() {
        if TONES.contains(&c) {
            tones += 1;
        } else {
            bare.extend(c.to_lowercase());
        }
    }
    let bare: String = bare.nfc().collect();
    if tones > 1 || bare.is_empty() {
        return false;
    }
    BEGINNINGS
        .iter()
        .filter_map(|b| bare.strip_prefix(b))
        .any(|rest| ENDS.iter().filter_map(|e| rest.strip_suffix(e)).any(|vowels| VOWELS.contains(&vowels)))
}
