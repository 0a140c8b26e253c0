//! Thời hạn của hồ sơ: what is due, by when, and the proof of that date.

use jiff::civil::Date;
use law::{Citation, Due, Status};

/// Which way a limit binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Binds {
    /// The act must come on or before the date.
    NotAfter,
    /// The act must come at least so long before an event.
    Lead,
    /// A display or state must last at least until the date.
    AtLeastUntil,
    /// A power ends with the date; nobody is late.
    Bar,
    /// Past it somebody may have to answer for it; nobody works to it.
    Alarm,
}

/// One statutory deadline of one case.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Deadline {
    /// Name of the rule, as `team_report`.
    pub rule: &'static str,
    /// The act (its seq) that opened it.
    pub opened_by: u32,
    /// Official day of that act.
    pub opened_on: Date,
    /// The date, both ways, with its proof.
    pub due: Due,
    /// Which of `due.bare` and `due.rolled` binds under the settings.
    pub due_on: Date,
    /// The act and day that met it.
    pub met: Option<(u32, Date)>,
    /// Since when its clock stands still.
    pub paused_since: Option<Date>,
    /// No longer asked (case terminated, superseded): why.
    pub lapsed: Option<&'static str>,
    /// Which way it binds.
    pub binds: Binds,
    /// The provision.
    pub law: Citation,
    /// How sure we are of the number of days.
    pub status: Status,
}

/// Where a deadline stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Not due for more than five calendar days.
    Open,
    /// Due within five calendar days.
    DueSoon,
    /// Past due and not met.
    Overdue,
    /// Met in time.
    Met,
    /// Met after its date.
    MetLate,
    /// The clock stands still.
    Paused,
    /// No longer asked.
    Lapsed,
}

impl Deadline {
    /// How near a due date must be to be called near, in calendar days.
    pub const SOON_DAYS: i32 = 5;

    /// Whether somebody has to act by it: a display that must last, a power that
    /// ends and an alarm ask for nothing.
    pub fn is_task(&self) -> bool {
        matches!(self.binds, Binds::NotAfter | Binds::Lead)
    }

    /// Where it stands on `today`. Pure: "overdue" is asked, never stored.
    pub fn state(&self, today: Date) -> DeadlineState {
        match (self.lapsed, self.met, self.paused_since) {
            (Some(_), _, _) => DeadlineState::Lapsed,
            (None, Some((_, on)), _) if on <= self.due_on => DeadlineState::Met,
            (None, Some(_), _) => DeadlineState::MetLate,
            (None, None, Some(_)) => DeadlineState::Paused,
            (None, None, None) if self.binds == Binds::Bar => {
                if today > self.due_on {
                    DeadlineState::Lapsed
                } else {
                    DeadlineState::Open
                }
            }
            (None, None, None) if today > self.due_on => DeadlineState::Overdue,
            (None, None, None) if self.binds == Binds::Alarm => DeadlineState::Open,
            (None, None, None) => {
                let days = self.due_on.since(today).map_or(0, |span| span.get_days());
                if days <= Self::SOON_DAYS { DeadlineState::DueSoon } else { DeadlineState::Open }
            }
        }
    }
}
