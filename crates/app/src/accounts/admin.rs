//! Other people's accounts, by the administrators of their units.
//!
//! An administrator gives and takes roles only at units within reach, and sets
//! passwords only of accounts all of whose roles are within reach: otherwise a
//! district could take over a minister's account.

use super::store::Account;
use super::{Binding, NewAccount, Reach, Shown, add_user, one_unit, password, shown, store, unknown};
use crate::access::{Action, Role};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::{calendar, vault};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};

struct Line {
    id: String,
    login: String,
    name: String,
    active: bool,
    bindings: Vec<Shown>,
}

impl Line {
    fn new(cx: &Cx, account: &Account, reach: &Reach) -> Self {
        Self {
            id: account.id.clone(),
            login: account.login.clone(),
            name: account.name.clone(),
            active: account.active,
            bindings: shown(cx, &account.bindings, Some(reach)),
        }
    }
}

#[derive(Default)]
struct Typed {
    login: String,
    name: String,
    unit: String,
}

#[derive(Template)]
#[template(path = "accounts/pages/list.html")]
struct List {
    frame: Frame,
    accounts: Vec<Line>,
    roles: Vec<(&'static str, String, bool)>,
    typed: Typed,
    wrong: String,
}

#[derive(Template)]
#[template(path = "accounts/pages/one.html")]
struct One {
    frame: Frame,
    account: Line,
    roles: Vec<(&'static str, String, bool)>,
    typed: Typed,
    whole: bool,
    done: String,
    wrong: String,
}

fn roles(cx: &Cx, chosen: &str) -> Vec<(&'static str, String, bool)> {
    Role::ALL.iter().map(|r| (r.word(), cx.lang.word("role", r.word()), r.word() == chosen)).collect()
}

/// Whether an account is seen at all: one of its roles is within reach, or it has none.
fn is_seen(account: &Account, reach: &Reach) -> bool {
    account.bindings.is_empty() || account.bindings.iter().any(|b| reach.holds(&b.unit.0))
}

/// Whether all of its roles are within reach.
fn is_whole(account: &Account, reach: &Reach) -> bool {
    account.bindings.iter().all(|b| reach.holds(&b.unit.0))
}

async fn find(cx: &Cx, id: &str) -> Result<(Account, Reach)> {
    let (id, reach) = (id.to_owned(), cx.reach(Action::ManageAccounts));
    let account = cx.app.read(move |tx| store::one(tx, &id)).await?.ok_or_else(unknown)?;
    if is_seen(&account, &reach) { Ok((account, reach)) } else { Err(unknown()) }
}

/// The role and unit of a form, if the unit is within reach; else what is wrong.
fn binding(cx: &Cx, form: &Posted, reach: &Reach) -> std::result::Result<Binding, &'static str> {
    let role = Role::from_word(form.get("role")).ok_or("wrong.role")?;
    let unit = one_unit(cx, form.get("unit")).ok_or("wrong.unit")?;
    if reach.holds(&unit.0) { Ok(Binding { role, unit }) } else { Err("wrong.unit_reach") }
}

/// `GET /accounts`.
pub async fn list(cx: Cx) -> Result {
    draw_list(&cx, StatusCode::OK, Typed::default(), "", String::new()).await
}

async fn draw_list(cx: &Cx, status: StatusCode, typed: Typed, role: &str, wrong: String) -> Result {
    let reach = cx.reach(Action::ManageAccounts);
    let accounts = cx.app.read(store::all).await?;
    let title = cx.lang.t("room.accounts");
    let page = List {
        frame: cx.frame(title).here(title),
        accounts: accounts.iter().filter(|a| is_seen(a, &reach)).map(|a| Line::new(cx, a, &reach)).collect(),
        roles: roles(cx, role),
        typed,
        wrong,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /accounts`.
pub async fn add(cx: Cx, form: Posted) -> Result {
    let reach = cx.reach(Action::ManageAccounts);
    let typed = Typed {
        login: form.get("login").to_owned(),
        name: form.get("name").to_owned(),
        unit: form.get("unit").to_owned(),
    };
    let result = match binding(&cx, &form, &reach) {
        Err(wrong) => Err(wrong),
        Ok(binding) => {
            let password = form.pairs.iter().find(|(n, _)| n == "password").map(|(_, v)| v.clone());
            let new = NewAccount {
                login: typed.login.clone(),
                name: typed.name.clone(),
                password: password.unwrap_or_default(),
                binding: Some(binding),
                by: cx.actor()?.login.clone(),
            };
            add_user(&cx.app, new).await?
        }
    };
    match result {
        Ok(id) => Ok(Redirect::to(&format!("/accounts/{id}?done=added")).into_response()),
        Err(wrong) => {
            let text = cx.lang.t(wrong).to_owned();
            draw_list(&cx, StatusCode::UNPROCESSABLE_ENTITY, typed, form.get("role"), text).await
        }
    }
}

/// `GET /accounts/{id}`.
pub async fn one(cx: Cx, Path(id): Path<String>) -> Result {
    let done = match Posted::from_query(&cx.query).get("done") {
        "added" => cx.lang.t("accounts.added"),
        "bound" => cx.lang.t("accounts.bound"),
        "unbound" => cx.lang.t("accounts.unbound"),
        "reset" => cx.lang.t("accounts.reset_done"),
        "state" => cx.lang.t("accounts.state_done"),
        _ => "",
    };
    let done = done.to_owned();
    draw_one(&cx, &id, StatusCode::OK, Typed::default(), done, String::new()).await
}

async fn draw_one(cx: &Cx, id: &str, status: StatusCode, typed: Typed, done: String, wrong: String) -> Result {
    let (account, reach) = find(cx, id).await?;
    let page = One {
        frame: cx.frame(&account.name).under(cx.lang.t("room.accounts"), "/accounts").here(&account.name),
        whole: is_whole(&account, &reach) && account.id != cx.actor()?.id,
        account: Line::new(cx, &account, &reach),
        roles: roles(cx, ""),
        typed,
        done,
        wrong,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /accounts/{id}/bind`.
pub async fn bind(cx: Cx, Path(id): Path<String>, form: Posted) -> Result {
    let (account, reach) = find(&cx, &id).await?;
    match binding(&cx, &form, &reach) {
        Err(wrong) => {
            let typed = Typed { unit: form.get("unit").to_owned(), ..Typed::default() };
            let text = cx.lang.t(wrong).to_owned();
            draw_one(&cx, &id, StatusCode::UNPROCESSABLE_ENTITY, typed, String::new(), text).await
        }
        Ok(binding) => {
            let (by, now) = (cx.actor()?.login.clone(), cx.app.clock.now_ms());
            cx.app.write(move |tx| store::bind(tx, &account.id, &binding, &by, now)).await?;
            Ok(Redirect::to(&format!("/accounts/{id}?done=bound")).into_response())
        }
    }
}

/// `POST /accounts/{id}/unbind`.
pub async fn unbind(cx: Cx, Path(id): Path<String>, form: Posted) -> Result {
    let (account, reach) = find(&cx, &id).await?;
    let (role, unit) = (Role::from_word(form.get("role")), form.get("unit").to_owned());
    let found = account.bindings.iter().find(|b| Some(b.role) == role && b.unit.0 == unit).cloned();
    let Some(binding) = found.filter(|b| reach.holds(&b.unit.0)) else {
        return Err(Error::Forbidden("wrong.unit_reach"));
    };
    cx.app.write(move |tx| store::unbind(tx, &account.id, &binding)).await?;
    Ok(Redirect::to(&format!("/accounts/{id}?done=unbound")).into_response())
}

/// An account whose password and state the reader may set: not one's own, and wholly within reach.
async fn whole(cx: &Cx, id: &str) -> Result<Account> {
    let (account, reach) = find(cx, id).await?;
    let may = is_whole(&account, &reach) && account.id != cx.actor()?.id;
    if may { Ok(account) } else { Err(Error::Forbidden("wrong.unit_reach")) }
}

/// `POST /accounts/{id}/password`.
pub async fn password(cx: Cx, Path(id): Path<String>, form: Posted) -> Result {
    let account = whole(&cx, &id).await?;
    let typed = form.pairs.iter().find(|(n, _)| n == "password").map(|(_, v)| v.clone()).unwrap_or_default();
    if let Some(weak) = password::weakness(&typed, &account.login) {
        let text = cx.lang.t(weak).to_owned();
        return draw_one(&cx, &id, StatusCode::UNPROCESSABLE_ENTITY, Typed::default(), String::new(), text).await;
    }
    let under = password::key(typed.clone(), None).await?;
    let hash = password::hash(typed).await?;
    let now = cx.app.clock.now_ms();
    cx.app
        .write(move |tx| {
            store::set_password(tx, &account.id, &hash, None)?;
            calendar::end_feed_of(tx, &account.id)?;
            // Whoever sets a password must not open what was sealed to the old one.
            vault::new_for(tx, &account.id, &under, now).map(|_| ())
        })
        .await?;
    Ok(Redirect::to(&format!("/accounts/{id}?done=reset")).into_response())
}

/// `POST /accounts/{id}/active`.
pub async fn active(cx: Cx, Path(id): Path<String>, form: Posted) -> Result {
    let (account, active) = (whole(&cx, &id).await?, form.get("active") == "yes");
    cx.app.write(move |tx| store::set_active(tx, &account.id, active)).await?;
    Ok(Redirect::to(&format!("/accounts/{id}?done=state")).into_response())
}
