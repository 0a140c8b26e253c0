//! Sealed letters are compared under a key, and only the unit is told.

use super::super::trial::{Dice, Edit};
use super::super::{Fingerprint, Key, Letter, SealedIndex, Sketch};
use super::{LAND, WASTE, babble};
use std::collections::BTreeSet;

fn print(text: &str, key: u8) -> Fingerprint {
    Fingerprint::of(&Letter::read(text), &Key::new([key; 32]))
}

#[test]
fn under_one_key_like_petitions_agree_and_others_do_not() {
    let pool: Vec<&str> = WASTE.split(' ').collect();
    for seed in 0..20 {
        let text = babble(200, seed);
        let again = Edit::Rewritten(20).apply(&text, &pool, &mut Dice::new(seed));
        assert!(print(&text, 1).is_like(&print(&again, 1)), "{seed}");
    }
    assert_eq!(print(LAND, 1).likeness(&print(LAND, 1)), 1.0);
    assert!(!print(LAND, 1).is_like(&print(WASTE, 1)));
    assert_eq!(print("", 1).likeness(&print("", 1)), 0.0);
    assert_eq!(print("xin lỗi", 1).likeness(&print("XIN LOI", 1)), 1.0);
}

#[test]
fn likeness_is_symmetric() {
    let texts: Vec<String> = (0..12).map(|n| format!("{} {}", babble(20 * n as usize, 1), babble(60, n))).collect();
    for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
        assert_eq!(print(a, 1).likeness(&print(b, 1)), print(b, 1).likeness(&print(a, 1)));
    }
}

#[test]
fn without_the_key_nothing_agrees_and_nothing_can_be_read() {
    assert_eq!(print(LAND, 1).likeness(&print(LAND, 2)), 0.0);
    let (sealed, open) = (print(LAND, 1).to_bytes(), Sketch::of(&Letter::read(LAND)).to_bytes());
    assert!(Sketch::from_bytes(&sealed).is_err() && Fingerprint::from_bytes(&open).is_err(), "the two never mix");
    assert_eq!(Fingerprint::from_bytes(&sealed).unwrap(), print(LAND, 1));
    let marks = |bytes: &[u8]| bytes[1..].chunks(4).map(<[u8]>::to_vec).collect::<BTreeSet<_>>();
    assert!(marks(&sealed).is_disjoint(&marks(&open)));
    assert_eq!(format!("{:?}", Key::new([7; 32])), "Key(…)");
}

#[test]
fn a_long_letter_gives_no_more_marks_than_a_page() {
    assert_eq!(print(&babble(5000, 1), 1).to_bytes().len(), 1 + 4 * 128);
}

#[test]
fn the_answer_is_units_and_nothing_else() {
    let held = [("31.TT", LAND), ("31.XD", WASTE), ("01.TT", LAND), ("02.TT", LAND)];
    let mut index = SealedIndex::new();
    for (n, (_, text)) in held.iter().enumerate() {
        index.add(n, &print(text, 1));
    }
    // The last office does not take part.
    let stored = |n: &usize| (*n != 3).then(|| (held[*n].0.to_owned(), print(held[*n].1, 1)));
    let units: BTreeSet<String> = index.units(&print(&LAND.to_uppercase(), 1), stored);
    assert_eq!(units.into_iter().collect::<Vec<_>>(), ["01.TT", "31.TT"]);
    assert!(index.units(&print(LAND, 2), stored).is_empty());
    assert!(index.remove(&0) && !index.remove(&0));
    assert_eq!(index.units(&print(LAND, 1), stored).into_iter().collect::<Vec<_>>(), ["01.TT"]);
}
