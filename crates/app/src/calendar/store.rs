//! Deadlines that ask for something, read by their day.
//!
//! The texts are put together from the fixed pieces below, never from input.
//! Small sets of units are read through their cases, the other sets through an
//! index over open deadlines, day by day, so that no reader's page ever costs
//! more than a screenful of rows for each day.

use super::tasks::Task;
use db::{Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// The index of open deadlines, and the addresses of feeds.
pub const MIGRATION: Migration = Migration {
    number: 41,
    name: "calendar",
    sql: "
create index deadlines_open on deadlines (due_on, case_id) where met_on is null and lapsed is null;
create table feeds (
  account_id text not null primary key, hash text not null unique, created_at bigint not null
) without rowid;
",
};

db::statements! {
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
    /// A feed's secret, in place of the one before.
    PUT_FEED = "insert into feeds (account_id, hash, created_at) values ($1, $2, $3)
        on conflict (account_id) do update set hash = excluded.hash, created_at = excluded.created_at";
    /// A feed no more.
    END_FEED = "delete from feeds where account_id = $1";
    /// Since when an account has a feed.
    FEED_OF = "select created_at from feeds where account_id = $1";
    /// Whose feed it is.
    BY_FEED = "select account_id from feeds where hash = $1";
}

/// Sizes of the sets of units there are statements for; a set is filled up to
/// the next size with a code that no unit has.
const SIZES: &[usize] = &[0, 1, 8, 64, 512, 4096];
/// Up to so many units a list is read through their cases.
const NEAR: usize = 64;
/// Days of the longest month in whole weeks.
const DAYS: usize = 42;

const COLUMNS: &str =
    "c.id, c.number, c.title, c.kind, c.unit, c.agency, c.regime, c.opened_on as begun_on, c.last_seq,
    (select a.recorded_at from acts a where a.case_id = c.id and a.seq = c.last_seq) as changed_ms,
    d.rule, d.opened_by, d.opened_on, d.due_on";
const ASKS: &str = "d.met_on is null and d.lapsed is null and d.paused_since is null
    and d.binds in ('not_after', 'lead')";
const ORDER: &str = "order by d.due_on, d.case_id, d.rule, d.opened_by";

/// The texts of one size.
struct Texts {
    size: usize,
    days: String,
    range: String,
    day: String,
    before: String,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| SIZES.iter().map(|size| texts(*size)).collect());

/// Every statement of this store.
pub fn statements() -> Vec<db::Sql> {
    let mut all = STATEMENTS.to_vec();
    for t in TEXTS.iter() {
        let named = [("DAYS", &t.days), ("RANGE", &t.range), ("DAY", &t.day), ("BEFORE", &t.before)];
        all.extend(named.map(|(name, text)| db::Sql { name, text }));
    }
    all
}

fn texts(size: usize) -> Texts {
    let near = (1..=NEAR).contains(&size);
    // `cross join` fixes the order of reading on the one engine; the other chooses itself.
    let from = match near {
        true => "cases c cross join deadlines d where d.case_id = c.id and c.next_due_on is not null and",
        false => "deadlines d cross join cases c where c.id = d.case_id and",
    };
    let soonest = |until: &str| if near { format!(" and c.next_due_on <= {until}") } else { String::new() };
    let range = format!(
        "select {COLUMNS} from {from} {ASKS} and d.due_on >= $1 and d.due_on <= $2{} and ($3 = '' or c.kind = $3){}
         {ORDER} limit $4",
        soonest("$2"),
        among(size, 5)
    );
    let day = format!(
        "select {COLUMNS} from {from} {ASKS} and d.due_on = $1{} and ($2 = '' or c.kind = $2)
         and (d.case_id, d.rule, d.opened_by) > ($3, $4, $5){} {ORDER} limit $6",
        soonest("$1"),
        among(size, 7)
    );
    let before = format!(
        "select count(*) as n from (select 1 as one from {from} {ASKS} and d.due_on < $1{}
         and ($2 = '' or c.kind = $2){} limit $3) as b",
        soonest("$1"),
        among(size, 4)
    );
    Texts { size, days: days(size, from), range, day, before }
}

/// The first so many of each of [`DAYS`] days: an index walk a day, stopped early.
fn days(size: usize, from: &str) -> String {
    let mut sql = String::new();
    if size > 0 {
        let list: Vec<String> = (0..size).map(|n| format!("(${})", DAYS + 3 + n)).collect();
        let _ = write!(sql, "with units_asked (unit) as (values {}) ", list.join(", "));
    }
    let units = if size > 0 { " and c.unit in (select unit from units_asked)" } else { "" };
    for n in 0..DAYS {
        let all = if n == 0 { "" } else { " union all " };
        let _ = write!(
            sql,
            "{all}select * from (select {COLUMNS} from {from} {ASKS} and d.due_on = ${} and ($1 = '' or c.kind = $1){units}
             {ORDER} limit $2) as w{n}",
            n + 3
        );
    }
    sql
}

/// ` and c.unit in (…)` for a set of this size; nothing for all units.
fn among(size: usize, from: usize) -> String {
    if size == 0 {
        return String::new();
    }
    let list: Vec<String> = (from..from + size).map(|n| format!("${n}")).collect();
    format!(" and c.unit in ({})", list.join(", "))
}

