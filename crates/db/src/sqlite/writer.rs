//! The one thread that writes, and how it lets many units of work share a commit.
//!
//! Making a commit durable costs one wait for the disk however much is in it.
//! Whoever arrives while the disk works goes into the next commit together;
//! each unit has its own savepoint, so one that fails undoes only itself, and
//! nobody is answered before the commit that holds their work.

use super::tx::SqliteTx;
use crate::{Error, Result, Tx};
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Most units in one commit, so that the first does not wait for ever.
const MOST: usize = 256;
/// Longest time to gather units for one commit.
const GATHER: Duration = Duration::from_millis(10);
/// After this much quiet the log is folded into the file.
const QUIET: Duration = Duration::from_millis(500);

/// The writer thread and the way to it.
pub(crate) struct Writer {
    jobs: Mutex<Option<Sender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    knobs: Arc<Knobs>,
    commits: Arc<AtomicU64>,
}

/// What tests and measurements turn.
#[derive(Default)]
struct Knobs {
    /// One commit for each unit.
    alone: AtomicBool,
    /// Most pages of the file, if not 0.
    pages: AtomicU32,
}

impl Writer {
    pub(crate) fn start(conn: Connection, place: Arc<str>, statements: Arc<AtomicU64>) -> Result<Self> {
        let (jobs, queue) = channel();
        let knobs = Arc::new(Knobs::default());
        let turned = knobs.clone();
        let commits = Arc::new(AtomicU64::new(0));
        let thread = std::thread::Builder::new()
            .name("db-writer".into())
            .spawn({
                let (place, commits) = (place.clone(), commits.clone());
                move || serve(&conn, &queue, (&place, &statements, &commits), &turned)
            })
            .map_err(|e| Error::CannotOpen { place: place.to_string(), why: e.to_string() })?;
        Ok(Self { jobs: Mutex::new(Some(jobs)), thread: Mutex::new(Some(thread)), knobs, commits })
    }

    /// One commit for each unit: the slow way, kept as the baseline of measurements.
    pub(crate) fn commit_singly(&self, singly: bool) {
        self.knobs.alone.store(singly, Ordering::Relaxed);
    }

    /// Commits so far: counted when a reader can see it, before anybody is answered.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    /// Lets the file grow to so many pages only.
    pub(crate) fn limit_pages(&self, pages: u32) {
        self.knobs.pages.store(pages, Ordering::Relaxed);
    }

    /// Queues work and waits until it is durable.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(Unit { work, result: None, reply });
        match &*self.jobs.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(jobs) => jobs.send(job).map_err(|_| Error::Closed)?,
            None => return Err(Error::Closed.into()),
        }
        answer.await.map_err(|_| Error::Closed)?
    }

    /// Finishes what is queued, folds the log and ends the thread.
    pub(crate) fn close(&self) {
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A unit of work may hold the last handle; the thread cannot wait for itself.
        if let Some(thread) = thread.filter(|t| t.thread().id() != std::thread::current().id()) {
            let _ = thread.join();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

/// Work in the queue; its result waits for the commit.
trait Job: Send {
    /// Does the work. `true`: its writes are to be kept.
    fn run(&mut self, tx: &mut SqliteTx<'_>) -> bool;
    /// Answers, with the result if the commit went well.
    fn answer(self: Box<Self>, committed: Result<()>);
}

struct Unit<T, E, F> {
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Unit<T, E, F>
where
    F: Fn(&mut dyn Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, tx: &mut SqliteTx<'_>) -> bool {
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(tx))).unwrap_or_else(|_| Err(Error::Panicked.into()));
        let result = match (result, tx.failed()) {
            (Ok(_), Some(first)) => Err(Error::Undone(Box::new(first.clone())).into()),
            (result, _) => result,
        };
        self.result.insert(result).is_ok()
    }

    fn answer(self: Box<Self>, committed: Result<()>) {
        let result = match (committed, self.result) {
            // What was refused stays refused, whatever became of the others' commit.
            (_, Some(Err(e))) => Err(e),
            (Ok(()), Some(Ok(value))) => Ok(value),
            (Err(e), _) => Err(e.into()),
            (Ok(()), None) => Err(Error::Closed.into()),
        };
        let _ = self.reply.send(result);
    }
}

fn serve(
    conn: &Connection,
    queue: &Receiver<Box<dyn Job>>,
    (place, statements, commits): (&str, &AtomicU64, &AtomicU64),
    knobs: &Knobs,
) {
    let mut folded = true;
    loop {
        let first =
            if folded { queue.recv().map_err(|_| RecvTimeoutError::Disconnected) } else { queue.recv_timeout(QUIET) };
        match first {
            Ok(first) => {
                let pages = knobs.pages.load(Ordering::Relaxed);
                if pages > 0 {
                    let _ = conn.pragma_update(None, "max_page_count", pages);
                }
                let alone = knobs.alone.load(Ordering::Relaxed);
                commit_together(SqliteTx::new(conn, place, statements), commits, first, queue, alone);
                folded = false;
            }
            Err(RecvTimeoutError::Timeout) => {
                let _ = conn.execute_batch("pragma wal_checkpoint(passive)");
                folded = true;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let _ = conn.execute_batch("pragma optimize; pragma wal_checkpoint(truncate)");
}

/// Runs the first unit and whoever comes meanwhile, commits once, answers all.
fn commit_together(
    mut tx: SqliteTx<'_>,
    commits: &AtomicU64,
    first: Box<dyn Job>,
    queue: &Receiver<Box<dyn Job>>,
    alone: bool,
) {
    let began = Instant::now();
    if let Err(e) = tx.begin() {
        return first.answer(Err(e));
    }
    let mut done: Vec<Box<dyn Job>> = Vec::new();
    let mut next = Some(first);
    while let Some(mut job) = next.take() {
        let kept = tx.begin_unit().and_then(|()| {
            let keep = job.run(&mut tx);
            if tx.is_lost() { Err(Error::Closed) } else { tx.end_unit(keep) }
        });
        done.push(job);
        if kept.is_err() || tx.is_lost() {
            tx.rollback();
            return one_by_one(tx, commits, done);
        }
        if !alone && done.len() < MOST && began.elapsed() < GATHER {
            next = queue.try_recv().ok();
        }
    }
    let committed = tx.end(Ok(()));
    if committed.is_err() && done.len() > 1 {
        return one_by_one(tx, commits, done);
    }
    commits.fetch_add(1, Ordering::Release);
    for job in done {
        job.answer(committed.clone());
    }
}

/// A shared transaction was given up by the engine (no space, damaged page):
/// each unit gets its own, so that only those that cannot be stored fail.
fn one_by_one(mut tx: SqliteTx<'_>, commits: &AtomicU64, jobs: Vec<Box<dyn Job>>) {
    for mut job in jobs {
        let committed = tx.begin().and_then(|()| {
            tx.begin_unit()?;
            let keep = job.run(&mut tx);
            match tx.failed().cloned() {
                Some(e) if tx.is_lost() => Err(e),
                _ => tx.end_unit(keep).and_then(|()| tx.end(Ok(()))),
            }
        });
        if committed.is_err() {
            tx.rollback();
        }
        commits.fetch_add(1, Ordering::Release);
        job.answer(committed);
    }
}
