//! Hình và tiếng của hội nghị: signalling, the panel on every screen, a room of another system, the sign of recording.
//!
//! The media themselves are forwarded by the crate `av`, which knows no conference; here is who may
//! be let in and who has the floor. A screen without it is whole: must never be needed for anything.

mod media;
mod panel;
mod record;
mod room;
mod signal;

pub use media::{Media, Turn};
pub(super) use panel::{open, panel};
pub(super) use room::form as room_form;

use crate::access::{Access, Action};
use crate::routes::{Method, Routes};

/// What screens ask for.
pub(super) fn routes() -> Routes {
    use Method::Post;
    let run = Access::May(Action::RunConference);
    // As with the screens: points have no account, handlers ask for the cookie of the point.
    let point = Access::Public;
    Routes::new()
        .route(Post, "/conference/{number}/av", point, signal::join)
        .route(Post, "/conference/{number}/av/room", run, room::set)
        .route(Post, "/conference/{number}/av/recording", run, record::mark)
}
