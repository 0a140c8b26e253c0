//! Alerts: asked for, confirmed, told, ended, through a mail server on a socket; the feed of a place and field.

use crate::reminders::Post;
use crate::sealed::kept;
use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use app::portal::alerts;
use app::reminders::mailer::{Mail, Mailer};
use app::{App, Settings};
use axum::http::StatusCode;
use scenario::web::Browser;

const HOUR: i64 = 3_600_000;

fn with_mail(stage: &Stage, url: &str) -> (App, Mailer) {
    let mail = Mail { smtp_url: url.to_owned(), from: "thanhtra@haiphong.example".into() };
    let mailer = Mailer::new(&mail).unwrap();
    let like_key = Some(casework::duplicates::Key::new([9; 32]));
    let public_url = "https://thanhtra.example/".into();
    let settings = Settings { public_url, mail: Some(mail), like_key, ..Settings::default() };
    (App::new(stage.app.db.clone(), stage.app.clock.clone(), settings), mailer)
}

/// An article of a unit, published at once.
async fn publishes(app: &App, title: &str, category: &str) {
    let mut head = Browser::new(app, "vi");
    head.sign_in("lanh-dao", PASSWORD).await;
    head.get("/portal").await;
    let at = head.post("/portal/articles", &[]).await.location().to_owned();
    let at = at.split('?').next().unwrap().to_owned();
    head.get(&at).await;
    let fields = [
        ("seen", "1"),
        ("title_vi", title),
        ("summary_vi", "Tóm tắt"),
        ("body_vi", "Một đoạn."),
        ("category", category),
        ("event_on", "10/07/2023"),
    ];
    head.post(&at, &fields).await;
    head.post(&format!("{at}/submit"), &[]).await;
    let done = head.post(&format!("{at}/step"), &[("step", "publish")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
}

/// The path of the link in a mail.
fn link(mail: &str) -> String {
    let from = mail.split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
    let at = from.split("https://thanhtra.example").find(|p| p.contains("/alerts/me?key=")).unwrap();
    at.split(['\n', '>']).next().unwrap().trim().to_owned()
}

async fn presses(citizen: &mut Browser, link: &str, button: &str) -> String {
    let key = link.split("key=").nth(1).unwrap();
    let page = citizen.get(link).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    citizen.post("/alerts/me", &[("key", key), (button, "1")]).await.words()
}

#[tokio::test]
async fn a_confirmed_address_is_told_once_and_ends_it_with_one_press() {
    for stage in stages().await {
        let post = Post::start().await;
        let (app, mailer) = with_mail(&stage, &post.url);
        stage.person("lanh-dao", Role::Leader, "31").await;
        publishes(&app, "Bài có trước", "inspection").await;
        let mut citizen = Browser::new(&app, "vi");
        assert!(citizen.get("/alerts").await.text.contains("value=\"31\""));
        let asks = [("unit", "31"), ("about", "news.inspection"), ("address", "dan@vidu.example")];
        assert!(citizen.post("/alerts", &asks).await.words().contains("Đã gửi thư xác nhận"));
        alerts::round(&app, &mailer).await.unwrap();
        let mails = post.mails();
        assert_eq!(mails.len(), 1, "{}", stage.fresh().engine);
        assert!(mails[0].contains("To: dan@vidu.example") && !mails[0].contains("Bài có trước"), "{}", mails[0]);
        assert!(!kept(&stage).await.windows(16).any(|w| w == b"dan@vidu.example"), "the address is sealed");

        // Not confirmed: nothing more.
        publishes(&app, "Bài chưa ai xác nhận", "inspection").await;
        stage.later(21 * HOUR);
        alerts::round(&app, &mailer).await.unwrap();
        assert_eq!(post.mails().len(), 1);
        let me = link(&mails[0]);
        let forged = format!("{}0", &me[..me.len() - 1]);
        assert!(citizen.get(&forged).await.words().contains("không còn dùng được"));
        assert!(presses(&mut citizen, &me, "confirm").await.contains("Đã xác nhận"));

        stage.later(HOUR);
        publishes(&app, "Bài mới của thành phố", "inspection").await;
        publishes(&app, "Bài loại khác", "integrity").await;
        stage.later(HOUR);
        for _ in 0..3 {
            alerts::round(&app, &mailer).await.unwrap();
        }
        let mails = post.mails();
        assert_eq!(mails.len(), 2, "told once: {mails:?}");
        let told = &mails[1];
        assert!(told.contains("Bài mới của thành phố") && told.contains("https://thanhtra.example/news/"), "{told}");
        assert!(!told.contains("Bài loại khác") && !told.contains("Bài có trước"), "{told}");
        let end = told.split("List-Unsubscribe: <https://thanhtra.example").nth(1).unwrap().split('>').next().unwrap();
        assert!(told.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{told}");
        // Whoever opens the address sees what it is of; looking ends nothing.
        assert!(end.starts_with("/alerts/stop?key=") && citizen.get(end).await.words().contains("Thôi nhận tin"));

        assert!(presses(&mut citizen, &link(told), "stop").await.contains("Đã thôi nhận tin"));
        publishes(&app, "Bài sau khi thôi", "inspection").await;
        stage.later(30 * HOUR);
        alerts::round(&app, &mailer).await.unwrap();
        assert_eq!(post.mails().len(), 2);
        assert_eq!(
            stage.app.read(|tx| tx.query_one("select count(*) as n from alerts", &[])?.int("n")).await.unwrap(),
            0
        );
    }
}

/// A mail program's one press (RFC 8058): no cookie, no form token, the secret of the link alone; and nothing else ends anything.
#[tokio::test]
async fn a_mail_program_ends_an_alert_with_one_press() {
    for stage in stages().await {
        let post = Post::start().await;
        let (app, mailer) = with_mail(&stage, &post.url);
        let mut citizen = Browser::new(&app, "vi");
        citizen.get("/alerts").await;
        citizen.post("/alerts", &[("address", "dan@vidu.example")]).await;
        alerts::round(&app, &mailer).await.unwrap();
        let mail = post.mails().remove(0);
        let end = mail.split("List-Unsubscribe: <https://thanhtra.example").nth(1).unwrap().split('>').next().unwrap();
        let left = async || {
            let n = stage.app.read(|tx| tx.query_one("select count(*) as n from alerts", &[])?.int("n"));
            n.await.unwrap()
        };
        let mut program = Browser::new(&app, "vi");
        let press = "List-Unsubscribe=One-Click";
        let forged = format!("{}x", &end[..end.len() - 1]);
        assert_eq!(program.bare_post(&forged, press).await.status, StatusCode::NOT_FOUND);
        assert_eq!(program.bare_post("/alerts/stop", press).await.status, StatusCode::NOT_FOUND);
        assert_eq!(program.bare_post(end, "confirm=1").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(left().await, 1);
        let pressed = program.bare_post(end, press).await;
        assert_eq!(pressed.status, StatusCode::NO_CONTENT, "{}", pressed.words());
        assert_eq!(left().await, 0);
        assert_eq!(program.bare_post(end, press).await.status, StatusCode::NO_CONTENT, "again");
    }
}

#[tokio::test]
async fn a_mail_on_ones_own_petition_says_that_there_is_something_new_and_nothing_else() {
    for stage in stages().await {
        let post = Post::start().await;
        let (app, mailer) = with_mail(&stage, &post.url);
        stage.person("can-bo", Role::Recorder, "31.TT").await;
        let mut desk = Browser::new(&app, "vi");
        desk.sign_in("can-bo", PASSWORD).await;
        let mut citizen = Browser::new(&app, "vi");
        let form = citizen.get("/file/write?kind=complaint&unit=31.TT").await;
        let hidden = |name: &str| {
            let from = format!("name=\"{name}\" value=\"");
            form.text.split(&from).nth(1).and_then(|t| t.split('"').next()).unwrap().to_owned()
        };
        let carried = ["once", "begun", "kind", "unit"].map(|n| (n, hidden(n)));
        let mut fields: Vec<(&str, &str)> = carried.iter().map(|(n, v)| (*n, v.as_str())).collect();
        fields.extend([("title", "Việc riêng"), ("said", "Chuyện riêng"), ("name", "Người Kín"), ("address", "Ở đây")]);
        stage.later(60_000);
        let sent = citizen.post("/file/write", &fields).await;
        let shown = sent.text.split("class=\"tracking\">").nth(1).unwrap().split('<').next().unwrap();
        let code: String = shown.chars().filter(char::is_ascii_digit).collect();

        let wrong = [("address", "dan@vidu.example"), ("code", "1234123412341234")];
        assert_eq!(citizen.post("/alerts", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let asks = [("address", "dan@vidu.example"), ("code", code.as_str())];
        citizen.post("/alerts", &asks).await;
        alerts::round(&app, &mailer).await.unwrap();
        presses(&mut citizen, &link(&post.mails()[0]), "confirm").await;
        alerts::round(&app, &mailer).await.unwrap();
        assert_eq!(post.mails().len(), 1, "nothing is new");
        let inbox = desk.get("/desk/inbox").await;
        let id = inbox.text.split("href=\"/desk/inbox/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        desk.get(&format!("/desk/inbox/{id}")).await;
        let asked = desk.post(&format!("/desk/inbox/{id}/ask"), &[("question", "Gửi thêm giấy tờ")]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.words());
        stage.later(HOUR);
        for _ in 0..2 {
            alerts::round(&app, &mailer).await.unwrap();
        }
        let mails = post.mails();
        assert_eq!(mails.len(), 2, "{mails:?}");
        let told = &mails[1];
        assert!(told.contains("Có điều mới") && told.contains("https://thanhtra.example/track"), "{told}");
        for secret in ["Việc riêng", "Chuyện riêng", "Người Kín", "giấy tờ", "khiếu nại", code.as_str(), "31"]
        {
            assert!(
                !told.split("\n\n").skip(1).any(|part| part.contains(secret) && !part.contains("key=")),
                "{secret}: {told}"
            );
        }
    }
}

#[tokio::test]
async fn feeds_are_of_a_place_and_a_field_and_floods_are_held() {
    let stage = stage().await;
    let post = Post::start().await;
    let (app, mailer) = with_mail(&stage, &post.url);
    stage.person("lanh-dao", Role::Leader, "31").await;
    publishes(&app, "Bài <một> & hai", "inspection").await;
    let mut reader = Browser::new(&app, "vi");
    let feed = reader.get("/alerts.rss?unit=31&about=news.inspection").await;
    assert!(
        feed.text.contains("Bài &#60;một&#62; &#38; hai") || feed.text.contains("Bài &lt;một&gt; &amp; hai"),
        "{}",
        feed.text
    );
    let atom = reader.get("/en/alerts.atom?unit=31&about=").await;
    assert!(atom.headers["content-type"].to_str().unwrap().starts_with("application/atom+xml"), "{}", atom.text);
    assert!(!atom.text.contains("<entry>"), "what is said in Vietnamese alone is not in the English feed");
    let atom = reader.get("/alerts.atom?unit=31&about=news.inspection").await.text;
    assert!(atom.contains("<entry><title>Bài &") && atom.contains("/alerts.atom?unit=31&"), "{atom}");
    assert_eq!(reader.get("/alerts.atom?unit=nowhere&about=").await.status, StatusCode::NOT_FOUND);
    assert!(!reader.get("/alerts.rss?unit=01&about=").await.text.contains("<item>"), "another place");
    assert!(!reader.get("/alerts.rss?unit=31&about=news.integrity").await.text.contains("<item>"), "another field");
    assert_eq!(reader.get("/alerts.rss?unit=nowhere&about=").await.status, StatusCode::NOT_FOUND);
    reader.get("/alerts").await;
    let bad = reader.post("/alerts", &[("address", "a@b.vn, c@d.vn")]).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("a@b.vn, c@d.vn"), "{}", bad.words());
    let asks = [("address", "dan@vidu.example")];
    for _ in 0..5 {
        assert_eq!(reader.post("/alerts", &asks).await.status, StatusCode::OK);
    }
    assert_eq!(reader.post("/alerts", &asks).await.status, StatusCode::TOO_MANY_REQUESTS);
    // What is never confirmed is forgotten, address and all.
    alerts::round(&app, &mailer).await.unwrap();
    stage.later(49 * HOUR);
    alerts::round(&app, &mailer).await.unwrap();
    assert_eq!(stage.app.read(|tx| tx.query_one("select count(*) as n from alerts", &[])?.int("n")).await.unwrap(), 0);
    // Without a mail server the feeds stay.
    let mut plain = Browser::new(&stage.app, "vi");
    let page = plain.get("/alerts").await;
    assert!(page.words().contains("chưa gửi thư điện tử") && page.text.contains("/alerts.rss?"), "{}", page.words());
}
