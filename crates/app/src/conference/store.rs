//! The logs of conferences, the codes of their points, and secret ballots while a poll is open.
//!
//! Events are only added. Ballots name neither voter nor time and are gone when their poll closes.

use casework::conference::Entry;
use db::{Migration, Result, Row, Tx, vals};

/// The tables of conferences. Keyed without row numbers, so that ballots lie in the order of their random ids.
pub const MIGRATION: Migration = Migration {
    number: 90,
    name: "conferences",
    sql: "
create table conferences (
  id bigint not null primary key, number text not null unique, unit text not null, on_day text not null,
  title text not null
) without rowid;
create table conference_events (
  conference bigint not null, seq bigint not null, at bigint not null, by_whom text not null, event text not null,
  primary key (conference, seq)
) without rowid;
create table conference_codes (
  conference bigint not null, unit text not null, code text not null, primary key (conference, unit)
) without rowid;
create table conference_ballots (
  conference bigint not null, poll bigint not null, id text not null, choice bigint not null,
  primary key (conference, poll, id)
) without rowid;
create table conference_beats (
  conference bigint not null, unit text not null, at bigint not null, primary key (conference, unit)
) without rowid;
",
};

db::statements! {
    /// A conference is called.
    ADD = "insert into conferences (id, number, unit, on_day, title) values ($1, $2, $3, $4, $5)";
    /// One by its number.
    BY_NUMBER = "select id, number, unit, on_day, title from conferences where number = $1";
    /// All, the last one first.
    LIST = "select id, number, unit, on_day, title from conferences order by on_day desc, id desc limit 200";
    /// How many a year has.
    OF_YEAR = "select count(*) as n from conferences where number >= $1 and number < $2";
    /// The last instant in any log.
    LAST_AT = "select max(at) as at from conference_events";
    /// What was written after a place.
    SINCE = "select seq, at, by_whom, event from conference_events where conference = $1 and seq > $2 order by seq";
    /// A log up to a place, as it was written.
    WRITTEN = "select seq, at, by_whom, event from conference_events where conference = $1 and seq <= $2 order by seq";
    /// The head of a log.
    HEAD = "select max(seq) as seq from conference_events where conference = $1";
    /// An event.
    WRITE = "insert into conference_events (conference, seq, at, by_whom, event) values ($1, $2, $3, $4, $5)";
    /// The code of a point.
    ADD_CODE = "insert into conference_codes (conference, unit, code) values ($1, $2, $3)";
    /// Another code in the place of the one before.
    RENEW_CODE = "update conference_codes set code = $3 where conference = $1 and unit = $2";
    /// Points with their codes.
    CODES = "select unit, code from conference_codes where conference = $1 order by unit";
    /// Points of every conference, for the filter of the list.
    POINTS = "select conference, unit from conference_codes";
    /// A ballot.
    ADD_BALLOT = "insert into conference_ballots (conference, poll, id, choice) values ($1, $2, $3, $4)";
    /// The ballots of a poll.
    BALLOTS = "select id, choice from conference_ballots where conference = $1 and poll = $2 order by id";
    /// They are counted and gone.
    CLEAR_BALLOTS = "delete from conference_ballots where conference = $1 and poll = $2";
    /// A point's line stands.
    BEAT = "insert into conference_beats (conference, unit, at) values ($1, $2, $3)
  on conflict (conference, unit) do update set at = excluded.at";
    /// Whose line stood when, for processes that share a database.
    BEATS = "select unit, at from conference_beats where conference = $1";
}

/// A conference in the list.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its id.
    pub id: i64,
    /// Its number, as `2023-1`.
    pub number: String,
    /// Who organises it.
    pub unit: String,
    /// The day.
    pub on: String,
    /// Its title.
    pub title: String,
}

fn head(row: &Row) -> Result<Head> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    Ok(Head {
        id: row.int("id")?,
        number: text("number")?,
        unit: text("unit")?,
        on: text("on_day")?,
        title: text("title")?,
    })
}

/// Adds a conference.
pub fn add(tx: &mut dyn Tx, new: &Head) -> Result<()> {
    tx.exec(ADD, vals![new.id, &new.number, &new.unit, &new.on, &new.title]).map(|_| ())
}

/// One by its number.
pub fn by_number(tx: &mut dyn Tx, number: &str) -> Result<Option<Head>> {
    tx.query_opt(BY_NUMBER, vals![number])?.as_ref().map(head).transpose()
}

/// All of them.
pub fn list(tx: &mut dyn Tx) -> Result<Vec<Head>> {
    tx.query(LIST, &[])?.iter().map(head).collect()
}

