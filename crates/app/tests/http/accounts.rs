//! Signing in, one's own account, other people's accounts.

use crate::support::{PASSWORD, stages};
use app::access::Role;
use axum::http::StatusCode;
use scenario::web::Browser;

#[tokio::test]
async fn a_person_signs_in_and_out() {
    for stage in stages().await {
        stage.person("lan", Role::Recorder, "31").await;
        let mut lan = Browser::new(&stage.app, "vi");
        let away = lan.get("/units?q=An Duong".replace(' ', "%20").as_str()).await;
        assert_eq!(away.status, StatusCode::SEE_OTHER);
        assert_eq!(away.location(), "/sign-in?next=%2Funits%3Fq%3DAn%2520Duong");
        let wrong = lan.post("/sign-in", &[("login", "lan"), ("password", "không phải"), ("next", "/units")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"lan\"") && wrong.text.contains("value=\"/units\""), "typed text is lost");
        let right = lan.post("/sign-in", &[("login", "LAN"), ("password", PASSWORD), ("next", "/units")]).await;
        assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/units"));
        let page = lan.get("/units").await;
        assert!(page.text.contains("Người lan"));
        let stolen = lan.cookie("session").unwrap().to_owned();
        lan.post("/sign-out", &[]).await;
        assert_eq!(lan.get("/units").await.status, StatusCode::SEE_OTHER);
        assert!(lan.cookie("session").is_none() && stolen.len() == 64);
    }
}

