//! Every capability delivered: pages, JSON API, SQL, background work.
//!
//! A request's way: [`frame::enter`] finds out who asks, the guard of
//! [`routes::Routes`] applies the route's rule, the handler asks `casework` and
//! its own `store`. Must never decide law.

pub mod access;
pub mod accounts;
pub mod api;
pub mod asked;
pub mod assets;
pub mod calendar;
pub mod cases;
pub mod clock;
pub mod complaints;
pub mod conference;
pub mod cx;
pub mod dashboard;
pub mod demo;
pub mod desk;
pub mod directives;
pub mod duplicates;
pub mod errors;
pub mod facts_form;
pub mod forms;
pub mod frame;
pub mod guard;
pub mod home;
pub mod hotspots;
pub mod idempotency;
pub mod imports;
pub mod inspections;
pub mod journal;
pub mod lang;
pub mod lawtext;
pub mod letters;
pub mod matters;
pub mod packed;
pub mod papers;
pub mod people;
pub mod periodic_reports;
pub mod portal;
pub mod queues;
pub mod random;
pub mod reminders;
pub mod reports;
pub mod routes;
pub mod sealed;
pub mod search;
pub mod shortcomings;
pub mod slips;
pub mod terms;
pub mod units;
pub mod unmoved;
pub mod vault;

use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use routes::Routes;
use std::sync::{Arc, LazyLock};
use tower_http::set_header::SetResponseHeaderLayer;

pub use cx::Cx;
pub use errors::{Error, Result};

/// The running program: cheap to clone, shared by every request.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// For whoever starts it: what is set here is set for this clone and those made of it.
impl std::ops::DerefMut for App {
    fn deref_mut(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.0)
    }
}

/// What the program consists of.
#[derive(Clone)]
pub struct Parts {
    /// The law as shipped, or with the operator's corrections.
    pub law: Arc<law::Law>,
    /// The tree of units.
    pub tree: &'static casework::units::Tree,
    /// The templates of papers, as shipped or with the operator's over them.
    pub templates: Arc<letters::Templates>,
    /// The clock.
    pub clock: clock::Clock,
    /// The database.
    pub db: db::Db,
    /// What the operator chose.
    pub settings: Arc<Settings>,
    /// Failed sign-ins.
    pub slowdown: Arc<accounts::Slowdown>,
    /// Subtrees worked out for rights.
    pub subtrees: Arc<accounts::Subtrees>,
    /// Counts of lists, each kept until an act moves it.
    pub counts: Arc<cases::list::Counts>,
    /// Postings in memory, for sheets.
    pub ledger: Arc<reports::Memory>,
    /// Who holds which session, as long as nothing is committed.
    pub bearers: Arc<accounts::Bearers>,
    /// Cases from outside, as long as nothing is committed.
    pub outsides: Arc<unmoved::Unmoved<Arc<cases::views::Outside>>>,
    /// Columns of case pages, kept until anything in them changes.
    pub pages: Arc<cases::drawn::Pages<Arc<cases::views::Outside>>>,
    /// Columns of lists, each kept until a case of its units moves.
    pub lists: Arc<cases::drawn::Pages<cases::list::Stand>>,
    /// Sheets of first pages, kept for some seconds.
    pub headlines: Arc<reports::headline::Kept>,
    /// Letters in the open, to find like ones.
    pub letters: Arc<duplicates::Letters>,
    /// The index of words that follows the journal.
    pub search: Arc<search::Finder>,
    /// Counts of reminders, kept for some seconds.
    pub reminders: Arc<reminders::Bell>,
    /// Pages of the public portal, kept ready.
    pub shelf: Arc<portal::Shelf>,
    /// How often petitions were filed and followed within the hour.
    pub flood: Arc<portal::filing::Flood>,
    /// Who follows which conference.
    pub conferences: Arc<conference::Halls>,
    /// Sound and picture of conferences.
    pub media: Arc<conference::Media>,
}

impl App {
    /// The program over a database whose schema is up to date, with the law and units as shipped.
    pub fn new(db: db::Db, clock: clock::Clock, settings: Settings) -> Self {
        Self(Arc::new(Parts {
            law: Arc::new(law::Law::shipped().clone()),
            tree: casework::units::Tree::shipped(),
            templates: Arc::default(),
            clock,
            db,
            settings: Arc::new(settings),
            slowdown: Arc::default(),
            subtrees: Arc::default(),
            counts: Arc::default(),
            ledger: Arc::default(),
            bearers: Arc::default(),
            outsides: Arc::default(),
            pages: Arc::default(),
            lists: Arc::default(),
            headlines: Arc::default(),
            letters: Arc::default(),
            search: Arc::default(),
            reminders: Arc::default(),
            shelf: Arc::default(),
            flood: Arc::default(),
            conferences: Arc::default(),
            media: Arc::default(),
        }))
    }

    /// The same program but for what `change` sets.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Parts)) -> Self {
        let mut other = self.clone();
        change(&mut other);
        other
    }

    /// Reads in one snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn db::Tx) -> db::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.db.read(work).await.map_err(Error::from)
    }

    /// Writes all or nothing; the work may run more than once.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut dyn db::Tx) -> db::Result<T> + Send + 'static,
    ) -> Result<T> {
        self.db.write(work).await.map_err(Error::from)
    }
}

