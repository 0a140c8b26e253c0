//! What chair and points do: one button, one word, one event.
//!
//! A script gets 204 or the sentence that refuses; a plain form gets its page again. Must never
//! decide whether something may happen: the gate does.

use super::figures;
use super::keep::Step;
use super::live;
use super::who::{Here, Secret};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::lang::typed;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::conference::{Attendee, Event, Manner, No, State};
use casework::directives::Group;
use std::collections::BTreeSet;

/// Quota of a speech that nobody set, in minutes.
const QUOTA: u32 = 5;
/// Longest quota, in minutes.
const LONGEST: u32 = 120;

/// `POST /conference/{number}/chair`.
pub(super) async fn chair(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let by = here.cx.actor()?.login.clone();
    let back = format!("/conference/{number}/chair");
    let said = match step(&here, &posted).await? {
        Ok(step) => here.hall.write(&here.cx.app, &by, step).await?.map(|_| ()),
        Err(no) => Err(no),
    };
    answer(&here.cx, said, &back, |no| live::chair_said(&here, no))
}

/// The step behind the chair's button.
async fn step(here: &Here, posted: &Posted) -> Result<std::result::Result<Step, No>> {
    let (word, n) = posted.get("do").split_once(':').unwrap_or((posted.get("do"), ""));
    let n: i64 = n.parse().unwrap_or(0);
    let state = &here.state;
    let text = || posted.get("text").to_owned();
    let event = match word {
        "open" => Event::Opened,
        "close" => Event::Closed,
        "call" => Event::ItemCalled { item: n },
        "next" => match state.next_item() {
            Some(item) => Event::ItemCalled { item: item.n },
            None => return Ok(Err(No::NotThere)),
        },
        "previous" => match state.previous_item() {
            Some(item) => Event::ItemCalled { item: item.n },
            None => return Ok(Err(No::NotThere)),
        },
        "roll" => {
            Event::RollCalled { present: state.points.iter().filter(|p| p.present).map(|p| p.unit.clone()).collect() }
        }
        "lower" | "speaker" => return Ok(Ok(Step::Plain(speaker(word, posted, here)))),
        "start" => match state.queue.iter().find(|s| s.n == n).or_else(|| state.next_speaker().filter(|_| n == 0)) {
            Some(speaker) => Event::SpeakerStarted { speaker: speaker.n },
            None => return Ok(Err(if state.queue.is_empty() { No::NotThere } else { No::LineLost })),
        },
        "end" => Event::SpeakerEnded,
        "first" => Event::SpeakerFirst { speaker: n },
        "remove" => Event::SpeakerRemoved { speaker: n },
        "answered" => Event::QuestionAnswered { question: n },
        "poll" => {
            let lines = posted.get("choices").lines().map(str::trim).filter(|l| !l.is_empty());
            let manner = Manner::from_word(posted.get("manner")).unwrap_or(Manner::Open);
            Event::PollOpened { text: text(), choices: lines.map(str::to_owned).collect(), manner }
        }
        "poll_close" => return Ok(Ok(Step::ClosePoll { poll: n })),
        "show" => match state.cards.iter().find(|c| c.n == n) {
            Some(card) => figures::shown(&here.cx, card).await?,
            None => return Ok(Err(No::NotThere)),
        },
        "hide" => Event::CardHidden,
        "conclude" => return Ok(concluded(here, posted).map(Step::Plain)),
        "up" | "down" => return Ok(moved(state, n, word == "up").map(Step::Plain)),
        "drop" => Event::ItemDropped { item: n },
        "add" => Event::ItemAdded {
            title: text(),
            minutes: posted.get("minutes").parse().unwrap_or(QUOTA).clamp(1, LONGEST),
            unit: String::new(),
            papers: Vec::new(),
            // What is put in while it runs comes next.
            after: state.current.map_or(0, |(at, _)| at),
        },
        "strike" => Event::ConclusionStruck { sentence: n },
        _ => return Ok(Err(No::NotThere)),
    };
    Ok(Ok(Step::Plain(event)))
}

/// An item one place up or down.
fn moved(state: &State, item: i64, up: bool) -> std::result::Result<Event, No> {
    let at = state.items.iter().position(|i| i.n == item).ok_or(No::NotThere)?;
    let before = match up {
        true => state.items.get(at.checked_sub(1).ok_or(No::SoAlready)?).map(|i| i.n),
        false if at + 1 >= state.items.len() => return Err(No::SoAlready),
        false => state.items.get(at + 2).map(|i| i.n),
    };
    Ok(Event::ItemMoved { item, before: before.unwrap_or(0) })
}

