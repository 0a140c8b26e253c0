//! The measuring itself: every text asked about against all others, known ways of
//! writing it again, texts that are nobody's double, and sealed letters by
//! fingerprint alone.

use super::files::{Again, Pairs, Text};
use super::sets::{Band, Share, bands, count, percentile};
use crate::Fail;
use casework::duplicates::trial::{Dice, Edit};
use casework::duplicates::{Fingerprint, Index, Key, Letter, Match, SAME, SealedIndex};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;
use std::time::Instant;

/// Asked of the pairs whose runs of three words agree by half.
const RECALL: f64 = 0.97;
const PRECISION: f64 = 0.95;

/// What to measure.
pub struct Ask {
    /// Texts of so many words; among these the list of pairs is complete.
    pub words: RangeInclusive<usize>,
    /// Texts that are written again in each way.
    pub sample: usize,
}

/// What was measured.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// Names of the files.
    pub files: Vec<String>,
    /// Texts read.
    pub texts: usize,
    /// Texts of the asked length, all compared with all.
    pub compared: usize,
    /// Least and most words of those.
    pub words: (usize, usize),
    /// The known pairs among them.
    pub pairs: PairsFound,
    /// The other writings.
    pub again: AgainFound,
    /// Known ways of writing a text again.
    pub edits: Vec<EditFound>,
    /// Texts with no double in the list of pairs.
    pub fresh: Fresh,
    /// The same pairs by keyed fingerprints alone.
    pub sealed: Sealed,
    /// What it costs.
    pub cost: Cost,
    /// What was asked, and whether it was reached.
    pub targets: Vec<Target>,
}

/// Pairs of the file found among all texts.
#[derive(Debug, Serialize, Deserialize)]
pub struct PairsFound {
    /// Pairs whose texts are not both in the file or not of the asked length.
    pub left_out: usize,
    /// Of the listed pairs, found with a score of one half or more.
    pub recall: Share,
    /// Of what was found with that score, listed.
    pub precision: Share,
    /// Of what was found and is not listed, within two hundredths above one half: judged otherwise for marks that do not count here.
    pub on_the_edge: usize,
    /// Of the listed pairs, shown at all, with whatever score.
    pub shown: Share,
    /// Recall by likeness.
    pub by_likeness: Vec<Band>,
}

/// Other writings found among all texts.
#[derive(Debug, Serialize, Deserialize)]
pub struct AgainFound {
    /// Whose first text is not in the file.
    pub left_out: usize,
    /// Of those with likeness of one half or more, the first text shown.
    pub shown: Share,
    /// The same, and first in the list or with the score of the first.
    pub first: Share,
    /// Shown, by likeness.
    pub by_likeness: Vec<Band>,
}

/// A way of writing a text again, and what was found.
#[derive(Debug, Serialize, Deserialize)]
pub struct EditFound {
    /// The way.
    pub edit: String,
    /// The text it came from is shown.
    pub shown: Share,
    /// It is the first shown, or has the score of the first.
    pub first: Share,
    /// Shown as the same text (score of one half or more).
    pub same: Share,
    /// Mean score of those shown.
    pub mean_score: f64,
    /// Milliseconds of a question: half take no longer, and 99 in a hundred.
    pub ms: (f64, f64),
}

/// Texts that have no double in the list.
#[derive(Debug, Serialize, Deserialize)]
pub struct Fresh {
    /// For which another is shown as the same text.
    pub same: Share,
    /// For which another is shown at all.
    pub shown: Share,
    /// The score of the best shown, by tenths.
    pub by_best_score: Vec<Tenth>,
}

/// How many texts have their best within this tenth.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tenth {
    /// From this score on …
    pub from: f64,
    /// … to below this one.
    pub below: f64,
    /// Texts.
    pub texts: usize,
}

/// Fingerprints alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct Sealed {
    /// Listed pairs told.
    pub recall: Share,
    /// By likeness.
    pub by_likeness: Vec<Band>,
    /// Texts with no double in the list for which a like one is told.
    pub fresh: Share,
}

/// Time and memory, one thread.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cost {
    /// Microseconds to read a text, sketch it and take it into the index.
    pub index_us_per_text: f64,
    /// Milliseconds of a question with comparison and passages: half take no longer, and 99 in a hundred.
    pub question_ms: (f64, f64),
    /// Bytes of the index in memory.
    pub index_bytes: usize,
    /// The same for each text.
    pub index_bytes_per_text: usize,
    /// Bytes of a kept sketch, on average.
    pub sketch_bytes_per_text: usize,
    /// Most memory the process held, texts included; on Linux.
    pub process_peak_bytes: Option<u64>,
}

/// What was asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Target {
    /// Of which figure.
    pub what: String,
    /// At least.
    pub asked: f64,
    /// Measured.
    pub measured: f64,
    /// Whether it was reached.
    pub met: bool,
}

