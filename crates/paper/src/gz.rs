//! Gzip, for registers published as `.csv.gz`.

use crate::{Limits, PaperError};
use std::io::Read;

/// The content of a gzip file, up to the limit of unpacked bytes. It is measured by
/// unpacking it into nothing first: a bomb must cost no memory.
///
/// # Errors
/// When it is damaged, or unpacks to more than the limit.
pub fn gunzip(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, PaperError> {
    let damaged = |e: std::io::Error| PaperError::Damaged { why: format!("gzip: {e}") };
    let unpacked = || flate2::read::MultiGzDecoder::new(bytes).take(limits.unpacked + 1);
    let size = std::io::copy(&mut unpacked(), &mut std::io::sink()).map_err(damaged)?;
    if size > limits.unpacked {
        return Err(PaperError::Bomb { entry: "gzip".to_owned(), limit: limits.unpacked });
    }
    let mut out = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    unpacked().read_to_end(&mut out).map_err(damaged)?;
    Ok(out)
}
