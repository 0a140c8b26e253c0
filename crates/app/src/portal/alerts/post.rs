//! Người đưa tin: the mail that asks for confirmation, and the mails that tell what is new.
//!
//! Beside requests, in the reminders' rounds. A mail on one's own petition says that there is
//! something new and nothing else.

use super::store::{self, Alert};
use super::topic::{self, At};
use super::{Keys, STOP, key_of, pages};
use crate::App;
use crate::errors::Result;
use crate::lang::Lang;
use crate::portal::filing;
use crate::portal::visit::path;
use crate::random::sha256;
use crate::reminders::mailer::Mailer;

const HOUR_MS: i64 = 3_600_000;
/// How long a confirmation is waited for.
const WAITED_MS: i64 = 48 * HOUR_MS;
/// How often one alert is looked at once it has told something.
const QUIET_MS: i64 = 20 * HOUR_MS;
/// How often while it has not.
const LOOK_MS: i64 = HOUR_MS / 4;
/// How long a program may hold one.
const HELD_MS: i64 = 10 * 60_000;
/// Failures after which an address is let go.
const MOST_TRIES: i64 = 8;
/// Lines of a mail.
const MOST: usize = 20;

/// One look at what waits.
///
/// # Errors
/// The database's.
pub async fn round(app: &App, mailer: &Mailer) -> Result<()> {
    let Some(keys) = Keys::of(app) else { return Ok(()) };
    let now = app.clock.now_ms();
    for alert in app.write(move |tx| store::due(tx, now, now - WAITED_MS)).await? {
        let held = alert.clone();
        if app.write(move |tx| store::take(tx, &held, now + HELD_MS)).await? {
            deliver(app, mailer, &keys, alert, now).await?;
        }
    }
    Ok(())
}

/// A mail: subject, text, and what a filing looks like now.
struct Letter {
    subject: String,
    text: String,
    told: String,
}

async fn deliver(app: &App, mailer: &Mailer, keys: &Keys, mut alert: Alert, now: i64) -> Result<()> {
    let id = alert.id;
    let Some(address) = keys.open(id, &alert.address) else {
        // Sealed under another installation's key: nobody can be told.
        return app.write(move |tx| store::drop(tx, id)).await;
    };
    let Some(letter) = letter(app, keys, &alert, now).await? else {
        (alert.next_at, alert.tries) = (now + LOOK_MS, 0);
        return app.write(move |tx| store::settle(tx, &alert)).await;
    };
    let base = app.settings.public_url.trim_end_matches('/');
    // One press in the mail program ends it, without a page (RFC 8058).
    let end = format!("<{base}{STOP}?key={}>", key_of(keys, alert.id));
    let headers = [("List-Unsubscribe", end), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())];
    let name = format!("alert-{}", &sha256(&format!("{id} {} {}", alert.state, alert.told_until))[..24]);
    match mailer.send_with(&address, &letter.subject, &letter.text, &name, &headers).await {
        Ok(()) => {
            let state = if alert.state == "asked" { "sent" } else { "on" };
            alert = Alert { state: state.into(), told_until: now, told: letter.told, tries: 0, ..alert };
            alert.next_at = now + QUIET_MS;
            app.write(move |tx| store::settle(tx, &alert)).await
        }
        Err(failure) => {
            tracing::warn!(said = %failure.said, "an alert was not sent");
            if failure.is_final || alert.tries + 1 >= MOST_TRIES {
                return app.write(move |tx| store::drop(tx, id)).await;
            }
            alert.tries += 1;
            alert.next_at = now + HOUR_MS * alert.tries;
            app.write(move |tx| store::settle(tx, &alert)).await
        }
    }
}

fn link(keys: &Keys, alert: &Alert) -> String {
    let lang = Lang::from_code(&alert.lang).unwrap_or(Lang::Vi);
    format!("{}?key={}", path(lang, "/alerts/me"), key_of(keys, alert.id))
}

/// What a mail says; nothing where nothing is new.
async fn letter(app: &App, keys: &Keys, alert: &Alert, now: i64) -> Result<Option<Letter>> {
    let lang = Lang::from_code(&alert.lang).unwrap_or(Lang::Vi);
    let base = app.settings.public_url.trim_end_matches('/').to_owned();
    let about = pages::about(lang, app, alert);
    let me = format!("{base}{}", link(keys, alert));
    if alert.state == "asked" {
        let text = format!(
            "{}\n\n{me}\n\n{}\n",
            lang.f1("alerts.mail_confirm", "about", &about),
            lang.t("alerts.mail_not_me")
        );
        return Ok(Some(Letter {
            subject: lang.t("alerts.mail_confirm_subject").to_owned(),
            text,
            told: String::new(),
        }));
    }
    let foot = format!("\n{}\n{me}\n", lang.t("alerts.mail_end"));
    if alert.filing != 0 {
        let of = alert.filing;
        let looks = app.read(move |tx| filing::looks(tx, of)).await?;
        if looks == alert.told {
            return Ok(None);
        }
        let text = format!("{}\n{base}{}\n{foot}", lang.t("alerts.mail_own"), path(lang, "/track"));
        return Ok(Some(Letter { subject: lang.t("alerts.mail_own_subject").to_owned(), text, told: looks }));
    }
    let (tree, today, asked) = (app.tree, app.clock.today(), alert.clone());
    let new = app.read(move |tx| {
        let at = At { tree, today, now, lang };
        topic::items(tx, at, (&asked.unit, &asked.about), asked.told_until)
    });
    let new = new.await?;
    if new.is_empty() {
        return Ok(None);
    }
    let lines: String =
        new.iter().take(MOST).map(|i| format!("- {} · {}\n  {base}{}\n", i.what, i.title, path(lang, &i.to))).collect();
    let subject = lang.f2("alerts.mail_subject", "about", &about, "n", lang.count(new.len()));
    Ok(Some(Letter { subject, text: format!("{about}\n\n{lines}{foot}"), told: String::new() }))
}
