//! Tổng hợp theo đơn vị và kỳ: how a unit stood by what it admitted.

use super::matter::Timing;
use crate::fields::UnitCode;
use std::collections::{BTreeMap, BTreeSet};

crate::choices! {
    /// How a shortcoming came into a period.
    pub enum How {
        /// Nhận trong kỳ.
        Admitted = "admitted",
        /// Kỳ trước chuyển sang.
        Carried = "carried",
        /// Lặp lại trong kỳ.
        Repeated = "repeated",
    }
}

/// A shortcoming as it counts in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub unit: UnitCode,
    /// How it came into the period.
    pub how: How,
    /// What the day makes of it.
    pub timing: Timing,
}

/// Số liệu của một đơn vị trong một kỳ. What came in twice (closed, and back) is one of `all`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Tổng số.
    pub all: u32,
    /// Nhận trong kỳ.
    pub admitted: u32,
    /// Kỳ trước chuyển sang.
    pub carried: u32,
    /// Lặp lại.
    pub repeated: u32,
    /// Khắc phục đúng hạn.
    pub in_time: u32,
    /// Khắc phục chậm.
    pub late: u32,
    /// Chờ đánh giá.
    pub waiting: u32,
    /// Đang khắc phục.
    pub running: u32,
    /// Quá hạn cam kết.
    pub overdue: u32,
    /// Chưa có biện pháp.
    pub unpromised: u32,
}

impl Sum {
    /// One shortcoming more, by what the day makes of it.
    pub fn count(&mut self, timing: Timing) {
        self.all += 1;
        let at = match timing {
            Timing::InTime => &mut self.in_time,
            Timing::Late => &mut self.late,
            Timing::Waiting => &mut self.waiting,
            Timing::Running => &mut self.running,
            Timing::Overdue => &mut self.overdue,
            Timing::Unpromised => &mut self.unpromised,
        };
        *at += 1;
    }

    /// How many are of a timing.
    pub fn of(&self, timing: Timing) -> u32 {
        match timing {
            Timing::InTime => self.in_time,
            Timing::Late => self.late,
            Timing::Waiting => self.waiting,
            Timing::Running => self.running,
            Timing::Overdue => self.overdue,
            Timing::Unpromised => self.unpromised,
        }
    }
}

/// By unit, everything that came into one period.
pub fn sums(counted: &[Counted]) -> BTreeMap<UnitCode, Sum> {
    let mut out: BTreeMap<UnitCode, Sum> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for c in counted {
        let sum = out.entry(c.unit.clone()).or_default();
        match c.how {
            How::Admitted => sum.admitted += 1,
            How::Carried => sum.carried += 1,
            How::Repeated => sum.repeated += 1,
        }
        if seen.insert(c.id) {
            sum.count(c.timing);
        }
    }
    out
}
