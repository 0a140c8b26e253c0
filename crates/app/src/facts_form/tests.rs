//! Forms made from the fields of acts.

use super::*;
use casework::fields::{Facts, LongText, M2, UnitCode, Vnd};
use jiff::civil::Date;

casework::choices! {
    /// Kind.
    pub enum Kind { /// One.
        One = "one", /// Two.
        Two = "two" }
}
casework::facts! {
    /// A row.
    pub struct Row { /// What.
        pub what: String, /// Money.
        pub money: Option<Vnd> }
}
casework::facts! {
    /// All kinds of fields.
    pub struct Every {
        /// Text.
        pub title: String,
        /// Long.
        pub note: Option<LongText>,
        /// Day.
        pub day: Date,
        /// Money.
        pub amount: Vnd,
        /// Land.
        pub land: Option<M2>,
        /// Count.
        pub persons: Option<u32>,
        /// Flag.
        pub secret: bool,
        /// Choice.
        pub kind: Option<Kind2>,
        /// Unit.
        pub place: Option<UnitCode>,
        /// Rows.
        pub rows: Vec<Row>,
    }
}
use Kind as Kind2;

fn lookup(text: &str) -> Unit {
    match text {
        "31" | "Hải Phòng" => Unit::One("31".into()),
        "An Dương" => Unit::Several,
        _ => Unit::None,
    }
}

fn typed(query: &str) -> Typed {
    Typed::from_posted(&Posted::from_query(query))
}

#[test]
fn what_is_typed_becomes_facts() {
    let typed = typed(
        "title=Kết luận&day=14/07/2023&amount=84 tỷ 765 triệu&land=1,25 ha&persons=1.203&secret=yes&kind=two\
         &place=Hải Phòng&rows.0.what=a&rows.0.money=5.000&rows.1.what=&rows.2.what=b",
    );
    let (facts, errors) = read(Every::FIELDS, &typed, "", &lookup);
    assert_eq!(errors, []);
    let facts: serde_json::Value = facts;
    assert_eq!(facts["amount"], 84_765_000_000_i64);
    assert_eq!(facts["land"], 12_500);
    assert_eq!(facts["day"], "2023-07-14");
    assert_eq!(facts["place"], "31");
    let stored = casework::fields::normalise(Every::FIELDS, &facts).unwrap();
    assert_eq!(stored["rows"].as_array().unwrap().len(), 2, "a row left blank is no row");
    assert_eq!(stored["rows"][1]["what"], "b");
    assert_eq!(facts["secret"], true);
}

#[test]
fn every_error_is_named_and_nothing_typed_is_lost() {
    let typed = typed("title=&day=31/02/2023&amount=nhiều&kind=three&place=An Dương&persons=-1&rows.0.money=x");
    let (_, errors) = read(Every::FIELDS, &typed, "", &lookup);
    let found: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.what)).collect();
    assert_eq!(
        found,
        [
            ("title", "invalid.required"),
            ("day", "invalid.date"),
            ("amount", "invalid.money"),
            ("persons", "invalid.count"),
            ("kind", "invalid.choice"),
            ("place", "invalid.unit_several"),
            ("rows.0.what", "invalid.required"),
            ("rows.0.money", "invalid.money"),
        ]
    );
    for lang in Lang::ALL {
        let sheet = Sheet {
            lang,
            typed: &typed,
            errors: &errors,
            nonce: "n",
            labels: "field",
            act: "every",
            unit_name: &|_| None,
        };
        let html = sheet.inputs("", Every::FIELDS).unwrap();
        for value in ["31/02/2023", "nhiều", "An Dương", "-1"] {
            assert!(html.contains(&format!("value=\"{value}\"")), "{value} is lost");
        }
        assert_eq!(html.matches("aria-invalid").count(), errors.len());
        for error in &errors {
            assert!(html.contains(&format!("id=\"{}\"", id(&error.field))), "nothing to jump to for {}", error.field);
        }
    }
}

#[test]
fn rows_come_and_go_without_scripts() {
    let mut typed = typed("rows.0.what=a&rows.1.what=b&rows.2.what=c&other=x");
    typed.drop_row("rows.1");
    assert_eq!((typed.rows("rows"), typed.get("rows.0.what"), typed.get("rows.1.what")), (2, "a", "c"));
    typed.add_row("rows");
    assert_eq!((typed.rows("rows"), typed.get("rows.2.what"), typed.get("other")), (3, "", "x"));
    let forged = Typed::from_posted(&Posted::from_query("rows.4000000000.what=a"));
    assert_eq!(forged.rows("rows"), 0);
}

#[test]
fn recorded_facts_can_be_typed_again() {
    let first = typed("title=T&day=01/02/2023&amount=5.000.000&secret=yes&kind=one&rows.0.what=a&rows.0.money=7.000");
    let (facts, errors) = read(Every::FIELDS, &first, "", &lookup);
    assert_eq!(errors, []);
    let again = Typed::from_facts(Lang::Vi, Every::FIELDS, &facts);
    assert_eq!(read(Every::FIELDS, &again, "", &lookup).0, facts);
}

#[test]
fn hostile_text_stays_text() {
    let typed = typed("title=\"><script>alert(1)</script>&rows.0.what=</textarea><b>");
    let sheet = Sheet {
        lang: Lang::Vi,
        typed: &typed,
        errors: &[],
        nonce: "n",
        labels: "field",
        act: "every",
        unit_name: &|_| None,
    };
    let html = sheet.inputs("", Every::FIELDS).unwrap();
    assert!(!html.contains("<script>") && !html.contains("</textarea><b>"), "{html}");
}
