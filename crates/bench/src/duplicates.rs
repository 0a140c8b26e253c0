//! The same petition twice among many letters: the finder of `casework::duplicates` against
//! MinHash with banding (32 bands of 3) over the same pairs of words, and against `pg_trgm`
//! over as many letters as it can do.
//!
//! A letter comes again with so many words in a hundred deleted, replaced or inserted, without
//! marks, its pieces of 15 words in another order. Fresh letters come from the same words,
//! topics and forms, and are in nothing. Both finders judge candidates by the same exact
//! comparison; MinHash is given its pairs of words for nothing, ours is charged for reading.

use crate::letters::{Dice, Letters};
use crate::load::ratio;
use casework::duplicates::trial::{self, Edit};
use casework::duplicates::{Index, Letter, compare};
use std::collections::HashSet;
use std::time::{Duration, Instant};

const FORMS: u64 = 60;
const COPIES: usize = 400;
const FRESH: usize = 2000;
const BANDS: usize = 32;
const ROWS: usize = 3;
const EDITS: [u8; 4] = [10, 20, 30, 40];
/// As the finder asks of a candidate before it is shown.
const LIKE: f64 = 0.15;
const ASKED_OF_PG: usize = 12;

/// Measures and prints.
pub async fn run(few: usize, many: usize, for_pg: usize) {
    let set = Set::new(many);
    println!("{many} letters of about {} words, {COPIES} copies for each share of words changed\n", set.words());
    let small = Ours::build(&set, few.min(many));
    let at_few = small.ask(&set);
    drop(small);
    let ours = Ours::build(&set, many);
    println!(
        "{:46} {:8.1} s   {:8.1} MB   {:.0} B a letter",
        "sampled pairs of words, built",
        ours.built.as_secs_f64(),
        ours.index.bytes() as f64 / 1e6,
        ours.index.bytes() as f64 / many as f64
    );
    let at_many = ours.ask(&set);
    at_few.say(&format!("sampled pairs, {few} letters"));
    at_many.say(&format!("sampled pairs, {many} letters"));
    let hash = MinHash::build(&set, many);
    println!(
        "{:46} {:8.1} s   {:8.1} MB",
        "MinHash 32 × 3, built (baseline)",
        hash.built.as_secs_f64(),
        hash.bytes() as f64 / 1e6
    );
    let theirs = hash.ask(&set);
    theirs.say(&format!("MinHash 32 × 3, {many} letters"));
    let built = hash.built;
    drop(hash);
    let (ours_pg, pg) = postgres(&set, for_pg.min(many)).await;
    println!("{:46} p50 {:9.2} ms", format!("sampled pairs, {for_pg} letters"), ms(ours_pg));
    println!("{:46} p50 {:9.2} ms\n", format!("pg_trgm with its index, {for_pg} letters (baseline)"), ms(pg));
    ratio("recall, 30 words in 100 changed", at_many.recall[2], 0.99, true);
    ratio("recall, 40 words in 100 changed", at_many.recall[3], 0.95, true);
    ratio("fresh letters for which something is shown", at_many.fresh, 0.01, false);
    ratio("recall at 30, ours / MinHash", at_many.recall[2] / theirs.recall[2], 1.2, true);
    ratio("build, ours / MinHash", ours.built.as_secs_f64() / built.as_secs_f64(), 1.0, false);
    ratio("time of a letter (p50), pg_trgm / ours", pg.as_secs_f64() / ours_pg.as_secs_f64(), 100.0, true);
    println!("{:55} {:8.2}", format!("time of a letter (p50), {many} / {few} letters"), at_many.p50 / at_few.p50);
}

/// The letters, and what is asked of them.
struct Set {
    texts: Vec<Box<str>>,
    fresh: Vec<String>,
}

impl Set {
    fn new(many: usize) -> Self {
        let letters = Letters::new();
        let forms: Vec<String> = (0..FORMS).map(|n| form(&letters, n)).collect();
        let texts: Vec<Box<str>> = (0..many as u64).map(|n| with_forms(&letters, &forms, n)).collect();
        let fresh = (0..FRESH as u64).map(|n| with_forms(&letters, &forms, many as u64 + 17 + n).into()).collect();
        Self { texts, fresh }
    }

