//! Recording an act: act, chain, case row, deadlines, six postings, position;
//! durable before the answer.
//!
//! The acts are those of ordinary inspections, judged by the law before the
//! clock starts, so that what is compared is the keeping. The last table has
//! the whole way of a request: reading the case, the law's answer, keeping.

use crate::load::{Round, median, print, ratio, round, written};
use app::cases::{Recorder, save};
use casework::Posting;
use casework::inspections::{Outcome, open, record};
use db::{Db, Tx};
use engines::{Cluster, Folder};
use jiff::civil::date;
use law::{AgencyKind, Law};
use scenario::story::{ACTS, Story, record_next};
use std::sync::Arc;

/// Cases of each client in a round.
const CASES: usize = 3;

type Prepared = Arc<Vec<Vec<Outcome>>>;

/// Measures and prints.
pub async fn run(clients: usize, rounds: usize) {
    let acts = CASES * ACTS;
    println!("{clients} clients, {} acts in each of {rounds} rounds; the median round is shown\n", clients * acts);
    let prepared = prepare(clients);
    let cluster = Cluster::start(true);
    let mut all: [Vec<Round>; 6] = Default::default();
    for n in 0..rounds {
        eprintln!("round {} of {rounds} …", n + 1);
        all[0].push(file(clients, &prepared, true).await);
        all[1].push(file(clients, &prepared, false).await);
        all[2].push(server(clients, &prepared, &cluster, true).await);
        all[3].push(server(clients, &prepared, &cluster, false).await);
        all[4].push(whole_file(clients).await);
        all[5].push(whole_server(clients, &cluster).await);
    }
    let [alone, shared, global, per_case, whole_file, whole_server] = all.map(median);
    print("SQLite, one transaction for each act (baseline)", alone);
    print("SQLite, shared commits", shared);
    print("PostgreSQL, one global chain head locked (baseline)", global);
    print("PostgreSQL, a chain for each case", per_case);
    println!();
    ratio("SQLite: acts per second, shared / alone", shared.rate / alone.rate, 3.0, true);
    ratio("SQLite: p99, shared / alone", shared.p99.as_secs_f64() / alone.p99.as_secs_f64(), 0.25, false);
    ratio("SQLite: KB written for each act", shared.bytes / 1000.0, 25.0, false);
    ratio("PostgreSQL: acts per second, per case / global", per_case.rate / global.rate, 3.0, true);
    println!("\nthe whole way: case read, law asked, act kept");
    print("SQLite", whole_file);
    print("PostgreSQL", whole_server);
}

/// The outcomes of every client's cases in order, each with six postings.
fn prepare(clients: usize) -> Prepared {
    let (law, today) = (Law::shipped(), date(2024, 1, 1));
    let life = |story: Story| {
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(ACTS);
        for at in 0..ACTS {
            let entry = story.entry(at);
            let outcome = match outcomes.last() {
                None => open(&story.number(), story.unit(), AgencyKind::Prov, None, entry, law, today),
                Some(last) => record(&last.case, entry, law, today),
            };
            let mut outcome = outcome.expect("the law lets the story happen");
            outcome.new_postings = six(&outcome);
            outcomes.push(outcome);
        }
        outcomes
    };
    let story = |client: usize, n: usize| Story((n * clients + client) as u64);
    Arc::new((0..clients).map(|client| (0..CASES).flat_map(|n| life(story(client, n))).collect()).collect())
}

fn six(outcome: &Outcome) -> Vec<Posting> {
    let last = outcome.case.acts.last().expect("an act");
    let line = |n: i64| Posting {
        indicator: format!("inspection.measured.{n}"),
        day: last.on,
        class: "administrative".into(),
        manner: "planned".into(),
        field: "Đất đai".into(),
        item: String::new(),
        quantity: 1_000_000 * n,
        about: last.seq,
    };
    (1..=6).map(line).collect()
}

fn keep(tx: &mut dyn Tx, outcome: &Outcome) -> Result<(), app::journal::Error> {
    save(tx, outcome, &Recorder::program("lan", 1_700_000_000_000)).map(|_| ())
}

async fn keeping(db: &Db, clients: usize, prepared: &Prepared, global: bool) -> Round {
    let (db, prepared) = (db.clone(), prepared.clone());
    round(clients, CASES * ACTS, move |client, turn| {
        let (db, prepared) = (db.clone(), prepared.clone());
        async move {
            let work = move |tx: &mut dyn Tx| {
                if global {
                    // What one chain over all cases takes: whoever records holds its head.
                    tx.exec("lock table journal_head in exclusive mode", &[])?;
                    tx.exec("update journal_head set position = position + 1 where id = 1", &[])?;
                }
                keep(tx, &prepared[client][turn])
            };
            db.write(work).await.expect("the act is kept");
        }
    })
    .await
}

async fn file(clients: usize, prepared: &Prepared, alone: bool) -> Round {
    let folder = Folder::new();
    let db = Db::open(&folder.path().join("bench.db").display().to_string(), &app::migrations()).await.unwrap();
    db.commit_singly(alone);
    let before = written();
    let mut round = keeping(&db, clients, prepared, false).await;
    // With what folding the log into the file writes.
    db.close().await;
    round.bytes = (written() - before) as f64 / (clients * CASES * ACTS) as f64;
    round
}

async fn server(clients: usize, prepared: &Prepared, cluster: &Cluster, global: bool) -> Round {
    let db = Db::open(&cluster.new_database(&app::migrations()).await, &app::migrations()).await.unwrap();
    let round = keeping(&db, clients, prepared, global).await;
    db.close().await;
    round
}

async fn whole(db: &Db, clients: usize) -> Round {
    let db = db.clone();
    round(clients, CASES * ACTS, move |client, turn| {
        let db = db.clone();
        async move {
            let story = Story((turn / ACTS * clients + client) as u64);
            let work = move |tx: &mut dyn Tx| record_next(tx, story, Law::shipped(), 1_700_000_000_000);
            db.write(work).await.expect("the act is kept");
        }
    })
    .await
}

async fn whole_file(clients: usize) -> Round {
    let folder = Folder::new();
    let db = Db::open(&folder.path().join("bench.db").display().to_string(), &app::migrations()).await.unwrap();
    let round = whole(&db, clients).await;
    db.close().await;
    round
}

async fn whole_server(clients: usize, cluster: &Cluster) -> Round {
    let db = Db::open(&cluster.new_database(&app::migrations()).await, &app::migrations()).await.unwrap();
    let round = whole(&db, clients).await;
    db.close().await;
    round
}
