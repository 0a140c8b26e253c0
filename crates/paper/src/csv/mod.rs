//! Delimited text: read whatever an office's spreadsheet saves, write what it opens.

mod decode;
mod read;
mod write;

pub use read::read;
pub use write::write;

#[cfg(test)]
mod tests;
