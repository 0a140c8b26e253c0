//! One shortcoming: what was admitted, what was promised, whether it came, step by step.

use super::kept::{self, holds, may_see};
use super::shown::{self, Line};
use super::store::{self, Evidence, Kept};
use crate::access::Action;
use crate::asked::Reader;
use crate::cx::Cx;
use crate::directives;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::{Typed, slashes};
use crate::frame::Frame;
use crate::reports::asked;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use casework::shortcomings::{Rule, Shortcoming, Standing, StepKind, Timing};

/// A step in the thread.
struct StepLine {
    seq: i64,
    day: String,
    what: String,
    said: String,
    more: String,
    papers: Vec<(String, String, String)>,
}

/// A step that may follow, with its form.
struct Next {
    word: &'static str,
    title: String,
    button: String,
    hint: String,
    says: bool,
    dated: bool,
    needs_date: bool,
    answers: bool,
    into: bool,
    files: bool,
    open: bool,
}

#[derive(Template)]
#[template(path = "shortcomings/pages/one.html")]
struct Page {
    frame: Frame,
    line: Line,
    first: String,
    cause: String,
    admitted: String,
    /// Number and address of the report or conference; no address where there is no page of it.
    source: (String, String),
    next_due: String,
    steps: Vec<StepLine>,
    next: Vec<Next>,
    periods: Vec<(String, String, bool)>,
    /// Number, unit, standing and address of tasks it became.
    tasks: Vec<(String, String, String)>,
    may_give: bool,
    after: i64,
    day: String,
    done: String,
    errors: Vec<FieldError>,
    typed: Typed,
    refusal: Option<Said>,
}

impl Page {
    fn wrong(&self, step: &str, name: &str) -> String {
        let mine = self.typed.get("step") == step;
        let found = self.errors.iter().find(|e| mine && e.field == name);
        found.map(|e| self.frame.lang.t(e.what).to_owned()).unwrap_or_default()
    }

    fn v(&self, step: &str, name: &str) -> &str {
        if self.typed.get("step") == step { self.typed.get(name) } else { "" }
    }
}

/// What a page is drawn from.
struct Found {
    line: store::Line,
    kept: Vec<Kept>,
    told: Shortcoming,
    papers: Vec<Evidence>,
    tasks: Vec<directives::TaskRow>,
}

/// `GET /shortcomings/{number}`.
pub(super) async fn one(cx: Cx, Path(number): Path<String>) -> Result {
    draw(&cx, StatusCode::OK, &number, Typed::default(), Vec::new(), None).await
}

