//! Gần đúng: when hardly anything has all the words, what has the telling ones.
//!
//! Only words that are not everywhere choose; with them the others are weighed.

use crate::rank::weights;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

/// A word in more than this share of all documents chooses none.
const EVERYWHERE: f32 = 0.1;
/// Below so many documents every word chooses.
const FEW: f32 = 10_000.0;
/// So many of the rarest always choose.
const RAREST: usize = 2;
/// So many choose at most.
const MOST: usize = 12;

/// A question that any of the telling words answers.
pub(crate) fn some_of(searcher: &Searcher, words: &[Term]) -> tantivy::Result<Option<Box<dyn Query>>> {
    let all = searcher.num_docs() as f32;
    let everywhere = (1.0 + (1.0 - EVERYWHERE) / EVERYWHERE.max(1.0 / all.max(1.0))).ln();
    let weights = weights(searcher, words)?;
    let mut known = Vec::new();
    for (word, weight) in words.iter().zip(weights) {
        if searcher.doc_freq(word)? > 0 && !known.iter().any(|(_, w)| *w == word) {
            known.push((weight, word));
        }
    }
    known.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let telling = known.iter().enumerate().filter(|(n, (w, _))| *n < RAREST || *w > everywhere || all < FEW);
    let clauses: Vec<(Occur, Box<dyn Query>)> = telling
        .take(MOST)
        .map(|(_, (_, word))| {
            let query: Box<dyn Query> = Box::new(TermQuery::new((*word).clone(), IndexRecordOption::WithFreqs));
            (Occur::Should, query)
        })
        .collect();
    Ok((!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Box<dyn Query>))
}
