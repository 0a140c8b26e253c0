//! Lists of inspections: the statements, and rows read into types.
//!
//! A list statement exists once for each order and size of the set of units;
//! the texts are put together from the fixed pieces below, never from input.

use super::list::{Asked, Cursor, Listed, PAGE, Sort};
use db::{Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use std::collections::HashMap;
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
    /// How many cases each unit has.
    BY_UNIT = "select unit, count(*) as n from cases group by unit";
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
}

/// Sizes of the sets of units there are statements for; a set is filled up to
/// the next size with a code that no unit has.
const SIZES: &[usize] = &[0, 1, 8, 64, 512, 4096];
/// Up to so many units the list is merged from one ordered walk for each.
pub(crate) const WALKS: usize = 64;
/// Placeholders of [`Asked::vals`].
const FIXED: usize = 12;

const COLUMNS: &str = "c.id, c.kind, c.number, c.title, c.unit, c.regime, c.class, c.manner, c.field, c.standing,
    c.opened_on, c.next_due_on, c.paused, c.closed";
const DAYS: &str = "opened_on >= $1 and opened_on <= $2";
const WORDS: &str = " and ($3 = '' or class = $3) and ($4 = '' or $4 like '%,' || manner || ',%') and ($5 = '' or field = $5)
    and ($6 = '' or $6 like '%,' || standing || ',%') and ($7 = '' or regime = $7) and ($8 = '' or folded like $8 escape '\\')
    and ($11 = 0 or paused = 1) and ($12 = '' or kind = $12)";
const DUE_IF: &str = " and ($9 = '' or (next_due_on >= $9 and next_due_on <= $10))";
const DUE: &str = " and next_due_on is not null and next_due_on >= $9 and next_due_on <= $10";
/// What is due and nothing more: an index alone answers it.
const DUE_ALONE: &str = "next_due_on is not null and next_due_on >= $1 and next_due_on <= $2";

/// The texts of one size.
struct Texts {
    size: usize,
    opened: String,
    opened_plain: String,
    across: String,
    across_plain: String,
    due: String,
    due_plain: String,
    number: String,
    count: String,
    count_plain: String,
    count_due: String,
    count_due_plain: String,
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
            ("OPENED_PLAIN", &t.opened_plain),
            ("ACROSS", &t.across),
            ("ACROSS_PLAIN", &t.across_plain),
            ("DUE", &t.due),
            ("DUE_PLAIN", &t.due_plain),
            ("NUMBER", &t.number),
            ("COUNT", &t.count),
            ("COUNT_PLAIN", &t.count_plain),
            ("COUNT_DUE", &t.count_due),
            ("COUNT_DUE_PLAIN", &t.count_due_plain),
            ("DEADLINES", &t.deadlines),
            ("PAUSED", &t.paused),
        ];
        all.extend(named.map(|(name, text)| db::Sql { name, text }));
    }
    all
}

