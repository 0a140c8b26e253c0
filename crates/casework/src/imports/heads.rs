//! Finds the heads of a register among titles, blank lines and joined cells.

use super::profile::Profile;
use super::source::{RowFault, SourceRow};
use crate::fold;
use std::collections::BTreeMap;

/// How far down the heads are looked for.
const DEPTH: usize = 60;

/// Where the columns of a profile stand in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    /// Index of the first row after the heads.
    pub first_row: usize,
    /// Column of the profile → column of the table.
    pub places: BTreeMap<String, usize>,
    /// Column of the profile → head as the register writes it.
    pub names: BTreeMap<String, String>,
    /// Heads of the table that the profile does not read.
    pub unread: Vec<String>,
}

/// Finds the heads, or says which are missing and which were found instead.
///
/// `rows` come with joined cells filled in, so that a head over several columns
/// stands over each of them.
pub fn find_heads(profile: &Profile, rows: &[SourceRow]) -> Result<Heads, RowFault> {
    let mut best: Option<Heads> = None;
    for at in 0..rows.len().min(DEPTH) {
        let end = (at + profile.head_lines.max(1)).min(rows.len());
        let found = heads_at(profile, &rows[at..end], end);
        if missing(profile, &found).is_empty() && !found.places.is_empty() {
            return Ok(found);
        }
        if best.as_ref().is_none_or(|b| b.places.len() < found.places.len()) {
            best = Some(found);
        }
    }
    let Some(best) = best else { return Err(RowFault::new("no_rows", "", "", "")) };
    let wanted: Vec<String> = missing(profile, &best);
    Err(RowFault::new("no_column", &wanted.join(", "), "", best.unread.join(", ")))
}

fn missing(profile: &Profile, found: &Heads) -> Vec<String> {
    let lacks = profile.columns.iter().filter(|(key, c)| c.required && !found.places.contains_key(*key));
    lacks.map(|(_, column)| column.head.first().cloned().unwrap_or_default()).collect()
}

fn heads_at(profile: &Profile, lines: &[SourceRow], first_row: usize) -> Heads {
    let width = lines.iter().map(|l| l.cells.len()).max().unwrap_or(0);
    let paths: Vec<Vec<String>> = (0..width).map(|column| path(lines, column)).collect();
    let folded: Vec<(String, String)> =
        paths.iter().map(|p| (fold(&p.join(" > ")), p.last().map(|l| fold(l)).unwrap_or_default())).collect();
    let mut heads = Heads { first_row, places: BTreeMap::new(), names: BTreeMap::new(), unread: Vec::new() };
    let mut taken = vec![false; width];
    // Whole paths before last parts: `Số` alone must not take `Kết luận > Số`.
    for whole in [true, false] {
        for (key, column) in profile.columns.iter().filter(|(_, c)| !c.head.is_empty()) {
            if heads.places.contains_key(key) {
                continue;
            }
            // Two columns of a profile may read one column of the table.
            let fits = |at: &usize| {
                (whole || !taken[*at])
                    && column.head.iter().any(|h| fold(h) == if whole { &folded[*at].0 } else { &folded[*at].1 }[..])
            };
            if let Some(at) = (0..width).find(fits) {
                taken[at] = true;
                heads.places.insert(key.clone(), at);
                heads.names.insert(key.clone(), paths[at].join(" > "));
            }
        }
    }
    heads.unread =
        (0..width).filter(|at| !taken[*at] && !paths[*at].is_empty()).map(|at| paths[at].join(" > ")).collect();
    heads
}

/// The heads over a column from top to bottom, each once.
fn path(lines: &[SourceRow], column: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let text = line.cell(column).text();
        if !text.is_empty() && out.last() != Some(&text) {
            out.push(text);
        }
    }
    out
}
