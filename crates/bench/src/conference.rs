//! Followers of a conference: how long until the last one has an agenda change, and what each costs.
//!
//! Followers are another process with a plain socket each, so that the memory measured is the
//! server's alone. The time runs from before the chair's step is written to the moment the last
//! follower has read its frame, by the machine's one clock.

use app::access::Role;
use app::accounts::{Binding, NewAccount, add_user};
use app::clock::Clock;
use app::conference::{New, Step, call};
use app::{App, Settings};
use casework::conference::{Event, Kind};
use casework::fields::UnitCode;
use engines::Folder;
use jiff::civil::date;
use scenario::web::Browser;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const PASSWORD: &str = "Hồ sơ số 47 ngăn 3";
/// Agenda changes of one measurement.
const CHANGES: usize = 10;

fn micros() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_micros())
}

/// Resident memory of this process, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<usize>().ok()).unwrap_or(0) * 1024
}

/// Measures and prints: agenda changes to `few` followers, and `many` held open.
pub async fn run(few: usize, many: usize) {
    let folder = Folder::new();
    let path = folder.path().join("conference.db");
    let db = db::Db::open(&path.to_string_lossy(), &app::migrations()).await.expect("a database");
    let app = App::new(db, Clock::system(), Settings::default());
    let binding = Some(Binding { role: Role::Leader, unit: UnitCode("VN".into()) });
    let (login, name, by) = ("chair".to_owned(), "Chair".to_owned(), "bench".to_owned());
    add_user(&app, NewAccount { login, name, password: PASSWORD.into(), binding, by }).await.unwrap().unwrap();
    let items = (0..CHANGES * 4).map(|n| (format!("Mục {n}"), 10, String::new(), Vec::new())).collect();
    let points: Vec<String> = ["31", "48", "79"].map(str::to_owned).to_vec();
    let new = New {
        kind: Kind::Interim,
        title: "Sơ kết 6 tháng".into(),
        on: date(2023, 7, 14),
        begins: "08:00".into(),
        unit: "TTCP".into(),
        chair: String::new(),
        items,
        points,
    };
    let number = call(&app, new, "bench").await.unwrap().expect("called");
    let mut chair = Browser::new(&app, "vi");
    chair.sign_in("chair", PASSWORD).await;
    let cookie = chair.cookie("session").expect("a session").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address").to_string();
    let service = app::router(app.clone()).into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let hall = app.conferences.hall(&app, &number).await.unwrap();
    hall.write(&app, "bench", Step::Plain(Event::Opened)).await.unwrap().unwrap();
    for (followers, asked) in [(few, "asked < 1000 ms, ≤ 32 kB"), (many, "asked: held open")] {
        let before = resident();
        let mut child = std::process::Command::new(std::env::current_exe().expect("this program"))
            .args(["conference-followers", &at, &number, &cookie, &followers.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the followers");
        let mut said = std::io::BufReader::new(child.stdout.take().expect("their words"));
        assert_eq!(word(&mut said), "ready");
        let each = resident().saturating_sub(before) / followers;
        let mut times = Vec::new();
        for _ in 0..CHANGES {
            let state = hall.state();
            let next = state.next_item().expect("another item").n;
            let begun = micros();
            hall.write(&app, "bench", Step::Plain(Event::ItemCalled { item: next })).await.unwrap().unwrap();
            let last: u128 = word(&mut said).parse().expect("an instant");
            times.push(last.saturating_sub(begun) / 1_000);
        }
        times.sort_unstable();
        println!(
            "{followers:>6} followers: the last one after {:>5} ms (middle), {:>5} ms (worst of {CHANGES}); {:>6.1} kB each    {asked}",
            times[CHANGES / 2],
            times[CHANGES - 1],
            each as f64 / 1_000.0
        );
        drop(child.stdin.take());
        let _ = child.wait();
    }
}

fn word(from: &mut impl std::io::BufRead) -> String {
    let mut line = String::new();
    from.read_line(&mut line).expect("a word");
    line.trim().to_owned()
}

/// The followers: `ADDRESS NUMBER SESSION HOW_MANY`. Says `ready`, then the instant at which the
/// last of them has read each frame.
pub async fn followers(args: &[String]) {
    let [at, number, session, many] = args else { panic!("four words") };
    let many: usize = many.parse().expect("a number");
    let request = format!(
        "GET /conference/{number}/live?screen=follow HTTP/1.1\r\nhost: bench\r\ncookie: session={session}\r\n\
         accept-language: vi\r\n\r\n"
    );
    let read = Arc::new(AtomicUsize::new(0));
    for n in 0..many {
        let (at, request, counted) = (at.clone(), request.clone(), read.clone());
        tokio::spawn(async move { follow(&at, &request, many, &counted).await });
        // Not all at one instant: a backlog is as long as the kernel has it.
        while n >= 64 + read.load(Ordering::Relaxed) {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }
    let waiting = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
    let _ = waiting.await;
    std::process::exit(0);
}

async fn follow(at: &str, request: &str, many: usize, read: &AtomicUsize) {
    let mut line = TcpStream::connect(at).await.expect("a line");
    line.write_all(request.as_bytes()).await.expect("asked");
    let mut kept = Vec::new();
    let mut piece = [0_u8; 4096];
    loop {
        let n = line.read(&mut piece).await.expect("read");
        assert!(n > 0, "the line ended");
        kept.extend_from_slice(&piece[..n]);
        while let Some(end) = kept.windows(2).position(|w| w == b"\n\n") {
            let event: Vec<u8> = kept.drain(..end + 2).collect();
            if !event.windows(13).any(|w| w == b"event: screen") {
                continue;
            }
            let all = read.fetch_add(1, Ordering::AcqRel) + 1;
            if all == many {
                println!("ready");
            } else if all.is_multiple_of(many) {
                println!("{}", micros());
            }
        }
    }
}
