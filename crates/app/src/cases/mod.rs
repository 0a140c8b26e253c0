//! Hồ sơ: cases of every kind as pages and JSON.
//!
//! A kind's own rooms ([`crate::inspections`], …) add what only it has. Must know no
//! act of any kind.

mod api;
mod browse;
mod case;
pub mod check;
mod counts;
pub mod deadline;
pub mod drawn;
pub mod file;
mod guard;
pub mod kept;
pub mod list;
mod mend;
pub(crate) mod numbers;
pub(crate) mod record;
pub mod store;
pub mod views;
pub(crate) mod within;
pub mod work;

pub(crate) use browse::filter;
pub(crate) use kept::load_under;
pub use kept::{Loaded, Recorder, load, load_as, save};

use crate::access::{Access, Action};
use crate::papers;
use crate::routes::{Method, Room, Routes};

/// Pages of cases.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let see = Access::May(Action::SeeCases);
    let put = Access::May(Action::RecordActs);
    let annul = Access::May(Action::AnnulActs);
    Routes::new()
        .room(Room { key: "cases", href: "/cases", icon: "files", access: see })
        .route(Get, "/cases", see, browse::page)
        .route(Get, "/cases/new", put, record::new_inspection_page)
        .route(Post, "/cases/new", put, record::new_inspection)
        .route(Get, "/cases/new/{kind}", put, record::new_page)
        .route_up_to(6 << 20, Post, "/cases/new/{kind}", put, record::new_case)
        .route(Get, "/cases/{number}", see, case::page)
        .route(Get, "/cases/{number}/record/{act}", put, record::record_page)
        .route_up_to(6 << 20, Post, "/cases/{number}/record/{act}", put, record::record)
        .route(Get, "/cases/{number}/acts/{seq}/annul", annul, mend::annul_page)
        .route(Post, "/cases/{number}/acts/{seq}/annul", annul, mend::annul)
        .route(Get, "/cases/{number}/acts/{seq}/rectify", put, mend::rectify_page)
        .route(Post, "/cases/{number}/acts/{seq}/rectify", put, mend::rectify)
        .route_up_to(papers::LARGEST + (1 << 20), Post, "/cases/{number}/acts/{seq}/papers", put, case::attach)
        .route(Get, "/cases/{number}/papers/{hash}", see, case::paper)
        .route(Get, "/api/v1/acts", Access::SignedIn, api::acts)
        .route(Get, "/api/v1/cases", see, api::cases)
        .route(Post, "/api/v1/cases", put, api::open)
        .route(Get, "/api/v1/cases/{number}", see, api::case)
        .route(Post, "/api/v1/cases/{number}/acts", put, api::record)
}

#[cfg(test)]
mod tests;
