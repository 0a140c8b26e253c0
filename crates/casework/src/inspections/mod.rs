//! Thanh tra: inspections from decision to published conclusion.

pub mod acts;

pub use acts::{Act, ActKind, Class, Manner};
