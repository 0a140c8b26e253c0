//! Đọc các con số của một văn bản, and leave out what only looks like one: days, articles,
//! numbers of papers, headings.

use super::tokens::{Kind, Token, tokens};
use super::words::{is_counted, is_money, is_month, is_time, land, names, rounding, scale, spelled};
use super::{Measure, Number, Rounding};

/// Words of context kept on each side.
const BEFORE: usize = 14;
const BEHIND: usize = 7;

/// Every number of a text, in order.
pub fn read(text: &str) -> Vec<Number> {
    let tokens = tokens(text);
    let english = is_english(&tokens);
    let mut reader = Reader {
        text,
        tokens: &tokens,
        english,
        out: Vec::new(),
        period: String::new(),
        year: String::new(),
        sentence: 0,
    };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at);
    }
    reader.out
}

/// Whether numbers are written `84,765.2`: a text of English words without a mark.
fn is_english(tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|t| t.kind == Kind::Word);
    words().all(|t| t.text == t.bare) && words().any(|t| matches!(t.text.as_str(), "the" | "of" | "and"))
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    english: bool,
    out: Vec<Number>,
    period: String,
    year: String,
    sentence: usize,
}

/// A number as written: its digits, how many stand behind the mark, and the zeros at its end.
#[derive(Clone, Copy)]
struct Written {
    digits: i128,
    places: u32,
    zeros: u32,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.text.as_str())
    }

    fn bare(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.bare.as_str())
    }

    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Takes what stands at a place and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        if let Some((period, next)) = period_at(self.tokens, at) {
            self.heard(period);
            return next;
        }
        let token = &self.tokens[at];
        match token.kind {
            Kind::Line => self.sentence += 1,
            Kind::Mark if matches!(token.text.as_str(), "." | "!" | "?") => self.sentence += 1,
            Kind::Chunk => return self.chunk(at),
            Kind::Word => {
                let words: Vec<&str> = self.tokens[at..]
                    .iter()
                    .take(12)
                    .map_while(|t| (t.kind == Kind::Word).then_some(t.text.as_str()))
                    .collect();
                if let Some((value, taken)) = spelled(&words) {
                    let written = Written { digits: i128::from(value), places: 0, zeros: 0 };
                    return self.measured(at, at + taken, written, token.from);
                }
            }
            Kind::Mark => {}
        }
        at + 1
    }

    /// The text speaks of a period; one without a year is of the year named last.
    fn heard(&mut self, said: Said) {
        if let Some(year) = said.year {
            self.year = year;
        }
        if !self.year.is_empty() {
            self.period = format!("{}-{}", self.year, said.kind);
        }
    }

    fn chunk(&mut self, at: usize) -> usize {
        let token = &self.tokens[at];
        if self.is_name(at) {
            return at + 1;
        }
        let raw = &self.text[token.from..token.to];
        // `271/410 vụ`: two numbers.
        if let Some((a, b)) = raw.split_once('/') {
            let written = self.written(a).zip(self.written(b));
            let Some((a, b)) = written.filter(|_| is_counted(self.bare(at + 1)) || !is_day(a, b)) else {
                return at + 1;
            };
            let middle = token.from + raw.find('/').unwrap_or(0);
            let next = self.measured(at, at + 1, b, middle + 1);
            let Some(second) = self.out.pop() else { return next };
            self.out.push(Number { at: token.from..middle, ..scaled(&second, a) });
            self.out.push(second);
            return next;
        }
        let digits = raw.trim_end_matches(|c: char| !c.is_ascii_digit());
        // `m2` glued on ends with a digit of its own.
        let digits = raw.strip_suffix("m2").unwrap_or(digits);
        let Some(written) = self.written(digits) else { return at + 1 };
        match raw[digits.len()..].to_lowercase().as_str() {
            "" => self.measured(at, at + 1, written, token.from),
            glued => self.glued(at, written, glued),
        }
    }

    /// A unit without a blank before it: `66,1%`, `24,9ha`.
    fn glued(&mut self, at: usize, written: Written, unit: &str) -> usize {
        let token = &self.tokens[at];
        let bare = crate::fold(unit);
        let (measure, one) = match bare.as_str() {
            "%" => (Measure::Percent, 1_000),
            b if land(b).is_some() => (Measure::Land, land(b).unwrap_or(1)),
            b if is_money(b) => (Measure::Money, scale(b).unwrap_or(1)),
            b if scale(b).is_some() => return self.with_scale(at, at + 1, written, token.from, scale(b).unwrap_or(1)),
            b if is_counted(b) => (Measure::Count, 1),
            _ => return at + 1,
        };
        self.keep(at, at + 1, token.from..token.to, measure, written, one);
        at + 1
    }

    /// Reads scale and unit behind a number; `next` is the first token after its digits.
    fn measured(&mut self, at: usize, next: usize, written: Written, from: usize) -> usize {
        match scale(self.bare(next)).filter(|_| self.tokens[next].kind == Kind::Word) {
            Some(by) => self.with_scale(at, next + 1, written, from, by),
            None => self.with_unit(at, next, written, from, 1),
        }
    }

    fn with_scale(&mut self, at: usize, next: usize, written: Written, from: usize, by: i64) -> usize {
        // `179 nghìn tỷ`.
        if let Some(more) = scale(self.bare(next)).filter(|_| self.bare(next.wrapping_sub(1)) != "trd") {
            return self.with_unit(at, next + 1, written, from, by.saturating_mul(more));
        }
        // `84 tỷ 765 triệu đồng`.
        let smaller = scale(self.bare(next + 1)).filter(|small| *small < by && written.places == 0);
        let part = self.tokens.get(next).filter(|t| t.kind == Kind::Chunk);
        let part = part.and_then(|t| self.written(&self.text[t.from..t.to])).filter(|p| p.places == 0);
        if let (Some(small), Some(part)) = (smaller, part) {
            let digits = written.digits * i128::from(by / small) + part.digits;
            return self.with_unit(at, next + 2, Written { digits, ..part }, from, small);
        }
        if self.bare(next.wrapping_sub(1)) == "trd" {
            let to = self.tokens[next - 1].to;
            self.keep(at, next, from..to, Measure::Money, written, by);
            return next;
        }
        self.with_unit(at, next, written, from, by)
    }

    fn with_unit(&mut self, at: usize, next: usize, written: Written, from: usize, by: i64) -> usize {
        let end = |at: usize| self.tokens.get(at.wrapping_sub(1)).map_or(from, |t| t.to);
        let (one, two) = (self.bare(next), self.bare(next + 1));
        let (measure, unit, taken) = match (one, two) {
            (one, _) if is_money(one) => (Measure::Money, 1, 1),
            (one, _) if land(one).is_some() => (Measure::Land, land(one).unwrap_or(1), 1),
            ("hec", "ta") => (Measure::Land, 10_000, 2),
            ("met", "vuong") => (Measure::Land, 1, 2),
            ("%" | "percent", _) => (Measure::Percent, 1_000, 1),
            ("phan", "tram") => (Measure::Percent, 1_000, 2),
            // Millions of nothing said are of money.
            (one, _) if by >= 1_000_000 && !is_counted(one) => (Measure::Money, 1, 0),
            _ => (Measure::Count, 1, 0),
        };
        let next = next + taken;
        self.keep(at, next, from..end(next), measure, written, by.saturating_mul(unit));
        next
    }

    fn keep(&mut self, at: usize, next: usize, span: std::ops::Range<usize>, measure: Measure, w: Written, one: i64) {
        let base = 10_i128.pow(w.places);
        let worth = |digits: i128| i64::try_from(digits.saturating_mul(i128::from(one)) / base).unwrap_or(i64::MAX);
        let step = worth(1).max(1);
        let (context, behind) = self.context(at, next);
        let rounding = (1..=2).find_map(|n| rounding(self.before(at, n))).unwrap_or(Rounding::Plain);
        let change = (1..=4).find_map(|n| match self.before(at, n) {
            "tăng" | "up" | "rose" => Some(1),
            "giảm" | "down" | "fell" => Some(-1),
            _ => None,
        });
        self.out.push(Number {
            at: span,
            measure,
            value: worth(w.digits),
            step,
            rough: step.saturating_mul(10_i64.pow(w.zeros.min(9))),
            rounding,
            period: self.period.clone(),
            change: change.unwrap_or(0),
            context,
            behind,
            sentence: self.sentence,
        });
    }

    /// The words of the same clause behind a number, then those before it.
    fn context(&self, at: usize, next: usize) -> (Vec<String>, usize) {
        let stops = |t: &&Token| t.kind == Kind::Line || (t.kind == Kind::Mark && ".;:".contains(&t.text));
        let ahead = self.tokens[next.min(self.tokens.len())..]
            .iter()
            .take_while(|t| !stops(t) && t.kind != Kind::Chunk && t.text != "," && t.text != "(");
        let mut out: Vec<String> =
            ahead.filter(|t| t.kind == Kind::Word).take(BEHIND).map(|t| t.bare.clone()).collect();
        let behind = out.len();
        let back = self.tokens[..at].iter().rev().take_while(|t| !stops(t)).filter(|t| t.kind == Kind::Word);
        out.extend(back.take(BEFORE).map(|t| t.bare.clone()));
        (out, behind)
    }

    /// Whether a chunk is a name, a day or a heading rather than a figure.
    fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let raw = &self.text[token.from..token.to];
        let plain = raw.bytes().all(|b| b.is_ascii_digit());
        let (last, next) = (self.before(at, 1), self.word(at + 1));
        let counted =
            is_counted(self.bare(at + 1)) || self.tokens.get(at + 1).is_some_and(|t| scale(&t.bare).is_some());
        let year = plain && raw.len() == 4 && (raw.starts_with("19") || raw.starts_with("20"));
        let first = at == 0 || self.tokens[at - 1].kind == Kind::Line;
        let deep = raw.contains('.') && raw.split('.').all(|part| part.len() <= 2);
        let shut = deep || matches!(next, "." | ")");
        (first && shut && raw.len() <= 6 && !counted)
            || raw.matches('/').count() > 1
            || (raw.contains(['-', '–']))
            || raw.split('/').any(|part| part.chars().any(char::is_alphabetic) && raw.contains('/'))
            || (names(last) && !(last == "điểm" && counted))
            || (last == "." && self.before(at, 2) == "no")
            || (last == "năm" && year)
            || (last == "số" && self.before(at, 2) != "tổng" && !counted)
            || (is_time(next) && plain)
            || is_month(next)
            || (is_month(last) && plain)
            || (year && !counted)
            || (plain && raw.len() > 1 && raw.starts_with('0') && !counted)
            || (plain && raw.len() > 8)
            || (last == "(" && next == ")")
    }

    fn written(&self, raw: &str) -> Option<Written> {
        written(raw, self.english)
            .or_else(|| written(raw, !self.english).filter(|_| raw.matches([',', '.']).count() > 1 || ends_short(raw)))
    }
}

