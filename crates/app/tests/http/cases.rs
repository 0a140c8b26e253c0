//! Cases through their pages: opened, carried on, mended, and kept from those who may not.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};

/// A decision as the head of the city's inspectorate signs it.
pub const DECISION: &[(&str, &str)] = &[
    ("new.unit", "31.TT"),
    ("entry.on", "01/03/2023"),
    ("entry.number", "47/QĐ-TTTP"),
    ("entry.signer", "Trần Văn Bình"),
    ("entry.by", "head"),
    ("title", "Thanh tra việc quản lý, sử dụng đất tại Ban Quản lý Khu kinh tế Hải Phòng"),
    ("class", "administrative"),
    ("manner", "planned"),
    ("subjects.0.name", "Ban Quản lý Khu kinh tế Hải Phòng"),
    ("team.0.name", "Nguyễn Văn An"),
    ("team.0.role", "leader"),
    ("team.0.rank", "principal"),
    ("team.1.name", "Lê Thị Cúc"),
    ("team.1.role", "member"),
];

pub const CASE: &str = "/cases/47%2FQ%C4%90-TTTP";

pub async fn recorder(stage: &Stage, lang: &'static str) -> Browser {
    stage.person("lan", Role::Leader, "31").await;
    let mut lan = Browser::new(&stage.app, lang);
    lan.sign_in("lan", PASSWORD).await;
    lan
}

pub async fn open(browser: &mut Browser) -> Page {
    browser.get("/cases/new").await;
    browser.post("/cases/new", DECISION).await
}

pub async fn record(browser: &mut Browser, act: &str, fields: &[(&str, &str)]) -> Page {
    let path = format!("{CASE}/record/{act}");
    let form = browser.get(&path).await;
    assert_eq!(form.status, StatusCode::OK, "{act}: {}", form.words());
    let after = form.text.split("name=\"after\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut all = vec![("after", after.as_str())];
    all.extend_from_slice(fields);
    browser.post(&path, &all).await
}

#[tokio::test]
async fn a_case_is_opened_and_carried_on_by_forms() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        let opened = open(&mut lan).await;
        assert_eq!(opened.location(), "/cases/47%2FQ%C4%90-TTTP?done=decision", "{}", opened.words());
        let page = lan.get(opened.location()).await;
        assert_eq!(page.status, StatusCode::OK);
        let words = page.words();
        assert!(words.contains("Luật Thanh tra 2010") && words.contains("Đã có quyết định"), "{words}");
        assert!(words.contains("Nguyễn Văn An") && words.contains("Thanh tra viên chính"), "{words}");

        let done = record(&mut lan, "announcement", &[("entry.on", "10/03/2023"), ("entry.by", "leader")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let words = lan.get(CASE).await.words();
        assert!(words.contains("kết thúc thanh tra trực tiếp"), "the duration runs: {words}");
        assert!(words.contains("Quá hạn"), "45 days from 10/03 are over on 14/07: {words}");
    }
}

#[tokio::test]
async fn what_the_law_refuses_comes_back_with_article_and_typed_text() {
    for (lang, title, law) in [("vi", "Luật không cho ghi bước này", "Điều"), ("en", "does not allow", "Article")]
    {
        let stage = stage().await;
        let mut lan = recorder(&stage, lang).await;
        open(&mut lan).await;
        let fields =
            [("entry.on", "20/05/2023"), ("entry.by", "head"), ("findings.0.content", "Giao đất sai đối tượng")];
        let no = record(&mut lan, "conclusion", &fields).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains(title) && no.words().contains(law), "{}", no.words());
        assert!(no.text.contains("Giao đất sai đối tượng"), "typed text is lost");
    }
}

