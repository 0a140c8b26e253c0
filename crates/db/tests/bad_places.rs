//! Files and servers that cannot be used: each its own error, nothing changed.

use db::{Db, Error, Migration, Val, vals};
use engines::{Folder, engines, sqlite};
use std::fs;

const ONE: Migration =
    Migration { number: 1, name: "notes", sql: "create table notes (id bigint not null primary key, raw blob);" };
const TWO: Migration =
    Migration { number: 2, name: "more", sql: "create table more (id bigint not null primary key);" };
const INSERT: &str = "insert into notes (id, raw) values ($1, $2)";

async fn fails(url: &str, steps: &[Migration]) -> Error {
    Db::open(url, steps).await.map(|_| ()).expect_err("this place must be refused")
}

#[tokio::test]
async fn steps_run_once_and_a_newer_database_is_refused() {
    for on in engines(&[ONE, TWO]).await {
        on.db.close().await;
        let newer = fails(&on.url, &[ONE]).await;
        assert!(matches!(newer, Error::Newer { database: 2, program: 1, .. }), "{}: {newer:?}", on.engine);
        let altered = Migration { sql: "create table notes (id bigint);", ..ONE };
        let changed = fails(&on.url, &[altered, TWO]).await;
        assert!(matches!(changed, Error::Altered { number: 1, .. }), "{}: {changed:?}", on.engine);
        Db::open(&on.url, &[ONE, TWO]).await.unwrap().close().await;
    }
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_schema_as_it_was() {
    for on in engines(&[ONE]).await {
        on.db.close().await;
        let broken = Migration { number: 3, name: "broken", sql: "create table third (id bigint); create nonsense;" };
        let failed = fails(&on.url, &[ONE, TWO, broken]).await;
        assert!(matches!(failed, Error::Statement { .. }), "{}: {failed:?}", on.engine);
        let db = Db::open(&on.url, &[ONE]).await.unwrap();
        assert!(db.prepares("select * from more").await.is_err(), "{}", on.engine);
    }
}

#[tokio::test]
async fn a_second_opener_of_a_file_is_told_who_has_it() {
    let on = sqlite(&[ONE]).await;
    let second = fails(&on.url, &[ONE]).await;
    let text = second.to_string();
    assert!(matches!(second, Error::InUse { .. }), "{second:?}");
    assert!(text.contains(&format!("process {}", std::process::id())), "{text}");
    on.db.close().await;
    Db::open(&on.url, &[ONE]).await.unwrap();
}

#[tokio::test]
async fn files_that_are_something_else_stay_as_they_are() {
    let folder = Folder::new();
    let text = folder.path().join("letter.txt");
    let words = "Kính gửi: Ban Tiếp công dân. ".repeat(200);
    fs::write(&text, &words).unwrap();
    assert!(matches!(fails(text.to_str().unwrap(), &[ONE]).await, Error::NotADatabase(_)));
    assert_eq!(fs::read_to_string(&text).unwrap(), words);

    let foreign = folder.path().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("create table theirs (a)").unwrap();
    let before = fs::read(&foreign).unwrap();
    assert!(matches!(fails(foreign.to_str().unwrap(), &[ONE]).await, Error::NotADatabase(_)));
    assert_eq!(fs::read(&foreign).unwrap(), before);
}

#[tokio::test]
async fn places_that_cannot_be_written() {
    let folder = Folder::new();
    let missing = folder.path().join("no/such/folder/a.db");
    let missing = fails(missing.to_str().unwrap(), &[ONE]).await;
    assert!(matches!(&missing, Error::CannotOpen { why, .. } if why.contains("folder")), "{missing:?}");
    assert!(matches!(fails(folder.path().to_str().unwrap(), &[ONE]).await, Error::CannotOpen { .. }));
    // Nobody may make files here, not even root.
    let sealed = fails("/sys/thanhtra.db", &[ONE]).await;
    assert!(matches!(sealed, Error::ReadOnly(_)), "{sealed:?}");
}

#[tokio::test]
async fn a_damaged_page_is_called_damage() {
    let on = sqlite(&[ONE]).await;
    on.db
        .write(|tx| {
            let sets: Vec<Vec<Val>> = (0..200).map(|id| vec![Val::Int(id), Val::Blob(vec![7; 2000])]).collect();
            tx.exec_many(INSERT, &sets)
        })
        .await
        .unwrap();
    on.db.close().await;
    let mut bytes = fs::read(&on.url).unwrap();
    let pages = bytes.len() / 4096;
    for page in 5..pages {
        bytes[page * 4096..page * 4096 + 64].fill(0xAA);
    }
    fs::write(&on.url, &bytes).unwrap();
    let db = Db::open(&on.url, &[ONE]).await.unwrap();
    let read = db.read(|tx| tx.query("select id, raw from notes", &[])).await.unwrap_err();
    assert!(matches!(read, Error::Corrupt(_)), "{read:?}");
    let to = on.folder().unwrap().join("copy.db");
    assert!(db.backup_to(&to).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_fails_what_does_not_fit_and_keeps_the_rest() {
    let on = sqlite(&[ONE]).await;
    on.db.limit_pages(40);
    let large: Vec<_> = (0..8)
        .map(|id| {
            let db = on.db.clone();
            tokio::spawn(async move { db.write(move |tx| tx.exec(INSERT, vals![id, vec![1u8; 40_000]])).await })
        })
        .collect();
    let mut kept = Vec::new();
    for (id, unit) in large.into_iter().enumerate() {
        match unit.await.unwrap() {
            Ok(_) => kept.push(id as i64),
            Err(e) => assert!(matches!(e, Error::Full(_)), "{e:?}"),
        }
    }
    assert!(!kept.is_empty() && kept.len() < 8, "{kept:?}");
    let rows = on.db.read(|tx| tx.query("select id from notes order by id", &[])).await.unwrap();
    assert_eq!(rows.iter().map(|r| r.int(0).unwrap()).collect::<Vec<_>>(), kept);
    on.db.limit_pages(1000);
    on.db.write(|tx| tx.exec(INSERT, vals![100, vec![1u8; 40_000]])).await.unwrap();
}

#[tokio::test]
async fn a_copy_is_whole_and_never_over_another_file() {
    let on = sqlite(&[ONE]).await;
    on.db.write(|tx| tx.exec(INSERT, vals![1, Val::Null])).await.unwrap();
    let to = on.folder().unwrap().join("copy.db");
    on.db.backup_to(&to).await.unwrap();
    assert!(on.db.backup_to(&to).await.is_err());
    let copy = Db::open(to.to_str().unwrap(), &[ONE]).await.unwrap();
    assert_eq!(copy.read(|tx| tx.query("select id from notes", &[])).await.unwrap().len(), 1);
}

#[tokio::test]
async fn servers_that_do_not_answer() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let gone = fails(&format!("postgres://u:secret@127.0.0.1:{port}/x"), &[ONE]).await;
    assert!(matches!(gone, Error::Unreachable { .. }), "{gone:?}");
    assert!(!gone.to_string().contains("secret"), "{gone}");
    let url = engines::admin_url().replace("/postgres?", "/no_such_database?");
    let missing = fails(&url, &[ONE]).await;
    assert!(matches!(&missing, Error::CannotOpen { why, .. } if why.contains("no_such_database")), "{missing:?}");
    assert!(matches!(fails("postgres://host:notaport/x", &[ONE]).await, Error::CannotOpen { .. }));
}
