//! Số liệu mở: sealed reports for everybody, with what proves them, and what is kept back and why.

use super::shelf::{Page, serve};
use super::visit::{Face, Visit};
use crate::cases::views::slug;
use crate::errors::Error;
use crate::lang::Lang;
use crate::periodic_reports::{Open, is_small, open_list, opened};
use crate::reports::out::{self, Heading};
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::periodic_reports::About;
use casework::reports::{FEWEST, Kept, Sheet, printed, withheld};
use casework::units::Tree;
use std::collections::BTreeSet;

/// Reports on a page.
const ON_PAGE: usize = 50;

struct Listed {
    href: String,
    number: String,
    unit: String,
    title: String,
}

#[derive(Template)]
#[template(path = "portal/pages/open.html")]
struct ListPage {
    face: Face,
    lines: Vec<Listed>,
    next: String,
}

/// `GET /open`.
pub(super) async fn list(visit: Visit) -> Response {
    serve(visit, |tx, visit| {
        let before = visit.asked().get("before").chars().take(80).collect::<String>();
        let before = if before.is_empty() { "\u{10ffff}".to_owned() } else { before };
        let tree = visit.app.tree;
        let mut found = open_list(tx, tree, &before, ON_PAGE + 1)?;
        let more = found.len() > ON_PAGE;
        found.truncate(ON_PAGE);
        let next =
            found.last().filter(|_| more).map(|(number, ..)| format!("{}?before={}", visit.to("/open"), slug(number)));
        let line = |(number, unit, title): &(String, String, String)| Listed {
            href: visit.to(&format!("/open/{}", slug(number))),
            unit: name_of(visit.lang, tree, unit, visit.today()),
            number: number.clone(),
            title: title.clone(),
        };
        let mut face = visit.face(visit.lang.t("open.title"));
        visit.lang.t("open.lead").clone_into(&mut face.description);
        Page::html(&ListPage { lines: found.iter().map(line).collect(), next: next.unwrap_or_default(), face })
    })
    .await
}

struct Cell {
    text: String,
    here: bool,
    none: bool,
}

struct Row {
    name: String,
    cells: Vec<Cell>,
    withheld: bool,
}

struct Head {
    text: String,
    unit: String,
    columns: usize,
    rows: usize,
}

struct Table {
    anchor: String,
    title: String,
    unit: String,
    heads: Vec<Vec<Head>>,
    marks: Vec<String>,
    rows: Vec<Row>,
    total: Vec<Cell>,
    kept_back: usize,
    width: usize,
    sha256: String,
    points: Vec<String>,
    csv: String,
    json: String,
}

#[derive(Template)]
#[template(path = "portal/pages/report.html")]
struct ReportPage {
    face: Face,
    open: Open,
    unit: String,
    period: String,
    sealed_on: String,
    tables: Vec<Table>,
    /// What a bound figure says in its sheet: form, column, figure.
    asked: Option<(String, String, String)>,
    qr: String,
}

/// Which cell a reader came for.
#[derive(Default)]
struct Asked {
    form: String,
    column: String,
    row: String,
}

/// `GET /open/{number}`.
pub(super) async fn report(visit: Visit, Path(number): Path<String>) -> Response {
    serve(visit, move |tx, visit| {
        let tree = visit.app.tree;
        let open = opened(tx, tree, &number)?.ok_or(Error::Hidden)?;
        let query = visit.asked();
        let get = |name| query.get(name).to_owned();
        let asked = Asked { form: get("form"), column: get("column"), row: get("row") };
        let unit = name_of(visit.lang, tree, &open.unit, open.until);
        let law = visit.app.law.clone();
        let mut said = None;
        let mut tables = Vec::new();
        for (sha256, kept) in &open.sheets {
            let sheet = kept.sheet(law.form(&kept.form, kept.period.until));
            let table = table(visit, &open, kept, &sheet, sha256, &asked);
            if asked.form == kept.form {
                said = figure(visit.lang, &sheet, &table, &asked);
            }
            tables.push(table);
        }
        let period = open.sheets.first().map(|(_, k)| k.period.label(visit.lang.code())).unwrap_or_default();
        let mut face = visit.face(&format!("{} · {unit} · {period}", visit.lang.word("choice", open.about.word())));
        face.description = visit.lang.f1("open.report_lead", "day", visit.lang.date(open.sealed_on));
        let qr = super::feeds::qr_svg(&face.here());
        let sealed_on = visit.lang.date(open.sealed_on);
        Page::html(&ReportPage { unit, period, sealed_on, tables, asked: said, qr, open, face })
    })
    .await
}

/// Places of the rows of a sheet that are kept back from the public.
fn kept_back(tree: &Tree, open: &Open, kept: &Kept) -> BTreeSet<usize> {
    match open.about {
        About::Inspection => BTreeSet::new(),
        About::Petitions | About::AntiCorruption => {
            withheld(&kept.columns, &kept.rows, |unit| is_small(tree, unit, open.until))
        }
    }
}

/// Whether the row of this unit is kept back: then what a check says of it is, too.
fn hides(back: &BTreeSet<usize>, kept: &Kept, unit: &str) -> bool {
    back.iter().filter_map(|at| kept.rows.get(*at)).any(|row| row.unit == unit)
}

