//! Canh tên: an act of a case that hides its sender must not tell them in the open.
//!
//! Asked in the unit of work that records, with the people of the very form and, when
//! the recorder's session opens the seal, with everybody sealed in the case. Says in
//! which field and what sort of thing, never the words. Who knows that another person
//! of that name is meant may record all the same; that is noted.

use super::Recorder;
use crate::errors::{Error, FieldError, Result};
use crate::vault::{self, Person, Taken, guard};
use casework::kinds::{Paper, Told};
use db::Tx;
use serde_json::Value;

/// Refuses an act whose open words tell somebody sealed.
///
/// # Errors
/// Every field that does.
pub fn check(tx: &mut dyn Tx, case: i64, sealed: bool, (told, taken): (&Told, &[Taken]), by: &Recorder) -> Result<()> {
    if !sealed {
        return Ok(());
    }
    let people = people(tx, case, taken, by)?;
    let tells = |text: &str| people.iter().find_map(|person| guard::found(text, person));
    let said = said(&told.last).into_iter();
    let wrong: Vec<FieldError> = said.filter_map(|(at, text)| Some(FieldError::new(at, tells(&text)?.key()))).collect();
    match (wrong.is_empty(), by.passes) {
        (true, _) => Ok(()),
        (false, true) => Ok(vault::passed(tx, case, &by.id, &told.last.kind, by.at_ms)?),
        (false, false) => Err(Error::Invalid(wrong)),
    }
}

/// Whether these faults are the guard's, which one who knows better may pass over.
pub fn is_guards(errors: &[FieldError]) -> bool {
    errors.iter().any(|e| e.what.starts_with("invalid.tells_"))
}

fn people(tx: &mut dyn Tx, case: i64, taken: &[Taken], by: &Recorder) -> Result<Vec<Person>> {
    let mut people: Vec<Person> = taken.iter().filter_map(Taken::person).collect();
    if let Some(keys) = &by.keys {
        let sealed = vault::opened(tx, keys, case)?.unwrap_or_default();
        people.extend(sealed.into_iter().filter_map(|(_, inside)| match inside {
            vault::Inside::Person(person) => Some(person),
            vault::Inside::Letter(_) => None,
        }));
    }
    Ok(people)
}

/// Every text of an act that is kept in the open, with the name of its input.
fn said(act: &Paper) -> Vec<(String, String)> {
    let mut said =
        vec![("entry.number".to_owned(), act.number.clone()), ("entry.signer".to_owned(), act.signer.clone())];
    if matches!(act.kind.as_str(), "annulment" | "rectification") {
        said.push(("reason.ground".to_owned(), act.facts["ground"].as_str().unwrap_or("").to_owned()));
        // The mended facts stand in a rectification as text of their own.
        let mended = act.facts["facts"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        walk(&mended.unwrap_or_default(), "", &mut said);
    } else {
        walk(&act.facts, "", &mut said);
    }
    said
}

fn walk(facts: &Value, at: &str, out: &mut Vec<(String, String)>) {
    let under = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    match facts {
        Value::String(text) => out.push((at.to_owned(), text.clone())),
        Value::Array(rows) => rows.iter().enumerate().for_each(|(n, row)| walk(row, &under(&n.to_string()), out)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| walk(value, &under(name), out)),
        _ => {}
    }
}
