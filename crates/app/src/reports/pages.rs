//! The sheet as a page: the circular's form with every figure a link, and the
//! same as a file.

use super::asked::{ask, choices, may_see, said};
use super::out::{self, Heading, headings, unit_of};
use super::{Ask, AskError};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use casework::reports::{Finding, Sheet, printed};
use law::Status;
use law::form::{Column, Form, Unit};

/// What the form above a sheet shows as chosen.
pub struct Picker {
    /// Forms: id, title, chosen.
    pub forms: Vec<(String, String, bool)>,
    /// Periods: id, name with dates, chosen.
    pub periods: Vec<(String, String, bool)>,
    /// Whether more than form, unit and period was asked for.
    pub is_open: bool,
    /// Code of the unit.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// The position asked for.
    pub as_of: String,
    /// Field that cannot be read, and why.
    pub wrong: Option<(String, String)>,
}

impl Picker {
    /// What is chosen now.
    pub fn new(cx: &Cx, asked: &Ask, wrong: Option<(String, String)>) -> Self {
        let law = &cx.app.law;
        let period = law.period(&asked.period).ok();
        let until = period.as_ref().map_or(cx.today, |p| p.until);
        let forms = law.forms_on(until).into_iter().map(|f| {
            let title = format!("{} · {}", f.id, f.title(cx.lang.code()));
            (f.id.clone(), title, f.id.eq_ignore_ascii_case(&asked.form))
        });
        Self {
            forms: forms.collect(),
            periods: choices(cx, &asked.period),
            is_open: asked.as_of.is_some() || wrong.is_some(),
            unit: asked.unit.clone(),
            unit_name: name_of(cx.lang, cx.app.tree, &asked.unit, until),
            as_of: asked.as_of.map(|n| n.to_string()).unwrap_or_default(),
            wrong,
        }
    }
}

/// A head cell of the table.
struct Th {
    text: String,
    unit: String,
    note: String,
    unsure: bool,
    columns: usize,
    rows: usize,
}

/// A figure on the page.
pub struct Figure {
    /// As paper prints it.
    pub text: String,
    /// To the last đồng or m², where paper rounds.
    pub exact: String,
    /// Where its cases are; empty where there is nothing to open.
    pub href: String,
    /// Numbers of the notes about it.
    pub notes: Vec<usize>,
    /// `zero`, `none` or nothing.
    pub class: &'static str,
}

struct Line {
    name: String,
    href: String,
    /// Address part of the accepted report it was taken from; may be empty.
    report: String,
    cells: Vec<Figure>,
}

/// A filled sheet as the page shows it.
struct Shown {
    title: String,
    form: String,
    law: String,
    unit: String,
    period: String,
    paper: String,
    note: String,
    unsure: bool,
    heads: Vec<Vec<Th>>,
    depth: usize,
    /// The columns as lines, where the form runs down the page.
    down: Vec<super::down::Item>,
    marks: Vec<String>,
    lines: Vec<Line>,
    total: Vec<Figure>,
    findings: Vec<String>,
    notes: Vec<String>,
    files: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "reports/pages/sheet.html")]
struct SheetPage {
    frame: Frame,
    picker: Picker,
    article: Option<String>,
}

/// A sheet as it is printed, without what stands around it.
#[derive(Template)]
#[template(path = "reports/pages/article.html")]
struct Article {
    lang: Lang,
    printer: String,
    download: String,
    s: Shown,
}

/// A sheet as HTML, as paper has it, every figure a link.
///
/// # Errors
/// When it cannot be rendered.
pub(crate) fn article(cx: &Cx, sheet: &Sheet) -> std::result::Result<String, askama::Error> {
    let (printer, download) = (crate::assets::icon("printer"), crate::assets::icon("download"));
    Article { lang: cx.lang, printer, download, s: show(cx, sheet) }.render()
}

