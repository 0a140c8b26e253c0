//! The same letter as an Office Open XML document that Word and LibreOffice go on editing.
//!
//! Written by hand and not by a library: a paper needs twenty elements of the
//! format, named styles the office recognises, and the same bytes every time.
//! Every text a user typed is escaped here, in one place.

mod body;
mod parts;

use super::Letter;
use super::clean::clean;
use crate::PaperError;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The letter as a DOCX.
pub fn docx(letter: &Letter) -> Result<Vec<u8>, PaperError> {
    let unfit = |e: &dyn std::fmt::Display| PaperError::Write { why: e.to_string() };
    // A fixed time on every entry: the bytes depend on the letter alone.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(letter)),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.to_owned()),
        ("word/document.xml", body::document(letter)),
        ("word/styles.xml", parts::styles()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/header1.xml", parts::header()),
        ("word/footer1.xml", parts::footer(&letter.mark)),
    ];
    for (name, text) in parts {
        zip.start_file(name, options).map_err(|e| unfit(&e))?;
        zip.write_all(text.as_bytes()).map_err(|e| unfit(&e))?;
    }
    Ok(zip.finish().map_err(|e| unfit(&e))?.into_inner())
}

/// A text between tags: cleaned as in the PDF, then escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Points in twentieths, the measure of the format.
fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}