/// The whole schema: every capability's tables.
pub fn migrations() -> Vec<db::Migration> {
    let mut steps = vec![accounts::store::MIGRATION, units::store::MIGRATION];
    steps.extend_from_slice(journal::MIGRATIONS);
    steps.push(cases::store::MIGRATION);
    steps.extend([vault::MIGRATION, vault::LOG]);
    steps.push(calendar::store::MIGRATION);
    steps.extend([people::store::MIGRATION, queues::store::MIGRATION, hotspots::store::MIGRATION]);
    steps.push(duplicates::store::MIGRATION);
    steps.extend([
        papers::store::MIGRATION,
        papers::store::SEALED,
        idempotency::store::MIGRATION,
        imports::store::MIGRATION,
    ]);
    steps.extend([periodic_reports::store::MIGRATION, periodic_reports::store::REPLACED]);
    steps.push(reminders::store::MIGRATION);
    steps.extend([portal::store::MIGRATION, portal::conclusions::store::MIGRATION]);
    steps.extend([portal::filing::store::MIGRATION, portal::filing::store::MORE]);
    steps.push(directives::store::MIGRATION);
    steps.push(conference::store::MIGRATION);
    steps.push(shortcomings::store::MIGRATION);
    steps.extend([portal::booking::store::MIGRATION, portal::alerts::store::MIGRATION]);
    steps
}

/// Every statement of every store, for the test that prepares each on both engines.
pub fn statements() -> Vec<db::Sql> {
    let mut all = [
        accounts::store::STATEMENTS,
        units::store::STATEMENTS,
        journal::store::STATEMENTS,
        papers::store::STATEMENTS,
        idempotency::store::STATEMENTS,
        imports::store::STATEMENTS,
        reports::store::STATEMENTS,
        vault::STATEMENTS,
        desk::store::STATEMENTS,
        matters::store::STATEMENTS,
        hotspots::store::STATEMENTS,
        duplicates::store::STATEMENTS,
        search::store::STATEMENTS,
        reminders::store::STATEMENTS,
        periodic_reports::store::STATEMENTS,
        portal::store::STATEMENTS,
        portal::conclusions::store::STATEMENTS,
        portal::durations::store::STATEMENTS,
        portal::filing::store::STATEMENTS,
        portal::filing::files::store::STATEMENTS,
        portal::booking::store::STATEMENTS,
        portal::alerts::store::STATEMENTS,
        conference::store::STATEMENTS,
    ]
    .concat();
    all.extend(cases::store::statements());
    all.extend(calendar::store::statements());
    all.extend(people::store::statements());
    all.extend(queues::store::statements());
    all.extend(dashboard::store::statements());
    all.extend(directives::store::statements());
    all.extend(shortcomings::store::statements());
    all
}

/// What the operator chose at start-up.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Synthetic data: a ribbon says so on every page and print.
    pub demo: bool,
    /// Served over https: cookies are marked `Secure`.
    pub https: bool,
    /// Behind a proxy of one's own that writes `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Where people reach it, as `https://thanhtra.haiphong.gov.vn`, for links that leave
    /// the house; empty: as the request says.
    pub public_url: String,
    /// The installation's key for fingerprints of sealed letters; without it they take no part.
    pub like_key: Option<casework::duplicates::Key>,
    /// How much memory the ledger of figures may take.
    pub ledger: reports::Limit,
    /// The installation's key for sealing reports; without it nothing is sealed.
    pub seal_key: Option<periodic_reports::SealKey>,
    /// Where mail is sent through; none: no mail.
    pub mail: Option<reminders::mailer::Mail>,
}

/// Every route and room of the program, in the order of the list at the left.
pub fn surface() -> &'static Surface {
    static SURFACE: LazyLock<Surface> = LazyLock::new(|| {
        let routes = all();
        Surface { list: routes.list, rooms: routes.rooms }
    });
    &SURFACE
}

/// What the program offers, without its handlers.
pub struct Surface {
    /// Every route.
    pub list: Vec<routes::Route>,
    /// Every room.
    pub rooms: Vec<routes::Room>,
}

/// The routes of every capability.
pub fn all() -> Routes {
    Routes::new()
        .and(home::routes())
        .and(queues::routes())
        .and(calendar::routes())
        .and(desk::routes())
        .and(reminders::routes())
        .and(cases::routes())
        .and(hotspots::routes())
        .and(matters::routes())
        .and(slips::routes())
        .and(directives::routes())
        .and(shortcomings::routes())
        .and(people::routes())
        .and(duplicates::routes())
        .and(search::routes())
        .and(sealed::routes())
        .and(letters::routes())
        .and(dashboard::routes())
        .and(reports::routes())
        .and(guard::routes())
        .and(periodic_reports::routes())
        .and(conference::routes())
        .and(portal::routes())
        .and(imports::routes())
        .and(units::routes())
        .and(accounts::routes())
        .and(terms::routes())
        .and(api::routes())
}

/// The whole program as a service.
pub fn router(app: App) -> Router {
    let mut statics = Router::new().route("/static/{file}", get(assets::serve));
    for (name, value) in frame::SECURE {
        statics = statics
            .layer(SetResponseHeaderLayer::overriding(HeaderName::from_static(name), HeaderValue::from_static(value)));
    }
    let (pages, open) = all().into_routers();
    let pages = pages.fallback(|| async { Error::Hidden }).method_not_allowed_fallback(|| async { Error::Method });
    pages
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), frame::enter))
        .with_state(app.clone())
        .merge(open.with_state(app))
        .merge(statics)
}

#[cfg(test)]
mod tests;
