//! Đối chiếu trước khi đăng: the numbers of an article beside the sealed figures of its unit.

use super::article::Content;
use super::text;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::guard::{Clash, Reader, check, clashes};

/// What the guard says of an article.
pub(super) struct Guarded {
    /// Numbers that differ from what was sealed.
    pub(super) clashes: Vec<Clash>,
    /// How many numbers there are, agree with a sealed figure, and have none to be held against.
    pub(super) counts: [usize; 3],
    /// Whether the reader may see the figures of the unit: without, nothing was compared.
    pub(super) compared: bool,
}

/// Reads title, summary and body in Vietnamese; the other language repeats their figures.
pub(super) async fn guarded(cx: &Cx, unit: &str, content: &Content) -> Result<Guarded> {
    let text = [&content.title.vi, &content.summary.vi, &text::plain(&content.body.vi)].map(String::as_str).join("\n");
    match check(&cx.app, &Reader::of(cx, unit), &text).await {
        Ok(checked) => {
            let clashes = clashes(cx.lang, &text, &checked);
            let all = checked.judged.len();
            let unknown = checked.count(|v| v == casework::guard::Verdict::Unknown);
            Ok(Guarded { counts: [all, all - clashes.len() - unknown, unknown], clashes, compared: true })
        }
        Err(Error::Forbidden(_) | Error::Invalid(_)) => {
            Ok(Guarded { clashes: Vec::new(), counts: [0; 3], compared: false })
        }
        Err(other) => Err(other),
    }
}
