//! The way in: password, session, and out again.

use super::{Actor, Via, password, store};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::{Frame, cookie, set_cookie};
use crate::home::own_path;
use crate::unmoved::Unmoved;
use crate::{App, random, vault};
use askama::Template;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::sync::Arc;

/// A session ends after so long unused.
pub const IDLE_MS: i64 = 2 * 3600 * 1000;
/// A session ends after so long in any case: one working day.
pub const ABSOLUTE_MS: i64 = 12 * 3600 * 1000;
/// Use is noted no more often than this, so that reading pages writes little.
const NOTE_MS: i64 = 60 * 1000;

/// The cookie's name.
const COOKIE: &str = "session";

/// Who sends this request, with the secret that their form token is made of.
pub async fn who(app: &App, headers: &HeaderMap, path: &str) -> Result<Option<(Arc<Actor>, String)>> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()?.strip_prefix("Bearer "));
    let (secret, via) = match (bearer, cookie(headers, COOKIE)) {
        (Some(token), _) if path.starts_with("/api/") => (token.trim(), Via::Token),
        (_, Some(session)) => (session, Via::Session),
        _ => return Ok(None),
    };
    if secret.len() != 64 {
        return Ok(None);
    }
    let (hash, now) = (random::sha256(secret), app.clock.now_ms());
    let Some((actor, created_at, seen_at)) = holder(app, &hash, via).await? else { return Ok(None) };
    if via == Via::Session {
        if now - created_at >= ABSOLUTE_MS || now - seen_at >= IDLE_MS {
            return Ok(None);
        }
        if now - seen_at >= NOTE_MS {
            app.write(move |tx| store::seen(tx, &hash, now)).await?;
        }
    }
    Ok(Some((actor, secret.to_owned())))
}

/// Who holds the session or token of this hash; since when, and when last seen, in ms.
type Bearer = (Arc<Actor>, i64, i64);

/// Sessions and tokens that were looked up, by way and hash.
pub type Bearers = Unmoved<Bearer>;

async fn holder(app: &App, hash: &str, via: Via) -> Result<Option<Bearer>> {
    let (key, commits) = (format!("{via:?} {hash}"), app.db.commits());
    if let Some(found) = app.bearers.get(&key, commits) {
        return Ok(Some(found));
    }
    let wanted = hash.to_owned();
    let found = app.db.glance(move |tx| store::bearer(tx, &wanted, via)).await?;
    let found = found.map(|(actor, created_at, seen_at)| (Arc::new(actor), created_at, seen_at));
    if let Some(found) = &found {
        app.bearers.put(&key, commits, found);
    }
    Ok(found)
}

/// The sign-in page, with the way back to where the reader wanted to go.
pub fn sign_in_url(cx: &Cx) -> String {
    let mut url = String::from("/sign-in?next=");
    let here = if cx.query.is_empty() { cx.path.clone() } else { format!("{}?{}", cx.path, cx.query) };
    url.extend(form_urlencoded::byte_serialize(here.as_bytes()));
    url
}

/// What stands in the sign-in form.
#[derive(Debug, Clone, Default)]
pub struct SignInForm {
    /// Name typed.
    pub login: String,
    /// Where to go afterwards.
    pub next: String,
    /// What is wrong, in words.
    pub wrong: String,
}

impl SignInForm {
    /// The demo's accounts: sign-in name and role. Shown only where the ribbon is.
    pub fn demo_accounts(&self, lang: &crate::lang::Lang) -> Vec<(&'static str, String)> {
        crate::demo::ACCOUNTS.iter().map(|(login, role, _)| (*login, lang.word("role", role.word()))).collect()
    }

    /// The one password of the demo's accounts.
    pub fn demo_password(&self) -> &'static str {
        crate::demo::PASSWORD
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/sign_in.html")]
struct SignIn {
    frame: Frame,
    sign_in: SignInForm,
}

/// `GET /sign-in`.
pub async fn page(cx: Cx) -> Result {
    let next = Posted::from_query(&cx.query).get("next").to_owned();
    if cx.actor.is_some() {
        return Ok(Redirect::to(own_path(&next)).into_response());
    }
    let sign_in = SignInForm { next, ..SignInForm::default() };
    let page = SignIn { frame: cx.frame(cx.lang.t("sign_in.title")), sign_in };
    Ok(Html(page.render()?).into_response())
}

/// `POST /sign-in`.
pub async fn sign_in(cx: Cx, headers: HeaderMap, form: Posted) -> Result {
    let login = form.get("login").to_lowercase();
    let now = cx.app.clock.now_ms();
    let again = |status: StatusCode, wrong: String| -> Result {
        let sign_in = SignInForm { login: form.get("login").to_owned(), next: form.get("next").to_owned(), wrong };
        let page = SignIn { frame: cx.frame(cx.lang.t("sign_in.title")), sign_in };
        Ok((status, Html(page.render()?)).into_response())
    };
    let wait = cx.app.slowdown.wait(&login, &cx.address, now);
    if wait > 0 {
        return again(StatusCode::TOO_MANY_REQUESTS, cx.lang.f1("wrong.wait", "n", wait));
    }
    let wanted = login.clone();
    let account = cx.app.read(move |tx| store::by_login(tx, &wanted)).await?;
    let (id, stored) = account.map_or((String::new(), None), |(id, hash)| (id, Some(hash)));
    // The password as typed: `get` would trim it.
    let typed = form.pairs.iter().find(|(n, _)| n == "password").map_or("", |(_, v)| v.as_str());
    if !password::fits(typed.to_owned(), stored).await? {
        cx.app.slowdown.failed(&login, &cx.address, now);
        return again(StatusCode::UNPROCESSABLE_ENTITY, cx.lang.t("wrong.sign_in").to_owned());
    }
    cx.app.slowdown.succeeded(&login, &cx.address);
    let wanted = id.clone();
    let salt = cx.app.read(move |tx| vault::salt_of(tx, &wanted)).await?;
    let under = password::key(typed.to_owned(), salt).await?;

    // A fresh secret at each sign-in: one planted before it is worth nothing.
    let secret = random::hex::<32>();
    let agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or("");
    let session = store::Session {
        hash: random::sha256(&secret),
        created_at: now,
        seen_at: now,
        agent: agent.chars().take(200).collect(),
        address: cx.address.clone(),
    };
    let old = cookie(&headers, COOKIE).map(random::sha256);
    let keys = vault::SessionKeys {
        account: id.clone(),
        session: session.hash.clone(),
        key: Some(vault::from_session(&secret)),
    };
    cx.app
        .write(move |tx| {
            if let Some(old) = &old {
                store::end_session(tx, &id, old)?;
            }
            store::open_session(tx, &id, &session, (now - ABSOLUTE_MS, now - IDLE_MS))?;
            vault::unlock(tx, &keys, &under, now)
        })
        .await?;
    let mut response = Redirect::to(own_path(form.get("next"))).into_response();
    set_cookie(&mut response, &cx.app, COOKIE, &secret, None);
    Ok(response)
}

/// `POST /sign-out`.
pub async fn sign_out(cx: Cx, _form: Posted) -> Result<Response> {
    let actor = cx.actor()?.clone();
    cx.app.write(move |tx| store::end_session(tx, &actor.id, &actor.session)).await?;
    let mut response = Redirect::to("/").into_response();
    set_cookie(&mut response, &cx.app, COOKIE, "", Some(0));
    Ok(response)
}
