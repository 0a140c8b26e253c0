//! Hòm đơn trực tuyến at the desk: what was filed for the reader's units, and the one step
//! by which it becomes a petition case, or is set aside with a reason the sender reads.
//!
//! Whoever opens an entry is written down. Must never open a case by itself.

use super::send::Letter;
use super::store::{self, Filing};
use super::{day_of, due, opening, or_hidden};
use crate::access::Action;
use crate::cases::deadline::Told;
use crate::cases::record::{problem, recorder};
use crate::cases::views::slug;
use crate::cases::within::{self, Gate};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::choice;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::units::name_of;
use crate::vault::{self, inbox};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::kinds;
use casework::petitions::{MatterField, PetitionKind};
use serde_json::{Value, json};

/// Entries on the page; the rest come up as these are dealt with.
const MOST: i64 = 200;

struct Line {
    id: i64,
    at: String,
    day: String,
    kind: String,
    unit: String,
    number: String,
    slug: String,
    deadline: Option<Told>,
}

fn line(cx: &Cx, f: &Filing) -> Line {
    let on = day_of(f.filed_at);
    Line {
        id: f.id,
        at: cx.lang.instant(f.filed_at),
        day: cx.lang.date(on),
        kind: cx.lang.word("filing_kind", &f.kind),
        unit: name_of(cx.lang, cx.app.tree, &f.unit, cx.today),
        slug: slug(&f.case_number),
        number: f.case_number.clone(),
        deadline: (f.state == "waiting").then(|| due(cx, &f.unit, &f.kind, on)).flatten(),
    }
}

#[derive(Template)]
#[template(path = "portal/filing/pages/inbox.html")]
struct Inbox {
    frame: Frame,
    waiting: Vec<Line>,
    more: i64,
    added: Vec<Line>,
}

/// How many entries wait for this reader.
async fn waiting(cx: &Cx) -> Result<i64> {
    let reach = cx.reach(Action::RecordActs);
    let all = cx.app.read(store::where_waiting).await?;
    Ok(all.iter().filter(|(unit, _)| reach.holds(unit)).map(|(_, n)| n).sum())
}

/// What the desk's page says of the inbox; empty where nothing waits.
///
/// # Errors
/// The database.
pub(crate) async fn strip(cx: &Cx) -> Result<String> {
    let n = waiting(cx).await?;
    Ok(if n == 0 { String::new() } else { cx.lang.f1("inbox.waiting", "n", cx.lang.number(n)) })
}

/// `GET /desk/inbox`.
pub(super) async fn list(cx: Cx) -> Result {
    let reach = cx.reach(Action::RecordActs);
    let (found, added) = cx
        .app
        .read(move |tx| {
            let mut found = Vec::new();
            for (unit, _) in store::where_waiting(tx)?.into_iter().filter(|(unit, _)| reach.holds(unit)) {
                found.extend(store::list(tx, &unit, MOST)?);
            }
            let mut added = store::added(tx, MOST)?;
            added.retain(|f| reach.holds(&f.unit));
            Ok((found, added))
        })
        .await?;
    let all = waiting(&cx).await?;
    let mut found = found;
    found.sort_by_key(|f| (f.filed_at, f.id));
    found.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let title = cx.lang.t("inbox.title");
    let page = Inbox {
        frame: cx.frame(title).under(cx.lang.t("room.desk"), "/desk").here(title),
        more: all - i64::try_from(found.len()).unwrap_or(0),
        waiting: found.iter().map(|f| line(&cx, f)).collect(),
        added: added.iter().map(|f| line(&cx, f)).collect(),
    };
    Ok(Html(page.render()?).into_response())
}

/// An entry of a unit of the reader's.
async fn own(cx: &Cx, id: &str) -> Result<Filing> {
    let id = or_hidden(id.parse::<i64>().ok())?;
    let found = or_hidden(cx.app.read(move |tx| store::by_id(tx, id)).await?)?;
    if cx.may(Action::RecordActs, &found.unit) { Ok(found) } else { Err(Error::Hidden) }
}

/// An opened entry: the letter while it waits, and what was added.
struct Opened {
    letter: Option<Letter>,
    notes: Vec<(String, String, String, bool)>,
}