/// The texts compared, and the index over them.
struct Bench<'a> {
    texts: Vec<&'a Text>,
    at: HashMap<&'a str, usize>,
    index: Index<usize>,
    index_us: f64,
    sketch_bytes: usize,
}

/// Measures all of it.
pub fn measure(texts: &[Text], pairs: &Pairs, ask: &Ask) -> Result<Report, Fail> {
    let length = |text: &Text| text.words.unwrap_or_else(|| Letter::read(&text.text).len());
    let bench = Bench::of(texts.iter().filter(|t| ask.words.contains(&length(t))).collect());
    if bench.texts.is_empty() {
        return Err(format!("no text has {} to {} words", ask.words.start(), ask.words.end()).into());
    }
    let truth = bench.truth(&pairs.within);
    let left_out = pairs.within.len() - truth.len();
    let (pairs_found, fresh, question_ms) = among(&bench, &truth, left_out);
    let cost = Cost {
        index_us_per_text: bench.index_us / bench.texts.len() as f64,
        question_ms,
        index_bytes: bench.index.bytes(),
        index_bytes_per_text: bench.index.bytes() / bench.texts.len(),
        sketch_bytes_per_text: bench.sketch_bytes / bench.texts.len(),
        process_peak_bytes: None,
    };
    let mut report = Report {
        files: Vec::new(),
        texts: texts.len(),
        compared: bench.texts.len(),
        words: (*ask.words.start(), *ask.words.end()),
        targets: vec![
            target("recall of pairs with likeness of one half or more", RECALL, pairs_found.recall),
            target("precision of what is shown as the same text", PRECISION, pairs_found.precision),
        ],
        pairs: pairs_found,
        again: again(texts, &pairs.again),
        edits: edits(&bench, ask.sample),
        fresh,
        sealed: sealed(&bench, &truth),
        cost,
    };
    report.cost.process_peak_bytes = peak();
    Ok(report)
}

fn target(what: &str, asked: f64, measured: Share) -> Target {
    Target { what: what.to_owned(), asked, measured: measured.share, met: measured.share >= asked }
}

impl<'a> Bench<'a> {
    fn of(texts: Vec<&'a Text>) -> Self {
        let (mut index, mut sketch_bytes) = (Index::default(), 0);
        let began = Instant::now();
        for (at, text) in texts.iter().enumerate() {
            sketch_bytes += index.record(at, &text.text).to_bytes().len();
        }
        let index_us = began.elapsed().as_secs_f64() * 1e6;
        let at = texts.iter().enumerate().map(|(at, t)| (t.id.as_str(), at)).collect();
        Self { texts, at, index, index_us, sketch_bytes }
    }

    /// The listed pairs of half likeness and more whose texts are here, the lower number first.
    fn truth(&self, pairs: &[(String, String, f64)]) -> HashMap<(usize, usize), f64> {
        let known = pairs.iter().filter(|(.., likeness)| *likeness >= SAME).filter_map(|(a, b, likeness)| {
            let (a, b) = (*self.at.get(a.as_str())?, *self.at.get(b.as_str())?);
            Some(((a.min(b), a.max(b)), *likeness))
        });
        known.collect()
    }

    /// What is shown for a letter; texts are read anew, as from their rows.
    fn near(&self, letter: &Letter) -> Vec<Match<usize>> {
        self.index.near(letter, |at| self.texts.get(*at).map(|t| Letter::read(&t.text)))
    }

    /// The same, with the milliseconds it took.
    fn asked(&self, text: &str) -> (Vec<Match<usize>>, f64) {
        let began = Instant::now();
        let found = self.near(&Letter::read(text));
        (found, began.elapsed().as_secs_f64() * 1e3)
    }
}

impl Fresh {
    fn none() -> Self {
        let tenth = |n: usize| Tenth { from: n as f64 / 10.0, below: (n + 1) as f64 / 10.0, texts: 0 };
        Self { same: Share::new(0, 0), shown: Share::new(0, 0), by_best_score: (0..10).map(tenth).collect() }
    }

    /// One more text, with the score of the best shown for it.
    fn count(&mut self, best: Option<f64>) {
        self.shown.count(best.is_some());
        self.same.count(best.is_some_and(|score| score >= SAME));
        if let Some(tenth) = self.by_best_score.iter_mut().rfind(|t| best.is_some_and(|score| t.from <= score)) {
            tenth.texts += 1;
        }
    }
}

fn in_truth(truth: &HashMap<(usize, usize), f64>) -> HashSet<usize> {
    truth.keys().flat_map(|(a, b)| [*a, *b]).collect()
}