#[tokio::test]
async fn wrong_entries_are_listed_on_top_and_nothing_typed_is_lost() {
    let stage = stage().await;
    let mut lan = recorder(&stage, "vi").await;
    let fields =
        [("new.unit", "31"), ("entry.on", "31/02/2023"), ("title", "Đề tài <b>"), ("team.0.name", "Nguyễn Văn An")];
    let page = lan.post("/cases/new", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for target in ["f-entry-on", "f-entry-by", "f-class", "f-team-0-role", "f-new-unit"] {
        assert!(page.text.contains(&format!("href=\"#{target}\"")), "no way to {target}: {}", page.words());
        assert!(page.text.contains(&format!("id=\"{target}\"")), "nothing at {target}");
    }
    assert!(page.text.contains("value=\"31/02/2023\"") && page.text.contains("value=\"Nguyễn Văn An\""));
    assert!(page.text.contains("Đề tài &#60;b&#62;") || page.text.contains("Đề tài &lt;b&gt;"), "text is escaped");
}

#[tokio::test]
async fn rows_are_added_without_scripts() {
    let stage = stage().await;
    let mut lan = recorder(&stage, "vi").await;
    let page = lan.post("/cases/new", &[("title", "X"), ("subjects.0.name", "Một"), ("add_row", "subjects")]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("name=\"subjects.1.name\"") && page.text.contains("value=\"Một\""));
    let page = lan
        .post("/cases/new", &[("subjects.0.name", "Một"), ("subjects.1.name", "Hai"), ("drop_row", "subjects.0")])
        .await;
    assert!(page.text.contains("value=\"Hai\"") && !page.text.contains("value=\"Một\""));
}

#[tokio::test]
async fn pressing_twice_records_once() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        open(&mut lan).await;
        let path = format!("{CASE}/record/recovery");
        record(&mut lan, "announcement", &[("entry.on", "10/03/2023"), ("entry.by", "leader")]).await;
        let fields = [("after", "2"), ("entry.on", "01/04/2023"), ("entry.by", "head"), ("recovered", "5.000.000")];
        lan.get(&path).await;
        assert_eq!(lan.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
        let again = lan.post(&path, &fields).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.text.contains("value=\"5.000.000\""), "typed text is lost");
    }
}

#[tokio::test]
async fn an_act_is_rectified_and_annulled_and_stays_to_be_seen() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        open(&mut lan).await;
        record(&mut lan, "announcement", &[("entry.on", "10/03/2023"), ("entry.by", "leader")]).await;
        let sum = [("entry.on", "01/04/2023"), ("entry.by", "head"), ("recovered", "5.000.000")];
        record(&mut lan, "recovery", &sum).await;
        let form = lan.get(&format!("{CASE}/acts/3/rectify")).await;
        assert!(form.text.contains("value=\"5.000.000\""), "{}", form.words());
        let mended = [
            ("entry.on", "14/07/2023"),
            ("entry.by", "head"),
            ("reason.ground", "Nhập thiếu một số 0"),
            ("recovered", "50.000.000"),
        ];
        let done = lan.post(&format!("{CASE}/acts/3/rectify"), &mended).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let words = lan.get(CASE).await.words();
        assert!(words.contains("50.000.000 đ") && words.contains("Đã đính chính bởi bước 4"), "{words}");

        let reason = [("entry.on", "14/07/2023"), ("entry.by", "head"), ("reason.ground", "Ghi nhầm hồ sơ")];
        let done = lan.post(&format!("{CASE}/acts/3/annul"), &reason).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = lan.get(CASE).await;
        assert!(page.text.contains("<s>") && page.words().contains("Đã hủy bởi bước 5"), "{}", page.words());
        let twice = lan.get(&format!("{CASE}/acts/3/annul")).await;
        assert_eq!(twice.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_case_is_hidden_from_other_units_and_shut_to_readers() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        open(&mut lan).await;
        for (login, role, unit, seen) in
            [("xa", Role::Leader, "01", StatusCode::NOT_FOUND), ("xem", Role::Viewer, "31", StatusCode::OK)]
        {
            stage.person(login, role, unit).await;
            let mut other = Browser::new(&stage.app, "vi");
            other.sign_in(login, PASSWORD).await;
            let page = other.get(CASE).await;
            assert_eq!(page.status, seen, "{login}");
            assert!(!page.text.contains("/record/"), "{login} sees buttons for what they may not do");
            let path = format!("{CASE}/record/announcement");
            let form = other.get(&path).await.status;
            assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&form), "{login}");
            let put = other.post(&path, &[("entry.on", "10/03/2023"), ("entry.by", "leader")]).await.status;
            assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&put), "{login}");
        }
    }
}

