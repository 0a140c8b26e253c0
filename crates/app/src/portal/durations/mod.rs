//! Mất bao lâu: how long offices took, from the clocks of their cases, with what is kept back.
//!
//! One statement a page. The figures follow the acts as they are recorded today, for halves of
//! reporting years that have settled; units are named as they were then.

mod data;
mod said;
pub mod store;

use super::shelf::{Page, serve};
use super::visit::{Face, Visit};
use crate::errors::Error;
use crate::lang::Lang;
use crate::routes::Routes;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::durations::{self, GROUP, Half, MEASURES, Measure, Row, SETTLED_AFTER, SPREAD, Span, Summary, Took};
use db::Tx;
use std::time::Duration;

/// Units on the page; the files have them all.
const ON_PAGE: usize = 100;
/// How long such a page is good: what it says changes only by late records.
const GOOD_FOR: Duration = Duration::from_secs(15 * 60);

/// Pages and files.
pub(super) fn routes() -> Routes {
    Routes::new()
        .open("/open/how-long", "/en/open/how-long", list)
        .open("/open/how-long/{measure}", "/en/open/how-long/{measure}", newest)
        .open("/open/how-long/{measure}/{half}", "/en/open/how-long/{measure}/{half}", one)
        .open("/open/how-long/{measure}/{half}/csv", "/en/open/how-long/{measure}/{half}/csv", data::csv)
        .open("/open/how-long/{measure}/{half}/json", "/en/open/how-long/{measure}/{half}/json", data::json)
}

/// What is told of a measure in a half.
struct Told {
    measure: &'static Measure,
    half: Half,
    summary: Summary,
    /// Not yet done by the last day: told only if none or enough.
    open: Option<usize>,
}

impl Told {
    fn read(tx: &mut dyn Tx, visit: &Visit, measure: &str, half: Option<&str>) -> Result<Self, Error> {
        let measure = Measure::of_key(measure).ok_or(Error::Hidden)?;
        let (law, today) = (&visit.app.law, visit.today());
        let half = match half {
            Some(id) => durations::half(law, today, id),
            None => durations::halves(law, today).into_iter().next(),
        };
        let half = half.ok_or(Error::Hidden)?;
        let clocks = store::clocks(tx, what(measure), half.from, half.until)?;
        Ok(Self::of(measure, half, &clocks))
    }

    fn of(measure: &'static Measure, half: Half, clocks: &[store::Clock]) -> Self {
        let mine = || clocks.iter().filter(|c| c.what == what(measure));
        let took: Vec<Took> = mine().filter_map(|c| c.took.clone()).collect();
        let open = mine().count() - took.len();
        let told = open == 0 || open >= GROUP;
        let open = Some(open).filter(|_| told && measure.span == Span::Term);
        Self { summary: durations::summary(measure, &took), measure, half, open }
    }

    fn title(&self, lang: Lang) -> String {
        lang.word("how_long_of", self.measure.key)
    }

    fn period(&self, lang: Lang) -> String {
        let dates = format!("{} – {}", lang.date(self.half.from), lang.date(self.half.until));
        let half =
            lang.f1(if self.half.n == 1 { "how_long.half_1" } else { "how_long.half_2" }, "year", self.half.year);
        format!("{half} ({dates})")
    }

    fn href(&self, visit: &Visit) -> String {
        visit.to(&format!("/open/how-long/{}/{}", self.measure.key, self.half.id()))
    }
}

/// The word of the clock in the store.
fn what(measure: &Measure) -> &'static str {
    if measure.span == Span::Whole { "whole" } else { measure.rule }
}

struct Line {
    href: String,
    title: String,
    n: String,
    median: String,
    in_time: String,
    spread: String,
}

#[derive(Template)]
#[template(path = "portal/pages/how_long.html")]
struct ListPage {
    face: Face,
    period: String,
    lines: Vec<Line>,
    kept_back: String,
    settled: i32,
}

/// `GET /open/how-long`: everything that is told, for the last half.
async fn list(visit: Visit) -> Response {
    serve(visit, |tx, visit| {
        let lang = visit.lang;
        let half = durations::halves(&visit.app.law, visit.today()).into_iter().next().ok_or(Error::Hidden)?;
        let clocks = store::clocks(tx, "", half.from, half.until)?;
        let told: Vec<Told> = MEASURES.iter().map(|m| Told::of(m, half.clone(), &clocks)).collect();
        let mut face = visit.face(lang.t("how_long.title"));
        lang.t("how_long.lead").clone_into(&mut face.description);
        let period = told.first().map(|t| t.period(lang)).unwrap_or_default();
        let page = ListPage {
            lines: told.iter().map(|t| line(visit, t)).collect(),
            period,
            kept_back: kept_back(lang),
            settled: SETTLED_AFTER,
            face,
        };
        Ok(Page { good_for: GOOD_FOR, ..Page::html(&page)? })
    })
    .await
}

fn line(visit: &Visit, told: &Told) -> Line {
    let (lang, measure) = (visit.lang, told.measure);
    let total = told.summary.total.as_ref();
    let of = |say: &dyn Fn(&Row) -> String| total.map(say).unwrap_or_default();
    Line {
        href: if total.is_some() { told.href(visit) } else { String::new() },
        title: told.title(lang),
        n: total.map_or_else(|| lang.f1("how_long.fewer", "n", GROUP), |t| lang.count(t.n)),
        median: of(&|t| said::days(lang, t.median)),
        in_time: of(&|t| said::in_time(lang, measure, t)),
        spread: of(&|t| said::spread(lang, measure, t)),
    }
}

