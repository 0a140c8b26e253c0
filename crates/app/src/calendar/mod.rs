//! Lịch thời hạn: what the law has set a date for, by its day: as a month, as
//! the list of a day, and as a feed for the calendars people already use.
//!
//! Every kind of case alike, within the reach that guards the lists of cases.
//! Must never reckon a date: it shows those that `casework` derived.

mod asked;
mod day;
mod feed;
mod given;
pub mod grid;
mod ical;
mod month;
pub mod store;
mod tasks;

pub use feed::{end_feed_of, section};
pub use given::{Whose, given};
pub use tasks::{KINDS, Task, units_asked};

use crate::access::{Access, Action};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::routes::{Method, Room, Routes};

/// Open deadlines of these units between two days, the earliest first, at most so many.
///
/// # Errors
/// The database's.
pub fn open_tasks(
    tx: &mut dyn db::Tx,
    units: &[String],
    days: (jiff::civil::Date, jiff::civil::Date),
    most: usize,
) -> db::Result<Vec<Task>> {
    store::range(tx, Some(units), "", days, most)
}

/// Pages of the calendar, and the feed: its secret address is its key.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeCases);
    Routes::new()
        .room(Room { key: "calendar", href: "/calendar", icon: "calendar", access: see })
        .route(Method::Get, "/calendar", see, page)
        .route(Method::Get, "/calendar/{file}", Access::Public, feed::feed)
        .route(Method::Post, "/account/calendar", Access::SignedIn, feed::renew)
        .route(Method::Post, "/account/calendar/end", Access::SignedIn, feed::end)
}

/// `GET /calendar?month=2023-07`, or the list of one day with `?day=2023-07-14`.
async fn page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let (asked, wrong) = asked::Asked::read(&cx, &query);
    match asked.day {
        Some(day) => day::page(cx, asked, day).await,
        None => month::page(cx, asked, wrong).await,
    }
}
