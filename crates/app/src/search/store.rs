//! What the index reads of the journal, and what a page shows of the cases it found.

use crate::journal::store::day;
use crate::journal::{Head, Last};
use casework::fields::UnitCode;
use db::{Result, Row, Tx, Val, vals};
use jiff::civil::Date;

/// Cases of one answer at most.
pub const MOST_SHOWN: usize = 30;

db::statements! {
    /// Cases whose last act came after a position, each once, in the order of those acts.
    CHANGED = "select j.position, c.id, c.kind, c.number, c.unit, c.agency, c.regime, c.last_seq, c.head_hash
        from journal j join cases c on c.id = j.case_id and c.last_seq = j.seq
        where j.position > $1 order by j.position limit $2";
    /// Cases that something was sealed of and that moved on after a position.
    SEALED_SINCE = "select distinct j.case_id from journal j join persons p on p.case_id = j.case_id
        where j.position > $1 and p.sealed is not null";
    /// The act at a position.
    ACT_AT = "select a.hash from journal j join acts a on a.case_id = j.case_id and a.seq = j.seq
        where j.position = $1";
    /// What is shown of cases that were found.
    SHOWN = "select id, number, kind, unit, regime, standing, opened_on from cases where id in ($1, $2, $3, $4, $5, $6,
        $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,
        $30)";
}

/// A case that moved on, and the position of its last act.
pub struct Changed {
    /// Position of its last act.
    pub position: i64,
    /// The case.
    pub head: Head,
    /// How far it has come.
    pub last: Last,
}

/// Cases that moved on after a position, at most so many.
pub fn changed(tx: &mut dyn Tx, after: i64, most: usize) -> Result<Vec<Changed>> {
    let read = |row: &Row| {
        let head = Head {
            id: row.int("id")?,
            kind: row.text("kind")?.to_owned(),
            number: row.text("number")?.to_owned(),
            unit: UnitCode(row.text("unit")?.to_owned()),
            agency: row.text("agency")?.to_owned(),
            regime: row.text("regime")?.to_owned(),
        };
        let hash = row.blob("head_hash")?.try_into().unwrap_or_default();
        Ok(Changed { position: row.int("position")?, head, last: Last { seq: row.count("last_seq")?, hash } })
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    tx.query(CHANGED, vals![after, most])?.iter().map(read).collect()
}

/// Cases with something sealed that moved on after a position.
pub fn sealed_since(tx: &mut dyn Tx, after: i64) -> Result<Vec<i64>> {
    tx.query(SEALED_SINCE, vals![after])?.iter().map(|row| row.int("case_id")).collect()
}

/// The hash of the act at a position, in hex; nothing where there is none.
pub fn act_at(tx: &mut dyn Tx, position: i64) -> Result<Option<String>> {
    let row = tx.query_opt(ACT_AT, vals![position])?;
    row.map(|row| Ok(crate::random::to_hex(row.blob("hash")?))).transpose()
}

/// What is shown of a case that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The case.
    pub id: i64,
    /// Số hồ sơ.
    pub number: String,
    /// Word of its kind.
    pub kind: String,
    /// Code of its unit.
    pub unit: String,
    /// Word of its law.
    pub regime: String,
    /// Word of where it stands.
    pub standing: String,
    /// Day of its first act.
    pub opened_on: Date,
}

/// What is shown of these cases; at most [`MOST_SHOWN`] are looked at.
pub fn shown(tx: &mut dyn Tx, ids: &[i64]) -> Result<Vec<Shown>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut vals: Vec<Val> = ids.iter().take(MOST_SHOWN).map(|id| Val::Int(*id)).collect();
    vals.resize(MOST_SHOWN, Val::Int(0));
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        Ok(Shown {
            id: row.int("id")?,
            number: text("number")?,
            kind: text("kind")?,
            unit: text("unit")?,
            regime: text("regime")?,
            standing: text("standing")?,
            opened_on: day(row, "opened_on")?,
        })
    };
    tx.query(SHOWN, &vals)?.iter().map(read).collect()
}