/// `GET /sheets?form=01/TTr&unit=31&period=2023-6m`.
pub async fn sheet(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let (asked, wrong) = match ask(&cx, &query) {
        Ok(asked) => (asked, None),
        Err(field) => (fallback(&cx, &query), Some(field)),
    };
    may_see(&cx, &asked.unit)?;
    let (picker, sheet) = match wrong {
        Some(field) => (Picker::new(&cx, &asked, Some((field.field, cx.lang.t(field.what).to_owned()))), None),
        None => match cx.app.sheet(&asked).await {
            Ok(sheet) => (Picker::new(&cx, &asked, None), Some(sheet)),
            Err(AskError::Db(e)) => return Err(e.into()),
            Err(e) => {
                let (field, why) = said(&cx, &e);
                (Picker::new(&cx, &asked, Some((field.to_owned(), why))), None)
            }
        },
    };
    let status = if sheet.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let told = |s: &Sheet| format!("{} · {}", s.form.id, s.unit_name(cx.lang.code()));
    let title = sheet.as_ref().map_or(cx.lang.t("room.sheets").to_owned(), told);
    let frame = cx.frame(&title).under(cx.lang.t("room.sheets"), "/sheets").here(&title);
    let article = sheet.map(|sheet| article(&cx, &sheet)).transpose()?;
    Ok((status, Html(SheetPage { frame, picker, article }.render()?)).into_response())
}

/// The question without what could not be read in it.
fn fallback(cx: &Cx, query: &Posted) -> Ask {
    let keep = |name: &str| (name.to_owned(), query.get(name).to_owned());
    let pairs = ["form", "unit", "period"].map(keep).to_vec();
    ask(cx, &Posted { pairs, files: Vec::new() }).unwrap_or(Ask {
        form: super::asked::first_form(cx, &super::asked::latest_period(cx).id),
        unit: super::asked::home(cx),
        period: super::asked::latest_period(cx).id,
        as_of: None,
    })
}

