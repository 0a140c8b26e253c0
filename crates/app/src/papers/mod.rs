//! Giấy tờ kèm theo: the scans and files attached to acts.
//!
//! Kept by the hash of their bytes, so that the same file is kept once and
//! nobody can exchange it. Only kinds an office uses, told by their first bytes
//! and not by their name; it must never hand out a type a browser would run.

mod sealed;
pub mod store;

pub use sealed::{Place, attach_sealed, open_sealed, seal_case};
pub use store::{Attached, Sealing, attach, drop_sealed, of_case, one};

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

/// Largest file, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;

/// A file that can be attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Name as it was sent, without any path.
    pub name: String,
    /// Media type, told by the bytes.
    pub mime: &'static str,
    /// SHA-256 of the bytes, in hex.
    pub hash: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Why a file cannot be attached. [`Unfit::key`] is its sentence in the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// Its bytes are of no kind that is taken.
    Kind,
    /// Its name ends as another kind than its bytes are.
    Name,
}

impl Unfit {
    /// Catalogue key of the sentence.
    pub fn key(self) -> &'static str {
        match self {
            Unfit::Empty => "invalid.paper_empty",
            Unfit::TooLarge => "invalid.paper_too_large",
            Unfit::Kind => "invalid.paper_kind",
            Unfit::Name => "invalid.paper_name",
        }
    }
}

/// Media types taken, with the endings a name of that type may have.
const KINDS: &[(&str, &[&str])] = &[
    ("application/pdf", &["pdf"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("image/tiff", &["tif", "tiff"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/x-ole-storage", &["doc", "xls"]),
];

/// Endings of names taken, for the file field of a form.
pub fn endings() -> impl Iterator<Item = &'static str> {
    KINDS.iter().flat_map(|(_, endings)| endings.iter().copied())
}

impl Paper {
    /// Judges a file that was sent.
    pub fn new(name: &str, bytes: Vec<u8>) -> Result<Self, Unfit> {
        if bytes.is_empty() {
            return Err(Unfit::Empty);
        }
        if bytes.len() > LARGEST {
            return Err(Unfit::TooLarge);
        }
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
        let mime = mime(&bytes).ok_or(Unfit::Kind)?;
        let ending = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
        if !KINDS.iter().any(|(kind, endings)| *kind == mime && endings.contains(&ending.as_str())) {
            return Err(Unfit::Name);
        }
        let hash = crate::random::to_hex(&Sha256::digest(&bytes));
        Ok(Self { name, mime, hash, bytes })
    }
}

/// What the bytes are, if it is a kind that is taken.
fn mime(bytes: &[u8]) -> Option<&'static str> {
    const FIRST: &[(&[u8], usize)] = &[
        (b"%PDF-", 0),
        (b"\xFF\xD8\xFF", 1),
        (b"\x89PNG\r\n\x1A\n", 2),
        (b"II*\0", 3),
        (b"MM\0*", 3),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8),
    ];
    if let Some((_, kind)) = FIRST.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(KINDS[*kind].0);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    // A packed folder: an OpenDocument says its kind first and unpacked, an Office
    // file has its parts in a folder of that name, listed again at the end.
    let has = |part: &[u8]| bytes.windows(part.len()).any(|w| w == part);
    let start = &bytes[..bytes.len().min(200)];
    let says = |kind: usize| {
        let mime = KINDS[kind].0.as_bytes();
        start.windows(mime.len()).any(|w| w == mime)
    };
    let kind = match () {
        () if says(7) => 7,
        () if says(6) => 6,
        () if !has(b"[Content_Types].xml") => return None,
        () if has(b"word/document.xml") => 4,
        () if has(b"xl/workbook.xml") => 5,
        () => return None,
    };
    Some(KINDS[kind].0)
}
