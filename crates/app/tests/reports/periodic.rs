//! A half-year report through three levels, sent back once, sealed, and proved: on both
//! engines, to the byte.

use crate::filling::filled;
use crate::people::{accounts, signed_in};
use crate::story::*;
use app::access::Role;
use app::clock::Clock;
use app::periodic_reports::{SealKey, pack};
use app::{App, Settings};
use axum::http::StatusCode;
use jiff::civil::date;
use law::Law;
use scenario::web::{Browser, Page};
use serde_json::json;
use std::io::{Cursor, Read, Write};

const DISTRICT: &str = "/reports/2024-6m%2FBC-TTr-303";
pub(super) const CITY: &str = "/reports/2024-6m%2FBC-TTr-31";
const NATION: &str = "/reports/2024-6m%2FBC-TTr-VN";

pub(super) async fn stage(fresh: &engines::Fresh) -> App {
    let found = json!({ "violation": 84_765_000_000_i64, "to_recover": 84_765_000_000_i64 });
    let told = [
        Told::new("1/2024", "31.TT", date(2024, 1, 10)).concluded(date(2024, 5, 2), &["A mô phỏng"], found),
        Told::new("2/2024", "303.TT", date(2024, 2, 10)),
        Told::new("3/2023", "303.TT", date(2023, 8, 10)).ad_hoc(),
    ];
    keep(&fresh.db, &told, 1).await;
    let settings = Settings { seal_key: Some(SealKey::new([7; 32])), ..Settings::default() };
    let app = App::new(fresh.db.clone(), Clock::fixed(date(2024, 6, 18)), settings);
    accounts(
        &app,
        &[
            ("minh", Role::Leader, "303"),
            ("lan", Role::Leader, "31"),
            ("trung", Role::Leader, "VN"),
            ("xem", Role::Viewer, "303"),
        ],
    )
    .await;
    app
}

pub fn done(page: &Page) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
}

pub async fn draw_up(browser: &mut Browser, unit: &str, report: &str) {
    let drawn = browser.post("/reports", &[("unit", unit), ("period", "2024-6m"), ("about", "inspection")]).await;
    done(&drawn);
    assert_eq!(drawn.location(), report);
    done(&browser.post(&format!("{report}/compute"), &[]).await);
}

/// An act of the report, with the form that every act has.
pub async fn act(browser: &mut Browser, report: &str, act: &str, by: &str, more: &[(&str, &str)]) -> Page {
    let path = format!("{}/record/{act}", report.replace("/reports/", "/cases/"));
    let entry = [("entry.on", "18/06/2024"), ("entry.by", by), ("entry.number", "12/BC-TTr"), ("entry.signer", "Lan")];
    browser.post(&path, &[&entry[..], more].concat()).await
}

/// Cells of the row of a unit on a kept sheet, as the page prints them.
fn row(page: &Page, name: &str) -> Vec<String> {
    let at = page.text.find(name).unwrap_or_else(|| panic!("no row {name}: {}", page.words()));
    let line = &page.text[at..at + page.text[at..].find("</tr>").unwrap()];
    let words =
        |cell: &str| -> String { cell.split('<').map(|p| p.split_once('>').map_or(p, |(_, text)| text)).collect() };
    line.split("<td").skip(1).map(|cell| words(&format!("<td{cell}"))).collect()
}

pub async fn proof(app: &App, number: &'static str) -> Vec<u8> {
    app.db.read(move |tx| pack::export(tx, Law::shipped(), number)).await.unwrap().expect("it is sealed")
}

