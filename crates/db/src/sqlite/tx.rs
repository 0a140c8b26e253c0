//! A unit of work on a SQLite connection.

use super::rows;
use crate::migrate::SchemaTx;
use crate::{Error, Result, Row, Tx, Val};
use rusqlite::ffi::ErrorCode;
use rusqlite::{Connection, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Statements on one connection; after the first failure all fail.
pub(crate) struct SqliteTx<'a> {
    conn: &'a Connection,
    place: &'a str,
    statements: &'a AtomicU64,
    failed: Option<Error>,
}

impl<'a> SqliteTx<'a> {
    pub(crate) fn new(conn: &'a Connection, place: &'a str, statements: &'a AtomicU64) -> Self {
        Self { conn, place, statements, failed: None }
    }

    /// Starts a transaction that will write.
    pub(crate) fn begin(&mut self) -> Result<()> {
        self.control("begin immediate")
    }

    /// Starts a transaction that reads one snapshot.
    pub(crate) fn snapshot(&mut self) -> Result<()> {
        self.control("begin deferred")
    }

    /// Commits on `Ok`, undoes on `Err`.
    pub(crate) fn end(&mut self, result: Result<()>) -> Result<()> {
        match result.and_then(|()| self.control("commit")) {
            Ok(()) => Ok(()),
            Err(e) => {
                self.rollback();
                Err(e)
            }
        }
    }

    /// Undoes everything since the transaction began.
    pub(crate) fn rollback(&mut self) {
        if !self.conn.is_autocommit() {
            let _ = self.control("rollback");
        }
    }

    /// Begins one unit of work among others of the same transaction.
    pub(crate) fn begin_unit(&mut self) -> Result<()> {
        self.failed = None;
        self.control("savepoint unit")
    }

    /// Keeps or undoes the unit begun last; an `Err` means that the whole transaction is lost.
    pub(crate) fn end_unit(&mut self, keep: bool) -> Result<()> {
        if !keep {
            self.control("rollback to unit")?;
        }
        self.control("release unit")
    }

    /// Whether the engine has given up the whole transaction.
    pub(crate) fn is_lost(&self) -> bool {
        self.conn.is_autocommit()
    }

    /// The failure of a statement of this unit, if there was one.
    pub(crate) fn failed(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    fn control(&self, sql: &str) -> Result<()> {
        let run = || self.conn.prepare_cached(sql)?.execute([]);
        run().map(|_| ()).map_err(|e| error(e, sql, self.place))
    }

    fn run<T>(&mut self, sql: &str, work: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T> {
        if let Some(first) = &self.failed {
            return Err(Error::Undone(Box::new(first.clone())));
        }
        self.statements.fetch_add(1, Ordering::Relaxed);
        work(self.conn).map_err(|failure| {
            let e = match failure {
                Failure::Engine(e) => error(e, sql, self.place),
                Failure::Ours(why) => Error::Statement { sql: sql.to_owned(), why },
            };
            self.failed = Some(e.clone());
            e
        })
    }
}

/// What stops a statement.
enum Failure {
    Engine(rusqlite::Error),
    Ours(String),
}

impl From<rusqlite::Error> for Failure {
    fn from(e: rusqlite::Error) -> Self {
        Failure::Engine(e)
    }
}

impl Tx for SqliteTx<'_> {
    fn exec(&mut self, sql: &str, args: &[Val]) -> Result<u64> {
        self.run(sql, |conn| {
            let mut statement = conn.prepare_cached(sql)?;
            bind(&mut statement, args)?;
            Ok(statement.raw_execute()? as u64)
        })
    }

    fn exec_many(&mut self, sql: &str, sets: &[Vec<Val>]) -> Result<u64> {
        if sets.is_empty() {
            return Ok(0);
        }
        self.run(sql, |conn| {
            let mut statement = conn.prepare_cached(sql)?;
            let mut touched = 0;
            for args in sets {
                bind(&mut statement, args)?;
                touched += statement.raw_execute()? as u64;
            }
            Ok(touched)
        })
    }

    fn query(&mut self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        self.run(sql, |conn| {
            let mut statement = conn.prepare_cached(sql)?;
            let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
            bind(&mut statement, args)?;
            Ok(rows(&mut statement.raw_query(), &columns)?)
        })
    }

    fn commits_in_order(&self) -> bool {
        true
    }
}

impl SchemaTx for SqliteTx<'_> {
    fn batch(&mut self, sql: &str) -> Result<()> {
        self.run(sql, |conn| Ok(conn.execute_batch(sql)?))
    }

    fn as_tx(&mut self) -> &mut dyn Tx {
        self
    }
}

/// Binds `$n` to the n-th value: for SQLite `$2` is a name, not a position.
fn bind(statement: &mut Statement<'_>, args: &[Val]) -> Result<(), Failure> {
    let mut highest = 0;
    for at in 1..=statement.parameter_count() {
        let n = statement
            .parameter_name(at)
            .and_then(|name| name.strip_prefix('$'))
            .and_then(|n| n.parse::<usize>().ok())
            .filter(|n| *n > 0)
            .ok_or_else(|| Failure::Ours("a placeholder is not of the form $1".into()))?;
        highest = highest.max(n);
        match args.get(n - 1) {
            None => {}
            Some(Val::Null) => statement.raw_bind_parameter(at, rusqlite::types::Null)?,
            Some(Val::Int(v)) => statement.raw_bind_parameter(at, v)?,
            Some(Val::Text(v)) if v.contains('\0') => {
                return Err(Failure::Ours("a text holds a zero byte, which PostgreSQL cannot store".into()));
            }
            Some(Val::Text(v)) => statement.raw_bind_parameter(at, v)?,
            Some(Val::Blob(v)) => statement.raw_bind_parameter(at, v)?,
        }
    }
    if highest == args.len() {
        return Ok(());
    }
    Err(Failure::Ours(format!("{highest} values wanted, {} given", args.len())))
}

/// The engine's error as ours.
pub(crate) fn error(e: rusqlite::Error, sql: &str, place: &str) -> Error {
    let why = e.to_string();
    let rusqlite::Error::SqliteFailure(code, message) = e else {
        return Error::Statement { sql: sql.to_owned(), why };
    };
    let what = message.unwrap_or(why);
    let place = place.to_owned();
    match (code.code, code.extended_code) {
        (ErrorCode::ConstraintViolation, 1555 | 2067 | 2579) => Error::Conflict(what),
        (ErrorCode::ConstraintViolation, 787) => Error::Reference(what),
        (ErrorCode::ConstraintViolation, _) => Error::Constraint(what),
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Error::Busy,
        (ErrorCode::DiskFull, _) => Error::Full(place),
        (ErrorCode::ReadOnly, _) => Error::ReadOnly(place),
        (ErrorCode::DatabaseCorrupt, _) => Error::Corrupt(place),
        (ErrorCode::NotADatabase, _) => Error::NotADatabase(place),
        (ErrorCode::CannotOpen, _) => Error::CannotOpen { place, why: what },
        _ => Error::Statement { sql: sql.to_owned(), why: what },
    }
}
