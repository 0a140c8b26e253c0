//! Workbooks: tables out of them, printable sheets into them.

mod guard;
mod read;
mod write;

pub use read::read;
pub use write::{Head, Office, Out, PageSize, SheetOut, write};

#[cfg(test)]
mod tests;
