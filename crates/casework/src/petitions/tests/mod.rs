//! Scenario texts, and what must hold of every petition.

mod figures;
mod properties;
mod trail;

use super::*;

crate::scenario::texts::of_kind!("petitions", Petition);
