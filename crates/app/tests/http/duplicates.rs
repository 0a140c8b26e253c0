//! The same petition twice: found where it is typed in, a moment after it was recorded, by
//! those who may see it; a sealed one by its fingerprint alone.

use crate::support::{PASSWORD, Stage, TODAY, stages};
use app::access::Role;
use app::clock::Clock;
use app::{App, Settings};
use axum::http::StatusCode;
use casework::duplicates::Key;
use scenario::web::{Browser, Page};
use serde_json::json;

const LETTER: &str = "Kính gửi Ủy ban nhân dân thành phố. Gia đình tôi sử dụng thửa đất số 47 tờ bản đồ số 12 tại \
    thôn Đông từ năm 1987, trồng lúa ổn định, không ai tranh chấp. Ngày 12 tháng 3 năm 2022 ủy ban xã cho máy vào san \
    lấp mương thoát nước phía sau nhà khiến ruộng nhà tôi ngập cả vụ, mất trắng hơn hai tấn thóc. Tôi đã ba lần đến \
    trụ sở đề nghị khơi lại mương nhưng cán bộ địa chính chỉ hứa rồi thôi. Nay tôi đề nghị cơ quan thanh tra xem xét \
    việc san lấp mương không có quyết định, buộc khôi phục dòng chảy và bồi thường thiệt hại cho gia đình tôi.";

/// The same matter written down again: without marks, in capitals, with changed words and order.
const AGAIN: &str = "NAY TOI DE NGHI CO QUAN THANH TRA XEM XET VIEC SAN LAP MUONG KHONG CO QUYET DINH, BUOC KHOI PHUC DONG \
    CHAY VA BOI THUONG THIET HAI. Gia dinh toi su dung thua dat so 47 to ban do so 12 tai thon Dong tu nam 1987, trong lua \
    on dinh. Ngay 12 thang 3 nam 2022 uy ban xa cho may vao san lap muong thoat nuoc phia sau nha khien ruong nha toi ngap \
    ca vu, mat trang hon hai tan thoc. Toi da ba lan den tru so de nghi khoi lai muong nhung can bo chi hua roi thoi.";

/// Another matter with the same forms.
const OTHER: &str = "Kính gửi Ủy ban nhân dân thành phố. Tôi làm đơn này phản ánh quán hát ở ngõ 9 mở nhạc lớn quá mười \
    một giờ đêm suốt mùa hè, trẻ nhỏ trong khu phố không ngủ được, công an phường đã nhắc hai lần mà chủ quán không đổi. \
    Đề nghị cơ quan thanh tra xem xét, xử lý và trả lời cho tôi bằng văn bản theo quy định của pháp luật.";

const DENOUNCER: &str = "Ngô Thị Kín Đáo";

fn with_key(stage: &Stage, key: [u8; 32]) -> App {
    let settings = Settings { like_key: Some(Key::new(key)), ..Settings::default() };
    App::new(stage.app.db.clone(), Clock::fixed(TODAY), settings)
}

async fn at(app: &App, stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

fn petition<'a>(unit: &'a str, number: &'a str, letter: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("new.unit", unit),
        ("new.case_number", number),
        ("entry.on", "03/07/2023"),
        ("entry.by", "officer"),
        ("title", "San lấp mương thoát nước"),
        ("source", "post"),
        ("senders.0.person.name", "Trần Văn Lúa"),
        ("senders.0.person.address", "thôn Đông, xã Tân Hòa, Hải Phòng"),
        ("letter", letter),
    ]
}

async fn record(browser: &mut Browser, unit: &str, number: &str, letter: &str) {
    let page = browser.post("/cases/new/petition", &petition(unit, number, letter)).await;
    assert_eq!(page.location(), format!("/cases/{number}?done=receipt"), "{}", page.words());
}