/// What the cell a reader came for says.
fn figure(lang: Lang, sheet: &Sheet, table: &Table, asked: &Asked) -> Option<(String, String, String)> {
    let at = sheet.form.columns.iter().position(|c| c.id == asked.column)?;
    let column = sheet.form.columns.get(at)?;
    let cell = table.rows.iter().flat_map(|r| &r.cells).chain(&table.total).find(|c| c.here)?;
    let unit = out::unit_of(lang, column.printed);
    Some((table.title.clone(), column.title(lang.code()), format!("{} {unit}", cell.text).trim().to_owned()))
}

fn table(visit: &Visit, open: &Open, kept: &Kept, sheet: &Sheet, sha256: &str, asked: &Asked) -> Table {
    let lang = visit.lang;
    let back = kept_back(visit.app.tree, open, kept);
    let mine = asked.form == kept.form;
    let cells = |cells: &[Option<i64>], row: &str| -> Vec<Cell> {
        let cell = |(column, cell): (&law::form::Column, &Option<i64>)| Cell {
            text: match cell {
                Some(0) => "–".to_owned(),
                Some(n) => printed(lang.code(), column.printed, *n),
                None => String::new(),
            },
            here: mine && column.id == asked.column && row == asked.row,
            none: cell.is_none(),
        };
        sheet.form.columns.iter().zip(cells).map(cell).collect()
    };
    let row = |(at, r): (usize, &casework::reports::SheetRow)| {
        let name = if lang == Lang::En { &r.name_en } else { &r.name_vi };
        let withheld = back.contains(&at);
        Row {
            name: out::short(sheet, lang, name).to_owned(),
            cells: if withheld { Vec::new() } else { cells(&r.cells, &r.unit) },
            withheld,
        }
    };
    let file = |format: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("form", &kept.form).append_pair("format", format);
        format!("{}/{}/data?{}", visit.to("/open"), slug(&open.number), query.finish())
    };
    let tree = out::headings(&sheet.form, lang);
    let depth = tree.iter().map(Heading::depth).max().unwrap_or(1);
    Table {
        anchor: format!("form-{}", kept.form.replace('/', "-")),
        title: match sheet.form.law {
            Some(_) => format!("{} · {}", kept.form, sheet.form.title(lang.code())),
            None => sheet.form.title(lang.code()).to_owned(),
        },
        unit: lang.t("sheet.unit").to_owned(),
        heads: lines(&tree, depth, lang),
        marks: sheet.form.columns.iter().map(|c| out::mark(&sheet.form, c)).collect(),
        rows: kept.rows.iter().enumerate().map(row).collect(),
        total: cells(&kept.total, ""),
        kept_back: back.len(),
        width: sheet.form.columns.len(),
        sha256: sha256.to_owned(),
        points: sheet
            .findings
            .iter()
            .filter(|f| f.is_total || !hides(&back, kept, &f.unit))
            .map(|f| out::finding(sheet, lang, f))
            .filter(|t| !t.is_empty())
            .collect(),
        csv: file("csv"),
        json: file("json"),
    }
}

/// The heads of a form as lines of a table.
fn lines(tree: &[Heading<'_>], depth: usize, lang: Lang) -> Vec<Vec<Head>> {
    let (mut out, mut level): (Vec<Vec<Head>>, Vec<&Heading<'_>>) = (Vec::new(), tree.iter().collect());
    for left in (1..=depth).rev() {
        let line = level.iter().map(|h| Head {
            text: h.text.to_owned(),
            unit: h.column.map(|c| out::unit_of(lang, c.printed)).unwrap_or_default(),
            columns: h.columns(),
            rows: if h.under.is_empty() { left } else { 1 },
        });
        out.push(line.collect());
        level = level.iter().flat_map(|h| &h.under).collect();
    }
    out
}

/// `GET /open/{number}/data?form=…&format=csv|json`: exact figures, in đồng and m².
pub(super) async fn data(visit: Visit, Path(number): Path<String>) -> Response {
    serve(visit, move |tx, visit| {
        let tree = visit.app.tree;
        let open = opened(tx, tree, &number)?.ok_or(Error::Hidden)?;
        let query = visit.asked();
        let (sha256, kept) = open.sheets.iter().find(|(_, k)| k.form == query.get("form")).ok_or(Error::Hidden)?;
        let back = kept_back(tree, &open, kept);
        let mut shown = kept.clone();
        shown.findings.retain(|f| f.is_total || !hides(&back, kept, &f.unit));
        for at in &back {
            if let Some(row) = shown.rows.get_mut(*at) {
                row.cells.iter_mut().for_each(|c| *c = None);
            }
        }
        if query.get("format") == "csv" {
            let sheet = shown.sheet(visit.app.law.form(&kept.form, kept.period.until));
            return Ok(Page::of("text/csv; charset=utf-8", out::csv(&sheet, visit.lang)));
        }
        let withheld: Vec<&str> = back.iter().filter_map(|at| kept.rows.get(*at)).map(|r| r.unit.as_str()).collect();
        let text = serde_json::json!({
            "report": open.number, "unit": open.unit, "from": open.from.to_string(), "until": open.until.to_string(),
            "as_of": open.as_of, "sealed_on": open.sealed_on.to_string(), "manifest_sha256": open.manifest,
            "signature": open.signature, "public_key": open.public_key, "sheet_sha256": sha256,
            "licence": "CC-BY-4.0", "withheld_units": withheld,
            "withheld_rule": format!("rows of places below province level with a count below {FEWEST}, and one more where that is one row alone"),
            "sheet": shown,
        });
        Ok(Page::of("application/json; charset=utf-8", format!("{text:#}\n")))
    })
    .await
}
