//! What the journal promises, on both engines.

use super::{Error, Head, Keeping, Line, Shown, chain, keep, lines, new_id, settle, store, verify};
use casework::deadlines::Binds;
use casework::fields::UnitCode;
use casework::{Deadline, Posting};
use db::{Db, Faulty, Tx, Val, vals};
use engines::engines;
use jiff::civil::{Date, date};
use law::{Citation, Due, Status};
use std::collections::BTreeMap;

fn head(id: i64) -> Head {
    Head {
        id,
        kind: "inspection".into(),
        number: format!("{id}/2023/TTr-HP"),
        unit: UnitCode("31.TT".into()),
        agency: "PROV".into(),
        regime: "LTT2022".into(),
    }
}

fn line(seq: u32) -> Line {
    Line {
        seq,
        kind: if seq == 1 { "decision" } else { "announcement" }.into(),
        on: date(2023, 3, 1),
        by: "head".into(),
        number: format!("{seq}/QĐ-TTr"),
        signer: "Nguyễn Thị Lan".into(),
        facts: r#"{"title":"Thanh tra đất đai"}"#.into(),
        grounds: "[]".into(),
        recorded_at: 1_700_000_000_000 + i64::from(seq),
        recorded_by: "lan".into(),
    }
}

fn shown() -> Shown {
    Shown {
        title: "Thanh tra đất đai".into(),
        class: "administrative".into(),
        manner: "planned".into(),
        field: "Đất đai".into(),
        opened_on: date(2023, 3, 1),
        standing: "decided".into(),
        closed: false,
        folded: "thanh tra dat dai".into(),
        links: Vec::new(),
    }
}

fn deadline(rule: &'static str, opened_by: u32, due_on: Date) -> Deadline {
    Deadline {
        rule,
        opened_by,
        opened_on: date(2023, 3, 1),
        due: Due { bare: due_on, rolled: due_on, steps: vec![], calendar: "2023".into(), unsure: vec![] },
        due_on,
        met: None,
        paused_since: None,
        lapsed: None,
        binds: Binds::NotAfter,
        law: Citation::new("11/2022/QH15", "64"),
        status: Status::Verified,
    }
}

fn posting(seq: u32, quantity: i64) -> Posting {
    Posting {
        indicator: "inspection.launched".into(),
        day: date(2023, 3, 1),
        class: "administrative".into(),
        manner: "planned".into(),
        field: String::new(),
        item: String::new(),
        quantity,
        about: seq,
    }
}

fn record(tx: &mut dyn Tx, id: i64, seq: u32) -> Result<chain::Hash, Error> {
    let (head, line, shown) = (head(id), line(seq), shown());
    let deadlines: Vec<Deadline> = (1..=seq).map(|n| deadline("announce", n, date(2023, 3, 16))).collect();
    let postings = [posting(seq, 1), posting(seq, 500_000_000)];
    let keeping = Keeping { head: &head, line: &line, shown: &shown, deadlines: &deadlines, postings: &postings };
    Ok(keep(tx, &keeping)?.hash)
}

/// Records so many acts in a case.
pub(crate) async fn recorded(db: &Db, id: i64, acts: u32) {
    db.write(move |tx| (1..=acts).try_for_each(|seq| record(tx, id, seq).map(|_| ()))).await.unwrap();
}

const TABLES: &[&str] = &[
    "select * from cases order by id",
    "select * from acts order by case_id, seq",
    "select * from postings order by unit, case_id, seq, line",
    "select * from deadlines order by case_id, rule, opened_by",
    "select * from journal order by position",
];

async fn dump(db: &Db) -> Vec<Vec<Vec<Val>>> {
    settle(db).await.unwrap();
    let all = db.read(|tx| TABLES.iter().map(|sql| tx.query(sql, &[])).collect::<db::Result<Vec<_>>>()).await.unwrap();
    all.into_iter().map(|rows| rows.iter().map(|r| r.vals().to_vec()).collect()).collect()
}

#[tokio::test]
async fn every_statement_is_understood_by_both_engines() {
    for on in engines(&crate::migrations()).await {
        for sql in store::STATEMENTS {
            on.db.prepares(sql.text).await.unwrap_or_else(|e| panic!("{} {}: {e}", on.engine, sql.name));
        }
    }
}

#[tokio::test]
async fn acts_come_back_as_recorded_and_both_engines_keep_the_same_rows() {
    let mut dumps = Vec::new();
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 3).await;
        recorded(&on.db, 2, 1).await;
        let kept = on.db.read(|tx| lines(tx, 1)).await.unwrap();
        assert_eq!(kept, [line(1), line(2), line(3)], "{}", on.engine);
        let found = verify(&on.db, |_, _| ()).await.unwrap();
        assert!(found.is_clean() && found.cases == 2 && found.acts == 4, "{}: {found:?}", on.engine);
        dumps.push((dump(&on.db).await, found.root));
    }
    assert_eq!(dumps[0], dumps[1]);
    assert_eq!(dumps[0].0.iter().map(Vec::len).collect::<Vec<_>>(), [2, 4, 8, 4, 4]);
}

