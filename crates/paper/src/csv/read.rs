//! Text to a table; the separator is found in the text.

use super::decode::decode;
use crate::{Cell, Limits, PaperError, Row, Table, unquoted};

/// The table in a delimited file. Every cell is text: only a profile knows
/// whether `1.234` is a thousand or a fraction.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Table, PaperError> {
    // Text that came out of a gzip file may be larger than a file that came plain.
    let most = limits.unpacked.max(limits.bytes);
    if bytes.len() as u64 > most {
        return Err(PaperError::TooLarge { bytes: bytes.len() as u64, limit: most });
    }
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(PaperError::NotATable { what: "binary" });
    }
    let mut table = Table::default();
    let mut cells = 0;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let too_many = |what, limit: usize| PaperError::TooMany { sheet: String::new(), what, limit: limit as u64 };
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    while reader.read_record(&mut record).map_err(|e| PaperError::Damaged { why: e.to_string() })? {
        if record.iter().all(|field| field.trim_matches([' ', ',', ';', '\t', '|']).is_empty()) {
            continue;
        }
        cells += record.len();
        if record.len() > limits.columns {
            return Err(too_many("columns", limits.columns));
        }
        if cells > limits.cells {
            return Err(too_many("cells", limits.cells));
        }
        if table.rows.len() >= limits.rows {
            return Err(too_many("rows", limits.rows));
        }
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        table.rows.push(Row { line, cells: record.iter().map(cell).collect() });
    }
    if table.rows.is_empty() { Err(PaperError::Empty) } else { Ok(table) }
}

/// Counts lines as an editor does; the reader skips empty ones silently.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, byte: u64) -> u64 {
        let bytes = self.text.as_bytes();
        let mut to = usize::try_from(byte).unwrap_or(bytes.len()).min(bytes.len());
        while bytes.get(to).is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            to += 1;
        }
        self.line += bytes[self.at..to].iter().filter(|b| **b == b'\n').count() as u64;
        self.at = to;
        self.line
    }
}

fn cell(field: &str) -> Cell {
    if field.is_empty() { Cell::Empty } else { Cell::Text(unquoted(field).to_owned()) }
}

/// Lines looked at to find the separator.
const SAMPLE: usize = 30;

/// The separator that cuts the first lines most evenly; a comma when in doubt.
fn separator(text: &str) -> u8 {
    let mut best = (0, b',');
    for sep in [b',', b';', b'\t', b'|'] {
        let counts = counts(text, sep);
        let most = counts.iter().copied().max().unwrap_or(0);
        let Some(common) = (1..=most).max_by_key(|n| (counts.iter().filter(|c| *c == n).count(), *n)) else { continue };
        let even = counts.iter().filter(|c| **c == common).count();
        if even * 100 + common > best.0 {
            best = (even * 100 + common, sep);
        }
    }
    best.1
}

/// How often a separator stands outside quotes, line by line.
fn counts(text: &str, sep: u8) -> Vec<usize> {
    let (mut out, mut now, mut quoted, mut any) = (Vec::new(), 0, false, false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                if any {
                    out.push(now);
                }
                (now, any) = (0, false);
                if out.len() == SAMPLE {
                    return out;
                }
            }
            b if b == sep && !quoted => now += 1,
            b'\r' => {}
            _ => any = true,
        }
    }
    if any {
        out.push(now);
    }
    out
}
