//! What stands around every page.

use crate::support::{PASSWORD, stage, stages};
use app::access::{Access, Role};
use app::routes::Method;
use app::{assets, frame};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use scenario::web::Browser;
use tower::ServiceExt;

#[tokio::test]
async fn the_first_page_is_whole_safe_and_light() {
    let stage = stage().await;
    for (lang, word) in [("vi", "Đăng nhập"), ("en", "Sign in"), ("fr", "Đăng nhập")] {
        let page = Browser::new(&stage.app, lang).get("/").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains(word), "{lang}");
        let csp = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(csp.contains("default-src 'self'") && !csp.contains("unsafe"), "{csp}");
        let nonce = csp.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert_eq!(page.text.matches("<script").count(), page.text.matches(&format!("nonce=\"{nonce}\"")).count());
        assert!(!page.text.contains(" style=") && !page.text.contains(" onclick="));
        for (name, value) in frame::SECURE {
            assert_eq!(page.headers[*name].to_str().unwrap(), *value);
        }
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    }
}

#[tokio::test]
async fn first_load_stays_under_100_kb() {
    let stage = stage().await;
    let page = Browser::new(&stage.app, "vi").get("/").await;
    let mut total = page.text.len();
    for asset in assets::FILES {
        // Fonts are named by the stylesheet; everything else by the page itself.
        if page.text.contains(asset.path) || asset.mime == "font/woff2" {
            total += asset.gzip.unwrap_or(asset.bytes).len();
        }
    }
    assert!(total < 100_000, "the first page weighs {total} bytes");
}

