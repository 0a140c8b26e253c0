//! Admitting shortcomings and recording their steps: each in one unit of work, through
//! `casework::shortcomings` and into a chain of hashes.
//!
//! Here is asked who may: the unit's side admits, promises and reports, the reviewer's judges.

use super::store::{self, Kept, Line};
use crate::accounts::Reach;
use crate::errors::{Error, FieldError, Result};
use crate::journal::{self, chain::Bytes};
use crate::papers::Paper;
use crate::random::to_hex;
use casework::fields::UnitCode;
use casework::shortcomings::{Admission, How, No, Shortcoming, Side, Standing, Step, StepKind, Within, reviewer_of};
use casework::units::Tree;
use db::Tx;
use jiff::civil::Date;
use law::Law;

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

/// A shortcoming to be admitted.
#[derive(Debug, Clone)]
pub struct NewShortcoming {
    /// What is said.
    pub admission: Admission,
    /// The form it comes from, so that pressing twice admits once.
    pub once: String,
}

/// Admits one, with its promise where one is given at once; gives its number.
///
/// # Errors
/// What is wrong with it.
pub fn admit(tx: &mut dyn Tx, law: &Law, tree: &Tree, new: &NewShortcoming, hand: &Hand) -> Result<String> {
    if let Some(number) = store::by_once(tx, &new.once)? {
        return Ok(number);
    }
    let (a, unit) = (&new.admission, &new.admission.unit.0);
    if !hand.records.holds(unit) {
        return Err(Error::Forbidden("denied.unit"));
    }
    let (first, reviewer) = checked(law, tree, a, hand.today)?;
    let id = journal::new_id(hand.at_ms);
    let year = i64::from(a.admitted_on.year());
    let n = store::next_number(tx, unit, year)?;
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let cause = a.cause.as_ref().map(|t| t.0.clone()).unwrap_or_default();
    let mut line = Line {
        id,
        number: format!("HC-{unit}-{year}-{n:03}"),
        unit: unit.clone(),
        reviewer,
        admitted_on: a.admitted_on,
        admitted_in: a.admitted_in.word().to_owned(),
        source_number: text(&a.source_number),
        shortcoming: a.shortcoming.0.clone(),
        cause,
        within: first.clone(),
        first,
        standing: Standing::Admitted,
        measure: String::new(),
        answerable: String::new(),
        due_on: None,
        fulfilled_on: None,
        carried: 0,
        repeated: 0,
        last_seq: 1,
        head_hash: String::new(),
    };
    let step = Step {
        kind: StepKind::Admission,
        on: a.admitted_on,
        said: line.shortcoming.clone(),
        answerable: String::new(),
        due_on: None,
        within: None,
    };
    let admitted = chained(&begin(&line), 1, step, hand);
    line.head_hash = admitted.hash.clone();
    let folded = casework::fold(&format!("{} {} {} {}", line.number, line.source_number, line.shortcoming, line.cause));
    store::add(tx, &line, &new.once, &folded, hand.at_ms, &hand.account)?;
    store::add_step(tx, id, &admitted)?;
    store::add_period(tx, id, &line.first.period, How::Admitted)?;
    if let Some(measure) = &a.measure {
        let (said, answerable) = (measure.0.clone(), text(&a.answerable));
        let step =
            Step { kind: StepKind::Promise, on: a.admitted_on, said, answerable, due_on: a.due_on, within: None };
        write(tx, line.clone(), &NewStep { step, after: None, papers: Vec::new() }, hand)?;
    }
    Ok(line.number)
}

