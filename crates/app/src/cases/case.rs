//! The case page, and the papers behind its acts.

use super::deadline::Told;
use super::drawn::{Drawn, Key};
use super::views::{self, ActLine, Figure, Head, NextAct, Outside, Part, Rights};
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::packed::{self, Piece};
use crate::papers::{self, Paper};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::DeadlineState;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "cases/pages/case.html")]
struct CasePage {
    frame: Frame,
}

/// The column is kept and shown to others with the same rights: of the frame it knows nothing
/// that is one reader's but the token of forms, which only those who may record have.
struct Ink {
    lang: Lang,
    csrf: String,
}

impl Ink {
    fn icon(&self, name: &str) -> String {
        crate::assets::icon(name)
    }
}

#[derive(Template)]
#[template(path = "cases/pages/column.html")]
struct Column {
    frame: Ink,
    head: Head,
    done: String,
    problem: String,
    warnings: Vec<String>,
    nearest: Option<Told>,
    acts: Vec<ActLine>,
    parts: Vec<Part>,
    figures: Vec<Figure>,
    next: Vec<NextAct>,
    deadlines: Vec<Told>,
    settled: usize,
    may_record: bool,
    has_letter: bool,
    may_annul: bool,
    may_see_sheets: bool,
    sealed: bool,
    paper_limit: String,
    paper_endings: String,
}

/// The column of a case, from what it was drawn.
type Kept = Arc<Drawn<Arc<Outside>>>;

/// What was found of a case: its column as it was drawn before, or all that it is drawn from.
enum Found {
    Drawn(Kept),
    New(Key, Box<views::File>),
}

/// `GET /cases/{number}`.
pub async fn page(cx: Cx, Path(number): Path<String>, headers: HeaderMap) -> Result {
    let (case, found) = find(&cx, &number).await?;
    let (title, kind) = (number, &case.head.kind);
    let kind_name = cx.lang.word("kind", kind);
    let frame = cx.frame(&title).under(kind_name, format!("/cases?kind={kind}")).here(&title);
    let gzip = packed::takes_gzip(&headers);
    match found {
        Found::Drawn(drawn) => packed::page(&CasePage { frame }, &drawn.pieces, gzip),
        Found::New(key, file) => {
            let column = vec![Piece::new(draw(&cx, &file, Rights::of(&cx, &case.head.unit.0))?)];
            if !cx.query.is_empty() {
                return packed::page(&CasePage { frame }, &column, gzip);
            }
            let drawn = cx.app.pages.put(key, case, cx.app.law.clone(), column);
            packed::page(&CasePage { frame }, &drawn.pieces, gzip)
        }
    }
}

/// The case of a number for a reader who may see it, and its column or what that is drawn from.
async fn find(cx: &Cx, number: &str) -> Result<(Arc<Outside>, Found)> {
    let commits = cx.app.db.commits();
    if let Some(case) = cx.app.outsides.get(number, commits)
        && let (_, Some(drawn)) = drawn(cx, &case)?
    {
        return Ok((case, Found::Drawn(drawn)));
    }
    let (reader, number) = (cx.clone(), number.to_owned());
    cx.app
        .db
        .glance(move |tx| {
            let case = Arc::new(views::outside(tx, &number)?.ok_or(Error::Hidden)?);
            reader.app.outsides.put(&number, commits, &case);
            match drawn(&reader, &case)? {
                (_, Some(drawn)) => Ok((case, Found::Drawn(drawn))),
                (key, None) => {
                    let file = views::inside(tx, Outside::clone(&case))?;
                    Ok((case, Found::New(key, Box::new(file))))
                }
            }
        })
        .await
}

/// For whom the column of a case is drawn, if they may see it, and the column if it was drawn before.
fn drawn(cx: &Cx, case: &Arc<Outside>) -> Result<(Key, Option<Kept>)> {
    let unit = &case.head.unit.0;
    if !cx.may(Action::SeeCases, unit) {
        return Err(Error::Hidden);
    }
    let key = Key::case(cx, &case.head.number, Rights::of(cx, unit));
    let drawn = if cx.query.is_empty() { cx.app.pages.get(&key, case, &cx.app.law) } else { None };
    Ok((key, drawn))
}

