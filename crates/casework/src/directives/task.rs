//! Nhiệm vụ: a directive as one unit has it, folded from its steps.

use super::steps::{Step, StepKind};
use crate::fields::UnitCode;
use jiff::civil::Date;

crate::choices! {
    /// Trạng thái: where a task stands. "Overdue" is none of them: it depends on the day.
    pub enum Standing {
        /// Chờ tiếp nhận.
        Issued = "issued",
        /// Đã tiếp nhận.
        Accepted = "accepted",
        /// Đang thực hiện.
        InProgress = "in_progress",
        /// Đã báo cáo, chờ đánh giá.
        Reported = "reported",
        /// Bị trả lại.
        Returned = "returned",
        /// Hoàn thành.
        Done = "done",
        /// Đã rút.
        Withdrawn = "withdrawn",
    }
}

crate::choices! {
    /// Đúng hạn hay chậm: what a day makes of a task. Every task is exactly one of these.
    pub enum Timing {
        /// Quá hạn, chưa xong.
        Overdue = "overdue",
        /// Đang làm, trong hạn.
        Running = "running",
        /// Đã báo cáo, chờ đánh giá.
        Waiting = "waiting",
        /// Hoàn thành đúng hạn.
        OnTime = "on_time",
        /// Hoàn thành chậm.
        Late = "late",
        /// Đã rút.
        Withdrawn = "withdrawn",
    }
}

impl Timing {
    /// Of a standing, the date it was due by and the day of its last report, on a day.
    pub fn of(standing: Standing, due_on: Option<Date>, reported_on: Option<Date>, today: Date) -> Self {
        let past = |day: Option<Date>| due_on.zip(day).is_some_and(|(due, day)| due < day);
        match standing {
            Standing::Withdrawn => Timing::Withdrawn,
            Standing::Reported => Timing::Waiting,
            Standing::Done if past(reported_on) => Timing::Late,
            Standing::Done => Timing::OnTime,
            Standing::Issued | Standing::Accepted | Standing::InProgress | Standing::Returned => {
                if past(Some(today)) {
                    Timing::Overdue
                } else {
                    Timing::Running
                }
            }
        }
    }
}

/// Nhiệm vụ của một đơn vị.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Who does it: the unit as it was called when the directive was issued.
    pub unit: UnitCode,
    /// When it was issued.
    pub issued_on: Date,
    /// The date first set; none: a standing task.
    pub first_due_on: Option<Date>,
    /// What followed, in order.
    pub steps: Vec<Step>,
}

impl Task {
    /// As issued.
    pub fn new(unit: UnitCode, issued_on: Date, due_on: Option<Date>) -> Self {
        Self { unit, issued_on, first_due_on: due_on, steps: Vec::new() }
    }

    /// Where it stands.
    pub fn standing(&self) -> Standing {
        self.steps.iter().fold(Standing::Issued, |at, step| match step.kind {
            StepKind::Progress if at == Standing::Accepted => Standing::InProgress,
            kind => kind.rule().and_then(|r| r.to).unwrap_or(at),
        })
    }

    /// The date that counts: the last extension's, else the first.
    pub fn due_on(&self) -> Option<Date> {
        self.steps.iter().rev().find_map(|s| s.due_on).or(self.first_due_on)
    }

    /// The day of the last report: one that was returned fulfils nothing.
    pub fn reported_on(&self) -> Option<Date> {
        self.last(StepKind::Report)
    }

    /// The day it was found done.
    pub fn done_on(&self) -> Option<Date> {
        self.last(StepKind::Completion)
    }

    /// The day it was taken on.
    pub fn accepted_on(&self) -> Option<Date> {
        self.last(StepKind::Acceptance)
    }

    /// How often a step was recorded.
    pub fn times(&self, kind: StepKind) -> u32 {
        u32::try_from(self.steps.iter().filter(|s| s.kind == kind).count()).unwrap_or(u32::MAX)
    }

    /// What a day makes of it.
    pub fn timing(&self, today: Date) -> Timing {
        Timing::of(self.standing(), self.due_on(), self.reported_on(), today)
    }

    /// The day of the last step.
    pub fn last_on(&self) -> Date {
        self.steps.last().map_or(self.issued_on, |s| s.on)
    }

    fn last(&self, kind: StepKind) -> Option<Date> {
        self.steps.iter().rev().find(|s| s.kind == kind).map(|s| s.on)
    }
}
