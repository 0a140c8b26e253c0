//! SQLite: one file, one writer thread, a few readers.
//!
//! Durable before the answer: write-ahead log with `synchronous=FULL`; many
//! units of work share a commit (see [`writer`]). A sidecar file carries an OS
//! lock, because two programs writing one file would each believe to be alone.

mod tx;
pub(crate) mod writer;

use crate::migrate::{self, Migration};
use crate::{Error, Result, Row, Tx};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use tx::SqliteTx;
use writer::Writer;

/// How many readers work at once.
const READERS: usize = 8;
/// Statements each connection keeps prepared.
const PREPARED: usize = 256;

/// An open file.
pub(crate) struct Sqlite {
    pub(crate) writer: Writer,
    readers: Mutex<Vec<Connection>>,
    turns: Arc<Semaphore>,
    path: PathBuf,
    /// On a disk that takes no writing: nobody changes it, and nothing can be laid beside it.
    still: bool,
    place: Arc<str>,
    statements: Arc<AtomicU64>,
    lock: Mutex<Option<File>>,
}

impl Sqlite {
    /// Opens or makes the file, takes its lock and brings its schema up to date.
    pub(crate) fn open(path: &Path, steps: &[Migration], statements: Arc<AtomicU64>) -> Result<Self> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let place: Arc<str> = path.display().to_string().into();
        let lock = lock(&path)?;
        let still = lock.is_none();
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE;
        let opened = if still { at_rest(&path) } else { Connection::open_with_flags(&path, flags) };
        let conn = opened.map_err(|e| tx::error(e, "open", &place))?;
        prepare(&conn, &place)?;
        let mut unit = SqliteTx::new(&conn, &place, &statements);
        unit.snapshot()?;
        let is_level = migrate::is_level(&mut unit, steps, &place);
        unit.rollback();
        if !is_level {
            let mut unit = SqliteTx::new(&conn, &place, &statements);
            unit.begin()?;
            let migrated = schema(&mut unit, steps, &place);
            unit.end(migrated)?;
        }
        let writer = Writer::start(conn, place.clone(), statements.clone())?;
        let turns = Arc::new(Semaphore::new(READERS));
        Ok(Self { writer, readers: Mutex::default(), turns, path, still, place, statements, lock: Mutex::new(lock) })
    }

    /// Runs work on a read-only connection, in one snapshot.
    pub(crate) async fn read<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| Error::Closed)?;
        let sqlite = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            sqlite.seen(work)
        });
        done.await.map_err(|e| if e.is_panic() { Error::Panicked } else { Error::Closed })?
    }

    /// Runs work of a few rows by their keys here and now, where a reader is free: to hand it
    /// to another thread and back takes longer than the work.
    pub(crate) async fn glance<T, E>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match self.turns.clone().try_acquire_owned() {
            Ok(_turn) => {
                catch_unwind(AssertUnwindSafe(|| self.seen(work))).unwrap_or_else(|_| Err(Error::Panicked.into()))
            }
            Err(_) => self.read(work).await,
        }
    }

    fn seen<T, E: From<Error>>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T, E>) -> Result<T, E> {
        let conn = self.reader()?;
        let mut unit = SqliteTx::new(&conn, &self.place, &self.statements);
        unit.snapshot()?;
        let result = work(&mut unit);
        unit.rollback();
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        result
    }

    /// Prepares a statement without running it.
    pub(crate) fn prepares(&self, sql: &str) -> Result<()> {
        let conn = self.reader()?;
        conn.prepare(sql).map_err(|e| tx::error(e, sql, &self.place))?;
        Ok(())
    }

    /// Copies the database as it is at one moment into a new file.
    pub(crate) fn backup(&self, to: &Path) -> Result<()> {
        let at = to.display().to_string();
        if to.exists() {
            return Err(Error::CannotOpen { place: at, why: "a file of this name is there already".into() });
        }
        let from = self.reader()?;
        let mut copy = Connection::open(to).map_err(|e| tx::error(e, "backup", &at))?;
        let pages = rusqlite::backup::Backup::new(&from, &mut copy).map_err(|e| tx::error(e, "backup", &at))?;
        pages.run_to_completion(1024, std::time::Duration::ZERO, None).map_err(|e| tx::error(e, "backup", &at))?;
        drop(pages);
        let found: String =
            copy.query_row("pragma integrity_check", [], |r| r.get(0)).map_err(|e| tx::error(e, "backup", &at))?;
        if found == "ok" { Ok(()) } else { Err(Error::Corrupt(at)) }
    }

    /// Finishes what is queued and gives up the lock.
    pub(crate) fn close(&self) {
        self.turns.close();
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.writer.close();
        self.lock.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn reader(&self) -> Result<Connection> {
        if let Some(conn) = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(conn);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> rusqlite::Result<Connection> {
            let conn = if self.still { at_rest(&self.path)? } else { Connection::open_with_flags(&self.path, flags)? };
            conn.execute_batch(
                "pragma query_only=on; pragma busy_timeout=5000; pragma mmap_size=1073741824;
                 pragma cache_size=-16384; pragma temp_store=memory;",
            )?;
            steady(&conn)?;
            Ok(conn)
        };
        open().map_err(|e| tx::error(e, "open", &self.place))
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.close();
    }
}

