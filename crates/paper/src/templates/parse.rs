//! A template's text into its parts.
//!
//! One line is one part of the paper. A line that begins with `@` says which
//! part; any other is a paragraph. `{if x}`, `{if not x}`, `{else}`, `{each x}`
//! and `{end}` stand on lines of their own; `{x}`, `{x|long}` (a day in words)
//! and `{.field}` (of the record at hand) within a line; `**` and `*` begin and
//! end bold and italic. Signs in a user's value are never read as any of these.

use super::{Fault, Kind, Value};
use std::collections::BTreeMap;

/// A line, or lines under a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Line { number: usize, part: Part, cells: Vec<Vec<Piece>> },
    If { number: usize, name: String, not: bool, then: Vec<Node>, otherwise: Vec<Node> },
    Each { number: usize, name: String, body: Vec<Node> },
}

/// Which part of a paper a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Head of an office's paper; the line holds the abbreviation of its type.
    Official,
    /// Head of a paper that a citizen writes.
    Citizen,
    About,
    Title,
    Subject,
    Authority,
    To,
    Basis,
    Heading,
    Lead,
    Paragraph,
    Left,
    /// A table; the line holds share and side of each column: `1c 6l 3r`.
    Grid,
    Row,
    Recipient,
    /// The office's signer.
    Sign,
    /// Somebody else's hand: `NGƯỜI KHIẾU NẠI = {petitioner}`.
    Hand,
}

/// Words, or a place to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Words { text: String, bold: bool, italic: bool },
    Place { name: String, long: bool, bold: bool, italic: bool },
}

type Failed = (usize, Fault);

/// The head, the body, and the number of the body's first line.
pub(super) fn split(text: &str) -> Result<(&str, &str, usize), Failed> {
    let missing = || (1, Fault::Head { why: "no +++ lines".into() });
    let inner = text.trim_start_matches('\u{feff}').strip_prefix("+++\n").ok_or_else(missing)?;
    let (head, body) = inner.split_once("\n+++\n").ok_or_else(missing)?;
    Ok((head, body, head.lines().count() + 3))
}

/// The parts of a body.
pub(super) fn nodes(body: &str, from: usize) -> Result<Vec<Node>, Failed> {
    // Each open block: the node begun, and the lines before it.
    let mut open: Vec<(Node, Vec<Node>)> = Vec::new();
    let mut here: Vec<Node> = Vec::new();
    for (n, line) in body.lines().enumerate() {
        let (number, line) = (from + n, line.trim());
        let command = line.strip_prefix('{').and_then(|l| l.strip_suffix('}')).filter(|l| !l.contains('{'));
        let words: Vec<&str> = command.unwrap_or_default().split_whitespace().collect();
        match words.as_slice() {
            ["if", rest @ ..] => {
                let (name, not) = match rest {
                    ["not", name] => (name, true),
                    [name] => (name, false),
                    _ => return Err((number, Fault::Unbalanced)),
                };
                let (then, otherwise) = (Vec::new(), Vec::new());
                let node = Node::If { number, name: (*name).into(), not, then, otherwise };
                open.push((node, std::mem::take(&mut here)));
            }
            ["each", name] => {
                let node = Node::Each { number, name: (*name).into(), body: Vec::new() };
                open.push((node, std::mem::take(&mut here)));
            }
            ["else"] => match open.last_mut() {
                Some((Node::If { then, .. }, _)) if then.is_empty() => *then = std::mem::take(&mut here),
                _ => return Err((number, Fault::Unbalanced)),
            },
            ["end"] => {
                let (mut node, mut before) = open.pop().ok_or((number, Fault::Unbalanced))?;
                match &mut node {
                    Node::If { then, otherwise, .. } if !then.is_empty() => *otherwise = here,
                    Node::If { then: inner, .. } | Node::Each { body: inner, .. } => *inner = here,
                    Node::Line { .. } => {}
                }
                before.push(node);
                here = before;
            }
            _ if line.is_empty() => {}
            _ => here.push(parted(number, line)?),
        }
    }
    match open.is_empty() {
        true => Ok(here),
        false => Err((from, Fault::Unbalanced)),
    }
}

/// A line that is a part of the paper.
fn parted(number: usize, line: &str) -> Result<Node, Failed> {
    let (part, rest) = match (line.strip_prefix('@'), line.strip_prefix('|')) {
        (Some(said), _) => {
            let (word, rest) = said.split_once(' ').unwrap_or((said, ""));
            let part = part(word).ok_or_else(|| (number, Fault::UnknownPart { word: word.into() }))?;
            (part, rest)
        }
        (None, Some(row)) => (Part::Row, row),
        (None, None) => (Part::Paragraph, line),
    };
    let cells: Result<Vec<_>, Failed> = match part {
        Part::Row => rest.split('|').map(|cell| pieces(number, cell)).collect(),
        Part::Hand => rest.splitn(2, '=').map(|cell| pieces(number, cell)).collect(),
        _ => Ok(vec![pieces(number, rest)?]),
    };
    Ok(Node::Line { number, part, cells: cells? })
}

