//! What every handler knows of its request: who asks, in which language, on
//! which day.
//!
//! Made once per request by [`crate::frame::enter`]; handlers take it as an
//! argument. Must never be kept beyond its request.

use crate::App;
use crate::access::{Access, Action};
use crate::accounts::{Actor, Reach, Via};
use crate::errors::Error;
use crate::frame::Frame;
use crate::lang::Lang;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use jiff::civil::Date;
use std::sync::Arc;

/// The request's context.
#[derive(Clone)]
pub struct Cx {
    /// The whole program.
    pub app: App,
    /// Who asks; `None` for a visitor.
    pub actor: Option<Arc<Actor>>,
    /// Where the request came from, as far as is known.
    pub address: String,
    /// The reader's language.
    pub lang: Lang,
    /// Today in Vietnam.
    pub today: Date,
    /// Path asked for.
    pub path: String,
    /// Query asked for, without `?`.
    pub query: String,
    /// Secret of the reader's session; what it opens in the vault is worked out when it is asked for.
    pub session: Option<Arc<str>>,
    /// Token that our own forms carry.
    pub csrf: String,
    /// Nonce of this page's scripts.
    pub nonce: String,
    /// Reminders the reader has not looked at.
    pub bell: usize,
    /// Whether htmx asks for a part of a page.
    pub part: bool,
}

impl Cx {
    /// Whether the JSON API is asked.
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// The signed-in account, or the way to the sign-in page.
    pub fn actor(&self) -> Result<&Arc<Actor>, Error> {
        self.actor.as_ref().ok_or(Error::SignIn)
    }

    /// What the reader brings to open something sealed with.
    pub fn keys(&self) -> Result<crate::vault::SessionKeys, Error> {
        let actor = self.actor()?;
        let (account, session) = (actor.id.clone(), actor.session.clone());
        Ok(crate::vault::SessionKeys { account, session, key: self.session.as_deref().map(crate::vault::from_session) })
    }

    /// Whether a route's rule lets this reader in.
    pub fn may_enter(&self, access: Access) -> Result<(), Error> {
        match (access, &self.actor) {
            (Access::Public, _) | (Access::SignedIn, Some(_)) => Ok(()),
            (_, None) => Err(Error::SignIn),
            (Access::May(action), Some(actor)) if actor.may_somewhere(action) => Ok(()),
            (Access::May(_), Some(_)) => Err(Error::Forbidden("denied.role")),
        }
    }

    /// Whether this reader may do `action` somewhere.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.actor.as_ref().is_some_and(|a| a.may_somewhere(action))
    }

    /// The units at which this reader may do `action`: the item's check and the list's filter.
    pub fn reach(&self, action: Action) -> Reach {
        let bindings = self.actor.as_ref().map_or(&[][..], |a| &a.bindings);
        self.app.subtrees.reach(self.app.tree, bindings, action, self.today)
    }

    /// Whether this reader may do `action` at `unit`.
    pub fn may(&self, action: Action, unit: &str) -> bool {
        self.reach(action).holds(unit)
    }

    /// The one unit at which this reader's account is bound to do `action`, if there is exactly one.
    pub fn home_of(&self, action: Action) -> Option<String> {
        let bindings = self.actor.as_ref()?.bindings.iter();
        let mut homes = bindings.filter(|b| crate::access::scope(b.role, action) != crate::access::Scope::No);
        let home = homes.next().filter(|_| homes.next().is_none())?;
        Some(home.unit.0.clone())
    }

    /// Whether a changing request was sent by a page of this server.
    ///
    /// Browsers say so in `Sec-Fetch-Site` (on trustworthy origins) or `Origin`.
    /// Where a client says neither, the form's token decides; the API, which has
    /// no such token, then takes nothing from a browser's session.
    pub fn is_own_page(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
        if self.actor.as_ref().is_some_and(|a| a.via == Via::Token) {
            return true;
        }
        if let Some(site) = text("sec-fetch-site") {
            return site == "same-origin";
        }
        match (text("origin"), text("host")) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
            (Some(_), None) => false,
            (None, _) => !self.is_api(),
        }
    }

    /// The frame of a page with this title.
    pub fn frame(&self, title: &str) -> Frame {
        Frame::new(self, title)
    }
}

impl<S: Sync> FromRequestParts<S> for Cx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Cx>().cloned().ok_or_else(|| Error::fault("a handler outside the frame"))
    }
}
