//! Ngày tiếp công dân: what an office publishes, with what the law asks of its head beside it.

use super::store::{self, Day};
use super::{minute, session};
use crate::App;
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::facts_form::clean;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::journal;
use crate::lang::{Lang, typed};
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::receptions::Host;
use casework::receptions::acts::MeetingMode;
use casework::receptions::queue::{self, Hours};
use jiff::civil::Date;
use law::Status;

struct Line {
    id: i64,
    text: String,
    place: String,
    online: bool,
    taken: i64,
    seats: i64,
    open: bool,
}

/// What the law asks of the head, and what is published for it.
struct Asked {
    text: String,
    law: String,
    unverified: bool,
    short: bool,
}

#[derive(Template)]
#[template(path = "portal/booking/pages/days.html")]
struct Days {
    frame: Frame,
    unit: String,
    unit_name: String,
    lines: Vec<Line>,
    asked: Option<Asked>,
    hosts: Vec<(&'static str, String)>,
    online: bool,
    typed: Posted,
    errors: Vec<FieldError>,
    law: String,
}

impl Days {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn v<'a>(&'a self, name: &str, fresh: &'a str) -> &'a str {
        if self.typed.has(name) { self.typed.get(name) } else { fresh }
    }

    fn wrong(&self, name: &str) -> &str {
        self.errors.iter().find(|e| e.field == name).map_or("", |e| self.lang().t(e.what))
    }
}

/// The unit asked for, or the reader's only one; hidden where they record nothing.
pub(super) fn unit_of(cx: &Cx, asked: &str) -> Result<String> {
    let unit = match asked {
        "" => {
            let mine = cx.actor()?.bindings.iter().map(|b| b.unit.0.clone()).find(|u| cx.may(Action::RecordActs, u));
            mine.ok_or(Error::Hidden)?
        }
        unit => unit.to_owned(),
    };
    if cx.may(Action::RecordActs, &unit) { Ok(unit) } else { Err(Error::Hidden) }
}

/// `GET /desk/turns/days`.
pub(super) async fn page(cx: Cx) -> Result {
    let unit = unit_of(&cx, Posted::from_query(&cx.query).get("unit"))?;
    show(&cx, unit, Posted::default(), Vec::new(), String::new()).await
}

async fn show(cx: &Cx, unit: String, typed: Posted, errors: Vec<FieldError>, law: String) -> Result {
    let (lang, of, today) = (cx.lang, unit.clone(), cx.today);
    let month = Date::new(today.year(), today.month(), 1).unwrap_or(today);
    let read = cx.app.read(move |tx| {
        let all = store::days(tx, &of, month)?;
        all.into_iter().map(|d| Ok((store::taken(tx, d.id)?, d))).collect::<db::Result<Vec<_>>>()
    });
    let all = read.await?;
    let line = |(taken, d): &(Vec<(i64, i64)>, Day)| Line {
        id: d.id,
        text: session(lang, d),
        place: d.place.clone(),
        online: d.mode == MeetingMode::Online.word(),
        taken: taken.iter().map(|(_, n)| n).sum(),
        seats: i64::try_from(d.hours.slots().len()).unwrap_or(0) * d.hours.seats,
        open: d.open,
    };
    let title = lang.t("booking.days");
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Days {
        frame: cx
            .frame(title)
            .under(lang.t("room.desk"), "/desk")
            .under(lang.t("booking.queue"), format!("/desk/turns?unit={unit}"))
            .here(title),
        unit_name: name_of(lang, cx.app.tree, &unit, today),
        lines: all.iter().filter(|(_, d)| d.on >= today).map(line).collect(),
        asked: asked(cx, &unit, &all),
        hosts: Host::WORDS.iter().map(|w| (*w, crate::facts_form::choice(lang, "host", w))).collect(),
        online: queue::unfit(&cx.app.law, today, today, Host::HeadInPerson, true).is_none(),
        typed,
        errors,
        law,
        unit,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// The head's days of this month (or week, where the law counts so) against what the law asks.
fn asked(cx: &Cx, unit: &str, all: &[(Vec<(i64, i64)>, Day)]) -> Option<Asked> {
    let (lang, today) = (cx.lang, cx.today);
    let kind = cx.app.tree.get(unit, today)?.kind;
    let norm = queue::head_days(&cx.app.law, kind, today)?;
    let weekly = norm.of == law::Of::DaysAWeek;
    let monday = today.checked_sub(jiff::Span::new().days(i64::from(today.weekday().to_monday_zero_offset()))).ok()?;
    let within = |d: &Day| match weekly {
        true => d.on >= monday && law::clock::days_between(monday, d.on) < 7,
        false => (d.on.year(), d.on.month()) == (today.year(), today.month()),
    };
    let mut days: Vec<Date> =
        all.iter().map(|(_, d)| d).filter(|d| d.host == Host::HeadInPerson.word() && within(d)).map(|d| d.on).collect();
    days.dedup();
    let published = i64::try_from(days.len()).unwrap_or(0);
    let facts =
        [("least", norm.value.to_string()), ("of", norm.of.unit(lang.code()).to_owned()), ("n", published.to_string())];
    Some(Asked {
        text: lang.with("booking.head_days", &facts),
        law: cx.app.law.cite(&norm.citation, lang.code()),
        unverified: norm.status == Status::Unverified,
        short: published < norm.value,
    })
}

/// `POST /desk/turns/days`.
pub(super) async fn publish(cx: Cx, posted: Posted) -> Result {
    let unit = unit_of(&cx, posted.get("unit"))?;
    let mut wrong = Vec::new();
    let mut no = |field: &str, what: &'static str| wrong.push(FieldError::new(field, what));
    let on = typed::date(posted.get("on"));
    let host = Host::from_word(posted.get("host"));
    let online = posted.get("mode") == MeetingMode::Online.word();
    let whole = |name: &str| posted.get(name).parse::<i64>().unwrap_or(0);
    let hours = Hours {
        opens: minute(posted.get("opens")).unwrap_or(-1),
        closes: minute(posted.get("closes")).unwrap_or(-1),
        each: whole("each"),
        seats: whole("seats"),
    };
    if on.is_none() {
        no("on", "invalid.date");
    }
    if host.is_none() {
        no("host", "invalid.required");
    }
    if let Some(what) = hours.wrong() {
        no(if what == "booking.wrong_hours" { "opens" } else { "each" }, what);
    }
    let (presider, place) = (clean(posted.get("presider")), clean(posted.get("place")));
    if place.is_empty() {
        no("place", "invalid.required");
    }
    if [&presider, &place].iter().any(|t| t.chars().count() > 200) {
        no("place", "invalid.too_long");
    }
    let mut law = String::new();
    if let (Some(on), Some(host)) = (on, host)
        && let Some((what, provision)) = queue::unfit(&cx.app.law, on, cx.today, host, online)
    {
        no("on", what);
        law = provision.map(|c| cx.app.law.cite(&c, cx.lang.code())).unwrap_or_default();
    }
    let (Some(on), Some(host), true) = (on, host, wrong.is_empty()) else {
        return show(&cx, unit, posted, wrong, law).await;
    };
    let (now, by) = (cx.app.clock.now_ms(), cx.actor()?.login.clone());
    let mode = if online { MeetingMode::Online } else { MeetingMode::InPerson };
    let day = Day {
        id: journal::new_id(now),
        unit: unit.clone(),
        on,
        host: host.word().into(),
        presider,
        mode: mode.word().into(),
        place,
        hours,
        open: true,
    };
    publish_all(&cx.app, vec![day], &by).await?;
    Ok(Redirect::to(&format!("/desk/turns/days?unit={unit}")).into_response())
}

/// Keeps days, from then on open to bookings.
///
/// # Errors
/// The database.
pub async fn publish_all(app: &App, days: Vec<Day>, by: &str) -> Result<()> {
    let (by, now) = (by.to_owned(), app.clock.now_ms());
    app.write(move |tx| days.iter().try_for_each(|d| store::add_day(tx, d, &by, now))).await
}

/// `POST /desk/turns/days/{id}/close`: what is booked stays.
pub(super) async fn close(cx: Cx, Path(id): Path<String>, _: Posted) -> Result {
    let day = own(&cx, &id).await?;
    cx.app.write(move |tx| store::close_day(tx, day.id)).await?;
    Ok(Redirect::to(&format!("/desk/turns/days?unit={}", day.unit)).into_response())
}

/// A day of a unit of the reader's.
pub(super) async fn own(cx: &Cx, id: &str) -> Result<Day> {
    let id: i64 = id.parse().map_err(|_| Error::Hidden)?;
    let day = cx.app.read(move |tx| store::one_day(tx, id)).await?.ok_or(Error::Hidden)?;
    if cx.may(Action::RecordActs, &day.unit) { Ok(day) } else { Err(Error::Hidden) }
}
