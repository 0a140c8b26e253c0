//! The tree as it stood between two changes, numbered in pre-order so that a
//! unit and everything under it is one interval.

use super::unit::Unit;
use std::ops::Range;

/// A place that no unit holds.
const NOWHERE: u32 = u32::MAX;

/// One forest of units, in pre-order.
#[derive(Debug)]
pub(super) struct View {
    /// Indices of units, parents before children.
    pub order: Vec<u32>,
    /// By unit index: where it stands in `order`.
    place: Vec<u32>,
    /// By position: one past the last unit under it.
    end: Vec<u32>,
}

impl View {
    /// `here`: the indices of the units of that day; `parent_of`: index of a unit's parent.
    pub fn new(units: &[Unit], here: &[u32], parent_of: impl Fn(u32) -> Option<u32>) -> View {
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); units.len()];
        let mut roots = Vec::new();
        for &i in here {
            match parent_of(i) {
                Some(parent) => children[parent as usize].push(i),
                None => roots.push(i),
            }
        }
        let rank = |i: &u32| {
            let u = &units[*i as usize];
            (u.kind, u.order, u.code.clone())
        };
        let mut view =
            View { order: Vec::with_capacity(here.len()), place: vec![NOWHERE; units.len()], end: vec![0; here.len()] };
        // Depth first with an own stack: `Err` closes the interval opened at that position.
        let mut stack: Vec<Result<u32, usize>> = Vec::new();
        roots.sort_by_cached_key(rank);
        stack.extend(roots.into_iter().rev().map(Ok));
        while let Some(next) = stack.pop() {
            match next {
                Ok(i) => {
                    let at = view.order.len();
                    view.place[i as usize] = at as u32;
                    view.order.push(i);
                    stack.push(Err(at));
                    let mut below = std::mem::take(&mut children[i as usize]);
                    below.sort_by_cached_key(rank);
                    stack.extend(below.into_iter().rev().map(Ok));
                }
                Err(at) => view.end[at] = view.order.len() as u32,
            }
        }
        view
    }

    /// The interval of a unit and everything under it; empty when it is not here.
    pub fn interval(&self, unit: u32) -> Range<usize> {
        match self.place.get(unit as usize) {
            Some(&at) if at != NOWHERE => at as usize..self.end[at as usize] as usize,
            _ => 0..0,
        }
    }

    /// The units directly under a unit, in order.
    pub fn children(&self, unit: u32) -> Vec<u32> {
        let span = self.interval(unit);
        let mut out = Vec::new();
        let mut at = span.start + 1;
        while at < span.end {
            out.push(self.order[at]);
            at = self.end[at] as usize;
        }
        out
    }
}
