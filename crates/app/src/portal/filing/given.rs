//! Mã đã nhập: what somebody types to be let in to their own, taken in one place for petitions, turns and alerts.
//!
//! Throttled before anything is looked up, looked up by the head of a hash, compared without telling by its
//! time where it differs. A wrong code and one never given must get the same answer.

use super::flood::{What, too_often};
use super::{code, said};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::same;
use crate::portal::visit::Visit;
use axum::http::StatusCode;
use axum::response::Response;

/// Why nobody is let in.
pub(in crate::portal) enum Shut {
    /// This address, or all of them, has guessed too often: seconds to wait.
    TooOften(u64),
    /// Not sixteen digits.
    Shape,
    /// No such code.
    Unknown,
    /// It could not be looked up.
    Failed(Error),
}

impl Shut {
    /// The answer of a page that asks for a code: the question again with what is wrong, in the words of the
    /// key for a code that is none.
    pub(in crate::portal) fn answer(
        self,
        visit: &Visit,
        unknown: &str,
        again: impl FnOnce(StatusCode, &str) -> Result,
    ) -> Response {
        let (status, key) = match self {
            Shut::TooOften(seconds) => return too_often(visit, seconds),
            Shut::Failed(error) => return said(visit, Err(error)),
            Shut::Shape => (StatusCode::UNPROCESSABLE_ENTITY, "track.shape"),
            Shut::Unknown => (StatusCode::NOT_FOUND, unknown),
        };
        said(visit, again(status, visit.lang.t(key)))
    }
}

/// What belongs to the code as typed, with the code itself. `find` looks it up by the head of its hash and
/// gives the whole hash as kept.
pub(in crate::portal) async fn given<T: Send + 'static>(
    cx: &Cx,
    typed: &str,
    find: impl FnOnce(&mut dyn db::Tx, &str) -> db::Result<Option<(String, T)>> + Send + 'static,
) -> std::result::Result<(T, String), Shut> {
    let now = cx.app.clock.now_ms();
    if let Some(seconds) = cx.app.flood.wait(What::Guess, &cx.address, now) {
        return Err(Shut::TooOften(seconds));
    }
    let secret = code::read(typed).ok_or(Shut::Shape)?;
    let hash = code::hash(&secret);
    let head = hash[..code::HEAD].to_owned();
    let found = cx.app.read(move |tx| find(tx, &head)).await.map_err(Shut::Failed)?;
    match found {
        Some((kept, found)) if same(&kept, &hash) => Ok((found, secret)),
        _ => {
            cx.app.flood.count(What::Guess, &cx.address, now);
            Err(Shut::Unknown)
        }
    }
}