/// The rule on what is kept back, in words.
fn kept_back(lang: Lang) -> String {
    let numbers = [("n", GROUP), ("two", 2 * GROUP), ("many", SPREAD)];
    lang.with("how_long.kept_back", &numbers.map(|(name, n)| (name, n.to_string())))
}

struct ClassLine {
    name: String,
    n: String,
    share: String,
    bar: String,
}

struct UnitLine {
    name: String,
    is_others: bool,
    n: String,
    median: String,
    quartiles: String,
    in_time: String,
    spread: String,
}

#[derive(Template)]
#[template(path = "portal/pages/how_long_of.html")]
struct OnePage {
    face: Face,
    measure: &'static Measure,
    period: String,
    /// Id, words, whether it is this one.
    halves: Vec<(String, String, bool)>,
    total: Option<UnitLine>,
    open: String,
    classes: Vec<ClassLine>,
    units: Vec<UnitLine>,
    left_out: usize,
    has_term: bool,
    files: String,
    group: usize,
    kept_back: String,
    settled: i32,
}

/// `GET /open/how-long/{measure}`: of the last half.
async fn newest(visit: Visit, Path(measure): Path<String>) -> Response {
    shown(visit, measure, None).await
}

/// `GET /open/how-long/{measure}/{half}`.
async fn one(visit: Visit, Path((measure, half)): Path<(String, String)>) -> Response {
    shown(visit, measure, Some(half)).await
}

async fn shown(visit: Visit, measure: String, half: Option<String>) -> Response {
    serve(visit, move |tx, visit| {
        let told = Told::read(tx, visit, &measure, half.as_deref())?;
        Ok(Page { good_for: GOOD_FOR, ..Page::html(&page(visit, &told))? })
    })
    .await
}

fn page(visit: &Visit, told: &Told) -> OnePage {
    let (lang, measure) = (visit.lang, told.measure);
    let title = told.title(lang);
    let mut face = visit.face(&title);
    let period = told.period(lang);
    face.description = format!("{title}, {period}");
    // One address for one page: the newest half stands under its own.
    face.path = format!("/open/how-long/{}/{}", measure.key, told.half.id());
    let half = |h: &Half| {
        let words = lang.f1(if h.n == 1 { "how_long.half_1" } else { "how_long.half_2" }, "year", h.year);
        (visit.to(&format!("/open/how-long/{}/{}", measure.key, h.id())), words, *h == told.half)
    };
    let total = told.summary.total.as_ref();
    let unit = |row: &Row| unit_line(visit, told, row);
    OnePage {
        halves: durations::halves(&visit.app.law, visit.today()).iter().take(6).map(half).collect(),
        total: total.map(|t| UnitLine { name: lang.t("how_long.all_units").to_owned(), is_others: false, ..unit(t) }),
        open: match told.open {
            _ if measure.span == Span::Whole => String::new(),
            Some(n) => lang.f1("how_long.open", "n", lang.count(n)),
            None => lang.f1("how_long.open_few", "n", GROUP),
        },
        classes: total.map(|t| classes(lang, measure, t)).unwrap_or_default(),
        units: told.summary.rows.iter().take(ON_PAGE).map(unit).collect(),
        left_out: told.summary.rows.len().saturating_sub(ON_PAGE),
        has_term: measure.span == Span::Term,
        files: told.href(visit),
        group: GROUP,
        kept_back: kept_back(lang),
        settled: SETTLED_AFTER,
        period,
        measure,
        face,
    }
}

fn classes(lang: Lang, measure: &Measure, total: &Row) -> Vec<ClassLine> {
    let most = total.classes.iter().map(|c| c.n).max().unwrap_or(1);
    let line = |c: &durations::Class| ClassLine {
        name: said::class(lang, measure, c),
        n: lang.count(c.n),
        share: said::share(lang, c.n, total.n),
        // The row says it in words; the bar is for the eye alone.
        bar: format!(
            "<svg class=\"chart parts\" viewBox=\"0 0 220 14\" aria-hidden=\"true\"><rect class=\"{}\" x=\"0.5\" y=\"0.5\" width=\"{:.1}\" height=\"13\"/></svg>",
            said::look(measure, c),
            (c.n as f64 / most as f64 * 219.0).max(1.0)
        ),
    };
    total.classes.iter().map(line).collect()
}

fn unit_line(visit: &Visit, told: &Told, row: &Row) -> UnitLine {
    let (lang, measure) = (visit.lang, told.measure);
    UnitLine {
        name: match &row.unit {
            Some(unit) => name_of(lang, visit.app.tree, unit, told.half.until),
            None => lang.t("how_long.other_units").to_owned(),
        },
        is_others: row.unit.is_none(),
        n: lang.count(row.n),
        median: said::days(lang, row.median),
        quartiles: said::quartiles(lang, row),
        in_time: said::in_time(lang, measure, row),
        spread: said::spread(lang, measure, row),
    }
}
