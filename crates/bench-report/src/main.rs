//! The figures of a nation: the ledger in memory against DuckDB over the same postings.
//!
//! The bare structure alone, so that it builds in a minute; what a sheet costs over HTTP is
//! `bench list`'s. Both sides are asked in turn, and every answer is compared cell by cell.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod asked;
mod duck;
mod made;

use asked::{Answers, Asking};
use casework::ledger::{Day, Ledger, Line};
use duck::Duck;
use jiff::civil::{Date, date};
use law::Law;
use made::Made;
use std::path::PathBuf;
use std::time::Instant;

const ROUNDS: usize = 5;
const HELP: &str = "bench-report [POSTINGS…]   without numbers 10000000 and 100000000";

fn main() {
    let mut sizes = Vec::new();
    for arg in std::env::args().skip(1) {
        let Ok(size) = arg.parse::<usize>() else {
            eprintln!("{HELP}");
            std::process::exit(2);
        };
        sizes.push(size);
    }
    if sizes.is_empty() {
        sizes = vec![10_000_000, 100_000_000];
    }
    let took: Vec<f64> = sizes.iter().map(|size| measured(*size)).collect();
    if let [few, .., many] = took[..] {
        println!();
        ratio("boundary period, time at the most / at the fewest postings", many / few, 1.5, false);
    }
}

/// Measures so many postings; says how long the period between boundaries took.
fn measured(many: usize) -> f64 {
    println!("\n{many} postings, {} units, {} indicators, 5 years", made::UNITS, made::INDICATORS);
    let made = Made::new(many);
    let folder = Folder::new();
    made.write(&folder.0).expect("the columns are written");
    let before = resident();
    let (mut ledger, built) = built(&made);
    let grown = resident() - before;
    let asking = Asking::new(&ledger, &made);
    let mut duck = Duck::start(&folder.0, &asking.facts());
    drop(made);
    println!("DuckDB {}: loaded {:.1} s, rollup {:.1} s\n", duck.version, duck.load_s, duck.rollup_s);
    let mut answers = Answers::default();
    compared(&ledger, &asking, &mut duck, &mut answers, &folder);
    let boundary = timed(&ledger, &asking, &mut duck, &mut answers);
    drop(duck);
    let mut sheets: Vec<f64> = (0..9).map(|_| asking.sheet(&ledger)).collect();
    println!(
        "{:58} {:9.2} ms    its rows, sums, cells and identities",
        "the overview of the nation, filled",
        middle(&mut sheets)
    );
    println!();
    println!(
        "{:58} {:9.1} s     {:.1} s of them on the processor, asked ≤ 15 at 100 million",
        "ledger rebuilt from postings, one core", built[0], built[1]
    );
    let per = |bytes: usize| bytes as f64 / many as f64;
    println!(
        "{:58} {:9.2} GB    {:.1} bytes a posting",
        "memory, by its own count",
        ledger.bytes() as f64 / 1e9,
        per(ledger.bytes())
    );
    println!("{:58} {:9.2} GB    {:.1} bytes a posting", "memory, by the process", grown as f64 / 1e9, per(grown));
    kept_up(&mut ledger);
    boundary
}

/// The ends of the circulars' periods over the years, as the program keeps them ready.
fn boundaries() -> Vec<Date> {
    let law = Law::shipped();
    let months = (2021..=2027).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month}m")));
    let ends = months.filter_map(|id| law.period(&id).ok()).map(|period| period.until);
    let mut ends: Vec<Date> = ends.filter(|day| (date(2021, 12, 1)..=date(2026, 12, 31)).contains(day)).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// The ledger, and the seconds it took on the clock and on the processor.
fn built(made: &Made) -> (Ledger, [f64; 2]) {
    let (began, busy) = (Instant::now(), on_processor());
    let mut ledger = Ledger::new(asked::units(), boundaries());
    for (n, name) in asked::indicators().iter().enumerate() {
        assert_eq!(ledger.series([name, "administrative", "planned", ""]) as usize, n);
    }
    let days: Vec<Day> = (0..=u16::MAX).map(|n| Day::of(made::day(n))).collect();
    for at in 0..made.q.len() {
        let (unit, series) = (u32::from(made.unit[at]), u32::from(made.ind[at]));
        let line = Line { unit, series, item: 0, day: days[usize::from(made.day[at])], quantity: made.q[at] };
        ledger.take(i64::from(made.pos[at]), line).expect("the ledger takes it");
    }
    ledger.advance(i64::from(made.pos[made.pos.len() - 1])).expect("the ledger takes it");
    let on_processor = (on_processor() - busy) as f64 / 1e9;
    (ledger, [began.elapsed().as_secs_f64(), on_processor])
}