/// Every text asked about against all others.
fn among(bench: &Bench<'_>, truth: &HashMap<(usize, usize), f64>, left_out: usize) -> (PairsFound, Fresh, (f64, f64)) {
    let listed = in_truth(truth);
    let (mut shown, mut same, mut edge) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut fresh = Fresh::none();
    let mut times = Vec::new();
    for (at, text) in bench.texts.iter().enumerate() {
        let (mut found, ms) = bench.asked(&text.text);
        times.push(ms);
        found.retain(|m| m.id != at);
        if !listed.contains(&at) {
            fresh.count(found.first().map(|m| m.score));
        }
        for m in found {
            let pair = (at.min(m.id), at.max(m.id));
            shown.insert(pair);
            if m.score >= SAME {
                same.insert(pair);
                if m.score < SAME + 0.02 && !truth.contains_key(&pair) {
                    edge.insert(pair);
                }
            }
        }
    }
    let mut by_likeness = bands(5);
    truth.iter().for_each(|(pair, likeness)| count(&mut by_likeness, *likeness, same.contains(pair)));
    let right = same.iter().filter(|pair| truth.contains_key(pair)).count();
    let pairs = PairsFound {
        left_out,
        recall: Share::new(right, truth.len()),
        precision: Share::new(right, same.len()),
        on_the_edge: edge.len(),
        shown: Share::new(truth.keys().filter(|pair| shown.contains(*pair)).count(), truth.len()),
        by_likeness,
    };
    (pairs, fresh, (percentile(&mut times, 50), percentile(&mut times, 99)))
}

/// The other writings against all texts of whatever length.
fn again(texts: &[Text], again: &[Again]) -> AgainFound {
    let none = || Share::new(0, 0);
    let mut result = AgainFound { left_out: 0, shown: none(), first: none(), by_likeness: bands(3) };
    if again.is_empty() {
        return result;
    }
    let bench = Bench::of(texts.iter().collect());
    for second in again {
        let Some(at) = bench.at.get(second.article_id.as_str()) else {
            result.left_out += 1;
            continue;
        };
        let (found, _) = bench.asked(&second.second_transcription);
        let score = found.iter().find(|m| m.id == *at).map(|m| m.score);
        count(&mut result.by_likeness, second.jaccard_3w, score.is_some());
        if second.jaccard_3w >= SAME {
            result.shown.count(score.is_some());
            result.first.count(score.is_some() && score == found.first().map(|m| m.score));
        }
    }
    result
}

/// A sample written again in each known way.
fn edits(bench: &Bench<'_>, sample: usize) -> Vec<EditFound> {
    let pool: Vec<&str> = bench.texts.iter().step_by(7).flat_map(|t| t.text.split_whitespace()).collect();
    let mut order: Vec<usize> = (0..bench.texts.len()).collect();
    Dice::new(1).shuffle(&mut order);
    order.truncate(sample);
    let measured = Edit::ALL.iter().map(|edit| {
        let mut dice = Dice::new(2);
        let [mut shown, mut first, mut same] = [Share::new(0, 0); 3];
        let (mut scores, mut times) = (0.0, Vec::new());
        for at in &order {
            let written = edit.apply(&bench.texts[*at].text, &pool, &mut dice);
            let (found, ms) = bench.asked(&written);
            times.push(ms);
            let score = found.iter().find(|m| m.id == *at).map(|m| m.score);
            shown.count(score.is_some());
            first.count(score.is_some() && score == found.first().map(|m| m.score));
            same.count(score.is_some_and(|s| s >= SAME));
            scores += score.unwrap_or_default();
        }
        let ms = (percentile(&mut times, 50), percentile(&mut times, 99));
        EditFound { edit: edit.name(), shown, first, same, mean_score: scores / shown.found.max(1) as f64, ms }
    });
    measured.collect()
}

/// The same pairs, each side knowing fingerprints alone.
fn sealed(bench: &Bench<'_>, truth: &HashMap<(usize, usize), f64>) -> Sealed {
    let key = Key::new([7; 32]);
    let fingerprints: Vec<Fingerprint> =
        bench.texts.iter().map(|t| Fingerprint::of(&Letter::read(&t.text), &key)).collect();
    let mut index = SealedIndex::new();
    fingerprints.iter().enumerate().for_each(|(at, fingerprint)| index.add(at, fingerprint));
    let listed = in_truth(truth);
    let (mut told, mut fresh) = (HashSet::new(), Share::new(0, 0));
    for (at, fingerprint) in fingerprints.iter().enumerate() {
        // Each text stands for a unit of its own, so that the units told are the texts.
        let others = index.units(fingerprint, |n| (*n != at).then(|| (n.to_string(), fingerprints[*n].clone())));
        if !listed.contains(&at) {
            fresh.count(!others.is_empty());
        }
        told.extend(others.iter().filter_map(|n| n.parse::<usize>().ok()).map(|n| (at.min(n), at.max(n))));
    }
    let (mut by_likeness, mut recall) = (bands(5), Share::new(0, 0));
    for (pair, likeness) in truth {
        recall.count(told.contains(pair));
        count(&mut by_likeness, *likeness, told.contains(pair));
    }
    Sealed { recall, by_likeness, fresh }
}

/// Most memory this process held, as Linux tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kb| kb * 1024)
}
