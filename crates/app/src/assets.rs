//! Files for browsers: embedded at build time, named after their content,
//! kept gzipped, cacheable for ever.
//!
//! Here because every page links them; must never serve a file of a user.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One embedded file.
pub struct Asset {
    /// Name in templates, as `app.css`.
    pub name: &'static str,
    /// Name in the URL, with its hash.
    pub path: &'static str,
    /// Media type.
    pub mime: &'static str,
    /// Content.
    pub bytes: &'static [u8],
    /// Content, gzipped, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

/// Every embedded file, made by the build script.
pub static FILES: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The URL of a file by its plain name; templates use it through the frame.
pub fn url(name: &str) -> &'static str {
    static URLS: LazyLock<HashMap<&str, String>> =
        LazyLock::new(|| FILES.iter().map(|a| (a.name, format!("/static/{}", a.path))).collect());
    URLS.get(name).map_or("", String::as_str)
}

/// The URL of an icon in the sprite.
pub fn icon(name: &str) -> String {
    [url("icons.svg"), "#", name].concat()
}

/// `GET /static/{file}`.
pub async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = FILES.iter().find(|a| a.path == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let wants_gzip = crate::packed::takes_gzip(&headers);
    let common = [
        (header::CONTENT_TYPE, asset.mime),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    match asset.gzip.filter(|_| wants_gzip) {
        Some(gzip) => (common, [(header::CONTENT_ENCODING, "gzip")], gzip).into_response(),
        None => (common, asset.bytes).into_response(),
    }
}
