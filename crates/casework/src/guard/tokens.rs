//! The text cut into words, chunks that begin with a digit, and marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// What begins with a digit, up to the next blank or bracket.
    Chunk,
    /// Anything else but blanks.
    Mark,
    /// The end of a line.
    Line,
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) from: usize,
    pub(super) to: usize,
    /// In composed small letters.
    pub(super) text: String,
    /// The same without marks.
    pub(super) bare: String,
}

/// Cuts a text; a mark at the end of a chunk stands by itself.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        if c == '\n' {
            out.push(token(text, Kind::Line, from, from + 1));
            continue;
        }
        if c.is_whitespace() {
            continue;
        }
        let kind = match c {
            c if c.is_ascii_digit() => Kind::Chunk,
            c if is_letter(c) => Kind::Word,
            _ => Kind::Mark,
        };
        let mut to = from + c.len_utf8();
        while let Some((_, next)) = chars.peek().copied() {
            let goes_on = match kind {
                Kind::Word => is_letter(next) || next.is_ascii_digit() || next == '²',
                Kind::Chunk => is_letter(next) || next.is_ascii_digit() || ".,/-–%²".contains(next),
                Kind::Mark | Kind::Line => false,
            };
            if !goes_on {
                break;
            }
            to += next.len_utf8();
            chars.next();
        }
        let whole = &text[from..to];
        let cut =
            if kind == Kind::Chunk { whole.trim_end_matches(['.', ',', '/', '-', '–']).len() } else { whole.len() };
        out.push(token(text, kind, from, from + cut));
        let mut at = from + cut;
        for mark in whole[cut..].chars() {
            out.push(token(text, Kind::Mark, at, at + mark.len_utf8()));
            at += mark.len_utf8();
        }
    }
    out
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

fn token(text: &str, kind: Kind, from: usize, to: usize) -> Token {
    let text: String = text[from..to].nfc().flat_map(char::to_lowercase).collect();
    let bare = if kind == Kind::Word { crate::fold(&text) } else { text.clone() };
    Token { kind, from, to, text, bare }
}
