//! What one form of the desk opens, kept in one unit of work: the reception, its acts,
//! the petition that was taken and its parts, each linked to the one before.

use super::form::{Chain, kinds_of, senders};
use crate::access::Action;
use crate::accounts::Reach;
use crate::cases::within::{self, Gate};
use crate::cases::{numbers, record};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::matters;
use crate::vault;
use casework::Role;
use casework::kinds::{AnyKind, Opening, Paper};
use db::Tx;
use serde_json::{Value, json};

/// Opens the chain and says the number of the reception; the same form twice opens one.
///
/// # Errors
/// The law's refusal, or what cannot be read: nothing is kept then.
pub async fn keep(cx: &Cx, chain: Chain, once: Option<String>) -> Result<String> {
    let (law, today, by) = (cx.app.law.clone(), cx.today, record::recorder(cx)?);
    let reach = cx.reach(Action::SeeCases);
    cx.app
        .db
        .write(move |tx| {
            if let Some(number) = numbers::opened_before(tx, &by, once.as_deref())? {
                return Ok::<_, Error>(number);
            }
            let gate = Gate { law: &law, today, by: &by, hidden: chain.hidden };
            let number = open(tx, &chain, &gate, &reach)?;
            numbers::remember(tx, &by, once.as_deref(), &number)?;
            Ok(number)
        })
        .await
}

fn open(tx: &mut dyn Tx, chain: &Chain, gate: &Gate, reach: &Reach) -> Result<String> {
    let (reception, petition) = kinds_of();
    let matter = matter_of(tx, chain, reach)?;
    let mut registration = chain.registration.clone();
    if let Some(known) = &matter {
        registration["matter"] = known.root.clone().into();
        registration["earlier"] = known.reception.clone().into();
    }
    if let Some(first) = chain.parts.first() {
        registration["kind"] = if chain.hidden { "denunciation" } else { first.kind.as_str() }.into();
    }
    let number = opened(tx, reception, chain, registration, gate)?;
    for (act, facts) in &chain.acts {
        put(tx, reception, &number, chain, (act, facts.clone()), gate)?;
    }
    if let Some(receipt) = &chain.petition {
        let mut receipt = receipt.clone();
        receipt["source_case"] = number.clone().into();
        // A letter on a matter that has one brings no further matter.
        receipt["matter"] = matter.filter(|known| known.has_petition).map(|known| known.root).into();
        let taken = opened(tx, petition, chain, receipt, gate)?;
        split(tx, chain, &taken, gate)?;
        put(tx, reception, &number, chain, ("to_petition", json!({ "petition": taken })), gate)?;
    }
    Ok(number)
}

/// The first content stays in the letter; each further one becomes a petition of its own.
fn split(tx: &mut dyn Tx, chain: &Chain, letter: &str, gate: &Gate) -> Result<()> {
    let petition = kinds_of().1;
    let mut parts = Vec::new();
    for (i, part) in chain.parts.iter().enumerate() {
        let number = match i {
            0 => letter.to_owned(),
            _ => {
                let receipt = json!({
                    "title": part.title, "source": "split_off", "kind": part.kind, "source_case": letter,
                    "people_count": chain.registration["people_count"], "senders": senders(&chain.registration),
                });
                opened(tx, petition, chain, receipt, gate)?
            }
        };
        parts.push(json!({ "title": part.title, "kind": part.kind, "petition": number }));
    }
    if parts.is_empty() {
        return Ok(());
    }
    put(tx, petition, letter, chain, ("split", json!({ "parts": parts })), gate)
}

/// What is known of the matter that was picked.
struct Known {
    root: String,
    reception: Option<String>,
    has_petition: bool,
}

fn matter_of(tx: &mut dyn Tx, chain: &Chain, reach: &Reach) -> Result<Option<Known>> {
    if chain.picked.is_empty() {
        return Ok(None);
    }
    let all = matters::gather(tx, &chain.picked, reach)?;
    if all.is_empty() {
        return Err(Error::Invalid(vec![FieldError::new("picked", "invalid.no_such_case")]));
    }
    let receptions = all.iter().filter(|l| l.head.kind == "reception").map(|l| l.head.number.clone());
    let reception =
        receptions.clone().find(|number| *number == chain.picked).or_else(|| receptions.clone().next_back());
    let has_petition = all.iter().any(|l| l.head.kind == "petition");
    Ok(Some(Known { root: matters::root(tx, &chain.picked)?, reception, has_petition }))
}

fn opened(tx: &mut dyn Tx, kind: &'static dyn AnyKind, chain: &Chain, facts: Value, gate: &Gate) -> Result<String> {
    let regime = gate.law.regime_of(kind.word(), chain.on).map_or("", |r| r.id.as_str());
    let (first, taken) = paper(kind, regime, kind.opening(), chain, facts)?;
    let opening =
        Opening { number: String::new(), unit: chain.unit.clone(), agency: chain.agency, regime: None, first };
    within::open(tx, kind, opening, &taken, gate)
}

fn put(
    tx: &mut dyn Tx,
    kind: &'static dyn AnyKind,
    number: &str,
    chain: &Chain,
    (act, facts): (&str, Value),
    gate: &Gate,
) -> Result<()> {
    let regime = gate.law.regime_of(kind.word(), chain.on).map_or("", |r| r.id.as_str());
    let (paper, taken) = paper(kind, regime, act, chain, facts)?;
    within::record(tx, number, paper, &taken, None, gate)
}

/// An act of the day, signed as its row says, its people taken out.
fn paper(
    kind: &dyn AnyKind,
    regime: &str,
    act: &str,
    chain: &Chain,
    mut facts: Value,
) -> Result<(Paper, Vec<vault::Taken>)> {
    let taken = vault::take_out(kind.fields(act).unwrap_or_default(), &mut facts);
    let facts = kind.read(act, &facts).map_err(|wrong| {
        let named = |path: &str| if act == kind.opening() { path.to_owned() } else { format!("{act}.{path}") };
        Error::Invalid(wrong.iter().map(|e| FieldError::new(named(&e.path), record::problem(e.problem))).collect())
    })?;
    let by = kind.row(regime, act).map_or(Role::Officer, |row| row.by);
    let presider = || chain.registration["presider"].as_str().unwrap_or_default().to_owned();
    let signer = if by == Role::Head { presider() } else { String::new() };
    Ok((Paper { seq: 0, kind: act.to_owned(), on: chain.on, by, number: String::new(), signer, facts }, taken))
}
