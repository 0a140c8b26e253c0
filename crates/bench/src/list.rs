//! The list of cases and the page of a case, over HTTP, as a viewer at a
//! province sees them: against a bare answer of the same server, and over a
//! small and a large database; and a sheet of the province over both.

use crate::load::{median, print, ratio, round};
use app::access::Role;
use app::accounts::{Binding, NewAccount, add_user};
use app::cases::file;
use app::clock::Clock;
use app::{App, Settings};
use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use casework::deadlines::Binds;
use casework::fields::UnitCode;
use casework::inspections::{Outcome, open};
use db::Db;
use engines::Folder;
use jiff::civil::{Date, date};
use law::{AgencyKind, Law};
use scenario::story::{ACTS, Story, recorded};
use scenario::web::Browser;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

const TODAY: Date = date(2023, 12, 1);
const CLIENTS: usize = 16;
const PASSWORD: &str = "Hồ sơ số 47 ngăn 3";
/// Cases whose pages are looked at in turn, each with a whole life.
const LIVES: std::ops::Range<u64> = 7_777_000..7_777_200;
/// Largest answer.
const ROOM: usize = 1 << 20;
/// Requests of each client in a round.
const EACH: usize = 250;

/// A page that is looked at, with the share of a bare answer that is asked of it, if any.
struct Look {
    name: &'static str,
    /// `{}` stands for the number of a case.
    path: &'static str,
    asked: Option<f64>,
    /// Acts are recorded meanwhile.
    busy: bool,
}

const fn look(name: &'static str, path: &'static str, asked: Option<f64>) -> Look {
    Look { name, path, asked, busy: false }
}

const LOOKS: &[Look] = &[
    look("list, newest first", "/cases", Some(0.07)),
    look("list, what is due first", "/cases?sort=due", Some(0.07)),
    look("list, one class", "/cases?class=specialised", Some(0.07)),
    look("list, one unit and class", "/cases?class=specialised&unit=31.TT", Some(0.07)),
    look("case page, 200 cases in turn", "/cases/{}%2F2023%2FTTr-HP", Some(0.2)),
    // A question in the address is part of the page, so it is drawn anew each time.
    look("case page, drawn anew each time", "/cases/{}%2F2023%2FTTr-HP?drawn=anew", None),
    Look { busy: true, ..look("list, newest first, 25 acts a second recorded", "/cases", None) },
    Look { busy: true, ..look("list, one class, 25 acts a second recorded", "/cases?class=specialised", None) },
];

/// Measures and prints: a small database of `few` cases and a large one of `many`.
pub async fn run(few: u64, many: u64, rounds: usize) {
    let (small, large) = (Stage::filled(few).await, Stage::filled(many).await);
    let bare = serve(Router::new().route("/", get(|| async { "ok" }))).await;
    let mut all = vec![Vec::new(); 1 + LOOKS.len() * 2];
    for n in 0..rounds {
        eprintln!("round {} of {rounds} …", n + 1);
        all[0].push(ask(bare, &["/".to_owned()], "", 2000).await);
        for (at, look) in LOOKS.iter().enumerate() {
            all[1 + at * 2].push(small.looked(look).await);
            all[2 + at * 2].push(large.looked(look).await);
        }
    }
    let all: Vec<_> = all.into_iter().map(median).collect();
    println!("{CLIENTS} clients on one machine with the server; {few} and {many} cases\n");
    print("a bare answer (baseline)", all[0]);
    for (at, look) in LOOKS.iter().enumerate() {
        print(&format!("{}, {few}", look.name), all[1 + at * 2]);
        print(&format!("{}, {many}", look.name), all[2 + at * 2]);
    }
    println!();
    for (at, look) in LOOKS.iter().enumerate() {
        let (name, small, large) = (look.name, all[1 + at * 2], all[2 + at * 2]);
        let (share, grown) = (large.rate / all[0].rate, small.rate / large.rate);
        let (share_of, grown_of) = (format!("{name}: {many} / bare"), format!("{name}: time at {many} / at {few}"));
        match look.asked {
            Some(asked) => {
                ratio(&share_of, share, asked, true);
                ratio(&grown_of, grown, 2.0, false);
            }
            None => println!("{share_of:52} {share:8.3}    stated\n{grown_of:52} {grown:8.2}    stated"),
        }
    }
    println!();
    sheets(&small, &large, (few, many)).await;
}

