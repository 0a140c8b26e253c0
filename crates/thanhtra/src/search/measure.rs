//! The measuring itself: every question put to an index over all texts.

use super::sets::{Set, Typed};
use crate::Fail;
use ::search::{Ask, Doc, Index, Order, Query};
use serde::Serialize;
use std::time::Instant;

/// Texts handed to the index at once.
const AT_ONCE: usize = 5000;

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The sets in turn.
    pub sets: Vec<Measured>,
}

/// One set of questions over one index.
#[derive(Debug, Serialize)]
pub struct Measured {
    /// What is asked about what.
    pub what: &'static str,
    /// Name of the file.
    pub file: String,
    /// Texts in the index.
    pub texts: usize,
    /// Questions asked.
    pub questions: usize,
    /// Left out because several texts would answer.
    pub left_out: usize,
    /// Seconds to index all texts.
    pub index_s: f64,
    /// By the way of typing.
    pub typed: Vec<Found>,
}

/// What was found.
#[derive(Debug, Serialize)]
pub struct Found {
    /// How the questions were typed.
    pub typed: Typed,
    /// Questions that differ from how they stand.
    pub differ: usize,
    /// Share whose text is the first answer.
    pub hit_at_1: f64,
    /// Share whose text is among the first ten.
    pub hit_at_10: f64,
    /// Share whose text has every word asked for.
    pub every_word: f64,
    /// Milliseconds of an answer: half take no longer, and 99 in a hundred.
    pub ms: (f64, f64),
}

/// Measures all of it.
pub fn measure(titles: &Set, questions: Option<&Set>) -> Result<Report, Fail> {
    let mut sets = vec![
        one("title → article; titles are not in the index", titles, false)?,
        one("title → article; titles are in the index, as in a case", titles, true)?,
    ];
    if let Some(set) = questions {
        sets.push(one("question → paragraph", set, false)?);
    }
    Ok(Report { sets })
}

fn one(what: &'static str, set: &Set, titled: bool) -> Result<Measured, Fail> {
    let index = Index::in_memory()?;
    let began = Instant::now();
    let doc = |(n, (title, text)): (usize, &(String, String))| Doc {
        id: i64::try_from(n).unwrap_or(i64::MAX),
        kind: "text".into(),
        unit: "all".into(),
        title: if titled { title.clone() } else { String::new() },
        texts: vec![text.clone()],
        ..Doc::default()
    };
    let docs: Vec<Doc> = set.texts.iter().enumerate().map(doc).collect();
    for some in docs.chunks(AT_ONCE) {
        index.apply(some, &[], "")?;
    }
    let index_s = began.elapsed().as_secs_f64();
    let typed = Typed::ALL.into_iter().map(|typed| ask(&index, set, typed)).collect::<Result<_, _>>()?;
    let (texts, questions, left_out) = (set.texts.len(), set.questions.len(), set.left_out);
    Ok(Measured { what, file: set.file.clone(), texts, questions, left_out, index_s, typed })
}

fn ask(index: &Index, set: &Set, typed: Typed) -> Result<Found, Fail> {
    let (mut first, mut ten, mut every, mut differ) = (0, 0, 0, 0);
    let mut times = Vec::with_capacity(set.questions.len());
    for (asked, answer) in &set.questions {
        let asked_so = typed.write(asked);
        differ += usize::from(asked_so != *asked);
        let began = Instant::now();
        let ask = Ask { order: Order::Ranked, take: 10, ..Ask::all(Query::parse(&asked_so)) };
        let found = index.ask(&ask)?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        let answers: Vec<i64> = found.hits.iter().chain(&found.near).take(10).map(|h| h.id).collect();
        let place = answers.iter().position(|id| usize::try_from(*id) == Ok(*answer));
        first += usize::from(place == Some(0));
        ten += usize::from(place.is_some());
        every += usize::from(place.is_some_and(|at| at < found.hits.len()));
    }
    times.sort_by(f64::total_cmp);
    let of = |n: usize| n as f64 / set.questions.len().max(1) as f64;
    let at = |share: f64| times.get((times.len().saturating_sub(1) as f64 * share) as usize).copied().unwrap_or(0.0);
    let ms = (at(0.5), at(0.99));
    Ok(Found { typed, differ, hit_at_1: of(first), hit_at_10: of(ten), every_word: of(every), ms })
}
