//! What the API answers is what its document says, no less and no more.

use crate::api::{CASE, decision, program};
use crate::support::{PASSWORD, Stage, TODAY, stage};
use app::access::Role;
use app::cases::Recorder;
use app::periodic_reports::{Hand, answer};
use axum::http::StatusCode;
use scenario::web::{Browser, Page};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Holds a value against a schema; the words say where they part.
fn held(document: &Value, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/components/schemas/")) {
        return held(document, &document["components"]["schemas"][name], value, at, out);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = &schema["type"];
    if !allowed.is_null() && allowed != kind && !allowed.as_array().is_some_and(|a| a.iter().any(|t| t == kind)) {
        out.push(format!("{at}: {kind} is not {allowed}"));
    }
    if schema["format"] == "date" && value.as_str().is_some_and(|t| t.parse::<jiff::civil::Date>().is_err()) {
        out.push(format!("{at}: {value} is no day"));
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        held(document, &schema["items"], item, &format!("{at}/{n}"), out);
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(name).is_none() {
            out.push(format!("{at}: {name} is missing"));
        }
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{name}");
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => out.push(format!("{at} is not in the document")),
            (Value::Null, other) => held(document, other, inner, &at, out),
            (schema, _) => held(document, schema, inner, &at, out),
        }
    }
}

/// Method, path and answer of everything the API says of a seal.
async fn sealed(stage: &Stage, office: &mut Browser) -> Vec<(&'static str, &'static str, Page)> {
    let receipt = json!({
        "kind": "denunciation", "case_number": "TC-1", "unit": "31.TT", "on": "2023-06-01",
        "facts": { "title": "Lập khống hồ sơ", "denouncers": [{ "denouncer": { "name": "Người được giữ kín" } }] }
    });
    let opened = office.json("POST", "/api/v1/cases", &receipt).await;
    assert_eq!(opened.status.as_u16(), 201, "{}", opened.text);
    let mut lan = Browser::new(&stage.app, "vi");
    lan.sign_in("lan", PASSWORD).await;
    let seal = "/api/v1/cases/TC-1/sealed";
    let state = lan.get(seal).await;
    let item = state.json()["envelopes"][0]["item"].clone();
    let mut all = vec![("get", "/api/v1/cases/{number}/sealed", state)];
    for reason in ["Xác minh nội dung tố cáo", ""] {
        let ask = json!({ "item": item, "reason": reason });
        let page = lan.own_json("POST", &format!("{seal}/looks"), &ask).await;
        all.push(("post", "/api/v1/cases/{number}/sealed/looks", page));
    }
    let other = json!({ "account": stage.person("other", Role::Recorder, "31").await });
    let page = lan.own_json("POST", &format!("{seal}/assigned"), &other).await;
    all.push(("post", "/api/v1/cases/{number}/sealed/assigned", page));
    let page = lan.own_json("POST", &format!("{seal}/unassigned"), &other).await;
    all.push(("post", "/api/v1/cases/{number}/sealed/unassigned", page));
    all
}

/// Two like letters, what is found of one in the other, and that they are not one matter.
async fn like(office: &mut Browser) -> Vec<(&'static str, &'static str, Page)> {
    let mut all = Vec::new();
    let letter =
        "Đơn phản ánh việc san lấp mương thoát nước phía sau nhà khiến ruộng lúa ngập cả vụ mùa vừa rồi của gia đình";
    let petition = |number: &str| {
        let facts = json!({ "title": "Mương thoát nước", "source": "post", "letter": letter });
        json!({ "kind": "petition", "case_number": number, "unit": "31.TT", "on": "2023-03-01", "facts": facts })
    };
    for number in ["D-1", "D-2"] {
        all.push(("post", "/api/v1/cases", office.json("POST", "/api/v1/cases", &petition(number)).await));
    }
    let like = office.json("POST", "/api/v1/duplicates", &json!({ "text": letter, "people": [{ "name": "A" }] })).await;
    assert_eq!(like.json()["items"].as_array().map(Vec::len), Some(2), "{}", like.text);
    all.push(("post", "/api/v1/duplicates", like));
    let short = office.json("POST", "/api/v1/duplicates", &json!({ "text": "ngắn" })).await;
    all.push(("post", "/api/v1/duplicates", short));
    let apart = office.json("POST", "/api/v1/cases/D-1/apart", &json!({ "numbers": ["D-2"] })).await;
    all.push(("post", "/api/v1/cases/{number}/apart", apart));
    all
}

