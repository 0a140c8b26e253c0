//! What became of the mails, for administrators: who got none and why, never what stood in it.

use super::store::{self, Digest};
use crate::access::Action;
use crate::accounts::{self, Reach};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect};
use jiff::civil::Date;

/// Mails shown.
const MOST: i64 = 300;

struct Line {
    account: String,
    name: String,
    day: String,
    iso: String,
    state: String,
    state_word: String,
    tries: String,
    when: String,
    said: String,
    failed: bool,
}

#[derive(Template)]
#[template(path = "reminders/pages/mail.html")]
struct Mails {
    frame: Frame,
    server: String,
    from: String,
    lines: Vec<Line>,
    failed: usize,
}

/// Whether an account is wholly within what the reader manages.
async fn within(cx: &Cx, account: &str, reach: &Reach) -> Result<bool> {
    let id = account.to_owned();
    let account = cx.app.read(move |tx| accounts::one(tx, &id)).await?;
    Ok(account.is_some_and(|a| !a.bindings.is_empty() && a.bindings.iter().all(|b| reach.holds(&b.unit.0))))
}

/// `GET /reminders/mail`.
pub async fn page(cx: Cx) -> Result {
    let reach = cx.reach(Action::ManageAccounts);
    let latest = cx.app.read(|tx| store::latest(tx, MOST)).await?;
    let mut lines = Vec::new();
    for digest in latest {
        if within(&cx, &digest.account, &reach).await? {
            lines.push(line(&cx, digest));
        }
    }
    let title = cx.lang.t("mails.title");
    let mail = cx.app.settings.mail.as_ref();
    let page = Mails {
        frame: cx.frame(title).under(cx.lang.t("room.accounts"), "/accounts").here(title),
        server: mail.map(super::mailer::Mail::server).unwrap_or_default(),
        from: mail.map(|m| m.from.clone()).unwrap_or_default(),
        failed: lines.iter().filter(|l| l.failed).count(),
        lines,
    };
    Ok(Html(page.render()?).into_response())
}

fn line(cx: &Cx, digest: Digest) -> Line {
    let lang = cx.lang;
    let (word, code) = digest.said.split_once(' ').unwrap_or((&digest.said, ""));
    let said = match word {
        "" => String::new(),
        word => format!("{} {code}", lang.word("mail_said", word)).trim_end().to_owned(),
    };
    let when = match (digest.state.as_str(), digest.sent_at) {
        (_, Some(at)) => lang.instant(at),
        ("waiting", _) => lang.f1("mails.next", "when", lang.instant(digest.next_at)),
        _ => String::new(),
    };
    Line {
        failed: digest.state == "failed",
        state_word: lang.word("mail_state", &digest.state),
        tries: lang.number(digest.tries),
        day: lang.date(digest.day),
        iso: digest.day.to_string(),
        account: digest.account,
        name: digest.name,
        state: digest.state,
        when,
        said,
    }
}

/// `POST /reminders/mail/again`.
pub async fn again(cx: Cx, form: Posted) -> Result {
    let (account, day) = (form.get("account").to_owned(), form.get("day").parse::<Date>().map_err(|_| Error::Hidden)?);
    if !within(&cx, &account, &cx.reach(Action::ManageAccounts)).await? {
        return Err(Error::Hidden);
    }
    let now = cx.app.clock.now_ms();
    cx.app.write(move |tx| store::again(tx, &account, day, now)).await?;
    cx.app.reminders.wake.notify_one();
    Ok(Redirect::to("/reminders/mail").into_response())
}
