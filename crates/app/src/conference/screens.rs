//! The moving part of each screen, and the frame in which it travels.
//!
//! Buttons belong to the one form that stands outside, so that nothing here is of one reader.

use super::views::View;
use crate::App;
use crate::lang::Lang;
use askama::Template;
use axum::body::Bytes;
use casework::conference::State;

/// Which screen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Screen {
    /// The chair's.
    Chair,
    /// A point's, by its unit.
    Point(String),
    /// The wall.
    Projector,
    /// Those who only follow.
    Follow,
}

impl Screen {
    /// The unit whose screen it is; empty for the others.
    fn own(&self) -> &str {
        match self {
            Screen::Point(unit) => unit,
            _ => "",
        }
    }
}

#[derive(Template)]
#[template(path = "conference/pages/live_chair.html")]
struct Chair<'v> {
    v: &'v View,
}

#[derive(Template)]
#[template(path = "conference/pages/live_point.html")]
struct Point<'v> {
    v: &'v View,
}

#[derive(Template)]
#[template(path = "conference/pages/live_projector.html")]
struct Projector<'v> {
    v: &'v View,
}

#[derive(Template)]
#[template(path = "conference/pages/live_follow.html")]
struct Follow<'v> {
    v: &'v View,
}

/// The moving part as HTML.
pub(super) fn draw(app: &App, number: &str, state: &State, screen: &Screen, lang: Lang) -> String {
    let v = &View::new(app, number, state, lang, screen.own());
    let drawn = match screen {
        Screen::Chair => Chair { v }.render(),
        Screen::Point(_) => Point { v }.render(),
        Screen::Projector => Projector { v }.render(),
        Screen::Follow => Follow { v }.render(),
    };
    drawn.unwrap_or_default()
}

/// The same as an event of a stream, known by the place in the log it was drawn at.
pub(super) fn frame(app: &App, number: &str, state: &State, screen: &Screen, lang: Lang) -> Bytes {
    let html = draw(app, number, state, screen, lang);
    let mut text = format!("id: {}\nevent: screen\n", state.seq);
    for line in html.lines().filter(|l| !l.trim().is_empty()) {
        text.push_str("data: ");
        text.push_str(line.trim());
        text.push('\n');
    }
    text.push('\n');
    Bytes::from(text)
}
