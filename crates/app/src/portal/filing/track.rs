//! Tra cứu đơn: where it stands, what is due next and why; what the sender adds or takes back.

use super::flood::{Pressed, What, too_often};
use super::store::{self, Filing};
use super::{code, day_of, due, in_language, said};
use crate::cases::deadline::Told;
use crate::cases::views;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::{Posted, same};
use crate::portal::visit::{Face, Visit};
use crate::units::name_of;
use crate::vault::inbox;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

/// Most a sender can add.
const MOST_NOTES: usize = 20;

#[derive(Template)]
#[template(path = "portal/filing/pages/ask.html")]
struct Ask {
    face: Face,
    csrf: String,
    typed: String,
    wrong: String,
}

fn asking(visit: &Visit, cx: &Cx, status: StatusCode, typed: &str, wrong: &str) -> Result {
    let mut face = visit.face(cx.lang.t("track.title"));
    face.path = "/track".into();
    let page = Ask { face, csrf: cx.csrf.clone(), typed: typed.to_owned(), wrong: wrong.to_owned() };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /track`.
pub(super) async fn ask(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    said(&visit, asking(&visit, &cx, StatusCode::OK, "", ""))
}

/// The filing of a code, or the answer that there is none: the same for a wrong code and for one never given.
async fn found(visit: &Visit, cx: &Cx, posted: &Posted) -> std::result::Result<(Filing, String), Response> {
    let now = cx.app.clock.now_ms();
    if let Some(seconds) = cx.app.flood.wait(What::Guess, &cx.address, now) {
        return Err(too_often(visit, seconds));
    }
    let typed = posted.get("code");
    let Some(secret) = code::read(typed) else {
        let wrong = cx.lang.t("track.shape");
        return Err(said(visit, asking(visit, cx, StatusCode::UNPROCESSABLE_ENTITY, typed, wrong)));
    };
    let hash = code::hash(&secret);
    let head = hash[..code::HEAD].to_owned();
    match cx.app.read(move |tx| store::by_code(tx, &head)).await {
        Ok(Some(filing)) if same(&filing.code_hash, &hash) => Ok((filing, secret)),
        Ok(_) => {
            cx.app.flood.count(What::Guess, &cx.address, now);
            let wrong = cx.lang.t("track.unknown");
            Err(said(visit, asking(visit, cx, StatusCode::NOT_FOUND, typed, wrong)))
        }
        Err(error) => Err(said(visit, Err(error))),
    }
}

#[derive(Template)]
#[template(path = "portal/filing/pages/way.html")]
struct Way {
    face: Face,
    csrf: String,
    code: String,
    kind_name: String,
    unit_name: String,
    at: String,
    standing: String,
    state: String,
    number: String,
    why: String,
    deadlines: Vec<Told>,
    notes: Vec<(String, String, bool)>,
    added: bool,
    wrong: String,
    typed: String,
}

/// `POST /track`.
pub(super) async fn show(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    match found(&visit, &cx, &posted).await {
        Ok((filing, secret)) => said(&visit, way(&visit, &cx, filing, &secret, (false, "", "")).await),
        Err(no) => no,
    }
}

async fn way(
    visit: &Visit,
    cx: &Cx,
    filing: Filing,
    secret: &str,
    (added, wrong, typed): (bool, &str, &str),
) -> Result {
    let lang = cx.lang;
    let (id, number) = (filing.id, filing.case_number.clone());
    let (notes, case) = cx
        .app
        .db
        .read(move |tx| {
            let case = if number.is_empty() { None } else { views::load(tx, &number)? };
            Ok::<_, crate::Error>((store::notes(tx, id)?, case))
        })
        .await?;
    let (standing, deadlines) = match case {
        Some((head, file)) => {
            let looked = file.look(cx)?;
            let all = views::deadlines(cx, &looked).iter().map(|d| views::told(cx, d)).filter(|d| d.asks).collect();
            (lang.of_kind("standing", &head.kind, looked.state.standing), all)
        }
        None if filing.state == "waiting" => {
            let due = due(cx, &filing.unit, &filing.kind, day_of(filing.filed_at));
            (lang.t("track.waiting").to_owned(), due.into_iter().collect())
        }
        None => (lang.t("track.aside").to_owned(), Vec::new()),
    };
    let mut face = visit.face(lang.t("track.title"));
    face.path = "/track".into();
    face.unlisted = true;
    let note = |n: store::Note| (lang.instant(n.at), lang.word("track_note", &n.what), n.seen);
    let page = Way {
        face,
        csrf: cx.csrf.clone(),
        code: code::shown(secret),
        kind_name: lang.word("filing_kind", &filing.kind),
        unit_name: name_of(lang, cx.app.tree, &filing.unit, cx.today),
        at: lang.instant(filing.filed_at),
        standing,
        state: filing.state,
        number: filing.case_number,
        why: filing.said,
        deadlines,
        notes: notes.into_iter().map(note).collect(),
        added,
        wrong: wrong.to_owned(),
        typed: typed.to_owned(),
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /track/add`: the sender adds something, or takes the petition back in whole or in part.
pub(super) async fn add(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let (filing, secret) = match found(&visit, &cx, &posted).await {
        Ok(found) => found,
        Err(no) => return no,
    };
    said(&visit, put(&visit, &cx, filing, &secret, &posted).await)
}

async fn put(visit: &Visit, cx: &Cx, filing: Filing, secret: &str, posted: &Posted) -> Result {
    let lang = cx.lang;
    let text = crate::facts_form::clean(posted.get("said"));
    let what = if posted.has("withdraw") { "withdraw" } else { "more" };
    let wrong = match text.chars().count() {
        0 => "track.empty",
        n if n > super::send::LONGEST => "invalid.too_long",
        _ => "",
    };
    if !wrong.is_empty() {
        return way(visit, cx, filing, secret, (false, lang.t(wrong), &text)).await;
    }
    let (id, now) = (filing.id, cx.app.clock.now_ms());
    let Some(sealed) = inbox::shut_more(&filing.public, id, text.as_bytes()) else {
        return Err(crate::Error::fault("a filing's key cannot be read"));
    };
    let kept = cx.app.write(move |tx| {
        let before = store::notes(tx, id)?;
        if before.len() >= MOST_NOTES {
            return Ok(false);
        }
        let n = i64::try_from(before.len()).unwrap_or(0) + 1;
        store::add_note(tx, id, n, now, what, &sealed)?;
        Ok(true)
    });
    match kept.await? {
        true => way(visit, cx, filing, secret, (true, "", "")).await,
        false => way(visit, cx, filing, secret, (false, lang.t("track.enough"), &text)).await,
    }
}
