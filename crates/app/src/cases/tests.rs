//! What the pages of cases say of every kind.

use super::record;
use crate::lang::Lang;
use casework::fields::{FieldKind, FieldSpec};
use casework::kinds;

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
        let has = |key: String| lang.catalogue().contains_key(&key);
        for kind in kinds::ALL {
            let own = kind.word();
            let mut need = |list: &str, word: &str| {
                if !has(format!("{list}_of.{own}.{word}")) && !has(format!("{list}.{word}")) {
                    missing.push(format!("{} {list}_of.{own}.{word}", lang.code()));
                }
            };
            need("kind", own);
            kind.acts().into_iter().for_each(|act| need("act", act));
            kind.standings().iter().for_each(|word| need("standing", word));
            kind.regimes().iter().for_each(|word| need("regime", word));
            kind.deadline_names().into_iter().for_each(|name| need("deadline", name));
            for word in kind.classes().iter().chain(kind.manners()) {
                need("choice", word);
            }
            for act in kind.acts() {
                fields(lang, &record::scope(*kind, act), kind.fields(act).unwrap_or_default(), &mut missing);
            }
        }
        let mut need = |list: &str, word: &str| {
            if !has(format!("{list}.{word}")) {
                missing.push(format!("{} {list}.{word}", lang.code()));
            }
        };
        ["terminated", "closed", "superseded"].iter().for_each(|word| need("lapsed", word));
        for role in casework::Role::WORDS {
            if !lang.catalogue().contains_key(&format!("choice.{role}")) {
                missing.push(format!("{} choice.{role}", lang.code()));
            }
        }
    }
    assert!(missing.is_empty(), "without a name: {missing:?}");
}
