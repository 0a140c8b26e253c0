//! Đơn trùng: letters like the one in hand, shown where a letter is typed in.
//!
//! The finder is `casework::duplicates`. Here it gets its letters from the journal, asks
//! the vault for texts and the policy for rights, and is shown. It never merges: what a
//! person finds to be one matter is written into the act's own field, what is not is
//! remembered. A sealed letter takes part by its keyed fingerprint alone, and all that is
//! ever said of it is the unit that holds it.

mod api;
pub mod ask;
mod blank;
mod feed;
mod follow;
mod page;
mod panel;
pub mod store;

pub use feed::{Fed, feed};
pub use follow::Letters;
pub(crate) use panel::{HERE, carried, press, remember};

use crate::access::{Access, Action};
use crate::routes::{Method, Routes};
use crate::{App, journal, vault};
use casework::duplicates::{Letter, Sketch};
use db::{Db, Result, Tx};

/// Pages and the API of like letters.
pub fn routes() -> Routes {
    let (see, put) = (Access::May(Action::SeeCases), Access::May(Action::RecordActs));
    Routes::new()
        .route_up_to(6 << 20, Method::Post, "/duplicates/find", put, panel::find)
        .route(Method::Get, "/duplicates/checks", Access::May(Action::ManageAccounts), page::checks)
        .route(Method::Get, "/cases/{number}/duplicates", see, page::page)
        .route(Method::Post, "/cases/{number}/duplicates", put, page::answer)
        .route_up_to(6 << 20, Method::Post, "/api/v1/duplicates", see, api::like)
        .route(Method::Post, "/api/v1/cases/{number}/apart", put, api::apart)
}

/// Forgets the fingerprints of a case whose key is destroyed.
///
/// # Errors
/// The database's.
pub fn forget(tx: &mut dyn Tx, case: i64) -> Result<()> {
    store::drop_prints(tx, case)
}

/// Learns what the journal holds, beside the requests of a program that has just begun.
///
/// # Errors
/// The database's; the first question tries again.
pub async fn learn(app: &App) -> crate::Result<()> {
    journal::settle(&app.db).await?;
    let known = app.clone();
    app.read(move |tx| known.letters.catch_up(tx, known.settings.like_key.as_ref())).await
}

/// Letters read in one unit of work.
const TOGETHER: u32 = 200;

/// Reads every letter kept in the open and writes its sketch anew. How many there were;
/// `progress` hears how many envelopes of how many are done. Sealed letters are not opened.
///
/// # Errors
/// The database's; it may be run again.
pub async fn renew(db: &Db, mut progress: impl FnMut(i64, i64)) -> crate::Result<usize> {
    let all = db.read(store::count_open).await?;
    let (mut after, mut done, mut letters) = ((i64::MIN, String::new()), 0, 0);
    loop {
        let from = after.clone();
        let some = db.read(move |tx| store::open_after(tx, &from, TOGETHER)).await?;
        let Some(last) = some.last() else { return Ok(letters) };
        after = last.clone();
        done += i64::try_from(some.len()).unwrap_or_default();
        letters += db
            .write(move |tx| some.iter().map(|(case, item)| renew_one(tx, *case, item)).sum::<Result<usize>>())
            .await?;
        progress(done, all);
    }
}

fn renew_one(tx: &mut dyn Tx, case: i64, item: &str) -> Result<usize> {
    let Some(text) = vault::open_letter(tx, case, item)? else { return Ok(0) };
    let sketch = Sketch::of(&Letter::read(&text));
    Ok(usize::from(store::renew_sketch(tx, case, item, &sketch.to_bytes())?))
}