#[tokio::test]
async fn a_paper_is_attached_and_fetched_as_a_download() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        open(&mut lan).await;
        let path = format!("{CASE}/acts/1/papers");
        let pdf = b"%PDF-1.4 a decision".as_slice();
        let done = lan.upload(&path, &[], ("paper", "Quyết định 47.pdf", "application/pdf", pdf)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        let page = lan.get(CASE).await;
        assert!(page.text.contains("Quyết định 47.pdf"));
        let href = page.text.split("/papers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let paper = lan.get(&format!("{CASE}/papers/{href}")).await;
        assert_eq!(paper.text.as_bytes(), pdf);
        assert!(paper.headers["content-disposition"].to_str().unwrap().starts_with("attachment;"));
        let bad = lan.upload(&path, &[], ("paper", "trang.html", "text/html", b"<script>".as_slice())).await;
        assert!(lan.get(bad.location()).await.words().contains("chỉ nhận PDF"), "{}", bad.location());
    }
}

#[tokio::test]
async fn the_form_of_every_act_is_drawn_in_both_languages() {
    let stage = stage().await;
    for lang in ["vi", "en"] {
        let mut lan = Browser::new(&stage.app, lang);
        if lang == "vi" {
            lan = recorder(&stage, "vi").await;
            open(&mut lan).await;
        } else {
            lan.sign_in("lan", PASSWORD).await;
        }
        let mut drawn = 0;
        for kind in casework::inspections::ActKind::ALL {
            let page = lan.get(&format!("{CASE}/record/{}", kind.word())).await;
            if page.status == StatusCode::OK {
                drawn += 1;
                assert!(!page.text.contains("field.") && !page.text.contains("choice."), "{kind:?} lacks a name");
            }
        }
        assert!(drawn > 25, "only {drawn} forms");
    }
}

#[tokio::test]
async fn a_case_page_asks_the_same_few_statements_however_long_the_case() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        open(&mut lan).await;
        record(&mut lan, "announcement", &[("entry.on", "10/03/2023"), ("entry.by", "leader")]).await;
        let before = stage.app.db.statements();
        lan.get(CASE).await;
        let short = stage.app.db.statements() - before;
        for _ in 0..6 {
            record(&mut lan, "recovery", &[("entry.on", "01/04/2023"), ("entry.by", "head"), ("recovered", "1.000")])
                .await;
        }
        let before = stage.app.db.statements();
        lan.get(CASE).await;
        assert_eq!(stage.app.db.statements() - before, short);
        assert!(short <= 5, "{short} statements");
    }
}

#[tokio::test]
async fn my_work_lists_what_is_due_within_my_reach() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        let empty = lan.get("/").await.words();
        assert!(empty.contains("Việc của tôi") && empty.contains("Không có việc nào đến hạn"), "{empty}");
        open(&mut lan).await;
        record(&mut lan, "announcement", &[("entry.on", "10/03/2023"), ("entry.by", "leader")]).await;
        let before = stage.app.db.statements();
        let page = lan.get("/").await;
        assert!(stage.app.db.statements() - before <= 8, "the queues are three of them however many units");
        let words = page.words();
        assert!(words.contains("Quá hạn") && words.contains("kết thúc thanh tra trực tiếp"), "{words}");
        assert!(words.contains("Điều 45") && words.contains("47/QĐ-TTTP"), "{words}");
        stage.person("xa", Role::Leader, "01").await;
        let mut other = Browser::new(&stage.app, "en");
        other.sign_in("xa", PASSWORD).await;
        let page = other.get("/").await.words();
        assert!(page.contains("My deadlines") && !page.contains("47/QĐ-TTTP"), "{page}");
    }
}