#[tokio::test]
async fn from_a_district_to_the_nation_and_proved_to_the_byte() {
    let mut sheets: Vec<Vec<(String, String)>> = Vec::new();
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let (mut minh, mut lan, mut trung) = (
            signed_in(&app, "minh", "vi").await,
            signed_in(&app, "lan", "vi").await,
            signed_in(&app, "trung", "vi").await,
        );

        // The district: computed, sent, sent back with the cell, computed anew, accepted.
        draw_up(&mut minh, "303", DISTRICT).await;
        done(&act(&mut minh, DISTRICT, "submission", "report_head", &[]).await);
        assert_eq!(act(&mut minh, DISTRICT, "acceptance", "superior", &[]).await.status, StatusCode::FORBIDDEN);
        let objection =
            [("objections.0.form", "01/TTr"), ("objections.0.column", "5"), ("objections.0.why", "Thiếu <b>")];
        done(&act(&mut lan, DISTRICT, "send_back", "superior", &objection).await);
        let back = minh.get(DISTRICT).await;
        assert!(
            back.text.contains("Biểu 01/TTr, cột 5") && back.text.contains("Thiếu &#60;b&#62;"),
            "{}",
            back.words()
        );
        assert_eq!(act(&mut minh, DISTRICT, "submission", "report_head", &[]).await.status, StatusCode::CONFLICT);
        done(&minh.post(&format!("{DISTRICT}/compute"), &[]).await);
        done(&act(&mut minh, DISTRICT, "submission", "report_head", &[]).await);
        done(&act(&mut lan, DISTRICT, "acceptance", "superior", &[]).await);

        // A fact of the district after acceptance does not move the city's row.
        keep(&fresh.db, &[Told::new("4/2024", "303.TT", date(2024, 3, 3))], 20).await;
        draw_up(&mut lan, "31", CITY).await;
        let sheet = lan.get(&format!("{CITY}/sheets/01%2FTTr")).await;
        assert_eq!(sheet.status, StatusCode::OK);
        assert_eq!(&row(&sheet, "Quận Hồng Bàng")[..5], ["2", "1", "1", "1", "1"], "the accepted report stands");
        assert!(sheet.text.contains(&format!("href=\"{DISTRICT}\"")), "the row leads to its report");
        assert_eq!(row(&sheet, "Tổng</th>")[0], "3");
        done(&act(&mut lan, CITY, "submission", "report_head", &[]).await);
        assert_eq!(lan.post(&format!("{CITY}/seal"), &[]).await.status, StatusCode::CONFLICT, "not accepted yet");
        done(&act(&mut trung, CITY, "acceptance", "superior", &[]).await);
        done(&lan.post(&format!("{CITY}/seal"), &[]).await);
        assert_eq!(lan.post(&format!("{CITY}/compute"), &[]).await.status, StatusCode::CONFLICT, "sealed is sealed");

        // The nation adds the city's report up and, as the highest, seals by itself.
        draw_up(&mut trung, "VN", NATION).await;
        let sheet = trung.get(&format!("{NATION}/sheets/01%2FTTr")).await;
        assert_eq!(row(&sheet, "Thành phố Hải Phòng")[0], "3");
        done(&trung.post(&format!("{NATION}/seal"), &[]).await);

        // What comes late is an adjustment line; the sealed sheet stays and is still proved.
        keep(&fresh.db, &[Told::new("5/2024", "31.TT", date(2024, 4, 4))], 30).await;
        let page = lan.get(CITY).await;
        let late = page.words();
        assert!(late.contains("Đến muộn sau niêm phong") && late.contains("+1"), "{late}");
        let sheet = lan.get(&format!("{CITY}/sheets/01%2FTTr")).await;
        assert_eq!(row(&sheet, "Tổng</th>")[0], "3");
        for number in ["2024-6m/BC-TTr-31", "2024-6m/BC-TTr-VN"] {
            let bytes = proof(&app, number).await;
            let verdict = pack::verify(&bytes, Law::shipped()).unwrap();
            assert!(verdict.holds(), "{:?}", verdict.checks);
            let here = bytes.clone();
            let verdict = app.db.read(move |tx| pack::verify_here(tx, Law::shipped(), &here)).await.unwrap().unwrap();
            assert!(verdict.holds() && verdict.checks.iter().any(|c| c.what == "ledger"), "{:?}", verdict.checks);
            if number.ends_with("31") {
                forged(&bytes);
            }
            sheets.push(texts(&bytes).into_iter().filter(|(name, _)| name.starts_with("bieu/")).collect());
        }

        // Who may not see a unit does not learn that it has a report.
        let mut xem = signed_in(&app, "xem", "vi").await;
        assert_eq!(xem.get(CITY).await.status, StatusCode::NOT_FOUND);
        assert_eq!(xem.get(&format!("{CITY}/file")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(xem.get(DISTRICT).await.status, StatusCode::OK);
        assert_eq!(xem.post(&format!("{DISTRICT}/compute"), &[]).await.status, StatusCode::FORBIDDEN);
        assert!(!xem.get(DISTRICT).await.text.contains("Tổng hợp số liệu</button>"), "no button it may not press");
    }
    let (first, second) = sheets.split_at(2);
    if !second.is_empty() {
        assert_eq!(first, second, "both engines give the same bytes");
    }
}

pub fn texts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|n| n.unwrap().to_string()).collect();
    let read = |name: String| {
        let mut text = String::new();
        zip.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

pub fn packed(members: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Whatever is changed in a proof, it does not hold any more, or is no proof.
pub(super) fn forged(bytes: &[u8]) {
    let members = texts(bytes);
    for (at, (name, text)) in members.iter().enumerate().filter(|(_, (name, _))| name != "DOC-TRUOC.txt") {
        let digit = text.find(|c: char| c.is_ascii_digit()).unwrap_or_else(|| panic!("{name} has no digit"));
        let other = if text.as_bytes()[digit] == b'1' { "2" } else { "1" };
        let mut changed = members.clone();
        changed[at].1.replace_range(digit..=digit, other);
        let verdict = pack::verify(&packed(&changed), Law::shipped());
        assert!(!verdict.is_ok_and(|v| v.holds()), "{name} was changed and nobody saw it");
        let mut missing = members.clone();
        missing.remove(at);
        assert!(pack::verify(&packed(&missing), Law::shipped()).is_err(), "{name} is missing");
    }
    assert!(pack::verify(b"no zip", Law::shipped()).is_err());
}

#[tokio::test]
async fn who_is_late_and_who_has_not_begun_and_what_no_hand_may_write() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let late = app.with(|app| app.clock = Clock::fixed(date(2024, 6, 28)));
        draw_up(&mut signed_in(&app, "minh", "vi").await, "303", DISTRICT).await;
        let mut lan = signed_in(&late, "lan", "vi").await;
        let list = lan.get("/reports?unit=31&period=2024-6m&about=inspection").await;
        let state = |code: &str| {
            let from = list.text.find(&format!("data-unit-row=\"{code}\"")).unwrap_or_else(|| panic!("no {code}"));
            let line = &list.text[from..from + list.text[from..].find("</tr>").unwrap()];
            ["missing", "late", "sent"].into_iter().find(|s| line.contains(&format!("mark {s}"))).unwrap_or("")
        };
        assert_eq!(state("303"), "late", "drawn up and not sent");
        assert_eq!(state("304"), "missing", "never drawn up");
        let json = lan.get("/api/v1/reports?unit=31&period=2024-6m").await.json();
        let of = |unit: &str| json["items"].as_array().unwrap().iter().find(|i| i["unit"] == unit).cloned().unwrap();
        assert_eq!(of("303")["standing"], "computed");
        assert_eq!((&of("304")["standing"], &of("304")["state"]), (&json!(null), &json!("missing")));
        // Computed and sealed figures are never typed.
        let case = DISTRICT.replace("/reports/", "/cases/");
        for made in ["computation", "seal", "draft", "declaration"] {
            assert_eq!(lan.get(&format!("{case}/record/{made}")).await.status, StatusCode::NOT_FOUND, "{made}");
        }
        let body = json!({ "kind": "seal", "on": "2024-06-20", "facts": { "manifest": "a", "signature": "b", "public_key": "c" } });
        let typed = lan.own_json("POST", &format!("/api/v1{case}/acts"), &body).await;
        assert_eq!(typed.status, StatusCode::FORBIDDEN, "{}", typed.text);
        assert_eq!(lan.get("/cases/new/report").await.status, StatusCode::NOT_FOUND);
        // Without a key nothing is sealed, and it says who can help.
        let mut trung = signed_in(&late.with(|app| app.settings = Settings::default().into()), "trung", "vi").await;
        draw_up(&mut trung, "VN", NATION).await;
        let no = trung.post(&format!("{NATION}/seal"), &[]).await;
        assert!(no.status == StatusCode::FORBIDDEN && no.text.contains("--seal-key"), "{}", no.words());
    }
}