fn texts(size: usize) -> Texts {
    const OPENED: Order = Order { column: "opened_on", than: "<", way: " desc" };
    const NEXT: Order = Order { column: "next_due_on", than: ">", way: "" };
    const NUMBER: Order = Order { column: "number", than: ">", way: "" };
    let full = format!("{DAYS}{WORDS}{DUE_IF}");
    let due = format!("{DAYS}{WORDS}{DUE}");
    let counted = |filter: &str, fixed: usize| {
        let units = among("unit", size, fixed + 1);
        format!("select unit, count(*) as n from cases where {filter}{units} group by unit")
    };
    let deadlines =
        "select c.number, c.title, c.unit, c.regime, c.standing, d.rule, d.opened_by, d.opened_on, d.due_on,
        d.paused_since from cases c join deadlines d on d.case_id = c.id
        where d.met_on is null and d.lapsed is null and d.binds in ('not_after', 'lead')";
    let units_c = among("c.unit", size, 4);
    Texts {
        size,
        opened: walks(size, &full, FIXED, OPENED),
        opened_plain: walks(size, DAYS, 2, OPENED),
        across: across(size, &full, FIXED, OPENED),
        across_plain: across(size, DAYS, 2, OPENED),
        due: walks(size, &due, FIXED, NEXT),
        due_plain: walks(size, DUE_ALONE, 2, NEXT),
        number: across(size, &full, FIXED, NUMBER),
        count: counted(&full, FIXED),
        count_plain: counted(DAYS, 2),
        count_due: counted(&due, FIXED),
        count_due_plain: counted(DUE_ALONE, 2),
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

/// By which column a list goes on, and which way.
#[derive(Clone, Copy)]
struct Order {
    column: &'static str,
    than: &'static str,
    way: &'static str,
}

impl Order {
    /// ` and (opened_on, id) < ($13, $14)`
    fn after(self, at: usize) -> String {
        format!(" and ({}, id) {} (${at}, ${})", self.column, self.than, at + 1)
    }

    fn of(self, table: &str) -> String {
        let Self { column, way, .. } = self;
        format!("order by {table}{column}{way}, {table}id{way}")
    }
}

/// ` and unit in (…)` for a set of this size; nothing for all units.
fn among(unit: &str, size: usize, from: usize) -> String {
    match size {
        0 => String::new(),
        1 => format!(" and {unit} = ${from}"),
        _ => {
            let list: Vec<String> = (from..from + size).map(|n| format!("${n}")).collect();
            format!(" and {unit} in ({})", list.join(", "))
        }
    }
}

/// An ordered page over a set of units: the index of each unit is walked from its
/// beginning, and only the rows of the page are fetched. Sets too large for it are
/// left to the engine.
fn walks(size: usize, filter: &str, fixed: usize, order: Order) -> String {
    // After the fixed ones: key and id of the cursor, the limit, then the units.
    let (after, limit) = (order.after(fixed + 1), fixed + 3);
    if size <= 1 || size > WALKS {
        let units = among("unit", size, limit + 1);
        let by = order.of("");
        return format!("select {COLUMNS} from cases c where {filter}{after}{units} {by} limit ${limit}");
    }
    let (by, column) = (order.of(""), order.column);
    let walk = |n: usize| {
        let unit = limit + 1 + n;
        format!(
            "select * from (select id, {column} from cases where unit = ${unit} and {filter}{after} {by}
             limit ${limit}) as w{n}"
        )
    };
    let all: Vec<String> = (0..size).map(walk).collect();
    late(&all.join(" union all "), limit, order)
}

/// An ordered page over a set of units from one walk over all of them: shorter than a walk
/// for each where the set has much of what there is. Only the rows of the page are fetched.
fn across(size: usize, filter: &str, fixed: usize, order: Order) -> String {
    let (after, limit) = (order.after(fixed + 1), fixed + 3);
    // An expression, so that no engine goes by the index of units and sorts all it finds.
    let units = among("coalesce(unit, '')", size, limit + 1);
    format!("select {COLUMNS} from cases c where {filter}{after}{units} {} limit ${limit}", order.of(""))
}

fn late(keys: &str, limit: usize, order: Order) -> String {
    let column = order.column;
    format!(
        "select {COLUMNS} from (select k.id, k.{column} from ({keys}) as k {} limit ${limit}) as p
         join cases c on c.id = p.id {}",
        order.of("k."),
        order.of("p.")
    )
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
    let plain = asked.is_plain();
    let (sql, key, id) = match (asked.sort, plain, asked.across) {
        (Sort::Opened, true, false) => (&texts.opened_plain, "9999-12-31", i64::MAX),
        (Sort::Opened, true, true) => (&texts.across_plain, "9999-12-31", i64::MAX),
        (Sort::Opened, false, false) => (&texts.opened, "9999-12-31", i64::MAX),
        (Sort::Opened, false, true) => (&texts.across, "9999-12-31", i64::MAX),
        (Sort::Due, true, _) => (&texts.due_plain, "", 0),
        (Sort::Due, false, _) => (&texts.due, "", 0),
        (Sort::Number, ..) => (&texts.number, "", 0),
    };
    let mut vals = if asked.sort == Sort::Number { asked.vals() } else { asked.shortest() };
    match after {
        Some(cursor) => vals.extend([(&cursor.key).into(), cursor.id.into()]),
        None => vals.extend([key.into(), id.into()]),
    }
    vals.push(Val::Int(PAGE as i64 + 1));
    vals.extend(units);
    tx.query(sql, &vals)?.into_iter().map(listed).collect()
}

/// Which count a question is, and its values: what a kept count is known by.
pub(crate) fn count_key(asked: &Asked<'_>) -> (&'static str, Vec<Val>) {
    let name = match (asked.is_plain(), asked.sort == Sort::Due) {
        (true, false) => "plain",
        (true, true) => "due alone",
        (false, true) => "due",
        (false, false) => "words",
    };
    (name, asked.shortest())
}

/// How many cases there are for each of these units that has any.
pub(crate) fn count(tx: &mut dyn Tx, asked: &Asked<'_>, units: Option<&[String]>) -> Result<HashMap<String, i64>> {
    // More than any statement takes: all are counted, which takes no longer.
    let units = units.filter(|units| units.len() <= SIZES[SIZES.len() - 1]);
    let (texts, units) = sized(units);
    let sql = match (asked.is_plain(), asked.sort == Sort::Due) {
        (true, false) => &texts.count_plain,
        (true, true) => &texts.count_due_plain,
        (false, true) => &texts.count_due,
        (false, false) => &texts.count,
    };
    let vals = [asked.shortest(), units].concat();
    let one = |row: &Row| Ok((row.text("unit")?.to_owned(), row.int("n")?));
    tx.query(sql, &vals)?.iter().map(one).collect()
}

/// How many cases each unit has.
pub(crate) fn cases_by_unit(tx: &mut dyn Tx) -> Result<Vec<(String, i64)>> {
    let one = |row: &Row| Ok((row.text("unit")?.to_owned(), row.int("n")?));
    tx.query(BY_UNIT, &[])?.iter().map(one).collect()
}

/// A row in the order of [`COLUMNS`], its texts taken out and not copied.
fn listed(row: Row) -> Result<Listed> {
    let (opened_on, next_due_on) = (day(&row, "opened_on")?, row.opt_text("next_due_on")?);
    let next_due_on = next_due_on.map(|_| day(&row, "next_due_on")).transpose()?;
    let (id, paused, closed) = (row.int("id")?, row.flag("paused")?, row.flag("closed")?);
    let mut texts = row.into_vals().into_iter().map(|val| if let Val::Text(text) = val { text } else { String::new() });
    let mut text = || texts.next().unwrap_or_default();
    let _id = text();
    Ok(Listed {
        id,
        kind: text(),
        number: text(),
        title: text(),
        unit: text(),
        regime: text(),
        class: text(),
        manner: text(),
        field: text(),
        standing: text(),
        opened_on,
        next_due_on,
        paused,
        closed,
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