#[tokio::test]
async fn every_answer_is_as_the_document_says() {
    let stage = stage().await;
    let mut office = program(&stage, "lan", Role::Leader, "31").await;
    let document = office.get("/api/v1/openapi.json").await.json();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut hold = |method: &str, path: &str, page: &scenario::web::Page| {
        let answers = &document["paths"][path][method]["responses"];
        let known = &answers[page.status.as_u16().to_string()];
        let (answer, media) = match known {
            Value::Null => (&answers["default"], "application/problem+json"),
            known => (known, "application/json"),
        };
        assert_eq!(page.headers["content-type"], media, "{path}: {}", page.text);
        held(&document, &answer["content"][media]["schema"], &page.json(), path, &mut wrong);
        if media == "application/json" {
            seen.insert(format!("{method} {path}"));
        }
    };
    hold("post", "/api/v1/cases", &office.json("POST", "/api/v1/cases", &decision()).await);
    for (kind, on, facts) in [
        ("announcement", "2023-03-10", json!({})),
        ("suspension", "2023-03-20", json!({ "ground": "entity_request" })),
        ("resumption", "2023-04-03", json!({})),
        ("onsite_end", "2023-04-20", json!({})),
        ("team_report", "2023-05-05", json!({})),
        (
            "conclusion",
            "2023-05-19",
            json!({ "findings": [{ "violation": 5_000_000, "to_recover": 5_000_000, "persons": 1 }] }),
        ),
    ] {
        let act = json!({ "kind": kind, "on": on, "facts": facts });
        hold("post", "/api/v1/cases/{number}/acts", &office.json("POST", &format!("{CASE}/acts"), &act).await);
    }
    let mut more = like(&mut office).await;
    more.extend(sealed(&stage, &mut office).await);
    more.extend(reports(&stage, &mut office).await);
    more.extend(directives(&mut office).await);
    more.extend(conferences(&stage).await);
    more.iter().for_each(|(method, path, page)| hold(method, path, page));
    let asked = "form=overview&unit=31&period=2023-6m";
    for (path, asked) in [
        ("/api/v1/openapi.json", "/api/v1/openapi.json".to_owned()),
        ("/api/v1/acts", "/api/v1/acts".to_owned()),
        ("/api/v1/cases", "/api/v1/cases?unit=31".to_owned()),
        ("/api/v1/cases", "/api/v1/cases?sort=odd".to_owned()),
        ("/api/v1/cases/{number}", CASE.to_owned()),
        ("/api/v1/cases/{number}", "/api/v1/cases/none".to_owned()),
        ("/api/v1/forms", "/api/v1/forms?period=2023-6m".to_owned()),
        ("/api/v1/sheets", format!("/api/v1/sheets?{asked}")),
        ("/api/v1/sheets", "/api/v1/sheets?form=01/TTr&unit=31&period=2023-q2".to_owned()),
        ("/api/v1/sheets/cell", format!("/api/v1/sheets/cell?{asked}&column=persons")),
        ("/api/v1/sheets/cell", format!("/api/v1/sheets/cell?{asked}&column=running&row=31.TT")),
        ("/api/v1/dashboard", "/api/v1/dashboard?unit=31&period=2023-6m".to_owned()),
        ("/api/v1/dashboard", "/api/v1/dashboard?unit=31&period=2024-6m&figure=inspections".to_owned()),
        ("/api/v1/dashboard", "/api/v1/dashboard?period=odd".to_owned()),
        ("/api/v1/search", "/api/v1/search?q=quan+ly+dat&year=2023".to_owned()),
        ("/api/v1/search", "/api/v1/search?q=dat&year=hai".to_owned()),
        ("/api/v1/terms", "/api/v1/terms".to_owned()),
        ("/api/v1/units", "/api/v1/units?q=hong".to_owned()),
        ("/api/v1/units/{code}", "/api/v1/units/31".to_owned()),
        ("/api/v1/units/{code}", "/api/v1/units/303?on=2025-08-01".to_owned()),
    ] {
        hold("get", path, &office.get(&asked).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let paths = document["paths"].as_object().unwrap();
    let described =
        paths.iter().flat_map(|(p, ways)| ways.as_object().unwrap().keys().map(move |m| format!("{m} {p}")));
    assert_eq!(described.collect::<BTreeSet<_>>(), seen, "an operation no answer was held against");
}

/// A task from issue to report, and a shortcoming.
async fn directives(office: &mut Browser) -> Vec<(&'static str, &'static str, Page)> {
    let (all, one) = ("/api/v1/directives", "/api/v1/directives/{number}/{unit}");
    let path = "/api/v1/directives/NV-31.TT-2023-001/303";
    let new = json!({
        "issuer": "31.TT", "issued_on": "2023-03-01", "source": "head", "content": "Rà soát",
        "addressees": [{ "addressee": "303" }], "due_on": "2023-06-30"
    });
    let accept = json!({ "kind": "acceptance", "on": "2023-03-02", "after": 1 });
    let steps = "/api/v1/directives/{number}/{unit}/steps";
    let mut out = vec![
        ("post", all, office.json("POST", all, &new).await),
        ("post", all, office.json("POST", all, &json!({ "issuer": "31.TT" })).await),
        ("post", steps, office.json("POST", &format!("{path}/steps"), &accept).await),
        ("post", steps, office.json("POST", &format!("{path}/steps"), &json!({ "kind": "completion" })).await),
        ("get", all, office.get("/api/v1/directives?side=by&timing=overdue").await),
        ("get", one, office.get(path).await),
        ("get", one, office.get("/api/v1/directives/none/303").await),
        ("get", "/api/v1/directives/discipline", office.get("/api/v1/directives/discipline").await),
    ];
    out.extend(shortcomings(office).await);
    out.extend(receptions(office).await);
    out
}

/// A conference from the call to the tasks of its notice.
async fn conferences(stage: &Stage) -> Vec<(&'static str, &'static str, Page)> {
    stage.person("chu-toa", Role::Leader, "VN").await;
    let mut chair = Browser::new(&stage.app, "vi");
    chair.sign_in("chu-toa", PASSWORD).await;
    let new = [("title", "Sơ kết"), ("on", "14/07/2023"), ("unit", "TTCP"), ("items", "Báo cáo"), ("points", "31")];
    let at = chair.post("/conference", &new).await.location().to_owned();
    let card = [("do", "card"), ("column", "overview#inspections"), ("units", "31")];
    chair.post(&format!("{at}/plan"), &card).await;
    let state = app::conference::state(&stage.app, "2023-1").await.unwrap().unwrap();
    let show = format!("show:{}", state.cards[0].n);
    let poll = [("do", "poll"), ("text", "Thông qua?"), ("manner", "open"), ("choices", "Có\nKhông")];
    for fields in [
        &[("do", "open")][..],
        &[("do", "next")],
        &[("do", "speaker:31")],
        &[("do", "start")],
        &[("do", "end")],
        &[("do", show.as_str())],
        &poll,
    ] {
        chair.post(&format!("{at}/chair"), fields).await;
    }
    let state = app::conference::state(&stage.app, "2023-1").await.unwrap().unwrap();
    let close = format!("poll_close:{}", state.poll().unwrap().n);
    for fields in
        [&[("do", close.as_str())][..], &[("do", "conclude"), ("text", "Rà soát"), ("to", "31")], &[("do", "close")]]
    {
        chair.post(&format!("{at}/chair"), fields).await;
    }
    let paper = [("number", "1/BB"), ("on", "14/07/2023"), ("signer", "A")];
    chair.post(&format!("{at}/minutes"), &paper).await;
    chair.post(&format!("{at}/notice"), &paper).await;
    let mut out = Vec::new();
    for (path, asked) in [
        ("/api/v1/conferences", "/api/v1/conferences"),
        ("/api/v1/conferences/{number}", "/api/v1/conferences/2023-1"),
        ("/api/v1/conferences/{number}", "/api/v1/conferences/none"),
        ("/api/v1/conferences/{number}/minutes", "/api/v1/conferences/2023-1/minutes"),
        ("/api/v1/conferences/{number}/tasks", "/api/v1/conferences/2023-1/tasks"),
    ] {
        out.push(("get", path, chair.get(asked).await));
    }
    let tasks: Value = serde_json::from_str(&out[4].2.text).unwrap();
    assert_eq!(tasks["items"][0]["unit"], "31", "{tasks}");
    out
}

/// What is public of receptions.
async fn receptions(office: &mut Browser) -> Vec<(&'static str, &'static str, Page)> {
    let (days, board) = ("/api/v1/reception-days", "/api/v1/reception-days/{unit}/board");
    vec![
        ("get", days, office.get(days).await),
        ("get", board, office.get("/api/v1/reception-days/31.TT/board").await),
        ("get", board, office.get("/api/v1/reception-days/none/board").await),
    ]
}

/// A shortcoming from admission to promise.
async fn shortcomings(office: &mut Browser) -> Vec<(&'static str, &'static str, Page)> {
    let (all, one) = ("/api/v1/shortcomings", "/api/v1/shortcomings/{number}");
    let (steps, path) = ("/api/v1/shortcomings/{number}/steps", "/api/v1/shortcomings/HC-31-2023-001");
    let new = json!({
        "unit": "31", "period": "2023-6m", "admitted_on": "2023-06-15", "admitted_in": "unit",
        "shortcoming": "Kết luận ban hành chậm", "cause": "Thiếu người"
    });
    let promise = json!({ "kind": "promise", "on": "2023-06-16", "said": "Giao ban tuần", "due_on": "2023-09-30" });
    vec![
        ("post", all, office.json("POST", all, &new).await),
        ("post", all, office.json("POST", all, &json!({ "unit": "31" })).await),
        ("post", steps, office.json("POST", &format!("{path}/steps"), &promise).await),
        ("post", steps, office.json("POST", &format!("{path}/steps"), &json!({ "kind": "closing" })).await),
        ("get", all, office.get("/api/v1/shortcomings?unit=31&open=1&timing=running").await),
        ("get", one, office.get(path).await),
        ("get", one, office.get("/api/v1/shortcomings/none").await),
        ("get", "/api/v1/shortcomings/figures", office.get("/api/v1/shortcomings/figures?period=2023-6m").await),
    ]
}

/// A report from draft to seal; sending and accepting are acts like any other.
async fn reports(stage: &Stage, office: &mut Browser) -> Vec<(&'static str, &'static str, Page)> {
    let whole = json!({ "unit": "31", "period": "2023-6m", "about": "inspection" });
    let way = "/api/v1/reports/2023-6m%2FBC-TTr-31";
    let mut out = vec![
        ("post", "/api/v1/reports", office.json("POST", "/api/v1/reports", &whole).await),
        ("post", "/api/v1/reports", office.json("POST", "/api/v1/reports", &json!({ "unit": "31" })).await),
        (
            "post",
            "/api/v1/reports/{number}/computation",
            office.json("POST", &format!("{way}/computation"), &json!({})).await,
        ),
        ("post", "/api/v1/reports/{number}/seal", office.json("POST", &format!("{way}/seal"), &json!({})).await),
        ("get", "/api/v1/reports", office.get("/api/v1/reports?unit=31&period=2023-6m").await),
        ("get", "/api/v1/reports", office.get("/api/v1/reports?period=odd").await),
    ];
    let (prose, at) = (format!("{way}/narrative"), "/api/v1/reports/{number}/narrative");
    let before = office.get(&prose).await;
    let section = before.json()["sections"][0]["id"].as_str().unwrap().to_owned();
    let body = |after: u32, id: &str| json!({ "after": after, "sections": { id: "Đã triển khai {01/TTr#1} cuộc, {99/TTr#1}." } });
    out.push(("get", at, before));
    let kept = office.json("POST", &prose, &body(0, &section)).await;
    let said = kept.json();
    assert_eq!(said["sections"][0]["text"], "Đã triển khai {01/TTr#1} cuộc, {99/TTr#1}.", "{said}");
    let figure =
        |raw: &str| said["figures"].as_array().unwrap().iter().find(|f| f["reference"] == raw).cloned().unwrap();
    assert!(figure("{01/TTr#1}")["says"].is_string() && figure("{99/TTr#1}")["wrong"].is_string(), "{said}");
    out.push(("post", at, kept));
    for (wrong, status) in [
        (body(0, &section), StatusCode::CONFLICT),
        (body(u32::try_from(said["seq"].as_u64().unwrap()).unwrap(), "none"), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "after": 0 }), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let refused = office.json("POST", &prose, &wrong).await;
        assert_eq!(refused.status, status, "{wrong}");
        out.push(("post", at, refused));
    }
    for (act, by) in [("submission", casework::Role::ReportHead), ("acceptance", casework::Role::Superior)] {
        let by_whom = Recorder::program("test", stage.app.clock.now_ms());
        let hand = Hand { by: by_whom, signer: "Lan".into(), today: TODAY };
        answer(&stage.app, hand, "2023-6m/BC-TTr-31", act, by, json!({})).await.unwrap();
    }
    let sealed = office.json("POST", &format!("{way}/seal"), &json!({})).await;
    out.push(("post", "/api/v1/reports/{number}/seal", sealed));
    let text = json!({ "text": "6 tháng đầu năm 2023, phát hiện vi phạm về kinh tế 5 triệu đồng, xử lý 7 người.", "unit": "31" });
    out.push(("post", "/api/v1/guard", office.json("POST", "/api/v1/guard", &text).await));
    out.push(("post", "/api/v1/guard", office.json("POST", "/api/v1/guard", &json!({})).await));
    out
}
