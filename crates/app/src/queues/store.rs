//! How many cases wait where: read off an index over open cases alone.

use db::{Migration, Result, Row, Tx, vals};
use jiff::civil::Date;

/// Open cases by what they wait for.
pub const MIGRATION: Migration = Migration {
    number: 56,
    name: "queues",
    sql: "
create index cases_waiting on cases (unit, kind, standing, manner) where closed = 0;
",
};

db::statements! {
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
    /// Open cases of a unit.
    WAITING = "select unit, kind, standing, manner, count(*) as n from cases where closed = 0 and unit = $1
  group by unit, kind, standing, manner";
    /// Open cases of every unit.
    WAITING_ALL = "select unit, kind, standing, manner, count(*) as n from cases where closed = 0
  group by unit, kind, standing, manner";
    /// Cases of a unit with something past due.
    LATE = "select unit, kind, count(*) as n from cases where unit = $1 and next_due_on is not null
  and next_due_on < $2 group by unit, kind";
    /// Cases of every unit with something past due.
    LATE_ALL = "select unit, kind, count(*) as n from cases where next_due_on is not null and next_due_on < $1
  group by unit, kind";
}

/// So many cases of a unit in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heap {
    /// Code of the unit.
    pub unit: String,
    /// Word of the kind.
    pub kind: String,
    /// Word of where they stand; empty for those past due.
    pub standing: String,
    /// Word of the manner; empty for those past due.
    pub manner: String,
    /// How many.
    pub n: i64,
}

/// Units that have cases, in order.
pub fn case_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(CASE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// Open cases by where they stand, of one unit or of all.
pub fn waiting(tx: &mut dyn Tx, unit: Option<&str>) -> Result<Vec<Heap>> {
    let rows = match unit {
        Some(unit) => tx.query(WAITING, vals![unit])?,
        None => tx.query(WAITING_ALL, &[])?,
    };
    let read = |row: &Row| {
        let standing = row.text("standing")?.to_owned();
        Ok(Heap { standing, manner: row.text("manner")?.to_owned(), ..heap(row)? })
    };
    rows.iter().map(read).collect()
}

/// Cases with something past due on a day, of one unit or of all.
pub fn late(tx: &mut dyn Tx, unit: Option<&str>, today: Date) -> Result<Vec<Heap>> {
    let rows = match unit {
        Some(unit) => tx.query(LATE, vals![unit, today.to_string()])?,
        None => tx.query(LATE_ALL, vals![today.to_string()])?,
    };
    rows.iter().map(heap).collect()
}

fn heap(row: &Row) -> Result<Heap> {
    Ok(Heap {
        unit: row.text("unit")?.to_owned(),
        kind: row.text("kind")?.to_owned(),
        standing: String::new(),
        manner: String::new(),
        n: row.int("n")?,
    })
}
