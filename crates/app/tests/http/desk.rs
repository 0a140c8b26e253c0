//! The reception desk: one form opens the whole chain, once, or nothing of it.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};

const UNIT: &str = "31.TT";
const DAY: &str = "14/07/2023";

/// Somebody at the desk of [`UNIT`].
async fn clerk(stage: &Stage) -> Browser {
    stage.person("lan", Role::Recorder, UNIT).await;
    signed_in(stage, "lan").await
}

async fn signed_in(stage: &Stage, login: &str) -> Browser {
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser.get("/desk").await;
    browser
}

/// A reception of one person with these further fields.
fn form<'a>(name: &'a str, title: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("on", DAY),
        ("host", "regular"),
        ("visitors.0.person.name", name),
        ("visitors.0.person.address", "Thôn Đông, xã An Hòa"),
        ("title", title),
    ];
    all.extend_from_slice(more);
    all
}

/// The number of the reception that was kept.
fn kept(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
    let number = page.location().split("done=").nth(1).expect("a number").to_owned();
    form_urlencoded::parse(format!("n={number}").as_bytes()).next().unwrap().1.into_owned()
}

fn slug(number: &str) -> String {
    form_urlencoded::byte_serialize(number.as_bytes()).collect()
}

fn count(page: &Page, key: &str) -> String {
    let after = page.text.split(&format!("data-count=\"{key}\"")).nth(1).expect(key);
    after.split("<dd>").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

async fn number_of(stage: &Stage, sql: &'static str) -> i64 {
    stage.app.read(move |tx| tx.query_one(sql, &[])?.int("n")).await.unwrap()
}

#[tokio::test]
async fn one_form_opens_reception_and_petition_linked_and_twice_the_same_opens_one() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        let page = lan.get("/desk").await;
        assert_eq!(page.status, StatusCode::OK);
        let fields = form(
            "Nguyễn Thị Thử",
            "Bồi thường đất",
            &[
                ("what", "complaint"),
                ("field", "land"),
                ("said", "Đề nghị xem lại giá đất"),
                ("outcome", "petition"),
                ("receipt.dated_on", "10/07/2023"),
                ("paper_receipt.papers.0.title", "Giấy chứng nhận (bản sao)"),
                ("paper_receipt.papers.0.pages", "2"),
                ("once", "form-1"),
            ],
        );
        let first = lan.post("/desk", &fields).await;
        let number = kept(&first);
        let again = lan.post("/desk", &fields).await;
        assert_eq!(kept(&again), number, "the same form opens one reception");
        assert_eq!(number_of(&stage, "select count(*) as n from cases").await, 2);
        let case = lan.get(&format!("/cases/{}", slug(&number))).await.words();
        assert!(case.contains("Đã thành đơn") && case.contains("Giấy chứng nhận (bản sao)"), "{case}");
        let links = "select count(*) as n from case_links l join cases c on c.id = l.case_id
            where c.kind = 'petition' and l.word = 'from' and l.number like '%TCD%'";
        assert_eq!(number_of(&stage, links).await, 1);
        let page = lan.get(first.location()).await;
        assert!(page.words().contains("Đã ghi lượt tiếp") && page.text.contains("XL%C4%90"), "{}", page.words());
        assert_eq!(
            (count(&page, "turns"), count(&page, "people"), count(&page, "first")),
            ("1".into(), "1".into(), "1".into())
        );
        assert!(page.words().contains("Nguyễn Thị Thử"), "the diary names who came in the open");
        assert!(!page.text.contains("value=\"Nguyễn Thị Thử\""), "the next form is empty");
    }
}

