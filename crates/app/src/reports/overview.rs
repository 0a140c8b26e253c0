//! Tổng quan: the few figures leaders speak of, the round phrase beside the exact
//! number, against the same period a year before; every mark leads to its cases.

use super::asked::{ask, may_see, running, said};
use super::out::{self, unit_of};
use super::pages::{Picker, address};
use super::{Ask, AskError};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::{Lang, decimal};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use casework::reports::{Sheet, press, printed};
use paper::svg::{Mark, bars};

/// The figures on top, in the order leaders name them.
pub(super) const HEAD: &[&str] = &["inspections", "violations_vnd"];
/// The figures beside them.
const MORE: &[&str] = &[
    "administrative",
    "specialised",
    "conclusions",
    "units",
    "violations_m2",
    "to_recover_vnd",
    "recovered_vnd",
    "penalties",
    "fined_vnd",
    "paid_vnd",
    "organisations",
    "persons",
    "transferred_cases",
];
/// Those beside them on a first page.
pub(super) const MONEY_HEAD: &[&str] =
    &["administrative", "specialised", "conclusions", "to_recover_vnd", "recovered_vnd", "fined_vnd"];
/// What became of the money.
const MONEY: &[&str] = &["violations_vnd", "to_recover_vnd", "other_vnd", "recovered_vnd", "fined_vnd", "paid_vnd"];
/// Bars a chart shows at most; the sheet has them all.
const MOST: usize = 10;

pub(super) struct Big {
    pub title: String,
    pub phrase: String,
    pub exact: String,
    pub href: String,
    pub change: String,
}

pub(super) struct Small {
    pub title: String,
    pub figure: String,
    pub href: String,
    pub change: String,
}

struct Chart {
    title: String,
    note: String,
    svg: String,
    href: String,
}

#[derive(Template)]
#[template(path = "reports/pages/overview.html")]
struct OverviewPage {
    frame: Frame,
    picker: Picker,
    title: String,
    period: String,
    before: String,
    big: Vec<Big>,
    small: Vec<Small>,
    spoken: String,
    charts: Vec<Chart>,
    notes: Vec<String>,
    sheet_href: String,
    is_empty: bool,
}

/// `GET /overview?unit=31&period=2023-7m`.
pub async fn page(cx: Cx) -> Result {
    let mut query = Posted::from_query(&cx.query);
    query.pairs.retain(|(name, _)| name != "form");
    query.pairs.push(("form".into(), "overview".into()));
    if query.get("period").is_empty() && query.get("from").is_empty() {
        query.pairs.retain(|(name, _)| name != "period");
        query.pairs.push(("period".into(), running(&cx.app.law, cx.today).id));
    }
    let asked = match ask(&cx, &query) {
        Ok(asked) => asked,
        Err(field) => {
            let asked = usual(&cx);
            may_see(&cx, &asked.unit)?;
            return wrong(&cx, &asked, (field.field, cx.lang.t(field.what).to_owned()));
        }
    };
    may_see(&cx, &asked.unit)?;
    let sheet = match cx.app.sheet(&asked).await {
        Ok(sheet) => sheet,
        Err(AskError::Db(e)) => return Err(e.into()),
        Err(e) => {
            let (field, why) = said(&cx, &e);
            return wrong(&cx, &asked, (field.to_owned(), why));
        }
    };
    let before = match cx.app.law.year_before(&sheet.period) {
        // Organised as now, so that a merged unit is held against all it was made from.
        Some(p) => cx.app.sheet(&super::same_units(&sheet, p.id)).await.ok(),
        None => None,
    };
    let before = before.filter(|b| b.total_of("inspections") != Some(0));
    Ok(Html(draw(&cx, &asked, &sheet, before.as_ref()).render()?).into_response())
}

fn usual(cx: &Cx) -> Ask {
    let period = running(&cx.app.law, cx.today).id;
    Ask { form: "overview".to_owned(), unit: super::asked::home(cx), period, as_of: None, organised: None }
}

