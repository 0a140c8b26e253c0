//! One's own account: password, sessions, tokens; other rooms add their parts to its page.

use super::{Shown, Via, password, shown, store};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::{random, vault};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};

struct SessionLine {
    id: String,
    since: String,
    seen: String,
    place: String,
    here: bool,
}

struct TokenLine {
    id: String,
    name: String,
    since: String,
}

#[derive(Template)]
#[template(path = "accounts/pages/own.html")]
struct Own {
    frame: Frame,
    person: String,
    login: String,
    bindings: Vec<Shown>,
    sessions: Vec<SessionLine>,
    tokens: Vec<TokenLine>,
    note: Note,
    calendar: String,
    mail: String,
}

/// What the page says besides the account: what was done, what was wrong, what is shown once.
#[derive(Debug, Default)]
pub struct Note {
    /// What was done.
    pub done: String,
    /// What is wrong with the new password.
    pub wrong: String,
    /// A new token, shown this once.
    pub token: String,
    /// The address of a new feed, shown this once.
    pub feed: Option<String>,
    /// An address for mail that was refused.
    pub mail: Option<String>,
}

/// `GET /account`.
pub async fn page(cx: Cx) -> Result {
    let done = match Posted::from_query(&cx.query).get("done") {
        "password" => cx.lang.t("account.password_done"),
        "session" => cx.lang.t("account.session_ended"),
        "token" => cx.lang.t("account.token_ended"),
        "feed" => cx.lang.t("feed.ended"),
        "mail" => cx.lang.t("mail.set"),
        "mail_off" => cx.lang.t("mail.ended"),
        _ => "",
    };
    let done = done.to_owned();
    draw(&cx, StatusCode::OK, Note { done, ..Note::default() }).await
}

/// The page of the reader's own account with something to say.
pub async fn draw(cx: &Cx, status: StatusCode, note: Note) -> Result {
    let actor = cx.actor()?.clone();
    let id = actor.id.clone();
    let (sessions, tokens) = cx.app.read(move |tx| Ok((store::sessions(tx, &id)?, store::tokens(tx, &id)?))).await?;
    let lang = cx.lang;
    let session = |s: store::Session| SessionLine {
        since: lang.instant(s.created_at),
        seen: lang.instant(s.seen_at),
        place: [s.address, s.agent].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "),
        here: s.hash == actor.session,
        id: s.hash,
    };
    let title = lang.t("frame.account");
    let page = Own {
        frame: cx.frame(title).here(title),
        person: actor.name.clone(),
        login: actor.login.clone(),
        bindings: shown(cx, &actor.bindings, None),
        sessions: sessions.into_iter().map(session).collect(),
        tokens: tokens
            .into_iter()
            .map(|t| TokenLine { id: t.hash, name: t.name, since: lang.instant(t.created_at) })
            .collect(),
        calendar: crate::calendar::section(cx, note.feed.as_deref()).await?,
        mail: crate::reminders::section(cx, note.mail.as_deref()).await?,
        note,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /account/password`.
pub async fn password(cx: Cx, form: Posted) -> Result {
    let actor = cx.actor()?.clone();
    let raw = |name: &str| form.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default();
    let wrong = |key: &'static str| {
        let (cx, text) = (cx.clone(), cx.lang.t(key).to_owned());
        async move { draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, Note { wrong: text, ..Note::default() }).await }
    };
    let now = cx.app.clock.now_ms();
    let wait = cx.app.slowdown.wait(&actor.login, &cx.address, now);
    if wait > 0 {
        return Err(Error::TooOften(wait));
    }
    let id = actor.id.clone();
    let stored = cx.app.read(move |tx| store::password_of(tx, &id)).await?;
    if !password::fits(raw("old"), stored).await? {
        cx.app.slowdown.failed(&actor.login, &cx.address, now);
        return wrong("wrong.old_password").await;
    }
    if let Some(weak) = password::weakness(&raw("new"), &actor.login) {
        return wrong(weak).await;
    }
    let hash = password::hash(raw("new")).await?;
    let (under, keys) = (password::key(raw("new"), None).await?, cx.keys()?);
    cx.app
        .write(move |tx| {
            store::set_password(tx, &actor.id, &hash, Some(&actor.session))?;
            vault::rewrap(tx, &keys, &under, now)
        })
        .await?;
    Ok(Redirect::to("/account?done=password").into_response())
}

/// `POST /account/sessions/end`.
pub async fn end_session(cx: Cx, form: Posted) -> Result {
    let (actor, hash) = (cx.actor()?.clone(), form.get("session").to_owned());
    cx.app.write(move |tx| store::end_session(tx, &actor.id, &hash)).await?;
    Ok(Redirect::to("/account?done=session").into_response())
}

/// `POST /account/tokens`: the secret is shown in this answer and never again.
pub async fn add_token(cx: Cx, form: Posted) -> Result {
    let (actor, name) = (cx.actor()?.clone(), form.get("name").to_owned());
    if actor.via == Via::Token {
        return Err(Error::Forbidden("denied.role"));
    }
    if name.is_empty() || name.chars().count() > 100 {
        let wrong = cx.lang.t("wrong.token_name").to_owned();
        return draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, Note { wrong, ..Note::default() }).await;
    }
    let (secret, now) = (random::hex::<32>(), cx.app.clock.now_ms());
    let hash = random::sha256(&secret);
    cx.app.write(move |tx| store::add_token(tx, &actor.id, &hash, &name, now)).await?;
    draw(&cx, StatusCode::OK, Note { token: secret, ..Note::default() }).await
}

/// `POST /account/tokens/end`.
pub async fn end_token(cx: Cx, form: Posted) -> Result {
    let (actor, hash) = (cx.actor()?.clone(), form.get("token").to_owned());
    cx.app.write(move |tx| store::end_token(tx, &actor.id, &hash)).await?;
    Ok(Redirect::to("/account?done=token").into_response())
}
