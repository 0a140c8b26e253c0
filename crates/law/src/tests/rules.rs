//! Rules beside the forms: complete as shipped, replaceable without a rebuild, refused when they could never speak.

use super::*;
use crate::rule::{Says, With};

const OWN: &str = r#"
[[compared]]
id = "year-before"
with = "year_before"
factor = 2
least = { count = 5, vnd = 1_000, m2 = 1 }
severity = "look"
why_vi = "Ngưỡng của tỉnh."
why_en = "The province's own measure."
do_vi = "Mở hai số."
do_en = "Open both."
status = "unverified"
"#;

#[test]
fn every_rule_says_why_and_what_to_do_in_both_languages() {
    let all = law().forms().iter().flat_map(|form| form.rules()).chain(law().rules().to_vec());
    for rule in all {
        for text in [&rule.why_vi, &rule.why_en, &rule.do_vi, &rule.do_en] {
            assert!(!text.is_empty(), "{} {}", rule.form, rule.id);
        }
    }
}

#[test]
fn each_form_of_petitions_carries_over_in_its_circular_and_from_the_one_before() {
    let carried = |id: &str, until: &str| {
        let form = law().form(id, day(until)).unwrap();
        let rules = law().rules_beside([form].into_iter());
        rules.into_iter().filter(|r| matches!(r.says, Says::Carried { .. })).map(|r| r.id).collect::<Vec<_>>()
    };
    assert_eq!(carried("01/XLD", "2024-06-14"), ["2=←5", "2=←(1−8) 2021"]);
    assert_eq!(carried("02/XLD", "2023-06-14"), ["2+3=←(1−6)"]);
    assert_eq!(carried("01/TTr", "2023-06-14"), ["2≤←1"]);
    assert!(carried("01/TCD", "2024-06-14").is_empty());
}

#[test]
fn an_office_gives_its_own_measure_under_the_same_name() {
    let law = Law::with_overrides(vec![("rules/own.toml".into(), OWN.into())]).unwrap();
    let form = law.form("01/TTr", day("2024-06-14")).unwrap();
    let rules = law.rules_beside([form].into_iter());
    let found: Vec<_> = rules.iter().filter(|r| r.id == "year-before").collect();
    assert_eq!(found.len(), 1);
    let Says::Compared { with, factor, .. } = found[0].says else { panic!("{found:?}") };
    assert_eq!((with, factor, found[0].why("en")), (With::YearBefore, 2, "The province's own measure."));
    assert!(rules.iter().any(|r| r.id == "last"), "the others stay");
}

#[test]
fn a_rule_that_could_never_speak_is_refused_with_its_name() {
    let path = "instruments/tt-01-2024/rules/own.toml";
    let wrong = |text: String, at: &str| {
        let errors = Law::with_overrides(vec![(at.to_owned(), text)]).unwrap_err();
        errors.into_iter().map(|e| e.to_string()).collect::<Vec<_>>().join("; ")
    };
    let rule = |form: &str, column: &str| {
        let head = OWN.replace("with = \"year_before\"\nfactor = 2\nleast = { count = 5, vnd = 1_000, m2 = 1 }\n", "");
        let ties = format!("form = \"{form}\"\nleft = [\"{column}\"]\nis = \"equal\"\nwas = [\"5\"]\n");
        head.replace("[[compared]]\n", &format!("[[carried]]\n{ties}"))
    };
    assert!(wrong(rule("01/XLD", "99"), path).contains("has no column 99"));
    assert!(wrong(rule("99/XLD", "2"), path).contains("there is no form 99/XLD"));
    assert!(wrong(rule("01/XLD", "2"), "rules/own.toml").contains("beside the forms of an instrument"));
    assert!(wrong(OWN.replace("factor = 2", "factor = 1"), "rules/own.toml").contains("factor is at least 2"));
    assert!(wrong(OWN.replace("factor", "faktor"), "rules/own.toml").contains("faktor"));
}

#[test]
fn the_period_before_is_the_one_most_like_it() {
    let before = |id: &str| {
        let period = law().period(id).unwrap();
        law().just_before(&period).into_iter().map(|p| p.id).collect::<Vec<_>>()
    };
    assert_eq!(before("2023-q2"), ["2023-q1"]);
    assert_eq!(before("2023-q3"), ["2023-q2", "2023-6m"]);
    assert_eq!(before("2024-q1"), ["2023-q4", "2023-y"]);
    assert_eq!(before("2024-6m"), ["2023-y", "2023-q4"]);
    assert_eq!(before("2022-08-01..2023-07-31"), ["2021-08-01..2022-07-31"]);
    assert_eq!(before("2023-03-01..2023-03-10"), ["2023-02-19..2023-02-28"]);
}
