//! A form that runs down the page: its columns as lines, the units beside each other.
//!
//! Here because a list of more than a hundred items cannot be read side by side, on screen,
//! on paper or in a workbook to fill in. Must never count: it turns a sheet, no more.

use super::out::{figure, mark, notes, office, places, titles, unit_of};
use crate::lang::Lang;
use casework::reports::Sheet;
use law::Status;
use law::form::{Column, Form, Layout};
use paper::PaperError;
use paper::xlsx::{Head, Out, SheetOut};

/// One line: a column of the form.
pub struct Item {
    /// Heads that begin here.
    pub heads: Vec<String>,
    /// Its number.
    pub mark: String,
    /// What it counts.
    pub text: String,
    /// What its figures are printed in.
    pub measure: String,
    /// What a reader should know.
    pub note: String,
    /// Whether it is unsure by itself.
    pub unsure: bool,
    /// Its place among the columns.
    pub at: usize,
}

/// The lines of a form that runs down the page; none for one that runs across.
pub fn items(form: &Form, lang: Lang) -> Vec<Item> {
    if form.layout == Layout::Across {
        return Vec::new();
    }
    let mut over: &[String] = &[];
    let mut out = Vec::new();
    for (at, column) in form.columns.iter().enumerate() {
        let Some((text, heads)) = column.heads(lang.code()).split_last() else { continue };
        let same = heads.iter().zip(over).take_while(|(a, b)| a == b).count();
        out.push(Item {
            heads: heads[same..].to_vec(),
            mark: mark(form, column),
            text: text.clone(),
            measure: unit_of(lang, column.printed),
            note: column.note(lang.code()).to_owned(),
            unsure: form.status == Status::Verified && column.status == Status::Unverified,
            at,
        });
        over = heads;
    }
    out
}

/// The sheet as a workbook.
///
/// # Errors
/// When the workbook cannot be written.
pub fn workbook(sheet: &Sheet, lang: Lang, demo: bool) -> Result<Vec<u8>, PaperError> {
    let mut heads = heads(lang, lang.t("sheet.total"));
    let name = |row: &casework::reports::SheetRow| match lang {
        Lang::En => row.name_en.clone(),
        Lang::Vi => row.name_vi.clone(),
    };
    heads.extend(sheet.rows.iter().map(|row| Head::column(name(row), 16.0)));
    let cells = |at: usize, column: &Column| {
        let places = places(sheet, at);
        let all = std::iter::once(sheet.total[at]).chain(sheet.rows.iter().map(|row| row.cells[at]));
        all.map(|cell| figure(column, cell, places)).collect::<Vec<_>>()
    };
    let rows = lines(&sheet.form, lang, &|column| mark(&sheet.form, column), &cells);
    written(
        sheet,
        lang,
        SheetOut { title: titles(sheet, lang, demo), heads, rows, notes: notes(sheet, lang), ..SheetOut::default() },
    )
}

/// The form with one empty column to fill in by hand.
///
/// # Errors
/// When the workbook cannot be written.
pub fn template(sheet: &Sheet, lang: Lang, notes: Vec<String>) -> Result<Vec<u8>, PaperError> {
    let heads = heads(lang, sheet.unit_name(lang.code()));
    let rows = lines(&sheet.form, lang, &|column| column.id.clone(), &|_, _| vec![Out::Empty]);
    written(sheet, lang, SheetOut { title: titles(sheet, lang, false), heads, rows, notes, ..SheetOut::default() })
}

fn written(sheet: &Sheet, lang: Lang, out: SheetOut) -> Result<Vec<u8>, PaperError> {
    paper::xlsx::write(&[SheetOut {
        name: sheet.form.id.replace('/', "-"),
        frozen: 2,
        office: sheet.form.law.as_ref().map(|law| office(sheet, lang, &law.instrument)),
        ..out
    }])
}

fn heads(lang: Lang, figures: &str) -> Vec<Head> {
    let (item, measure) = (lang.t("sheet.item"), lang.t("sheet.measure"));
    vec![Head::column("MS", 9.0), Head::column(item, 60.0), Head::column(measure, 12.0), Head::column(figures, 18.0)]
}

/// Mark, item, unit of measure and what the caller puts beside them; a head stands on a line of its own.
fn lines(
    form: &Form,
    lang: Lang,
    mark: &dyn Fn(&Column) -> String,
    cells: &dyn Fn(usize, &Column) -> Vec<Out>,
) -> Vec<Vec<Out>> {
    let mut out = Vec::new();
    for item in items(form, lang) {
        out.extend(item.heads.into_iter().map(|head| vec![Out::Empty, Out::Text(head)]));
        let column = &form.columns[item.at];
        let mut line = vec![Out::Text(mark(column)), Out::Text(item.text), Out::Text(item.measure)];
        line.extend(cells(item.at, column));
        out.push(line);
    }
    out
}