#[tokio::test]
async fn files_are_immutable_and_zipped() {
    let stage = stage().await;
    let ask = |path: String| {
        let request = Request::get(path).header(header::ACCEPT_ENCODING, "br, gzip;q=0.8").body(Body::empty()).unwrap();
        app::router(stage.app.clone()).oneshot(request)
    };
    let css = ask(assets::url("app.css").to_owned()).await.unwrap();
    assert_eq!(css.status(), StatusCode::OK);
    assert_eq!(css.headers()[header::CONTENT_ENCODING], "gzip");
    assert!(css.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(css.headers()["x-content-type-options"], "nosniff");
    assert_eq!(ask("/static/../Cargo.toml".into()).await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_unknown_page_says_so_in_both_forms() {
    let stage = stage().await;
    let page = Browser::new(&stage.app, "en").get("/nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("There is no such page"));
    let page = Browser::new(&stage.app, "vi").get("/api/v1/nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(page.headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!((&page.json()["status"], &page.json()["title"]), (&404.into(), &"Không có trang này".into()));
}

/// Ends one alert by its secret alone: a program of a mail office presses it and has no page of ours (RFC 8058).
const BY_SECRET: &str = "/alerts/stop";

/// Every route that is not public sends a visitor to the sign-in page (or says 401 to a program),
/// and every route that changes something takes nothing from a foreign page or without a token.
#[tokio::test]
async fn every_route_keeps_its_rule() {
    let stage = stage().await;
    stage.person("lan", Role::Leader, "31").await;
    let mut lan = Browser::new(&stage.app, "vi");
    lan.sign_in("lan", PASSWORD).await;
    let session = lan.cookie("session").unwrap().to_owned();
    for route in &app::surface().list {
        let path = route.path.replace("{seq}", "1").replace(['{', '}'], "");
        let send = |cookie: Option<&str>, site: &'static str| {
            let mut request = Request::builder().method(route.method.word()).uri(&path).header("sec-fetch-site", site);
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            if let Some(cookie) = cookie {
                request = request.header(header::COOKIE, cookie);
            }
            app::router(stage.app.clone()).oneshot(request.body(Body::from("a=b")).unwrap())
        };
        let visitor = send(None, "same-origin").await.unwrap();
        let (api, said) = (path.starts_with("/api/"), visitor.status());
        if route.access != Access::Public {
            let kept_out = if api { StatusCode::UNAUTHORIZED } else { StatusCode::SEE_OTHER };
            assert_eq!(said, kept_out, "{} {path} let a visitor in", route.method.word());
        }
        if route.method != Method::Get {
            let cookie = format!("session={session}");
            let foreign = send(Some(&cookie), "cross-site").await.unwrap().status();
            assert_eq!(foreign, StatusCode::FORBIDDEN, "{path} takes forms of other sites");
            if !api {
                let bare = send(Some(&cookie), "same-origin").await.unwrap().status();
                let refused = if path == BY_SECRET { StatusCode::BAD_REQUEST } else { StatusCode::FORBIDDEN };
                assert_eq!(bare, refused, "{path} takes forms without a token");
            }
        }
    }
}

#[tokio::test]
async fn the_language_chosen_is_kept_and_leads_back_only_inside() {
    for stage in stages().await {
        stage.person("lan", Role::Viewer, "31").await;
        for (back, to) in [("/cases?q=a", "/cases?q=a"), ("//evil.example", "/"), ("https://evil.example", "/")] {
            let page = Browser::new(&stage.app, "vi").post("/language", &[("lang", "en"), ("back", back)]).await;
            assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, to));
        }
        // The account remembers it on another machine.
        let mut here = Browser::new(&stage.app, "vi");
        here.sign_in("lan", PASSWORD).await;
        here.post("/language", &[("lang", "en"), ("back", "/")]).await;
        let mut elsewhere = Browser::new(&stage.app, "vi");
        elsewhere.sign_in("lan", PASSWORD).await;
        assert!(elsewhere.get("/account").await.text.contains("Change password"));
    }
}

#[tokio::test]
async fn the_ribbon_marks_synthetic_data_everywhere() {
    let mut stage = stage().await;
    stage.person("lan", Role::Administrator, "31").await;
    stage.app.settings = std::sync::Arc::new(app::Settings { demo: true, ..app::Settings::default() });
    let mut lan = Browser::new(&stage.app, "vi");
    lan.sign_in("lan", PASSWORD).await;
    for path in ["/", "/account", "/accounts", "/units", "/units/31", "/nothing"] {
        assert!(lan.get(path).await.text.contains("Dữ liệu giả lập"), "{path}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_said_with_what_to_do() {
    let stage = stage().await;
    stage.person("lan", Role::Viewer, "31").await;
    let url = stage.fresh().url.clone();
    stage.app.db.close().await;
    let mut bytes = std::fs::read(&url).unwrap();
    let name = "Người lan".as_bytes();
    let damaged: Vec<usize> = (1..bytes.len() / 4096)
        .filter(|page| bytes[page * 4096..(page + 1) * 4096].windows(name.len()).any(|w| w == name))
        .collect();
    assert!(!damaged.is_empty(), "no page holds the account");
    damaged.iter().for_each(|page| bytes[page * 4096..page * 4096 + 64].fill(0xAA));
    std::fs::write(&url, &bytes).unwrap();
    let db = db::Db::open(&url, &app::migrations()).await.unwrap();
    let app = app::App::new(db, stage.app.clock.clone(), app::Settings::default());
    let page = Browser::new(&app, "vi").sign_in("lan", PASSWORD).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.words());
    assert!(page.words().contains("khôi phục bản sao lưu"), "{}", page.words());
}

#[tokio::test]
async fn a_wrong_method_is_a_problem_with_the_right_ones_named() {
    let stage = stage().await;
    let mut nobody = Browser::new(&stage.app, "en");
    let page = nobody.json("DELETE", "/api/v1/cases", &serde_json::json!({})).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(page.headers["content-type"], "application/problem+json");
    let allowed = page.headers.get(header::ALLOW).and_then(|v| v.to_str().ok()).unwrap_or("");
    assert!(allowed.contains("GET") && allowed.contains("POST"), "{allowed}");
}
