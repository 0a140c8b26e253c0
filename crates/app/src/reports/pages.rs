//! The sheet as a page: the circular's form with every figure a link, and the
//! same as a file.

use super::asked::{ask, choices, may_see, said};
use super::out::{self, Heading, headings, unit_of};
use super::points::{self, Around, Group};
use super::{Ask, AskError, Organised};
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
use casework::reports::{Checked, Choice, Point, RowUnit, Sheet, printed};
use law::Status;
use law::form::{Column, Form, Topic, Unit};

/// Something to choose: id, title, chosen.
pub type Offered = (String, String, bool);

/// What the form above a sheet shows as chosen.
pub struct Picker {
    /// Forms by line of work: its name, and of each form id, title, chosen.
    pub forms: Vec<(String, Vec<Offered>)>,
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
    /// As organised when: value, words, chosen.
    pub organised: Vec<(String, String, bool)>,
    /// Field that cannot be read, and why.
    pub wrong: Option<(String, String)>,
}

impl Picker {
    /// What is chosen now.
    pub fn new(cx: &Cx, asked: &Ask, wrong: Option<(String, String)>) -> Self {
        let law = &cx.app.law;
        let period = law.period(&asked.period).ok();
        let until = period.as_ref().map_or(cx.today, |p| p.until);
        let chosen = law.form(&asked.form, until).map(|f| &f.id);
        let one = |f: &&Form| {
            let title = f.title(cx.lang.code()).to_owned();
            let title = if f.law.is_some() { format!("{} · {title}", f.id) } else { title };
            (f.id.clone(), title, Some(&f.id) == chosen)
        };
        let all = law.forms_on(until);
        let topics = [Some(Topic::Inspection), Some(Topic::Petitions), Some(Topic::AntiCorruption), None];
        let forms = topics.into_iter().filter_map(|topic| {
            let of: Vec<_> = all.iter().filter(|f| f.topic == topic).map(one).collect();
            let name = match topic {
                Some(topic) => cx.lang.word("choice", topic.word()),
                None => cx.lang.t("sheet.own_forms").to_owned(),
            };
            (!of.is_empty()).then_some((name, of))
        });
        Self {
            forms: forms.collect(),
            periods: choices(cx, &asked.period),
            is_open: asked.as_of.is_some() || asked.organised.is_some() || wrong.is_some(),
            unit: asked.unit.clone(),
            unit_name: name_of(cx.lang, cx.app.tree, &asked.unit, until),
            as_of: asked.as_of.map(|n| n.to_string()).unwrap_or_default(),
            organised: organised(cx, asked.organised),
            wrong,
        }
    }
}

/// As organised at the end of the period, today, or on the day that was asked for.
fn organised(cx: &Cx, asked: Option<law::Date>) -> Vec<(String, String, bool)> {
    let lang = cx.lang;
    let (then, today) = (lang.t("sheet.as_then").to_owned(), lang.f1("sheet.as_today", "on", lang.date(cx.today)));
    let mut out = vec![(String::new(), then, asked.is_none()), ("today".to_owned(), today, asked == Some(cx.today))];
    if let Some(on) = asked.filter(|on| *on != cx.today) {
        out.push((on.to_string(), lang.f1("sheet.as_on", "on", lang.date(on)), true));
    }
    out
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

/// One pair of the bridge.
struct Pair {
    then: String,
    now: String,
    /// Who else took a part; empty: nobody.
    choice: String,
    cells: Vec<Figure>,
}

/// The bridge as the page shows it.
struct BridgeShown {
    title: String,
    lead: String,
    then: String,
    now: String,
    lines: Vec<Pair>,
    total: Vec<Figure>,
    adds_up: bool,
    sum: String,
    /// How much rests on a choice; empty: nothing does.
    chosen: String,
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
    /// As organised when, where that is not the last day of the period.
    organised: String,
    bridge: Option<BridgeShown>,
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
    points: Vec<Group>,
    count: usize,
}

/// What stands under a sheet.
#[derive(Default)]
pub(crate) struct Under<'a> {
    /// The bridge to the units as organised then.
    pub bridge: Option<&'a Organised>,
    /// Its points.
    pub points: Vec<Group>,
}

