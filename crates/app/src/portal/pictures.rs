//! `GET /pictures/{hash}-{width}.{webp|jpg}`: a picture of an article, for ever the same under its address.

use super::shelf::{Page, serve};
use super::store;
use super::visit::Visit;
use crate::errors::Error;
use axum::extract::Path;
use axum::response::Response;

/// A picture in one size and format.
pub(super) async fn one(visit: Visit, Path(file): Path<String>) -> Response {
    serve(visit, move |tx, _| {
        let (hash, rest) = file.split_once('-').ok_or(Error::Hidden)?;
        let (width, ending) = rest.split_once('.').ok_or(Error::Hidden)?;
        let width: u32 = width.parse().map_err(|_| Error::Hidden)?;
        let mime = match ending {
            "webp" => "image/webp",
            "jpg" => "image/jpeg",
            _ => return Err(Error::Hidden),
        };
        let bytes = store::picture(tx, hash, width, ending)?.ok_or(Error::Hidden)?;
        Ok(Page { forever: true, ..Page::of(mime, bytes) })
    })
    .await
}
