//! A form is data: one that an operator lays into the folder is shown, filled in by hand and
//! reported like any other, and takes the place of a shipped one that was never read.

use crate::filling::filled_down;
use crate::people::{accounts, signed_in};
use crate::story::*;
use app::access::Role;
use app::clock::Clock;
use app::{App, Settings};
use axum::http::StatusCode;
use jiff::civil::date;
use law::Law;
use serde_json::json;
use std::sync::Arc;

/// What an office that has the circular writes over the shipped list.
const READ: &str = r#"
id = "01/PCTN"
title_vi = "Kết quả phòng, chống tham nhũng"
title_en = "Anti-corruption"
status = "verified"
source = "Phụ lục Thông tư"
layout = "down"
topic = "anti_corruption"
rows = "units"
[[column]]
id = "1"
vi = ["I. Kê khai", "Người đã kê khai"]
en = ["I. Declarations", "People who declared"]
unit = "count"
nothing = true
[[column]]
id = "2"
vi = ["I. Kê khai", "Người bị kỷ luật"]
en = ["I. Declarations", "People disciplined"]
unit = "count"
nothing = true
[[column]]
id = "3"
vi = ["II. Thu hồi", "Tiền"]
en = ["II. Recovery", "Money"]
unit = "vnd"
nothing = true
[[check]]
id = "2<=1"
left = ["2"]
is = "at_most"
right = ["1"]
severity = "wrong"
why_vi = "Một phần."
why_en = "A part."
do_vi = "Xem lại."
do_en = "Look again."
status = "verified"
"#;

const QUICK: &str = r#"
id = "BC-07/HP"
title_vi = "Báo cáo nhanh của thành phố"
title_en = "Quick report"
status = "verified"
source = "Quyết định của Chánh Thanh tra"
topic = "inspection"
rows = "units"
[[column]]
id = "a"
vi = ["Triển khai"]
en = ["Launched"]
unit = "count"
flow = ["inspection.launched"]
"#;

fn own() -> Law {
    let files = [("forms/bc-07.toml", QUICK), ("instruments/tt-06-2025/forms/01-pctn.toml", READ)];
    Law::with_overrides(files.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec()).unwrap()
}

async fn stage(fresh: &engines::Fresh, law: Law) -> App {
    let settings = Settings::default();
    let mut app = App::new(fresh.db.clone(), Clock::fixed(date(2026, 1, 10)), settings);
    app.law = Arc::new(law);
    accounts(&app, &[("lan", Role::Leader, "31"), ("trung", Role::Leader, "VN")]).await;
    app
}

#[tokio::test]
async fn a_form_laid_into_the_folder_is_one_like_any_other() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh, own()).await;
        keep(&fresh.db, &[Told::new("1/2024", "31.TT", date(2024, 1, 10))], 1).await;
        let mut lan = signed_in(&app, "lan", "vi").await;
        let forms = lan.get("/api/v1/forms?period=2024-6m").await.json();
        let of = |id: &str| forms["items"].as_array().unwrap().iter().find(|f| f["id"] == id).cloned().unwrap();
        assert!(of("BC-07/HP")["version"].as_str().unwrap().starts_with("1+"));
        let page = lan.get("/sheets?form=BC-07/HP&unit=31&period=2024-6m").await;
        assert!(page.status == StatusCode::OK && page.text.contains("Báo cáo nhanh của thành phố"), "{}", page.words());
        // It belongs to the report of its line of work.
        let drawn = lan
            .post("/reports", &[("unit", "31"), ("period", "2024-6m"), ("about", "inspection")])
            .await
            .location()
            .to_owned();
        assert_eq!(lan.post(&format!("{drawn}/compute"), &[]).await.status, StatusCode::SEE_OTHER);
        let sheet = lan.get(&format!("{drawn}/sheets/BC-07%2FHP")).await;
        assert!(sheet.status == StatusCode::OK && sheet.text.contains(">1</a>"), "{}", sheet.words());
    }
}

#[tokio::test]
async fn a_form_that_was_read_replaces_the_unread_one_and_is_filled_in_by_hand() {
    for fresh in engines::engines(&app::migrations()).await {
        let shipped = stage(&fresh, Law::shipped().clone()).await;
        let list = "/sheets?form=01/PCTN&unit=31&period=2025-y";
        let unread = signed_in(&shipped, "lan", "vi").await.get(list).await;
        assert!(unread.text.contains("class=\"sheet a4 down\"") && unread.text.contains("84.4"), "{}", unread.words());
        assert!(unread.words().contains("chưa đối chiếu") && !unread.text.contains("class=\"number zero\""));

        let mut app = shipped.clone();
        app.law = Arc::new(own());
        let mut lan = signed_in(&app, "lan", "vi").await;
        let read = lan.get(list).await;
        assert!(read.text.contains("Người đã kê khai") && !read.text.contains("84.4"), "{}", read.words());
        assert_eq!(read.text.matches("I. Kê khai").count(), 1, "a head stands once over its lines");

        let ask = [("unit", "31"), ("period", "2025-y"), ("about", "anti_corruption")];
        let report = lan.post("/reports", &ask).await.location().to_owned();
        let blank = lan.get(&format!("{report}/template/01%2FPCTN")).await.bytes.clone();
        let form = app.law.form("01/PCTN", date(2025, 12, 14)).unwrap().clone();
        let send = |cells: &[(usize, f64)]| filled_down(&blank, &form, cells);
        // Nobody was disciplined: a nought that was written down is no blank.
        let bytes = send(&[(1, 120.0), (2, 0.0)]);
        let file = ("file", "pctn.xlsx", "application/zip", &bytes[..]);
        let sent = lan.upload(&format!("{report}/declare"), &[("form", "01/PCTN")], file).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        assert_eq!(lan.post(&format!("{report}/compute"), &[]).await.status, StatusCode::SEE_OTHER);
        let json = lan.get("/api/v1/sheets?form=01/PCTN&unit=31&period=2025-y").await.json();
        assert_eq!(json["total"], json!({ "1": 120, "2": 0 }), "what was left empty is not there");
        let kept = lan.get(&format!("{report}/sheets/01%2FPCTN")).await;
        assert!(kept.text.contains("120") && kept.text.contains("class=\"number none\""), "{}", kept.words());
        let cell = lan.get("/api/v1/sheets/cell?form=01/PCTN&unit=31&period=2025-y&column=1").await.json();
        assert_eq!(cell["items"][0]["quantity"], 120, "{cell}");

        // The nation adds up who gave a figure, and says that others did not.
        let mut trung = signed_in(&app, "trung", "vi").await;
        let page = trung.get("/sheets?form=01/PCTN&unit=VN&period=2025-y").await;
        assert!(page.words().contains("mới cộng những đơn vị đã khai"), "{}", page.words());

        // A later file takes the figure back; no cell is left behind.
        let bytes = send(&[(2, 3.0)]);
        let file = ("file", "pctn.xlsx", "application/zip", &bytes[..]);
        let sent = lan.upload(&format!("{report}/declare"), &[("form", "01/PCTN")], file).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let json = lan.get("/api/v1/sheets?form=01/PCTN&unit=31&period=2025-y").await.json();
        assert_eq!(json["total"], json!({ "2": 3 }));
    }
}