#[tokio::test]
async fn what_the_law_refuses_keeps_nothing_and_loses_nothing_typed() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        // The petition of a complaint is guided once; here the appointment lies in the past.
        let fields = form(
            "Trần Văn Mẫu",
            "Cấp giấy chứng nhận",
            &[
                ("what", "complaint"),
                ("said", "Đã nộp hồ sơ ba năm"),
                ("outcome", "appointment"),
                ("appointment.meeting_on", "01/07/2023"),
                ("once", "form-2"),
            ],
        );
        let no = lan.post("/desk", &fields).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains("Ngày hẹn trước ngày lập phiếu hẹn"), "{}", no.words());
        for typed in ["Trần Văn Mẫu", "Cấp giấy chứng nhận", "Đã nộp hồ sơ ba năm", "01/07/2023", "Thôn Đông"]
        {
            assert!(no.text.contains(typed), "{typed} was lost");
        }
        assert_eq!(number_of(&stage, "select count(*) as n from cases").await, 0);
        assert_eq!(number_of(&stage, "select count(*) as n from persons").await, 0);
        assert_eq!(number_of(&stage, "select count(*) as n from case_numbers").await, 0, "no number is used up");
        let future = form("Trần Văn Mẫu", "Cấp giấy", &[("on", "15/07/2023"), ("outcome", "heard")]);
        let future: Vec<_> = future.into_iter().filter(|f| *f != ("on", DAY)).collect();
        let no = lan.post("/desk", &future).await;
        assert_eq!(no.status, StatusCode::CONFLICT);
        assert!(no.words().contains("ở tương lai") && no.text.contains("Trần Văn Mẫu"), "{}", no.words());
    }
}

