//! The journal's tables and statements.

use super::chain::Hash;
use super::{Head, Last, Line};
use casework::fields::UnitCode;
use db::{Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The tables every kind of case is kept in.
///
/// Keys begin with what rows are read by, and there are few further indexes:
/// each one costs a random page for every act that is recorded.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 10,
        name: "journal",
        sql: "
create table cases (
  id integer not null primary key, kind text not null, number text not null, unit text not null, agency text not null,
  regime text not null, title text not null, class text not null, manner text not null, field text not null,
  opened_on text not null, standing text not null, closed bigint not null, next_due_on text, paused bigint not null,
  folded text not null, last_seq bigint not null, head_hash blob not null
);
create unique index cases_number on cases (number);
create index cases_unit on cases (unit, opened_on, id);
create index cases_opened on cases (opened_on, id, unit);
create index cases_due on cases (unit, next_due_on, id) where next_due_on is not null;
create index cases_paused on cases (unit, id) where paused = 1;
create table case_units (unit text not null primary key) without rowid;
create table acts (
  case_id bigint not null references cases (id), seq bigint not null, kind text not null, on_day text not null,
  by_role text not null, number text not null, signer text not null, facts text not null, grounds text not null,
  recorded_at bigint not null, recorded_by text not null, prev_hash blob not null, hash blob not null,
  primary key (case_id, seq)
) without rowid;
create table journal (
  position bigint not null primary key, case_id bigint not null, seq bigint not null
) without rowid;
create table journal_pending (
  case_id bigint not null, seq bigint not null, primary key (case_id, seq)
) without rowid;
create table journal_head (id bigint not null primary key, position bigint not null) without rowid;
insert into journal_head (id, position) values (1, 0);
create table postings (
  unit text not null, case_id bigint not null, seq bigint not null, line bigint not null, indicator text not null,
  day text not null, class text not null, manner text not null, field text not null, item text not null,
  quantity bigint not null, about bigint not null,
  primary key (unit, case_id, seq, line)
) without rowid;
create table deadlines (
  case_id bigint not null references cases (id), rule text not null, opened_by bigint not null,
  opened_on text not null, due_on text not null, met_by bigint, met_on text, paused_since text, lapsed text,
  binds text not null,
  primary key (case_id, rule, opened_by)
) without rowid;
",
    },
    Migration {
        number: 13,
        name: "case links",
        sql: "
create table case_links (
  case_id bigint not null references cases (id), word text not null, number text not null,
  primary key (case_id, word)
) without rowid;
create index case_links_number on case_links (number, word, case_id);
",
    },
];

