//! What a summary says in words: classes of days, shares, spreads.

use crate::lang::{Lang, decimal};
use casework::durations::{Class, InTime, Measure, Row, Span};
use paper::svg::{Head, Part, parts};

/// `11–30 ngày`, `trễ 1–10 ngày`, `từ 31 ngày trở lên, hoặc trễ`.
pub(super) fn class(lang: Lang, measure: &Measure, class: &Class) -> String {
    let end = measure.in_time();
    let (from, _) = measure.days(class.first);
    let (_, until) = measure.days(class.last);
    let key = match (class.first < end, class.last < end) {
        (true, true) => "in",
        (false, _) => "late",
        (true, false) => return mixed(lang, measure, class),
    };
    match (from, until) {
        (0 | 1, None) => lang.t(&format!("how_long.{key}_any")).to_owned(),
        (from, None) => lang.f1(&format!("how_long.{key}_from"), "n", from),
        (0 | 1, Some(until)) => lang.f1(&format!("how_long.{key}_until"), "n", until),
        (from, Some(until)) => lang.f2(&format!("how_long.{key}_between"), "from", from, "until", until),
    }
}

/// A class that joins the slowest in time with some that were late.
fn mixed(lang: Lang, measure: &Measure, class: &Class) -> String {
    match measure.days(class.first).0 {
        0 => lang.t("how_long.mixed_any").to_owned(),
        from => lang.f1("how_long.mixed", "n", from),
    }
}

/// `92% (46/50)`, `ít nhất 84%`; nothing where the law sets no term.
pub(super) fn in_time(lang: Lang, measure: &Measure, row: &Row) -> String {
    if measure.span == Span::Whole {
        return String::new();
    }
    match row.in_time {
        InTime::Exactly(n) => lang.f2("how_long.exactly", "share", share(lang, n, row.n), "n", lang.count(n)),
        InTime::AtLeast(0) => lang.t("how_long.not_told").to_owned(),
        InTime::AtLeast(n) => lang.f1("how_long.at_least", "share", share(lang, n, row.n)),
    }
}

/// A share in whole percent, downwards: what is not all never reads as all.
pub(super) fn share(lang: Lang, n: usize, of: usize) -> String {
    let n = i64::try_from(n * 100 / of.max(1)).unwrap_or(0);
    format!("{}%", decimal(lang, n, 0))
}

/// `20 ngày`, or that there are too few.
pub(super) fn days(lang: Lang, n: Option<i64>) -> String {
    n.map_or_else(|| lang.t("how_long.few").to_owned(), |n| lang.f1("how_long.days", "n", lang.number(n)))
}

/// `12–34 ngày`, or that there are too few.
pub(super) fn quartiles(lang: Lang, row: &Row) -> String {
    match row.quartiles {
        Some((low, high)) => lang.f2("how_long.between", "low", lang.number(low), "high", lang.number(high)),
        None => lang.t("how_long.few").to_owned(),
    }
}

/// The spread as one bar, its words for who cannot see it.
pub(super) fn spread(lang: Lang, measure: &Measure, row: &Row) -> String {
    if row.classes.is_empty() {
        return format!("<span class=\"quiet\">{}</span>", lang.t("how_long.not_told"));
    }
    let words = |c: &Class| format!("{}: {}", class(lang, measure, c), lang.count(c.n));
    let title = row.classes.iter().map(words).collect::<Vec<_>>().join("; ");
    let drawn: Vec<Part> =
        row.classes.iter().map(|c| Part { class: look(measure, c), value: c.n as f64, words: words(c) }).collect();
    parts(&Head { title: &title, desc: "", width: 220.0 }, &drawn)
}

/// How a class looks: in time from light to dark, late as an outline, joined ones in between.
pub(super) fn look(measure: &Measure, class: &Class) -> String {
    let end = measure.in_time();
    if class.first >= end {
        return "late".to_owned();
    }
    if class.last >= end {
        return "mixed".to_owned();
    }
    format!("in s{}", (class.last * 4 / end.max(1)).min(3))
}
