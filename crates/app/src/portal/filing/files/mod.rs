//! Giấy tờ kèm đơn: which files a citizen may send, and how they lie on disk: name, kind and
//! bytes sealed, to the form's secret while it is a draft and to the filing afterwards.
//!
//! What could run at the reader's or be taken for another kind is refused with a sentence that
//! says the way out. Must never keep a name in the open.

use crate::papers::{Paper, Unfit};
use crate::vault::inbox;
use db::{Result, Tx};
use flate2::read::ZlibDecoder;
use serde::{Deserialize, Serialize};
use std::io::Read;

pub mod store;

pub use store::{Kept, bytes, drop as remove, of};

/// Files of one petition.
pub const MOST: usize = 5;
/// Bytes of all of them.
pub const LARGEST: usize = 20 << 20;
/// Unpacked bytes of a PDF that are looked through.
const LOOKED_THROUGH: u64 = 64 << 20;

/// What is said of a file; sealed like the file.
#[derive(Clone, Serialize, Deserialize)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// Its media type, told by its bytes.
    pub mime: String,
}

/// Whose the files of a filing and of one of its later additions are.
pub fn owner(filing: i64, note: i64) -> String {
    format!("filing {filing} {note}")
}

/// Seals papers to a filing and keeps them; `false`: its key cannot be read.
pub fn keep(tx: &mut dyn Tx, public: &str, (filing, note): (i64, i64), papers: &[(Head, Vec<u8>)]) -> Result<bool> {
    let owner = owner(filing, note);
    for (n, (head, bytes)) in (1_i64..).zip(papers) {
        let words = serde_json::to_vec(head).unwrap_or_default();
        let Some((head, sealed)) = inbox::shut_file(public, filing, &words, bytes) else { return Ok(false) };
        store::add(tx, &owner, n, &head, &sealed)?;
    }
    Ok(true)
}

/// Judges a file by the rules of papers and by what only strangers send; the key says what is wrong.
///
/// # Errors
/// Why it cannot be taken.
pub fn judge(name: &str, bytes: Vec<u8>) -> std::result::Result<(Head, Vec<u8>), &'static str> {
    let is_svg = holds(&bytes[..bytes.len().min(1_024)], b"<svg");
    let paper = Paper::new(name, bytes).map_err(|no| if is_svg { "invalid.file_svg" } else { no.key() })?;
    if let Some(wrong) = hostile(&paper) {
        return Err(wrong);
    }
    if paper.bytes.len() > LARGEST {
        return Err(Unfit::TooLarge.key());
    }
    Ok((Head { name: paper.name, mime: paper.mime.to_owned() }, paper.bytes))
}

fn hostile(paper: &Paper) -> Option<&'static str> {
    let bytes = &paper.bytes;
    let (first, last) = (&bytes[..bytes.len().min(1_024)], &bytes[bytes.len().saturating_sub(66_000)..]);
    let is_packed = bytes.starts_with(b"PK");
    let two_kinds = !is_packed && holds(last, b"PK\x05\x06")
        || paper.mime != "application/pdf" && holds(first, b"%pdf-")
        || [&b"<script"[..], b"<html", b"<svg", b"<?php"]
            .iter()
            .any(|mark| holds(first, mark) || !is_packed && holds(last, mark));
    if two_kinds {
        return Some("invalid.file_two_kinds");
    }
    if is_packed && holds(bytes, b"vbaproject.bin") {
        return Some("invalid.file_macro");
    }
    if paper.mime == "application/pdf" {
        return of_pdf(bytes);
    }
    None
}

/// Whether these (lower-case) bytes stand in others, capitals aside.
fn holds(within: &[u8], wanted: &[u8]) -> bool {
    within.windows(wanted.len()).any(|w| w.eq_ignore_ascii_case(wanted))
}

