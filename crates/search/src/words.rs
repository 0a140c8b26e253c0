//! Từ: what a word is here, and the two forms each is kept in.
//!
//! *Folded* is [`casework::fold`]: no marks, no case, `đ` as `d`. *Exact* keeps the
//! marks but not the ways of writing them: NFC or NFD, capitals, and where the tone
//! mark stands (Hòa, Hoà) give one form. Index, question and highlights read
//! words here and nowhere else, so that they cannot disagree.

use casework::fold;
use std::ops::Range;
use std::str::CharIndices;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Parts a text into sections that no phrase crosses.
pub const SECTION: char = '\u{1e}';
/// Letters kept of one word; the rest of it does not count.
const LONGEST: usize = 64;

/// The words of a text, one after the other.
pub struct Words<'a> {
    chars: CharIndices<'a>,
    /// Section ends passed so far.
    pub section: u32,
    /// The last word without its marks.
    pub folded: String,
    /// The last word with its marks, written one way.
    pub exact: String,
}

impl<'a> Words<'a> {
    /// Begins at the start of the text.
    pub fn new(text: &'a str) -> Self {
        Self { chars: text.char_indices(), section: 0, folded: String::new(), exact: String::new() }
    }

    /// Moves to the next word and says where it stands in the text.
    pub fn advance(&mut self) -> Option<Range<usize>> {
        self.folded.clear();
        self.exact.clear();
        let (mut tones, mut letters, mut marks) = (Tones::default(), 0, 0);
        let mut place: Option<Range<usize>> = None;
        let mut rest = self.chars.clone();
        while let Some((at, c)) = rest.next() {
            let sign = sign(c);
            match sign.kind {
                Kind::Between if place.is_some() => break,
                Kind::Between => self.section += u32::from(c == SECTION),
                Kind::Unseen => {}
                // A mark without a letter before it belongs to no word.
                Kind::Mark if place.is_none() => {}
                _ => {
                    let end = at + c.len_utf8();
                    place.get_or_insert(at..end).end = end;
                    letters += usize::from(sign.kind != Kind::Mark);
                    marks += usize::from(sign.kind == Kind::Mark);
                    if letters <= LONGEST && marks <= 2 * LONGEST {
                        self.take(c, &sign, &mut tones);
                    }
                }
            }
            self.chars = rest.clone();
        }
        place.as_ref()?;
        self.exact.extend(tones.0.iter().take(tones.1));
        trim_zeros(&mut self.folded);
        trim_zeros(&mut self.exact);
        place
    }

    fn take(&mut self, c: char, sign: &Sign, tones: &mut Tones) {
        if sign.kind == Kind::Odd {
            self.folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
            exact_of(c).for_each(|c| if is_tone(c) { tones.add(c) } else { self.exact.push(c) });
            return;
        }
        self.folded.extend(sign.folded);
        self.exact.extend(sign.exact.into_iter().flatten());
        sign.tone.into_iter().for_each(|tone| tones.add(tone));
    }
}

/// The tone marks of a word; they are kept at its end, wherever they were typed.
#[derive(Default)]
struct Tones([char; 4], usize);

impl Tones {
    fn add(&mut self, tone: char) {
        if let Some(place) = self.0.get_mut(self.1) {
            *place = tone;
            self.1 += 1;
        }
    }
}

