//! Ghi: an article is begun, saved and moved on, each time in one transaction.

use super::article::Content;
use super::store::{self, Article, Taken};
use crate::errors::{Error, Result};
use casework::articles::{State, Step};
use db::Tx;

/// Who does it, and when.
#[derive(Debug, Clone)]
pub struct Editor {
    /// Account.
    pub account: String,
    /// Name as the list of steps says it.
    pub name: String,
    /// Now, in milliseconds.
    pub now: i64,
}

/// Begins an article of a unit with its first version.
///
/// # Errors
/// The database.
pub fn begin(tx: &mut dyn Tx, id: i64, unit: &str, content: &Content, by: &Editor) -> Result<()> {
    store::add(tx, id, &content.slug(id), unit, by.now)?;
    save(tx, id, content, 0, by).map(|_| ())
}

/// Whether an article of this id was begun.
///
/// # Errors
/// The database.
pub fn is_begun(tx: &mut dyn Tx, id: i64) -> Result<bool> {
    Ok(store::by_id(tx, id)?.is_some())
}

/// Keeps a new version, if nobody else has saved since `seen`. Returns its number.
///
/// # Errors
/// Another version came in between; a withdrawn article; the database.
pub fn save(tx: &mut dyn Tx, id: i64, content: &Content, seen: i64, by: &Editor) -> Result<i64> {
    let mut article = store::by_id(tx, id)?.ok_or(Error::Hidden)?;
    if article.version != seen {
        return Err(Error::Stale);
    }
    article.state = article.state.after(Step::Save).ok_or(Error::Forbidden("denied.withdrawn"))?;
    article.version += 1;
    article.changed_at = by.now;
    store::add_version(tx, id, article.version, content, by.now, &by.account)?;
    // Until readers have an address, it follows the title; after that it stays for ever.
    if article.public_version == 0 {
        store::rename(tx, id, &content.slug(id))?;
        store::show(tx, id, content)?;
    }
    store::stand(tx, &article)?;
    took(tx, &article, Step::Save, "", by)?;
    Ok(article.version)
}

/// Moves an article on. `at` is when it becomes public, for [`Step::Publish`].
///
/// # Errors
/// A step that may not follow; the database.
pub fn step(tx: &mut dyn Tx, id: i64, step: Step, note: &str, at: i64, by: &Editor) -> Result<Article> {
    let mut article = store::by_id(tx, id)?.ok_or(Error::Hidden)?;
    article.state = article.state.after(step).ok_or(Error::Stale)?;
    article.changed_at = by.now;
    if matches!(step, Step::Publish | Step::Correct) {
        let (content, _) = store::version(tx, id, article.version)?.ok_or(Error::Hidden)?;
        article.public_version = article.version;
        if step == Step::Publish {
            article.public_at = at.max(by.now);
        }
        store::show(tx, id, &content)?;
    }
    store::stand(tx, &article)?;
    took(tx, &article, step, note, by)?;
    if matches!(article.state, State::Public | State::Withdrawn) {
        store::bump(tx)?;
    }
    Ok(article)
}

/// Keeps every size of a picture; the same one twice is one.
///
/// # Errors
/// The database.
pub fn keep_picture(tx: &mut dyn Tx, hash: &str, picture: &picture::Ready) -> Result<()> {
    for size in &picture.sizes {
        store::add_picture(tx, hash, size.width, size.kind.ending(), &size.bytes)?;
    }
    Ok(())
}

fn took(tx: &mut dyn Tx, article: &Article, step: Step, note: &str, by: &Editor) -> Result<()> {
    let n = store::steps(tx, article.id)?.len() + 1;
    let taken = Taken { step, version: article.version, at: by.now, by: by.name.clone(), note: note.to_owned() };
    Ok(store::add_step(tx, article.id, n, &taken, &by.account)?)
}
