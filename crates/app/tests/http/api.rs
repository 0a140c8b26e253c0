//! The same nouns as JSON: with a token, once, within one's rights.

use crate::support::{PASSWORD, Stage, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::Browser;
use serde_json::{Value, json};

pub async fn program(stage: &Stage, login: &str, role: Role, unit: &str) -> Browser {
    stage.person(login, role, unit).await;
    let mut browser = Browser::new(&stage.app, "vi");
    browser.sign_in(login, PASSWORD).await;
    let page = browser.post("/account/tokens", &[("name", "máy chủ của phòng")]).await;
    let token = page
        .text
        .split("<code")
        .nth(1)
        .and_then(|t| t.split_once('>'))
        .map(|(_, t)| t.split('<').next().unwrap().to_owned());
    Browser::with_token(&stage.app, token.unwrap_or_else(|| panic!("no token on the page: {}", page.words())).trim())
}

pub fn decision() -> Value {
    json!({
        "unit": "31.TT", "on": "2023-03-01", "number": "47/QĐ-TTTP",
        "facts": { "title": "Thanh tra việc quản lý đất", "class": "administrative", "manner": "planned",
                   "subjects": [{ "name": "Ban Quản lý mô phỏng", "id": "MP1" }] }
    })
}

pub const CASE: &str = "/api/v1/cases/47%2FQ%C4%90-TTTP";

#[tokio::test]
async fn a_case_is_opened_and_carried_on() {
    for stage in stages().await {
        let mut office = program(&stage, "lan", Role::Leader, "31").await;
        let opened = office.json("POST", "/api/v1/cases", &decision()).await;
        assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text);
        assert_eq!(opened.json()["regime"], "LTT2010");
        let act = json!({ "kind": "announcement", "on": "2023-03-10", "after": 1, "facts": {} });
        let recorded = office.json("POST", &format!("{CASE}/acts"), &act).await;
        assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.text);
        let case = office.get(&format!("{CASE}?today=2023-05-01")).await.json();
        assert_eq!(case["standing"], "on_site");
        let due = case["deadlines"].as_array().unwrap().iter().find(|d| d["rule"] == "duration").unwrap();
        assert_eq!((due["due_on"].as_str(), due["state"].as_str()), (Some("2023-04-24"), Some("overdue")), "{due}");
        assert!(due["due"]["steps"].as_array().is_some_and(|s| !s.is_empty()));
        assert!(due["provision"].as_str().is_some_and(|p| p.starts_with("Điều ")), "{due}");
        let english = office.speaks("en").get(CASE).await.json();
        let said = |list: &str| english[list][0]["provision"].as_str().unwrap_or_default().to_owned();
        assert!(said("deadlines").starts_with("Article ") && said("permitted").starts_with("Article "), "{english}");
        let list = office.speaks("vi").get("/api/v1/cases?unit=31&standing=on_site").await.json();
        assert_eq!((list["total"].as_i64(), list["items"][0]["number"].as_str()), (Some(1), Some("47/QĐ-TTTP")));
    }
}

#[tokio::test]
async fn a_request_sent_twice_is_carried_out_once() {
    for stage in stages().await {
        let mut office = program(&stage, "lan", Role::Leader, "31").await;
        let first = office.json_once("POST", "/api/v1/cases", "k1", &decision()).await;
        let again = office.json_once("POST", "/api/v1/cases", "k1", &decision()).await;
        assert_eq!((first.status, &first.text), (again.status, &again.text));
        let mut other = decision();
        other["number"] = json!("48/QĐ-TTTP");
        let clash = office.json_once("POST", "/api/v1/cases", "k1", &other).await;
        assert_eq!(clash.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(office.get("/api/v1/cases").await.json()["total"], 1);
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_as_a_problem() {
    let stage = stage().await;
    let mut office = program(&stage, "lan", Role::Leader, "31").await;
    let unknown =
        office.json("POST", "/api/v1/cases", &json!({ "unit": "31.TT", "on": "2023-02-31", "fact": {} })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unknown.headers["content-type"], "application/problem+json");
    office.json("POST", "/api/v1/cases", &decision()).await;
    let act = json!({ "kind": "team_report", "on": "2023-04-10", "facts": {} });
    let refused = office.json("POST", &format!("{CASE}/acts"), &act).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("49"), "{}", refused.text);
    let stale = json!({ "kind": "announcement", "on": "2023-03-10", "after": 9, "facts": {} });
    assert!(office.json("POST", &format!("{CASE}/acts"), &stale).await.status.is_client_error());
    let gone = json!({ "unit": "31.SXD.TT", "on": "2025-08-01", "number": "1", "facts": { "title": "x", "class": "single", "manner": "planned" } });
    assert_eq!(office.json("POST", "/api/v1/cases", &gone).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn rights_hold_as_on_the_pages() {
    let stage = stage().await;
    let mut office = program(&stage, "lan", Role::Leader, "31").await;
    office.json("POST", "/api/v1/cases", &decision()).await;
    let mut stranger = program(&stage, "huong", Role::Recorder, "303.TT").await;
    assert_eq!(stranger.get(CASE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get("/api/v1/cases").await.json()["total"], 0);
    let act = json!({ "kind": "announcement", "on": "2023-03-10", "facts": {} });
    assert_eq!(stranger.json("POST", &format!("{CASE}/acts"), &act).await.status, StatusCode::NOT_FOUND);
    let mut viewer = program(&stage, "viewer", Role::Viewer, "31").await;
    assert_eq!(viewer.json("POST", &format!("{CASE}/acts"), &act).await.status, StatusCode::FORBIDDEN);
    let mut recorder = program(&stage, "binh", Role::Recorder, "31.TT").await;
    assert_eq!(recorder.json("POST", &format!("{CASE}/acts"), &act).await.status, StatusCode::CREATED);
    let annul = json!({ "kind": "annulment", "on": "2023-03-11", "facts": { "target": 2, "ground": "nhầm" } });
    assert_eq!(recorder.json("POST", &format!("{CASE}/acts"), &annul).await.status, StatusCode::FORBIDDEN);
    let mut nobody = Browser::new(&stage.app, "vi");
    assert_eq!(nobody.get("/api/v1/cases").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(nobody.get("/api/v1/openapi.json").await.json()["openapi"], "3.1.0");
}

#[tokio::test]
async fn units_and_terms_are_asked_with_a_date() {
    let stage = stage().await;
    let mut office = program(&stage, "lan", Role::Viewer, "31").await;
    let then = office.get("/api/v1/units/303?on=2023-07-14").await.json();
    assert_eq!(then["parent"], "31");
    assert_eq!(office.get("/api/v1/units/303?on=2025-08-01").await.status, StatusCode::CONFLICT);
    let terms = office.get("/api/v1/terms?regime=LTT2025").await.json();
    assert!(terms["items"].as_array().unwrap().iter().any(|t| t["status"] == "unverified"));
}
