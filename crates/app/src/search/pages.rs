//! The page of answers: what was found, why it was found, and what to do when nothing was.

use super::asked::{Asked, MOST_PAGES, PAGE};
use super::store::{self, Shown};
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::units::name_of;
use ::search::{Answer, Hit, Marked};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::kinds;
use std::collections::HashMap;

/// A piece of a text: marked or not.
pub(super) struct Piece {
    pub mark: bool,
    pub text: String,
}

/// A text in pieces.
type Pieces = Vec<Piece>;

struct Choosable {
    word: String,
    text: String,
    here: bool,
}

struct Line {
    slug: String,
    number: String,
    title: Pieces,
    piece: Pieces,
    before: bool,
    after: bool,
    kind: String,
    unit: String,
    standing: String,
    opened: String,
}

struct Choice {
    word: String,
    text: String,
    count: String,
    href: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "search/pages/hits.html")]
struct Hits {
    lines: Vec<Line>,
    label: &'static str,
}

#[derive(Template)]
#[template(path = "search/pages/search.html")]
struct SearchPage {
    frame: Frame,
    asked: Asked,
    unit_name: String,
    kinds: Vec<Choosable>,
    years: Vec<Choosable>,
    /// Something was asked that the index can be asked.
    asks: bool,
    filtered: bool,
    clear: String,
    wrong: Vec<String>,
    unavailable: bool,
    behind: String,
    count: String,
    total: u64,
    by_kind: Vec<Choice>,
    ranked: String,
    newest: String,
    hits: String,
    near: String,
    pages: String,
    previous: String,
    next: String,
    too_deep: bool,
    list: String,
}

