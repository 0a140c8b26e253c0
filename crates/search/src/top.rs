//! Một lượt: every document of a question under rights: how many, of which kinds,
//! and the best or newest of them.
//!
//! Rights come before counting. Memory is bounded by what is kept.

use crate::rights::{Allowed, Rights, Words};
use std::collections::{BTreeMap, BinaryHeap};
use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Query};
use tantivy::{Searcher, SegmentReader};

/// One document that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    pub score: f32,
    pub day: i64,
    pub id: i64,
    pub segment: u32,
    pub doc: u32,
}

impl Found {
    pub(crate) fn place(&self) -> (u32, u32) {
        (self.segment, self.doc)
    }
}

impl Eq for Found {}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What is to be shown first is less: score, then day, then the case made last.
impl Ord for Found {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (one, other) = (self, other);
        other.score.total_cmp(&one.score).then(other.day.cmp(&one.day)).then(other.id.cmp(&one.id))
    }
}

/// What a pass found.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    /// How many, of the kinds asked for.
    pub total: u64,
    /// How many of each kind, whatever kinds were asked for.
    pub kinds: BTreeMap<String, u64>,
    /// The first ones, in order.
    pub best: Vec<Found>,
}

/// Who asks, and what narrows the answer.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    pub rights: &'a Rights,
    /// Only these kinds; nothing means all.
    pub kinds: &'a [String],
    /// Only of these days.
    pub days: Option<(i64, i64)>,
}

/// Goes over every document of a question. With `scored` the best by score are kept,
/// else the newest.
pub(crate) fn pass(
    searcher: &Searcher,
    query: &dyn Query,
    within: Within<'_>,
    scored: bool,
    keep: usize,
) -> tantivy::Result<Pass> {
    let scoring = match scored {
        true => EnableScoring::enabled_from_searcher(searcher),
        false => EnableScoring::disabled_from_searcher(searcher),
    };
    let weight = query.weight(scoring)?;
    let mut out = Pass::default();
    let mut best = Best { heap: BinaryHeap::with_capacity(keep + 1), keep };
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let allowed = Allowed::open(reader, within.rights)?;
        if allowed.is_nothing() {
            continue;
        }
        let mut part = Part::open(reader, segment, within, allowed)?;
        let alive = reader.alive_bitset();
        if scored {
            weight.for_each(reader, &mut |doc, score| {
                if alive.is_none_or(|alive| alive.is_alive(doc)) {
                    part.see(doc, score, &mut best);
                }
            })?;
        } else {
            weight.for_each_no_score(reader, &mut |docs| {
                for doc in docs.iter().filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc))) {
                    part.see(*doc, 0.0, &mut best);
                }
            })?;
        }
        part.sum(&mut out);
    }
    out.best = best.heap.into_sorted_vec();
    Ok(out)
}

struct Best {
    // The last of those kept is on top.
    heap: BinaryHeap<Found>,
    keep: usize,
}

/// One segment of a pass.
struct Part {
    segment: u32,
    allowed: Allowed,
    kind: Words,
    names: Vec<String>,
    asked: Vec<bool>,
    counts: Vec<u64>,
    total: u64,
    days: Option<(i64, i64)>,
    day: std::sync::Arc<dyn ColumnValues<i64>>,
    id: std::sync::Arc<dyn ColumnValues<i64>>,
}

impl Part {
    fn open(reader: &SegmentReader, segment: u32, within: Within<'_>, allowed: Allowed) -> tantivy::Result<Self> {
        let kinds = within.kinds;
        let kind = Words::open(reader, "kind")?;
        let names = kind.all()?;
        let asked = names.iter().map(|name| kinds.is_empty() || kinds.contains(name)).collect();
        let fast = reader.fast_fields();
        Ok(Self {
            segment,
            allowed,
            kind,
            counts: vec![0; names.len()],
            names,
            asked,
            total: 0,
            days: within.days,
            day: fast.column_first_or_default("day")?,
            id: fast.column_first_or_default("id")?,
        })
    }

    #[inline]
    fn see(&mut self, doc: u32, score: f32, best: &mut Best) {
        if !self.allowed.allows(doc) {
            return;
        }
        if self.days.is_some_and(|(from, to)| !(from..=to).contains(&self.day.get_val(doc))) {
            return;
        }
        // One kind alone needs no look.
        let kind = if self.counts.len() == 1 { 0 } else { self.kind.of(doc) };
        let Some(count) = self.counts.get_mut(kind) else { return };
        *count += 1;
        if !self.asked[kind] {
            return;
        }
        self.total += 1;
        let last = best.heap.peek().filter(|_| best.heap.len() >= best.keep);
        if best.keep == 0 || last.is_some_and(|last| score < last.score) {
            return;
        }
        let day = self.day.get_val(doc);
        if last.is_some_and(|last| score == last.score && day < last.day) {
            return;
        }
        let found = Found { score, day, id: self.id.get_val(doc), segment: self.segment, doc };
        if last.is_some_and(|last| found > *last) {
            return;
        }
        best.heap.push(found);
        if best.heap.len() > best.keep {
            best.heap.pop();
        }
    }

    fn sum(self, out: &mut Pass) {
        out.total += self.total;
        for (name, count) in self.names.into_iter().zip(self.counts).filter(|(_, count)| *count > 0) {
            *out.kinds.entry(name).or_default() += count;
        }
    }
}