/// Opens an entry for one it was sealed for, and writes down that they looked.
async fn opened(cx: &Cx, filing: &Filing) -> Result<std::result::Result<Opened, vault::Refused>> {
    let (who, id, now) = (cx.keys()?, filing.id, cx.app.clock.now_ms());
    let sealed = filing.sealed.clone();
    let (words, notes) = cx
        .app
        .write(move |tx| {
            let notes = store::notes(tx, id)?;
            let Some(wrapped) = store::granted(tx, id, &who.account)? else {
                return Ok((Err(vault::Refused::NotAssigned), notes));
            };
            let all: Vec<String> = std::iter::once(sealed.clone())
                .filter(|words| !words.is_empty())
                .chain(notes.iter().map(|n| n.sealed.clone()))
                .collect();
            let words = inbox::open(tx, &who, id, &wrapped, &all)?;
            if words.is_ok() {
                store::looked(tx, id, now, &who.account)?;
            }
            Ok((words, notes))
        })
        .await?;
    let mut words = match words {
        Ok(words) => words.into_iter(),
        Err(no) => return Ok(Err(no)),
    };
    let first = if filing.sealed.is_empty() { None } else { words.next() };
    let letter = first.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let lang = cx.lang;
    let note = |(n, bytes): (store::Note, Vec<u8>)| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (lang.instant(n.at), lang.word("track_note", &n.what), text, n.seen)
    };
    Ok(Ok(Opened { letter, notes: notes.into_iter().zip(words).map(note).collect() }))
}

