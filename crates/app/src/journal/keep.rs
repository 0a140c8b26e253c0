//! Keeping one act with everything that follows from it, in one unit of work.

use super::store::{self, day};
use super::{Error, Head, Line, Shown, chain};
use casework::deadlines::Binds;
use casework::{Deadline, Posting};
use db::{Row, Tx, Val, vals};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// An act and what follows from it.
#[derive(Debug, Clone)]
pub struct Keeping<'a> {
    /// The case. Its id counts when this act opens it, and is looked up afterwards.
    pub head: &'a Head,
    /// The act; its seq is one more than the last the recorder has seen.
    pub line: &'a Line,
    /// What lists show of the case from now on.
    pub shown: &'a Shown,
    /// Every deadline of the case as it stands now.
    pub deadlines: &'a [Deadline],
    /// What this act adds to the figures.
    pub postings: &'a [Posting],
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Seq of the act.
    pub seq: u32,
    /// Its hash.
    pub hash: chain::Hash,
}

/// Keeps an act: the act in its chain, the case's row, its deadlines, its
/// postings and its position, all or nothing. The key of the acts makes it
/// impossible that two acts follow the same one.
pub fn keep(tx: &mut dyn Tx, keeping: &Keeping<'_>) -> Result<Kept, Error> {
    let Keeping { head, line, shown, deadlines, postings } = keeping;
    let opens = line.seq == 1;
    let (head, prev) = match (store::head(tx, &head.number)?, opens) {
        (Some(_), true) => return Err(Error::NumberTaken(head.number.clone())),
        (None, true) => ((*head).clone(), chain::first(head)),
        (Some((kept, last)), false) if last.seq + 1 == line.seq => (kept, last.hash),
        (kept, false) => {
            let found = kept.map_or(0, |(_, last)| last.seq);
            return Err(Error::Stale { number: head.number.clone(), expected: line.seq, found });
        }
    };
    let head = &head;
    let hash = chain::link(head.id, &prev, line);
    put_case(tx, head, line.seq, shown, deadlines, &hash)?;
    // What mends may take a link away; everything else only names more.
    let mends = matches!(line.kind.as_str(), "rectification" | "annulment");
    if mends || !shown.links.is_empty() {
        put_links(tx, head.id, &shown.links, !opens)?;
    }
    tx.exec(
        store::INSERT_ACT,
        vals![
            head.id,
            line.seq,
            &line.kind,
            line.on.to_string(),
            &line.by,
            &line.number,
            &line.signer,
            &line.facts,
            &line.grounds,
            line.recorded_at,
            &line.recorded_by,
            &prev[..],
            &hash[..]
        ],
    )?;
    let before = if opens { BTreeMap::new() } else { deadline_rows(tx, head.id)? };
    put_deadlines(tx, head.id, &before, deadlines)?;
    let sets: Vec<Vec<Val>> = postings.iter().enumerate().map(|(n, p)| posting_vals(head, line.seq, n, p)).collect();
    tx.exec_many(store::INSERT_POSTING, &sets)?;
    let position = if tx.commits_in_order() { store::NUMBER_NOW } else { store::LEAVE_PENDING };
    tx.exec(position, vals![head.id, line.seq])?;
    Ok(Kept { seq: line.seq, hash })
}

/// Writes what lists show and the deadlines of a case anew, from its acts.
pub fn repair(tx: &mut dyn Tx, case: i64, shown: &Shown, deadlines: &[Deadline]) -> db::Result<()> {
    let mut row = vec![Val::Int(case)];
    row.extend(shown_vals(shown, deadlines));
    tx.exec(store::REPAIR_CASE, &row)?;
    tx.exec(store::REPAIRED, &[])?;
    put_links(tx, case, &shown.links, true)?;
    let before = deadline_rows(tx, case)?;
    put_deadlines(tx, case, &before, deadlines)
}

fn put_case(
    tx: &mut dyn Tx,
    head: &Head,
    seq: u32,
    shown: &Shown,
    deadlines: &[Deadline],
    hash: &chain::Hash,
) -> Result<(), Error> {
    let tail = shown_vals(shown, deadlines);
    if seq == 1 {
        let mut row: Vec<Val> =
            vals![head.id, &head.kind, &head.number, &head.unit.0, &head.agency, &head.regime].into();
        row.extend(tail);
        row.push(hash[..].into());
        tx.exec(store::INSERT_CASE, &row)?;
        tx.exec(store::INSERT_UNIT, vals![&head.unit.0])?;
        return Ok(());
    }
    let mut row: Vec<Val> = vals![head.id, seq].into();
    row.extend(tail);
    row.push(hash[..].into());
    match tx.exec(store::ADVANCE_CASE, &row)? {
        1 => Ok(()),
        _ => Err(Error::Stale { number: head.number.clone(), expected: seq, found: seq }),
    }
}

