//! Choosing what to be told, confirming it, ending it.

use super::store::{self, Alert};
use super::{Keys, LONGEST, read_key, topic};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::journal;
use crate::lang::Lang;
use crate::portal::filing::flood::{Pressed, What, too_often};
use crate::portal::filing::given::{Shut, given};
use crate::portal::filing::{self, in_language, said};
use crate::portal::visit::{Face, Visit};
use crate::reminders::mailer::is_address;
use crate::units::name_of;
use askama::Template;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

/// Alerts one address may have, asked for and confirmed.
const MOST: i64 = 20;

#[derive(Template)]
#[template(path = "portal/alerts/pages/alerts.html")]
struct Alerts {
    face: Face,
    csrf: String,
    units: Vec<(String, String)>,
    abouts: Vec<(String, String)>,
    typed: Posted,
    wrong: String,
    by_mail: bool,
    asked: bool,
    /// What is chosen, as RSS and as Atom.
    rss: String,
    atom: String,
    /// What is chosen: unit, topic, and both in words.
    unit: String,
    about: String,
    chosen: String,
}

impl Alerts {
    fn v(&self, name: &str) -> &str {
        self.typed.get(name)
    }
}

/// `GET /alerts?unit=&about=`.
pub(super) async fn page(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    let typed = visit.asked();
    said(&visit, drawn(&visit, &cx, typed, "", false).await)
}