/// A PDF that acts by itself, or that hides what is in it.
fn of_pdf(bytes: &[u8]) -> Option<&'static str> {
    if acts(bytes) {
        return Some("invalid.file_pdf_acts");
    }
    if has_name(bytes, b"Encrypt") {
        return Some("invalid.file_pdf_locked");
    }
    // Objects may lie packed within streams.
    let mut left = LOOKED_THROUGH;
    let mut rest = bytes;
    while let Some(at) = rest.windows(6).position(|w| w == b"stream") {
        let end = rest[..at].ends_with(b"end");
        rest = &rest[at + 6..];
        if end {
            continue;
        }
        let start = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let mut plain = Vec::new();
        // What is no packed text ends at once, with what could be read.
        let _ = ZlibDecoder::new(&rest[start..]).take(left).read_to_end(&mut plain);
        if acts(&plain) {
            return Some("invalid.file_pdf_acts");
        }
        left = left.saturating_sub(plain.len() as u64);
        if left == 0 {
            return Some("invalid.file_pdf_locked");
        }
    }
    None
}

fn acts(bytes: &[u8]) -> bool {
    [&b"JavaScript"[..], b"JS", b"Launch", b"EmbeddedFile", b"RichMedia", b"XFA"].iter().any(|n| has_name(bytes, n))
}

/// Whether a PDF name stands in these bytes, also written as `/J#61vaScript`.
fn has_name(bytes: &[u8], name: &[u8]) -> bool {
    let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    bytes.iter().enumerate().filter(|(_, b)| **b == b'/').any(|(at, _)| {
        let mut next = at + 1;
        for wanted in name {
            let found = match (bytes.get(next), digit(bytes.get(next + 1)), digit(bytes.get(next + 2))) {
                (Some(b'#'), Some(high), Some(low)) => {
                    next += 3;
                    u8::try_from(high * 16 + low).ok()
                }
                (plain, ..) => {
                    next += 1;
                    plain.copied()
                }
            };
            if found != Some(*wanted) {
                return false;
            }
        }
        !bytes.get(next).is_some_and(u8::is_ascii_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn wrong(name: &str, bytes: &[u8]) -> &'static str {
        judge(name, bytes.to_vec()).err().unwrap_or("")
    }

    #[test]
    fn ordinary_papers_are_taken() {
        assert_eq!(wrong("don.pdf", b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF"), "");
        assert_eq!(wrong("anh.jpg", b"\xFF\xD8\xFF\xE0 picture \xFF\xD9"), "");
    }

    #[test]
    fn what_acts_by_itself_is_refused_also_when_it_hides() {
        assert_eq!(wrong("a.pdf", b"%PDF-1.7 << /OpenAction << /S /JavaScript /JS (x) >> >>"), "invalid.file_pdf_acts");
        assert_eq!(wrong("a.pdf", b"%PDF-1.7 << /S /J#61vaScript >>"), "invalid.file_pdf_acts");
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(b"<< /S /Launch /F (x) >>").unwrap();
        let hidden =
            [&b"%PDF-1.7 1 0 obj << /Type /ObjStm >> stream\r\n"[..], &packed.finish().unwrap(), b"\nendstream"]
                .concat();
        assert_eq!(wrong("a.pdf", &hidden), "invalid.file_pdf_acts");
        assert_eq!(wrong("a.pdf", b"%PDF-1.7 trailer << /Encrypt 5 0 R >>"), "invalid.file_pdf_locked");
    }

    #[test]
    fn two_kinds_in_one_file_and_drawings_that_run_are_refused() {
        assert_eq!(wrong("a.pdf", b"%PDF-1.7 %%EOF PK\x03\x04 x PK\x05\x06"), "invalid.file_two_kinds");
        assert_eq!(wrong("a.jpg", b"\xFF\xD8\xFF\xE0 <SCRIPT>alert(1)</script>"), "invalid.file_two_kinds");
        assert_eq!(wrong("a.svg", b"<svg xmlns='x' onload='alert(1)'/>"), "invalid.file_svg");
        assert_eq!(wrong("a.png", b"<svg xmlns='x'/>"), "invalid.file_svg");
        assert_eq!(wrong("a.pdf", b"\x89PNG\r\n\x1A\n"), "invalid.paper_name");
    }
}
