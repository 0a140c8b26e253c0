//! Inspections as they are kept, on both engines, through the law's own gate.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod checking;
mod keeping;
mod lists;
