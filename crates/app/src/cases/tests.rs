//! What the room of inspections says of itself.

use crate::lang::Lang;
use casework::fields::{FieldKind, FieldSpec};
use casework::inspections::{ActKind, Regime, Standing, procedure};

/// A field, a choice or an act without a name in either language would show its code to an official.
#[test]
fn every_act_field_and_choice_has_a_name() {
    fn fields(lang: Lang, scope: &str, specs: &[FieldSpec], missing: &mut Vec<String>) {
        let has = |key: String| lang.catalogue().contains_key(&key);
        for field in specs {
            if !has(format!("field_of.{scope}.{}", field.name)) && !has(format!("field.{}", field.name)) {
                missing.push(format!("{} field.{}", lang.code(), field.name));
            }
            match field.kind {
                FieldKind::Group(inner) => fields(lang, field.name, inner, missing),
                FieldKind::Choice(words) => {
                    for word in words {
                        if !has(format!("choice_of.{}.{word}", field.name)) && !has(format!("choice.{word}")) {
                            missing.push(format!("{} choice.{word}", lang.code()));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        for kind in ActKind::ALL {
            if !lang.catalogue().contains_key(&format!("act.{}", kind.word())) {
                missing.push(format!("{} act.{}", lang.code(), kind.word()));
            }
            fields(lang, kind.word(), kind.fields(), &mut missing);
        }
        let mut need = |list: &str, word: &str| {
            if !lang.catalogue().contains_key(&format!("{list}.{word}")) {
                missing.push(format!("{} {list}.{word}", lang.code()));
            }
        };
        Standing::WORDS.iter().for_each(|word| need("standing", word));
        Regime::WORDS.iter().for_each(|word| need("regime", word));
        for regime in Regime::ALL {
            procedure::of(*regime).deadlines.iter().for_each(|rule| need("deadline", rule.name));
        }
        ["terminated", "closed", "superseded"].iter().for_each(|word| need("lapsed", word));
        for role in casework::Role::WORDS {
            if !lang.catalogue().contains_key(&format!("choice.{role}")) {
                missing.push(format!("{} choice.{role}", lang.code()));
            }
        }
    }
    assert!(missing.is_empty(), "without a name: {missing:?}");
}
