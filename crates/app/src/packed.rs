//! Trang gói sẵn: a page of which the long middle is kept, and packed once for every browser
//! that takes gzip.
//!
//! A page is the frame, which is each reader's own, around pieces that many readers are shown.
//! Packing a hundred kilobytes anew for each costs more than all else together; so a piece
//! is packed by itself, and the frame goes around it as it is: a stream of deflate may be put
//! together from blocks, and the check sum of the whole follows from those of its parts.
//! Must never keep a part of the frame: it has the reader's own tokens.

use crate::errors::Result;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress};
use std::borrow::Cow;
use std::sync::OnceLock;

/// Stands where a piece belongs, or where one ends and the next begins. What anybody typed
/// cannot be it: a page escapes `<`.
pub const MARK: &str = "<\u{1}>";

/// A piece of a page that is kept.
#[derive(Debug)]
pub struct Piece {
    html: String,
    packed: OnceLock<Packed>,
}

/// Blocks of deflate that end at a whole byte and know nothing of what goes before.
#[derive(Debug)]
struct Packed {
    blocks: Vec<u8>,
    sum: Hasher,
}

/// One part of a page, in its order.
#[derive(Debug, Clone, Copy)]
pub enum Part<'p> {
    /// The reader's own.
    Own(&'p str),
    /// A kept piece.
    Kept(&'p Piece),
}

impl Piece {
    /// A piece to be kept.
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: html.into(), packed: OnceLock::new() }
    }

    /// As HTML.
    pub fn html(&self) -> &str {
        &self.html
    }

    fn packed(&self) -> Option<&Packed> {
        if let Some(packed) = self.packed.get() {
            return Some(packed);
        }
        let packed = pack(self.html.as_bytes())?;
        Some(self.packed.get_or_init(|| packed))
    }
}

