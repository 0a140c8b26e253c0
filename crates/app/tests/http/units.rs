//! Pages of the tree of units.

use crate::support::{PASSWORD, stage};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::Browser;

#[tokio::test]
async fn a_unit_is_shown_as_it_stood_on_a_day() {
    let stage = stage().await;
    stage.person("lan", Role::Viewer, "31").await;
    for (lang, district, ended) in
        [("vi", "Quận Hồng Bàng", "đã kết thúc"), ("en", "Hồng Bàng Urban District", "ended on")]
    {
        let mut lan = Browser::new(&stage.app, lang);
        lan.sign_in("lan", PASSWORD).await;
        let then = lan.get("/units/31?on=14/07/2023").await;
        assert_eq!(then.status, StatusCode::OK);
        assert!(then.text.contains(district), "{lang}");
        let now = lan.get("/units/31?on=01/08/2025").await;
        assert!(!now.text.contains(&format!(">{district}<")), "a district after the reform");
        let gone = lan.get("/units/303?on=01/08/2025").await;
        assert_eq!(gone.status, StatusCode::OK);
        assert!(gone.text.contains(ended), "{}", gone.words());
        assert_eq!(lan.get("/units/no-such-unit").await.status, StatusCode::NOT_FOUND);
        let wrong = lan.get("/units/31?on=31/02/2023").await;
        assert!(wrong.text.contains("aria-invalid"));
    }
}

#[tokio::test]
async fn units_are_found_without_marks() {
    let stage = stage().await;
    stage.person("lan", Role::Viewer, "31").await;
    let mut lan = Browser::new(&stage.app, "vi");
    lan.sign_in("lan", PASSWORD).await;
    let page = lan.get("/units?q=hong+bang&on=14/07/2023").await;
    assert!(page.text.contains("Quận Hồng Bàng"));
    let part = lan.get("/units/find?into=f-place&place=hong+bang").await;
    assert!(part.text.contains("data-code=\"303\"") && part.text.contains("data-into=\"f-place\""));
    let hostile = lan.get("/units?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!hostile.text.contains("<script>alert"));
}
