//! The four ways a request can end without what was asked: the law refuses,
//! the form is wrong, the reader may not, or we failed.
//!
//! Handlers return [`Error`]; the frame around them ([`crate::frame`]) knows the
//! reader's language and writes it as a page or as an RFC 9457 problem. Must
//! never show a cause to the reader: causes go to the log under an id.

use crate::cx::Cx;
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use casework::Refusal;
use std::sync::Arc;

/// What a handler gives back.
pub type Result<T = Response> = std::result::Result<T, Error>;

/// One field that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the input, as `findings.0.money`.
    pub field: String,
    /// Catalogue key of what is wrong, as `invalid.date`.
    pub what: &'static str,
}

impl FieldError {
    /// A field and what is wrong with it.
    pub fn new(field: impl Into<String>, what: &'static str) -> Self {
        Self { field: field.into(), what }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone)]
pub enum Error {
    /// 409: the law says no.
    Refusal(Box<Refusal>),
    /// 422: fields that cannot be read. Pages show the form again instead.
    Invalid(Vec<FieldError>),
    /// 409: another act came into the case since the form was opened.
    Stale,
    /// 409: another case has this number.
    NumberTaken,
    /// 404: it is not there, or its existence is not this reader's business.
    Hidden,
    /// 403: the reader knows it exists and may not; the sentence under this key says who may.
    Forbidden(&'static str),
    /// 401: sign in first.
    SignIn,
    /// 405: the address is right, and is not asked so.
    Method,
    /// 413: more than so many MB were sent.
    TooLarge(u64),
    /// 429: too often; try again after so many seconds.
    TooOften(u64),
    /// 503: the database cannot take this now; the word says why and what to do.
    Storage(&'static str),
    /// 500: ours; the id finds it in the log.
    Fault(String),
}

impl Error {
    /// A failure of ours, logged under a fresh id.
    pub fn fault(cause: impl std::fmt::Display) -> Self {
        let id = crate::random::hex::<6>();
        tracing::error!(%id, %cause, "fault");
        Error::Fault(id)
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Error::Refusal(_) | Error::Stale | Error::NumberTaken => StatusCode::CONFLICT,
            Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Hidden => StatusCode::NOT_FOUND,
            Error::Forbidden(_) => StatusCode::FORBIDDEN,
            Error::SignIn => StatusCode::UNAUTHORIZED,
            Error::Method => StatusCode::METHOD_NOT_ALLOWED,
            Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Error::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Error::Storage(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Error::Refusal(_) => "refusal",
            Error::Invalid(_) => "invalid",
            Error::Stale => "stale",
            Error::NumberTaken => "number_taken",
            Error::Hidden => "hidden",
            Error::Forbidden(_) => "forbidden",
            Error::SignIn => "sign_in",
            Error::Method => "method",
            Error::TooLarge(_) => "too_large",
            Error::TooOften(_) => "too_often",
            Error::Storage(_) => "storage",
            Error::Fault(_) => "fault",
        }
    }

    /// The error as this reader sees it: sign-in page, problem or page.
    pub fn render(&self, cx: &Cx) -> Response {
        if cx.is_api() {
            return self.problem(cx);
        }
        if matches!(self, Error::SignIn) {
            return axum::response::Redirect::to(&crate::accounts::sign_in_url(cx)).into_response();
        }
        let said = self.said(cx);
        let page = ErrorPage { frame: cx.frame(&said.title).here(&said.title), said };
        match page.render() {
            Ok(html) => (self.status(), Html(html)).into_response(),
            Err(_) => self.status().into_response(),
        }
    }

    /// Title, sentence, provision and way out in the reader's language.
    pub fn said(&self, cx: &Cx) -> Said {
        let lang = cx.lang;
        let kind = self.kind();
        let title = lang.word("error", kind);
        let mut said = Said {
            title,
            text: lang.word("error_text", kind),
            way: lang.word("error_way", kind),
            law: None,
            fields: Vec::new(),
        };
        match self {
            Error::Refusal(refusal) => {
                (said.text, said.way) = refusal_said(cx, refusal);
                said.law = Some(cx.app.law.cite(&refusal.law, lang.code()));
            }
            Error::Forbidden(key) => said.text = lang.t(key).to_owned(),
            Error::TooLarge(mb) => said.text = lang.f1("error_text.too_large", "n", mb),
            Error::TooOften(seconds) => said.text = lang.f1("error_text.too_often", "n", seconds),
            Error::Fault(id) => said.text = lang.f1("error_text.fault", "id", id),
            Error::Storage(why) => said.text = lang.word("storage", why),
            Error::Invalid(fields) => {
                said.fields = fields.iter().map(|f| (f.field.clone(), lang.t(f.what).to_owned())).collect();
            }
            Error::Stale | Error::NumberTaken | Error::Hidden | Error::SignIn | Error::Method => {}
        }
        said
    }

    fn problem(&self, cx: &Cx) -> Response {
        let said = self.said(cx);
        let mut body = serde_json::json!({
            "type": format!("about:blank#{}", self.kind()),
            "title": said.title,
            "status": self.status().as_u16(),
            "detail": said.text,
            "instance": cx.path,
        });
        match self {
            Error::Refusal(refusal) => {
                body["code"] = refusal.code.into();
                body["law"] = refusal.law.to_string().into();
                body["way_out"] = said.way.into();
                let facts = refusal.facts.iter().map(|(k, v)| ((*k).to_owned(), v.clone().into()));
                body["facts"] = serde_json::Value::Object(facts.collect());
            }
            Error::Invalid(fields) => {
                let list = fields
                    .iter()
                    .zip(&said.fields)
                    .map(|(f, (_, text))| serde_json::json!({ "field": f.field, "code": f.what, "detail": text }));
                body["errors"] = list.collect();
            }
            _ => {}
        }
        let mut response = (
            self.status(),
            [(header::CONTENT_TYPE, "application/problem+json"), (header::CONTENT_LANGUAGE, cx.lang.code())],
            body.to_string(),
        )
            .into_response();
        if matches!(self, Error::SignIn) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// A refusal's sentence with its facts filled in.
pub fn refusal_text(cx: &Cx, refusal: &Refusal) -> String {
    refusal_said(cx, refusal).0
}

/// What a refusal says, and the way out. The sentences of procedure stand with
/// their rules in `casework`; those of other rooms in the catalogues.
fn refusal_said(cx: &Cx, refusal: &Refusal) -> (String, String) {
    refusal_words(cx.lang, refusal)
}

/// What a refusal says in a language, and the way out.
pub fn refusal_words(lang: crate::lang::Lang, refusal: &Refusal) -> (String, String) {
    let name = |key: &str, value: &str| crate::lawtext::fact(lang, refusal.kind, key, value);
    if let Some(sentence) = casework::kinds::sentence(refusal.code) {
        return sentence.said(refusal, lang.code(), name);
    }
    let facts: Vec<(&str, String)> = refusal.facts.iter().map(|(key, value)| (*key, name(key, value))).collect();
    let way = lang.word("refusal_way", refusal.code);
    let way = if way == refusal.code { lang.t("error_way.refusal").to_owned() } else { way };
    (lang.with(&format!("refusal.{}", refusal.code), &facts), way)
}

/// An error put into words.
pub struct Said {
    /// What happened, in a word or two.
    pub title: String,
    /// The sentence.
    pub text: String,
    /// What to do next and who can.
    pub way: String,
    /// The provision, where the law refuses.
    pub law: Option<String>,
    /// Field and what is wrong with it.
    pub fields: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    frame: crate::frame::Frame,
    said: Said,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::Refusal(Box::new(refusal))
    }
}

impl From<db::Error> for Error {
    fn from(e: db::Error) -> Self {
        match e {
            db::Error::Busy
            | db::Error::Full(_)
            | db::Error::ReadOnly(_)
            | db::Error::Corrupt(_)
            | db::Error::Unreachable { .. }
            | db::Error::CommitUnknown
            | db::Error::Closed => {
                tracing::error!(cause = %e, "the database cannot take this");
                Error::Storage(e.code())
            }
            other => Error::fault(other),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(e: askama::Error) -> Self {
        Error::fault(e)
    }
}

/// Left in the response for the frame to put into words.
#[derive(Clone)]
pub struct Unsaid(pub Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Unsaid(Arc::new(self)));
        response
    }
}
