//! Kệ trang: public pages kept ready, so that thousands of readers cost the database nothing,
//! and a page once shown is shown on while the database is busy, read-only or away.
//!
//! A page is made anew when anything public has changed (one number in the database says so,
//! looked at every two seconds and at once after a change made here), when its time has come,
//! or when its instant of publication has passed.

use super::store;
use super::visit::{Visit, missing};
use crate::errors::Error;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use db::Tx;
use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, RwLock};
use std::time::{Duration, Instant};

/// How often the database is asked whether anything public has changed, in milliseconds.
const LOOK: u64 = 2_000;
/// Pages kept at most; beyond it all are dropped and made anew as they are asked for.
const MOST: usize = 5_000;
/// Bytes kept at most.
const LARGEST: usize = 64 << 20;
/// How long a page is good though nothing seems changed: what other rooms of the house say may have.
const GOOD_FOR: Duration = Duration::from_secs(60);

/// Up to so many times that long it is shown while a newer one is made beside the answer.
const AGED: u32 = 10;
/// How long a reader waits for a newer page while an older one is there.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Headers of every public page. No script runs; `connect-src` is for checkers that read robots.txt through a page.
pub const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ),
    (header::VARY, HeaderValue::from_static("accept-encoding")),
];

/// What a card on another site may do: be framed, and nothing else.
const CARD: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *",
);
/// The page that shows how a card will look.
const WITH_CARD: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// What a handler makes: to be kept.
pub struct Page {
    /// Media type.
    pub mime: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
    /// Status: 200, or 410 for what was withdrawn.
    pub status: StatusCode,
    /// Never changes under this address: a picture.
    pub forever: bool,
    /// How long it is good though nothing seems changed.
    pub good_for: Duration,
    /// A card that any site may frame.
    pub framed: bool,
    /// Shows such a card in a frame of its own.
    pub frames: bool,
}

impl Page {
    /// A page of HTML.
    ///
    /// # Errors
    /// As [`askama::Template::render`].
    pub fn html(page: &impl askama::Template) -> Result<Self, Error> {
        let mut text = String::with_capacity(32 << 10);
        page.render_into(&mut text)?;
        Ok(Self::of("text/html; charset=utf-8", text))
    }

    /// Anything else.
    pub fn of(mime: &'static str, content: impl Into<Vec<u8>>) -> Self {
        Self {
            mime,
            bytes: content.into(),
            status: StatusCode::OK,
            forever: false,
            good_for: GOOD_FOR,
            framed: false,
            frames: false,
        }
    }
}

struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Option<Bytes>,
    forever: bool,
    revision: i64,
    /// Instant of the next publication when it was made, in milliseconds; `i64::MAX`: none.
    until: i64,
    made: Instant,
    good_for: Duration,
}

/// The pages kept ready.
#[derive(Default)]
pub struct Shelf {
    pages: RwLock<HashMap<String, Arc<Kept>>>,
    making: Mutex<HashSet<String>>,
    bytes: AtomicUsize,
    revision: AtomicI64,
    looked: AtomicU64,
    looking: AtomicBool,
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shelf")
    }
}

impl Shelf {
    /// Something public has changed here: pages made before are old.
    pub fn stir(&self) {
        // Below every revision of the database: the next look brings the true one.
        self.revision.fetch_sub(1, Ordering::AcqRel);
        self.looked.store(0, Ordering::Release);
    }

    fn get(&self, key: &str) -> Option<Arc<Kept>> {
        self.pages.read().ok()?.get(key).cloned()
    }

    fn put(&self, key: String, kept: &Arc<Kept>) {
        let Ok(mut pages) = self.pages.write() else { return };
        // The place of the page it follows is free.
        let mut bytes = self.bytes.load(Ordering::Relaxed) - pages.remove(&key).map_or(0, |old| old.size());
        if pages.len() >= MOST || bytes + kept.size() > LARGEST {
            pages.clear();
            bytes = 0;
        }
        self.bytes.store(bytes + kept.size(), Ordering::Relaxed);
        pages.insert(key, kept.clone());
    }
}

impl Kept {
    fn size(&self) -> usize {
        self.plain.len() + self.gzip.as_ref().map_or(0, Bytes::len)
    }
}

/// Milliseconds since the program began.
fn ticks() -> u64 {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    u64::try_from(BEGAN.elapsed().as_millis()).unwrap_or(u64::MAX) + LOOK + 1
}

/// Asks the database, beside the answer, whether anything public has changed.
fn look(visit: &Visit) {
    let shelf = &visit.app.shelf;
    let now = ticks();
    if now.saturating_sub(shelf.looked.load(Ordering::Acquire)) < LOOK || shelf.looking.swap(true, Ordering::AcqRel) {
        return;
    }
    let app = visit.app.clone();
    tokio::spawn(async move {
        // A database that cannot be asked changes nothing: what is kept is shown on.
        if let Ok(revision) = app.db.read(store::revision).await {
            app.shelf.revision.store(revision, Ordering::Release);
        }
        app.shelf.looked.store(ticks(), Ordering::Release);
        app.shelf.looking.store(false, Ordering::Release);
    });
}

