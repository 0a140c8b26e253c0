//! Đang ghi hình, ghi âm: the sign on every screen, and in the record from when to when.
//!
//! The recording itself is a file in the secretary's browser; the server keeps none.

use super::super::keep::Step;
use super::super::who::{Here, Secret};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use casework::conference::Event;

/// `POST /conference/{number}/av/recording`.
pub(in super::super) async fn mark(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let event = if posted.has("on") { Event::RecordingStarted } else { Event::RecordingEnded };
    let by = here.cx.actor()?.login.clone();
    if let Err(no) = here.hall.write(&here.cx.app, &by, Step::Plain(event)).await? {
        return Ok((StatusCode::CONFLICT, here.cx.lang.word("conference_no", no.word())).into_response());
    }
    if here.cx.part {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Redirect::to(&format!("/conference/{number}/chair")).into_response())
}
