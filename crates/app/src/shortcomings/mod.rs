//! Sổ hạn chế, tồn tại: what units admit they fall short in, what they promise, whether it came.
//!
//! The unit admits, promises and reports; whoever reviews it closes or refuses. Both sides and
//! those above either see it. Overdue is reckoned when asked, never kept.

pub(crate) mod api;
mod asked;
mod figures;
mod form;
mod kept;
mod list;
mod page;
mod shown;
pub mod store;

pub use asked::Query;
pub use kept::{Hand, NewShortcoming, NewStep, admit, record, verify};
pub use list::{due, open};
pub use store::{Line, side_units};

use crate::access::{Access, Action};
use crate::papers;
use crate::routes::{Method, Room, Routes};

/// Pages of the register, its forms, and the API.
pub fn routes() -> Routes {
    let (see, put) = (Access::May(Action::SeeCases), Access::May(Action::RecordActs));
    let largest = papers::LARGEST + (1 << 20);
    Routes::new()
        .room(Room { key: "shortcomings", href: "/shortcomings", icon: "triangle-alert", access: see })
        .route(Method::Get, "/shortcomings", see, list::page)
        .route(Method::Get, "/shortcomings/figures", see, figures::page)
        .route(Method::Get, "/shortcomings/new", put, form::new_page)
        .route(Method::Post, "/shortcomings/new", put, form::new)
        .route(Method::Get, "/shortcomings/{number}", see, page::one)
        .route(Method::Post, "/shortcomings/{number}/directive", put, form::directive)
        .route_up_to(largest, Method::Post, "/shortcomings/{number}/steps/{step}", put, form::step)
        .route(Method::Get, "/shortcomings/{number}/papers/{hash}", see, page::paper)
        .route(Method::Get, "/api/v1/shortcomings", see, api::list)
        .route(Method::Post, "/api/v1/shortcomings", put, api::admit)
        .route(Method::Get, "/api/v1/shortcomings/figures", see, api::figures)
        .route(Method::Get, "/api/v1/shortcomings/{number}", see, api::one)
        .route(Method::Post, "/api/v1/shortcomings/{number}/steps", put, api::step)
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
