//! Sound and picture through HTTP: who is let in, what is refused, what a page may do and what it says when there is none.

use crate::conference::{called, checked_in, signed_in};
use crate::support::{Stage, stages};
use app::access::Role;
use app::conference::Media;
use axum::http::StatusCode;
use casework::conference::Event;
use scenario::web::{Browser, Page};
use std::sync::Arc;

/// What a browser that only listens to one voice would offer.
const OFFER: &str = "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n\
    m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:Wxyz\r\n\
    a=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=fingerprint:sha-256 \
    75:74:5A:A6:A4:E5:52:F4:A7:67:4C:01:C7:EE:91:3F:21:3D:A2:E3:53:7B:6F:30:86:F2:30:AA:65:FB:04:24\r\n\
    a=setup:actpass\r\na=mid:0\r\na=recvonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10\r\n";

/// The stage with sound and picture on a port of its own.
fn with_media(stage: &mut Stage) {
    let media = Media::start("127.0.0.1:0", &[], Vec::new());
    assert_eq!(media.why_off(), None);
    stage.app.media = Arc::new(media);
}

async fn offers(browser: &mut Browser, number: &str, screen: &str, unit: &str, sdp: &str) -> Page {
    let fields = [("screen", screen), ("unit", unit), ("sdp", sdp)];
    browser.post(&format!("/conference/{number}/av"), &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_may_see_a_screen_hears_and_sees_through_it() {
    for mut stage in stages().await {
        with_media(&mut stage);
        let mut chair = called(&stage).await;
        let other_day = [
            ("title", "Hội nghị khác"),
            ("kind", "interim"),
            ("on", "20/07/2023"),
            ("begins", "08:00"),
            ("unit", "TTCP"),
            ("chair", "Lãnh đạo"),
            ("items", "Một mục | 5"),
            ("points", "48"),
        ];
        assert_eq!(chair.post("/conference", &other_day).await.location(), "/conference/2023-2");
        let mut point = checked_in(&stage, &mut chair, "31", "Thành phố Hải Phòng").await;
        let mut foreign = signed_in(&stage, "noi-khac", Role::Leader, "79").await;

        for (screen, unit) in [("chair", ""), ("point", "31"), ("projector", ""), ("follow", "")] {
            let browser = if screen == "chair" { &mut chair } else { &mut point };
            let page = offers(browser, "2023-1", screen, unit, OFFER).await;
            assert_eq!(page.status, StatusCode::OK, "{screen}: {}", page.text);
            assert!(page.text.contains("a=ice-lite") && page.text.contains("127.0.0.1"), "{}", page.text);
        }
        // A point's code opens its own conference and its own seat.
        assert_eq!(offers(&mut point, "2023-1", "point", "48", OFFER).await.status, StatusCode::FORBIDDEN);
        assert_eq!(offers(&mut point, "2023-1", "chair", "", OFFER).await.status, StatusCode::FORBIDDEN);
        assert!(offers(&mut point, "2023-2", "follow", "", OFFER).await.location().starts_with("/sign-in"));
        assert_eq!(offers(&mut foreign, "2023-1", "follow", "", OFFER).await.status, StatusCode::NOT_FOUND);
        assert_eq!(offers(&mut chair, "2023-1", "elsewhere", "", OFFER).await.status, StatusCode::NOT_FOUND);
        let visitor = offers(&mut Browser::new(&stage.app, "vi"), "2023-1", "follow", "", OFFER).await;
        assert!(
            visitor.location().starts_with("/sign-in") || visitor.status == StatusCode::FORBIDDEN,
            "{}",
            visitor.status
        );

        // What is no offer is refused in a sentence, and the room goes on.
        let long = format!("{OFFER}{}", "a=x\r\n".repeat(20_000));
        for text in ["", "m=", "v=0\r\nm=audio", &OFFER[..300], &long] {
            let page = offers(&mut point, "2023-1", "point", "31", text).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{} bytes", text.len());
            assert!(page.text.contains("không đọc được"), "{}", page.text);
        }
        assert_eq!(offers(&mut point, "2023-1", "point", "31", OFFER).await.status, StatusCode::OK);

        chair.post("/conference/2023-1/chair", &[("do", "open")]).await;
        chair.post("/conference/2023-1/chair", &[("do", "close")]).await;
        assert_eq!(offers(&mut point, "2023-1", "point", "31", OFFER).await.status, StatusCode::CONFLICT);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_may_use_the_camera_only_where_somebody_speaks_and_says_why_there_is_none() {
    for mut stage in stages().await {
        let mut chair = called(&stage).await;
        let page = chair.get("/conference/2023-1/chair").await;
        assert!(page.words().contains("Máy chủ này không truyền hình và tiếng") && !page.text.contains("data-av="));
        assert_eq!(offers(&mut chair, "2023-1", "chair", "", OFFER).await.status, StatusCode::CONFLICT);
        with_media(&mut stage);
        let mut chair = Browser::new(&stage.app, "vi");
        chair.sign_in("chu-toa", crate::support::PASSWORD).await;
        let said = |page: &Page, name: &str| page.headers.get(name).unwrap().to_str().unwrap().to_owned();
        for (at, camera) in [("/chair", true), ("/projector", false), ("/follow", false), ("", false)] {
            let page = chair.get(&format!("/conference/2023-1{at}")).await;
            let may = said(&page, "permissions-policy").contains("camera=(self), microphone=(self)");
            assert_eq!(may, camera, "{at}: {}", said(&page, "permissions-policy"));
            assert!(!said(&page, "content-security-policy").contains("frame-src"), "{at}");
        }

        // A room of another system: its address is looked at, its origin opened on the screens alone.
        let room = "/conference/2023-1/av/room";
        for wrong in [
            "http://hop.vn/a",
            "javascript:alert(1)",
            "https://",
            "https://a b/",
            "https://x@hop.vn/",
            "https://hop.vn;x/",
        ] {
            let page = chair.post(room, &[("address", wrong), ("framed", "1")]).await;
            assert_eq!(page.status, StatusCode::CONFLICT, "{wrong}");
        }
        let kept = chair.post(room, &[("address", "https://hop.vn:8443/so-ket?x=1"), ("framed", "1")]).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        let page = chair.get("/conference/2023-1/projector").await;
        assert!(said(&page, "content-security-policy").ends_with("; frame-src https://hop.vn:8443"));
        assert!(said(&page, "permissions-policy").starts_with("camera=(\"https://hop.vn:8443\"), "));
        assert!(page.text.contains("data-room=\"https://hop.vn:8443/so-ket?x=1\"") && !page.text.contains("<iframe"));
        let page = chair.get("/conference/2023-1").await;
        assert!(!said(&page, "content-security-policy").contains("frame-src"));
        chair.post(room, &[("address", "https://hop.vn/a")]).await;
        let page = chair.get("/conference/2023-1/projector").await;
        assert!(
            !said(&page, "content-security-policy").contains("frame-src")
                && page.text.contains("href=\"https://hop.vn/a\"")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_announced_by_who_runs_it_and_stands_in_the_record() {
    for stage in stages().await {
        let mut chair = called(&stage).await;
        let mut point = checked_in(&stage, &mut chair, "31", "Thành phố Hải Phòng").await;
        let at = "/conference/2023-1/av/recording";
        assert!(point.post(at, &[("on", "1")]).await.location().starts_with("/sign-in"));
        assert_eq!(chair.post(at, &[]).await.status, StatusCode::CONFLICT, "nothing is recorded yet");
        assert_eq!(chair.post(at, &[("on", "1")]).await.status, StatusCode::SEE_OTHER);
        for screen in ["/projector", "/point/31", "/follow"] {
            let page = point.get(&format!("/conference/2023-1{screen}")).await;
            assert!(page.words().contains("đang được ghi hình, ghi âm từ"), "{screen}");
        }
        assert_eq!(chair.post(at, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!point.get("/conference/2023-1/projector").await.words().contains("đang được ghi hình"));
        let log = app::conference::log(&stage.app, "2023-1").await.unwrap().unwrap();
        let marks = log.iter().filter(|e| matches!(e.event, Event::RecordingStarted | Event::RecordingEnded));
        assert_eq!(marks.map(|e| e.by.as_str()).collect::<Vec<_>>(), ["chu-toa", "chu-toa"]);
    }
}
