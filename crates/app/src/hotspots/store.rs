//! Where hot spots may be: matters that several cases name, and crowds.

use db::{Migration, Result, Row, Tx, vals};
use jiff::civil::Date;

/// The list of prolonged and complex matters an office keeps: entries are only added, the last one holds.
pub const MIGRATION: Migration = Migration {
    number: 57,
    name: "prolonged matters",
    sql: "
create table prolonged (
  matter text not null, at bigint not null, unit text not null, level text not null, households bigint,
  leader text not null, plan text not null, review_on text, how_ended text not null, note text not null,
  by_account text not null, primary key (matter, at)
) without rowid;
create index prolonged_unit on prolonged (unit, matter, at);
",
};

db::statements! {
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
    /// Matters named by several recent cases of a unit, the most named first.
    NAMED = "select l.number, count(*) as n from cases c join case_links l on l.case_id = c.id
  where c.unit = $1 and c.opened_on >= $2 and c.kind <> 'inspection' and l.word in ('matter', 'earlier', 'first')
  group by l.number order by n desc, l.number limit $3";
    /// Recent receptions of crowds at a unit, the last first.
    CROWDS = "select c.number from cases c join postings p on p.unit = c.unit and p.case_id = c.id
  where c.unit = $1 and c.opened_on >= $2 and c.kind = 'reception' and p.indicator = 'reception.crowd'
  group by c.number, c.opened_on having sum(p.quantity) > 0 order by c.opened_on desc, c.number limit $3";
    /// One more entry of the list.
    ADD = "insert into prolonged (matter, at, unit, level, households, leader, plan, review_on, how_ended, note, by_account)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// The last entry of each matter a unit lists.
    LISTED = "select p.matter, p.at, p.unit, p.level, p.households, p.leader, p.plan, p.review_on, p.how_ended, p.note
  from prolonged p where p.unit = $1
  and p.at = (select max(q.at) from prolonged q where q.matter = p.matter) order by p.how_ended, p.matter limit 500";
    /// Units that list matters.
    LISTING_UNITS = "select distinct unit from prolonged order by unit";
}

/// A matter on the list of prolonged and complex ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Number of the first case of the matter.
    pub matter: String,
    /// Unit that keeps it on its list.
    pub unit: String,
    /// At which level it is followed.
    pub level: String,
    /// Households concerned.
    pub households: Option<i64>,
    /// Lãnh đạo chịu trách nhiệm.
    pub leader: String,
    /// Plan it is reviewed under.
    pub plan: String,
    /// Next review.
    pub review_on: Option<Date>,
    /// How it ended; empty while it goes on.
    pub how_ended: String,
    /// Note.
    pub note: String,
}

/// Units that have cases, in order.
pub fn case_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(CASE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// Numbers of matters, and of receptions of crowds, worth a look at a unit.
pub fn candidates(tx: &mut dyn Tx, unit: &str, since: Date, limit: u32) -> Result<Vec<String>> {
    let number = |row: &Row| Ok(row.text("number")?.to_owned());
    let mut all: Vec<String> =
        tx.query(NAMED, vals![unit, since.to_string(), limit])?.iter().map(number).collect::<Result<_>>()?;
    let crowds = tx.query(CROWDS, vals![unit, since.to_string(), limit])?;
    all.extend(crowds.iter().map(number).collect::<Result<Vec<_>>>()?);
    Ok(all)
}

/// Adds an entry; what was said before stays beneath it.
pub fn add(tx: &mut dyn Tx, entry: &Entry, at_ms: i64, by: &str) -> Result<()> {
    tx.exec(
        ADD,
        vals![
            &entry.matter,
            at_ms,
            &entry.unit,
            &entry.level,
            entry.households,
            &entry.leader,
            &entry.plan,
            entry.review_on.map(|d| d.to_string()),
            &entry.how_ended,
            &entry.note,
            by
        ],
    )
    .map(|_| ())
}

/// The list of a unit.
pub fn listed(tx: &mut dyn Tx, unit: &str) -> Result<Vec<Entry>> {
    tx.query(LISTED, vals![unit])?.iter().map(entry).collect()
}

/// Units that list matters.
pub fn listing_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(LISTING_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

fn entry(row: &Row) -> Result<Entry> {
    let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
    Ok(Entry {
        matter: text("matter")?,
        unit: text("unit")?,
        level: text("level")?,
        households: row.opt_int("households")?,
        leader: text("leader")?,
        plan: text("plan")?,
        review_on: row.opt_text("review_on")?.and_then(|day| day.parse().ok()),
        how_ended: text("how_ended")?,
        note: text("note")?,
    })
}
