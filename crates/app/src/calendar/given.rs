//! What others gave to do and what a unit promised, by its date: beside the deadlines of the law, on the
//! same pages, in the same feed and reminders.
//!
//! Read through the capabilities that keep them. Must never show what their own lists would not.

use super::tasks::Task;
use crate::{directives, shortcomings};
use db::{Result, Tx};
use jiff::civil::Date;

/// Whose: to be done by these units, or late with what these units gave or review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// By these units.
    Ours,
    /// By others, to these units.
    OwedToUs,
}

/// The word of tasks among the kinds of the calendar.
pub const DIRECTIVE: &str = "directive";
/// The word of promises.
pub const SHORTCOMING: &str = "shortcoming";

/// Of these units those that have a side in a task or a promise: rights reach over thousands.
///
/// # Errors
/// The database's.
pub fn known(tx: &mut dyn Tx, wanted: Option<&[String]>) -> Result<Option<Vec<String>>> {
    let Some(wanted) = wanted else { return Ok(None) };
    let wanted: std::collections::HashSet<&str> = wanted.iter().map(String::as_str).collect();
    let mut known = directives::side_units(tx)?;
    known.extend(shortcomings::side_units(tx)?);
    known.retain(|unit| wanted.contains(unit.as_str()));
    known.sort();
    known.dedup();
    Ok(Some(known))
}

/// At most `most` of what is open and due between two days, the earliest first; `None`: of all units.
/// Of units only those [`known`] are to be named.
///
/// # Errors
/// The database's.
pub fn given(
    tx: &mut dyn Tx,
    (whose, units): (Whose, Option<&[String]>),
    kind: &str,
    days: (Date, Date),
    today: Date,
    most: usize,
) -> Result<Vec<Task>> {
    let mut out = Vec::new();
    if kind.is_empty() || kind == DIRECTIVE {
        let side = if whose == Whose::Ours { "to" } else { "by" };
        let rows = directives::due(tx, side, units, days, today, most)?;
        out.extend(rows.into_iter().filter_map(|row| task(row, whose)));
    }
    if kind.is_empty() || kind == SHORTCOMING {
        let rows = shortcomings::due(tx, whose == Whose::Ours, units, days, today, most)?;
        out.extend(rows.into_iter().filter_map(|line| promise(line, whose)));
    }
    out.sort_by(|a, b| (a.due_on, a.case, &a.rule).cmp(&(b.due_on, b.case, &b.rule)));
    out.truncate(most);
    Ok(out)
}

fn task(row: directives::TaskRow, whose: Whose) -> Option<Task> {
    let rule = if whose == Whose::Ours { "task_report" } else { "task_late" };
    Some(Task {
        case: row.id,
        number: row.number,
        title: row.content,
        kind: DIRECTIVE.to_owned(),
        unit: row.unit,
        agency: String::new(),
        regime: String::new(),
        begun_on: row.issued_on,
        last_seq: u32::try_from(row.last_seq).unwrap_or(0),
        changed_ms: crate::journal::instant_of(row.id),
        rule: rule.to_owned(),
        opened_by: 1,
        opened_on: row.issued_on,
        due_on: row.due_on?,
    })
}

fn promise(line: shortcomings::Line, whose: Whose) -> Option<Task> {
    let rule = if whose == Whose::Ours { "promise" } else { "promise_late" };
    Some(Task {
        case: line.id,
        number: line.number,
        title: line.shortcoming,
        kind: SHORTCOMING.to_owned(),
        unit: line.unit,
        agency: String::new(),
        regime: String::new(),
        begun_on: line.admitted_on,
        last_seq: u32::try_from(line.last_seq).unwrap_or(0),
        changed_ms: crate::journal::instant_of(line.id),
        rule: rule.to_owned(),
        opened_by: 1,
        opened_on: line.admitted_on,
        due_on: line.due_on?,
    })
}
