//! One small face over SQLite and PostgreSQL: units of work, migrations,
//! typed errors. The only place that names an engine; names no domain word.
//!
//! ```no_run
//! # async fn f() -> db::Result<()> {
//! use db::{Db, Migration, vals};
//! const STEPS: &[Migration] =
//!     &[Migration { number: 1, name: "notes", sql: "create table notes (id bigint not null primary key, said text);" }];
//! let db = Db::open("notes.db", STEPS).await?;
//! db.write(|tx| tx.exec("insert into notes (id, said) values ($1, $2)", vals![1, "xin chào"])).await?;
//! let rows = db.read(|tx| tx.query("select said from notes", &[])).await?;
//! assert_eq!(rows[0].text("said")?, "xin chào");
//! # Ok(()) }
//! ```
//!
//! Portable SQL: `$n` placeholders; `text`, `bigint` and `blob` columns only;
//! no engine functions; `cast(sum(x) as bigint)`; `on conflict … do update`.

mod error;
mod migrate;
mod postgres;
mod sqlite;
mod statements;
mod tx;
mod val;

pub use error::{Error, Result};
pub use migrate::Migration;
pub use statements::Sql;
pub use tx::{Faulty, Tx};
pub use val::{Column, Row, Val};

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// An open database: cheap to clone, shared by every task.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    statements: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(Arc<sqlite::Sqlite>),
    Postgres(Arc<postgres::Postgres>),
}

impl Db {
    /// Opens `postgres://…`, or a file (a path, with or without `sqlite:` before
    /// it) which is made when missing, and brings its schema up to date.
    pub async fn open(url: &str, steps: &[Migration]) -> Result<Self> {
        let statements = Arc::new(AtomicU64::new(0));
        let engine = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Engine::Postgres(Arc::new(postgres::Postgres::open(url, steps, statements.clone()).await?))
        } else {
            let path = url.strip_prefix("sqlite:").unwrap_or(url).to_owned();
            let (steps, counter) = (steps.to_vec(), statements.clone());
            let opened = tokio::task::spawn_blocking(move || sqlite::Sqlite::open(Path::new(&path), &steps, counter));
            Engine::Sqlite(Arc::new(opened.await.map_err(|_| Error::Panicked)??))
        };
        Ok(Self { engine, statements })
    }

    /// Runs a unit of work: all of it is durable when this returns `Ok`, none
    /// of it happened when it returns `Err`. The work may be run more than once,
    /// so it must change nothing but what `tx` changes.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.writer.write(work).await,
            Engine::Postgres(postgres) => postgres.write(work).await,
        }
    }

    /// Runs work that only reads, all of it in one snapshot.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(work).await,
            Engine::Postgres(postgres) => postgres.read(work).await,
        }
    }

    /// As [`read`](Self::read), for work of a few rows by their keys: a file answers it on the
    /// spot, without handing it to another thread.
    pub async fn glance<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.glance(work).await,
            Engine::Postgres(postgres) => postgres.read(work).await,
        }
    }

    /// Prepares a statement without running it: a test does so for every one.
    pub async fn prepares(&self, sql: &str) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.prepares(sql),
            Engine::Postgres(postgres) => postgres.prepares(sql).await,
        }
    }

    /// Statements carried out so far, begins and commits not counted: a test
    /// takes the difference over a request to show that it does not grow with its answer.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Commits of this process so far, where nobody else may write: while the number stands, so
    /// does all that was read after it was asked for. Nothing where others may write too.
    pub fn commits(&self) -> Option<u64> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Some(sqlite.writer.commits()),
            Engine::Postgres(_) => None,
        }
    }

    /// Whether one process alone may hold this database.
    pub fn is_file(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// Copies a file database, as it is at one moment, to a new file and checks the copy.
    pub async fn backup_to(&self, path: &Path) -> Result<()> {
        let to = path.to_owned();
        match &self.engine {
            Engine::Sqlite(sqlite) => {
                let sqlite = sqlite.clone();
                tokio::task::spawn_blocking(move || sqlite.backup(&to)).await.map_err(|_| Error::Panicked)?
            }
            Engine::Postgres(_) => Err(Error::CannotOpen {
                place: to.display().to_string(),
                why: "a PostgreSQL database is copied with its own tool, pg_dump".into(),
            }),
        }
    }

    /// Baseline of measurements: one commit for each unit of work instead of shared ones.
    pub fn commit_singly(&self, singly: bool) {
        if let Engine::Sqlite(sqlite) = &self.engine {
            sqlite.writer.commit_singly(singly);
        }
    }

    /// Lets a file grow to so many pages only: a test's full disk.
    pub fn limit_pages(&self, pages: u32) {
        if let Engine::Sqlite(sqlite) = &self.engine {
            sqlite.writer.limit_pages(pages);
        }
    }

    /// Finishes what is under way and lets go of the database; later calls get [`Error::Closed`].
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite(sqlite) => {
                let sqlite = sqlite.clone();
                let _ = tokio::task::spawn_blocking(move || sqlite.close()).await;
            }
            Engine::Postgres(postgres) => postgres.close(),
        }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_file() { "Db(file)" } else { "Db(server)" })
    }
}
