//! Các bước của một hạn chế: what each side does, after what, and what it must say.
//!
//! The order is this table and nothing else; it is the house's own, no statute sets it.

use super::matter::{Shortcoming, Standing};
use jiff::civil::Date;

/// Bên nào ghi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Đơn vị có hạn chế.
    Unit,
    /// Đơn vị đánh giá.
    Reviewer,
    /// Một trong hai bên.
    Either,
}

crate::choices! {
    /// Bước.
    pub enum StepKind {
        /// Nhận hạn chế.
        Admission = "admission",
        /// Cam kết biện pháp: what will be done, by whom, until when.
        Promise = "promise",
        /// Báo cáo đã khắc phục.
        Fulfilment = "fulfilment",
        /// Chưa đạt: what was reported is not enough.
        Refusal = "refusal",
        /// Công nhận đã khắc phục.
        Closing = "closing",
        /// Chuyển kỳ sau.
        CarryOver = "carry_over",
        /// Lặp lại: it came back after it was closed.
        Repetition = "repetition",
    }
}

/// Kỳ, by the name it is asked for and its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// As `2023-6m`.
    pub period: String,
    /// Its last day: periods are ordered by it.
    pub until: Date,
}

/// Một bước đã ghi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// Its day.
    pub on: Date,
    /// What is promised, was done, or why.
    pub said: String,
    /// Who answers for a promise.
    pub answerable: String,
    /// Until when; of a promise or a carrying over.
    pub due_on: Option<Date>,
    /// The period it goes into; of a carrying over or a repetition.
    pub within: Option<Within>,
}

/// One row of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The step.
    pub kind: StepKind,
    /// Who records it.
    pub by: Side,
    /// Where the shortcoming must stand.
    pub after: &'static [Standing],
    /// Where it stands then; none: where it stood.
    pub to: Option<Standing>,
    /// Whether words are needed.
    pub says: bool,
    /// Whether a date is needed.
    pub dated: bool,
    /// Whether it goes into a period.
    pub into: bool,
}

use Standing as S;

const fn rule(kind: StepKind, by: Side, after: &'static [Standing], to: Option<Standing>) -> Rule {
    let says = !matches!(kind, StepKind::Closing);
    let dated = matches!(kind, StepKind::Promise);
    let into = matches!(kind, StepKind::CarryOver | StepKind::Repetition);
    Rule { kind, by, after, to, says, dated, into }
}

/// The order of the steps after the admission.
pub const RULES: &[Rule] = &[
    rule(StepKind::Promise, Side::Unit, &[S::Admitted, S::Repeated], Some(S::Promised)),
    rule(StepKind::Fulfilment, Side::Unit, &[S::Promised], Some(S::Fulfilled)),
    rule(StepKind::Closing, Side::Reviewer, &[S::Fulfilled], Some(S::Closed)),
    rule(StepKind::Refusal, Side::Reviewer, &[S::Fulfilled], Some(S::Promised)),
    rule(StepKind::CarryOver, Side::Either, &[S::Admitted, S::Promised, S::Repeated], None),
    rule(StepKind::Repetition, Side::Either, &[S::Closed], Some(S::Repeated)),
];

/// Why a step cannot be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// Not from where it stands.
    NotNow,
    /// It must say something.
    Unsaid,
    /// Its day lies before the step before it.
    BeforeLast,
    /// Its day has not come.
    InFuture,
    /// A promise needs its date; so does one carried over.
    DueMissing,
    /// The date lies before the step, or is not later than the one before.
    DueNotLater,
    /// The period it goes into is missing.
    PeriodMissing,
    /// The period it goes into is not a later one.
    PeriodNotLater,
}

impl StepKind {
    /// Its row; the admission has none.
    pub fn rule(self) -> Option<&'static Rule> {
        RULES.iter().find(|r| r.kind == self)
    }
}

impl Shortcoming {
    /// The steps that may follow.
    pub fn permitted(&self) -> impl Iterator<Item = &'static Rule> {
        let standing = self.standing();
        RULES.iter().filter(move |r| r.after.contains(&standing))
    }

    /// The shortcoming with one more step.
    ///
    /// # Errors
    /// Why the step cannot be recorded.
    pub fn record(mut self, step: Step, today: Date) -> Result<Self, No> {
        let rule = self.permitted().find(|r| r.kind == step.kind).ok_or(No::NotNow)?;
        if rule.says && step.said.trim().is_empty() {
            return Err(No::Unsaid);
        }
        if step.on > today {
            return Err(No::InFuture);
        }
        if step.on < self.last_on() {
            return Err(No::BeforeLast);
        }
        // What was promised keeps a date when it is carried over, and a later one.
        let carried = step.kind == StepKind::CarryOver && self.standing() == S::Promised;
        match step.due_on {
            None if rule.dated || carried => return Err(No::DueMissing),
            Some(due) if due < step.on => return Err(No::DueNotLater),
            Some(due) if carried && self.due_on().is_some_and(|before| due <= before) => return Err(No::DueNotLater),
            _ => {}
        }
        if rule.into {
            let into = step.within.as_ref().ok_or(No::PeriodMissing)?;
            let at = self.within();
            // What comes back may come back within the period it was closed in.
            let later = into.until > at.until || step.kind == StepKind::Repetition && into.until == at.until;
            if !later {
                return Err(No::PeriodNotLater);
            }
        }
        self.steps.push(step);
        Ok(self)
    }
}
