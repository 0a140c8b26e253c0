//! PostgreSQL: a pool of connections, work on the runtime's blocking threads.
//!
//! Each unit of work sees one snapshot (`repeatable read`), and two units that
//! change one row, or add one key, cannot both commit: the loser is run again
//! on what the winner left, a few times at most. What spans several rows is
//! made safe by keys, which is why the chain of a case has one.

mod tx;

use crate::migrate::{self, Migration};
use crate::{Error, Result, Tx};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio_postgres::config::Host;
use tokio_postgres::{Config, NoTls};
use tx::PgTx;

/// Connections of one process; PostgreSQL allows 100 in all unless told otherwise.
const CONNECTIONS: usize = 32;
/// How often a unit of work is begun again before its caller is told.
const ATTEMPTS: u32 = 12;
/// Attempts after a key was taken: the second look finds it and can say so.
const KEY_ATTEMPTS: u32 = 4;

/// A server.
pub(crate) struct Postgres {
    pool: Pool,
    place: Arc<str>,
    statements: Arc<AtomicU64>,
}

/// How a unit of work begins.
const WRITE: &str = "begin isolation level repeatable read";
const READ: &str = "begin isolation level repeatable read read only";

impl Postgres {
    /// Connects and brings the schema up to date.
    pub(crate) async fn open(url: &str, steps: &[Migration], statements: Arc<AtomicU64>) -> Result<Self> {
        let wrong = |e: tokio_postgres::Error| Error::CannotOpen {
            place: "the address of the database".into(),
            why: format!("{e}; it looks like postgres://user:password@host:5432/name"),
        };
        let mut config: Config = url.parse().map_err(wrong)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(10));
        }
        let place: Arc<str> = place(&config).into();
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_config(config, NoTls, recycling))
            .max_size(CONNECTIONS)
            .build()
            .map_err(|e| Error::CannotOpen { place: place.to_string(), why: e.to_string() })?;
        let postgres = Self { pool, place, statements };
        postgres.migrate(steps).await?;
        Ok(postgres)
    }

    async fn migrate(&self, steps: &[Migration]) -> Result<()> {
        let client = self.client().await?;
        let (known, place, statements) = (steps.to_vec(), self.place.clone(), self.statements.clone());
        let is_level = blocking(move |handle| {
            let mut unit = PgTx::new(client, handle, &place, &statements);
            unit.begin(READ)?;
            let is_level = migrate::is_level(&mut unit, &known, &place);
            unit.rollback();
            Ok::<_, Error>(is_level)
        });
        if is_level.await? {
            return Ok(());
        }
        let client = self.client().await?;
        // Two servers that start at once: making the table may lose a race, the lock decides the rest.
        let table = migrate::for_postgres(migrate::TABLE);
        if client.batch_execute(&table).await.is_err() {
            client.batch_execute(&table).await.map_err(|e| tx::error(&e, &table, &self.place))?;
        }
        let (steps, place, statements) = (steps.to_vec(), self.place.clone(), self.statements.clone());
        blocking(move |handle| {
            let mut unit = PgTx::new(client, handle, &place, &statements);
            unit.begin("begin")?;
            let done = unit.lock_steps().and_then(|()| migrate::migrate(&mut unit, &steps, &place));
            unit.end(done)
        })
        .await
    }

    /// Runs work in a transaction, again if other work got in the way.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: Fn(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let client = self.client().await?;
        let (place, statements) = (self.place.clone(), self.statements.clone());
        blocking(move |handle| {
            let mut unit = PgTx::new(client, handle, &place, &statements);
            let mut attempt = 1;
            loop {
                let result = attempt_once(&mut unit, WRITE, &work);
                let again = match (&result, unit.failed()) {
                    (Ok(_), _) => false,
                    (Err(_), Some(Error::Busy)) => attempt < ATTEMPTS,
                    (Err(_), Some(Error::Conflict(_))) => attempt < KEY_ATTEMPTS,
                    (Err(_), _) => false,
                };
                if !again {
                    return result;
                }
                attempt += 1;
            }
        })
        .await
    }

    /// Runs work that only reads, in one snapshot.
    pub(crate) async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let client = self.client().await?;
        let (place, statements) = (self.place.clone(), self.statements.clone());
        blocking(move |handle| {
            let mut unit = PgTx::new(client, handle, &place, &statements);
            unit.begin(READ)?;
            let result = catch_unwind(AssertUnwindSafe(|| work(&mut unit)));
            unit.rollback();
            result.unwrap_or_else(|_| Err(Error::Panicked.into()))
        })
        .await
    }

    /// Prepares a statement without running it.
    pub(crate) async fn prepares(&self, sql: &str) -> Result<()> {
        let client = self.client().await?;
        client.prepare(sql).await.map(|_| ()).map_err(|e| tx::error(&e, sql, &self.place))
    }

    pub(crate) fn close(&self) {
        self.pool.close();
    }

    async fn client(&self) -> Result<Object> {
        self.pool.get().await.map_err(|e| match e {
            PoolError::Backend(e) => tx::connecting(&e, &self.place),
            PoolError::Closed => Error::Closed,
            other => Error::Unreachable { place: self.place.to_string(), why: other.to_string() },
        })
    }
}

/// One go at a unit of work: committed, or undone.
fn attempt_once<T, E: From<Error>>(
    unit: &mut PgTx<'_>,
    begin: &str,
    work: &impl Fn(&mut dyn Tx) -> Result<T, E>,
) -> Result<T, E> {
    unit.begin(begin)?;
    let result = catch_unwind(AssertUnwindSafe(|| work(unit))).unwrap_or_else(|_| Err(Error::Panicked.into()));
    match (result, unit.failed().cloned()) {
        (Ok(value), None) => {
            unit.end(Ok(()))?;
            Ok(value)
        }
        (Ok(_), Some(first)) => {
            unit.rollback();
            Err(Error::Undone(Box::new(first)).into())
        }
        (Err(e), _) => {
            unit.rollback();
            Err(e)
        }
    }
}

/// Runs blocking work beside the runtime; the handle lets it wait for the connection.
async fn blocking<T, E>(work: impl FnOnce(Handle) -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
{
    let handle = Handle::current();
    let done = tokio::task::spawn_blocking(move || work(handle)).await;
    done.map_err(|e| if e.is_panic() { Error::Panicked } else { Error::Closed })?
}

/// The server and database without user and password.
fn place(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!("{host}:{port}/{}", config.get_dbname().unwrap_or_default())
}
