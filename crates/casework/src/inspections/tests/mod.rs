//! Scenario texts, and what must hold of every case.

mod properties;

use super::*;
use crate::scenario;
use law::Law;

crate::scenario::tests::of_kind!("inspections", Inspection, also crate::procedure::refusals::ALL);

/// A scenario that expects the wrong date is caught: the comparison can fail.
#[test]
fn a_wrong_expectation_is_found() {
    let text = "agency PROV\nwhen 2023-04-25 decision\nthen deadline announce due 2023-05-11\n";
    let report = scenario::run(text, Law::shipped()).unwrap();
    assert_eq!(report.differences.len(), 1);
    assert_eq!(report.differences[0].line, 3);
}

/// A wrong date is written over with the engine's, and the rest of the line stays.
#[test]
fn a_wrong_expectation_is_mended() {
    let law = Law::shipped();
    let text = "agency PROV\nwhen     2023-04-25 decision\nthen     deadline announce due 2023-05-11\n";
    let mended = scenario::mended(text, law).unwrap();
    assert!(mended.contains("\nthen     deadline announce due 2023-05-10 Điều 44(2) 56/2010/QH12\n"), "{mended}");
    assert!(scenario::run(&mended, law).unwrap().differences.is_empty());
}
