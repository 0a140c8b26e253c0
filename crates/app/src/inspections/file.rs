//! A case file between the law's types and the journal's.
//!
//! `casework` decides, `journal` keeps; this is the only place that knows both
//! shapes of an inspection.

use crate::journal::{self, Head, Keeping, Kept, Line, Shown, store};
use casework::inspections::{Act, ActKind, Case, Entry, Outcome, Regime};
use casework::{Role, fold};
use db::Tx;
use law::AgencyKind;
use serde_json::Value;

/// Word of this kind of case in the journal.
pub const KIND: &str = "inspection";

/// The case of a number, with its head, or nothing.
pub fn load(tx: &mut dyn Tx, number: &str) -> Result<Option<(Head, Case)>, journal::Error> {
    let Some((head, _)) = store::head(tx, number)? else { return Ok(None) };
    if head.kind != KIND {
        return Ok(None);
    }
    let lines = store::lines(tx, head.id)?;
    let case = read(&head, &lines)?;
    Ok(Some((head, case)))
}

/// A case from what is kept of it.
pub fn read<'a>(head: &Head, lines: impl IntoIterator<Item = &'a Line>) -> Result<Case, journal::Error> {
    let unreadable = |seq: u32, why: String| journal::Error::Unreadable { number: head.number.clone(), seq, why };
    let agency = AgencyKind::from_word(&head.agency).ok_or_else(|| unreadable(0, head.agency.clone()))?;
    let regime = Regime::from_word(&head.regime).ok_or_else(|| unreadable(0, head.regime.clone()))?;
    let mut acts = Vec::new();
    for line in lines {
        acts.push(entry(line).map_err(|why| unreadable(line.seq, why))?);
    }
    Ok(Case { number: head.number.clone(), unit: head.unit.clone(), agency, regime, acts })
}

fn entry(line: &Line) -> Result<Entry, String> {
    let kind = ActKind::from_word(&line.kind).ok_or_else(|| line.kind.clone())?;
    let by = Role::from_word(&line.by).ok_or_else(|| line.by.clone())?;
    let facts = serde_json::from_str(&line.facts).map_err(|e| e.to_string())?;
    let act = Act::read(kind, &facts).map_err(|errors| format!("{errors:?}"))?;
    Ok(Entry { seq: line.seq, on: line.on, by, number: line.number.clone(), signer: line.signer.clone(), act })
}

/// The head of a new case.
pub fn head(id: i64, case: &Case) -> Head {
    Head {
        id,
        kind: KIND.to_owned(),
        number: case.number.clone(),
        unit: case.unit.clone(),
        agency: case.agency.word().to_owned(),
        regime: case.regime.word().to_owned(),
    }
}

/// Keeps the last act of an outcome with everything that follows from it.
pub fn save(tx: &mut dyn Tx, head: &Head, outcome: &Outcome, at: i64, by: &str) -> Result<Kept, journal::Error> {
    let Some(last) = outcome.case.acts.last() else {
        let why = "a case without acts".to_owned();
        return Err(journal::Error::Unreadable { number: head.number.clone(), seq: 0, why });
    };
    let line = Line {
        seq: last.seq,
        kind: last.act.kind().word().to_owned(),
        on: last.on,
        by: last.by.word().to_owned(),
        number: last.number.clone(),
        signer: last.signer.clone(),
        facts: lean(last.act.facts()).to_string(),
        grounds: serde_json::to_string(&outcome.grounds).unwrap_or_default(),
        recorded_at: at,
        recorded_by: by.to_owned(),
    };
    let shown = shown(&outcome.case);
    let (deadlines, postings) = (&outcome.deadlines[..], &outcome.new_postings[..]);
    journal::keep(tx, &Keeping { head, line: &line, shown: &shown, deadlines, postings })
}

/// What lists show of a case.
pub fn shown(case: &Case) -> Shown {
    let standing = casework::inspections::standing(case);
    let decision = case.decision();
    let first = case.acts.first().map_or(jiff::civil::Date::ZERO, |e| e.on);
    let mut out = Shown {
        title: String::new(),
        class: String::new(),
        manner: String::new(),
        field: String::new(),
        opened_on: decision.as_ref().map_or(first, |(_, on, _)| *on),
        standing: standing.word().to_owned(),
        closed: standing.is_closed(),
        folded: String::new(),
    };
    let mut words = vec![case.number.clone()];
    if let Some((_, _, decision)) = decision {
        words.push(decision.title.clone());
        for subject in decision.subjects {
            words.extend([subject.name, subject.id.unwrap_or_default()]);
        }
        out.title = decision.title;
        out.class = decision.class.word().to_owned();
        out.manner = decision.manner.word().to_owned();
        out.field = decision.field.unwrap_or_default();
    }
    // Numbers of papers are what people search by.
    words.extend(case.acts.iter().map(|e| e.number.clone()).filter(|n| !n.is_empty()));
    out.folded = fold(&words.join(" "));
    out
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
