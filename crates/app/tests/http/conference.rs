//! A conference through HTTP: who sees it, who runs it, a point that checks in by code, votes that count
//! once, and followers of another server on the same database.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::App;
use app::access::Role;
use app::conference::{Halls, Screen};
use app::lang::Lang;
use axum::http::StatusCode;
use casework::conference::{Event, Manner};
use scenario::web::{Browser, Page};
use std::sync::Arc;

pub(crate) async fn signed_in(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

const NEW: &[(&str, &str)] = &[
    ("title", "Sơ kết 6 tháng <b>đầu</b> năm"),
    ("kind", "interim"),
    ("on", "14/07/2023"),
    ("begins", "08:00"),
    ("unit", "TTCP"),
    ("chair", "Lãnh đạo Thanh tra Chính phủ"),
    ("items", "Báo cáo sơ kết | 30\nThảo luận | 45"),
    ("points", "31, 48"),
];

/// Calls the conference; the chair's browser.
pub(crate) async fn called(stage: &Stage) -> Browser {
    let mut chair = signed_in(stage, "chu-toa", Role::Leader, "VN").await;
    let made = chair.post("/conference", NEW).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.words());
    assert_eq!(made.location(), "/conference/2023-1");
    chair
}

/// The code of the point of that name.
fn code(page: &Page, name: &str) -> String {
    let after = page.text.split(&format!("<h2>{name}</h2>")).nth(1).unwrap_or_else(|| panic!("{}", page.words()));
    after.split("class=\"code\">").nth(1).and_then(|t| t.get(..6)).unwrap().to_owned()
}

pub(crate) async fn checked_in(stage: &Stage, chair: &mut Browser, unit: &str, name: &str) -> Browser {
    let code = code(&chair.get("/conference/2023-1/codes").await, name);
    let mut point = Browser::new(&stage.app, "vi");
    point.get(&format!("/conference/2023-1/join?unit={unit}&code={code}")).await;
    let fields = [("unit", unit), ("code", code.as_str()), ("name", "Cán bộ kỹ thuật")];
    let joined = point.post("/conference/2023-1/join", &fields).await;
    assert_eq!(joined.location(), format!("/conference/2023-1/point/{unit}"), "{}", joined.words());
    point
}

async fn does(browser: &mut Browser, at: &str, what: &str) -> Page {
    browser.post(&format!("/conference/2023-1/{at}"), &[("do", what)]).await
}

