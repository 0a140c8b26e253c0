//! Test kit: a fresh database on each engine, gone when the test ends.
//!
//! A crate of its own because `db`'s tests, `app`'s tests and the scenarios
//! all need it and none may depend on the others. Never part of the product;
//! panics with what to install instead of skipping an engine.

mod cluster;

pub use cluster::{Cluster, admin_url, drop_database, new_database};

use db::{Db, Migration};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A database of one test.
pub struct Fresh {
    /// `sqlite` or `postgres`, for messages.
    pub engine: &'static str,
    /// The open database.
    pub db: Db,
    /// What `Db::open` was given; a file must be closed before it is opened again.
    pub url: String,
    dir: Option<Folder>,
}

impl Fresh {
    /// From now on nobody can write it, not even root: a file says in its head (byte 18, the version needed to
    /// write) that it is beyond this engine; a server's database is set to read only. A file must be closed before.
    pub fn take_no_writing(&self) {
        use std::io::{Seek, SeekFrom, Write};
        if self.dir.is_none() {
            return cluster::read_only(&self.url);
        }
        let mut file = std::fs::OpenOptions::new().write(true).open(&self.url).expect("the file is there");
        file.seek(SeekFrom::Start(18)).and_then(|_| file.write_all(&[3])).expect("its head is written");
    }

    /// The folder of a file database.
    pub fn folder(&self) -> Option<&Path> {
        self.dir.as_ref().map(|d| d.0.as_path())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if self.dir.is_none() {
            drop_database(&self.url);
        }
    }
}

/// A fresh database with these steps on each engine.
pub async fn engines(steps: &[Migration]) -> Vec<Fresh> {
    vec![sqlite(steps).await, postgres(steps).await]
}

/// A fresh file.
pub async fn sqlite(steps: &[Migration]) -> Fresh {
    let dir = Folder::new();
    let url = dir.0.join("test.db").display().to_string();
    let db = Db::open(&url, steps).await.expect("a fresh file opens");
    Fresh { engine: "sqlite", db, url, dir: Some(dir) }
}

/// A fresh database on the test server.
pub async fn postgres(steps: &[Migration]) -> Fresh {
    let url = new_database(steps).await;
    let db = Db::open(&url, steps).await.expect("a fresh database opens");
    Fresh { engine: "postgres", db, url, dir: None }
}

/// A temporary folder, removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(unique("db-test"));
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A name no other test on this machine uses at this time.
fn unique(start: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let nanos = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.subsec_nanos());
    format!("{start}_{}_{}_{nanos:x}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
