//! The four screens as pages, and the line that moves them.
//!
//! Without scripts a page asks for itself again every few seconds; with them the stream
//! replaces the moving part. A line that breaks is taken up again by the browser after a
//! second and begins with the whole screen, so nobody has to know what was missed.

use super::av;
use super::screens::{Screen, draw};
use super::who::{Here, Secret};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use casework::conference::Manner;
use casework::directives::Group;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, interval_at};

/// Between two signs of life of the server: a point answers each with one of its own.
const TICK: Duration = Duration::from_secs(2);
/// For screens that need not answer.
const SLOW_TICK: Duration = Duration::from_secs(15);

#[derive(Template)]
#[template(path = "conference/pages/screen.html")]
struct ScreenPage {
    frame: Frame,
    number: String,
    /// `chair`, `point`, `projector` or `follow`.
    screen: &'static str,
    unit: String,
    heading: String,
    live: String,
    seq: i64,
    now_ms: i64,
    wrong: String,
    closed: bool,
    /// Points for the chair's choice of a speaker.
    units: Vec<(String, String)>,
    manners: Vec<(&'static str, String)>,
    /// Kinds of units a conclusion can be given to.
    groups: Vec<(&'static str, String)>,
    /// Attendees as they are typed.
    people: String,
    /// Other machines that checked in as this point: who and when.
    others: Vec<String>,
    beats: bool,
    /// Sound and picture.
    av: String,
}

fn page(here: &Here, screen: &Screen, wrong: &str) -> Result {
    let (cx, state, number) = (&here.cx, &here.state, &here.hall.number);
    let word = match screen {
        Screen::Chair => "chair",
        Screen::Point(_) => "point",
        Screen::Projector => "projector",
        Screen::Follow => "follow",
    };
    let name = |code: &str| name_of(cx.lang, cx.app.tree, code, state.on);
    let unit = if let Screen::Point(unit) = screen { unit.clone() } else { String::new() };
    let heading = if unit.is_empty() { cx.lang.word("conference_screen", word) } else { name(&unit) };
    let point = state.point(&unit);
    let line = |a: &casework::conference::Attendee| {
        if a.name.is_empty() { a.office.clone() } else { format!("{} - {}", a.office, a.name) }
    };
    let other = |d: &casework::conference::Device| {
        cx.lang.f2("conference.other", "name", &d.name, "time", cx.lang.time(d.at_ms))
    };
    let devices = point.map(|p| p.devices.as_slice()).unwrap_or_default();
    let mut units: Vec<_> = state.points.iter().map(|p| (p.unit.clone(), name(&p.unit))).collect();
    units.insert(0, (state.unit.clone(), name(&state.unit)));
    let frame = cx
        .frame(&heading)
        .under(cx.lang.t("room.conference"), "/conference")
        .under(number.clone(), format!("/conference/{number}"))
        .here(&heading);
    let page = ScreenPage {
        frame,
        number: number.clone(),
        screen: word,
        heading,
        live: draw(&cx.app, number, state, screen, cx.lang),
        seq: state.seq,
        now_ms: cx.app.clock.now_ms(),
        wrong: wrong.to_owned(),
        closed: state.closed_ms.is_some(),
        units,
        manners: Manner::ALL.map(|m| (m.word(), cx.lang.word("conference_manner", m.word()))).to_vec(),
        groups: Group::WORDS.iter().map(|w| (*w, cx.lang.word("choice_of.every", w))).collect(),
        people: point.map(|p| p.people.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap_or_default(),
        others: if devices.len() > 1 { devices.iter().map(other).collect() } else { Vec::new() },
        beats: here.point.as_deref() == Some(unit.as_str()),
        av: av::panel(here, screen)?,
        unit,
    };
    let mut response = Html(page.render()?).into_response();
    av::open(&mut response, here, screen);
    Ok(response)
}

/// `GET /conference/{number}/chair`.
pub(super) async fn chair(cx: Cx, Path(number): Path<String>, secret: Secret) -> Result {
    page(&Here::new(cx, &number, &secret).await?.chair()?, &Screen::Chair, "")
}

/// The chair's screen with what was refused.
pub(super) fn chair_said(here: &Here, wrong: &str) -> Result {
    page(here, &Screen::Chair, wrong)
}

/// `GET /conference/{number}/point/{unit}`.
pub(super) async fn point(cx: Cx, Path((number, unit)): Path<(String, String)>, secret: Secret) -> Result {
    let here = Here::new(cx, &number, &secret).await?.at(&unit)?;
    // Without scripts the page that asks for itself again is the sign of life.
    if here.point.as_deref() == Some(unit.as_str()) {
        here.hall.beat(&here.cx.app, &unit).await?;
    }
    page(&here, &Screen::Point(unit), "")
}

/// A point's screen with what was refused.
pub(super) fn point_said(here: &Here, unit: &str, wrong: &str) -> Result {
    page(here, &Screen::Point(unit.to_owned()), wrong)
}

/// `GET /conference/{number}/projector`.
pub(super) async fn projector(cx: Cx, Path(number): Path<String>, secret: Secret) -> Result {
    page(&Here::new(cx, &number, &secret).await?, &Screen::Projector, "")
}

/// `GET /conference/{number}/follow`.
pub(super) async fn follow(cx: Cx, Path(number): Path<String>, secret: Secret) -> Result {
    page(&Here::new(cx, &number, &secret).await?, &Screen::Follow, "")
}

/// What a stream holds between two frames: small, because there are thousands.
struct Line {
    frames: watch::Receiver<Bytes>,
    closing: watch::Receiver<bool>,
    clock: crate::clock::Clock,
    tick: Interval,
    begun: bool,
}

/// `GET /conference/{number}/live?screen=point&unit=31`.
pub(super) async fn line(cx: Cx, Path(number): Path<String>, secret: Secret) -> Result {
    let asked = Posted::from_query(&cx.query);
    let here = Here::new(cx, &number, &secret).await?;
    let unit = asked.get("unit").to_owned();
    let (here, screen) = match asked.get("screen") {
        "chair" => (here.chair()?, Screen::Chair),
        "point" => (here.at(&unit)?, Screen::Point(unit)),
        "projector" => (here, Screen::Projector),
        "follow" => (here, Screen::Follow),
        _ => return Err(Error::Hidden),
    };
    let tick = if matches!(screen, Screen::Point(_)) { TICK } else { SLOW_TICK };
    let app = &here.cx.app;
    let (frames, closing) = (here.hall.follow(app, screen, here.cx.lang), app.conferences.closing());
    // Counted on through frames, or a lively conference would never ask its points whether they are there.
    let tick = interval_at(Instant::now() + tick, tick);
    let line = Line { frames, closing, clock: app.clock.clone(), tick, begun: false };
    let stream = futures_util::stream::unfold(line, |mut line| async move {
        let piece = next(&mut line).await?;
        Some((Ok::<_, Infallible>(piece), line))
    });
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    let mut response: Response = (headers, Body::from_stream(stream)).into_response();
    // A proxy that gathers what it passes on would hold frames back.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// The next piece of a stream; none: it ends.
async fn next(line: &mut Line) -> Option<Bytes> {
    let clock = |line: &Line| Bytes::from(format!("event: clock\ndata: {}\n\n", line.clock.now_ms()));
    if !line.begun {
        line.begun = true;
        // Browsers wait some seconds unless told to try again sooner.
        let head = clock(line);
        return Some(Bytes::from([b"retry: 1000\n".as_slice(), &head].concat()));
    }
    if *line.closing.borrow() {
        return None;
    }
    tokio::select! {
        changed = line.frames.changed() => {
            changed.ok()?;
            Some(line.frames.borrow_and_update().clone())
        }
        _ = line.closing.changed() => None,
        _ = line.tick.tick() => Some(clock(line)),
    }
}
