//! Các bước của một nhiệm vụ: what each side does, after what, and what it must say.
//!
//! The order is this table and nothing else; it is the house's own, no statute sets it.

use super::task::{Standing, Task};
use jiff::civil::Date;

/// Bên nào ghi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Đơn vị thực hiện.
    Addressee,
    /// Đơn vị giao.
    Issuer,
}

crate::choices! {
    /// Bước.
    pub enum StepKind {
        /// Giao.
        Issue = "issue",
        /// Tiếp nhận.
        Acceptance = "acceptance",
        /// Tiến độ: a note on the way.
        Progress = "progress",
        /// Báo cáo kết quả.
        Report = "report",
        /// Trả lại: the report is not enough.
        Return = "return",
        /// Công nhận hoàn thành.
        Completion = "completion",
        /// Gia hạn.
        Extension = "extension",
        /// Rút: the task is no longer asked for.
        Withdrawal = "withdrawal",
    }
}

/// Một bước đã ghi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// Its day.
    pub on: Date,
    /// What was done, or why.
    pub said: String,
    /// The new date, for an extension.
    pub due_on: Option<Date>,
}

/// One row of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The step.
    pub kind: StepKind,
    /// Who records it.
    pub by: Side,
    /// Where the task must stand.
    pub after: &'static [Standing],
    /// Where it stands then; none: where it stood.
    pub to: Option<Standing>,
    /// Whether words are needed: a report says what was done, a return says why.
    pub says: bool,
}

use Standing as S;

/// Still to be done by the addressee.
const OPEN: &[Standing] = &[S::Issued, S::Accepted, S::InProgress, S::Returned];
/// Taken on.
const TAKEN: &[Standing] = &[S::Accepted, S::InProgress, S::Returned];

const fn rule(kind: StepKind, by: Side, after: &'static [Standing], to: Option<Standing>, says: bool) -> Rule {
    Rule { kind, by, after, to, says }
}

/// The order of the steps after the issue.
pub const RULES: &[Rule] = &[
    rule(StepKind::Acceptance, Side::Addressee, &[S::Issued], Some(S::Accepted), false),
    rule(StepKind::Report, Side::Addressee, TAKEN, Some(S::Reported), true),
    rule(StepKind::Progress, Side::Addressee, TAKEN, None, true),
    rule(StepKind::Completion, Side::Issuer, &[S::Reported], Some(S::Done), false),
    rule(StepKind::Return, Side::Issuer, &[S::Reported], Some(S::Returned), true),
    rule(StepKind::Extension, Side::Issuer, OPEN, None, true),
    rule(
        StepKind::Withdrawal,
        Side::Issuer,
        &[S::Issued, S::Accepted, S::InProgress, S::Returned, S::Reported],
        Some(S::Withdrawn),
        true,
    ),
];

/// Why a step cannot be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    /// Not from where the task stands.
    NotNow,
    /// It must say something.
    Unsaid,
    /// Its day lies before the step before it.
    BeforeLast,
    /// Its day has not come.
    InFuture,
    /// An extension needs its new date.
    DueMissing,
    /// An extension goes to a later date, and not into the past.
    DueNotLater,
}

impl StepKind {
    /// Its row; the issue has none.
    pub fn rule(self) -> Option<&'static Rule> {
        RULES.iter().find(|r| r.kind == self)
    }
}

impl Task {
    /// The steps that may follow.
    pub fn permitted(&self) -> impl Iterator<Item = &'static Rule> {
        let standing = self.standing();
        RULES.iter().filter(move |r| r.after.contains(&standing))
    }

    /// The task with one more step.
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
        match (step.kind, step.due_on) {
            (StepKind::Extension, None) => return Err(No::DueMissing),
            (StepKind::Extension, Some(to)) if self.due_on().is_some_and(|due| to <= due) || to < step.on => {
                return Err(No::DueNotLater);
            }
            _ => {}
        }
        self.steps.push(step);
        Ok(self)
    }
}
