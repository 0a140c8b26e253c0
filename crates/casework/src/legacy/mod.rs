//! Chữ Việt cũ: text typed for the fonts of before Unicode (TCVN3 “ABC”, VNI-Windows),
//! told from ordinary text and put into Unicode.
//!
//! Such text arrives as letters of Western Europe that were never meant (`Céng hoµ`,
//! `Coäng hoøa`). It is offered converted, never converted silently: what looks wrong may
//! be a foreign name. Must never touch text that already reads as Vietnamese.

mod syllable;
mod tables;

#[cfg(test)]
mod tests;

use tables::{TCVN3, VNI};

/// Bảng mã cũ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// TCVN 5712:1993 (VN3), fonts named `.Vn…`.
    Tcvn3,
    /// VNI-Windows, fonts named `VNI-…`.
    Vni,
}

impl Encoding {
    /// Both.
    pub const ALL: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

    /// As offices call it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => "TCVN3",
            Encoding::Vni => "VNI",
        }
    }
}

/// Words with strange letters that must read as Vietnamese once converted, out of ten.
const MOST_OF: usize = 8;
/// Fewer such words prove nothing.
const LEAST: usize = 2;

/// In which old encoding a text is typed, if it is. Ordinary Vietnamese, English, French
/// or German is in none.
///
/// ```
/// use casework::legacy::{Encoding, convert, detect};
/// assert_eq!(detect("§¬n khiÕu n¹i vÒ ®Êt ®ai"), Some(Encoding::Tcvn3));
/// assert_eq!(convert("Ñôn khieáu naïi", Encoding::Vni), "Đơn khiếu nại");
/// assert_eq!(detect("Đơn khiếu nại về đất đai"), None);
/// ```
pub fn detect(text: &str) -> Option<Encoding> {
    if is_unicode(text) {
        return None;
    }
    let score = |encoding| {
        let (mut strange, mut reads) = (0, 0);
        // A word that reads as it stands (`tù`, which may be `tự`) proves nothing either way.
        for word in words(text).filter(|w| !w.is_ascii() && !syllable::is_one(w)) {
            strange += 1;
            reads += usize::from(syllable::is_one(&convert(word, encoding)));
        }
        (reads, strange)
    };
    let best = Encoding::ALL.into_iter().map(|e| (score(e), e)).max_by_key(|((reads, _), _)| *reads)?;
    let ((reads, strange), encoding) = best;
    (reads >= LEAST && reads * 10 >= strange * MOST_OF).then_some(encoding)
}

/// Whether a text has Vietnamese letters that only Unicode has: none of it was typed for an old font.
pub fn is_unicode(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ư' | 'Ư' | 'ơ' | 'Ơ' | 'ă' | 'Ă' | 'đ' | 'Đ'))
}

/// The text in Unicode; what the encoding does not know stays.
pub fn convert(text: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Tcvn3 => text.chars().map(|c| tables::of(TCVN3, c).unwrap_or(c)).collect(),
        Encoding::Vni => vni(text),
    }
}

/// VNI writes a vowel and its marks as two letters, and a few as one.
fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let pair = chars.peek().and_then(|next| tables::pair(VNI, c, *next));
        match pair.or_else(|| tables::of(tables::VNI_ALONE, c)) {
            Some(letter) if pair.is_some() => {
                chars.next();
                out.push(letter);
            }
            Some(letter) => out.push(letter),
            None => out.push(c),
        }
    }
    out
}

/// The words of a text: what stands between blanks and marks that no encoding uses.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let splits = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_ascii_digit();
    text.split(splits).filter(|w| !w.is_empty())
}
