//! What a case says to whoever looks for it: its number, its title, what its acts say
//! as they now read, people and letters in the open.
//!
//! The one place where words go into the index. Must never hand over a sealed person or
//! letter, nor a number that stands for a person (căn cước, điện thoại).

use crate::cases::Loaded;
use crate::lang::Lang;
use crate::units::name_of;
use crate::vault::Seen;
use ::search::Doc;
use casework::fields::{FieldKind, FieldSpec};
use casework::units::Tree;
use law::Law;
use serde_json::Value;
use std::collections::HashMap;

/// Grows whenever a case would say something else to the index than before.
pub const MADE: u32 = 2;

/// The document of a case.
pub fn doc(loaded: &Loaded, people: &HashMap<String, Seen>, law: &Law, tree: &Tree) -> Doc {
    let file = &loaded.file;
    let opened = crate::cases::file::opened_on(file);
    let mut doc = Doc {
        id: loaded.head.id,
        kind: loaded.head.kind.clone(),
        unit: file.unit.0.clone(),
        day: number_of(opened),
        number: file.number.clone(),
        ..Doc::default()
    };
    doc.sealed = people.values().any(|seen| matches!(seen, Seen::Sealed | Seen::Destroyed));
    let looked = match loaded.kind.look(file, law) {
        Ok(looked) => looked,
        Err(why) => {
            tracing::warn!(case = %file.number, ?why, "found by its number alone: it cannot be read; run `thanhtra check`");
            return doc;
        }
    };
    doc.sealed |= looked.state.shown.sealed;
    doc.title = looked.state.shown.title.clone();
    // A paper that was annulled is still looked for by its number.
    doc.papers = file.acts.iter().map(|act| act.number.clone()).filter(|n| !n.is_empty()).collect();
    doc.papers.dedup();
    let mut said = Said { tree, people, texts: Vec::new(), names: Vec::new() };
    for act in &looked.in_force {
        if let Some(fields) = loaded.kind.fields(&act.kind) {
            said.take(fields, &act.facts);
        }
        said.name(&act.signer);
    }
    let kind = Lang::Vi.word("kind", loaded.kind.word());
    doc.beside = vec![kind, name_of(Lang::Vi, tree, &file.unit.0, opened)];
    // What a rectification repeats is said once.
    let mut seen = std::collections::HashSet::new();
    doc.texts = said.texts.into_iter().filter(|text| *text != doc.title && seen.insert(text.clone())).collect();
    doc.people = said.names;
    doc
}

/// A day as a number that sorts: 20230714.
pub fn number_of(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

struct Said<'a> {
    tree: &'a Tree,
    people: &'a HashMap<String, Seen>,
    texts: Vec<String>,
    names: Vec<String>,
}

impl Said<'_> {
    fn take(&mut self, fields: &[FieldSpec], facts: &Value) {
        for field in fields {
            let value = &facts[field.name];
            match (field.kind, value) {
                (FieldKind::Group(inner), Value::Array(rows)) => rows.iter().for_each(|row| self.take(inner, row)),
                (FieldKind::Person | FieldKind::Letter, Value::String(item)) => self.envelope(item),
                (FieldKind::Unit, Value::String(code)) => {
                    let unit = self.tree.latest(code).map(|unit| unit.name.clone());
                    self.texts.push(unit.unwrap_or_else(|| code.clone()));
                }
                (FieldKind::Text, Value::String(text)) if field.name == "name" => self.name(text),
                (FieldKind::Text | FieldKind::LongText, Value::String(text)) if !text.trim().is_empty() => {
                    self.texts.push(text.clone());
                }
                _ => {}
            }
        }
    }

    /// What stands in an envelope is said only while it is open.
    fn envelope(&mut self, item: &str) {
        match self.people.get(item) {
            Some(Seen::Open(person)) => {
                self.name(&person.name);
                self.texts.extend([&person.address, &person.note].into_iter().filter(|t| !t.is_empty()).cloned());
            }
            Some(Seen::Letter(text)) => self.texts.push(text.clone()),
            Some(Seen::Sealed | Seen::Destroyed) | None => {}
        }
    }

    fn name(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty() && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }
}
