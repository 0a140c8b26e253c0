//! What a form sent: names and values in order, and files.
//!
//! Here because our forms repeat names and nest rows (`findings.0.money`),
//! carry the form token, and come with or without files. The token is checked
//! before a handler sees anything. Must never lose what was typed.

use crate::App;
use crate::cx::Cx;
use crate::errors::Error;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;

/// A file sent with a form.
#[derive(Debug, Clone)]
pub struct File {
    /// Name of the input.
    pub field: String,
    /// Name on the sender's machine, without folders.
    pub name: String,
    /// Media type the sender claims.
    pub mime: String,
    /// Content; empty where it went beyond what the files of this form may hold together.
    pub bytes: Bytes,
}

/// A posted form whose token was right.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    /// Names and values, in the order sent.
    pub pairs: Vec<(String, String)>,
    /// Files that are not empty.
    pub files: Vec<File>,
}

impl Posted {
    /// The first value of a name, trimmed; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
    }

    /// Whether a name was sent at all, as buttons are.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(n, _)| n == name)
    }

    /// The file of an input, if one was chosen.
    pub fn file(&self, field: &str) -> Option<&File> {
        self.files.iter().find(|f| f.field == field)
    }

    /// Reads `a=1&b=2`, in queries as in bodies.
    pub fn from_query(text: &str) -> Self {
        Self { pairs: form_urlencoded::parse(text.as_bytes()).into_owned().collect(), files: Vec::new() }
    }

    async fn from_parts(mut parts: Multipart, room: Option<Capacity>) -> Result<Self, Error> {
        let unreadable = |e: axum::extract::multipart::MultipartError| match e.status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => Error::Invalid(vec![too_large()]),
            _ => Error::Invalid(vec![broken()]),
        };
        let mut posted = Self::default();
        let mut left = room.map_or(usize::MAX, |room| room.files);
        let mut words = room.map_or(usize::MAX, |room| room.words);
        while let Some(mut part) = parts.next_field().await.map_err(unreadable)? {
            let field = part.name().unwrap_or("").to_owned();
            let Some(name) = part.file_name().map(str::to_owned) else {
                let text = held(&mut part, words).await.map_err(unreadable)?;
                let text = text.ok_or_else(|| Error::Invalid(vec![too_large()]))?;
                words = words.saturating_sub(text.len());
                posted.pairs.push((field, String::from_utf8_lossy(&text).into_owned()));
                continue;
            };
            let mime = part.content_type().unwrap_or("application/octet-stream").to_owned();
            let bytes = held(&mut part, left).await.map_err(unreadable)?;
            let cut = bytes.is_none();
            let bytes = bytes.unwrap_or_default();
            left = left.saturating_sub(bytes.len());
            if cut || !bytes.is_empty() {
                let name = name.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
                posted.files.push(File { field, name, mime, bytes });
            }
        }
        Ok(posted)
    }
}

/// How much a form may hold where its words are kept though its files are too large.
#[derive(Debug, Clone, Copy)]
pub struct Capacity {
    /// Bytes of all files together.
    pub files: usize,
    /// Bytes of all words together.
    pub words: usize,
}

/// A part, if it is not larger than this; the rest is read into nothing, so that what follows it is reached.
async fn held(
    part: &mut axum::extract::multipart::Field<'_>,
    most: usize,
) -> Result<Option<Bytes>, axum::extract::multipart::MultipartError> {
    let (mut all, mut size) = (Vec::new(), 0_usize);
    while let Some(piece) = part.chunk().await? {
        size = size.saturating_add(piece.len());
        if size <= most {
            all.extend_from_slice(&piece);
        } else {
            all = Vec::new();
        }
    }
    Ok((size <= most).then(|| all.into()))
}

fn too_large() -> crate::errors::FieldError {
    crate::errors::FieldError::new("file", "invalid.too_large")
}

fn broken() -> crate::errors::FieldError {
    crate::errors::FieldError::new("form", "invalid.form")
}

impl FromRequest<App> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let cx = request.extensions().get::<Cx>().cloned().ok_or_else(|| Error::fault("a form outside the frame"))?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        let posted = if kind.starts_with("multipart/form-data") {
            let room = request.extensions().get::<Capacity>().copied();
            let parts = Multipart::from_request(request, app).await.map_err(|_| Error::Invalid(vec![broken()]))?;
            Self::from_parts(parts, room).await?
        } else {
            let body = Bytes::from_request(request, app).await.map_err(|_| Error::Invalid(vec![too_large()]))?;
            Self { pairs: form_urlencoded::parse(&body).into_owned().collect(), files: Vec::new() }
        };
        if !same(posted.get("csrf"), &cx.csrf) {
            return Err(Error::Forbidden("denied.form_token"));
        }
        Ok(posted)
    }
}

/// Compares without telling by its time where the first difference stands.
pub(crate) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}
