//! The page that finds people: name and place, and the cases they stand in.

use super::{LEAST, find};
use crate::access::Action;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};

/// Rows of one answer.
const MOST: usize = 50;

struct Line {
    name: String,
    place: String,
    slug: String,
    number: String,
    kind: String,
    title: String,
    unit: String,
    opened: String,
    standing: String,
}

#[derive(Template)]
#[template(path = "people/pages/people.html")]
struct People {
    frame: Frame,
    q: String,
    place: String,
    least: usize,
    asked: bool,
    short: bool,
    more: bool,
    lines: Vec<Line>,
}

/// `GET /people`, with `?q=` and `?place=` for who links here.
pub async fn page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    show(cx, &query).await
}

/// `POST /people`: as the page's own form asks.
pub async fn asked(cx: Cx, posted: Posted) -> Result {
    show(cx, &posted).await
}

async fn show(cx: Cx, asked: &Posted) -> Result {
    let (lang, tree) = (cx.lang, cx.app.tree);
    let (q, place) = (asked.get("q").to_owned(), asked.get("place").to_owned());
    let (reach, name, at) = (cx.reach(Action::SeeCases), q.clone(), place.clone());
    let mut found = cx.app.read(move |tx| find(tx, &name, &at, &reach, MOST + 1)).await?;
    let more = found.len() > MOST;
    found.truncate(MOST);
    let line = |f: super::Found| Line {
        slug: slug(&f.number),
        kind: lang.word("kind", &f.kind),
        unit: name_of(lang, tree, &f.unit, f.opened_on),
        opened: lang.date(f.opened_on),
        standing: lang.of_kind("standing", &f.kind, &f.standing),
        name: f.person.name,
        place: f.person.address,
        number: f.number,
        title: f.title,
    };
    let title = lang.t("people.title");
    let page = People {
        frame: cx.frame(title).here(title),
        short: !q.is_empty() && casework::fold(&q).chars().count() < LEAST,
        asked: !q.is_empty(),
        least: LEAST,
        more,
        lines: found.into_iter().map(line).collect(),
        q,
        place,
    };
    Ok(Html(page.render()?).into_response())
}