db::statements! {
    /// The head of a case by its number.
    HEAD = "select id, kind, number, unit, agency, regime, last_seq, head_hash from cases where number = $1";
    /// Heads in the order of their numbers, after one.
    HEADS_AFTER = "select id, kind, number, unit, agency, regime, last_seq, head_hash from cases
        where number > $1 order by number limit $2";
    /// How many cases there are.
    COUNT_CASES = "select count(*) as n from cases";
    /// A new case.
    INSERT_CASE = "insert into cases (id, kind, number, unit, agency, regime, title, class, manner, field, opened_on,
        standing, closed, next_due_on, paused, folded, last_seq, head_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)";
    /// A unit that has a case.
    INSERT_UNIT = "insert into case_units (unit) values ($1) on conflict (unit) do nothing";
    /// A case moves on by one act.
    ADVANCE_CASE = "update cases set title = $3, class = $4, manner = $5, field = $6, opened_on = $7, standing = $8,
        closed = $9, next_due_on = $10, paused = $11, folded = $12, last_seq = $2, head_hash = $13
        where id = $1 and last_seq = $2 - 1";
    /// What lists show of a case, put right.
    REPAIR_CASE = "update cases set title = $2, class = $3, manner = $4, field = $5, opened_on = $6, standing = $7,
        closed = $8, next_due_on = $9, paused = $10, folded = $11 where id = $1";
    /// What lists show of a case.
    SHOWN = "select title, class, manner, field, opened_on, standing, closed, next_due_on, paused, folded
        from cases where id = $1";
    /// Another case that this one hangs together with.
    PUT_LINK = "insert into case_links (case_id, word, number) values ($1, $2, $3)
        on conflict (case_id, word) do update set number = excluded.number";
    /// What a case hangs together with, before it is written anew.
    DROP_LINKS = "delete from case_links where case_id = $1";
    /// What a case hangs together with.
    LINKS = "select word, number from case_links where case_id = $1 order by word";
    /// Cases that hang together with the one of this number, by relation.
    LINKED_TO = "select l.word, c.number, c.kind, c.unit, c.title, c.standing, c.opened_on from case_links l
        join cases c on c.id = l.case_id where l.number = $1 order by c.opened_on, c.number, l.word";
    /// A new act.
    INSERT_ACT = "insert into acts (case_id, seq, kind, on_day, by_role, number, signer, facts, grounds, recorded_at,
        recorded_by, prev_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    /// The acts of a case in order.
    ACTS = "select seq, kind, on_day, by_role, number, signer, facts, grounds, recorded_at, recorded_by, prev_hash,
        hash from acts where case_id = $1 order by seq";
    /// The next position, where units of work commit one after the other.
    NUMBER_NOW = "insert into journal (position, case_id, seq)
        select coalesce(max(position), 0) + 1, $1, $2 from journal";
    /// An act that gets its position later.
    LEAVE_PENDING = "insert into journal_pending (case_id, seq) values ($1, $2)";
    /// Whether any act waits for its position.
    IS_PENDING = "select count(*) as n from (select 1 as one from journal_pending limit 1) as p";
    /// Only one may number at a time.
    LOCK_HEAD = "update journal_head set position = position where id = 1";
    /// The last position given by numbering.
    HEAD_POSITION = "select position from journal_head where id = 1";
    /// Acts that wait for their position.
    PENDING = "select case_id, seq from journal_pending order by case_id, seq limit 2000";
    /// A position.
    INSERT_POSITION = "insert into journal (position, case_id, seq) values ($1, $2, $3)";
    /// An act has its position now.
    DELETE_PENDING = "delete from journal_pending where case_id = $1 and seq = $2";
    /// The last position given by numbering moves on.
    ADVANCE_HEAD = "update journal_head set position = $1 where id = 1";
    /// Acts from a position on, with the units of their cases, and how often lists were put right.
    MOVED = "select j.position, j.seq, c.unit, (select h.position from journal_head h where h.id = 2) as repairs
        from journal j join cases c on c.id = j.case_id where j.position >= $1 order by j.position limit $2";
    /// Units with acts that wait for their position.
    WAITING_UNITS = "select distinct c.unit from journal_pending p join cases c on c.id = p.case_id";
    /// How often lists were put right.
    REPAIRS = "select coalesce(max(position), 0) as n from journal_head where id = 2";
    /// Lists were put right once more.
    REPAIRED = "insert into journal_head (id, position) values (2, 1)
        on conflict (id) do update set position = journal_head.position + 1";
    /// The last position.
    AS_OF = "select coalesce(max(position), 0) as n from journal";
    /// Positions in order, after one.
    POSITIONS_AFTER = "select position, case_id, seq from journal where position > $1 order by position limit $2";
    /// A posting.
    INSERT_POSTING = "insert into postings (unit, case_id, seq, line, indicator, day, class, manner, field, item,
        quantity, about) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// The postings of a case.
    POSTINGS = "select seq, line, indicator, day, class, manner, field, item, quantity, about from postings
        where unit = $1 and case_id = $2 order by seq, line";
    /// How many rows there are of what belongs to cases.
    TOTALS = "select (select count(*) from acts) as acts, (select count(*) from deadlines) as deadlines,
        (select count(*) from postings) as postings, (select count(*) from journal) as positions";
    /// The deadlines of a case.
    DEADLINES = "select rule, opened_by, opened_on, due_on, met_by, met_on, paused_since, lapsed, binds
        from deadlines where case_id = $1 order by rule, opened_by";
    /// A deadline as it stands now.
    PUT_DEADLINE = "insert into deadlines (case_id, rule, opened_by, opened_on, due_on, met_by, met_on, paused_since,
        lapsed, binds) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (case_id, rule, opened_by) do update set opened_on = excluded.opened_on, due_on = excluded.due_on,
        met_by = excluded.met_by, met_on = excluded.met_on, paused_since = excluded.paused_since,
        lapsed = excluded.lapsed, binds = excluded.binds";
    /// A deadline that is not there any more.
    DROP_DEADLINE = "delete from deadlines where case_id = $1 and rule = $2 and opened_by = $3";
}

