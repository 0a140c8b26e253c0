//! The feed: an account's deadlines at a secret address, for the calendars
//! people already use.
//!
//! The address is the key: a calendar program sends no password. Only its hash
//! is kept, it is shown once, and what it gives is asked anew each time from
//! what the account may see then. Must never carry a name of a person or the
//! title of a case: the file leaves the house.

use super::given::{self, Whose, given};
use super::ical::{Event, calendar};
use super::store;
use super::tasks::Task;
use crate::access::Action;
use crate::accounts::{self, Note, Via};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::lang::Lang;
use crate::random;
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};

/// Days behind and ahead of today that a feed covers.
const SPAN: (i64, i64) = (-31, 400);
/// Events of a feed; the earliest come first.
const MOST: usize = 2_000;

/// `GET /calendar/{token}.ics`.
pub(super) async fn feed(cx: Cx, Path(file): Path<String>, headers: HeaderMap) -> Result {
    let secret = file.strip_suffix(".ics").filter(|s| s.len() == 64).ok_or(Error::Hidden)?;
    let hash = random::sha256(secret);
    let account = cx.app.read(move |tx| {
        let Some(id) = store::by_feed(tx, &hash)? else { return Ok(None) };
        accounts::one(tx, &id)
    });
    let account = account.await?.filter(|a| a.active).ok_or(Error::Hidden)?;
    let lang = account.lang.unwrap_or(Lang::Vi);
    let reach = cx.app.subtrees.reach(cx.app.tree, &account.bindings, Action::SeeCases, cx.today);
    let (units, today) = (reach.codes(), cx.today);
    let span = (super::grid::plus(cx.today, SPAN.0), super::grid::plus(cx.today, SPAN.1));
    let tasks = cx.app.read(move |tx| {
        let known = store::known(tx, units.as_deref())?;
        let mut tasks = match known.as_ref().is_some_and(Vec::is_empty) {
            true => Vec::new(),
            false => store::range(tx, known.as_deref(), "", span, MOST)?,
        };
        let theirs = given::known(tx, units.as_deref())?;
        tasks.extend(given(tx, (Whose::Ours, theirs.as_deref()), "", span, today, MOST)?);
        tasks.sort_by_key(|task| task.due_on);
        tasks.truncate(MOST);
        Ok(tasks)
    });
    let base = base(&cx, &headers);
    let events: Vec<Event> = tasks.await?.iter().map(|task| event(&cx, lang, &base, task)).collect();
    let text = calendar(lang.t("feed.name"), lang.code(), &events);
    let tag = format!("\"{}\"", &random::sha256(&text)[..32]);
    let kept = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let same = kept.is_some_and(|tags| tags.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
    let head = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"thanhtra.ics\""),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::ETAG, tag.as_str()),
    ];
    Ok(match same {
        true => (StatusCode::NOT_MODIFIED, head).into_response(),
        false => (head, text).into_response(),
    })
}

/// Where this program is reached from outside, without a slash at its end.
pub(super) fn base(cx: &Cx, headers: &HeaderMap) -> String {
    let set = cx.app.settings.public_url.trim_end_matches('/');
    if !set.is_empty() {
        return set.to_owned();
    }
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or("");
    let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b));
    match plain && !host.is_empty() {
        true => format!("{}://{host}", if cx.app.settings.https { "https" } else { "http" }),
        false => String::new(),
    }
}

fn event(cx: &Cx, lang: Lang, base: &str, task: &Task) -> Event {
    let (law, unverified) = task.law(&cx.app, lang);
    let url = if base.is_empty() { String::new() } else { format!("{base}{}", task.href()) };
    let mut lines = vec![task.what(lang), task.unit_name(&cx.app, lang)];
    lines.push(match unverified {
        true => format!("{law} ({})", lang.t("status.unverified")),
        false => law,
    });
    lines.push(url.clone());
    lines.retain(|line| !line.is_empty());
    Event {
        uid: format!("{}-{}-{}@thanhtra", task.case, task.rule, task.opened_by),
        changed_ms: task.changed_ms,
        sequence: task.last_seq,
        day: task.due_on,
        summary: lang.f2("feed.event", "number", &task.number, "what", task.what(lang)),
        description: lines.join("\n"),
        category: lang.word("case_kind", &task.kind),
        url,
    }
}

#[derive(Template)]
#[template(path = "calendar/pages/feed.html")]
struct Section<'a> {
    lang: Lang,
    csrf: &'a str,
    since: String,
    address: String,
}

/// The part of the account page about the feed; `secret` is shown this once.
pub async fn section(cx: &Cx, secret: Option<&str>) -> Result<String> {
    let id = cx.actor()?.id.clone();
    let since = cx.app.read(move |tx| store::feed_of(tx, &id)).await?;
    let part = Section {
        lang: cx.lang,
        csrf: &cx.csrf,
        since: since.map(|at| cx.lang.instant(at)).unwrap_or_default(),
        address: secret.unwrap_or_default().to_owned(),
    };
    Ok(part.render()?)
}

/// `POST /account/calendar`: a new address; the one before ends. Shown in this answer and never again.
pub(super) async fn renew(cx: Cx, headers: HeaderMap, _form: Posted) -> Result {
    let actor = cx.actor()?.clone();
    if actor.via == Via::Token {
        return Err(Error::Forbidden("denied.role"));
    }
    let (secret, now) = (random::hex::<32>(), cx.app.clock.now_ms());
    let hash = random::sha256(&secret);
    cx.app.write(move |tx| store::put_feed(tx, &actor.id, &hash, now)).await?;
    let address = format!("{}/calendar/{secret}.ics", base(&cx, &headers));
    accounts::own_page(&cx, StatusCode::OK, Note { feed: Some(address), ..Note::default() }).await
}

/// `POST /account/calendar/end`.
pub(super) async fn end(cx: Cx, _form: Posted) -> Result {
    let id = cx.actor()?.id.clone();
    cx.app.write(move |tx| store::end_feed(tx, &id)).await?;
    Ok(Redirect::to("/account?done=feed#calendar").into_response())
}

/// Ends the feed of an account whose password somebody else has set.
pub fn end_feed_of(tx: &mut dyn db::Tx, account: &str) -> db::Result<()> {
    store::end_feed(tx, account)
}
