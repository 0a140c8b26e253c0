//! Theo nhật ký: keeps the index level with the journal, whoever records.
//!
//! A question brings the index up to date before it is asked; a task of the running
//! program does the same after every change, so that questions seldom wait and what was
//! sealed leaves the disk at once. The index carries with each commit how far it has
//! read and which act stood there: one that belongs to another database, or to a
//! restored older copy, is made again. Must never hold up the start of the program.

use super::said::{self, MADE};
use super::store;
use crate::errors::Error;
use crate::{App, journal, vault};
use ::search::{Answer, Ask, Doc, Index};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, Notify};

/// Cases taken in at once.
const AT_ONCE: usize = 400;
/// How long a question waits for the index to come level.
const PATIENCE: Duration = Duration::from_millis(800);
/// After a change the index waits so long for further ones; a question does not.
const GATHER: Duration = Duration::from_millis(500);
/// Even without a change of our own another server process may have recorded.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// How often a long catching up says how far it has come.
const SAY_EVERY: Duration = Duration::from_secs(5);

/// Where the index lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In memory: made again at every start.
    Memory,
    /// In a folder of its own.
    Folder(PathBuf),
}

/// The index of the running program, opened when it is first needed.
pub struct Finder {
    place: Place,
    now: Mutex<Option<Open>>,
    // What questions are asked of while another step is under way.
    index: RwLock<Option<Arc<Index>>>,
    changed: Notify,
}

struct Open {
    index: Arc<Index>,
    mark: Mark,
    /// The mark was found to belong to this database.
    checked: bool,
}

/// How far the index has read; stands in each of its commits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Mark {
    /// By which rules its documents were made.
    made: u32,
    /// Last position read.
    position: i64,
    /// Hash of the act at that position.
    act: String,
    /// Something was sealed: files that still hold it are to be written anew.
    purge: bool,
}

impl Mark {
    fn nothing() -> Self {
        Self { made: MADE, ..Self::default() }
    }

    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// An answer, and what is still missing from it.
#[derive(Debug, Default)]
pub struct Found {
    /// The answer.
    pub answer: Answer,
    /// Acts not yet read: the index is being made.
    pub behind: i64,
}

/// Why the index cannot answer.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Index(#[from] ::search::Error),
    #[error("the database could not be read")]
    Database(Error),
    #[error("the work broke off")]
    BrokeOff,
}

impl From<Trouble> for Error {
    fn from(e: Trouble) -> Self {
        match e {
            Trouble::Database(e) => e,
            other => {
                tracing::error!(cause = %other, "the search index cannot be used; it is opened anew with the next question");
                Error::Storage("search_index")
            }
        }
    }
}

impl Default for Finder {
    fn default() -> Self {
        Self::at(Place::Memory)
    }
}

impl Finder {
    /// An index at a place; nothing is opened yet.
    pub fn at(place: Place) -> Self {
        Self { place, now: Mutex::new(None), index: RwLock::new(None), changed: Notify::new() }
    }

    /// Something may have been recorded.
    pub fn stir(&self) {
        self.changed.notify_one();
    }

    /// Answers a question over everything recorded before it, or says what is missing.
    ///
    /// # Errors
    /// [`Error::Storage`] when the index or the database cannot be read.
    pub async fn ask(&self, app: &App, ask: Ask) -> Result<Found, Error> {
        let behind = self.level(app, Instant::now() + PATIENCE).await?;
        let Some(index) = self.index.read().unwrap_or_else(PoisonError::into_inner).clone() else {
            return Ok(Found { behind, ..Found::default() });
        };
        let answer = tokio::task::spawn_blocking(move || index.ask(&ask)).await;
        let answer = answer.map_err(|_| Trouble::BrokeOff)?.map_err(Trouble::Index)?;
        Ok(Found { answer, behind })
    }

