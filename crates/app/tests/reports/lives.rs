//! Cases of the desks for published figures: each recorded act by act through the law's
//! gate and kept, many in a unit of work.

use app::cases::{Recorder, kept};
use app::journal::{self, Head};
use casework::fields::UnitCode;
use casework::kinds::{self, File, Opening, Paper, Told};
use casework::units::Tree;
use db::Db;
use jiff::civil::Date;
use law::{AgencyKind, Law};
use serde_json::Value;
use std::sync::Arc;

/// One case: what opens it, and the acts that follow with their days.
pub struct Life {
    pub kind: &'static str,
    pub unit: &'static str,
    pub on: Date,
    pub opening: Value,
    pub acts: Vec<(&'static str, Date, Value)>,
}

/// A recorded case.
pub type Lived = Vec<(Head, Told)>;

/// The case of a life under a number; the law's gate says no to none of it.
pub fn live(life: &Life, number: String) -> Lived {
    let law = Law::shipped();
    let kind = kinds::of(life.kind).unwrap();
    let agency = Tree::shipped().get(life.unit, life.on).and_then(|u| u.agency).unwrap_or(AgencyKind::Admin);
    let (unit, day) = (UnitCode(life.unit.into()), Date::MAX);
    let regime = law.regime_of(life.kind, life.on).unwrap().id.clone();
    let paper = |act: &str, on: Date, facts: &Value| Paper {
        seq: 0,
        kind: act.into(),
        on,
        by: kind.row(&regime, act).unwrap().by,
        number: String::new(),
        signer: String::new(),
        facts: facts.clone(),
    };
    let first = paper(kind.opening(), life.on, &life.opening);
    let opening = Opening { number: number.clone(), unit: unit.clone(), agency, regime: None, first };
    let opened = kind.open(opening, law, day).unwrap_or_else(|no| panic!("{number}: {no:?}"));
    let head = Head {
        id: 0,
        kind: life.kind.into(),
        number: number.clone(),
        unit: unit.clone(),
        agency: agency.word().into(),
        regime: regime.clone(),
    };
    let mut file = File { number, unit, agency, regime: regime.clone(), acts: vec![opened.last.clone()] };
    let mut out = vec![(head.clone(), opened)];
    for (act, on, facts) in &life.acts {
        let told = kind.record(&file, paper(act, *on, facts), law, day);
        let told = told.unwrap_or_else(|no| panic!("{} {act}: {no:?}", file.number));
        file.acts.push(told.last.clone());
        out.push((head.clone(), told));
    }
    out
}

/// Keeps them; ids are the same on every engine.
pub async fn keep(db: &Db, lived: &Arc<Vec<Lived>>) {
    const SOME: usize = 400;
    for from in (0..lived.len()).step_by(SOME) {
        let lived = lived.clone();
        db.write(move |tx| {
            for (id, case) in lived.iter().enumerate().skip(from).take(SOME) {
                for (head, told) in case {
                    let head = Head { id: id as i64 + 1, ..head.clone() };
                    kept::keep(tx, &head, told, &[], &Recorder::program("test", 1_700_000_000_000))?;
                }
            }
            Ok::<(), app::Error>(())
        })
        .await
        .unwrap();
    }
    journal::settle(db).await.unwrap();
}
