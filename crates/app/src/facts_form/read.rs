//! From what was typed to the facts of an act, or to what is wrong with it.

use super::{Typed, join};
use crate::errors::FieldError;
use crate::lang::typed;
use crate::vault::PERSON;
use casework::fields::{FieldKind, FieldSpec};
use serde_json::{Map, Value};

/// What a unit picker's text means.
pub enum Unit {
    /// Exactly one unit: its code.
    One(String),
    /// None.
    None,
    /// More than one has this name.
    Several,
}

/// Finds the unit a text names, by code or by name, on the day of the form.
pub type Lookup<'a> = dyn Fn(&str) -> Unit + 'a;

/// The facts of these fields as JSON. Every error is collected, none stops the reading.
pub fn read(fields: &[FieldSpec], typed: &Typed, prefix: &str, unit: &Lookup<'_>) -> (Value, Vec<FieldError>) {
    let mut errors = Vec::new();
    let facts = object(fields, typed, prefix, unit, &mut errors);
    (Value::Object(facts), errors)
}

fn object(
    fields: &[FieldSpec],
    typed: &Typed,
    prefix: &str,
    unit: &Lookup<'_>,
    errors: &mut Vec<FieldError>,
) -> Map<String, Value> {
    let mut facts = Map::new();
    for field in fields {
        let name = join(prefix, field.name);
        if let FieldKind::Group(inner) = field.kind {
            let mut rows = Vec::new();
            for i in 0..typed.rows(&name) {
                let row = format!("{name}.{i}");
                // A blank row keeps its place, so that later rows keep the names their errors go by.
                rows.push(match is_blank(inner, typed, &row) {
                    true => Value::Null,
                    false => Value::Object(object(inner, typed, &row, unit, errors)),
                });
            }
            if field.required && rows.iter().all(Value::is_null) {
                errors.push(FieldError::new(name, "invalid.required"));
            }
            facts.insert(field.name.to_owned(), Value::Array(rows));
            continue;
        }
        if field.kind == FieldKind::Person {
            person(field, typed, &name, unit, &mut facts, errors);
            continue;
        }
        let mut text = typed.get(&name);
        if text.is_empty() && field.kind == FieldKind::Letter {
            // Kept before and not typed again: its envelope.
            text = typed.get(&join(&name, "item"));
        }
        if text.is_empty() && field.kind != FieldKind::Flag {
            if field.required {
                errors.push(FieldError::new(name, "invalid.required"));
            }
            continue;
        }
        match one(field.kind, text, unit) {
            Ok(value) => {
                facts.insert(field.name.to_owned(), value);
            }
            Err(what) => errors.push(FieldError::new(name, what)),
        }
    }
    facts
}

/// A person as typed, or the envelope of one who was kept before and is not typed again.
fn person(
    field: &FieldSpec,
    typed: &Typed,
    name: &str,
    unit: &Lookup<'_>,
    facts: &mut Map<String, Value>,
    errors: &mut Vec<FieldError>,
) {
    let kept = typed.get(&join(name, "item"));
    let value = if !is_blank(PERSON, typed, name) {
        Value::Object(object(PERSON, typed, name, unit, errors))
    } else if !kept.is_empty() {
        kept.into()
    } else {
        if field.required {
            errors.push(FieldError::new(join(name, PERSON[0].name), "invalid.required"));
        }
        return;
    };
    facts.insert(field.name.to_owned(), value);
}

/// A row in which nothing was typed counts as not there.
fn is_blank(fields: &[FieldSpec], typed: &Typed, prefix: &str) -> bool {
    fields.iter().all(|field| {
        let name = join(prefix, field.name);
        match field.kind {
            FieldKind::Group(inner) => (0..typed.rows(&name)).all(|i| is_blank(inner, typed, &format!("{name}.{i}"))),
            FieldKind::Letter => typed.get(&name).is_empty() && typed.get(&join(&name, "item")).is_empty(),
            FieldKind::Person => is_blank(PERSON, typed, &name) && typed.get(&join(&name, "item")).is_empty(),
            _ => typed.get(&name).is_empty(),
        }
    })
}

fn one(kind: FieldKind, text: &str, unit: &Lookup<'_>) -> Result<Value, &'static str> {
    Ok(match kind {
        FieldKind::Letter if text.chars().count() > casework::fields::LETTER_MAX => return Err("invalid.too_long"),
        FieldKind::Text | FieldKind::LongText | FieldKind::Letter => clean(text).into(),
        FieldKind::Date => typed::date(text).ok_or("invalid.date")?.to_string().into(),
        FieldKind::Money => typed::money(text).ok_or("invalid.money")?.into(),
        FieldKind::Area => area(text).ok_or("invalid.area")?.into(),
        FieldKind::Count => {
            let n = typed::whole(text).and_then(|n| u32::try_from(n).ok());
            n.ok_or("invalid.count")?.into()
        }
        FieldKind::Flag => (text == "yes").into(),
        FieldKind::Choice(words) => words.iter().find(|w| **w == text).copied().ok_or("invalid.choice")?.into(),
        FieldKind::Unit => match unit(text) {
            Unit::One(code) => code.into(),
            Unit::None => return Err("invalid.unit"),
            Unit::Several => return Err("invalid.unit_several"),
        },
        FieldKind::Group(_) | FieldKind::Person => Value::Null,
    })
}

/// Land in m²: a whole number, or hectares as `1,25 ha`.
pub(super) fn area(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let bare = text.strip_suffix("m²").or_else(|| text.strip_suffix("m2")).unwrap_or(&text).trim_end();
    let Some(hectares) = bare.strip_suffix("ha") else { return typed::whole(bare) };
    // 1 ha = 10 000 m²: a hectare has four decimals.
    let (whole, part) = hectares.trim_end().split_once(',').unwrap_or((hectares.trim_end(), ""));
    if part.len() > 4 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = format!("{part:0<4}").parse::<i64>().ok()?;
    typed::whole(whole)?.checked_mul(10_000)?.checked_add(part)
}

/// Text in one spelling: NFC, no control characters but line ends, and none of the
/// invisible marks that turn the direction of what stands after them.
pub fn clean(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let kept = |c: &char| (!c.is_control() || matches!(*c, '\n' | '\t')) && !turns(*c);
    text.replace("\r\n", "\n").nfc().filter(kept).collect()
}
