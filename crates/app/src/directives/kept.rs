//! Issuing directives and recording their steps: each in one unit of work, through
//! `casework::directives` and into a chain of hashes.
//!
//! Here is asked who may: the issuer's side issues and judges, the addressee's side takes on
//! and reports; those above the issuer only see.

use super::store::{self, Directive, Kept, TaskRow};
use crate::accounts::Reach;
use crate::errors::{Error, FieldError, Result};
use crate::journal::{self, chain::Bytes};
use crate::papers::Paper;
use crate::random::to_hex;
use casework::directives::{Issue, MOST_ADDRESSEES, No, Side, Step, StepKind, Task, resolve};
use casework::fields::UnitCode;
use casework::units::Tree;
use db::Tx;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Whose hand writes, and how far it reaches.
#[derive(Debug, Clone)]
pub struct Hand {
    /// Account.
    pub account: String,
    /// Instant.
    pub at_ms: i64,
    /// Today.
    pub today: Date,
    /// Units for which they record.
    pub records: Reach,
    /// Units whose matters they see.
    pub sees: Reach,
}

/// A directive to be issued.
#[derive(Debug, Clone)]
pub struct NewDirective {
    /// What is said.
    pub issue: Issue,
    /// Number and unit of the task it is part of.
    pub parent: Option<(String, String)>,
    /// The form it comes from, so that pressing twice issues once.
    pub once: String,
}

/// Issues a directive; gives its number.
///
/// # Errors
/// What is wrong with it; where the task above may not be seen it is not there.
pub fn issue(tx: &mut dyn Tx, tree: &Tree, new: &NewDirective, hand: &Hand) -> Result<String> {
    if let Some(number) = store::by_once(tx, &new.once)? {
        return Ok(number);
    }
    let (issue, issuer) = (&new.issue, &new.issue.issuer.0);
    if !hand.records.holds(issuer) {
        return Err(Error::Forbidden("denied.unit"));
    }
    let units = addressees(tree, issue, hand.today)?;
    let above = match &new.parent {
        None => None,
        Some((number, unit)) => Some(parent(tx, number, unit, issuer, hand)?),
    };
    let id = journal::new_id(hand.at_ms);
    let year = i64::from(issue.issued_on.year());
    let n = store::next_number(tx, issuer, year)?;
    let under = above.as_ref().map_or("", |task| task.path.as_str());
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let d = Directive {
        id,
        number: format!("NV-{issuer}-{year}-{n:03}"),
        issuer: issuer.clone(),
        signer: text(&issue.signer),
        issued_on: issue.issued_on,
        source: issue.source.word().to_owned(),
        source_number: text(&issue.source_number),
        source_on: issue.source_on,
        sentence: issue.sentence.as_ref().map(|t| t.0.clone()).unwrap_or_default(),
        content: issue.content.0.clone(),
        due_on: issue.due_on,
        report_form: text(&issue.report_form),
        every: issue.every.map_or("", |g| g.word()).to_owned(),
        parent: above.as_ref().map_or(0, |task| task.id),
        path: format!("{under}/d{id}"),
    };
    let folded = casework::fold(&format!("{} {} {} {}", d.number, d.source_number, d.content, d.sentence));
    store::add(tx, &d, &new.once, &folded, hand.at_ms, &hand.account)?;
    // Who issued what this hangs under follows it down.
    let mut above_units = BTreeSet::new();
    if let Some(task) = &above {
        let sides = store::sides(tx, task.id)?.into_iter().filter(|(_, side)| side != "to");
        above_units.extend(sides.map(|(unit, _)| unit));
    }
    for unit in &units {
        let task = journal::new_id(hand.at_ms);
        let first = Step { kind: StepKind::Issue, on: d.issued_on, said: d.content.clone(), due_on: d.due_on };
        let mut kept = Kept {
            seq: 1,
            step: first,
            recorded_at: hand.at_ms,
            recorded_by: hand.account.clone(),
            hash: String::new(),
        };
        kept.hash = link(&begin(&d, task, &unit.0), &kept);
        store::add_task(tx, &d, task, &unit.0, &kept.hash)?;
        store::add_step(tx, task, &kept)?;
        store::add_side(tx, task, &unit.0, "to")?;
        store::add_side(tx, task, issuer, "by")?;
        for unit in &above_units {
            store::add_side(tx, task, unit, "above")?;
        }
    }
    Ok(d.number)
}

