//! A browser's offer, and the answer to it: the only way into a conference's sound and picture.
//!
//! Whoever may see a screen may hear and see through it, nobody else. Must never write an offer
//! into a log: it holds addresses of people's machines.

use super::super::screens::Screen;
use super::super::who::{Here, Secret};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// `POST /conference/{number}/av`.
pub(in super::super) async fn join(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?;
    let unit = posted.get("unit").to_owned();
    let (here, screen) = match posted.get("screen") {
        "chair" => (here.chair()?, Screen::Chair),
        "point" => (here.at(&unit)?, Screen::Point(unit)),
        "projector" => (here, Screen::Projector),
        "follow" => (here, Screen::Follow),
        _ => return Err(Error::Hidden),
    };
    if here.state.closed_ms.is_some() {
        return Ok(no(&here.cx, "closed"));
    }
    // A form's values come trimmed; a description ends with a line's end.
    let offer = format!("{}\r\n", posted.get("sdp"));
    match here.cx.app.media.join(&number, &screen, &here.state, &offer) {
        Ok(answer) => Ok(([(header::CONTENT_TYPE, "application/sdp")], answer).into_response()),
        Err(why) => Ok(no(&here.cx, why)),
    }
}

fn no(cx: &Cx, why: &str) -> Response {
    (StatusCode::CONFLICT, cx.lang.word("av_no", why)).into_response()
}
