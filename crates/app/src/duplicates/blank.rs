//! Takes the identity out of a letter before a fingerprint is made of it: names, places and
//! numbers of the people of the case, and every long number. Whoever had the key could
//! otherwise try a guessed name against the fingerprint.

use crate::vault::Person;
use casework::fold;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Digits in a row that point at a person: telephone, identity card.
const LONG: usize = 8;

/// The text without what names these people.
pub fn without(text: &str, people: &[Person]) -> String {
    let words = words(text);
    let mut drop = vec![false; words.len()];
    for said in people.iter().flat_map(named) {
        for at in 0..words.len().saturating_sub(said.len() - 1) {
            if words[at..at + said.len()].iter().zip(&said).all(|((word, _), said)| word == said) {
                drop[at..at + said.len()].fill(true);
            }
        }
    }
    for ((word, _), drop) in words.iter().zip(&mut drop) {
        *drop |= word.chars().filter(char::is_ascii_digit).count() >= LONG;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for ((_, range), drop) in words.iter().zip(drop) {
        if drop {
            out.push_str(text.get(from..range.start).unwrap_or_default());
            from = range.end;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// What a person is named by: each as its folded words, none empty.
fn named(person: &Person) -> Vec<Vec<String>> {
    let places = person.address.split([',', ';', '\n']);
    let all = places.chain([person.name.as_str(), &person.contact, &person.id_number]);
    let said = all.map(|said| words(said).into_iter().map(|(word, _)| word).collect::<Vec<_>>());
    said.filter(|words| !words.is_empty()).collect()
}

/// The words of a text, folded, and where each stands.
fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            let end = at + c.len_utf8();
            open = Some(open.map_or(at..end, |word| word.start..end));
        } else {
            found.extend(open.take());
        }
    }
    found.extend(open);
    found.into_iter().map(|range| (fold(&text[range.clone()]), range)).collect()
}

#[cfg(test)]
mod tests {
    use super::without;
    use crate::vault::Person;

    #[test]
    fn names_places_and_numbers_go_and_the_matter_stays() {
        let person = Person {
            name: "Ngô Thị Kín".into(),
            address: "thôn Vắng, xã Khuất".into(),
            contact: "0912 345 678".into(),
            ..Person::default()
        };
        let text = "Tôi là NGO THI KIN, thôn Vắng xã Khuất, điện thoại 0912 345 678, căn cước 031099001234, tố cáo việc thu phí sai.";
        let left = without(text, &[person]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(left, "Tôi là , , điện thoại , căn cước , tố cáo việc thu phí sai.");
    }

    #[test]
    fn hostile_text_is_not_cut_within_a_letter() {
        let person = Person { name: "e\u{301}\u{301} \u{200f}đ".into(), address: ",,;".into(), ..Person::default() };
        assert_eq!(without("é đ 😀", std::slice::from_ref(&person)), "  😀");
        assert_eq!(without("", &[person]), "");
    }
}
