//! What leaves a conference, on both engines: conclusions that become tasks when the notice is signed, on
//! desks, in calendars and reminders; the draft for the portal; invitations; a renewed code.

use crate::api::program;
use crate::read_back;
use crate::support::{PASSWORD, Stage, TODAY, stage, stages};
use app::Settings;
use app::access::Role;
use app::cases::Recorder;
use app::periodic_reports as reports;
use axum::http::StatusCode;
use scenario::story::{Story, recorded};
use scenario::web::Browser;
use serde_json::json;

const DAY: i64 = 86_400_000;
const AT: &str = "/conference/2023-1";

async fn signed_in(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    // Who answers for which unit is known for a minute; here a minute is long.
    stage.app.reminders.forget_owners();
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

async fn called(stage: &Stage) -> Browser {
    let mut chair = signed_in(stage, "chu-toa", Role::Leader, "VN").await;
    let new = [
        ("title", "Sơ kết 6 tháng"),
        ("kind", "interim"),
        ("on", "14/07/2023"),
        ("begins", "08:00"),
        ("unit", "TTCP"),
        ("chair", "Lãnh đạo Thanh tra Chính phủ"),
        ("items", "Báo cáo | 30\nKết luận | 20"),
        ("opens_last", "1"),
        ("points", "31, 48"),
    ];
    let made = chair.post("/conference", &new).await;
    assert_eq!(made.location(), AT, "{}", made.words());
    chair
}

async fn does(chair: &mut Browser, fields: &[(&str, &str)]) {
    let said = chair.post(&format!("{AT}/chair"), fields).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{fields:?}: {}", said.words());
}

/// Concludes, closes and signs the minutes.
async fn concluded(chair: &mut Browser) {
    does(chair, &[("do", "open")]).await;
    does(chair, &[("do", "next")]).await;
    let told = [("do", "conclude"), ("text", "Rà soát kết luận tồn đọng"), ("to", "31"), ("codes", "48 31")];
    let bad = chair.post(&format!("{AT}/chair"), &[&told[..2], &[("codes", "không-có")]].concat()).await;
    assert!(bad.words().contains("Có mã không phải của đơn vị nào"), "{}", bad.words());
    let early = [&told[..], &[("due_on", "13/07/2023")]].concat();
    assert!(chair.post(&format!("{AT}/chair"), &early).await.words().contains("Hạn nằm trước ngày hội nghị"));
    does(chair, &[&told[..], &[("due_on", "17/07/2023")]].concat()).await;
    does(chair, &[("do", "conclude"), ("text", "Giao cho chính mình"), ("codes", "TTCP")]).await;
    does(chair, &[("do", "conclude"), ("text", "Mọi nơi báo cáo"), ("every", "provinces")]).await;
    does(chair, &[("do", "conclude"), ("text", "Biểu dương")]).await;
    does(chair, &[("do", "close")]).await;
    let early = chair.post(&format!("{AT}/notice"), &[("number", "1"), ("on", "14/07/2023"), ("signer", "A")]).await;
    assert!(early.words().contains("Biên bản chưa ký"), "{}", early.words());
    let minutes = [("number", "12/BB-TTCP"), ("on", "14/07/2023"), ("signer", "A")];
    assert_eq!(chair.post(&format!("{AT}/minutes"), &minutes).await.status, StatusCode::SEE_OTHER);
}

const NOTICE: &[(&str, &str)] = &[("number", "13/TB-TTCP"), ("on", "14/07/2023"), ("signer", "Lãnh đạo")];

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_notice_puts_its_tasks_on_the_desks_of_the_units() {
    for stage in stages().await {
        let engine = stage.fresh().engine;
        let mut chair = called(&stage).await;
        let page = chair.get(AT).await;
        assert!(page.text.contains("/directives/last") && page.text.contains("/shortcomings?open=1"), "{}", page.text);
        concluded(&mut chair).await;
        let page = chair.get(&format!("{AT}/minutes")).await;
        assert!(page.words().contains("3 trên 4 câu kết luận có đơn vị thực hiện"), "{}", page.words());
        let future = [&[("on", "15/07/2023")], NOTICE].concat();
        let future = chair.post(&format!("{AT}/notice"), &future).await;
        assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY, "a notice is not signed tomorrow");
        let signed = chair.post(&format!("{AT}/notice"), NOTICE).await;
        assert_eq!(signed.location(), format!("{AT}/minutes#notice"), "{}", signed.words());
        let again = chair.post(&format!("{AT}/notice"), NOTICE).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "signed once");
        let page = chair.get(&format!("{AT}/minutes")).await;
        assert!(page.words().contains("2 câu kết luận đã thành nhiệm vụ"), "{}", page.words());
        assert!(page.words().contains("Không giao được: Đơn vị không tự giao cho mình"), "{}", page.words());
        let notice = chair.get(&format!("{AT}/minutes/thong-bao.pdf")).await;
        assert!(notice.bytes.starts_with(b"%PDF-1."));
        let given = chair.get("/directives?source=conference&paper=13/TB-TTCP").await;
        assert!(given.words().contains("Tất cả 65"), "31, 48 and all 63: {}", given.words());

        let mut city = signed_in(&stage, "hai-phong", Role::Recorder, "31").await;
        let home = city.get("/").await.words();
        assert!(home.contains("Việc được giao") && home.contains("Rà soát kết luận tồn đọng"), "{engine}: {home}");
        let mut other = signed_in(&stage, "ha-noi", Role::Recorder, "01").await;
        assert!(!other.get("/").await.words().contains("Rà soát kết luận tồn đọng"));
        let task = "/directives/NV-TTCP-2023-001/31";
        assert!(city.get("/reminders").await.text.contains(task), "due in three days");
        assert!(city.get("/calendar?month=2023-07").await.text.contains(task));
        assert!(city.get("/calendar?day=2023-07-17").await.words().contains("báo cáo kết quả nhiệm vụ được giao"));
        assert!(!city.get("/calendar?month=2023-07&kind=inspection").await.text.contains(task));
        let renewed = city.post("/account/calendar", &[]).await;
        let address =
            renewed.text.split("/calendar/").find_map(|t| t.get(..68).filter(|t| t.ends_with(".ics"))).unwrap();
        let feed = Browser::new(&stage.app, "vi").get(&format!("/calendar/{address}")).await.text.replace("\r\n ", "");
        assert!(
            feed.contains("NV-TTCP-2023-001") && !feed.contains("Rà soát kết luận"),
            "the title stays in the house"
        );
        // Overdue: the unit, whoever gave it, and the leader above the unit.
        stage.later(5 * DAY);
        // Sessions have run out meanwhile.
        for (browser, login) in [(&mut chair, "chu-toa"), (&mut other, "ha-noi")] {
            browser.sign_in(login, PASSWORD).await;
        }
        // Until a unit has a leader of its own, the one above answers for it.
        let mut head = signed_in(&stage, "lanh-dao", Role::Leader, "31").await;
        let late = chair.get("/reminders").await;
        assert!(late.text.contains(task) && late.words().contains("đôn đốc đơn vị chậm báo cáo"), "{}", late.words());
        assert!(head.get("/reminders").await.text.contains(task), "the unit's own leader");
        let others = other.get("/reminders").await;
        assert!(others.status.is_success() && !others.text.contains(task));
        let broken = stage.app.db.write(|tx| app::directives::verify(tx)).await.unwrap();
        assert_eq!(broken, Vec::<String>::new(), "{engine}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renewed_code_ends_the_old_one_and_invitations_carry_the_new() {
    for stage in stages().await {
        let mut chair = called(&stage).await;
        let code = |page: &str| page.split("class=\"code\">").nth(1).and_then(|t| t.get(..6)).unwrap().to_owned();
        let old = code(&chair.get(&format!("{AT}/codes")).await.text);
        let join = |code: String| vec![("unit", "31".to_owned()), ("code", code), ("name", "Kỹ thuật".to_owned())];
        let pairs = |fields: &[(&'static str, String)]| -> Vec<(&'static str, String)> { fields.to_vec() };
        let mut point = Browser::new(&stage.app, "vi");
        point.get(&format!("{AT}/join")).await;
        let fields = pairs(&join(old.clone()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        assert_eq!(point.post(&format!("{AT}/join"), &fields).await.location(), format!("{AT}/point/31"));
        assert_eq!(point.get(&format!("{AT}/point/31")).await.status, StatusCode::OK);
        let mut stranger = signed_in(&stage, "noi-khac", Role::Leader, "79").await;
        assert_eq!(stranger.post(&format!("{AT}/codes"), &[("unit", "31")]).await.status, StatusCode::NOT_FOUND);
        let renewed = chair.post(&format!("{AT}/codes"), &[("unit", "31")]).await;
        assert_eq!(renewed.location(), format!("{AT}/codes?renewed=31"), "{}", renewed.words());
        assert!(point.get(&format!("{AT}/point/31")).await.location().starts_with("/sign-in"), "out at once");
        let again = point.post(&format!("{AT}/join"), &fields).await;
        let new = code(&chair.get(&format!("{AT}/codes")).await.text);
        if new != old {
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the old code opens nothing");
        }
        for (file, begins) in [("31.pdf", &b"%PDF-1."[..]), ("tat-ca.pdf", b"%PDF-1."), ("31.docx", b"PK")] {
            let got = chair.get(&format!("{AT}/invitations/{file}")).await;
            assert!(got.bytes.starts_with(begins), "{file}: {}", got.status);
        }
        let docx = chair.get(&format!("{AT}/invitations/31.docx")).await;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&docx.bytes[..])).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").unwrap(), &mut text).unwrap();
        assert!(text.contains(&new) && text.contains("Thành phố Hải Phòng") && text.contains("Báo cáo (30 phút)"));
        for file in ["79.pdf", "tat-ca.docx", "31.txt"] {
            assert_eq!(chair.get(&format!("{AT}/invitations/{file}")).await.status, StatusCode::NOT_FOUND, "{file}");
        }
        let mut own = signed_in(&stage, "hai-phong", Role::Recorder, "31").await;
        assert_eq!(own.get(&format!("{AT}/invitations/31.pdf")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(own.get(&format!("{AT}/codes")).await.status, StatusCode::FORBIDDEN);
    }
}

/// What a telephone's camera would read on the printed invitation.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_read_by_a_camera() {
    let mut stage = stage().await;
    let public_url = "https://hoi-nghi.thanhtra.example".to_owned();
    let settings = Settings { public_url: public_url.clone(), ..(*stage.app.settings).clone() };
    stage.app.settings = std::sync::Arc::new(settings);
    let mut chair = called(&stage).await;
    let page = chair.get(&format!("{AT}/codes")).await.text;
    let code = page.split("class=\"code\">").nth(1).and_then(|t| t.get(..6)).unwrap();
    let paper = chair.get(&format!("{AT}/invitations/31.pdf")).await;
    let (width, dots) = read_back::black(&paper.bytes);
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, dots.len() / width, |x, y| dots[y * width + x]);
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1);
    let (_, said) = grids[0].decode().unwrap();
    assert_eq!(said, format!("{public_url}{AT}/join?unit=31&code={code}"));
    // Four dots a point: 25 mm and more.
    let bounds = &grids[0].bounds;
    let side = bounds[1].x - bounds[0].x;
    assert!(f64::from(side) / 4.0 / 72.0 * 25.4 >= 25.0, "{side} dots");
}

/// A report of the city, sealed.
async fn sealed(stage: &Stage) {
    for n in 0..12 {
        recorded(&stage.app.db, Story(n), 7).await;
    }
    let mut office = program(stage, "thong-ke", Role::Leader, "31").await;
    office.json("POST", "/api/v1/reports", &json!({ "unit": "31", "period": "2023-6m", "about": "inspection" })).await;
    let way = "/api/v1/reports/2023-6m%2FBC-TTr-31";
    office.json("POST", &format!("{way}/computation"), &json!({})).await;
    for (act, by) in [("submission", casework::Role::ReportHead), ("acceptance", casework::Role::Superior)] {
        let by_whom = Recorder::program("test", stage.app.clock.now_ms());
        let hand = reports::Hand { by: by_whom, signer: "Lan".into(), today: TODAY };
        reports::answer(&stage.app, hand, "2023-6m/BC-TTr-31", act, by, json!({})).await.unwrap();
    }
    let sealed = office.json("POST", &format!("{way}/seal"), &json!({})).await;
    assert_eq!(sealed.status.as_u16(), 201, "{}", sealed.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_draft_for_the_portal_holds_sealed_figures_bound_to_their_cells() {
    let stage = stage().await;
    sealed(&stage).await;
    let mut chair = called(&stage).await;
    let card = |column, sealed: bool| {
        let mut fields = vec![("do", "card"), ("column", column), ("units", "31, 48"), ("period", "2023-6m")];
        fields.extend(sealed.then_some(("sealed", "1")));
        fields
    };
    for fields in [card("overview#inspections", true), card("01/TTr#1", true), card("overview#persons", false)] {
        let added = chair.post(&format!("{AT}/plan"), &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{fields:?} {}", added.words());
    }
    let none = chair.post(&format!("{AT}/plan"), &card("01/TTr#999", true)).await;
    assert!(none.words().contains("Không có cột này"), "{}", none.words());
    let state = app::conference::state(&stage.app, "2023-1").await.unwrap().unwrap();
    let cards: Vec<i64> = state.cards.iter().map(|c| c.n).collect();
    does(&mut chair, &[("do", "open")]).await;
    for n in cards {
        does(&mut chair, &[("do", &format!("show:{n}"))]).await;
    }
    let wall = chair.get(&format!("{AT}/projector")).await;
    assert!(wall.words().contains("Thành phố Đà Nẵng"), "side by side: {}", wall.words());
    does(&mut chair, &[("do", "conclude"), ("text", "Rà soát"), ("to", "31")]).await;
    does(&mut chair, &[("do", "close")]).await;
    let early = chair.post(&format!("{AT}/article"), &[]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "from signed minutes only");
    let minutes = [("number", "12/BB-TTCP"), ("on", "14/07/2023"), ("signer", "A")];
    chair.post(&format!("{AT}/minutes"), &minutes).await;
    let made = chair.post(&format!("{AT}/article"), &[]).await;
    assert!(made.location().starts_with("/portal/articles/"), "{}", made.words());
    assert_eq!(chair.post(&format!("{AT}/article"), &[]).await.location(), made.location(), "pressed twice");
    let article = chair.get(made.location()).await;
    for bound in ["figure:2023-6m/BC-TTr-31|overview#inspections", "figure:2023-6m/BC-TTr-31|01/TTr#1"] {
        assert_eq!(article.text.matches(bound).count(), 2, "{bound} in both languages: {}", article.words());
    }
    assert!(article.text.contains("Conclusions (as said") && article.text.contains("Rà soát"), "{}", article.words());
    assert!(!article.words().contains("Không có ô"), "{}", article.words());
    let listed = chair.get("/news").await;
    assert!(!listed.text.contains("Sơ kết 6 tháng"), "a draft and nothing more");
    // A reader of the minutes who writes no news has no such button.
    let mut own = signed_in(&stage, "xem", Role::Viewer, "31").await;
    assert!(!own.get(&format!("{AT}/minutes")).await.text.contains("/article\""));
    assert_eq!(own.post(&format!("{AT}/article"), &[]).await.status, StatusCode::FORBIDDEN);
}