/// Who is meant: those named and all of the kind, each once, as the tree stands on the day of issue.
fn addressees(tree: &Tree, issue: &Issue, today: Date) -> Result<Vec<UnitCode>> {
    let on = issue.issued_on;
    let mut wrong = Vec::new();
    if on > today {
        wrong.push(FieldError::new("issued_on", "invalid.directive_future"));
    }
    if issue.due_on.is_some_and(|due| due < on) {
        wrong.push(FieldError::new("due_on", "invalid.directive_due"));
    }
    let mut units: Vec<UnitCode> = Vec::new();
    for (n, a) in issue.addressees.iter().enumerate() {
        let field = format!("addressees.{n}.addressee");
        match tree.get(&a.addressee.0, on) {
            None => wrong.push(FieldError::new(field, "invalid.unit")),
            Some(unit) if unit.code == issue.issuer => wrong.push(FieldError::new(field, "invalid.directive_self")),
            Some(unit) => units.push(unit.code.clone()),
        }
    }
    let named = units.clone();
    let every = issue.every.map(|group| resolve(tree, &issue.issuer.0, group, on)).unwrap_or_default();
    units.extend(every.into_iter().filter(|u| !named.contains(u)));
    let mut seen = BTreeSet::new();
    units.retain(|u| seen.insert(u.clone()));
    if units.is_empty() && wrong.is_empty() {
        let field = if issue.every.is_some() { "every" } else { "addressees" };
        wrong.push(FieldError::new(field, "invalid.directive_nobody"));
    }
    if units.len() > MOST_ADDRESSEES {
        wrong.push(FieldError::new("every", "invalid.directive_many"));
    }
    if wrong.is_empty() { Ok(units) } else { Err(Error::Invalid(wrong)) }
}

/// The task above: the issuer's own, seen by the hand, and still to be done.
fn parent(tx: &mut dyn Tx, number: &str, unit: &str, issuer: &str, hand: &Hand) -> Result<TaskRow> {
    let task = store::task_of(tx, number, unit)?.ok_or(Error::Hidden)?;
    if !may_see(tx, task.id, &hand.sees)? {
        return Err(Error::Hidden);
    }
    if task.unit != issuer {
        return Err(Error::Invalid(vec![FieldError::new("issuer", "invalid.directive_above")]));
    }
    let (_, _, told) = read(tx, &task)?;
    if told.permitted().next().is_none() {
        return Err(Error::Stale);
    }
    Ok(task)
}

/// Whether a task is within reach: any unit that has a side in it. Lists ask the same rows.
pub fn may_see(tx: &mut dyn Tx, task: i64, sees: &Reach) -> Result<bool> {
    Ok(store::sides(tx, task)?.iter().any(|(unit, _)| sees.holds(unit)))
}

/// Directive, kept steps and the task they fold to.
pub fn read(tx: &mut dyn Tx, row: &TaskRow) -> Result<(Directive, Vec<Kept>, Task)> {
    let d = store::by_number(tx, &row.number)?.ok_or(Error::Hidden)?;
    let kept = store::steps(tx, row.id)?;
    let task = fold(&d, &row.unit, &kept);
    Ok((d, kept, task))
}

fn fold(d: &Directive, unit: &str, kept: &[Kept]) -> Task {
    let mut task = Task::new(UnitCode(unit.to_owned()), d.issued_on, d.due_on);
    task.steps = kept.iter().skip(1).map(|k| k.step.clone()).collect();
    task
}

/// The step a form or a program wants recorded.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// What.
    pub step: Step,
    /// The last step its form had seen; none: whichever is last.
    pub after: Option<i64>,
    /// Evidence.
    pub papers: Vec<Paper>,
}

