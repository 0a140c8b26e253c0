//! One's own address for the daily mail, on one's own account page.

use super::store;
use crate::accounts::{self, Note};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::lang::Lang;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};

#[derive(Template)]
#[template(path = "reminders/pages/own.html")]
struct Section<'a> {
    lang: Lang,
    csrf: &'a str,
    address: String,
    wanted: bool,
    wrong: String,
}

/// The part of the account page about mail; nothing where the operator set up none.
/// `typed` is an address that was refused.
pub async fn section(cx: &Cx, typed: Option<&str>) -> Result<String> {
    if cx.app.settings.mail.is_none() {
        return Ok(String::new());
    }
    let id = cx.actor()?.id.clone();
    let kept = cx.app.read(move |tx| store::address_of(tx, &id)).await?;
    let part = Section {
        lang: cx.lang,
        csrf: &cx.csrf,
        wanted: kept.is_some(),
        address: typed.map(str::to_owned).or(kept).unwrap_or_default(),
        wrong: typed.map(|_| cx.lang.t("wrong.mail_address").to_owned()).unwrap_or_default(),
    };
    Ok(part.render()?)
}

/// `POST /account/mail`: `wanted` yes with an address, or no.
pub async fn set(cx: Cx, form: Posted) -> Result {
    let (id, now) = (cx.actor()?.id.clone(), cx.app.clock.now_ms());
    let typed = form.get("address").trim().to_owned();
    let wanted = form.get("wanted") == "yes";
    if wanted && !super::mailer::is_address(&typed) {
        let note = Note { mail: Some(typed), ..Note::default() };
        return accounts::own_page(&cx, StatusCode::UNPROCESSABLE_ENTITY, note).await;
    }
    let address = wanted.then_some(typed);
    cx.app.write(move |tx| store::set_address(tx, &id, address.as_deref(), now)).await?;
    cx.app.reminders.wake.notify_one();
    let done = if wanted { "mail" } else { "mail_off" };
    Ok(Redirect::to(&format!("/account?done={done}#mail")).into_response())
}
