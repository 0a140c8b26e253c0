//! Hòm đơn trực tuyến at the desk: what was filed for the reader's units, and the one step
//! by which it becomes a petition case, or is set aside with a reason the sender reads.
//!
//! Whoever opens an entry is written down; a denunciation is opened only for a reason, as in
//! the vault. A colleague who joined later is let in by one who can open it. Must never open a
//! case by itself.

use super::files::{self, Head};
use super::send::Letter;
use super::store::{self, Filing};
use super::{day_of, due, moved, opening, or_hidden};
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
use axum::http::{StatusCode, header};
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
    shared: bool,
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
        shared: Posted::from_query(&cx.query).has("shared"),
    };
    Ok(Html(page.render()?).into_response())
}

/// An entry of a unit of the reader's.
async fn own(cx: &Cx, id: &str) -> Result<Filing> {
    let id = or_hidden(id.parse::<i64>().ok())?;
    let found = or_hidden(cx.app.read(move |tx| store::by_id(tx, id)).await?)?;
    if cx.may(Action::RecordActs, &found.unit) { Ok(found) } else { Err(Error::Hidden) }
}

/// Something added, as the desk reads it.
struct Added {
    at: String,
    what: String,
    text: String,
    seen: bool,
    papers: Vec<Shown>,
}

/// A paper of a letter or of an addition: where it is opened, and its name.
struct Shown {
    at: String,
    name: String,
    kb: i64,
}

/// An opened entry: the letter while it waits, its papers, and what was added.
struct Opened {
    letter: Option<Letter>,
    papers: Vec<Shown>,
    notes: Vec<Added>,
}

/// A paper of an entry, its head still sealed.
struct Found {
    note: i64,
    kept: files::Kept,
}

/// The key of an entry as this reader can unwrap it; and on the way every colleague is let in who takes
/// petitions in there and cannot open it yet.
fn key_of(tx: &mut dyn db::Tx, who: &vault::SessionKeys, filing: &Filing) -> db::Result<Option<String>> {
    let Some(wrapped) = store::granted(tx, filing.id, &who.account)? else { return Ok(None) };
    let have = store::grants(tx, filing.id)?;
    if let Ok(new) = inbox::share(tx, who, (&filing.unit, filing.id), &wrapped, &have)? {
        for (account, wrapped) in new {
            store::grant(tx, filing.id, &account, &wrapped)?;
        }
    }
    Ok(Some(wrapped))
}

/// Opens an entry for one it was sealed for, and writes down that they looked, and why.
async fn opened(cx: &Cx, filing: &Filing, reason: &str) -> Result<std::result::Result<Opened, vault::Refused>> {
    let (who, now, filing, reason) = (cx.keys()?, cx.app.clock.now_ms(), filing.clone(), reason.to_owned());
    let lang = cx.lang;
    cx.app
        .write(move |tx| {
            let notes = store::notes(tx, filing.id)?;
            let Some(wrapped) = key_of(tx, &who, &filing)? else { return Ok(Err(vault::Refused::NotAssigned)) };
            let mut found = Vec::new();
            for note in std::iter::once(0).chain(notes.iter().map(|n| n.n)) {
                let kept = files::of(tx, &files::owner(filing.id, note))?;
                found.extend(kept.into_iter().map(|kept| Found { note, kept }));
            }
            let all: Vec<String> = std::iter::once(filing.sealed.clone())
                .filter(|words| !words.is_empty())
                .chain(notes.iter().map(|n| n.sealed.clone()))
                .chain(found.iter().map(|f| f.kept.head.clone()))
                .collect();
            let words = match inbox::open(tx, &who, filing.id, &wrapped, &all)? {
                Ok(words) => words,
                Err(no) => return Ok(Err(no)),
            };
            store::looked(tx, filing.id, now, &who.account, &reason)?;
            Ok(Ok(told(lang, &filing, words, (notes, found))))
        })
        .await
}

fn told(lang: Lang, filing: &Filing, words: Vec<Vec<u8>>, (notes, found): (Vec<store::Note>, Vec<Found>)) -> Opened {
    let mut words = words.into_iter();
    let first = if filing.sealed.is_empty() { None } else { words.next() };
    let letter = first.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let said: Vec<(store::Note, Vec<u8>)> = notes.into_iter().zip(words.by_ref()).collect();
    let papers: Vec<(i64, Shown)> = found
        .into_iter()
        .zip(words)
        .filter_map(|(f, head)| {
            let head: Head = serde_json::from_slice(&head).ok()?;
            let at = format!("/desk/inbox/{}/files/{}/{}", filing.id, f.note, f.kept.n);
            Some((f.note, Shown { at, name: head.name, kb: (f.kept.size + 1_023) / 1_024 }))
        })
        .collect();
    let (mut own, mut later) = (Vec::new(), papers);
    later.retain_mut(|(note, shown)| {
        if *note != 0 {
            return true;
        }
        own.push(Shown { at: std::mem::take(&mut shown.at), name: std::mem::take(&mut shown.name), kb: shown.kb });
        false
    });
    let added = |(n, bytes): (store::Note, Vec<u8>)| {
        let (mine, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut later).into_iter().partition(|(note, _)| *note == n.n);
        later = rest;
        Added {
            at: lang.instant(n.at),
            what: lang.word("track_note", &n.what),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            seen: n.seen,
            papers: mine.into_iter().map(|(_, shown)| shown).collect(),
        }
    };
    Opened { letter, papers: own, notes: said.into_iter().map(added).collect() }
}

