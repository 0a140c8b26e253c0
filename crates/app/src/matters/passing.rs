//! How the petitions of a matter were passed from office to office, for
//! [`casework::petitions::trail`].

use crate::cases::Loaded;
use casework::kinds;
use casework::petitions::acts::Act;
use casework::petitions::trail::{Passing, Sign, trail};
use casework::petitions::{Entry, Petition};
use casework::procedure::effective;
use casework::units::Tree;
use jiff::civil::Date;

/// How long an office may be silent before it shows: the days of an answer in law, twice over.
pub const PATIENCE_DAYS: i32 = 30;

/// What the petitions among these cases show on a day.
pub fn signs(cases: &[Loaded], tree: &Tree, today: Date) -> Vec<Sign> {
    let passings: Vec<Passing> = cases.iter().flat_map(|case| of(case, tree)).collect();
    trail(&passings, today, PATIENCE_DAYS)
}

fn of(case: &Loaded, tree: &Tree) -> Vec<Passing> {
    if case.head.kind != "petition" {
        return Vec::new();
    }
    let Ok(petition) = kinds::typed::<Petition>(&case.file) else { return Vec::new() };
    let acts = effective(&petition.acts);
    let passing = |entry: &Entry| {
        let Act::Transfer(t) = &entry.act else { return None };
        let to = t.to_unit.as_ref().map_or_else(|| place(tree, &t.body, entry.on), |unit| unit.0.clone());
        let answered = acts.iter().filter(|e| matches!(e.act, Act::ReplyReceived(_)) && e.on >= entry.on);
        Some(Passing {
            petition: petition.number.clone(),
            from: petition.unit.0.clone(),
            to,
            on: entry.on,
            answered_on: answered.map(|e| e.on).min(),
        })
    };
    acts.iter().filter_map(passing).collect()
}

/// The code of the unit a body's name names, else the name itself.
fn place(tree: &Tree, body: &str, on: Date) -> String {
    let folded = casework::fold(body);
    let found = tree.search(body, on, 20);
    let mut exact = found.iter().filter(|unit| casework::fold(&unit.name) == folded);
    match (exact.next(), exact.next()) {
        (Some(unit), None) => unit.code.0.clone(),
        _ => body.trim().to_owned(),
    }
}
