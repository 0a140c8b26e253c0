//! Who stands before a screen: an account, or a browser that checked in as a point.
//!
//! A point's cookie is a random secret; the log holds its hash. Must never let one point act for another.

use super::hall::Hall;
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::frame;
use crate::random;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use casework::conference::State;
use std::convert::Infallible;
use std::sync::Arc;

/// The secret a browser brings, if it checked in anywhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Secret(pub String);

/// Name of the cookie.
pub(super) const COOKIE: &str = "point";

impl<S: Sync> FromRequestParts<S> for Secret {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Infallible> {
        Ok(Self(frame::cookie(&parts.headers, COOKIE).unwrap_or("").chars().take(64).collect()))
    }
}

/// Somebody in a conference.
pub(super) struct Here {
    pub cx: Cx,
    pub hall: Arc<Hall>,
    pub state: Arc<State>,
    /// The unit whose point this browser is.
    pub point: Option<String>,
}

impl Here {
    /// Whoever asks, if they may know of the conference.
    pub async fn new(cx: Cx, number: &str, secret: &Secret) -> Result<Self> {
        let hall = match cx.app.conferences.hall(&cx.app, number).await {
            // Whether a number exists is no business of who is not signed in.
            Err(Error::Hidden) if cx.actor.is_none() => return Err(Error::SignIn),
            other => other?,
        };
        let state = hall.state();
        let hash = random::sha256(&secret.0);
        let of = |p: &&casework::conference::Point| p.devices.iter().any(|d| d.hash == hash);
        let point = state.points.iter().find(of).filter(|_| secret.0.len() == 64).map(|p| p.unit.clone());
        let here = Self { cx, hall, state, point };
        if here.point.is_some() || here.sees() {
            return Ok(here);
        }
        Err(if here.cx.actor.is_none() { Error::SignIn } else { Error::Hidden })
    }

    /// The same question the list asks: the organiser's unit or one of the points is within reach.
    fn sees(&self) -> bool {
        let reach = self.cx.reach(Action::SeeSheets);
        reach.holds(&self.state.unit) || self.state.points.iter().any(|p| reach.holds(&p.unit))
    }

    /// Whether this account runs the conference.
    pub fn runs(&self) -> bool {
        self.cx.may(Action::RunConference, &self.state.unit)
    }

    /// Lets only those in who run it.
    pub fn chair(self) -> Result<Self> {
        if self.runs() { Ok(self) } else { Err(Error::Forbidden("denied.conference")) }
    }

    /// Lets only the point's own browsers in, and accounts that record for its unit.
    pub fn at(self, unit: &str) -> Result<Self> {
        if self.state.point(unit).is_none() {
            return Err(Error::Hidden);
        }
        if self.point.as_deref() == Some(unit) || self.cx.may(Action::RecordActs, unit) {
            return Ok(self);
        }
        Err(Error::Forbidden("denied.point"))
    }

    /// Who writes, as the log says it.
    pub fn by(&self, unit: &str) -> String {
        match &self.cx.actor {
            Some(actor) if self.point.as_deref() != Some(unit) => actor.login.clone(),
            _ => format!("point:{unit}"),
        }
    }
}
