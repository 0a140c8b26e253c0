//! Tra cứu đơn: where it stands, what is due next and why; what the sender adds or takes back.

use super::flood::Pressed;
use super::given::given;
use super::store::{self, Filing};
use super::{code, day_of, due, files, in_language, said};
use crate::cases::{deadline, views};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::journal;
use crate::portal::visit::{Face, Visit};
use crate::units::name_of;
use crate::vault::inbox;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

/// Most a sender can add.
const MOST_NOTES: usize = 20;

#[derive(Template)]
#[template(path = "portal/filing/pages/ask.html")]
struct Ask {
    face: Face,
    csrf: String,
    typed: String,
    wrong: String,
}

fn asking(visit: &Visit, cx: &Cx, status: StatusCode, typed: &str, wrong: &str) -> Result {
    let mut face = visit.face(cx.lang.t("track.title"));
    face.path = "/track".into();
    let page = Ask { face, csrf: cx.csrf.clone(), typed: typed.to_owned(), wrong: wrong.to_owned() };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /track`.
pub(super) async fn ask(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    said(&visit, asking(&visit, &cx, StatusCode::OK, "", ""))
}

/// The filing of a code, or the answer that there is none.
async fn found(visit: &Visit, cx: &Cx, posted: &Posted) -> std::result::Result<(Filing, String), Response> {
    let typed = posted.get("code");
    let found = given(cx, typed, |tx, head| Ok(store::by_code(tx, head)?.map(|f| (f.code_hash.clone(), f)))).await;
    found.map_err(|shut| shut.answer(visit, "track.unknown", |status, wrong| asking(visit, cx, status, typed, wrong)))
}

#[derive(Template)]
#[template(path = "portal/filing/pages/way.html")]
struct Way {
    face: Face,
    csrf: String,
    code: String,
    kind_name: String,
    unit_name: String,
    at: String,
    standing: String,
    state: String,
    number: String,
    why: String,
    deadlines: Vec<deadline::Told>,
    notes: Vec<(String, String, bool)>,
    /// What the office asked: when, and what.
    questions: Vec<(String, String)>,
    /// Cases that came out of it: what, number, where it stands.
    later: Vec<(String, String, String)>,
    accept: String,
    may_withdraw_now: bool,
    added: &'static str,
    wrong: String,
    typed: String,
}

/// `POST /track`.
pub(super) async fn show(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    match found(&visit, &cx, &posted).await {
        Ok((filing, secret)) => said(&visit, way(&visit, &cx, filing, &secret, Told::default()).await),
        Err(no) => no,
    }
}

/// What the page says of the last press.
#[derive(Default)]
struct Told<'a> {
    added: &'static str,
    wrong: &'a str,
    typed: &'a str,
}

/// Where a filing stands outside and inside the office.
struct Where {
    standing: String,
    deadlines: Vec<deadline::Told>,
    later: Vec<(String, String, String)>,
}

/// As its case and what came out of that say, without anything else of them.
async fn stands(cx: &Cx, filing: &Filing) -> Result<Where> {
    let (lang, number) = (cx.lang, filing.case_number.clone());
    if number.is_empty() {
        let due = (filing.state == "waiting").then(|| due(cx, &filing.unit, &filing.kind, day_of(filing.filed_at)));
        let standing = lang.word("track_state", &filing.state);
        return Ok(Where { standing, deadlines: due.flatten().into_iter().collect(), later: Vec::new() });
    }
    let found = cx.app.db.read(move |tx| {
        let mut all: Vec<_> = views::load(tx, &number)?.into_iter().collect();
        for next in journal::store::linked_to(tx, &number)?.into_iter().filter(|r| r.word == "from") {
            all.extend(views::load(tx, &next.number)?);
        }
        Ok::<_, crate::Error>(all)
    });
    let (mut deadlines, mut stood) = (Vec::new(), Vec::new());
    for (head, file) in found.await? {
        let looked = file.look(cx)?;
        deadlines.extend(views::deadlines(cx, &looked).iter().map(|d| views::told(cx, d)).filter(|d| d.asks));
        let standing = lang.of_kind("standing", &head.kind, looked.state.standing);
        stood.push((lang.word("kind", &head.kind), head.number.clone(), standing));
    }
    let standing = stood.first().map(|(.., standing)| standing.clone()).unwrap_or_default();
    Ok(Where { standing, deadlines, later: stood.into_iter().skip(1).collect() })
}

/// What the office asked, opened with the code alone.
async fn questions(cx: &Cx, id: i64, secret: &str) -> Result<Vec<(String, String)>> {
    let (answers, asked) = cx.app.read(move |tx| Ok((store::answers(tx, id)?, store::questions(tx, id)?))).await?;
    let Some(answers) = answers.filter(|_| !asked.is_empty()) else { return Ok(Vec::new()) };
    let (_, under) = crate::accounts::password::key(secret.to_owned(), Some(answers.salt)).await?;
    let (at, sealed): (Vec<i64>, Vec<String>) = asked.into_iter().unzip();
    let words = inbox::asked(&under, id, &answers.wrapped, &sealed).unwrap_or_default();
    let said = |(at, words): (i64, Vec<u8>)| (cx.lang.instant(at), String::from_utf8_lossy(&words).into_owned());
    Ok(at.into_iter().zip(words).map(said).collect())
}

/// Whether the sender can take it back by themselves: nobody has taken it in, and it denounces nobody,
/// which an office may have to look into all the same.
fn may_withdraw(filing: &Filing) -> bool {
    filing.state == "waiting" && filing.kind != "denunciation"
}

async fn way(visit: &Visit, cx: &Cx, filing: Filing, secret: &str, told: Told<'_>) -> Result {
    let (lang, id) = (cx.lang, filing.id);
    let notes = cx.app.read(move |tx| store::notes(tx, id)).await?;
    let stands = stands(cx, &filing).await?;
    let mut face = visit.face(lang.t("track.title"));
    face.path = "/track".into();
    face.unlisted = true;
    let note = |n: store::Note| (lang.instant(n.at), lang.word("track_note", &n.what), n.seen);
    let page = Way {
        face,
        csrf: cx.csrf.clone(),
        code: code::shown(secret),
        kind_name: lang.word("filing_kind", &filing.kind),
        unit_name: name_of(lang, cx.app.tree, &filing.unit, cx.today),
        at: lang.instant(filing.filed_at),
        standing: stands.standing,
        later: stands.later,
        deadlines: stands.deadlines,
        questions: questions(cx, id, secret).await?,
        accept: crate::papers::endings().map(|e| format!(".{e}")).collect::<Vec<_>>().join(","),
        may_withdraw_now: may_withdraw(&filing),
        state: filing.state,
        number: filing.case_number,
        why: filing.said,
        notes: notes.into_iter().filter(|n| n.what != "question").map(note).collect(),
        added: told.added,
        wrong: told.wrong.to_owned(),
        typed: told.typed.to_owned(),
    };
    let status = if told.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /track/add`: the sender answers, adds papers, or takes the petition back in whole or in part.
pub(super) async fn add(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let (filing, secret) = match found(&visit, &cx, &posted).await {
        Ok(found) => found,
        Err(no) => return no,
    };
    said(&visit, put(&visit, &cx, filing, &secret, &posted).await)
}

async fn put(visit: &Visit, cx: &Cx, mut filing: Filing, secret: &str, posted: &Posted) -> Result {
    let lang = cx.lang;
    let mut text = crate::facts_form::clean(posted.get("said"));
    let what = match posted {
        p if p.has("withdraw") => "withdraw",
        p if p.has("withdraw_part") => "withdraw_part",
        _ => "more",
    };
    let (papers, bad) = super::write::papers(posted);
    if what == "withdraw" && text.is_empty() || what == "more" && text.is_empty() && !papers.is_empty() {
        text = lang.word("track_note", what);
    }
    let wrong = match (bad.first(), text.chars().count()) {
        (Some(no), _) => no.what,
        _ if papers.len() > files::MOST => "invalid.files_many",
        (_, 0) => "track.empty",
        (_, n) if n > super::send::LONGEST => "invalid.too_long",
        _ => "",
    };
    if !wrong.is_empty() {
        return way(visit, cx, filing, secret, Told { wrong: lang.t(wrong), typed: &text, ..Told::default() }).await;
    }
    let (id, now, public) = (filing.id, cx.app.clock.now_ms(), filing.public.clone());
    let Some(sealed) = inbox::shut_more(&public, id, text.as_bytes()) else {
        return Err(crate::Error::fault("a filing's key cannot be read"));
    };
    let ends = what == "withdraw" && may_withdraw(&filing);
    let kept = cx.app.write(move |tx| {
        let before = store::notes(tx, id)?;
        if before.len() >= MOST_NOTES {
            return Ok(false);
        }
        let n = i64::try_from(before.len()).unwrap_or(0) + 1;
        store::add_note(tx, id, n, now, what, &sealed)?;
        files::keep(tx, &public, (id, n), &papers)?;
        // Where somebody took it in meanwhile the note stays, and the desk records it.
        if ends && store::close(tx, id, ("withdrawn", "", ""), now, "")? {
            store::seen_one(tx, id, n, now, "")?;
        }
        Ok(true)
    });
    if !kept.await? {
        let told = Told { wrong: lang.t("track.enough"), typed: &text, ..Told::default() };
        return way(visit, cx, filing, secret, told).await;
    }
    if let Some(now) = cx.app.read(move |tx| store::by_id(tx, id)).await? {
        filing = now;
    }
    let added = if filing.state == "withdrawn" { "track.withdrawn" } else { "track.added" };
    way(visit, cx, filing, secret, Told { added, ..Told::default() }).await
}
