//! Báo cáo định kỳ: drawn up, computed, explained, sent, sent back, accepted, sealed.
//!
//! What is in law stands in `casework::periodic_reports`; here the sheets are computed and
//! kept, the manifest is signed, and a sealed report leaves the house as a file that proves
//! itself. Must never let a computed or sealed figure be typed.

mod api;
mod keys;
mod list;
mod narrative;
pub mod offline;
mod open;
mod outside;
pub mod pack;
mod page;
mod replaced;
mod sealed;
pub mod store;
mod way;
mod work;

pub use keys::SealKey;
pub(crate) use narrative::limits;
pub use narrative::save_draft;
pub(crate) use open::{Open, is_small, open_list, opened, sealed_figure};
pub use outside::{Taken, Unread, take_file};
pub(crate) use page::part;
pub use replaced::{SealKeys, replace_key, seal_keys};
pub use sealed::{SealedSheet, sealed_of};
pub use way::{Hand, Manifest, answer, compute, kept_sheets, number_of, open, seal};

use crate::access::{Access, Action};
use crate::papers;
use crate::routes::{Method, Room, Routes};

/// Pages and API of reports.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let (see, put) = (Access::May(Action::SeeSheets), Access::May(Action::RecordActs));
    Routes::new()
        .room(Room { key: "reports", href: "/reports", icon: "stamp", access: see })
        .route(Get, "/reports", see, list::page)
        .route(Post, "/reports", put, list::draw_up)
        .route(Get, "/reports/{number}", see, page::page)
        .route(Get, "/reports/{number}/sheets/{form}", see, page::sheet)
        .route(Get, "/reports/{number}/narrative", see, narrative::page)
        .route_up_to(4 << 20, Post, "/reports/{number}/narrative", put, narrative::checked)
        .route(Get, "/reports/{number}/narrative/{file}", see, narrative::file)
        .route(Get, "/reports/{number}/file", see, page::file)
        .route(Post, "/reports/{number}/compute", put, page::compute_now)
        .route(Post, "/reports/{number}/seal", put, page::seal_now)
        .route(Get, "/reports/{number}/template/{form}", put, outside::template)
        .route_up_to(papers::LARGEST + (1 << 20), Post, "/reports/{number}/declare", put, outside::declare)
        .route(Get, "/api/v1/reports", see, api::list)
        .route(Post, "/api/v1/reports", put, api::draw_up)
        .route(Post, "/api/v1/reports/{number}/computation", put, api::computation)
        .route(Post, "/api/v1/reports/{number}/seal", put, api::sealing)
        .route(Get, "/api/v1/reports/{number}/narrative", see, narrative::read)
        .route_up_to(4 << 20, Post, "/api/v1/reports/{number}/narrative", put, narrative::write)
}
