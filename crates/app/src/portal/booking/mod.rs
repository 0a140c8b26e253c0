//! Hẹn lịch tiếp công dân: an office publishes the days on which it receives, a person books
//! a turn without an account, the desk calls numbers, and a turn becomes a reception in one press.
//!
//! Who booked and what about is sealed as petitions are; lists, board and logs know numbers
//! only. Booking opens no case. The way of a turn is [`casework::receptions::queue`]'s.

mod api;
mod book;
mod days;
mod desk;
mod mine;
pub mod store;
mod words;

pub use days::publish_all as publish;
pub use store::Day;
pub use words::{Booked, Words, keep};

use super::filing::{in_language, said};
use super::visit::Visit;
use crate::access::{Access, Action};
use crate::lang::Lang;
use crate::routes::{Method, Routes};
use store::Turn;

/// Pages of whoever books, the board of the waiting room, and the desk.
pub(super) fn routes() -> Routes {
    use Method::{Get, Post};
    let put = Access::May(Action::RecordActs);
    let mut routes = Routes::new();
    for [book, mine, change, board] in [
        ["/book", "/book/mine", "/book/change", "/board/{unit}"],
        ["/en/book", "/en/book/mine", "/en/book/change", "/en/board/{unit}"],
    ] {
        routes = routes
            .route(Get, book, Access::Public, book::page)
            .route(Post, book, Access::Public, book::send)
            .route(Get, mine, Access::Public, mine::ask)
            .route(Post, mine, Access::Public, mine::show)
            .route(Post, change, Access::Public, mine::change)
            .route(Get, board, Access::Public, desk::board);
    }
    routes
        .route(Get, "/api/v1/reception-days", Access::Public, api::days)
        .route(Get, "/api/v1/reception-days/{unit}/board", Access::Public, api::board)
        .route(Get, "/desk/turns", put, desk::list)
        .route(Get, "/desk/turns/days", put, days::page)
        .route(Post, "/desk/turns/days", put, days::publish)
        .route(Post, "/desk/turns/days/{id}/close", put, days::close)
        .route(Post, "/desk/turns/days/{id}/next", put, desk::call_next)
        .route(Get, "/desk/turns/{id}", put, desk::one)
        .route(Post, "/desk/turns/{id}/open", put, desk::open)
        .route(Post, "/desk/turns/{id}/step", put, desk::step)
        .route(Post, "/desk/turns/{id}/receive", put, desk::receive)
}

/// A minute of the day, as `08:05`.
fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A minute of the day as it is typed: `8:05`, `08h05`, `8`.
fn minute(text: &str) -> Option<i64> {
    let (h, m) = text.trim().split_once([':', 'h', 'H', '.']).unwrap_or((text.trim(), "0"));
    let (h, m): (i64, i64) = (h.trim().parse().ok()?, if m.is_empty() { 0 } else { m.trim().parse().ok()? });
    ((0..=24).contains(&h) && (0..60).contains(&m)).then_some(h * 60 + m)
}

/// The number as it is called: a letter for each session of one day, in the order they were published.
fn called(days: &[Day], day: &Day, number: i64) -> String {
    let mut same: Vec<i64> = days.iter().filter(|d| d.on == day.on).map(|d| d.id).collect();
    same.sort_unstable();
    let at = same.iter().position(|id| *id == day.id).unwrap_or(0);
    let letter = char::from(b'A' + u8::try_from(at.min(25)).unwrap_or(0));
    format!("{letter}{number:02}")
}

/// A session in words: day, hours, who receives.
fn session(lang: Lang, d: &Day) -> String {
    let hours = format!("{}–{}", clock(d.hours.opens), clock(d.hours.closes));
    let who = crate::facts_form::choice(lang, "host", &d.host);
    let who = if d.presider.is_empty() { who } else { format!("{who} ({})", d.presider) };
    format!("{}, {hours} · {who}", lang.date(d.on))
}

/// A turn with its day and all days of the unit around it.
struct Found {
    turn: Turn,
    day: Day,
    days: Vec<Day>,
}

fn found(tx: &mut dyn db::Tx, turn: Turn) -> db::Result<Option<Found>> {
    let Some(day) = store::one_day(tx, turn.day)? else { return Ok(None) };
    let days = store::days(tx, &day.unit, day.on)?;
    Ok(Some(Found { turn, day, days }))
}

/// The minute of the day at which a slot can still be booked today.
fn now_minute(visit: &Visit) -> i64 {
    let at = jiff::Timestamp::from_millisecond(visit.app.clock.now_ms()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let at = at.to_zoned(crate::clock::vietnam()).datetime();
    i64::from(at.hour()) * 60 + i64::from(at.minute())
}

/// A free slot.
pub(super) struct Slot {
    value: String,
    text: String,
    left: i64,
}

/// The slots of a day that can still be booked.
fn free(visit: &Visit, lang: Lang, d: &Day, taken: &[(i64, i64)]) -> Vec<Slot> {
    let online = d.mode == "online";
    let today = visit.today();
    if !d.open || today > casework::receptions::queue::book_until(&visit.app.law, d.on, online) {
        return Vec::new();
    }
    let from = if d.on == today { now_minute(visit) } else { -1 };
    let left = |slot: i64| d.hours.seats - taken.iter().find(|(s, _)| *s == slot).map_or(0, |(_, n)| *n);
    let slots = d.hours.slots().into_iter().filter(|slot| *slot > from && left(*slot) > 0);
    let one = |slot: i64| {
        let text = format!("{} {}–{}", lang.date(d.on), clock(slot), clock(slot + d.hours.each));
        Slot { value: format!("{}-{slot}", d.id), text, left: left(slot) }
    };
    slots.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_read_as_people_write_it() {
        assert_eq!(
            (minute("8:05"), minute("08h30"), minute("8"), minute("7h")),
            (Some(485), Some(510), Some(480), Some(420))
        );
        assert_eq!((minute("25:00"), minute("8:75"), minute("x")), (None, None, None));
        assert_eq!(clock(485), "08:05");
    }
}
