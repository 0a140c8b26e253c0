//! Đối chiếu trước khi đăng: the numbers of an article beside the sealed figures of its unit.
//!
//! A number bound to a cell is held against that cell; any other against what its words say it is.

use super::article::Content;
use super::desk::{Sealed, sealed_cell};
use super::text;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::guard::{Clash, Reader, check, clash};
use crate::periodic_reports::opened;
use casework::guard::{Judged, Verdict, against};
use std::ops::Range;

/// What the guard says of an article.
#[derive(Default)]
pub(super) struct Guarded {
    /// Numbers that differ from what was sealed.
    pub(super) clashes: Vec<Clash>,
    /// How many numbers there are, agree with a sealed figure, and have none to be held against.
    pub(super) counts: [usize; 3],
    /// Whether the reader may see the figures of the unit: without, nothing was compared.
    pub(super) compared: bool,
}

/// A bound figure in the text, with its cell if there is one.
struct BoundAt {
    at: Range<usize>,
    href: String,
    sealed: Option<Sealed>,
}

/// Reads title, summary and body in Vietnamese; the other language repeats their figures.
pub(super) async fn guarded(cx: &Cx, unit: &str, content: &Content) -> Result<Guarded> {
    let (body, spans) = text::plain(&content.body.vi);
    let above = format!("{}\n{}\n", content.title.vi, content.summary.vi);
    let text = format!("{above}{body}");
    let checked = match check(&cx.app, &Reader::of(cx, unit), &text).await {
        Ok(checked) => checked,
        Err(Error::Forbidden(_) | Error::Invalid(_)) => return Ok(Guarded::default()),
        Err(other) => return Err(other),
    };
    let (tree, lang, from) = (cx.app.tree, cx.lang, above.len());
    let bound = cx.app.db.read(move |tx| {
        let mut out = Vec::new();
        for (at, bound) in spans {
            let sealed = opened(tx, tree, &bound.report)?.and_then(|open| sealed_cell(&open, &bound, lang));
            out.push(BoundAt { at: at.start + from..at.end + from, href: bound.href(lang), sealed });
        }
        Ok::<_, Error>(out)
    });
    let bound = bound.await?;
    let mut out = Guarded { compared: true, counts: [checked.judged.len(), 0, 0], ..Guarded::default() };
    for judged in &checked.judged {
        let own = bound.iter().find(|b| b.at.start <= judged.number.at.start && judged.number.at.start < b.at.end);
        let verdict = match own.map(|b| b.sealed.as_ref()) {
            Some(Some(sealed)) => against(&judged.number, sealed.value),
            Some(None) => Verdict::Unknown,
            None => judged.verdict,
        };
        match (verdict, own) {
            (Verdict::Agrees | Verdict::Rounded, _) => out.counts[1] += 1,
            (Verdict::Unknown, _) => out.counts[2] += 1,
            (Verdict::Clash(_), Some(own)) => out.clashes.push(differs(cx, &text, judged, own)),
            (Verdict::Clash(_), None) => out.clashes.push(clash(lang, &text, &checked, judged)),
        }
    }
    Ok(out)
}

/// A bound number that says something else than its cell.
fn differs(cx: &Cx, text: &str, judged: &Judged, own: &BoundAt) -> Clash {
    let figure = own.sealed.as_ref().map(|s| s.printed.clone()).unwrap_or_default();
    Clash {
        words: text[judged.number.at.clone()].to_owned(),
        sentence: cx.lang.f1("article.bound_differs", "figure", figure),
        href: own.href.clone(),
        place: cx.lang.t("article.bound").to_owned(),
    }
}
