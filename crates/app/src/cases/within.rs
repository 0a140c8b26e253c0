//! Opening cases and recording acts within a unit of work, for forms that do one thing
//! and forms that do several at once.
//!
//! The one way through the law's gate into the journal. Must never ask who may: the
//! handler has.

use super::record::said_no;
use super::{Recorder, file, kept, numbers};
use crate::errors::{Error, Result};
use crate::journal;
use crate::vault::Taken;
use casework::kinds::{AnyKind, No, Opening, Paper};
use db::Tx;
use jiff::civil::Date;
use law::Law;

/// What every act of one unit of work goes through.
#[derive(Clone, Copy)]
pub(crate) struct Gate<'a> {
    pub(crate) law: &'a Law,
    pub(crate) today: Date,
    pub(crate) by: &'a Recorder,
    /// Seals people also where the kind alone would not.
    pub(crate) hidden: bool,
}

/// Opens a case and says its number; where the paper brings none, the unit's next one.
pub(crate) fn open(
    tx: &mut dyn Tx,
    kind: &'static dyn AnyKind,
    mut opening: Opening,
    taken: &[Taken],
    gate: &Gate<'_>,
) -> Result<String> {
    if opening.number.is_empty() {
        opening.number = match kind.word() {
            "inspection" => opening.first.number.clone(),
            word => numbers::next(tx, word, &opening.unit.0, opening.first.on.year())?,
        };
    }
    let (number, unit, agency) = (opening.number.clone(), opening.unit.clone(), opening.agency);
    let told = kind.open(opening, gate.law, gate.today).map_err(said_no)?;
    let head = journal::Head {
        id: journal::new_id(gate.by.at_ms),
        kind: kind.word().to_owned(),
        number: number.clone(),
        unit,
        agency: agency.word().to_owned(),
        regime: told.regime.to_owned(),
    };
    kept::keep_as(tx, &head, &told, taken, gate.by, gate.hidden)?;
    Ok(number)
}

/// Records one more act in a case; `after` is the last act its form had seen.
pub(crate) fn record(
    tx: &mut dyn Tx,
    number: &str,
    paper: Paper,
    taken: &[Taken],
    after: Option<u32>,
    gate: &Gate<'_>,
) -> Result<()> {
    let loaded = kept::load(tx, number)?.ok_or(Error::Hidden)?;
    if after.is_some_and(|seen| seen != loaded.last.seq) {
        return Err(Error::Stale);
    }
    let told = loaded.kind.record(&loaded.file, paper, gate.law, gate.today).map_err(|no| match no {
        No::Unreadable { .. } => file::unreadable(&loaded.head, no).into(),
        no => said_no(no),
    })?;
    kept::keep_as(tx, &loaded.head, &told, taken, gate.by, gate.hidden)?;
    Ok(())
}
