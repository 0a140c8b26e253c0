//! Cards on other sites: they alone may be framed, they are small and say where they come from.

use crate::support::stages;
use axum::http::StatusCode;
use scenario::web::Browser;

#[tokio::test(flavor = "multi_thread")]
async fn only_cards_may_be_framed_and_they_set_and_run_nothing() {
    for stage in stages().await {
        let mut reader = Browser::new(&stage.app, "vi");
        for card in ["/embed/news/auto", "/embed/petition/dark", "/en/embed/petition/light"] {
            let page = reader.get(card).await;
            assert_eq!(page.status, StatusCode::OK, "{card}");
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"), "{card}: {policy}");
            assert!(page.headers.get("set-cookie").is_none() && page.headers.get("x-frame-options").is_none());
            assert!(!page.text.contains("<script") && page.bytes.len() < 20_000, "{card}");
        }
        for page in ["/embed", "/news", "/open", "/file", "/"] {
            let policy = reader.get(page).await.headers["content-security-policy"].to_str().unwrap().to_owned();
            assert!(policy.contains("frame-ancestors 'none'"), "{page}: {policy}");
        }
        for none in ["/embed/news/pink", "/embed/figure/khong-co/01/1/auto", "/embed/cases/auto"] {
            assert_eq!(reader.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
        let made = reader.get("/embed?kind=petition&theme=dark&lang=en").await;
        assert!(made.text.contains("src=\"/en/embed/petition/dark\""), "{}", made.text);
        assert!(
            made.text.contains("&lt;iframe src=&quot;http") || made.text.contains("&#60;iframe"),
            "the line to paste is shown as text"
        );
        assert!(made.words().contains("File a petition"), "the card speaks its own language");
    }
}
