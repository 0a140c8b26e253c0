//! One directive with everybody's tasks, and one unit's task with its steps.

use super::asked::Query;
use super::kept::{self, may_see};
use super::shown::{self, Line, Part};
use super::store::{self, Directive, Evidence, Kept, TaskRow};
use crate::access::Action;
use crate::asked::Reader;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::Typed;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use casework::directives::{Placed, RollUp, Rule, Side, StepKind, Task, Timing, cascade};
use std::collections::BTreeMap;

/// Tasks under one directive that are read to be summed.
const MOST: u32 = 20_000;

/// A directive's head as both pages show it.
pub(super) struct Head {
    number: String,
    href: String,
    title: String,
    issuer: String,
    issued: String,
    signer: String,
    source: String,
    sentence: String,
    content: String,
    due: String,
    report_form: String,
    every: String,
    /// Number and address of the task it is part of.
    above: Option<(String, String)>,
}

fn head(cx: &Cx, d: &Directive, above: Option<&TaskRow>) -> Head {
    let (lang, tree) = (cx.lang, cx.app.tree);
    let mut source = vec![lang.word("choice_of.source", &d.source)];
    source.extend(Some(d.source_number.clone()).filter(|n| !n.is_empty()));
    source.extend(d.source_on.map(|day| lang.date(day)));
    Head {
        number: d.number.clone(),
        href: format!("/directives/{}", d.number),
        title: shown::short(&d.content),
        issuer: name_of(lang, tree, &d.issuer, d.issued_on),
        issued: lang.date(d.issued_on),
        signer: d.signer.clone(),
        source: source.join(" · "),
        sentence: d.sentence.clone(),
        content: d.content.clone(),
        due: d.due_on.map_or_else(|| lang.t("directives.standing_task").to_owned(), |due| lang.date(due)),
        report_form: d.report_form.clone(),
        every: if d.every.is_empty() { String::new() } else { lang.word("choice_of.every", &d.every) },
        above: above.map(|t| (t.number.clone(), format!("/directives/{}/{}", t.number, t.unit))),
    }
}

/// A unit's line with what came of it further down.
struct Addressed {
    line: Line,
    below: String,
    below_href: String,
}

#[derive(Template)]
#[template(path = "directives/pages/directive.html")]
struct DirectivePage {
    frame: Frame,
    head: Head,
    all_seen: bool,
    parts: Vec<Part>,
    whole: Vec<Part>,
    addressed: Vec<Addressed>,
}

/// `GET /directives/{number}`.
pub(super) async fn directive(cx: Cx, Path(number): Path<String>) -> Result {
    let reader = Reader::of(&cx);
    let wanted = number.clone();
    let found = cx.app.db.read(move |tx| {
        let d = store::by_number(tx, &wanted)?.ok_or(Error::Hidden)?;
        let query = Query::default().put("under", &wanted);
        let Some(asked) = query.asked(tx, &reader)? else { return Err(Error::Hidden) };
        let rows = store::rows(tx, &asked, MOST)?;
        if rows.is_empty() {
            return Err(Error::Hidden);
        }
        let above = if d.parent == 0 { None } else { store::task(tx, d.parent)? };
        let above = match above {
            Some(t) if may_see(tx, t.id, &reader.sees)? => Some(t),
            _ => None,
        };
        let all_seen = reader.sees.holds(&d.issuer);
        Ok((d, rows, above, all_seen))
    });
    let (d, rows, above, all_seen) = found.await?;
    let sums = cascade(&placed(&rows, cx.today));
    let own: Vec<&TaskRow> = rows.iter().filter(|r| r.directive == d.id).collect();
    let (mut direct, mut whole) = (RollUp::default(), RollUp::default());
    for row in &own {
        direct.count(row.standing, Timing::of(row.standing, row.due_on, row.reported_on, cx.today));
        whole += sums.get(&row.id).copied().unwrap_or_default();
    }
    let is_deep = rows.len() > own.len();
    let query = Query::default().put("under", &number);
    let addressed = own.iter().map(|row| addressed(&cx, row, &rows, &sums)).collect();
    let head = head(&cx, &d, above.as_ref());
    let frame = frame(&cx, &head).here(&number);
    let page = DirectivePage {
        frame,
        all_seen,
        parts: shown::parts(&cx, &direct, &Query::default().put("of", &number)),
        whole: if is_deep { shown::parts(&cx, &whole, &query.put("leaves", "1")) } else { Vec::new() },
        addressed,
        head,
    };
    Ok(Html(page.render()?).into_response())
}

fn frame(cx: &Cx, head: &Head) -> Frame {
    cx.frame(&format!("{} {}", head.number, head.title)).under(cx.lang.t("room.directives"), "/directives")
}