#[tokio::test]
async fn an_office_outside_the_system_declares_with_its_file_and_is_counted_once() {
    for fresh in engines::engines(&app::migrations()).await {
        let app = stage(&fresh).await;
        let mut lan = signed_in(&app, "lan", "vi").await;
        let report = "/reports/2024-6m%2FBC-TTr-304";
        done(&lan.post("/reports", &[("unit", "304"), ("period", "2024-6m"), ("about", "inspection")]).await);
        let template = lan.get(&format!("{report}/template/01%2FTTr")).await;
        assert_eq!(template.status, StatusCode::OK);
        let blank = template.bytes.clone();
        // Launched 3, planned 3, money 10,5 million found and recovered; then one less.
        let cells = [(1, 3.0), (3, 3.0), (4, 3.0), (8, 10.5), (10, 10.5)];
        let send = |bytes: Vec<u8>| ("file", "bieu.xlsx", "application/zip", bytes);
        for (count, bytes) in [(3, filled(&blank, &cells)), (2, filled(&blank, &[(1, 2.0), (3, 2.0), (4, 2.0)]))] {
            let (field, name, mime, bytes) = send(bytes);
            let form = [("form", "01/TTr")];
            done(&lan.upload(&format!("{report}/declare"), &form, (field, name, mime, &bytes)).await);
            done(&lan.post(&format!("{report}/compute"), &[]).await);
            let sheet = lan.get(&format!("{report}/sheets/01%2FTTr")).await;
            assert_eq!(row(&sheet, "Tổng</th>")[0], count.to_string());
            // And in the live sheet of the city, once.
            let city = lan.get("/api/v1/sheets?form=01/TTr&unit=31&period=2024-6m").await.json();
            let of = |unit: &str| {
                city["rows"].as_array().unwrap().iter().find(|r| r["unit"] == unit).unwrap()["cells"]["1"].clone()
            };
            assert_eq!((of("304"), &city["total"]["1"]), (json!(count), &json!(3 + count)));
            // The figure opens down to the report that brought it, and adds up.
            let cell = "/api/v1/sheets/cell?form=01/TTr&unit=31&period=2024-6m&column=1&row=304";
            let cell = lan.get(cell).await.json();
            assert_eq!(cell["items"].as_array().unwrap().len(), 1, "{cell}");
            assert_eq!(
                (&cell["items"][0]["number"], &cell["items"][0]["quantity"]),
                (&json!("2024-6m/BC-TTr-304"), &json!(count))
            );
            // For this period alone.
            let quarter = lan.get("/api/v1/sheets?form=01/TTr&unit=304&period=2024-q2").await.json();
            assert_eq!(quarter["total"]["1"], 0);
        }
        let (field, name, mime, bytes) = send(filled(&blank, &[(1, 1.5)]));
        let wrong = lan.upload(&format!("{report}/declare"), &[("form", "01/TTr")], (field, name, mime, &bytes)).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("Cột 1:"), "{}", wrong.words());
        // An office whose acts are recorded here does not declare too.
        draw_up(&mut lan, "303", DISTRICT).await;
        let own = lan.get(&format!("{DISTRICT}/template/01%2FTTr")).await.bytes;
        let (field, name, mime, bytes) = send(filled(&own, &cells));
        let twice =
            lan.upload(&format!("{DISTRICT}/declare"), &[("form", "01/TTr")], (field, name, mime, &bytes)).await;
        assert_eq!(twice.status, StatusCode::FORBIDDEN, "{}", twice.words());
        // Its file is the paper of the figure.
        let case = lan.get(&report.replace("/reports/", "/cases/")).await;
        assert!(case.text.contains("bieu.xlsx"), "{}", case.words());
    }
}
