//! What was imported, so that the same file twice changes nothing.

use casework::imports::Imported;
use db::{Migration, Result, Tx, vals};

/// The tables of imports.
pub const MIGRATION: Migration = Migration {
    number: 40,
    name: "imports",
    sql: "
create table imports (
  id bigint not null primary key, profile text not null, unit text not null, file text not null, hash text not null,
  started_at bigint not null, started_by text not null, finished_at bigint, created bigint not null,
  updated bigint not null, unchanged bigint not null, rejected bigint not null
) without rowid;
create table imported_cases (
  number text not null primary key, import_id bigint not null, acts text not null, last_seq bigint not null
) without rowid;
",
};

db::statements! {
    /// An import begins.
    BEGIN = "insert into imports (id, profile, unit, file, hash, started_at, started_by, finished_at, created, updated,
      unchanged, rejected) values ($1, $2, $3, $4, $5, $6, $7, null, 0, 0, 0, 0)";
    /// An import has come to its end.
    FINISH = "update imports set finished_at = $2, created = $3, updated = $4, unchanged = $5, rejected = $6
      where id = $1";
    /// What an import left behind for a case.
    IMPORTED = "select acts, last_seq from imported_cases where number = $1";
    /// What this import leaves behind for a case.
    PUT_IMPORTED = "insert into imported_cases (number, import_id, acts, last_seq) values ($1, $2, $3, $4)
      on conflict (number) do update set import_id = excluded.import_id, acts = excluded.acts,
        last_seq = excluded.last_seq";
    /// Imports, the last one first.
    LATEST = "select id, profile, unit, file, hash, started_at, started_by, finished_at, created, updated, unchanged,
      rejected from imports order by id desc limit $1";
}

/// An import as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Made once, sortable by time.
    pub id: i64,
    /// Name of the profile.
    pub profile: String,
    /// The unit it was for.
    pub unit: String,
    /// Name of the file.
    pub file: String,
    /// Hash of its bytes.
    pub hash: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Account or `cli`.
    pub by: String,
}

/// Notes that an import begins.
pub fn begin(tx: &mut dyn Tx, begun: &Begun) -> Result<u64> {
    tx.exec(BEGIN, vals![begun.id, &begun.profile, &begun.unit, &begun.file, &begun.hash, begun.at, &begun.by])
}

/// Notes that it has come to its end; one without an end was cut off and may be run again.
pub fn finish(tx: &mut dyn Tx, id: i64, at: i64, counts: [i64; 4]) -> Result<u64> {
    let [created, updated, unchanged, rejected] = counts;
    tx.exec(FINISH, vals![id, at, created, updated, unchanged, rejected])
}

/// What an earlier import left behind for a case.
pub fn imported(tx: &mut dyn Tx, number: &str) -> Result<Option<Imported>> {
    let Some(row) = tx.query_opt(IMPORTED, vals![number])? else { return Ok(None) };
    let acts = row.text("acts")?.split_whitespace().map(str::to_owned).collect();
    Ok(Some(Imported { acts, last_seq: row.count("last_seq")? }))
}

/// What this import leaves behind for a case: the fingerprints of its acts, in order.
pub fn put_imported(tx: &mut dyn Tx, import: i64, number: &str, acts: &[&str], last_seq: u32) -> Result<u64> {
    tx.exec(PUT_IMPORTED, vals![number, import, acts.join(" "), last_seq])
}

/// The last imports: what was begun, whether it came to its end, and its counts.
pub fn latest(tx: &mut dyn Tx, limit: u32) -> Result<Vec<(Begun, bool, [i64; 4])>> {
    let read = |row: &db::Row| {
        let text = |column: &str| row.text(column).map(str::to_owned);
        let begun = Begun {
            id: row.int("id")?,
            profile: text("profile")?,
            unit: text("unit")?,
            file: text("file")?,
            hash: text("hash")?,
            at: row.int("started_at")?,
            by: text("started_by")?,
        };
        let counts = [row.int("created")?, row.int("updated")?, row.int("unchanged")?, row.int("rejected")?];
        Ok((begun, row.opt_int("finished_at")?.is_some(), counts))
    };
    tx.query(LATEST, vals![limit])?.iter().map(read).collect()
}
