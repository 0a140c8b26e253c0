//! Hàng chờ tiếp công dân: the days an office publishes, their slots, and where a booked turn stands.
//!
//! Pure. What the law asks of published days is read from its data; a number is what is
//! called, never a name.

use super::acts::Host;
use crate::units::UnitKind;
use jiff::civil::Date;
use law::{Calendar, Citation, Law, Norm};

/// Online reception exists from its first day.
const ONLINE: &str = "136/2025/QH15";
const REGIME: &str = "LTCD2013";

crate::choices! {
    /// Lượt đã hẹn đang ở đâu.
    pub enum Standing {
        /// Đã hẹn.
        Booked = "booked",
        /// Đã đến.
        Arrived = "arrived",
        /// Đang được gọi.
        Called = "called",
        /// Đã tiếp.
        Received = "received",
        /// Vắng.
        Absent = "absent",
        /// Đã hủy.
        Cancelled = "cancelled",
    }
}

crate::choices! {
    /// Bước của bàn tiếp hoặc của người hẹn.
    pub enum Step {
        /// Ghi đã đến.
        Arrive = "arrive",
        /// Gọi số.
        Call = "call",
        /// Ghi vắng.
        Miss = "miss",
        /// Bắt đầu tiếp.
        Receive = "receive",
        /// Hủy hẹn.
        Cancel = "cancel",
    }
}

/// Where a turn stands after a step; nothing where the step does not follow.
pub fn after(standing: Standing, step: Step) -> Option<Standing> {
    use Standing::{Absent, Arrived, Booked, Called, Cancelled, Received};
    match (standing, step) {
        // Whoever was marked absent and comes after all is there.
        (Booked | Absent, Step::Arrive) => Some(Arrived),
        (Booked | Arrived | Called, Step::Call) => Some(Called),
        (Booked | Arrived | Called, Step::Miss) => Some(Absent),
        (Arrived | Called, Step::Receive) => Some(Received),
        (Booked, Step::Cancel) => Some(Cancelled),
        _ => None,
    }
}

/// The number to be called next: the lowest that is there.
pub fn next(turns: impl IntoIterator<Item = (i64, Standing)>) -> Option<i64> {
    turns.into_iter().filter(|(_, s)| *s == Standing::Arrived).map(|(number, _)| number).min()
}

/// Khung giờ of a published day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Minute of the day of the first slot.
    pub opens: i64,
    /// Minute at which the last slot is over.
    pub closes: i64,
    /// Minutes of a slot.
    pub each: i64,
    /// People of a slot.
    pub seats: i64,
}

impl Hours {
    /// The minute at which each slot begins.
    pub fn slots(self) -> Vec<i64> {
        let count = if self.each > 0 { (self.closes - self.opens) / self.each } else { 0 };
        (0..count.max(0)).map(|n| self.opens + n * self.each).collect()
    }

    /// The number of a seat: numbers rise with the hour, so that they are called in order.
    pub fn number(self, slot: i64, seat: i64) -> i64 {
        (slot - self.opens) / self.each.max(1) * self.seats + seat + 1
    }

    /// What is wrong with them, as a key of the catalogues.
    pub fn wrong(self) -> Option<&'static str> {
        match self {
            h if h.opens < 0 || h.closes > 24 * 60 || h.opens >= h.closes => Some("booking.wrong_hours"),
            h if !(5..=240).contains(&h.each) || h.slots().is_empty() => Some("booking.wrong_each"),
            h if !(1..=50).contains(&h.seats) => Some("booking.wrong_seats"),
            _ => None,
        }
    }
}

/// Why a day cannot be published, with the provision where there is one.
pub fn unfit(law: &Law, on: Date, today: Date, host: Host, online: bool) -> Option<(&'static str, Option<Citation>)> {
    let from = law.instrument(ONLINE).map_or(Date::MAX, |i| i.from);
    if on < today {
        return Some(("booking.day_over", None));
    }
    if online && on < from {
        return Some(("booking.online_before_law", Some(Citation::new(ONLINE, "1"))));
    }
    // A head may move a session to a day off; the regular desk is open on working days.
    if host == Host::Regular && !law.calendar.is_working(on) {
        return Some(("booking.day_off", None));
    }
    None
}