#[tokio::test]
async fn the_list_keeps_its_question_in_the_address() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        assert!(lan.get("/cases").await.words().contains("Chưa có hồ sơ nào"));
        open(&mut lan).await;
        let all = lan.get("/cases").await;
        assert!(all.words().contains("1 hồ sơ") && all.text.contains("/cases/47%2FQ%C4%90-TTTP"), "{}", all.words());
        for (query, found) in [
            ("q=khu+kinh+te", true),
            ("q=không+có+gì", false),
            ("class=administrative&manner=planned", true),
            ("class=specialised", false),
            ("unit=31", true),
            ("unit=303", false),
            ("unit=01", false),
            ("from=01/03/2023&until=01/03/2023", true),
            ("from=02/03/2023", false),
            ("regime=LTT2010", true),
            ("standing=concluded", false),
            ("sort=due", true),
            ("due=overdue&sort=due", true),
            ("class=nonsense", true),
        ] {
            let page = lan.get(&format!("/cases?{query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert_eq!(page.text.contains("class=\"title-cell\""), found, "{query}: {}", page.words());
        }
        let wrong = lan.get("/cases?from=31/02/2023").await;
        assert!(wrong.text.contains("value=\"31/02/2023\"") && wrong.words().contains("không phải một ngày có thật"));
        for (query, label) in
            [("class=nonsense", "Loại"), ("kind=nonsense", "Loại hồ sơ"), ("due=nonsense", "Hạn gần nhất")]
        {
            let page = lan.get(&format!("/cases?{query}")).await;
            assert!(page.words().contains(&format!("{label}: không có trong danh sách")), "{query}: {}", page.words());
            let told = lan.get(&format!("/api/v1/cases?{query}")).await;
            assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
        let straight = lan.get("/cases?q=47/q%C4%91-tttp").await;
        assert_eq!(straight.location(), CASE, "a number leads straight to its case");
        stage.person("xa", Role::Leader, "01").await;
        let mut other = Browser::new(&stage.app, "vi");
        other.sign_in("xa", PASSWORD).await;
        for query in ["", "?unit=31", "?q=khu+kinh+te"] {
            let page = other.get(&format!("/cases{query}")).await;
            assert!(!page.text.contains("class=\"title-cell\""), "{query} leaks");
        }
    }
}

#[tokio::test]
async fn a_long_list_goes_on_page_by_page_and_counts_all() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        lan.get("/cases/new").await;
        for i in 0..53 {
            let number = format!("{i}/QĐ-TTTP");
            let mut fields: Vec<(&str, &str)> =
                DECISION.iter().copied().filter(|(n, _)| *n != "entry.number").collect();
            fields.push(("entry.number", &number));
            assert_eq!(lan.post("/cases/new", &fields).await.status, StatusCode::SEE_OTHER);
        }
        // The first look of a program learns which units have cases.
        lan.get("/cases?sort=number").await;
        let before = stage.app.db.statements();
        let first = lan.get("/cases?sort=number").await;
        let taken = stage.app.db.statements() - before;
        assert!(taken <= 5, "{taken} statements: session, what moved, what waits, the page, its count");
        assert_eq!(first.text.matches("class=\"title-cell\"").count(), 50);
        assert!(first.words().contains("53 hồ sơ"));
        let next = first.text.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        assert!(next.contains("sort=number"), "{next}");
        let second = lan.get(&next).await;
        assert_eq!(second.text.matches("class=\"title-cell\"").count(), 3, "{next}");
        assert!(second.words().contains("53 hồ sơ"));
    }
}

/// The column of a list is kept; what stands in it must be today's, this reader's and this
/// moment's, also when another server recorded it.
#[tokio::test]
async fn a_kept_list_is_never_old_and_never_another_readers() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        open(&mut lan).await;
        stage.person("xem", Role::Viewer, "31").await;
        stage.person("xa", Role::Leader, "01").await;
        let mut xem = Browser::new(&stage.app, "vi");
        xem.sign_in("xem", PASSWORD).await;
        let mut xa = Browser::new(&stage.app, "vi");
        xa.sign_in("xa", PASSWORD).await;
        for _ in 0..3 {
            let (own, read, far) = (lan.get("/cases").await, xem.get("/cases").await, xa.get("/cases").await);
            assert!(own.words().contains("1 hồ sơ") && own.text.contains("/cases/new"), "{}", own.words());
            assert!(read.words().contains("1 hồ sơ") && !read.text.contains("/cases/new"), "{}", read.words());
            assert_eq!(far.text.matches("class=\"title-cell\"").count(), 0, "another province's list");
            let nonce = own.text.split("nonce=\"").nth(1).unwrap().split('"').next().unwrap();
            let fields: Vec<&str> =
                own.text.split("hx-nonce=\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
            assert!(!fields.is_empty() && fields.iter().all(|n| *n == nonce), "the nonce is this answer's");
        }
        // Another server of the same database records; this one shows it at once.
        let elsewhere = app::App::new(stage.app.db.clone(), stage.app.clock.clone(), app::Settings::default());
        let mut far = Browser::new(&elsewhere, "vi");
        far.sign_in("lan", PASSWORD).await;
        let mut fields: Vec<(&str, &str)> = DECISION.iter().copied().filter(|(n, _)| *n != "entry.number").collect();
        fields.push(("entry.number", "2/QĐ-TTTP"));
        far.get("/cases/new").await;
        assert_eq!(far.post("/cases/new", &fields).await.status, StatusCode::SEE_OTHER);
        for _ in 0..2 {
            assert!(xem.get("/cases").await.words().contains("2 hồ sơ"));
        }
        stage.later(200 * 24 * 3_600_000);
        xem.sign_in("xem", PASSWORD).await;
        let late = xem.get("/cases").await;
        assert!(late.text.contains("state overdue"), "the day is part of it: {}", late.words());
    }
}