    fn words(&self) -> usize {
        let some = self.texts.iter().take(1000);
        some.map(|t| t.split_whitespace().count()).sum::<usize>() / self.texts.len().min(1000)
    }

    /// Letters of the first so many, and how each comes again with so many words changed.
    fn copies(&self, among: usize, percent: u8, count: usize) -> Vec<(usize, String)> {
        let mut dice = trial::Dice::new(u64::from(percent));
        let pool: Vec<&str> = self.texts.iter().take(200).flat_map(|t| t.split_whitespace()).collect();
        let mut copy = || {
            let which = dice.below(among);
            (which, Edit::Rewritten(percent).apply(&self.texts[which], &pool, &mut dice))
        };
        (0..count).map(|_| copy()).collect()
    }
}

/// A sentence that stands in many letters.
fn form(letters: &Letters, n: u64) -> String {
    let text = letters.letter(u64::MAX - n).text;
    text.split_whitespace().take(12).collect::<Vec<_>>().join(" ")
}

/// A letter with some four such sentences: a fifth of its words.
fn with_forms(letters: &Letters, forms: &[String], n: u64) -> Box<str> {
    let mut dice = Dice(n ^ 0x60_60);
    let mut text = letters.letter(n).text;
    for _ in 0..4 {
        text.push_str(". ");
        text.push_str(&forms[dice.below(FORMS) as usize]);
    }
    text.into()
}

/// What came of asking.
struct Answers {
    recall: [f64; 4],
    fresh: f64,
    p50: f64,
    p99: f64,
}

impl Answers {
    fn of(set: &Set, below: usize, ask: impl Fn(&str) -> Vec<usize>) -> Self {
        let (mut recall, mut times) = ([0.0; 4], Vec::new());
        for (recall, percent) in recall.iter_mut().zip(EDITS) {
            let mut found = 0usize;
            for (which, text) in set.copies(below, percent, COPIES) {
                let (matches, took) = timed(|| ask(&text));
                found += usize::from(matches.contains(&which));
                times.push(took);
            }
            *recall = found as f64 / COPIES as f64;
        }
        let mut shown = 0;
        for text in &set.fresh {
            let (matches, took) = timed(|| ask(text));
            shown += usize::from(!matches.is_empty());
            times.push(took);
        }
        times.sort_unstable();
        let at = |share: f64| ms(times[((times.len() - 1) as f64 * share).round() as usize]);
        Self { recall, fresh: shown as f64 / set.fresh.len() as f64, p50: at(0.5), p99: at(0.99) }
    }

    fn say(&self, name: &str) {
        let [a, b, c, d] = self.recall;
        println!(
            "{name:46} recall {a:.3} {b:.3} {c:.3} {d:.3}   fresh {:.4}   p50 {:7.2} ms   p99 {:7.2} ms",
            self.fresh, self.p50, self.p99
        );
    }
}

struct Ours {
    index: Index<u32>,
    built: Duration,
}

impl Ours {
    fn build(set: &Set, many: usize) -> Self {
        let mut index = Index::default();
        let (_, built) = timed(|| {
            for (n, text) in (0u32..).zip(&set.texts[..many]) {
                index.record(n, text);
            }
        });
        Self { index, built }
    }

    fn ask(&self, set: &Set) -> Answers {
        Answers::of(set, self.index.len(), |text| self.near(set, text))
    }

    fn near(&self, set: &Set, text: &str) -> Vec<usize> {
        let near = self.index.near(&Letter::read(text), |n| Some(Letter::read(&set.texts[*n as usize])));
        near.into_iter().map(|one| one.id as usize).collect()
    }
}

/// Broder's minima of the pairs of words, banded.
struct MinHash {
    /// For each band the letters by the hash of their three minima.
    bands: Vec<Vec<(u32, u32)>>,
    seeds: [u64; BANDS * ROWS],
    built: Duration,
}