/// A sheet of the province over both databases, right again one act later.
async fn sheets(small: &Stage, large: &Stage, (few, many): (u64, u64)) {
    let mut took = Vec::new();
    for (stage, cases) in [(small, few), (large, many)] {
        let before = stage.sheet().await;
        recorded(&stage.db, Story(8_888_888), ACTS).await;
        let after = stage.sheet().await;
        assert_eq!(after.0, before.0 + 1, "one inspection more is one more in the sheet");
        let mut times = [before.1, after.1, stage.sheet().await.1];
        times.sort_unstable();
        println!(
            "{:52} {:8.0} ms  ({} inspections)",
            format!("sheet of the province, {cases}"),
            times[1] as f64,
            after.0
        );
        took.push(times[1].max(1) as f64);
    }
    println!("{:52} {:8.2}    stated\n", format!("sheet: time at {many} / at {few}"), took[1] / took[0]);
}

struct Stage {
    port: u16,
    db: Db,
    session: String,
    _folder: Folder,
}

impl Stage {
    async fn filled(cases: u64) -> Self {
        let folder = Folder::new();
        let db = Db::open(&folder.path().join("bench.db").display().to_string(), &app::migrations()).await.unwrap();
        fill(&db, cases).await;
        for n in LIVES {
            recorded(&db, Story(n), ACTS).await;
        }
        let app = App::new(db.clone(), Clock::fixed(TODAY), Settings::default());
        let binding = Some(Binding { role: Role::Viewer, unit: UnitCode("31".into()) });
        let (login, name, by) = ("lan".to_owned(), "Lan".to_owned(), "bench".to_owned());
        add_user(&app, NewAccount { login, name, password: PASSWORD.into(), binding, by }).await.unwrap().unwrap();
        let mut browser = Browser::new(&app, "vi");
        browser.sign_in("lan", PASSWORD).await;
        for look in LOOKS {
            let page = browser.get(&look.paths()[0]).await;
            assert!(page.status.is_success(), "{}: {} {}", look.name, page.status, page.text);
        }
        let session = browser.cookie("session").expect("a session").to_owned();
        Self { port: serve(app::router(app)).await, db, session, _folder: folder }
    }

    /// A round of one page, while acts are recorded where that is wanted.
    async fn looked(&self, look: &Look) -> crate::load::Round {
        let (db, busy) = (self.db.clone(), look.busy);
        let others = tokio::spawn(async move {
            static NEXT: AtomicU64 = AtomicU64::new(9_000_000);
            if !busy {
                return;
            }
            loop {
                recorded(&db, Story(NEXT.fetch_add(1, Ordering::Relaxed)), 1).await;
                tokio::time::sleep(std::time::Duration::from_millis(40)).await;
            }
        });
        let round = ask(self.port, &look.paths(), &self.session, EACH).await;
        others.abort();
        round
    }

    /// Inspections of the province in its overview, and milliseconds it took.
    async fn sheet(&self) -> (i64, u128) {
        let (form, unit, period) = ("overview".to_owned(), "31".to_owned(), "2022-12-15..2023-12-14".to_owned());
        let began = std::time::Instant::now();
        let ask = app::reports::Ask { form, unit, period, as_of: None, organised: None };
        let sheet = app::reports::sheet(&self.db, Law::shipped(), casework::units::Tree::shipped(), &ask).await;
        (sheet.expect("a sheet").total_of("inspections").unwrap_or(0), began.elapsed().as_millis())
    }
}

impl Look {
    fn paths(&self) -> Vec<String> {
        let numbers = if self.path.contains("{}") { LIVES } else { 0..1 };
        numbers.map(|n| self.path.replace("{}", &n.to_string())).collect()
    }
}

