//! A register through the browser: sent, tried row by row, then taken in.

use super::report::{RowOutcome, reasons};
use super::run::{ImportError, Order, run};
use super::tray::{self, Job, Phase};
use super::{profiles, reading, store};
use crate::access::{Access, Action};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::routes::{Method, Room, Routes};
use crate::units;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect};
use paper::Limits;
use std::sync::Arc;

/// Pages of imports.
pub fn routes() -> Routes {
    let may = Access::May(Action::Import);
    let largest = usize::try_from(Limits::REGISTER.bytes).unwrap_or(usize::MAX) + (1 << 20);
    Routes::new()
        .room(Room { key: "imports", href: "/imports", icon: "upload", access: may })
        .route(Method::Get, "/imports", may, list)
        .route_up_to(largest, Method::Post, "/imports", may, send)
        .route(Method::Get, "/imports/{id}", may, one)
        .route(Method::Post, "/imports/{id}/take", may, take)
        .route(Method::Get, "/imports/{id}/rejected.xlsx", may, rejected)
}

struct Choice {
    name: String,
    title: String,
    note: String,
}

struct Before {
    file: String,
    profile: String,
    unit: String,
    by: String,
    said: String,
}

#[derive(Template)]
#[template(path = "imports/pages/list.html")]
struct List {
    frame: Frame,
    profiles: Vec<Choice>,
    unit: String,
    wrong: String,
    before: Vec<Before>,
}

async fn list(cx: Cx) -> Result {
    // Who imports for one office is not asked which.
    let only = cx.home_of(Action::Import).unwrap_or_default();
    draw_list(&cx, StatusCode::OK, &only, String::new()).await
}

