//! The files of an evaluation, and the ways one question is typed.

use crate::{Fail, packed};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// Texts and what is asked about them.
pub struct Set {
    /// Name of the file, without folders: a report names no machine.
    pub file: String,
    /// Each text with its title, which may be empty.
    pub texts: Vec<(String, String)>,
    /// What is asked, and the text that answers.
    pub questions: Vec<(String, usize)>,
    /// Questions left out because several texts would answer.
    pub left_out: usize,
}

#[derive(Deserialize)]
struct Article {
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Paragraph {
    text: String,
    questions: Vec<String>,
}

/// Texts asked about by their titles; a title that several share asks for none of them.
pub fn titles(path: &Path) -> Result<Set, Fail> {
    let articles: Vec<Article> = packed::lines(path)?;
    let mut shared: HashMap<String, usize> = HashMap::new();
    for article in &articles {
        *shared.entry(casework::fold(&article.title)).or_default() += 1;
    }
    let alone = |a: &Article| !a.title.trim().is_empty() && shared[&casework::fold(&a.title)] == 1;
    let asked = articles.iter().enumerate().filter(|(_, a)| alone(a));
    let questions: Vec<_> = asked.map(|(n, a)| (a.title.clone(), n)).collect();
    let left_out = articles.len() - questions.len();
    let texts = articles.into_iter().map(|a| (a.title, a.text)).collect();
    Ok(Set { file: packed::name(path), texts, questions, left_out })
}

/// Paragraphs and the questions they answer.
pub fn questions(path: &Path) -> Result<Set, Fail> {
    let paragraphs: Vec<Paragraph> = packed::lines(path)?;
    let (mut texts, mut questions) = (Vec::new(), Vec::new());
    for (n, paragraph) in paragraphs.into_iter().enumerate() {
        questions.extend(paragraph.questions.into_iter().map(|q| (q, n)));
        texts.push((String::new(), paragraph.text));
    }
    Ok(Set { file: packed::name(path), texts, questions, left_out: 0 })
}

/// How a question is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Typed {
    /// As it stands.
    WithMarks,
    /// Without any mark.
    WithoutMarks,
    /// Marks as characters of their own.
    Decomposed,
    /// The tone mark on the other vowel: Hòa, Hoà.
    MovedTones,
}

impl Typed {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::WithMarks, Self::WithoutMarks, Self::Decomposed, Self::MovedTones];

    /// The words in this way.
    pub fn write(self, text: &str) -> String {
        match self {
            Self::WithMarks => text.to_owned(),
            Self::WithoutMarks => casework::fold(text),
            Self::Decomposed => text.nfd().collect(),
            Self::MovedTones => move_tones(text),
        }
    }
}

/// Moves the tone mark of open oa, oe and uy to the other vowel.
fn move_tones(text: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];
    let letters: Vec<char> = text.nfd().collect();
    let mut out = letters.clone();
    let is = |at: usize, what: &[char]| letters.get(at).is_some_and(|c| what.contains(c));
    for at in 0..letters.len() {
        let glide = is(at, &['o', 'O']) || (is(at, &['u', 'U']) && (at == 0 || !is(at - 1, &['q', 'Q'])));
        if !glide {
            continue;
        }
        let vowels: &[char] = if is(at, &['o', 'O']) { &['a', 'e', 'A', 'E'] } else { &['y', 'Y'] };
        let open = !letters.get(at + 3).is_some_and(|c| c.is_alphanumeric() || ('\u{300}'..'\u{370}').contains(c));
        let there = is(at + 1, &TONES) && is(at + 2, vowels);
        let here = is(at + 1, vowels) && is(at + 2, &TONES);
        if open && (there || here) {
            out.swap(at + 1, at + 2);
        }
    }
    out.into_iter().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::move_tones;

    #[test]
    fn tones_move_both_ways_and_only_where_two_vowels_may_bear_them() {
        assert_eq!(move_tones("Hoà giải của ủy ban, hoàn quý thuỷ lợi"), "Hòa giải của uỷ ban, hoàn quý thủy lợi");
        assert_eq!(move_tones(&move_tones("xoá hoẹ khoẻ")), "xoá hoẹ khoẻ");
    }
}
