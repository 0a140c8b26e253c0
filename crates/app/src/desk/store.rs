//! The day's receptions of a unit, with what each posted.

use db::{Result, Row, Tx, vals};
use jiff::civil::Date;

db::statements! {
    /// Receptions of a day, last recorded first; the first act tells who presided.
    OF_DAY = "select c.id, c.number, c.title, c.class, c.manner, c.standing, a.recorded_at, a.recorded_by, a.facts
  from cases c join acts a on a.case_id = c.id and a.seq = 1
  where c.unit = $1 and c.opened_on = $2 and c.kind = 'reception' order by c.id desc limit $3";
    /// Receptions by heads and delegates between two days, the latest first.
    OF_HEADS = "select number from cases where unit = $1 and opened_on >= $2 and opened_on <= $3
  and kind = 'reception' and manner in ('by_head', 'by_delegate') order by opened_on desc, id desc limit $4";
    /// What they count.
    COUNTED = "select p.case_id, p.indicator, p.class, p.manner, p.item, cast(sum(p.quantity) as bigint) as n
  from postings p join cases c on c.id = p.case_id
  where p.unit = $1 and c.unit = $1 and c.opened_on = $2 and c.kind = 'reception' and p.day = $2
  group by p.case_id, p.indicator, p.class, p.manner, p.item
  order by p.case_id, p.indicator, p.class, p.manner, p.item";
}

/// A reception of the day.
pub struct Turn {
    /// Id of the case.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Word of what was brought.
    pub class: String,
    /// Word of who received.
    pub manner: String,
    /// Word of where it stands.
    pub standing: String,
    /// When it was recorded.
    pub at_ms: i64,
    /// Sign-in name of who recorded it.
    pub by: String,
    /// Facts of its registration, as JSON.
    pub facts: String,
}

/// One figure of a reception.
pub struct Counted {
    /// Id of the case.
    pub case: i64,
    /// What is counted.
    pub indicator: String,
    /// Who received.
    pub class: String,
    /// First or repeat; periodic or ad hoc.
    pub manner: String,
    /// Which session.
    pub item: String,
    /// How much.
    pub n: i64,
}

/// The receptions of a unit on a day.
pub fn of_day(tx: &mut dyn Tx, unit: &str, on: Date, limit: u32) -> Result<Vec<Turn>> {
    tx.query(OF_DAY, vals![unit, on.to_string(), limit])?.iter().map(turn).collect()
}

fn turn(row: &Row) -> Result<Turn> {
    let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
    Ok(Turn {
        id: row.int("id")?,
        number: text("number")?,
        title: text("title")?,
        class: text("class")?,
        manner: text("manner")?,
        standing: text("standing")?,
        at_ms: row.int("recorded_at")?,
        by: text("recorded_by")?,
        facts: text("facts")?,
    })
}

/// What the receptions of a unit on a day count: the postings the forms are made of.
pub fn counted(tx: &mut dyn Tx, unit: &str, on: Date) -> Result<Vec<Counted>> {
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        Ok(Counted {
            case: row.int("case_id")?,
            indicator: text("indicator")?,
            class: text("class")?,
            manner: text("manner")?,
            item: text("item")?,
            n: row.int("n")?,
        })
    };
    tx.query(COUNTED, vals![unit, on.to_string()])?.iter().map(read).collect()
}

/// Numbers of the receptions by heads and delegates of a unit between two days.
pub fn of_heads(tx: &mut dyn Tx, unit: &str, from: Date, until: Date, limit: u32) -> Result<Vec<String>> {
    let rows = tx.query(OF_HEADS, vals![unit, from.to_string(), until.to_string(), limit])?;
    rows.iter().map(|row| Ok(row.text("number")?.to_owned())).collect()
}
