//! What the dashboard asks beside sheets: acts for the funnel, cases whose date is near.
//!
//! Reads only. The texts are put together from the fixed pieces below, never from input.

use casework::inspections::ActKind;
use casework::inspections::funnel::{Came, Seen, came};
use db::{Result, Row, Tx, Val, vals};
use jiff::civil::Date;
use std::sync::LazyLock;

db::statements! {
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
    /// The last position of the journal and whether an act waits for its own.
    POSITION = "select coalesce(max(j.position), 0) as position,
        (select count(*) from (select 1 as one from journal_pending limit 1) as w) as waiting from journal j";
    /// Cases as a list of them names them.
    NAMED = "select id, number, title, unit, standing from cases where id in
        ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,
         $26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43,$44,$45,$46,$47,$48,$49,$50)";
}

/// Cases named in one statement.
pub(super) const TOGETHER: usize = 50;

/// Sizes of the sets of units there are statements for; a set is filled up to
/// the next size with a code that no unit has.
const SIZES: &[usize] = &[0, 1, 8, 64, 512, 4096];

const SEEN: &str = "select a.case_id, c.unit, a.seq, a.kind, a.on_day,
    case when a.kind in ('termination', 'rectification', 'annulment') then a.facts else '' end as facts from ";
const LOOKED_AT: &str =
    "c.kind = 'inspection' and c.opened_on <= $2 and a.kind in ('announcement', 'termination', 'onsite_end',
    'team_report', 'conclusion', 'publication', 'rectification', 'annulment')";
/// Leaves out what was over before the period, without reading its acts.
const OF_PERIOD: &str =
    "(select coalesce(sum(p.quantity), 0) from postings p where p.unit = c.unit and p.case_id = c.id
    and ((p.indicator = 'inspection.open' and p.day < $1)
      or (p.indicator = 'inspection.launched' and p.day >= $1 and p.day <= $2))) > 0";

/// The texts of one size.
struct Texts {
    size: usize,
    acts: String,
    acts_as_of: String,
    near: String,
}

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| SIZES.iter().map(|size| texts(*size)).collect());

/// Every statement of this store.
pub fn statements() -> Vec<db::Sql> {
    let mut all = STATEMENTS.to_vec();
    for t in TEXTS.iter() {
        let named = [("ACTS", &t.acts), ("ACTS_AS_OF", &t.acts_as_of), ("NEAR", &t.near)];
        all.extend(named.map(|(name, text)| db::Sql { name, text }));
    }
    all
}

fn texts(size: usize) -> Texts {
    let among = |column: &str, from: usize| {
        let list: Vec<String> = (from..from + size).map(|n| format!("${n}")).collect();
        if size == 0 { String::new() } else { format!(" and {column} in ({})", list.join(", ")) }
    };
    Texts {
        size,
        // `cross join` fixes the order of reading on the one engine; the other chooses itself.
        acts: format!(
            "{SEEN}cases c cross join acts a where a.case_id = c.id and {LOOKED_AT} and {OF_PERIOD}{}
             order by a.case_id, a.seq",
            among("c.unit", 3)
        ),
        acts_as_of: format!(
            "{SEEN}journal j join cases c on c.id = j.case_id join acts a on a.case_id = j.case_id and a.seq = j.seq
             where j.position <= cast($1 as bigint) and {LOOKED_AT}{} order by a.case_id, a.seq",
            among("c.unit", 3)
        ),
        near: format!(
            "select unit, cast(sum(case when next_due_on < $1 then 1 else 0 end) as bigint) as overdue,
               cast(sum(case when next_due_on < $1 then 0 else 1 end) as bigint) as soon
             from cases where next_due_on is not null and next_due_on <= $2{} group by unit",
            among("unit", 3)
        ),
    }
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

/// Of these units, those that have cases; all of them where none are named.
fn known(tx: &mut dyn Tx, units: Option<&[String]>) -> Result<Option<Vec<String>>> {
    let Some(units) = units else { return Ok(None) };
    let wanted: std::collections::HashSet<&str> = units.iter().map(String::as_str).collect();
    let mut known = Vec::new();
    for row in tx.query(CASE_UNITS, &[])? {
        let unit = row.text("unit")?;
        if wanted.contains(unit) {
            known.push(unit.to_owned());
        }
    }
    Ok(Some(known))
}

/// Một cuộc thanh tra của kỳ: a case and how far it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Its id.
    pub id: i64,
    /// Code of its unit.
    pub unit: String,
    /// How far it came.
    pub came: Came,
}

