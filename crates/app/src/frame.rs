//! What stands around every page: rooms at the left, where I am, search,
//! language and person on top; and around every answer: security headers.
//!
//! Here so that a capability writes only its own column. Must never ask the
//! database for anything but the reader's session and the count of their bell.

use crate::access::Access;
use crate::accounts;
use crate::cx::Cx;
use crate::errors::Unsaid;
use crate::lang::Lang;
use crate::routes::Room;
use crate::{App, assets, random};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{Html, Response};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// One step of "where I am".
pub struct Crumb {
    /// What it says.
    pub text: String,
    /// Where it leads; empty for the page itself.
    pub href: String,
}

/// A room as listed at the left.
struct RoomLink {
    text: &'static str,
    href: &'static str,
    icon: &'static str,
    here: bool,
}

/// The rooms at the left of every page.
#[derive(askama::Template)]
#[template(path = "pages/rooms.html")]
struct RoomList<'a> {
    label: &'static str,
    rooms: &'a [RoomLink],
}

impl RoomList<'_> {
    fn icon(&self, name: &str) -> String {
        assets::icon(name)
    }
}

/// Lists of rooms as drawn before, by language, by which rooms they have (a bit for each) and
/// by the one the page stands in: there are few, and every page has one.
type Lists = RwLock<HashMap<(Lang, u64, Option<usize>), Arc<str>>>;

/// The rooms this reader may enter, as HTML; empty for who may enter none.
fn rooms(cx: &Cx) -> Arc<str> {
    static DRAWN: LazyLock<Lists> = LazyLock::new(Lists::default);
    let all = &crate::surface().rooms;
    let mine = |r: &Room| r.access != Access::Public && cx.may_enter(r.access).is_ok();
    let here = |r: &Room| cx.path == r.href || cx.path.strip_prefix(r.href).is_some_and(|rest| rest.starts_with('/'));
    let which = all.iter().enumerate().filter(|(_, r)| mine(r)).fold(0u64, |bits, (at, _)| bits | 1 << at);
    let here = all.iter().enumerate().filter(|(_, r)| here(r)).max_by_key(|(_, r)| r.href.len()).map(|(at, _)| at);
    let key = (cx.lang, which, here);
    if let Some(drawn) = DRAWN.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return drawn.clone();
    }
    let links: Vec<RoomLink> = all
        .iter()
        .enumerate()
        .filter(|(at, _)| which & 1 << at != 0)
        .map(|(at, r)| RoomLink {
            text: cx.lang.said("room", r.key),
            href: r.href,
            icon: r.icon,
            here: Some(at) == here,
        })
        .collect();
    let list = RoomList { label: cx.lang.t("frame.rooms"), rooms: &links };
    let drawn: Arc<str> = match links.is_empty() {
        true => "".into(),
        // It writes into memory and has nothing that could fail.
        false => askama::Template::render(&list).unwrap_or_default().into(),
    };
    DRAWN.write().unwrap_or_else(PoisonError::into_inner).insert(key, drawn.clone());
    drawn
}

/// Everything the layout needs.
pub struct Frame {
    /// Language of the page; templates ask it for sentences.
    pub lang: Lang,
    /// Title of the page.
    pub title: String,
    /// Where I am.
    pub crumbs: Vec<Crumb>,
    /// Rooms this reader may enter, as HTML.
    pub rooms: Arc<str>,
    /// Name of the person signed in; empty for visitors.
    pub person: String,
    /// Token for forms.
    pub csrf: String,
    /// Nonce for scripts.
    pub nonce: String,
    /// This page's own address, to come back to it.
    pub address: String,
    /// What is typed in the search box.
    pub search: String,
    /// Reminders not looked at, as the bell says it; empty for none.
    pub bell: String,
    /// Whether the ribbon of the demo is shown.
    pub demo: bool,
    /// Day of printing.
    pub today: String,
}

impl Frame {
    /// The frame of a page for the reader of `cx`.
    pub fn new(cx: &Cx, title: &str) -> Self {
        Self {
            lang: cx.lang,
            title: title.to_owned(),
            crumbs: Vec::new(),
            rooms: rooms(cx),
            person: cx.actor.as_ref().map(|a| a.name.clone()).unwrap_or_default(),
            csrf: cx.csrf.clone(),
            nonce: cx.nonce.clone(),
            address: if cx.query.is_empty() { cx.path.clone() } else { format!("{}?{}", cx.path, cx.query) },
            search: String::new(),
            bell: bell_text(cx),
            demo: cx.app.settings.demo,
            today: cx.lang.date(cx.today),
        }
    }

    /// Adds a step that leads somewhere.
    #[must_use]
    pub fn under(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { text: text.into(), href: href.into() });
        self
    }

    /// Ends the path with this page.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { text: text.into(), href: String::new() });
        self
    }

    /// URL of an embedded file.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// URL of an icon in the sprite.
    pub fn icon(&self, name: &str) -> String {
        assets::icon(name)
    }

    /// The other language, which the switch offers.
    pub fn other(&self) -> Lang {
        match self.lang {
            Lang::Vi => Lang::En,
            Lang::En => Lang::Vi,
        }
    }
}

/// A page as HTML. Room for a long one is made at once: a text that grows is copied each time.
///
/// # Errors
/// As [`askama::Template::render`].
pub fn html(page: &impl askama::Template) -> Result<Html<String>, askama::Error> {
    let mut text = String::with_capacity(64 << 10);
    page.render_into(&mut text)?;
    Ok(Html(text))
}

