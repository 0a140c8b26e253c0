//! The body of a paper as pieces: prose line by line, tables slice by slice.

use super::face::line_height;
use super::head;
use super::lines::{Line, Setting, set};
use super::measure::*;
use super::sheet::{Column, Kind, Mark, Piece, Strip, ink, stack};
use super::{Align, Block, Grid, Letter, Run, Text};

/// The whole paper as one strip.
pub(super) fn strip(letter: &Letter) -> Strip {
    let mut strip = Strip::default();
    head::head(&mut strip, letter);
    head::title(&mut strip, letter);
    for block in &letter.body {
        match block {
            Block::Basis(text) => prose(&mut strip, &slanted(text), Align::Justified, Kind::Paragraph),
            Block::Paragraph { text, align } => prose(&mut strip, text, *align, Kind::Paragraph),
            Block::Heading { text, centred } => {
                let align = if *centred { Align::Centre } else { Align::Justified };
                prose(&mut strip, &weighty(text), align, Kind::Heading);
            }
            Block::Grid(table) => grid(&mut strip, table),
            Block::Bars(all) => bars(&mut strip, all),
            Block::Squares(rows) => squares(&mut strip, rows),
            Block::Annex { number, title, attached_to } => annex(&mut strip, number, title, attached_to),
        }
    }
    head::end(&mut strip, letter);
    strip
}

pub(super) fn slanted(text: &Text) -> Text {
    text.iter().map(|r| Run { italic: true, ..r.clone() }).collect()
}

pub(super) fn weighty(text: &Text) -> Text {
    text.iter().map(|r| Run { bold: true, ..r.clone() }).collect()
}

/// A paragraph: never one line alone at the foot or at the head of a page.
fn prose(strip: &mut Strip, text: &Text, align: Align, kind: Kind) {
    let indent = if align == Align::Justified { INDENT } else { 0.0 };
    let lines = set(text, &Setting { size: BODY, width: MEASURE, indent, align });
    let node = (!lines.is_empty()).then(|| strip.node(kind, None));
    let (height, count) = (line_height(BODY) * SPACING, lines.len());
    for (n, line) in lines.iter().enumerate() {
        let mut marks = Vec::new();
        // Extra leading goes above the letters, as word processors do it.
        ink(&mut marks, line, LEFT, height - line_height(BODY), BODY, node);
        let pair = n == 0 || n + 2 == count;
        let keep = (pair && n + 1 < count) || kind == Kind::Heading;
        let gap = if n == 0 { GAP } else { 0.0 };
        strip.pieces.push(Piece { gap, height, marks, keep, ..Piece::default() });
    }
}

fn annex(strip: &mut Strip, number: &str, title: &str, attached_to: &str) {
    let from = strip.pieces.len();
    prose(strip, &vec![Run::bold(number)], Align::Centre, Kind::Heading);
    prose(strip, &vec![Run::bold(title.to_uppercase())], Align::Centre, Kind::Heading);
    prose(strip, &vec![Run::italic(attached_to)], Align::Centre, Kind::Paragraph);
    if let Some(first) = strip.pieces.get_mut(from) {
        first.breaks = true;
    }
}

/// Bars from one line at zero: the label before it, the figure behind the bar.
fn bars(strip: &mut Strip, all: &[(String, String, u32)]) {
    let (zero, longest) = (LEFT + MEASURE * LABEL, MEASURE * LONGEST);
    for (n, (label, said, length)) in all.iter().enumerate() {
        let node = strip.node(Kind::Paragraph, None);
        let mut marks = Vec::new();
        let before = Column { x: LEFT, width: MEASURE * LABEL - 6.0, size: SMALL, align: Align::Right };
        let (end, _) = stack(&mut marks, &[Run::plain(label)], before, 1.0, Some(node));
        let tip = zero + longest * (*length).min(1_000) as f32 / 1_000.0;
        let middle = end / 2.0;
        marks.push(Mark::Bar { from: (zero, middle - 4.0), to: (tip.max(zero + 0.5), middle + 4.0) });
        let behind = Column { x: tip + 4.0, width: LEFT + MEASURE - tip - 4.0, size: SMALL, align: Align::Left };
        stack(&mut marks, &[Run::plain(said)], behind, middle - line_height(SMALL) / 2.0, Some(node));
        marks.push(Mark::Rule { from: (zero, 0.0), to: (zero, end + 2.0) });
        let (gap, keep) = (if n == 0 { GAP } else { 0.0 }, n + 1 < all.len());
        strip.pieces.push(Piece { gap, height: end + 2.0, marks, keep, ..Piece::default() });
    }
}

