//! Search over many letters: the index of `crates/search` against bare SQLite FTS5
//! with bm25, both over the same folded words, asked the same questions in one run.
//!
//! FTS5 holds no texts, counts nothing and knows no rights: it is asked for the
//! twenty best and no more. The index gives twenty with marked pieces of text, the
//! count, and applies rights before counting. What both find is compared letter by letter.

use crate::letters::{Dice, Letters};
use crate::load::ratio;
use ::search::{Ask, Doc, Index, Order, Query, Rights, Words};
use engines::Folder;
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

const AT_ONCE: u64 = 20_000;
const UNITS: u64 = 4000;
/// Questions of three words that stand side by side in a letter.
const NEIGHBOURS: usize = 150;
/// Questions of two or three of the most frequent words.
const COMMON: usize = 50;

/// Measures and prints.
pub fn run(many: u64) {
    let (folder, letters) = (Folder::new(), Letters::new());
    println!("{many} letters of about 200 syllables, {UNITS} units\n");
    let (index, built) = timed(|| build(&folder.path().join("index"), &letters, many));
    say("index built", built, size(&folder.path().join("index")));
    let (fts, built) = timed(|| fts(&folder.path().join("fts.db"), &letters, many));
    say("FTS5 built (one transaction, no journal)", built, size(&folder.path().join("fts.db")));
    let questions = questions(&letters, many);
    let phrases: Vec<String> = questions[..NEIGHBOURS].iter().map(|q| format!("\"{q}\"")).collect();
    let same = alike(&index, &fts, &questions) + alike(&index, &fts, &phrases);
    println!("identical sets of letters: {same} of {}\n", questions.len() + phrases.len());
    assert_eq!(same, questions.len() + phrases.len(), "both find the same letters");

    let bare = measure("FTS5 bm25, 20 best (baseline)", &questions, |q| best(&fts, q));
    let ask = |order, rights: &Rights| {
        let rights = rights.clone();
        let index = &index;
        move |q: &str| {
            index.ask(&Ask { order, rights: rights.clone(), ..Ask::all(Query::parse(q)) }).expect("an answer");
        }
    };
    let ranked = measure("ranked, 20 best and count", &questions, ask(Order::Ranked, &Rights::All));
    let newest = measure("newest 20 and count", &questions, ask(Order::Newest, &Rights::All));
    for units in [1, 40, 3000] {
        let rights = rights(units);
        counted_within(&index, &fts, &questions, &rights);
        measure(&format!("ranked, rights to {units} units"), &questions, ask(Order::Ranked, &rights));
        measure(&format!("newest, rights to {units} units"), &questions, ask(Order::Newest, &rights));
    }
    let marked: Vec<String> = marked(&letters, many);
    measure("ranked, typed with marks", &marked, ask(Order::Ranked, &Rights::All));
    let bare_phrase = measure("FTS5 bm25, phrase (baseline)", &phrases, |q| best(&fts, q));
    let phrase = measure("ranked, phrase", &phrases, ask(Order::Ranked, &Rights::All));
    measure("FTS5 newest 20, no count, no rank", &questions, |q| newest_of(&fts, q));
    println!();
    moment(&index, &letters, many);
    ratio("ranked p95 / FTS5 bm25 p95", share(ranked.p95, bare.p95), 0.1, false);
    ratio("newest p99 / FTS5 bm25 p99", share(newest.p99, bare.p99), 0.1, false);
    ratio("phrase, ranked p95 / FTS5 bm25 p95", share(phrase.p95, bare_phrase.p95), 1.0, false);
}

fn doc(letters: &Letters, n: u64) -> Doc {
    let letter = letters.letter(n);
    Doc {
        id: n as i64 + 1,
        kind: ["petition", "complaint", "denunciation"][(n % 3) as usize].into(),
        unit: unit(n),
        day: 20_200_000 + (n.wrapping_mul(2_654_435_761) % 60_000) as i64,
        number: format!("{n}/2023/ĐT"),
        title: letter.title,
        texts: vec![letter.text],
        ..Doc::default()
    }
}

fn unit(n: u64) -> String {
    format!("{}.TT", n % UNITS)
}

fn build(dir: &Path, letters: &Letters, many: u64) -> Index {
    let index = Index::open(dir).expect("an empty folder").index;
    for from in (0..many).step_by(AT_ONCE as usize) {
        let docs: Vec<Doc> = (from..many.min(from + AT_ONCE)).map(|n| doc(letters, n)).collect();
        index.apply(&docs, &[], &from.to_string()).expect("the letters are taken in");
        eprintln!("{from} of {many} …");
    }
    index
}

/// The same words without marks, one space between them.
fn folded(doc: &Doc) -> String {
    let mut out = String::new();
    for text in [&doc.title, &doc.texts[0], &doc.number] {
        let mut words = Words::new(text);
        while words.advance().is_some() {
            out.push_str(&words.folded);
            out.push(' ');
        }
        // No phrase crosses.
        out.push_str("zzzz ");
    }
    out
}

fn fts(file: &Path, letters: &Letters, many: u64) -> Connection {
    let db = Connection::open(file).expect("a database");
    db.execute_batch(
        "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; begin;
         create virtual table letters using fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 0');",
    )
    .expect("FTS5 is there");
    let mut put = db.prepare("insert into letters (rowid, words) values (?1, ?2)").expect("a statement");
    for n in 0..many {
        let doc = doc(letters, n);
        put.execute((doc.id, folded(&doc))).expect("the letter is taken in");
    }
    drop(put);
    db.execute_batch("commit").expect("kept");
    db
}

