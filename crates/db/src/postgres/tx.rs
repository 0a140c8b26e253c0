//! A unit of work on a PostgreSQL connection.

use crate::migrate::{self, SchemaTx};
use crate::{Error, Result, Row, Tx, Val};
use deadpool_postgres::Object;
use futures_util::future::try_join_all;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::runtime::Handle;
use tokio_postgres::Statement;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut};

/// Statements on one connection; after the first failure all fail.
pub(crate) struct PgTx<'a> {
    client: Object,
    handle: Handle,
    place: &'a str,
    statements: &'a AtomicU64,
    failed: Option<Error>,
    open: bool,
}

impl<'a> PgTx<'a> {
    pub(crate) fn new(client: Object, handle: Handle, place: &'a str, statements: &'a AtomicU64) -> Self {
        Self { client, handle, place, statements, failed: None, open: false }
    }

    pub(crate) fn begin(&mut self, how: &str) -> Result<()> {
        self.failed = None;
        self.control(how)?;
        self.open = true;
        Ok(())
    }

    /// Commits on `Ok`, undoes on `Err`.
    pub(crate) fn end(&mut self, result: Result<()>) -> Result<()> {
        if let Err(e) = result {
            self.rollback();
            return Err(e);
        }
        self.open = false;
        match self.control("commit") {
            Err(Error::Unreachable { .. }) => Err(Error::CommitUnknown),
            Err(e) => {
                self.failed = Some(e.clone());
                Err(e)
            }
            Ok(()) => Ok(()),
        }
    }

    /// Undoes everything since the transaction began.
    pub(crate) fn rollback(&mut self) {
        if std::mem::take(&mut self.open) && self.control("rollback").is_err() {
            // A connection in an unknown state must not go back to the pool.
            self.failed.get_or_insert(Error::Closed);
        }
    }

    /// The failure of a statement of this unit, if there was one.
    pub(crate) fn failed(&self) -> Option<&Error> {
        self.failed.as_ref()
    }

    /// Waits until no other server changes the schema.
    pub(crate) fn lock_steps(&mut self) -> Result<()> {
        self.batch("lock table migrations in exclusive mode")
    }

    fn control(&self, sql: &str) -> Result<()> {
        self.handle.block_on(self.client.batch_execute(sql)).map_err(|e| error(&e, sql, self.place))
    }

    fn check(&self) -> Result<()> {
        match &self.failed {
            Some(first) => Err(Error::Undone(Box::new(first.clone()))),
            None => Ok(()),
        }
    }

    fn keep<T>(&mut self, result: Result<T>) -> Result<T> {
        if let Err(e) = &result {
            self.failed = Some(e.clone());
        }
        result
    }

    fn run<T>(
        &mut self,
        sql: &str,
        args: &[Val],
        ask: impl AsyncFnOnce(&Object, &Statement) -> Result<T, Wrong>,
    ) -> Result<T> {
        self.check()?;
        self.statements.fetch_add(1, Ordering::Relaxed);
        let result = self.handle.block_on(async {
            let statement = self.client.prepare_cached(sql).await?;
            fits(&statement, args)?;
            ask(&self.client, &statement).await
        });
        let result = result.map_err(|wrong| wrong.error(sql, self.place));
        self.keep(result)
    }
}

/// What stops a statement.
enum Wrong {
    Engine(tokio_postgres::Error),
    Ours(String),
}

impl Wrong {
    fn error(self, sql: &str, place: &str) -> Error {
        match self {
            Wrong::Engine(e) => error(&e, sql, place),
            Wrong::Ours(why) => Error::Statement { sql: sql.to_owned(), why },
        }
    }
}

impl From<tokio_postgres::Error> for Wrong {
    fn from(e: tokio_postgres::Error) -> Self {
        Wrong::Engine(e)
    }
}

fn fits(statement: &Statement, args: &[Val]) -> Result<(), Wrong> {
    let wanted = statement.params().len();
    if wanted != args.len() {
        return Err(Wrong::Ours(format!("{wanted} values wanted, {} given", args.len())));
    }
    match args.iter().any(|v| matches!(v, Val::Text(t) if t.contains('\0'))) {
        true => Err(Wrong::Ours("a text holds a zero byte, which PostgreSQL cannot store".into())),
        false => Ok(()),
    }
}

