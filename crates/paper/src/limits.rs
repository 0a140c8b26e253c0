//! How much of a stranger's file is taken in before it is refused.

use crate::PaperError;

/// Bounds on a file, checked before memory is spent on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file as it came.
    pub bytes: u64,
    /// Size of everything in it once unpacked.
    pub unpacked: u64,
    /// Unpacked size of one part over its packed size; parts under 1 MB are not asked.
    pub ratio: u64,
    /// Parts of a packed file.
    pub parts: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows of one sheet.
    pub rows: usize,
    /// Columns of one sheet.
    pub columns: usize,
    /// Cells with content in the whole file.
    pub cells: usize,
}

impl Limits {
    /// For registers that offices keep by hand.
    pub const REGISTER: Limits = Limits {
        bytes: 64 << 20,
        unpacked: 512 << 20,
        ratio: 200,
        parts: 4_000,
        sheets: 200,
        rows: 1_048_576,
        columns: 512,
        cells: 20_000_000,
    };

    /// Refuses a file by its size alone.
    pub fn check_size(&self, len: usize) -> Result<(), PaperError> {
        let bytes = len as u64;
        if bytes > self.bytes { Err(PaperError::TooLarge { bytes, limit: self.bytes }) } else { Ok(()) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::REGISTER
    }
}