fn part(word: &str) -> Option<Part> {
    Some(match word {
        "official" => Part::Official,
        "citizen" => Part::Citizen,
        "about" => Part::About,
        "title" => Part::Title,
        "subject" => Part::Subject,
        "authority" => Part::Authority,
        "to" => Part::To,
        "basis" => Part::Basis,
        "heading" => Part::Heading,
        "lead" => Part::Lead,
        "left" => Part::Left,
        "grid" => Part::Grid,
        "recipient" => Part::Recipient,
        "sign" => Part::Sign,
        "hand" => Part::Hand,
        _ => return None,
    })
}

/// Words and places of a line.
fn pieces(number: usize, text: &str) -> Result<Vec<Piece>, Failed> {
    let (mut out, mut bold, mut italic) = (Vec::new(), false, false);
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("**") {
            (bold, rest) = (!bold, after);
        } else if let Some(after) = rest.strip_prefix('*') {
            (italic, rest) = (!italic, after);
        } else if let Some(after) = rest.strip_prefix('{') {
            let (place, after) = after.split_once('}').ok_or((number, Fault::OpenBrace))?;
            let (name, long) = place.strip_suffix("|long").map_or((place, false), |name| (name, true));
            out.push(Piece::Place { name: name.into(), long, bold, italic });
            rest = after;
        } else {
            let end = rest.find(['{', '*']).unwrap_or(rest.len());
            out.push(Piece::Words { text: rest[..end].into(), bold, italic });
            rest = &rest[end..];
        }
    }
    Ok(out)
}

/// The values that the head of an office's paper and its signer print.
pub(super) const HEAD: [&str; 6] = ["superior", "issuer", "symbol", "number", "place", "signed_on"];
pub(super) const SIGNED: [&str; 2] = ["capacity", "signer"];

/// Every value named, with the first line that names it.
pub(super) fn used(nodes: &[Node], known: &BTreeMap<String, Value>) -> Result<BTreeMap<String, usize>, Failed> {
    let mut out = BTreeMap::new();
    look(nodes, known, None, &mut out)?;
    Ok(out)
}

fn look(
    nodes: &[Node],
    known: &BTreeMap<String, Value>,
    record: Option<&Value>,
    out: &mut BTreeMap<String, usize>,
) -> Result<(), Failed> {
    for node in nodes {
        match node {
            Node::Line { number, part, cells } => {
                let implied: &[&str] = match part {
                    Part::Official => &HEAD,
                    Part::Citizen => &HEAD[4..],
                    Part::Sign => &SIGNED,
                    _ => &[],
                };
                for name in implied {
                    find(name, *number, known)?;
                    out.entry((*name).to_owned()).or_insert(*number);
                }
                for piece in cells.iter().flatten() {
                    place(piece, *number, known, record, out)?;
                }
            }
            Node::If { number, name, then, otherwise, .. } => {
                // `{if .field}` asks the record at hand.
                place(
                    &Piece::Place { name: name.clone(), long: false, bold: false, italic: false },
                    *number,
                    known,
                    record,
                    out,
                )
                .or_else(|(line, fault)| match fault {
                    // Any kind of value can be there or not.
                    Fault::WrongUse { name, .. } => {
                        out.entry(name).or_insert(line);
                        Ok(())
                    }
                    fault => Err((line, fault)),
                })?;
                look(then, known, record, out)?;
                look(otherwise, known, record, out)?;
            }
            Node::Each { number, name, body } => {
                let value = find(name, *number, known)?;
                if value.kind != Kind::List {
                    return Err((*number, Fault::WrongUse { name: name.clone(), used: "list" }));
                }
                out.entry(name.clone()).or_insert(*number);
                look(body, known, Some(value), out)?;
            }
        }
    }
    Ok(())
}

fn find<'a>(name: &str, number: usize, known: &'a BTreeMap<String, Value>) -> Result<&'a Value, Failed> {
    known.get(name).ok_or_else(|| (number, Fault::UnknownValue { name: name.to_owned() }))
}

/// A place within a line: a value of its own, or a field of the record at hand.
fn place(
    piece: &Piece,
    number: usize,
    known: &BTreeMap<String, Value>,
    record: Option<&Value>,
    out: &mut BTreeMap<String, usize>,
) -> Result<(), Failed> {
    let Piece::Place { name, long, .. } = piece else { return Ok(()) };
    if let Some(field) = name.strip_prefix('.') {
        let has = |value: &Value| match field {
            "" => value.fields.is_empty(),
            "#" => true,
            field => value.fields.iter().any(|f| f == field),
        };
        return match record.is_some_and(has) {
            true => Ok(()),
            false => Err((number, Fault::UnknownValue { name: name.clone() })),
        };
    }
    let value = find(name, number, known)?;
    match value.kind {
        Kind::List | Kind::Flag => Err((number, Fault::WrongUse { name: name.clone(), used: "text" })),
        Kind::Text if *long => Err((number, Fault::WrongUse { name: name.clone(), used: "day" })),
        Kind::Text | Kind::Day => {
            out.entry(name.clone()).or_insert(number);
            Ok(())
        }
    }
}