/// A conclusion with whom it tells to do it and until when; all of that may be left open.
fn concluded(here: &Here, posted: &Posted) -> std::result::Result<Event, No> {
    let chosen = posted.pairs.iter().filter(|(name, _)| name == "to").map(|(_, unit)| unit.as_str());
    let others = posted.get("codes").split([' ', ',', ';']);
    let mut to: Vec<String> =
        chosen.chain(others).map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect();
    let mut twice = BTreeSet::new();
    to.retain(|code| twice.insert(code.clone()));
    if to.iter().any(|code| here.cx.app.tree.get(code, here.state.on).is_none()) {
        return Err(No::NoUnit);
    }
    let due_on = match posted.get("due_on") {
        "" => None,
        text => Some(typed::date(text).ok_or(No::NoDate)?),
    };
    let every = Group::from_word(posted.get("every")).map_or("", |g| g.word()).to_owned();
    Ok(Event::Concluded { text: posted.get("text").to_owned(), to, every, due_on })
}

/// A hand taken down, or somebody put on the list: by a unit in the form, or by the button's own.
fn speaker(word: &str, posted: &Posted, here: &Here) -> Event {
    let by_button = posted.get("do").split_once(':').map(|(_, unit)| unit);
    let unit = by_button.unwrap_or(posted.get("unit")).to_owned();
    if word == "lower" {
        return Event::HandLowered { unit };
    }
    let minutes = posted.get("minutes").parse().unwrap_or(QUOTA).clamp(1, LONGEST);
    let (mut name, mut office) = (posted.get("name").to_owned(), posted.get("office").to_owned());
    if let Some(head) = here.state.point(&unit).and_then(|p| p.people.first()).filter(|_| name.is_empty()) {
        (name, office) = (head.name.clone(), head.office.clone());
    }
    Event::SpeakerAdded { unit, name, office, seconds: minutes * 60 }
}

/// `POST /conference/{number}/point/{unit}`.
pub(super) async fn point(
    cx: Cx,
    Path((number, unit)): Path<(String, String)>,
    secret: Secret,
    posted: Posted,
) -> Result {
    let here = Here::new(cx, &number, &secret).await?.at(&unit)?;
    let (word, n) = posted.get("do").split_once(':').unwrap_or((posted.get("do"), ""));
    let (n, choice) = n.split_once('.').unwrap_or((n, ""));
    let n: i64 = n.parse().unwrap_or(0);
    let own = unit.clone();
    let step = match word {
        "raise" => Step::Plain(Event::HandRaised { unit: own }),
        "lower" => Step::Plain(Event::HandLowered { unit: own }),
        "ask" => Step::Plain(Event::QuestionAsked { unit: own, text: posted.get("text").to_owned() }),
        "back" => Step::Plain(Event::QuestionBacked { question: n, unit: own }),
        "vote" => Step::Vote { poll: n, unit: own, choice: choice.parse().unwrap_or(usize::MAX) },
        "people" => Step::Plain(Event::Attending { unit: own, people: people(posted.get("people")) }),
        _ => return Err(Error::Hidden),
    };
    let said = here.hall.write(&here.cx.app, &here.by(&unit), step).await?.map(|_| ());
    let back = format!("/conference/{number}/point/{unit}");
    answer(&here.cx, said, &back, |no| live::point_said(&here, &unit, no))
}

/// One attendee a line: office, then a dash and the name where it is known.
fn people(text: &str) -> Vec<Attendee> {
    let one = |line: &str| {
        let (office, name) = line.split_once(" - ").or_else(|| line.split_once(" – ")).unwrap_or((line, ""));
        Attendee { office: office.trim().to_owned(), name: name.trim().to_owned() }
    };
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(one).collect()
}

/// `POST /conference/{number}/point/{unit}/beat`: its line stands.
pub(super) async fn beat(cx: Cx, Path((number, unit)): Path<(String, String)>, secret: Secret, _: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.at(&unit)?;
    // An official who looks in from their own desk is not the point.
    if here.point.as_deref() == Some(unit.as_str()) {
        here.hall.beat(&here.cx.app, &unit).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What comes back: for a script a word, for a plain form its page.
fn answer(cx: &Cx, said: std::result::Result<(), No>, back: &str, page: impl FnOnce(&str) -> Result) -> Result {
    let Err(no) = said else {
        return Ok(if cx.part { StatusCode::NO_CONTENT.into_response() } else { Redirect::to(back).into_response() });
    };
    let text = cx.lang.word("conference_no", no.word());
    if cx.part {
        return Ok((StatusCode::CONFLICT, text).into_response());
    }
    let mut response: Response = page(&text)?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
