//! Sheets through HTTP: pages in both languages, files and the API, and who may see them.

use crate::people::{accounts, signed_in};
use crate::story::*;
use app::access::Role;
use app::clock::Clock;
use app::{App, Settings};
use axum::http::StatusCode;
use jiff::civil::date;
use scenario::web::Browser;
use serde_json::json;

async fn stage(fresh: &engines::Fresh) -> App {
    let found = json!({ "violation": 84_765_000_000_i64, "to_recover": 4_765_000_000_i64 });
    let told = [
        Told::new("1/2024/TTr <b>", "31.TT", date(2024, 1, 10)).concluded(date(2024, 5, 2), &["A mô phỏng"], found),
        Told::new("2/2024", "303.TT", date(2024, 2, 10)),
        Told::new("3/2023", "303.TT", date(2023, 8, 10)),
    ];
    keep(&fresh.db, &told, 1).await;
    let app =
        App::new(fresh.db.clone(), Clock::fixed(date(2024, 6, 20)), Settings { demo: true, ..Settings::default() });
    accounts(&app, &[("lan", Role::Viewer, "31"), ("minh", Role::Viewer, "303")]).await;
    app
}

/// The first address in a page that begins so.
fn link(text: &str, start: &str) -> String {
    let at = text.find(&format!("href=\"{start}")).unwrap_or_else(|| panic!("no link to {start}"));
    let rest = &text[at + 6..];
    rest[..rest.find('"').unwrap()].replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn from_the_overview_to_one_case_in_two_clicks() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        for (lang, phrase, exact) in [
            ("vi", "gần 84.800 triệu đồng", "84.765.000.000 đ"),
            ("en", "nearly 84,800 million VND", "84,765,000,000 đ"),
        ] {
            let mut lan = signed_in(&app, "lan", lang).await;
            let page = lan.get("/overview").await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.words());
            assert!(page.text.contains(phrase) && page.text.contains(exact), "{}", page.words());
            assert!(page.text.contains("<svg class=\"chart"), "charts");
            assert!(!page.text.contains(" style="), "the security policy lets no inline style through");
            let at = page.text.find(phrase).unwrap();
            let from = page.text[..at].rfind("href=\"").unwrap();
            let cell = lan.get(&link(&page.text[from..], "/sheets/cell")).await;
            assert_eq!(cell.status, StatusCode::OK);
            assert!(cell.text.contains(exact), "{}", cell.words());
            assert!(cell.text.contains("1/2024/TTr &#60;b&#62;") && !cell.text.contains("TTr <b>"));
            let case = lan.get(&link(&cell.text, "/cases/1")).await;
            assert_eq!(case.status, StatusCode::OK, "{lang}");
            let fed = lan.get(&link(&cell.text, "/sheets/case")).await;
            assert_eq!(fed.status, StatusCode::OK, "{}", fed.words());
            assert!(fed.text.contains("01/TTr"));
        }
    }
}

#[tokio::test]
async fn the_sheet_shows_the_form_its_figures_and_what_does_not_add_up() {
    let fresh = engines::sqlite(&app::migrations()).await;
    let app = stage(&fresh).await;
    let mut lan = signed_in(&app, "lan", "vi").await;
    let page = lan.get("/sheets?form=01/TTr&unit=31&period=2024-6m").await;
    assert_eq!(page.status, StatusCode::OK);
    let words = page.words();
    for said in
        ["Tổng hợp kết quả thanh tra hành chính", "15/12/2023 – 14/06/2024", "1=2+3=4+5", "Quận Hồng Bàng", "84.765"]
    {
        assert!(words.contains(said), "{said} is missing: {words}");
    }
    // 84,765 found, 4,765 handled: a finding with its way out, beside the cell.
    assert!(words.contains("8=10+12") && page.text.contains("href=\"#finding-1\""));
    assert!(page.text.contains("class=\"number zero\">–"));
    let default = lan.get("/sheets").await;
    assert_eq!(default.status, StatusCode::OK);
    assert!(default.text.contains("15/12/2023 – 14/06/2024"), "the last half-year that is over");
    let free = lan.get("/sheets?form=overview&unit=31&from=01/01/2024&until=30/04/2024").await;
    assert!(free.words().contains("01/01/2024 – 30/04/2024"));
    let special = lan.get("/sheets?form=06/TTr&unit=31&period=2024-6m").await;
    assert!(special.text.contains("tag unverified"), "what is not checked says so");
}

