//! Nhắc việc: who is to do what until when, told in time: a count on every page, a list,
//! and for those who want it one mail on a working day.
//!
//! Follows from deadlines, roles and seals alone; kept are only marks and what was sent.
//! A mail holds number, act due, article, unit and link, never a person, a title or a
//! letter. Must never block a request, and never reckon a date of the law.

mod administer;
pub mod ladder;
mod letter;
pub mod mailer;
mod mine;
mod own;
mod pages;
pub mod post;
pub mod store;

pub use mine::{Key, Owners, Reminder};
pub use own::section;
pub(crate) use pages::sentence;
pub use post::start;

use crate::App;
use crate::access::{Access, Action};
use crate::accounts::Actor;
use crate::errors::Result;
use crate::routes::{Method, Routes};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Pages of reminders, one's own address, and what became of the mails.
pub fn routes() -> Routes {
    let manage = Access::May(Action::ManageAccounts);
    Routes::new()
        .route(Method::Get, "/reminders", Access::SignedIn, pages::page)
        .route(Method::Post, "/reminders/mark", Access::SignedIn, pages::mark)
        .route(Method::Post, "/account/mail", Access::SignedIn, own::set)
        .route(Method::Get, "/reminders/mail", manage, administer::page)
        .route(Method::Post, "/reminders/mail/again", manage, administer::again)
}

/// How long a count is shown before it is counted anew.
const KEPT: Duration = Duration::from_secs(20);
/// How long it is known which unit answers for which.
const OWNERS_KEPT: Duration = Duration::from_secs(60);

/// What the program knows of reminders besides the database: counts for some seconds,
/// and the bell that wakes the one who sends.
#[derive(Default)]
pub struct Bell {
    counts: Mutex<HashMap<String, (Instant, Date, usize)>>,
    owners: Mutex<Option<(Instant, Date, Arc<Owners>)>>,
    pub(crate) wake: tokio::sync::Notify,
}

impl std::fmt::Debug for Bell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bell")
    }
}

impl Bell {
    /// What an account does may change its count.
    pub fn forget(&self, account: &str) {
        if let Ok(mut counts) = self.counts.lock() {
            counts.remove(account);
        }
    }

    /// Who answers for which unit may have changed.
    pub fn forget_owners(&self) {
        if let Ok(mut owners) = self.owners.lock() {
            *owners = None;
        }
    }
}

/// Which unit answers for which, worked out anew each minute.
async fn owners(app: &App, today: Date) -> Result<Arc<Owners>> {
    let kept = app.reminders.owners.lock().ok().and_then(|kept| kept.clone());
    if let Some((_, _, owners)) = kept.filter(|(at, day, _)| *day == today && at.elapsed() < OWNERS_KEPT) {
        return Ok(owners);
    }
    let own = app.clone();
    let owners = Arc::new(app.read(move |tx| Owners::read(&own, tx, today)).await?);
    if let Ok(mut kept) = app.reminders.owners.lock() {
        *kept = Some((Instant::now(), today, owners.clone()));
    }
    Ok(owners)
}

/// Units that have a side in a task or a promise, known for a minute.
///
/// # Errors
/// The database's.
pub async fn given_units(app: &App, today: Date) -> Result<Arc<Owners>> {
    owners(app, today).await
}

async fn who(app: &App, account: &str, bindings: &[crate::accounts::Binding], today: Date) -> Result<mine::Who> {
    let owners = owners(app, today).await?;
    let bindings = bindings.to_vec();
    Ok(mine::Who { account: account.to_owned(), bindings, today, law: app.law.clone(), owners, tree: app.tree })
}

/// How many reminders an account has not looked at, for the bell of every page.
pub async fn count(app: &App, actor: &Actor, today: Date) -> usize {
    let kept = app.reminders.counts.lock().ok().and_then(|counts| counts.get(&actor.id).copied());
    if let Some((_, _, n)) = kept.filter(|(at, day, _)| *day == today && at.elapsed() < KEPT) {
        return n;
    }
    let counted = async {
        let who = who(app, &actor.id, &actor.bindings, today).await?;
        app.read(move |tx| mine::read(tx, &who)).await
    };
    let n = match counted.await {
        Ok(all) => all.iter().filter(|r| r.mark.is_none()).count(),
        // A page without its bell is better than no page.
        Err(cause) => {
            tracing::error!(?cause, "reminders could not be counted");
            return 0;
        }
    };
    if let Ok(mut counts) = app.reminders.counts.lock() {
        if counts.len() > 10_000 {
            counts.clear();
        }
        counts.insert(actor.id.clone(), (Instant::now(), today, n));
    }
    n
}