/// How many a year has.
pub fn of_year(tx: &mut dyn Tx, year: i16) -> Result<i64> {
    tx.query_one(OF_YEAR, vals![format!("{year}-"), format!("{year}.")])?.int("n")
}

/// The last instant in any log; 0 before the first.
pub fn last_at(tx: &mut dyn Tx) -> Result<i64> {
    Ok(tx.query_one(LAST_AT, &[])?.int("at").unwrap_or(0))
}

/// What was written after a place. An event that a newer program wrote is passed over.
pub fn since(tx: &mut dyn Tx, id: i64, seq: i64) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for row in tx.query(SINCE, vals![id, seq])? {
        if let Ok(event) = serde_json::from_str(row.text("event")?) {
            let by = row.text("by_whom")?.to_owned();
            entries.push(Entry { seq: row.int("seq")?, at_ms: row.int("at")?, by, event });
        }
    }
    Ok(entries)
}

/// Every event up to a place, letter by letter as it was written: what a signature is held to must
/// not change when a newer program reads an old event in another shape.
pub fn written(tx: &mut dyn Tx, id: i64, until: i64) -> Result<Vec<String>> {
    let line = |row: &Row| {
        let (seq, at) = (row.int("seq")?, row.int("at")?);
        Ok(format!("{seq} {at} {} {}", row.text("by_whom")?, row.text("event")?))
    };
    tx.query(WRITTEN, vals![id, until])?.iter().map(line).collect()
}

/// The head of a log.
pub fn log_head(tx: &mut dyn Tx, id: i64) -> Result<i64> {
    Ok(tx.query_one(HEAD, vals![id])?.int("seq").unwrap_or(0))
}

/// Writes an event; a conflict says somebody was faster.
pub fn write(tx: &mut dyn Tx, id: i64, entry: &Entry) -> Result<()> {
    let text = serde_json::to_string(&entry.event).unwrap_or_default();
    tx.exec(WRITE, vals![id, entry.seq, entry.at_ms, &entry.by, text]).map(|_| ())
}

/// Gives a point its code.
pub fn add_code(tx: &mut dyn Tx, id: i64, unit: &str, code: &str) -> Result<()> {
    tx.exec(ADD_CODE, vals![id, unit, code]).map(|_| ())
}

/// Gives a point another code; the one before opens nothing any more.
pub fn renew_code(tx: &mut dyn Tx, id: i64, unit: &str, code: &str) -> Result<()> {
    tx.exec(RENEW_CODE, vals![id, unit, code]).map(|_| ())
}

/// Points with their codes.
pub fn codes(tx: &mut dyn Tx, id: i64) -> Result<Vec<(String, String)>> {
    let pair = |row: &Row| Ok((row.text("unit")?.to_owned(), row.text("code")?.to_owned()));
    tx.query(CODES, vals![id])?.iter().map(pair).collect()
}

/// Points of every conference.
pub fn points(tx: &mut dyn Tx) -> Result<Vec<(i64, String)>> {
    tx.query(POINTS, &[])?.iter().map(|row| Ok((row.int("conference")?, row.text("unit")?.to_owned()))).collect()
}

/// Puts a ballot among the others, all of them written anew in the order of their random ids:
/// which one came last is not to be seen from how they lie.
pub fn add_ballot(tx: &mut dyn Tx, id: i64, poll: i64, ballot: &str, choice: i64) -> Result<()> {
    let mut all = ballots(tx, id, poll)?;
    all.push((ballot.to_owned(), choice));
    all.sort();
    clear_ballots(tx, id, poll)?;
    for (ballot, choice) in all {
        tx.exec(ADD_BALLOT, vals![id, poll, ballot, choice])?;
    }
    Ok(())
}

/// The ballots of a poll.
pub fn ballots(tx: &mut dyn Tx, id: i64, poll: i64) -> Result<Vec<(String, i64)>> {
    let pair = |row: &Row| Ok((row.text("id")?.to_owned(), row.int("choice")?));
    tx.query(BALLOTS, vals![id, poll])?.iter().map(pair).collect()
}

/// The ballots are counted and gone.
pub fn clear_ballots(tx: &mut dyn Tx, id: i64, poll: i64) -> Result<()> {
    tx.exec(CLEAR_BALLOTS, vals![id, poll]).map(|_| ())
}

/// A point's line stands.
pub fn beat(tx: &mut dyn Tx, id: i64, unit: &str, at: i64) -> Result<()> {
    tx.exec(BEAT, vals![id, unit, at]).map(|_| ())
}

/// Whose line stood when.
pub fn beats(tx: &mut dyn Tx, id: i64) -> Result<Vec<(String, i64)>> {
    tx.query(BEATS, vals![id])?.iter().map(|row| Ok((row.text("unit")?.to_owned(), row.int("at")?))).collect()
}