#[tokio::test]
async fn a_number_is_given_once() {
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 1).await;
        let again = on.db.write(|tx| {
            let (head, line, shown) = (Head { id: 9, ..head(1) }, line(1), shown());
            keep(tx, &Keeping { head: &head, line: &line, shown: &shown, deadlines: &[], postings: &[] })
        });
        assert_eq!(again.await, Err(Error::NumberTaken("1/2023/TTr-HP".into())), "{}", on.engine);
    }
}

#[tokio::test]
async fn two_acts_cannot_follow_one() {
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 2).await;
        let stale = on.db.write(|tx| record(tx, 1, 2)).await;
        let at_two = Error::Stale { number: "1/2023/TTr-HP".into(), expected: 2, found: 2 };
        assert_eq!(stale, Err(at_two), "{}", on.engine);
        let ahead = on.db.write(|tx| record(tx, 1, 4)).await;
        assert!(matches!(ahead, Err(Error::Stale { found: 2, .. })), "{}", on.engine);
        // Even past every check, the key refuses a fork.
        let fork = on.db.write(|tx| {
            tx.exec(
                "insert into acts select case_id, seq, kind, on_day, by_role, number, signer, facts, grounds,
                 recorded_at, recorded_by, prev_hash, hash from acts where case_id = 1 and seq = 2",
                &[],
            )
        });
        assert!(matches!(fork.await, Err(db::Error::Conflict(_))), "{}", on.engine);
        assert!(verify(&on.db, |_, _| ()).await.unwrap().is_clean(), "{}", on.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_clerks_at_one_case_one_is_told() {
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 1).await;
        let clerks = (0..8).map(|_| {
            let db = on.db.clone();
            tokio::spawn(async move { db.write(|tx| record(tx, 1, 2)).await })
        });
        let mut kept = 0;
        for clerk in clerks.collect::<Vec<_>>() {
            match clerk.await.unwrap() {
                Ok(_) => kept += 1,
                Err(e) => assert!(matches!(e, Error::Stale { found: 2, .. }), "{}: {e}", on.engine),
            }
        }
        assert_eq!(kept, 1, "{}", on.engine);
        assert!(verify(&on.db, |_, _| ()).await.unwrap().is_clean(), "{}", on.engine);
    }
}

#[tokio::test]
async fn a_failure_at_any_statement_keeps_nothing_of_the_act() {
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 1).await;
        let before = dump(&on.db).await;
        let mut at = 1;
        loop {
            let done = on.db.write(move |tx| record(&mut Faulty::new(tx, at), 1, 2)).await;
            match done {
                Err(Error::Db(db::Error::Injected(_))) => assert_eq!(dump(&on.db).await, before, "{} {at}", on.engine),
                other => break other.map(|_| ()).unwrap(),
            }
            at += 1;
        }
        assert!(at > 6, "only {at} statements");
    }
}

#[tokio::test]
async fn a_change_of_any_column_of_any_act_is_found() {
    const COLUMNS: &[(&str, &str)] = &[
        ("acts", "seq = seq + 5"),
        ("acts", "kind = 'x'"),
        ("acts", "on_day = '2023-03-02'"),
        ("acts", "on_day = 'x'"),
        ("acts", "by_role = 'x'"),
        ("acts", "number = number || ' '"),
        ("acts", "signer = 'x'"),
        ("acts", "facts = '{}'"),
        ("acts", "grounds = ''"),
        ("acts", "recorded_at = recorded_at + 1"),
        ("acts", "recorded_by = 'x'"),
        ("cases", "number = 'x'"),
        ("cases", "unit = '30.TT'"),
        ("cases", "agency = 'DEPT'"),
        ("cases", "regime = 'LTT2025'"),
        ("cases", "last_seq = last_seq - 1"),
        ("cases", "last_seq = last_seq + 1"),
    ];
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 3).await;
        recorded(&on.db, 2, 3).await;
        let clean = verify(&on.db, |_, _| ()).await.unwrap();
        for (table, change) in COLUMNS {
            let key = if *table == "cases" { "id = 1" } else { "case_id = 1 and seq = 2" };
            let (keep, spoil) = match *table {
                "cases" => ("select number, unit, agency, regime, last_seq from cases where id = 1", change),
                _ => (
                    "select seq, kind, on_day, by_role, number, signer, facts, grounds, recorded_at, recorded_by
                       from acts where case_id = 1 and seq = 2",
                    change,
                ),
            };
            let before = on.db.read(move |tx| tx.query_one(keep, &[])).await.unwrap();
            let sql = format!("update {table} set {spoil} where {key}");
            on.db.write(move |tx| tx.exec(&sql, &[])).await.unwrap();
            let found = verify(&on.db, |_, _| ()).await.unwrap();
            assert_eq!(found.breaks.len(), 1, "{} {table} {change}", on.engine);
            let restore = match *table {
                "cases" => {
                    "update cases set number = $1, unit = $2, agency = $3, regime = $4, last_seq = $5 where id = 1"
                }
                _ => {
                    "update acts set seq = $1, kind = $2, on_day = $3, by_role = $4, number = $5, signer = $6,
                      facts = $7, grounds = $8, recorded_at = $9, recorded_by = $10
                      where case_id = 1 and seq in (2, 7)"
                }
            };
            on.db.write(move |tx| tx.exec(restore, before.vals())).await.unwrap();
            assert_eq!(verify(&on.db, |_, _| ()).await.unwrap(), clean, "{} {table} {change}", on.engine);
        }
    }
}

