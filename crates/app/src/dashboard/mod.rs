//! Bảng điều hành: what a leader asks first of a unit and a period, on one screen.
//!
//! Every figure is a cell of a sheet, a count of a list or a stage of the funnel, and
//! every mark leads to the rows it was made from. Must never count for itself what a
//! sheet or a list counts: the two would differ one day.

mod api;
mod at_risk;
mod board;
mod charts;
mod page;
mod place;
mod stages;
pub mod store;

pub use board::{Board, Month, board};

use crate::access::{Access, Action};
use crate::routes::{Method, Room, Routes};

/// The page, the cases of a stage, and the same as JSON.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeSheets);
    Routes::new()
        .room(Room { key: "dashboard", href: "/dashboard", icon: "layout-dashboard", access: see })
        .route(Method::Get, "/dashboard", see, page::page)
        .route(Method::Get, "/dashboard/stage", see, stages::page)
        .route(Method::Get, "/api/v1/dashboard", see, api::dashboard)
}