fn wrong(cx: &Cx, asked: &Ask, wrong: (String, String)) -> Result {
    let page = OverviewPage {
        frame: cx.frame(cx.lang.t("room.overview")).here(cx.lang.t("room.overview")),
        picker: Picker::new(cx, asked, Some(wrong)),
        title: cx.lang.t("room.overview").to_owned(),
        period: String::new(),
        before: String::new(),
        big: Vec::new(),
        small: Vec::new(),
        spoken: String::new(),
        charts: Vec::new(),
        notes: Vec::new(),
        sheet_href: String::new(),
        is_empty: false,
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.render()?)).into_response())
}

fn draw(cx: &Cx, asked: &Ask, sheet: &Sheet, before: Option<&Sheet>) -> OverviewPage {
    let lang = cx.lang;
    let unit = sheet.unit_name(lang.code()).to_owned();
    let title = lang.f1("overview.title", "unit", &unit);
    let is_empty = sheet.total.iter().all(|c| c.is_none_or(|n| n == 0));
    OverviewPage {
        frame: cx.frame(&title).here(&title),
        picker: Picker::new(cx, asked, None),
        period: sheet.period.label(lang.code()),
        before: match before {
            Some(b) => lang.f1("overview.against", "period", b.period.label(lang.code())),
            None => lang.t("overview.no_before").to_owned(),
        },
        big: HEAD.iter().filter_map(|id| big(lang, sheet, before, id)).collect(),
        small: MORE.iter().filter_map(|id| small(lang, sheet, before, id)).collect(),
        spoken: spoken(lang, sheet),
        charts: if is_empty { Vec::new() } else { charts(lang, sheet, before) },
        notes: sheet.findings.iter().map(|f| super::out::finding(sheet, lang, f)).collect(),
        sheet_href: address(sheet, "/sheets", &[]),
        is_empty,
        title,
    }
}

fn cell(sheet: &Sheet, row: &str, column: &str) -> String {
    address(sheet, "/sheets/cell", &[("row", row), ("column", column)])
}

/// The figure with its unit, as paper prints it.
fn shown(lang: Lang, sheet: &Sheet, id: &str, n: i64) -> String {
    let Some(column) = sheet.form.column(id) else { return lang.number(n) };
    let unit = unit_of(lang, column.printed);
    let figure = printed(lang.code(), column.printed, n);
    if unit.is_empty() { figure } else { format!("{figure} {unit}") }
}

pub(super) fn big(lang: Lang, sheet: &Sheet, before: Option<&Sheet>, id: &str) -> Option<Big> {
    let n = sheet.total_of(id)?;
    let column = sheet.form.column(id)?;
    let exact = match column.unit {
        law::form::Unit::Vnd => lang.money(n),
        law::form::Unit::M2 => lang.area(n),
        law::form::Unit::Count => lang.number(n),
    };
    Some(Big {
        title: lang.word("overview", id),
        phrase: press(lang.code(), column.printed, n),
        exact: lang.f1("overview.exact", "n", exact),
        href: if n == 0 { String::new() } else { cell(sheet, "", id) },
        change: change(lang, n, before.and_then(|b| b.total_of(id))),
    })
}

pub(super) fn small(lang: Lang, sheet: &Sheet, before: Option<&Sheet>, id: &str) -> Option<Small> {
    let n = sheet.total_of(id)?;
    Some(Small {
        title: lang.word("overview", id),
        figure: if n == 0 { "–".to_owned() } else { shown(lang, sheet, id, n) },
        href: if n == 0 { String::new() } else { cell(sheet, "", id) },
        change: change(lang, n, before.and_then(|b| b.total_of(id))),
    })
}

/// `tăng 12,5% so với cùng kỳ`; nothing where there is nothing to compare with.
fn change(lang: Lang, now: i64, before: Option<i64>) -> String {
    let Some(before) = before.filter(|b| *b > 0) else { return String::new() };
    let per_mille = i128::from(now - before) * 1_000 / i128::from(before);
    let per_mille = i64::try_from(per_mille).unwrap_or(i64::MAX);
    let size = decimal(lang, per_mille.abs(), 1);
    match per_mille.cmp(&0) {
        std::cmp::Ordering::Greater => lang.f1("overview.more", "n", size),
        std::cmp::Ordering::Less => lang.f1("overview.less", "n", size),
        std::cmp::Ordering::Equal => lang.t("overview.same").to_owned(),
    }
}