    /// Reads on until nothing is left, says how far it has come when that takes long,
    /// and writes anew what still holds words that were sealed.
    ///
    /// # Errors
    /// [`Error::Storage`] when the index or the database cannot be read.
    pub async fn follow(&self, app: &App) -> Result<(), Error> {
        let (began, mut said, mut first) = (Instant::now(), Instant::now(), None);
        loop {
            let behind = step(app).await?;
            let all = *first.get_or_insert(behind);
            if behind == 0 {
                if began.elapsed() > SAY_EVERY {
                    tracing::info!("the search index is level with the journal");
                }
                break;
            }
            if said.elapsed() > SAY_EVERY {
                said = Instant::now();
                tracing::info!(left = behind, of = all, "the search index reads the journal");
            }
        }
        Ok(self.purge().await?)
    }

    /// Steps until the index is level or time is up; how many acts are left.
    async fn level(&self, app: &App, until: Instant) -> Result<i64, Trouble> {
        loop {
            let left = until.saturating_duration_since(Instant::now());
            // A step under way is waited for even when time is up: only after a step of our own is
            // everything that was sealed before this question out of the index.
            let is_open = self.index.read().unwrap_or_else(PoisonError::into_inner).is_some();
            let behind = match is_open {
                true => step(app).await?,
                // It is being opened: there is nothing to ask yet, and nobody waits for a large one.
                false => match tokio::time::timeout(left, step(app)).await {
                    Ok(behind) => behind?,
                    Err(_) => return Ok(app.read(journal::as_of).await.map_err(Trouble::Database)?.max(1)),
                },
            };
            if behind == 0 || Instant::now() >= until {
                if behind > 0 {
                    self.stir();
                }
                return Ok(behind);
            }
        }
    }

    /// Reads on by some cases; how many acts are left.
    async fn step(&self, app: &App) -> Result<i64, Trouble> {
        let mut now = self.now.lock().await;
        if now.is_none() {
            *now = Some(self.open(app).await?);
        }
        let open = now.as_mut().ok_or(Trouble::BrokeOff)?;
        let stepped = open.step(app).await;
        if matches!(stepped, Err(Trouble::Index(_) | Trouble::BrokeOff)) {
            // Opened anew by the next question: a damaged one is then made again.
            *now = None;
            *self.index.write().unwrap_or_else(PoisonError::into_inner) = None;
        }
        stepped
    }

    async fn open(&self, app: &App) -> Result<Open, Trouble> {
        let place = self.place.clone();
        let is_file = app.db.is_file();
        let opened = tokio::task::spawn_blocking(move || opened(&place, is_file)).await;
        let index = Arc::new(opened.map_err(|_| Trouble::BrokeOff)??);
        let mark = index.mark()?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some(index.clone());
        Ok(Open { index, mark, checked: false })
    }

    async fn purge(&self) -> Result<(), Trouble> {
        let mut now = self.now.lock().await;
        let Some(open) = now.as_mut().filter(|open| open.mark.purge) else { return Ok(()) };
        let (index, mark) = (open.index.clone(), Mark { purge: false, ..open.mark.clone() });
        let text = mark.text();
        let work = move || index.purge().and_then(|()| index.apply(&[], &[], &text));
        tokio::task::spawn_blocking(work).await.map_err(|_| Trouble::BrokeOff)??;
        open.mark = mark;
        Ok(())
    }
}

/// One step. A reader who goes away ends their request, but never a step half done.
async fn step(app: &App) -> Result<i64, Trouble> {
    let app = app.clone();
    let whole = tokio::spawn(async move { app.search.step(&app).await });
    whole.await.map_err(|_| Trouble::BrokeOff)?
}

/// What a step read of the database.
struct Batch {
    docs: Vec<Doc>,
    gone: Vec<i64>,
    mark: Mark,
    anew: bool,
    behind: i64,
}