async fn find(browser: &mut Browser, letter: &str, more: &[(&str, &str)]) -> Page {
    let mut fields = petition("31.TT", "", letter);
    fields.extend_from_slice(more);
    let page = browser.post("/cases/new/petition", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    page
}

const FIND: (&str, &str) = ("find_like", "letter");

#[tokio::test]
async fn a_letter_recorded_a_moment_ago_is_found_with_the_passages_that_agree() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Recorder, "31").await;
        let words = find(&mut lan, AGAIN, &[FIND]).await.words();
        assert!(words.contains("Không thấy đơn nào giống"), "{words}");
        record(&mut lan, "31.TT", "D-1", LETTER).await;
        record(&mut lan, "31.TT", "D-2", OTHER).await;
        let page = find(&mut lan, AGAIN, &[FIND]).await;
        let words = page.words();
        assert!(words.contains("1 đơn giống đơn này") && words.contains("D-1") && !words.contains("D-2"), "{words}");
        assert!(words.contains("Cùng một văn bản"), "{words}");
        assert!(words.contains("Có người cùng họ tên, cùng nơi ở"), "{words}");
        let theirs = "<mark>Ngày 12 tháng 3 năm 2022 ủy ban xã cho máy vào san lấp mương thoát nước phía sau nhà";
        assert!(page.text.contains(theirs) && page.text.contains("<mark>Ngay 12 thang 3"), "{}", page.text);
        assert!(page.text.contains(AGAIN), "nothing typed is lost");
        // While typing: the panel alone.
        let part = lan.post("/duplicates/find?field=letter", &[("letter", AGAIN)]).await;
        assert!(part.text.contains("D-1") && !part.text.contains("<html"), "{}", part.text);
        // At the reception desk, which has its own way to say what belongs together: only shown.
        let part = lan.post("/duplicates/find?field=said&plain=1", &[("said", AGAIN)]).await;
        assert!(part.text.contains("D-1") && !part.text.contains("<button"), "{}", part.text);
        let short = lan.post("/duplicates/find?field=letter", &[("letter", "Kính gửi ủy ban")]).await;
        assert!(short.words().contains("chưa đủ để so"), "{}", short.words());
    }
}

#[tokio::test]
async fn after_a_restart_and_in_another_process_it_is_found_from_sketches_alone() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Recorder, "31").await;
        record(&mut lan, "31.TT", "D-1", LETTER).await;
        let again = with_key(&stage, [7; 32]);
        assert!(again.letters.is_empty());
        let mut next = Browser::new(&again, "vi");
        next.sign_in("lan", PASSWORD).await;
        assert!(find(&mut next, AGAIN, &[FIND]).await.words().contains("D-1"));
        assert_eq!(again.letters.len(), 1);
        // Recorded by the one, found by the other.
        record(&mut lan, "31.TT", "D-2", OTHER).await;
        assert!(find(&mut next, OTHER, &[FIND]).await.words().contains("D-2"));
    }
}

#[tokio::test]
async fn only_cases_the_reader_may_see_are_shown_and_others_only_as_a_unit() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut there = at(&app, &stage, "there", Role::Recorder, "303").await;
        record(&mut there, "303", "XA-1", LETTER).await;
        let mut here = at(&app, &stage, "here", Role::Recorder, "304").await;
        let mut fields = petition("304", "", AGAIN);
        fields.push(FIND);
        let page = here.post("/cases/new/petition", &fields).await;
        assert!(!page.text.contains("XA-1") && page.words().contains("Không thấy đơn nào giống"), "{}", page.words());
        fields.pop();
        fields.push(("ask_elsewhere", "letter"));
        let page = here.post("/cases/new/petition", &fields).await;
        let words = page.words();
        assert!(words.contains("Có một đơn giống đơn này tại Quận Hồng Bàng") || words.contains("tại Quận"), "{words}");
        for hidden in ["XA-1", "Ngày 12 tháng 3 năm 2022 ủy ban xã", "vào san lấp mương"] {
            assert!(!page.text.contains(hidden), "{hidden}: {}", page.text);
        }
        // A viewer asks nobody; a short letter is asked of nobody; what was asked is noted.
        let mut viewer = at(&app, &stage, "viewer", Role::Viewer, "304").await;
        assert_eq!(viewer.post("/duplicates/find", &[("letter", AGAIN)]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(viewer.get("/duplicates/checks").await.status, StatusCode::FORBIDDEN);
        let mut boss = at(&app, &stage, "boss", Role::Administrator, "31").await;
        let words = boss.get("/duplicates/checks").await.words();
        assert!(words.contains("Người here") && words.contains("Quận"), "{words}");
        assert!(!words.contains("mương"), "{words}");
    }
}