/// `05` and `5` are one number.
fn trim_zeros(word: &mut String) {
    if word.starts_with('0') && word.bytes().all(|b| b.is_ascii_digit()) {
        let zeros = word.bytes().take_while(|b| *b == b'0').count().min(word.len() - 1);
        word.drain(..zeros);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Parts words.
    Between,
    /// Does not count.
    Unseen,
    /// A combining mark.
    Mark,
    Letter,
    /// Too many letters for the table.
    Odd,
}

/// What a character is to a word.
#[derive(Clone, Copy)]
struct Sign {
    kind: Kind,
    folded: Option<char>,
    exact: [Option<char>; 2],
    tone: Option<char>,
}

const TABLE: u32 = 0x2000;

/// All Vietnamese letters lie below this; each is worked out once.
static SIGNS: LazyLock<Vec<Sign>> =
    LazyLock::new(|| (0..TABLE).map(|n| work_out(char::from_u32(n).unwrap_or(' '))).collect());

fn sign(c: char) -> Sign {
    SIGNS.get(c as usize).copied().unwrap_or_else(|| work_out(c))
}

fn work_out(c: char) -> Sign {
    let mut sign = Sign { kind: Kind::Between, folded: None, exact: [None; 2], tone: None };
    if is_combining_mark(c) || is_invisible(c) {
        sign.kind = if is_combining_mark(c) { Kind::Mark } else { Kind::Unseen };
        match c {
            _ if sign.kind == Kind::Unseen => {}
            _ if is_tone(c) => sign.tone = Some(c),
            _ => sign.exact[0] = Some(c),
        }
        return sign;
    }
    if !c.is_alphanumeric() {
        return sign;
    }
    let folded = fold(c.encode_utf8(&mut [0; 4]));
    let exact: Vec<char> = exact_of(c).collect();
    let (tones, letters): (Vec<char>, Vec<char>) = exact.into_iter().partition(|c| is_tone(*c));
    if folded.chars().count() > 1 || letters.len() > 2 || tones.len() > 1 {
        sign.kind = Kind::Odd;
        return sign;
    }
    sign.kind = Kind::Letter;
    sign.folded = folded.chars().next();
    sign.exact = [letters.first().copied(), letters.get(1).copied()];
    sign.tone = tones.first().copied();
    sign
}

/// A letter in lower case, taken apart into its base and marks.
fn exact_of(c: char) -> impl Iterator<Item = char> {
    let lower = match c {
        'đ' | 'Đ' | 'Ð' | 'ð' => 'đ'.to_lowercase(),
        _ => c.to_lowercase(),
    };
    lower.nfd()
}

/// Huyền, sắc, hỏi, ngã, nặng: marks that may stand on another letter of the syllable.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{309}' | '\u{303}' | '\u{323}')
}

/// Signs that stand inside a word without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The beginning of a text, no longer than so many bytes.
pub(crate) fn head(text: &str, most: usize) -> &str {
    let cut = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..cut.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::Words;
    use casework::fold;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn forms(text: &str) -> Vec<(String, String)> {
        let mut words = Words::new(text);
        std::iter::from_fn(|| words.advance().map(|_| (words.folded.clone(), words.exact.clone()))).collect()
    }

    #[test]
    fn one_word_written_in_different_ways_is_one_word() {
        for (one, other) in [
            ("Hòa", "Hoà"),
            ("thủy", "THUỶ"),
            ("hoè", "hòe"),
            ("Đất", "Ðất"),
            ("khiếu", "khie\u{302}\u{301}u"),
            ("khiếu", "khie\u{301}\u{302}u"),
            ("nại", "na\u{323}i"),
            ("được", "đươ\u{323}c"),
            ("05", "5"),
            ("tố", "t\u{200b}ố"),
        ] {
            assert_eq!(forms(one), forms(other), "{one} {other}");
        }
        for (one, other) in [("ma", "má"), ("mã", "mả"), ("đơn", "đờn"), ("dat", "đat"), ("hoa", "hoà")] {
            assert_eq!(forms(one)[0].0, forms(other)[0].0);
            assert_ne!(forms(one)[0].1, forms(other)[0].1);
        }
    }

    #[test]
    fn a_number_is_its_parts() {
        let folded: Vec<String> = forms("Số 05/KL-TTTP, 000").into_iter().map(|f| f.0).collect();
        assert_eq!(folded, ["so", "5", "kl", "tttp", "0"]);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "  Đơn\u{300} 🙂 khie\u{302}\u{301}u\u{200b} ";
        let mut words = Words::new(text);
        let mut seen = Vec::new();
        while let Some(place) = words.advance() {
            seen.push(&text[place]);
        }
        assert_eq!(seen, ["Đơn\u{300}", "khie\u{302}\u{301}u"]);
    }

    proptest! {
        #[test]
        fn words_agree_with_the_house_s_folding(text in "\\PC{0,40}") {
            for (folded, _) in forms(&text) {
                prop_assert_eq!(fold(&folded), folded.clone());
            }
            let letters: String = forms(&text).into_iter().map(|f| f.0).collect();
            let nfd: String = text.nfd().collect();
            let again: String = forms(&nfd).into_iter().map(|f| f.0).collect();
            prop_assert_eq!(letters, again);
        }

        #[test]
        fn the_exact_form_does_not_depend_on_normalisation(text in "[a-zA-ZàáảãạâầấẩẫậăằắẳẵặđĐêềếểễệôồốổỗộơờớởỡợưừứửữự ]{0,30}") {
            let nfd: String = text.nfd().collect();
            prop_assert_eq!(forms(&text), forms(&nfd));
        }
    }
}