async fn log(app: &App) -> Vec<Event> {
    app::conference::log(app, "2023-1").await.unwrap().unwrap().into_iter().map(|e| e.event).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conference_is_seen_by_its_units_and_run_by_who_called_it() {
    for stage in stages().await {
        let mut chair = called(&stage).await;
        let page = chair.get("/conference/2023-1").await;
        assert!(page.text.contains("Sơ kết 6 tháng &#60;b&#62;") && page.words().contains("Thảo luận 45 phút"));
        let mut own = signed_in(&stage, "hai-phong", Role::Recorder, "31").await;
        let mut other = signed_in(&stage, "noi-khac", Role::Leader, "79").await;
        assert!(own.get("/conference").await.text.contains("/conference/2023-1"));
        assert!(!other.get("/conference").await.text.contains("/conference/2023-1"));
        for at in ["", "/projector", "/follow", "/live?screen=follow"] {
            let at = format!("/conference/2023-1{at}");
            assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND, "{at}");
            let visitor = Browser::new(&stage.app, "vi").get(&at).await;
            assert!(visitor.location().starts_with("/sign-in"), "{at}: {}", visitor.status);
        }
        assert_eq!(own.get("/conference/2023-1/chair").await.status, StatusCode::FORBIDDEN);
        assert_eq!(other.get("/conference/2023-1/codes").await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.post("/conference/2023-1/chair", &[("do", "open")]).await.status, StatusCode::NOT_FOUND);
        // A recorder of the unit may sit at its point, and at no other.
        assert_eq!(own.get("/conference/2023-1/point/31").await.status, StatusCode::OK);
        assert_eq!(own.get("/conference/2023-1/point/48").await.status, StatusCode::FORBIDDEN);
        assert_eq!(own.get("/conference/2023-1/point/99").await.status, StatusCode::NOT_FOUND);
        let foreign = other.post("/conference", NEW).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "a leader of a city calls none in the name of others");
        let wrong = chair.post("/conference", &[("title", ""), ("on", "31/02/2023"), ("points", "nowhere")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("31/02/2023"), "what was typed stays");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_checks_in_by_its_code_and_acts_for_itself_alone() {
    for stage in stages().await {
        let mut chair = called(&stage).await;
        let mut point = checked_in(&stage, &mut chair, "31", "Thành phố Hải Phòng").await;
        let page = point.get("/conference/2023-1/point/31").await;
        assert!(page.words().contains("Hội nghị chưa bắt đầu"), "{}", page.words());
        assert!(page.text.contains("http-equiv=\"refresh\""), "without scripts the page asks again");
        assert_eq!(point.get("/conference/2023-1/point/48").await.status, StatusCode::FORBIDDEN);
        assert_eq!(does(&mut point, "point/48", "raise").await.status, StatusCode::FORBIDDEN);
        let early = does(&mut point, "point/31", "raise").await;
        assert_eq!(early.status, StatusCode::CONFLICT);
        assert!(early.words().contains("Hội nghị chưa khai mạc"), "{}", early.words());

        assert_eq!(does(&mut chair, "chair", "open").await.status, StatusCode::SEE_OTHER);
        does(&mut chair, "chair", "next").await;
        assert!(point.get("/conference/2023-1/point/31").await.text.contains("<h2 class=\"now\">Báo cáo sơ kết"));
        does(&mut point, "point/31", "raise").await;
        does(&mut chair, "chair", "speaker:31").await;
        stage.later(1_000);
        does(&mut chair, "chair", "start").await;
        let wall = chair.get("/conference/2023-1/projector").await;
        let since = stage.app.clock.now_ms();
        assert!(wall.text.contains(&format!("data-since=\"{since}\" data-seconds=\"300\"")), "{}", wall.text);
        assert!(wall.words().contains("Thành phố Hải Phòng"));

        // A second machine on the same code: both are seen, the later is told.
        let mut second = checked_in(&stage, &mut chair, "31", "Thành phố Hải Phòng").await;
        assert!(second.get("/conference/2023-1/point/31").await.words().contains("đã có máy khác điểm danh"));
        assert!(chair.get("/conference/2023-1/chair").await.words().contains("2 máy"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_cannot_be_guessed() {
    let stage = stage().await;
    called(&stage).await;
    let mut stranger = Browser::new(&stage.app, "en");
    stranger.get("/conference/2023-1/join").await;
    let try_it = [("unit", "31"), ("code", "not it")];
    for _ in 0..10 {
        let wrong = stranger.post("/conference/2023-1/join", &try_it).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("not the code of this point"));
    }
    assert_eq!(stranger.post("/conference/2023-1/join", &try_it).await.status, StatusCode::TOO_MANY_REQUESTS);
    stage.later(600_000);
    assert_eq!(stranger.post("/conference/2023-1/join", &try_it).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_vote_counts_once_and_is_nobody_s() {
    for stage in stages().await {
        let mut chair = called(&stage).await;
        let mut a = checked_in(&stage, &mut chair, "31", "Thành phố Hải Phòng").await;
        let mut b = checked_in(&stage, &mut chair, "48", "Thành phố Đà Nẵng").await;
        does(&mut chair, "chair", "open").await;
        let poll = [("do", "poll"), ("text", "Thông qua?"), ("manner", "secret"), ("choices", "Có\nKhông")];
        assert_eq!(chair.post("/conference/2023-1/chair", &poll).await.status, StatusCode::SEE_OTHER);
        let n = app::conference::state(&stage.app, "2023-1").await.unwrap().unwrap().poll().unwrap().n;
        assert_eq!(does(&mut a, "point/31", &format!("vote:{n}.7")).await.status, StatusCode::CONFLICT);
        assert_eq!(does(&mut a, "point/31", &format!("vote:{n}.1")).await.status, StatusCode::SEE_OTHER);
        // The other tab of the same point.
        let again = does(&mut a, "point/31", &format!("vote:{n}.0")).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.words().contains("mỗi điểm cầu một phiếu"), "{}", again.words());
        does(&mut b, "point/48", &format!("vote:{n}.0")).await;
        assert!(!chair.get("/conference/2023-1/chair").await.text.contains("Có <strong>"), "nothing before the end");
        does(&mut chair, "chair", &format!("poll_close:{n}")).await;
        let events = log(&stage.app).await;
        assert!(events.contains(&Event::PollClosed { poll: n, counts: vec![1, 1] }), "{events:?}");
        assert!(events.iter().all(|e| !matches!(e, Event::Voted { choice: Some(_), .. })));
        let left = stage.app.read(move |tx| tx.query("select id from conference_ballots", &[])).await.unwrap();
        assert!(left.is_empty(), "ballots are gone once they are counted");
        let manner = |e: &Event| matches!(e, Event::PollOpened { manner: Manner::Secret, .. });
        assert!(events.iter().any(manner));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_follows_also_on_another_server_and_the_end_is_the_end() {
    for stage in stages().await {
        let mut chair = called(&stage).await;
        // Another process on the same database knows nothing but the log.
        let apart = stage.app.with(|app| app.conferences = Arc::new(Halls::default()));
        let follows = if stage.app.db.is_file() { &stage.app } else { &apart };
        let hall = follows.conferences.hall(follows, "2023-1").await.unwrap();
        let mut line = hall.follow(follows, Screen::Follow, Lang::Vi);
        let first = String::from_utf8(line.borrow_and_update().to_vec()).unwrap();
        assert!(first.starts_with("id: ") && first.contains("Hội nghị chưa bắt đầu"), "{first}");
        does(&mut chair, "chair", "open").await;
        does(&mut chair, "chair", "next").await;
        loop {
            line.changed().await.unwrap();
            let now = String::from_utf8(line.borrow_and_update().to_vec()).unwrap();
            if now.contains("<h2 class=\"now\">Báo cáo sơ kết") {
                break;
            }
        }
        // A server that starts anew is at the current item.
        let anew = stage.app.with(|app| app.conferences = Arc::new(Halls::default()));
        let mut browser = Browser::new(&anew, "vi");
        browser.sign_in("chu-toa", PASSWORD).await;
        let page = browser.get("/conference/2023-1/follow").await;
        assert!(page.text.contains("<h2 class=\"now\">Báo cáo sơ kết"), "{}", page.words());
        assert_eq!(
            chair.post("/conference/2023-1/chair", &[("do", "conclude"), ("text", "Đôn đốc thu hồi")]).await.status,
            StatusCode::SEE_OTHER
        );
        does(&mut chair, "chair", "close").await;
        let late = does(&mut chair, "chair", "next").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.words().contains("Hội nghị đã bế mạc"), "{}", late.words());
        assert!(chair.get("/conference/2023-1").await.words().contains("Đôn đốc thu hồi"));
        minutes_and_notice(&stage, &mut chair).await;
    }
}

/// The record in words, and as papers to sign.
async fn minutes_and_notice(stage: &Stage, chair: &mut Browser) {
    let way = "/conference/2023-1/minutes";
    let page = chair.get(way).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in ["Báo cáo sơ kết", "Đôn đốc thu hồi", "Bế mạc", "Không kết nối"] {
        assert!(page.words().contains(said), "{said}: {}", page.words());
    }
    assert!(page.text.contains("/directives/new?issuer="), "each conclusion is one press from being a task");
    for file in ["bien-ban", "thong-bao"] {
        let pdf = chair.get(&format!("{way}/{file}.pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF-1."), "{file}");
        let docx = chair.get(&format!("{way}/{file}.docx")).await;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&docx.bytes[..])).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut text).unwrap();
        assert!(text.contains("Đôn đốc thu hồi"), "{file}");
    }
    assert_eq!(chair.get(&format!("{way}/khac.pdf")).await.status, StatusCode::NOT_FOUND);
    let typed = [("number", "12/BB-TTCP"), ("on", "32/07/2023"), ("signer", "Người ký"), ("remarks", "<b>Thêm</b>")];
    let wrong = chair.post(way, &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"12/BB-TTCP\"") && wrong.text.contains("&#60;b&#62;Thêm"), "{}", wrong.text);
    let typed = [typed[0], ("on", "15/07/2023"), typed[2], typed[3]];
    assert_eq!(chair.post(way, &typed).await.status, StatusCode::SEE_OTHER);
    let page = chair.get(way).await;
    assert!(page.words().contains("Nhật ký đúng là nhật ký đã ký"), "{}", page.words());
    assert!(!page.text.contains("id=\"signer\""), "signed once");
    assert_eq!(chair.post(way, &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let pdf = chair.get(&format!("{way}/bien-ban.pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-1."));
    // Somebody at the database moves one event by a millisecond.
    stage.app.write(|tx| tx.exec("update conference_events set at = at + 1 where seq = 1", &[])).await.unwrap();
    assert!(chair.get(way).await.words().contains("không còn như khi ký"), "a changed record is told");
}
