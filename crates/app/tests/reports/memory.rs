//! The ledger in memory answers as the database does, at once, and never stands behind it.
//!
//! `story::filled` asks both for every sheet of these tests; here is what is its own.

use crate::demo::city;
use crate::people::{accounts, signed_in};
use crate::story::*;
use app::access::Role;
use app::clock::Clock;
use app::reports::{AskError, CellAsk, Limit, fill_memory, sheet};
use app::{App, Settings};
use axum::http::StatusCode;
use casework::inspections::ActKind;
use casework::reports::Sheet;
use casework::units::Tree;
use db::{Db, Tx, vals};
use engines::engines;
use jiff::civil::{Date, date};
use law::Law;
use proptest::prelude::*;
use serde_json::json;

fn server(db: &Db) -> App {
    App::new(db.clone(), Clock::fixed(TODAY), Settings::default())
}

async fn plain(db: &Db, asked: &app::reports::Ask) -> Result<Sheet, AskError> {
    sheet(db, Law::shipped(), Tree::shipped(), asked).await
}

#[tokio::test]
async fn an_act_just_recorded_stands_in_the_next_sheet_of_every_server() {
    for on in engines(&app::migrations()).await {
        let (one, other) = (server(&on.db), server(&on.db));
        let asked = ask("01/TTr", "31", "2024-6m", None);
        let found = |money: i64| json!({ "violation": money, "to_recover": money });
        let mut recorded = 0;
        for (n, money) in [(1, 100), (2, 200), (3, 400)] {
            let told = Told::new(&format!("{n}/2024"), "31.TT", date(2024, 1, 10));
            keep(&on.db, &[told.concluded(date(2024, 5, 2), &["A mô phỏng"], found(money))], n).await;
            recorded += money;
            for server in [&one, &other] {
                let sheet = server.sheet(&asked).await.unwrap();
                assert_eq!((sheet.total_of("1"), sheet.total_of("8")), (Some(n), Some(recorded)), "{}", on.engine);
                assert_eq!(sheet.as_of, n * 5, "{}", on.engine);
            }
        }
        // What is annulled is gone from the next one, and still in the one printed before.
        add(&on.db, "3/2024", date(2024, 7, 1), ActKind::Annulment, json!({ "target": 5, "ground": "Ghi nhầm" })).await;
        for server in [&one, &other] {
            let now = server.sheet(&asked).await.unwrap();
            let before = server.sheet(&ask("01/TTr", "31", "2024-6m", Some(15))).await.unwrap();
            assert_eq!((now.total_of("8"), before.total_of("8")), (Some(300), Some(700)), "{}", on.engine);
            assert_eq!(server.ledger.answers(), 5, "{}: none of them came from the database's own sums", on.engine);
            assert_eq!(server.ledger.level().map(|(applied, _)| applied), Some(16));
        }
    }
}

/// Two programs of one installation: each with its own connections and its own ledger in memory.
#[tokio::test]
async fn what_one_server_acknowledged_stands_in_the_next_sheet_of_the_other() {
    let on = engines::postgres(&app::migrations()).await;
    let found = json!({ "violation": 700, "to_recover": 700 });
    let told = ["1/2024", "2/2024", "3/2024"].map(|number| {
        Told::new(number, "31.TT", date(2024, 1, 10)).concluded(date(2024, 5, 2), &["A mô phỏng"], found.clone())
    });
    keep(&on.db, &told, 1).await;
    let own = || async { Db::open(&on.url, &app::migrations()).await.unwrap() };
    let (one, other) = (server(&own().await), server(&own().await));
    accounts(&one, &[("lan", Role::Leader, "31"), ("xem", Role::Viewer, "31")]).await;
    let mut writers = [signed_in(&one, "lan", "vi").await, signed_in(&other, "lan", "vi").await];
    let mut readers = [signed_in(&other, "xem", "vi").await, signed_in(&one, "xem", "vi").await];
    let sheet = "/api/v1/sheets?form=01/TTr&unit=31&period=2024-6m";
    for reader in &mut readers {
        let json = reader.get(sheet).await.json();
        assert_eq!((&json["total"]["8"], &json["as_of"]), (&json!(2_100), &json!(15)));
    }
    for (n, money) in [(0, 1_400), (1, 700), (0, 0)] {
        let number = format!("{}/2024", [1, 2, 3][(2_100 - money) / 700 - 1]);
        let facts = json!({ "target": 5, "ground": "Ghi nhầm" });
        let act = json!({ "kind": "annulment", "on": "2024-07-01", "signer": "Lan", "facts": facts });
        let path = format!("/api/v1/cases/{}/acts", number.replace('/', "%2F"));
        let done = writers[n].own_json("POST", &path, &act).await;
        assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
        // First the server that did not record it.
        for reader in [n, 1 - n] {
            let json = readers[reader].get(sheet).await.json();
            assert_eq!(json["total"]["8"], json!(money), "{json}");
        }
    }
    for server in [&one, &other] {
        assert_eq!(server.ledger.answers(), 4, "every one of these sheets came from memory");
        server.db.clone().close().await;
    }
}

