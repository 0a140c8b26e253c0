//! Số của tôi: the ticket, for whoever holds its code; another slot, or no turn any more.

use super::store::{self, Turn};
use super::{Found, Slot, book, called, clock, found, free, in_language, said, session};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::portal::feeds::qr_svg;
use crate::portal::filing::code;
use crate::portal::filing::flood::Pressed;
use crate::portal::filing::given::given;
use crate::portal::visit::{Face, Visit};
use crate::units::name_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use casework::receptions::queue::{self, Standing, Step};

#[derive(Template)]
#[template(path = "portal/booking/pages/ask.html")]
struct Ask {
    face: Face,
    csrf: String,
    typed: String,
    wrong: String,
}

fn asking(visit: &Visit, cx: &Cx, status: StatusCode, typed: &str, wrong: &str) -> Result {
    let mut face = visit.face(cx.lang.t("booking.mine"));
    face.path = "/book/mine".into();
    face.unlisted = true;
    let page = Ask { face, csrf: cx.csrf.clone(), typed: typed.to_owned(), wrong: wrong.to_owned() };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /book/mine`.
pub(super) async fn ask(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    said(&visit, asking(&visit, &cx, StatusCode::OK, "", ""))
}

/// The turn of a code, or the answer that there is none.
async fn of_code(visit: &Visit, cx: &Cx, posted: &Posted) -> std::result::Result<(Turn, String), Response> {
    let typed = posted.get("code");
    let found = given(cx, typed, |tx, head| Ok(store::by_code(tx, head)?.map(|t| (t.code_hash.clone(), t)))).await;
    found.map_err(|shut| shut.answer(visit, "booking.unknown", |status, wrong| asking(visit, cx, status, typed, wrong)))
}

/// `POST /book/mine`.
pub(super) async fn show(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    match of_code(&visit, &cx, &posted).await {
        Ok((turn, secret)) => said(&visit, ticket(&visit, &cx, turn.id, &secret, false).await),
        Err(no) => no,
    }
}

#[derive(Template)]
#[template(path = "portal/booking/pages/ticket.html")]
struct Ticket {
    face: Face,
    csrf: String,
    code: String,
    plain_code: String,
    qr: String,
    number: String,
    when: String,
    session: String,
    unit: String,
    place: String,
    online: bool,
    standing: String,
    is_booked: bool,
    /// How many are there and come before.
    ahead: String,
    slots: Vec<Slot>,
    board: String,
    new: bool,
    told: &'static str,
}

/// The ticket as it stands now.
pub(super) async fn ticket(visit: &Visit, cx: &Cx, id: i64, secret: &str, new: bool) -> Result {
    drawn(visit, cx, id, secret, new, "").await
}

async fn drawn(visit: &Visit, cx: &Cx, id: i64, secret: &str, new: bool, told: &'static str) -> Result {
    let (lang, today) = (cx.lang, cx.today);
    let read = cx.app.read(move |tx| {
        let Some(turn) = store::one(tx, id)? else { return Ok(None) };
        let Some(found) = found(tx, turn)? else { return Ok(None) };
        let others = store::turns(tx, found.day.id)?;
        let mut open = Vec::new();
        for d in store::days(tx, &found.day.unit, today)? {
            open.push((store::taken(tx, d.id)?, d));
        }
        Ok(Some((found, others, open)))
    });
    let Some((Found { turn, day, days }, others, open)) = read.await? else { return Err(Error::Hidden) };
    let is_booked = turn.standing == Standing::Booked.word() && day.on >= today;
    let waits = matches!(Standing::from_word(&turn.standing), Some(Standing::Booked | Standing::Arrived));
    let ahead = others.iter().filter(|o| o.standing == Standing::Arrived.word() && o.number < turn.number).count();
    let mut face = visit.face(lang.t("booking.ticket"));
    face.unlisted = true;
    face.path = "/book/mine".into();
    let page = Ticket {
        face,
        csrf: cx.csrf.clone(),
        code: code::shown(secret),
        plain_code: secret.to_owned(),
        // Behind "#" it reaches neither a server nor its log.
        qr: qr_svg(&format!("{}{}#{secret}", visit.origin, visit.to("/book/mine"))),
        number: called(&days, &day, turn.number),
        when: format!("{} · {}–{}", lang.date(day.on), clock(turn.slot), clock(turn.slot + day.hours.each)),
        session: session(lang, &day),
        unit: name_of(lang, cx.app.tree, &day.unit, today),
        place: day.place.clone(),
        online: day.mode == "online",
        standing: lang.word("turn_standing", &turn.standing),
        is_booked,
        ahead: if waits && day.on == today { lang.f1("booking.ahead", "n", lang.count(ahead)) } else { String::new() },
        slots: if is_booked {
            open.iter().filter(|(_, d)| d.mode == day.mode).flat_map(|(taken, d)| free(visit, lang, d, taken)).collect()
        } else {
            Vec::new()
        },
        board: visit.to(&format!("/board/{}", day.unit)),
        new,
        told,
    };
    Ok(Html(page.render()?).into_response())
}

/// `POST /book/change`: another slot, or none.
pub(super) async fn change(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let (turn, secret) = match of_code(&visit, &cx, &posted).await {
        Ok(found) => found,
        Err(no) => return no,
    };
    said(&visit, changed(&visit, &cx, turn, &secret, &posted).await)
}

async fn changed(visit: &Visit, cx: &Cx, turn: Turn, secret: &str, posted: &Posted) -> Result {
    let (id, now) = (turn.id, cx.app.clock.now_ms());
    let told = if posted.has("cancel") {
        let next = Standing::from_word(&turn.standing).and_then(|s| queue::after(s, Step::Cancel));
        let Some(next) = next else { return drawn(visit, cx, id, secret, false, "booking.too_late").await };
        let done = cx.app.write(move |tx| {
            if !store::stand(tx, &turn, next.word(), "", now)? {
                return Ok(false);
            }
            store::free_seat(tx, turn.id)?;
            store::wipe(tx, turn.id)?;
            Ok(true)
        });
        if done.await? { "booking.cancelled" } else { "booking.too_late" }
    } else {
        move_to(visit, cx, turn, posted.get("slot"), now).await?
    };
    drawn(visit, cx, id, secret, false, told).await
}

/// Takes the new seat before it leaves the old one.
async fn move_to(visit: &Visit, cx: &Cx, turn: Turn, slot: &str, now: i64) -> Result<&'static str> {
    let Some((day, slot)) = book::slot_of(slot) else { return Ok("booking.no_slot") };
    let old = turn.day;
    let read = cx.app.read(move |tx| Ok((store::one_day(tx, old)?, store::one_day(tx, day)?, store::taken(tx, day)?)));
    let (Some(old), Some(new), taken) = read.await? else { return Ok("booking.no_slot") };
    let value = format!("{day}-{slot}");
    let is_free = free(visit, cx.lang, &new, &taken).iter().any(|s| s.value == value);
    // What was sealed for one office cannot be opened by another.
    if old.unit != new.unit || old.mode != new.mode || !is_free || turn.standing != Standing::Booked.word() {
        return Ok("booking.slot_full");
    }
    let moved = cx.app.write(move |tx| {
        let Some(now_at) = store::one(tx, turn.id)?.filter(|t| t.standing == turn.standing) else { return Ok(false) };
        store::free_seat(tx, now_at.id)?;
        let Some(seat) = store::take_seat(tx, &new, slot, now_at.id)? else {
            // Nothing of this is kept: the old seat stays.
            return Err(db::Error::Conflict("a slot was taken meanwhile".into()));
        };
        store::move_to(tx, now_at.id, &new, (slot, seat), now)?;
        Ok(true)
    });
    Ok(match moved.await {
        Ok(true) => "booking.moved",
        Ok(false) => "booking.too_late",
        Err(_) => "booking.slot_full",
    })
}