fn put_links(tx: &mut dyn Tx, case: i64, links: &[(String, String)], anew: bool) -> db::Result<()> {
    if anew {
        tx.exec(store::DROP_LINKS, vals![case])?;
    }
    let rows: Vec<Vec<Val>> = links.iter().map(|(word, number)| vals![case, word, number].into()).collect();
    tx.exec_many(store::PUT_LINK, &rows).map(|_| ())
}

/// What lists show of a case, as values in the order of the statements.
pub(crate) fn shown_vals(shown: &Shown, deadlines: &[Deadline]) -> Vec<Val> {
    let paused = deadlines.iter().any(|d| is_open(d) && d.paused_since.is_some());
    vec![
        (&shown.title).into(),
        (&shown.class).into(),
        (&shown.manner).into(),
        (&shown.field).into(),
        shown.opened_on.to_string().into(),
        (&shown.standing).into(),
        shown.closed.into(),
        next_due(deadlines).map(|d| d.to_string()).into(),
        paused.into(),
        (&shown.folded).into(),
    ]
}

fn is_open(deadline: &Deadline) -> bool {
    deadline.met.is_none() && deadline.lapsed.is_none()
}

/// The next day by which something must be done: met, lapsed and standing
/// clocks do not count, nor does a display that must last or a power that ends.
pub fn next_due(deadlines: &[Deadline]) -> Option<Date> {
    let asks = |d: &&Deadline| matches!(d.binds, Binds::NotAfter | Binds::Lead);
    let running = deadlines.iter().filter(|d| is_open(d) && d.paused_since.is_none()).filter(asks);
    running.map(|d| d.due_on).min()
}

/// The deadlines kept of a case, by rule and opening act.
pub(crate) type DeadlineRows = BTreeMap<(String, i64), Vec<Val>>;

/// Reads the deadlines kept of a case.
pub(crate) fn deadline_rows(tx: &mut dyn Tx, case: i64) -> db::Result<DeadlineRows> {
    let read = |row: &Row| {
        day(row, "due_on")?;
        Ok(((row.text("rule")?.to_owned(), row.int("opened_by")?), row.vals()[2..].to_vec()))
    };
    tx.query(store::DEADLINES, vals![case])?.iter().map(read).collect()
}

/// Deadlines as they would be kept.
pub(crate) fn derived_rows(deadlines: &[Deadline]) -> DeadlineRows {
    let row = |d: &Deadline| {
        let binds = match d.binds {
            Binds::NotAfter => "not_after",
            Binds::Lead => "lead",
            Binds::AtLeastUntil => "at_least_until",
            Binds::Bar => "bar",
            Binds::Alarm => "alarm",
        };
        let vals = vec![
            d.opened_on.to_string().into(),
            d.due_on.to_string().into(),
            d.met.map(|(seq, _)| seq).into(),
            d.met.map(|(_, on)| on.to_string()).into(),
            d.paused_since.map(|on| on.to_string()).into(),
            d.lapsed.into(),
            binds.into(),
        ];
        ((d.rule.to_owned(), i64::from(d.opened_by)), vals)
    };
    deadlines.iter().map(row).collect()
}

/// Writes only what differs: most deadlines of a case do not move with an act.
pub(crate) fn put_deadlines(
    tx: &mut dyn Tx,
    case: i64,
    before: &DeadlineRows,
    deadlines: &[Deadline],
) -> db::Result<()> {
    let now = derived_rows(deadlines);
    let key = |(rule, opened_by): &(String, i64)| vec![Val::Int(case), rule.into(), Val::Int(*opened_by)];
    let gone: Vec<Vec<Val>> = before.keys().filter(|k| !now.contains_key(*k)).map(key).collect();
    tx.exec_many(store::DROP_DEADLINE, &gone)?;
    let changed = now.iter().filter(|(k, vals)| before.get(*k) != Some(*vals));
    let changed: Vec<Vec<Val>> = changed.map(|(k, vals)| [key(k), vals.clone()].concat()).collect();
    tx.exec_many(store::PUT_DEADLINE, &changed)?;
    Ok(())
}

/// A posting as it is kept: line `n` of act `seq`.
pub(crate) fn posting_vals(head: &Head, seq: u32, n: usize, p: &Posting) -> Vec<Val> {
    let line = i64::try_from(n).unwrap_or(i64::MAX);
    let mut row: Vec<Val> = vals![&head.unit.0, head.id, seq, line].into();
    row.extend([
        (&p.indicator).into(),
        p.day.to_string().into(),
        (&p.class).into(),
        (&p.manner).into(),
        (&p.field).into(),
        (&p.item).into(),
        p.quantity.into(),
        p.about.into(),
    ]);
    row
}