/// The head of a case and how far it has come.
pub fn head(tx: &mut dyn Tx, number: &str) -> Result<Option<(Head, Last)>> {
    tx.query_opt(HEAD, vals![number])?.map(|row| read_head(&row)).transpose()
}

/// Heads in the order of their numbers, at most `limit` after `number`.
pub fn heads_after(tx: &mut dyn Tx, number: &str, limit: u32) -> Result<Vec<(Head, Last)>> {
    tx.query(HEADS_AFTER, vals![number, limit])?.iter().map(read_head).collect()
}

/// How many cases there are.
pub fn count_cases(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_one(COUNT_CASES, &[])?.int("n")
}

fn read_head(row: &Row) -> Result<(Head, Last)> {
    let head = Head {
        id: row.int("id")?,
        kind: row.text("kind")?.to_owned(),
        number: row.text("number")?.to_owned(),
        unit: UnitCode(row.text("unit")?.to_owned()),
        agency: row.text("agency")?.to_owned(),
        regime: row.text("regime")?.to_owned(),
    };
    Ok((head, Last { seq: row.count("last_seq")?, hash: hash(row, "head_hash")? }))
}

fn hash(row: &Row, column: &str) -> Result<Hash> {
    let bytes = row.blob(column)?;
    bytes.try_into().map_err(|_| db::Error::Column {
        column: column.to_owned(),
        expected: "32 bytes",
        found: "another length",
    })
}

/// A day as it is stored.
pub(crate) fn day(row: &Row, column: &str) -> Result<Date> {
    row.text(column)?.parse().map_err(|_| db::Error::Column {
        column: column.to_owned(),
        expected: "a day as 2023-07-14",
        found: "other text",
    })
}

/// An act with its links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The act.
    pub line: Line,
    /// Hash of the act before it.
    pub prev: Vec<u8>,
    /// Its own hash.
    pub hash: Vec<u8>,
}

/// The acts of a case in order, with their links.
pub fn linked(tx: &mut dyn Tx, case: i64) -> Result<Vec<Linked>> {
    let read = |row: &Row| {
        let line = Line {
            seq: row.count("seq")?,
            kind: row.text("kind")?.to_owned(),
            on: day(row, "on_day")?,
            by: row.text("by_role")?.to_owned(),
            number: row.text("number")?.to_owned(),
            signer: row.text("signer")?.to_owned(),
            facts: row.text("facts")?.to_owned(),
            grounds: row.text("grounds")?.to_owned(),
            recorded_at: row.int("recorded_at")?,
            recorded_by: row.text("recorded_by")?.to_owned(),
        };
        Ok(Linked { line, prev: row.blob("prev_hash")?.to_vec(), hash: row.blob("hash")?.to_vec() })
    };
    tx.query(ACTS, vals![case])?.iter().map(read).collect()
}

/// The acts of a case in order.
pub fn lines(tx: &mut dyn Tx, case: i64) -> Result<Vec<Line>> {
    Ok(linked(tx, case)?.into_iter().map(|act| act.line).collect())
}

/// The last position of the journal: a figure as of it never changes.
pub fn as_of(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_one(AS_OF, &[])?.int("n")
}

/// What lists have to know of an act: which unit it moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// Unit of the case.
    pub unit: String,
    /// Position of the act.
    pub position: i64,
    /// Place of the act in its case.
    pub seq: u32,
}

/// What was recorded since a position that was seen before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// These acts, in order, and how often lists were put right without an act.
    On {
        /// How often so far.
        repairs: i64,
        /// The acts after the position.
        acts: Vec<Moving>,
    },
    /// This unit of work began before that position was given.
    Before,
    /// More than is worth following.
    Much,
}

/// The units that acts after a position have moved.
pub fn moved(tx: &mut dyn Tx, since: i64) -> Result<Moved> {
    const MOST: i64 = 2_000;
    let rows = tx.query(MOVED, vals![since, MOST])?;
    if rows.len() as i64 == MOST {
        return Ok(Moved::Much);
    }
    let mut repairs = 0;
    let mut acts = Vec::with_capacity(rows.len());
    for row in &rows {
        repairs = row.opt_int("repairs")?.unwrap_or(0);
        let unit = row.text("unit")?.to_owned();
        acts.push(Moving { unit, position: row.int("position")?, seq: row.count("seq")? });
    }
    let sees = since == 0 || acts.first().is_some_and(|act| act.position == since);
    acts.retain(|act| act.position > since);
    Ok(if sees { Moved::On { repairs, acts } } else { Moved::Before })
}