/// Words that stand side by side in letters, and the most frequent words together.
fn questions(letters: &Letters, many: u64) -> Vec<String> {
    let mut dice = Dice(11);
    let mut out: Vec<String> = (0..NEIGHBOURS).map(|_| casework::fold(&neighbours(letters, many, &mut dice))).collect();
    let common = "cua va la toi don khong cho co khieu nai dat duoc cac to cao ve theo voi ong ba xa quyet dinh so";
    let common: Vec<&str> = common.split(' ').collect();
    for n in 0..COMMON {
        let words: Vec<&str> = (0..2 + n % 2).map(|_| common[dice.below(common.len() as u64) as usize]).collect();
        out.push(words.join(" "));
    }
    out
}

fn neighbours(letters: &Letters, many: u64, dice: &mut Dice) -> String {
    let letter = letters.letter(dice.below(many)).text.replace('.', "");
    let words: Vec<&str> = letter.split_whitespace().collect();
    let at = dice.below(words.len() as u64 - 6) as usize;
    words[at..at + 3].join(" ")
}

fn marked(letters: &Letters, many: u64) -> Vec<String> {
    let mut dice = Dice(11);
    (0..NEIGHBOURS).map(|_| neighbours(letters, many, &mut dice)).collect()
}

/// As FTS5 wants it: every word quoted.
fn matching(question: &str) -> String {
    if question.starts_with('"') {
        return question.to_owned();
    }
    question.split(' ').map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(" ")
}

fn rows(fts: &Connection, sql: &str, question: &str) -> Vec<i64> {
    let mut statement = fts.prepare_cached(sql).expect("a statement");
    let rows = statement.query_map([matching(question)], |row| row.get(0)).expect("an answer");
    rows.map(|row| row.expect("a number")).collect()
}

fn best(fts: &Connection, question: &str) {
    rows(fts, "select rowid from letters where letters match ?1 order by bm25(letters) limit 20", question);
}

fn newest_of(fts: &Connection, question: &str) {
    rows(fts, "select rowid from letters where letters match ?1 order by rowid desc limit 20", question);
}

/// Questions for which both find the same letters, and the index counts them right.
fn alike(index: &Index, fts: &Connection, questions: &[String]) -> usize {
    let same = |q: &&String| {
        let mut theirs = rows(fts, "select rowid from letters where letters match ?1", q);
        theirs.sort_unstable();
        let ask = Ask { order: Order::Newest, ..Ask::all(Query::parse(q)) };
        let (ours, counted) = (index.found(&ask).expect("an answer"), index.ask(&ask).expect("an answer").total);
        let same = ours == theirs && counted == ours.len() as u64;
        if !same {
            println!("{q}: {} and {}, counted {counted}", ours.len(), theirs.len());
        }
        same
    };
    questions.iter().filter(same).count()
}

fn rights(units: u64) -> Rights {
    Rights::units((0..units).map(|n| unit(n * 7)))
}

/// Rights are counted right: some questions against every row of FTS5.
fn counted_within(index: &Index, fts: &Connection, questions: &[String], rights: &Rights) {
    let Rights::Units(units) = rights else { return };
    for question in questions.iter().step_by(20) {
        let all = rows(fts, "select rowid from letters where letters match ?1", question);
        let within = all.iter().filter(|id| units.contains(&unit(**id as u64 - 1))).count();
        let ask = Ask { rights: rights.clone(), ..Ask::all(Query::parse(question)) };
        assert_eq!(index.ask(&ask).expect("an answer").total, within as u64, "{question}");
    }
}

struct Times {
    p95: Duration,
    p99: Duration,
}

fn measure(name: &str, questions: &[String], ask: impl Fn(&str)) -> Times {
    // Once before, so that neither waits for the disk.
    questions.iter().take(20).for_each(|q| ask(q));
    let mut times: Vec<Duration> = questions.iter().map(|q| timed(|| ask(q)).1).collect();
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    let ms = |d: Duration| d.as_secs_f64() * 1000.0;
    println!("{name:44} p50 {:9.2} ms   p95 {:9.2} ms   p99 {:9.2} ms", ms(at(0.5)), ms(at(0.95)), ms(at(0.99)));
    Times { p95: at(0.95), p99: at(0.99) }
}

/// A letter recorded a moment ago is found: how long until then.
fn moment(index: &Index, letters: &Letters, many: u64) {
    let mut times: Vec<Duration> = (0..20)
        .map(|n| {
            let mut doc = doc(letters, many + n);
            doc.texts[0].push_str(" zzmoment");
            timed(|| {
                index.apply(&[doc], &[], "moment").expect("the letter is taken in");
                let found = index.ask(&Ask::all(Query::parse("zzmoment"))).expect("an answer").total;
                assert_eq!(found, n + 1, "found at once");
            })
            .1
        })
        .collect();
    times.sort_unstable();
    println!(
        "{:44} p50 {:9.2} ms   most {:8.2} ms",
        "one letter taken in, on disk, and found",
        times[10].as_secs_f64() * 1e3,
        times[19].as_secs_f64() * 1e3
    );
}

fn say(what: &str, took: Duration, bytes: u64) {
    println!(
        "{what:44} {:8.1} s   {:8.1} MB on disk   {:8.1} MB most memory so far",
        took.as_secs_f64(),
        bytes as f64 / 1e6,
        peak()
    );
}

/// Most memory of this process, in megabytes (Linux; 0 elsewhere).
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn size(path: &Path) -> u64 {
    if path.is_file() {
        return path.metadata().map(|m| m.len()).unwrap_or(0);
    }
    let files = std::fs::read_dir(path).expect("a folder");
    files.filter_map(|f| f.ok()?.metadata().ok()).map(|m| m.len()).sum()
}

fn share(one: Duration, of: Duration) -> f64 {
    one.as_secs_f64() / of.as_secs_f64()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let out = work();
    (out, began.elapsed())
}