#[derive(Template)]
#[template(path = "portal/filing/pages/entry.html")]
struct Entry {
    frame: Frame,
    line: Line,
    state: String,
    letter: Option<Letter>,
    notes: Vec<(String, String, String, bool)>,
    closed: String,
    typed: Posted,
    kind: String,
    errors: Vec<FieldError>,
    refusal: Option<Said>,
    kinds: Vec<(&'static str, String)>,
    fields: Vec<(&'static str, String)>,
}

impl Entry {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn v(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    fn wrong(&self, name: &str) -> &str {
        self.errors.iter().find(|e| e.field == name).map_or("", |e| self.lang().t(e.what))
    }

    fn unsaid(&self) -> Vec<(&str, &str)> {
        let shown = ["title", "against", "reason"];
        self.errors
            .iter()
            .filter(|e| !shown.contains(&e.field.as_str()))
            .map(|e| (e.field.as_str(), self.lang().t(e.what)))
            .collect()
    }
}

/// `GET /desk/inbox/{id}`.
pub(super) async fn one(cx: Cx, Path(id): Path<String>) -> Result {
    let filing = own(&cx, &id).await?;
    show(&cx, &filing, Posted::default(), Vec::new(), None).await
}

async fn show(cx: &Cx, filing: &Filing, mut typed: Posted, errors: Vec<FieldError>, refusal: Option<Said>) -> Result {
    let lang = cx.lang;
    let status = match (&refusal, errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let (letter, notes, closed) = match opened(cx, filing).await? {
        Ok(o) => (o.letter, o.notes, String::new()),
        Err(no) => (None, Vec::new(), lang.t(no.key()).to_owned()),
    };
    // A denunciation's own words may tell who wrote it: its title is the desk's.
    if !typed.has("title") && filing.kind != "denunciation" {
        typed.pairs.push(("title".into(), letter.as_ref().map(|l| l.title.clone()).unwrap_or_default()));
    }
    let title = lang.t("inbox.entry");
    let kind = if typed.get("kind").is_empty() { filing.kind.clone() } else { typed.get("kind").to_owned() };
    let page = Entry {
        frame: cx
            .frame(title)
            .under(lang.t("room.desk"), "/desk")
            .under(lang.t("inbox.title"), "/desk/inbox")
            .here(title),
        line: line(cx, filing),
        state: filing.state.clone(),
        letter,
        notes,
        closed,
        kind,
        typed,
        errors,
        refusal,
        kinds: PetitionKind::WORDS.iter().map(|w| (*w, choice(lang, "kind", w))).collect(),
        fields: MatterField::WORDS.iter().map(|w| (*w, choice(lang, "field", w))).collect(),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// What the desk said of the letter, and the letter, as the facts of its receipt; people still in them.
fn facts(letter: &Letter, posted: &Posted) -> Value {
    let said = |name: &str| Some(posted.get(name)).filter(|text| !text.is_empty());
    let mut whole = letter.said.clone();
    for (key, text) in [("filing_field.wants", &letter.wants), ("filing_field.against", &letter.against)] {
        if !text.is_empty() {
            whole.push_str(&format!("\n\n{}: {text}", Lang::Vi.t(key)));
        }
    }
    let person = json!({ "name": letter.name, "address": letter.address, "contact": letter.contact });
    let senders = if letter.anonymous { json!([]) } else { json!([{ "person": person }]) };
    json!({
        "title": posted.get("title"), "source": "online", "kind": said("kind"), "field": said("field"),
        "against": said("against"), "anonymous": letter.anonymous, "evidence": posted.has("evidence"),
        "senders": senders, "letter": whole,
    })
}

/// `POST /desk/inbox/{id}/take`: the receipt, of the day on which it was filed.
pub(super) async fn take(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let filing = own(&cx, &id).await?;
    if filing.state != "waiting" {
        return Ok(Redirect::to(&format!("/desk/inbox/{id}")).into_response());
    }
    if posted.get("title").is_empty() {
        let wrong = vec![FieldError::new("title", "invalid.required")];
        return show(&cx, &filing, posted, wrong, None).await;
    }
    let letter = match opened(&cx, &filing).await? {
        Ok(Opened { letter: Some(letter), .. }) => letter,
        _ => return show(&cx, &filing, posted, Vec::new(), None).await,
    };
    match open_case(&cx, &filing, &letter, &posted).await {
        Ok(Some(number)) => Ok(Redirect::to(&format!("/cases/{}", slug(&number))).into_response()),
        Ok(None) => Ok(Redirect::to(&format!("/desk/inbox/{id}")).into_response()),
        Err(Error::Invalid(errors)) => show(&cx, &filing, posted, errors, None).await,
        Err(no @ (Error::Refusal(_) | Error::Forbidden(_))) => {
            let said = no.said(&cx);
            show(&cx, &filing, posted, Vec::new(), Some(said)).await
        }
        Err(other) => Err(other),
    }
}

async fn open_case(cx: &Cx, filing: &Filing, letter: &Letter, posted: &Posted) -> Result<Option<String>> {
    let petition = kinds::of("petition").ok_or_else(|| Error::fault("no petitions"))?;
    let mut facts = facts(letter, posted);
    let taken = vault::take_out(petition.fields(petition.opening()).unwrap_or_default(), &mut facts);
    let facts = petition.read(petition.opening(), &facts).map_err(|wrong| {
        Error::Invalid(wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))).collect())
    })?;
    let on = day_of(filing.filed_at);
    let opening = opening(cx, petition, "", &filing.unit, on, facts);
    // Hidden by what the sender called it too: a mistaken sender is protected all the same.
    let hidden = filing.kind == "denunciation" || posted.get("kind") == "denunciation";
    let (law, today, by, id) = (cx.app.law.clone(), cx.today, recorder(cx)?, filing.id);
    cx.app
        .db
        .write(move |tx| {
            if store::by_id(tx, id)?.is_none_or(|f| f.state != "waiting") {
                return Ok::<_, Error>(None);
            }
            let gate = Gate { law: &law, today, by: &by, hidden };
            let number = within::open(tx, petition, opening.clone(), &taken, &gate)?;
            if !store::close(tx, id, ("taken", &number, ""), by.at_ms, &by.account)? {
                return Err(Error::Stale);
            }
            Ok(Some(number))
        })
        .await
}

/// `POST /desk/inbox/{id}/aside`: no petition; the sender reads why.
pub(super) async fn aside(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let filing = own(&cx, &id).await?;
    let reason = crate::facts_form::clean(posted.get("reason"));
    let wrong = match reason.chars().count() {
        0..10 => Some("invalid.reason"),
        10..=1_000 => None,
        _ => Some("invalid.too_long"),
    };
    if let Some(what) = wrong {
        return show(&cx, &filing, posted, vec![FieldError::new("reason", what)], None).await;
    }
    let (now, by) = (cx.app.clock.now_ms(), cx.actor()?.login.clone());
    cx.app.write(move |tx| store::close(tx, filing.id, ("aside", "", &reason), now, &by)).await?;
    Ok(Redirect::to("/desk/inbox").into_response())
}

/// `POST /desk/inbox/{id}/seen`: what was added stands in the case now.
pub(super) async fn seen(cx: Cx, Path(id): Path<String>, _: Posted) -> Result {
    let found = own(&cx, &id).await?.id;
    let (now, by) = (cx.app.clock.now_ms(), cx.actor()?.login.clone());
    cx.app.write(move |tx| store::seen(tx, found, now, &by)).await?;
    Ok(Redirect::to(&format!("/desk/inbox/{id}")).into_response())
}