async fn draw_list(cx: &Cx, status: StatusCode, unit: &str, wrong: String) -> Result {
    let (lang, reach) = (cx.lang, cx.reach(Action::Import));
    let title = lang.t("room.imports");
    let latest = cx.app.read(|tx| store::latest(tx, 20)).await?;
    let before = latest.into_iter().filter(|(begun, _, _)| reach.holds(&begun.unit)).map(|(begun, done, counts)| {
        let [created, updated, unchanged, rejected] = counts.map(|n| usize::try_from(n).unwrap_or(0));
        let counts = counts_said(lang, [created, updated, unchanged, rejected]);
        Before {
            said: if done { counts } else { lang.t("import.cut_off").to_owned() },
            unit: units::name_of(lang, cx.app.tree, &begun.unit, cx.today),
            file: begun.file,
            profile: begun.profile,
            by: begun.by,
        }
    });
    let page = List {
        frame: cx.frame(title).here(title),
        before: before.collect(),
        profiles: choices(lang)?,
        unit: unit.to_owned(),
        wrong,
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn choices(lang: Lang) -> Result<Vec<Choice>> {
    let all = profiles::all(&[]).map_err(Error::fault)?;
    let choice = |p: casework::imports::Profile| match lang {
        Lang::Vi => Choice { name: p.name, title: p.title_vi, note: p.note_vi },
        Lang::En => Choice { name: p.name, title: p.title_en, note: p.note_en },
    };
    Ok(all.into_iter().map(choice).collect())
}

fn counts_said(lang: Lang, counts: [usize; 4]) -> String {
    let [created, updated, unchanged, rejected] = counts.map(|n| lang.count(n));
    lang.with(
        "import.counts",
        &[("created", created), ("updated", updated), ("unchanged", unchanged), ("rejected", rejected)],
    )
}

/// `POST /imports`: a file is tried; nothing is written.
async fn send(cx: Cx, form: Posted) -> Result {
    let typed = form.get("unit");
    let wrong = |key: &'static str| cx.lang.t(key).to_owned();
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(unit) = crate::accounts::one_unit(&cx, typed).filter(|u| cx.may(Action::Import, &u.0)) else {
        return draw_list(&cx, unprocessable, typed, wrong("import.no_unit")).await;
    };
    let Some(file) = form.file("file") else {
        return draw_list(&cx, unprocessable, typed, wrong("import.no_file")).await;
    };
    let profile = form.get("profile");
    if profiles::named(profile, &[]).is_err() {
        return draw_list(&cx, unprocessable, typed, wrong("import.no_profile")).await;
    }
    let job = Job::new(&cx.actor()?.id, &file.name, file.bytes.to_vec(), profile, &unit.0);
    let job = tray::hold(job);
    work(&cx, job.clone(), true)?;
    Ok(Redirect::to(&format!("/imports/{}", job.id)).into_response())
}

/// `POST /imports/{id}/take`: what was tried is taken in.
async fn take(cx: Cx, Path(id): Path<String>, _form: Posted) -> Result {
    let job = tray::find(&cx.actor()?.id, &id).ok_or(Error::Hidden)?;
    if !cx.may(Action::Import, &job.unit) {
        return Err(Error::Forbidden("denied.role"));
    }
    if job.begin_taking() {
        work(&cx, job, false)?;
    }
    Ok(Redirect::to(&format!("/imports/{id}")).into_response())
}

/// Tries or takes in a file beside the request, which only shows how far it is.
fn work(cx: &Cx, job: Arc<Job>, dry_run: bool) -> Result<()> {
    let profile = profiles::named(&job.profile, &[]).map_err(Error::fault)?;
    let (app, today, lang) = (cx.app.clone(), cx.today, cx.lang);
    let by = cx.actor()?.login.clone();
    tokio::spawn(async move {
        let order = Order {
            law: app.law.clone(),
            tree: app.tree,
            profile: &profile,
            unit: &job.unit,
            name: &job.name,
            bytes: &job.bytes,
            dry_run,
            today,
            now_ms: app.clock.now_ms(),
            by: &by,
        };
        let result = run(&app.db, order, |done, all| job.count(done, all)).await;
        job.now(match result {
            Ok(report) if dry_run => Phase::Tried(Arc::new(report)),
            Ok(report) => Phase::Taken(Arc::new(report)),
            Err(why) => Phase::Failed(said(lang, &why)),
        });
    });
    Ok(())
}

fn said(lang: Lang, why: &ImportError) -> String {
    match why {
        ImportError::Unreadable(reading::Unreadable::Paper(e)) => lang.word("paper", e.code()),
        ImportError::Unreadable(reading::Unreadable::Heads(fault)) => reasons(lang, std::slice::from_ref(fault), None),
        ImportError::Unit(refusal) => crate::errors::refusal_words(lang, &refusal.refusal()).0,
        ImportError::Regime { .. } | ImportError::Journal(_) => {
            tracing::error!(%why, "import");
            lang.t("import.failed").to_owned()
        }
    }
}

struct Line {
    line: u64,
    number: String,
    outcome: String,
    why: String,
}

#[derive(Template)]
#[template(path = "imports/pages/one.html")]
struct One {
    frame: Frame,
    id: String,
    file: String,
    unit: String,
    running: String,
    done: usize,
    all: usize,
    failed: String,
    summary: String,
    taken: bool,
    may_take: bool,
    unread: String,
    old_font: String,
    lines: Vec<Line>,
    more: String,
    rejected: usize,
}

/// How many rows a page shows; rejected ones first.
const SHOWN: usize = 300;

/// `GET /imports/{id}`.
async fn one(cx: Cx, Path(id): Path<String>) -> Result {
    let job = tray::find(&cx.actor()?.id, &id).ok_or(Error::Hidden)?;
    let lang = cx.lang;
    let (done, all) = job.counted();
    let mut page = One {
        frame: cx.frame(&job.name).under(lang.t("room.imports"), "/imports").here(&job.name),
        unit: units::name_of(lang, cx.app.tree, &job.unit, cx.today),
        file: job.name.clone(),
        id,
        running: String::new(),
        done,
        all: all.max(1),
        failed: String::new(),
        summary: String::new(),
        taken: false,
        may_take: false,
        unread: String::new(),
        old_font: String::new(),
        lines: Vec::new(),
        more: String::new(),
        rejected: 0,
    };
    match job.phase() {
        Phase::Trying => lang.t("import.trying").clone_into(&mut page.running),
        Phase::Taking => lang.t("import.taking").clone_into(&mut page.running),
        Phase::Failed(why) => page.failed = why,
        Phase::Tried(report) | Phase::Taken(report) => {
            page.taken = !report.dry_run;
            page.may_take = report.dry_run && report.created + report.updated > 0;
            page.rejected = report.rejected;
            page.unread = report.unread_columns.join(", ");
            page.old_font = report.old_font.map(|name| lang.f1("import.old_font", "name", name)).unwrap_or_default();
            page.summary = counts_said(lang, [report.created, report.updated, report.unchanged, report.rejected]);
            let mut rows: Vec<_> = report.rows.iter().collect();
            rows.sort_by_key(|row| !matches!(row.outcome, RowOutcome::Rejected { .. }));
            if rows.len() > SHOWN {
                page.more = lang.f1("import.more", "n", lang.count(rows.len() - SHOWN));
            }
            page.lines = rows.into_iter().take(SHOWN).map(|row| line(lang, row)).collect();
        }
    }
    let mut answer = Html(page.render()?).into_response();
    if !page.running.is_empty() {
        // Works without scripts: the page asks again until the work is done.
        answer.headers_mut().insert(header::REFRESH, header::HeaderValue::from_static("1"));
    }
    Ok(answer)
}

fn line(lang: Lang, row: &super::report::RowReport) -> Line {
    let (word, why) = match &row.outcome {
        RowOutcome::Created => ("created", String::new()),
        RowOutcome::Updated => ("updated", String::new()),
        RowOutcome::Unchanged => ("unchanged", String::new()),
        RowOutcome::Rejected { faults, refusal } => ("rejected", reasons(lang, faults, refusal.as_deref())),
    };
    Line { line: row.line, number: row.number.clone(), outcome: lang.word("import_outcome", word), why }
}

/// `GET /imports/{id}/rejected.xlsx`.
async fn rejected(cx: Cx, Path(id): Path<String>) -> Result {
    let job = tray::find(&cx.actor()?.id, &id).ok_or(Error::Hidden)?;
    let (Phase::Tried(report) | Phase::Taken(report)) = job.phase() else { return Err(Error::Hidden) };
    let bytes = report.rejected_sheet(cx.lang).map_err(Error::fault)?;
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rejected.xlsx\""),
    ];
    Ok((headers, bytes).into_response())
}