/// `24.9`: a decimal as the other language writes it, not a thousand.
fn ends_short(raw: &str) -> bool {
    raw.rsplit_once(['.', ',']).is_some_and(|(_, tail)| tail.len() != 3)
}

/// Whether `7/14` is rather a day.
fn is_day(a: &str, b: &str) -> bool {
    let n = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    (n(a) <= 31 && n(b) <= 12) || (n(a) <= 12 && (1990..2100).contains(&n(b)))
}

/// Digits grouped by threes, then decimals, as a language writes them.
fn written(raw: &str, english: bool) -> Option<Written> {
    let (group, point) = if english { (',', '.') } else { ('.', ',') };
    let (whole, part) = raw.split_once(point).map_or((raw, ""), |(w, p)| (w, p));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3 && digits(g)));
    if !digits(first) || !grouped || (raw.contains(point) && !digits(part)) || raw.len() > 24 {
        return None;
    }
    let all: String = [first].into_iter().chain(rest).chain([part]).collect();
    let zeros = if part.is_empty() { all.len() - all.trim_end_matches('0').len() } else { 0 };
    let places = u32::try_from(part.len()).ok()?;
    Some(Written {
        digits: all.parse().ok()?,
        places,
        zeros: if all.bytes().all(|b| b == b'0') { 0 } else { u32::try_from(zeros).ok()? },
    })
}

