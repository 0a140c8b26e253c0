//! Lời văn as the page shows it: paragraphs of words and figures, tables, bars.

use casework::narratives::{Bar, Piece, Value, Wrong, pieces};
use std::collections::BTreeMap;

/// What the references of a narrative say.
pub(super) type Says = BTreeMap<String, Result<Value, Wrong>>;

/// A piece of a paragraph.
pub(super) struct Bit {
    /// What is shown.
    pub(super) text: String,
    /// The reference it comes from; empty: it was typed.
    pub(super) raw: String,
    /// Why the reference says nothing.
    pub(super) wrong: Option<Wrong>,
}

/// A paragraph, a table or a chart.
pub(super) enum Para {
    /// Words.
    Words(Vec<Bit>),
    /// Heads and rows.
    Table(Vec<String>, Vec<Vec<String>>),
    /// Title and bars.
    Bars(String, Vec<Bar>),
}

/// The paragraphs of a section: a table or a chart stands by itself wherever it was written.
pub(super) fn paragraphs(text: &str, says: &Says) -> Vec<Para> {
    let mut out = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut bits: Vec<Bit> = Vec::new();
        for piece in pieces(line) {
            let (raw, said) = match piece {
                Piece::Text(text) => {
                    bits.push(Bit { text, raw: String::new(), wrong: None });
                    continue;
                }
                Piece::Ref { raw, says: Err(why) } => (raw, Err(why)),
                Piece::Ref { raw, says: Ok(_) } => {
                    let said = says.get(&raw).cloned().unwrap_or(Err(Wrong::NoFigure));
                    (raw, said)
                }
            };
            let block = match said {
                Ok(Value::Text(text)) => {
                    bits.push(Bit { text, raw, wrong: None });
                    continue;
                }
                Err(why) => {
                    bits.push(Bit { text: raw.clone(), raw, wrong: Some(why) });
                    continue;
                }
                Ok(Value::Table { heads, rows }) => Para::Table(heads, rows),
                Ok(Value::Bars { title, bars }) => Para::Bars(title, bars),
            };
            close(&mut out, &mut bits);
            out.push(block);
        }
        close(&mut out, &mut bits);
    }
    out
}

fn close(out: &mut Vec<Para>, bits: &mut Vec<Bit>) {
    let bits = std::mem::take(bits);
    if bits.iter().any(|b| !b.text.trim().is_empty()) {
        out.push(Para::Words(bits));
    }
}
