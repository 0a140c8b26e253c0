//! What a user's text loses before it is set: nothing a reader would miss.
//!
//! Control and direction marks can hide or turn words of a signed paper, and
//! XML forbids some of them; Vietnamese comes out in NFC, one character a
//! letter. It never drops a letter, a figure or a sign.

use unicode_normalization::UnicodeNormalization;

/// The text as it is set: NFC, no invisible marks, every kind of blank an ordinary space.
pub(crate) fn clean(text: &str) -> String {
    text.nfc().filter_map(shown).collect()
}

/// What stands for a character on paper.
fn shown(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{202f}' => Some('\u{a0}'),
        // Joiners, direction marks and overrides, soft hyphen, byte order mark, tags and variation marks.
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffb}' => None,
        '\u{e0000}'..='\u{e0fff}' | '\u{fdd0}'..='\u{fdef}' => None,
        c if c.is_control() || (c as u32) & 0xfffe == 0xfffe => None,
        c => Some(c),
    }
}