/// The same number with other digits: what stands before the `/`.
fn scaled(like: &Number, w: Written) -> Number {
    let value = i64::try_from(w.digits.saturating_mul(i128::from(like.step))).unwrap_or(i64::MAX);
    Number { value, rough: like.step.saturating_mul(10_i64.pow(w.zeros.min(9))), ..like.clone() }
}

/// A period that a text names.
struct Said {
    kind: String,
    year: Option<String>,
}

/// The period a text speaks of first, as `2023-6m`.
pub fn said_period(text: &str) -> Option<String> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (said, _) = period_at(&tokens, at)?;
        Some(format!("{}-{}", said.year?, said.kind))
    })
}

/// `6 tháng đầu năm 2023`, `7 tháng năm 2023`, `quý I năm 2023`, `năm 2023`.
fn period_at(tokens: &[Token], at: usize) -> Option<(Said, usize)> {
    let word = |n: usize| tokens.get(at + n).map_or("", |t| t.text.as_str());
    let year_from = |mut n: usize| {
        while matches!(word(n), "đầu" | "năm" | "/" | "of" | ",") {
            n += 1;
        }
        let year = word(n);
        let is = year.len() == 4 && year.parse::<u16>().is_ok_and(|y| (1990..2100).contains(&y));
        is.then(|| (year.to_owned(), n + 1))
    };
    let with_year = |kind: String, n: usize| match year_from(n) {
        Some((year, next)) => (Said { kind, year: Some(year) }, at + next),
        None => (Said { kind, year: None }, at + n),
    };
    let months = word(0).parse::<u8>().ok().filter(|n| (1..=12).contains(n));
    match (months, word(0), word(1)) {
        (Some(12), _, "tháng") => Some(with_year("y".to_owned(), 2)),
        (Some(n), _, "tháng") => Some(with_year(format!("{n}m"), 2)),
        (_, "first", _) if matches!(word(2), "months") => Some(with_year(format!("{}m", word(1)), 3)),
        (_, "quý", n) => {
            let n = ["i", "ii", "iii", "iv"].iter().position(|r| *r == n).map(|p| p + 1).or_else(|| n.parse().ok());
            n.filter(|n| (1..=4).contains(n)).map(|n| with_year(format!("q{n}"), 2))
        }
        (_, "năm", _) if at.checked_sub(1).is_none_or(|b| !matches!(tokens[b].text.as_str(), "đầu" | "tháng")) => {
            // `ngày 05 tháng 01 năm 2024` is a day.
            let day = at >= 2 && tokens[at - 2].text == "tháng";
            let (year, next) = year_from(0).filter(|_| !day)?;
            Some((Said { kind: "y".to_owned(), year: Some(year) }, at + next))
        }
        _ => None,
    }
}
