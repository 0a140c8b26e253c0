//! Every word a complaint's pages need is there in both languages.

use crate::cases::record::scope;
use crate::lang::Lang;
use casework::complaints::{ActKind, Complaint, Regime, Standing, procedure};
use casework::fields::{FieldKind, FieldSpec};
use casework::procedure::Kind;

#[test]
fn every_act_field_choice_and_deadline_has_a_name() {
    fn fields(lang: Lang, scope: &str, specs: &[FieldSpec], missing: &mut Vec<String>) {
        let has = |key: String| lang.catalogue().contains_key(&key);
        for field in specs {
            if !has(format!("field_of.{scope}.{}", field.name)) && !has(format!("field.{}", field.name)) {
                missing.push(format!("{} field_of.{scope}.{}", lang.code(), field.name));
            }
            match field.kind {
                FieldKind::Group(inner) => fields(lang, field.name, inner, missing),
                FieldKind::Choice(words) => {
                    let named = |w: &&&str| has(format!("choice_of.{}.{w}", field.name)) || has(format!("choice.{w}"));
                    let lacks = words.iter().filter(|w| !named(w));
                    missing.extend(lacks.map(|w| format!("{} choice_of.{}.{w}", lang.code(), field.name)));
                }
                _ => {}
            }
        }
    }
    let mut missing = Vec::new();
    let kind = casework::kinds::of("complaint").unwrap();
    for lang in Lang::ALL {
        for act in ActKind::ALL {
            if lang.of_kind("act", "complaint", act.word()) == act.word() {
                missing.push(format!("{} act.{}", lang.code(), act.word()));
            }
            fields(lang, &scope(kind, act.word()), act.fields(), &mut missing);
        }
        let mut need = |list: &str, word: &str| {
            if !lang.catalogue().contains_key(&format!("{list}.{word}")) {
                missing.push(format!("{} {list}.{word}", lang.code()));
            }
        };
        Standing::WORDS.iter().for_each(|word| need("standing", word));
        Regime::WORDS.iter().for_each(|word| need("regime", word));
        Complaint::CLASSES.iter().chain(Complaint::MANNERS).for_each(|word| need("choice", word));
        for regime in Regime::ALL {
            procedure::of(*regime).deadlines.iter().for_each(|rule| need("deadline", rule.name));
        }
        ["complaint_over", "complaint_closed", "superseded"].iter().for_each(|word| need("lapsed", word));
    }
    assert!(missing.is_empty(), "without a name: {missing:#?}");
}
