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