/// `GET /search`.
pub async fn page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let (asked, ask) = Asked::read(&cx, &query);
    let asks = !ask.query.is_empty();
    let found = match asks {
        true => cx.app.search.ask(&cx.app, ask).await,
        false => Ok(super::follow::Found::default()),
    };
    let (found, unavailable) = match found {
        Ok(found) => (found, false),
        Err(Error::Storage("search_index")) => (super::follow::Found::default(), true),
        Err(other) => return Err(other),
    };
    let answer = found.answer;
    let shown = shown(&cx, &answer).await?;
    let alone = query.pairs.iter().filter(|(_, v)| !v.trim().is_empty()).count() == 1;
    if let Some(only) = answer.hits.iter().find(|hit| is_number(hit, &asked.q)).filter(|_| alone)
        && answer.hits.iter().filter(|hit| is_number(hit, &asked.q)).count() == 1
    {
        return Ok(Redirect::to(&format!("/cases/{}", slug(&only.number))).into_response());
    }
    let pages = usize::try_from(answer.total).unwrap_or(usize::MAX).div_ceil(PAGE);
    let page = SearchPage {
        hits: list(&cx, &answer.hits, &shown, "search.hits")?,
        near: list(&cx, &answer.near, &shown, "search.near")?,
        by_kind: by_kind(&cx, &asked, &answer.kinds),
        count: cx.lang.number(i64::try_from(answer.total).unwrap_or(i64::MAX)),
        total: answer.total,
        behind: if found.behind > 0 { cx.lang.number(found.behind) } else { String::new() },
        pages: cx.lang.f2("search.page", "n", asked.page, "of", pages.clamp(1, MOST_PAGES)),
        previous: if asked.page > 1 { asked.to("page", &(asked.page - 1).to_string()) } else { String::new() },
        next: match asked.page < pages.min(MOST_PAGES) {
            true => asked.to("page", &(asked.page + 1).to_string()),
            false => String::new(),
        },
        too_deep: asked.page == MOST_PAGES && pages > MOST_PAGES,
        unavailable,
        ..blank(&cx, asked, asks)
    };
    let status = if unavailable { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

/// The page before anything was found.
fn blank(cx: &Cx, asked: Asked, asks: bool) -> SearchPage {
    let lang = cx.lang;
    let title = lang.t("search.title");
    let mut frame = cx.frame(title).here(title);
    frame.search = asked.q.clone();
    let this = i64::from(cx.today.year());
    let mut years: Vec<i64> = (this - 14..=this).rev().collect();
    years.extend(
        asked.year.parse().ok().filter(|year| !years.contains(year) && !asked.wrong.iter().any(|w| w.field == "year")),
    );
    let of_kinds = kinds::ALL.iter().map(|k| choosable(k.word().to_owned(), lang.word("kind", k.word()), &asked.kind));
    let mut list = form_urlencoded::Serializer::new(String::new());
    list.append_pair("q", &asked.q);
    SearchPage {
        frame,
        unit_name: match asked.unit.as_str() {
            "" => String::new(),
            unit => name_of(lang, cx.app.tree, unit, cx.today),
        },
        kinds: of_kinds.collect(),
        years: years.iter().map(|year| choosable(year.to_string(), year.to_string(), &asked.year)).collect(),
        asks,
        filtered: [&asked.kind, &asked.unit, &asked.year].iter().any(|part| !part.is_empty()),
        clear: Asked { q: asked.q.clone(), newest: asked.newest, ..Asked::default() }.to("", ""),
        wrong: asked
            .wrong
            .iter()
            .map(|w| format!("{}: {}", lang.word("search_field", &w.field), lang.t(w.what)))
            .collect(),
        unavailable: false,
        behind: String::new(),
        count: String::new(),
        total: 0,
        by_kind: Vec::new(),
        ranked: Asked { newest: false, ..asked.clone() }.to("page", ""),
        newest: asked.to("sort", "newest"),
        hits: String::new(),
        near: String::new(),
        pages: String::new(),
        previous: String::new(),
        next: String::new(),
        too_deep: false,
        list: format!("/cases?{}", list.finish()),
        asked,
    }
}

fn choosable(word: String, text: String, chosen: &str) -> Choosable {
    Choosable { here: word == chosen, word, text }
}

/// Whether what was typed is the number of this case, however its marks and case were typed.
fn is_number(hit: &Hit, typed: &str) -> bool {
    casework::fold(&hit.number) == casework::fold(typed)
}

/// What the database says of cases that were found, by id.
pub(super) async fn shown(cx: &Cx, answer: &Answer) -> Result<HashMap<i64, Shown>> {
    let ids: Vec<i64> = answer.hits.iter().chain(&answer.near).map(|hit| hit.id).collect();
    let shown = cx.app.read(move |tx| store::shown(tx, &ids)).await?;
    Ok(shown.into_iter().map(|one| (one.id, one)).collect())
}

/// Hits as HTML; nothing where there are none.
fn list(cx: &Cx, hits: &[Hit], shown: &HashMap<i64, Shown>, label: &'static str) -> Result<String> {
    let lines: Vec<Line> = hits.iter().filter_map(|hit| Some(line(cx, hit, shown.get(&hit.id)?))).collect();
    Ok(if lines.is_empty() { String::new() } else { Hits { lines, label: cx.lang.t(label) }.render()? })
}

fn by_kind(cx: &Cx, asked: &Asked, counts: &std::collections::BTreeMap<String, u64>) -> Vec<Choice> {
    let number = |n: u64| cx.lang.number(i64::try_from(n).unwrap_or(i64::MAX));
    let choice = |word: &str, text: String, count: u64| Choice {
        word: word.to_owned(),
        text,
        count: number(count),
        href: asked.to("kind", word),
        here: asked.kind == word,
    };
    let known = kinds::ALL.iter().filter_map(|k| Some((k.word(), *counts.get(k.word())?)));
    let mut out = vec![choice("", cx.lang.t("search.every_kind").to_owned(), counts.values().sum())];
    out.extend(known.map(|(word, count)| choice(word, cx.lang.word("kind", word), count)));
    if out.len() < 3 && asked.kind.is_empty() { Vec::new() } else { out }
}

fn line(cx: &Cx, hit: &Hit, shown: &Shown) -> Line {
    let lang = cx.lang;
    Line {
        slug: slug(&shown.number),
        number: shown.number.clone(),
        title: pieces(&hit.title),
        piece: pieces(&hit.piece),
        before: hit.piece.cut_before,
        after: hit.piece.cut_after,
        kind: lang.word("kind", &shown.kind),
        unit: name_of(lang, cx.app.tree, &shown.unit, shown.opened_on),
        standing: lang.of_kind("standing", &shown.kind, &shown.standing),
        opened: lang.date(shown.opened_on),
    }
}

/// A marked text in pieces; what parts its sections is shown as a point.
pub(super) fn pieces(text: &Marked) -> Pieces {
    text.pieces().into_iter().map(|(mark, piece)| Piece { mark, text: piece.replace('\n', " · ") }).collect()
}