fn placed(rows: &[TaskRow], today: jiff::civil::Date) -> Vec<Placed> {
    let one = |r: &TaskRow| Placed {
        id: r.id,
        under: r.parent,
        standing: r.standing,
        timing: Timing::of(r.standing, r.due_on, r.reported_on, today),
    };
    rows.iter().map(one).collect()
}

fn addressed(cx: &Cx, row: &TaskRow, rows: &[TaskRow], sums: &BTreeMap<i64, RollUp>) -> Addressed {
    let has_below = rows.iter().any(|r| r.parent == row.id);
    let sum = sums.get(&row.id).copied().unwrap_or_default();
    let query = Query::default().put("under", &format!("{}:{}", row.number, row.unit)).put("leaves", "1");
    Addressed {
        line: shown::line(cx, row),
        below: if has_below { shown::in_short(cx, &sum) } else { String::new() },
        below_href: query.href(),
    }
}

/// A step in the thread.
struct StepLine {
    seq: i64,
    day: String,
    what: String,
    said: String,
    due: String,
    papers: Vec<(String, String, String)>,
}

/// A step that may follow, with its form.
struct Next {
    word: &'static str,
    title: String,
    button: String,
    hint: String,
    says: bool,
    moves: bool,
    files: bool,
    open: bool,
}

#[derive(Template)]
#[template(path = "directives/pages/task.html")]
struct TaskPage {
    frame: Frame,
    head: Head,
    unit: String,
    now: String,
    line: Line,
    next_due: String,
    steps: Vec<StepLine>,
    next: Vec<Next>,
    below: Vec<Addressed>,
    whole: Vec<Part>,
    give: String,
    after: i64,
    day: String,
    done: String,
    errors: Vec<FieldError>,
    typed: Typed,
    refusal: Option<Said>,
}

impl TaskPage {
    fn wrong(&self, step: &str, name: &str) -> String {
        let mine = self.typed.get("step") == step;
        let found = self.errors.iter().find(|e| mine && e.field == name);
        found.map(|e| self.frame.lang.t(e.what).to_owned()).unwrap_or_default()
    }

    fn v(&self, step: &str, name: &str) -> &str {
        if self.typed.get("step") == step { self.typed.get(name) } else { "" }
    }
}

/// What a task's page is drawn from.
struct Found {
    d: Directive,
    row: TaskRow,
    kept: Vec<Kept>,
    task: Task,
    papers: Vec<Evidence>,
    above: Option<TaskRow>,
    beneath: Vec<TaskRow>,
}

/// `GET /directives/{number}/{unit}`.
pub(super) async fn task(cx: Cx, Path((number, unit)): Path<(String, String)>) -> Result {
    draw(&cx, StatusCode::OK, &number, &unit, Typed::default(), Vec::new(), None).await
}

/// The page of a task, with what was typed into one of its forms and what is wrong with it.
pub(super) async fn draw(
    cx: &Cx,
    status: StatusCode,
    number: &str,
    unit: &str,
    typed: Typed,
    errors: Vec<FieldError>,
    no: Option<&Error>,
) -> Result {
    let found = find(cx, number, unit).await?;
    let (lang, row) = (cx.lang, &found.row);
    let sums = cascade(&placed(&found.beneath, cx.today));
    let roots: Vec<&TaskRow> = found.beneath.iter().filter(|r| r.parent == row.id).collect();
    let mut whole = RollUp::default();
    roots.iter().for_each(|r| whole += sums.get(&r.id).copied().unwrap_or_default());
    let leaves = Query::default().put("under", &format!("{number}:{unit}")).put("leaves", "1");
    let head = head(cx, &found.d, found.above.as_ref());
    let unit_name = name_of(lang, cx.app.tree, &row.unit, row.issued_on);
    // The unit may have another name today, or have gone into another.
    let now = cx.app.tree.home(&row.unit, cx.today).map(|u| crate::units::name(lang, u)).filter(|n| *n != unit_name);
    let is_open = found.task.permitted().next().is_some();
    let give = is_open && cx.may(Action::RecordActs, &row.unit);
    let day = crate::facts_form::slashes(cx.today);
    let query = crate::forms::Posted::from_query(&cx.query);
    let done = StepKind::from_word(query.get("done")).map(|k| lang.word("directive_done", k.word()));
    let page = TaskPage {
        frame: frame(cx, &head).under(&head.number, &head.href).here(&unit_name),
        line: shown::line(cx, row),
        next_due: due_sentence(cx, &found.task),
        steps: found.kept.iter().map(|k| step_line(cx, row, k, &found.papers)).collect(),
        next: next(cx, row, &found.task, &typed),
        below: roots.iter().map(|r| addressed(cx, r, &found.beneath, &sums)).collect(),
        whole: if roots.is_empty() { Vec::new() } else { shown::parts(cx, &whole, &leaves) },
        give: if give { format!("/directives/new?parent={number}:{unit}") } else { String::new() },
        after: row.last_seq,
        day,
        done: done.unwrap_or_default(),
        now: now.unwrap_or_default(),
        unit: unit_name,
        head,
        errors,
        typed,
        refusal: no.map(|e| e.said(cx)),
    };
    Ok((status, Html(page.render()?)).into_response())
}