/// The column of a case page is kept; what stands in it must be today's, this reader's and
/// this moment's, also when another server recorded it.
#[tokio::test]
async fn a_kept_page_is_never_old_and_never_another_readers() {
    for stage in stages().await {
        let mut lan = recorder(&stage, "vi").await;
        open(&mut lan).await;
        stage.person("xem", Role::Viewer, "31").await;
        stage.person("xa", Role::Leader, "01").await;
        let mut hoa = Browser::new(&stage.app, "vi");
        hoa.sign_in("lan", PASSWORD).await;
        let mut xem = Browser::new(&stage.app, "vi");
        xem.sign_in("xem", PASSWORD).await;
        let token = |page: &Page| page.text.split("name=\"csrf\" value=\"").nth(1).unwrap()[..64].to_owned();
        for _ in 0..2 {
            let (one, two, read) = (lan.get(CASE).await, hoa.get(CASE).await, xem.get(CASE).await);
            for page in [&one, &two] {
                assert!(page.text.matches(&token(page)).count() > 2, "every form of a page has its reader's token");
            }
            assert_ne!(token(&one), token(&two));
            assert!(
                !read.text.contains("class=\"attach") && !read.text.contains("/record/"),
                "{}",
                stage.fresh().engine
            );
            assert!(!read.text.contains(&token(&one)) && !read.text.contains(&token(&two)));
        }
        let mut english = Browser::new(&stage.app, "en");
        english.sign_in("xem", PASSWORD).await;
        assert!(!english.get(CASE).await.words().contains("Đã có quyết định"), "{}", stage.fresh().engine);

        // An act recorded by another server: its own program over the same database.
        let other = app::App::new(stage.app.db.clone(), stage.app.clock.clone(), app::Settings::default());
        let mut there = Browser::new(&other, "vi");
        there.sign_in("lan", PASSWORD).await;
        record(&mut there, "announcement", &[("entry.on", "10/03/2023"), ("entry.by", "leader")]).await;
        let words = xem.get(CASE).await.words();
        assert!(words.contains("10/03/2023"), "{}: {words}", stage.fresh().engine);
        there
            .upload(
                &format!("{CASE}/acts/1/papers"),
                &[],
                ("paper", "qd.pdf", "application/pdf", b"%PDF-1.7".as_slice()),
            )
            .await;
        assert!(xem.get(CASE).await.words().contains("qd.pdf"), "{}", stage.fresh().engine);

        // On another day other deadlines are overdue, though the shelf is the same.
        let overdue = |page: &Page| page.text.matches("class=\"state overdue\"").count();
        let today = overdue(&xem.get(CASE).await);
        let mut early = stage.app.clone();
        early.clock = app::clock::Clock::fixed(jiff::civil::date(2023, 3, 11));
        let mut before = Browser::new(&early, "vi");
        before.sign_in("xem", PASSWORD).await;
        let page = before.get(CASE).await;
        assert!(page.status == StatusCode::OK && overdue(&page) < today, "{} and {today}", overdue(&page));

        let mut away = Browser::new(&stage.app, "vi");
        away.sign_in("xa", PASSWORD).await;
        assert_eq!(away.get(CASE).await.status, StatusCode::NOT_FOUND, "rights come before what is kept");
    }
}