/// The period and the reviewer of an admission, or what is wrong with it.
fn checked(law: &Law, tree: &Tree, a: &Admission, today: Date) -> Result<(Within, String)> {
    let (on, mut wrong) = (a.admitted_on, Vec::new());
    if on > today {
        wrong.push(FieldError::new("admitted_on", "invalid.directive_future"));
    }
    if tree.get(&a.unit.0, on).is_none() {
        wrong.push(FieldError::new("unit", "invalid.unit"));
    }
    let period = law.period(&a.period).ok();
    if period.is_none() {
        wrong.push(FieldError::new("period", "invalid.period"));
    }
    if a.measure.is_some() && a.due_on.is_none() {
        wrong.push(FieldError::new("due_on", "invalid.shortcoming_due"));
    }
    if a.measure.is_none() && (a.due_on.is_some() || a.answerable.is_some()) {
        wrong.push(FieldError::new("measure", "invalid.shortcoming_measure"));
    }
    if a.due_on.is_some_and(|due| due < on) {
        wrong.push(FieldError::new("due_on", "invalid.shortcoming_before"));
    }
    let reviewer = match &a.reviewer {
        Some(named) if tree.get(&named.0, on).is_none() => {
            wrong.push(FieldError::new("reviewer", "invalid.unit"));
            None
        }
        Some(named) => Some(named.clone()),
        None => reviewer_of(tree, &a.unit.0, on),
    };
    if reviewer.as_ref().is_none_or(|r| *r == a.unit) && wrong.is_empty() {
        wrong.push(FieldError::new("reviewer", "invalid.shortcoming_reviewer"));
    }
    match (period, reviewer) {
        (Some(period), Some(reviewer)) if wrong.is_empty() => {
            Ok((Within { period: period.id, until: period.until }, reviewer.0))
        }
        _ => Err(Error::Invalid(wrong)),
    }
}

/// Whether one is within reach: its unit or its reviewer. Lists ask the same.
pub fn may_see(line: &Line, sees: &Reach) -> bool {
    sees.holds(&line.unit) || sees.holds(&line.reviewer)
}

