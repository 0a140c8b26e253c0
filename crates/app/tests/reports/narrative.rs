//! The prose of a report: its figures live until the seal, then never again; and any text
//! held against what was sealed.

use crate::people::signed_in;
use crate::periodic::{CITY, act, done, draw_up, forged, packed, proof, stage, texts};
use crate::story::*;
use app::periodic_reports::pack;
use axum::http::StatusCode;
use jiff::civil::date;
use law::Law;
use scenario::web::{Browser, Page};
use serde_json::json;

const PROSE: &str = "/reports/2024-6m%2FBC-TTr-31/narrative";
const SAID: &str = "Triển khai {01/TTr#1} cuộc{01/TTr#1 so cùng kỳ}, {01/TTr#8 tròn}, {01/TTr#77} <b>\n{bảng 01/TTr 1 8}\n{biểu đồ 01/TTr#1}";

/// The version a page would replace.
fn base(page: &Page) -> String {
    let at = page.text.split("name=\"base\" value=\"").nth(1).unwrap_or_else(|| panic!("{}", page.words()));
    at.split('"').next().unwrap().to_owned()
}

async fn send(browser: &mut Browser, text: &str, base: &str, button: &str) -> Page {
    browser.post(PROSE, &[("section.I.1.a", text), ("base", base), (button, "1")]).await
}

#[tokio::test]
async fn prose_with_live_figures_is_saved_sealed_and_proved() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        keep(&fresh.db, &[Told::new("9/2023", "31.TT", date(2023, 3, 1))], 40).await;
        let (mut lan, mut trung) = (signed_in(&app, "lan", "vi").await, signed_in(&app, "trung", "vi").await);
        done(&lan.post("/reports", &[("unit", "31"), ("period", "2024-6m"), ("about", "inspection")]).await);
        let page = lan.get(PROSE).await;
        assert!(page.words().contains("Chưa tổng hợp số liệu"), "{}", page.words());
        draw_up(&mut lan, "31", CITY).await;

        // The first draft is the circular's outline with the report's own figures.
        let page = lan.get(PROSE).await;
        let words = page.words();
        assert!(words.contains("4 cuộc thanh tra hành chính (tăng 300% so với cùng kỳ)"), "{words}");
        assert!(words.contains("84.765 triệu đồng") && words.contains("chưa kiểm chứng"), "{words}");

        // A look keeps nothing; a wrong reference stays and is named.
        let look = send(&mut lan, SAID, &base(&page), "look").await;
        assert_eq!(look.status, StatusCode::OK);
        assert!(look.text.contains("{01/TTr#77} &#60;b&#62;"), "what was typed is there");
        assert!(look.words().contains("biểu không có cột này") && look.words().contains("gần 84.800 triệu đồng"));
        assert_eq!(base(&look), base(&page), "nothing was saved");
        done(&send(&mut lan, SAID, &base(&page), "save").await);
        let stale = send(&mut lan, "Bản khác", &base(&page), "save").await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text.contains("Bản khác</textarea>"), "the other text is not lost");
        assert_eq!(trung.get(PROSE).await.status, StatusCode::OK);

        // The papers: PDF without a day is a draft; DOCX holds the words.
        let docx = lan.get(&format!("{PROSE}/bao-cao.docx")).await;
        assert_eq!(docx.status, StatusCode::OK);
        let document = texts(&docx.bytes).into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
        for wanted in
            ["BÁO CÁO", "Kết quả công tác thanh tra 6 tháng đầu năm 2024", "Triển khai 4 cuộc (tăng 300%", "……"]
        {
            assert!(document.contains(wanted), "{wanted}");
        }
        assert!(!document.contains("{01/TTr"), "no reference is printed");
        assert!(lan.get(&format!("{PROSE}/bao-cao.pdf")).await.bytes.starts_with(b"%PDF-1."));
        assert_eq!(lan.get(&format!("{PROSE}/bao-cao.exe")).await.status, StatusCode::NOT_FOUND);

        done(&act(&mut lan, CITY, "submission", "report_head", &[]).await);
        let at = base(&lan.get(PROSE).await);
        let sent = send(&mut lan, "Sau khi gửi", &at, "save").await;
        assert_eq!(sent.status, StatusCode::CONFLICT);
        assert!(sent.words().contains("Báo cáo đã gửi"), "{}", sent.words());
        done(&act(&mut trung, CITY, "acceptance", "superior", &[]).await);
        done(&lan.post(&format!("{CITY}/seal"), &[]).await);

        // What comes late moves no sentence, and the file proves each of its figures.
        keep(&fresh.db, &[Told::new("5/2024", "31.TT", date(2024, 4, 4))], 50).await;
        let words = lan.get(PROSE).await.words();
        assert!(
            words.contains("Triển khai 4 cuộc (tăng 300% so với cùng kỳ)") && words.contains("Đã niêm phong"),
            "{words}"
        );
        let bytes = proof(&app, "2024-6m/BC-TTr-31").await;
        let verdict = pack::verify(&bytes, Law::shipped()).unwrap();
        assert!(verdict.holds(), "{:?}", verdict.checks);
        for what in ["narrative", "sheet_before", "narrative_figures"] {
            assert!(verdict.checks.iter().any(|c| c.what == what && c.holds), "{what}: {:?}", verdict.checks);
        }
        forged(&bytes);
        let mut members = texts(&bytes);
        let told = members.iter_mut().find(|(name, _)| name == "loi-van.json").unwrap();
        told.1 = told.1.replace("\"{01/TTr#1}\":\"4\"", "\"{01/TTr#1}\":\"5\"");
        let verdict = pack::verify(&packed(&members), Law::shipped()).unwrap();
        let figures = verdict.checks.iter().find(|c| c.what == "narrative_figures").unwrap();
        assert!(!figures.holds, "a figure that the sheets do not give");
        guarded(&mut lan).await;
        published(&mut trung).await;
        let mut xem = signed_in(&app, "xem", "vi").await;
        assert_eq!(xem.get(PROSE).await.status, StatusCode::NOT_FOUND);
        let theirs = xem.own_json("POST", "/api/v1/guard", &json!({ "text": "84.765 triệu đồng", "unit": "31" })).await;
        assert_eq!(theirs.status, StatusCode::FORBIDDEN, "another unit's figures are not told this way either");
    }
}

