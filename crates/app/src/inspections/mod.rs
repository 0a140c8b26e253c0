//! Thanh tra: cases as pages and JSON.

pub mod check;
pub mod deadline;
pub mod file;
pub mod kept;
pub mod list;
pub mod store;

pub use kept::{Loaded, Recorder, load, save};

#[cfg(test)]
mod tests;