/// Squares in the middle of the line, each run of dark ones drawn at once; never torn by a page break.
fn squares(strip: &mut Strip, rows: &[Vec<bool>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let side = square(columns);
    let left = LEFT + (MEASURE - columns as f32 * side) / 2.0;
    let mut marks = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        let top = y as f32 * side;
        let mut from = 0;
        for run in row.chunk_by(|a, b| a == b) {
            let until = from + run.len();
            if run[0] {
                let (x, to) = (left + from as f32 * side, left + until as f32 * side);
                marks.push(Mark::Square { from: (x, top), to: (to, top + side) });
            }
            from = until;
        }
    }
    strip.pieces.push(Piece {
        gap: QUIET * side,
        height: (rows.len() as f32 + QUIET) * side,
        marks,
        ..Piece::default()
    });
}

/// The share of a line that labels of bars take, and the longest bar.
const LABEL: f32 = 0.4;
const LONGEST: f32 = 0.36;

/// Rows up to this many lines are not torn by a page break.
const WHOLE_ROW: usize = 12;

fn grid(strip: &mut Strip, table: &Grid) {
    let edges = edges(table);
    let Some((first, last)) = edges.first().copied().zip(edges.last().copied()).filter(|(a, b)| b > a) else { return };
    let node = strip.node(Kind::Table, None);
    let number = strip.grids.len();
    strip.grids.push((Vec::new(), first, last));
    let from = strip.pieces.len();
    for row in &table.head {
        slices(strip, &edges, table, row, (node, number, true));
    }
    for piece in &mut strip.pieces[from..] {
        piece.keep = true;
    }
    let heads = strip.pieces[from..].iter().map(|piece| Piece {
        gap: 0.0,
        marks: piece.marks.iter().cloned().map(Mark::repeated).collect(),
        ..piece.clone()
    });
    strip.grids[number].0 = heads.collect();
    for row in &table.rows {
        slices(strip, &edges, table, row, (node, number, false));
    }
    if let Some(piece) = strip.pieces.get_mut(from) {
        piece.gap = GAP + 2.0;
    }
}

/// The edges of the columns, shares turned into points.
fn edges(table: &Grid) -> Vec<f32> {
    let whole: u32 = table.columns.iter().map(|(share, _)| (*share).max(1)).sum();
    let mut x = LEFT;
    let mut edges = vec![x];
    for (share, _) in &table.columns {
        x += MEASURE * (*share).max(1) as f32 / whole as f32;
        edges.push(x);
    }
    edges
}

/// A row, one line of all its cells at a time, so that a long cell can run over pages.
fn slices(strip: &mut Strip, edges: &[f32], table: &Grid, row: &[Text], (node, number, head): (usize, usize, bool)) {
    let row_node = strip.node(Kind::Row, Some(node));
    let kind = if head { Kind::HeadCell } else { Kind::Cell };
    let empty = Text::new();
    let cells: Vec<(Vec<Line>, usize)> = (0..table.columns.len())
        .map(|n| {
            let text = row.get(n).unwrap_or(&empty);
            let text = if head { weighty(text) } else { text.clone() };
            let align = if head { Align::Centre } else { table.columns[n].1 };
            let width = edges[n + 1] - edges[n] - 2.0 * CELL;
            (set(&text, &Setting { size: MIDDLE, width, indent: 0.0, align }), strip.node(kind, Some(row_node)))
        })
        .collect();
    let count = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0).max(1);
    for n in 0..count {
        let (first, last) = (n == 0, n + 1 == count);
        let above = if first { 2.0 } else { 0.0 };
        let height = above + line_height(MIDDLE) + if last { 3.0 } else { 0.0 };
        let mut marks = Vec::new();
        for (k, (lines, cell)) in cells.iter().enumerate() {
            // The words of a head stand in the middle of its height.
            let lead = if head { (count - lines.len()) / 2 } else { 0 };
            if let Some(line) = n.checked_sub(lead).and_then(|n| lines.get(n)) {
                ink(&mut marks, line, edges[k] + CELL, above, MIDDLE, Some(*cell));
            }
        }
        marks.extend(edges.iter().map(|x| Mark::Rule { from: (*x, 0.0), to: (*x, height) }));
        let ends = (edges[0], edges[edges.len() - 1]);
        let across = |y: f32| Mark::Rule { from: (ends.0, y), to: (ends.1, y) };
        marks.extend(first.then(|| across(0.0)));
        marks.extend(last.then(|| across(height)));
        let keep = !last && (count <= WHOLE_ROW || first || n + 2 == count);
        strip.pieces.push(Piece { height, marks, keep, grid: Some(number), ..Piece::default() });
    }
}
