//! The PostgreSQL server of the tests: the one of `THANHTRA_TEST_PG`, or a
//! private one for this process that stops when the process ends.

use db::{Db, Migration};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use tokio_postgres::{Client, Config, NoTls};

/// A private server that stops when this is dropped or the process ends, however it ends.
pub struct Cluster {
    url: String,
    // Its end closes the pipe, which stops the server.
    _held: Option<Child>,
}

impl Cluster {
    /// Starts one. A durable one waits for the disk at every commit, as in use.
    pub fn start(durable: bool) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/pg-test-cluster");
        let mut child = Command::new("sh")
            .args([script, "hold", if durable { "durable" } else { "" }])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell for tools/pg-test-cluster");
        let mut url = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut url).expect("its first line");
        assert!(
            url.starts_with("postgres://"),
            "These tests run on both engines and PostgreSQL would not start (see above). Install it \
             (Debian, Ubuntu: apt-get install postgresql), run ./x test, or set THANHTRA_TEST_PG to the URL \
             of a server where databases may be made."
        );
        Self { url: url.trim().to_owned(), _held: Some(child) }
    }

    /// Makes a database with these steps and gives its URL.
    pub async fn new_database(&self, steps: &[Migration]) -> String {
        make_database(&self.url, steps).await
    }
}

/// The server of this process's tests.
static HELD: LazyLock<Cluster> = LazyLock::new(|| match std::env::var("THANHTRA_TEST_PG") {
    Ok(url) => Cluster { url, _held: None },
    Err(_) => Cluster::start(false),
});

/// The URL of the server's own database.
pub fn admin_url() -> &'static str {
    &HELD.url
}

/// Connects to the server's own database.
async fn admin(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .unwrap_or_else(|e| panic!("the PostgreSQL of the tests does not answer ({e}); is THANHTRA_TEST_PG right?"));
    tokio::spawn(connection);
    client
}

/// Makes a database with these steps on the tests' server and gives its URL.
pub async fn new_database(steps: &[Migration]) -> String {
    HELD.new_database(steps).await
}

/// Copied from a template that the first test with these steps makes.
async fn make_database(server: &str, steps: &[Migration]) -> String {
    let mut hasher = DefaultHasher::new();
    steps.iter().for_each(|s| (s.number, s.sql).hash(&mut hasher));
    let template = format!("template_{:x}", hasher.finish());
    let name = super::unique("test");
    let client = admin(server).await;
    client.execute("select pg_advisory_lock(7)", &[]).await.expect("the lock of templates");
    let known = client.query("select 1 from pg_database where datname = $1", &[&template]).await.expect("a list");
    if known.is_empty() {
        let making = format!("{template}_making");
        client.batch_execute(&format!("drop database if exists {making} with (force)")).await.expect("a clean start");
        client.batch_execute(&format!("create database {making}")).await.expect("a template");
        let db = Db::open(&url_of(server, &making), steps).await.expect("the steps of the schema");
        db.close().await;
        let done = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{making}';
             alter database {making} rename to {template}"
        );
        let mut tries = 0;
        while let Err(e) = client.batch_execute(&done).await {
            tries += 1;
            assert!(tries < 100, "the template is still in use: {e}");
            tokio::task::yield_now().await;
        }
    }
    client.batch_execute(&format!("create database {name} template {template}")).await.expect("a database");
    client.execute("select pg_advisory_unlock(7)", &[]).await.expect("the lock of templates");
    url_of(server, &name)
}

/// From now on every new connection to a database only reads.
pub(crate) fn read_only(url: &str) {
    let name = url.parse::<Config>().ok().and_then(|config| config.get_dbname().map(str::to_owned));
    let name = name.expect("the address names a database");
    on_server(format!("alter database {name} set default_transaction_read_only = on")).expect("the server is told so");
}

/// Removes a database, whoever is still connected to it.
pub fn drop_database(url: &str) {
    let Ok(config) = url.parse::<Config>() else { return };
    let Some(name) = config.get_dbname().map(str::to_owned) else { return };
    let _ = on_server(format!("drop database if exists {name} with (force)"));
}

/// A statement to the server, in a thread of its own: it is also told while a test's runtime unwinds.
fn on_server(sql: String) -> std::io::Result<()> {
    let told = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async { admin(admin_url()).await.batch_execute(&sql).await.map_err(std::io::Error::other) })
    });
    told.join().unwrap_or_else(|_| Err(std::io::Error::other("the thread ended")))
}

/// The server's URL with another database.
fn url_of(url: &str, name: &str) -> String {
    let (rest, query) = url.split_once('?').map_or((url, ""), |(rest, query)| (rest, query));
    let server = rest.rfind('/').filter(|at| *at > "postgresql://".len()).map_or(rest, |at| &rest[..at]);
    let mut out = format!("{server}/{name}");
    if !query.is_empty() {
        let _ = write!(out, "?{query}");
    }
    out
}
