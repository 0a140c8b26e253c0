//! Letters come again in other dress and are found; others are not.

use super::super::trial::{Dice, Edit};
use super::super::{Index, Letter, SAME, Sketch, compare, passages};
use super::{LAND, WASTE, babble};
use crate::fold;
use proptest::prelude::*;

fn score(one: &str, other: &str) -> f64 {
    compare(&Letter::read(one), &Letter::read(other)).score
}

#[test]
fn what_is_only_written_differently_is_the_same() {
    let edits = [Edit::Nothing, Edit::MarksDropped, Edit::MarksApart, Edit::TonesMoved, Edit::Capitals];
    for edit in edits {
        let other = edit.apply(LAND, &[], &mut Dice::new(1));
        assert_eq!(score(LAND, &other), 1.0, "{}", edit.name());
    }
    assert_ne!(Edit::TonesMoved.apply(LAND, &[], &mut Dice::new(1)), LAND, "Hòa and Thủy are in it");
    assert_eq!(score("Đơn xin Ðiện đã", "don XIN ðien da"), 1.0);
    assert_eq!(score("đất\u{200f} đai\u{ad} của\u{feff} tôi ❗😡", "đất — đai,\n\tcủa «tôi»"), 1.0);
    assert_eq!(score("kính gửi", "Kinh gui!"), 1.0);
}

#[test]
fn another_matter_of_the_same_genre_is_not_shown() {
    let mut index = Index::default();
    index.record(1, LAND);
    assert_eq!(index.near(&Letter::read(WASTE), |_| Some(Letter::read(LAND))), vec![]);
    assert!(score(LAND, WASTE) < 0.1);
}

#[test]
fn a_letter_recorded_a_moment_ago_is_found_with_its_passages() {
    let mut index = Index::default();
    index.record(1, WASTE);
    index.record(2, LAND);
    let again = format!("Kính thưa ông Chủ tịch, {}", LAND.replace("khoảng 1,2 m", "chừng hơn một mét"));
    let found = index.near(&Letter::read(&again), |id| Some(Letter::read(if *id == 2 { LAND } else { WASTE })));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, 2);
    assert!(found[0].score > SAME && found[0].score < 1.0, "{}", found[0].score);
    let shown: Vec<&str> = found[0].passages.iter().map(|p| &again[p.here.clone()]).collect();
    assert!(shown.iter().any(|s| s.ends_with("phần đất của gia đình tôi")), "{shown:?}");
    assert!(shown.iter().all(|s| !s.contains("chừng hơn")), "{shown:?}");
}

#[test]
fn a_corrected_letter_replaces_what_was_known_and_a_removed_one_is_gone() {
    let mut index = Index::default();
    index.record("a", LAND);
    index.record("a", WASTE);
    assert_eq!(index.len(), 1);
    let text = |_: &&str| Some(Letter::read(WASTE));
    assert_eq!(index.near(&Letter::read(LAND), text), vec![]);
    assert_eq!(index.near(&Letter::read(WASTE), text).len(), 1);
    assert!(index.remove(&"a") && !index.remove(&"a") && !index.contains(&"a") && index.is_empty());
    assert_eq!(index.near(&Letter::read(WASTE), text), vec![]);
}

#[test]
fn a_letter_the_reader_may_not_see_is_not_told_and_takes_no_room() {
    let mut index = Index::default();
    let texts: Vec<String> = (0..200).map(|n| format!("{LAND} {}", babble(6, n))).collect();
    for (n, text) in texts.iter().enumerate() {
        index.record(n, text);
    }
    let found = index.near(&Letter::read(LAND), |n| (*n == 3).then(|| Letter::read(&texts[3])));
    assert_eq!(found.iter().map(|m| m.id).collect::<Vec<_>>(), [3], "though 196 newer ones are as like");
}

#[test]
fn an_index_made_again_from_its_rows_answers_alike() {
    let texts: Vec<String> = (0..300).map(|n| format!("{} {}", babble(30, n % 40), babble(90, 1000 + n))).collect();
    let (mut first, mut again) = (Index::default(), Index::default());
    for (n, text) in texts.iter().enumerate() {
        let row = first.record(n, text).to_bytes();
        assert!(row.len() <= 1 + 4 * 48, "{} bytes for 120 words", row.len());
        again.add(n, &Sketch::from_bytes(&row).unwrap());
    }
    for text in texts.iter().step_by(17) {
        let letter = Letter::read(text);
        let stored = |n: &usize| Some(Letter::read(&texts[*n]));
        let found = first.near(&letter, stored);
        assert!(!found.is_empty());
        assert_eq!(found, again.near(&letter, stored));
    }
}

