//! Letting somebody in, taking somebody off, and the end of the key.

use super::found;
use super::page::{Known, Vain, frame, show};
use crate::access::Action;
use crate::cases::views::{self, File};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::journal::Head;
use crate::papers;
use crate::vault::{self, Refused};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};

/// `POST /cases/{number}/sealed/assign`.
pub async fn assign(cx: Cx, Path(number): Path<String>, posted: Posted) -> Result {
    let (head, file, _) = found(&cx, &number).await?;
    match assigned(&cx, &head, posted.get("account")).await? {
        Ok(()) => Ok(back(&head, "assigned")),
        Err(no) => show(&cx, &head, &file, Some(Vain { no, reason: "", of: "" })).await,
    }
}

/// Lets an account in, if it may see the case at all.
pub(super) async fn assigned(cx: &Cx, head: &Head, account: &str) -> Result<std::result::Result<(), Refused>> {
    let known = Known::read(cx, head.id).await?;
    if let Err(no) = known.mine {
        return Ok(Err(no));
    }
    if !known.candidates(cx, &head.unit.0).any(|h| h.account == account) {
        return Ok(Err(Refused::NoAccount));
    }
    let (who, case, to, now) = (cx.keys()?, head.id, account.to_owned(), cx.app.clock.now_ms());
    cx.app.write(move |tx| vault::assign(tx, &who, case, &to, now)).await
}

/// `POST /cases/{number}/sealed/unassign`.
pub async fn unassign(cx: Cx, Path(number): Path<String>, posted: Posted) -> Result {
    let (head, file, _) = found(&cx, &number).await?;
    match unassigned(&cx, &head, posted.get("account")).await? {
        Ok(()) => Ok(back(&head, "unassigned")),
        Err(no) => show(&cx, &head, &file, Some(Vain { no, reason: "", of: "" })).await,
    }
}

/// Takes an account off: those assigned may, and the leaders of the unit.
pub(super) async fn unassigned(cx: &Cx, head: &Head, account: &str) -> Result<std::result::Result<(), Refused>> {
    let known = Known::read(cx, head.id).await?;
    if !known.is_assigned(cx) && !cx.may(Action::AnnulActs, &head.unit.0) {
        return Ok(Err(Refused::NotAssigned));
    }
    let (by, case, off, now) = (cx.actor()?.id.clone(), head.id, account.to_owned(), cx.app.clock.now_ms());
    cx.app.write(move |tx| vault::unassign(tx, &by, case, &off, now)).await
}

fn back(head: &Head, done: &str) -> axum::response::Response {
    Redirect::to(&format!("/cases/{}/sealed?done={done}", views::slug(&head.number))).into_response()
}

#[derive(Template)]
#[template(path = "sealed/pages/destroy.html")]
struct DestroyPage {
    frame: Frame,
    slug: String,
    number: String,
    closed: bool,
    people: usize,
    wrong: Vec<(&'static str, String)>,
    why: String,
    ground: String,
}

/// `GET /cases/{number}/sealed/destroy`.
pub async fn destroy_page(cx: Cx, Path(number): Path<String>) -> Result {
    let (head, file, closed) = leaders(&cx, &number).await?;
    let known = Known::read(&cx, head.id).await?;
    match known.mine {
        Ok(()) => form(&cx, &file, closed, &Posted::default(), Vec::new()),
        Err(no) => show(&cx, &head, &file, Some(Vain { no, reason: "", of: "" })).await,
    }
}

/// `POST /cases/{number}/sealed/destroy`.
pub async fn destroy(cx: Cx, Path(number): Path<String>, posted: Posted) -> Result {
    let (head, file, closed) = leaders(&cx, &number).await?;
    let (why, ground) = (posted.get("why").to_owned(), posted.get("ground").to_owned());
    let short = |text: &str| text.chars().count() < vault::REASON_MIN;
    let mut wrong = Vec::new();
    if short(&why) {
        wrong.push(("why", "vault.no_reason_to_destroy"));
    }
    if !closed && short(&ground) {
        wrong.push(("ground", "sealed.no_ground"));
    }
    if posted.get("number") != head.number {
        wrong.push(("number", "sealed.number_differs"));
    }
    if !wrong.is_empty() {
        return form(&cx, &file, closed, &posted, wrong);
    }
    let stated = if ground.is_empty() { why } else { format!("{why} ({ground})") };
    let (who, case, now) = (cx.keys()?, head.id, cx.app.clock.now_ms());
    let destroyed = cx.app.write(move |tx| {
        let answer = vault::destroy(tx, &who, case, &stated, now)?;
        if answer.is_ok() {
            papers::drop_sealed(tx, case)?;
        }
        Ok(answer)
    });
    match destroyed.await? {
        Ok(()) => Ok(back(&head, "destroyed")),
        Err(Refused::ReasonTells) => form(&cx, &file, closed, &posted, vec![("why", "vault.reason_tells")]),
        Err(no) => show(&cx, &head, &file, Some(Vain { no, reason: "", of: "" })).await,
    }
}

/// The case, for a leader of its unit.
async fn leaders(cx: &Cx, number: &str) -> Result<(Head, File, bool)> {
    let (head, file, closed) = found(cx, number).await?;
    match cx.may(Action::AnnulActs, &head.unit.0) {
        true => Ok((head, file, closed)),
        false => Err(Error::Forbidden("sealed.leaders_only")),
    }
}

fn form(cx: &Cx, file: &File, closed: bool, posted: &Posted, wrong: Vec<(&'static str, &'static str)>) -> Result {
    let number = file.case().number.clone();
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = DestroyPage {
        frame: frame(cx, file, cx.lang.t("sealed.destroy_title")),
        slug: views::slug(&number),
        number,
        closed,
        people: super::envelopes::of(cx.lang, file).len()
            + file.papers.iter().filter(|p| p.sealing == papers::Sealing::Sealed).count(),
        wrong: wrong.into_iter().map(|(field, key)| (field, cx.lang.t(key).to_owned())).collect(),
        why: posted.get("why").to_owned(),
        ground: posted.get("ground").to_owned(),
    };
    Ok((status, Html(page.render()?)).into_response())
}
