//! The envelopes of a case, by the acts that carry their names.
//!
//! Only where each stands; nothing here opens one.

use crate::cases::views::{File, mends};
use crate::facts_form::label;
use crate::lang::Lang;
use crate::vault::Seen;
use casework::fields::{FieldKind, FieldSpec};
use serde_json::Value;

/// An envelope as it is named in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Its name.
    pub item: String,
    /// Word of the field that carries it: `denouncer`, `letter`.
    pub field: &'static str,
    /// What it holds, in the reader's words; numbered where there are several.
    pub label: String,
    /// The act.
    pub seq: u32,
    /// Word of the act.
    pub act: String,
    /// Whether its key was destroyed.
    pub destroyed: bool,
}

/// Every sealed envelope of a case, in the order of its acts.
pub fn of(lang: Lang, file: &File) -> Vec<Envelope> {
    let kind = file.kept.kind;
    let mut all: Vec<Envelope> = Vec::new();
    for act in &file.case().acts {
        let mut put = |facts: &Value, word: &str| {
            let mut items = Vec::new();
            walk(kind.fields(word).unwrap_or_default(), facts, word, &mut items);
            for (n, (item, field, scope)) in items.iter().enumerate() {
                let destroyed = match file.people.get(item) {
                    Some(Seen::Sealed) => false,
                    Some(Seen::Destroyed) => true,
                    _ => continue,
                };
                if all.iter().any(|e| e.item == *item) {
                    continue;
                }
                let alike = items.iter().filter(|(_, f, _)| f == field).count();
                let before = items[..n].iter().filter(|(_, f, _)| f == field).count();
                let mut label = label(lang, "field", scope, field);
                if alike > 1 {
                    label = format!("{label} {}", before + 1);
                }
                all.push(Envelope { item: item.clone(), field, label, seq: act.seq, act: act.kind.clone(), destroyed });
            }
        };
        put(&act.facts, &act.kind);
        if mends(&act.kind) {
            let target = act.facts["target"].as_u64();
            let target = file.case().acts.iter().find(|e| Some(u64::from(e.seq)) == target);
            let mended = act.facts["facts"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
            if let (Some(target), Some(mended)) = (target, mended) {
                put(&mended, &target.kind);
            }
        }
    }
    all
}

/// Item, field, and whose name the field goes by.
type Place = (String, &'static str, String);

fn walk(fields: &[FieldSpec], facts: &Value, scope: &str, out: &mut Vec<Place>) {
    for field in fields {
        match (field.kind, &facts[field.name]) {
            (FieldKind::Person | FieldKind::Letter, Value::String(item)) => {
                out.push((item.clone(), field.name, scope.to_owned()));
            }
            (FieldKind::Group(inner), Value::Array(rows)) => {
                rows.iter().for_each(|row| walk(inner, row, field.name, out));
            }
            _ => {}
        }
    }
}
