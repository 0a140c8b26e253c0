//! Registers through the browser.

use crate::support::{PASSWORD, Stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};
use std::io::{Read, Write};

const SAMPLE: &[u8] = include_bytes!("../../samples/so-theo-doi-thanh-tra.xlsx");
const FILE: (&str, &str, &str, &[u8]) = ("file", "sổ 2023.xlsx", "", SAMPLE);

async fn person(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

/// Asks until the work beside the page is done, as the page itself does.
async fn until_done(browser: &mut Browser, path: &str) -> Page {
    loop {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.words());
        if !page.headers.contains_key("refresh") {
            return page;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_sent_tried_and_taken_in_within_ones_reach() {
    for stage in stages().await {
        let mut lan = person(&stage, "lan", Role::Recorder, "31").await;
        let mut nam = person(&stage, "nam", Role::Recorder, "31").await;
        let mut viewer = person(&stage, "xem", Role::Viewer, "31").await;
        assert_eq!(viewer.get("/imports").await.status, StatusCode::FORBIDDEN);
        assert!(lan.get("/imports").await.text.contains("name=\"unit\" value=\"31\""), "the one unit of the account");
        let fields = [("profile", "so-theo-doi-thanh-tra"), ("unit", "31")];
        assert_eq!(viewer.upload("/imports", &fields, FILE).await.status, StatusCode::FORBIDDEN);
        let outside = lan.upload("/imports", &[fields[0], ("unit", "01")], FILE).await;
        assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sent = lan.upload("/imports", &fields, FILE).await;
        let at = sent.location().to_owned();
        assert!(at.starts_with("/imports/"), "{} {}", sent.status, sent.words());
        let tried = until_done(&mut lan, &at).await;
        assert!(
            tried.words().contains("chưa ghi gì: Mới 4, ghi thêm 0, giữ nguyên 0, trả lại 5 dòng."),
            "{}",
            tried.words()
        );
        assert!(tried.words().contains("không phải là ngày có thật"));
        assert_eq!(nam.get(&at).await.status, StatusCode::NOT_FOUND, "another's file");
        let sheet = lan.get(&format!("{at}/rejected.xlsx")).await;
        assert_eq!(sheet.status, StatusCode::OK);
        lan.post(&format!("{at}/take"), &[]).await;
        let taken = until_done(&mut lan, &at).await;
        assert!(taken.words().contains("Đã ghi: Mới 4"), "{}", taken.words());
        // A second click takes nothing twice.
        lan.post(&format!("{at}/take"), &[]).await;
        assert!(until_done(&mut lan, &at).await.words().contains("Đã ghi: Mới 4"));
        let cases = stage.app.read(app::journal::store::count_cases).await.unwrap();
        assert_eq!(cases, 4);
        let again = lan.upload("/imports", &fields, FILE).await.location().to_owned();
        assert!(until_done(&mut lan, &again).await.words().contains("Mới 0, ghi thêm 0, giữ nguyên 4"));
        let bad = lan.upload("/imports", &fields, ("file", "x.xlsx", "", b"PK\x03\x04")).await.location().to_owned();
        assert!(until_done(&mut lan, &bad).await.words().contains("Tệp hỏng"));
        assert!(lan.get("/imports").await.words().contains("sổ 2023.xlsx"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_far_too_large_is_answered_and_not_cut_off() {
    let stage = crate::support::stage().await;
    let lan = person(&stage, "lan", Role::Recorder, "31").await;
    let session = lan.cookie("session").unwrap().to_owned();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let service = app::router(stage.app.clone()).into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(async { axum::serve(listener, service).await });
    // As a browser does: everything is sent before anything is read.
    let answer = tokio::task::spawn_blocking(move || {
        let mut line = std::net::TcpStream::connect(at).unwrap();
        let mb = 200;
        write!(
            line,
            "POST /imports HTTP/1.1\r\nHost: {at}\r\nCookie: session={session}\r\nAccept-Language: vi\r\nConnection: close\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n",
            mb << 20
        )
        .unwrap();
        let piece = vec![b'x'; 1 << 20];
        (0..mb).for_each(|_| line.write_all(&piece).unwrap());
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    })
    .await
    .unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("lớn hơn 65 MB") && answer.contains("Chia nhỏ tệp"), "{answer}");
}