#[tokio::test]
async fn a_wrong_question_keeps_what_was_typed_and_says_why() {
    let fresh = engines::sqlite(&app::migrations()).await;
    let app = stage(&fresh).await;
    for lang in ["vi", "en"] {
        let mut lan = signed_in(&app, "lan", lang).await;
        for (query, said) in [
            ("form=01/TTr&unit=31&period=xx", "2022-12-15..2023-07-14"),
            ("form=01/TTr&unit=31&from=31/02/2024&until=1/3/2024", ""),
            ("form=01/TTr&unit=31&from=01/03/2024&until=01/02/2024", ""),
            ("form=99/TTr&unit=31&period=2024-6m", "06/TTr"),
            ("form=01/TTr&unit=31&period=2024-6m&as_of=9.999", "9"),
            ("form=01/TTr&unit=31&period=2024-6m&as_of=x", ""),
        ] {
            for path in ["/sheets", "/overview"] {
                let page = lan.get(&format!("{path}?{query}")).await;
                if path == "/overview" && query.starts_with("form=99") {
                    assert_eq!(page.status, StatusCode::OK, "the overview is one form");
                    continue;
                }
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}?{query}");
                assert!(page.text.contains("role=\"alert\"") && page.text.contains(said), "{path}?{query}");
                assert!(page.text.contains("value=\"31\""));
            }
            assert_eq!(lan.get(&format!("/api/v1/sheets?{query}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let none = lan.get("/sheets/cell?form=01/TTr&unit=31&period=2024-6m&column=99").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(lan.get("/sheets/case?number=no").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn who_may_not_see_a_units_figures_sees_none_of_them() {
    let fresh = engines::sqlite(&app::migrations()).await;
    let app = stage(&fresh).await;
    let mut minh = signed_in(&app, "minh", "vi").await;
    assert_eq!(minh.get("/sheets?form=01/TTr&unit=303&period=2024-6m").await.status, StatusCode::OK);
    for path in
        ["/sheets", "/sheets/cell", "/sheets/file/sheet.xlsx", "/overview", "/api/v1/sheets", "/api/v1/sheets/cell"]
    {
        let page = minh.get(&format!("{path}?form=01/TTr&unit=31&period=2024-6m&column=8")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!page.text.contains("84.765") && !page.text.contains("84765000000"), "{path}");
    }
    assert_eq!(minh.get("/sheets/case?number=1%2F2024%2FTTr%20%3Cb%3E").await.status, StatusCode::NOT_FOUND);
    let mut nobody = Browser::new(&app, "vi");
    assert_eq!(nobody.get("/api/v1/sheets?form=01/TTr&unit=31&period=2024-6m").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn files_and_json_carry_the_same_figures() {
    let fresh = engines::sqlite(&app::migrations()).await;
    let app = stage(&fresh).await;
    let mut lan = signed_in(&app, "lan", "en").await;
    let query = "form=01/TTr&unit=31&period=2024-6m";
    let json = lan.get(&format!("/api/v1/sheets?{query}")).await.json();
    assert_eq!((&json["total"]["8"], &json["total"]["2"]), (&84_765_000_000_i64.into(), &1.into()));
    assert_eq!(json["findings"][0]["check"], "8=10+12");
    let file = lan.get(&format!("/sheets/file/sheet.json?{query}")).await.json();
    assert_eq!(json, file);
    let csv = lan.get(&format!("/sheets/file/sheet.csv?{query}")).await;
    assert!(csv.text.contains(",84765000000,"));
    let xlsx = lan.get(&format!("/sheets/file/sheet.xlsx?{query}")).await;
    assert!(xlsx.headers["content-disposition"].to_str().unwrap().contains("01-TTr_31_2024-6m.xlsx"));
    assert_eq!(lan.get(&format!("/sheets/file/sheet.exe?{query}")).await.status, StatusCode::NOT_FOUND);
    let cell = lan.get(&format!("/api/v1/sheets/cell?{query}&column=8&row=31.TT")).await.json();
    assert_eq!(
        (&cell["figure"], &cell["sum"], &cell["count"]),
        (&84_765_000_000_i64.into(), &84_765_000_000_i64.into(), &1.into())
    );
    assert_eq!(cell["items"][0]["lines"][0]["act"], "conclusion");
    let forms = lan.get("/api/v1/forms?period=2024-6m").await.json();
    let ids: Vec<&str> = forms["items"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 23);
    assert!(["01/TTr", "01/TCD", "04/KQGQ", "overview"].iter().all(|id| ids.contains(id)), "{ids:?}");
}

/// A page asks the ledger a handful of times, however many units and cases there are.
#[tokio::test]
async fn statements_do_not_grow_with_the_sheet() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let mut lan = signed_in(&app, "lan", "vi").await;
        let mut asked = Vec::new();
        for n in 0..3_i64 {
            let more: Vec<Told> = (0..10).map(|k| Told::new(&format!("{n}-{k}"), "304.TT", date(2024, 2, 1))).collect();
            keep(&fresh.db, &more, 100 + n * 10).await;
            app::journal::settle(&fresh.db).await.unwrap();
            let before = app.db.statements();
            lan.get("/sheets/cell?form=01/TTr&unit=31&period=2024-6m&column=3").await;
            lan.get("/sheets?form=01/TTr&unit=31&period=2024-6m").await;
            asked.push(app.db.statements() - before);
        }
        assert!(asked[2] <= asked[0], "{}: {asked:?}", fresh.engine);
        assert!(asked[0] <= 40, "{}: {asked:?}", fresh.engine);
    }
}
