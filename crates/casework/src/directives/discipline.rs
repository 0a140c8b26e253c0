//! Kỷ luật, kỷ cương: how the units answered for what they were told, over a period.

use super::task::Timing;
use crate::fields::UnitCode;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A task as it counts for its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The unit.
    pub unit: UnitCode,
    /// The date that counts; none: a standing task, which is in no period.
    pub due_on: Option<Date>,
    /// What the day makes of it.
    pub timing: Timing,
    /// How often a report was sent back.
    pub returns: u32,
    /// How often more time was given.
    pub extensions: u32,
}

/// Số liệu của một đơn vị: tasks due in the period, those withdrawn left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Discipline {
    /// Đến hạn trong kỳ.
    pub due: u32,
    /// Hoàn thành đúng hạn.
    pub on_time: u32,
    /// Hoàn thành chậm.
    pub late: u32,
    /// Quá hạn.
    pub overdue: u32,
    /// Chờ đánh giá.
    pub waiting: u32,
    /// Chưa đến hạn.
    pub running: u32,
    /// Reports sent back: times, not tasks.
    pub returns: u32,
    /// More time given: times, not tasks.
    pub extensions: u32,
}

impl Discipline {
    /// On time among those that are settled or overdue, in parts of a thousand; none where nothing is.
    pub fn on_time_permille(&self) -> Option<u32> {
        (self.on_time * 1000).checked_div(self.on_time + self.late + self.overdue)
    }
}

/// By unit, tasks due from `from` until `until`.
pub fn discipline(tasks: &[Answered], from: Date, until: Date) -> BTreeMap<UnitCode, Discipline> {
    let mut out: BTreeMap<UnitCode, Discipline> = BTreeMap::new();
    for task in tasks {
        let within = task.due_on.is_some_and(|due| from <= due && due <= until);
        if !within || task.timing == Timing::Withdrawn {
            continue;
        }
        let unit = out.entry(task.unit.clone()).or_default();
        unit.due += 1;
        unit.returns += task.returns;
        unit.extensions += task.extensions;
        match task.timing {
            Timing::OnTime => unit.on_time += 1,
            Timing::Late => unit.late += 1,
            Timing::Overdue => unit.overdue += 1,
            Timing::Waiting => unit.waiting += 1,
            Timing::Running | Timing::Withdrawn => unit.running += 1,
        }
    }
    out
}