#[tokio::test]
async fn nobody_tries_guesses_on_other_units_without_end() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Recorder, "304").await;
        let short = "Kính gửi ủy ban, tôi tố cáo ông chủ tịch nhận tiền của dân trong việc thu hồi đất";
        let mut fields = petition("304", "", short);
        fields.push(("ask_elsewhere", "letter"));
        let words = lan.post("/cases/new/petition", &fields).await.words();
        assert!(words.contains("đơn quá ngắn để hỏi đơn vị khác"), "{words}");
        let account =
            app.read(|tx| Ok(tx.query_one("select id from accounts where login = 'lan'", &[])?.text("id")?.to_owned()));
        let (account, now) = (account.await.unwrap(), app.clock.now_ms());
        app.write(move |tx| {
            (0..60).try_for_each(|n| app::duplicates::store::add_check(tx, now - 1 - n, &account, 50, ""))
        })
        .await
        .unwrap();
        let mut fields = petition("304", "", LETTER);
        fields.push(("ask_elsewhere", "letter"));
        let words = lan.post("/cases/new/petition", &fields).await.words();
        assert!(words.contains("nhiều nhất 60 lần trong một giờ"), "{words}");
    }
}

/// A denunciation, sealed from its receipt.
async fn denounce(browser: &mut Browser, unit: &str, number: &str, letter: &str) {
    let fields = [
        ("new.unit", unit),
        ("new.case_number", number),
        ("entry.on", "03/07/2023"),
        ("entry.by", "officer"),
        ("title", "Vi phạm trong quản lý đất đai"),
        ("denouncers.0.denouncer.name", DENOUNCER),
        ("denouncers.0.denouncer.address", "thôn Vắng, xã Khuất, Hải Phòng"),
        ("letter", letter),
    ];
    let page = browser.post("/cases/new/denunciation", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
}

/// Everything the tables of like letters hold, as one text.
async fn tables(app: &App) -> String {
    let all = [
        "select case_id, seq, n, item, sketch from letter_sketches",
        "select case_id, seq, n, key_id, print from letter_prints",
        "select case_id, other_id, said_by from letters_apart",
        "select account_id, words, found from like_checks",
    ];
    app.read(move |tx| {
        let mut text = String::new();
        for sql in all {
            text += &format!("{:?}\n", tx.query(sql, &[])?);
        }
        Ok(text)
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_sealed_denunciation_is_known_by_its_fingerprint_and_only_its_unit_is_told() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut there = at(&app, &stage, "there", Role::Leader, "303").await;
        let sealed = format!("Tôi là {DENOUNCER}, thôn Vắng, xã Khuất. {LETTER}");
        denounce(&mut there, "303", "TC-1", &sealed).await;
        // The one who recorded it may open it, and even so it is not shown among letters.
        let words = find(&mut there, AGAIN, &[FIND]).await.words();
        assert!(!words.contains("TC-1") && words.contains("Không thấy đơn nào giống"), "{words}");
        let mut here = at(&app, &stage, "here", Role::Recorder, "304").await;
        let mut fields = petition("304", "", &sealed[..]);
        fields.push(("ask_elsewhere", "letter"));
        let page = here.post("/cases/new/petition", &fields).await;
        assert!(page.words().contains("Có một đơn tố cáo đã niêm phong giống đơn này tại"), "{}", page.words());
        assert!(!page.text.contains("TC-1"), "{}", page.text);
        let text = tables(&app).await;
        assert!(text.contains("letter_prints") || !text.is_empty());
        for word in [DENOUNCER, "Vắng", "mương", "san lấp"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        let sketches = app.read(|tx| tx.query_one("select count(*) as n from letter_sketches", &[])?.int("n"));
        assert_eq!(sketches.await.unwrap(), 0, "a sealed letter has no open sketch");
        // Under another key nothing is known: the fingerprints are of no use without the file.
        let thief = with_key(&stage, [8; 32]);
        let mut other = Browser::new(&thief, "vi");
        other.sign_in("here", PASSWORD).await;
        let words = other.post("/cases/new/petition", &fields).await.words();
        assert!(words.contains("Không đơn vị nào khác có đơn giống"), "{words}");
        // Without a key sealed letters take no part, and nothing breaks.
        let bare = App::new(app.db.clone(), Clock::fixed(TODAY), Settings::default());
        let mut other = Browser::new(&bare, "vi");
        other.sign_in("here", PASSWORD).await;
        let words = other.post("/cases/new/petition", &fields).await.words();
        assert!(words.contains("Không đơn vị nào khác có đơn giống"), "{words}");
    }
}

#[tokio::test]
async fn a_petition_that_turns_out_to_denounce_leaves_the_open_letters_at_once() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Leader, "31").await;
        record(&mut lan, "31.TT", "D-1", LETTER).await;
        assert!(find(&mut lan, AGAIN, &[FIND]).await.words().contains("D-1"));
        let eligible = [("entry.on", "04/07/2023"), ("entry.by", "officer"), ("fitness", "eligible")];
        let page = lan.post("/cases/D-1/record/eligibility", &eligible).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let classified = [
            ("entry.on", "05/07/2023"),
            ("entry.by", "officer"),
            ("kind", "denunciation"),
            ("field", "land"),
            ("competence", "within"),
        ];
        let page = lan.post("/cases/D-1/record/classification", &classified).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let words = find(&mut lan, AGAIN, &[FIND]).await.words();
        assert!(!words.contains("D-1") && words.contains("Không thấy đơn nào giống"), "{words}");
        let words = find(&mut lan, LETTER, &[("ask_elsewhere", "letter")]).await.words();
        assert!(words.contains("tố cáo đã niêm phong giống đơn này"), "{words}");
        let text = tables(&app).await;
        assert!(!text.contains("mương"), "{text}");
    }
}

