//! A browser without a screen: keeps cookies and form tokens, follows the
//! forms of pages, speaks to the program without a network.

use app::App;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::collections::BTreeMap;
use tower::ServiceExt;

/// An answer.
#[derive(Debug, Clone)]
pub struct Page {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text.
    pub text: String,
    /// Body as it came.
    pub bytes: Vec<u8>,
}

impl Page {
    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The visible words: without tags, blanks run together.
    pub fn words(&self) -> String {
        let mut out = String::new();
        for piece in self.text.split('<') {
            out.push_str(piece.split_once('>').map_or(piece, |(_, rest)| rest));
            out.push(' ');
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// One person at one browser.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    token: String,
    lang: &'static str,
    bearer: Option<String>,
}

impl Browser {
    /// A fresh browser with an accepted language, `vi` or `en`.
    pub fn new(app: &App, lang: &'static str) -> Self {
        Self { router: app::router(app.clone()), cookies: BTreeMap::new(), token: String::new(), lang, bearer: None }
    }

    /// A program with a token instead of a person with cookies.
    pub fn with_token(app: &App, token: &str) -> Self {
        Self { bearer: Some(token.to_owned()), ..Self::new(app, "vi") }
    }

    /// The same browser, with another accepted language from now on.
    pub fn speaks(&mut self, lang: &'static str) -> &mut Self {
        self.lang = lang;
        self
    }

    /// Fetches a page.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request("GET", path);
        self.send(request.body(Body::empty())).await
    }

    /// Fetches a page unless it is still the one of this tag.
    pub async fn get_if_none_match(&mut self, path: &str, tag: &str) -> Page {
        let request = self.request("GET", path).header(header::IF_NONE_MATCH, tag);
        self.send(request.body(Body::empty())).await
    }

    /// Sends a form as a page of the program would, with its token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        if self.token.is_empty() {
            self.get("/").await;
        }
        let mut form = vec![("csrf", self.token.as_str())];
        form.extend_from_slice(fields);
        let body: Vec<String> = form.iter().map(|(n, v)| format!("{}={}", escape(n), escape(v))).collect();
        let request = self
            .request("POST", path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.join("&")))).await
    }

    /// Sends a form with one file.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &str, &[u8])) -> Page {
        if self.token.is_empty() {
            self.get("/").await;
        }
        let (edge, mut body) = ("----one-form-one-edge", Vec::new());
        let token = [("csrf", self.token.as_str())];
        for (name, value) in token.iter().chain(fields) {
            let part = format!("--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (field, name, mime, bytes) = file;
        let head = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {mime}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let request = self
            .request("POST", path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={edge}"));
        self.send(request.body(Body::from(body))).await
    }

    /// Sends JSON, as programs do.
    pub async fn json(&mut self, method: &str, path: &str, body: &serde_json::Value) -> Page {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string()))).await
    }

    /// Sends JSON as a script of our own page would, in the browser's session.
    pub async fn own_json(&mut self, method: &str, path: &str, body: &serde_json::Value) -> Page {
        let request = self.request(method, path).header("sec-fetch-site", "same-origin");
        self.send(request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))).await
    }

    /// Sends JSON under an idempotency key.
    pub async fn json_once(&mut self, method: &str, path: &str, key: &str, body: &serde_json::Value) -> Page {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.header("idempotency-key", key).body(Body::from(body.to_string()))).await
    }

    /// Sends a form as a stranger's program would: no cookie, no form token, nothing of a browser.
    pub async fn bare_post(&mut self, path: &str, body: &str) -> Page {
        let request = Request::builder().method("POST").uri(path);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.to_owned()))).await
    }

    /// Signs in; the answer is a redirect where it worked.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        self.token.clear();
        self.get("/sign-in").await;
        let page = self.post("/sign-in", &[("login", login), ("password", password)]).await;
        // The session's own form token stands in the next page.
        self.token.clear();
        self.get("/account").await;
        page
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder().method(method).uri(path).header(header::ACCEPT_LANGUAGE, self.lang);
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header(header::COOKIE, all.join("; "));
        }
        if let Some(token) = &self.bearer {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request
    }

    async fn send(&mut self, request: Result<Request<Body>, axum::http::Error>) -> Page {
        let request = request.expect("a well-formed request");
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("the body arrives whole");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap_or("").split(';').next().unwrap_or("");
            if let Some((name, value)) = pair.split_once('=') {
                if value.is_empty() {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        if let Some(token) = text.split("name=\"csrf\" value=\"").nth(1).and_then(|t| t.split('"').next()) {
            self.token = token.to_owned();
        }
        Page { status: parts.status, headers: parts.headers, text, bytes: bytes.to_vec() }
    }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