fn draw(cx: &Cx, file: &views::File, rights: Rights) -> Result<String> {
    let (lang, query) = (cx.lang, Posted::from_query(&cx.query));
    let looked = file.look(cx)?;
    let head = views::head(cx, file, &looked);
    let deadlines = views::deadlines(cx, &looked);
    let asks = |d: &&casework::Deadline| {
        matches!(d.state(cx.today), DeadlineState::Overdue | DeadlineState::DueSoon | DeadlineState::Open)
            && d.is_task()
    };
    let told: Vec<Told> = deadlines.iter().map(|d| views::told(cx, d)).collect();
    let done = Some(query.get("done")).filter(|act| file.kept.kind.fields(act).is_some());
    let column = Column {
        frame: Ink { lang, csrf: if rights.record { cx.csrf.clone() } else { String::new() } },
        done: match (done, query.get("paper")) {
            (Some(act), _) => lang.f1("record.done", "act", lang.of_kind("act", head.kind, act)),
            (None, "") if query.get("sealed_paper") == "1" => lang.t("sealed.paper_done").to_owned(),
            (None, "") => String::new(),
            (None, paper) => lang.f1("paper.done", "name", paper),
        },
        problem: match query.get("wrong") {
            "" => String::new(),
            key => lang.word("invalid", key),
        },
        warnings: if done.is_some() { views::warnings(cx, file) } else { Vec::new() },
        nearest: deadlines.iter().find(asks).map(|d| views::told(cx, d)),
        acts: views::thread(cx, file, &looked, &deadlines)?,
        parts: views::parts(cx, file, &looked)?,
        figures: views::figures(cx, &looked),
        next: if rights.record { views::next_acts(cx, file)? } else { Vec::new() },
        settled: told.iter().filter(|d| !d.asks).count(),
        deadlines: told,
        may_record: rights.record,
        has_letter: file.people.values().any(|seen| matches!(seen, crate::vault::Seen::Letter(_))),
        may_annul: rights.annul,
        may_see_sheets: rights.sheets,
        sealed: file.hides(&looked),
        paper_limit: lang.size(i64::try_from(papers::LARGEST).unwrap_or(i64::MAX)),
        paper_endings: papers::endings().map(|e| format!(".{e}")).collect::<Vec<_>>().join(","),
        head,
    };
    Ok(column.render()?)
}

/// `POST /cases/{number}/acts/{seq}/papers`.
pub async fn attach(cx: Cx, Path((number, seq)): Path<(String, u32)>, posted: Posted) -> Result {
    let back = format!("/cases/{}", views::slug(&number));
    let found = cx.app.db.read(move |tx| views::load(tx, &number)).await?;
    let (head, file) = found.filter(|(h, _)| cx.may(Action::SeeCases, &h.unit.0)).ok_or(Error::Hidden)?;
    if !cx.may(Action::RecordActs, &head.unit.0) {
        return Err(Error::Forbidden("denied.unit"));
    }
    if !file.case().acts.iter().any(|e| e.seq == seq) {
        return Err(Error::Hidden);
    }
    let Some(sent) = posted.file("paper") else {
        return Ok(Redirect::to(&format!("{back}?wrong=paper_none#act-{seq}")).into_response());
    };
    let paper = match Paper::new(&sent.name, sent.bytes.to_vec()) {
        Ok(paper) => paper,
        Err(unfit) => {
            let key = unfit.key().trim_start_matches("invalid.");
            return Ok(Redirect::to(&format!("{back}?wrong={key}#act-{seq}")).into_response());
        }
    };
    let (by, now) = (cx.actor()?.clone(), cx.app.clock.now_ms());
    if file.hides(&file.look(&cx)?) {
        let place =
            papers::Place { case: head.id, unit: head.unit.0, by: by.id.clone(), login: by.login.clone(), at_ms: now };
        let kept = cx.app.write(move |tx| papers::attach_sealed(tx, &place, seq, &paper)).await?;
        // Its name must not stand in an address either.
        return match kept {
            Ok(()) => Ok(Redirect::to(&format!("{back}?sealed_paper=1#act-{seq}")).into_response()),
            Err(no) => Err(Error::Forbidden(no.key())),
        };
    }
    let name = views::slug(&paper.name);
    cx.app.write(move |tx| papers::attach(tx, head.id, seq, &paper, now, &by.login)).await?;
    Ok(Redirect::to(&format!("{back}?paper={name}#act-{seq}")).into_response())
}

/// `GET /cases/{number}/papers/{hash}`: always a download, never shown as a page of ours.
/// One that is sealed is asked for on the page of the seal, with a reason.
pub async fn paper(cx: Cx, Path((number, hash)): Path<(String, String)>) -> Result<Response> {
    let wanted = hash.clone();
    let found = cx.app.read(move |tx| {
        let Some((head, _)) = crate::journal::head(tx, &number)? else { return Ok(None) };
        let one = papers::one(tx, head.id, &wanted)?;
        let all = if one.is_none() { papers::of_case(tx, head.id)? } else { Vec::new() };
        Ok(Some((head, one, all.iter().any(|p| p.hash == wanted))))
    });
    let (head, paper, sealed) = found.await?.ok_or(Error::Hidden)?;
    if !cx.may(Action::SeeCases, &head.unit.0) {
        return Err(Error::Hidden);
    }
    if sealed {
        let page = format!("/cases/{}/sealed#item-{hash}", views::slug(&head.number));
        return Ok(Redirect::to(&page).into_response());
    }
    let (about, bytes) = paper.ok_or(Error::Hidden)?;
    let disposition = format!("attachment; filename*=UTF-8''{}", views::slug(&about.name));
    let headers = [(header::CONTENT_TYPE, about.mime), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}
