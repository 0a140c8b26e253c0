//! RFC 5545 as bytes: events of a day, escaped, folded, each line ended as the
//! standard wants.
//!
//! Written by hand because a feed needs a dozen properties and no time zones;
//! pure, so that folding and escaping are tested without a server.

use jiff::civil::Date;
use std::fmt::Write as _;

/// One all-day event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for the same deadline for ever.
    pub uid: String,
    /// When the case last changed, in milliseconds.
    pub changed_ms: i64,
    /// Grows with every change of the case.
    pub sequence: u32,
    /// The day.
    pub day: Date,
    /// One line.
    pub summary: String,
    /// Several lines.
    pub description: String,
    /// A word to group by.
    pub category: String,
    /// Where it is shown in full; empty for none.
    pub url: String,
}

/// When an alarm rings, counted from midnight at the beginning of the event's
/// day: 08:00 five days before, on the day, and on the day after and then weekly.
/// The same ladder as the reminders in the program (`casework::reminders`).
const ALARMS: [(&str, &str); 3] = [("-P4DT16H", ""), ("PT8H", ""), ("P1DT8H", "P7D")];
/// How often the last one rings again; a deadline that is met leaves the feed sooner.
const REPEATS: u32 = 4;

/// Bytes a line may have, its end not counted.
const LINE: usize = 75;

/// A calendar of events.
pub fn calendar(name: &str, lang: &str, events: &[Event]) -> String {
    let mut out = Lines::default();
    out.raw("BEGIN", "VCALENDAR");
    out.raw("VERSION", "2.0");
    out.raw("PRODID", "-//thanhtra//thanhtra//VI");
    out.raw("CALSCALE", "GREGORIAN");
    out.text(&format!("NAME;LANGUAGE={lang}"), name);
    out.text("X-WR-CALNAME", name);
    out.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    out.raw("X-PUBLISHED-TTL", "PT1H");
    for event in events {
        out.event(event, lang);
    }
    out.raw("END", "VCALENDAR");
    out.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event, lang: &str) {
        self.raw("BEGIN", "VEVENT");
        self.raw("UID", &event.uid);
        self.raw("DTSTAMP", &instant(event.changed_ms));
        self.raw("LAST-MODIFIED", &instant(event.changed_ms));
        self.raw("SEQUENCE", &event.sequence.to_string());
        self.raw("DTSTART;VALUE=DATE", &compact(event.day));
        self.text(&format!("SUMMARY;LANGUAGE={lang}"), &event.summary);
        self.text(&format!("DESCRIPTION;LANGUAGE={lang}"), &event.description);
        self.text("CATEGORIES", &event.category);
        self.raw("TRANSP", "TRANSPARENT");
        if !event.url.is_empty() {
            self.raw("URL", &event.url);
        }
        for (trigger, again) in ALARMS {
            self.raw("BEGIN", "VALARM");
            self.raw("ACTION", "DISPLAY");
            self.raw("TRIGGER", trigger);
            if !again.is_empty() {
                self.raw("REPEAT", &REPEATS.to_string());
                self.raw("DURATION", again);
            }
            self.text(&format!("DESCRIPTION;LANGUAGE={lang}"), &event.summary);
            self.raw("END", "VALARM");
        }
        self.raw("END", "VEVENT");
    }

    /// A property whose value is TEXT: escaped.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len() + 8);
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => {
                    escaped.push('\\');
                    escaped.push(c);
                }
                '\n' => escaped.push_str("\\n"),
                // Other control characters may not stand in a calendar at all.
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.raw(name, &escaped);
    }

    /// A property of any other type, folded after 75 bytes, never inside a character.
    fn raw(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for c in format!("{name}:{value}").chars().filter(|c| !c.is_control()) {
            if used + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// `20230714`.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `20230714T020000Z`.
fn instant(ms: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let at = at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let mut out = compact(at.date());
    let _ = write!(out, "T{:02}{:02}{:02}Z", at.hour(), at.minute(), at.second());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn event(summary: &str) -> Event {
        Event {
            uid: "1-conclusion-5@thanhtra".into(),
            changed_ms: 1_689_300_000_000,
            sequence: 7,
            day: date(2023, 7, 17),
            summary: summary.into(),
            description: "Điều 78\nThanh tra tỉnh".into(),
            category: "Thanh tra".into(),
            url: "https://thanhtra.example/cases/12%2F2023".into(),
        }
    }

    /// Lines as a reader of the standard puts them together again.
    fn unfolded(text: &str) -> Vec<String> {
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "bare line ends");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        }
        text.replace("\r\n ", "").split("\r\n").filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }

    fn value(text: &str, name: &str) -> String {
        let lines = unfolded(text);
        let found = lines.iter().find(|l| l.split([':', ';']).next() == Some(name)).unwrap();
        found.split_once(':').unwrap().1.to_owned()
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_come_back_whole() {
        for n in 60..90 {
            let summary = format!("{}ký kết luận thanh tra việc quản lý, sử dụng đất đai", "ộ".repeat(n));
            let text = calendar("Lịch", "vi", &[event(&summary)]);
            assert_eq!(value(&text, "SUMMARY").replace("\\,", ","), summary);
        }
    }

    #[test]
    fn what_would_end_a_value_is_escaped_and_no_property_can_be_smuggled_in() {
        let text = calendar("a", "vi", &[event("x;y,z\\n\r\nATTENDEE:mailto:a@b\u{7}")]);
        assert_eq!(value(&text, "SUMMARY"), "x\\;y\\,z\\\\n\\nATTENDEE:mailto:a@b");
        assert!(!unfolded(&text).iter().any(|l| l.starts_with("ATTENDEE")));
        let mut hostile = event("x");
        hostile.url = "https://a/\r\nATTENDEE:b".into();
        assert!(!unfolded(&calendar("a", "vi", &[hostile])).iter().any(|l| l.starts_with("ATTENDEE")));
    }

    #[test]
    fn an_event_is_a_day_with_three_alarms() {
        let lines = unfolded(&calendar("Lịch", "vi", &[event("x")]));
        for line in ["DTSTART;VALUE=DATE:20230717", "DTSTAMP:20230714T020000Z", "SEQUENCE:7"] {
            assert!(lines.iter().any(|l| l == line), "no {line} in {lines:#?}");
        }
        let triggers: Vec<&str> = lines.iter().filter_map(|l| l.strip_prefix("TRIGGER:")).collect();
        assert_eq!(triggers, ["-P4DT16H", "PT8H", "P1DT8H"]);
        let balance = |word: &str| lines.iter().filter(|l| l.starts_with(word)).count();
        assert_eq!(balance("BEGIN:"), balance("END:"));
    }
}
