//! Người đưa thư: once a working day, a mail to each who wants one and has something new.
//!
//! Works beside requests and never for one. What is to be told is kept before it is sent,
//! so that a stop at any point tells nothing twice and forgets nothing; a mail that a
//! program held when it died is taken up again after a while under the same message id.

use super::mailer::{Failure, Mailer};
use super::mine::{self, Key, Reminder};
use super::{ladder::Rung, letter, store};
use crate::App;
use crate::accounts::{self, Account};
use crate::clock::vietnam;
use crate::errors::Result;
use crate::lang::Lang;
use jiff::Timestamp;
use jiff::civil::Date;
use std::time::Duration;

/// From this hour on, Vietnam time.
const FROM_HOUR: i8 = 7;
/// Minutes until a mail is tried again, by how often it was tried.
const AGAIN_AFTER: [i64; 7] = [1, 5, 15, 60, 180, 360, 720];
/// How long a program may hold a mail.
const HELD_MS: i64 = 10 * 60_000;
const MINUTE_MS: i64 = 60_000;
/// How often the clock is looked at.
const LOOK: Duration = Duration::from_secs(60);

/// Starts the work beside the server, where the operator named a mail server.
///
/// # Errors
/// What is wrong with the operator's settings.
pub fn start(app: &App) -> std::result::Result<(), String> {
    let Some(mail) = &app.settings.mail else { return Ok(()) };
    if app.settings.public_url.is_empty() {
        return Err("--smtp-url needs --public-url: mails carry links to the cases. Write it as people open it, as https://thanhtra.haiphong.gov.vn".to_owned());
    }
    let (mailer, app) = (Mailer::new(mail)?, app.clone());
    tokio::spawn(async move {
        loop {
            if let Err(cause) = round(&app, &mailer).await {
                tracing::error!(?cause, "reminders could not be sent");
            }
            if let Err(cause) = crate::portal::alerts::round(&app, &mailer).await {
                tracing::error!(?cause, "alerts could not be sent");
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = app.reminders.wake.notified() => {}
            }
        }
    });
    Ok(())
}

/// One look at the clock: what is new today is put down, what waits is sent.
///
/// # Errors
/// The database's.
pub async fn round(app: &App, mailer: &Mailer) -> Result<()> {
    let today = app.clock.today();
    if !app.law.calendar.is_working(today) || !is_time(app.clock.now_ms()) {
        return Ok(());
    }
    for account in app.read(move |tx| store::wanted(tx, today)).await? {
        put_down(app, &account, today).await?;
    }
    let now = app.clock.now_ms();
    for mail in app.read(move |tx| store::waiting(tx, now)).await? {
        deliver(app, mailer, mail).await?;
    }
    Ok(())
}

fn is_time(now_ms: i64) -> bool {
    Timestamp::from_millisecond(now_ms).is_ok_and(|at| at.to_zoned(vietnam()).hour() >= FROM_HOUR)
}

/// Everything that asks an account today, with the account; nothing where it is closed.
async fn asks(app: &App, account: &str, today: Date) -> Result<Option<(Account, Vec<Reminder>)>> {
    let id = account.to_owned();
    let account = app.read(move |tx| accounts::one(tx, &id)).await?;
    let Some(account) = account.filter(|a| a.active) else { return Ok(None) };
    let who = super::who(app, &account.id, &account.bindings, today).await?;
    let all = app.read(move |tx| mine::read(tx, &who)).await?;
    Ok(Some((account, all)))
}

/// Puts down what is new for an account on a day: once, whoever does it.
async fn put_down(app: &App, account: &str, today: Date) -> Result<()> {
    let Some((_, all)) = asks(app, account, today).await? else { return Ok(()) };
    let (id, now) = (account.to_owned(), app.clock.now_ms());
    app.write(move |tx| {
        let told: Vec<Key> = store::lines(tx, &id)?.into_iter().map(|(key, _)| key).collect();
        let open = all.iter().filter(|r| r.mark.as_deref() != Some("done"));
        let new: Vec<Key> = open.map(Reminder::key).filter(|key| !told.contains(key)).collect();
        store::open_digest(tx, &id, today, &new, now)
    })
    .await?;
    Ok(())
}

async fn deliver(app: &App, mailer: &Mailer, mail: store::Waiting) -> Result<()> {
    let (held, until) = (mail.clone(), app.clock.now_ms() + HELD_MS);
    if !app.write(move |tx| store::take(tx, &held, until)).await? {
        return Ok(());
    }
    let outcome = match text(app, &mail).await? {
        None => Ok(false),
        Some((address, letter)) => {
            let id = format!("digest-{}", &crate::random::sha256(&format!("{} {}", mail.account, mail.day))[..24]);
            mailer.send(&address, &letter.subject, &letter.text, &id).await.map(|()| true)
        }
    };
    let now = app.clock.now_ms();
    if let Err(failure) = &outcome {
        tracing::warn!(account = %mail.account, day = %mail.day, said = %failure.said, "a reminder was not sent");
    }
    app.write(move |tx| match &outcome {
        Ok(true) => store::settle(tx, &mail, ("sent", now, Some(now)), ""),
        Ok(false) => store::settle(tx, &mail, ("moot", now, None), ""),
        Err(failure) => store::settle(tx, &mail, after(failure, mail.tries, now), &failure.said),
    })
    .await
}

/// What becomes of a mail that did not go: tried again, later each time, or given up.
fn after(failure: &Failure, tries: i64, now: i64) -> (&'static str, i64, Option<i64>) {
    let wait = usize::try_from(tries).ok().and_then(|n| AGAIN_AFTER.get(n));
    match wait {
        Some(minutes) if !failure.is_final => ("waiting", now + minutes * MINUTE_MS, None),
        _ => ("failed", now, None),
    }
}

/// Address and text of a mail as things stand now; nothing where all of it was done
/// meanwhile, or nobody wants it any more.
async fn text(app: &App, mail: &store::Waiting) -> Result<Option<(String, letter::Letter)>> {
    let Some((account, all)) = asks(app, &mail.account, app.clock.today()).await? else { return Ok(None) };
    let (id, day) = (mail.account.clone(), mail.day);
    let kept = app.read(move |tx| Ok((store::address_of(tx, &id)?, store::lines(tx, &id)?))).await?;
    let (Some(address), lines) = kept else { return Ok(None) };
    let is_new = |r: &Reminder| {
        let key = r.key();
        lines.iter().any(|(k, of)| *of == day && (k.case, &k.rule, k.opened_by) == (key.case, &key.rule, key.opened_by))
    };
    let open = || all.iter().filter(|r| r.mark.as_deref() != Some("done"));
    let new: Vec<&Reminder> = open().filter(|r| is_new(r)).collect();
    if new.is_empty() {
        return Ok(None);
    }
    let others = open().filter(|r| r.rung == Rung::Overdue && !is_new(r)).count();
    let lang = account.lang.unwrap_or(Lang::Vi);
    Ok(Some((address, letter::write(app, lang, mail.day, &new, others))))
}
