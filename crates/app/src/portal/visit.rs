//! A reader of the public portal: which page in which language, and nothing about who.
//!
//! No cookie is read and none is set; the address alone decides what is shown, so that an
//! answer can be kept and given to everybody.

use crate::App;
use crate::assets;
use crate::errors::Error;
use crate::forms::Posted;
use crate::lang::Lang;
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use std::convert::Infallible;

/// The public rooms: key of the name, and the address without its language.
const ROOMS: [(&str, &str); 6] = [
    ("news", "/news"),
    ("conclusions", "/conclusions"),
    ("open", "/open"),
    ("file", "/file"),
    ("track", "/track"),
    ("book", "/book"),
];

/// Longest query that is looked at.
const LONGEST: usize = 2_000;

/// One asking.
#[derive(Clone)]
pub struct Visit {
    /// The whole program.
    pub app: App,
    /// Language of the address.
    pub lang: Lang,
    /// The address without its language, as `/news/so-ket`.
    pub path: String,
    /// What stands behind `?`.
    pub query: String,
    /// `https://host` before an address that leaves the house.
    pub origin: String,
    /// Headers as sent.
    pub headers: HeaderMap,
}

/// An address in a language: the Vietnamese one is the plain one.
pub fn path(lang: Lang, to: &str) -> String {
    match lang {
        Lang::Vi => to.to_owned(),
        Lang::En => format!("/en{to}"),
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let asked = parts.uri.path();
        let (lang, path) = match asked.strip_prefix("/en/") {
            Some(rest) => (Lang::En, format!("/{rest}")),
            None => (Lang::Vi, asked.to_owned()),
        };
        let query = parts.uri.query().unwrap_or("").chars().take(LONGEST).collect();
        Ok(Self {
            app: app.clone(),
            lang,
            path,
            query,
            origin: origin(app, &parts.headers),
            headers: parts.headers.clone(),
        })
    }
}

fn origin(app: &App, headers: &HeaderMap) -> String {
    if !app.settings.public_url.is_empty() {
        return app.settings.public_url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or("localhost");
    let plain = host.len() <= 200 && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
    format!("{}://{}", if app.settings.https { "https" } else { "http" }, if plain { host } else { "localhost" })
}

impl Visit {
    /// The values of the query.
    pub fn asked(&self) -> Posted {
        Posted::from_query(&self.query)
    }

    /// Today in Vietnam.
    pub fn today(&self) -> Date {
        self.app.clock.today()
    }

    /// An address of the portal in this language.
    pub fn to(&self, to: &str) -> String {
        path(self.lang, to)
    }

    /// What stands around the page of this title.
    pub fn face(&self, title: &str) -> Face {
        Face {
            lang: self.lang,
            title: title.to_owned(),
            description: String::new(),
            path: self.path.clone(),
            origin: self.origin.clone(),
            demo: self.app.settings.demo,
            picture: String::new(),
            data: String::new(),
            is_article: false,
            unlisted: false,
        }
    }
}

/// What the public layout needs.
pub struct Face {
    /// Language of the page.
    pub lang: Lang,
    /// Title.
    pub title: String,
    /// What it is about, for previews.
    pub description: String,
    /// Its address without its language.
    pub path: String,
    /// `https://host`.
    pub origin: String,
    /// Whether the ribbon of the demo is shown.
    pub demo: bool,
    /// Whole address of a picture for previews; empty: none.
    pub picture: String,
    /// schema.org as JSON; empty: none.
    pub data: String,
    /// Whether previews call it an article.
    pub is_article: bool,
    /// Kept out of search engines.
    pub unlisted: bool,
}

impl Face {
    /// URL of an embedded file.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// URL of an icon in the sprite.
    pub fn icon(&self, name: &str) -> String {
        assets::icon(name)
    }

    /// The other language.
    pub fn other(&self) -> Lang {
        if self.lang == Lang::Vi { Lang::En } else { Lang::Vi }
    }

    /// An address of the portal in this language.
    pub fn to(&self, to: &str) -> String {
        path(self.lang, to)
    }

    /// This page's whole address.
    pub fn here(&self) -> String {
        format!("{}{}", self.origin, self.to(&self.path))
    }

    /// This page's whole address in the other language.
    pub fn there(&self) -> String {
        format!("{}{}", self.origin, path(self.other(), &self.path))
    }

    /// The public rooms: name, address, whether this page stands in it.
    pub fn rooms(&self) -> Vec<(String, String, bool)> {
        let room = |(key, to): (&str, &str)| {
            let here = self.path == to || self.path.strip_prefix(to).is_some_and(|rest| rest.starts_with('/'));
            (self.lang.word("portal_room", key), self.to(to), here)
        };
        ROOMS.into_iter().map(room).collect()
    }
}

#[derive(Template)]
#[template(path = "portal/pages/missing.html")]
struct Missing {
    face: Face,
    text: String,
}

/// The public page that says why there is none.
pub fn missing(visit: &Visit, error: &Error) -> Response {
    let (status, key) = match error {
        Error::Hidden => (StatusCode::NOT_FOUND, "missing"),
        Error::Storage(_) => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        Error::TooOften(_) => (StatusCode::TOO_MANY_REQUESTS, "too_often"),
        other => (other.status(), "fault"),
    };
    let title = visit.lang.word("portal_error", key);
    let mut face = visit.face(&title);
    face.unlisted = true;
    let page = Missing { text: visit.lang.word("portal_error_text", key), face };
    match page.render() {
        Ok(html) => (status, super::shelf::HEADERS, Html(html)).into_response(),
        Err(_) => status.into_response(),
    }
}
