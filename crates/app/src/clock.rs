//! The one place that reads the clock, so that tests and the demo can set it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use std::sync::Arc;

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock of one's own: tests, or a demo whose story plays in another year.
    pub fn of(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// A clock that always shows nine in the morning, Vietnam time, of one day.
    pub fn fixed(day: Date) -> Self {
        Self::stopped(day.at(9, 0, 0, 0))
    }

    /// A clock that always shows one moment of Vietnam.
    pub fn stopped(at: DateTime) -> Self {
        let at = at.to_zoned(vietnam()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
        Self::of(move || at)
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        (self.0)().as_millisecond()
    }

    /// The civil day in Vietnam.
    pub fn today(&self) -> Date {
        (self.0)().to_zoned(vietnam()).date()
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

/// UTC+7, all year, the whole country, since 1975: no time-zone file needed.
pub fn vietnam() -> TimeZone {
    TimeZone::fixed(Offset::constant(7))
}