/// The page, with what was typed into one of its forms and what is wrong with it.
pub(super) async fn draw(
    cx: &Cx,
    status: StatusCode,
    number: &str,
    typed: Typed,
    errors: Vec<FieldError>,
    no: Option<&Error>,
) -> Result {
    let found = find(cx, number).await?;
    let (lang, row) = (cx.lang, &found.line);
    let line = shown::line(cx, row);
    let query = crate::forms::Posted::from_query(&cx.query);
    let done = match query.get("done") {
        "admission" => Some(lang.word("shortcoming_done", "admission")),
        word => StepKind::from_word(word).map(|k| lang.word("shortcoming_done", k.word())),
    };
    let timing = found.told.timing(cx.today);
    let page = Page {
        frame: cx.frame(&line.number).under(lang.t("room.shortcomings"), "/shortcomings").here(&line.number),
        first: shown::period(cx, &row.first.period),
        cause: row.cause.clone(),
        admitted: format!("{} · {}", lang.word("choice_of.admitted_in", &row.admitted_in), lang.date(row.admitted_on)),
        source: source(row),
        next_due: match (row.due_on, timing) {
            (Some(due), Timing::Overdue | Timing::Running) => {
                crate::reminders::sentence(lang, lang.t("shortcomings.to_mend").to_owned(), due, cx.today)
            }
            _ => String::new(),
        },
        steps: found.kept.iter().map(|k| step_line(cx, row, k, &found.papers)).collect(),
        next: next(cx, row, &found.told, &typed),
        periods: asked::choices(cx, typed.get("period")),
        tasks: found.tasks.iter().map(|t| task(cx, t)).collect(),
        may_give: found.tasks.is_empty() && timing.is_open() && cx.may(Action::RecordActs, &row.reviewer),
        after: row.last_seq,
        day: slashes(cx.today),
        done: done.unwrap_or_default(),
        line,
        errors,
        typed,
        refusal: no.map(|e| e.said(cx)),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// The report or the conference it was admitted in, with its page.
fn source(row: &store::Line) -> (String, String) {
    let slug: String = form_urlencoded::byte_serialize(row.source_number.as_bytes()).collect();
    let href = match row.admitted_in.as_str() {
        _ if slug.is_empty() => String::new(),
        "report" => format!("/reports/{slug}"),
        "conference" => format!("/conference/{slug}"),
        _ => String::new(),
    };
    (row.source_number.clone(), href)
}

fn task(cx: &Cx, t: &directives::TaskRow) -> (String, String, String) {
    let standing = cx.lang.word("directive_standing", t.standing.word());
    (t.number.clone(), format!("/directives/{}/{}", t.number, t.unit), standing)
}

async fn find(cx: &Cx, number: &str) -> Result<Found> {
    let (reader, number) = (Reader::of(cx), number.to_owned());
    let found = cx.app.db.read(move |tx| {
        let line = store::by_number(tx, &number)?.filter(|l| may_see(l, &reader.sees)).ok_or(Error::Hidden)?;
        let (kept, told) = kept::read(tx, &line)?;
        let papers = store::papers(tx, line.id)?;
        let tasks = directives::of_paper(tx, &reader, &line.number)?;
        Ok(Found { line, kept, told, papers, tasks })
    });
    found.await
}

fn step_line(cx: &Cx, row: &store::Line, kept: &Kept, papers: &[Evidence]) -> StepLine {
    let mine = papers.iter().filter(|p| p.seq == kept.seq);
    let paper = |p: &Evidence| {
        (format!("/shortcomings/{}/papers/{}", row.number, p.hash), p.name.clone(), cx.lang.size(p.size))
    };
    let s = &kept.step;
    let mut more = Vec::new();
    more.extend(Some(s.answerable.clone()).filter(|a| !a.is_empty()));
    more.extend(s.due_on.map(|d| cx.lang.f1("directives.due_to", "day", cx.lang.date(d))));
    more.extend(s.within.as_ref().map(|w| shown::period(cx, &w.period)));
    StepLine {
        seq: kept.seq,
        day: cx.lang.date(s.on),
        what: cx.lang.word("shortcoming_step", s.kind.word()),
        said: if s.kind == StepKind::Admission { String::new() } else { s.said.clone() },
        more: more.join(" · "),
        papers: mine.map(paper).collect(),
    }
}

/// The steps this reader may record now, each with its form; the one in hand stands open.
fn next(cx: &Cx, row: &store::Line, told: &Shortcoming, typed: &Typed) -> Vec<Next> {
    let records = cx.reach(Action::RecordActs);
    let one = |rule: &'static Rule| {
        let word = rule.kind.word();
        Next {
            word,
            title: cx.lang.word("shortcoming_step", word),
            button: cx.lang.word("shortcoming_do", word),
            hint: cx.lang.word("shortcoming_hint", word),
            says: rule.says,
            dated: rule.dated || rule.kind == StepKind::CarryOver,
            needs_date: rule.dated || told.standing() == Standing::Promised,
            answers: rule.dated,
            into: rule.into,
            files: rule.kind == StepKind::Fulfilment,
            open: typed.get("step") == word,
        }
    };
    told.permitted().filter(|rule| holds(row, rule.by, &records)).map(one).collect()
}

/// `GET /shortcomings/{number}/papers/{hash}`.
pub(super) async fn paper(cx: Cx, Path((number, hash)): Path<(String, String)>) -> Result {
    let reader = Reader::of(&cx);
    let found = cx.app.db.read(move |tx| {
        let line = store::by_number(tx, &number)?.filter(|l| may_see(l, &reader.sees)).ok_or(Error::Hidden)?;
        store::paper(tx, line.id, &hash)?.ok_or(Error::Hidden)
    });
    let (name, mime, bytes) = found.await?;
    let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    Ok(([(header::CONTENT_TYPE, mime), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
