//! The operator's own units as rows: what is laid over the shipped tree.
//!
//! Kept in the words of the table an office exports and imports, so that there
//! is one reading of a unit and not two.

use casework::units::Unit;
use casework::units::table::line_of;
use db::{Migration, Result, Row, Tx, Val};

/// The table of units.
pub const MIGRATION: Migration = Migration {
    number: 30,
    name: "units",
    sql: "
create table units (
  code text not null, from_day text not null, until_day text not null, kind text not null, agency text not null,
  name text not null, name_en text not null, parent text not null, successors text not null, status text not null,
  changed_at bigint not null, changed_by text not null, primary key (code, from_day)
) without rowid;
",
};

db::statements! {
    /// Every unit of the operator's.
    ALL = "select code, kind, agency, name, name_en, parent, from_day, until_day, successors, status, changed_at
      from units order by code, from_day";
    /// One dated version, new or changed.
    PUT = "insert into units (code, kind, agency, name, name_en, parent, from_day, until_day, successors, status,
        changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict (code, from_day) do update set kind = excluded.kind, agency = excluded.agency, name = excluded.name,
        name_en = excluded.name_en, parent = excluded.parent, until_day = excluded.until_day,
        successors = excluded.successors, status = excluded.status, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by";
}

/// Takes over units, each a dated version; those there already are replaced.
pub fn put(tx: &mut dyn Tx, units: &[Unit], at: i64, by: &str) -> Result<u64> {
    let sets: Vec<Vec<Val>> = units
        .iter()
        .map(|unit| line_of(unit).into_iter().map(Val::from).chain([Val::from(at), Val::from(by)]).collect())
        .collect();
    tx.exec_many(PUT, &sets)
}

/// The operator's units, and the instant of the last change to them.
pub fn own(tx: &mut dyn Tx) -> Result<(Vec<[String; 10]>, i64)> {
    let rows = tx.query(ALL, &[])?;
    let mut latest = 0;
    let mut units = Vec::with_capacity(rows.len());
    for row in &rows {
        latest = latest.max(row.int("changed_at")?);
        units.push(cells(row)?);
    }
    Ok((units, latest))
}

fn cells(row: &Row) -> Result<[String; 10]> {
    let mut out: [String; 10] = Default::default();
    for (at, cell) in out.iter_mut().enumerate() {
        row.text(at)?.clone_into(cell);
    }
    Ok(out)
}
