//! What must hold of every kind's scenario texts and tables: the same three tests for each.
//!
//! Here so that a new kind of case brings texts and tables, and no test code. Only for tests.

use crate::fields::Word;
use crate::procedure::{Kind, refusals::Sentence};
use law::Law;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The scenario texts of a capability's folder.
fn files(capability: &str) -> Vec<(PathBuf, String)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src").join(capability).join("scenarios");
    let paths = std::fs::read_dir(dir).unwrap().map(|f| f.unwrap().path());
    let mut out: Vec<_> = paths.map(|p| (p.clone(), std::fs::read_to_string(p).unwrap())).collect();
    out.sort();
    assert!(!out.is_empty(), "no scenarios of {capability}");
    out
}

/// Every expectation agrees. UPDATE_EXPECT=1 writes the engine's answers where they differ; the diff is the review.
pub(crate) fn hold(capability: &str) {
    let mut wrong = String::new();
    for (path, mut text) in files(capability) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            text = super::mended(&text, Law::shipped()).unwrap_or_else(|fault| panic!("{name}, {fault}"));
            std::fs::write(&path, &text).unwrap();
        }
        let report = super::run(&text, Law::shipped()).unwrap_or_else(|fault| panic!("{name}, {fault}"));
        for d in report.differences {
            let actual = d.actual.join("\n    ");
            wrong.push_str(&format!("{name}:{}\n  expected {}\n  actual\n    {actual}\n", d.line, d.expected));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every way the law says no, and everything it only says, has a scenario that meets it.
pub(crate) fn meet(capability: &str, sentences: &[&[Sentence]]) {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (_, text) in files(capability) {
        let report = super::run(&text, Law::shipped()).unwrap();
        met.extend(report.refusals);
        let said = report.text.lines().map(|l| l.trim_start_matches("then").trim_start());
        met.extend(said.filter_map(|l| l.strip_prefix("warning")?.split_whitespace().next().map(str::to_owned)));
    }
    let missing: Vec<&str> = sentences.concat().iter().map(|s| s.code).filter(|c| !met.contains(*c)).collect();
    assert!(missing.is_empty(), "no scenario meets {missing:?}");
}

/// Every citation of the tables names an instrument, every clock a term of its law.
pub(crate) fn cite<K: Kind>() {
    let law = Law::shipped();
    for regime in K::Regime::LIST.iter().filter_map(|word| K::Regime::of_word(word)) {
        let table = K::procedure(regime);
        for rule in table.acts {
            assert!(law.instrument(rule.instrument).is_some(), "{:?} cites {}", rule.act, rule.instrument);
        }
        for rule in table.deadlines {
            let known = law.terms().iter().any(|t| t.regime == regime.as_word() && t.key == rule.term);
            assert!(known, "{}: no term {}", regime.as_word(), rule.term);
        }
    }
}

/// The three tests of a kind of case; `also` are sentences common to all kinds.
macro_rules! of_kind {
    ($capability:literal, $kind:ty $(, also $more:expr)?) => {
        #[test]
        fn scenarios_hold() {
            crate::scenario::tests::hold($capability);
        }

        #[test]
        fn every_refusal_and_warning_has_a_scenario() {
            crate::scenario::tests::meet($capability, &[refusals::ALL $(, $more)?]);
        }

        #[test]
        fn every_citation_and_term_of_the_tables_is_known() {
            crate::scenario::tests::cite::<$kind>();
        }
    };
}
pub(crate) use of_kind;

#[test]
fn a_word_that_cannot_be_read_names_those_that_can() {
    let asked = |line: &str| super::run(line, Law::shipped()).unwrap_err().what;
    let choice = asked("when 2023-03-01 decision by head, class nonsense");
    assert!(choice.contains("class: not_a_choice; it is one of administrative, "), "{choice}");
    let field = asked("when 2023-03-01 decision by head, colour red");
    assert!(field.contains("colour: unknown; the fields are title, "), "{field}");
    let inner = asked("when 2023-03-01 decision by head, team.0.name A, team.0.role king");
    assert!(inner.contains("team.0.role: not_a_choice; it is one of leader, "), "{inner}");
    let kind = asked("kind kitchen");
    assert!(kind.contains("kind is one of inspection, "), "{kind}");
}
