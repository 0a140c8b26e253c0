//! Điểm kiểm tra trên trang: each with its rule, the figures of both sides and the way to
//! their cells, why it matters, what to do, and what was said to it.

use super::out::{called, unit_of};
use super::pages::address;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::lang::Lang;
use casework::periodic_reports::Entry;
use casework::periodic_reports::acts::Explanation;
use casework::reports::{Checked, Earlier, Point, Sheet, Side, printed};
use law::Status;
use law::form::{Printed, Relation, Severity};

/// Points of one severity.
pub(crate) struct Group {
    /// `wrong`, `look` or `note`.
    pub word: &'static str,
    /// Its heading.
    pub title: String,
    /// The points.
    pub points: Vec<Shown>,
}

/// One point as the page shows it.
pub(crate) struct Shown {
    /// Its number on the page.
    pub n: usize,
    /// Name of the rule, with the form where more than one stands on the page.
    pub rule: String,
    /// The row.
    pub row: String,
    /// What this form says; none where a period itself is the point.
    pub here: Option<SideShown>,
    /// How the sides stand: `≠`, or how many times one is the other.
    pub sign: String,
    /// What it is held against.
    pub there: Option<SideShown>,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub way: String,
    /// Whether the rule was not checked against the text.
    pub unsure: bool,
    /// The provision.
    pub law: String,
    /// What was said to it.
    pub said: Vec<Said>,
    /// Where to explain it; empty: nowhere.
    pub explain: String,
    /// Whether a word is asked for and none was given.
    pub is_open: bool,
}

/// One side: its terms, what they make, and where they stand.
pub(crate) struct SideShown {
    /// Each column with its sign, figure and address.
    pub terms: Vec<Term>,
    /// What they make, where there are several.
    pub sum: String,
    /// Form, period and source, where they differ from the sheet's own.
    pub place: String,
}

/// One column of a side.
pub(crate) struct Term {
    /// `+`, `−` or nothing.
    pub sign: &'static str,
    /// The column.
    pub column: String,
    /// Its figure.
    pub figure: String,
    /// Where it opens; may be empty.
    pub href: String,
}

/// An explanation.
pub(crate) struct Said {
    /// Its words.
    pub text: String,
    /// Who and when.
    pub by: String,
    /// Whether the figures were computed anew since.
    pub is_old: bool,
}

/// What the points of some sheets are shown with.
pub(crate) struct Around<'a> {
    /// The sheets they were found on.
    pub sheets: &'a [Sheet],
    /// What they were held against.
    pub checked: &'a Checked,
    /// What was said, each with its act.
    pub said: &'a [(&'a Entry, &'a Explanation)],
    /// Place of the last computation among the acts.
    pub computed: u32,
    /// The report's address part, where a reader of this page may explain; else empty.
    pub explain_at: &'a str,
    /// Whether words are asked for at all: on a report, not on a free sheet.
    pub is_report: bool,
}

/// The points by severity, numbered through, the gravest first.
pub(crate) fn groups(cx: &Cx, around: &Around<'_>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for (n, point) in (1..).zip(&around.checked.points) {
        let word = point.severity.word();
        if out.last().is_none_or(|g| g.word != word) {
            out.push(Group { word, title: cx.lang.t(&format!("point.{word}")).to_owned(), points: Vec::new() });
        }
        if let (Some(shown), Some(group)) = (shown(cx, around, n, point), out.last_mut()) {
            group.points.push(shown);
        }
    }
    out
}

fn shown(cx: &Cx, around: &Around<'_>, n: usize, point: &Point) -> Option<Shown> {
    let lang = cx.lang;
    let sheet = around.sheets.iter().find(|s| s.form.id == point.form)?;
    let rule = around.checked.rule(&sheet.form, point);
    let said = said(cx, around, point);
    let (why, way) = rule.as_ref().map_or(("", ""), |r| (r.why(lang.code()), r.way(lang.code())));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs([("form", point.form.as_str()), ("check", &point.rule), ("row", point.row().unwrap_or(""))]);
    let name = if around.sheets.len() > 1 {
        format!("{} · {}", called(&sheet.form, lang), named(lang, &point.rule))
    } else {
        named(lang, &point.rule)
    };
    Some(Shown {
        n,
        rule: name,
        row: row_name(cx, sheet, point),
        here: point.here.as_ref().map(|side| side_here(around, sheet, lang, point, side)),
        sign: sign(lang, point),
        there: point.there.as_ref().map(|side| side_there(around, sheet, lang, point, side)),
        why: why.to_owned(),
        way: way.to_owned(),
        unsure: rule.as_ref().is_some_and(|r| r.status == Status::Unverified),
        law: rule.and_then(|r| r.law).map(|c| cx.app.law.cite(&c, lang.code())).unwrap_or_default(),
        is_open: around.is_report && said.is_empty() && point.severity != Severity::Note,
        explain: match around.explain_at {
            "" => String::new(),
            slug => format!("/cases/{slug}/record/explanation?{}", query.finish()),
        },
        said,
    })
}

/// A rule of periods has a name in words, an identity is its own name.
fn named(lang: Lang, rule: &str) -> String {
    lang.said("point.rule", rule).to_owned()
}

fn row_name(cx: &Cx, sheet: &Sheet, point: &Point) -> String {
    if point.is_total && point.here.is_none() {
        return sheet.period.label(cx.lang.code());
    }
    if point.is_total {
        return cx.lang.t("sheet.total").to_owned();
    }
    crate::units::name_of(cx.lang, cx.app.tree, &point.unit, sheet.period.until)
}

