//! Clocks that ran out their course, read once for a page.

use casework::durations::Took;
use db::{Error, Result, Row, Tx, vals};
use jiff::civil::Date;

db::statements! {
    /// Of one measure or all: clocks met since a day, or started by another and not yet met; and how long inspections took as a whole.
    CLOCKS = "select d.rule as what, c.unit, d.opened_on as begun, d.met_on as done, d.due_on as due
  from deadlines d join cases c on c.id = d.case_id
  where d.rule in ('petition_process', 'complaint_accept', 'complaint_settle_first', 'complaint_settle_second',
    'denunciation_settle', 'duration', 'sign', 'publish') and ($3 = '' or d.rule = $3) and d.opened_on <= $2
  and (d.met_on >= $1 or (d.met_on is null and d.lapsed is null and d.paused_since is null))
  union all
  select 'whole' as what, c.unit, c.opened_on as begun, min(d.opened_on) as done, '' as due
  from deadlines d join cases c on c.id = d.case_id where d.rule = 'publish' and ($3 = '' or $3 = 'whole')
  group by d.case_id, c.unit, c.opened_on having min(d.opened_on) >= $1 and min(d.opened_on) <= $2";
}

/// One clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clock {
    /// Its rule; `whole`: an inspection from beginning to conclusion.
    pub what: String,
    /// How long; none: not yet done by the last day.
    pub took: Option<Took>,
}

/// The clocks of one rule, or of all (empty), that were met within some days or are still open after them.
pub(super) fn clocks(tx: &mut dyn Tx, rule: &str, from: Date, until: Date) -> Result<Vec<Clock>> {
    let rows = tx.query(CLOCKS, vals![from.to_string(), until.to_string(), rule])?;
    rows.iter().map(|row| clock(row, until)).collect()
}

/// Whole days from one day to a later one.
fn between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days())).max(0)
}

fn clock(row: &Row, until: Date) -> Result<Clock> {
    let day = |text: &str| text.parse::<Date>().map_err(|e| Error::Corrupt(format!("day {text}: {e}")));
    let begun = day(row.text("begun")?)?;
    let done = row.opt_text("done")?.filter(|text| !text.is_empty()).map(day).transpose()?;
    let due = row.opt_text("due")?.filter(|text| !text.is_empty()).map(day).transpose()?;
    let took = done.filter(|done| *done <= until).map(|done| Took {
        unit: row.text("unit").unwrap_or_default().to_owned(),
        days: between(begun, done),
        late: due.map_or(0, |due| between(due, done)),
    });
    Ok(Clock { what: row.text("what")?.to_owned(), took })
}
