//! Đơn vị ngoài hệ thống: the official form as a workbook to fill in by hand, and what comes
//! back, kept as figures whose paper is that very file.
//!
//! An office whose acts are recorded here has no use for it: its figures would count twice.
//! A later file replaces an earlier one in the open, as an act; nothing is overwritten.

use super::keys::sha256;
use super::list::hand;
use super::offline::{said, table, workbook};
use super::page::own;
use super::way::{Hand, Report, keep_file, load, refused};
use crate::App;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::papers::{Paper, Unfit};
use crate::reports::Ready;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect};
use casework::periodic_reports::Declaration;
use casework::reports::by_hand::{self, Expected, Slip};
use casework::reports::{Kept, Sums, rows};
use law::Law;
use law::form::{Form, Take};
use paper::PaperError;

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
    cx.app.tree.find(&blank.unit, blank.period.until).map_err(|no| Error::from(no.refusal()))?;
    let bytes = workbook(cx.app.tree, &blank.expected(), &blank.period, cx.lang).map_err(Error::fault)?;
    let name = format!("{}_{}_{}.xlsx", blank.form.id.replace('/', "-"), blank.unit, blank.period.id);
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
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
    let no = |why: &'static str| slips(&cx, &report, vec![cx.lang.f1("by_hand.unreadable", "why", cx.lang.t(why))]);
    let Some(file) = posted.files.first() else { return no("invalid.paper_none") };
    let paper = match Paper::new(&file.name, file.bytes.to_vec()) {
        Ok(paper) if paper.mime == XLSX => paper,
        Ok(_) | Err(Unfit::Kind | Unfit::Name) => return no("by_hand.not_xlsx"),
        Err(unfit) => return no(unfit.key()),
    };
    match take_in(&cx.app, hand(&cx)?, &report, posted.get("form"), paper).await? {
        Ok(()) => {}
        Err(Unread::File(why)) => return slips(&cx, &report, vec![cx.lang.f1("by_hand.unreadable", "why", why)]),
        Err(Unread::Cells(wrong)) => return slips(&cx, &report, wrong.iter().map(|s| said(cx.lang, s)).collect()),
    }
    Ok(Redirect::to(&format!("/reports/{}?done=declaration", slug(&number))).into_response())
}

fn slips(cx: &Cx, report: &Report, slips: Vec<String>) -> Result {
    let title = cx.lang.t("by_hand.not_taken");
    let back = format!("/reports/{}", slug(&report.case.number));
    let frame =
        cx.frame(title).under(cx.lang.t("room.reports"), "/reports").under(&report.case.number, &back).here(title);
    let lead = cx.lang.t("by_hand.nothing_kept").to_owned();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(SlipsPage { frame, lead, slips, back }.render()?)).into_response())
}

/// Why a filled form is not taken.
#[derive(Debug)]
pub enum Unread {
    /// It is no workbook.
    File(PaperError),
    /// Cells that are no figures.
    Cells(Vec<Slip>),
}

/// Takes a filled form in: read strictly, counted once, recorded with its file.
async fn take_in(app: &App, hand: Hand, report: &Report, form: &str, file: Paper) -> Result<Taken> {
    let blank = blank(&app.law, report, form)?;
    let figures = match table(&file.bytes) {
        Ok(rows) => by_hand::read(&rows, &blank.expected()),
        Err(why) => return Ok(Err(Unread::File(why))),
    };
    let figures = match figures {
        Ok(figures) => figures,
        Err(wrong) => return Ok(Err(Unread::Cells(wrong))),
    };
    if figures.iter().any(|f| blank.form.column(&f.column).is_some_and(|c| c.take != Take::Nothing)) {
        twice(app, report, &blank).await?;
    }
    let (form, version) = (blank.form.id.clone(), blank.form.version.clone());
    let facts = Declaration { form, version, file: file.name.clone(), sha256: sha256(&file.bytes), figures };
    keep_file(app, hand, &report.case.number, &facts, file).await?;
    Ok(Ok(()))
}

/// Taken, or why not.
pub type Taken = std::result::Result<(), Unread>;

/// Takes a filled form in for a report by its number, for a program that hands files over.
///
/// # Errors
/// The law's refusal, figures that are counted already, or the database.
pub async fn take_file(app: &App, hand: Hand, number: &str, form: &str, file: Paper) -> Result<Taken> {
    let wanted = number.to_owned();
    let report = app.db.read(move |tx| load(tx, &wanted)).await?.ok_or(Error::Hidden)?;
    take_in(app, hand, &report, form, file).await
}

/// An office whose acts feed this form already must not declare it too; what no act carries it may.
async fn twice(app: &App, report: &Report, blank: &Blank) -> Result<()> {
    crate::journal::settle(&app.db).await?;
    let rows = rows(app.tree, &report.case.unit.0, blank.period.until).map_err(|e| refused(e.into()))?;
    let ready = Ready::of(blank.form.clone(), rows, blank.period.clone(), None);
    let found = app.db.read(move |tx| ready.basis(tx)).await.map_err(refused)?;
    let by_acts = casework::reports::Basis { sums: Sums { declared: Vec::new(), ..found.sums.clone() }, ..found };
    let counted = Kept::of(&by_acts.sheet()).total.iter().any(|cell| cell.is_some_and(|n| n != 0));
    if counted { Err(Error::Forbidden("denied.counted_already")) } else { Ok(()) }
}
