//! Thanh tra: cases as pages and JSON.

pub mod deadline;
pub mod file;

#[cfg(test)]
mod tests;