impl Tx for PgTx<'_> {
    fn exec(&mut self, sql: &str, args: &[Val]) -> Result<u64> {
        self.run(sql, args, async |client, statement| Ok(client.execute_raw(statement, args).await?))
    }

    fn exec_many(&mut self, sql: &str, sets: &[Vec<Val>]) -> Result<u64> {
        let Some(first) = sets.first() else { return Ok(0) };
        self.run(sql, first, async |client, statement| {
            for args in sets {
                fits(statement, args)?;
            }
            // Sent without waiting for one another: one round trip for all.
            let sent = sets.iter().map(|args| client.execute_raw(statement, args));
            Ok(try_join_all(sent).await?.into_iter().sum())
        })
    }

    fn query(&mut self, sql: &str, args: &[Val]) -> Result<Vec<Row>> {
        self.run(sql, args, async |client, statement| {
            let params: Vec<&(dyn ToSql + Sync)> = args.iter().map(|v| v as _).collect();
            let columns: Arc<[String]> = statement.columns().iter().map(|c| c.name().to_owned()).collect();
            let mut rows = Vec::new();
            for row in client.query(statement, &params).await? {
                let vals = (0..columns.len()).map(|at| row.try_get::<_, Val>(at)).collect::<Result<Vec<_>, _>>()?;
                rows.push(Row::new(columns.clone(), vals));
            }
            Ok(rows)
        })
    }

    fn commits_in_order(&self) -> bool {
        false
    }
}

impl SchemaTx for PgTx<'_> {
    fn batch(&mut self, sql: &str) -> Result<()> {
        self.check()?;
        let result = self.control(&migrate::for_postgres(sql));
        self.keep(result)
    }

    fn as_tx(&mut self) -> &mut dyn Tx {
        self
    }
}

type Boxed = Box<dyn std::error::Error + Sync + Send>;

impl ToSql for Val {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match (self, ty) {
            (Val::Null, _) => Ok(IsNull::Yes),
            (Val::Int(v), &Type::INT8) => v.to_sql(ty, out),
            (Val::Int(v), &Type::INT4) => i32::try_from(*v)?.to_sql(ty, out),
            (Val::Int(v), &Type::INT2) => i16::try_from(*v)?.to_sql(ty, out),
            (Val::Text(v), _) if <String as ToSql>::accepts(ty) => v.to_sql(ty, out),
            (Val::Blob(v), &Type::BYTEA) => v.to_sql(ty, out),
            (other, ty) => Err(format!("the statement wants {ty} where {} is given", other.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

impl<'a> FromSql<'a> for Val {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Val::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(Val::from),
            Type::INT2 => i16::from_sql(ty, raw).map(|v| Val::Int(v.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(Val::from),
            Type::BYTEA => Vec::<u8>::from_sql(ty, raw).map(Val::Blob),
            _ if <String as FromSql>::accepts(ty) => String::from_sql(ty, raw).map(Val::Text),
            _ => Err(format!("{ty} is none of number, text, bytes: cast it in the statement").into()),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Boxed> {
        Ok(Val::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The engine's error as ours.
pub(crate) fn error(e: &tokio_postgres::Error, sql: &str, place: &str) -> Error {
    let place = place.to_owned();
    let Some(db) = e.as_db_error() else {
        let why = reason(e);
        return match e.is_closed() || std::error::Error::source(e).is_some_and(|s| s.is::<std::io::Error>()) {
            true => Error::Unreachable { place, why },
            false => Error::Statement { sql: sql.to_owned(), why },
        };
    };
    let what = match db.detail() {
        // The detail of a key holds its values; names are enough.
        Some(_) if db.constraint().is_some() => db.constraint().unwrap_or_default().to_owned(),
        _ => db.message().to_owned(),
    };
    match db.code() {
        &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => Error::Busy,
        &SqlState::UNIQUE_VIOLATION => Error::Conflict(what),
        &SqlState::FOREIGN_KEY_VIOLATION => Error::Reference(what),
        code if code.code().starts_with("23") => Error::Constraint(what),
        &SqlState::DISK_FULL => Error::Full(place),
        &SqlState::READ_ONLY_SQL_TRANSACTION => Error::ReadOnly(place),
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Error::Corrupt(place),
        &SqlState::ADMIN_SHUTDOWN | &SqlState::CRASH_SHUTDOWN | &SqlState::CANNOT_CONNECT_NOW => {
            Error::Unreachable { place, why: what }
        }
        _ => Error::Statement { sql: sql.to_owned(), why: what },
    }
}

/// An error while connecting, as ours.
pub(crate) fn connecting(e: &tokio_postgres::Error, place: &str) -> Error {
    match e.as_db_error() {
        Some(db) => Error::CannotOpen { place: place.to_owned(), why: db.message().to_owned() },
        None => Error::Unreachable { place: place.to_owned(), why: reason(e) },
    }
}

fn reason(e: &tokio_postgres::Error) -> String {
    match std::error::Error::source(e) {
        Some(cause) => format!("{e}: {cause}"),
        None => e.to_string(),
    }
}
