//! Folded names of people in the open, kept so that the first letters find them.

use super::Found;
use db::{Migration, Result, Row, Tx, Val, vals};

/// Names by unit, and by name alone for who sees every unit.
///
/// A row for each word a name can be begun at: `nguyen thi lan`, `thi lan`, `lan`.
pub const MIGRATION: Migration = Migration {
    number: 55,
    name: "people",
    sql: "
create table people (
  unit text not null, name text not null, case_id bigint not null, item text not null, place text not null,
  primary key (unit, name, case_id, item)
) without rowid;
create index people_name on people (name, case_id, item);
",
};

const COLUMNS: &str = "p.name, p.case_id, p.item, c.number, c.kind, c.title, c.unit, c.opened_on, c.standing, s.plain
  from people p join cases c on c.id = p.case_id join persons s on s.case_id = p.case_id and s.item = p.item";

db::statements! {
    /// A name of somebody in the open; the unit is the case's.
    PUT = "insert into people (unit, name, case_id, item, place) select c.unit, $2, c.id, $3, $4 from cases c
  where c.id = $1 on conflict (unit, name, case_id, item) do nothing";
    /// A name that is sealed from now on.
    DROP = "delete from people where unit = (select c.unit from cases c where c.id = $1) and name = $2
  and case_id = $1 and item = $3";
    /// Every name, before they are written anew.
    DROP_ALL = "delete from people";
    /// People in the open with the unit of their case, in the order of their envelopes, after one.
    OPEN_AFTER = "select c.unit, p.case_id, p.item, p.plain from persons p join cases c on c.id = p.case_id
  where p.plain is not null and (p.case_id, p.item) > ($1, $2) order by p.case_id, p.item limit $3";
    /// Names in order, after one.
    NAMES_AFTER = "select unit, name, case_id, item, place from people
  where (unit, name, case_id, item) > ($1, $2, $3, $4) order by unit, name, case_id, item limit $5";
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
}

/// Names of one unit that begin with a text, in order.
const OF_UNIT: &str = "where p.unit = $1 and p.name >= $2 and p.name < $3 and ($4 = '' or p.place like $4 escape '\\')
  and s.plain is not null order by p.name, p.case_id, p.item limit $5";
/// Names of all units that begin with a text, in order, after one.
const OF_ALL: &str = "where p.name >= $1 and p.name < $2 and ($3 = '' or p.place like $3 escape '\\')
  and s.plain is not null and (p.name, p.case_id, p.item) > ($4, $5, $6)
  order by p.name, p.case_id, p.item limit $7";

static TEXTS: std::sync::LazyLock<[String; 2]> =
    std::sync::LazyLock::new(|| [OF_UNIT, OF_ALL].map(|tail| format!("select {COLUMNS} {tail}")));

/// Every statement of this store.
pub fn statements() -> Vec<db::Sql> {
    let mut all = STATEMENTS.to_vec();
    all.extend(["OF_UNIT", "OF_ALL"].iter().zip(TEXTS.iter()).map(|(name, text)| db::Sql { name, text }));
    all
}

/// Keeps the names of a person under which they are looked for.
pub fn put(tx: &mut dyn Tx, case: i64, item: &str, names: &[String], place: &str) -> Result<()> {
    let rows: Vec<Vec<Val>> = names.iter().map(|name| vals![case, name, item, place].into()).collect();
    tx.exec_many(PUT, &rows).map(|_| ())
}

/// Takes them away.
pub fn drop(tx: &mut dyn Tx, case: i64, item: &str, names: &[String]) -> Result<()> {
    let rows: Vec<Vec<Val>> = names.iter().map(|name| vals![case, name, item].into()).collect();
    tx.exec_many(DROP, &rows).map(|_| ())
}

/// Takes every name away.
pub fn drop_all(tx: &mut dyn Tx) -> Result<()> {
    tx.exec(DROP_ALL, &[]).map(|_| ())
}

/// An envelope that is kept in the open.
pub struct Open {
    /// Code of the unit of its case.
    pub unit: String,
    /// Id of the case.
    pub case: i64,
    /// Its name.
    pub item: String,
    /// Its words.
    pub words: String,
}

/// Open envelopes after one.
pub fn open_after(tx: &mut dyn Tx, case: i64, item: &str, limit: u32) -> Result<Vec<Open>> {
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        Ok(Open { unit: text("unit")?, case: row.int("case_id")?, item: text("item")?, words: text("plain")? })
    };
    tx.query(OPEN_AFTER, vals![case, item, limit])?.iter().map(read).collect()
}

/// A kept name: unit, name, case, item, place.
pub type Name = (String, String, i64, String, String);

/// Kept names after one.
pub fn names_after(tx: &mut dyn Tx, after: &Name, limit: u32) -> Result<Vec<Name>> {
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        Ok((text("unit")?, text("name")?, row.int("case_id")?, text("item")?, text("place")?))
    };
    tx.query(NAMES_AFTER, vals![&after.0, &after.1, after.2, &after.3, limit])?.iter().map(read).collect()
}

/// Units that have cases, in order.
pub fn case_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(CASE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// What a name is looked for by: from, up to, and the place as a pattern.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Folded beginning.
    pub from: String,
    /// The first text after all that begin so.
    pub until: String,
    /// Pattern of the place; empty: any.
    pub place: String,
}

/// People of one unit.
pub fn of_unit(tx: &mut dyn Tx, unit: &str, wanted: &Wanted, limit: u32) -> Result<Vec<Found>> {
    let args = vals![unit, &wanted.from, &wanted.until, &wanted.place, limit];
    tx.query(&TEXTS[0], args)?.iter().map(found).collect()
}

/// People of all units, after a row.
pub fn of_all(tx: &mut dyn Tx, wanted: &Wanted, after: &(String, i64, String), limit: u32) -> Result<Vec<Found>> {
    let args = vals![&wanted.from, &wanted.until, &wanted.place, &after.0, after.1, &after.2, limit];
    tx.query(&TEXTS[1], args)?.iter().map(found).collect()
}

fn found(row: &Row) -> Result<Found> {
    let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
    Ok(Found {
        key: text("name")?,
        case: row.int("case_id")?,
        item: text("item")?,
        number: text("number")?,
        kind: text("kind")?,
        title: text("title")?,
        unit: text("unit")?,
        opened_on: crate::journal::store::day(row, "opened_on")?,
        standing: text("standing")?,
        person: crate::vault::open_person(row.text("plain")?).unwrap_or_default(),
    })
}
