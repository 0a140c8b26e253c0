//! The public portal through HTTP: from a draft to a reader, and what a reader must never see.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::Browser;

async fn signed_in(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

/// The id of an article from the address of its form.
fn id_of(location: &str) -> String {
    location.rsplit('/').next().unwrap().split('?').next().unwrap().to_owned()
}

async fn writes(writer: &mut Browser, title: &str) -> String {
    writer.get("/portal").await;
    let begun = writer.post("/portal/articles", &[]).await;
    let id = id_of(begun.location());
    let form = writer.get(&format!("/portal/articles/{id}")).await;
    assert!(form.text.contains("name=\"seen\" value=\"1\""));
    let saved = writer
        .post(
            &format!("/portal/articles/{id}"),
            &[
                ("seen", "1"),
                ("title_vi", title),
                ("summary_vi", "Tóm tắt"),
                ("body_vi", "Đoạn một.\n\n<script>alert(1)</script>\n\n[xấu](javascript:alert(1))"),
                ("category", "inspection"),
                ("event_on", "10/07/2023"),
                ("tags", "thử, bài"),
            ],
        )
        .await;
    assert_eq!(saved.location(), format!("/portal/articles/{id}?saved"));
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_goes_from_a_draft_to_readers_and_is_corrected_in_the_open() {
    for stage in stages().await {
        let mut writer = signed_in(&stage, "can-bo", Role::Recorder, "31").await;
        let mut head = signed_in(&stage, "lanh-dao", Role::Leader, "31").await;
        let id = writes(&mut writer, "Bài thử số một").await;
        let mut reader = Browser::new(&stage.app, "vi");
        assert!(!reader.get("/news").await.text.contains("Bài thử"), "a draft is nobody's");

        // Who writes does not publish.
        let step = format!("/portal/articles/{id}/step");
        assert_eq!(writer.post(&step, &[("step", "publish")]).await.status, StatusCode::FORBIDDEN);
        writer.post(&format!("/portal/articles/{id}/submit"), &[]).await;
        head.get("/portal").await;
        // An hour ahead: approved, and not there yet.
        let ahead = head.post(&step, &[("step", "publish"), ("at", "14/07/2023 10:00")]).await;
        assert_eq!(ahead.status, StatusCode::SEE_OTHER, "{}", ahead.words());
        assert!(!reader.get("/news").await.text.contains("Bài thử"));
        stage.later(3_600_000);
        let list = reader.get("/news").await;
        assert!(list.text.contains("Bài thử số một"), "its minute has come");
        let slug = list.text.split("href=\"/news/").nth(1).unwrap().split('"').next().unwrap().to_owned();

        let page = reader.get(&format!("/news/{slug}")).await;
        assert!(page.text.contains("Thứ Sáu, 14/07/2023 10:00"), "{}", page.words());
        assert!(page.headers.get("set-cookie").is_none(), "a reader gets no cookie");
        assert!(!page.text.contains("<script>alert") && !page.text.contains("javascript:"), "{}", page.text);

        // A correction says what it is for, and readers see it.
        let again = [
            ("seen", "2"),
            ("title_vi", "Bài thử số một"),
            ("summary_vi", "Tóm tắt"),
            ("body_vi", "Đoạn đã sửa."),
            ("category", "inspection"),
        ];
        writer.post(&format!("/portal/articles/{id}"), &again).await;
        assert!(!reader.get(&format!("/news/{slug}")).await.text.contains("Đoạn đã sửa"), "saved is not public");
        let bare = head.post(&step, &[("step", "correct"), ("note", "")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        head.post(&step, &[("step", "correct"), ("note", "Sửa số liệu đoạn một.")]).await;
        let page = reader.get(&format!("/news/{slug}")).await;
        assert!(page.text.contains("Đoạn đã sửa") && page.text.contains("Sửa số liệu đoạn một."));

        // What is withdrawn says so at its address.
        head.post(&step, &[("step", "withdraw"), ("note", "Đăng nhầm.")]).await;
        let gone = reader.get(&format!("/news/{slug}")).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.text.contains("Đăng nhầm.") && !gone.text.contains("Đoạn đã sửa"));
        assert!(!reader.get("/news").await.text.contains("Bài thử"));
        assert!(!reader.get("/feed.rss").await.text.contains("Bài thử"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_editors_do_not_write_over_each_other_and_nothing_typed_is_lost() {
    let stage = stage().await;
    let mut one = signed_in(&stage, "can-bo", Role::Recorder, "31").await;
    let mut two = signed_in(&stage, "can-bo-hai", Role::Recorder, "31").await;
    let id = writes(&mut one, "Bài chung").await;
    let at = format!("/portal/articles/{id}");
    two.get(&at).await;
    let typed = |seen, body| {
        [("seen", seen), ("title_vi", "Bài chung"), ("summary_vi", "s"), ("body_vi", body), ("category", "other")]
    };
    assert_eq!(one.post(&at, &typed("2", "của người một")).await.status, StatusCode::SEE_OTHER);
    let late = two.post(&at, &typed("2", "của người hai")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("của người hai") && late.text.contains("phiên bản 3"), "{}", late.words());
    assert_eq!(two.post(&at, &typed("3", "của người hai")).await.status, StatusCode::SEE_OTHER, "knowingly");
    let wrong =
        one.post(&at, &[("seen", "4"), ("title_vi", ""), ("body_vi", "còn đây"), ("source_url", "ftp://x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("còn đây") && wrong.text.contains("ftp://x"));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_city_s_articles_are_not_one_s_own() {
    let stage = stage().await;
    let mut own = signed_in(&stage, "can-bo", Role::Recorder, "31").await;
    let mut other = signed_in(&stage, "noi-khac", Role::Leader, "01").await;
    let id = writes(&mut own, "Bài của Hải Phòng").await;
    assert!(!other.get("/portal").await.text.contains("Bài của Hải Phòng"));
    assert_eq!(other.get(&format!("/portal/articles/{id}")).await.status, StatusCode::NOT_FOUND);
    let step = other.post(&format!("/portal/articles/{id}/step"), &[("step", "publish")]).await;
    assert_eq!(step.status, StatusCode::NOT_FOUND);
    let mut viewer = signed_in(&stage, "xem", Role::Viewer, "31").await;
    assert_eq!(viewer.get("/portal").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_written_anew_and_what_is_none_is_refused() {
    let stage = stage().await;
    let mut writer = signed_in(&stage, "can-bo", Role::Recorder, "31").await;
    let id = writes(&mut writer, "Bài có ảnh").await;
    let at = format!("/portal/articles/{id}");
    let fields = [("seen", "2"), ("title_vi", "Bài có ảnh"), ("category", "other"), ("new_alt_vi", "Hai cột")];
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let refused = writer.upload(&at, &fields, ("picture", "anh.png", "image/png", svg)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("không phải ảnh"), "{}", refused.words());
    let mut png = picture::bars(400, 200, &[(50, [1, 2, 3])]).unwrap();
    png.extend(b"<script>alert(1)</script>");
    // Where and by whom it was taken: a text chunk behind the head (8 bytes of signature, 25 of IHDR).
    let said = b"tEXtComment\0Chup tai nha ong Sao Bien 7788";
    let mut chunk = u32::try_from(said.len() - 4).unwrap().to_be_bytes().to_vec();
    chunk.extend(said);
    chunk.extend(crc32fast::hash(said).to_be_bytes());
    png.splice(33..33, chunk);
    let taken = writer.upload(&at, &fields, ("picture", "anh.png", "image/png", &png)).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.words());
    let form = writer.get(&at).await;
    let src = form.text.split("src=\"/pictures/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let shown = writer.get(&format!("/pictures/{src}")).await;
    assert_eq!(shown.headers["content-type"], "image/jpeg");
    assert!(shown.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let webp = form.text.split("srcset=\"/pictures/").nth(1).and_then(|t| t.split(['"', ' ']).next());
    let mut files = vec![shown];
    if let Some(webp) = webp {
        files.push(writer.get(&format!("/pictures/{webp}")).await);
    }
    for file in files {
        assert_eq!(file.status, StatusCode::OK);
        for hidden in [&b"<script>"[..], b"Sao Bien", b"7788", b"tEXt", b"Exif"] {
            assert!(!file.bytes.windows(hidden.len()).any(|w| w == hidden), "{}", String::from_utf8_lossy(hidden));
        }
    }
}

/// What is taken out of a conclusion stands in no published file, by no tool; and what would leave it is refused.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_of_a_conclusion_is_in_nothing_that_is_published() {
    for stage in stages().await {
        let (law, tree) = (stage.app.law.clone(), stage.app.tree);
        let histories = app::demo::load(&law, tree, &["31".to_owned()], 120, 0, 7);
        let number = app::demo::conclusions::numbers(histories.iter().cloned()).remove(0);
        let told = number.clone();
        let kept = histories.into_iter().filter(move |h| h.last().is_some_and(|o| o.case.number == told));
        app::demo::keep(&stage.app.db, kept, stage.app.clock.now_ms(), |_| {}).await.unwrap();
        let mut head = signed_in(&stage, "lanh-dao", Role::Leader, "31").await;
        let at = format!("/portal/conclusions/{}", number.replace('/', "%2F"));
        let secret = "hợp đồng mật Sao Biển 7788";
        let text = |more: &str| format!("## Khái quát\n\nCó [[khoản 1 Điều 79|{secret}]] và phần còn lại.{more}");
        let fields =
            |body: String| [("title", "Việc chi tiêu".to_owned()), ("body", body), ("publish", "yes".to_owned())];
        let post = async |head: &mut Browser, body: String| {
            let fields = fields(body);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            head.post(&at, &fields).await
        };
        head.get(&at).await;

        let early = post(&mut head, text("")).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "no act says that it stands on the portal");
        app::demo::conclusions::shown(&stage.app, &number).await.unwrap();
        let leaking = post(&mut head, text("\n\nXem HOP DONG MAT sao biển 7788.")).await;
        assert_eq!(leaking.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(leaking.words().contains("dòng 3 còn đọc được ở dòng 5"), "{}", leaking.words());
        let done = post(&mut head, text("")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());

        let mut reader = Browser::new(&stage.app, "vi");
        let list = reader.get("/conclusions").await;
        let slug = list.text.split("href=\"/conclusions/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let page = reader.get(&format!("/conclusions/{slug}")).await;
        assert!(page.words().contains("[phần không công khai: khoản 1 Điều 79]"), "{}", page.words());
        let file = page.text.split("/conclusion-files/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let pdf = reader.get(&format!("/conclusion-files/{file}")).await;
        let words = crate::read_back::pdf(&pdf.bytes);
        assert!(words.contains("Điều 79") && words.contains("phần còn lại"), "{words}");
        let whole = crate::read_back::everything(&pdf.bytes);
        // That it reads facts about the file as well as its words.
        assert!(whole.contains("Việc chi tiêu") && whole.contains("xmpmeta"), "the title stands in the file's facts");
        let mut public = vec![page.text.clone(), list.text.clone(), words, whole, file.clone(), slug.clone()];
        for path in [
            "/conclusions?q=sao+bien",
            "/sitemap.xml",
            "/alerts.rss?unit=&about=",
            "/alerts.atom?unit=&about=conclusions",
            &format!("/en/conclusions/{slug}"),
            &format!("/qr/conclusions/{slug}.svg"),
        ] {
            let page = reader.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            public.push(page.text);
        }
        for public in &public {
            for part in ["Sao Biển", "sao biển", "Sao Bien", "7788"] {
                assert!(!public.contains(part), "{part}: {public}");
            }
        }
        assert!(reader.get("/conclusions?q=sao+bien").await.words().contains("0 kết luận"));
        assert!(page.text.contains("class=\"state"), "the deadline of publication is told");
        let mut other = signed_in(&stage, "noi-khac", Role::Leader, "01").await;
        assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND);
    }
}

/// While every connection to the database is taken, pages that were shown are shown on, also those that are to be made anew.
#[tokio::test(flavor = "multi_thread")]
async fn published_pages_are_served_while_the_database_is_busy() {
    for stage in stages().await {
        let mut reader = Browser::new(&stage.app, "vi");
        let before = reader.get("/news").await;
        assert_eq!(before.status, StatusCode::OK);
        let mut held = Vec::new();
        let mut busy = Vec::new();
        for _ in 0..200 {
            let (release, wait) = std::sync::mpsc::channel::<()>();
            let db = stage.app.db.clone();
            held.push(release);
            busy.push(tokio::spawn(async move {
                // Held until the other end goes away.
                db.read(move |tx| {
                    app::portal::store::revision(tx)?;
                    let _ = wait.recv();
                    Ok::<_, db::Error>(())
                })
                .await
            }));
        }
        // A second asks for what was never made: it cannot be answered now, which shows that all are taken.
        let fresh = tokio::time::timeout(std::time::Duration::from_millis(300), async {
            Browser::new(&stage.app, "en").get("/en/open").await.status
        });
        assert!(fresh.await.is_err(), "a connection was left");
        assert_eq!(reader.get("/news").await.text, before.text, "kept, at once");
        stage.app.shelf.stir();
        assert_eq!(reader.get("/news").await.text, before.text, "old, but there");
        drop(held);
        for one in busy {
            // Who waited longest may have been sent away; that is the pool's business.
            one.await.unwrap().ok();
        }
        assert_eq!(reader.get("/en/open").await.status, StatusCode::OK);
    }
}

/// The database takes no writing any more: what the office published is shown on, also what was never asked for
/// before and after a start anew; what cannot be recorded says so, and nothing typed is lost.
#[tokio::test(flavor = "multi_thread")]
async fn published_pages_are_served_from_a_database_that_takes_no_writing() {
    for stage in stages().await {
        let mut writer = signed_in(&stage, "bien-tap", Role::Leader, "31").await;
        stage.person("can-bo", Role::Recorder, "31.TT").await;
        Browser::new(&stage.app, "vi").sign_in("can-bo", PASSWORD).await;
        let at = format!("/portal/articles/{}", writes(&mut writer, "Bài đã đăng").await);
        writer.post(&format!("{at}/submit"), &[]).await;
        assert_eq!(writer.post(&format!("{at}/step"), &[("step", "publish")]).await.status, StatusCode::SEE_OTHER);
        let mut citizen = Browser::new(&stage.app, "vi");
        let form = citizen.get("/file/write?kind=feedback&unit=31.TT").await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.words());

        stage.app.db.close().await;
        stage.fresh().take_no_writing();
        // As after a restart: the same place, a program that has kept nothing.
        let db = db::Db::open(&stage.fresh().url, &app::migrations()).await.unwrap();
        let app = app::App::new(db, stage.app.clock.clone(), app::Settings::default());
        let refused = app.write(|tx| tx.exec("delete from alerts where id = $1", db::vals![0]).map(|_| ())).await;
        assert!(matches!(refused, Err(app::Error::Storage("read_only"))), "{}: {refused:?}", stage.fresh().engine);
        let mut reader = Browser::new(&app, "vi");
        let list = reader.get("/news").await;
        assert!(list.words().contains("Bài đã đăng"), "{}", list.words());
        let slug = list.text.split("href=\"/news/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        for path in [&format!("/news/{slug}"), "/feed.atom", "/en/conclusions", "/open", "/file", "/track", "/book"] {
            assert_eq!(reader.get(path).await.status, StatusCode::OK, "{}: {path}", stage.fresh().engine);
        }
        let form = reader.get("/file/write?kind=feedback&unit=31.TT").await;
        let begun = form.text.split("name=\"begun\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        stage.later(60_000);
        let words = [
            ("begun", begun),
            ("kind", "feedback"),
            ("unit", "31.TT"),
            ("title", "Đường hỏng"),
            ("said", "Ổ gà sâu nửa mét"),
            ("name", "Người Dân"),
            ("address", "Số 1"),
        ];
        for button in [&[][..], &[("save", "1")]] {
            let sent = reader.post("/file/write", &[&words[..], button].concat()).await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", sent.words());
            assert!(sent.words().contains("chưa được gửi"), "{}", sent.words());
            assert!(sent.text.contains("Ổ gà sâu nửa mét") && sent.text.contains("Đường hỏng"), "{}", sent.text);
        }
        app.db.close().await;
    }
}
