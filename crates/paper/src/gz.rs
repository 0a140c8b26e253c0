//! Gzip, for registers published as `.csv.gz`.

use crate::{Limits, PaperError};
use std::io::Read;

/// The content of a gzip file, up to the limit of unpacked bytes.
pub fn gunzip(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, PaperError> {
    let mut out = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes)
        .take(limits.unpacked + 1)
        .read_to_end(&mut out)
        .map_err(|e| PaperError::Damaged { why: format!("gzip: {e}") })?;
    if out.len() as u64 > limits.unpacked {
        return Err(PaperError::Bomb { entry: "gzip".to_owned(), limit: limits.unpacked });
    }
    Ok(out)
}