#[tokio::test]
async fn errors_stand_beside_their_fields() {
    let stage = stage().await;
    let mut lan = clerk(&stage).await;
    let page = lan.post("/desk", &[("on", "31/02/2023"), ("what", "mixed"), ("outcome", "guidance")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for id in ["f-on", "f-visitors-0-person-name", "f-title", "f-guidance-body"] {
        assert!(page.text.contains(&format!("id=\"{id}-wrong\"")), "{id}: {}", page.words());
    }
    assert!(page.words().contains("chỉ tách nội dung khi nhận đơn"));
    let page = lan.post("/desk", &form("Người Thử", "Về việc", &[("outcome", "")])).await;
    assert!(page.text.contains("id=\"f-outcome-wrong\""));
    let few = [("people_count", "1"), ("visitors.1.person.name", "Người Hai"), ("outcome", "heard")];
    let page = lan.post("/desk", &form("Người Thử", "Về việc", &few)).await;
    assert!(page.words().contains("ít hơn số người đã ghi tên"), "{}", page.words());
    let unheard = [("outcome", "reception_refusal"), ("said", "Đã nói"), ("reception_refusal.why_refused", "disorder")];
    let page = lan.post("/desk", &form("Người Thử", "Về việc", &unheard)).await;
    assert!(page.words().contains("đã từ chối tiếp thì không ghi lời trình bày"), "{}", page.words());
}

#[tokio::test]
async fn each_outcome_is_its_own_act_and_a_crowd_is_counted() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        let ways: [(&str, &[(&str, &str)]); 6] = [
            ("Đã hướng dẫn", &[("what", "complaint"), ("outcome", "guidance"), ("guidance.body", "UBND phường Thử")]),
            (
                "Đã chuyển, chờ trả lời",
                &[("what", "feedback"), ("outcome", "transfer"), ("transfer.body", "Sở Xây dựng")],
            ),
            ("Đã hẹn", &[("what", "complaint"), ("outcome", "appointment"), ("appointment.meeting_on", "20/07/2023")]),
            ("Đã giải thích", &[("outcome", "persuasion"), ("persuasion.summary", "Đã có quyết định")]),
            ("Đã từ chối tiếp", &[("outcome", "reception_refusal"), ("reception_refusal.why_refused", "disorder")]),
            (
                "Đã ghi lời trình bày",
                &[("outcome", "heard"), ("said", "Trình bày"), ("people_count", "12"), ("representatives", "3")],
            ),
        ];
        for (standing, more) in ways {
            let page = lan.post("/desk", &form("Người Thử", "Về việc thử", more)).await;
            let number = kept(&page);
            let words = lan.get(&format!("/cases/{}", slug(&number))).await.words();
            assert!(words.contains(standing), "{standing}: {words}");
        }
        let head = [
            ("host", "head"),
            ("presider", "Chánh Thanh tra"),
            ("outcome", "head_conclusion"),
            ("head_conclusion.summary", "Giao phòng nghiệp vụ xem xét"),
            ("head_conclusion.assignee", "Phòng nghiệp vụ 2"),
        ];
        let fields: Vec<_> =
            form("Người Thử", "Kỳ tiếp", &head).into_iter().filter(|f| *f != ("host", "regular")).collect();
        let done = lan.post("/desk", &fields).await;
        kept(&done);
        let page = lan.get(done.location()).await;
        let counts = ["turns", "people", "crowds", "sessions", "refused"].map(|key| count(&page, key));
        assert_eq!(counts, ["6", "17", "1", "1", "1"].map(str::to_owned), "who was refused is no turn");
        assert!(page.text.contains("value=\"Chánh Thanh tra\""), "the next reception is in the same session");
        let sessions = lan.get("/desk/sessions").await.words();
        assert!(
            sessions.contains("Thủ trưởng tiếp : Chánh Thanh tra")
                || sessions.contains("Thủ trưởng tiếp: Chánh Thanh tra"),
            "{sessions}"
        );
        assert!(
            sessions.contains("Giao phòng nghiệp vụ xem xét") && sessions.contains("Phòng nghiệp vụ 2"),
            "{sessions}"
        );
        assert_eq!(lan.get("/desk/sessions?unit=01.TT").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_mixed_visit_is_split_and_who_denounces_is_sealed_everywhere() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        let mixed = [
            ("what", "mixed"),
            ("outcome", "petition"),
            ("said", "Lời kể kín của người tố cáo"),
            ("part.0.title", "Khiếu nại quyết định thu hồi"),
            ("part.0.kind", "complaint"),
            ("part.1.title", "Tố cáo cán bộ địa chính"),
            ("part.1.kind", "denunciation"),
        ];
        let done = lan.post("/desk", &form("Phạm Thị Kín Danh", "Nhiều nội dung về đất", &mixed)).await;
        kept(&done);
        assert_eq!(number_of(&stage, "select count(*) as n from cases where kind = 'petition'").await, 2);
        let open = number_of(&stage, "select count(*) as n from persons where plain is not null").await;
        assert_eq!(open, 0, "{}: a part names the others, so nobody is open", stage.fresh().engine);
        assert_eq!(number_of(&stage, "select count(*) as n from people").await, 0);
        let page = lan.get(done.location()).await;
        assert!(page.words().contains("Người được niêm phong") && !page.text.contains("Kín Danh"), "{}", page.words());
        let found = lan.post("/people", &[("q", "pham thi kin")]).await;
        assert!(!found.text.contains("Kín Danh") && found.words().contains("Không có ai tên như vậy"));
        let alone = [("what", "denunciation"), ("outcome", "petition"), ("said", "Lời kể"), ("stay_hidden", "yes")];
        kept(&lan.post("/desk", &form("Phạm Thị Kín Danh", "Hành vi nhận tiền", &alone)).await);
        assert_eq!(number_of(&stage, "select count(*) as n from persons where plain is not null").await, 0);
    }
}

#[tokio::test]
async fn a_repeat_visit_is_found_by_name_without_marks_and_joins_the_matter() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        let taken = [("what", "complaint"), ("outcome", "petition")];
        let first = kept(&lan.post("/desk", &form("Đặng Thị Hường", "Bồi thường đất", &taken)).await);
        let typed = [("visitors.0.person.name", "dang thi huo"), ("visitors.0.person.address", "an hoa")];
        let part = lan.post("/desk/earlier", &typed).await;
        assert!(part.words().contains("Đặng Thị Hường") && part.words().contains("Bồi thường đất"), "{}", part.words());
        let by_given = lan.post("/desk/earlier", &[("visitors.0.person.name", "huong")]).await;
        assert!(by_given.words().contains("Đặng Thị Hường"));
        let elsewhere = [("visitors.0.person.name", "dang thi huo"), ("visitors.0.person.address", "xã khác")];
        assert!(!lan.post("/desk/earlier", &elsewhere).await.words().contains("Bồi thường đất"));
        let more = [("picked", first.as_str()), ("what", "complaint"), ("outcome", "petition")];
        let done = lan.post("/desk", &form("Đặng Thị Hường", "Lại về bồi thường", &more)).await;
        let second = kept(&done);
        let page = lan.get(done.location()).await;
        assert_eq!((count(&page, "first"), count(&page, "repeat")), ("1".into(), "1".into()));
        let linked =
            "select count(*) as n from case_links where word in ('matter', 'earlier') and number like '00001%TCD%'";
        assert_eq!(number_of(&stage, linked).await, 3, "reception by both, its petition by the matter: {second}");
        // What another office's desk may not see is not offered, nor can its number be guessed.
        stage.person("binh", Role::Recorder, "01.TT").await;
        let mut binh = signed_in(&stage, "binh").await;
        assert!(!binh.post("/desk/earlier", &typed).await.words().contains("Hường"));
        let guessed = [("picked", first.as_str()), ("outcome", "heard")];
        let no = binh.post("/desk", &form("Đặng Thị Hường", "Thử", &guessed)).await;
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", no.words());
        assert!(no.words().contains("không có hồ sơ này"));
    }
}

