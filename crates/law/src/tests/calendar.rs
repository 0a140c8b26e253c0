//! The working calendar against a table made elsewhere, and what an operator may change in it.

use super::{day, law};
use crate::{AgencyKind, Calendar, Count, Date, Law, LawError, clock};
use jiff::civil::date;

fn days_of(from: i16, until: i16) -> impl Iterator<Item = Date> {
    date(from, 1, 1).series(jiff::Span::new().days(1)).take_while(move |d| d.year() <= until)
}

fn with(path: &str, days: &[(&str, &str, &str)]) -> Result<Calendar, Vec<LawError>> {
    let text: String = days
        .iter()
        .map(|(date, kind, more)| {
            format!("[[day]]\ndate = {date}\nkind = \"{kind}\"\nname = \"Ngày\"\nstatus = \"verified\"\nsource = \"QĐ\"\n{more}\n")
        })
        .collect();
    Law::with_overrides(vec![(path.to_owned(), text)]).map(|law| law.calendar)
}

#[test]
fn working_days_of_each_year() {
    for (year, expected) in (2019..).zip([252, 252, 250, 249, 249, 251, 250, 249, 249]) {
        let count = days_of(year, year).filter(|d| law().calendar.is_working(*d)).count();
        assert_eq!(count, expected, "{year}");
    }
}

