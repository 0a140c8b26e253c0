//! Documents as bytes: letters as PDF and DOCX, tables out of XLSX and CSV, sheets into them, small charts.
//!
//! Pure: bytes in, values out. It knows formats and never a case, a unit or a
//! law, so nothing here decides what a column means.

pub mod csv;
mod defuse;
mod error;
mod gz;
pub mod letter;
mod limits;
pub mod svg;
mod table;
pub mod templates;
pub mod xlsx;

pub use defuse::{is_formula_like, quoted, unquoted};
pub use error::PaperError;
pub use gz::gunzip;
pub use limits::Limits;
pub use table::{Cell, Merge, Row, Table};

/// The tables of a file, by what its bytes are, not by its name.
///
/// Gzip is opened first; a zip is read as XLSX; anything else as delimited text.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<Table>, PaperError> {
    limits.check_size(bytes.len())?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let inner = gunzip(bytes, limits)?;
        return read_plain(name, &inner, limits);
    }
    read_plain(name, bytes, limits)
}

fn read_plain(name: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<Table>, PaperError> {
    match bytes {
        [] => Err(PaperError::Empty),
        [b'P', b'K', ..] => xlsx::read(bytes, limits),
        // The old binary format of Excel, and password-protected new files.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(PaperError::OldOrLocked),
        [b'%', b'P', b'D', b'F', ..] => Err(PaperError::NotATable { what: "PDF" }),
        _ => csv::read(bytes, limits).map(|mut table| {
            table.name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
            vec![table]
        }),
    }
}
