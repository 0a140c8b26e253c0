//! A sheet as a file: delimited text with exact figures, and a workbook that
//! looks like the circular's form and holds numbers as numbers.

use super::{Organised, down};
use crate::lang::Lang;
use casework::reports::Sheet;
use law::Status;
use law::form::{Column, Form, Layout, Printed, Relation};
use paper::PaperError;
use paper::xlsx::{Head, Office, Out, PageSize, SheetOut};

/// One head of the form with what stands under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading<'f> {
    /// What it says.
    pub text: &'f str,
    /// The column, where nothing stands under it.
    pub column: Option<&'f Column>,
    /// The heads under it.
    pub under: Vec<Heading<'f>>,
}

/// The heads of a form as a tree: neighbours that begin alike stand under one head.
pub fn headings<'f>(form: &'f Form, lang: Lang) -> Vec<Heading<'f>> {
    let mut out: Vec<Heading<'f>> = Vec::new();
    for column in &form.columns {
        let mut level = &mut out;
        let heads = column.heads(lang.code());
        for (depth, text) in heads.iter().enumerate() {
            let is_last = depth + 1 == heads.len();
            let joins = !is_last && level.last().is_some_and(|h| h.text == text && h.column.is_none());
            if !joins {
                level.push(Heading { text, column: is_last.then_some(column), under: Vec::new() });
            }
            let Some(last) = level.last_mut() else { break };
            level = &mut last.under;
        }
    }
    out
}

impl Heading<'_> {
    /// How many columns it spans.
    pub fn columns(&self) -> usize {
        if self.under.is_empty() { 1 } else { self.under.iter().map(Heading::columns).sum() }
    }

    /// How many lines of heads it and what stands under it take.
    pub fn depth(&self) -> usize {
        1 + self.under.iter().map(Heading::depth).max().unwrap_or(0)
    }
}

/// A row's name without the name of the unit all rows belong to: `Sở Xây dựng` on
/// the sheet of Hải Phòng.
pub fn short<'n>(sheet: &Sheet, lang: Lang, name: &'n str) -> &'n str {
    let whole = sheet.unit_name(lang.code());
    let end = match lang {
        Lang::En => format!(" of {whole}"),
        Lang::Vi => {
            let kind = ["Thành phố ", "Tỉnh "].into_iter().find(|k| whole.starts_with(k)).unwrap_or("");
            format!(" {}", &whole[kind.len()..])
        }
    };
    name.strip_suffix(&end).filter(|short| !short.is_empty()).unwrap_or(name)
}

/// How a form is called: by its number, or by its title where no circular numbers it.
pub fn called(form: &Form, lang: Lang) -> &str {
    if form.law.is_some() { &form.id } else { form.title(lang.code()) }
}

/// What stands in the line of column numbers: `1=2+3=4+5`. Only identities of
/// the form itself are printed there.
pub fn mark(form: &Form, column: &Column) -> String {
    if form.law.is_none() {
        let at = form.columns.iter().position(|c| c.id == column.id).unwrap_or_default();
        return (at + 1).to_string();
    }
    let mut out = column.id.clone();
    for check in &form.checks {
        if check.is == Relation::Equal && check.left == [column.id.as_str()] {
            out.push('=');
            out.push_str(&check.right.join("+"));
        }
    }
    out
}

/// `triệu đồng`, `m²`; nothing for plain counts.
pub fn unit_of(lang: Lang, how: Printed) -> String {
    match how {
        Printed::Count => String::new(),
        how => lang.word("printed", how.word()),
    }
}

/// Exact figures as text, one line a unit and one for the total: đồng and m².
pub fn csv(sheet: &Sheet, lang: Lang) -> Vec<u8> {
    let mut head: Vec<Out> = vec!["unit".into(), "name".into()];
    head.extend(sheet.form.columns.iter().map(|c| Out::Text(c.id.clone())));
    let mut rows = vec![head];
    let line = |unit: &str, name: &str, cells: &[Option<i64>]| {
        let mut out: Vec<Out> = vec![unit.into(), name.into()];
        out.extend(cells.iter().map(|c| c.map_or(Out::Empty, Out::Int)));
        out
    };
    for row in &sheet.rows {
        let name = if lang == Lang::En { &row.name_en } else { &row.name_vi };
        rows.push(line(&row.unit, name, &row.cells));
    }
    rows.push(line("total", lang.t("sheet.total"), &sheet.total));
    paper::csv::write(&rows, b',')
}