impl MinHash {
    fn build(set: &Set, many: usize) -> Self {
        let mut dice = Dice(32 * 3);
        let seeds = std::array::from_fn(|_| dice.below(u64::MAX) | 1);
        let mut new = Self {
            bands: std::iter::repeat_with(|| Vec::with_capacity(many)).take(BANDS).collect(),
            seeds,
            built: Duration::ZERO,
        };
        for (n, text) in (0u32..).zip(&set.texts[..many]) {
            let pairs = pairs(text);
            let ((), took) = timed(|| {
                let keys = new.keys(&pairs);
                for (band, key) in new.bands.iter_mut().zip(keys) {
                    band.push((key, n));
                }
            });
            new.built += took;
        }
        let ((), took) = timed(|| new.bands.iter_mut().for_each(|band| band.sort_unstable()));
        new.built += took;
        new
    }

    fn keys(&self, pairs: &[u64]) -> [u32; BANDS] {
        let mut least = [u64::MAX; BANDS * ROWS];
        for pair in pairs {
            for (least, seed) in least.iter_mut().zip(&self.seeds) {
                *least = (*least).min(mix(pair ^ seed));
            }
        }
        std::array::from_fn(|band| {
            let rows = &least[band * ROWS..(band + 1) * ROWS];
            (rows.iter().fold(band as u64, |h, row| mix(h ^ row)) >> 32) as u32
        })
    }

    fn bytes(&self) -> usize {
        self.bands.iter().map(|band| band.capacity() * size_of::<(u32, u32)>()).sum()
    }

    fn ask(&self, set: &Set) -> Answers {
        let many = self.bands[0].len();
        Answers::of(set, many, |text| {
            let mut candidates = HashSet::new();
            for (band, key) in self.bands.iter().zip(self.keys(&pairs(text))) {
                let from = band.partition_point(|(k, _)| *k < key);
                candidates.extend(band[from..].iter().take_while(|(k, _)| *k == key).map(|(_, n)| *n as usize));
            }
            let letter = Letter::read(text);
            let like = |n: &usize| compare(&letter, &Letter::read(&set.texts[*n])).pairs >= LIKE;
            candidates.into_iter().filter(like).collect()
        })
    }
}

/// The different pairs of neighbouring folded words.
fn pairs(text: &str) -> Vec<u64> {
    let folded = casework::fold(text);
    let hash = |word: &str| {
        word.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
    };
    let words: Vec<u64> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect();
    let mut pairs: Vec<u64> = words.windows(2).map(|w| mix(w[0]).rotate_left(1) ^ mix(w[1])).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn mix(n: u64) -> u64 {
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

/// The middle time of a letter, ours and `pg_trgm`'s, over the same letters.
async fn postgres(set: &Set, many: usize) -> (Duration, Duration) {
    let ours = Ours::build(set, many);
    let asked: Vec<String> = set.copies(many, 30, ASKED_OF_PG).into_iter().map(|(_, text)| text).collect();
    let mut times: Vec<Duration> = asked.iter().map(|text| timed(|| ours.near(set, text)).1).collect();
    times.sort_unstable();
    let url = engines::new_database(&[]).await;
    let db = db::Db::open(&url, &[]).await.expect("the database opens");
    let rows: Vec<Vec<db::Val>> = (0i64..)
        .zip(&set.texts[..many])
        .map(|(n, text)| vec![db::Val::Int(n), db::Val::Text(casework::fold(text))])
        .collect();
    db.write(move |tx| {
        tx.exec("create extension if not exists pg_trgm", &[])?;
        tx.exec("create table letters (id bigint primary key, body text not null)", &[])?;
        tx.exec_many("insert into letters (id, body) values ($1, $2)", &rows)?;
        tx.exec("create index letters_trgm on letters using gin (body gin_trgm_ops)", &[])?;
        tx.exec("analyze letters", &[])
    })
    .await
    .expect("the letters go in");
    let mut theirs = Vec::new();
    for text in asked {
        let text = casework::fold(&text);
        let began = Instant::now();
        let rows = db.read(move |tx| {
            tx.query(
                "select id from letters where body % $1 order by similarity(body, $1) desc, id limit 20",
                &[db::Val::Text(text)],
            )
        });
        rows.await.expect("an answer");
        theirs.push(began.elapsed());
    }
    theirs.sort_unstable();
    db.close().await;
    engines::drop_database(&url);
    (times[times.len() / 2], theirs[theirs.len() / 2])
}

fn ms(d: Duration) -> f64 {
    d.as_secs_f64() * 1e3
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let out = work();
    (out, began.elapsed())
}
