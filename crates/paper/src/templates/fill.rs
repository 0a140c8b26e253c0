//! A template and the values of a case into a letter.
//!
//! What is not known yet is left as a dotted line to be filled by hand, as
//! offices do; a value that is no such value, or of the wrong kind, is refused.

use super::parse::{Node, Part, Piece};
use super::{Kind, Template, values};
use crate::letter::{Align, Block, Grid, Letter, Run, Signer, Text};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

/// Left where a value is not known yet.
const BLANK: &str = "…………………";
/// A day not known yet.
const BLANK_DAY: &str = "ngày …… tháng …… năm ……";

/// Values that do not fit the papers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FillError {
    /// The values are not a map.
    #[error("the values of a paper are a map from name to value")]
    NotAMap,
    /// A value that papers do not know.
    #[error("{name} is no value that papers know")]
    UnknownValue {
        /// Its name.
        name: String,
    },
    /// A value of the wrong kind.
    #[error("{name} must be {wanted}")]
    WrongKind {
        /// Its name.
        name: String,
        /// What it must be.
        wanted: &'static str,
    },
}

/// The letter that a template makes of values. Values it does not name are passed over.
pub fn fill(template: &Template, given: &Json) -> Result<Letter, FillError> {
    let given = given.as_object().ok_or(FillError::NotAMap)?;
    for (name, value) in given {
        let known = values().get(name).ok_or_else(|| FillError::UnknownValue { name: name.clone() })?;
        suits(name, known, value)?;
    }
    let mut made = Made { given, letter: Letter::default() };
    made.lines(&template.nodes, None);
    Ok(made.letter)
}

/// Whether a value is of its kind; null is a value not known yet.
fn suits(name: &str, known: &super::Value, value: &Json) -> Result<(), FillError> {
    let wrong = |wanted| Err(FillError::WrongKind { name: name.to_owned(), wanted });
    let text = |v: &Json| v.is_string() || v.is_number() || v.is_null();
    match (known.kind, value) {
        (_, Json::Null) => Ok(()),
        (Kind::Text, v) if text(v) => Ok(()),
        (Kind::Text, _) => wrong("a text"),
        (Kind::Day, Json::String(day)) if day.is_empty() || day.parse::<Date>().is_ok() => Ok(()),
        (Kind::Day, _) => wrong("a day as YYYY-MM-DD"),
        (Kind::Flag, Json::Bool(_)) => Ok(()),
        (Kind::Flag, _) => wrong("true or false"),
        (Kind::List, Json::Array(items)) if known.fields.is_empty() => match items.iter().all(text) {
            true => Ok(()),
            false => wrong("a list of texts"),
        },
        (Kind::List, Json::Array(items)) => {
            let fits = |item: &Json| {
                let record = item.as_object();
                record.is_some_and(|r| r.iter().all(|(field, v)| known.fields.contains(field) && text(v)))
            };
            if items.iter().all(fits) { Ok(()) } else { wrong("a list of records with the fields in values.toml") }
        }
        (Kind::List, _) => wrong("a list"),
    }
}

/// The record at hand and its place in the list.
type Record<'a> = Option<(&'a Json, usize)>;

struct Made<'a> {
    given: &'a Map<String, Json>,
    letter: Letter,
}

