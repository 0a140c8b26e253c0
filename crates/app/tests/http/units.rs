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

const TABLE: &str = "code;kind;agency;name;parent;until\n\
    31.SQHKT;department;;Sở Quy hoạch - Kiến trúc Hải Phòng;31;28/02/2025\n\
    01.SX;department;;Ngoài phạm vi;01;\n\
    31.SAI;department;;=cmd|' /C calc'!A0;31;30/02/2023\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_units_is_tried_and_then_taken_over_within_ones_reach() {
    for stage in crate::support::stages().await {
        stage.person("quan", Role::Administrator, "31").await;
        stage.person("lan", Role::Viewer, "31").await;
        let mut lan = Browser::new(&stage.app, "vi");
        lan.sign_in("lan", PASSWORD).await;
        assert_eq!(lan.get("/units/table").await.status, StatusCode::FORBIDDEN);
        let file = ("file", "đơn vị.csv", "text/csv", TABLE.as_bytes());
        assert_eq!(lan.upload("/units/table", &[], file).await.status, StatusCode::FORBIDDEN);
        let mut quan = Browser::new(&stage.app, "vi");
        quan.sign_in("quan", PASSWORD).await;
        let tried = quan.upload("/units/table", &[], file).await;
        assert_eq!(tried.status, StatusCode::OK);
        assert!(tried.words().contains("Thêm 1, sửa 0, giữ nguyên 0, sai 2 dòng."), "{}", tried.words());
        assert!(tried.text.contains("ngoài phạm vi") && tried.text.contains("name=\"apply\""));
        assert_eq!(app::units::own::tree(&stage.app.db).await.unwrap().all().len(), stage.app.tree.all().len());
        let done = quan.post("/units/table", &[("kept", TABLE), ("apply", "1")]).await;
        assert!(done.words().contains("Đã ghi"), "{}", done.words());
        let tree = app::units::own::tree(&stage.app.db).await.unwrap();
        assert!(tree.get("31.SQHKT", crate::support::TODAY).is_some() && tree.versions("01.SX").next().is_none());
        let bad = quan.upload("/units/table", &[], ("file", "x.xlsx", "", b"%PDF-1.7")).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.words().contains("không phải bảng tính"));
        let csv = quan.get("/units/table/units.csv?under=303&on=10/05/2023").await;
        assert!(csv.text.contains("303.TT,inspectorate,DIST,Thanh tra quận Hồng Bàng"), "{}", csv.text);
        assert_eq!(quan.get("/units/table/units.pdf").await.status, StatusCode::NOT_FOUND);
    }
}
