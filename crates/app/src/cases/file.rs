//! A case between the law's face and the journal's.
//!
//! `casework` decides, `journal` keeps; this is the only place that knows both
//! shapes of a case, whatever its kind.

use crate::journal::{self, Head, Keeping, Kept, Line, Shown, store};
use casework::kinds::{self, AnyKind, File, No, Paper, Told};
use casework::procedure::{Kind, Outcome};
use casework::{Case, Role};
use db::Tx;
use jiff::civil::Date;
use law::AgencyKind;
use serde_json::Value;

/// The case of a number in the types of its kind, with its head; nothing where
/// there is none, or it is of another kind.
pub fn load<K: Kind>(tx: &mut dyn Tx, number: &str) -> Result<Option<(Head, Case<K>)>, journal::Error> {
    let Some((head, _)) = store::head(tx, number)? else { return Ok(None) };
    if head.kind != K::WORD {
        return Ok(None);
    }
    let lines = store::lines(tx, head.id)?;
    let file = read(&head, &lines)?;
    let case = kinds::typed::<K>(&file).map_err(|no| unreadable(&head, no))?;
    Ok(Some((head, case)))
}

/// The kind of a kept case.
pub fn kind(head: &Head) -> Result<&'static dyn AnyKind, journal::Error> {
    kinds::of(&head.kind).ok_or_else(|| journal::Error::Unreadable {
        number: head.number.clone(),
        seq: 0,
        why: format!("kind {}", head.kind),
    })
}

/// What a kind says of a case that it cannot read.
pub fn unreadable(head: &Head, no: No) -> journal::Error {
    let (seq, why) = match no {
        No::Unreadable { seq, why } => (seq, why),
        other => (0, format!("{other:?}")),
    };
    journal::Error::Unreadable { number: head.number.clone(), seq, why }
}

/// A case from what is kept of it.
pub fn read<'a>(head: &Head, lines: impl IntoIterator<Item = &'a Line>) -> Result<File, journal::Error> {
    let unreadable = |seq: u32, why: String| journal::Error::Unreadable { number: head.number.clone(), seq, why };
    let agency = AgencyKind::from_word(&head.agency).ok_or_else(|| unreadable(0, head.agency.clone()))?;
    let mut acts = Vec::new();
    for line in lines {
        acts.push(paper(line).map_err(|why| unreadable(line.seq, why))?);
    }
    Ok(File { number: head.number.clone(), unit: head.unit.clone(), agency, regime: head.regime.clone(), acts })
}

fn paper(line: &Line) -> Result<Paper, String> {
    Ok(Paper {
        seq: line.seq,
        kind: line.kind.clone(),
        on: line.on,
        by: Role::from_word(&line.by).ok_or_else(|| line.by.clone())?,
        number: line.number.clone(),
        signer: line.signer.clone(),
        facts: serde_json::from_str(&line.facts).map_err(|e| e.to_string())?,
    })
}

/// The head of a new case.
pub fn head<K: Kind>(id: i64, case: &Case<K>) -> Head {
    use casework::fields::Word;
    Head {
        id,
        kind: K::WORD.to_owned(),
        number: case.number.clone(),
        unit: case.unit.clone(),
        agency: case.agency.word().to_owned(),
        regime: case.regime.as_word().to_owned(),
    }
}

/// Keeps the last act of an outcome with everything that follows from it.
pub fn save<K: Kind>(
    tx: &mut dyn Tx,
    head: &Head,
    outcome: &Outcome<K>,
    at: i64,
    by: &str,
) -> Result<Kept, journal::Error> {
    let told = kinds::told(outcome).map_err(|no| unreadable(head, no))?;
    keep(tx, head, &told, at, by)
}

/// Keeps an act with everything that follows from it.
pub fn keep(tx: &mut dyn Tx, head: &Head, told: &Told, at: i64, by: &str) -> Result<Kept, journal::Error> {
    let last = &told.last;
    let line = Line {
        seq: last.seq,
        kind: last.kind.clone(),
        on: last.on,
        by: last.by.word().to_owned(),
        number: last.number.clone(),
        signer: last.signer.clone(),
        facts: lean(last.facts.clone()).to_string(),
        grounds: serde_json::to_string(&told.grounds).unwrap_or_default(),
        recorded_at: at,
        recorded_by: by.to_owned(),
    };
    let shown = shown(&told.state);
    let (deadlines, postings) = (&told.state.deadlines[..], &told.new_postings[..]);
    journal::keep(tx, &Keeping { head, line: &line, shown: &shown, deadlines, postings })
}

/// What lists show of a case.
pub fn shown(state: &kinds::State) -> Shown {
    let shown = &state.shown;
    Shown {
        title: shown.title.clone(),
        class: shown.class.clone(),
        manner: shown.manner.clone(),
        field: shown.field.clone(),
        opened_on: state.opened_on,
        standing: state.standing.to_owned(),
        closed: state.closed,
        folded: state.folded.clone(),
        links: shown.links.iter().map(|(word, number)| ((*word).to_owned(), number.clone())).collect(),
    }
}

/// The day the first act of a case bears, for papers and lists.
pub fn opened_on(file: &File) -> Date {
    file.acts.first().map_or(Date::ZERO, |e| e.on)
}

/// Facts without what is empty: they read back the same and take less room.
fn lean(value: Value) -> Value {
    let empty = |v: &Value| v.is_null() || v.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(k, v)| (k, lean(v))).filter(|(_, v)| !empty(v)).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(lean).collect()),
        other => other,
    }
}
