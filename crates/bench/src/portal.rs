//! Published pages, against a bare answer of the same bytes from the same library in the same run;
//! with a thousand readers at once, and while every connection to the database is taken.

use crate::list::{ask_with, serve};
use crate::load::{Round, median, print, ratio};
use app::clock::Clock;
use app::demo;
use app::periodic_reports::SealKey;
use app::{App, Settings};
use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use db::Db;
use engines::Folder;
use scenario::web::Browser;

const CLIENTS: usize = 16;
const READERS: usize = 1_000;

/// Measures and prints.
pub async fn run(each: usize, rounds: usize) {
    let folder = Folder::new();
    let db = Db::open(&folder.path().join("bench.db").display().to_string(), &app::migrations()).await.unwrap();
    let settings = Settings { seal_key: Some(SealKey::new([7; 32])), ..Settings::default() };
    let app = App::new(db.clone(), Clock::fixed(demo::TODAY), settings);
    fill(&app).await;
    let pages = pages(&app).await;
    let portal = serve(app::router(app.clone())).await;
    let bare = serve(bare(&pages)).await;
    println!("{CLIENTS} clients on one machine with the server; then {READERS} readers, each on a line of its own\n");
    for (name, path, bytes) in &pages {
        let request = vec![request(path)];
        let mut all = vec![Vec::new(); 4];
        for _ in 0..rounds {
            all[0].push(ask_with(bare, CLIENTS, request.clone(), each).await);
            all[1].push(ask_with(portal, CLIENTS, request.clone(), each).await);
            all[2].push(ask_with(portal, READERS, request.clone(), (each / 50).max(10)).await);
        }
        let held = hold(&db);
        all[3].push(ask_with(portal, CLIENTS, request.clone(), each).await);
        drop(held);
        let all: Vec<Round> = all.into_iter().map(median).collect();
        let says = ["a bare answer (baseline)", "the portal", "the portal, 1,000 readers", "the portal, database busy"];
        println!("{name}: {} bytes", bytes.len());
        for (said, round) in says.iter().zip(&all) {
            print(&format!("  {said}"), *round);
        }
        ratio(&format!("  {name}: portal / bare"), all[1].rate / all[0].rate, 0.5, true);
        ratio(&format!("  {name}: busy / not"), all[3].rate / all[1].rate, 0.5, true);
        println!();
    }
}

fn request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\nAccept-Language: vi\r\n\r\n")
}

/// Every connection to the database, taken until what is given back goes away.
fn hold(db: &Db) -> Vec<std::sync::mpsc::Sender<()>> {
    let one = |_| {
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let db = db.clone();
        tokio::spawn(async move {
            db.read(move |tx| {
                app::portal::store::revision(tx)?;
                // An error says that the other end went away: so it is meant.
                let _ = wait.recv();
                Ok::<_, db::Error>(())
            })
            .await
        });
        release
    };
    (0..100).map(one).collect()
}

/// The demo's city with its sealed reports, conclusions and news.
async fn fill(app: &App) {
    let at = app.clock.now_ms();
    let cases = || demo::city(app.law.clone(), app.tree);
    let shown = demo::conclusions::numbers(cases());
    demo::keep(&app.db, cases(), at, |_| {}).await.expect("the cases are kept");
    demo::reports::keep(app).await.expect("reports are sealed");
    demo::conclusions::keep(app, shown).await.expect("conclusions are published");
    demo::news::keep(app).await.expect("news are published");
}

/// Name, path and gzipped bytes of what readers open most.
async fn pages(app: &App) -> Vec<(&'static str, String, Bytes)> {
    let mut reader = Browser::new(app, "vi");
    let mut first = async |list: &str, under: &str| {
        let page = reader.get(list).await;
        let mut links = page.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        links.find(|href| href.starts_with(under) && !href.contains('?')).expect("a link").to_owned()
    };
    let article = first("/news", "/news/").await;
    let conclusion = first("/conclusions", "/conclusions/").await;
    let report = first("/open", "/open/").await;
    let all = [
        ("front page", "/news".to_owned()),
        ("an article", article),
        ("a conclusion", conclusion),
        ("open figures", "/open".to_owned()),
        ("a sealed report", report),
        ("how long it took", "/open/how-long/inspection_signed/2023-1".to_owned()),
        ("a card to embed", "/embed/news/auto".to_owned()),
    ];
    let mut out = Vec::new();
    let port = serve(app::router(app.clone())).await;
    for (name, path) in all {
        let bytes = crate::list::body(port, &request(&path)).await;
        out.push((name, path, bytes));
    }
    out
}

/// The same bytes under the same addresses, and nothing else.
fn bare(pages: &[(&'static str, String, Bytes)]) -> Router {
    pages.iter().fold(Router::new(), |router, (_, path, bytes)| {
        let bytes = bytes.clone();
        let handler = move || {
            let bytes = bytes.clone();
            async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }
        };
        router.route(path, get(handler))
    })
}
