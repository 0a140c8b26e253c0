//! Canh tên: whether words that are kept in the open tell who is sealed.
//!
//! Officers copy from letters into titles and summaries; what the vault hides would
//! then stand beside it. Compared without marks, word by word, numbers by their
//! digits. It finds what was copied, not what was paraphrased, and never says the
//! words it found.

use super::{Inside, Person};
use casework::fold;

/// What of a person was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Họ và tên.
    Name,
    /// Địa chỉ.
    Address,
    /// Điện thoại, thư điện tử.
    Contact,
    /// Số định danh.
    IdNumber,
}

impl Part {
    /// Catalogue key of what is wrong with a field that tells it.
    pub fn key(self) -> &'static str {
        match self {
            Part::Name => "invalid.tells_name",
            Part::Address => "invalid.tells_address",
            Part::Contact => "invalid.tells_contact",
            Part::IdNumber => "invalid.tells_id_number",
        }
    }
}

/// Fewest digits of a number that can be somebody's.
const DIGITS: usize = 7;

/// Words that begin the name of a place that many live in.
const PLACES: &[&str] = &["xa", "phuong", "huyen", "quan", "thi", "thanh", "tinh", "tp", "to", "thon", "khu"];

/// Which part of a person a text tells, if any.
pub fn found(text: &str, person: &Person) -> Option<Part> {
    let (words, digits) = (words(text), runs(text));
    let number = |kept: &str| runs(kept).iter().any(|n| n.len() >= DIGITS && digits.iter().any(|d| d.contains(n)));
    let name = self::words(&person.name);
    if name.len() > 1 && holds(&words, &name) {
        Some(Part::Name)
    } else if number(&person.id_number) {
        Some(Part::IdNumber)
    } else if number(&person.contact) || mails(&person.contact).any(|mail| fold(text).contains(&mail)) {
        Some(Part::Contact)
    } else if holds(&words, &place(&person.address)) {
        Some(Part::Address)
    } else {
        None
    }
}

/// Whether a text tells who is in an envelope.
pub fn tells(text: &str, inside: &Inside) -> bool {
    matches!(inside, Inside::Person(person) if found(text, person).is_some())
}

/// Folded words without what stands between them.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn holds(words: &[String], part: &[String]) -> bool {
    !part.is_empty() && words.windows(part.len()).any(|w| w == part)
}

/// Digits that stand together, also where blanks, dots or hyphens part them; a country's code as `0`.
fn runs(text: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    for c in text.chars() {
        match (c.to_digit(10), runs.last_mut()) {
            (Some(_), Some(run)) => run.push(c),
            (None, _) if " .-()\u{a0}".contains(c) => {}
            (None, Some(run)) if !run.is_empty() => runs.push(String::new()),
            _ => {}
        }
    }
    runs.retain(|run| !run.is_empty());
    runs.into_iter().map(|run| run.strip_prefix("84").map_or(run.clone(), |rest| format!("0{rest}"))).collect()
}

fn mails(contact: &str) -> impl Iterator<Item = String> {
    let folded = fold(contact);
    let pieces: Vec<String> = folded.split([' ', ',', ';']).map(str::to_owned).collect();
    pieces.into_iter().filter(|piece| piece.contains('@') && piece.len() > 5)
}

/// The part of an address that is somebody's alone: house and street, or all of it where
/// it begins with a place that many live in. Nothing where it names no more than a place.
fn place(address: &str) -> Vec<String> {
    let parts: Vec<Vec<String>> = address.split([',', ';', '\n']).map(words).filter(|p| !p.is_empty()).collect();
    let Some(first) = parts.first() else { return Vec::new() };
    let whole: Vec<String> = parts.concat();
    let common = PLACES.contains(&first[0].as_str());
    let numbered = first.iter().any(|w| w.chars().any(|c| c.is_ascii_digit()));
    match () {
        () if first.len() > 1 && !common && (numbered || parts.len() > 1) => first.clone(),
        () if numbered && first.len() > 1 => first.clone(),
        () if whole.len() > 4 || (numbered && whole.len() > 1) => whole,
        () => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        Person {
            name: "Lê Thị Kín Đáo".into(),
            address: "số 9 ngõ Không Tên, phường Lê Chân, thành phố Hải Phòng".into(),
            contact: "0900 000 002; kin.dao@thu.example".into(),
            id_number: "031 000 000 002".into(),
            ..Person::default()
        }
    }

    #[test]
    fn what_was_copied_is_found_however_it_is_written() {
        for (text, part) in [
            ("Bà LÊ THỊ  KÍN ĐÁO đề nghị", Part::Name),
            ("ba le thi kin dao.", Part::Name),
            ("Le\u{302} Thi\u{323} Ki\u{301}n \u{110}a\u{301}o", Part::Name),
            ("CCCD 031000000002 cấp năm 2021", Part::IdNumber),
            ("số 031.000.000.002", Part::IdNumber),
            ("gọi 0900000002", Part::Contact),
            ("gọi (+84) 900-000-002", Part::Contact),
            ("thư KIN.DAO@thu.example", Part::Contact),
            ("tại SỐ 9, NGÕ KHÔNG TÊN", Part::Address),
        ] {
            assert_eq!(found(text, &person()), Some(part), "{text}");
        }
    }

    #[test]
    fn what_only_sounds_alike_passes() {
        for text in [
            "",
            "Bà Lê Thị Kín",
            "Về việc thu hồi đất tại phường Lê Chân, thành phố Hải Phòng",
            "thu hồi 84.765.000.000 đồng",
            "số 19 ngõ Không Tên",
            "0900 000 003",
        ] {
            assert_eq!(found(text, &person()), None, "{text}");
        }
        let coarse = Person { name: "Đáo".into(), address: "Hải Phòng".into(), ..Person::default() };
        assert_eq!(found("Đáo ở Hải Phòng", &coarse), None, "one word, or a whole city, is nobody's alone");
        let town = Person { address: "xã Minh Tân, huyện Kiến Thụy".into(), ..Person::default() };
        assert_eq!(found("tại xã Minh Tân", &town), None);
        assert_eq!(found("tại xã Minh Tân, huyện Kiến Thụy", &town), Some(Part::Address));
        assert_eq!(found("bất kỳ", &Person::default()), None);
    }
}
