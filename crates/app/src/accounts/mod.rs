//! Tài khoản: who signs in, and what they are to which units.
//!
//! Sessions are a 256-bit random secret in a cookie, of which only the hash is
//! stored; programs use tokens kept the same way. Must never keep a password or
//! a secret that would let a reader of the database in.

mod admin;
mod own;
pub(crate) mod password;
mod reach;
mod sign_in;
mod slowdown;
pub mod store;

pub use own::{Note, draw as own_page};
pub use reach::{Reach, Subtrees};
pub use sign_in::{Bearers, SignInForm, sign_in_url, who};
pub use slowdown::Slowdown;
pub use store::{Account, one, set_lang};

use crate::access::{Access, Action, Role, Scope, scope};
use crate::errors::{Error, Result};
use crate::routes::{Method, Room, Routes};
use crate::{App, random, vault};
use casework::fields::UnitCode;

/// One role at one unit and everything under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The role.
    pub role: Role,
    /// The unit.
    pub unit: UnitCode,
}

/// How somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A browser's session.
    Session,
    /// A program's token.
    Token,
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
    /// Hash of the secret they came with.
    pub session: String,
    /// How they came in.
    pub via: Via,
}

impl Actor {
    /// Whether any of their roles allows this somewhere.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.bindings.iter().any(|b| scope(b.role, action) != Scope::No)
    }
}

/// Signing in and out, one's own account, other people's accounts.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let manage = Access::May(Action::ManageAccounts);
    Routes::new()
        .room(Room { key: "accounts", href: "/accounts", icon: "users", access: manage })
        .route(Get, "/sign-in", Access::Public, sign_in::page)
        .route(Post, "/sign-in", Access::Public, sign_in::sign_in)
        .route(Post, "/sign-out", Access::SignedIn, sign_in::sign_out)
        .route(Get, "/account", Access::SignedIn, own::page)
        .route(Post, "/account/password", Access::SignedIn, own::password)
        .route(Post, "/account/sessions/end", Access::SignedIn, own::end_session)
        .route(Post, "/account/tokens", Access::SignedIn, own::add_token)
        .route(Post, "/account/tokens/end", Access::SignedIn, own::end_token)
        .route(Get, "/accounts", manage, admin::list)
        .route(Post, "/accounts", manage, admin::add)
        .route(Get, "/accounts/{id}", manage, admin::one)
        .route(Post, "/accounts/{id}/bind", manage, admin::bind)
        .route(Post, "/accounts/{id}/unbind", manage, admin::unbind)
        .route(Post, "/accounts/{id}/password", manage, admin::password)
        .route(Post, "/accounts/{id}/active", manage, admin::active)
}

/// What a new account needs.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Name to sign in with.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Password in clear; hashed before it is stored.
    pub password: String,
    /// Its first role, if any.
    pub binding: Option<Binding>,
    /// Who adds it: an account's login, or `cli`.
    pub by: String,
}

impl NewAccount {
    /// What is wrong with it, as a catalogue key.
    pub fn fault(&self) -> Option<&'static str> {
        let shape = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c);
        if self.login.is_empty() || self.login.len() > 100 || !self.login.chars().all(shape) {
            Some("wrong.login_shape")
        } else if self.name.trim().is_empty() {
            Some("wrong.name")
        } else {
            password::weakness(&self.password, &self.login)
        }
    }
}

/// Adds an account; the key of what is wrong with it when it cannot be added.
pub async fn add_user(app: &App, new: NewAccount) -> Result<std::result::Result<String, &'static str>> {
    if let Some(fault) = new.fault() {
        return Ok(Err(fault));
    }
    let login = new.login.to_lowercase();
    let under = password::key(new.password.clone(), None).await?;
    let hash = password::hash(new.password).await?;
    let (id, now) = (random::hex::<8>(), app.clock.now_ms());
    let account = id.clone();
    let (name, by, binding) = (new.name.trim().to_owned(), new.by, new.binding);
    let added = app
        .write(move |tx| {
            if store::is_taken(tx, &login)? {
                return Ok(false);
            }
            store::add(tx, &account, &login, &name, &hash, now)?;
            vault::new_for(tx, &account, &under, now)?;
            match &binding {
                Some(binding) => store::bind(tx, &account, binding, &by, now).map(|()| true),
                None => Ok(true),
            }
        })
        .await?;
    Ok(if added { Ok(id) } else { Err("wrong.login_taken") })
}

/// A role as pages show it.
struct Shown {
    role: String,
    role_word: &'static str,
    unit: String,
    unit_name: String,
    /// Whether the reader may take it away.
    mine: bool,
}

fn shown(cx: &crate::Cx, bindings: &[Binding], reach: Option<&Reach>) -> Vec<Shown> {
    let one = |b: &Binding| Shown {
        role: cx.lang.word("role", b.role.word()),
        role_word: b.role.word(),
        unit: b.unit.0.clone(),
        unit_name: crate::units::name_of(cx.lang, cx.app.tree, &b.unit.0, cx.today),
        mine: reach.is_some_and(|r| r.holds(&b.unit.0)),
    };
    bindings.iter().map(one).collect()
}

/// The one unit a text names: its code, or its name where only one has it.
pub fn one_unit(cx: &crate::Cx, text: &str) -> Option<UnitCode> {
    if let Some(unit) = cx.app.tree.get(text, cx.today) {
        return Some(unit.code.clone());
    }
    let folded = casework::fold(text);
    let exact: Vec<_> =
        cx.app.tree.search(text, cx.today, 50).into_iter().filter(|u| casework::fold(&u.name) == folded).collect();
    match exact.as_slice() {
        [unit] => Some(unit.code.clone()),
        _ => None,
    }
}

/// An id from a path that no account has.
fn unknown() -> Error {
    Error::Hidden
}
