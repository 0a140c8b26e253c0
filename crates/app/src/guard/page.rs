//! The page: a text pasted, and the same text back with every number marked.

use super::said::{Found, found, sentence, word};
use super::{Checked, Reader, check};
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use casework::guard::Verdict;
use std::collections::BTreeMap;

/// A piece of the text; marked where it is a number.
struct Piece {
    text: String,
    word: &'static str,
    label: String,
    n: usize,
}

/// A number in the list under the text.
struct Line {
    n: usize,
    text: String,
    word: &'static str,
    label: String,
    sentence: String,
    found: Option<Found>,
}

#[derive(Template)]
#[template(path = "guard/pages/guard.html")]
struct GuardPage {
    frame: Frame,
    text: String,
    unit: String,
    unit_name: String,
    wrong: String,
    /// What was found; nothing before a text was sent.
    shown: Option<Shown>,
}

struct Shown {
    /// Reports compared with: address, number, name.
    reports: Vec<(String, String, String)>,
    summary: String,
    clashes: usize,
    unknown: usize,
    pieces: Vec<Piece>,
    lines: Vec<Line>,
}

fn page(cx: &Cx, text: String, unit: String, wrong: String, shown: Option<Shown>) -> Result<Html<String>> {
    let title = cx.lang.t("guard.title");
    let frame = cx.frame(title).under(cx.lang.t("room.reports"), "/reports").here(title);
    let unit_name = name_of(cx.lang, cx.app.tree, &unit, cx.today);
    Ok(Html(GuardPage { frame, text, unit, unit_name, wrong, shown }.render()?))
}

/// `GET /reports/guard?unit=31`.
pub(super) async fn blank(cx: Cx) -> Result {
    let unit = Reader::of(&cx, Posted::from_query(&cx.query).get("unit")).unit;
    Ok(page(&cx, String::new(), unit, String::new(), None)?.into_response())
}

/// `POST /reports/guard`: the text comes back whatever was wrong with the rest.
pub(super) async fn checked(cx: Cx, posted: Posted) -> Result {
    let reader = Reader::of(&cx, posted.get("unit"));
    let text = posted.pairs.iter().find(|(name, _)| name == "text").map_or("", |(_, text)| text).replace("\r\n", "\n");
    let wrong = match check(&cx.app, &reader, &text).await {
        Ok(checked) => {
            let shown = shown(&cx, &text, &checked);
            return Ok(page(&cx, text, reader.unit, String::new(), Some(shown))?.into_response());
        }
        Err(Error::Invalid(fields)) => fields.first().map_or("invalid.too_long", |f| f.what),
        Err(Error::Forbidden(why)) => why,
        Err(other) => return Err(other),
    };
    let wrong = cx.lang.t(wrong).to_owned();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&cx, text, reader.unit, wrong, None)?).into_response())
}

fn shown(cx: &Cx, text: &str, checked: &Checked) -> Shown {
    let lang = cx.lang;
    let (mut pieces, mut lines, mut from) = (Vec::new(), Vec::new(), 0);
    let plain = |text: &str| Piece { text: text.to_owned(), word: "", label: String::new(), n: 0 };
    for (n, judged) in (1..).zip(&checked.judged) {
        let at = judged.number.at.clone();
        // Two numbers of one word, as `a/b`, are read from the last one: put back in order.
        pieces.push(plain(&text[from.min(at.start)..at.start]));
        from = at.end;
        let (word, found) = (word(judged.verdict), found(lang, checked, judged));
        let label = lang.word("guard.state", word);
        pieces.push(Piece { text: text[at.clone()].to_owned(), word, label: label.clone(), n });
        lines.push(Line {
            n,
            text: text[at].to_owned(),
            word,
            label,
            sentence: sentence(lang, judged, found.as_ref()),
            found,
        });
    }
    pieces.push(plain(&text[from..]));
    let mut reports: BTreeMap<String, String> = BTreeMap::new();
    for (sealed, sheet) in &checked.sheets {
        let name = format!("{} · {}", sheet.unit_name(lang.code()), sheet.period.label(lang.code()));
        reports.insert(sealed.report.clone(), name);
    }
    let of = |is: fn(Verdict) -> bool| lang.count(checked.count(is));
    let facts = [
        ("all", lang.count(checked.judged.len())),
        ("agrees", of(|v| v == Verdict::Agrees)),
        ("rounded", of(|v| v == Verdict::Rounded)),
        ("clashes", of(|v| matches!(v, Verdict::Clash(_)))),
        ("unknown", of(|v| v == Verdict::Unknown)),
    ];
    Shown {
        reports: reports.into_iter().map(|(number, name)| (slug(&number), number, name)).collect(),
        summary: lang.with("guard.summary", &facts),
        clashes: checked.clashes(),
        unknown: checked.count(|v| v == Verdict::Unknown),
        pieces,
        lines,
    }
}