#[test]
fn of_a_mass_petition_the_newest_are_shown_and_a_common_form_hides_nothing() {
    let mut index = Index::default();
    let mass = |n: usize| format!("{LAND} Người ký: {}", babble(4, n as u64));
    let form = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc";
    let own = |n: usize| format!("{form} {}", babble(80, 1_000_000 + n as u64));
    let text = |n: usize| if n < 2000 { own(n) } else { mass(n) };
    for n in 0..4000 {
        index.record(n, &text(n));
    }
    let stored = |n: &usize| Some(Letter::read(&text(*n)));
    let found = index.near(&Letter::read(&mass(9999)), stored);
    assert_eq!(found.len(), 512);
    assert!(found.iter().any(|m| m.id == 3999));
    let found = index.near(&Letter::read(&own(77)), stored);
    assert_eq!((found[0].id, found[0].score), (77, 1.0));
    assert_eq!(found.len(), 1, "the form alone is no likeness");
}

/// The sampling may not change: sketches lie in the rows of offices.
#[test]
fn the_sketch_of_a_known_letter_is_what_it_was() {
    let bytes = Sketch::of(&Letter::read(LAND)).to_bytes();
    assert_eq!((bytes.len(), bytes[0]), (193, 1));
    let sum = bytes.iter().fold(0u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(*b)));
    assert_eq!(sum, SUM);
    assert!(Sketch::from_bytes(&bytes[1..]).is_err() && Sketch::from_bytes(&bytes[..9]).is_ok());
    assert!(Sketch::from_bytes(&bytes[..10]).is_err() && Sketch::from_bytes(&[]).is_err());
    assert!(Sketch::from_bytes(&[1, 9, 0, 0, 0, 3, 0, 0, 0]).is_err(), "marks are sorted");
}
const SUM: u32 = 4_115_553_122;

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["đất", "nhà", "Thủy", "hoà", "ông", "bà", "123/QĐ", "😡", "\u{202e}", "xã"]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn the_score_is_symmetric_and_one_for_the_same_words(a in words(), b in words()) {
        let (one, other) = (Letter::read(&a), Letter::read(&b));
        let there = compare(&one, &other);
        prop_assert_eq!(&there, &compare(&other, &one));
        prop_assert!((0.0..=1.0).contains(&there.score) && (0.0..=1.0).contains(&there.pairs));
        let itself = compare(&one, &one).score;
        prop_assert_eq!(itself, if one.is_empty() { 0.0 } else { 1.0 });
    }

    #[test]
    fn passages_are_the_same_words_in_both(a in words(), b in words()) {
        let (one, other) = (Letter::read(&a), Letter::read(&b));
        let plain = |s: &str| {
            let words = fold(s);
            words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let mut end = 0;
        for p in passages(&one, &other) {
            prop_assert!(p.here.start >= end, "they do not overlap");
            end = p.here.end;
            prop_assert_eq!(plain(&a[p.here]), plain(&b[p.there]));
        }
    }

    #[test]
    fn any_text_is_read_like_its_fold(text in "\\PC{0,80}") {
        // `fold` parts words at blanks only and keeps signs; what is left must agree word for word.
        let (one, other) = (Letter::read(&text), Letter::read(&fold(&text)));
        prop_assert_eq!(compare(&one, &other).score, if one.is_empty() { 0.0 } else { 1.0 });
    }

    /// Each border between moved sentences breaks two runs of three words, here and there.
    #[test]
    fn moved_sentences_cost_no_more_than_their_borders(seed in 0u64..500) {
        let text = (0..8).map(|n| babble(20, seed * 8 + n)).collect::<Vec<_>>().join(". ");
        let moved = Edit::SentencesMoved.apply(&text, &[], &mut Dice::new(seed));
        let runs = 8.0 * 20.0 - 2.0;
        prop_assert!(score(&text, &moved) >= (runs - 14.0 - 2.0) / (runs + 14.0 + 2.0));
    }

    #[test]
    fn a_letter_with_two_words_in_ten_changed_is_found(seed in 0u64..60) {
        let texts: Vec<String> = (0..60).map(|n| babble(120, 70_000 + n)).collect();
        let mut index = Index::default();
        for (n, text) in texts.iter().enumerate() {
            index.record(n, text);
        }
        let pool = texts[0].split(' ').collect::<Vec<_>>();
        let asked = Edit::Rewritten(20).apply(&texts[seed as usize], &pool, &mut Dice::new(seed));
        let found = index.near(&Letter::read(&asked), |n| Some(Letter::read(&texts[*n])));
        prop_assert_eq!(found.iter().map(|m| m.id).collect::<Vec<_>>(), [seed as usize]);
    }
}
