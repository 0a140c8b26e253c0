//! Xếp hạng: looks closely at the best of a pass: which words stand in the title,
//! which stand side by side as they were asked.

use crate::doc::BODY;
use crate::top::Found;
use std::collections::BTreeMap;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, Term};

/// So many of the best are looked at closely.
pub(crate) const CLOSELY: usize = 200;
/// What it adds when every word stands in the title, as a share of what the words weigh.
const IN_TITLE: f32 = 0.7;
/// The same when every two words asked side by side stand so.
const SIDE_BY_SIDE: f32 = 1.2;

/// Scores the first of these anew and puts them in order.
pub(crate) fn closely(searcher: &Searcher, words: &[Term], found: &mut [Found]) -> tantivy::Result<()> {
    let many = found.len().min(CLOSELY);
    let found = &mut found[..many];
    if words.is_empty() || many == 0 {
        return Ok(());
    }
    let weights = weights(searcher, words)?;
    let mut by_segment: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (n, one) in found.iter().enumerate() {
        by_segment.entry(one.segment).or_default().push(n);
    }
    for (segment, mut which) in by_segment {
        which.sort_unstable_by_key(|n| found[*n].doc);
        let docs: Vec<u32> = which.iter().map(|n| found[*n].doc).collect();
        let places = places(searcher.segment_reader(segment), words, &docs)?;
        for (n, places) in which.into_iter().zip(places) {
            found[n].score += bonus(&weights, &places);
        }
    }
    found.sort_unstable();
    Ok(())
}

/// How much each word tells: the rarer the more.
pub(crate) fn weights(searcher: &Searcher, words: &[Term]) -> tantivy::Result<Vec<f32>> {
    let all = searcher.num_docs() as f32;
    let weight = |word| {
        let with = searcher.doc_freq(word)? as f32;
        Ok((1.0 + ((all - with).max(0.0) + 0.5) / (with + 0.5)).ln())
    };
    words.iter().map(weight).collect()
}

/// For each document, where each word stands in it.
fn places(reader: &tantivy::SegmentReader, words: &[Term], docs: &[u32]) -> tantivy::Result<Vec<Vec<Vec<u32>>>> {
    let mut out = vec![vec![Vec::new(); words.len()]; docs.len()];
    for (w, word) in words.iter().enumerate() {
        let index = reader.inverted_index(word.field())?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let Some(mut postings) = index.read_postings(word, option)? else { continue };
        for (d, doc) in docs.iter().enumerate() {
            if postings.doc() < *doc {
                postings.seek(*doc);
            }
            if postings.doc() == *doc {
                postings.positions(&mut out[d][w]);
            }
        }
    }
    Ok(out)
}

fn bonus(weights: &[f32], places: &[Vec<u32>]) -> f32 {
    let all: f32 = weights.iter().sum();
    let titled = weights.iter().zip(places).filter(|(_, p)| p.first().is_some_and(|at| *at < BODY));
    let titled: f32 = titled.map(|(w, _)| w).sum();
    let mut bonus = IN_TITLE * titled;
    let pairs: f32 = weights.windows(2).map(|w| w[0] + w[1]).sum();
    if pairs > 0.0 {
        let near = weights.windows(2).zip(places.windows(2)).filter(|(_, p)| side_by_side(&p[0], &p[1]));
        bonus += SIDE_BY_SIDE * all * near.map(|(w, _)| w[0] + w[1]).sum::<f32>() / pairs;
    }
    bonus
}

/// Whether the second stands right after the first anywhere; both are in order.
fn side_by_side(first: &[u32], second: &[u32]) -> bool {
    let mut seconds = second.iter().peekable();
    first.iter().any(|at| {
        while seconds.next_if(|s| **s <= *at).is_some() {}
        seconds.peek().is_some_and(|s| **s == at + 1)
    })
}
