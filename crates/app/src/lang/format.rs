//! Numbers, dates and money as each language writes them.

use super::Lang;
use jiff::civil::Date;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Lang {
    /// `84.765.000.000` in Vietnamese, `84,765,000,000` in English.
    pub fn number(self, n: impl Into<i64>) -> String {
        let n: i64 = n.into();
        let digits = n.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
        if n < 0 {
            out.push('−');
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(match self {
                    Lang::Vi => '.',
                    Lang::En => ',',
                });
            }
            out.push(digit);
        }
        out
    }

    /// A count that may be larger than what a page ever shows.
    pub fn count(self, n: usize) -> String {
        self.number(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// `14/07/2023` in Vietnamese, `14 Jul 2023` in English.
    pub fn date(self, day: Date) -> String {
        let (y, m, d) = (day.year(), day.month(), day.day());
        match self {
            Lang::Vi if (1000..=9999).contains(&y) => {
                // Lists hold hundreds of days: written digit by digit.
                let digit = |n: i16| char::from(b'0' + (n % 10).unsigned_abs() as u8);
                let (d, m) = (i16::from(d), i16::from(m));
                [digit(d / 10), digit(d), '/', digit(m / 10), digit(m), '/']
                    .into_iter()
                    .chain([digit(y / 1000), digit(y / 100), digit(y / 10), digit(y)])
                    .collect()
            }
            Lang::Vi => format!("{d:02}/{m:02}/{y}"),
            Lang::En => format!("{d} {} {y}", MONTHS[usize::from(m.unsigned_abs()) - 1]),
        }
    }

    /// An instant in milliseconds as day and minute in Vietnam.
    pub fn instant(self, ms: i64) -> String {
        let Ok(at) = jiff::Timestamp::from_millisecond(ms) else { return String::new() };
        let at = at.to_zoned(crate::clock::vietnam()).datetime();
        format!("{} {:02}:{:02}", self.date(at.date()), at.hour(), at.minute())
    }

    /// The minute of an instant in Vietnam, as `08:05`.
    pub fn time(self, ms: i64) -> String {
        let Ok(at) = jiff::Timestamp::from_millisecond(ms) else { return String::new() };
        let at = at.to_zoned(crate::clock::vietnam()).datetime();
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// `84.765.000.000 đ`.
    pub fn money(self, vnd: i64) -> String {
        format!("{} đ", self.number(vnd))
    }

    /// Land: `12.500 m²`.
    pub fn area(self, m2: i64) -> String {
        format!("{} m²", self.number(m2))
    }

    /// A size on disk, one decimal at most.
    pub fn size(self, bytes: i64) -> String {
        let (scaled, unit) = match bytes {
            b if b < 1_000 => return format!("{b} B"),
            b if b < 1_000_000 => (b / 100, "kB"),
            b if b < 1_000_000_000 => (b / 100_000, "MB"),
            b => (b / 100_000_000, "GB"),
        };
        format!("{} {unit}", decimal(self, scaled, 1))
    }
}

/// `scaled` with its last `places` digits after the decimal mark; trailing zeros dropped.
pub fn decimal(lang: Lang, scaled: i64, places: u32) -> String {
    let base = 10_i64.pow(places);
    let (whole, part) = (scaled / base, (scaled % base).unsigned_abs());
    if part == 0 {
        return lang.number(whole);
    }
    let mark = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    let sign = if scaled < 0 && whole == 0 { "−" } else { "" };
    let digits = format!("{part:0width$}", width = places as usize);
    format!("{sign}{}{mark}{}", lang.number(whole), digits.trim_end_matches('0'))
}

/// Money in words of its large units: `84 tỷ 765 triệu đồng`, `84 billion 765 million đồng`.
pub fn money_words(lang: Lang, vnd: i64) -> String {
    let units: [(i64, &str, &str); 3] =
        [(1_000_000_000, "tỷ", "billion"), (1_000_000, "triệu", "million"), (1_000, "nghìn", "thousand")];
    let mut rest = vnd.unsigned_abs();
    let mut parts = Vec::new();
    for (size, vi, en) in units {
        let n = rest / size.unsigned_abs();
        rest %= size.unsigned_abs();
        if n > 0 {
            let name = if lang == Lang::Vi { vi } else { en };
            parts.push(format!("{} {name}", lang.number(i64::try_from(n).unwrap_or(i64::MAX))));
        }
    }
    if rest > 0 || parts.is_empty() {
        parts.push(rest.to_string());
    }
    let sign = if vnd < 0 { "−" } else { "" };
    format!("{sign}{} đồng", parts.join(" "))
}
