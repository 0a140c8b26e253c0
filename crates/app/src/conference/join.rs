//! Điểm danh vào điểm cầu: by link, by QR or by typing the six digits.
//!
//! Opening a link changes nothing; the button does. Guessing is slowed down for an address and
//! for the conference as a whole.

use super::keep::Step;
use super::store;
use super::who::{COOKIE, Secret};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::{Posted, same};
use crate::frame::{Frame, set_cookie};
use crate::random;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::conference::{Event, State};

#[derive(Template)]
#[template(path = "conference/pages/join.html")]
struct JoinPage {
    frame: Frame,
    number: String,
    title: String,
    units: Vec<(String, String, bool)>,
    code: String,
    name: String,
    wrong: String,
}

fn page(cx: &Cx, number: &str, state: &State, posted: &Posted, wrong: &str) -> Result {
    let unit = posted.get("unit");
    let name = |code: &str| name_of(cx.lang, cx.app.tree, code, state.on);
    let mut units: Vec<_> = state.points.iter().map(|p| (p.unit.clone(), name(&p.unit), p.unit == unit)).collect();
    units.sort_by(|a, b| a.1.cmp(&b.1));
    let title = cx.lang.t("conference.join");
    let page = JoinPage {
        frame: cx.frame(title).here(title),
        number: number.to_owned(),
        title: state.title.clone(),
        units,
        code: posted.get("code").to_owned(),
        name: posted.get("name").to_owned(),
        wrong: wrong.to_owned(),
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /conference/{number}/join?unit=31&code=…`.
pub(super) async fn form(cx: Cx, Path(number): Path<String>) -> Result {
    let hall = cx.app.conferences.hall(&cx.app, &number).await?;
    page(&cx, &number, &hall.state(), &Posted::from_query(&cx.query), "")
}

/// `POST /conference/{number}/join`.
pub(super) async fn join(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let hall = cx.app.conferences.hall(&cx.app, &number).await?;
    let (state, now) = (hall.state(), cx.app.clock.now_ms());
    let wait = cx.app.conferences.wait(&number, &cx.address, now);
    if wait > 0 {
        return Err(Error::TooOften(wait));
    }
    let (unit, id) = (posted.get("unit").to_owned(), hall.id);
    let codes = cx.app.read(move |tx| store::codes(tx, id)).await?;
    let typed: String = posted.get("code").chars().filter(char::is_ascii_digit).collect();
    let fits = codes.iter().any(|(of, code)| *of == unit && same(code, &typed));
    if !fits {
        cx.app.conferences.guessed(&number, &cx.address, now);
        return page(&cx, &number, &state, &posted, cx.lang.t("conference.wrong_code"));
    }
    let at = format!("/conference/{number}/point/{unit}");
    let hash = random::sha256(&secret.0);
    let again = state.point(&unit).is_some_and(|p| p.devices.iter().any(|d| d.hash == hash));
    if again && secret.0.len() == 64 {
        return Ok(Redirect::to(&at).into_response());
    }
    let new = random::hex::<32>();
    let name: String = posted.get("name").chars().take(200).collect();
    let event = Event::CheckedIn { unit: unit.clone(), device: random::sha256(&new), name };
    if let Err(no) = hall.write(&cx.app, &format!("point:{unit}"), Step::Plain(event)).await? {
        return page(&cx, &number, &state, &posted, &cx.lang.word("conference_no", no.word()));
    }
    hall.beat(&cx.app, &unit).await?;
    let mut response = Redirect::to(&at).into_response();
    set_cookie(&mut response, &cx.app, COOKIE, &new, Some(3 * 86_400));
    Ok(response)
}
