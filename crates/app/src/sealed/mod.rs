//! Niêm phong: what a case hides, as pages and JSON: who may open it, a look with its
//! reason, letting somebody in, taking somebody off, the end of the key.
//!
//! The law keeps the denouncer secret (Luật Tố cáo 2018 Điều 8, 56). Everywhere else
//! only a mask is shown; here alone an envelope is opened, for one assigned, and
//! every look is written down first. Must never put what it opened into an address,
//! a log or a redirect, and never say of a case that the reader may not see it.

mod api;
mod change;
mod envelopes;
mod look;
mod page;

use crate::access::{Access, Action};
use crate::cases::views::{self, File};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::journal::Head;
use crate::routes::{Method, Routes};
use axum::http::StatusCode;

/// Pages and API under the case.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let see = Access::May(Action::SeeCases);
    let annul = Access::May(Action::AnnulActs);
    Routes::new()
        .route(Get, "/cases/{number}/sealed", see, page::page)
        .route(Post, "/cases/{number}/sealed/look/{item}", see, look::look)
        .route(Post, "/cases/{number}/sealed/papers/{hash}", see, look::paper)
        .route(Post, "/cases/{number}/sealed/assign", see, change::assign)
        .route(Post, "/cases/{number}/sealed/unassign", see, change::unassign)
        .route(Get, "/cases/{number}/sealed/destroy", annul, change::destroy_page)
        .route(Post, "/cases/{number}/sealed/destroy", annul, change::destroy)
        .route(Get, "/api/v1/cases/{number}/sealed", see, api::state)
        .route(Post, "/api/v1/cases/{number}/sealed/looks", see, api::look)
        .route(Post, "/api/v1/cases/{number}/sealed/assigned", see, api::assign)
        .route(Post, "/api/v1/cases/{number}/sealed/unassigned", see, api::unassign)
}

/// A sealed case that this reader may see; everything else is not there.
async fn found(cx: &Cx, number: &str) -> Result<(Head, File, bool)> {
    let wanted = number.to_owned();
    let found = cx.app.db.read(move |tx| views::load(tx, &wanted)).await?;
    let (head, file) = found.filter(|(head, _)| cx.may(Action::SeeCases, &head.unit.0)).ok_or(Error::Hidden)?;
    let looked = file.look(cx)?;
    if file.hides(&looked) { Ok((head, file, looked.state.closed)) } else { Err(Error::Hidden) }
}

/// The status that goes with a refusal of the vault.
pub(crate) fn status(no: crate::vault::Refused) -> StatusCode {
    use crate::vault::Refused::{Damaged, Destroyed, LastOne, NoAccount, NoReason, ReasonTells, Unknown};
    match no {
        NoReason | ReasonTells | NoAccount => StatusCode::UNPROCESSABLE_ENTITY,
        Destroyed | LastOne => StatusCode::CONFLICT,
        Unknown => StatusCode::NOT_FOUND,
        Damaged => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::FORBIDDEN,
    }
}