async fn find(cx: &Cx, number: &str, unit: &str) -> Result<Found> {
    let (reader, number, unit) = (Reader::of(cx), number.to_owned(), unit.to_owned());
    let found = cx.app.db.read(move |tx| {
        let row = store::task_of(tx, &number, &unit)?.ok_or(Error::Hidden)?;
        if !may_see(tx, row.id, &reader.sees)? {
            return Err(Error::Hidden);
        }
        let (d, kept, task) = kept::read(tx, &row)?;
        let above = if d.parent == 0 { None } else { store::task(tx, d.parent)? };
        let above = match above {
            Some(t) if may_see(tx, t.id, &reader.sees)? => Some(t),
            _ => None,
        };
        // What hangs under a task is its unit's and of those above it: the same reach, asked as a list.
        let query = Query::default().put("under", &format!("{number}:{unit}"));
        let beneath = match query.asked(tx, &reader)? {
            Some(asked) => store::rows(tx, &asked, MOST)?,
            None => Vec::new(),
        };
        let papers = store::papers(tx, row.id)?;
        Ok(Found { d, row, kept, task, papers, above, beneath })
    });
    found.await
}

/// `Còn 6 ngày: báo cáo kết quả`, as everywhere; nothing where nothing is to be done.
fn due_sentence(cx: &Cx, task: &Task) -> String {
    let timing = task.timing(cx.today);
    match (task.due_on(), timing) {
        (Some(due), Timing::Overdue | Timing::Running) => {
            crate::reminders::sentence(cx.lang, cx.lang.t("directives.to_report").to_owned(), due, cx.today)
        }
        _ => String::new(),
    }
}

fn step_line(cx: &Cx, row: &TaskRow, kept: &Kept, papers: &[Evidence]) -> StepLine {
    let mine = papers.iter().filter(|p| p.seq == kept.seq);
    let paper = |p: &Evidence| {
        (format!("/directives/{}/{}/papers/{}", row.number, row.unit, p.hash), p.name.clone(), cx.lang.size(p.size))
    };
    let is_issue = kept.step.kind == StepKind::Issue;
    StepLine {
        seq: kept.seq,
        day: cx.lang.date(kept.step.on),
        what: cx.lang.word("directive_step", kept.step.kind.word()),
        said: if is_issue { String::new() } else { kept.step.said.clone() },
        due: kept.step.due_on.map(|d| cx.lang.f1("directives.due_to", "day", cx.lang.date(d))).unwrap_or_default(),
        papers: mine.map(paper).collect(),
    }
}

/// The steps this reader may record now, each with its form; the one in hand stands open.
fn next(cx: &Cx, row: &TaskRow, task: &Task, typed: &Typed) -> Vec<Next> {
    let mine = |rule: &&'static Rule| {
        let side = if rule.by == Side::Addressee { &row.unit } else { &row.issuer };
        cx.may(Action::RecordActs, side)
    };
    let one = |rule: &'static Rule| {
        let word = rule.kind.word();
        Next {
            word,
            title: cx.lang.word("directive_step", word),
            button: cx.lang.word("directive_do", word),
            hint: cx.lang.word("directive_hint", word),
            says: rule.says,
            moves: rule.kind == StepKind::Extension,
            files: matches!(rule.kind, StepKind::Report | StepKind::Progress),
            open: typed.get("step") == word,
        }
    };
    task.permitted().filter(mine).map(one).collect()
}

/// `GET /directives/{number}/{unit}/papers/{hash}`.
pub(super) async fn paper(cx: Cx, Path((number, unit, hash)): Path<(String, String, String)>) -> Result {
    let reader = Reader::of(&cx);
    let found = cx.app.db.read(move |tx| {
        let row = store::task_of(tx, &number, &unit)?.ok_or(Error::Hidden)?;
        if !may_see(tx, row.id, &reader.sees)? {
            return Err(Error::Hidden);
        }
        store::paper(tx, row.id, &hash)?.ok_or(Error::Hidden)
    });
    let (name, mime, bytes) = found.await?;
    let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    Ok(([(header::CONTENT_TYPE, mime), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
