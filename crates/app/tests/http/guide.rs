//! The questions towards the right petition and body, page by page, as far as the form and the desk.

use crate::support::{PASSWORD, stage, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::Browser;

const DISTRICT: &str =
    "/file/guide?what=own&object=administrative_decision&level=district_chair&settled=no&known=2023-07-01";

/// The address of the first link whose text holds these words.
fn link(text: &str, words: &str) -> String {
    let at = text.find(words).unwrap_or_else(|| panic!("no link says {words}"));
    let href = text[..at].rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    href.replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_lead_to_the_office_and_the_answers_come_along() {
    for stage in stages().await {
        stage.person("can-bo", Role::Recorder, "31.TT").await;
        let mut desk = Browser::new(&stage.app, "vi");
        desk.sign_in("can-bo", PASSWORD).await;
        let mut citizen = Browser::new(&stage.app, "vi");
        assert!(citizen.get("/file").await.text.contains("href=\"/file/guide\""));
        let first = citizen.get("/file/guide").await;
        assert!(first.words().contains("Bạn muốn làm gì?") && first.headers.get("set-cookie").is_none());
        let own = citizen.get("/file/guide?what=own").await;
        assert!(own.words().contains("Bạn không đồng ý với cái gì?"), "{}", own.words());
        // A district is asked for by name, as of the day it decided.
        let place = citizen.get(&format!("{DISTRICT}&q=hong+bang")).await;
        assert!(place.words().contains("Quận Hồng Bàng") && place.text.contains("value=\"303\""), "{}", place.words());
        let end = citizen.get(&format!("{DISTRICT}&place=303")).await;
        let words = end.words();
        assert!(words.contains("Chủ tịch UBND cấp huyện") && words.contains("Quận Hồng Bàng"), "{words}");
        assert!(words.contains("Điều 18 khoản 1 Luật Khiếu nại 2011"), "{words}");
        assert!(words.contains("gửi chậm nhất"), "{words}");
        // The district takes nothing online; the province's inspectorate must take it.
        let form = citizen.get(&link(&end.text, "Không chắc? Gửi")).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.words());
        assert!(form.words().contains("Theo câu trả lời của bạn"), "{}", form.words());
        assert!(form.text.contains("Quận Hồng Bàng\""), "whose decision it is stands in the form: {}", form.text);

        let hidden = |name: &str| {
            let from = format!("name=\"{name}\" value=\"");
            form.text.split(&from).nth(1).and_then(|t| t.split('"').next()).unwrap().replace("&#38;", "&")
        };
        let carried = ["once", "begun", "kind", "unit", "guide"].map(|n| (n, hidden(n)));
        let mut fields: Vec<(&str, &str)> = carried.iter().map(|(n, v)| (*n, v.as_str())).collect();
        fields.extend([
            ("title", "Thu hồi đất"),
            ("said", "Việc thế này."),
            ("name", "Người Thử"),
            ("address", "Ở đây"),
        ]);
        stage.later(60_000);
        let sent = citizen.post("/file/write", &fields).await;
        assert!(sent.text.contains("class=\"tracking\""), "{}", sent.words());
        let inbox = desk.get("/desk/inbox").await;
        let at = link(&inbox.text, "14/07/2023");
        let entry = desk.get(&at).await;
        assert!(entry.words().contains("Của ai: Chủ tịch UBND huyện, quận"), "{}", entry.words());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_answers_are_asked_again_and_nothing_foreign_comes_along() {
    let stage = stage().await;
    let mut citizen = Browser::new(&stage.app, "en");
    let late = DISTRICT.replace("known=2023-07-01", "day=15/07/2023");
    let future = citizen.get(&format!("/en{late}")).await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY, "tomorrow is no day to have learnt of it");
    assert!(future.text.contains("value=\"15/07/2023\""), "what was typed is there");
    let hostile = citizen.get("/en/file/guide?what=own&object=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!hostile.text.contains("<script>alert") && hostile.text.contains("name=\"object\""));
    let none = citizen.get(&format!("/en{DISTRICT}&q=zzzz")).await;
    assert!(none.words().contains("No place of this name"), "{}", none.words());
    // A place of another level is no answer.
    assert!(citizen.get(&format!("/en{DISTRICT}&place=31")).await.words().contains("In which district?"));
    let lost = citizen.get("/en/file/guide?what=unsure&place=31").await;
    assert!(
        lost.words().contains("citizen reception") && lost.words().contains("Article 26(1)(b)"),
        "{}",
        lost.words()
    );
    assert!(lost.text.contains("noindex") && lost.text.contains("href=\"/en/file\""));
}
