//! Câu hỏi: what was typed, read into words, phrases, numbers and people.
//!
//! Nothing typed is an error: every sign that means nothing here parts words.

use crate::words::{Words, head};

/// Parts of a question that are looked at; the rest of a long text does not count.
const MOST_PARTS: usize = 32;
/// Bytes of a question that are read.
const MOST_BYTES: usize = 4096;
/// Said before a name: only people are meant.
const PERSON: [&str; 4] = ["nguoi", "ten", "person", "name"];

/// One word of a question in both forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Without marks.
    pub folded: String,
    /// With marks, written one way.
    pub exact: String,
}

impl Term {
    /// Was typed with marks: what has these is meant before what has others.
    pub fn is_marked(&self) -> bool {
        self.folded != self.exact
    }
}

/// What must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// This word anywhere.
    Word(Term),
    /// These words one after the other.
    Phrase(Vec<Term>),
    /// Số, ký hiệu: the parts of a number one after the other, as `05/KL-TTTP`.
    Number(Vec<Term>),
    /// The name of a person.
    Person(Vec<Term>),
}

impl Part {
    /// Its words in order.
    pub fn terms(&self) -> &[Term] {
        match self {
            Self::Word(term) => std::slice::from_ref(term),
            Self::Phrase(terms) | Self::Number(terms) | Self::Person(terms) => terms,
        }
    }
}

/// A question: all of its parts must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// In the order typed.
    pub parts: Vec<Part>,
    /// Being typed: the last word may be the beginning of one.
    pub unfinished: bool,
    /// More was typed than is looked at.
    pub cut: bool,
}

impl Query {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Self {
        let mut rest = head(text, MOST_BYTES);
        let mut parts = Vec::new();
        // A name goes on to the end, or to the next quotation mark.
        let mut name: Option<Vec<Term>> = None;
        while parts.len() < MOST_PARTS {
            rest = rest.trim_start();
            let Some(first) = rest.chars().next() else { break };
            if let Some(close) = closing(first) {
                let inner = &rest[first.len_utf8()..];
                let end = inner.find(close).unwrap_or(inner.len());
                let quoted = terms(&inner[..end]);
                match name.take() {
                    Some(begun) if begun.is_empty() => put(&mut parts, quoted, Part::Person),
                    begun => {
                        put(&mut parts, begun.unwrap_or_default(), Part::Person);
                        put(&mut parts, quoted, Part::Phrase);
                    }
                }
                rest = inner[end..].trim_start_matches(close);
                continue;
            }
            let end = rest.find(|c: char| c.is_whitespace() || closing(c).is_some()).unwrap_or(rest.len());
            let (chunk, after) = rest.split_at(end);
            rest = after;
            if let Some((word, begun)) = chunk.split_once(':')
                && PERSON.contains(&casework::fold(word).as_str())
            {
                put(&mut parts, name.take().unwrap_or_default(), Part::Person);
                name = Some(terms(begun));
                continue;
            }
            let found = terms(chunk);
            match &mut name {
                Some(name) => name.extend(found),
                None if is_number(chunk) => put(&mut parts, found, Part::Number),
                None => parts.extend(found.into_iter().map(Part::Word)),
            }
        }
        if let Some(mut name) = name {
            name.truncate(MOST_PARTS);
            put(&mut parts, name, Part::Person);
        }
        let cut = text.len() > MOST_BYTES || parts.len() > MOST_PARTS || !terms(rest).is_empty();
        parts.truncate(MOST_PARTS);
        Self { parts, unfinished: false, cut }
    }

    /// The same while it is being typed.
    pub fn typing(text: &str) -> Self {
        let ends_open = text.chars().next_back().is_some_and(char::is_alphanumeric);
        let query = Self::parse(text);
        let word = matches!(query.parts.last(), Some(Part::Word(_)));
        Self { unfinished: ends_open && word, ..query }
    }

    /// Nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Every word of it.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.parts.iter().flat_map(|part| part.terms())
    }
}

/// What closes a phrase that this sign opens.
fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' | '”' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

/// Letters and figures joined as in a number of a paper.
fn is_number(chunk: &str) -> bool {
    let chunk = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    chunk.contains(|c: char| c.is_ascii_digit()) && chunk.contains(['/', '-', '.'])
}

fn terms(text: &str) -> Vec<Term> {
    let mut words = Words::new(text);
    let next = || words.advance().map(|_| Term { folded: words.folded.clone(), exact: words.exact.clone() });
    std::iter::from_fn(next).take(MOST_PARTS).collect()
}

/// One word is a word, however it was set apart; a person stays a person.
fn put(parts: &mut Vec<Part>, mut terms: Vec<Term>, make: impl Fn(Vec<Term>) -> Part) {
    match (terms.len(), make(Vec::new())) {
        (0, _) => {}
        (1, Part::Phrase(_) | Part::Number(_)) => parts.extend(terms.pop().map(Part::Word)),
        _ => parts.push(make(terms)),
    }
}
