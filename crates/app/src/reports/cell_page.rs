//! A figure opened: its sum on top, equal to the cell; then cases, each with the
//! papers that carry it.

use super::asked::{ask, may_see, refuse};
use super::cell::{Behind, BehindCase, BehindLine, CellAsk};
use super::out::called;
use super::pages::address;
use crate::access::Action;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::reports::printed;
use law::form::{Column, Take, Unit};

struct PaperLine {
    href: String,
    act: String,
    paper: String,
    day: String,
    quantity: String,
    mended: String,
}

struct CaseLine {
    number: String,
    href: String,
    title: String,
    unit: String,
    standing: String,
    thing: String,
    quantity: String,
    papers: Vec<PaperLine>,
    cells: String,
}

struct Part {
    title: String,
    figure: String,
    href: String,
}

#[derive(Template)]
#[template(path = "reports/pages/cell.html")]
struct CellPage {
    frame: Frame,
    column: String,
    title: String,
    row: String,
    sheet: String,
    sheet_href: String,
    period: String,
    figure: String,
    words: String,
    count: String,
    counted: Vec<String>,
    note: String,
    is_distinct: bool,
    parts: Vec<Part>,
    cases: Vec<CaseLine>,
    next: String,
    first: String,
    as_of: String,
}

/// `GET /sheets/cell?…&row=31.TT&column=8&after=…`.
pub async fn page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let asked = ask(&cx, &query).map_err(|field| Error::Invalid(vec![field]))?;
    may_see(&cx, &asked.unit)?;
    let row = Some(query.get("row").to_owned()).filter(|r| !r.is_empty());
    let after = query.get("after").to_owned();
    let cell = CellAsk { ask: asked, row, column: query.get("column").to_owned(), after };
    let found = cx.app.behind(&cell).await.map_err(|e| refuse(&e))?;
    Ok(Html(draw(&cx, &found, !cell.after.is_empty()).render()?).into_response())
}

fn draw(cx: &Cx, b: &Behind, is_later: bool) -> CellPage {
    let (lang, sheet) = (cx.lang, &b.sheet);
    let (title, is_numbered) = (sheet.form.title(lang.code()), sheet.form.law.is_some());
    let until = sheet.period.until;
    let row = if b.is_total { String::new() } else { b.unit.clone() };
    let pair = sheet.rows.iter().find(|r| r.unit == b.unit && r.unit.contains('>'));
    let row_name = match pair {
        Some(pair) if lang == Lang::En => pair.name_en.clone(),
        Some(pair) => pair.name_vi.clone(),
        None => name_of(lang, cx.app.tree, &b.unit, until),
    };
    let heading = format!("{} · {}", b.column.title(lang.code()), row_name);
    let here =
        |after: &str| address(sheet, "/sheets/cell", &[("row", &row), ("column", &b.column.id), ("after", after)]);
    let parts = b.parts.iter().map(|(column, figure)| Part {
        title: format!("({}) {}", column.id, column.title(lang.code())),
        figure: figure.map_or(String::new(), |n| exact(lang, column, n)),
        href: address(sheet, "/sheets/cell", &[("row", &row), ("column", &column.id)]),
    });
    let reach = cx.reach(Action::SeeCases);
    let cases = b.cases.iter().map(|case| line(cx, b, case, reach.holds(&case.unit)));
    CellPage {
        frame: cx
            .frame(&heading)
            .under(lang.t("room.sheets"), "/sheets")
            .under(
                format!("{} · {}", called(&sheet.form, lang), sheet.unit_name(lang.code())),
                address(sheet, "/sheets", &[]),
            )
            .here(if is_numbered { format!("({}) {row_name}", b.column.id) } else { row_name.clone() }),
        column: if is_numbered { lang.f1("cell.column", "column", &b.column.id) } else { String::new() },
        title: b.column.title(lang.code()),
        row: row_name,
        sheet: if is_numbered { format!("{} {}", sheet.form.id, title) } else { title.to_owned() },
        sheet_href: address(sheet, "/sheets", &[]),
        period: sheet.period.label(lang.code()),
        figure: exact(lang, &b.column, b.sum),
        words: spoken(lang, &b.column, b.sum),
        count: lang
            .with(if b.column.is_distinct() { "cell.things" } else { "cell.cases" }, &[("n", lang.number(b.count))]),
        counted: counted(cx, &b.column),
        note: b.column.note(lang.code()).to_owned(),
        is_distinct: b.column.is_distinct(),
        parts: parts.collect(),
        cases: cases.collect(),
        next: b.next.as_deref().map(here).unwrap_or_default(),
        first: if is_later { here("") } else { String::new() },
        as_of: lang.number(sheet.as_of),
    }
}

/// To the last đồng and m²: what is clicked open must add up.
fn exact(lang: Lang, column: &Column, n: i64) -> String {
    match column.unit {
        Unit::Count => lang.number(n),
        Unit::Vnd => lang.money(n),
        Unit::M2 => lang.area(n),
    }
}

/// The figure as the sheet prints it, where that differs.
fn spoken(lang: Lang, column: &Column, n: i64) -> String {
    match column.unit {
        Unit::Count => String::new(),
        _ => format!("{} {}", printed(lang.code(), column.printed, n), super::out::unit_of(lang, column.printed)),
    }
}

/// What the column counts, in the words of its indicators.
fn counted(cx: &Cx, column: &Column) -> Vec<String> {
    let lang = cx.lang;
    let says = |name: &String| {
        let found = cx.app.law.indicator(name);
        found.map_or_else(|| name.clone(), |i| if lang == Lang::En { i.en.clone() } else { i.vi.clone() })
    };
    let with = |key: &'static str, names: &[String]| {
        names.iter().map(|n| lang.f1(key, "what", says(n))).collect::<Vec<String>>()
    };
    match &column.take {
        Take::Sums { opening, flow, closing } => {
            [with("cell.opening", opening), with("cell.flow", flow), with("cell.closing", closing)].concat()
        }
        Take::Distinct(names) => with("cell.distinct", names),
        Take::Sum(_) | Take::Nothing => Vec::new(),
    }
}

fn line(cx: &Cx, b: &Behind, case: &BehindCase, may_open: bool) -> CaseLine {
    let lang = cx.lang;
    let to = slug(&case.number);
    let papers = case.lines.iter().map(|l| paper(lang, &b.column, l, may_open));
    CaseLine {
        number: case.number.clone(),
        // Whoever may not read the file still sees it counted.
        href: if may_open { format!("/cases/{to}") } else { String::new() },
        title: if may_open { case.title.clone() } else { lang.t("cell.hidden").to_owned() },
        unit: name_of(lang, cx.app.tree, &case.unit, b.sheet.period.until),
        standing: lang.word("standing", &case.standing),
        thing: case.thing.clone(),
        quantity: exact(lang, &b.column, case.quantity),
        papers: papers.collect(),
        cells: if may_open { format!("/sheets/case?number={to}&period={}", b.sheet.period.id) } else { String::new() },
    }
}

fn paper(lang: Lang, column: &Column, l: &BehindLine, may_open: bool) -> PaperLine {
    PaperLine {
        href: if may_open { format!("/cases/{}#act-{}", slug(&l.case), l.seq) } else { String::new() },
        act: lang.word("act", &l.kind),
        paper: l.paper.clone(),
        day: l.day.parse().map_or_else(|_| l.day.clone(), |day| lang.date(day)),
        quantity: exact(lang, column, l.quantity),
        mended: l.mended_by.map(|n| lang.f1("cell.mended", "n", n)).unwrap_or_default(),
    }
}
