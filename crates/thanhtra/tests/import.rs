//! The program as a person runs it: a register imported, cut off by `kill -9`,
//! imported again, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn thanhtra(db: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thanhtra"));
    command.args(["--db", db]).args(args).env("RUST_LOG", "error");
    command
}

fn output(db: &str, args: &[&str]) -> Output {
    thanhtra(db, args).output().unwrap()
}

fn counts(out: &Output) -> [u64; 4] {
    let json: serde_json::Value =
        serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&out.stderr)));
    ["created", "updated", "unchanged", "rejected"].map(|name| json[name].as_u64().unwrap())
}

fn register(folder: &Path, rows: usize) -> String {
    let mut text = String::from(
        "Inspection_ID,DBA_Name,License,Facility_Type,Risk,Address,Inspection_Date,Inspection_Type,Results,criticalCount,seriousCount,minorCount\n",
    );
    for id in 0..rows {
        text += &format!("{id},SHOP {id},{id},Bakery,Risk 1,1 W ST,2012-03-{:02},Canvass,Fail,1,0,2\n", id % 28 + 1);
    }
    let path = folder.join("food.csv");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// Both engines: a file, and a fresh database of the test server.
async fn places() -> Vec<(engines::Folder, String)> {
    let file = engines::Folder::new();
    let path = file.path().join("t.db").display().to_string();
    let server = engines::new_database(&app::migrations()).await;
    vec![(file, path), (engines::Folder::new(), server)]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_killed_in_the_middle_keeps_whole_rows_and_is_finished_by_running_it_again() {
    const ROWS: usize = 800;
    for (folder, db) in places().await {
        let file = register(folder.path(), ROWS);
        let import =
            ["import", "inspections", &file, "--profile", "chicago-food", "--unit", "US-CHI", "--format", "json"];
        let mut child = thanhtra(&db, &import).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut answered = 0;
        for line in BufReader::new(child.stderr.take().unwrap()).lines() {
            let line = line.unwrap();
            let Some((done, _)) = line.strip_prefix("rows: ").and_then(|l| l.split_once('/')) else { continue };
            answered = done.parse().unwrap();
            if answered >= 300 {
                child.kill().unwrap();
                break;
            }
        }
        child.wait().unwrap();
        assert!((300..ROWS as u64).contains(&answered), "{db}: {answered}");
        let verified = output(&db, &["verify", "--format", "json"]);
        assert!(verified.status.success(), "{db}: {}", String::from_utf8_lossy(&verified.stdout));
        let checked = output(&db, &["check"]);
        assert!(checked.status.success(), "{db}: {}", String::from_utf8_lossy(&checked.stdout));
        let again = output(&db, &import);
        let [created, updated, unchanged, rejected] = counts(&again);
        assert_eq!((created + unchanged, updated, rejected), (ROWS as u64, 0, 0));
        assert!(unchanged >= answered, "{db}: {answered} rows were answered for, {unchanged} are there");
        assert_eq!(counts(&output(&db, &import)), [0, 0, ROWS as u64, 0]);
        assert!(output(&db, &["verify"]).status.success() && output(&db, &["check"]).status.success());
        if db.starts_with("postgres") {
            engines::drop_database(&db);
        }
    }
}

#[test]
fn rejected_rows_are_written_to_a_sheet_and_bad_files_are_named() {
    let folder = engines::Folder::new();
    let db = folder.path().join("t.db").display().to_string();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/samples/so-theo-doi-thanh-tra.xlsx");
    let sheet = folder.path().join("rejected.xlsx").display().to_string();
    let args = ["import", "inspections", sample, "--profile", "so-theo-doi-thanh-tra", "--unit", "31"];
    let tried = output(&db, &[&args[..], &["--dry-run", "--rejected", &sheet]].concat());
    assert_eq!(tried.status.code(), Some(1));
    let said = String::from_utf8(tried.stdout).unwrap();
    assert!(said.contains("4 created, 0 updated, 0 unchanged, 5 rejected (nothing was written)"), "{said}");
    assert!(said.contains("“31/02/2023” không phải là ngày"), "{said}");
    let tables = paper::read("r.xlsx", &std::fs::read(&sheet).unwrap(), &paper::Limits::REGISTER).unwrap();
    assert_eq!(tables[0].rows.len(), 2 + 5);
    let fails = |args: &[&str], words: &str| {
        let out = output(&db, args);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.code() == Some(2) && said.contains(words), "{:?} {said}", out.status);
    };
    fails(&["import", "inspections", sample, "--profile", "none", "--unit", "31"], "so-theo-doi-thanh-tra");
    fails(&["import", "inspections", sample, "--profile", "chicago-food", "--unit", "31"], "no_column");
    fails(
        &["import", "inspections", sample, "--profile", "so-theo-doi-thanh-tra", "--unit", "999"],
        "no unit has the code",
    );
    let large = folder.path().join("large.csv");
    std::fs::File::create(&large).unwrap().set_len(200 << 20).unwrap();
    let large = large.display().to_string();
    fails(&["import", "inspections", &large, "--profile", "chicago-food", "--unit", "US-CHI"], "more than the");
}
