//! A matter over the years, queues, hot spots and slips: each within what its reader may see.

use crate::support::{PASSWORD, Stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};

const DAY: &str = "14/07/2023";

async fn at(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser.get("/queues").await;
    browser
}

async fn received(clerk: &mut Browser, title: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("host", "regular"), ("visitors.0.person.name", "Đỗ Văn Thử"), ("title", title)];
    if !more.iter().any(|(name, _)| *name == "on") {
        fields.push(("on", DAY));
    }
    fields.extend_from_slice(more);
    let page = clerk.post("/desk", &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
    let number = page.location().split("done=").nth(1).unwrap().to_owned();
    form_urlencoded::parse(format!("n={number}").as_bytes()).next().unwrap().1.into_owned()
}

fn slug(number: &str) -> String {
    form_urlencoded::byte_serialize(number.as_bytes()).collect()
}

async fn act(clerk: &mut Browser, number: &str, act: &str, fields: &[(&str, &str)]) {
    let path = format!("/cases/{}/record/{act}", slug(number));
    let page = clerk.post(&path, fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.words());
}

/// The petition a reception became.
async fn petition_of(clerk: &mut Browser, reception: &str) -> String {
    let page = clerk.get(&format!("/matters/{}", slug(reception))).await;
    let link = page.text.split("/cases/").find(|piece| piece.contains("XL%C4%90")).expect("a petition");
    let number = link.split(['"', '#']).next().unwrap().to_owned();
    form_urlencoded::parse(format!("n={number}").as_bytes()).next().unwrap().1.into_owned()
}

fn queue(page: &Page, key: &str) -> (i64, String) {
    let line = page.text.split(&format!("data-queue=\"{key}\"")).nth(1).unwrap().split("</li>").next().unwrap();
    let count = line.split("<strong>").nth(1).unwrap().split('<').next().unwrap().replace('.', "");
    let href =
        line.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    (count.parse().unwrap(), href)
}

