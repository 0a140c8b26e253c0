//! The seal on its pages and in the API: who opens it, that each look is written down, who
//! lets in and takes off, and the end of the key.

use crate::support::{PASSWORD, Stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::{Browser, Page};
use serde_json::{Value, json};

const UNIT: &str = "31.TT";
const NAME: &str = "Ngô Thị Kín Đáo";
const REASON: &str = "Xác minh nội dung tố cáo";
const MASK: &str = "người tố cáo (được giữ bí mật, Luật Tố cáo 2018 Điều 8, 56)";

const RECEIPT: &[(&str, &str)] = &[
    ("new.unit", UNIT),
    ("new.case_number", "TC-1"),
    ("entry.on", "01/06/2023"),
    ("entry.by", "officer"),
    ("title", "Lập khống hồ sơ bồi thường"),
    ("source", "self"),
    ("denouncers.0.denouncer.name", NAME),
    ("denouncers.0.denouncer.address", "số 9 ngõ Vắng, phường Lê Chân"),
    ("denouncers.0.denouncer.contact", "0900 000 002"),
    ("accused.0.denounced.name", "Vũ Văn Giả Định"),
    ("accused.0.post", "commune_staff"),
    ("letter", "Tôi tố cáo ông ấy đã lập khống ba bộ hồ sơ."),
];

async fn person(stage: &Stage, login: &str, role: Role, unit: &str) -> (String, Browser) {
    let id = stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    (id, browser)
}

async fn opened(lan: &mut Browser) {
    lan.get("/cases/new/denunciation").await;
    let page = lan.post("/cases/new/denunciation", RECEIPT).await;
    assert_eq!(page.location(), "/cases/TC-1?done=receipt", "{}", page.words());
}

async fn state(who: &mut Browser) -> Value {
    let page = who.get("/api/v1/cases/TC-1/sealed").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.json()
}

/// The envelope of a field.
async fn item(who: &mut Browser, field: &str) -> String {
    let state = state(who).await;
    let found = state["envelopes"].as_array().unwrap().iter().find(|e| e["field"] == field);
    found.unwrap_or_else(|| panic!("{field} in {state}"))["item"].as_str().unwrap().to_owned()
}

async fn look(who: &mut Browser, item: &str, reason: &str) -> Page {
    who.post(&format!("/cases/TC-1/sealed/look/{item}"), &[("reason", reason)]).await
}

#[tokio::test]
async fn one_assigned_looks_with_a_reason_and_all_see_that_they_looked() {
    for stage in stages().await {
        let (_, mut head) = person(&stage, "head", Role::Leader, UNIT).await;
        let (_, mut lan) = person(&stage, "lan", Role::Recorder, UNIT).await;
        let (other_id, mut other) = person(&stage, "other", Role::Recorder, UNIT).await;
        let (_, mut far) = person(&stage, "far", Role::Leader, "01").await;
        opened(&mut lan).await;

        let case = lan.get("/cases/TC-1").await;
        assert!(
            case.words().contains(MASK) && case.words().contains("Người tố cáo được giữ bí mật"),
            "{}",
            case.words()
        );
        assert!(!case.text.contains("Kín") && !case.text.contains("Giả Định") && !case.text.contains("ba bộ"));
        let denouncer = item(&mut lan, "denouncer").await;
        let page = lan.get("/cases/TC-1/sealed").await;
        assert!(page.words().contains("Bạn được giao") && page.text.contains(&denouncer), "{}", page.words());
        assert!(!page.text.contains("Kín"));

        let vain = look(&mut lan, &denouncer, " xem ").await;
        assert_eq!(vain.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(vain.words().contains("ít nhất 8 ký tự") && vain.text.contains("value=\"xem\""), "{}", vain.words());
        let vain = look(&mut lan, &denouncer, "gọi cho bà ngô thị kín đáo").await;
        assert_eq!(vain.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is kept in the open");
        assert!(vain.words().contains("Lý do ghi ra danh tính"), "{}", vain.words());
        let seen = look(&mut lan, &denouncer, REASON).await;
        assert_eq!(seen.status, StatusCode::OK);
        for words in [NAME, "số 9 ngõ Vắng", "0900 000 002", "Lần xem này đã được ghi"] {
            assert!(seen.words().contains(words), "{words}: {}", seen.words());
        }
        assert_eq!(seen.headers["cache-control"], "no-store");
        let letter = item(&mut lan, "letter").await;
        assert!(look(&mut head, &letter, REASON).await.words().contains("lập khống ba bộ"), "the leader settles it");

        let vain = look(&mut other, &denouncer, REASON).await;
        assert_eq!(vain.status, StatusCode::FORBIDDEN);
        let names = vain.words().split_once("Người đang được giao: ").unwrap().1.to_owned();
        let names = names.split_once(". Nhờ").unwrap().0.to_owned();
        assert!(names.contains("Người head") && names.contains("Người lan"), "{names}");
        assert!(!vain.text.contains("Kín") && !vain.text.contains(REASON), "nor who looked and why");
        for path in ["/cases/TC-1", "/cases/TC-1/sealed", "/api/v1/cases/TC-1/sealed", "/cases/TC-1/sealed/destroy"] {
            assert_eq!(far.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(look(&mut far, &denouncer, REASON).await.status, StatusCode::NOT_FOUND);

        let page = head.get("/cases/TC-1/sealed").await.words();
        assert!(page.contains("Các lần xem 2") && page.contains("Người lan") && page.contains(REASON), "{page}");

        // Only who is assigned lets in; who cannot see the case is not let in.
        let vain = other.post("/cases/TC-1/sealed/assign", &[("account", &other_id)]).await;
        assert_eq!(vain.status, StatusCode::FORBIDDEN);
        let to = lan.post("/cases/TC-1/sealed/assign", &[("account", &other_id)]).await;
        assert_eq!(to.location(), "/cases/TC-1/sealed?done=assigned", "{}", to.words());
        assert!(look(&mut other, &denouncer, REASON).await.words().contains(NAME));
        let off = head.post("/cases/TC-1/sealed/unassign", &[("account", &other_id)]).await;
        assert_eq!(off.location(), "/cases/TC-1/sealed?done=unassigned", "{}", off.words());
        assert_eq!(look(&mut other, &denouncer, REASON).await.status, StatusCode::FORBIDDEN);
        let page = head.get("/cases/TC-1/sealed").await.words();
        assert!(page.contains("Giao cho Người other") && page.contains("Thôi giao Người other"), "{page}");
    }
}

#[tokio::test]
async fn programs_see_the_seal_and_only_a_browser_opens_it() {
    for stage in stages().await {
        let (head_id, _) = person(&stage, "head", Role::Leader, UNIT).await;
        let (lan_id, mut lan) = person(&stage, "lan", Role::Recorder, UNIT).await;
        let (far_id, _) = person(&stage, "far", Role::Leader, "01").await;
        opened(&mut lan).await;
        let all = state(&mut lan).await;
        assert_eq!((all["opens"].as_bool(), all["assigned"].as_array().unwrap().len()), (Some(true), 2));
        assert!(!all.to_string().contains("Kín"));
        let denouncer = item(&mut lan, "denouncer").await;
        let ask = json!({ "item": denouncer, "reason": REASON });
        let path = "/api/v1/cases/TC-1/sealed/looks";
        let seen = lan.own_json("POST", path, &ask).await;
        assert_eq!((seen.status, seen.json()["person"]["name"].as_str()), (StatusCode::CREATED, Some(NAME)));
        assert_eq!(state(&mut lan).await["looks"].as_array().unwrap().len(), 1);
        let vain = lan.own_json("POST", path, &json!({ "item": denouncer, "reason": "" })).await;
        assert_eq!(
            (vain.status, vain.json()["errors"][0]["code"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("vault.no_reason"))
        );

        let made = lan.post("/account/tokens", &[("name", "đồng bộ"), ("days", "30")]).await;
        let token = made.text.split("<code").find_map(|t| t.split(['>', '<']).find(|w| w.len() == 64)).unwrap();
        let mut program = Browser::with_token(&stage.app, token);
        assert_eq!(state(&mut program).await["opens"], false);
        let vain = program.json("POST", path, &ask).await;
        assert_eq!(vain.status, StatusCode::FORBIDDEN);
        assert!(vain.json()["detail"].as_str().unwrap().contains("đăng nhập lại"), "{}", vain.text);

        let assigned = "/api/v1/cases/TC-1/sealed/assigned";
        let vain = lan.own_json("POST", assigned, &json!({ "account": far_id })).await;
        assert_eq!(vain.status, StatusCode::UNPROCESSABLE_ENTITY, "who may not see the case is not let in");
        let off = "/api/v1/cases/TC-1/sealed/unassigned";
        assert_eq!(lan.own_json("POST", off, &json!({ "account": head_id })).await.status, StatusCode::CREATED);
        let vain = lan.own_json("POST", off, &json!({ "account": lan_id })).await;
        assert!(vain.text.contains("cuối cùng"), "{}", vain.text);
        let back = lan.own_json("POST", assigned, &json!({ "account": head_id })).await;
        assert_eq!(back.json()["assigned"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_leader_destroys_the_key_with_ground_and_number_and_it_stays_destroyed() {
    for stage in stages().await {
        let (_, mut head) = person(&stage, "head", Role::Leader, UNIT).await;
        let (_, mut lan) = person(&stage, "lan", Role::Recorder, UNIT).await;
        opened(&mut lan).await;
        let denouncer = item(&mut lan, "denouncer").await;
        assert_eq!(lan.get("/cases/TC-1/sealed/destroy").await.status, StatusCode::FORBIDDEN);
        let form = head.get("/cases/TC-1/sealed/destroy").await.words();
        assert!(form.contains("không làm lại được") && form.contains("3 phong bì"), "{form}");

        let path = "/cases/TC-1/sealed/destroy";
        let vain = head.post(path, &[("why", "Hết thời hạn lưu giữ"), ("number", "TC-1")]).await;
        assert!(vain.status == StatusCode::UNPROCESSABLE_ENTITY && vain.words().contains("chưa kết thúc: ghi căn cứ"));
        let ground = "Quyết định số 12/QĐ-TT ngày 10/7/2023";
        let vain = head.post(path, &[("why", "Hết thời hạn lưu giữ"), ("ground", ground), ("number", "TC-2")]).await;
        assert!(vain.words().contains("không khớp") && vain.text.contains("Hết thời hạn lưu giữ</textarea>"));
        let vain =
            head.post(path, &[("why", "vì bà Ngô Thị Kín Đáo xin"), ("ground", ground), ("number", "TC-1")]).await;
        assert!(vain.words().contains("Lý do ghi ra danh tính"), "{}", vain.words());
        assert!(look(&mut lan, &denouncer, REASON).await.words().contains(NAME), "nothing was destroyed yet");

        let done = head.post(path, &[("why", "Hết thời hạn lưu giữ"), ("ground", ground), ("number", "TC-1")]).await;
        assert_eq!(done.location(), "/cases/TC-1/sealed?done=destroyed", "{}", done.words());
        let page = head.get("/cases/TC-1/sealed").await.words();
        assert!(page.contains("Người head đã hủy khóa") && page.contains("12/QĐ-TT"), "{page}");
        let vain = look(&mut lan, &denouncer, REASON).await;
        assert!(vain.status == StatusCode::CONFLICT && vain.words().contains("Khóa của hồ sơ đã hủy"));
        assert!(lan.get("/cases/TC-1").await.words().contains("Danh tính đã hủy"));
    }
}

#[tokio::test]
async fn a_case_that_hides_nothing_has_no_seal() {
    for stage in stages().await {
        let (_, mut lan) = person(&stage, "lan", Role::Leader, "31").await;
        let complaint = [
            ("new.unit", UNIT),
            ("new.case_number", "KN-1"),
            ("entry.on", "01/02/2023"),
            ("entry.by", "officer"),
            ("title", "Bồi thường khi thu hồi đất"),
            ("instance", "first"),
            ("against", "administrative_decision"),
            ("level", "department_head"),
            ("field", "land"),
            ("complainants.0.person.name", "Người khiếu nại mô phỏng"),
            ("complainants.0.person_kind", "citizen"),
        ];
        lan.get("/cases/new/complaint").await;
        let page = lan.post("/cases/new/complaint", &complaint).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.words());
        assert_eq!(lan.get("/cases/KN-1/sealed").await.status, StatusCode::NOT_FOUND);
        assert!(!lan.get("/cases/KN-1").await.text.contains("/sealed"));
    }
}
