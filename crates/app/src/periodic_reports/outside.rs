//! Đơn vị ngoài hệ thống: the official form as a workbook to fill in by hand, and what comes
//! back, kept as figures whose paper is that very file.
//!
//! An office whose acts are recorded here has no use for it: its figures would count twice.
//! A later file replaces an earlier one in the open, as an act; nothing is overwritten.

use super::keys::sha256;
use super::list::hand;
use super::page::own;
use super::way::{Hand, Report, keep_file, refused};
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::papers::{self, Unfit};
use crate::reports::{Ready, out};
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect};
use casework::periodic_reports::Declaration;
use casework::reports::by_hand::{self, Cell, Expected, Slip};
use casework::reports::{Kept, Sums, rows};
use law::Law;
use law::form::Form;
use paper::{Limits, PaperError};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a filled form has to be, and the names of its unit.
struct Blank {
    form: Form,
    unit: String,
    period: law::Period,
}

fn blank(law: &Law, report: &Report, form: &str) -> Result<Blank> {
    let draft = report.draft()?;
    let period = law.period(&draft.period).map_err(|e| refused(e.into()))?;
    let found = super::way::forms_of(law, draft.about, period.until).into_iter().find(|f| f.id == form);
    Ok(Blank { form: found.cloned().ok_or(Error::Hidden)?, unit: report.case.unit.0.clone(), period })
}

impl Blank {
    fn expected(&self) -> Expected<'_> {
        Expected { form: &self.form, unit: &self.unit, period: &self.period.id }
    }
}

/// `GET /reports/{number}/template/{form}`: the form to fill in.
pub(super) async fn template(cx: Cx, Path((number, form)): Path<(String, String)>) -> Result {
    let report = own(&cx, &number).await?;
    let blank = blank(&cx.app.law, &report, &form)?;
    let bytes = workbook(&cx, &blank)?;
    let name = format!("{}_{}_{}.xlsx", blank.form.id.replace('/', "-"), blank.unit, blank.period.id);
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

fn workbook(cx: &Cx, blank: &Blank) -> Result<Vec<u8>> {
    let (tree, until) = (cx.app.tree, blank.period.until);
    let unit = tree.find(&blank.unit, until).map_err(|no| Error::from(no.refusal()))?;
    let sheet = by_hand::sheet(&blank.expected(), &unit.name, &unit.english(), &blank.period, &[]);
    let notes = vec![cx.lang.t("by_hand.how").to_owned(), by_hand::mark(&blank.expected())];
    out::template(&sheet, cx.lang, notes).map_err(Error::fault)
}

#[derive(Template)]
#[template(path = "periodic_reports/pages/slips.html")]
struct SlipsPage {
    frame: Frame,
    lead: String,
    slips: Vec<String>,
    back: String,
}

/// `POST /reports/{number}/declare`: a form that came back filled in.
pub(super) async fn declare(cx: Cx, Path(number): Path<String>, posted: Posted) -> Result {
    let report = own(&cx, &number).await?;
    let blank = blank(&cx.app.law, &report, posted.get("form"))?;
    let no = |why: &'static str| slips(&cx, &report, vec![cx.lang.f1("by_hand.unreadable", "why", cx.lang.t(why))]);
    let Some(file) = posted.files.first() else { return no("invalid.paper_none") };
    let paper = match papers::Paper::new(&file.name, file.bytes.to_vec()) {
        Ok(paper) if paper.mime == XLSX => paper,
        Ok(_) | Err(Unfit::Kind | Unfit::Name) => return no("by_hand.not_xlsx"),
        Err(unfit) => return no(unfit.key()),
    };
    let figures = match table(&paper.bytes) {
        Ok(rows) => by_hand::read(&rows, &blank.expected()),
        Err(why) => return slips(&cx, &report, vec![cx.lang.f1("by_hand.unreadable", "why", why)]),
    };
    let figures = match figures {
        Ok(figures) => figures,
        Err(wrong) => return slips(&cx, &report, wrong.iter().map(|s| said(cx.lang, s)).collect()),
    };
    twice(&cx, &report, &blank).await?;
    let (form, version) = (blank.form.id.clone(), blank.form.version.clone());
    let facts = Declaration { form, version, file: paper.name.clone(), sha256: sha256(&paper.bytes), figures };
    let hand: Hand = hand(&cx)?;
    keep_file(&cx.app, hand, &number, &facts, paper).await?;
    Ok(Redirect::to(&format!("/reports/{}?done=declaration", slug(&number))).into_response())
}

/// The first sheet of a workbook as plain cells.
fn table(bytes: &[u8]) -> std::result::Result<Vec<Vec<Cell>>, PaperError> {
    let tables = paper::xlsx::read(bytes, &Limits::default())?;
    let cell = |cell: &paper::Cell| match cell {
        paper::Cell::Empty => Cell::Empty,
        paper::Cell::Number(n) => Cell::Number(*n),
        other => Cell::Text(other.text()),
    };
    let rows = tables.first().map(|t| &t.rows[..]).unwrap_or_default();
    Ok(rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect())
}

fn said(lang: Lang, slip: &Slip) -> String {
    lang.f1(&format!("by_hand.{}", slip.code), "what", &slip.what)
}

fn slips(cx: &Cx, report: &Report, slips: Vec<String>) -> Result {
    let title = cx.lang.t("by_hand.not_taken");
    let back = format!("/reports/{}", slug(&report.case.number));
    let frame =
        cx.frame(title).under(cx.lang.t("room.reports"), "/reports").under(&report.case.number, &back).here(title);
    let lead = cx.lang.t("by_hand.nothing_kept").to_owned();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(SlipsPage { frame, lead, slips, back }.render()?)).into_response())
}

/// An office whose acts feed this form already must not declare it too.
async fn twice(cx: &Cx, report: &Report, blank: &Blank) -> Result<()> {
    crate::journal::settle(&cx.app.db).await?;
    let rows = rows(cx.app.tree, &report.case.unit.0, blank.period.until).map_err(|e| refused(e.into()))?;
    let ready = Ready::of(blank.form.clone(), rows, blank.period.clone(), None);
    let found = cx.app.db.read(move |tx| ready.basis(tx)).await.map_err(refused)?;
    let by_acts = casework::reports::Basis { sums: Sums { declared: Vec::new(), ..found.sums.clone() }, ..found };
    let counted = Kept::of(&by_acts.sheet()).total.iter().any(|cell| cell.is_some_and(|n| n != 0));
    if counted { Err(Error::Forbidden("denied.counted_already")) } else { Ok(()) }
}