/// Every day of nine years, by a fingerprint of the table of working days.
#[test]
fn every_day_is_as_in_the_table() {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for day in days_of(2019, 2027) {
        let byte = if law().calendar.is_working(day) { b'1' } else { b'0' };
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    assert_eq!(hash, 0xc270_344c_33ba_3cb2);
}

/// Day, whether it is worked, working days from 01/01/2019 up to and with it.
#[rustfmt::skip]
const ORDINALS: &[(&str, bool, usize)] = &[
    ("2019-01-05", true, 4), ("2019-02-11", true, 25), ("2019-04-29", false, 78), ("2019-05-04", true, 81),
    ("2019-12-31", true, 252), ("2020-01-23", false, 267), ("2020-01-29", false, 267), ("2020-01-30", true, 268),
    ("2020-04-02", false, 312), ("2020-09-03", true, 419), ("2021-02-10", false, 531), ("2021-02-17", true, 532),
    ("2021-05-03", false, 582), ("2021-09-03", false, 669), ("2021-12-31", true, 754), ("2022-01-03", false, 754),
    ("2022-02-07", true, 774), ("2022-04-11", false, 818), ("2022-05-03", false, 832), ("2022-09-01", false, 918),
    ("2023-01-27", true, 1017), ("2023-05-03", false, 1082), ("2023-05-04", true, 1083), ("2023-09-04", false, 1168),
    ("2023-12-29", true, 1252), ("2024-02-08", false, 1279), ("2024-02-15", true, 1280), ("2024-04-29", false, 1330),
    ("2024-05-04", true, 1333), ("2024-09-04", true, 1419), ("2025-01-27", false, 1520), ("2025-02-03", true, 1521),
    ("2025-04-26", true, 1580), ("2025-05-02", false, 1582), ("2025-09-03", true, 1668), ("2026-01-02", false, 1753),
    ("2026-01-10", true, 1759), ("2026-02-23", true, 1785), ("2026-04-27", false, 1829), ("2026-08-22", true, 1912),
    ("2026-08-31", false, 1917), ("2027-02-11", true, 2026), ("2027-05-03", false, 2080), ("2027-12-31", true, 2251),
];

#[test]
fn sampled_days_have_their_ordinals() {
    let cal = &law().calendar;
    for (text, worked, ordinal) in ORDINALS {
        let upto = day(text);
        assert_eq!(cal.is_working(upto), *worked, "{text}");
        assert_eq!(cal.why_off(upto).is_none(), *worked, "{text}");
        assert_eq!(
            days_of(2019, 2027).take_while(|d| *d <= upto).filter(|d| cal.is_working(*d)).count(),
            *ordinal,
            "{text}"
        );
    }
}

#[test]
fn a_year_not_announced_knows_only_weekends_and_solar_holidays() {
    let cal = &law().calendar;
    assert!(!cal.is_known(date(2031, 1, 1)));
    assert!((2019..=2027).all(|year| cal.is_known(date(year, 7, 1))));
    assert_eq!(cal.why_off(date(2031, 9, 2)), Some("Quốc khánh"));
    assert_eq!(cal.why_off(date(2031, 9, 6)), Some("T7"));
    assert!(cal.is_working(date(2031, 1, 23)));
}

/// One day added to a year that is not announced does not make the year known,
/// nor its National Day a working day.
#[test]
fn one_day_does_not_make_a_year_known() {
    let cal = with("calendar/2031.toml", &[("2031-06-16", "statutory", "")]).unwrap();
    assert!(!cal.is_working(date(2031, 6, 16)) && !cal.is_known(date(2031, 6, 16)));
    assert_eq!(cal.why_off(date(2031, 9, 2)), Some("Quốc khánh"));
    assert_ne!(cal.version(), law().calendar.version());
}

#[test]
fn an_entry_can_be_taken_back() {
    let cal = with("calendar/2026.toml", &[("2026-11-24", "ordinary", "")]).unwrap();
    assert!(cal.is_working(date(2026, 11, 24)) && !law().calendar.is_working(date(2026, 11, 24)));
    let both = [("2026-08-22", "ordinary", ""), ("2026-08-31", "ordinary", "")];
    let cal = with("calendar/2026.toml", &both).unwrap();
    assert!(!cal.is_working(date(2026, 8, 22)) && cal.is_working(date(2026, 8, 31)));
}

#[test]
fn half_a_swap_and_misplaced_days_are_refused() {
    for (path, days, says) in [
        ("calendar/2026.toml", ("2026-08-22", "ordinary", ""), "2026-08-31: swapped_with"),
        ("calendar/2026.toml", ("2026-10-05", "swap_off", "swapped_with = 2026-10-10"), "2026-10-05: swapped_with"),
        ("calendar/2026.toml", ("2026-10-05", "swap_off", ""), "2026-10-05: swapped_with"),
        ("calendar/2026.toml", ("2027-10-05", "statutory", ""), "2027-10-05: date"),
        ("calendar/extra.toml", ("2026-10-05", "statutory", ""), "calendar/2026.toml"),
        ("calendar/2026.toml", ("2026-10-05", "holiday", ""), "day 1 (2026-10-05)"),
    ] {
        let errors = with(path, &[days]).unwrap_err();
        assert!(errors.iter().any(|e| e.to_string().contains(says)), "{days:?}: {errors:?}");
    }
}

/// A deadline that leans on a swap nobody has announced says so; one that does not, does not.
#[test]
fn a_deadline_names_the_days_it_is_unsure_of() {
    let cal = &law().calendar;
    let after = |from: Date, n, count| clock::forward(cal, from, &[(n, count)], &[], true).unsure;
    assert_eq!(after(date(2026, 8, 24), 7, Count::Working), [date(2026, 8, 31)]);
    assert_eq!(after(date(2026, 8, 1), 30, Count::Calendar), [date(2026, 8, 31)]);
    assert_eq!(after(date(2026, 8, 1), 60, Count::Calendar), []);
    assert_eq!(after(date(2026, 7, 1), 7, Count::Working), []);
    assert_eq!(after(date(2027, 12, 30), 5, Count::Working), [date(2028, 1, 1)]);
    assert_eq!(after(date(2030, 3, 1), 20, Count::Calendar), [date(2030, 3, 21)]);
    let lead = clock::backward(cal, date(2026, 9, 7), 5, Count::Calendar);
    assert_eq!((lead.bare, lead.rolled, lead.unsure), (date(2026, 9, 2), date(2026, 8, 28), vec![date(2026, 8, 31)]));
    let term = law().term("LTT2025", "inspection.publish", AgencyKind::Prov, "", date(2026, 8, 21)).unwrap();
    assert_eq!(after(date(2026, 8, 21), term.value, term.count), [date(2026, 8, 31)]);
}
