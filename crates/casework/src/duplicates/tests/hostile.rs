//! Letters made to hurt: the work stays bounded and nothing panics.

use super::super::{Index, Letter, Sketch, compare, passages};
use super::{LAND, babble};

fn answer(texts: &[String], asked: &str) -> Vec<(usize, f64)> {
    let mut index = Index::default();
    for (n, text) in texts.iter().enumerate() {
        index.record(n, text);
    }
    let found = index.near(&Letter::read(asked), |n| Some(Letter::read(&texts[*n])));
    found.into_iter().map(|m| (m.id, m.score)).collect()
}

#[test]
fn a_letter_of_five_megabytes_is_read_up_to_its_bound() {
    let long = babble(1_000_000, 1);
    assert!(long.len() > 5_000_000);
    let letter = Letter::read(&long);
    assert_eq!(letter.len(), 40_000);
    assert!(Sketch::of(&letter).to_bytes().len() <= 1 + 4 * 400);
    let mut other = Letter::read(&format!("{} {}", babble(50, 2), long));
    assert!(passages(&letter, &other).len() <= 40);
    assert!(compare(&letter, &other).score > 0.99);
    other = Letter::read(LAND);
    assert!(compare(&letter, &other).score < 0.01);
    assert_eq!(answer(&[long.clone(), LAND.to_owned()], &long), [(0, 1.0)]);
}

#[test]
fn one_word_of_five_megabytes_and_five_megabytes_of_one_word() {
    let word = "a".repeat(5 << 20);
    assert_eq!(Letter::read(&word).len(), 1);
    assert!(Letter::read(&"😡".repeat(3 << 20)).is_empty());
    let same = "đất ".repeat(1_000_000);
    let letter = Letter::read(&same);
    assert_eq!(passages(&letter, &letter).len(), 1);
    assert_eq!(answer(&[same.clone(), word], &same), [(0, 1.0)]);
}

#[test]
fn letters_without_words_are_like_nothing() {
    let empty = ["", " \n\t", "😡❗…", "\u{202e}\u{200f}\u{301}\u{301}", "— – «»"].map(str::to_owned);
    for text in &empty {
        assert!(Letter::read(text).is_empty(), "{text:?}");
        assert_eq!(answer(&empty, text), []);
        assert_eq!(passages(&Letter::read(text), &Letter::read(LAND)), []);
    }
    assert_eq!(answer(&["xin".to_owned(), "xin lỗi".to_owned()], "XIN"), [(0, 1.0)]);
}

#[test]
fn marks_and_directions_hide_no_word() {
    let hidden: String = LAND.chars().flat_map(|c| [c, '\u{200b}']).collect();
    assert_eq!(answer(&[LAND.to_owned()], &hidden), [(0, 1.0)]);
    let turned = format!("\u{202e}{}\u{202c}", LAND.replace(' ', " \u{200f}"));
    assert_eq!(answer(&[LAND.to_owned()], &turned), [(0, 1.0)]);
    let script = format!("<script>alert(1)</script><b>{LAND}</b>");
    assert_eq!(answer(&[LAND.to_owned()], &script)[0].0, 0);
    let piled = LAND.replace('a', &format!("a{}", "\u{301}".repeat(500)));
    assert_eq!(answer(&[LAND.to_owned()], &piled), [(0, 1.0)]);
}
