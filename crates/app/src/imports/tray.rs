//! Files being tried or taken in, kept in memory while somebody looks at them.
//!
//! A file is held for its account only, for a while and within a limit; what it
//! brought is in the database. A page that outlives its file asks for it again.

use super::report::ImportReport;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// How many files are held, and how many bytes of them.
const MOST: (usize, usize) = (24, 256 << 20);

/// How far a file has come.
#[derive(Debug, Clone, Default)]
pub enum Phase {
    /// Being tried: nothing is written.
    #[default]
    Trying,
    /// Tried.
    Tried(Arc<ImportReport>),
    /// Being taken in.
    Taking,
    /// Taken in.
    Taken(Arc<ImportReport>),
    /// It could not be tried or taken in: why, in the reader's language.
    Failed(String),
}

/// One file.
#[derive(Debug)]
pub struct Job {
    /// Drawn at random: nobody guesses another's.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Name of the profile.
    pub profile: String,
    /// The unit it is for.
    pub unit: String,
    phase: Mutex<Phase>,
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Job {
    /// A file that has just come.
    pub fn new(account: &str, name: &str, bytes: Vec<u8>, profile: &str, unit: &str) -> Self {
        Job {
            id: crate::random::hex::<16>(),
            account: account.to_owned(),
            name: name.to_owned(),
            bytes,
            profile: profile.to_owned(),
            unit: unit.to_owned(),
            phase: Mutex::default(),
            done: AtomicUsize::new(0),
            all: AtomicUsize::new(0),
        }
    }

    /// How far it has come.
    pub fn phase(&self) -> Phase {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// It has come so far.
    pub fn now(&self, phase: Phase) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }

    /// From tried to being taken in; false when it is at another point, as after a second click.
    pub fn begin_taking(&self) -> bool {
        let mut phase = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        let tried = matches!(*phase, Phase::Tried(_));
        if tried {
            *phase = Phase::Taking;
            self.count(0, 0);
        }
        tried
    }

    /// Rows done of rows in all.
    pub fn count(&self, done: usize, all: usize) {
        self.done.store(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }

    /// Rows done of rows in all.
    pub fn counted(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.all.load(Ordering::Relaxed))
    }
}

static TRAY: LazyLock<Mutex<Vec<Arc<Job>>>> = LazyLock::new(Mutex::default);

/// Holds a file; the oldest ones that nobody works on make room.
pub fn hold(job: Job) -> Arc<Job> {
    let job = Arc::new(job);
    let mut tray = TRAY.lock().unwrap_or_else(PoisonError::into_inner);
    tray.push(job.clone());
    let over = |tray: &Vec<Arc<Job>>| tray.len() > MOST.0 || tray.iter().map(|j| j.bytes.len()).sum::<usize>() > MOST.1;
    while over(&tray) && tray.len() > 1 {
        let idle = tray.iter().position(|j| !matches!(j.phase(), Phase::Trying | Phase::Taking));
        tray.remove(idle.unwrap_or(0));
    }
    job
}

/// A file of this account.
pub fn find(account: &str, id: &str) -> Option<Arc<Job>> {
    let tray = TRAY.lock().unwrap_or_else(PoisonError::into_inner);
    tray.iter().find(|j| j.id == id && j.account == account).cloned()
}
