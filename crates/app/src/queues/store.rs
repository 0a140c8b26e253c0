//! How many cases wait where: read off an index over open cases alone.

use db::{Migration, Result, Row, Tx, Val};
use jiff::civil::Date;
use std::sync::LazyLock;

/// Open cases by what they wait for.
pub const MIGRATION: Migration = Migration {
    number: 56,
    name: "queues",
    sql: "
create index cases_waiting on cases (unit, kind, standing, manner) where closed = 0;
",
};

db::statements! {
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
}

/// Sizes of the sets of units there are statements for; a set is filled up to the next
/// size with a code that no unit has. The last is for all units.
const SIZES: &[usize] = &[1, 8, 64, 512, 0];

/// The texts of one size: open cases by where they stand, and cases with something past due.
struct Texts {
    size: usize,
    waiting: String,
    late: String,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| SIZES.iter().map(|size| texts(*size)).collect());

fn texts(size: usize) -> Texts {
    let among = |from: usize| match size {
        0 => String::new(),
        _ => {
            let list: Vec<String> = (from..from + size).map(|n| format!("${n}")).collect();
            format!(" and unit in ({})", list.join(", "))
        }
    };
    Texts {
        size,
        waiting: format!(
            "select unit, kind, standing, manner, count(*) as n from cases where closed = 0{}
             group by unit, kind, standing, manner",
            among(1)
        ),
        late: format!(
            "select unit, kind, count(*) as n from cases where next_due_on is not null and next_due_on < $1{}
             group by unit, kind",
            among(2)
        ),
    }
}

/// Every statement of this store.
pub fn statements() -> Vec<db::Sql> {
    let mut all = STATEMENTS.to_vec();
    for t in TEXTS.iter() {
        all.extend([("WAITING", &t.waiting), ("LATE", &t.late)].map(|(name, text)| db::Sql { name, text }));
    }
    all
}

/// The texts for so many units, and the units filled up to their size.
fn sized(units: &[String]) -> (&'static Texts, Vec<Val>) {
    let last = &TEXTS[TEXTS.len() - 1];
    let texts = TEXTS.iter().find(|t| t.size >= units.len()).unwrap_or(last);
    let mut vals: Vec<Val> = units.iter().take(texts.size).map(Val::from).collect();
    vals.resize(texts.size, Val::Text(String::new()));
    (texts, vals)
}

/// So many cases of a unit in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heap {
    /// Code of the unit.
    pub unit: String,
    /// Word of the kind.
    pub kind: String,
    /// Word of where they stand; empty for those past due.
    pub standing: String,
    /// Word of the manner; empty for those past due.
    pub manner: String,
    /// How many.
    pub n: i64,
}

/// Units that have cases, in order.
pub fn case_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(CASE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// Open cases of these units by where they stand; where they are very many, of all units.
pub fn waiting(tx: &mut dyn Tx, units: &[String]) -> Result<Vec<Heap>> {
    let (texts, vals) = sized(units);
    let read = |row: &Row| {
        let standing = row.text("standing")?.to_owned();
        Ok(Heap { standing, manner: row.text("manner")?.to_owned(), ..heap(row)? })
    };
    tx.query(&texts.waiting, &vals)?.iter().map(read).collect()
}

/// Cases of these units with something past due on a day; where they are very many, of all units.
pub fn late(tx: &mut dyn Tx, units: &[String], today: Date) -> Result<Vec<Heap>> {
    let (texts, units) = sized(units);
    let mut vals = vec![Val::Text(today.to_string())];
    vals.extend(units);
    tx.query(&texts.late, &vals)?.iter().map(heap).collect()
}

fn heap(row: &Row) -> Result<Heap> {
    Ok(Heap {
        unit: row.text("unit")?.to_owned(),
        kind: row.text("kind")?.to_owned(),
        standing: String::new(),
        manner: String::new(),
        n: row.int("n")?,
    })
}
