//! `thanhtra duplicates evaluate` as others call it: its JSON, its table, both
//! shapes of pairs, packed files, and clear refusals.

#![allow(clippy::unwrap_used)]

use engines::Folder;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

const WORDS: &str = "đất ruộng ranh giới hộ liền kề lấn chiếm tường rào giấy chứng nhận bồi thường thu hồi dự án đường \
    khu dân cư nước thải mùi hôi nhà máy chăn nuôi chủ tịch phường trả lời văn bản kết luận hòa giải tố cáo khiếu nại \
    cán bộ địa chính đo đạc bản đồ năm mét vuông quyết định xử phạt thi hành án chính sách người có công trợ cấp";

/// A text of its own from a number.
fn text(n: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut at = n * 7919 + 13;
    let next = |_| {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words[(at >> 33) % words.len()]
    };
    (0..90).map(next).collect::<Vec<_>>().join(" ")
}

fn evaluate(texts: &Path, pairs: &[&Path], more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thanhtra"));
    command.args(["duplicates", "evaluate", "--sample", "10", "--texts"]).arg(texts);
    pairs.iter().for_each(|p| {
        command.arg("--pairs").arg(p);
    });
    command.args(more).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn known_pairs_are_found_and_what_is_not_listed_counts_against_it() {
    let folder = Folder::new();
    let at = |name: &str| folder.path().join(name);
    let line = |id: &str, text: &str| format!("{}\n", json!({ "id": id, "title": "x", "text": text }));
    let mut texts: String = (0..40).map(|n| line(&format!("t{n}"), &text(n))).collect();
    texts += &line("again-3", &text(3).replace("đất", "thửa đất"));
    texts += &line("again-5", &text(5).to_uppercase());
    std::fs::write(at("texts.jsonl"), &texts).unwrap();
    std::fs::write(at("pairs.csv"), "id_a,id_b,jaccard_3w\nt3,again-3,0.81\nt7,t9,0.2\nt1,elsewhere,0.9\n").unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let bare = "\u{feff}".to_owned() + &text(8);
    writeln!(packed, "{}", json!({ "article_id": "t8", "second_transcription": bare, "jaccard_3w": 0.99 })).unwrap();
    std::fs::write(at("second.jsonl.gz"), packed.finish().unwrap()).unwrap();

    let (texts, pairs, second) = (at("texts.jsonl"), at("pairs.csv"), at("second.jsonl.gz"));
    let out = evaluate(&texts, &[&pairs, &second], &["--format", "json"]);
    let report: Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{}", said(&out.stderr)));
    assert_eq!((&report["texts"], &report["compared"]), (&json!(42), &json!(42)));
    assert_eq!(report["pairs"]["recall"]["found"], 1);
    assert_eq!(report["pairs"]["precision"], json!({ "found": 1, "of": 2, "share": 0.5 }), "t5 is not listed");
    assert_eq!(report["pairs"]["left_out"], 2);
    assert_eq!(report["again"]["first"]["share"], 1.0);
    assert_eq!(report["fresh"]["same"]["found"], 2);
    assert_eq!(report["sealed"]["recall"]["share"], 1.0);
    assert_eq!(report["files"], json!(["texts.jsonl", "pairs.csv", "second.jsonl.gz"]));
    for edit in report["edits"].as_array().unwrap() {
        let name = edit["edit"].as_str().unwrap();
        assert!(edit["shown"]["share"].as_f64().unwrap() >= 0.9, "{edit}");
        assert!(!name.contains("marks") || edit["mean_score"] == 1.0, "{edit}");
    }
    assert!(report["cost"]["index_bytes"].as_u64().unwrap() > 0);
    assert_eq!(out.status.code(), Some(1), "precision was asked for and missed");

    std::fs::write(at("pairs.csv"), "id_a,id_b,jaccard_3w\nt3,again-3,0.81\nt5,again-5,1\n").unwrap();
    let out = evaluate(&texts, &[&pairs], &[]);
    let table = said(&out.stdout);
    assert_eq!(out.status.code(), Some(0), "{table}");
    assert!(table.contains("| 0.8 to 0.9 | 1 | 1 | 1.0000 |") && table.contains("sentence_order_changed"), "{table}");
    assert!(!table.contains("somebody else") && !table.contains("missed"), "{table}");
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let folder = Folder::new();
    let at = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    let good = at("good.jsonl", &format!("{}\n", json!({ "id": "a", "text": text(1) })));
    let pairs = at("pairs.csv", "id_a,id_b,jaccard_3w\n");
    let gone = folder.path().join("gone.jsonl");
    let twice = at("twice.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n");
    let broken = at("broken.csv", "id_a,id_b,jaccard_3w\na,b,half\n");
    let other = at("other.csv", "left,right\na,b\n");
    let empty = at("empty.jsonl", "\n");
    for (texts, pairs, words) in [
        (&gone, &pairs, "gone.jsonl"),
        (&twice, &pairs, "twice.jsonl:2: id a stands already in line 1"),
        (&empty, &pairs, "no text in it"),
        (&good, &broken, "broken.csv:2: expected two ids and a number"),
        (&good, &other, "id_a,id_b,jaccard_3w"),
    ] {
        let out = evaluate(texts, &[pairs], &[]);
        assert_eq!(out.status.code(), Some(2));
        assert!(said(&out.stderr).contains(words), "{}", said(&out.stderr));
    }
    let out = evaluate(&good, &[&pairs], &["--words", "900..1000"]);
    assert!(said(&out.stderr).contains("no text has 900 to 1000 words"), "{}", said(&out.stderr));
}