/// `GET /sheets/file/sheet.xlsx?…`: also `sheet.csv`, `sheet.json`.
pub async fn file(cx: Cx, Path(name): Path<String>) -> Result {
    let query = Posted::from_query(&cx.query);
    let asked = ask(&cx, &query).map_err(|field: FieldError| Error::Invalid(vec![field]))?;
    may_see(&cx, &asked.unit)?;
    let sheet = cx.app.sheet(&asked).await.map_err(|e| super::asked::refuse(&e))?;
    let (bytes, mime, end) = match name.as_str() {
        "sheet.xlsx" => {
            let bytes = out::workbook(&sheet, cx.lang, cx.app.settings.demo).map_err(Error::fault)?;
            (bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        "sheet.csv" => (out::csv(&sheet, cx.lang), "text/csv; charset=utf-8", "csv"),
        "sheet.json" => (sheet.json(cx.lang.code()).into_bytes(), "application/json", "json"),
        _ => return Err(Error::Hidden),
    };
    let name = format!("{}_{}_{}.{end}", sheet.form.id.replace('/', "-"), sheet.unit, sheet.period.id);
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).collect();
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn show(cx: &Cx, sheet: &Sheet) -> Shown {
    let (lang, form) = (cx.lang, &sheet.form);
    let tree = headings(form, lang);
    let depth = tree.iter().map(Heading::depth).max().unwrap_or(1);
    let mut heads: Vec<Vec<Th>> = (0..depth).map(|_| Vec::new()).collect();
    for heading in &tree {
        lay(heading, 0, depth, (form, lang), &mut heads);
    }
    let lines = sheet.rows.iter().map(|row| {
        let name = if lang == Lang::En { &row.name_en } else { &row.name_vi };
        let href =
            if row.unit == sheet.unit { String::new() } else { address(sheet, "/sheets", &[("unit", &row.unit)]) };
        Line {
            name: out::short(sheet, lang, name).to_owned(),
            href,
            report: crate::cases::views::slug(&row.report),
            cells: figures(sheet, lang, Some(&row.unit), &row.cells),
        }
    });
    let files = [("sheet.xlsx", "XLSX"), ("sheet.csv", "CSV"), ("sheet.json", "JSON")];
    let mut notes = out::notes(sheet, lang);
    notes.drain(..sheet.findings.len());
    Shown {
        title: form.title(lang.code()).to_owned(),
        form: form.id.clone(),
        law: form.law.as_ref().map(|c| cx.app.law.cite(c, lang.code())).unwrap_or_default(),
        unit: sheet.unit_name(lang.code()).to_owned(),
        period: sheet.period.label(lang.code()),
        paper: form.paper.to_ascii_lowercase(),
        note: if lang == Lang::En { form.note_en.clone() } else { form.note_vi.clone() },
        unsure: form.status == Status::Unverified || sheet.period.status == Status::Unverified,
        heads,
        depth,
        down: super::down::items(form, lang),
        marks: form.columns.iter().map(|c| out::mark(form, c)).collect(),
        lines: lines.collect(),
        total: figures(sheet, lang, None, &sheet.total),
        findings: sheet.findings.iter().map(|f| out::finding(sheet, lang, f)).collect(),
        notes,
        files: files.map(|(name, word)| (address(sheet, &format!("/sheets/file/{name}"), &[]), word)).to_vec(),
    }
}

fn lay(heading: &Heading<'_>, at: usize, depth: usize, of: (&Form, Lang), heads: &mut [Vec<Th>]) {
    let (form, lang) = of;
    let column = heading.column;
    heads[at].push(Th {
        text: heading.text.to_owned(),
        unit: column.map(|c| unit_of(lang, c.printed)).unwrap_or_default(),
        note: column.map(|c| c.note(lang.code()).to_owned()).unwrap_or_default(),
        // A form that is unsure as a whole says so once.
        unsure: form.status == Status::Verified && column.is_some_and(|c| c.status == Status::Unverified),
        columns: heading.columns(),
        rows: if column.is_some() { depth - at } else { 1 },
    });
    for under in &heading.under {
        lay(under, at + 1, depth, of, heads);
    }
}

fn figures(sheet: &Sheet, lang: Lang, unit: Option<&str>, cells: &[Option<i64>]) -> Vec<Figure> {
    let concerns = |f: &Finding, column: &Column| {
        let row = match unit {
            Some(unit) => !f.is_total && f.unit == unit,
            None => f.is_total,
        };
        row && sheet.check(f).is_some_and(|c| c.left.contains(&column.id))
    };
    let one = |(column, cell): (&Column, &Option<i64>)| {
        let notes = (1..).zip(&sheet.findings).filter(|(_, f)| concerns(f, column)).map(|(n, _)| n).collect();
        figure(sheet, lang, unit, column, *cell, notes)
    };
    sheet.form.columns.iter().zip(cells).map(one).collect()
}

/// One figure with the way to its cases.
pub fn figure(
    sheet: &Sheet,
    lang: Lang,
    unit: Option<&str>,
    column: &Column,
    cell: Option<i64>,
    notes: Vec<usize>,
) -> Figure {
    let (text, class) = match cell {
        None => (String::new(), "none"),
        Some(0) => ("–".to_owned(), "zero"),
        Some(n) => (printed(lang.code(), column.printed, n), ""),
    };
    let exact = match cell {
        Some(n) if n % column.printed.scale() != 0 && column.unit == Unit::Vnd => lang.money(n),
        Some(n) if n % column.printed.scale() != 0 => lang.area(n),
        _ => String::new(),
    };
    let href = match class {
        "" => address(sheet, "/sheets/cell", &[("row", unit.unwrap_or("")), ("column", &column.id)]),
        _ => String::new(),
    };
    Figure { text, exact, href, notes, class }
}

/// An address about this sheet: what is not said otherwise stays as it is, so
/// that what opens is what was clicked.
pub fn address(sheet: &Sheet, path: &str, also: &[(&str, &str)]) -> String {
    let as_of = sheet.as_of.to_string();
    let mut query = form_urlencoded::Serializer::new(String::new());
    let own =
        [("form", sheet.form.id.as_str()), ("unit", &sheet.unit), ("period", &sheet.period.id), ("as_of", &as_of)];
    for (name, value) in own {
        if !also.iter().any(|(n, _)| *n == name) {
            query.append_pair(name, value);
        }
    }
    for (name, value) in also.iter().filter(|(_, v)| !v.is_empty()) {
        query.append_pair(name, value);
    }
    format!("{path}?{}", query.finish())
}
