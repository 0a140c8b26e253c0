//! Chọn nơi, ngày, giờ; điền; nhận số.

use super::store::{self, Day};
use super::words::{self, Booked};
use super::{Slot, free, in_language, mine, said, session};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use crate::lang::Lang;
use crate::portal::filing::flood::{Pressed, What, too_often};
use crate::portal::filing::{KINDS, code};
use crate::portal::visit::{Face, Visit};
use crate::units::name_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

/// A session that can be chosen.
struct Choice {
    href: String,
    text: String,
    place: String,
    online: bool,
    left: i64,
}

#[derive(Template)]
#[template(path = "portal/booking/pages/choose.html")]
struct Choose {
    face: Face,
    unit: String,
    units: Vec<(String, String)>,
    days: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "portal/booking/pages/form.html")]
struct Form {
    face: Face,
    csrf: String,
    once: String,
    begun: String,
    day: i64,
    unit: String,
    session: String,
    place: String,
    online: bool,
    slots: Vec<Slot>,
    kinds: Vec<(&'static str, String)>,
    typed: Posted,
    errors: Vec<FieldError>,
    back: String,
}

impl Form {
    fn lang(&self) -> Lang {
        self.face.lang
    }

    fn v(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    fn wrong(&self, name: &str) -> &str {
        self.errors.iter().find(|e| e.field == name).map_or("", |e| self.lang().t(e.what))
    }
}

/// `GET /book`, `?unit=`, `?day=`.
pub(super) async fn page(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    let asked = visit.asked();
    let answer = async {
        match asked.get("day").parse::<i64>() {
            Ok(id) => {
                let day = cx.app.read(move |tx| store::one_day(tx, id)).await?.filter(|d| d.open);
                form(&visit, &cx, day.ok_or(Error::Hidden)?, Posted::default(), Vec::new()).await
            }
            Err(_) => choose(&visit, &cx, asked.get("unit")).await,
        }
    };
    said(&visit, answer.await)
}

async fn choose(visit: &Visit, cx: &Cx, unit: &str) -> Result {
    let (lang, today) = (cx.lang, cx.today);
    let units = cx.app.read(move |tx| store::units(tx, today)).await?;
    let unit = if units.len() == 1 { units[0].clone() } else { unit.to_owned() };
    let of = unit.clone();
    let days = cx.app.read(move |tx| {
        let days = store::days(tx, &of, today)?;
        days.into_iter().filter(|d| d.open).map(|d| Ok((store::taken(tx, d.id)?, d))).collect::<db::Result<Vec<_>>>()
    });
    let choice = |(taken, d): (Vec<(i64, i64)>, Day)| Choice {
        href: visit.to(&format!("/book?day={}", d.id)),
        text: session(lang, &d),
        place: d.place.clone(),
        online: d.mode == "online",
        left: free(visit, lang, &d, &taken).iter().map(|s| s.left).sum(),
    };
    let mut face = visit.face(lang.t("booking.title"));
    lang.t("booking.lead").clone_into(&mut face.description);
    let named = |code: String| (name_of(lang, cx.app.tree, &code, today), visit.to(&format!("/book?unit={code}")));
    let page = Choose {
        face,
        days: days.await?.into_iter().map(choice).collect(),
        unit: if unit.is_empty() { String::new() } else { name_of(lang, cx.app.tree, &unit, today) },
        units: units.into_iter().map(named).collect(),
    };
    Ok(Html(page.render()?).into_response())
}

async fn form(visit: &Visit, cx: &Cx, day: Day, typed: Posted, errors: Vec<FieldError>) -> Result {
    let (lang, id) = (cx.lang, day.id);
    let taken = cx.app.read(move |tx| store::taken(tx, id)).await?;
    let again = |name: &str, fresh: String| if typed.get(name).is_empty() { fresh } else { typed.get(name).to_owned() };
    let mut face = visit.face(lang.t("booking.form"));
    face.unlisted = true;
    face.path = "/book".into();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Form {
        face,
        csrf: cx.csrf.clone(),
        once: again("once", code::fresh()),
        begun: again("begun", cx.app.clock.now_ms().to_string()),
        day: day.id,
        unit: name_of(lang, cx.app.tree, &day.unit, cx.today),
        session: session(lang, &day),
        place: day.place.clone(),
        online: day.mode == "online",
        slots: free(visit, lang, &day, &taken),
        kinds: KINDS.map(|(word, ..)| (word, lang.word("filing_kind", word))).to_vec(),
        typed,
        errors,
        back: visit.to(&format!("/book?unit={}", day.unit)),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// The day and the minute of a slot as forms send it.
pub(super) fn slot_of(text: &str) -> Option<(i64, i64)> {
    let (day, slot) = text.split_once('-')?;
    day.parse().ok().zip(slot.parse().ok())
}

/// `POST /book`.
pub(super) async fn send(_: Pressed, visit: Visit, cx: Cx, mut posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let now = cx.app.clock.now_ms();
    if let Some(seconds) = cx.app.flood.wait(What::Book, &cx.address, now) {
        return too_often(&visit, seconds);
    }
    if code::of(posted.get("once")).is_none() {
        posted.pairs.retain(|(name, _)| name != "once");
        posted.pairs.push(("once".into(), code::fresh()));
    }
    said(&visit, put(&visit, &cx, posted).await)
}

async fn put(visit: &Visit, cx: &Cx, posted: Posted) -> Result {
    let wanted = slot_of(posted.get("slot"));
    let id = wanted.map(|(day, _)| day).or_else(|| posted.get("day").parse().ok()).ok_or(Error::Hidden)?;
    let found = cx.app.read(move |tx| Ok((store::one_day(tx, id)?, store::taken(tx, id)?))).await?;
    let (Some(day), taken) = found else { return Err(Error::Hidden) };
    let once = code::of_form(posted.get("once"));
    if let Some(before) = cx.app.read(move |tx| store::by_once(tx, &once)).await? {
        return mine::ticket(visit, cx, before.id, &secret(&posted), true).await;
    }
    let slot = wanted.map(|(_, slot)| slot).filter(|slot| {
        let value = format!("{id}-{slot}");
        free(visit, cx.lang, &day, &taken).iter().any(|s| s.value == value)
    });
    let mut wrong = Vec::new();
    if slot.is_none() {
        let what = if wanted.is_some() { "booking.slot_full" } else { "booking.no_slot" };
        wrong.push(FieldError::new("slot", what));
    }
    let kind = KINDS.iter().map(|(word, ..)| *word).find(|word| *word == posted.get("kind"));
    if kind.is_none() {
        wrong.push(FieldError::new("kind", "invalid.required"));
    }
    let words = words::read(&posted, cx.app.clock.now_ms(), !cx.app.settings.demo);
    let (Some(slot), Some(kind), Ok(words)) = (slot, kind, &words) else {
        wrong.extend(words.err().unwrap_or_default());
        return form(visit, cx, day, posted, wrong).await;
    };
    match words::keep(&cx.app, &day, slot, kind, posted.get("once"), words).await? {
        Booked::Kept { id, new } => {
            if new {
                cx.app.flood.count(What::Book, &cx.address, cx.app.clock.now_ms());
            }
            mine::ticket(visit, cx, id, &secret(&posted), true).await
        }
        Booked::Full => form(visit, cx, day, posted, vec![FieldError::new("slot", "booking.slot_full")]).await,
        Booked::NoOffice => form(visit, cx, day, posted, vec![FieldError::new("slot", "booking.no_office")]).await,
    }
}

fn secret(posted: &Posted) -> String {
    code::of(posted.get("once")).unwrap_or_default()
}