async fn drawn(visit: &Visit, cx: &Cx, typed: Posted, wrong: &'static str, asked: bool) -> Result {
    let (lang, now, tree) = (cx.lang, cx.app.clock.now_ms(), cx.app.tree);
    let (units, abouts) = cx.app.read(move |tx| Ok((topic::units(tx, now)?, topic::abouts(tx)?))).await?;
    let mut feed = form_urlencoded::Serializer::new(String::new());
    let about = Some(typed.get("about")).filter(|a| abouts.iter().any(|known| known == a)).unwrap_or("");
    let unit = Some(typed.get("unit")).filter(|u| units.iter().any(|known| known == u)).unwrap_or("");
    let feed = feed.append_pair("unit", unit).append_pair("about", about).finish();
    let mut face = visit.face(lang.t("alerts.title"));
    face.path = "/alerts".into();
    lang.t("alerts.lead").clone_into(&mut face.description);
    let (unit, about) = (unit.to_owned(), about.to_owned());
    let mut chosen = topic::said(lang, &about);
    if !unit.is_empty() {
        chosen = format!("{chosen} · {}", name_of(lang, tree, &unit, cx.today));
    }
    let page = Alerts {
        chosen,
        unit,
        about,
        rss: visit.to(&format!("/alerts.rss?{feed}")),
        atom: visit.to(&format!("/alerts.atom?{feed}")),
        units: units.into_iter().map(|u| (name_of(lang, tree, &u, cx.today), u)).collect(),
        abouts: abouts.into_iter().map(|a| (topic::said(lang, &a), a)).collect(),
        csrf: cx.csrf.clone(),
        by_mail: Keys::of(&cx.app).is_some(),
        wrong: if wrong.is_empty() { String::new() } else { lang.t(wrong).to_owned() },
        face,
        typed,
        asked,
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /alerts`: the same answer whether the address is known or not.
pub(super) async fn ask(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let now = cx.app.clock.now_ms();
    if let Some(seconds) = cx.app.flood.wait(What::Alert, &cx.address, now) {
        return too_often(&visit, seconds);
    }
    let filing = match posted.get("code") {
        "" => Ok(0),
        typed => given(&cx, typed, filing::of_code).await.map(|(id, _)| id),
    };
    match filing {
        Ok(filing) => said(&visit, put(&visit, &cx, posted, filing).await),
        Err(Shut::TooOften(seconds)) => too_often(&visit, seconds),
        Err(Shut::Failed(error)) => said(&visit, Err(error)),
        Err(Shut::Shape) => said(&visit, drawn(&visit, &cx, posted, "track.shape", false).await),
        Err(Shut::Unknown) => said(&visit, drawn(&visit, &cx, posted, "track.unknown", false).await),
    }
}

async fn put(visit: &Visit, cx: &Cx, posted: Posted, filing: i64) -> Result {
    let Some(keys) = Keys::of(&cx.app) else { return drawn(visit, cx, posted, "alerts.no_mail", false).await };
    let address = posted.get("address").to_owned();
    if address.len() > LONGEST || !is_address(&address) {
        return drawn(visit, cx, posted, "alerts.wrong_address", false).await;
    }
    let now = cx.app.clock.now_ms();
    let id = journal::new_id(now);
    let (mark, sealed) = (keys.mark_of(&address), keys.seal(id, &address));
    let (unit, about) = (posted.get("unit").to_owned(), posted.get("about").to_owned());
    let lang = cx.lang.code().to_owned();
    cx.app.flood.count(What::Alert, &cx.address, now);
    cx.app
        .write(move |tx| {
            let known = topic::units(tx, now)?.contains(&unit) || unit.is_empty();
            if store::of_mark(tx, &mark)? >= MOST || !known || !topic::abouts(tx)?.contains(&about) {
                return Ok(());
            }
            let alert = Alert {
                id,
                state: "asked".into(),
                unit: unit.clone(),
                about: about.clone(),
                filing,
                lang: lang.clone(),
                address: sealed.clone(),
                asked_at: now,
                told_until: now,
                told: String::new(),
                next_at: now,
                tries: 0,
            };
            store::add(tx, &alert, &mark)
        })
        .await?;
    cx.app.reminders.wake.notify_one();
    drawn(visit, cx, Posted::default(), "", true).await
}

#[derive(Template)]
#[template(path = "portal/alerts/pages/me.html")]
struct Me {
    face: Face,
    csrf: String,
    key: String,
    about: String,
    confirmed: bool,
    told: &'static str,
}

/// What an alert is of, in words.
pub(super) fn about(lang: Lang, cx: &crate::App, alert: &Alert) -> String {
    if alert.filing != 0 {
        return lang.t("alerts.own").to_owned();
    }
    let about = topic::said(lang, &alert.about);
    match alert.unit.as_str() {
        "" => about,
        unit => format!("{about} · {}", name_of(lang, cx.tree, unit, cx.clock.today())),
    }
}

/// `GET /alerts/me?key=`: what a link of a mail opens; a program that follows links changes nothing.
pub(super) async fn me(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    let key = visit.asked().get("key").to_owned();
    said(&visit, shown(&visit, &cx, &key, "").await)
}

async fn shown(visit: &Visit, cx: &Cx, key: &str, told: &'static str) -> Result {
    let lang = cx.lang;
    let id = Keys::of(&cx.app).and_then(|keys| read_key(&keys, key));
    let alert = match id {
        Some(id) => cx.app.read(move |tx| store::one(tx, id)).await?,
        None => None,
    };
    let mut face = visit.face(lang.t("alerts.title"));
    face.path = "/alerts".into();
    face.unlisted = true;
    let page = Me {
        face,
        csrf: cx.csrf.clone(),
        key: if alert.is_some() { key.to_owned() } else { String::new() },
        about: alert.as_ref().map(|a| about(lang, &cx.app, a)).unwrap_or_default(),
        confirmed: alert.as_ref().is_some_and(|a| a.state == "on"),
        told: if alert.is_none() && told.is_empty() { "alerts.gone" } else { told },
    };
    Ok(Html(page.render()?).into_response())
}

/// `GET /alerts/stop?key=`: who opens the address a mail program presses gets the page of the link.
/// `POST`: ended with the one press of a mail program (RFC 8058).
///
/// The program has no page of ours, no cookie and no form token: that it knows the secret of the link is all
/// that counts, and all it can do is end this one alert.
pub(super) async fn stop(visit: Visit, cx: Cx, body: Bytes) -> Response {
    let cx = in_language(cx, &visit);
    let pressed = Posted::from_query(&String::from_utf8_lossy(&body));
    if pressed.get("List-Unsubscribe") != "One-Click" {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let Some(id) = Keys::of(&cx.app).and_then(|keys| read_key(&keys, visit.asked().get("key"))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match cx.app.write(move |tx| store::drop(tx, id)).await {
        // A second press is as good as the first.
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => said(&visit, Err(error)),
    }
}

/// `POST /alerts/me`: confirmed, or ended with one press.
pub(super) async fn set(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let key = posted.get("key").to_owned();
    let answer = async {
        let Some(id) = Keys::of(&cx.app).and_then(|keys| read_key(&keys, &key)) else {
            return shown(&visit, &cx, &key, "").await;
        };
        if posted.has("stop") {
            cx.app.write(move |tx| store::drop(tx, id)).await?;
            return shown(&visit, &cx, &key, "alerts.stopped").await;
        }
        let now = cx.app.clock.now_ms();
        cx.app
            .write(move |tx| {
                let Some(alert) = store::one(tx, id)? else { return Ok(()) };
                let told = filing::looks(tx, alert.filing)?;
                store::confirm(tx, id, now, &told)
            })
            .await?;
        shown(&visit, &cx, &key, "alerts.confirmed").await
    };
    said(&visit, answer.await)
}
