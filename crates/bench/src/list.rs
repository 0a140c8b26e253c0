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
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

const TODAY: Date = date(2023, 12, 1);
const CLIENTS: usize = 16;
const PASSWORD: &str = "Hồ sơ số 47 ngăn 3";
/// Pages looked at, with the share of a bare answer that is asked of each.
const PAGES: &[(&str, &str, f64)] = &[
    ("list, newest first", "/cases", 0.07),
    ("list, what is due first", "/cases?sort=due", 0.07),
    ("list, one class", "/cases?class=specialised", 0.07),
    ("list, one unit and class", "/cases?class=specialised&unit=31.TT", 0.07),
    ("case page", "/cases/7777777%2F2023%2FTTr-HP", 0.2),
];

/// Measures and prints: a small database of `few` cases and a large one of `many`.
pub async fn run(few: u64, many: u64, rounds: usize) {
    let (small, large) = (Stage::filled(few).await, Stage::filled(many).await);
    let bare = serve(Router::new().route("/", get(|| async { "ok" }))).await;
    let mut all = vec![Vec::new(); 1 + PAGES.len() * 2];
    for n in 0..rounds {
        eprintln!("round {} of {rounds} …", n + 1);
        all[0].push(ask(bare, "/", "", 2000).await);
        for (at, (_, path, _)) in PAGES.iter().enumerate() {
            all[1 + at * 2].push(ask(small.port, path, &small.session, 60).await);
            all[2 + at * 2].push(ask(large.port, path, &large.session, 60).await);
        }
    }
    let all: Vec<_> = all.into_iter().map(median).collect();
    println!("{CLIENTS} clients on one machine with the server; {few} and {many} cases\n");
    print("a bare answer (baseline)", all[0]);
    for (at, (name, _, _)) in PAGES.iter().enumerate() {
        print(&format!("{name}, {few}"), all[1 + at * 2]);
        print(&format!("{name}, {many}"), all[2 + at * 2]);
    }
    println!();
    sheets(&small, &large, (few, many)).await;
    for (at, (name, _, asked)) in PAGES.iter().enumerate() {
        let (small, large) = (all[1 + at * 2], all[2 + at * 2]);
        ratio(&format!("{name}: {many} cases / bare answer"), large.rate / all[0].rate, *asked, true);
        ratio(&format!("{name}: time at {many} / at {few}"), small.rate / large.rate, 2.0, false);
    }
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
        recorded(&db, Story(7_777_777), ACTS).await;
        let app = App::new(db.clone(), Clock::fixed(TODAY), Settings::default());
        let binding = Some(Binding { role: Role::Viewer, unit: UnitCode("31".into()) });
        let (login, name, by) = ("lan".to_owned(), "Lan".to_owned(), "bench".to_owned());
        add_user(&app, NewAccount { login, name, password: PASSWORD.into(), binding, by }).await.unwrap().unwrap();
        let mut browser = Browser::new(&app, "vi");
        browser.sign_in("lan", PASSWORD).await;
        for (name, path, _) in PAGES {
            let page = browser.get(path).await;
            assert!(page.status.is_success(), "{name}: {} {}", page.status, page.text);
        }
        let session = browser.cookie("session").expect("a session").to_owned();
        Self { port: serve(app::router(app)).await, db, session, _folder: folder }
    }

    /// Inspections of the province in its overview, and milliseconds it took.
    async fn sheet(&self) -> (i64, u128) {
        let (form, unit, period) = ("overview".to_owned(), "31".to_owned(), "2022-12-15..2023-12-14".to_owned());
        let began = std::time::Instant::now();
        let ask = app::reports::Ask { form, unit, period, as_of: None };
        let sheet = app::reports::sheet(&self.db, Law::shipped(), casework::units::Tree::shipped(), &ask).await;
        (sheet.expect("a sheet").total_of("inspections").unwrap_or(0), began.elapsed().as_millis())
    }
}

/// Keeps so many cases over five years: the decision of each, with the deadlines and
/// postings that its whole life leaves behind; its other acts would only take room.
async fn fill(db: &Db, cases: u64) {
    let kinds: Arc<Vec<Outcome>> = Arc::new((0..60).map(opened).collect());
    for from in (0..cases).step_by(1000) {
        if from % 100_000 == 0 && from > 0 {
            eprintln!("{from} of {cases} cases …");
        }
        let kinds = kinds.clone();
        let some = move |tx: &mut dyn db::Tx| {
            (from..cases.min(from + 1000)).try_for_each(|n| {
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

async fn serve(router: Router) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("its address").port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    port
}

/// Asks for one page over connections that are kept.
async fn ask(port: u16, path: &str, session: &str, each: usize) -> crate::load::Round {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: session={session}\r\nAccept-Language: vi\r\n\r\n");
    let mut connections = Vec::new();
    for _ in 0..CLIENTS {
        connections.push(Mutex::new(TcpStream::connect(("127.0.0.1", port)).await.expect("the server answers")));
    }
    let (connections, request) = (Arc::new(connections), Arc::new(request));
    round(CLIENTS, each, move |client, _| {
        let (connections, request) = (connections.clone(), request.clone());
        async move { answered(&mut *connections[client].lock().await, request.as_bytes()).await }
    })
    .await
}

/// Sends a request and reads its whole answer.
async fn answered(stream: &mut TcpStream, request: &[u8]) {
    stream.write_all(request).await.expect("the request is sent");
    let (mut answer, mut piece) = (Vec::new(), vec![0; 65536]);
    let mut whole = usize::MAX;
    while answer.len() < whole {
        let n = stream.read(&mut piece).await.expect("the answer arrives");
        assert!(n > 0, "the server hung up");
        answer.extend_from_slice(&piece[..n]);
        if whole == usize::MAX
            && let Some(end) = answer.windows(4).position(|w| w == b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
            assert!(head.starts_with("http/1.1 200"), "{head}");
            let length = head.lines().find_map(|l| l.strip_prefix("content-length: ")).expect("a length");
            whole = end + 4 + length.trim().parse::<usize>().expect("a number");
        }
    }
}
