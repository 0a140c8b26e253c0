//! Cổng thông tin: what the office says and decides, in the open.
//!
//! Articles are written, handed in, approved and corrected at the desk of editors; readers get
//! pages that need no session, no script and, kept ready on the [`Shelf`], no database. A
//! figure in an article can be bound to a cell of a sealed report. Must never show a page of
//! an office to a passer-by.

pub mod alerts;
pub mod article;
pub mod booking;
pub mod conclusions;
mod desk;
pub mod durations;
mod embeds;
mod feeds;
mod figures;
pub mod filing;
mod form;
mod guarded;
mod news;
mod pictures;
mod shelf;
pub mod store;
pub mod text;
mod visit;
pub mod write;

pub(crate) use feeds::qr_svg;
pub(crate) use form::moment;
pub use shelf::Shelf;

use crate::access::{Access, Action};
use crate::routes::{Method, Room, Routes};

/// The pages of readers, and the desk of editors.
pub fn routes() -> Routes {
    use Method::{Get, Post};
    let (write, publish) = (Access::May(Action::WriteNews), Access::May(Action::PublishNews));
    Routes::new()
        .open("/news", "/en/news", news::list)
        .open("/news/{slug}", "/en/news/{slug}", news::article)
        .open("/news/{slug}/print", "/en/news/{slug}/print", news::print)
        .open("/open", "/en/open", figures::list)
        .open("/open/{number}", "/en/open/{number}", figures::report)
        .open("/open/{number}/data", "/en/open/{number}/data", figures::data)
        .open("/feed.rss", "/en/feed.rss", feeds::rss)
        .open("/feed.atom", "/en/feed.atom", feeds::atom)
        .and(conclusions::routes())
        .and(durations::routes())
        .and(embeds::routes())
        .and(filing::routes())
        .and(booking::routes())
        .and(alerts::routes())
        .open_file("/pictures/{file}", pictures::one)
        .open_file("/sitemap.xml", feeds::sitemap)
        .open_file("/robots.txt", feeds::robots)
        .open_file("/qr/{*path}", feeds::qr)
        .room(Room { key: "portal", href: "/portal", icon: "newspaper", access: write })
        .route(Get, "/portal", write, desk::list)
        .route(Post, "/portal/articles", write, desk::begin)
        .route(Get, "/portal/articles/{id}", write, desk::edit)
        .route_up_to(picture::LARGEST + (1 << 20), Post, "/portal/articles/{id}", write, desk::save)
        .route(Get, "/portal/articles/{id}/preview", write, desk::preview)
        .route(Post, "/portal/articles/{id}/submit", write, desk::submit)
        .route(Post, "/portal/articles/{id}/step", publish, desk::step)
}
