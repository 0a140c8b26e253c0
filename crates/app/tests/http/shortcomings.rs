//! The register of shortcomings on both engines: admitted, promised, kept or not, carried over, come
//! back; each side its own steps, each number the list of its rows.

use crate::support::{PASSWORD, Stage, TODAY, stages};
use app::access::Role;
use app::accounts::Reach;
use app::shortcomings::{Hand, NewShortcoming, NewStep, admit, record, verify};
use axum::http::StatusCode;
use casework::fields::{LongText, UnitCode};
use casework::shortcomings::{Admission, Admitted, Shortcoming, Step, StepKind, Timing, Within};
use jiff::civil::{Date, date};
use scenario::web::{Browser, Page};

async fn at(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    browser
}

const FORM: &[(&str, &str)] = &[
    ("unit", "303"),
    ("period", "2023-6m"),
    ("admitted_on", "15/06/2023"),
    ("admitted_in", "unit"),
    ("shortcoming", "Sổ tiếp công dân ghi <b>chưa</b> đủ"),
    ("cause", "Chưa kiểm tra thường xuyên"),
    ("once", "a1"),
];
const ONE: &str = "/shortcomings/HC-303-2023-001";

#[tokio::test]
async fn a_unit_admits_promises_and_reports_and_the_unit_above_judges() {
    for stage in stages().await {
        let engine = stage.fresh().engine;
        let mut district = at(&stage, "hb", Role::Recorder, "303").await;
        let mut city = at(&stage, "tp", Role::Recorder, "31").await;
        let bare = [&[("due_on", "30/06/2023")], FORM].concat();
        let wrong = district.post("/shortcomings/new", &bare).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.words().contains("phải nói biện pháp") && wrong.text.contains("30/06/2023"), "{}", wrong.words());
        let made = district.post("/shortcomings/new", FORM).await;
        assert_eq!(made.location(), format!("{ONE}?done=admission"), "{engine}: {}", made.words());
        assert_eq!(district.post("/shortcomings/new", FORM).await.location(), made.location(), "one form, one line");
        let page = district.get(ONE).await;
        assert!(page.words().contains("Chưa có biện pháp") && page.text.contains("&#60;b&#62;"), "{}", page.words());
        let promise = [("on", "16/06/2023"), ("said", "Kiểm tra sổ hằng tháng"), ("answerable", "Chánh Thanh tra")];
        let undated = district.post(&format!("{ONE}/steps/promise"), &promise).await;
        assert_eq!(undated.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(undated.text.contains("Kiểm tra sổ hằng tháng"), "what was typed stays");
        let dated = [&[("due_on", "30/06/2023")], &promise[..]].concat();
        assert_eq!(district.post(&format!("{ONE}/steps/promise"), &dated).await.status, StatusCode::SEE_OTHER);
        assert!(district.get(ONE).await.words().contains("Quá hạn cam kết"), "30/06 lies before 14/07");
        let early = city.post(&format!("{ONE}/steps/closing"), &[]).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "nothing was reported yet");
        let file = ("files", "so.pdf", "application/pdf", b"%PDF-1.7 proof" as &[u8]);
        let said = [("on", "03/07/2023"), ("said", "Đã kiểm tra 6 sổ")];
        let sent = district.upload(&format!("{ONE}/steps/fulfilment"), &said, file).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let own = district.post(&format!("{ONE}/steps/closing"), &[]).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN, "no unit judges itself");
        let seen = city.get(ONE).await;
        let hash = seen.text.split("/papers/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(city.get(&format!("{ONE}/papers/{hash}")).await.bytes, b"%PDF-1.7 proof");
        assert_eq!(city.post(&format!("{ONE}/steps/closing"), &[]).await.status, StatusCode::SEE_OTHER);
        assert!(district.get(ONE).await.words().contains("Khắc phục chậm"));
        let back = [("said", "Lại thiếu"), ("period", "2022-y")];
        let before = city.post(&format!("{ONE}/steps/repetition"), &back).await;
        assert!(before.words().contains("Phải là kỳ sau"), "{}", before.words());
        let back = [("said", "Lại thiếu"), ("period", "2023-y")];
        assert_eq!(city.post(&format!("{ONE}/steps/repetition"), &back).await.status, StatusCode::SEE_OTHER);
        assert!(city.get(ONE).await.words().contains("lặp lại 1 lần"));
        assert_eq!(stage.app.db.write(|tx| verify(tx)).await.unwrap(), Vec::<String>::new(), "{engine}");
    }
}

