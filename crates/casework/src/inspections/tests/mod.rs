//! Scenario texts, and what must hold of every case.

mod properties;

use super::*;
use crate::scenario;
use law::Law;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn files() -> Vec<(PathBuf, String)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/inspections/scenarios");
    let mut out: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|f| f.unwrap().path())
        .map(|p| (p.clone(), std::fs::read_to_string(p).unwrap()))
        .collect();
    out.sort();
    out
}

/// UPDATE_EXPECT=1 writes the engine's answers where they differ; the diff is the review.
#[test]
fn scenarios_hold() {
    let mut wrong = String::new();
    for (path, mut text) in files() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            text = scenario::mended(&text, Law::shipped()).unwrap_or_else(|fault| panic!("{name}, {fault}"));
            std::fs::write(&path, &text).unwrap();
        }
        let report = scenario::run(&text, Law::shipped()).unwrap_or_else(|fault| panic!("{name}, {fault}"));
        for d in report.differences {
            wrong.push_str(&format!(
                "{name}:{}\n  expected {}\n  actual\n    {}\n",
                d.line,
                d.expected,
                d.actual.join("\n    ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

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

/// Every way the law says no, and everything it only says, has a scenario that meets it.
#[test]
fn every_refusal_and_warning_has_a_scenario() {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (_, text) in files() {
        let report = scenario::run(&text, Law::shipped()).unwrap();
        met.extend(report.refusals);
        let said = report.text.lines().map(|l| l.trim_start_matches("then").trim_start());
        met.extend(said.filter_map(|l| l.strip_prefix("warning")?.split_whitespace().next().map(str::to_owned)));
    }
    let common = crate::procedure::refusals::ALL.iter();
    let missing: Vec<&str> = refusals::ALL.iter().chain(common).map(|s| s.code).filter(|c| !met.contains(*c)).collect();
    assert!(missing.is_empty(), "no scenario meets {missing:?}");
}

#[test]
fn every_citation_of_the_tables_names_an_instrument() {
    for regime in Regime::ALL {
        for rule in procedure::of(*regime).acts {
            assert!(
                Law::shipped().instrument(rule.instrument).is_some(),
                "{regime} {:?} cites {}",
                rule.act,
                rule.instrument
            );
        }
        for rule in procedure::of(*regime).deadlines {
            assert!(
                Law::shipped().terms().iter().any(|t| t.regime == regime.word() && t.key == rule.term),
                "{regime}: no term {}",
                rule.term
            );
        }
    }
}