fn said(cx: &Cx, around: &Around<'_>, point: &Point) -> Vec<Said> {
    let about = around.said.iter().filter(|(_, x)| x.is_about(&point.form, &point.rule, point.row()));
    let told = |(entry, x): &(&Entry, &Explanation)| Said {
        text: x.text.0.clone(),
        by: format!("{} · {}", entry.signer, cx.lang.date(entry.on)),
        is_old: entry.seq < around.computed,
    };
    about.map(told).collect()
}

/// `≠`, `>`, `<`; of a comparison how many times.
fn sign(lang: Lang, point: &Point) -> String {
    let (Some(here), Some(there)) = (&point.here, &point.there) else { return String::new() };
    match point.is {
        Some(Relation::Equal) => "≠".to_owned(),
        Some(Relation::AtMost) => ">".to_owned(),
        Some(Relation::AtLeast) => "<".to_owned(),
        None => {
            let (low, high) = (here.figure.min(there.figure).max(1), here.figure.max(there.figure));
            let tenths = i64::try_from(i128::from(high) * 10 / i128::from(low)).unwrap_or(i64::MAX);
            let key = if here.figure >= there.figure { "point.times_more" } else { "point.times_less" };
            lang.f1(key, "n", crate::lang::decimal(lang, tenths, 1))
        }
    }
}

/// How the figures of a side are printed: as its first column.
fn how(sheet: Option<&Sheet>, side: &Side) -> Printed {
    let first = side.columns.first().and_then(|id| sheet?.form.column(id));
    first.map_or(Printed::Count, |c| c.printed)
}

fn written(lang: Lang, how: Printed, n: i64) -> String {
    match unit_of(lang, how) {
        unit if unit.is_empty() => printed(lang.code(), how, n),
        unit => format!("{} {unit}", printed(lang.code(), how, n)),
    }
}

fn terms(side: &Side, term: impl Fn(&str) -> (String, String)) -> Vec<Term> {
    let columns = side.columns.iter().enumerate().map(|(at, id)| (if at == 0 { "" } else { "+" }, id));
    let all = columns.chain(side.less.iter().map(|id| ("−", id)));
    all.map(|(sign, id)| {
        let (figure, href) = term(id);
        Term { sign, column: id.clone(), figure, href }
    })
    .collect()
}

fn side_here(around: &Around<'_>, own: &Sheet, lang: Lang, point: &Point, side: &Side) -> SideShown {
    let sheet = around.sheets.iter().find(|s| s.form.id == side.form);
    let how = how(sheet, side);
    let row = sheet.and_then(|s| s.rows.iter().find(|r| !point.is_total && r.unit == point.unit));
    let term = |id: &str| {
        let cell = sheet.and_then(|s| if point.is_total { s.total_of(id) } else { s.cell(&point.unit, id) });
        let href = match (sheet, row.filter(|r| !r.report.is_empty())) {
            // What was accepted stands in its report, not in the ledger.
            (_, Some(row)) => format!("/reports/{}/sheets/{}", slug(&row.report), slug(&side.form)),
            (Some(sheet), None) => {
                address(sheet, "/sheets/cell", &[("row", point.row().unwrap_or("")), ("column", id)])
            }
            (None, None) => String::new(),
        };
        (cell.map(|n| printed(lang.code(), how, n)).unwrap_or_default(), href)
    };
    SideShown {
        terms: terms(side, term),
        sum: if side.columns.len() + side.less.len() > 1 {
            written(lang, how, side.figure)
        } else {
            unit_of(lang, how)
        },
        place: if side.form == own.form.id { String::new() } else { lang.f1("point.form", "form", &side.form) },
    }
}

fn side_there(around: &Around<'_>, own: &Sheet, lang: Lang, point: &Point, side: &Side) -> SideShown {
    let Some(period) = &side.period else { return side_here(around, own, lang, point, side) };
    let earlier = around.checked.earlier.iter().find(|e| e.form == side.form && e.period.id == period.id);
    let how = how(
        Some(own),
        &Side { columns: point.here.as_ref().map(|h| h.columns.clone()).unwrap_or_default(), ..side.clone() },
    );
    let term = |id: &str| {
        let ids = [id.to_owned()];
        let cell = earlier.and_then(|e| e.side(point.row(), &ids, &[]));
        let href = earlier.map(|e| earlier_href(own, e, point, id)).unwrap_or_default();
        (cell.map(|n| printed(lang.code(), how, n)).unwrap_or_default(), href)
    };
    let source = match side.report.as_str() {
        "" => lang.t("point.from_ledger").to_owned(),
        number => lang.f1("point.from_report", "number", number),
    };
    let merged = earlier.and_then(|e| e.organised).map(|on| lang.f1("point.organised", "on", lang.date(on)));
    let place = [Some(period.label(lang.code())), Some(source), merged].into_iter().flatten();
    SideShown {
        terms: terms(side, term),
        sum: if side.columns.len() + side.less.len() > 1 {
            written(lang, how, side.figure)
        } else {
            unit_of(lang, how)
        },
        place: place.collect::<Vec<_>>().join(" · "),
    }
}

fn earlier_href(own: &Sheet, earlier: &Earlier, point: &Point, column: &str) -> String {
    if !earlier.report.is_empty() {
        return format!("/reports/{}/sheets/{}", slug(&earlier.report), slug(&earlier.form));
    }
    let organised = earlier.organised.map(|on| on.to_string()).unwrap_or_default();
    let also = [
        ("period", earlier.period.id.as_str()),
        ("organised", &organised),
        ("row", point.row().unwrap_or("")),
        ("column", column),
    ];
    address(own, "/sheets/cell", &also)
}