/// Kept steps, and the shortcoming they fold to.
pub fn read(tx: &mut dyn Tx, line: &Line) -> Result<(Vec<Kept>, Shortcoming)> {
    let kept = store::steps(tx, line.id)?;
    let mut told = Shortcoming::new(UnitCode(line.unit.clone()), line.admitted_on, line.first.clone());
    told.steps = kept.iter().skip(1).map(|k| k.step.clone()).collect();
    Ok((kept, told))
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

/// Records a step.
///
/// # Errors
/// Hidden from who may not see, forbidden to the wrong side, invalid or stale.
pub fn record(tx: &mut dyn Tx, number: &str, new: &NewStep, hand: &Hand) -> Result<()> {
    let line = store::by_number(tx, number)?.filter(|l| may_see(l, &hand.sees)).ok_or(Error::Hidden)?;
    let rule = new.step.kind.rule().ok_or(Error::Stale)?;
    if !holds(&line, rule.by, &hand.records) {
        return Err(Error::Forbidden("denied.shortcoming_side"));
    }
    if new.after.is_some_and(|seq| seq != line.last_seq) {
        return Err(Error::Stale);
    }
    write(tx, line, new, hand)
}

/// Whether who records for these units records for a side.
pub(super) fn holds(line: &Line, by: Side, records: &Reach) -> bool {
    match by {
        Side::Unit => records.holds(&line.unit),
        Side::Reviewer => records.holds(&line.reviewer),
        Side::Either => records.holds(&line.unit) || records.holds(&line.reviewer),
    }
}

fn write(tx: &mut dyn Tx, mut line: Line, new: &NewStep, hand: &Hand) -> Result<()> {
    let (_, told) = read(tx, &line)?;
    let kind = new.step.kind;
    let told = told.record(new.step.clone(), hand.today).map_err(|no| said_no(no, kind))?;
    let next = chained(&line.head_hash, line.last_seq + 1, new.step.clone(), hand);
    line.last_seq = next.seq;
    line.head_hash = next.hash.clone();
    show(&mut line, &told);
    if !store::move_on(tx, &line)? {
        return Err(Error::Stale);
    }
    store::add_step(tx, line.id, &next)?;
    if let Some((within, how)) = new.step.within.as_ref().zip(way_in(kind)) {
        store::add_period(tx, line.id, &within.period, how)?;
    }
    for paper in &new.papers {
        store::add_paper(tx, line.id, next.seq, paper)?;
    }
    Ok(())
}

/// How a step brings a shortcoming into a period.
fn way_in(kind: StepKind) -> Option<How> {
    match kind {
        StepKind::CarryOver => Some(How::Carried),
        StepKind::Repetition => Some(How::Repeated),
        _ => None,
    }
}

/// Writes into a line what its steps say.
fn show(line: &mut Line, told: &Shortcoming) {
    line.standing = told.standing();
    let promise = told.promise();
    line.measure = promise.map(|p| p.said.clone()).unwrap_or_default();
    line.answerable = promise.map(|p| p.answerable.clone()).unwrap_or_default();
    line.due_on = told.due_on();
    line.fulfilled_on = told.fulfilled_on();
    line.within = told.within().clone();
    line.carried = told.times(StepKind::CarryOver).into();
    line.repeated = told.times(StepKind::Repetition).into();
}

fn said_no(no: No, kind: StepKind) -> Error {
    let (field, what) = match no {
        No::NotNow => return Error::Stale,
        No::Unsaid if kind == StepKind::Refusal => ("said", "invalid.directive_why"),
        No::Unsaid => ("said", "invalid.required"),
        No::BeforeLast => ("on", "invalid.directive_order"),
        No::InFuture => ("on", "invalid.directive_future"),
        No::DueMissing => ("due_on", "invalid.shortcoming_due"),
        No::DueNotLater => ("due_on", "invalid.shortcoming_later"),
        No::PeriodMissing => ("period", "invalid.period"),
        No::PeriodNotLater => ("period", "invalid.shortcoming_period"),
    };
    Error::Invalid(vec![FieldError::new(field, what)])
}

/// What a chain begins with: the shortcoming as it was admitted.
fn begin(s: &Line) -> String {
    let mut bytes = Bytes::new("shortcoming.1");
    bytes.int(s.id);
    let (on, until) = (s.admitted_on.to_string(), s.first.until.to_string());
    for text in [
        &s.number,
        &s.unit,
        &s.reviewer,
        &on,
        &s.admitted_in,
        &s.source_number,
        &s.shortcoming,
        &s.cause,
        &s.first.period,
        &until,
    ] {
        bytes.text(text);
    }
    to_hex(&bytes.hash())
}

/// A step after the hash before it.
fn chained(before: &str, seq: i64, step: Step, hand: &Hand) -> Kept {
    let mut kept = Kept { seq, step, recorded_at: hand.at_ms, recorded_by: hand.account.clone(), hash: String::new() };
    kept.hash = link(before, &kept);
    kept
}

fn link(before: &str, kept: &Kept) -> String {
    let s = &kept.step;
    let mut bytes = Bytes::new("shortcoming-step.1");
    bytes.text(before);
    bytes.int(kept.seq);
    bytes.text(s.kind.word());
    bytes.text(&s.on.to_string());
    bytes.text(&s.said);
    bytes.text(&s.answerable);
    bytes.text(&s.due_on.map(|d| d.to_string()).unwrap_or_default());
    let (period, until) = s.within.as_ref().map(|w| (w.period.clone(), w.until.to_string())).unwrap_or_default();
    bytes.text(&period);
    bytes.text(&until);
    bytes.int(kept.recorded_at);
    bytes.text(&kept.recorded_by);
    to_hex(&bytes.hash())
}

/// Looks at every one: gives the numbers of those whose chain breaks, or whose line or periods
/// say something else than their steps.
///
/// # Errors
/// The database's.
pub fn verify(tx: &mut dyn Tx) -> Result<Vec<String>> {
    let (mut bad, mut last) = (Vec::new(), 0);
    loop {
        let some = store::after(tx, last, 200)?;
        let Some(end) = some.last() else { return Ok(bad) };
        last = end.id;
        for line in some {
            let (kept, told) = read(tx, &line)?;
            let mut before = begin(&line);
            let fits = kept.iter().zip(1i64..).all(|(k, seq)| {
                let right = k.seq == seq && k.hash == link(&before, k);
                before.clone_from(&k.hash);
                right
            });
            let mut derived = line.clone();
            show(&mut derived, &told);
            let ends = before == line.head_hash && i64::try_from(kept.len()).is_ok_and(|n| n == line.last_seq);
            let into = told.steps.iter().filter_map(|s| Some((s.within.clone()?.period, way_in(s.kind)?.word())));
            let mut periods: Vec<(String, String)> = into.map(|(period, how)| (period, how.to_owned())).collect();
            periods.push((line.first.period.clone(), How::Admitted.word().to_owned()));
            periods.sort();
            periods.dedup();
            if !fits || !ends || derived != line || periods != store::periods(tx, line.id)? {
                bad.push(line.number);
            }
        }
    }
}