/// The texts for so many units, and the units filled up to their size.
fn sized(units: Option<&[String]>) -> (&'static Texts, Vec<Val>) {
    let Some(units) = units else { return (&TEXTS[0], Vec::new()) };
    let fits = TEXTS.iter().skip(1).find(|t| t.size >= units.len());
    let texts = fits.unwrap_or(&TEXTS[TEXTS.len() - 1]);
    let mut vals: Vec<Val> = units.iter().take(texts.size).map(Val::from).collect();
    vals.resize(texts.size, Val::Text(String::new()));
    (texts, vals)
}

/// Of the units wanted, those that have cases: rights reach over thousands of
/// units, few of which keep any.
pub(super) fn known(tx: &mut dyn Tx, wanted: Option<&[String]>) -> Result<Option<Vec<String>>> {
    let Some(wanted) = wanted else { return Ok(None) };
    let wanted: std::collections::HashSet<&str> = wanted.iter().map(String::as_str).collect();
    let mut known = Vec::new();
    for row in tx.query(CASE_UNITS, &[])? {
        let unit = row.text("unit")?;
        if wanted.contains(unit) {
            known.push(unit.to_owned());
        }
    }
    Ok(Some(known))
}

/// At most `most` deadlines between two days, the earliest first.
pub(super) fn range(
    tx: &mut dyn Tx,
    units: Option<&[String]>,
    kind: &str,
    (from, until): (Date, Date),
    most: usize,
) -> Result<Vec<Task>> {
    let (texts, units) = sized(units);
    let vals = [vals![from.to_string(), until.to_string(), kind, limit(most)], &units].concat();
    tx.query(&texts.range, &vals)?.iter().map(task).collect()
}

/// At most `most` deadlines of each of these days, in the order of the days.
pub(super) fn of_days(
    tx: &mut dyn Tx,
    units: Option<&[String]>,
    kind: &str,
    days: &[Date],
    most: usize,
) -> Result<Vec<Task>> {
    let (texts, units) = sized(units);
    if (1..=NEAR).contains(&texts.size)
        && let (Some(first), Some(last)) = (days.first(), days.last())
    {
        // The cases of a few units hold a few deadlines: read them all at once.
        let all = range(tx, units_of(&units).as_deref(), kind, (*first, *last), most * days.len())?;
        if all.len() < most * days.len() {
            return Ok(all);
        }
    }
    let mut vals: Vec<Val> = vals![kind, limit(most)].into();
    vals.extend(days.iter().take(DAYS).map(|day| Val::Text(day.to_string())));
    vals.resize(2 + DAYS, Val::Text(String::new()));
    vals.extend(units);
    tx.query(&texts.days, &vals)?.iter().map(task).collect()
}

fn units_of(vals: &[Val]) -> Option<Vec<String>> {
    let text = |v: &Val| if let Val::Text(t) = v { Some(t.clone()) } else { None };
    vals.iter().map(text).collect()
}

/// At most `most` deadlines of one day after one of them.
pub(super) fn of_day(
    tx: &mut dyn Tx,
    units: Option<&[String]>,
    kind: &str,
    day: Date,
    (case, rule, opened_by): (i64, &str, i64),
    most: usize,
) -> Result<Vec<Task>> {
    let (texts, units) = sized(units);
    let vals = [vals![day.to_string(), kind, case, rule, opened_by, limit(most)], &units].concat();
    tx.query(&texts.day, &vals)?.iter().map(task).collect()
}

/// How many deadlines lie before a day, counted up to `most`.
pub(super) fn before(tx: &mut dyn Tx, units: Option<&[String]>, kind: &str, day: Date, most: usize) -> Result<usize> {
    let (texts, units) = sized(units);
    let vals = [vals![day.to_string(), kind, limit(most)], &units].concat();
    Ok(usize::try_from(tx.query_one(&texts.before, &vals)?.int("n")?).unwrap_or(0))
}

fn limit(most: usize) -> Val {
    Val::Int(i64::try_from(most).unwrap_or(i64::MAX))
}

fn task(row: &Row) -> Result<Task> {
    let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
    let day = |column: &str| crate::journal::store::day(row, column);
    Ok(Task {
        case: row.int("id")?,
        number: text("number")?,
        title: text("title")?,
        kind: text("kind")?,
        unit: text("unit")?,
        agency: text("agency")?,
        regime: text("regime")?,
        begun_on: day("begun_on")?,
        last_seq: row.count("last_seq")?,
        changed_ms: row.opt_int("changed_ms")?.unwrap_or_default(),
        rule: text("rule")?,
        opened_by: row.int("opened_by")?,
        opened_on: day("opened_on")?,
        due_on: day("due_on")?,
    })
}

/// Keeps the hash of a feed's secret; the one before ends.
pub(super) fn put_feed(tx: &mut dyn Tx, account: &str, hash: &str, now_ms: i64) -> Result<()> {
    tx.exec(PUT_FEED, vals![account, hash, now_ms]).map(|_| ())
}

/// Ends the feed of an account, if it has one.
pub(super) fn end_feed(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.exec(END_FEED, vals![account]).map(|_| ())
}

/// Since when an account has a feed, in milliseconds.
pub(super) fn feed_of(tx: &mut dyn Tx, account: &str) -> Result<Option<i64>> {
    tx.query_opt(FEED_OF, vals![account])?.map(|row| row.int("created_at")).transpose()
}

/// The account a feed's secret belongs to.
pub(super) fn by_feed(tx: &mut dyn Tx, hash: &str) -> Result<Option<String>> {
    tx.query_opt(BY_FEED, vals![hash])?.map(|row| Ok(row.text("account_id")?.to_owned())).transpose()
}