#[tokio::test]
async fn people_are_found_only_within_reach_and_alike_on_both_engines() {
    let mut answers = Vec::new();
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        for name in ["Nguyễn Thị Lan", "Nguyễn Thị Lành", "Lê Lan", "Trần Lan Nguyên"] {
            kept(&lan.post("/desk", &form(name, "Về việc", &[("outcome", "heard")])).await);
        }
        let rows = |page: &Page| page.text.matches("<tr><td><strong>").count();
        let by = async |lan: &mut Browser, q: &str| rows(&lan.post("/people", &[("q", q)]).await);
        let got = [
            by(&mut lan, "lan").await,
            by(&mut lan, "Thị lan").await,
            by(&mut lan, "nguyen").await,
            by(&mut lan, "%").await,
            by(&mut lan, "_a").await,
        ];
        answers.push(got);
        assert_eq!(rows(&lan.get("/people?q=le+lan").await), 1);
        stage.person("trung", Role::Viewer, "VN").await;
        stage.person("xa", Role::Viewer, "01").await;
        let mut all = signed_in(&stage, "trung").await;
        assert_eq!(rows(&all.post("/people", &[("q", "lan")]).await), 4);
        let mut other = signed_in(&stage, "xa").await;
        assert_eq!(rows(&other.post("/people", &[("q", "lan")]).await), 0);
    }
    assert!(answers.iter().all(|a| *a == [4, 2, 3, 0, 0]), "{answers:?}");
}

#[tokio::test]
async fn bad_input_is_answered_and_nothing_typed_is_lost() {
    let stage = stage().await;
    let mut lan = clerk(&stage).await;
    let letter = "đ".repeat(2_600_000);
    let page = lan.post("/desk", &form("Người Thử", "Đơn dài", &[("said", &letter), ("outcome", "heard")])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"f-said-wrong\"") && page.text.contains(&letter), "the letter stays in its field");
    assert!(page.text.contains("value=\"Người Thử\""));

    let html = "<script>alert(1)</script>\"'><b>";
    let odd = "\u{202e}Đảo\u{200f} chữ\u{7}\u{0} 😀";
    let fields = [
        ("visitors.0.person.id_number", html),
        ("visitors.0.person.contact", html),
        ("said", html),
        ("what", "complaint"),
        ("outcome", "guidance"),
        ("guidance.body", html),
        ("guidance.ground", html),
    ];
    let done = lan.post("/desk", &form(odd, html, &fields)).await;
    let number = kept(&done);
    for path in [done.location().to_owned(), format!("/cases/{}", slug(&number)), "/desk/diary".to_owned()] {
        let page = lan.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text.contains("<script>alert") && !page.text.contains('\u{202e}'), "{path}");
        assert!(page.text.contains("Đảo chữ 😀"), "{path}: {}", page.words());
    }
    let wrong = lan.post("/desk", &form(html, html, &[("outcome", html), ("what", html), ("on", html)])).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text.contains("<script>alert"));
}