/// Records a step of a unit's task.
///
/// # Errors
/// Hidden from who may not see, forbidden to the wrong side, invalid or stale.
pub fn record(tx: &mut dyn Tx, number: &str, unit: &str, new: &NewStep, hand: &Hand) -> Result<()> {
    let mut row = store::task_of(tx, number, unit)?.ok_or(Error::Hidden)?;
    if !may_see(tx, row.id, &hand.sees)? {
        return Err(Error::Hidden);
    }
    let rule = new.step.kind.rule().ok_or(Error::Stale)?;
    let side = match rule.by {
        Side::Addressee => &row.unit,
        Side::Issuer => &row.issuer,
    };
    if !hand.records.holds(side) {
        return Err(Error::Forbidden("denied.directive_side"));
    }
    if new.after.is_some_and(|seq| seq != row.last_seq) {
        return Err(Error::Stale);
    }
    let (_, kept, task) = read(tx, &row)?;
    let task = task.record(new.step.clone(), hand.today).map_err(|no| said_no(no, new.step.kind))?;
    let before = kept.last().map(|k| k.hash.clone()).unwrap_or_default();
    let mut next = Kept {
        seq: row.last_seq + 1,
        step: new.step.clone(),
        recorded_at: hand.at_ms,
        recorded_by: hand.account.clone(),
        hash: String::new(),
    };
    next.hash = link(&before, &next);
    row.last_seq = next.seq;
    row.head_hash = next.hash.clone();
    show(&mut row, &task);
    if !store::move_on(tx, &row)? {
        return Err(Error::Stale);
    }
    store::add_step(tx, row.id, &next)?;
    for paper in &new.papers {
        store::add_paper(tx, row.id, next.seq, paper)?;
    }
    Ok(())
}

/// Writes into a row what its task says.
fn show(row: &mut TaskRow, task: &Task) {
    row.standing = task.standing();
    row.due_on = task.due_on();
    row.reported_on = task.reported_on();
    row.returns = task.times(StepKind::Return).into();
    row.extensions = task.times(StepKind::Extension).into();
}

fn said_no(no: No, kind: StepKind) -> Error {
    let (field, what) = match no {
        No::NotNow => return Error::Stale,
        No::Unsaid if kind == StepKind::Return => ("said", "invalid.directive_why"),
        No::Unsaid => ("said", "invalid.required"),
        No::BeforeLast => ("on", "invalid.directive_order"),
        No::InFuture => ("on", "invalid.directive_future"),
        No::DueMissing => ("due_on", "invalid.required"),
        No::DueNotLater => ("due_on", "invalid.directive_later"),
    };
    Error::Invalid(vec![FieldError::new(field, what)])
}

/// What a chain begins with: the directive as this unit got it.
fn begin(d: &Directive, task: i64, unit: &str) -> String {
    let mut bytes = Bytes::new("directive.1");
    bytes.int(task);
    bytes.int(d.parent);
    let (due, issued) = (d.due_on.map(|d| d.to_string()).unwrap_or_default(), d.issued_on.to_string());
    let source_on = d.source_on.map(|d| d.to_string()).unwrap_or_default();
    for text in [
        &d.number,
        &d.issuer,
        &d.signer,
        &issued,
        &d.source,
        &d.source_number,
        &source_on,
        &d.sentence,
        &d.content,
        &due,
        &d.report_form,
    ] {
        bytes.text(text);
    }
    bytes.text(unit);
    to_hex(&bytes.hash())
}

/// The hash of a step after the one before.
fn link(before: &str, kept: &Kept) -> String {
    let mut bytes = Bytes::new("directive-step.1");
    bytes.text(before);
    bytes.int(kept.seq);
    bytes.text(kept.step.kind.word());
    bytes.text(&kept.step.on.to_string());
    bytes.text(&kept.step.said);
    bytes.text(&kept.step.due_on.map(|d| d.to_string()).unwrap_or_default());
    bytes.int(kept.recorded_at);
    bytes.text(&kept.recorded_by);
    to_hex(&bytes.hash())
}

/// Looks at every task: gives the number and unit of those whose chain breaks or whose row
/// says something else than its steps.
///
/// # Errors
/// The database's.
pub fn verify(tx: &mut dyn Tx) -> Result<Vec<String>> {
    let (mut bad, mut last) = (Vec::new(), 0);
    loop {
        let some = store::after(tx, last, 200)?;
        let Some(end) = some.last() else { return Ok(bad) };
        last = end.id;
        for row in some {
            let (d, kept, task) = read(tx, &row)?;
            let mut before = begin(&d, row.id, &row.unit);
            let fits = kept.iter().zip(1i64..).all(|(k, seq)| {
                let right = k.seq == seq && k.hash == link(&before, k);
                before.clone_from(&k.hash);
                right
            });
            let mut derived = row.clone();
            show(&mut derived, &task);
            let ends = before == row.head_hash && i64::try_from(kept.len()).is_ok_and(|n| n == row.last_seq);
            if !fits || !ends || derived != row {
                bad.push(format!("{} {}", row.number, row.unit));
            }
        }
    }
}
