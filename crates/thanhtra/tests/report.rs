//! `thanhtra report` as others call it: the city's published figures out of the
//! demo's acts, the agreed JSON, and clear refusals.

#![allow(clippy::unwrap_used)]

use engines::Folder;
use serde_json::Value;
use std::process::{Command, Output};

fn thanhtra(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_thanhtra")).args(args).env("RUST_LOG", "warn").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_demo_reports_what_the_city_published() {
    let folder = Folder::new();
    let dir = folder.path().display().to_string();
    let made = thanhtra(&["demo", "--dir", &dir, "--no-serve"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let db = folder.path().join("thanhtra.db").display().to_string();
    let report = |more: &[&str]| thanhtra(&[&["report", "--db", &db, "--unit", "31"], more].concat());

    let overview = report(&["--form", "overview", "--period", "2022-12-15..2023-07-14", "--format", "json"]);
    assert!(overview.status.success(), "{}", text(&overview.stderr));
    let json: Value = serde_json::from_slice(&overview.stdout).unwrap();
    let total = |column: &str| json["total"][column].as_i64().unwrap();
    assert_eq!((total("inspections"), total("violations_vnd")), (2_596, 84_765_000_000));
    assert_eq!(total("administrative") + total("specialised"), 2_596);
    assert_eq!(json["findings"].as_array().unwrap().len(), 0, "{}", json["findings"]);
    for key in ["form", "version", "unit", "period", "as_of", "columns", "rows", "total", "findings"] {
        assert!(json.get(key).is_some(), "{key}");
    }
    let rows = json["rows"].as_array().unwrap();
    let sum: i64 = rows.iter().map(|r| r["cells"]["violations_vnd"].as_i64().unwrap()).sum();
    assert_eq!(sum, 84_765_000_000);
    let months = report(&["--form", "overview", "--period", "2023-7m", "--format", "json"]);
    let months: Value = serde_json::from_slice(&months.stdout).unwrap();
    assert_eq!(months["total"], json["total"], "seven months to 14 July, as the sector counts");

    let form = report(&["--form", "01/TTr", "--period", "2023-6m", "--format", "table", "--lang", "en"]);
    let words = text(&form.stdout);
    assert!(form.status.success() && words.contains("15/12/2022 – 14/06/2023") && words.contains("02/2021/TT-TTCP"));
    assert!(!words.contains("\n!"), "no identity of the form fails: {words}");
    let workbook = folder.path().join("01.xlsx");
    let path = workbook.display().to_string();
    assert!(report(&["--form", "01/TTr", "--period", "2023-6m", "--format", "xlsx", "--out", &path]).status.success());
    assert!(std::fs::read(&workbook).unwrap().starts_with(b"PK"));
    let csv = report(&["--form", "overview", "--period", "2023-7m", "--format", "csv"]);
    assert!(text(&csv.stdout).contains("\ntotal,Tổng,2596,"), "{}", text(&csv.stdout));

    for (args, said) in [
        (["--form", "01/TTr", "--period", "seven months"], "is not a period"),
        (["--form", "77/TTr", "--period", "2023-6m"], "01/TTr"),
        (["--form", "01/TTr", "--period", "2023-06-14..2022-12-15"], "ends before it begins"),
    ] {
        let wrong = report(&args);
        assert_eq!(wrong.status.code(), Some(2), "{args:?}");
        assert!(text(&wrong.stderr).contains(said) && wrong.stdout.is_empty(), "{args:?}: {}", text(&wrong.stderr));
    }
}
