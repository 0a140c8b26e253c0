//! Cases come back as recorded, alike on both engines, and statements are few.

use app::cases::{Recorder, load, load_as, save};
use app::journal::{self, Error};
use casework::inspections::{Inspection, deadlines, postings, record};
use engines::engines;
use law::Law;
use scenario::story::{ACTS, Story, TODAY, record_next, recorded};

#[tokio::test]
async fn a_case_comes_back_act_by_act() {
    for on in engines(&app::migrations()).await {
        let story = Story(7);
        recorded(&on.db, story, ACTS).await;
        let loaded = on.db.read(move |tx| load(tx, &story.number())).await.unwrap().unwrap();
        let case = on.db.read(move |tx| load_as::<Inspection>(tx, &story.number())).await.unwrap().unwrap();
        let entries: Vec<_> = (0..ACTS).map(|at| story.entry(at)).collect();
        assert_eq!(case.acts, entries, "{}", on.engine);
        assert_eq!((loaded.file.unit.clone(), loaded.file.number.clone()), (story.unit(), story.number()));
        assert_eq!(loaded.last.seq as usize, ACTS);
        assert_eq!(loaded.recorded.len(), ACTS);
        assert!(loaded.recorded.iter().all(|r| r.by == "lan" && r.hash.len() == 64 && r.grounds.starts_with("[{")));
        assert!(!deadlines(&case, Law::shipped()).is_empty() && postings(&case, Law::shipped()).len() > 6);
        assert!(on.db.read(|tx| load(tx, "no such number")).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn both_engines_keep_the_same_rows() {
    const TABLES: &[&str] = &[
        "select kind, number, unit, agency, regime, title, class, manner, field, opened_on, standing, closed,
         next_due_on, paused, folded, last_seq from cases order by number",
        "select c.number, a.seq, a.kind, on_day, by_role, a.number, signer, facts, grounds, recorded_at, recorded_by
         from acts a join cases c on c.id = a.case_id order by c.number, a.seq",
        "select c.number, p.seq, line, indicator, day, p.class, p.manner, p.field, item, quantity, about
         from postings p join cases c on c.id = p.case_id order by c.number, p.seq, line",
        "select c.number, rule, opened_by, d.opened_on, due_on, met_by, met_on, paused_since, lapsed, binds
         from deadlines d join cases c on c.id = d.case_id order by c.number, rule, opened_by",
        "select position from journal order by position",
    ];
    let mut dumps = Vec::new();
    for on in engines(&app::migrations()).await {
        for n in 0..6 {
            recorded(&on.db, Story(n), 3 + n as usize * 2).await;
        }
        journal::settle(&on.db).await.unwrap();
        let all = on.db.read(|tx| TABLES.iter().map(|sql| tx.query(sql, &[])).collect::<db::Result<Vec<_>>>()).await;
        let vals = |rows: Vec<db::Row>| rows.iter().map(|r| r.vals().to_vec()).collect::<Vec<_>>();
        dumps.push(all.unwrap().into_iter().map(vals).collect::<Vec<_>>());
    }
    assert_eq!(dumps[0], dumps[1]);
    assert!(dumps[0].iter().all(|table| !table.is_empty()));
}

#[tokio::test]
async fn a_number_taken_and_a_case_that_moved_on_are_told() {
    for on in engines(&app::migrations()).await {
        let story = Story(1);
        recorded(&on.db, story, 1).await;
        let before = on.db.read(move |tx| load_as::<Inspection>(tx, &story.number())).await.unwrap().unwrap();
        recorded(&on.db, story, 1).await;
        let by = || Recorder::program("minh", 1);
        let late = record(&before, story.entry(2), Law::shipped(), TODAY).unwrap();
        let stale = on.db.write(move |tx| save(tx, &late, &by())).await.unwrap_err();
        assert_eq!(stale, Error::Stale { number: story.number(), expected: 2, found: 2 }, "{}", on.engine);
        let again = casework::inspections::open::<Inspection>(
            &story.number(),
            story.unit(),
            law::AgencyKind::Prov,
            None,
            story.entry(0),
            Law::shipped(),
            TODAY,
        );
        let again = again.unwrap();
        let taken = on.db.write(move |tx| save(tx, &again, &by())).await.unwrap_err();
        assert_eq!(taken, Error::NumberTaken(story.number()), "{}", on.engine);
    }
}

#[tokio::test]
async fn statements_do_not_grow_with_the_length_of_a_case() {
    for on in engines(&app::migrations()).await {
        let mut asked = Vec::new();
        for _ in 0..ACTS {
            let before = on.db.statements();
            on.db.write(|tx| record_next(tx, Story(3), Law::shipped(), 1)).await.unwrap();
            asked.push(on.db.statements() - before);
        }
        assert!(asked.iter().all(|n| *n <= 10), "{}: {asked:?}", on.engine);
        let before = on.db.statements();
        on.db.read(|tx| load(tx, &Story(3).number())).await.unwrap();
        assert_eq!(on.db.statements() - before, 2, "{}", on.engine);
    }
}

#[tokio::test]
async fn every_statement_of_every_store_is_understood_by_both_engines() {
    let all = app::statements();
    assert!(all.len() > 80, "{}", all.len());
    for on in engines(&app::migrations()).await {
        for sql in &all {
            on.db.prepares(sql.text).await.unwrap_or_else(|e| panic!("{} {}: {e}", on.engine, sql.name));
        }
    }
}
