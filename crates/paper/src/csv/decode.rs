//! Bytes to text: UTF-8 or UTF-16, with or without a mark at the start.
//!
//! Vietnamese in an old code page is refused rather than guessed: a wrong guess
//! turns names into other names.

use crate::PaperError;
use std::borrow::Cow;

/// The text of a file.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, PaperError> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Every other byte of Latin text in UTF-16 is zero.
        [_, 0, _, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, _, 0, _, ..] => utf16(bytes, u16::from_be_bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, PaperError> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|e| {
        let line = 1 + bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() as u64;
        PaperError::NotUnicode { line }
    })
}

fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, PaperError> {
    let units = bytes.chunks_exact(2).map(|pair| join([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len());
    for c in char::decode_utf16(units) {
        let line = || 1 + text.bytes().filter(|b| *b == b'\n').count() as u64;
        text.push(c.map_err(|_| PaperError::NotUnicode { line: line() })?);
    }
    Ok(Cow::Owned(text))
}
