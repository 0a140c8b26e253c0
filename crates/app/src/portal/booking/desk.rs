//! Bàn tiếp gọi số: the turns of a day, who is there, who is called next; one press makes a
//! reception of a turn. And the board of the waiting room, which shows numbers and nothing else.

use super::days::{own as own_day, unit_of};
use super::store::{self, Day, Turn};
use super::words::Words;
use super::{Found, called, clock, found, in_language, said, session};
use crate::access::Action;
use crate::cases::record::{problem, recorder};
use crate::cases::views::slug;
use crate::cases::within::{self, Gate};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::clean;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::{Lang, typed};
use crate::portal::filing::opening;
use crate::portal::visit::{Face, Visit};
use crate::units::name_of;
use crate::vault::{self, inbox};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::kinds;
use casework::receptions::Host;
use casework::receptions::queue::{self, Standing, Step};
use serde_json::json;

struct Line {
    id: i64,
    number: String,
    slot: String,
    kind: String,
    standing: String,
    state: String,
    desk: String,
    case_number: String,
    slug: String,
    steps: Vec<(&'static str, String)>,
    receives: bool,
}

struct Session {
    id: i64,
    text: String,
    place: String,
    lines: Vec<Line>,
    waiting: usize,
    next: bool,
}

#[derive(Template)]
#[template(path = "portal/booking/pages/queue.html")]
struct Queue {
    frame: Frame,
    unit: String,
    unit_name: String,
    day: String,
    is_today: bool,
    desk: String,
    sessions: Vec<Session>,
}

/// The steps a desk may press, in order.
const STEPS: [Step; 3] = [Step::Arrive, Step::Call, Step::Miss];

fn line(cx: &Cx, days: &[Day], day: &Day, t: &Turn) -> Line {
    let (lang, is_today) = (cx.lang, day.on == cx.today);
    let stands = Standing::from_word(&t.standing);
    let may = |step: Step| is_today && stands.and_then(|s| queue::after(s, step)).is_some();
    Line {
        id: t.id,
        number: called(days, day, t.number),
        slot: clock(t.slot),
        kind: lang.word("filing_kind", &t.kind),
        standing: lang.word("turn_standing", &t.standing),
        state: t.standing.clone(),
        desk: t.desk.clone(),
        case_number: t.case_number.clone(),
        slug: slug(&t.case_number),
        steps: STEPS.into_iter().filter(|s| may(*s)).map(|s| (s.word(), lang.word("turn_step", s.word()))).collect(),
        receives: may(Step::Receive),
    }
}

/// `GET /desk/turns?unit=&day=`.
pub(super) async fn list(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let unit = unit_of(&cx, query.get("unit"))?;
    let on = typed::date(query.get("day")).unwrap_or(cx.today);
    let (lang, of) = (cx.lang, unit.clone());
    let read = cx.app.read(move |tx| {
        let all: Vec<Day> = store::days(tx, &of, on)?.into_iter().filter(|d| d.on == on).collect();
        let turns = all.iter().map(|d| store::turns(tx, d.id)).collect::<db::Result<Vec<_>>>()?;
        Ok((all, turns))
    });
    let (all, turns) = read.await?;
    let one = |(d, turns): (&Day, Vec<Turn>)| {
        let lines: Vec<Line> =
            turns.iter().filter(|t| t.standing != "cancelled").map(|t| line(&cx, &all, d, t)).collect();
        let waiting = lines.iter().filter(|l| l.state == Standing::Arrived.word()).count();
        Session { id: d.id, text: session(lang, d), place: d.place.clone(), waiting, next: waiting > 0, lines }
    };
    let title = lang.t("booking.queue");
    let page = Queue {
        frame: cx.frame(title).under(lang.t("room.desk"), "/desk").here(title),
        unit_name: name_of(lang, cx.app.tree, &unit, cx.today),
        day: lang.date(on),
        is_today: on == cx.today,
        desk: query.get("desk").chars().take(20).collect(),
        sessions: all.iter().zip(turns).map(one).collect(),
        unit,
    };
    Ok(Html(page.render()?).into_response())
}

/// A turn at a unit of the reader's.
async fn own(cx: &Cx, id: &str) -> Result<Found> {
    let id: i64 = id.parse().map_err(|_| Error::Hidden)?;
    let read = cx.app.read(move |tx| match store::one(tx, id)? {
        Some(turn) => found(tx, turn),
        None => Ok(None),
    });
    let found = read.await?.ok_or(Error::Hidden)?;
    if cx.may(Action::RecordActs, &found.day.unit) { Ok(found) } else { Err(Error::Hidden) }
}

fn back(day: &Day, desk: &str) -> Response {
    let mut q = form_urlencoded::Serializer::new(String::new());
    q.append_pair("unit", &day.unit).append_pair("day", &day.on.to_string()).append_pair("desk", desk);
    Redirect::to(&format!("/desk/turns?{}", q.finish())).into_response()
}

fn desk_of(posted: &Posted) -> String {
    clean(posted.get("desk")).chars().take(20).collect()
}

/// `POST /desk/turns/{id}/step`: on its own day; what does not follow changes nothing.
pub(super) async fn step(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let Found { turn, day, .. } = own(&cx, &id).await?;
    let step = Step::from_word(posted.get("step")).filter(|s| STEPS.contains(s)).ok_or(Error::Hidden)?;
    put(&cx, &day, &turn, step, &desk_of(&posted)).await?;
    Ok(back(&day, &desk_of(&posted)))
}

async fn put(cx: &Cx, day: &Day, turn: &Turn, step: Step, desk: &str) -> Result<bool> {
    let next = Standing::from_word(&turn.standing).and_then(|s| queue::after(s, step));
    let Some(next) = next.filter(|_| day.on == cx.today) else { return Ok(false) };
    let (turn, desk, now) = (turn.clone(), desk.to_owned(), cx.app.clock.now_ms());
    cx.app.write(move |tx| store::stand(tx, &turn, next.word(), &desk, now)).await
}

/// `POST /desk/turns/days/{id}/next`: the lowest number that is there.
pub(super) async fn call_next(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let day = own_day(&cx, &id).await?;
    let of = day.id;
    let turns = cx.app.read(move |tx| store::turns(tx, of)).await?;
    let standing = |t: &Turn| Standing::from_word(&t.standing).map(|s| (t.number, s));
    let number = queue::next(turns.iter().filter_map(standing));
    if let Some(turn) = turns.iter().find(|t| Some(t.number) == number && t.standing == Standing::Arrived.word()) {
        put(&cx, &day, turn, Step::Call, &desk_of(&posted)).await?;
    }
    Ok(back(&day, &desk_of(&posted)))
}

#[derive(Template)]
#[template(path = "portal/booking/pages/turn.html")]
struct One {
    frame: Frame,
    line: Line,
    session: String,
    sealed: bool,
    words: Option<Words>,
    closed: String,
    denounces: bool,
    typed: Posted,
    errors: Vec<FieldError>,
    refusal: Option<Said>,
}

impl One {
    fn lang(&self) -> Lang {
        self.frame.lang
    }

