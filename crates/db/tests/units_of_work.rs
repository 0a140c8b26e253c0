//! What a unit of work promises, on both engines.

use db::{Db, Error, Faulty, Migration, Result, Tx, Val, vals};
use engines::{engines, sqlite};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

const STEPS: &[Migration] = &[Migration {
    number: 1,
    name: "notes",
    sql: "create table notes (id bigint not null, said text, raw blob, primary key (id)) without rowid;
          create table replies (note bigint not null references notes (id), n bigint not null check (n > 0), primary key (note, n));",
}];
const INSERT: &str = "insert into notes (id, said, raw) values ($1, $2, $3)";
const COUNT: &str = "select count(*) as n from notes";

async fn count(db: &Db) -> i64 {
    db.read(|tx| tx.query_one(COUNT, &[])?.int("n")).await.expect("a count")
}

fn insert(tx: &mut dyn Tx, id: i64) -> Result<u64> {
    tx.exec(INSERT, vals![id, "xin chào", Val::Null])
}

#[tokio::test]
async fn values_come_back_as_they_went_in() {
    for on in engines(STEPS).await {
        let bytes: Vec<u8> = (0..=255).collect();
        let given = bytes.clone();
        on.db.write(move |tx| tx.exec(INSERT, vals![i64::MAX, "Thuỷ – đất đai", given.clone()])).await.unwrap();
        let rows = on.db.read(|tx| tx.query("select raw, id, said from notes where id = $1", vals![i64::MAX])).await;
        let row = rows.unwrap().remove(0);
        assert_eq!(row.blob("raw").unwrap(), bytes, "{}", on.engine);
        assert_eq!(row.int(1).unwrap(), i64::MAX);
        assert_eq!(row.text("said").unwrap(), "Thuỷ – đất đai");
        assert_eq!(row.opt_int("id").unwrap(), Some(i64::MAX));
        let wrong = row.text("id").unwrap_err();
        assert_eq!(wrong.to_string(), "column id: expected text, found a number");
        assert!(matches!(row.int("nobody"), Err(Error::Column { .. })));
    }
}

#[tokio::test]
async fn placeholders_stand_for_positions_wherever_they_are_written() {
    for on in engines(STEPS).await {
        let row = on.db.read(|tx| {
            let sql = "select cast($2 as text) as b, cast($1 as text) as a, cast($2 as text) as c";
            tx.query_one(sql, vals!["one", "two"])
        });
        let row = row.await.unwrap();
        assert_eq!((row.text("a").unwrap(), row.text("b").unwrap(), row.text("c").unwrap()), ("one", "two", "two"));
        let few = on.db.read(|tx| tx.query("select said from notes where id = $1", &[])).await.unwrap_err();
        assert!(few.to_string().starts_with("1 values wanted, 0 given"), "{}: {few}", on.engine);
        let many = on.db.read(|tx| tx.query(COUNT, vals![1])).await.unwrap_err();
        assert!(many.to_string().starts_with("0 values wanted, 1 given"), "{}: {many}", on.engine);
    }
}

#[tokio::test]
async fn text_sorts_by_bytes() {
    for on in engines(STEPS).await {
        on.db
            .write(|tx| {
                let said = ["b", "B", "đ", "a", "Z", "é"];
                let sets: Vec<Vec<Val>> =
                    said.iter().enumerate().map(|(i, s)| vec![Val::Int(i as i64), (*s).into(), Val::Null]).collect();
                tx.exec_many(INSERT, &sets)
            })
            .await
            .unwrap();
        let rows = on.db.read(|tx| tx.query("select said from notes order by said", &[])).await.unwrap();
        let order: Vec<&str> = rows.iter().map(|r| r.text(0).unwrap()).collect();
        assert_eq!(order, ["B", "Z", "a", "b", "é", "đ"], "{}", on.engine);
    }
}

#[tokio::test]
async fn all_of_a_unit_or_nothing() {
    for on in engines(STEPS).await {
        let refused: Result<()> = on
            .db
            .write(|tx| {
                insert(tx, 1)?;
                insert(tx, 2)?;
                insert(tx, 1).map(|_| ())
            })
            .await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{}: {refused:?}", on.engine);
        assert_eq!(count(&on.db).await, 0, "{}", on.engine);
    }
}

#[tokio::test]
async fn a_failure_passed_over_undoes_the_unit_all_the_same() {
    for on in engines(STEPS).await {
        let done: Result<()> = on
            .db
            .write(|tx| {
                insert(tx, 1)?;
                let _ = tx.exec("insert into nowhere values (1)", &[]);
                Ok(())
            })
            .await;
        assert!(matches!(done, Err(Error::Undone(_))), "{}: {done:?}", on.engine);
        assert_eq!(count(&on.db).await, 0, "{}", on.engine);
    }
}

#[tokio::test]
async fn a_panic_undoes_the_unit_and_the_next_one_works() {
    for on in engines(STEPS).await {
        let done: Result<()> = on
            .db
            .write(|tx| {
                insert(tx, 1)?;
                panic!("on purpose")
            })
            .await;
        assert_eq!(done, Err(Error::Panicked), "{}", on.engine);
        on.db.write(|tx| insert(tx, 2)).await.unwrap();
        assert_eq!(count(&on.db).await, 1, "{}", on.engine);
    }
}

#[tokio::test]
async fn failing_at_any_statement_leaves_nothing() {
    for on in engines(STEPS).await {
        for at in 1..=3 {
            let done: Result<()> = on
                .db
                .write(move |tx| {
                    let mut tx = Faulty::new(tx, at);
                    (1..=3).try_for_each(|id| insert(&mut tx, id).map(|_| ()))
                })
                .await;
            assert_eq!(done, Err(Error::Injected(at)), "{}", on.engine);
            assert_eq!(count(&on.db).await, 0, "{}", on.engine);
        }
    }
}

