//! The front door: what this is, for visitors; one's own work, for the others; and the language switch.

use crate::access::{Access, Action};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::{Frame, set_cookie};
use crate::lang::Lang;
use crate::routes::{Method, Room, Routes};
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};

/// The routes everybody may use.
pub fn routes() -> Routes {
    Routes::new()
        .room(Room { key: "work", href: "/", icon: "list-checks", access: Access::May(Action::SeeCases) })
        .route(Method::Get, "/", Access::Public, landing)
        .route(Method::Post, "/language", Access::Public, language)
}

#[derive(Template)]
#[template(path = "pages/landing.html")]
struct Landing {
    frame: Frame,
    sign_in: crate::accounts::SignInForm,
    headline: String,
}

async fn landing(cx: Cx) -> Result {
    if cx.actor.is_some() {
        return crate::cases::work::page(cx).await;
    }
    // The demo says at its door what it holds; a real office's figures are not for passers-by.
    let headline = match cx.app.settings.demo {
        true => crate::reports::headline::headline(&cx, crate::demo::UNIT).await?,
        false => String::new(),
    };
    let sign_in = crate::accounts::SignInForm::default();
    let page = Landing { frame: cx.frame(cx.lang.t("landing.title")), sign_in, headline };
    Ok(Html(page.render()?).into_response())
}

/// A reader chose a language: remembered by the browser and by the account.
async fn language(cx: Cx, form: Posted) -> Result<Response> {
    let mut response = Redirect::to(own_path(form.get("back"))).into_response();
    if let Some(lang) = Lang::from_code(form.get("lang")) {
        if let Some(actor) = cx.actor.clone() {
            cx.app.write(move |tx| crate::accounts::set_lang(tx, &actor.id, lang)).await?;
        }
        set_cookie(&mut response, &cx.app, "lang", lang.code(), Some(365 * 24 * 3600));
    }
    Ok(response)
}

/// A path of this server to go back to; anything else leads home.
pub fn own_path(path: &str) -> &str {
    let inside = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if inside { path } else { "/" }
}