#[derive(Template)]
#[template(path = "portal/filing/pages/entry.html")]
struct Entry {
    frame: Frame,
    line: Line,
    state: String,
    letter: Option<Letter>,
    papers: Vec<Shown>,
    notes: Vec<Added>,
    closed: String,
    /// A denunciation not opened yet: asks for the reason.
    shut: bool,
    asked: bool,
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

    /// Whether something was added that nobody has dealt with.
    fn is_new(&self) -> bool {
        self.notes.iter().any(|n| !n.seen)
    }

    fn v(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    fn wrong(&self, name: &str) -> &str {
        self.errors.iter().find(|e| e.field == name).map_or("", |e| self.lang().t(e.what))
    }

    fn unsaid(&self) -> Vec<(&str, &str)> {
        let shown = ["title", "against", "reason", "why", "question"];
        self.errors
            .iter()
            .filter(|e| !shown.contains(&e.field.as_str()))
            .map(|e| (e.field.as_str(), self.lang().t(e.what)))
            .collect()
    }
}

/// Why an entry is opened where nobody needs to say it: it is read to be taken in.
const INTAKE: &str = "intake";

/// `GET /desk/inbox/{id}`: a denunciation stays shut until somebody says why they open it.
pub(super) async fn one(cx: Cx, Path(id): Path<String>) -> Result {
    let filing = own(&cx, &id).await?;
    let reason = if filing.kind == "denunciation" { "" } else { INTAKE };
    show(&cx, &filing, reason, Posted::default(), Vec::new(), None).await
}

/// `POST /desk/inbox/{id}/open`.
pub(super) async fn open(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let filing = own(&cx, &id).await?;
    let reason = crate::facts_form::clean(posted.get("why"));
    if reason.chars().count() < vault::REASON_MIN {
        let wrong = vec![FieldError::new("why", "invalid.reason")];
        return show(&cx, &filing, "", posted, wrong, None).await;
    }
    show(&cx, &filing, &reason, Posted::default(), Vec::new(), None).await
}

/// `POST /desk/inbox/share`: colleagues who joined later can open what waits, as far as the reader can.
pub(super) async fn share(cx: Cx, _: Posted) -> Result {
    let (who, reach) = (cx.keys()?, cx.reach(Action::RecordActs));
    cx.app
        .write(move |tx| {
            for (unit, _) in store::where_waiting(tx)?.into_iter().filter(|(unit, _)| reach.holds(unit)) {
                for filing in store::list(tx, &unit, MOST)? {
                    key_of(tx, &who, &filing)?;
                }
            }
            Ok(())
        })
        .await?;
    Ok(Redirect::to("/desk/inbox?shared").into_response())
}

/// `POST /desk/inbox/{id}/ask`: the sender reads it with their code, and nobody else outside.
pub(super) async fn ask(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let filing = own(&cx, &id).await?;
    let text = crate::facts_form::clean(posted.get("question"));
    let wrong = match text.chars().count() {
        0 => Some("invalid.required"),
        1..=2_000 => None,
        _ => Some("invalid.too_long"),
    };
    if let Some(what) = wrong {
        return show(&cx, &filing, INTAKE, posted, vec![FieldError::new("question", what)], None).await;
    }
    let (now, id, by) = (cx.app.clock.now_ms(), filing.id, cx.actor()?.login.clone());
    let asked = cx
        .app
        .write(move |tx| {
            let Some(answers) = store::answers(tx, id)? else { return Ok(false) };
            let words = text.as_bytes();
            let both = inbox::ask(&answers.public, id, words).zip(inbox::shut_more(&filing.public, id, words));
            let Some((out, own)) = both else { return Ok(false) };
            let n = store::notes(tx, id)?.len() as i64 + 1;
            store::add_question(tx, id, n, now, &out)?;
            store::add_note(tx, id, n, now, "question", &own)?;
            // What the office wrote itself waits for nobody at the office.
            store::seen_one(tx, id, n, now, &by)?;
            Ok(true)
        })
        .await?;
    if asked { Ok(Redirect::to(&format!("/desk/inbox/{id}")).into_response()) } else { Err(Error::Hidden) }
}

/// `POST /desk/inbox/{id}/files/{note}/{n}`: a download, never shown as a page of ours.
pub(super) async fn file(cx: Cx, Path((id, note, n)): Path<(String, String, String)>, _: Posted) -> Result {
    let (Ok(note), Ok(n)) = (note.parse::<i64>(), n.parse::<i64>()) else { return Err(Error::Hidden) };
    let filing = own(&cx, &id).await?;
    let (who, now) = (cx.keys()?, cx.app.clock.now_ms());
    let opened = cx
        .app
        .write(move |tx| {
            let owner = files::owner(filing.id, note);
            let kept = files::of(tx, &owner)?.into_iter().find(|f| f.n == n);
            let (Some(wrapped), Some(kept)) = (store::granted(tx, filing.id, &who.account)?, kept) else {
                return Ok(None);
            };
            let head = inbox::open(tx, &who, filing.id, &wrapped, &[kept.head])?.ok().and_then(|mut all| all.pop());
            let sealed = files::bytes(tx, &owner, n)?;
            let bytes = inbox::open_file(tx, &who, filing.id, &wrapped, &sealed)?.ok();
            store::looked(tx, filing.id, now, &who.account, "file")?;
            Ok(head.and_then(|head| serde_json::from_slice::<Head>(&head).ok()).zip(bytes))
        })
        .await?;
    let (head, bytes) = or_hidden(opened)?;
    let disposition = format!("attachment; filename*=UTF-8''{}", slug(&head.name));
    Ok(([(header::CONTENT_TYPE, head.mime), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

async fn show(
    cx: &Cx,
    filing: &Filing,
    reason: &str,
    mut typed: Posted,
    errors: Vec<FieldError>,
    refusal: Option<Said>,
) -> Result {
    let lang = cx.lang;
    let status = match (&refusal, errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let shut = reason.is_empty();
    let nothing = Opened { letter: None, papers: Vec::new(), notes: Vec::new() };
    let (opened, closed) = match if shut { Ok(nothing) } else { opened(cx, filing, reason).await? } {
        Ok(o) => (o, String::new()),
        Err(no) => {
            let empty = Opened { letter: None, papers: Vec::new(), notes: Vec::new() };
            (empty, lang.t(no.key()).to_owned())
        }
    };
    let Opened { letter, papers, notes } = opened;
    let id = filing.id;
    let asked = cx.app.read(move |tx| Ok(store::answers(tx, id)?.is_some())).await? && filing.state != "aside";
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
        asked: asked && !shut && closed.is_empty(),
        letter,
        papers,
        notes,
        closed,
        shut,
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
        return show(&cx, &filing, INTAKE, posted, wrong, None).await;
    }
    let letter = match opened(&cx, &filing, INTAKE).await? {
        Ok(Opened { letter: Some(letter), .. }) => letter,
        _ => return show(&cx, &filing, INTAKE, posted, Vec::new(), None).await,
    };
    match open_case(&cx, &filing, &letter, &posted).await {
        Ok(Some(number)) => Ok(Redirect::to(&format!("/cases/{}", slug(&number))).into_response()),
        Ok(None) => Ok(Redirect::to(&format!("/desk/inbox/{id}")).into_response()),
        Err(Error::Invalid(errors)) => show(&cx, &filing, INTAKE, posted, errors, None).await,
        Err(no @ (Error::Refusal(_) | Error::Forbidden(_))) => {
            let said = no.said(&cx);
            show(&cx, &filing, INTAKE, posted, Vec::new(), Some(said)).await
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
    let (law, today, by, filing, who) = (cx.app.law.clone(), cx.today, recorder(cx)?, filing.clone(), cx.keys()?);
    let id = filing.id;
    cx.app
        .db
        .write(move |tx| {
            if store::by_id(tx, id)?.is_none_or(|f| f.state != "waiting") {
                return Ok::<_, Error>(None);
            }
            let gate = Gate { law: &law, today, by: &by, hidden };
            let number = within::open(tx, petition, opening.clone(), &taken, &gate)?;
            moved::papers(tx, &who, &filing, &number, (by.at_ms, &by.account))?;
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
        return show(&cx, &filing, INTAKE, posted, vec![FieldError::new("reason", what)], None).await;
    }
    let (now, by) = (cx.app.clock.now_ms(), cx.actor()?.login.clone());
    cx.app.write(move |tx| store::close(tx, filing.id, ("aside", "", &reason), now, &by)).await?;
    Ok(Redirect::to("/desk/inbox").into_response())
}

/// `POST /desk/inbox/{id}/seen`: what was added stands in the case now, its papers with it.
pub(super) async fn seen(cx: Cx, Path(id): Path<String>, _: Posted) -> Result {
    let filing = own(&cx, &id).await?;
    let (now, by, who) = (cx.app.clock.now_ms(), cx.actor()?.login.clone(), cx.keys()?);
    cx.app
        .db
        .write(move |tx| {
            if !filing.case_number.is_empty() {
                moved::papers(tx, &who, &filing, &filing.case_number, (now, &by))?;
            }
            Ok::<_, Error>(store::seen(tx, filing.id, now, &by)?)
        })
        .await?;
    Ok(Redirect::to(&format!("/desk/inbox/{id}")).into_response())
}
