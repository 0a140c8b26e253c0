//! Directives from issue to done, on both engines: each side its own steps, each list the
//! same reach as the item, each number the list of its rows.

use crate::support::{PASSWORD, Stage, TODAY, stages};
use app::access::Role;
use app::accounts::Reach;
use app::directives::{Hand, NewDirective, NewStep, issue, record, verify};
use axum::http::StatusCode;
use casework::directives::{Addressee, Group, Issue, SourceKind, Step, StepKind, Timing};
use casework::fields::{LongText, UnitCode};
use jiff::civil::{Date, date};
use scenario::web::{Browser, Page};

async fn at(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

const FORM: &[(&str, &str)] = &[
    ("issuer", "31.TT"),
    ("issued_on", "10/01/2023"),
    ("source", "conference"),
    ("source_number", "01/TB-TT"),
    ("sentence", "Các quận rà soát kết luận chưa thực hiện xong."),
    ("content", "Rà soát và thực hiện dứt điểm các kết luận thanh tra còn tồn"),
    ("addressees.0.addressee", "303"),
    ("addressees.1.addressee", "304"),
    ("due_on", "30/06/2023"),
    ("once", "a1"),
];

/// The task of 303 at each side's desk.
const TASK: &str = "/directives/NV-31.TT-2023-001/303";

async fn steps(browser: &mut Browser, path: &str, steps: &[(&str, &str, &str)]) {
    for (step, on, said) in steps {
        let page = browser.post(&format!("{path}/{step}"), &[("on", on), ("said", said)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{step}: {}", page.words());
    }
}

#[tokio::test]
async fn a_task_is_issued_taken_on_reported_returned_and_done() {
    for stage in stages().await {
        let engine = stage.fresh().engine;
        let mut inspectorate = at(&stage, "tt", Role::Recorder, "31.TT").await;
        let mut district = at(&stage, "hb", Role::Recorder, "303").await;
        let issued = inspectorate.post("/directives/new", FORM).await;
        assert_eq!(issued.location(), "/directives/NV-31.TT-2023-001", "{engine}: {}", issued.words());
        let twice = inspectorate.post("/directives/new", FORM).await;
        assert_eq!(twice.location(), issued.location(), "one form issues once");
        let early = district.post(&format!("{TASK}/report"), &[("said", "Xong")]).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "first taken on");
        let wrong_side = inspectorate.post(&format!("{TASK}/acceptance"), &[]).await;
        assert_eq!(wrong_side.status, StatusCode::FORBIDDEN, "the other side's step");
        steps(
            &mut district,
            TASK,
            &[("acceptance", "12/01/2023", ""), ("progress", "01/03/2023", "Đã rà soát 4 kết luận")],
        )
        .await;
        assert!(district.get(TASK).await.words().contains("Quá hạn"), "30/06 lies before 14/07");
        let file = ("files", "bao-cao.pdf", "application/pdf", b"%PDF-1.7 result" as &[u8]);
        let said = [("on", "28/06/2023"), ("said", "Đã thực hiện 4 trên 6 kết luận")];
        let sent = district.upload(&format!("{TASK}/report"), &said, file).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let judged = inspectorate.get(TASK).await;
        assert!(judged.words().contains("Chờ đánh giá") && judged.text.contains("bao-cao.pdf"), "{}", judged.words());
        let hash = judged.text.split("/papers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(inspectorate.get(&format!("{TASK}/papers/{hash}")).await.bytes, b"%PDF-1.7 result");
        let silent = inspectorate.post(&format!("{TASK}/return"), &[("said", " ")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.words().contains("Phải nói vì sao trả lại"), "{}", silent.words());
        steps(&mut inspectorate, TASK, &[("return", "03/07/2023", "Còn 2 kết luận")]).await;
        steps(&mut district, TASK, &[("report", "07/07/2023", "Đã xong cả 6")]).await;
        let stale = inspectorate.post(&format!("{TASK}/completion"), &[("after", "3")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "another step came since the form was opened");
        steps(&mut inspectorate, TASK, &[("completion", "10/07/2023", "")]).await;
        assert!(district.get(TASK).await.words().contains("Xong chậm"), "the returned report fulfilled nothing");
        let figures = inspectorate.get("/directives/discipline").await.words();
        assert!(figures.contains("Quận Hồng Bàng 1 – 1 – – – 1 – 0 %"), "{figures}");
        assert_eq!(stage.app.db.write(|tx| verify(tx)).await.unwrap(), Vec::<String>::new(), "{engine}");
    }
}

#[tokio::test]
async fn who_has_no_side_sees_nothing_and_a_neighbour_not_the_neighbour_s() {
    for stage in stages().await {
        let mut inspectorate = at(&stage, "tt", Role::Recorder, "31.TT").await;
        inspectorate.post("/directives/new", FORM).await;
        let mut hanoi = at(&stage, "hn", Role::Leader, "01").await;
        let mut neighbour = at(&stage, "nq", Role::Recorder, "304").await;
        for path in ["/directives/NV-31.TT-2023-001", TASK, &format!("{TASK}/papers/00")] {
            assert_eq!(hanoi.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(hanoi.post(&format!("{TASK}/acceptance"), &[]).await.status, StatusCode::NOT_FOUND);
        let none = hanoi.get("/directives?under=NV-31.TT-2023-001").await;
        assert!(!none.text.contains("/303\""), "{}", none.words());
        assert_eq!(neighbour.get(TASK).await.status, StatusCode::NOT_FOUND);
        let own = neighbour.get("/directives/NV-31.TT-2023-001").await;
        assert!(own.words().contains("Quận Ngô Quyền") && !own.words().contains("Quận Hồng Bàng"), "{}", own.words());
        assert!(own.words().contains("Chỉ hiện đơn vị trong phạm vi của bạn"));
        let mut viewer = at(&stage, "xem", Role::Viewer, "31").await;
        assert_eq!(viewer.get(TASK).await.status, StatusCode::OK);
        assert_eq!(viewer.get("/directives/new").await.status, StatusCode::FORBIDDEN);
        let wrong = inspectorate
            .post(
                "/directives/new",
                &[("issuer", "31.TT"), ("issued_on", "10/01/2023"), ("content", "Việc"), ("source", "head")],
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"31.TT\""), "what was typed stays");
        let own_self = [&[("once", "b"), ("addressees.2.addressee", "31.TT")], FORM].concat();
        assert!(inspectorate.post("/directives/new", &own_self).await.words().contains("không tự giao cho mình"));
    }
}

/// Issues without a browser.
async fn given(
    stage: &Stage,
    issuer: &str,
    to: &[&str],
    every: Option<Group>,
    due: Date,
    parent: Option<(&str, &str)>,
) -> String {
    let issue_ = Issue {
        issuer: UnitCode(issuer.into()),
        issued_on: date(2023, 1, 10),
        signer: None,
        source: SourceKind::Conference,
        source_number: Some("01/TB-TTCP".into()),
        source_on: None,
        sentence: None,
        content: LongText("Báo cáo kết quả".into()),
        addressees: to.iter().map(|u| Addressee { addressee: UnitCode((*u).into()) }).collect(),
        every,
        due_on: Some(due),
        report_form: None,
    };
    let parent = parent.map(|(n, u)| (n.to_owned(), u.to_owned()));
    let new = NewDirective { issue: issue_, parent, once: format!("{issuer} {to:?} {every:?} {due}") };
    let (hand, tree) = (hand(stage), stage.app.tree);
    stage.app.db.write(move |tx| issue(tx, tree, &new, &hand)).await.unwrap()
}

fn hand(stage: &Stage) -> Hand {
    let (records, sees) = (Reach::Everywhere, Reach::Everywhere);
    Hand { account: "test".into(), at_ms: stage.app.clock.now_ms(), today: TODAY, records, sees }
}

async fn take(stage: &Stage, number: &str, unit: &str, steps: &[(StepKind, Date)]) {
    for (kind, on) in steps {
        let step = Step { kind: *kind, on: *on, said: "Đã làm".into(), due_on: None };
        let new = NewStep { step, after: None, papers: Vec::new() };
        let (hand, number, unit) = (hand(stage), number.to_owned(), unit.to_owned());
        stage.app.db.write(move |tx| record(tx, &number, &unit, &new, &hand)).await.unwrap();
    }
}

/// The number beside a word in a sum, and the list it opens.
fn part(page: &Page, word: &str) -> (usize, String) {
    let piece = page.text.split("<li><a class=").find(|p| p.split("</li>").next().unwrap().contains(word)).expect(word);
    let href = piece.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    let n = piece.split("<strong>").nth(1).unwrap().split('<').next().unwrap();
    (n.parse().unwrap(), href)
}

fn rows(page: &Page) -> usize {
    page.text.matches("<tr><td class=\"title-cell\"><a href=\"/directives/").count()
}

#[tokio::test]
async fn a_cascade_rolls_up_and_every_number_is_the_list_of_its_rows() {
    for stage in stages().await {
        let (early, late) = (date(2023, 6, 30), date(2023, 12, 1));
        let top = given(&stage, "TTCP", &["01"], None, early, None).await;
        let all = given(&stage, "TTCP", &[], Some(Group::Provinces), late, None).await;
        let city = given(&stage, "31", &["303", "304", "305"], None, early, Some((&all, "31"))).await;
        let other = given(&stage, "31", &["306"], None, late, Some((&all, "31"))).await;
        use StepKind as K;
        let day = |m, d| date(2023, m, d);
        let done = [(K::Acceptance, day(1, 12)), (K::Report, day(3, 1)), (K::Completion, day(3, 2))];
        take(&stage, &city, "303", &done).await;
        take(&stage, &city, "304", &[(K::Acceptance, day(1, 12)), (K::Report, day(7, 1)), (K::Return, day(7, 2))])
            .await;
        take(&stage, &other, "306", &[(K::Withdrawal, day(2, 2))]).await;
        let mut city_desk = at(&stage, "tp", Role::Recorder, "31").await;
        let task = city_desk.get(&format!("/directives/{all}/31")).await;
        assert_eq!(task.status, StatusCode::OK, "{}", task.words());
        for (word, n) in [("Tất cả", 4), ("Quá hạn", 2), ("Xong đúng hạn", 1), ("Đã rút", 1), ("Bị trả lại", 1)]
        {
            let (count, href) = part(&task, word);
            let list = city_desk.get(&href).await;
            assert_eq!((count, rows(&list)), (n, n), "{word} {href} on {}", stage.fresh().engine);
        }
        assert!(!task.words().contains("Hà Nội"), "a neighbour's task is not this reader's");
        // The issuer at the top follows it all the way down, though the districts are not under it.
        let mut centre = at(&stage, "ttcp", Role::Leader, "TTCP").await;
        let page = centre.get(&format!("/directives/{all}")).await;
        assert!(page.words().contains("1 trên 3 xong, 2 quá hạn, 1 bị trả lại"), "{}", page.words());
        let (direct, href) = part(&page, "Tất cả");
        assert_eq!(direct, 63);
        let list = centre.get(&href).await;
        assert_eq!(rows(&list), 50, "a page of the 63: {href} {}", list.words());
        assert_eq!(centre.get(&format!("/directives/{city}/303")).await.status, StatusCode::OK);
        assert_eq!(part(&centre.get(&format!("/directives/{top}")).await, "Quá hạn").0, 1);
        // Only who has the task gives a part of it on.
        let mut hanoi = at(&stage, "hn", Role::Recorder, "01").await;
        let parent = format!("{all}:31");
        let stolen = [&[("once", "c"), ("issuer", "31"), ("parent", parent.as_str())], FORM].concat();
        assert_eq!(hanoi.post("/directives/new", &stolen).await.status, StatusCode::FORBIDDEN);
        // What was withdrawn is in no figure of discipline, and not in the list the figure opens.
        let due = centre.get("/directives/discipline?from=2023-12-01&until=2023-12-01").await;
        let of = |unit: &str| {
            let cell =
                due.text.split("<tr>").find(|row| row.contains(unit)).map(|row| row.split("href=\"").nth(1).unwrap());
            cell.map(|cell| cell.split('"').next().unwrap().replace("&#38;", "&"))
        };
        assert_eq!(of("Quận Hải An"), None, "its only task was withdrawn");
        assert_eq!(rows(&centre.get(&of("Thành phố Hải Phòng").unwrap()).await), 1);
        let last = centre.get("/directives/last").await;
        assert_eq!(last.location(), "/directives?source=conference&paper=01%2FTB-TTCP");
        assert_eq!(stage.app.db.write(|tx| verify(tx)).await.unwrap(), Vec::<String>::new());
    }
}

/// The store's word for what a day makes of a task is casework's, for every standing and date.
#[tokio::test]
async fn lists_and_the_law_of_steps_agree_on_what_is_late() {
    use StepKind as K;
    let day = |m, d| date(2023, m, d);
    let ways: &[&[(K, Date)]] = &[
        &[],
        &[(K::Acceptance, day(2, 1))],
        &[(K::Acceptance, day(2, 1)), (K::Progress, day(3, 1))],
        &[(K::Acceptance, day(2, 1)), (K::Report, day(5, 1))],
        &[(K::Acceptance, day(2, 1)), (K::Report, day(5, 1)), (K::Return, day(5, 2))],
        &[(K::Acceptance, day(2, 1)), (K::Report, day(5, 1)), (K::Completion, day(5, 2))],
        &[(K::Withdrawal, day(2, 1))],
    ];
    for stage in stages().await {
        let mut expected = std::collections::BTreeMap::new();
        for due in [day(4, 30), day(5, 1), day(7, 13), day(7, 14), day(7, 15)] {
            for (n, way) in ways.iter().enumerate() {
                let number =
                    given(&stage, "31.TT", &[["303", "304", "305", "306", "307", "308", "311"][n]], None, due, None)
                        .await;
                let unit = ["303", "304", "305", "306", "307", "308", "311"][n];
                take(&stage, &number, unit, way).await;
                let steps = way.iter().map(|(kind, on)| Step { kind: *kind, on: *on, said: "x".into(), due_on: None });
                let mut task = casework::directives::Task::new(UnitCode(unit.into()), day(1, 10), Some(due));
                task.steps.extend(steps);
                *expected.entry(task.timing(TODAY).word()).or_insert(0usize) += 1;
            }
        }
        let mut desk = at(&stage, "tt", Role::Recorder, "31.TT").await;
        for timing in Timing::WORDS {
            let list = desk.get(&format!("/directives?timing={timing}")).await;
            let n = expected.get(timing).copied().unwrap_or(0);
            assert!(n > 0, "{timing} is never tried");
            assert_eq!(rows(&list), n, "{timing} on {}", stage.fresh().engine);
        }
    }
}