#[tokio::test]
async fn a_session_ends_unused_and_in_any_case() {
    const HOUR: i64 = 3_600_000;
    for stage in stages().await {
        stage.person("lan", Role::Viewer, "31").await;
        let mut lan = Browser::new(&stage.app, "vi");
        lan.sign_in("lan", PASSWORD).await;
        stage.later(2 * HOUR - 1);
        assert_eq!(lan.get("/account").await.status, StatusCode::OK);
        stage.later(2 * HOUR);
        assert_eq!(lan.get("/account").await.status, StatusCode::SEE_OTHER, "two hours unused");
        lan.sign_in("lan", PASSWORD).await;
        for _ in 0..11 {
            stage.later(HOUR);
            assert_eq!(lan.get("/account").await.status, StatusCode::OK);
        }
        stage.later(HOUR);
        assert_eq!(lan.get("/account").await.status, StatusCode::SEE_OTHER, "twelve hours in any case");
    }
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    for stage in stages().await {
        stage.person("lan", Role::Viewer, "31").await;
        let mut guesser = Browser::new(&stage.app, "en");
        for _ in 0..4 {
            let page = guesser.post("/sign-in", &[("login", "lan"), ("password", "guess")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let page = guesser.post("/sign-in", &[("login", "lan"), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(page.text.contains("Wait 1 seconds") || page.text.contains("Wait 1 second"), "{}", page.words());
        stage.later(1_000);
        let page = guesser.post("/sign-in", &[("login", "lan"), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    for stage in stages().await {
        stage.person("lan", Role::Viewer, "31").await;
        let (mut here, mut there) = (Browser::new(&stage.app, "vi"), Browser::new(&stage.app, "vi"));
        here.sign_in("lan", PASSWORD).await;
        there.sign_in("lan", PASSWORD).await;
        let weak = here.post("/account/password", &[("old", PASSWORD), ("new", "matkhau123")]).await;
        assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = here.post("/account/password", &[("old", "sai"), ("new", "một câu dài hơn nữa")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = here.post("/account/password", &[("old", PASSWORD), ("new", "một câu dài hơn nữa")]).await;
        assert_eq!(done.location(), "/account?done=password");
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(there.sign_in("lan", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn one_ends_ones_own_sessions_and_nobody_elses() {
    for stage in stages().await {
        stage.person("lan", Role::Viewer, "31").await;
        stage.person("minh", Role::Viewer, "31").await;
        let (mut lan, mut minh) = (Browser::new(&stage.app, "vi"), Browser::new(&stage.app, "vi"));
        lan.sign_in("lan", PASSWORD).await;
        minh.sign_in("minh", PASSWORD).await;
        let hash = app::random::sha256(minh.cookie("session").unwrap());
        lan.post("/account/sessions/end", &[("session", &hash)]).await;
        assert_eq!(minh.get("/account").await.status, StatusCode::OK);
        minh.post("/account/sessions/end", &[("session", &hash)]).await;
        assert_eq!(minh.get("/account").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_token_is_shown_once_and_opens_the_api_only() {
    for stage in stages().await {
        stage.person("lan", Role::Viewer, "31").await;
        let mut lan = Browser::new(&stage.app, "vi");
        lan.sign_in("lan", PASSWORD).await;
        let made = lan.post("/account/tokens", &[("name", "máy thống kê")]).await;
        let token = made.text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert_eq!(token.len(), 64);
        assert!(!lan.get("/account").await.text.contains(&token));
        let mut program = Browser::with_token(&stage.app, &token);
        assert_eq!(program.get("/account").await.status, StatusCode::SEE_OTHER, "tokens open no pages");
        assert_eq!(program.get("/api/v1/nothing").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_administrator_reaches_only_the_units_below() {
    for stage in stages().await {
        stage.person("adm", Role::Administrator, "303").await;
        let boss = stage.person("boss", Role::Leader, "VN").await;
        let mut adm = Browser::new(&stage.app, "vi");
        adm.sign_in("adm", PASSWORD).await;
        assert!(!adm.get("/accounts").await.text.contains("boss"));
        assert_eq!(adm.get(&format!("/accounts/{boss}")).await.status, StatusCode::NOT_FOUND);
        let new = |unit| {
            [("login", "moi"), ("name", "Cán bộ mới"), ("password", PASSWORD), ("role", "recorder"), ("unit", unit)]
        };
        let outside = adm.post("/accounts", &new("31")).await;
        assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(outside.text.contains("value=\"Cán bộ mới\""), "typed text is lost");
        let inside = adm.post("/accounts", &new("303")).await;
        assert_eq!(inside.status, StatusCode::SEE_OTHER);
        let page = adm.get(inside.location()).await;
        assert!(
            page.words().contains("Cán bộ mới") && page.words().contains("Cán bộ Quận Hồng Bàng"),
            "{}",
            page.words()
        );
        let again = adm.post("/accounts", &new("303")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the login is taken");

        // Somebody with a role above keeps password and state out of a district's reach.
        let id = inside.location().split(['/', '?']).nth(2).unwrap().to_owned();
        let reset = format!("/accounts/{id}/password");
        assert_eq!(adm.post(&reset, &[("password", "một câu dài hơn nữa")]).await.status, StatusCode::SEE_OTHER);
        stage.person("top", Role::Administrator, "VN").await;
        let mut top = Browser::new(&stage.app, "vi");
        top.sign_in("top", PASSWORD).await;
        top.post(&format!("/accounts/{id}/bind"), &[("role", "viewer"), ("unit", "31")]).await;
        assert_eq!(adm.post(&reset, &[("password", "một câu dài hơn nữa")]).await.status, StatusCode::FORBIDDEN);
        let taken = adm.post(&format!("/accounts/{id}/unbind"), &[("role", "viewer"), ("unit", "31")]).await;
        assert_eq!(taken.status, StatusCode::FORBIDDEN);
        let closed = top.post(&format!("/accounts/{id}/active"), &[("active", "no")]).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
        let mut gone = Browser::new(&stage.app, "vi");
        assert_eq!(gone.sign_in("moi", "một câu dài hơn nữa").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn every_statement_is_prepared() {
    for stage in stages().await {
        for sql in app::statements() {
            stage.app.db.prepares(sql.text).await.unwrap_or_else(|e| panic!("{}: {e}", sql.name));
        }
    }
}

/// Once; and where nobody else may write, not again until something is committed.
#[tokio::test]
async fn a_page_asks_for_its_reader_once() {
    for stage in stages().await {
        stage.person("lan", Role::Recorder, "31").await;
        let mut lan = Browser::new(&stage.app, "vi");
        lan.sign_in("lan", PASSWORD).await;
        stage.person("minh", Role::Viewer, "31").await;
        let again = u64::from(!stage.app.db.is_file());
        for expected in [1, again] {
            let before = stage.app.db.statements();
            lan.get("/units/31").await;
            assert_eq!(stage.app.db.statements() - before, expected);
        }
        stage.person("hoa", Role::Viewer, "31").await;
        let before = stage.app.db.statements();
        lan.get("/units/31").await;
        assert_eq!(stage.app.db.statements() - before, 1, "something was committed");
    }
}
