//! Who follows: one hall for each conference that somebody looks at.
//!
//! A screen is drawn once for each change and language, and the same bytes go to everybody who
//! watches it; whoever is slow gets the newest and misses the ones between. Nothing here is of
//! the record: a restarted server has an empty hall and the whole log. Over a shared database
//! the head of the log is looked at while anybody follows.

use super::keep::{self, Step};
use super::screens::{self, Screen};
use super::store;
use crate::App;
use crate::errors::{Error, Result};
use crate::lang::Lang;
use axum::body::Bytes;
use casework::conference::{Event, No, State};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How often another process's events are looked for.
const LOOK: Duration = Duration::from_millis(250);
/// A line that was silent for so long is lost.
pub const SILENT: Duration = Duration::from_millis(4_200);

/// Every hall, and what all of them need.
pub struct Halls {
    halls: Mutex<HashMap<String, Arc<Hall>>>,
    closing: watch::Sender<bool>,
    guesses: Mutex<HashMap<String, (u32, i64)>>,
}

impl Default for Halls {
    fn default() -> Self {
        Self { halls: Mutex::default(), closing: watch::Sender::new(false), guesses: Mutex::default() }
    }
}

impl std::fmt::Debug for Halls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Halls")
    }
}

/// Wrong codes from one address before it has to wait.
const GUESSES: u32 = 10;
/// Wrong codes for one conference from anywhere.
const GUESSES_ALL: u32 = 300;
/// For how long.
const GUESSED_MS: i64 = 10 * 60 * 1000;

impl Halls {
    /// The hall of a conference, brought up to its log.
    pub async fn hall(&self, app: &App, number: &str) -> Result<Arc<Hall>> {
        let known = locked(&self.halls).get(number).cloned();
        let hall = match known {
            Some(hall) => hall,
            None => {
                let asked = number.to_owned();
                let head = app.read(move |tx| store::by_number(tx, &asked)).await?.ok_or(Error::Hidden)?;
                let new = Arc::new(Hall::new(head.id, number));
                locked(&self.halls).entry(number.to_owned()).or_insert(new).clone()
            }
        };
        hall.catch_up(app).await?;
        Ok(hall)
    }

    /// Ends every line, so that a server told to stop can.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Tells when lines are to end.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Seconds until this address may guess again at a conference's codes; 0: now.
    pub fn wait(&self, number: &str, address: &str, now_ms: i64) -> u64 {
        let kept = locked(&self.guesses);
        let left = |key: &str, most: u32| match kept.get(key) {
            Some((n, at)) if *n >= most && now_ms - at < GUESSED_MS => GUESSED_MS - (now_ms - at),
            _ => 0,
        };
        let left = left(&format!("{number} {address}"), GUESSES).max(left(number, GUESSES_ALL));
        u64::try_from(left).unwrap_or(0).div_ceil(1_000)
    }

    /// A wrong code.
    pub fn guessed(&self, number: &str, address: &str, now_ms: i64) {
        let mut kept = locked(&self.guesses);
        kept.retain(|_, (_, at)| now_ms - *at < GUESSED_MS);
        for key in [format!("{number} {address}"), number.to_owned()] {
            kept.entry(key).or_insert((0, now_ms)).0 += 1;
        }
    }
}

/// A lock whose holder cannot have left anything half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Inner {
    state: Arc<State>,
    screens: HashMap<(Screen, Lang), watch::Sender<Bytes>>,
    beats: HashMap<String, Instant>,
}

/// One conference's followers.
pub struct Hall {
    /// Its id.
    pub id: i64,
    /// Its number.
    pub number: String,
    inner: Mutex<Inner>,
    watched: AtomicBool,
}

impl Hall {
    fn new(id: i64, number: &str) -> Self {
        let inner = Inner { state: Arc::default(), screens: HashMap::new(), beats: HashMap::new() };
        Self { id, number: number.to_owned(), inner: Mutex::new(inner), watched: AtomicBool::new(false) }
    }

    /// Where the conference stands, as far as this process knows.
    pub fn state(&self) -> Arc<State> {
        locked(&self.inner).state.clone()
    }

    /// Reads what was written since.
    pub async fn catch_up(&self, app: &App) -> Result<()> {
        let (known, id) = (self.state(), self.id);
        let after = known.seq;
        let new = app.db.glance(move |tx| store::since(tx, id, after)).await?;
        if !new.is_empty() {
            let mut state = State::clone(&known);
            new.iter().for_each(|entry| state.apply(entry));
            self.advance(app, state);
        }
        Ok(())
    }

    /// Writes one step and tells everybody.
    pub async fn write(&self, app: &App, by: &str, step: Step) -> Result<std::result::Result<i64, No>> {
        let wrote = keep::write(app, self.id, self.state(), by.to_owned(), step).await?;
        Ok(wrote.map(|state| {
            let seq = state.seq;
            self.advance(app, state);
            seq
        }))
    }

