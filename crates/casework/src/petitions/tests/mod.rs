//! Scenario texts, and what must hold of every petition.

mod figures;
mod properties;
mod trail;

use super::*;

crate::scenario::tests::of_kind!("petitions", Petition);