/// Answers with the page of this address, kept or made now.
///
/// What has a query is made anew each time: there is no end of queries. A page that is there is shown
/// on while a newer one takes long or cannot be made, and one reader alone has it made.
pub async fn serve(
    visit: Visit,
    make: impl FnOnce(&mut dyn Tx, &Visit) -> Result<Page, Error> + Send + 'static,
) -> Response {
    let key = if visit.query.is_empty() {
        Some(format!("{}{}{}", visit.origin, visit.lang.code(), visit.path))
    } else {
        None
    };
    let kept = key.as_ref().and_then(|key| visit.app.shelf.get(key));
    look(&visit);
    let Some(kept) = kept else {
        return match made(visit.clone(), key, make).await {
            Ok(page) => answer(&page, &visit.headers),
            Err(error) => missing(&visit, &error),
        };
    };
    let is_level =
        kept.revision == visit.app.shelf.revision.load(Ordering::Acquire) && visit.app.clock.now_ms() < kept.until;
    let age = kept.made.elapsed();
    if kept.forever || (is_level && age < kept.good_for) {
        return answer(&kept, &visit.headers);
    }
    let Some(turn) = key.as_ref().and_then(|key| Turn::take(&visit.app.shelf, key)) else {
        return answer(&kept, &visit.headers);
    };
    let (asked, headers) = (visit.clone(), visit.headers.clone());
    let making = tokio::spawn(async move {
        let made = made(asked, key, make).await;
        drop(turn);
        made
    });
    if is_level && age < kept.good_for * AGED {
        return answer(&kept, &headers);
    }
    match tokio::time::timeout(PATIENCE, making).await {
        Ok(Ok(Ok(page))) => answer(&page, &headers),
        Ok(Ok(Err(error))) if !matches!(error, Error::Storage(_) | Error::Fault(_)) => missing(&visit, &error),
        // Old, but there: better than none while the database is busy or away.
        _ => answer(&kept, &headers),
    }
}

/// Makes a page and puts it on the shelf.
async fn made(
    visit: Visit,
    key: Option<String>,
    make: impl FnOnce(&mut dyn Tx, &Visit) -> Result<Page, Error> + Send + 'static,
) -> Result<Arc<Kept>, Error> {
    let app = visit.app.clone();
    let now = app.clock.now_ms();
    let made = app.db.read(move |tx| {
        let (revision, until) = (store::revision(tx)?, store::next_public(tx, now)?);
        Ok::<_, Error>((make(tx, &visit)?, revision, until))
    });
    let (page, revision, until) = made.await?;
    let page = Arc::new(keep(page, revision, until));
    if let Some(key) = key {
        app.shelf.revision.fetch_max(revision, Ordering::AcqRel);
        app.shelf.put(key, &page);
    }
    Ok(page)
}

/// Whose turn it is to have a page made anew: one at a time for each page.
struct Turn(Arc<Shelf>, String);

impl Turn {
    fn take(shelf: &Arc<Shelf>, key: &str) -> Option<Self> {
        let is_first = shelf.making.lock().is_ok_and(|mut making| making.insert(key.to_owned()));
        is_first.then(|| Self(shelf.clone(), key.to_owned()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Ok(mut making) = self.0.making.lock() {
            making.remove(&self.1);
        }
    }
}

fn keep(page: Page, revision: i64, until: i64) -> Kept {
    let mut headers: HeaderMap = HEADERS.into_iter().collect();
    if page.framed {
        headers.insert(header::CONTENT_SECURITY_POLICY, CARD);
    } else if page.frames {
        headers.insert(header::CONTENT_SECURITY_POLICY, WITH_CARD);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(page.mime));
    let cache = if page.forever { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    let tag = format!("\"{}\"", &crate::random::to_hex(&sha(&page.bytes))[..24]);
    let etag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
    headers.insert(header::ETAG, etag.clone());
    let text = page.mime.starts_with("text/") || page.mime.contains("xml") || page.mime.contains("json");
    let gzip = if text { gzipped(&page.bytes).filter(|gz| gz.len() < page.bytes.len()) } else { None };
    Kept {
        status: page.status,
        headers,
        etag,
        plain: page.bytes.into(),
        gzip: gzip.map(Bytes::from),
        forever: page.forever,
        revision,
        until,
        made: Instant::now(),
        good_for: page.good_for,
    }
}

fn sha(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}

fn gzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut gz = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::default());
    gz.write_all(bytes).ok()?;
    gz.finish().ok()
}

fn answer(kept: &Kept, asked: &HeaderMap) -> Response {
    let knows = asked.get(header::IF_NONE_MATCH).is_some_and(|tag| tag == kept.etag);
    let wants_gzip = || {
        let text = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
        text.is_some_and(|v| v.split(',').any(|c| c.trim().split(';').next() == Some("gzip")))
    };
    let mut response = match &kept.gzip {
        _ if knows => StatusCode::NOT_MODIFIED.into_response(),
        Some(gzip) if wants_gzip() => (kept.status, gzip.clone()).into_response(),
        _ => (kept.status, kept.plain.clone()).into_response(),
    };
    let is_gzip = !knows && kept.gzip.is_some() && wants_gzip();
    *response.headers_mut() = kept.headers.clone();
    if is_gzip {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
