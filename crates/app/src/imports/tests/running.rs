//! Imports into a real database of each engine.

use super::super::report::{ImportReport, RowOutcome};
use super::super::run::{Order, run};
use super::super::{profiles, store};
use crate::cases::file;
use crate::journal;
use casework::imports::Profile;
use casework::inspections::{Act, Entry, record};
use casework::units::Tree;
use casework::{Role, fields::LongText};
use db::Db;
use jiff::civil::date;
use law::Law;
use std::sync::Arc;

const SAMPLE: &[u8] = include_bytes!("../../../samples/so-theo-doi-thanh-tra.xlsx");

fn profile(name: &str) -> Profile {
    profiles::named(name, &[]).unwrap()
}

async fn import(db: &Db, profile: &Profile, unit: &str, bytes: &[u8], dry_run: bool) -> ImportReport {
    let order = order(profile, unit, bytes, dry_run);
    run(db, order, |_, _| {}).await.unwrap()
}

fn order<'a>(profile: &'a Profile, unit: &'a str, bytes: &'a [u8], dry_run: bool) -> Order<'a> {
    Order {
        law: Arc::new(Law::shipped().clone()),
        tree: Tree::shipped(),
        profile,
        unit,
        name: "so.xlsx",
        bytes,
        dry_run,
        today: date(2023, 7, 14),
        now_ms: 1_689_300_000_000,
        by: "an",
    }
}

fn counts(report: &ImportReport) -> [usize; 4] {
    [report.created, report.updated, report.unchanged, report.rejected]
}

async fn cases(db: &Db) -> i64 {
    db.read(journal::store::count_cases).await.unwrap()
}

fn told(report: &ImportReport) -> Vec<String> {
    let say = |outcome: &RowOutcome| match outcome {
        RowOutcome::Rejected { faults, refusal } => {
            let mut codes: Vec<&str> = faults.iter().map(|f| f.code).collect();
            codes.extend(refusal.as_ref().map(|r| r.code));
            codes.join(" ")
        }
        other => format!("{other:?}"),
    };
    report.rows.iter().map(|r| format!("{} {}", r.line, say(&r.outcome))).collect()
}

/// The sample as delimited text, with some cells changed: (line, column, text).
fn sample(changes: &[(u64, usize, &str)]) -> Vec<u8> {
    use paper::xlsx::Out;
    let table = paper::xlsx::read(SAMPLE, &paper::Limits::REGISTER).unwrap().remove(0).filled();
    let last = table.rows.last().map_or(0, |row| row.line);
    // Blank lines stay, so that lines keep their numbers.
    let mut rows: Vec<Vec<Out>> = vec![Vec::new(); usize::try_from(last).unwrap()];
    for row in &table.rows {
        let mut cells: Vec<String> = row.cells.iter().map(paper::Cell::text).collect();
        cells.resize(40, String::new());
        for (_, column, text) in changes.iter().filter(|(line, _, _)| *line == row.line) {
            (*text).clone_into(&mut cells[*column]);
        }
        rows[usize::try_from(row.line).unwrap() - 1] = cells.into_iter().map(Out::Text).collect();
    }
    paper::csv::write(&rows, b';')
}