#[tokio::test]
async fn a_matter_shows_its_chain_to_those_who_may_see_it_and_nothing_to_others() {
    for stage in stages().await {
        let mut lan = at(&stage, "lan", Role::Recorder, "31.TT").await;
        let taken = [("what", "complaint"), ("outcome", "petition")];
        let first = received(&mut lan, "Bồi thường khi thu hồi đất", &taken).await;
        let petition = petition_of(&mut lan, &first).await;
        let complaint = [
            ("new.unit", "31.TT"),
            ("new.case_number", "KN-77"),
            ("entry.on", DAY),
            ("entry.by", "officer"),
            ("title", "Khiếu nại quyết định bồi thường"),
            ("instance", "first"),
            ("against", "administrative_decision"),
            ("level", "department_head"),
            ("source_case", &petition),
            ("complainants.0.person.name", "Đỗ Văn Thử"),
        ];
        let opened = lan.post("/cases/new/complaint", &complaint).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.words());
        let again = [("picked", "KN-77"), ("outcome", "heard"), ("said", "Hỏi kết quả")];
        let second = received(&mut lan, "Hỏi kết quả giải quyết", &again).await;
        let numbers = [first.as_str(), petition.as_str(), "KN-77", second.as_str()];
        for from in numbers {
            let page = lan.get(&format!("/matters/{}", slug(from))).await;
            assert_eq!(page.status, StatusCode::OK, "{from}");
            let words = page.words();
            assert!(numbers.iter().all(|n| words.contains(n)), "{from}: {words}");
            assert!(words.contains("Tiếp công dân 2"), "{words}");
            assert!(lan.get(&format!("/cases/{}", slug(from))).await.words().contains("Cả vụ việc"));
        }
        let mut elsewhere = at(&stage, "hoa", Role::Leader, "01").await;
        let hidden = elsewhere.get(&format!("/matters/{}", slug(&first))).await;
        let nothing = elsewhere.get("/matters/KN-78").await;
        assert_eq!((hidden.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert!(!hidden.text.contains("KN-77"));
    }
}

#[tokio::test]
async fn what_lies_beyond_a_case_that_may_not_be_seen_is_not_named() {
    for stage in stages().await {
        let mut city = at(&stage, "thanhpho", Role::Recorder, "31").await;
        let at_city = received(&mut city, "Vụ việc ở thành phố", &[("unit", "31.TT"), ("outcome", "heard")]).await;
        let picked = [("unit", "303"), ("picked", at_city.as_str()), ("outcome", "heard")];
        let at_district = received(&mut city, "Vụ việc ở quận", &picked).await;
        let whole = city.get(&format!("/matters/{}", slug(&at_district))).await;
        assert!(whole.text.contains(&slug(&at_city)));
        let mut district = at(&stage, "quan", Role::Viewer, "303").await;
        let part = district.get(&format!("/matters/{}", slug(&at_district))).await;
        assert_eq!(part.status, StatusCode::OK);
        assert!(
            !part.text.contains(&slug(&at_city)) && !part.words().contains("Vụ việc ở thành phố"),
            "{}",
            part.words()
        );
        assert!(part.words().contains("Tiếp công dân 1"), "{}", part.words());
    }
}

#[tokio::test]
async fn each_queue_counts_exactly_the_cases_its_link_lists() {
    for stage in stages().await {
        let mut lan = at(&stage, "lan", Role::Recorder, "31.TT").await;
        received(&mut lan, "Đơn thứ nhất", &[("what", "complaint"), ("outcome", "petition")]).await;
        let second = received(&mut lan, "Đơn thứ hai", &[("what", "feedback"), ("outcome", "petition")]).await;
        received(&mut lan, "Chỉ nghe", &[("outcome", "heard"), ("said", "Trình bày")]).await;
        let head = [("host", "head"), ("presider", "Chánh Thanh tra"), ("outcome", "heard")];
        let fields: Vec<(&str, &str)> = [("visitors.0.person.name", "Đỗ Văn Thử"), ("title", "Kỳ tiếp"), ("on", DAY)]
            .into_iter()
            .chain(head)
            .collect();
        assert_eq!(lan.post("/desk", &fields).await.status, StatusCode::SEE_OTHER);
        let late = [("on", "02/01/2023"), ("what", "complaint"), ("outcome", "petition")];
        received(&mut lan, "Đơn để lâu", &late).await;
        let petition = petition_of(&mut lan, &second).await;
        let found = [
            ("entry.on", DAY),
            ("entry.by", "officer"),
            ("kind", "feedback"),
            ("field", "other"),
            ("competence", "outside"),
        ];
        act(&mut lan, &petition, "classification", &found).await;
        act(&mut lan, &petition, "transfer", &[("entry.on", DAY), ("entry.by", "head"), ("body", "Sở Xây dựng")]).await;
        let page = lan.get("/queues").await;
        let expected = [
            ("petition_classify", 2),
            ("petition_silent", 1),
            ("reception_undone", 1),
            ("session_open", 1),
            ("petition_late", 1),
            ("denunciation_check", 0),
        ];
        for (key, n) in expected {
            let (count, href) = queue(&page, key);
            assert_eq!(count, n, "{key} on {}", stage.fresh().engine);
            let list = lan.get(&href).await;
            assert_eq!(list.text.matches("<tr><td><a href=\"/cases/").count() as i64, n, "{key}: {href}");
        }
        assert!(lan.get("/").await.words().contains("Đơn chờ phân loại 2"), "the first page says it too");
        let mut elsewhere = at(&stage, "hoa", Role::Leader, "01").await;
        let none = elsewhere.get("/queues").await;
        assert!(expected.iter().all(|(key, _)| queue(&none, key).0 == 0));
        let mut all = at(&stage, "trung", Role::Leader, "VN").await;
        assert_eq!(queue(&all.get("/queues").await, "petition_classify").0, 2);
    }
}

#[tokio::test]
async fn a_hot_spot_opens_its_score_line_by_line_and_is_put_on_the_prolonged_list() {
    for stage in stages().await {
        let mut lan = at(&stage, "lan", Role::Recorder, "31.TT").await;
        let crowd = [("outcome", "petition"), ("what", "complaint"), ("people_count", "24"), ("representatives", "4")];
        let first = received(&mut lan, "Dự án khu dân cư", &crowd).await;
        let again =
            [("picked", first.as_str()), ("outcome", "heard"), ("people_count", "12"), ("representatives", "2")];
        received(&mut lan, "Lại về dự án", &again).await;
        received(&mut lan, "Việc lẻ", &[("outcome", "heard")]).await;
        let page = lan.get("/hotspots").await;
        let words = page.words();
        // Two crowds at four, two tens of people, one repeat: 8 + 2 + 1.
        assert!(words.contains("Dự án khu dân cư") && !words.contains("Việc lẻ"), "{words}");
        assert!(words.contains("Lượt tiếp đoàn đông người 2 × 4 8"), "{words}");
        assert!(words.contains("Mỗi 10 người của đoàn đông nhất 2 × 1 2") && words.contains("Cộng 11"), "{words}");
        let path = format!("/hotspots/listing?matter={}", slug(&first));
        assert_eq!(lan.get(&path).await.status, StatusCode::OK);
        let wrong = lan.post("/hotspots/listing", &[("matter", &first), ("households", "nhiều"), ("leader", "")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("id=\"f-leader-wrong\"") && wrong.text.contains("value=\"nhiều\""));
        let listed =
            [("matter", first.as_str()), ("households", "24"), ("leader", "Phó Chủ tịch"), ("review_on", "01/07/2023")];
        assert_eq!(lan.post("/hotspots/listing", &listed).await.status, StatusCode::SEE_OTHER);
        stage.later(1000);
        let ended = [("matter", first.as_str()), ("leader", "Phó Chủ tịch"), ("how_ended", "plan_done")];
        assert_eq!(lan.post("/hotspots/listing", &ended).await.status, StatusCode::SEE_OTHER);
        let words = lan.get("/hotspots").await.words();
        assert!(words.contains("Đã thực hiện phương án") && words.contains("phức tạp, kéo dài 1"), "{words}");
        let mut viewer = at(&stage, "xem", Role::Viewer, "31").await;
        assert_eq!(viewer.get(&path).await.status, StatusCode::FORBIDDEN);
        let mut elsewhere = at(&stage, "hoa", Role::Leader, "01").await;
        let none = elsewhere.get("/hotspots").await.words();
        assert!(!none.contains("Dự án khu dân cư") && !none.contains("Phó Chủ tịch"), "{none}");
        assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn slips_are_printed_from_the_case_and_never_name_who_denounced() {
    for stage in stages().await {
        let mut lan = at(&stage, "lan", Role::Recorder, "31.TT").await;
        let papers = [
            ("what", "complaint"),
            ("outcome", "petition"),
            ("paper_receipt.papers.0.title", "Quyết định số 12 (bản sao)"),
            ("paper_receipt.papers.0.pages", "3"),
        ];
        let receipt = received(&mut lan, "Nộp tài liệu", &papers).await;
        let case = lan.get(&format!("/cases/{}", slug(&receipt))).await;
        let href = case.text.split("href=\"").find(|piece| piece.contains("/slip/")).expect("a slip");
        let slip = lan.get(href.split('"').next().unwrap()).await;
        let words = slip.words();
        assert!(words.contains("GIẤY BIÊN NHẬN") && words.contains("Đỗ Văn Thử"), "{words}");
        assert!(words.contains("Quyết định số 12 (bản sao) 3"), "{words}");
        let refusal = [("outcome", "reception_refusal"), ("reception_refusal.why_refused", "disorder")];
        let refused = received(&mut lan, "Gây rối", &refusal).await;
        let words = lan.get(&format!("/cases/{}/slip/2", slug(&refused))).await.words();
        assert!(words.contains("từ chối tiếp công dân") && words.contains("gây rối trật tự"), "{words}");
        let hidden = [("what", "denunciation"), ("outcome", "appointment"), ("appointment.meeting_on", "20/07/2023")];
        let hidden = received(&mut lan, "Tố cáo", &hidden).await;
        let slip = lan.get(&format!("/cases/{}/slip/2", slug(&hidden))).await;
        assert_eq!(slip.status, StatusCode::OK, "{}", slip.words());
        assert!(!slip.text.contains("Đỗ Văn Thử") && slip.words().contains("PHIẾU HẸN"), "{}", slip.words());
        assert_eq!(lan.get(&format!("/cases/{}/slip/1", slug(&hidden))).await.status, StatusCode::NOT_FOUND);
        let mut elsewhere = at(&stage, "hoa", Role::Leader, "01").await;
        assert_eq!(elsewhere.get(&format!("/cases/{}/slip/2", slug(&hidden))).await.status, StatusCode::NOT_FOUND);
    }
}
