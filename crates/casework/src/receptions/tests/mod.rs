//! Scenario texts, and what must hold of every turn at the desk.

mod properties;

use super::*;

crate::scenario::texts::of_kind!("receptions", Reception);
