//! Reading what people type: dates as dd/mm/yyyy, money with any separators.
//!
//! Here because forms, imports and filters must agree on it. Must never guess
//! between two readings: what is ambiguous is not read.

use jiff::civil::Date;

/// A date as an office writes it: `14/07/2023`, `14-7-2023`, `14.7.2023`, or `2023-07-14` as browsers send it.
pub fn date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A whole number with any thousands separators: `84.765.000.000`, `84 765`, `84,765`.
pub fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    let groups: Vec<&str> = text.split(['.', ',', ' ', '\u{a0}', '\u{202f}']).collect();
    let grouped = groups.len() > 1;
    let fits = |(i, g): (usize, &&str)| {
        !g.is_empty()
            && g.bytes().all(|b| b.is_ascii_digit())
            && (!grouped || if i == 0 { g.len() <= 3 } else { g.len() == 3 })
    };
    groups.iter().enumerate().all(fits).then(|| groups.concat().parse().ok())?
}

/// Money: a whole number of đồng, or parts in words as `84 tỷ 765 triệu`, `84,8 tỷ`, `500 triệu đồng`.
pub fn money(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let text = ["đồng", "vnd", "vnđ", "đ", "₫"]
        .iter()
        .fold(text, |t, unit| t.strip_suffix(unit).map_or_else(|| t.clone(), |rest| rest.trim_end().to_owned()));
    if let Some(plain) = whole(&text) {
        return Some(plain);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (mut total, mut last, mut i) = (0_i64, i64::MAX, 0);
    while i < words.len() {
        // The language of the word says which mark is the decimal one.
        let (unit, mark) = match *words.get(i + 1)? {
            "tỷ" | "tỉ" => (1_000_000_000, ','),
            "billion" | "bn" => (1_000_000_000, '.'),
            "triệu" | "tr" => (1_000_000, ','),
            "million" | "mn" => (1_000_000, '.'),
            "nghìn" | "ngàn" => (1_000, ','),
            "thousand" => (1_000, '.'),
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        total = total.checked_add(scaled(words[i], mark, unit)?)?;
        last = unit;
        i += 2;
    }
    (i > 0).then_some(total)
}

/// `84,8` of a unit, exact to the đồng.
fn scaled(number: &str, mark: char, unit: i64) -> Option<i64> {
    let (head, tail) = number.split_once(mark).unwrap_or((number, ""));
    if head.is_empty() || !head.bytes().chain(tail.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut sum = head.parse::<i64>().ok()?.checked_mul(unit)?;
    let mut place = unit;
    for digit in tail.bytes() {
        if place % 10 != 0 {
            return None;
        }
        place /= 10;
        sum = sum.checked_add(i64::from(digit - b'0').checked_mul(place)?)?;
    }
    Some(sum)
}