/// `7`, or `99+`; nothing for none.
fn bell_text(cx: &Cx) -> String {
    match cx.bell {
        0 => String::new(),
        n if n > 99 => "99+".to_owned(),
        n => cx.lang.count(n),
    }
}

/// Around every request: finds out who asks, then puts errors into words and headers on the answer.
pub async fn enter(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let visitor = cookie(headers, "visitor").filter(|v| v.len() == 32);
    let fresh_visitor = visitor.is_none().then(random::hex::<16>);
    let who = accounts::who(&app, headers, request.uri().path()).await;
    let (actor, secret) = match who {
        Ok(Some((actor, secret))) => (Some(actor), secret),
        Ok(None) => (None, visitor.or(fresh_visitor.as_deref()).unwrap_or_default().to_owned()),
        Err(e) => {
            tracing::error!(cause = ?e, "the session could not be read");
            (None, String::new())
        }
    };
    let lang = actor
        .as_ref()
        .and_then(|a| a.lang)
        .or_else(|| Lang::from_code(cookie(headers, "lang")?))
        .or_else(|| Lang::from_accept(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or(Lang::Vi);
    let by_session = actor.as_ref().is_some_and(|a| a.via == accounts::Via::Session);
    let is_page = !request.uri().path().starts_with("/api/");
    let bell = bell(&app, actor.as_deref(), request.method().is_safe(), is_page).await;
    let cx = Cx {
        bell,
        session: by_session.then(|| secret.as_str().into()),
        address: address(&app, &request),
        lang,
        today: app.clock.today(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or("").to_owned(),
        csrf: random::sha256(&format!("form token of {secret}")),
        nonce: random::hex::<16>(),
        part: headers.contains_key("hx-request"),
        actor,
        app,
    };
    request.extensions_mut().insert(cx.clone());

    let changes = !request.method().is_safe();
    let mut response = next.run(request).await;
    if changes {
        cx.app.search.stir();
    }
    if let Some(Unsaid(error)) = response.extensions_mut().remove() {
        let unsaid = response;
        response = error.render(&cx);
        for name in [header::SET_COOKIE, header::ALLOW] {
            for value in unsaid.headers().get_all(&name) {
                response.headers_mut().append(&name, value.clone());
            }
        }
    }
    if let Some(id) = fresh_visitor.filter(|_| cx.actor.is_none() && !cx.is_api()) {
        set_cookie(&mut response, &cx.app, "visitor", &id, None);
    }
    let opened = response.extensions_mut().remove().unwrap_or_default();
    secure(&mut response, &cx.nonce, &opened);
    response
}

/// The count on the bell of a page. What changes something may change the count.
async fn bell(app: &App, actor: Option<&accounts::Actor>, is_safe: bool, is_page: bool) -> usize {
    let Some(actor) = actor.filter(|a| a.via == accounts::Via::Session) else { return 0 };
    if !is_safe {
        app.reminders.forget(&actor.id);
        return 0;
    }
    if is_page { crate::reminders::count(app, actor, app.clock.today()).await } else { 0 }
}

/// Where a request came from: the connection, or what the proxy in front of us says.
fn address(app: &App, request: &Request) -> String {
    if app.settings.behind_proxy {
        let said = request.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
        // The last entry is the one our own proxy wrote; the ones before it are anybody's.
        return said
            .and_then(|v| v.rsplit(',').next())
            .map(|v| v.trim().chars().take(64).collect())
            .unwrap_or_default();
    }
    let from = request.extensions().get::<axum::extract::ConnectInfo<std::net::SocketAddr>>();
    from.map(|c| c.0.ip().to_string()).unwrap_or_default()
}

/// What one page may do that others may not; put into its answer's extensions.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// Ask for camera and microphone.
    pub devices: bool,
    /// Show what stands at this origin, as `https://hop.vn`; empty: nobody else's.
    pub origin: String,
}

/// Headers of every answer that is not a static file.
fn secure(response: &mut Response, nonce: &str, opened: &Opened) {
    let frames = if opened.origin.is_empty() { String::new() } else { format!("; frame-src {}", opened.origin) };
    let csp = format!(
        "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'{frames}"
    );
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&csp) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.append(header::VARY, HeaderValue::from_static("cookie, accept-language"));
    for (name, value) in SECURE {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    if opened.devices || !opened.origin.is_empty() {
        let own = if opened.devices { "self" } else { "" };
        let other = if opened.origin.is_empty() { String::new() } else { format!(" \"{}\"", opened.origin) };
        let who = format!("{own}{other}");
        let said = format!("camera=({0}), microphone=({0}), geolocation=(), payment=(), usb=()", who.trim());
        if let Ok(value) = HeaderValue::from_str(&said) {
            headers.insert("permissions-policy", value);
        }
    }
}

/// Headers whose value never changes; static files carry them too.
pub const SECURE: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("x-frame-options", "DENY"),
];

/// A cookie's value.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|v| v.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(n, _)| *n == name))
        .map(|(_, v)| v)
}

/// Sets a cookie that scripts cannot read; `max_age` in seconds, `None` for this browser session.
pub fn set_cookie(response: &mut Response, app: &App, name: &str, value: &str, max_age: Option<i64>) {
    let age = max_age.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    let secure = if app.settings.https { "; Secure" } else { "" };
    if let Ok(value) = HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