const ONSITE_END: usize = 16;
const FOUND: usize = 23;

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_tried_taken_in_once_and_taken_in_again_without_change() {
    for fresh in engines::engines(&crate::migrations()).await {
        let (db, profile) = (&fresh.db, profile("so-theo-doi-thanh-tra"));
        let tried = import(db, &profile, "31", SAMPLE, true).await;
        assert_eq!(
            told(&tried),
            [
                "7 Created",
                "8 Created",
                "10 Created",
                "11 Created",
                "12 bad_day",
                "13 unit_unknown",
                "14 bad_amount",
                "15 number_twice",
                "16 refused before_predecessor",
            ],
            "{}",
            fresh.engine
        );
        assert_eq!(cases(db).await, 0);
        let done = import(db, &profile, "31", SAMPLE, false).await;
        assert_eq!((counts(&done), told(&done)), ([4, 0, 0, 5], told(&tried)));
        assert_eq!(cases(db).await, 4);
        journal::settle(db).await.unwrap();
        let as_of = db.read(journal::as_of).await.unwrap();
        assert_eq!(counts(&import(db, &profile, "31", SAMPLE, false).await), [0, 0, 4, 5]);
        journal::settle(db).await.unwrap();
        assert_eq!(db.read(journal::as_of).await.unwrap(), as_of, "the same file twice must change nothing");
        let (_, case) =
            db.read(|tx| file::load::<casework::inspections::Inspection>(tx, "15/QĐ-TTTP")).await.unwrap().unwrap();
        let found: i64 = casework::inspections::postings(&case, law::Law::shipped())
            .iter()
            .map(|(_, posting)| posting)
            .filter(|p| p.indicator == casework::inspections::indicators::VIOLATION_MONEY)
            .map(|p| p.quantity)
            .sum();
        assert_eq!(found, 1_234_500_000);
        let Some(Act::Conclusion(conclusion)) =
            case.acts.iter().map(|e| &e.act).find(|a| matches!(a, Act::Conclusion(_)))
        else {
            panic!("no conclusion")
        };
        assert_eq!(conclusion.findings[0].violation.map(|v| v.0), Some(1_234_500_000));
        assert!(journal::verify(db, |_, _| {}).await.unwrap().is_clean());
        let imports = db.read(|tx| store::latest(tx, 10)).await.unwrap();
        assert_eq!(imports.len(), 2);
        assert!(imports.iter().all(|(_, done, _)| *done));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_new_in_a_row_is_added_and_what_somebody_changed_is_left_alone() {
    for fresh in engines::engines(&crate::migrations()).await {
        let (db, profile) = (&fresh.db, profile("so-theo-doi-thanh-tra"));
        import(db, &profile, "31", &sample(&[]), false).await;
        let later = sample(&[(11, ONSITE_END, "30/06/2023")]);
        assert_eq!(counts(&import(db, &profile, "31", &later, false).await), [0, 1, 3, 5]);
        assert_eq!(counts(&import(db, &profile, "31", &later, false).await), [0, 0, 4, 5]);
        let differs = sample(&[(11, ONSITE_END, "30/06/2023"), (7, FOUND, "2.000")]);
        let report = import(db, &profile, "31", &differs, false).await;
        assert_eq!(told(&report)[0], "7 act_differs");
        // Somebody records an act by hand; a row with a further act must not go over it.
        db.write(|tx| {
            let (head, case) = file::load::<casework::inspections::Inspection>(tx, "31/QĐ-TTTP")?.unwrap();
            let facts = casework::inspections::acts::Verification { with: None, summary: Some(LongText("x".into())) };
            let entry = Entry {
                seq: 0,
                on: date(2023, 6, 5),
                by: Role::Leader,
                number: String::new(),
                signer: String::new(),
                act: Act::Verification(facts),
            };
            let outcome = record(&case, entry, Law::shipped(), date(2023, 7, 14)).unwrap();
            file::save(tx, &head, &outcome, 1, "hand")
        })
        .await
        .unwrap();
        let further = sample(&[(11, ONSITE_END, "30/06/2023"), (11, ONSITE_END + 1, "10/07/2023")]);
        assert_eq!(told(&import(db, &profile, "31", &further, false).await)[3], "11 changed_since");
        assert!(journal::verify(db, |_, _| {}).await.unwrap().is_clean());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_in_use_is_not_taken_and_a_row_of_a_later_day_than_today_is_refused() {
    for fresh in engines::engines(&crate::migrations()).await {
        let (db, profile) = (&fresh.db, profile("so-theo-doi-thanh-tra"));
        import(db, &profile, "31", SAMPLE, false).await;
        db.write(|tx| tx.exec("delete from imported_cases where number = $1", db::vals!["04/QĐ-TTr"])).await.unwrap();
        let ahead = sample(&[(11, ONSITE_END, "30/07/2023")]);
        let report = import(db, &profile, "31", &ahead, true).await;
        assert_eq!(told(&report)[1], "8 number_taken");
        assert_eq!(told(&report)[3], "11 refused dated_in_future");
        let sheet = report.rejected_sheet(crate::lang::Lang::Vi).unwrap();
        let table = &paper::xlsx::read(&sheet, &paper::Limits::REGISTER).unwrap()[0];
        assert_eq!(table.rows.len(), 2 + report.rejected);
    }
}

fn chicago(rows: usize) -> Vec<u8> {
    let mut text = String::from(
        "Inspection_ID,DBA_Name,License,Facility_Type,Risk,Address,Inspection_Date,Inspection_Type,Results,criticalCount,seriousCount,minorCount\n",
    );
    for id in 0..rows {
        text += &format!("{id},SHOP {id},{id},Bakery,Risk 1,1 W ST,2012-03-{:02},Canvass,Fail,1,0,2\n", id % 28 + 1);
    }
    text.into_bytes()
}

/// The program goes away in the middle: what was answered for is whole, and the
/// same file brings the rest.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_cut_off_is_finished_by_running_it_again() {
    for fresh in engines::engines(&crate::migrations()).await {
        let (db, bytes) = (fresh.db.clone(), Arc::new(chicago(250)));
        let (inner, same) = (db.clone(), bytes.clone());
        let cut = tokio::spawn(async move {
            let profile = profile("chicago-food");
            let order = order(&profile, "US-CHI", &same, false);
            let _ = run(&inner, order, |done, _| assert!(done < 100, "cut off")).await;
        });
        assert!(cut.await.is_err());
        assert_eq!(cases(&db).await, 100, "{}", fresh.engine);
        let profile = profile("chicago-food");
        let mut heard = Vec::new();
        let report =
            run(&db, Order { now_ms: 1_689_400_000_000, ..order(&profile, "US-CHI", &bytes, false) }, |done, all| {
                heard.push((done, all))
            })
            .await
            .unwrap();
        assert_eq!(counts(&report), [150, 0, 100, 0]);
        assert_eq!(heard.last(), Some(&(250, 250)));
        assert_eq!(cases(&db).await, 250);
        assert!(journal::verify(&db, |_, _| {}).await.unwrap().is_clean());
        let imports = db.read(|tx| store::latest(tx, 10)).await.unwrap();
        assert_eq!(imports.iter().map(|(_, done, _)| *done).collect::<Vec<_>>(), [true, false]);
    }
}
