//! Scenario texts, the published figures, and what must hold of every case.

mod lam_dong;
mod properties;

use super::*;
use std::collections::BTreeSet;

crate::scenario::tests::of_kind!("denunciations", Denunciation);

#[test]
fn every_act_has_its_row() {
    for regime in Regime::ALL {
        let listed: BTreeSet<ActKind> = procedure::of(*regime).acts.iter().map(|rule| rule.act).collect();
        assert_eq!(listed.len(), ActKind::ALL.len());
    }
}
