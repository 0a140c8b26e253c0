//! Scenario texts, and what must hold of every turn at the desk.

mod properties;

use super::*;

crate::scenario::tests::of_kind!("receptions", Reception);
