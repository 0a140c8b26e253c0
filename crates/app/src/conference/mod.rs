//! Hội nghị trực tuyến: calling it, running it, and the screens of chair, points, projector and followers.
//!
//! What happens is written into one log ([`casework::conference`]); every screen is drawn from
//! its fold and moved by [`hall`]. Other capabilities read the record through [`log`] and
//! [`state`], and put their pages beside it in [`slots`]. Must never tell whose secret vote was which.

pub mod act;
mod api;
mod article;
mod av;
mod figures;
pub mod hall;
mod invite;
mod join;
mod keep;
mod live;
mod minutes;
mod minutes_paper;
mod plan;
mod screens;
pub mod slots;
pub mod store;
mod views;
mod who;

pub use av::{Media, Turn};
pub use hall::Halls;
pub use keep::{New, Step, call, log, state};
pub use screens::Screen;

use crate::access::{Access, Action};
use crate::routes::{Method, Room, Routes};

/// Pages of the organiser, screens of everybody.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let run = Access::May(Action::RunConference);
    // Points have no account: their handlers ask for the cookie of the point ([`who`]).
    let point = Access::Public;
    Routes::new()
        .room(Room { key: "conference", href: "/conference", icon: "presentation", access: Access::SignedIn })
        .route(Get, "/conference", Access::SignedIn, plan::list)
        .route(Get, "/conference/new", run, plan::form)
        .route(Post, "/conference", run, plan::call)
        .route(Get, "/conference/{number}", point, plan::page)
        .route(Post, "/conference/{number}/plan", run, plan::change)
        .route(Get, "/conference/{number}/codes", run, plan::codes)
        .route(Post, "/conference/{number}/codes", run, plan::renew)
        .route(Get, "/conference/{number}/invitations/{file}", run, invite::file)
        .route(Get, "/conference/{number}/minutes", point, minutes::page)
        .route(Post, "/conference/{number}/minutes", run, minutes::sign)
        .route(Get, "/conference/{number}/minutes/{file}", point, minutes::file)
        .route(Post, "/conference/{number}/notice", run, minutes::sign_notice)
        .route(Post, "/conference/{number}/article", run, article::draft)
        .route(Get, "/conference/{number}/chair", run, live::chair)
        .route(Post, "/conference/{number}/chair", run, act::chair)
        .route(Get, "/conference/{number}/point/{unit}", point, live::point)
        .route(Post, "/conference/{number}/point/{unit}", point, act::point)
        .route(Post, "/conference/{number}/point/{unit}/beat", point, act::beat)
        .route(Get, "/conference/{number}/projector", point, live::projector)
        .route(Get, "/conference/{number}/follow", point, live::follow)
        .route(Get, "/conference/{number}/live", point, live::line)
        .route(Get, "/conference/{number}/join", point, join::form)
        .route(Post, "/conference/{number}/join", point, join::join)
        .route(Get, "/api/v1/conferences", Access::SignedIn, api::list)
        .route(Get, "/api/v1/conferences/{number}", Access::SignedIn, api::one)
        .route(Get, "/api/v1/conferences/{number}/minutes", Access::SignedIn, api::record)
        .route(Get, "/api/v1/conferences/{number}/tasks", Access::SignedIn, api::tasks)
        .and(av::routes())
}