/// The sheet as JSON, with its bridge where it is organised otherwise than at its period's end.
pub fn json(sheet: &Sheet, bridge: Option<&Organised>, lang: &str) -> String {
    let Some(bridge) = bridge else { return sheet.json(lang) };
    let mut value = sheet.value(lang);
    value["bridge"] = bridge.value(sheet, lang);
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// The sheet as a workbook in the shape of the form. `demo` prints that the data
/// are synthetic.
///
/// # Errors
/// When the workbook cannot be written.
pub fn workbook(sheet: &Sheet, lang: Lang, demo: bool) -> Result<Vec<u8>, PaperError> {
    if sheet.form.layout == Layout::Down {
        return down::workbook(sheet, lang, demo);
    }
    paper::xlsx::write(&[leaf(sheet, lang, demo)])
}

/// The same with the pairs of its bridge on a leaf of their own.
///
/// # Errors
/// When the workbook cannot be written.
pub fn bridged(sheet: &Sheet, pairs: &Sheet, lang: Lang, demo: bool) -> Result<Vec<u8>, PaperError> {
    let pairs = SheetOut { name: lang.t("sheet.bridge_leaf").to_owned(), ..leaf(pairs, lang, demo) };
    paper::xlsx::write(&[leaf(sheet, lang, demo), pairs])
}

fn leaf(sheet: &Sheet, lang: Lang, demo: bool) -> SheetOut {
    let mut marks = vec!["MS".to_owned()];
    marks.extend(sheet.form.columns.iter().map(|c| mark(&sheet.form, c)));
    let places: Vec<u8> = (0..sheet.form.columns.len()).map(|at| places(sheet, at)).collect();
    let line = |name: &str, cells: &[Option<i64>]| {
        let mut out = vec![Out::Text(name.to_owned())];
        let cells = sheet.form.columns.iter().zip(cells).zip(&places);
        out.extend(cells.map(|((column, cell), places)| figure(column, *cell, *places)));
        out
    };
    let mut rows: Vec<Vec<Out>> =
        sheet.rows.iter().map(|r| line(if lang == Lang::En { &r.name_en } else { &r.name_vi }, &r.cells)).collect();
    rows.push(line(lang.t("sheet.total"), &sheet.total));
    SheetOut {
        title: titles(sheet, lang, demo),
        marks,
        rows,
        totals: 1,
        notes: notes(sheet, lang),
        ..blank(sheet, lang)
    }
}

/// The form of a sheet as a workbook has it, without anything in it.
fn blank(sheet: &Sheet, lang: Lang) -> SheetOut {
    let mut heads = vec![Head::column(lang.t("sheet.unit"), 34.0)];
    heads.extend(headings(&sheet.form, lang).iter().map(|h| head(h, lang)));
    SheetOut {
        name: sheet.form.id.replace('/', "-"),
        heads,
        frozen: 1,
        page: if sheet.form.paper == "A3" { PageSize::A3 } else { PageSize::A4 },
        office: sheet.form.law.as_ref().map(|law| office(sheet, lang, &law.instrument)),
        ..SheetOut::default()
    }
}

/// What a form of a circular has around its table when an office files it.
pub(super) fn office(sheet: &Sheet, lang: Lang, circular: &str) -> Office {
    let mut measures: Vec<String> = sheet.form.columns.iter().map(|c| unit_of(lang, c.printed)).collect();
    measures.retain(|m| !m.is_empty());
    measures.sort();
    measures.dedup();
    let measure =
        if measures.is_empty() { String::new() } else { lang.f1("form_paper.measure", "units", measures.join(", ")) };
    let own = |key: &str| lang.t(key).to_owned();
    Office {
        left: vec![sheet.unit_name(lang.code()).to_uppercase(), lang.f1("form_paper.number", "form", &sheet.form.id)],
        right: vec![
            own("form_paper.nation"),
            own("form_paper.motto"),
            lang.f1("form_paper.issued_with", "circular", circular),
        ],
        measure,
        maker: vec![own("form_paper.maker")],
        signer: vec![own("form_paper.place_and_day"), own("form_paper.head"), own("form_paper.how")],
    }
}

/// The form with one empty row to fill in by hand.
///
/// # Errors
/// When the workbook cannot be written.
pub fn template(sheet: &Sheet, lang: Lang, notes: Vec<String>) -> Result<Vec<u8>, PaperError> {
    if sheet.form.layout == Layout::Down {
        return down::template(sheet, lang, notes);
    }
    let mut marks = vec!["MS".to_owned()];
    marks.extend(sheet.form.columns.iter().map(|c| c.id.clone()));
    let mut row = vec![Out::Text(sheet.unit_name(lang.code()).to_owned())];
    row.extend(sheet.form.columns.iter().map(|_| Out::Empty));
    let title = titles(sheet, lang, false);
    paper::xlsx::write(&[SheetOut { title, marks, rows: vec![row], notes, ..blank(sheet, lang) }])
}

fn head(heading: &Heading<'_>, lang: Lang) -> Head {
    match heading.column {
        Some(column) => {
            let unit = unit_of(lang, column.printed);
            let text = if unit.is_empty() { heading.text.to_owned() } else { format!("{} ({unit})", heading.text) };
            Head::column(text, if column.unit == law::form::Unit::Count { 10.0 } else { 15.0 })
        }
        None => Head::over(heading.text, heading.under.iter().map(|h| head(h, lang)).collect()),
    }
}

/// Decimals a column needs so that no figure in it is rounded.
pub(super) fn places(sheet: &Sheet, at: usize) -> u8 {
    let how = sheet.form.columns[at].printed;
    let whole = |cell: Option<i64>| cell.is_none_or(|n| n % how.scale() == 0);
    let all_whole = sheet.rows.iter().all(|r| whole(r.cells[at])) && whole(sheet.total[at]);
    if all_whole { 0 } else { u8::try_from(how.places()).unwrap_or(0) }
}

pub(super) fn figure(column: &Column, cell: Option<i64>, places: u8) -> Out {
    match cell {
        None => Out::Text("×".to_owned()),
        Some(n) if column.printed.scale() == 1 => Out::Int(n),
        Some(n) => Out::Decimal(n as f64 / column.printed.scale() as f64, places),
    }
}

pub(super) fn titles(sheet: &Sheet, lang: Lang, demo: bool) -> Vec<String> {
    let form = &sheet.form;
    let of = form.law.as_ref().map_or_else(String::new, |c| format!(" · {}", c.instrument));
    let mut out = vec![
        form.title(lang.code()).to_owned(),
        format!("{} {}{of}", lang.t("sheet.form"), form.id),
        format!("{} ({})", sheet.unit_name(lang.code()), sheet.unit),
        sheet.period.label(lang.code()),
    ];
    if let Some(on) = sheet.organised {
        out.push(lang.f1("sheet.organised_on", "on", lang.date(on)));
    }
    if demo {
        out.push(lang.t("frame.demo").to_owned());
    }
    out
}

/// What stands under the table: findings, counts that do not add up, what is unsure, as of when.
pub fn notes(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let mut out: Vec<String> = sheet.findings.iter().map(|f| finding(sheet, lang, f)).collect();
    out.extend(sheet.overlaps.iter().map(|o| overlap(lang, o)));
    let unsure: Vec<&str> =
        sheet.form.columns.iter().filter(|c| c.status == Status::Unverified).map(|c| c.id.as_str()).collect();
    if unsure.len() == sheet.form.columns.len() {
        out.push(lang.t("sheet.unsure_all").to_owned());
    } else if !unsure.is_empty() {
        out.push(lang.f1("sheet.unsure", "columns", unsure.join(", ")));
    }
    if sheet.total.iter().any(Option::is_none) {
        out.push(lang.t("sheet.no_figure").to_owned());
    }
    let known = |at: usize| sheet.rows.iter().filter(|r| r.cells[at].is_some()).count();
    let partly = sheet.form.columns.iter().enumerate().filter(|(at, _)| (1..sheet.rows.len()).contains(&known(*at)));
    let partly: Vec<&str> = partly.map(|(_, c)| c.id.as_str()).collect();
    if !partly.is_empty() {
        out.push(lang.f1("sheet.partly", "columns", partly.join(", ")));
    }
    out.push(lang.f1("sheet.as_of_note", "n", lang.number(sheet.as_of)));
    out
}

/// A finding as a sentence: which row, which identity, both sides, why, what to do.
pub fn finding(sheet: &Sheet, lang: Lang, finding: &casework::reports::Finding) -> String {
    let Some(check) = sheet.check(finding) else { return String::new() };
    let row = sheet.rows.iter().find(|r| r.unit == finding.unit && !finding.is_total);
    let place = row.map_or(lang.t("sheet.total"), |r| if lang == Lang::En { &r.name_en } else { &r.name_vi });
    let (why, way) = if lang == Lang::En { (&check.why_en, &check.do_en) } else { (&check.why_vi, &check.do_vi) };
    let sides = [("left", lang.number(finding.left)), ("right", lang.number(finding.right))];
    let facts = [
        ("row", place.to_owned()),
        ("check", check.id.clone()),
        sides[0].clone(),
        sides[1].clone(),
        ("why", why.clone()),
        ("way", way.clone()),
    ];
    lang.with("sheet.finding", &facts)
}

/// Why a total is below the sum of its rows.
pub fn overlap(lang: Lang, o: &casework::reports::Overlap) -> String {
    let facts = [("column", o.column.clone()), ("rows", lang.number(o.rows)), ("total", lang.number(o.total))];
    lang.with("sheet.overlap", &facts)
}
