//! Lịch làm việc: weekends, holidays, days in lieu and swapped days.

use jiff::civil::Date;

/// The working calendar of officials over the years known.
#[derive(Debug, Clone, Default)]
pub struct Calendar {}

impl Calendar {
    /// Whether officials work on this day.
    pub fn is_working(&self, _day: Date) -> bool {
        unimplemented!("helper L")
    }
    /// Why nobody works: the holiday's name, `T7` or `CN`; `None` on a working day.
    pub fn why_off(&self, _day: Date) -> Option<&str> {
        unimplemented!("helper L")
    }
    /// Version shown beside every deadline, as `2026-11/4c1e`.
    pub fn version(&self) -> &str {
        unimplemented!("helper L")
    }
}
