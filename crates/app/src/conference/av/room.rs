//! Phòng họp trực tuyến sẵn có: a Jitsi, LiveKit or other room for this conference, by its address.
//!
//! Nothing of it is loaded before somebody presses the button: until then its owner learns of nobody.

use super::super::keep::Step;
use super::super::plan;
use super::super::who::{Here, Secret};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::lang::Lang;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use casework::conference::Event;

#[derive(Template)]
#[template(path = "conference/av/room.html")]
struct Form<'h> {
    lang: Lang,
    csrf: &'h str,
    number: &'h str,
    address: &'h str,
    framed: bool,
}

/// The form on the conference's page.
pub(in super::super) fn form(here: &Here) -> Result<String> {
    let (address, framed) = here.state.room.as_ref().map_or(("", true), |(a, f)| (a.as_str(), *f));
    let form = Form { lang: here.cx.lang, csrf: &here.cx.csrf, number: &here.hall.number, address, framed };
    Ok(form.render()?)
}

/// `POST /conference/{number}/av/room`.
pub(in super::super) async fn set(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let event = Event::RoomLinked { address: posted.get("address").to_owned(), framed: posted.has("framed") };
    let by = here.cx.actor()?.login.clone();
    if let Err(no) = here.hall.write(&here.cx.app, &by, Step::Plain(event)).await? {
        return plan::one_page(&here, &here.cx.lang.word("conference_no", no.word()));
    }
    Ok(Redirect::to(&format!("/conference/{number}")).into_response())
}
