//! The catalogues are complete in both languages, and numbers and days read as they should.

use super::*;
use std::collections::BTreeSet;

#[test]
fn both_languages_have_the_same_sentences_and_no_key_twice() {
    let mut keys = Vec::new();
    for lang in Lang::ALL {
        let mut seen = BTreeSet::new();
        for (path, text) in files(lang.code()) {
            let table = text.parse::<toml::Table>().unwrap_or_else(|e| panic!("{path}: {e}"));
            flatten("", &table, &mut |key, value| {
                assert!(!value.trim().is_empty(), "{path}: {key} is empty");
                assert!(seen.insert(key.clone()), "{path}: {key} is there twice");
            });
        }
        keys.push(seen);
    }
    // `.one` exists only where a language tells one from many.
    let without_one =
        |s: &BTreeSet<String>| s.iter().filter(|k| !k.ends_with(".one")).cloned().collect::<BTreeSet<_>>();
    let (vi, en) = (without_one(&keys[0]), without_one(&keys[1]));
    let missing: Vec<_> = vi.symmetric_difference(&en).collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
}

#[test]
fn both_languages_use_the_same_names_in_a_sentence() {
    let names = |s: &str| {
        let mut found: Vec<String> =
            s.split('{').skip(1).filter_map(|p| Some(p.split_once('}')?.0.to_owned())).collect();
        found.sort();
        found.dedup();
        found
    };
    for (key, vi) in Lang::Vi.catalogue() {
        if let Some(en) = Lang::En.catalogue().get(key) {
            assert_eq!(names(vi), names(en), "{key}");
        }
    }
}

#[test]
fn vietnamese_is_composed() {
    use unicode_normalization::is_nfc;
    for (key, text) in Lang::Vi.catalogue() {
        assert!(is_nfc(text), "{key} is not NFC");
    }
}

/// Every key named in a template or in code exists: a sentence cannot be forgotten.
#[test]
fn every_key_in_use_is_in_the_catalogue() {
    let mut checked = 0;
    for (path, text) in sources() {
        for opener in [".t(\"", ".with(\"", ".f1(\"", ".f2(\""] {
            for piece in text.split(opener).skip(1) {
                let key = piece.split('"').next().unwrap_or("");
                checked += 1;
                assert!(Lang::Vi.catalogue().contains_key(key), "{path}: no sentence for {key}");
            }
        }
    }
    assert!(checked > 20, "the scan found only {checked} keys: has the way of asking changed?");
}

fn sources() -> Vec<(String, String)> {
    fn walk(dir: &std::path::Path, out: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if !path.ends_with("lang/tests.rs") && path.extension().is_some_and(|e| e == "rs" || e == "html") {
                out.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    out
}

#[test]
fn a_reader_gets_the_language_asked_for() {
    assert_eq!(Lang::from_accept("en-US,en;q=0.9,vi;q=0.8"), Some(Lang::En));
    assert_eq!(Lang::from_accept("fr,vi;q=0.5,en;q=0.4"), Some(Lang::Vi));
    assert_eq!(Lang::from_accept("fr, de"), None);
    assert_eq!(Lang::from_accept("en;q=0"), None);
}

#[test]
fn numbers_and_dates_are_written_as_each_language_does() {
    assert_eq!(Lang::Vi.number(84_765_000_000_i64), "84.765.000.000");
    assert_eq!(Lang::En.number(-1_234), "−1,234");
    let day = jiff::civil::date(2023, 7, 14);
    assert_eq!((Lang::Vi.date(day), Lang::En.date(day)), ("14/07/2023".into(), "14 Jul 2023".into()));
    assert_eq!(money_words(Lang::Vi, 84_765_000_000), "84 tỷ 765 triệu đồng");
    assert_eq!(money_words(Lang::En, 500_000), "500 thousand đồng");
    assert_eq!(money_words(Lang::Vi, 0), "0 đồng");
    assert_eq!(decimal(Lang::Vi, 847_651, 1), "84.765,1");
}

#[test]
fn what_is_typed_is_read_one_way_only() {
    for text in ["84.765.000.000", "84,765,000,000", "84 765 000 000", "84 tỷ 765 triệu", "84,765 tỷ đồng"] {
        assert_eq!(typed::money(text), Some(84_765_000_000), "{text}");
    }
    for text in ["84.7", "84.765 tỷ", "1.0000", "triệu", "5 triệu 3 tỷ", "-5", "1e9", ""] {
        assert_eq!(typed::money(text), None, "{text}");
    }
    for text in ["14/07/2023", "14-7-2023", "2023-07-14", "14.7.2023"] {
        assert_eq!(typed::date(text), Some(jiff::civil::date(2023, 7, 14)), "{text}");
    }
    for text in ["14/13/2023", "31/02/2023", "14/07/23", "hôm nay"] {
        assert_eq!(typed::date(text), None, "{text}");
    }
}

#[test]
fn a_value_that_looks_like_a_name_stays_as_typed() {
    assert_eq!(fill("{a} và {b}", &[("a", "{b}".into()), ("b", "x".into())]), "{b} và x");
}
