//! Tài khoản: who signs in, and what they are to which units.

mod password;
mod reach;
mod slowdown;

pub use reach::{Reach, Subtrees};

use crate::access::{Action, Role, Scope, scope};
use crate::errors::Result;
use crate::frame::Frame;
use crate::routes::{Method, Routes};
use crate::{App, Cx, access::Access};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse};
use casework::fields::UnitCode;
use std::sync::Arc;

/// One role at one unit and everything under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The role.
    pub role: Role,
    /// The unit.
    pub unit: UnitCode,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Id of the account.
    pub id: String,
    /// Name to sign in with.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Language chosen, if any.
    pub lang: Option<crate::lang::Lang>,
    /// What they are to which units.
    pub bindings: Vec<Binding>,
}

impl Actor {
    /// Whether any of their roles allows this somewhere.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.bindings.iter().any(|b| scope(b.role, action) != Scope::No)
    }
}

/// Who sends this request, with the secret that their form token is made of.
pub async fn who(_app: &App, _headers: &HeaderMap) -> Result<Option<(Arc<Actor>, String)>> {
    Ok(None)
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

#[derive(Template)]
#[template(path = "accounts/pages/sign_in.html")]
struct SignIn {
    frame: Frame,
    sign_in: SignInForm,
}

/// Signing in and out, one's own account, other people's accounts.
pub fn routes() -> Routes {
    Routes::new().route(Method::Get, "/sign-in", Access::Public, sign_in_page)
}

async fn sign_in_page(cx: Cx) -> Result {
    let next = crate::forms::Posted::from_query(&cx.query).get("next").to_owned();
    let sign_in = SignInForm { next, ..SignInForm::default() };
    let page = SignIn { frame: cx.frame(cx.lang.t("sign_in.title")), sign_in };
    Ok(Html(page.render()?).into_response())
}
