//! Scenario texts, the published figures, and what must hold of every case.

mod lam_dong;
mod properties;

use super::*;
use crate::scenario;
use law::Law;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn files() -> Vec<(PathBuf, String)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/denunciations/scenarios");
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
            let (line, expected, actual) = (d.line, d.expected, d.actual.join("\n    "));
            wrong.push_str(&format!("{name}:{line}\n  expected {expected}\n  actual\n    {actual}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every way this law says no, and everything it only says, has a scenario that meets it.
#[test]
fn every_refusal_and_warning_has_a_scenario() {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (_, text) in files() {
        let report = scenario::run(&text, Law::shipped()).unwrap();
        met.extend(report.refusals);
        let said = report.text.lines().map(|l| l.trim_start_matches("then").trim_start());
        met.extend(said.filter_map(|l| l.strip_prefix("warning")?.split_whitespace().next().map(str::to_owned)));
    }
    let missing: Vec<&str> = refusals::ALL.iter().map(|s| s.code).filter(|c| !met.contains(*c)).collect();
    assert!(missing.is_empty(), "no scenario meets {missing:?}");
}

#[test]
fn every_citation_of_the_tables_names_an_instrument() {
    for regime in Regime::ALL {
        for rule in procedure::of(*regime).acts {
            assert!(Law::shipped().instrument(rule.instrument).is_some(), "{:?} cites {}", rule.act, rule.instrument);
        }
        for rule in procedure::of(*regime).deadlines {
            let known = Law::shipped().terms().iter().any(|t| t.regime == regime.word() && t.key == rule.term);
            assert!(known, "{regime}: no term {}", rule.term);
        }
        let listed: BTreeSet<ActKind> = procedure::of(*regime).acts.iter().map(|rule| rule.act).collect();
        assert_eq!(listed.len(), ActKind::ALL.len(), "every act has its row");
    }
}
