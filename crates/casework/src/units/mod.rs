//! Đơn vị: the tree of units over time, and the inspection bodies on top of it.
//!
//! Every question takes a date, because units are renamed, merged and split and
//! because the levels that exist depend on the law of the day. It must never
//! answer with a unit that did not exist on the date asked for.

mod bodies;
pub mod outlines;
mod refusals;
mod shipped;
pub mod table;
mod tree;
mod unit;
mod view;

pub use refusals::UnitRefusal;
pub use tree::{Fault, Problem, ThenAndNow, Tree};
pub use unit::{Heir, Unit, UnitKind};

/// First day of the two-tier system: provinces and communes, no districts.
pub const REFORM: jiff::civil::Date = jiff::civil::date(2025, 7, 1);

#[cfg(test)]
mod tests;