/// A text about to go out, beside what was just sealed.
async fn guarded(lan: &mut Browser) {
    let text = "6 tháng đầu năm 2024, phát hiện vi phạm về kinh tế gần 84.800 triệu đồng, hơn 84.800 triệu đồng; <i>";
    let page = lan.post("/reports/guard", &[("text", text), ("unit", "31")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let verdicts: Vec<&str> =
        page.text.split("data-verdict=\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
    assert_eq!(verdicts, ["rounded", "clash"], "{}", page.words());
    assert!(page.words().contains("có thể viết “gần 84.800 triệu đồng”"), "{}", page.words());
    assert!(
        page.text.contains("&#60;i&#62;") && page.text.contains("&#38;unit=31&#38;period=2024-6m&#38;as_of="),
        "{}",
        page.text
    );
    let json = lan.own_json("POST", "/api/v1/guard", &json!({ "text": text })).await.json();
    assert_eq!((&json["clashes"], &json["items"][1]["why"]), (&json!(1), &json!("rounding")));
    assert_eq!(json["items"][0]["figure"]["report"], "2024-6m/BC-TTr-31");
    let long = lan.post("/reports/guard", &[("text", &"a ".repeat(100_001)), ("unit", "31")]).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text.contains("a a a</textarea>") || long.text.contains("a a a "), "the text comes back");
    let other = lan.post("/reports/guard", &[("text", text), ("unit", "VN")]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.text.contains("84.800 triệu đồng"));
}

/// An article whose number differs from the sealed one goes out only when somebody says they saw it.
async fn published(trung: &mut Browser) {
    let begun = trung.post("/portal/articles", &[("unit", "31")]).await;
    let way = begun.location().to_owned();
    let text = "6 tháng đầu năm 2024, phát hiện vi phạm về kinh tế hơn 84.800 triệu đồng.";
    let typed = [
        ("seen", "1"),
        ("title_vi", "Kết quả"),
        ("summary_vi", "Tóm tắt"),
        ("body_vi", text),
        ("category", "inspection"),
        ("event_on", ""),
        ("tags", ""),
    ];
    assert!(trung.post(&way, &typed).await.location().ends_with("?saved"));
    let page = trung.get(&way).await;
    assert!(page.words().contains("1 con số: 0 khớp, 1 lệch"), "{}", page.words());
    // What is bound to a cell is held against that cell, whatever period the text speaks of.
    for (n, (said, found)) in (2..).zip([("gần", "1 khớp, 0 lệch"), ("hơn", "0 khớp, 1 lệch")]) {
        let body = format!("Năm 2022: [{said} 84.800 triệu đồng](<figure:2024-6m/BC-TTr-31|01/TTr#8>).");
        let seen = n.to_string();
        let bound = [("seen", seen.as_str()), typed[1], typed[2], ("body_vi", &body), typed[4], typed[5], typed[6]];
        assert!(trung.post(&way, &bound).await.location().ends_with("?saved"));
        let page = trung.get(&way).await;
        assert!(page.words().contains(&format!("1 con số: {found}")), "{}", page.words());
        assert_eq!(page.words().contains("Khác ô đã gắn: 84.765 triệu đồng"), said == "hơn", "{}", page.words());
    }
    let again = [("seen", "4"), typed[1], typed[2], typed[3], typed[4], typed[5], typed[6]];
    assert!(trung.post(&way, &again).await.location().ends_with("?saved"));
    trung.post(&format!("{way}/submit"), &[]).await;
    let step = format!("{way}/step");
    let refused = trung.post(&step, &[("step", "publish")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.words().contains("có thể viết “gần 84.800 triệu đồng”"), "{}", refused.words());
    let other = trung.post(&step, &[("step", "publish"), ("clashes_seen", "2")]).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "another number of differences was not seen");
    assert_eq!(trung.post(&step, &[("step", "publish"), ("clashes_seen", "1")]).await.status, StatusCode::SEE_OTHER);
}