#[tokio::test]
async fn a_city_s_half_year_is_the_same_from_memory_as_of_any_position() {
    let forms =
        ["01/TTr", "overview", "01/TCD", "02/TCD", "01/XLD", "02/XLD", "03/XLD", "04/XLD", "01/KQGQ", "04/KQGQ"];
    for on in engines(&app::migrations()).await {
        let (app, _) = city(&on).await;
        fill_memory(&app).await.unwrap();
        let (last, _) = app.ledger.level().unwrap();
        let (mut asked, mut cells) = (0, 0);
        let questions = [
            ("31", "2023-6m", None),
            ("31", "2023-02-02..2023-05-17", Some(last / 3)),
            ("31.TT", "2023-02-02..2023-05-17", Some(last - 1)),
            ("VN", "2023-6m", Some(last / 2)),
        ];
        for (form, (unit, period, as_of)) in forms.iter().flat_map(|form| questions.map(|of| (form, of))) {
            let asked_for = ask(form, unit, period, as_of);
            let (quick, plain) = (app.sheet(&asked_for).await.unwrap(), plain(&on.db, &asked_for).await.unwrap());
            assert_eq!(quick, plain, "{} {asked_for:?}", on.engine);
            assert_eq!(quick.json("vi"), plain.json("vi"), "{} {asked_for:?}", on.engine);
            asked += 1;
            cells += plain.rows.iter().flat_map(|row| &row.cells).filter(|c| c.is_some_and(|n| n != 0)).count();
        }
        assert_eq!(app.ledger.answers(), asked, "{}: all of them from memory", on.engine);
        assert!(cells > 500, "only {cells} cells have a figure");
    }
}

#[tokio::test]
async fn a_unit_that_was_merged_is_counted_where_its_files_went() {
    for on in engines(&app::migrations()).await {
        let found = json!({ "violation": 7, "to_recover": 7 });
        let told = Told::new("1/2024", "303.TT", date(2024, 2, 10));
        keep(&on.db, &[told.concluded(date(2024, 5, 3), &["B mô phỏng"], found)], 1).await;
        for (form, unit, period, money) in [
            ("01/TTr", "303", "2024-6m", 7),
            ("01/TTr", "31", "2024-6m", 7),
            ("overview", "31", "2024-01-01..2025-12-31", 7),
            ("overview", "VN", "2024-01-01..2025-12-31", 7),
            ("overview", "31", "2025-y", 0),
        ] {
            let sheet = filled(&on.db, &ask(form, unit, period, None)).await;
            let column = if form == "01/TTr" { "8" } else { "violations_vnd" };
            assert_eq!(sheet.total_of(column), Some(money), "{} {unit} {period}", on.engine);
        }
    }
}

#[tokio::test]
async fn switched_off_or_too_small_it_leaves_the_sum_to_the_database() {
    for on in engines(&app::migrations()).await {
        keep(&on.db, &[Told::new("1/2024", "31.TT", date(2024, 1, 10))], 1).await;
        let asked = ask("01/TTr", "31", "2024-6m", None);
        for limit in [Limit(0), Limit(1_000)] {
            let settings = Settings { ledger: limit, ..Settings::default() };
            let app = App::new(on.db.clone(), Clock::fixed(TODAY), settings);
            for _ in 0..2 {
                assert_eq!(app.sheet(&asked).await, plain(&on.db, &asked).await, "{} {limit:?}", on.engine);
            }
            assert_eq!((app.ledger.answers(), app.ledger.level()), (0, None), "{} {limit:?}", on.engine);
        }
        // Days further away than it holds.
        let app = server(&on.db);
        let all = ask("01/TTr", "31", "1800-01-01..2024-06-14", None);
        assert_eq!(app.sheet(&all).await, plain(&on.db, &all).await, "{}", on.engine);
        assert_eq!(app.ledger.answers(), 0);
    }
}

#[tokio::test]
async fn a_journal_put_back_to_an_older_state_is_read_anew() {
    for on in engines(&app::migrations()).await {
        keep(&on.db, &[Told::new("1/2024", "31.TT", date(2024, 1, 10))], 1).await;
        let app = server(&on.db);
        let asked = ask("01/TTr", "31", "2024-6m", None);
        assert_eq!(app.sheet(&asked).await.unwrap().total_of("1"), Some(1), "{}", on.engine);
        // As after an older copy was put back and another act took the position.
        on.db
            .write(|tx| {
                tx.exec("delete from postings where case_id = 1 and seq = 2", vals![])?;
                tx.exec("update journal set seq = 99 where position = 2", vals![])
            })
            .await
            .unwrap();
        assert_eq!(plain(&on.db, &asked).await.unwrap().total_of("1"), Some(0), "{}", on.engine);
        for _ in 0..2 {
            assert_eq!(app.sheet(&asked).await, plain(&on.db, &asked).await, "{}", on.engine);
        }
    }
}