#[tokio::test]
async fn text_of_an_old_font_is_offered_in_unicode_and_kept_only_as_chosen() {
    let stage = stage().await;
    let mut lan = clerk(&stage).await;
    let old = [("outcome", "heard"), ("said", "§Ò nghÞ xem xÐt l¹i viÖc båi th\u{ad}êng"), ("presider", "Nguyễn Đức")];
    let offered = lan.post("/desk", &form("NguyÔn V¨n Thö", "Båi th\u{ad}êng ®Êt", &old)).await;
    assert_eq!(offered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(offered.words().contains("TCVN3") && offered.text.contains("NguyÔn V¨n Thö"), "{}", offered.words());
    assert_eq!(number_of(&stage, "select count(*) as n from cases").await, 0);
    let mut press = form("NguyÔn V¨n Thö", "Båi th\u{ad}êng ®Êt", &old);
    press.push(("convert", "TCVN3"));
    let new = lan.post("/desk", &press).await;
    for text in ["value=\"Nguyễn Văn Thử\"", "value=\"Bồi thường đất\"", "Đề nghị xem xét lại việc bồi thường"]
    {
        assert!(new.text.contains(text), "{text}");
    }
    let mut keep = form("NguyÔn V¨n Thö", "Båi th\u{ad}êng ®Êt", &old);
    keep.push(("legacy", "keep"));
    keep.push(("visitors.1.person.name", "Beyoncé Müller"));
    kept(&lan.post("/desk", &keep).await);
    kept(&lan.post("/desk", &form("Beyoncé Müller", "Về résumé", &[("outcome", "heard")])).await);
}

#[tokio::test]
async fn names_that_differ_from_the_people_are_found_and_written_anew() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        kept(&lan.post("/desk", &form("Hoàng Thị Tên", "Về việc", &[("outcome", "heard")])).await);
        kept(&lan.post("/desk", &form("Kín Danh", "Tố cáo", &[("outcome", "heard"), ("what", "denunciation")])).await);
        let law = stage.app.law.clone();
        let check = async |repair| {
            let found = app::cases::check::check(&stage.app.db, law.clone(), repair, |_, _| ()).await.unwrap();
            found.differences.iter().map(|d| (d.what.clone(), d.kept.clone(), d.derived.clone())).collect::<Vec<_>>()
        };
        assert_eq!(check(false).await, []);
        stage.app.write(|tx| tx.exec("delete from people where name = 'ten'", &[])).await.unwrap();
        assert_eq!(check(true).await, [("names of people".into(), "2".into(), "3".into())]);
        assert_eq!(check(false).await, []);
    }
}

#[tokio::test]
async fn the_diary_counts_what_the_form_of_the_day_counts() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        let first = kept(&lan.post("/desk", &form("Người Một", "Về việc", &[("outcome", "heard")])).await);
        let more = [("picked", first.as_str()), ("people_count", "7"), ("representatives", "2"), ("outcome", "heard")];
        let done = lan.post("/desk", &form("Người Một", "Lại về việc", &more)).await;
        kept(&done);
        let page = lan.get(done.location()).await;
        let shown = ["turns", "people", "matters"].map(|key| count(&page, key));
        assert_eq!(shown, ["2", "8", "2"].map(str::to_owned));
        let sheet = lan.get("/api/v1/sheets?form=01/TCD&unit=31.TT&from=2023-07-14&until=2023-07-14").await;
        assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.text);
        let page = lan.get("/sheets?form=01/TCD&unit=31.TT&from=14/07/2023&until=14/07/2023").await;
        let total = page.text.split("<tr class=\"total\">").nth(1).unwrap().split("</tr>").next().unwrap().to_owned();
        let words = Page { text: total, ..page }.words();
        let figures: Vec<&str> = words.split(' ').filter(|w| w.chars().all(|c| c.is_ascii_digit())).take(3).collect();
        assert_eq!(figures, ["2", "8", "2"], "{words}");
    }
}

#[tokio::test]
async fn who_turns_out_to_denounce_is_forgotten_by_the_search_in_the_same_unit_of_work() {
    for stage in stages().await {
        let mut lan = clerk(&stage).await;
        let number = kept(&lan.post("/desk", &form("Tạ Thị Mở", "Chưa rõ loại", &[("outcome", "heard")])).await);
        assert!(lan.post("/people", &[("q", "ta thi mo")]).await.words().contains("Tạ Thị Mở"));
        let found = [("entry.on", DAY), ("entry.by", "officer"), ("kind", "denunciation"), ("competence", "within")];
        let done = lan.post(&format!("/cases/{}/record/classification", slug(&number)), &found).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.words());
        assert_eq!(number_of(&stage, "select count(*) as n from people").await, 0);
        assert!(!lan.post("/people", &[("q", "ta thi mo")]).await.text.contains("Tạ Thị Mở"));
        let typed = [("visitors.0.person.name", "ta thi mo")];
        assert!(!lan.post("/desk/earlier", &typed).await.text.contains("Tạ Thị Mở"));
        assert!(!lan.get("/desk/diary").await.text.contains("Tạ Thị Mở"));
    }
}
