//! Kết luận thanh tra công khai: the text minus its secrets, with how its publication kept the law.
//!
//! The published file is made from what is left when the cuts are taken out
//! ([`casework::redaction`]); the text with its secrets stays at the desk of the office. What the
//! case says (number, day, sums, recoveries, channels, deadline) comes from its acts.

mod desk;
pub mod make;
mod public;
pub mod store;

pub use desk::part;
pub(super) use store::{Wanted, choices, list as published};

use crate::access::{Access, Action};
use crate::routes::{Method, Routes};

/// Pages of readers, and of who publishes.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let publish = Access::May(Action::PublishNews);
    Routes::new()
        .open("/conclusions", "/en/conclusions", public::list)
        .open("/conclusions/{slug}", "/en/conclusions/{slug}", public::one)
        .open_file("/conclusion-files/{file}", public::file)
        .route(Get, "/portal/conclusions/{number}", publish, desk::edit)
        .route(Post, "/portal/conclusions/{number}", publish, desk::save)
}
