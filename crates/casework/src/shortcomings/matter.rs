//! Một hạn chế: as it stands, folded from its steps.

use super::steps::{Step, StepKind, Within};
use crate::fields::UnitCode;
use crate::units::Tree;
use jiff::civil::Date;
use law::AgencyKind;

crate::choices! {
    /// Trạng thái: where a shortcoming stands. "Overdue" is none of them: it depends on the day.
    pub enum Standing {
        /// Đã nhận, chưa có biện pháp.
        Admitted = "admitted",
        /// Đã cam kết biện pháp.
        Promised = "promised",
        /// Đã báo cáo khắc phục, chờ đánh giá.
        Fulfilled = "fulfilled",
        /// Đã khắc phục.
        Closed = "closed",
        /// Lặp lại.
        Repeated = "repeated",
    }
}

crate::choices! {
    /// What a day makes of it. Every shortcoming is exactly one of these.
    pub enum Timing {
        /// Quá hạn cam kết.
        Overdue = "overdue",
        /// Chưa có biện pháp.
        Unpromised = "unpromised",
        /// Đang khắc phục, trong hạn.
        Running = "running",
        /// Chờ đánh giá.
        Waiting = "waiting",
        /// Khắc phục đúng hạn.
        InTime = "in_time",
        /// Khắc phục chậm.
        Late = "late",
    }
}

impl Timing {
    /// Of a standing, the date promised and the day of the last report, on a day.
    pub fn of(standing: Standing, due_on: Option<Date>, fulfilled_on: Option<Date>, today: Date) -> Self {
        let past = |day: Option<Date>| due_on.zip(day).is_some_and(|(due, day)| due < day);
        match standing {
            Standing::Admitted | Standing::Repeated => Timing::Unpromised,
            Standing::Promised if past(Some(today)) => Timing::Overdue,
            Standing::Promised => Timing::Running,
            Standing::Fulfilled => Timing::Waiting,
            Standing::Closed if past(fulfilled_on) => Timing::Late,
            Standing::Closed => Timing::InTime,
        }
    }

    /// Whether something is still to be done about it.
    pub fn is_open(self) -> bool {
        !matches!(self, Timing::InTime | Timing::Late)
    }
}

/// Hạn chế của một đơn vị.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortcoming {
    /// Whose.
    pub unit: UnitCode,
    /// When it was admitted.
    pub admitted_on: Date,
    /// For which period.
    pub first: Within,
    /// What followed, in order.
    pub steps: Vec<Step>,
}

impl Shortcoming {
    /// As admitted.
    pub fn new(unit: UnitCode, admitted_on: Date, first: Within) -> Self {
        Self { unit, admitted_on, first, steps: Vec::new() }
    }

    /// Where it stands.
    pub fn standing(&self) -> Standing {
        let to = |step: &Step| step.kind.rule().and_then(|r| r.to);
        self.steps.iter().rev().find_map(to).unwrap_or(Standing::Admitted)
    }

    /// The period it belongs to now.
    pub fn within(&self) -> &Within {
        self.steps.iter().rev().find_map(|s| s.within.as_ref()).unwrap_or(&self.first)
    }

    /// The date that counts; a promise from before it came back binds no longer.
    pub fn due_on(&self) -> Option<Date> {
        self.since_it_came().iter().rev().find_map(|s| s.due_on)
    }

    /// The last promise: the measure and who answers for it.
    pub fn promise(&self) -> Option<&Step> {
        self.since_it_came().iter().rev().find(|s| s.kind == StepKind::Promise)
    }

    /// The day of the last report that it was mended.
    pub fn fulfilled_on(&self) -> Option<Date> {
        self.since_it_came().iter().rev().find(|s| s.kind == StepKind::Fulfilment).map(|s| s.on)
    }

    /// How often a step was recorded.
    pub fn times(&self, kind: StepKind) -> u32 {
        u32::try_from(self.steps.iter().filter(|s| s.kind == kind).count()).unwrap_or(u32::MAX)
    }

    /// What a day makes of it.
    pub fn timing(&self, today: Date) -> Timing {
        Timing::of(self.standing(), self.due_on(), self.fulfilled_on(), today)
    }

    /// The day of the last step.
    pub fn last_on(&self) -> Date {
        self.steps.last().map_or(self.admitted_on, |s| s.on)
    }

    fn since_it_came(&self) -> &[Step] {
        let back = self.steps.iter().rposition(|s| s.kind == StepKind::Repetition);
        &self.steps[back.map_or(0, |at| at + 1)..]
    }
}

/// Who reviews a unit: the unit above it; for what stands under the country, the Government
/// Inspectorate, which reviews the sector.
pub fn reviewer_of(tree: &Tree, unit: &str, on: Date) -> Option<UnitCode> {
    let above = tree.ancestors(unit, on);
    let nearest = above.first()?;
    if nearest.parent.is_some() {
        return Some(nearest.code.clone());
    }
    let country = nearest.code.0.clone();
    let own = tree.children(&country, on).into_iter().find(|u| u.agency == Some(AgencyKind::Gi));
    own.map(|u| u.code.clone()).filter(|code| code.0 != unit).or(Some(nearest.code.clone()))
}