fn compared(ledger: &Ledger, asking: &Asking, duck: &mut Duck, answers: &mut Answers, folder: &Folder) {
    let path = folder.0.join("answer.bin");
    for question in asked::ALL {
        let ours = asking.answer(ledger, question, answers).to_vec();
        for name in question.duck {
            let theirs = duck.saved(name, &path);
            // Where DuckDB is asked for the flow alone, only that is compared.
            let from = if name.ends_with("flow alone") { ours.len() / 2 } else { 0 };
            assert_eq!(theirs.len(), ours.len(), "{name}");
            let differ = (from..ours.len()).filter(|at| ours[*at] != theirs[*at]).count();
            assert_eq!(differ, 0, "{name}: {differ} cells differ");
        }
    }
    let full = asking.answer(ledger, &asked::ALL[0], answers).iter().filter(|n| **n != 0).count();
    println!("every answer equal, cell by cell ({full} sums of the boundary period are not 0)\n");
}

/// Each side in turn, the middle of the rounds.
fn timed(ledger: &Ledger, asking: &Asking, duck: &mut Duck, answers: &mut Answers) -> f64 {
    let mut first = 0.0;
    for question in asked::ALL {
        let mut ours = Vec::new();
        let mut theirs = vec![Vec::new(); question.duck.len()];
        for _ in 0..ROUNDS {
            let mut round: Vec<f64> = (0..5).map(|_| asking.milliseconds(ledger, question, answers)).collect();
            ours.push(middle(&mut round));
            for (name, times) in question.duck.iter().zip(&mut theirs) {
                times.push(duck.milliseconds(name));
            }
        }
        let range = |times: &[f64]| {
            let (least, most) = times.iter().fold((f64::MAX, 0.0), |(a, b), t| (t.min(a), t.max(b)));
            format!("({least:.2} – {most:.2})")
        };
        let spread = range(&ours);
        let our = middle(&mut ours);
        println!("{:58} {:9.2} ms    {spread}", question.name, our);
        for ((name, times), asked) in question.duck.iter().zip(&mut theirs).zip(question.asked) {
            let spread = range(times);
            let their = middle(times);
            println!("    {:54} {:9.2} ms    {spread}", format!("DuckDB, {name}"), their);
            ratio("    DuckDB / ours", their / our, *asked, true);
        }
        if first == 0.0 {
            first = our;
        }
    }
    first
}

/// What an act costs from now on, recorded in time and late.
fn kept_up(ledger: &mut Ledger) {
    let mut drawn = made::Drawn::new(7);
    let last = made::number(date(2026, 12, 14));
    for (name, late) in [
        ("an act recorded in time, six postings", 0),
        ("an act recorded up to 120 days late", 120),
        ("an act recorded up to 5 years late", 1_800),
    ] {
        const ACTS: i64 = 20_000;
        let lines: Vec<Line> = (0..ACTS * 6)
            .map(|_| Line {
                unit: drawn.below(made::UNITS as u64) as u32,
                series: drawn.below(made::INDICATORS as u64) as u32,
                item: 0,
                day: Day::of(made::day(last - drawn.below(late + 1) as u16)),
                quantity: 1,
            })
            .collect();
        let (from, began) = (ledger.applied() + 1, Instant::now());
        for (position, act) in (from..).zip(lines.chunks(6)) {
            act.iter().for_each(|line| ledger.take(position, *line).expect("the ledger takes it"));
            ledger.advance(position).expect("the ledger takes it");
        }
        println!("{:58} {:9.2} µs", name, began.elapsed().as_secs_f64() * 1e6 / ACTS as f64);
    }
}

fn middle(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn ratio(name: &str, value: f64, asked: f64, at_least: bool) {
    let sign = if at_least { "≥" } else { "≤" };
    let reached = if (value >= asked) == at_least || value == asked { "" } else { "    NOT REACHED" };
    match asked > 0.0 {
        true => println!("{name:58} {value:9.2} ×     asked {sign} {asked}{reached}"),
        false => println!("{name:58} {value:9.2} ×     stated"),
    }
}

/// Nanoseconds this thread has had a processor: what else runs on the machine does not count.
pub fn on_processor() -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Bytes of this process in memory.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0) * 1024
}

/// A folder of this run, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("thanhtra-bench-report-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the postings");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
