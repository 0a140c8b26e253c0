//! The part of a screen that shows sound and picture, and what its page is allowed for that.
//!
//! Drawn once with the page and never replaced: a picture must not blink when the agenda moves.

use super::super::screens::Screen;
use super::super::who::Here;
use super::media::Off;
use crate::errors::Result;
use crate::frame::Opened;
use crate::lang::Lang;
use askama::Template;
use axum::response::Response;
use casework::conference::room_origin;
use serde_json::json;

#[derive(Template)]
#[template(path = "conference/av/panel.html")]
struct Panel<'h> {
    lang: Lang,
    csrf: &'h str,
    number: &'h str,
    screen: &'static str,
    unit: &'h str,
    /// Why the server carries none; empty: it does.
    off: String,
    /// TURN servers, as JSON.
    ice: String,
    /// Sentences for the script, as JSON.
    words: String,
    sends: bool,
    chairs: bool,
    room: &'h str,
    room_host: &'h str,
    framed: bool,
}

/// Sentences the script says.
const WORDS: [&str; 17] = [
    "joining",
    "joined",
    "lost",
    "low",
    "low_chair",
    "turn",
    "chair_muted",
    "on_air",
    "elsewhere",
    "insecure",
    "no_device",
    "no_picture",
    "mic_on",
    "mic_off",
    "camera_on",
    "camera_off",
    "tap",
];

/// The panel of a screen; empty once the conference is closed.
pub(in super::super) fn panel(here: &Here, screen: &Screen) -> Result<String> {
    if here.state.closed_ms.is_some() {
        return Ok(String::new());
    }
    let (cx, lang) = (&here.cx, here.cx.lang);
    let (word, unit, sends) = match screen {
        Screen::Chair => ("chair", "", true),
        Screen::Point(unit) => ("point", unit.as_str(), true),
        Screen::Projector => ("projector", "", false),
        Screen::Follow => ("follow", "", false),
    };
    let off = match cx.app.media.why_off() {
        None => String::new(),
        Some(Off::Chosen) => lang.t("av.off_chosen").to_owned(),
        Some(Off::NotBuilt) => lang.t("av.off_not_built").to_owned(),
        Some(Off::Failed(why)) => lang.f1("av.off_failed", "why", why),
    };
    let words: serde_json::Map<_, _> =
        WORDS.into_iter().map(|w| (w.to_owned(), json!(lang.word("av_said", w)))).collect();
    let (room, framed) = here.state.room.as_ref().map_or(("", false), |(a, f)| (a.as_str(), *f));
    let panel = Panel {
        lang,
        csrf: &cx.csrf,
        number: &here.hall.number,
        screen: word,
        unit,
        off,
        ice: json!(cx.app.media.turn()).to_string(),
        words: json!(words).to_string(),
        sends,
        chairs: word == "chair",
        room,
        room_host: room_origin(room).and_then(|o| o.strip_prefix("https://")).unwrap_or(""),
        framed,
    };
    Ok(panel.render()?)
}

/// What the page of a screen may do: chair and points use camera and microphone, and a room that
/// may stand inside stands at its own origin alone.
pub(in super::super) fn open(response: &mut Response, here: &Here, screen: &Screen) {
    if here.state.closed_ms.is_some() {
        return;
    }
    let built_in = here.cx.app.media.why_off().is_none();
    let devices = built_in && matches!(screen, Screen::Chair | Screen::Point(_));
    let framed = here.state.room.as_ref().filter(|(_, framed)| *framed);
    let origin = framed.and_then(|(address, _)| room_origin(address)).unwrap_or("").to_owned();
    response.extensions_mut().insert(Opened { devices, origin });
}