/// Of which days and as of which position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// The last position counted.
    pub as_of: i64,
}

/// The inspections of these units carried out in a period, by id.
pub fn carried(tx: &mut dyn Tx, units: Option<&[String]>, span: Span) -> Result<Vec<Carried>> {
    let units = known(tx, units)?;
    let (texts, units) = sized(units.as_deref());
    let last = tx.query_one(POSITION, &[])?;
    let is_latest = span.as_of == last.int("position")? && last.int("waiting")? == 0;
    let (sql, first) = match is_latest {
        true => (&texts.acts, Val::Text(span.from.to_string())),
        false => (&texts.acts_as_of, Val::Int(span.as_of)),
    };
    let args = [vec![first, Val::Text(span.until.to_string())], units].concat();
    let rows = tx.query(sql, &args)?;
    let mut out = Vec::new();
    let mut case: Vec<Seen<'_>> = Vec::new();
    let mut at: Option<(i64, &str)> = None;
    let close = |case: &mut Vec<Seen<'_>>, at: Option<(i64, &str)>, out: &mut Vec<Carried>| {
        if let (Some((id, unit)), Some(came)) = (at, came(case, span.from, span.until)) {
            out.push(Carried { id, unit: unit.to_owned(), came });
        }
        case.clear();
    };
    for row in &rows {
        let id = row.int("case_id")?;
        if at.is_none_or(|(last, _)| last != id) {
            close(&mut case, at, &mut out);
            at = Some((id, row.text("unit")?));
        }
        case.extend(seen(row)?);
    }
    close(&mut case, at, &mut out);
    Ok(out)
}

fn seen(row: &Row) -> Result<Option<Seen<'_>>> {
    let Some(kind) = ActKind::from_word(row.text("kind")?) else { return Ok(None) };
    let on = crate::journal::store::day(row, "on_day")?;
    Ok(Some(Seen { seq: row.count("seq")?, kind, on, facts: row.text("facts")? }))
}

/// Cases of one unit whose nearest date has passed, or comes soon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Code of the unit.
    pub unit: String,
    /// Past their date.
    pub overdue: i64,
    /// Due by the day asked for.
    pub soon: i64,
}

/// By unit: cases past their nearest date on `today`, and those due up to `until`.
pub fn near(tx: &mut dyn Tx, units: Option<&[String]>, today: Date, until: Date) -> Result<Vec<Near>> {
    let units = known(tx, units)?;
    if units.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let (texts, units) = sized(units.as_deref());
    let args = [vals![today.to_string(), until.to_string()].to_vec(), units].concat();
    let read = |row: &Row| {
        Ok(Near { unit: row.text("unit")?.to_owned(), overdue: row.int("overdue")?, soon: row.int("soon")? })
    };
    tx.query(&texts.near, &args)?.iter().map(read).collect()
}

/// A case as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: i64,
    /// Số hồ sơ.
    pub number: String,
    /// Về việc.
    pub title: String,
    /// Code of its unit.
    pub unit: String,
    /// Word of where it stands.
    pub standing: String,
}

/// At most [`TOGETHER`] cases, in the order of their ids.
pub fn named(tx: &mut dyn Tx, ids: &[i64]) -> Result<Vec<Named>> {
    let Some(last) = ids.last() else { return Ok(Vec::new()) };
    let args: Vec<Val> = (0..TOGETHER).map(|n| Val::Int(ids.get(n).copied().unwrap_or(*last))).collect();
    let read = |row: &Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        let (number, title, unit) = (text("number")?, text("title")?, text("unit")?);
        Ok(Named { id: row.int("id")?, number, title, unit, standing: text("standing")? })
    };
    let mut out: Vec<Named> = tx.query(NAMED, &args)?.iter().map(read).collect::<Result<_>>()?;
    out.sort_by_key(|n| n.id);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::inspections::funnel;

    /// What the text names is what the funnel looks at, and reads facts of.
    #[test]
    fn the_funnel_gets_the_acts_it_looks_at() {
        for kind in ActKind::ALL {
            let word = format!("'{}'", kind.word());
            assert_eq!(LOOKED_AT.contains(&word), funnel::KINDS.contains(kind), "{word}");
            assert_eq!(SEEN.contains(&word), funnel::READ.contains(kind), "{word}");
        }
    }
}
