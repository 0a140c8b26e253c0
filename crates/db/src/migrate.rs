//! The schema as an ordered list of steps kept in code and recorded in the database.
//!
//! One text serves both engines: it is written for SQLite, and a few words are
//! put differently for PostgreSQL (see [`for_postgres`]). A step that has been
//! released is never edited: its checksum is recorded and compared.

use crate::{Error, Result, Tx, vals};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// One step of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Unique in the program; steps run in this order. A new step takes the next free number.
    pub number: i64,
    /// What it makes.
    pub name: &'static str,
    /// Statements, each ended by `;`.
    pub sql: &'static str,
}

pub(crate) const TABLE: &str = "create table if not exists migrations (
  number bigint not null primary key, name text not null, checksum text not null, applied_at bigint not null
)";
const RECORDED: &str = "select number, name, checksum from migrations order by number";
const RECORD: &str = "insert into migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)";

/// A unit of work that may also change the schema.
pub(crate) trait SchemaTx: Tx {
    fn batch(&mut self, sql: &str) -> Result<()>;
    fn as_tx(&mut self) -> &mut dyn Tx;
}

/// Brings the schema up to date inside one unit of work; the table of steps exists.
pub(crate) fn migrate(tx: &mut dyn SchemaTx, steps: &[Migration], place: &str) -> Result<()> {
    for step in missing(tx.as_tx(), steps, place)? {
        tracing::debug!(step.number, step.name, "schema step");
        tx.batch(step.sql)?;
        tx.as_tx().exec(RECORD, vals![step.number, step.name, checksum(&step), now_ms()])?;
    }
    Ok(())
}

/// Whether nothing is to be done: asked first and only by reading, so that a database that cannot be written
/// at the moment can be opened and read. Where it cannot be told, the way that writes says why.
pub(crate) fn is_level(tx: &mut dyn Tx, steps: &[Migration], place: &str) -> bool {
    missing(tx, steps, place).is_ok_and(|steps| steps.is_empty())
}

/// The steps not recorded yet.
fn missing(tx: &mut dyn Tx, steps: &[Migration], place: &str) -> Result<Vec<Migration>> {
    let mut steps = ordered(steps)?;
    let known = steps.last().map_or(0, |s| s.number);
    let mut done = Vec::new();
    for row in tx.query(RECORDED, &[])? {
        let number = row.int("number")?;
        let Some(step) = steps.iter().find(|s| s.number == number) else {
            return Err(Error::Newer { place: place.to_owned(), database: number, program: known });
        };
        if row.text("checksum")? != checksum(step) {
            return Err(Error::Altered { place: place.to_owned(), number, name: step.name.to_owned() });
        }
        done.push(number);
    }
    steps.retain(|s| !done.contains(&s.number));
    Ok(steps)
}

fn ordered(steps: &[Migration]) -> Result<Vec<Migration>> {
    let mut steps = steps.to_vec();
    steps.sort_by_key(|s| s.number);
    match steps.windows(2).find(|pair| pair[0].number == pair[1].number) {
        Some(pair) => Err(Error::TwoSteps(pair[0].number)),
        None => Ok(steps),
    }
}

fn checksum(step: &Migration) -> String {
    Sha256::digest(step.sql.as_bytes()).iter().fold(String::new(), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}

fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}

/// The same schema text for PostgreSQL: text sorts by bytes as in SQLite, bytes
/// have their other name, `integer` (which makes a key the row's own place in
/// SQLite) is as wide as there, and there is no such thing as a hidden row id.
pub(crate) fn for_postgres(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 64);
    let mut word = String::new();
    for c in sql.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        match word.as_str() {
            "text" => out.push_str("text collate \"C\""),
            "blob" => out.push_str("bytea"),
            "integer" => out.push_str("bigint"),
            other => out.push_str(other),
        }
        word.clear();
        out.push(c);
    }
    out.replace(" without rowid", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_for_both_engines() {
        let sql = "create table a (id text not null, texts blob, n integer, primary key (id)) without rowid;";
        assert_eq!(
            for_postgres(sql).trim_end(),
            "create table a (id text collate \"C\" not null, texts bytea, n bigint, primary key (id));"
        );
    }

    #[test]
    fn two_steps_may_not_share_a_number() {
        let step = |number| Migration { number, name: "a", sql: "" };
        assert_eq!(ordered(&[step(2), step(1), step(2)]), Err(Error::TwoSteps(2)));
        assert_eq!(ordered(&[step(2), step(1)]).unwrap().iter().map(|s| s.number).collect::<Vec<_>>(), [1, 2]);
    }
}
