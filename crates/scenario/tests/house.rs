//! The rules of the house (ARCHITECTURE.md) that the compiler cannot hold: what
//! each room must be unable to do, where SQL may stand, how large a file may grow.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

/// A source file of the workspace: its path from the root, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// Product code: what ships, tests left out.
    fn is_product(&self) -> bool {
        let shipped = ["law", "casework", "paper", "db", "search", "app", "thanhtra"];
        let room = shipped.iter().any(|c| self.path.starts_with(&format!("crates/{c}/src/")));
        room && !self.path.ends_with("tests.rs") && !self.path.contains("/tests/")
    }

    fn is_in(&self, crates: &[&str]) -> bool {
        crates.iter().any(|c| self.path.starts_with(&format!("crates/{c}/")))
    }

    /// The lines that ship, numbered, without comments and without a test module at the end.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let shipped = self.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = |(_, line): &(usize, &str)| !line.trim_start().starts_with("//");
        shipped.lines().enumerate().map(|(n, line)| (n + 1, line)).filter(code)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn sources() -> Vec<Source> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let (root, mut paths) = (root(), Vec::new());
    walk(&root.join("crates"), &mut paths);
    paths.sort();
    let source = |path: &PathBuf| Source {
        path: path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(),
        text: std::fs::read_to_string(path).unwrap(),
    };
    let all: Vec<Source> = paths.iter().map(source).collect();
    assert!(all.iter().filter(|s| s.is_product()).count() > 150, "the walk found too little to judge");
    all
}

/// Lines of product code that hold one of these words, as `file:line: text`.
fn found(sources: &[Source], within: impl Fn(&Source) -> bool, words: &[&str]) -> Vec<String> {
    let asked = sources.iter().filter(|s| s.is_product() && within(s));
    let lines = asked.flat_map(|s| s.lines().map(move |(n, line)| (s, n, line)));
    let hits = lines.filter(|(_, _, line)| words.iter().any(|w| line.contains(w)));
    hits.map(|(s, n, line)| format!("{}:{n}: {}", s.path, line.trim())).collect()
}

#[track_caller]
fn none(rule: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

#[test]
fn pure_rooms_do_no_io_await_nothing_and_read_no_clock() {
    let words = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "tokio",
        "async fn",
        ".await",
        "::now(",
        "rand::",
        "getrandom",
        "SystemTime",
        "Instant",
    ];
    let pure = |s: &Source| s.is_in(&["law", "casework", "paper"]);
    none("law, casework and paper are pure", found(&sources(), pure, &words));
}

#[test]
fn arrows_between_rooms_point_one_way() {
    let may = [
        ("law", &[][..]),
        ("casework", &["law"]),
        ("paper", &[]),
        ("db", &[]),
        ("search", &["casework"]),
        ("av", &[]),
        ("app", &["law", "casework", "paper", "db", "search", "av"]),
        // Its cargo feature of that name turns the one of `app` on.
        ("thanhtra", &["law", "casework", "paper", "db", "search", "app", "av"]),
    ];
    let rooms: Vec<&str> = may.iter().map(|(room, _)| *room).chain(["scenario", "engines", "bench"]).collect();
    for (room, allowed) in may {
        let manifest = std::fs::read_to_string(root().join(format!("crates/{room}/Cargo.toml"))).unwrap();
        let shipped = manifest.split("[dev-dependencies]").next().unwrap();
        for other in rooms.iter().filter(|other| **other != room && !allowed.contains(other)) {
            let named = shipped.lines().any(|l| l.split(['.', ' ', '=']).next() == Some(other));
            assert!(!named, "{room} may not depend on {other}");
        }
    }
}

#[test]
fn only_db_names_an_engine() {
    let words = ["rusqlite", "tokio_postgres", "deadpool", "libsqlite3"];
    none("only db names an engine", found(&sources(), |s| !s.is_in(&["db"]), &words));
}

#[test]
fn only_search_names_its_index() {
    none("only search names tantivy", found(&sources(), |s| !s.is_in(&["search"]), &["tantivy"]));
}

#[test]
fn sql_stands_only_in_stores() {
    let words =
        ["\"select ", "\"insert into ", "\"update ", "\"delete from ", "\"create table ", "\"create index ", "\"with "];
    let elsewhere = |s: &Source| !s.is_in(&["db"]) && !s.path.ends_with("/store.rs") && !s.path.contains("/store/");
    none("SQL stands only in store.rs files and db", found(&sources(), elsewhere, &words));
}

#[test]
fn no_capability_reaches_into_another_s_store() {
    let sources = sources();
    let app: Vec<&Source> =
        sources.iter().filter(|s| s.is_product() && s.path.starts_with("crates/app/src/")).collect();
    let mut bad = Vec::new();
    for source in app {
        let own = source.path.split('/').nth(3).unwrap();
        // The list of every statement and migration is made in lib.rs; the journal is everybody's book.
        if own == "lib.rs" || own == "journal" {
            continue;
        }
        for (n, line) in source.lines() {
            let before = line.match_indices("::store").map(|(at, _)| &line[..at]);
            let rooms = before.filter_map(|b| b.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next());
            for room in rooms.filter(|r| ![own, "super", "crate", "self", "journal", "db"].contains(r)) {
                bad.push(format!("{}:{n}: {room}::store", source.path));
            }
        }
    }
    none("no capability imports another's store", bad);
}

#[test]
fn every_module_says_what_it_is_and_no_file_grows_past_reading() {
    for source in sources() {
        assert!(source.text.starts_with("//!"), "{} begins without //!: what it is, why here", source.path);
        let lines = source.text.lines().count();
        assert!(lines <= 600, "{} has {lines} lines; 600 is the most", source.path);
    }
}

#[test]
fn no_test_sleeps_or_is_passed_over() {
    // Put together here so that this file does not hold the words itself.
    let words = [format!("#[{}]", "ignore"), format!("#[{} =", "ignore"), format!("thread::{}(", "sleep")];
    for source in sources() {
        for word in &words {
            assert!(!source.text.contains(word.as_str()), "{} has {word}", source.path);
        }
    }
}