/// Whether the browser takes gzip.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let said = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    said.split(',').any(|one| {
        let mut words = one.split(';').map(str::trim);
        words.next() == Some("gzip") && !words.any(|w| matches!(w, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// The page of which `frame` is the template, with [`MARK`] wherever one of `pieces` belongs.
///
/// # Errors
/// When the template cannot be drawn.
pub fn page(frame: &impl askama::Template, pieces: &[Piece], gzip: bool) -> Result {
    let mut text = String::with_capacity(16 << 10);
    frame.render_into(&mut text)?;
    let mut parts = Vec::with_capacity(2 * pieces.len() + 1);
    let mut own = text.split(MARK);
    parts.extend(own.next().map(Part::Own));
    for (piece, own) in pieces.iter().zip(own) {
        parts.extend([Part::Kept(piece), Part::Own(own)]);
    }
    let (bytes, encoding) = match gzip.then(|| zipped(&parts)).flatten() {
        Some(bytes) => (bytes, Some("gzip")),
        None => (plain(&parts), None),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// The parts one after another.
fn plain(parts: &[Part<'_>]) -> Vec<u8> {
    let texts = parts.iter().map(|part| match part {
        Part::Own(text) => *text,
        Part::Kept(piece) => piece.html.as_str(),
    });
    texts.collect::<Vec<_>>().concat().into_bytes()
}

/// The same as one gzip file (RFC 1952): own parts as stored blocks, kept ones as they were
/// packed. Nothing where a piece cannot be packed.
fn zipped(parts: &[Part<'_>]) -> Option<Vec<u8>> {
    let parts: Vec<(Cow<'_, [u8]>, Cow<'_, Hasher>, usize)> = parts
        .iter()
        .map(|part| match part {
            Part::Own(text) => {
                Some((Cow::Owned(stored(text.as_bytes())), Cow::Owned(sum(text.as_bytes())), text.len()))
            }
            Part::Kept(piece) => {
                let packed = piece.packed()?;
                Some((Cow::Borrowed(&packed.blocks[..]), Cow::Borrowed(&packed.sum), piece.html.len()))
            }
        })
        .collect::<Option<_>>()?;
    let room = parts.iter().map(|(blocks, ..)| blocks.len()).sum::<usize>() + 64;
    let mut out = Vec::with_capacity(room);
    // Deflate, no name, no time, an unknown system.
    out.extend([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    let (mut whole, mut length) = (Hasher::new(), 0usize);
    for (blocks, sum, bytes) in &parts {
        out.extend_from_slice(blocks);
        whole.combine(sum);
        length += bytes;
    }
    // An empty stored block, and the last one.
    out.extend([1, 0, 0, 0xff, 0xff]);
    out.extend(whole.finalize().to_le_bytes());
    out.extend((length as u32).to_le_bytes());
    Some(out)
}

fn sum(bytes: &[u8]) -> Hasher {
    let mut sum = Hasher::new();
    sum.update(bytes);
    sum
}

/// Blocks that hold the bytes as they are, none of them the last (RFC 1951, 3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 5 * (bytes.len() / 0xffff + 1));
    for block in bytes.chunks(0xffff) {
        let length = block.len() as u16;
        out.push(0);
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    out
}

fn pack(bytes: &[u8]) -> Option<Packed> {
    let mut deflate = Compress::new(Compression::new(6), false);
    let mut blocks = Vec::with_capacity(bytes.len() / 3 + 1024);
    // A full flush ends at a whole byte and lets what follows begin anew.
    loop {
        let done = usize::try_from(deflate.total_in()).ok()?;
        deflate.compress_vec(&bytes[done..], &mut blocks, FlushCompress::Full).ok()?;
        if deflate.total_in() == bytes.len() as u64 && blocks.len() < blocks.capacity() {
            return Some(Packed { blocks, sum: sum(bytes) });
        }
        blocks.reserve(bytes.len() / 2 + 1024);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Read;

    fn unzipped(bytes: &[u8]) -> String {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        text
    }

    proptest! {
        #[test]
        fn a_packed_page_is_the_same_page(texts in prop::collection::vec((any::<bool>(), "(\\PC{0,80}|hồ sơ ){0,40}"), 0..6)) {
            let pieces: Vec<Piece> = texts.iter().map(|(_, text)| Piece::new(text.as_str())).collect();
            let parts: Vec<Part<'_>> = texts
                .iter()
                .zip(&pieces)
                .map(|((kept, text), piece)| if *kept { Part::Kept(piece) } else { Part::Own(text) })
                .collect();
            let whole = String::from_utf8(plain(&parts)).unwrap();
            prop_assert_eq!(unzipped(&zipped(&parts).unwrap()), whole.clone());
            // Packed once, the same again.
            prop_assert_eq!(unzipped(&zipped(&parts).unwrap()), whole);
        }
    }

    #[test]
    fn long_parts_go_in_several_blocks() {
        let long: String = (0..40_000).map(|n| format!("{n} ")).collect();
        let piece = Piece::new(long.as_str());
        let parts = [Part::Own(&long), Part::Kept(&piece), Part::Own("")];
        assert_eq!(unzipped(&zipped(&parts).unwrap()), [long.as_str(), &long].concat());
    }

    #[test]
    fn a_mark_that_somebody_typed_is_text() {
        #[derive(askama::Template)]
        #[template(source = "{{ typed }}|{{ MARK|safe }}|{{ typed }}", ext = "html")]
        struct Page {
            typed: &'static str,
        }
        let response = page(&Page { typed: MARK }, &[Piece::new("<p>")], false).unwrap();
        let body = axum::body::to_bytes(response.into_body(), 1000);
        let body = tokio::runtime::Runtime::new().unwrap().block_on(body).unwrap();
        assert_eq!(body, "&#60;\u{1}&#62;|<p>|&#60;\u{1}&#62;");
    }

    #[test]
    fn who_refuses_gzip_gets_none() {
        let takes = |said: &'static str| {
            takes_gzip(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(said))]))
        };
        assert!(takes("gzip, deflate, br") && takes("br, gzip;q=0.8"));
        assert!(!takes("br") && !takes("gzip;q=0") && !takes_gzip(&HeaderMap::new()));
    }
}
