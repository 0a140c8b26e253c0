//! The frame as a whole, through HTTP.

use super::*;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

fn app() -> App {
    App {
        law: Arc::new(law::Law::shipped().clone()),
        tree: casework::units::Tree::shipped(),
        clock: clock::Clock::fixed(jiff::civil::date(2023, 7, 14)),
        settings: Arc::default(),
    }
}

async fn get_page(path: &str, lang: &str) -> (StatusCode, header::HeaderMap, String) {
    let request = Request::get(path).header(header::ACCEPT_LANGUAGE, lang).body(Body::empty()).unwrap();
    let response = router(app()).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
}

/// Compares a generated text with the committed one; `UPDATE_EXPECT=1` rewrites it.
pub fn expect_file(path: &str, actual: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        kept,
        actual,
        "{} is stale: run the test with UPDATE_EXPECT=1 and review the difference",
        path.display()
    );
}

#[test]
fn every_route_with_its_rule_stands_in_docs() {
    let head =
        "# Every route with the rule that lets a request in. Made from the code; UPDATE_EXPECT=1 rewrites it.\n\n";
    expect_file("docs/routes.txt", &format!("{head}{}", all().table()));
}

#[test]
fn the_policy_stands_in_docs() {
    expect_file("docs/access.txt", &access::table());
}

/// A handler put into a router behind the registry's back would have no rule.
#[test]
fn no_capability_builds_a_router_of_its_own() {
    fn walk(dir: &std::path::Path) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("").to_owned();
            if path.is_dir() {
                walk(&path);
            } else if name.ends_with(".rs") && !["lib.rs", "routes.rs", "tests.rs"].contains(&name.as_str()) {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(
                    !text.contains("Router::new") && !text.contains("routing::"),
                    "{} routes by itself",
                    path.display()
                );
            }
        }
    }
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
}

#[tokio::test]
async fn the_first_page_is_whole_safe_and_light() {
    for (lang, word) in [("vi", "Đăng nhập"), ("en", "Sign in"), ("fr", "Đăng nhập")] {
        let (status, headers, html) = get_page("/", lang).await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains(word), "{lang}");
        let csp = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(csp.contains("default-src 'self'") && !csp.contains("unsafe"), "{csp}");
        let nonce = csp.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert_eq!(html.matches("<script").count(), html.matches(&format!("nonce=\"{nonce}\"")).count());
        assert!(!html.contains(" style=") && !html.contains(" onclick="));
        for (name, value) in frame::SECURE {
            assert_eq!(headers[*name].to_str().unwrap(), *value);
        }
    }
}

#[tokio::test]
async fn first_load_stays_under_100_kb() {
    let (_, _, html) = get_page("/", "vi").await;
    let mut total = html.len();
    for asset in assets::FILES {
        // Fonts are named by the stylesheet; everything else by the page itself.
        if html.contains(asset.path) || asset.mime == "font/woff2" {
            total += asset.gzip.unwrap_or(asset.bytes).len();
        }
    }
    assert!(total < 100_000, "the first page weighs {total} bytes");
}

#[tokio::test]
async fn files_are_immutable_and_zipped() {
    let css = assets::url("app.css");
    let request = Request::get(&css).header(header::ACCEPT_ENCODING, "br, gzip;q=0.8").body(Body::empty()).unwrap();
    let response = router(app()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
    assert!(response.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    let request = Request::get("/static/../Cargo.toml").body(Body::empty()).unwrap();
    assert_eq!(router(app()).oneshot(request).await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_unknown_page_says_so_in_both_forms() {
    let (status, _, html) = get_page("/nothing", "en").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(html.contains("There is no such page"));
    let (status, headers, body) = get_page("/api/v1/nothing", "vi").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["title"], "Không có trang này");
}

#[tokio::test]
async fn a_form_without_its_token_is_not_taken() {
    let send = |site: Option<&'static str>, body: &'static str| async move {
        let mut request = Request::post("/language").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        router(app()).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().status()
    };
    assert_eq!(send(Some("same-origin"), "lang=en").await, StatusCode::FORBIDDEN);
    assert_eq!(send(Some("cross-site"), "lang=en&csrf=x").await, StatusCode::FORBIDDEN);
    assert_eq!(send(None, "lang=en&csrf=x").await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_language_chosen_is_kept_and_leads_back_only_inside() {
    let token = random::sha256(&format!("form token of {}", "v".repeat(32)));
    for (back, to) in [("/cases?q=a", "/cases?q=a"), ("//evil.example", "/"), ("https://evil.example", "/")] {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("lang", "en")
            .append_pair("back", back)
            .append_pair("csrf", &token)
            .finish();
        let request = Request::post("/language")
            .header(header::COOKIE, format!("visitor={}", "v".repeat(32)))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = router(app()).oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], to);
        assert!(response.headers()[header::SET_COOKIE].to_str().unwrap().starts_with("lang=en"));
    }
}
