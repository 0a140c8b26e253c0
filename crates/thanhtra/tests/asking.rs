//! Commands that only ask: they make no database, and a slip is named with
//! what to write instead.

#![allow(clippy::unwrap_used)]

use engines::Folder;
use std::process::{Command, Output};

fn thanhtra(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_thanhtra")).args(args).env("RUST_LOG", "warn").output().unwrap()
}

fn fails(args: &[&str], words: &str) {
    let out = thanhtra(args);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.code() == Some(2) && said.contains(words), "{args:?}: {:?} {said}", out.status);
}

#[test]
fn a_mistyped_database_is_not_made_and_not_reported_as_zero() {
    let folder = Folder::new();
    let db = folder.path().join("mistyped.db").display().to_string();
    for ask in [
        &["report", "--form", "01/TTr", "--unit", "31", "--period", "2023-6m"][..],
        &["deadlines", "--case", "1"],
        &["check"],
        &["verify"],
    ] {
        fails(&[ask, &["--db", &db]].concat(), "there is no database at");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was made");
}

#[test]
fn a_day_is_written_either_way_and_a_wrong_one_says_how() {
    fails(&["deadlines", "--case", "1", "--today", "31/02/2023"], "write 2023-07-14 or 14/07/2023");
    let folder = Folder::new();
    let db = folder.path().join("none.db").display().to_string();
    fails(&["deadlines", "--case", "1", "--today", "14/07/2023", "--db", &db], "there is no database at");
}

#[test]
fn a_template_that_cannot_be_used_stops_the_start_with_its_file_and_line() {
    let folder = Folder::new();
    let own = folder.path().join("own/denunciations");
    std::fs::create_dir_all(&own).unwrap();
    let (_, text) = paper::templates::sources().find(|(n, _)| n == "denunciations/acceptance-decision").unwrap();
    let line = text.lines().position(|l| l.starts_with("@subject")).unwrap() + 1;
    let wrong = text.replace("@subject Về", "@subject {nguoi_to_cao} Về");
    std::fs::write(own.join("acceptance-decision.txt"), wrong).unwrap();
    std::fs::write(own.join("thu-ly.txt"), text).unwrap();
    let (db, own) =
        (folder.path().join("none.db").display().to_string(), folder.path().join("own").display().to_string());
    let serve = ["serve", "--listen", "127.0.0.1:0", "--db", &db, "--templates", &own];
    fails(&serve, &format!("denunciations/acceptance-decision.txt, line {line}: {{nguoi_to_cao}}"));
    fails(&serve, "denunciations/thu-ly.txt: no template has this name");
    assert!(!std::path::Path::new(&db).exists(), "nothing was made");
}