    fn advance(&self, app: &App, state: State) {
        let mut inner = locked(&self.inner);
        if state.seq <= inner.state.seq {
            return;
        }
        inner.state = Arc::new(state);
        let state = inner.state.clone();
        app.media.follow(&self.number, &state);
        inner.screens.retain(|_, sender| sender.receiver_count() > 0);
        for ((screen, lang), sender) in &inner.screens {
            sender.send_replace(screens::frame(app, &self.number, &state, screen, *lang));
        }
    }

    /// A line to a screen: its newest frame, and each one after it.
    pub fn follow(self: &Arc<Self>, app: &App, screen: Screen, lang: Lang) -> watch::Receiver<Bytes> {
        let mut inner = locked(&self.inner);
        let state = inner.state.clone();
        let sender = inner
            .screens
            .entry((screen.clone(), lang))
            .or_insert_with(|| watch::Sender::new(screens::frame(app, &self.number, &state, &screen, lang)));
        let mut line = sender.subscribe();
        line.mark_changed();
        drop(inner);
        self.watch(app);
        line
    }

    /// Ends the lines of a point's screens: who has lost the right to them finds so at once.
    pub fn end_point(&self, unit: &str) {
        locked(&self.inner).screens.retain(|(screen, _), _| *screen != Screen::Point(unit.to_owned()));
    }

    /// A point's line stands.
    pub async fn beat(self: &Arc<Self>, app: &App, unit: &str) -> Result<()> {
        locked(&self.inner).beats.insert(unit.to_owned(), Instant::now());
        if !app.db.is_file() {
            let (id, unit, now) = (self.id, unit.to_owned(), app.clock.now_ms());
            app.write(move |tx| store::beat(tx, id, &unit, now)).await?;
        }
        self.watch(app);
        let comes_back = self.state().point(unit).is_some_and(|p| !p.present && p.since_ms.is_some());
        if comes_back {
            let back = Step::Plain(Event::Back { unit: unit.to_owned() });
            // Refused where another of its beats was faster.
            let _ = self.write(app, &format!("point:{unit}"), back).await?;
        }
        Ok(())
    }

    /// Sees to it that silence is noticed, as long as anybody is here.
    fn watch(self: &Arc<Self>, app: &App) {
        if self.watched.swap(true, Ordering::Relaxed) {
            return;
        }
        let (hall, app, begun) = (self.clone(), app.clone(), Instant::now());
        tokio::spawn(async move {
            let closing = app.conferences.closing();
            while !*closing.borrow() && hall.is_visited() {
                tokio::time::sleep(LOOK).await;
                if let Err(why) = hall.look(&app, begun).await {
                    tracing::warn!(?why, "a conference is not looked at");
                }
            }
            hall.watched.store(false, Ordering::Relaxed);
            // Whoever came in between found it watched.
            if !*closing.borrow() && hall.is_visited() {
                hall.watch(&app);
            }
        });
    }

    fn is_visited(&self) -> bool {
        let inner = locked(&self.inner);
        let recent = inner.beats.values().any(|at| at.elapsed() < SILENT * 4);
        recent || inner.screens.values().any(|s| s.receiver_count() > 0)
    }

    /// One look: at the log where others write too, and at lines that are silent.
    async fn look(&self, app: &App, begun: Instant) -> Result<()> {
        let mut heard: HashMap<String, i64> = HashMap::new();
        if !app.db.is_file() {
            let id = self.id;
            let head = app.db.glance(move |tx| store::log_head(tx, id)).await?;
            if head > self.state().seq {
                self.catch_up(app).await?;
            }
            heard = app.db.glance(move |tx| store::beats(tx, id)).await?.into_iter().collect();
        }
        // A server that has just started has heard nobody yet.
        if begun.elapsed() < SILENT {
            return Ok(());
        }
        let (now, silent_ms) = (app.clock.now_ms(), i64::try_from(SILENT.as_millis()).unwrap_or(0));
        let silent: Vec<String> = {
            let inner = locked(&self.inner);
            let present = inner.state.points.iter().filter(|p| p.present);
            let is_silent = |unit: &str| {
                inner.beats.get(unit).is_none_or(|at| at.elapsed() > SILENT)
                    && heard.get(unit).is_none_or(|at| now - at > silent_ms)
            };
            present.filter(|p| is_silent(&p.unit)).map(|p| p.unit.clone()).collect()
        };
        for unit in silent {
            let lost = Step::Plain(Event::Lost { unit });
            let _ = self.write(app, "server", lost).await?;
        }
        Ok(())
    }
}