#[tokio::test]
async fn one_matter_is_filled_into_the_form_and_not_the_same_is_remembered() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Recorder, "31").await;
        record(&mut lan, "31.TT", "D-1", LETTER).await;
        let page = find(&mut lan, AGAIN, &[("same_matter", "D-1"), ("like.field", "letter")]).await;
        assert!(page.words().contains("Đã điền vụ việc D-1"), "{}", page.words());
        assert!(page.text.contains(r#"name="matter" value="D-1""#), "{}", page.text);
        // Nothing is linked before the act is recorded; then by the act's own field.
        let mut fields = petition("31.TT", "D-2", AGAIN);
        fields.push(("matter", "D-1"));
        lan.post("/cases/new/petition", &fields).await;
        let links = app.read(|tx| tx.query("select word, number from case_links", &[])).await.unwrap();
        assert_eq!(links.len(), 1, "{links:?}");
        // The third is found with the matter of the first, whichever it is like.
        let page = find(&mut lan, AGAIN, &[FIND]).await;
        assert!(page.words().contains("2 đơn giống đơn này"), "{}", page.words());
        assert_eq!(page.text.matches(r#"name="same_matter" value="D-1""#).count(), 2, "{}", page.text);

        // Said on the form of a new case, it is remembered with the case.
        let page = find(&mut lan, AGAIN, &[("not_same", "D-2"), ("like.field", "letter")]).await;
        assert!(page.words().contains("1 đơn giống đơn này"), "{}", page.words());
        assert!(page.text.contains(r#"name="apart.0" value="D-2""#), "{}", page.text);
        let mut fields = petition("31.TT", "D-3", AGAIN);
        fields.push(("apart.0", "D-2"));
        let page = lan.post("/cases/new/petition", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let words = lan.get("/cases/D-3/duplicates").await.words();
        assert!(words.contains("D-1") && !words.contains("D-2"), "{words}");
        // Said on the page of a case, seen from either side.
        let said = lan.post("/cases/D-3/duplicates", &[("not_same", "D-1")]).await;
        assert_eq!(said.location(), "/cases/D-3/duplicates");
        assert!(lan.get("/cases/D-3/duplicates").await.words().contains("Không thấy đơn nào giống"));
        let words = lan.get("/cases/D-1/duplicates").await.words();
        assert!(words.contains("Không thấy đơn nào giống") && !words.contains("D-3"), "linked already: {words}");
        // The way to write a matter down leads to an act with that field, filled in.
        let page = lan.post("/cases/D-1/duplicates", &[("same_matter", "D-2")]).await;
        let href = "/cases/D-1/record/classification?matter=D-2";
        assert!(page.text.contains(href), "{}", page.text);
        assert!(lan.get(href).await.text.contains(r#"name="matter" value="D-2""#));
    }
}

#[tokio::test]
async fn hostile_text_is_shown_as_text() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Recorder, "31").await;
        let nasty = format!(
            "<script>alert(1)</script> <!--like--> \u{202e}{LETTER} \" onmouseover=\"x e\u{301}\u{301}😀 '; drop table cases"
        );
        record(&mut lan, "31.TT", "D-1", &nasty).await;
        let page = find(&mut lan, &nasty, &[FIND]).await;
        assert!(page.words().contains("D-1"), "{}", page.words());
        assert!(!page.text.contains("<script>alert") && !page.text.contains("onmouseover=\"x"), "{}", page.text);
        let page = lan.get("/cases/D-1/duplicates").await;
        assert_eq!(page.status, StatusCode::OK);
        // Made-up names of fields and huge indices do no harm.
        let odd = [("letter", LETTER), ("apart.99999999", "x"), ("find_like", "no.such.field"), ("like.case", "none")];
        assert_eq!(lan.post("/duplicates/find", &odd).await.status, StatusCode::OK);
        let long = "đơn ".repeat(200_000);
        assert_eq!(lan.post("/duplicates/find?field=letter", &[("letter", &long)]).await.status, StatusCode::OK);
        assert_eq!(lan.post("/cases/none/duplicates", &[("not_same", "D-1")]).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_same_letter_to_five_offices_is_told_to_each() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let offices = ["303", "304", "305", "306", "307"];
        for (n, unit) in offices.iter().enumerate() {
            let login = format!("clerk{n}");
            let mut clerk = at(&app, &stage, &login, Role::Recorder, unit).await;
            record(&mut clerk, unit, &format!("ND-{n}"), LETTER).await;
            let page = clerk.json("POST", "/api/v1/duplicates", &json!({})).await;
            assert!(page.status.is_client_error(), "a browser's session is no token");
            let mut fields = petition(unit, "", AGAIN);
            fields.push(("ask_elsewhere", "letter"));
            let words = clerk.post("/cases/new/petition", &fields).await.words();
            assert_eq!(words.matches("Có một đơn giống đơn này tại").count(), n, "{words}");
            assert!(words.contains("1 đơn giống đơn này"), "its own: {words}");
        }
        // The city sees all five.
        let mut city = at(&app, &stage, "city", Role::Recorder, "31").await;
        let words = find(&mut city, AGAIN, &[FIND]).await.words();
        assert!(words.contains("5 đơn giống đơn này"), "{words}");
    }
}

#[tokio::test]
async fn few_letters_held_are_the_newest() {
    for stage in stages().await {
        let mut app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Recorder, "31").await;
        for (n, letter) in [OTHER, OTHER, OTHER, OTHER, LETTER].into_iter().enumerate() {
            record(&mut lan, "31.TT", &format!("D-{n}"), letter).await;
        }
        app.letters = std::sync::Arc::new(app::duplicates::Letters::at_most(4));
        let mut next = Browser::new(&app, "vi");
        next.sign_in("lan", PASSWORD).await;
        assert!(find(&mut next, AGAIN, &[FIND]).await.words().contains("D-4"));
        assert_eq!(app.letters.len(), 3);
    }
}

#[tokio::test]
async fn a_letter_taken_at_the_desk_is_shown_once_and_never_against_itself() {
    for stage in stages().await {
        let app = with_key(&stage, [7; 32]);
        let mut lan = at(&app, &stage, "lan", Role::Recorder, "31").await;
        let turn = [
            ("new.unit", "31.TT"),
            ("new.case_number", "TCD-1"),
            ("entry.on", "03/07/2023"),
            ("entry.by", "officer"),
            ("title", "San lấp mương thoát nước"),
            ("host", "regular"),
            ("visitors.0.person.name", "Trần Văn Lúa"),
        ];
        let page = lan.post("/cases/new/reception", &turn).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let said = [("entry.on", "03/07/2023"), ("entry.by", "officer"), ("letter", LETTER)];
        let page = lan.post("/cases/TCD-1/record/recording", &said).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let mut fields = petition("31.TT", "D-1", LETTER);
        fields.push(("source_case", "TCD-1"));
        let page = lan.post("/cases/new/petition", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        let words = find(&mut lan, AGAIN, &[FIND]).await.words();
        assert!(words.contains("1 đơn giống đơn này") && words.contains("D-1") && !words.contains("TCD-1"), "{words}");
        for case in ["D-1", "TCD-1"] {
            let words = lan.get(&format!("/cases/{case}/duplicates")).await.words();
            assert!(words.contains("Không thấy đơn nào giống"), "{case}: {words}");
        }
    }
}
