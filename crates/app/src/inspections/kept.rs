//! Between a case as `casework` knows it and as the journal keeps it.
//!
//! The only place that turns acts into text and back. It must never decide:
//! what cannot be read is an error that names the act.

use crate::journal::{self, Error, Head, Keeping, Kept, Last, Line, Shown, store};
use casework::inspections::{Act, ActKind, Case, Entry, Outcome, Regime, standing};
use casework::{Deadline, Role, fold};
use db::Tx;
use law::AgencyKind;
use serde_json::Value;

/// The word of this kind of case in the journal.
pub const KIND: &str = "inspection";

/// Who records, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorder {
    /// Id of the account.
    pub account: String,
    /// In milliseconds since 1970.
    pub at_ms: i64,
}

/// A case as it was read, with what the journal knows besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// What is fixed about it.
    pub head: Head,
    /// How far it has come.
    pub last: Last,
    /// The case.
    pub case: Case,
    /// For each act: when it was recorded, by whom, and its hash in hex.
    pub recorded: Vec<Recorded>,
}

/// What the journal knows of one act besides the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// In milliseconds since 1970.
    pub at_ms: i64,
    /// Id of the account.
    pub by: String,
    /// Hash of the act in its chain, in hex.
    pub hash: String,
    /// Provisions applied, as JSON.
    pub grounds: String,
}

/// Keeps what recording brought about: the last act of `outcome.case`.
///
/// # Errors
/// [`Error::NumberTaken`] for a new case, [`Error::Stale`] when another act has
/// come between the reading and this.
pub fn save(tx: &mut dyn Tx, outcome: &Outcome, by: &Recorder) -> Result<Kept, Error> {
    let case = &outcome.case;
    let unreadable = |why: String| Error::Unreadable { number: case.number.clone(), seq: 0, why };
    let entry = case.acts.last().ok_or_else(|| unreadable("a case without acts".into()))?;
    let line = Line {
        seq: entry.seq,
        kind: entry.act.kind().word().to_owned(),
        on: entry.on,
        by: entry.by.word().to_owned(),
        number: entry.number.clone(),
        signer: entry.signer.clone(),
        facts: lean(entry.act.facts()).to_string(),
        grounds: serde_json::to_string(&outcome.grounds).map_err(|e| unreadable(e.to_string()))?,
        recorded_at: by.at_ms,
        recorded_by: by.account.clone(),
    };
    let head = Head {
        id: journal::new_id(by.at_ms),
        kind: KIND.to_owned(),
        number: case.number.clone(),
        unit: case.unit.clone(),
        agency: case.agency.word().to_owned(),
        regime: case.regime.word().to_owned(),
    };
    let shown = shown(case);
    journal::keep(
        tx,
        &Keeping {
            head: &head,
            line: &line,
            shown: &shown,
            deadlines: &outcome.deadlines,
            postings: &outcome.new_postings,
        },
    )
}

/// Reads a case with all its acts.
///
/// # Errors
/// [`Error::Unreadable`] names the act that is not as this program writes it.
pub fn load(tx: &mut dyn Tx, number: &str) -> Result<Option<Loaded>, Error> {
    let Some((head, last)) = store::head(tx, number)? else { return Ok(None) };
    if head.kind != KIND {
        return Ok(None);
    }
    load_under(tx, head, last).map(Some)
}

/// Reads the acts of a case whose head is known.
pub(crate) fn load_under(tx: &mut dyn Tx, head: Head, last: Last) -> Result<Loaded, Error> {
    let acts = store::linked(tx, head.id)?;
    let mut entries = Vec::with_capacity(acts.len());
    let mut recorded = Vec::with_capacity(acts.len());
    for act in acts {
        entries.push(entry(&head.number, &act.line)?);
        recorded.push(Recorded {
            at_ms: act.line.recorded_at,
            by: act.line.recorded_by,
            hash: crate::random::to_hex(&act.hash),
            grounds: act.line.grounds,
        });
    }
    let unreadable = |why| Error::Unreadable { number: head.number.clone(), seq: 0, why };
    let case = Case {
        number: head.number.clone(),
        unit: head.unit.clone(),
        agency: AgencyKind::from_word(&head.agency)
            .ok_or_else(|| unreadable(format!("no kind of agency is called {}", head.agency)))?,
        regime: Regime::from_word(&head.regime)
            .ok_or_else(|| unreadable(format!("no law is called {}", head.regime)))?,
        acts: entries,
    };
    Ok(Loaded { head, last, case, recorded })
}

fn entry(number: &str, line: &Line) -> Result<Entry, Error> {
    let unreadable = |why: String| Error::Unreadable { number: number.to_owned(), seq: line.seq, why };
    let kind = ActKind::from_word(&line.kind).ok_or_else(|| unreadable(format!("no act is called {}", line.kind)))?;
    let facts: Value = serde_json::from_str(&line.facts).map_err(|e| unreadable(e.to_string()))?;
    let act = Act::read(kind, &facts)
        .map_err(|errors| unreadable(errors.iter().map(|e| e.path.as_str()).collect::<Vec<_>>().join(", ")))?;
    let by = Role::from_word(&line.by).ok_or_else(|| unreadable(format!("no signer is called {}", line.by)))?;
    let (number, signer) = (line.number.clone(), line.signer.clone());
    Ok(Entry { seq: line.seq, on: line.on, by, number, signer, act })
}

/// What lists show of a case.
pub(crate) fn shown(case: &Case) -> Shown {
    let standing = standing(case);
    let first = case.acts.first().map_or(jiff::civil::Date::ZERO, |e| e.on);
    let decision = case.decision();
    let opened_on = decision.as_ref().map_or(first, |(_, on, _)| *on);
    let decision = decision.map(|(_, _, decision)| decision);
    let mut words = case.number.clone();
    if let Some(decision) = &decision {
        for word in std::iter::once(&decision.title)
            .chain(decision.subjects.iter().map(|s| &s.name))
            .chain(decision.subjects.iter().filter_map(|s| s.id.as_ref()))
        {
            words.push(' ');
            words.push_str(word);
        }
    }
    Shown {
        title: decision.as_ref().map(|d| d.title.clone()).unwrap_or_default(),
        class: decision.as_ref().map(|d| d.class.word().to_owned()).unwrap_or_default(),
        manner: decision.as_ref().map(|d| d.manner.word().to_owned()).unwrap_or_default(),
        field: decision.and_then(|d| d.field).unwrap_or_default(),
        opened_on,
        standing: standing.word().to_owned(),
        closed: standing.is_closed(),
        folded: fold(&words),
    }
}

/// Every deadline of a case under this law, for the head of its page and for `check`.
pub fn deadlines(case: &Case, law: &law::Law) -> Vec<Deadline> {
    casework::inspections::deadlines(case, law)
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