/// A sheet as HTML, as paper has it, every figure a link.
///
/// # Errors
/// When it cannot be rendered.
pub(crate) fn article(
    cx: &Cx,
    sheet: &Sheet,
    checked: &Checked,
    under: Under<'_>,
) -> std::result::Result<String, askama::Error> {
    let (printer, download) = (crate::assets::icon("printer"), crate::assets::icon("download"));
    let mut s = show(cx, sheet, checked);
    s.bridge = under.bridge.map(|bridge| bridged(cx, sheet, bridge));
    let count = under.points.iter().map(|g| g.points.len()).sum();
    Article { lang: cx.lang, printer, download, s, points: under.points, count }.render()
}

/// The points of one sheet on its page.
pub(crate) fn points_of(cx: &Cx, sheet: &Sheet, checked: &Checked) -> Vec<Group> {
    let sheets = std::slice::from_ref(sheet);
    points::groups(cx, &Around { sheets, checked, said: &[], computed: 0, explain_at: "", is_report: false })
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
        None => match whole(&cx, &asked).await {
            Ok(found) => (Picker::new(&cx, &asked, None), Some(found)),
            Err(AskError::Db(e)) => return Err(e.into()),
            Err(e) => {
                let (field, why) = said(&cx, &e);
                (Picker::new(&cx, &asked, Some((field.to_owned(), why))), None)
            }
        },
    };
    let status = if sheet.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let told = |s: &Sheet| format!("{} · {}", out::called(&s.form, cx.lang), s.unit_name(cx.lang.code()));
    let title = sheet.as_ref().map_or(cx.lang.t("room.sheets").to_owned(), |(sheet, _, _)| told(sheet));
    let frame = cx.frame(&title).under(cx.lang.t("room.sheets"), "/sheets").here(&title);
    let article = match &sheet {
        Some((sheet, checked, bridge)) => {
            let points = points_of(&cx, sheet, checked);
            Some(article(&cx, sheet, checked, Under { bridge: bridge.as_ref(), points })?)
        }
        None => None,
    };
    Ok((status, Html(SheetPage { frame, picker, article }.render()?)).into_response())
}

/// A sheet with its points and, where it is organised otherwise, its bridge.
async fn whole(cx: &Cx, asked: &Ask) -> std::result::Result<(Sheet, Checked, Option<Organised>), AskError> {
    let (sheet, checked) = cx.app.checked(asked).await?;
    let bridge = cx.app.organised(&Ask { as_of: Some(sheet.as_of), ..asked.clone() }).await?;
    Ok((sheet, checked, bridge))
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
        organised: None,
    })
}

/// `GET /sheets/file/sheet.xlsx?…`: also `sheet.csv`, `sheet.json`.
pub async fn file(cx: Cx, Path(name): Path<String>) -> Result {
    let query = Posted::from_query(&cx.query);
    let asked = ask(&cx, &query).map_err(|field: FieldError| Error::Invalid(vec![field]))?;
    may_see(&cx, &asked.unit)?;
    let sheet = cx.app.sheet(&asked).await.map_err(|e| super::asked::refuse(&e))?;
    let bridge = Ask { as_of: Some(sheet.as_of), ..asked };
    let bridge = cx.app.organised(&bridge).await.map_err(|e| super::asked::refuse(&e))?;
    let (lang, pairs) = (cx.lang, bridge.as_ref().map(|b| &b.pairs));
    let (bytes, mime, end) = match name.as_str() {
        "sheet.xlsx" => {
            let demo = cx.app.settings.demo;
            let bytes = match pairs {
                Some(pairs) => out::bridged(&sheet, pairs, lang, demo),
                None => out::workbook(&sheet, lang, demo),
            };
            let bytes = bytes.map_err(Error::fault)?;
            (bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        "sheet.csv" => (out::csv(&sheet, lang), "text/csv; charset=utf-8", "csv"),
        "bridge.csv" => match pairs {
            Some(pairs) => (out::csv(pairs, lang), "text/csv; charset=utf-8", "csv"),
            None => return Err(Error::Hidden),
        },
        "sheet.json" => (out::json(&sheet, bridge.as_ref(), lang.code()).into_bytes(), "application/json", "json"),
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

fn show(cx: &Cx, sheet: &Sheet, checked: &Checked) -> Shown {
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
            cells: figures(sheet, lang, Some(&row.unit), &row.cells, &checked.points),
        }
    });
    let files = [("sheet.xlsx", "XLSX"), ("sheet.csv", "CSV"), ("sheet.json", "JSON"), ("bridge.csv", "bridge.csv")];
    let files = files.iter().filter(|(name, _)| sheet.organised.is_some() || *name != "bridge.csv");
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
        total: figures(sheet, lang, None, &sheet.total, &checked.points),
        organised: sheet.organised.map(|on| lang.f1("sheet.organised_on", "on", lang.date(on))).unwrap_or_default(),
        bridge: None,
        notes,
        files: files.map(|(name, word)| (address(sheet, &format!("/sheets/file/{name}"), &[]), *word)).collect(),
    }
}