impl Made<'_> {
    fn lines(&mut self, nodes: &[Node], record: Record<'_>) {
        for node in nodes {
            match node {
                Node::Line { part, cells, .. } => self.line(part, cells, record),
                Node::If { name, not, then, otherwise, .. } => {
                    let there = match name.strip_prefix('.') {
                        Some(_) => !self.text(name, false, record).is_empty(),
                        None => self.given.get(name).is_some_and(said),
                    };
                    self.lines(if there != *not { then } else { otherwise }, record);
                }
                Node::Each { name, body, .. } => {
                    let items = self.given.get(name).and_then(Json::as_array).cloned().unwrap_or_default();
                    for (n, item) in items.iter().enumerate() {
                        self.lines(body, Some((item, n + 1)));
                    }
                }
            }
        }
    }

    fn line(&mut self, part: &Part, cells: &[Vec<Piece>], record: Record<'_>) {
        let runs = cells.first().map_or_else(Text::new, |cell| self.runs(cell, record));
        let words: String = runs.iter().map(|r| r.text.as_str()).collect();
        let letter = &mut self.letter;
        match part {
            Part::Official => self.official(words.trim()),
            Part::Citizen => self.dated(),
            Part::About => letter.about = words,
            Part::Title => letter.title = words,
            Part::Subject => letter.subject = words,
            Part::Authority => letter.authority = words,
            Part::To => letter.to.push(capital(&words)),
            Part::Recipient => letter.recipients.push(words),
            Part::Basis => letter.body.push(Block::Basis(runs)),
            Part::Heading => letter.body.push(Block::Heading { text: runs, centred: true }),
            Part::Lead => letter.body.push(Block::Heading { text: runs, centred: false }),
            Part::Paragraph => self.prose(begun(runs), Align::Justified),
            Part::Left => self.prose(begun(runs), Align::Left),
            Part::Grid => letter.body.push(Block::Grid(Grid { columns: columns(&words), ..Grid::default() })),
            Part::Row => {
                let row: Vec<Text> = cells.iter().map(|cell| self.runs(cell, record)).collect();
                if let Some(Block::Grid(grid)) = self.letter.body.last_mut() {
                    if grid.head.is_empty() { grid.head.push(row) } else { grid.rows.push(row) }
                }
            }
            Part::Sign => {
                let capacity = self.text("capacity", false, None);
                let capacity = capacity.lines().map(str::to_uppercase).collect();
                let name = self.known("signer").unwrap_or_default();
                self.letter.signers.push(Signer { capacity, note: String::new(), name });
            }
            Part::Hand => {
                let name = cells.get(1).map(|cell| self.runs(cell, record)).unwrap_or_default();
                let name: String = name.iter().map(|r| r.text.as_str()).filter(|t| *t != BLANK).collect();
                let note = "(Ký, ghi rõ họ tên)".into();
                self.letter.signers.push(Signer { capacity: vec![words.trim().to_owned()], note, name });
            }
        }
    }

    /// Each line of what was typed is a paragraph.
    fn prose(&mut self, runs: Text, align: Align) {
        let mut text = Text::new();
        for run in runs {
            for (n, part) in run.text.split('\n').enumerate() {
                if n > 0 {
                    let text = std::mem::take(&mut text);
                    self.letter.body.push(Block::Paragraph { text, align });
                }
                text.push(Run { text: part.to_owned(), ..run.clone() });
            }
        }
        self.letter.body.push(Block::Paragraph { text, align });
    }

    /// Quốc hiệu, cơ quan, số, ký hiệu: type and body, or body alone for an official letter.
    fn official(&mut self, kind: &str) {
        self.letter.superior = self.known("superior").unwrap_or_default();
        self.letter.issuer = self.text("issuer", false, None);
        let number = self.known("number").unwrap_or_else(|| "……".into());
        let symbol = self.known("symbol").unwrap_or_else(|| "……".into());
        // Numbers below ten carry a zero.
        let number = if number.len() == 1 && number.as_str() > "0" { format!("0{number}") } else { number };
        let dash = if kind.is_empty() { "" } else { "-" };
        self.letter.number = format!("Số: {number}/{kind}{dash}{symbol}");
        self.dated();
    }

    fn dated(&mut self) {
        let place = self.text("place", false, None);
        self.letter.place_and_day = format!("{place}, {}", self.text("signed_on", true, None));
        self.letter.day = self.known("signed_on").and_then(|day| day.parse().ok());
    }

    fn runs(&self, pieces: &[Piece], record: Record<'_>) -> Text {
        let run = |piece: &Piece| match piece {
            Piece::Words { text, bold, italic } => Run { text: text.clone(), bold: *bold, italic: *italic },
            Piece::Place { name, long, bold, italic } => {
                Run { text: self.text(name, *long, record), bold: *bold, italic: *italic }
            }
        };
        let mut runs: Text = pieces.iter().map(run).collect();
        // What was typed may end its own sentence; the template's full stop is then one too many.
        for n in 1..runs.len() {
            let ended = runs[n - 1].text.trim_end().ends_with(['.', ';', ':', '!', '?']);
            if ended && matches!(pieces[n - 1], Piece::Place { .. }) && runs[n].text.starts_with('.') {
                runs[n].text.remove(0);
            }
        }
        runs
    }

    /// The words for a place, or a dotted line.
    fn text(&self, name: &str, long: bool, record: Record<'_>) -> String {
        if let Some(field) = name.strip_prefix('.') {
            let Some((item, n)) = record else { return String::new() };
            return match field {
                "#" => n.to_string(),
                "" => shown(item),
                field => item.get(field).map(shown).unwrap_or_default(),
            };
        }
        let day = values().get(name).is_some_and(|v| v.kind == Kind::Day);
        match (self.known(name), day) {
            (None, true) if long => BLANK_DAY.into(),
            (None, _) => BLANK.into(),
            (Some(text), true) => text.parse::<Date>().map_or(text, |d| if long { in_words(d) } else { in_figures(d) }),
            (Some(text), false) => text,
        }
    }

    fn known(&self, name: &str) -> Option<String> {
        self.given.get(name).map(shown).filter(|text| !text.trim().is_empty())
    }
}

/// A paragraph begins with a capital, also where it begins with what was typed.
fn begun(mut runs: Text) -> Text {
    if let Some(first) = runs.iter_mut().find(|run| !run.text.is_empty()) {
        first.text = capital(&first.text);
    }
    runs
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn shown(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether a value says anything.
fn said(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(yes) => *yes,
        Json::Array(items) => !items.is_empty(),
        other => !shown(other).trim().is_empty(),
    }
}

/// A day below ten and the months 1 and 2 carry a zero (Nghị định 30/2020/NĐ-CP, Phụ lục I).
fn in_words(day: Date) -> String {
    let month = if day.month() < 3 { format!("0{}", day.month()) } else { day.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

fn in_figures(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// `1c 6l 3r`: share and side of each column.
fn columns(text: &str) -> Vec<(u32, Align)> {
    let column = |word: &str| {
        let side = match word.chars().last() {
            Some('c') => Align::Centre,
            Some('r') => Align::Right,
            _ => Align::Left,
        };
        (word.trim_end_matches(char::is_alphabetic).parse().unwrap_or(1), side)
    };
    text.split_whitespace().map(column).collect()
}
