//! Looks at a zip before anything in it is trusted.
//!
//! The directory says how large each part claims to be; the claim is then
//! measured by unpacking into nothing, because a bomb lies in its directory.

use crate::{Limits, PaperError};
use std::io::{Cursor, Read};

/// Parts smaller than this may have any ratio: style sheets compress well.
const SMALL: u64 = 1 << 20;

/// Refuses a zip with too many parts, or parts that unpack to too much.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), PaperError> {
    let damaged = |e: zip::result::ZipError| PaperError::Damaged { why: e.to_string() };
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if zip.len() > limits.parts {
        return Err(PaperError::TooMany { sheet: String::new(), what: "parts", limit: limits.parts as u64 });
    }
    let bomb = |entry: &str| PaperError::Bomb { entry: entry.to_owned(), limit: limits.unpacked };
    let mut claimed: u64 = 0;
    for i in 0..zip.len() {
        let part = zip.by_index_raw(i).map_err(damaged)?;
        claimed = claimed.saturating_add(part.size());
        let over_ratio = part.size() > SMALL && part.size() / part.compressed_size().max(1) > limits.ratio;
        if claimed > limits.unpacked || over_ratio {
            return Err(bomb(&part.name().map_err(damaged)?));
        }
    }
    let mut left = limits.unpacked;
    for i in 0..zip.len() {
        let part = zip.by_index(i).map_err(damaged)?;
        let (name, packed) = (part.name().map_err(damaged)?.into_owned(), part.compressed_size());
        let most = left.min(packed.max(1).saturating_mul(limits.ratio).max(SMALL));
        let real = std::io::copy(&mut part.take(most + 1), &mut std::io::sink())
            .map_err(|e| PaperError::Damaged { why: format!("{name}: {e}") })?;
        if real > most {
            return Err(bomb(&name));
        }
        left -= real;
    }
    Ok(())
}