/// Statements stay prepared: without this the engine prepares a statement anew for each value
/// that could change its plan, as that of a `like`, which takes longer than the statement.
fn steady(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    Ok(())
}

/// The settings of the writing connection. The first statement that reads the
/// file is here, so a file that is something else is found here too.
fn prepare(conn: &Connection, place: &str) -> Result<()> {
    let fail = |e| tx::error(e, "open", place);
    steady(conn).map_err(fail)?;
    conn.execute_batch("pragma busy_timeout=5000").map_err(fail)?;
    // Before anything is written: a file with tables that are not ours stays as it is.
    let ours = "select (select count(*) from sqlite_schema) = 0
                    or exists (select 1 from sqlite_schema where name = 'migrations')";
    if !conn.query_row(ours, [], |r| r.get::<_, bool>(0)).map_err(fail)? {
        return Err(Error::NotADatabase(place.to_owned()));
    }
    // Asked for anew it would be a write; a file at rest has the mode it had.
    let is_still = conn.is_readonly("main").map_err(fail)?;
    let mode = if is_still { "pragma journal_mode" } else { "pragma journal_mode=wal" };
    let mode: String = conn.query_row(mode, [], |r| r.get(0)).map_err(fail)?;
    if mode != "wal" && !is_still {
        let why = "its file system does not allow a write-ahead log (a network share?). Put it on a local disk".into();
        return Err(Error::CannotOpen { place: place.to_owned(), why });
    }
    // What was sealed or forgotten must not stay readable in pages that were freed.
    conn.execute_batch(
        "pragma synchronous=full; pragma foreign_keys=on; pragma cache_size=-65536; pragma temp_store=memory;
         pragma wal_autocheckpoint=4000; pragma journal_size_limit=67108864;
         pragma secure_delete=on;",
    )
    .map_err(fail)
}

fn schema(unit: &mut SqliteTx<'_>, steps: &[Migration], place: &str) -> Result<()> {
    unit.exec(migrate::TABLE, &[])?;
    migrate::migrate(unit, steps, place)
}

/// A file on a disk that takes no writing. The engine's own way to read it would lay two files beside it; as
/// nobody can change it, it is told so, and needs none.
fn at_rest(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)
}

/// Whether the disk takes no writing and holds the whole file: with a log left beside it by a crash its last
/// pages would be missing, and what was taken down would be up again.
fn is_at_rest(path: &Path, e: &std::io::Error) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    e.kind() == std::io::ErrorKind::ReadOnlyFilesystem
        && path.is_file()
        && std::fs::metadata(Path::new(&log)).map_or(true, |log| log.len() == 0)
}

/// Takes the lock beside the file, or says who has it; none on a disk that takes no writing.
fn lock(path: &Path) -> Result<Option<File>> {
    let mut name = path.as_os_str().to_owned();
    name.push("-lock");
    let place = path.display().to_string();
    if path.is_dir() {
        return Err(Error::CannotOpen { place, why: "it is a folder; name a file in it".into() });
    }
    let opened = File::options().read(true).write(true).create(true).truncate(false).open(&name);
    if opened.as_ref().is_err_and(|e| is_at_rest(path, e)) {
        tracing::warn!(%place, "its disk takes no writing: what is there is shown, nothing can be recorded");
        return Ok(None);
    }
    let mut file = opened.map_err(|e| match e.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(place.clone()),
        std::io::ErrorKind::StorageFull => Error::Full(place.clone()),
        std::io::ErrorKind::NotFound => {
            Error::CannotOpen { place: place.clone(), why: "its folder does not exist; make it first".into() }
        }
        _ => Error::CannotOpen { place: place.clone(), why: e.to_string() },
    })?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            let holder = match holder.trim() {
                "" => "another process".to_owned(),
                known => known.to_owned(),
            };
            return Err(Error::InUse { path: place, holder });
        }
        Err(TryLockError::Error(e)) => return Err(Error::CannotOpen { place, why: e.to_string() }),
    }
    // Only for the message of whoever comes second; the lock itself is the system's.
    let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "process {}", std::process::id()));
    Ok(Some(file))
}

/// Turns one row of the engine into ours.
pub(crate) fn rows(found: &mut rusqlite::Rows<'_>, columns: &Arc<[String]>) -> rusqlite::Result<Vec<Row>> {
    use crate::Val;
    use rusqlite::types::ValueRef;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let mut vals = Vec::with_capacity(columns.len());
        for at in 0..columns.len() {
            vals.push(match row.get_ref(at)? {
                ValueRef::Null => Val::Null,
                ValueRef::Integer(v) => Val::Int(v),
                ValueRef::Text(v) => Val::Text(match std::str::from_utf8(v) {
                    Ok(text) => text.to_owned(),
                    Err(_) => String::from_utf8_lossy(v).into_owned(),
                }),
                ValueRef::Blob(v) => Val::Blob(v.to_vec()),
                ValueRef::Real(_) => {
                    return Err(rusqlite::Error::InvalidColumnType(
                        at,
                        columns[at].clone(),
                        rusqlite::types::Type::Real,
                    ));
                }
            });
        }
        rows.push(Row::new(columns.clone(), vals));
    }
    Ok(rows)
}