#[tokio::test]
async fn broken_rules_are_told_apart() {
    for on in engines(STEPS).await {
        let missing = on.db.write(|tx| tx.exec("insert into replies values ($1, $2)", vals![9, 1])).await;
        assert!(matches!(missing, Err(Error::Reference(_))), "{}: {missing:?}", on.engine);
        on.db.write(|tx| insert(tx, 1)).await.unwrap();
        let low = on.db.write(|tx| tx.exec("insert into replies values ($1, $2)", vals![1, 0])).await;
        assert!(matches!(low, Err(Error::Constraint(_))), "{}: {low:?}", on.engine);
        let wrong = on.db.read(|tx| tx.query("select nothing from notes", &[])).await.unwrap_err();
        assert!(matches!(wrong, Error::Statement { .. }), "{}: {wrong:?}", on.engine);
        assert!(on.db.prepares("select nothing from notes").await.is_err());
        on.db.prepares(COUNT).await.unwrap();
        let zero = on.db.write(|tx| tx.exec(INSERT, vals![5, "a\0b", Val::Null])).await;
        assert!(matches!(zero, Err(Error::Statement { .. })), "{}: {zero:?}", on.engine);
    }
}

#[tokio::test]
async fn readers_cannot_write_and_see_one_moment() {
    for on in engines(STEPS).await {
        let wrote = on.db.read(|tx| insert(tx, 1)).await;
        assert!(wrote.is_err(), "{}", on.engine);
        let db = on.db.clone();
        let seen: Result<(i64, i64)> = on
            .db
            .read(move |tx| {
                let before = tx.query_one(COUNT, &[])?.int(0)?;
                let runtime = tokio::runtime::Handle::current();
                runtime.block_on(db.write(|tx| insert(tx, 1)))?;
                Ok((before, tx.query_one(COUNT, &[])?.int(0)?))
            })
            .await;
        assert_eq!(seen, Ok((0, 0)), "{}", on.engine);
        assert_eq!(count(&on.db).await, 1, "{}", on.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_addition_is_lost_among_many_writers() {
    for on in engines(STEPS).await {
        on.db.write(|tx| tx.exec(INSERT, vals![0, "0", Val::Null])).await.unwrap();
        let writers: Vec<_> = (0..16)
            .map(|_| {
                let db = on.db.clone();
                tokio::spawn(async move {
                    let add = db.write(|tx| {
                        let n: i64 =
                            tx.query_one("select said from notes where id = 0", &[])?.text(0)?.parse().unwrap();
                        tx.exec("update notes set said = $1 where id = 0", vals![(n + 1).to_string()])
                    });
                    add.await.is_ok()
                })
            })
            .collect();
        let mut done = 0;
        for writer in writers {
            done += i64::from(writer.await.unwrap());
        }
        let row = on.db.read(|tx| tx.query_one("select said from notes where id = 0", &[])).await.unwrap();
        assert_eq!(row.text(0).unwrap(), done.to_string(), "{}", on.engine);
        assert!(done > 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_unit_does_not_spoil_those_it_shares_a_commit_with() {
    for on in engines(STEPS).await {
        let units: Vec<_> = (0..40)
            .map(|id| {
                let db = on.db.clone();
                tokio::spawn(async move {
                    db.write(move |tx| {
                        insert(tx, id)?;
                        if id % 4 == 0 { insert(tx, id) } else { Ok(1) }
                    })
                    .await
                })
            })
            .collect();
        let mut kept = 0;
        for (id, unit) in units.into_iter().enumerate() {
            let result = unit.await.unwrap();
            assert_eq!(result.is_ok(), id % 4 != 0, "{}: {result:?}", on.engine);
            kept += i64::from(result.is_ok());
        }
        assert_eq!(count(&on.db).await, kept, "{}", on.engine);
    }
}

#[tokio::test]
async fn statements_are_counted() {
    for on in engines(STEPS).await {
        let before = on.db.statements();
        on.db.write(|tx| insert(tx, 1)).await.unwrap();
        count(&on.db).await;
        assert_eq!(on.db.statements() - before, 2, "{}", on.engine);
    }
}

#[tokio::test]
async fn a_key_taken_meanwhile_is_looked_at_again() {
    let on = engines::postgres(STEPS).await;
    let runs = Arc::new(AtomicU32::new(0));
    let (counter, other) = (runs.clone(), on.db.clone());
    let done = on
        .db
        .write(move |tx| {
            let next = tx.query_one("select coalesce(max(id), 0) + 1 as n from notes", &[])?.int("n")?;
            if counter.fetch_add(1, Ordering::SeqCst) == 0 {
                tokio::runtime::Handle::current().block_on(other.write(move |tx| insert(tx, next)))?;
            }
            insert(tx, next)?;
            Ok::<_, Error>(next)
        })
        .await;
    assert_eq!(done, Ok(2));
    assert_eq!(runs.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn what_was_queued_is_finished_before_closing() {
    let on = sqlite(STEPS).await;
    let writing = on.db.write(|tx| insert(tx, 1));
    let (wrote, ()) = tokio::join!(writing, on.db.close());
    wrote.unwrap();
    assert_eq!(on.db.write(|tx| insert(tx, 2)).await, Err(Error::Closed));
    let again = Db::open(&on.url, STEPS).await.unwrap();
    assert_eq!(count(&again).await, 1);
}
