//! Thanh tra: cases as pages and JSON.

pub mod deadline;

#[cfg(test)]
mod tests;