/// The bridge under a sheet: which old unit is counted where, with its figures.
fn bridged(cx: &Cx, sheet: &Sheet, b: &Organised) -> BridgeShown {
    let lang = cx.lang;
    let name = |u: &RowUnit| if lang == Lang::En { u.name_en.clone() } else { u.name_vi.clone() };
    let lines = b.shown().map(|(row, span)| Pair {
        then: name(&span.then),
        now: name(&span.now),
        choice: span.choice.as_ref().map(|c| choice(lang, c, name)).unwrap_or_default(),
        cells: figures(&b.pairs, lang, Some(&row.unit), &row.cells, &[]),
    });
    let lines: Vec<Pair> = lines.collect();
    let on_a_choice = lines.iter().filter(|l| !l.choice.is_empty()).count();
    let adds_up = b.adds_up(sheet);
    let former: Vec<String> = b.former.iter().map(|s| former(lang, s)).collect();
    let facts = [("on", lang.date(b.on)), ("then", lang.date(b.then)), ("former", former.join(" + "))];
    let sum = match (adds_up, former.is_empty()) {
        (false, _) => "sheet.bridge_apart",
        (true, true) => "sheet.bridge_sum_own",
        (true, false) => "sheet.bridge_sum",
    };
    BridgeShown {
        title: lang.with("sheet.bridge", &facts),
        lead: lang.with("sheet.bridge_lead", &facts),
        then: lang.f1("sheet.bridge_unit", "on", lang.date(b.then)),
        now: lang.f1("sheet.bridge_unit", "on", lang.date(b.on)),
        total: figures(sheet, lang, None, &b.pairs.total, &[]),
        chosen: match on_a_choice {
            0 => String::new(),
            n => lang.f1("sheet.bridge_chosen", "n", lang.count(n)),
        },
        sum: lang.with(sum, &facts),
        adds_up,
        lines,
    }
}

/// `Thành phố Hải Phòng 12`: a former unit with its first figure that adds up.
fn former(lang: Lang, sheet: &Sheet) -> String {
    let first = sheet.form.columns.iter().zip(&sheet.total).find(|(c, n)| !c.is_distinct() && n.is_some());
    let figure = first.and_then(|(c, n)| Some(printed(lang.code(), c.printed, (*n)?))).unwrap_or_default();
    format!("{} {figure}", sheet.unit_name(lang.code()))
}

fn choice(lang: Lang, choice: &Choice, name: impl Fn(&RowUnit) -> String) -> String {
    let heirs: Vec<String> = choice.heirs.iter().map(&name).collect();
    lang.f2("sheet.choice", "unit", name(&choice.unit), "heirs", heirs.join(", "))
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

fn figures(sheet: &Sheet, lang: Lang, unit: Option<&str>, cells: &[Option<i64>], points: &[Point]) -> Vec<Figure> {
    let concerns = |p: &Point, column: &Column| {
        let is_here = p.form == sheet.form.id && p.row() == unit;
        is_here && p.here.as_ref().is_some_and(|side| side.form == sheet.form.id && side.columns.contains(&column.id))
    };
    let one = |(column, cell): (&Column, &Option<i64>)| {
        let notes = (1..).zip(points).filter(|(_, p)| concerns(p, column)).map(|(n, _)| n).collect();
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
    let organised = sheet.organised.map(|on| on.to_string()).unwrap_or_default();
    let mut query = form_urlencoded::Serializer::new(String::new());
    let own =
        [("form", sheet.form.id.as_str()), ("unit", &sheet.unit), ("period", &sheet.period.id), ("as_of", &as_of)];
    let own = own.into_iter().chain(Some(("organised", organised.as_str())).filter(|(_, on)| !on.is_empty()));
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
