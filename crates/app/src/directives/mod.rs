//! Chỉ đạo, nhiệm vụ được giao: issued by one unit, taken on and answered by others.
//!
//! Each side records its own steps; who has a side in a task sees it, and so does who
//! issued what it hangs under. Overdue is reckoned when asked, never kept.

pub(crate) mod api;
mod asked;
mod desk;
mod figures;
mod form;
mod kept;
mod list;
mod page;
mod shown;
pub mod store;

pub use asked::Query;
pub use desk::strip;
pub use kept::{Hand, NewDirective, NewStep, issue, record, verify};
pub use list::{due, of_paper};
pub use store::{TaskRow, side_units};

use crate::access::{Access, Action};
use crate::papers;
use crate::routes::{Method, Room, Routes};

/// Pages of directives, their forms, and the API.
pub fn routes() -> Routes {
    let (see, put) = (Access::May(Action::SeeCases), Access::May(Action::RecordActs));
    let largest = papers::LARGEST + (1 << 20);
    Routes::new()
        .room(Room { key: "directives", href: "/directives", icon: "stamp", access: see })
        .route(Method::Get, "/directives", see, list::page)
        .route(Method::Get, "/directives/last", see, list::last)
        .route(Method::Get, "/directives/discipline", see, figures::page)
        .route(Method::Get, "/directives/new", put, form::new_page)
        .route(Method::Post, "/directives/new", put, form::new)
        .route(Method::Get, "/directives/{number}", see, page::directive)
        .route(Method::Get, "/directives/{number}/{unit}", see, page::task)
        .route_up_to(largest, Method::Post, "/directives/{number}/{unit}/{step}", put, form::step)
        .route(Method::Get, "/directives/{number}/{unit}/papers/{hash}", see, page::paper)
        .route(Method::Get, "/api/v1/directives", see, api::list)
        .route(Method::Post, "/api/v1/directives", put, api::issue)
        .route(Method::Get, "/api/v1/directives/discipline", see, api::discipline)
        .route(Method::Get, "/api/v1/directives/{number}/{unit}", see, api::task)
        .route(Method::Post, "/api/v1/directives/{number}/{unit}/steps", put, api::step)
}

impl Hand {
    /// Of a request.
    pub(crate) fn of(cx: &crate::Cx) -> crate::Result<Self> {
        Ok(Self {
            account: cx.actor()?.login.clone(),
            at_ms: cx.app.clock.now_ms(),
            today: cx.today,
            records: cx.reach(Action::RecordActs),
            sees: cx.reach(Action::SeeCases),
        })
    }
}