/// Keeps so many cases over five years: the decision of each, with the deadlines and
/// postings that its whole life leaves behind; its other acts would only take room.
async fn fill(db: &Db, cases: u64) {
    let kinds: Arc<Vec<Outcome>> = Arc::new((0..60).map(opened).collect());
    for from in (0..cases).step_by(5000) {
        if from % 100_000 == 0 && from > 0 {
            eprintln!("{from} of {cases} cases …");
        }
        let kinds = kinds.clone();
        let some = move |tx: &mut dyn db::Tx| {
            (from..cases.min(from + 5000)).try_for_each(|n| {
                let mut outcome = kinds[n as usize % kinds.len()].clone();
                outcome.case.number = format!("{n}/TTr-HP");
                // Scattered, so that neighbours in the list were not recorded together.
                let day = (n.wrapping_mul(2_654_435_761) % 1800) as i32;
                outcome.case.acts[0].on = plus(date(2019, 1, 1), day);
                for deadline in &mut outcome.deadlines {
                    deadline.due_on = plus(deadline.due_on, day % 200);
                }
                for posting in &mut outcome.new_postings {
                    posting.day = plus(posting.day, day - 1640);
                }
                let id = (n as i64 + 1) << 20;
                file::save(tx, &file::head(id, &outcome.case), &outcome, 1_700_000_000_000, "lan").map(|_| ())
            })
        };
        db.write(some).await.expect("the cases are kept");
    }
}

fn opened(n: u64) -> Outcome {
    let (story, law) = (Story(n), Law::shipped());
    let today = date(2024, 1, 1);
    let outcome = open(&story.number(), story.unit(), AgencyKind::Prov, None, story.entry(0), law, today);
    let mut outcome = outcome.expect("the law lets the story begin");
    let rest = casework::inspections::record(&outcome.case, story.entry(5), law, today).expect("an announcement");
    outcome.deadlines = rest.deadlines.into_iter().filter(|d| d.binds == Binds::NotAfter && d.met.is_none()).collect();
    let mut case = outcome.case.clone();
    for at in 1..ACTS {
        let next =
            casework::inspections::record(&case, story.entry(at), law, today).expect("the law lets the story go on");
        outcome.new_postings.extend(next.new_postings);
        case = next.case;
    }
    outcome
}

fn plus(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).expect("a day of this century")
}

/// Serves on a port of its own.
pub async fn serve(router: Router) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("its address").port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    port
}

/// Asks for pages in turn over connections that are kept.
async fn ask(port: u16, paths: &[String], session: &str, each: usize) -> crate::load::Round {
    let request = |path: &String| {
        format!(
            "GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: session={session}\r\nAccept-Language: vi\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n"
        )
    };
    ask_with(port, CLIENTS, paths.iter().map(request).collect(), each).await
}

/// The same with whole requests, by so many clients.
pub async fn ask_with(port: u16, clients: usize, requests: Vec<String>, each: usize) -> crate::load::Round {
    let mut connections = Vec::new();
    for _ in 0..clients {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the server answers");
        connections.push(Mutex::new((stream, vec![0; ROOM])));
    }
    let (connections, requests) = (Arc::new(connections), Arc::new(requests));
    round(clients, each, move |client, turn| {
        let (connections, requests) = (connections.clone(), requests.clone());
        // Clients begin at different places, so that they do not ask for the same page at once.
        let at = (client * 13 + turn) % requests.len();
        async move {
            answered(&mut *connections[client].lock().await, requests[at].as_bytes()).await;
        }
    })
    .await
}

/// The body of one answer, as it was sent.
pub async fn body(port: u16, request: &str) -> Bytes {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the server answers");
    let mut connection = (stream, vec![0; ROOM]);
    let within = answered(&mut connection, request.as_bytes()).await;
    Bytes::copy_from_slice(&connection.1[within])
}

/// Sends a request and reads its whole answer into the connection's own buffer.
async fn answered((stream, answer): &mut (TcpStream, Vec<u8>), request: &[u8]) -> Range<usize> {
    stream.write_all(request).await.expect("the request is sent");
    let (mut got, mut from, mut whole) = (0, 0, usize::MAX);
    while got < whole {
        let n = stream.read(&mut answer[got..]).await.expect("the answer arrives");
        assert!(n > 0, "the server hung up");
        got += n;
        if whole == usize::MAX
            && let Some(end) = answer[..got].windows(4).position(|w| w == b"\r\n\r\n")
        {
            let head = std::str::from_utf8(&answer[..end]).expect("a head of plain letters");
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            let length = head.lines().find_map(|l| l.strip_prefix("content-length: ")).expect("a length");
            from = end + 4;
            whole = from + length.trim().parse::<usize>().expect("a number");
        }
    }
    from..whole
}