/// The clauses of [`spoken`], each with the figure without which it is left out.
const CLAUSES: &[(&str, &str)] = &[
    ("violations_vnd", "found"),
    ("violations_m2", "found_land"),
    ("to_recover_vnd", "recover"),
    ("to_recover_m2", "recover_land"),
    ("other_vnd", "other"),
    ("penalties", "penalties"),
    ("organisations", "organisations"),
    ("persons", "persons"),
    ("transferred_cases", "transferred"),
];

/// The paragraph a report begins with, every number exact; what did not happen is not said.
fn spoken(lang: Lang, sheet: &Sheet) -> String {
    let mut facts: Vec<(&str, String)> = sheet
        .form
        .columns
        .iter()
        .map(|c| (c.id.as_str(), shown(lang, sheet, &c.id, sheet.total_of(&c.id).unwrap_or(0))))
        .collect();
    facts.push(("unit", sheet.unit_name(lang.code()).to_owned()));
    facts.push(("period", sheet.period.label(lang.code())));
    let mut parts = vec![lang.with("say.head", &facts)];
    for (id, clause) in CLAUSES {
        if sheet.total_of(id).is_some_and(|n| n != 0) {
            parts.push(lang.with(&format!("say.{clause}"), &facts));
        }
    }
    parts.join("; ") + "."
}

fn charts(lang: Lang, sheet: &Sheet, before: Option<&Sheet>) -> Vec<Chart> {
    let by_unit = |id: &'static str, key: &'static str| {
        let mut rows: Vec<(&str, &str, i64)> = sheet
            .rows
            .iter()
            .filter_map(|r| Some((r.unit.as_str(), out::short(sheet, lang, name(lang, r)), sheet.cell(&r.unit, id)?)))
            .filter(|(_, _, n)| *n != 0)
            .collect();
        rows.sort_by_key(|(unit, _, n)| (std::cmp::Reverse(*n), *unit));
        let left = rows.len().saturating_sub(MOST);
        rows.truncate(MOST);
        let marks: Vec<Mark> = rows
            .iter()
            .map(|(unit, name, n)| {
                let was = before.and_then(|b| b.cell(unit, id));
                mark(lang, sheet, id, name, *n, was, cell(sheet, unit, id))
            })
            .collect();
        let title = lang.t(key).to_owned();
        let note = if left > 0 { lang.f1("overview.rest", "n", lang.count(left)) } else { String::new() };
        Chart { svg: bars(&title, &marks), note, href: address(sheet, "/sheets", &[]), title }
    };
    let money: Vec<Mark> = MONEY
        .iter()
        .filter_map(|id| {
            let (n, column) = (sheet.total_of(id)?, sheet.form.column(id)?);
            let was = before.and_then(|b| b.total_of(id));
            let href = if n == 0 { String::new() } else { cell(sheet, "", id) };
            Some(mark(lang, sheet, id, &lang.word("overview", &column.id), n, was, href))
        })
        .collect();
    let title = lang.t("overview.money").to_owned();
    let money = Chart { svg: bars(&title, &money), note: String::new(), href: address(sheet, "/sheets", &[]), title };
    vec![money, by_unit("inspections", "overview.by_unit"), by_unit("violations_vnd", "overview.money_by_unit")]
}

fn name(lang: Lang, row: &casework::reports::SheetRow) -> &str {
    if lang == Lang::En { &row.name_en } else { &row.name_vi }
}

fn mark(lang: Lang, sheet: &Sheet, id: &str, label: &str, n: i64, was: Option<i64>, href: String) -> Mark {
    let short: String = match label.chars().count() {
        0..=44 => label.to_owned(),
        _ => label.chars().take(43).chain(['…']).collect(),
    };
    let before = was.map(|w| (w as f64, lang.f1("overview.was", "n", shown(lang, sheet, id, w))));
    Mark { label: short, value: n as f64, shown: shown(lang, sheet, id, n), exact: String::new(), href, before }
}
