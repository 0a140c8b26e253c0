//! What lies on a page: words and rules, gathered into pieces that are never torn,
//! and the tree that tells a screen reader what they are.

use super::face::{Face, ascent, line_height};
use super::lines::{Line, Setting, set};
use super::{Align, Run};

/// Ink, placed from the top left corner of its piece and later of its page.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    Words {
        x: f32,
        baseline: f32,
        size: f32,
        face: Face,
        text: String,
        stretch: f32,
        /// The node these words belong to; none for page numbers, repeated heads and marks.
        node: Option<usize>,
    },
    Rule {
        from: (f32, f32),
        to: (f32, f32),
    },
    /// A filled box: its upper left and lower right corner.
    Bar {
        from: (f32, f32),
        to: (f32, f32),
    },
    /// The same as black as ink gets: a camera is to tell it from the paper.
    Square {
        from: (f32, f32),
        to: (f32, f32),
    },
}

impl Mark {
    /// The same ink further down.
    pub(super) fn lowered(&self, by: f32) -> Mark {
        let mut mark = self.clone();
        match &mut mark {
            Mark::Words { baseline, .. } => *baseline += by,
            Mark::Rule { from, to } | Mark::Bar { from, to } | Mark::Square { from, to } => {
                from.1 += by;
                to.1 += by;
            }
        }
        mark
    }

    /// Where it begins, from the top of its piece.
    pub(super) fn top(&self) -> f32 {
        match self {
            Mark::Words { baseline, size, .. } => baseline - ascent(*size),
            Mark::Rule { from, to } | Mark::Bar { from, to } | Mark::Square { from, to } => from.1.min(to.1),
        }
    }

    /// The same ink, passed over by a screen reader: it has been read once.
    pub(super) fn repeated(mut self) -> Mark {
        if let Mark::Words { node, .. } = &mut self {
            *node = None;
        }
        self
    }
}

/// What a page break may not cut: a line of prose, a slice of a table row, the head.
#[derive(Debug, Clone, Default)]
pub(super) struct Piece {
    /// Space above, dropped at the top of a page.
    pub(super) gap: f32,
    pub(super) height: f32,
    pub(super) marks: Vec<Mark>,
    /// Must be on the page of the next piece.
    pub(super) keep: bool,
    /// Begins a new page.
    pub(super) breaks: bool,
    /// The table it is a row of.
    pub(super) grid: Option<usize>,
}

/// What a node of the reading tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    Table,
    Row,
    HeadCell,
    Cell,
}

/// A node of the reading tree, in reading order.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) parent: Option<usize>,
}

/// A paper as one long strip, before it is cut into pages.
#[derive(Debug, Default)]
pub(super) struct Strip {
    pub(super) pieces: Vec<Piece>,
    pub(super) nodes: Vec<Node>,
    /// The head of each table, to be repeated, and its left and right edge.
    pub(super) grids: Vec<(Vec<Piece>, f32, f32)>,
}

impl Strip {
    pub(super) fn node(&mut self, kind: Kind, parent: Option<usize>) -> usize {
        self.nodes.push(Node { kind, parent });
        self.nodes.len() - 1
    }
}

/// How a column of lines is set.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) align: Align,
}

/// Lines one below the other, from `top` down; gives the new top and the width of the widest line.
pub(super) fn stack(marks: &mut Vec<Mark>, runs: &[Run], how: Column, top: f32, node: Option<usize>) -> (f32, f32) {
    let setting = Setting { size: how.size, width: how.width, indent: 0.0, align: how.align };
    let lines = set(runs, &setting);
    let (mut y, mut widest) = (top, 0.0_f32);
    for line in &lines {
        ink(marks, line, how.x, y, how.size, node);
        y += line_height(how.size);
        widest = widest.max(line.width);
    }
    (y, widest)
}

/// The words of a line whose top is at `y`.
pub(super) fn ink(marks: &mut Vec<Mark>, line: &Line, x: f32, y: f32, size: f32, node: Option<usize>) {
    marks.extend(line.spans.iter().map(|span| Mark::Words {
        x: x + span.x,
        baseline: y + ascent(size),
        size,
        face: span.face,
        text: span.text.clone(),
        stretch: span.stretch,
        node,
    }));
}

/// A level rule of a width, centred in a column.
pub(super) fn short_rule(marks: &mut Vec<Mark>, how: Column, width: f32, y: f32) {
    let middle = how.x + how.width / 2.0;
    marks.push(Mark::Rule { from: (middle - width / 2.0, y), to: (middle + width / 2.0, y) });
}