#[tokio::test]
async fn a_figure_opens_to_cases_that_add_up_to_it() {
    let on = engines::sqlite(&app::migrations()).await;
    let found = json!({ "violation": 7, "to_recover": 7 });
    let told = Told::new("1/2024", "31.TT", date(2024, 2, 10));
    keep(&on.db, &[told.concluded(date(2024, 5, 3), &["B mô phỏng"], found)], 1).await;
    let app = server(&on.db);
    let cell =
        CellAsk { ask: ask("01/TTr", "31", "2024-6m", None), row: None, column: "8".into(), after: String::new() };
    let quick = app.behind(&cell).await.unwrap();
    assert_eq!((quick.figure, quick.sum, app.ledger.answers()), (7, 7, 2));
    assert_eq!(quick, app::reports::behind(&on.db, Law::shipped(), Tree::shipped(), &cell).await.unwrap());
}

/// Posted at random: unit, indicator, day, item and quantity.
type Random = (usize, usize, i64, usize, i64);

const UNITS: [&str; 4] = ["31.TT", "31.SXD", "303.TT", "40.TT"];
const INDICATORS: [&str; 4] =
    ["inspection.open", "inspection.launched", "inspection.unit_inspected", "inspection.violation.money"];

fn put(tx: &mut dyn Tx, random: &[Random]) -> db::Result<()> {
    for (at, (unit, indicator, day, item, quantity)) in random.iter().enumerate() {
        let (id, unit) = (i64::try_from(at).unwrap() + 1, UNITS[*unit]);
        let number = format!("{id}/2024");
        tx.exec(
            "insert into cases (id, kind, number, unit, agency, regime, title, class, manner, field, opened_on, standing,
               closed, next_due_on, paused, folded, last_seq, head_hash)
             values ($1, 'inspection', $2, $3, '', '', '', '', '', '', '2024-01-01', '', 0, null, 0, '', 1, $4)",
            vals![id, number, unit, &[0_u8; 32][..]],
        )?;
        tx.exec("insert into journal (position, case_id, seq) values ($1, $1, 1)", vals![id])?;
        for line in 0..2 {
            let on: Date = law::clock::plus_days(date(2023, 11, 1), *day + 40 * line);
            tx.exec(
                "insert into postings (unit, case_id, seq, line, indicator, day, class, manner, field, item, quantity, about)
                 values ($1, $2, 1, $3, $4, $5, 'administrative', 'planned', '', $6, $7, 1)",
                vals![unit, id, line, INDICATORS[*indicator], on.to_string(), ["", "a", "b"][*item], *quantity - 3 * line],
            )?;
        }
    }
    Ok(())
}

/// Every figure of a sheet opened, page by page, from memory and from the database: one answer.
async fn opened(app: &App, db: &Db, asked: &app::reports::Ask) {
    let columns = Law::shipped().form(&asked.form, date(2024, 6, 14)).unwrap().columns.clone();
    for column in columns {
        for row in [None, Some("303".to_owned()), Some("31.TT".to_owned())] {
            let mut cell = CellAsk { ask: asked.clone(), row, column: column.id.clone(), after: String::new() };
            loop {
                let plain = app::reports::behind(db, Law::shipped(), Tree::shipped(), &cell).await;
                assert_eq!(app.behind(&cell).await, plain, "{cell:?}");
                let Ok(app::reports::Behind { next: Some(next), .. }) = plain else { break };
                cell.after = next;
            }
        }
    }
}

async fn compared(random: Vec<Random>, from: i64, days: i64) {
    for on in engines(&app::migrations()).await {
        let many = i64::try_from(random.len()).unwrap();
        let posted = random.clone();
        on.db.write(move |tx| put(tx, &posted)).await.unwrap();
        let day = |n: i64| law::clock::plus_days(date(2023, 11, 1), n);
        let free = format!("{}..{}", day(from), day(from + days));
        for period in ["2024-6m", &free] {
            for as_of in [None, Some(many / 2)] {
                filled(&on.db, &ask("01/TTr", "31", period, as_of)).await;
                filled(&on.db, &ask("overview", "VN", period, as_of)).await;
            }
        }
        let app = server(&on.db);
        fill_memory(&app).await.unwrap();
        opened(&app, &on.db, &ask("01/TTr", "31", "2024-6m", None)).await;
        opened(&app, &on.db, &ask("overview", "31", &free, Some(many / 2))).await;
        assert!(app.ledger.answers() > 20, "{}", app.ledger.answers());
    }
}

#[test]
fn whatever_is_posted_memory_and_database_give_one_sheet() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let one = (0..4_usize, 0..4_usize, 0..300_i64, 0..3_usize, -2..6_i64);
    let all = (proptest::collection::vec(one, 1..40), 0..200_i64, 0..200_i64);
    proptest!(ProptestConfig::with_cases(5), |((random, from, days) in all)| {
        runtime.block_on(compared(random, from, days));
    });
}
