//! Thanh tra: cases as pages and JSON.

pub mod deadline;
