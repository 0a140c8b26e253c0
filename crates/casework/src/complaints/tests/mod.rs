//! Scenario texts, published figures, and what must hold of every complaint.

mod lam_dong;
mod properties;

use super::*;
use crate::scenario;
use law::Law;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn files() -> Vec<(PathBuf, String)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/complaints/scenarios");
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
            let actual = d.actual.join("\n    ");
            wrong.push_str(&format!("{name}:{}\n  expected {}\n  actual\n    {actual}\n", d.line, d.expected));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
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
    let missing: Vec<&str> = refusals::ALL.iter().map(|s| s.code).filter(|c| !met.contains(*c)).collect();
    assert!(missing.is_empty(), "no scenario meets {missing:?}");
}

#[test]
fn every_citation_and_term_of_the_tables_is_known() {
    let law = Law::shipped();
    for regime in Regime::ALL {
        for rule in procedure::of(*regime).acts {
            assert!(law.instrument(rule.instrument).is_some(), "{:?} cites {}", rule.act, rule.instrument);
        }
        for rule in procedure::of(*regime).deadlines {
            let known = law.terms().iter().any(|t| t.regime == regime.word() && t.key == rule.term);
            assert!(known, "{regime}: no term {}", rule.term);
        }
    }
}

/// Every level has an answer at both instances on every day, and never two.
#[test]
fn competence_has_one_answer_on_every_day() {
    use acts::{Against, Instance, Level};
    let days = ["2012-07-01", "2025-06-30", "2025-07-01", "2026-06-30", "2026-07-01", "2027-01-04"];
    for on in days.map(|d| d.parse::<Date>().unwrap()) {
        for level in Level::ALL {
            for instance in Instance::ALL {
                let found = competent(Law::shipped(), Against::Decision, *level, *instance, on);
                let found = found.unwrap_or_else(|| panic!("{level} {instance} {on}"));
                let sure = found.status == law::Status::Verified;
                assert!(!sure || found.law.article != "?", "{level} {instance} {on}");
            }
        }
    }
}

/// What a page offers for the second instance of a commune chairman, before and after.
#[test]
fn the_district_hands_over_to_the_province() {
    use acts::{Against, Instance, Level};
    let ask = |on: &str| {
        let on = on.parse().unwrap();
        competent(Law::shipped(), Against::Decision, Level::CommuneChair, Instance::Second, on).unwrap()
    };
    assert_eq!(ask("2025-06-30").who, Who::Of(Level::DistrictChair));
    let between = ask("2025-07-01");
    assert_eq!((between.who, between.status), (Who::Of(Level::ProvinceChair), law::Status::Unverified));
    let now = ask("2026-07-01");
    assert_eq!((now.who, now.law.article.as_ref()), (Who::Of(Level::ProvinceChair), "21(2)"));
}
