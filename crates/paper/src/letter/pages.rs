//! The strip cut into pages: what must stay together does, a table's head comes
//! back on every page it reaches, and pages are numbered from the second one on.

use super::face::{Face, ascent, line_height};
use super::measure::*;
use super::sheet::{Column, Mark, Piece, Strip, stack};
use super::{Align, Run};

/// Room for pieces on a page.
const ROOM: f32 = HEIGHT - TOP - BOTTOM;

/// The pages of a strip, each as ink placed on the paper.
pub(super) fn pages(strip: &Strip, mark: &str) -> Vec<Vec<Mark>> {
    let mut cut = Cut { strip, pages: vec![Vec::new()], y: 0.0, filled: false };
    let mut at = 0;
    while at < strip.pieces.len() {
        let chain = strip.pieces[at..].iter().position(|p| !p.keep).map_or(strip.pieces.len(), |n| at + n + 1);
        let tall: f32 = strip.pieces[at..chain].iter().map(|p| p.gap + p.height).sum();
        let fresh = strip.pieces[at].breaks || (cut.y + tall > ROOM && tall <= ROOM);
        if fresh && cut.filled {
            cut.turn(at);
        }
        for n in at..chain {
            // A chain longer than a page is torn where the page ends.
            if cut.y + strip.pieces[n].gap + strip.pieces[n].height > ROOM && cut.filled {
                cut.turn(n);
            }
            cut.place(&strip.pieces[n]);
        }
        at = chain;
    }
    let mut pages = cut.pages;
    for (n, page) in pages.iter_mut().enumerate() {
        if n > 0 {
            number(page, n + 1);
        }
        foot(page, mark);
    }
    pages
}

struct Cut<'a> {
    strip: &'a Strip,
    pages: Vec<Vec<Mark>>,
    /// How much of the page's room is used.
    y: f32,
    /// Whether anything stands on the page but a repeated head.
    filled: bool,
}

impl Cut<'_> {
    /// Begins a new page, inside a table with its head.
    fn turn(&mut self, next: usize) {
        let before = next.checked_sub(1).and_then(|n| self.strip.pieces[n].grid);
        let within = self.strip.pieces[next].grid.filter(|g| before == Some(*g));
        let edge = within.map(|g| &self.strip.grids[g]);
        if let (Some((_, left, right)), Some(page)) = (edge, self.pages.last_mut()) {
            page.push(Mark::Rule { from: (*left, TOP + self.y), to: (*right, TOP + self.y) });
        }
        self.pages.push(Vec::new());
        (self.y, self.filled) = (0.0, false);
        if let Some((head, left, right)) = edge {
            // A head taller than half a page would leave no room for the rows.
            if head.iter().map(|p| p.height).sum::<f32>() < ROOM / 2.0 {
                head.iter().for_each(|piece| self.place(piece));
            }
            let y = TOP + self.y;
            self.page().push(Mark::Rule { from: (*left, y), to: (*right, y) });
            self.filled = false;
        }
    }

    /// Lays a piece down; one taller than a page (a subject of a thousand words) goes on over the next.
    fn place(&mut self, piece: &Piece) {
        if piece.height > ROOM {
            return self.pour(piece);
        }
        let gap = if self.y > 0.0 { piece.gap } else { 0.0 };
        let top = TOP + self.y + gap;
        self.page().extend(piece.marks.iter().map(|m| m.lowered(top)));
        self.y += gap + piece.height;
        self.filled = true;
    }

    fn pour(&mut self, piece: &Piece) {
        let mut marks: Vec<&Mark> = piece.marks.iter().collect();
        marks.sort_by(|a, b| a.top().total_cmp(&b.top()));
        let mut from = -self.y;
        for mark in marks {
            if mark.top() + line_height(BODY) - from > ROOM {
                self.pages.push(Vec::new());
                from = mark.top();
            }
            self.page().push(mark.lowered(TOP - from));
        }
        (self.y, self.filled) = (piece.height - from, true);
    }

    fn page(&mut self) -> &mut Vec<Mark> {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }
}

/// Số trang: Arabic, centred in the top margin, from the second page on.
fn number(page: &mut Vec<Mark>, n: usize) {
    let how = Column { x: LEFT, width: MEASURE, size: MIDDLE, align: Align::Centre };
    stack(page, &[Run::plain(n.to_string())], how, EDGE, None);
}

/// The mark at the foot of every page, outside the paper's own margins.
fn foot(page: &mut Vec<Mark>, mark: &str) {
    if mark.is_empty() {
        return;
    }
    let how = Column { x: LEFT, width: MEASURE, size: LIST - 1.0, align: Align::Centre };
    let top = HEIGHT - EDGE - ascent(how.size) - 4.0;
    page.push(Mark::Rule { from: (LEFT, top - 3.0), to: (LEFT + MEASURE, top - 3.0) });
    stack(page, &[Run { text: mark.into(), bold: Face::BOLD_ITALIC.bold, italic: true }], how, top, None);
}
