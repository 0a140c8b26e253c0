//! Then and now through HTTP and on both engines: one total however the country is organised,
//! the bridge with its figures, cells that open, and a year before that is a merged one.

use crate::people::{accounts, signed_in};
use crate::story::*;
use app::access::Role;
use app::clock::Clock;
use app::reports::{Ask, fill_memory, organised, sheet};
use app::{App, Settings};
use axum::http::StatusCode;
use casework::units::Tree;
use jiff::civil::date;
use law::Law;
use serde_json::json;

async fn stage(fresh: &engines::Fresh) -> App {
    let found = |n: i64| json!({ "violation": n, "to_recover": n });
    let concluded = |number: &str, unit: &str, year: i16, n: i64| {
        Told::new(number, unit, date(year, 1, 10)).concluded(date(year, 5, 2), &["A mô phỏng"], found(n))
    };
    let told = [
        concluded("1/2023", "31.TT", 2023, 5_000_000),
        concluded("2/2023", "30.TT", 2023, 11_000_000),
        concluded("3/2023", "288.TT", 2023, 13_000_000),
        concluded("4/2023", "303.TT", 2023, 7_000_000),
        concluded("5/2023", "22.TT", 2023, 17_000_000),
        concluded("1/2024", "30.TT", 2024, 40_000_000),
        concluded("2/2024", "31.TT", 2024, 2_000_000),
    ];
    keep(&fresh.db, &told, 1).await;
    let app = App::new(fresh.db.clone(), Clock::fixed(date(2026, 1, 20)), Settings::default());
    accounts(&app, &[("lan", Role::Viewer, "31"), ("trung", Role::Viewer, "VN")]).await;
    app
}

#[tokio::test]
async fn one_total_then_and_now_on_pages_in_files_and_from_memory() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let (law, tree) = (Law::shipped(), Tree::shipped());
        let ask =
            |unit: &str, on: Option<jiff::civil::Date>| Ask { organised: on, ..ask("01/TTr", unit, "2023-6m", None) };
        let now = Some(date(2025, 7, 1));
        fill_memory(&app).await.unwrap();
        for unit in ["VN", "31"] {
            let question = ask(unit, now);
            let (kept, asked) =
                (app.sheet(&question).await.unwrap(), sheet(&app.db, law, tree, &question).await.unwrap());
            assert_eq!(kept, asked, "memory and database");
            let bridge = app.organised(&question).await.unwrap().unwrap();
            assert_eq!(Some(&bridge), organised(&app.db, law, tree, &question).await.unwrap().as_ref());
            assert!(bridge.adds_up(&kept));
            assert_eq!(bridge.pairs.total, kept.total);
        }
        assert!(app.ledger.answers() > 0, "the ledger in memory was asked");
        let money = |unit: &str, on| {
            let (app, question) = (app.clone(), ask(unit, on));
            async move { app.sheet(&question).await.unwrap().total_of("8").unwrap() }
        };
        assert_eq!((money("31", None).await, money("30", None).await), (12_000_000, 24_000_000));
        assert_eq!(money("31", now).await, 36_000_000);
        assert_eq!(money("VN", None).await, money("VN", now).await);

        // The page: the bridge, its sum, and a merged cell that opens down to the cases.
        let mut lan = signed_in(&app, "lan", "vi").await;
        let address = "form=01/TTr&unit=31&period=2023-6m&organised=2025-07-01";
        let page = lan.get(&format!("/sheets?{address}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        let words = page.words();
        assert!(words.contains("Theo tổ chức ngày 01/07/2025") && words.contains("Cầu nối"), "{words}");
        assert!(words.contains("✓ Khớp ở mọi cột") && words.contains("Tỉnh Hải Dương"), "{words}");
        let today = lan.get("/sheets?form=01/TTr&unit=31&period=2023-6m&organised=today").await.words();
        assert!(today.contains("Theo tổ chức ngày 20/01/2026"), "{today}");
        let json = lan.get(&format!("/api/v1/sheets?{address}")).await.json();
        assert_eq!((&json["organised"], &json["bridge"]["adds_up"]), (&json!("2025-07-01"), &json!(true)));
        let rows = json["bridge"]["rows"].as_array().unwrap();
        let pair = rows.iter().find(|r| r["row"] == "30.TT>31.TT").unwrap_or_else(|| panic!("{rows:?}"));
        assert_eq!(pair["cells"]["8"], 11_000_000);
        for (row, cases, sum) in [("31.TT", 4, 36_000_000), ("30.TT>31.TT", 1, 11_000_000), ("", 4, 36_000_000)] {
            let row = row.replace('>', "%3E");
            let cell = lan.get(&format!("/api/v1/sheets/cell?{address}&column=8&row={row}")).await.json();
            assert_eq!(cell["items"].as_array().map(Vec::len), Some(cases), "{row} {cell}");
            assert_eq!((&cell["figure"], &cell["sum"]), (&json!(sum), &json!(sum)), "{row}");
        }
        let opened = lan.get(&format!("/sheets/cell?{address}&column=8&row=30.TT%3E31.TT")).await;
        assert!(opened.words().contains("2/2023") && !opened.words().contains("4/2023"), "{}", opened.words());
        for file in ["sheet.xlsx", "sheet.csv", "sheet.json", "bridge.csv"] {
            let got = lan.get(&format!("/sheets/file/{file}?{address}")).await;
            assert_eq!(got.status, StatusCode::OK, "{file}");
            if file == "sheet.xlsx" {
                let leaves = paper::xlsx::read(&got.bytes, &paper::Limits::default()).unwrap();
                assert_eq!(leaves.iter().map(|l| l.name.as_str()).collect::<Vec<_>>(), ["01-TTr", "Cầu nối"]);
            }
        }
        // A unit that no longer stands is refused with the one that took its place.
        let gone = lan.get("/sheets?form=01/TTr&unit=30&period=2023-6m&organised=2025-07-01").await;
        assert_ne!(gone.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_year_before_the_merger_is_that_of_all_who_merged() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let mut lan = signed_in(&app, "lan", "vi").await;
        let board = lan.get("/api/v1/dashboard?unit=31&period=2025-y").await.json();
        let of = |id: &str| {
            let all = board["headline"].as_array().unwrap();
            all.iter().find(|f| f["id"] == id).unwrap()["before"].clone()
        };
        assert_eq!(of("violations_vnd"), 42_000_000, "{board}");
        // Then, Hải Phòng alone.
        let then = lan.get("/api/v1/sheets?form=overview&unit=31&period=2024-y").await.json();
        assert_eq!(then["total"]["violations_vnd"], 2_000_000);
    }
}