#[tokio::test]
async fn every_flipped_byte_of_a_hash_is_found_and_a_case_taken_out_changes_the_root() {
    for on in engines(&crate::migrations()).await {
        recorded(&on.db, 1, 2).await;
        recorded(&on.db, 2, 1).await;
        let clean = verify(&on.db, |_, _| ()).await.unwrap();
        for (column, seq) in [("hash", 1), ("prev_hash", 2), ("hash", 2)] {
            let read = format!("select {column} as h from acts where case_id = 1 and seq = {seq}");
            let good = on.db.read(move |tx| Ok::<_, db::Error>(tx.query_one(&read, &[])?.blob("h")?.to_vec()));
            let good = good.await.unwrap();
            for at in 0..32 {
                let mut bad = good.clone();
                bad[at] ^= 0x10;
                for bytes in [bad, good.clone()] {
                    let sql = format!("update acts set {column} = $1 where case_id = 1 and seq = {seq}");
                    let is_good = bytes == good;
                    on.db.write(move |tx| tx.exec(&sql, vals![bytes.clone()])).await.unwrap();
                    assert_eq!(verify(&on.db, |_, _| ()).await.unwrap().is_clean(), is_good, "{column} {seq} {at}");
                }
            }
        }
        on.db
            .write(|tx| {
                tx.exec("delete from deadlines where case_id = 2", &[])?;
                tx.exec("delete from acts where case_id = 2", &[])?;
                tx.exec("delete from cases where id = 2", &[])
            })
            .await
            .unwrap();
        let after = verify(&on.db, |_, _| ()).await.unwrap();
        assert!(after.is_clean() && after.root != clean.root, "{}", on.engine);
    }
}

/// Each reader prints what it sees as of a position; later nothing may have
/// appeared at or below it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_ever_appears_at_or_below_a_printed_position() {
    for on in engines(&crate::migrations()).await {
        let writers: Vec<_> = (0..12_i64)
            .map(|w| {
                let db = on.db.clone();
                tokio::spawn(async move {
                    for seq in 1..=12 {
                        db.write(move |tx| record(tx, w, seq)).await.unwrap();
                    }
                })
            })
            .collect();
        let readers: Vec<_> = (0..3)
            .map(|_| {
                let db = on.db.clone();
                tokio::spawn(async move {
                    let mut printed: BTreeMap<i64, Vec<Vec<Val>>> = BTreeMap::new();
                    while printed.keys().next_back() < Some(&144) {
                        settle(&db).await.unwrap();
                        let (as_of, counted) = db.read(counted).await.unwrap();
                        printed.insert(as_of, counted);
                    }
                    printed
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        for reader in readers {
            for (as_of, counted) in reader.await.unwrap() {
                let now = on.db.read(move |tx| counted_at(tx, as_of)).await.unwrap();
                assert_eq!(counted, now, "{}: as of {as_of}", on.engine);
            }
        }
    }
}

fn counted(tx: &mut dyn Tx) -> db::Result<(i64, Vec<Vec<Val>>)> {
    let as_of = store::as_of(tx)?;
    Ok((as_of, counted_at(tx, as_of)?))
}

fn counted_at(tx: &mut dyn Tx, as_of: i64) -> db::Result<Vec<Vec<Val>>> {
    let sql = "select j.position, p.case_id, p.seq, p.line, p.quantity from journal j
        join postings p on p.unit = '31.TT' and p.case_id = j.case_id and p.seq = j.seq
        where j.position <= $1 order by 1, 2, 3, 4";
    Ok(tx.query(sql, vals![as_of])?.iter().map(|r| r.vals().to_vec()).collect())
}

#[test]
fn ids_sort_by_time() {
    assert!(new_id(1_700_000_000_000) < new_id(1_700_000_000_001));
    assert!(new_id(1_700_000_000_000) > 0);
}

#[test]
fn the_next_day_to_act_is_that_of_a_running_clock() {
    let mut met = deadline("a", 1, date(2023, 3, 2));
    met.met = Some((2, date(2023, 3, 2)));
    let mut paused = deadline("b", 1, date(2023, 3, 3));
    paused.paused_since = Some(date(2023, 3, 1));
    let mut lasting = deadline("c", 1, date(2023, 3, 4));
    lasting.binds = Binds::AtLeastUntil;
    let running = deadline("d", 1, date(2023, 3, 5));
    let all = [met, paused, lasting, running];
    assert_eq!(super::next_due(&all), Some(date(2023, 3, 5)));
    assert_eq!(super::next_due(&all[..3]), None);
}
