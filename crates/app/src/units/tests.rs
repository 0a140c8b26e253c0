use super::*;

#[test]
fn every_kind_of_unit_and_of_body_has_a_name() {
    for lang in Lang::ALL {
        for kind in casework::units::UnitKind::ALL {
            assert!(lang.catalogue().contains_key(&format!("unit_kind.{kind}")), "{kind}");
        }
        for (_, word) in law::AgencyKind::ALL {
            assert!(lang.catalogue().contains_key(&format!("agency.{word}")), "{word}");
        }
        for code in ["unit_unknown", "unit_not_yet", "unit_ended"] {
            assert!(lang.catalogue().contains_key(&format!("refusal.{code}")), "{code}");
        }
    }
}
