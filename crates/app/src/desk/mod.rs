//! Bàn tiếp công dân: one screen on which a reception is written down in seconds, with
//! what came of it, and the day's diary beside it.
//!
//! What the form opens are ordinary cases through the ordinary gates; the desk has no
//! table of its own. Works by keyboard alone and without scripts.

mod chain;
mod diary;
mod earlier;
pub(crate) mod form;
mod old;
mod page;
mod sessions;
pub mod store;

use crate::access::{Access, Action};
use crate::routes::{Method, Room, Routes};

/// Largest form: a letter of several megabytes is answered beside its field, with
/// everything typed, not by a page that has lost it.
const LARGEST: usize = 24 << 20;

/// The desk's pages.
pub fn routes() -> Routes {
    let put = Access::May(Action::RecordActs);
    Routes::new()
        .room(Room { key: "desk", href: "/desk", icon: "inbox", access: put })
        .route(Method::Get, "/desk", put, page::page)
        .route_up_to(LARGEST, Method::Post, "/desk", put, page::keep)
        .route(Method::Post, "/desk/earlier", put, earlier::find)
        .route(Method::Get, "/desk/diary", Access::May(Action::SeeCases), page::diary_page)
        .route(Method::Get, "/desk/sessions", Access::May(Action::SeeCases), sessions::page)
}