    fn wrong(&self, name: &str) -> &str {
        self.errors.iter().find(|e| e.field == name).map_or("", |e| self.lang().t(e.what))
    }

    /// What is wrong with the facts of the act itself.
    fn unsaid(&self) -> Vec<(&str, &str)> {
        let others = self.errors.iter().filter(|e| !["title", "why"].contains(&e.field.as_str()));
        others.map(|e| (e.field.as_str(), self.lang().t(e.what))).collect()
    }
}

/// What a page of one turn says besides the turn.
#[derive(Default)]
struct Told {
    words: Option<Words>,
    closed: String,
    typed: Posted,
    errors: Vec<FieldError>,
    refusal: Option<Said>,
}

fn show(cx: &Cx, f: &Found, told: Told) -> Result {
    let lang = cx.lang;
    let status = match (&told.refusal, told.errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let line = line(cx, &f.days, &f.day, &f.turn);
    let title = lang.f1("booking.turn", "number", &line.number);
    let page = One {
        frame: cx
            .frame(&title)
            .under(lang.t("room.desk"), "/desk")
            .under(lang.t("booking.queue"), format!("/desk/turns?unit={}&day={}", f.day.unit, f.day.on))
            .here(&title),
        session: session(lang, &f.day),
        sealed: !f.turn.sealed.is_empty(),
        denounces: f.turn.kind == "denunciation",
        line,
        words: told.words,
        closed: told.closed,
        typed: told.typed,
        errors: told.errors,
        refusal: told.refusal,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /desk/turns/{id}`: sealed until somebody opens it.
pub(super) async fn one(cx: Cx, Path(id): Path<String>) -> Result {
    let found = own(&cx, &id).await?;
    show(&cx, &found, Told::default())
}

/// `POST /desk/turns/{id}/open`: who denounces is opened for a reason that stays on record.
pub(super) async fn open(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let f = own(&cx, &id).await?;
    let reason = clean(posted.get("why"));
    if f.turn.kind == "denunciation" && reason.chars().count() < vault::REASON_MIN {
        let errors = vec![FieldError::new("why", "invalid.reason")];
        return show(&cx, &f, Told { typed: posted, errors, ..Told::default() });
    }
    let reason = if reason.is_empty() { "intake".to_owned() } else { reason };
    match opened(&cx, &f.turn, reason).await? {
        Ok(words) => show(&cx, &f, Told { words: Some(words), ..Told::default() }),
        Err(no) => show(&cx, &f, Told { closed: cx.lang.t(no.key()).to_owned(), ..Told::default() }),
    }
}

/// Opens a turn for one it was sealed for, and writes down that they looked, and why.
async fn opened(cx: &Cx, turn: &Turn, reason: String) -> Result<std::result::Result<Words, vault::Refused>> {
    let (who, now, turn) = (cx.keys()?, cx.app.clock.now_ms(), turn.clone());
    cx.app
        .write(move |tx| {
            let Some(wrapped) = store::granted(tx, turn.id, &who.account)? else {
                return Ok(Err(vault::Refused::NotAssigned));
            };
            let sealed = std::slice::from_ref(&turn.sealed);
            let plain = match inbox::open(tx, &who, turn.id, &wrapped, sealed)? {
                Ok(mut all) => all.pop().unwrap_or_default(),
                Err(no) => return Ok(Err(no)),
            };
            store::looked(tx, turn.id, now, &who.account, &reason)?;
            Ok(serde_json::from_slice(&plain).map_err(|_| vault::Refused::Damaged))
        })
        .await
}

/// `POST /desk/turns/{id}/receive`: the turn becomes a reception of today.
pub(super) async fn receive(cx: Cx, Path(id): Path<String>, posted: Posted) -> Result {
    let f = own(&cx, &id).await?;
    if !f.turn.case_number.is_empty() {
        return Ok(Redirect::to(&format!("/cases/{}", slug(&f.turn.case_number))).into_response());
    }
    let next = Standing::from_word(&f.turn.standing).and_then(|s| queue::after(s, Step::Receive));
    if next.is_none() || f.day.on != cx.today {
        return Ok(back(&f.day, ""));
    }
    let words = match opened(&cx, &f.turn, "intake".into()).await? {
        Ok(words) => words,
        Err(no) => return show(&cx, &f, Told { closed: cx.lang.t(no.key()).to_owned(), ..Told::default() }),
    };
    // The words of whoever denounces may tell who they are: that title is the desk's.
    let title = match (clean(posted.get("title")), f.turn.kind.as_str()) {
        (typed, _) if !typed.is_empty() => typed,
        (_, "denunciation") => {
            let errors = vec![FieldError::new("title", "invalid.required")];
            return show(&cx, &f, Told { typed: posted, errors, ..Told::default() });
        }
        _ => words.title.clone(),
    };
    match open_case(&cx, &f, &words, &title).await {
        Ok(Some(number)) => Ok(Redirect::to(&format!("/cases/{}", slug(&number))).into_response()),
        Ok(None) => Ok(back(&f.day, "")),
        Err(Error::Invalid(errors)) => show(&cx, &f, Told { errors, typed: posted, ..Told::default() }),
        Err(no @ (Error::Refusal(_) | Error::Forbidden(_))) => {
            let refusal = Some(no.said(&cx));
            show(&cx, &f, Told { refusal, typed: posted, ..Told::default() })
        }
        Err(other) => Err(other),
    }
}

async fn open_case(cx: &Cx, f: &Found, words: &Words, title: &str) -> Result<Option<String>> {
    let reception = kinds::of("reception").ok_or_else(|| Error::fault("no receptions"))?;
    let (day, turn, today) = (&f.day, f.turn.clone(), cx.today);
    let of_head = day.host != Host::Regular.word();
    let presider = Some(&day.presider).filter(|p| of_head && !p.is_empty());
    let mode = Some(&day.mode).filter(|m| *m == "online");
    let person = json!({ "name": words.name, "address": words.address, "contact": words.contact });
    let mut facts = json!({
        "title": title, "host": day.host, "presider": presider, "mode": mode, "kind": turn.kind,
        "visitors": [{ "person": person }],
    });
    let taken = vault::take_out(reception.fields(reception.opening()).unwrap_or_default(), &mut facts);
    let facts = reception.read(reception.opening(), &facts).map_err(|wrong| {
        Error::Invalid(wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))).collect())
    })?;
    let opening = opening(cx, reception, "", &day.unit, today, facts);
    let hidden = turn.kind == "denunciation";
    let (law, by) = (cx.app.law.clone(), recorder(cx)?);
    cx.app
        .db
        .write(move |tx| {
            // Pressed twice, or by two desks: one reception.
            if !store::stand(tx, &turn, Standing::Received.word(), &turn.desk, by.at_ms)? {
                return Ok::<_, Error>(None);
            }
            let gate = Gate { law: &law, today, by: &by, hidden };
            let number = within::open(tx, reception, opening.clone(), &taken, &gate)?;
            store::received(tx, turn.id, &number)?;
            Ok(Some(number))
        })
        .await
}

/// A number on the board.
pub(super) struct Shown {
    pub(super) number: String,
    pub(super) desk: String,
}

/// The numbers of a unit today: numbers and desks, never who.
pub(super) struct Calls {
    /// Whether it receives by appointment today.
    pub(super) open: bool,
    /// Called, the last first.
    pub(super) called: Vec<Shown>,
    /// Come and waiting.
    pub(super) waiting: Vec<String>,
}

/// What the board of a unit says now.
pub(super) async fn calls(cx: &Cx, unit: &str) -> Result<Calls> {
    let (of, today) = (unit.to_owned(), cx.today);
    let read = cx.app.read(move |tx| {
        let days: Vec<Day> = store::days(tx, &of, today)?.into_iter().filter(|d| d.on == today).collect();
        let turns = days.iter().map(|d| store::turns(tx, d.id)).collect::<db::Result<Vec<_>>>()?;
        Ok((days, turns))
    });
    let (days, turns) = read.await?;
    let all: Vec<(&Day, &Turn)> = days.iter().zip(&turns).flat_map(|(d, ts)| ts.iter().map(move |t| (d, t))).collect();
    let of = |standing: Standing| all.iter().filter(move |(_, t)| t.standing == standing.word());
    let mut now: Vec<_> = of(Standing::Called).collect();
    now.sort_by_key(|(_, t)| std::cmp::Reverse(t.changed_at));
    Ok(Calls {
        called: now.iter().map(|(d, t)| Shown { number: called(&days, d, t.number), desk: t.desk.clone() }).collect(),
        waiting: of(Standing::Arrived).map(|(d, t)| called(&days, d, t.number)).collect(),
        open: !days.is_empty(),
    })
}

#[derive(Template)]
#[template(path = "portal/booking/pages/board.html")]
struct Board {
    face: Face,
    unit: String,
    at: String,
    now: Calls,
    /// It looks again by itself.
    live: bool,
    /// The same page that does not, or does.
    other: String,
}

/// `GET /board/{unit}`: numbers being called; with `?live=1`, for the screen of the waiting room, it looks again
/// by itself, without scripts. A page that changes under one's eyes is asked for, and can be stopped.
pub(super) async fn board(visit: Visit, cx: Cx, Path(unit): Path<String>) -> Response {
    let cx = in_language(cx, &visit);
    said(&visit, drawn(&visit, &cx, unit).await)
}

async fn drawn(visit: &Visit, cx: &Cx, unit: String) -> Result {
    let (lang, today) = (cx.lang, cx.today);
    cx.app.tree.get(&unit, today).ok_or(Error::Hidden)?;
    let live = visit.asked().has("live");
    let mut face = visit.face(lang.t("booking.board"));
    face.unlisted = true;
    let page = Board {
        face,
        now: calls(cx, &unit).await?,
        at: lang.time(visit.app.clock.now_ms()),
        other: visit.to(&format!("/board/{unit}{}", if live { "" } else { "?live=1" })),
        unit: name_of(lang, cx.app.tree, &unit, today),
        live,
    };
    Ok(Html(page.render()?).into_response())
}
