//! Lists of inspections: the statements, and rows read into types.
//!
//! A list statement exists once for each order and size of the set of units;
//! the texts are put together from the fixed pieces below, never from input.

use super::list::{Asked, Cursor, Listed, PAGE, Sort};
use db::{Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Counts of the numbers given to cases.
pub const MIGRATION: Migration = Migration {
    number: 14,
    name: "case numbers",
    sql: "
create table case_numbers (
  unit text not null, kind text not null, year bigint not null, last bigint not null,
  primary key (unit, kind, year)
) without rowid;
",
};

db::statements! {
    /// One more case of a kind at a unit in a year.
    NEXT_NUMBER = "insert into case_numbers (unit, kind, year, last) values ($1, $2, $3, 1)
        on conflict (unit, kind, year) do update set last = case_numbers.last + 1";
    /// How many there are now.
    LAST_NUMBER = "select last from case_numbers where unit = $1 and kind = $2 and year = $3";
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
}

/// Sizes of the sets of units there are statements for; a set is filled up to
/// the next size with a code that no unit has.
const SIZES: &[usize] = &[0, 1, 8, 64, 512, 4096];
/// Up to so many units the list is merged from one ordered walk for each.
const WALKS: usize = 64;
/// Placeholders of [`Asked::vals`].
const FIXED: usize = 12;

const COLUMNS: &str =
    "id, kind, number, title, unit, regime, class, manner, field, standing, opened_on, next_due_on, paused, closed";
const DAYS: &str = "opened_on >= $1 and opened_on <= $2";
const WORDS: &str = " and ($3 = '' or class = $3) and ($4 = '' or $4 like '%,' || manner || ',%') and ($5 = '' or field = $5)
    and ($6 = '' or $6 like '%,' || standing || ',%') and ($7 = '' or regime = $7) and ($8 = '' or folded like $8 escape '\\')
    and ($11 = 0 or paused = 1) and ($12 = '' or kind = $12)";
const DUE_IF: &str = " and ($9 = '' or (next_due_on >= $9 and next_due_on <= $10))";
const DUE: &str = " and next_due_on is not null and next_due_on >= $9 and next_due_on <= $10";

/// The texts of one size.
struct Texts {
    size: usize,
    opened: String,
    due: String,
    number: String,
    count: String,
    count_plain: String,
    count_due: String,
    deadlines: String,
    paused: String,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| SIZES.iter().map(|size| texts(*size)).collect());

/// Every statement of this store.
pub fn statements() -> Vec<db::Sql> {
    let mut all = STATEMENTS.to_vec();
    for t in TEXTS.iter() {
        let named = [
            ("OPENED", &t.opened),
            ("DUE", &t.due),
            ("NUMBER", &t.number),
            ("COUNT", &t.count),
            ("COUNT_PLAIN", &t.count_plain),
            ("COUNT_DUE", &t.count_due),
            ("DEADLINES", &t.deadlines),
            ("PAUSED", &t.paused),
        ];
        all.extend(named.map(|(name, text)| db::Sql { name, text }));
    }
    all
}

fn texts(size: usize) -> Texts {
    // After the fixed ones: key and id of the cursor, the limit, then the units.
    let (key, id, limit) = (FIXED + 1, FIXED + 2, FIXED + 3);
    let units = among(size, limit + 1);
    let counted = |filter: &str, from: usize| {
        let units = among(size, from + 1);
        format!("select count(*) as n from (select 1 as one from cases where {filter}{units} limit ${from}) as c")
    };
    let opened = format!("{DAYS}{WORDS}{DUE_IF} and (opened_on, id) < (${key}, ${id})");
    let due = format!("{DAYS}{WORDS}{DUE} and (next_due_on, id) > (${key}, ${id})");
    let number = format!("{DAYS}{WORDS}{DUE_IF} and (number, id) > (${key}, ${id})");
    let deadlines =
        "select c.number, c.title, c.unit, c.regime, c.standing, d.rule, d.opened_by, d.opened_on, d.due_on,
        d.paused_since from cases c join deadlines d on d.case_id = c.id
        where d.met_on is null and d.lapsed is null and d.binds in ('not_after', 'lead')";
    let units_c = among(size, 4).replace(" unit ", " c.unit ");
    Texts {
        size,
        opened: walks(size, limit, &opened, "opened_on desc, id desc"),
        due: walks(size, limit, &due, "next_due_on, id"),
        number: format!("select {COLUMNS} from cases where {number}{units} order by number, id limit ${limit}"),
        count: counted(&format!("{DAYS}{WORDS}{DUE_IF}"), FIXED + 1),
        count_plain: counted(DAYS, 3),
        count_due: counted(&format!("{DAYS}{WORDS}{DUE}"), FIXED + 1),
        deadlines: format!(
            "{deadlines} and c.next_due_on is not null and c.next_due_on <= $1 and d.due_on <= $1 and d.due_on >= $2
             and d.paused_since is null{units_c} order by d.due_on, c.number, d.rule limit $3"
        ),
        paused: format!(
            "{deadlines} and c.paused = 1 and d.paused_since is not null and d.paused_since <= $1
             and d.paused_since >= $2{units_c} order by d.paused_since, c.number, d.rule limit $3"
        ),
    }
}

/// ` and unit in (…)` for a set of this size; nothing for all units.
fn among(size: usize, from: usize) -> String {
    match size {
        0 => String::new(),
        1 => format!(" and unit = ${from}"),
        _ => {
            let list: Vec<String> = (from..from + size).map(|n| format!("${n}")).collect();
            format!(" and unit in ({})", list.join(", "))
        }
    }
}

/// An ordered page over a set of units. Small sets walk the index of each unit
/// from its beginning and merge; larger ones leave it to the engine.
fn walks(size: usize, limit: usize, filter: &str, order: &str) -> String {
    if size <= 1 || size > WALKS {
        let units = among(size, limit + 1);
        return format!("select {COLUMNS} from cases where {filter}{units} order by {order} limit ${limit}");
    }
    let mut sql = format!("select {COLUMNS} from (");
    for n in 0..size {
        let all = if n == 0 { "" } else { " union all " };
        let unit = limit + 1 + n;
        let _ = write!(
            sql,
            "{all}select * from (select {COLUMNS} from cases where unit = ${unit} and {filter}
             order by {order} limit ${limit}) as w{n}"
        );
    }
    let _ = write!(sql, ") as w order by {order} limit ${limit}");
    sql
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

/// The next count of a kind at a unit in a year.
pub fn next_number(tx: &mut dyn Tx, unit: &str, kind: &str, year: i64) -> Result<i64> {
    tx.exec(NEXT_NUMBER, vals![unit, kind, year])?;
    tx.query_one(LAST_NUMBER, vals![unit, kind, year])?.int("last")
}

/// Units that have cases, in order.
pub fn case_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(CASE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// One row more than a page holds, so that it shows whether there is another.
pub(crate) fn page(tx: &mut dyn Tx, asked: &Asked<'_>, after: Option<&Cursor>) -> Result<Vec<Listed>> {
    let (texts, units) = sized(asked.units);
    let (sql, key, id) = match asked.sort {
        Sort::Opened => (&texts.opened, "9999-12-31", i64::MAX),
        Sort::Due => (&texts.due, "", 0),
        Sort::Number => (&texts.number, "", 0),
    };
    let mut vals = asked.vals();
    match after {
        Some(cursor) => vals.extend([(&cursor.key).into(), cursor.id.into()]),
        None => vals.extend([key.into(), id.into()]),
    }
    vals.push(Val::Int(PAGE as i64 + 1));
    vals.extend(units);
    tx.query(sql, &vals)?.iter().map(listed).collect()
}

/// How many there are, but no more than `most`.
pub(crate) fn count(tx: &mut dyn Tx, asked: &Asked<'_>, most: i64) -> Result<i64> {
    let (texts, units) = sized(asked.units);
    let mut vals = asked.vals();
    let sql = if asked.is_plain() {
        vals.truncate(2);
        &texts.count_plain
    } else if asked.sort == Sort::Due {
        &texts.count_due
    } else {
        &texts.count
    };
    vals.push(most.into());
    vals.extend(units);
    tx.query_one(sql, &vals)?.int("n")
}

fn listed(row: &Row) -> Result<Listed> {
    let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
    Ok(Listed {
        id: row.int("id")?,
        number: text("number")?,
        title: text("title")?,
        unit: text("unit")?,
        kind: text("kind")?,
        regime: text("regime")?,
        class: text("class")?,
        manner: text("manner")?,
        field: text("field")?,
        standing: text("standing")?,
        opened_on: day(row, "opened_on")?,
        next_due_on: row.opt_text("next_due_on")?.map(|_| day(row, "next_due_on")).transpose()?,
        paused: row.flag("paused")?,
        closed: row.flag("closed")?,
    })
}

fn day(row: &Row, column: &str) -> Result<Date> {
    crate::journal::store::day(row, column)
}

/// A deadline of a case, for the list of what is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRow {
    /// Number of the case.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Code of its unit.
    pub unit: String,
    /// Word of its law.
    pub regime: String,
    /// Word of where it stands.
    pub standing: String,
    /// Name of the rule.
    pub rule: String,
    /// The act that opened it.
    pub opened_by: u32,
    /// Day of that act.
    pub opened_on: Date,
    /// The date.
    pub due_on: Date,
    /// Since when its clock stands still.
    pub paused_since: Option<Date>,
}

/// What presses, each the oldest first and each at most so many lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pressing {
    /// Past due.
    pub overdue: Vec<DueRow>,
    /// Due within five days.
    pub soon: Vec<DueRow>,
    /// Clocks that stand still.
    pub paused: Vec<DueRow>,
}

