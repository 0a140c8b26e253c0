//! Of what: articles and published conclusions of a unit and what stands under it, of a category or field.

use crate::errors::Error;
use crate::lang::Lang;
use crate::portal::article::CATEGORIES;
use crate::portal::conclusions;
use crate::portal::feeds::{Entry, Feed};
use crate::portal::shelf::serve;
use crate::portal::store as articles;
use crate::portal::visit::Visit;
use crate::units::name_of;
use axum::response::Response;
use casework::units::Tree;
use jiff::civil::Date;

/// Items read of each kind; the rest stands on the pages.
const MOST: u32 = 100;
/// Items of a feed.
const IN_FEED: usize = 30;

/// Something public.
pub(super) struct Item {
    /// Its address, without language.
    pub to: String,
    pub title: String,
    pub what: String,
    pub at: i64,
}

/// What may be asked for: `news`, `news.inspection`, `conclusions`, `conclusions.<field>`; empty: everything.
pub(super) fn abouts(tx: &mut dyn db::Tx) -> db::Result<Vec<String>> {
    let mut out = vec![String::new(), "news".to_owned()];
    out.extend(CATEGORIES.iter().map(|c| format!("news.{c}")));
    out.push("conclusions".into());
    out.extend(conclusions::choices(tx)?.1.iter().map(|f| format!("conclusions.{f}")));
    Ok(out)
}

/// A topic in words.
pub(super) fn said(lang: Lang, about: &str) -> String {
    match about.split_once('.').unwrap_or((about, "")) {
        ("", _) => lang.t("alerts.everything").to_owned(),
        ("news", "") => lang.t("news.title").to_owned(),
        ("news", category) => format!("{}: {}", lang.t("news.title"), lang.word("news_category", category)),
        (_, "") => lang.word("portal_room", "conclusions"),
        (_, field) => {
            format!("{}: {}", lang.word("portal_room", "conclusions"), crate::cases::views::field_word(lang, field))
        }
    }
}

/// Units of which something was published.
pub(super) fn units(tx: &mut dyn db::Tx, now: i64) -> db::Result<Vec<String>> {
    let mut all: Vec<String> =
        articles::list(tx, now, &articles::Wanted::default(), MOST)?.into_iter().map(|a| a.unit).collect();
    all.extend(conclusions::published(tx, &conclusions::Wanted::default(), MOST)?.into_iter().map(|p| p.unit));
    all.sort();
    all.dedup();
    Ok(all)
}

/// Where and when topics are read.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub tree: &'a Tree,
    pub today: Date,
    pub now: i64,
    pub lang: Lang,
}

/// What became public after an instant, the newest first.
pub(super) fn items(tx: &mut dyn db::Tx, at: At<'_>, (unit, about): (&str, &str), since: i64) -> db::Result<Vec<Item>> {
    let (room, part) = about.split_once('.').unwrap_or((about, ""));
    let ours = |of: &str| unit.is_empty() || at.tree.is_under(of, unit, at.today);
    let mut out = Vec::new();
    if matches!(room, "" | "news") {
        let wanted = articles::Wanted { category: part.to_owned(), ..articles::Wanted::default() };
        let found = articles::list(tx, at.now, &wanted, MOST)?;
        let new = found.into_iter().filter(|a| a.public_at > since && ours(&a.unit));
        let said = |a: &articles::Article| at.lang == Lang::Vi || !a.title.en.is_empty();
        out.extend(new.filter(said).map(|a| Item {
            to: format!("/news/{}", a.slug),
            title: a.title.said(at.lang).to_owned(),
            what: at.lang.word("news_category", &a.category),
            at: a.public_at,
        }));
    }
    if matches!(room, "" | "conclusions") {
        let wanted = conclusions::Wanted { field: part.to_owned(), ..conclusions::Wanted::default() };
        let found = conclusions::published(tx, &wanted, MOST)?;
        let new = found.into_iter().filter(|p| p.published_at > since && ours(&p.unit));
        out.extend(new.map(|p| Item {
            to: format!("/conclusions/{}", p.slug),
            title: p.title,
            what: at.lang.word("portal_room", "conclusions"),
            at: p.published_at,
        }));
    }
    out.sort_by_key(|item| std::cmp::Reverse(item.at));
    Ok(out)
}

/// `GET /alerts.rss?unit=&about=`.
pub(super) async fn rss(visit: Visit) -> Response {
    serve(visit, |tx, visit| Ok(feed(tx, visit, "/alerts.rss")?.rss())).await
}

/// `GET /alerts.atom?unit=&about=`.
pub(super) async fn atom(visit: Visit) -> Response {
    serve(visit, |tx, visit| Ok(feed(tx, visit, "/alerts.atom")?.atom())).await
}

/// The topic that is asked for, under the address it is asked for at.
fn feed(tx: &mut dyn db::Tx, visit: &Visit, own: &str) -> Result<Feed, Error> {
    let (lang, today, now) = (visit.lang, visit.today(), visit.app.clock.now_ms());
    let asked = visit.asked();
    let (unit, about) = (asked.get("unit"), asked.get("about"));
    let is_known = unit.is_empty() || visit.app.tree.get(unit, today).is_some();
    if !is_known || !abouts(tx)?.iter().any(|a| a == about) {
        return Err(Error::Hidden);
    }
    let at = At { tree: visit.app.tree, today, now, lang };
    let mut list = items(tx, at, (unit, about), 0)?;
    list.truncate(IN_FEED);
    let mut title = said(lang, about);
    if !unit.is_empty() {
        title = format!("{title} · {}", name_of(lang, visit.app.tree, unit, today));
    }
    let entry = |item: Item| Entry {
        href: format!("{}{}", visit.origin, visit.to(&item.to)),
        title: item.title,
        what: item.what,
        summary: String::new(),
        at: item.at,
        changed: item.at,
    };
    Ok(Feed {
        lang,
        title: format!("{title} · {}", lang.t("portal.name")),
        lead: lang.t("alerts.lead").to_owned(),
        home: format!("{}{}", visit.origin, visit.to("/alerts")),
        own: format!("{}{}?{}", visit.origin, visit.to(own), visit.query),
        entries: list.into_iter().map(entry).collect(),
    })
}
