//! `thanhtra report` as others call it: the city's published figures out of the
//! demo's acts, the agreed JSON, and clear refusals.

#![allow(clippy::unwrap_used)]

use engines::Folder;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn thanhtra(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_thanhtra")).args(args).env("RUST_LOG", "warn").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A report that the demo of another machine sealed: this one's figures are the same to the byte, and its
/// key is another one. Then the key of this machine gives way, and its own report stays proved.
fn sealed_elsewhere_and_proved_here(folder: &Path, db: &str) {
    let call = |args: &[&str]| thanhtra(&[&["report", "--db", db], args].concat());
    let theirs = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/tests/reports/sealed-2023-q1-31.zip");
    let fails = |file: &str| -> Vec<String> {
        let said = call(&["verify", file, "--here", "--format", "json"]);
        let json: Value = serde_json::from_slice(&said.stdout).unwrap_or_else(|_| panic!("{}", text(&said.stderr)));
        let checks = json["checks"].as_array().unwrap();
        assert!(checks.iter().filter(|c| c["what"] == "ledger").count() >= 8, "{json}");
        let wrong = checks.iter().filter(|c| c["holds"] == false);
        wrong.map(|c| c["what"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(fails(theirs), ["key"]);
    let ours = folder.join("q1.zip").display().to_string();
    assert!(call(&["export", "--report", "2023-q1/BC-TTr-31", "--out", &ours]).status.success());
    let key = folder.join("seal.key").display().to_string();
    let of = ["--unit", "31", "--seal-key", &key];
    let list = || -> Value {
        let said = call(&[&["key", "list", "--format", "json"], &of[..]].concat());
        serde_json::from_slice(&said.stdout).unwrap_or_else(|_| panic!("{}", text(&said.stderr)))
    };
    let before = list();
    let why = ["--reason", "Lộ khóa", "--signer", "Chánh Thanh tra"];
    let done = call(&[&["key", "replace"], &of[..], &why].concat());
    assert!(done.status.success(), "{}", text(&done.stderr));
    let after = list();
    assert_ne!(before["now"], after["now"]);
    assert_eq!(after["signed"][0]["replaced"]["reason"], "Lộ khóa");
    assert!(fails(&ours).is_empty());
    let nowhere = call(&["key", "list", "--unit", "31", "--seal-key", "/nowhere/seal.key"]);
    assert!(!nowhere.status.success() && text(&nowhere.stderr).contains("--seal-key"), "{}", text(&nowhere.stderr));
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

    sealed_elsewhere_and_proved_here(folder.path(), &db);

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

/// What a workbook is after somebody typed these into the cells under the marks.
fn typed(path: &std::path::Path, cells: &[(usize, paper::xlsx::Out)]) {
    let tables = paper::xlsx::read(&std::fs::read(path).unwrap(), &paper::Limits::default()).unwrap();
    let out = |cell: &paper::Cell| match cell {
        paper::Cell::Empty => paper::xlsx::Out::Empty,
        other => paper::xlsx::Out::Text(other.text()),
    };
    let mut rows: Vec<Vec<paper::xlsx::Out>> =
        tables[0].rows.iter().map(|r| r.cells.iter().map(out).collect()).collect();
    let at = rows.iter().position(|r| r.first() == Some(&paper::xlsx::Out::Text("MS".into()))).unwrap() + 1;
    rows[at].resize(30, paper::xlsx::Out::Empty);
    for (column, cell) in cells {
        rows[at][*column] = cell.clone();
    }
    let sheet = paper::xlsx::SheetOut { name: "x".into(), rows, ..Default::default() };
    std::fs::write(path, paper::xlsx::write(&[sheet]).unwrap()).unwrap();
}

#[test]
fn a_form_filled_in_by_hand_is_checked_without_a_database() {
    use paper::xlsx::Out::{Decimal, Int, Text};
    let folder = Folder::new();
    let file = folder.path().join("bieu.xlsx");
    let path = file.display().to_string();
    let nowhere = folder.path().join("none.db").display().to_string();
    let run = |args: &[&str]| thanhtra(&[&["report", "--db", &nowhere], args].concat());
    let blank = || {
        let made = run(&["template", "--form", "01/TTr", "--unit", "303", "--period", "2023-6m", "--out", &path]);
        assert!(made.status.success(), "{}", text(&made.stderr));
    };
    blank();
    typed(&file, &[(1, Int(5)), (3, Int(5)), (4, Int(5)), (8, Decimal(10.5, 3)), (10, Decimal(10.5, 3))]);
    let good = run(&["check", &path]);
    assert_eq!(good.status.code(), Some(0), "{}{}", text(&good.stdout), text(&good.stderr));
    assert!(text(&good.stdout).contains("Quận Hồng Bàng") && text(&good.stdout).contains("Đọc được 5 số"));

    blank();
    typed(&file, &[(1, Int(5)), (3, Int(4)), (4, Int(5)), (8, Decimal(10.5, 3)), (10, Int(9))]);
    let wrong = run(&["check", &path, "--format", "json"]);
    assert_eq!(wrong.status.code(), Some(1), "{}", text(&wrong.stderr));
    let json: Value = serde_json::from_slice(&wrong.stdout).unwrap();
    let checks: Vec<&str> =
        json["identities"].as_array().unwrap().iter().map(|i| i["check"].as_str().unwrap()).collect();
    assert_eq!(checks, ["1=2+3", "8=10+12"]);
    assert_eq!(
        (&json["identities"][1]["left"], &json["identities"][1]["right"]),
        (&10_500_000.into(), &9_000_000.into())
    );

    blank();
    typed(&file, &[(2, Text("hai".into())), (5, Int(-1))]);
    let wrong = run(&["check", &path, "--lang", "en"]);
    let said = text(&wrong.stdout);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said.contains("Cell C") && said.contains("not a number") && said.contains("Cell F"), "{said}");

    std::fs::write(&file, "no workbook").unwrap();
    assert_eq!(run(&["check", &path]).status.code(), Some(2));
    let none = run(&["template", "--form", "77/TTr", "--unit", "303", "--period", "2023-6m", "--out", &path]);
    assert!(none.status.code() == Some(2) && text(&none.stderr).contains("01/TTr"), "{}", text(&none.stderr));
}

/// A form of the operator's folder is filled, handed out and checked by its own columns.
#[test]
fn a_form_of_the_operators_folder_needs_no_rebuild() {
    let folder = Folder::new();
    let law = folder.path().join("law");
    std::fs::create_dir_all(law.join("forms")).unwrap();
    let form = "id = \"BC-07/HP\"\ntitle_vi = \"Báo cáo nhanh\"\ntitle_en = \"Quick\"\nstatus = \"verified\"\n\
        source = \"QĐ\"\nrows = \"units\"\n[[column]]\nid = \"a\"\nvi = [\"A\"]\nen = [\"A\"]\nunit = \"count\"\n\
        flow = [\"inspection.launched\"]\n";
    std::fs::write(law.join("forms/bc-07.toml"), form).unwrap();
    let (law, db) = (law.display().to_string(), folder.path().join("new.db"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime
        .block_on(async { db::Db::open(&db.display().to_string(), &app::migrations()).await.unwrap().close().await });
    let db = db.display().to_string();
    let ask = ["--form", "BC-07/HP", "--unit", "31", "--period", "2023-6m"];
    let with = |more: &[&str]| thanhtra(&[&["report", "--db", &db, "--law", &law], more].concat());
    let filled = with(&ask);
    assert!(filled.status.success() && text(&filled.stdout).contains("BC-07/HP"), "{}", text(&filled.stderr));
    assert_eq!(
        thanhtra(&[&["report", "--db", &db], &ask[..]].concat()).status.code(),
        Some(2),
        "not without the folder"
    );
    let path = folder.path().join("bc.xlsx").display().to_string();
    assert!(with(&[&["template"], &ask[..], &["--out", &path]].concat()).status.success());
    assert_eq!(with(&["check", &path]).status.code(), Some(0));
    let other = thanhtra(&["report", "check", &path]);
    assert!(other.status.code() == Some(2) && text(&other.stderr).contains("--law"), "{}", text(&other.stderr));
}