/// What is overdue, what is due within five days and what stands still: at most `limit` of each.
pub fn due(tx: &mut dyn Tx, units: Option<&[String]>, today: Date, limit: u32) -> Result<Pressing> {
    let known: Option<Vec<String>> = match units {
        Some(wanted) if wanted.len() > 1 => {
            let wanted: std::collections::HashSet<&str> = wanted.iter().map(String::as_str).collect();
            Some(case_units(tx)?.into_iter().filter(|u| wanted.contains(u.as_str())).collect())
        }
        other => other.map(<[String]>::to_vec),
    };
    if known.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Pressing::default());
    }
    let (texts, units) = sized(known.as_deref());
    let day = |n: i32| today.checked_add(jiff::Span::new().days(n)).unwrap_or(today).to_string();
    let mut ask = |sql: &str, until: String, from: String| {
        let vals = [vals![until, from, limit], &units].concat();
        tx.query(sql, &vals)?.iter().map(due_row).collect::<Result<Vec<_>>>()
    };
    Ok(Pressing {
        overdue: ask(&texts.deadlines, day(-1), "0000".into())?,
        soon: ask(&texts.deadlines, day(casework::Deadline::SOON_DAYS), day(0))?,
        paused: ask(&texts.paused, day(0), "0000".into())?,
    })
}

fn due_row(row: &Row) -> Result<DueRow> {
    let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
    Ok(DueRow {
        number: text("number")?,
        title: text("title")?,
        unit: text("unit")?,
        regime: text("regime")?,
        standing: text("standing")?,
        rule: text("rule")?,
        opened_by: row.count("opened_by")?,
        opened_on: day(row, "opened_on")?,
        due_on: day(row, "due_on")?,
        paused_since: row.opt_text("paused_since")?.map(|_| day(row, "paused_since")).transpose()?,
    })
}