/// The last day on which an online slot can still be booked: the notice must go out so many working days before.
pub fn book_until(law: &Law, on: Date, online: bool) -> Date {
    if !online {
        return on;
    }
    let lead = law.term(REGIME, "reception.online_notice_lead", law::AgencyKind::Admin, "", on);
    lead.map_or(on, |term| working_back(&law.calendar, on, term.value))
}

fn working_back(calendar: &Calendar, on: Date, days: i64) -> Date {
    law::clock::backward(calendar, on, days, law::Count::Working).rolled
}

/// How often the head of a unit of this kind must receive, by the law of a day.
pub fn head_days(law: &Law, kind: UnitKind, on: Date) -> Option<&Norm> {
    let case = match kind {
        UnitKind::Province => "province_chair",
        UnitKind::District => "district_chair",
        UnitKind::Commune => "commune_chair",
        UnitKind::Ministry => "minister",
        UnitKind::Inspectorate | UnitKind::Department | UnitKind::Bureau => "head",
        UnitKind::Country | UnitKind::Foreign => return None,
    };
    law.norm(REGIME, "reception.days", case, on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_turn_goes_its_way_and_no_other() {
        use Standing::*;
        let way = [(Booked, Step::Arrive, Arrived), (Arrived, Step::Call, Called), (Called, Step::Receive, Received)];
        for (from, step, to) in way {
            assert_eq!(after(from, step), Some(to));
        }
        assert_eq!(after(Absent, Step::Arrive), Some(Arrived), "late, but there");
        for end in [Received, Cancelled] {
            assert!(Step::ALL.iter().all(|step| after(end, *step).is_none()), "{end:?} is over");
        }
        assert_eq!(after(Booked, Step::Receive), None, "nobody is received who has not come");
        assert_eq!(after(Arrived, Step::Cancel), None);
        assert_eq!(next([(4, Booked), (7, Arrived), (5, Arrived), (1, Received)]), Some(5));
    }

    #[test]
    fn numbers_rise_with_the_hour_and_none_is_twice() {
        let hours = Hours { opens: 480, closes: 690, each: 30, seats: 3 };
        assert_eq!(hours.slots(), [480, 510, 540, 570, 600, 630, 660]);
        let all: Vec<i64> = hours.slots().iter().flat_map(|s| (0..3).map(|seat| hours.number(*s, seat))).collect();
        assert_eq!(all, (1..=21).collect::<Vec<_>>());
        assert_eq!(Hours { each: 300, ..hours }.wrong(), Some("booking.wrong_each"));
        assert_eq!(Hours { closes: 470, ..hours }.wrong(), Some("booking.wrong_hours"));
        assert_eq!(Hours { seats: 0, ..hours }.wrong(), Some("booking.wrong_seats"));
        assert_eq!(hours.wrong(), None);
    }

    #[test]
    fn the_law_of_the_day_decides() {
        let law = Law::shipped();
        let fits = |on, host, online| unfit(law, on, on, host, online).map(|(key, _)| key);
        assert_eq!(fits(date(2026, 6, 30), Host::Regular, true), Some("booking.online_before_law"));
        assert_eq!(fits(date(2026, 7, 1), Host::Regular, true), None);
        assert_eq!(fits(date(2023, 7, 15), Host::Regular, false), Some("booking.day_off"));
        assert_eq!(fits(date(2023, 7, 15), Host::HeadInPerson, false), None);
        // Thursday 16/07/2026: five working days before is Thursday the 9th.
        assert_eq!(book_until(law, date(2026, 7, 16), true), date(2026, 7, 9));
        assert_eq!(book_until(law, date(2026, 7, 16), false), date(2026, 7, 16));
        let days = |kind, on| head_days(law, kind, on).map(|n| n.value);
        assert_eq!(days(UnitKind::Commune, date(2026, 7, 1)), Some(2));
        assert_eq!(days(UnitKind::District, date(2025, 7, 1)), None);
        assert_eq!(days(UnitKind::Province, date(2023, 7, 14)), Some(1));
    }
}