impl Open {
    async fn step(&mut self, app: &App) -> Result<i64, Trouble> {
        journal::settle(&app.db).await.map_err(|e| Trouble::Database(e.into()))?;
        let (mark, checked, law, tree) = (self.mark.clone(), self.checked, app.law.clone(), app.tree);
        let read = move |tx: &mut dyn db::Tx| batch(tx, mark, checked, &law, tree);
        let batch = app.db.read::<_, Error, _>(read).await.map_err(Trouble::Database)?;
        self.checked = true;
        if batch.mark == self.mark && !batch.anew {
            return Ok(batch.behind);
        }
        let index = self.index.clone();
        let work = move || {
            if batch.anew {
                tracing::info!("the search index belongs to another state of this database; it is made again");
                index.clear(&Mark::nothing().text())?;
            }
            let mut mark = batch.mark;
            mark.purge |= index.seals(&batch.docs)?;
            index.apply(&batch.docs, &batch.gone, &mark.text())?;
            Ok::<_, ::search::Error>((mark, batch.behind))
        };
        let (mark, behind) = tokio::task::spawn_blocking(work).await.map_err(|_| Trouble::BrokeOff)??;
        self.mark = mark;
        Ok(behind)
    }
}

/// The next cases that moved on, as documents, in one snapshot.
fn batch(
    tx: &mut dyn db::Tx,
    mut mark: Mark,
    checked: bool,
    law: &law::Law,
    tree: &casework::units::Tree,
) -> Result<Batch, Error> {
    let ours = checked
        || (mark.made == MADE && (mark.position == 0 || store::act_at(tx, mark.position)?.as_ref() == Some(&mark.act)));
    // An index that was never written has nothing to be thrown away.
    let anew = !ours && mark != Mark::default();
    if !ours {
        mark = Mark::nothing();
    }
    let last = journal::as_of(tx)?;
    let changed = if last > mark.position { store::changed(tx, mark.position, AT_ONCE)? } else { Vec::new() };
    let whole = changed.len() < AT_ONCE;
    let mut gone = Vec::new();
    if !whole && mark.position > 0 {
        // What was sealed meanwhile goes at once; it comes back sealed when its turn comes.
        gone = store::sealed_since(tx, mark.position)?;
    }
    let mut docs = Vec::with_capacity(changed.len());
    let reached = if whole { last } else { changed.last().map_or(last, |c| c.position) };
    for case in changed {
        let id = case.head.id;
        let people = vault::seen(tx, id)?;
        docs.push(said::doc(&crate::cases::load_under(tx, case.head, case.last)?, &people, law, tree));
        gone.retain(|other| *other != id);
    }
    if reached > mark.position {
        mark.position = reached;
        mark.act = store::act_at(tx, reached)?.unwrap_or_default();
    }
    Ok(Batch { docs, mark, anew, behind: last - reached, gone })
}

/// Opens the index; where its place cannot be used the program still answers, from memory.
fn opened(place: &Place, is_file: bool) -> Result<Index, ::search::Error> {
    let Place::Folder(dir) = place else {
        if !is_file {
            tracing::info!("the search index is kept in memory and made again at every start; --index DIR keeps it");
        }
        return Index::in_memory();
    };
    match Index::open(dir) {
        Ok(opened) => {
            keep_private(dir);
            if let Some(why) = opened.anew {
                tracing::info!(dir = %dir.display(), %why, "the search index is made from the journal");
            }
            Ok(opened.index)
        }
        Err(why) if why.is_held_by_another() => {
            tracing::warn!(dir = %dir.display(), "another process holds the search index; this one keeps its own in memory. Give each its own --index DIR");
            Index::in_memory()
        }
        Err(why) => {
            tracing::error!(dir = %dir.display(), cause = %why, "the search index cannot be kept in its folder; it is made in memory until the next start");
            Index::in_memory()
        }
    }
}

/// The folder holds words of cases: nobody but the program reads it.
#[cfg(unix)]
fn keep_private(dir: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    if let Err(why) = std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700)) {
        tracing::warn!(dir = %dir.display(), cause = %why, "other users of this machine may read the search index");
    }
}

#[cfg(not(unix))]
fn keep_private(_: &std::path::Path) {}

/// The task of a running program: keeps the index level until the database is closed.
pub async fn keep(app: App) {
    loop {
        match app.search.follow(&app).await {
            Err(Error::Storage("closed")) => return,
            Err(why) => tracing::error!(?why, "the search index could not follow the journal; it tries again"),
            Ok(()) => {}
        }
        tokio::select! {
            () = app.search.changed.notified() => tokio::time::sleep(GATHER).await,
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }
}
