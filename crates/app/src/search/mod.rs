//! Tìm kiếm: cases of every kind by words, numbers and people.
//!
//! The index of `crates/search` lives beside the database and follows the journal by
//! position, so that what was recorded a moment ago is found; a question passes the
//! same filter as the list of cases before anything is counted. Must never hand a
//! sealed person or letter to the index, and must never be the only place of anything.

mod api;
mod asked;
mod follow;
mod pages;
mod said;
pub mod store;

pub use follow::{Finder, Place, keep};

use crate::access::{Access, Action};
use crate::routes::{Method, Routes};

/// The page of answers, and the same as JSON.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeCases);
    Routes::new().route(Method::Get, "/search", see, pages::page).route(Method::Get, "/api/v1/search", see, api::search)
}
