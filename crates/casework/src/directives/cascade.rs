//! Giao tiếp xuống dưới: a unit that got a task may give parts of it to others. What a
//! directive comes to is the sum of its leaves: of those who in the end do the work.

use super::task::{Standing, Timing};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// A task in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its id.
    pub id: i64,
    /// The task it was given under; 0: none.
    pub under: i64,
    /// Where it stands.
    pub standing: Standing,
    /// What the day makes of it.
    pub timing: Timing,
}

/// Tổng hợp: tasks counted by what the day makes of them. Each is in one count only;
/// `returned` is told besides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RollUp {
    /// Đã giao, those withdrawn left out.
    pub given: u32,
    /// Hoàn thành đúng hạn.
    pub on_time: u32,
    /// Hoàn thành chậm.
    pub late: u32,
    /// Chờ đánh giá.
    pub waiting: u32,
    /// Đang làm, trong hạn.
    pub running: u32,
    /// Quá hạn.
    pub overdue: u32,
    /// Of these, sent back and not reported again.
    pub returned: u32,
    /// Đã rút.
    pub withdrawn: u32,
}

impl RollUp {
    /// Done, in time or not.
    pub fn done(&self) -> u32 {
        self.on_time + self.late
    }

    /// One task more.
    pub fn count(&mut self, standing: Standing, timing: Timing) {
        let at = match timing {
            Timing::OnTime => &mut self.on_time,
            Timing::Late => &mut self.late,
            Timing::Waiting => &mut self.waiting,
            Timing::Running => &mut self.running,
            Timing::Overdue => &mut self.overdue,
            Timing::Withdrawn => &mut self.withdrawn,
        };
        *at += 1;
        self.given += u32::from(timing != Timing::Withdrawn);
        self.returned += u32::from(standing == Standing::Returned);
    }
}

impl AddAssign for RollUp {
    fn add_assign(&mut self, more: Self) {
        self.given += more.given;
        self.on_time += more.on_time;
        self.late += more.late;
        self.waiting += more.waiting;
        self.running += more.running;
        self.overdue += more.overdue;
        self.returned += more.returned;
        self.withdrawn += more.withdrawn;
    }
}

/// Of these tasks those under which nothing was given.
pub fn leaves(tasks: &[Placed]) -> impl Iterator<Item = &Placed> {
    let above: BTreeSet<i64> = tasks.iter().map(|t| t.under).collect();
    tasks.iter().filter(move |t| !above.contains(&t.id))
}

/// For every task the sum of the leaves under it; of a leaf, itself.
pub fn cascade(tasks: &[Placed]) -> BTreeMap<i64, RollUp> {
    let under: BTreeMap<i64, i64> = tasks.iter().map(|t| (t.id, t.under)).collect();
    let mut sums: BTreeMap<i64, RollUp> = tasks.iter().map(|t| (t.id, RollUp::default())).collect();
    for leaf in leaves(tasks) {
        // A forged ring of tasks would never end: no way up is longer than there are tasks.
        let (mut at, mut left) = (leaf.id, tasks.len());
        while let Some(sum) = sums.get_mut(&at).filter(|_| left > 0) {
            sum.count(leaf.standing, leaf.timing);
            at = under.get(&at).copied().unwrap_or(0);
            left -= 1;
        }
    }
    sums
}
