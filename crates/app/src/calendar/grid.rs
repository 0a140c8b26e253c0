//! A month as weeks that begin on Monday: which days, and what the working
//! calendar says of each.
//!
//! Pure, so that leap years and years' ends are tested without a page.

use jiff::civil::Date;
use law::Calendar;
use law::calendar::DayKind;

/// Tháng: a month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month a day lies in.
    pub fn of(day: Date) -> Self {
        Self { first: day.first_of_month() }
    }

    /// Read from an address, as `2023-07`; years a calendar of an office cannot mean are refused.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let plain = |t: &str, n: usize| t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        if !plain(year, 4) || !plain(month, 2) {
            return None;
        }
        let year: i16 = year.parse().ok().filter(|y| (1990..=2100).contains(y))?;
        Date::new(year, month.parse().ok()?, 1).ok().map(|first| Self { first })
    }

    /// As it stands in an address.
    pub fn text(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.first.last_of_month()
    }

    /// The month before.
    pub fn before(self) -> Self {
        Self::of(self.first.yesterday().unwrap_or(self.first))
    }

    /// The month after.
    pub fn after(self) -> Self {
        Self::of(self.last().tomorrow().unwrap_or(self.first))
    }

    /// The Monday on or before its first day, and the Sunday on or after its last.
    pub fn span(self) -> (Date, Date) {
        let back = i64::from(self.first.weekday().to_monday_zero_offset());
        let ahead = 6 - i64::from(self.last().weekday().to_monday_zero_offset());
        (plus(self.first, -back), plus(self.last(), ahead))
    }

    /// Every day of its weeks, in order: 28 to 42 of them.
    pub fn days(self) -> Vec<Date> {
        let (from, until) = self.span();
        (0..42).map(|n| plus(from, n)).take_while(|day| *day <= until).collect()
    }

    /// Whether a day lies in it, and not only in one of its weeks.
    pub fn holds(self, day: Date) -> bool {
        Self::of(day) == self
    }
}

/// A day so many days later, or the day itself at the end of time.
pub fn plus(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}

/// What the working calendar says of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says<'c> {
    /// People work, as on any weekday.
    Work,
    /// Saturday or Sunday.
    Weekend,
    /// A holiday, a day in lieu or a day swapped off, by name.
    Off(&'c str),
    /// A Saturday worked instead of another day.
    Worked(&'c str),
}

/// What the working calendar says of a day, and whether it is sure.
pub fn says(calendar: &Calendar, day: Date) -> (Says<'_>, bool) {
    let special = calendar.special(day);
    let sure = special.is_none_or(|s| s.status == law::Status::Verified);
    let says = match (special, calendar.why_off(day)) {
        (Some(special), _) if special.kind == DayKind::SwapWork => Says::Worked(&special.name),
        (_, None) => Says::Work,
        (_, Some("T7" | "CN")) => Says::Weekend,
        (_, Some(name)) => Says::Off(name),
    };
    (says, sure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use law::Law;

    #[test]
    fn a_month_is_shown_in_whole_weeks_from_monday() {
        let july = Month::parse("2023-07").unwrap();
        assert_eq!(july.span(), (date(2023, 6, 26), date(2023, 8, 6)));
        assert_eq!(july.days().len(), 42);
        // A February of four whole weeks: 1 February 2027 is a Monday.
        assert_eq!(Month::parse("2027-02").unwrap().days().len(), 28);
        for n in 0..240 {
            let month = Month::of(plus(date(2010, 1, 15), n * 30));
            let days = month.days();
            assert_eq!(days.len() % 7, 0, "{}", month.text());
            assert_eq!(days[0].weekday(), jiff::civil::Weekday::Monday);
            assert!(days.contains(&month.first()) && days.contains(&month.last()));
        }
    }

    #[test]
    fn months_follow_each_other_over_the_end_of_the_year() {
        let december = Month::parse("2023-12").unwrap();
        assert_eq!((december.after().text(), december.before().text()), ("2024-01".into(), "2023-11".into()));
        assert_eq!(december.after().before(), december);
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["", "2023", "2023-13", "2023-00", "23-07", "2023-7", "+202-07", "0001-01", "9999-12", "2023-07-01"]
        {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn holidays_are_named_and_swapped_saturdays_are_worked() {
        let calendar = &Law::shipped().calendar;
        assert_eq!(says(calendar, date(2023, 7, 14)).0, Says::Work);
        assert_eq!(says(calendar, date(2023, 7, 15)).0, Says::Weekend);
        assert!(matches!(says(calendar, date(2023, 1, 23)).0, Says::Off(name) if name.contains("Tết")));
        let swapped = calendar.special_days().find(|d| d.kind == DayKind::SwapWork).unwrap();
        assert_eq!(says(calendar, swapped.date).0, Says::Worked(&swapped.name));
    }
}