#[tokio::test]
async fn who_has_no_side_sees_nothing_and_a_press_makes_a_task_once() {
    for stage in stages().await {
        let mut district = at(&stage, "hb", Role::Recorder, "303").await;
        let with = [FORM, &[("measure", "Kiểm tra hằng tháng"), ("due_on", "30/09/2023")]].concat();
        district.post("/shortcomings/new", &with).await;
        let mut neighbour = at(&stage, "nq", Role::Leader, "304").await;
        for path in [ONE, &format!("{ONE}/papers/00")] {
            assert_eq!(neighbour.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(!neighbour.get("/shortcomings").await.text.contains("HC-303"));
        assert_eq!(neighbour.post(&format!("{ONE}/steps/fulfilment"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(neighbour.post(&format!("{ONE}/directive"), &[]).await.status, StatusCode::NOT_FOUND);
        let stolen = neighbour.post("/shortcomings/new", FORM).await;
        assert_eq!(stolen.status, StatusCode::FORBIDDEN, "nobody admits for a neighbour");
        assert_eq!(district.post(&format!("{ONE}/directive"), &[]).await.status, StatusCode::FORBIDDEN);
        let mut city = at(&stage, "tp", Role::Recorder, "31").await;
        let given = city.post(&format!("{ONE}/directive"), &[]).await;
        assert_eq!(given.location(), "/directives/NV-31-2023-001", "{}", given.words());
        assert_eq!(city.post(&format!("{ONE}/directive"), &[]).await.location(), given.location(), "twice is once");
        let task = district.get("/directives/NV-31-2023-001/303").await;
        assert!(
            task.words().contains("Kiểm tra hằng tháng") && task.words().contains("30/09/2023"),
            "{}",
            task.words()
        );
        assert!(district.get(ONE).await.text.contains("/directives/NV-31-2023-001/303"));
        let mut viewer = at(&stage, "xem", Role::Viewer, "31").await;
        assert_eq!(viewer.get(ONE).await.status, StatusCode::OK);
        assert_eq!(viewer.get("/shortcomings/new").await.status, StatusCode::FORBIDDEN);
    }
}

fn hand(stage: &Stage) -> Hand {
    let (records, sees) = (Reach::Everywhere, Reach::Everywhere);
    Hand { account: "test".into(), at_ms: stage.app.clock.now_ms(), today: TODAY, records, sees }
}

async fn told(stage: &Stage, unit: &str, steps: &[Step]) -> String {
    let admission = Admission {
        unit: UnitCode(unit.into()),
        period: "2023-6m".into(),
        admitted_on: date(2023, 6, 1),
        admitted_in: Admitted::Report,
        source_number: Some("12/BC".into()),
        shortcoming: LongText("Chậm".into()),
        cause: None,
        measure: None,
        answerable: None,
        due_on: None,
        reviewer: None,
    };
    let once = app::random::hex::<8>();
    let (new, hand, steps) = (NewShortcoming { admission, once }, hand(stage), steps.to_vec());
    let (law, tree) = (stage.app.law.clone(), stage.app.tree);
    let write = move |tx: &mut dyn db::Tx| {
        let number = admit(tx, &law, tree, &new, &hand)?;
        for step in &steps {
            record(tx, &number, &NewStep { step: step.clone(), after: None, papers: Vec::new() }, &hand)?;
        }
        Ok::<_, app::Error>(number)
    };
    stage.app.db.write(write).await.unwrap()
}

fn step(kind: StepKind, on: Date, due_on: Option<Date>) -> Step {
    let within = kind.rule().filter(|r| r.into).map(|_| Within { period: "2023-y".into(), until: date(2023, 12, 14) });
    Step { kind, on, said: "Đã làm".into(), answerable: String::new(), due_on, within }
}

fn rows(page: &Page) -> usize {
    page.text.matches("<tr><td class=\"title-cell\"><a href=\"/shortcomings/").count()
}

/// The store's word for what a day makes of one is casework's, and every figure is the list of its rows.
#[tokio::test]
async fn figures_of_a_period_are_the_lists_of_their_rows() {
    use StepKind as K;
    let day = |m, d| date(2023, m, d);
    for stage in stages().await {
        let mut expected = std::collections::BTreeMap::new();
        for due in [day(6, 30), day(7, 13), day(7, 14), day(7, 15)] {
            let promise = step(K::Promise, day(6, 2), Some(due));
            let sent = step(K::Fulfilment, day(7, 1), None);
            let ways = [
                vec![],
                vec![promise.clone()],
                vec![promise.clone(), sent.clone()],
                vec![promise.clone(), sent.clone(), step(K::Closing, day(7, 2), None)],
                vec![promise.clone(), step(K::CarryOver, day(6, 20), Some(day(11, 1)))],
                vec![promise, sent, step(K::Closing, day(7, 2), None), step(K::Repetition, day(7, 3), None)],
            ];
            for way in ways {
                told(&stage, "303", &way).await;
                let first = Within { period: "2023-6m".into(), until: day(6, 14) };
                let mut one = Shortcoming::new(UnitCode("303".into()), day(6, 1), first);
                one.steps = way;
                *expected.entry(one.timing(TODAY).word()).or_insert(0usize) += 1;
            }
        }
        let mut city = at(&stage, "tp", Role::Viewer, "31").await;
        for timing in Timing::WORDS {
            let list = city.get(&format!("/shortcomings?timing={timing}")).await;
            let n = expected.get(timing).copied().unwrap_or(0);
            assert!(n > 0, "{timing} is never tried");
            assert_eq!(rows(&list), n, "{timing} on {}", stage.fresh().engine);
        }
        for (period, all) in [("2023-6m", 24), ("2023-y", 8)] {
            let page = city.get(&format!("/shortcomings/figures?period={period}")).await;
            let row = page.text.split("<tr>").find(|row| row.contains("Quận Hồng Bàng")).unwrap();
            let cells: Vec<&str> = row.split("<a href=\"").skip(1).collect();
            let n = |cell: &str| cell.split('>').nth(1).unwrap().split('<').next().unwrap().parse::<usize>().unwrap();
            assert_eq!(n(cells[0]), all, "{period}");
            for cell in cells {
                let href = cell.split('"').next().unwrap().replace("&#38;", "&");
                assert_eq!(rows(&city.get(&href).await), n(cell), "{href}");
            }
        }
        let open = city.get("/shortcomings?open=1&paper=12/BC").await;
        let closed = expected["in_time"] + expected["late"];
        assert_eq!(rows(&open), 24 - closed, "{}", open.words());
        let spoiled = |tx: &mut dyn db::Tx| verify(tx);
        assert_eq!(stage.app.db.write(spoiled).await.unwrap(), Vec::<String>::new());
    }
}