/// Units with acts that are committed and have no position yet.
pub fn waiting_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    if tx.commits_in_order() {
        return Ok(Vec::new());
    }
    tx.query(WAITING_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// The last position, and how often lists were put right without an act.
pub fn end(tx: &mut dyn Tx) -> Result<(i64, i64)> {
    Ok((as_of(tx)?, tx.query_one(REPAIRS, &[])?.int("n")?))
}

pub(super) fn is_pending(tx: &mut dyn Tx) -> Result<bool> {
    Ok(tx.query_one(IS_PENDING, &[])?.int("n")? > 0)
}

/// Gives positions to acts that are committed: only one may do so at a time,
/// and its positions are above all that were ever seen.
pub(super) fn number_pending(tx: &mut dyn Tx) -> Result<()> {
    tx.exec(LOCK_HEAD, &[])?;
    let mut position = tx.query_one(HEAD_POSITION, &[])?.int("position")?;
    let mut given = Vec::new();
    let mut done = Vec::new();
    for row in tx.query(PENDING, &[])? {
        position += 1;
        let (case, seq) = (row.int("case_id")?, row.int("seq")?);
        given.push(vec![position.into(), case.into(), seq.into()]);
        done.push(vec![Val::Int(case), Val::Int(seq)]);
    }
    tx.exec_many(INSERT_POSITION, &given)?;
    tx.exec_many(DELETE_PENDING, &done)?;
    tx.exec(ADVANCE_HEAD, vals![position])?;
    Ok(())
}

/// What lists show of a case, by column.
pub(crate) fn shown(tx: &mut dyn Tx, case: i64) -> Result<Vec<(&'static str, Val)>> {
    const COLUMNS: [&str; 10] =
        ["title", "class", "manner", "field", "opened_on", "standing", "closed", "next_due_on", "paused", "folded"];
    let row = tx.query_one(SHOWN, vals![case])?;
    Ok(COLUMNS.into_iter().zip(row.vals().iter().cloned()).collect())
}

/// What a case hangs together with: relation and number, in the order of the relations.
pub fn links(tx: &mut dyn Tx, case: i64) -> Result<Vec<(String, String)>> {
    let read = |row: &Row| Ok((row.text("word")?.to_owned(), row.text("number")?.to_owned()));
    tx.query(LINKS, vals![case])?.iter().map(read).collect()
}

/// A case that hangs together with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relative {
    /// How: `matter`, `from`, `first`, `earlier`.
    pub word: String,
    /// Its number.
    pub number: String,
    /// Word of its kind.
    pub kind: String,
    /// Code of the unit that keeps it.
    pub unit: String,
    /// Về việc.
    pub title: String,
    /// Word of where it stands.
    pub standing: String,
    /// Day of its first act.
    pub opened_on: Date,
}

/// The cases that say they hang together with the one of this number, oldest first.
pub fn linked_to(tx: &mut dyn Tx, number: &str) -> Result<Vec<Relative>> {
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        Ok(Relative {
            word: text("word")?,
            number: text("number")?,
            kind: text("kind")?,
            unit: text("unit")?,
            title: text("title")?,
            standing: text("standing")?,
            opened_on: day(row, "opened_on")?,
        })
    };
    tx.query(LINKED_TO, vals![number])?.iter().map(read).collect()
}

/// The postings kept of a case, by act and line.
pub(crate) fn posting_rows(tx: &mut dyn Tx, unit: &str, case: i64) -> Result<BTreeMap<(i64, i64), Vec<Val>>> {
    let read = |row: &Row| Ok(((row.int("seq")?, row.int("line")?), row.vals()[2..].to_vec()));
    tx.query(POSTINGS, vals![unit, case])?.iter().map(read).collect()
}

/// Rows of acts, deadlines, postings and positions in the whole database.
pub(crate) fn totals(tx: &mut dyn Tx) -> Result<[i64; 4]> {
    let row = tx.query_one(TOTALS, &[])?;
    Ok([row.int("acts")?, row.int("deadlines")?, row.int("postings")?, row.int("positions")?])
}
