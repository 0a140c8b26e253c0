//! Đơn vị: the tree of units as pages: a unit on a day, what stands under it,
//! who inspects there, what it came from and what took its place.

mod api;
pub mod own;
pub mod store;
pub mod table;

use crate::access::{Access, Action};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::{Lang, typed};
use crate::routes::{Method, Room, Routes};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse};
use casework::units::{Tree, Unit};
use jiff::civil::Date;

/// Pages of the tree.
pub fn routes() -> Routes {
    Routes::new()
        .room(Room { key: "units", href: "/units", icon: "network", access: Access::SignedIn })
        .route(Method::Get, "/units", Access::SignedIn, search)
        .route(Method::Get, "/units/find", Access::SignedIn, find)
        .route(Method::Get, "/units/table", Access::May(Action::ChangeUnits), table::page)
        .route_up_to(table::LARGEST, Method::Post, "/units/table", Access::May(Action::ChangeUnits), table::import)
        .route(Method::Get, "/units/table/{file}", Access::SignedIn, table::export)
        .route(Method::Get, "/units/{code}", Access::SignedIn, unit)
        .route(Method::Get, "/api/v1/units", Access::SignedIn, api::units)
        .route(Method::Get, "/api/v1/units/{code}", Access::SignedIn, api::unit)
}

/// A unit's name in the reader's language.
pub fn name(lang: Lang, unit: &Unit) -> String {
    match lang {
        Lang::Vi => unit.name.clone(),
        Lang::En => unit.english(),
    }
}

/// The name of a code on a day, or its latest name, or the code itself.
pub fn name_of(lang: Lang, tree: &Tree, code: &str, on: Date) -> String {
    tree.get(code, on).or_else(|| tree.latest(code)).map_or_else(|| code.to_owned(), |u| name(lang, u))
}

/// One unit as a line of a list.
struct Line {
    code: String,
    name: String,
    kind: String,
    above: String,
    dates: String,
    unverified: bool,
}

impl Line {
    fn new(lang: Lang, tree: &Tree, unit: &Unit, on: Date) -> Self {
        let above = unit.parent.as_ref().map(|p| name_of(lang, tree, &p.0, on)).unwrap_or_default();
        let status = unit.status == law::Status::Unverified;
        Self {
            code: unit.code.0.clone(),
            name: name(lang, unit),
            kind: lang.word("unit_kind", unit.kind),
            above,
            dates: dates(lang, unit),
            unverified: status,
        }
    }
}

/// `đến 30/06/2025`, `từ 01/07/2025`, or nothing for a unit without known ends.
fn dates(lang: Lang, unit: &Unit) -> String {
    match (unit.from, unit.until) {
        (None, None) => String::new(),
        (Some(from), None) => lang.f1("unit.from", "from", lang.date(from)),
        (None, Some(until)) => lang.f1("unit.until", "until", lang.date(until)),
        (Some(from), Some(until)) => lang.f2("unit.span", "from", lang.date(from), "until", lang.date(until)),
    }
}

/// The day a page is asked for: `?on=`, else today; and whether it could not be read.
fn day(cx: &Cx, query: &Posted) -> (Date, bool) {
    let text = query.get("on");
    match typed::date(text) {
        Some(day) => (day, false),
        None => (cx.today, !text.is_empty()),
    }
}

#[derive(Template)]
#[template(path = "units/pages/search.html")]
struct Search {
    frame: Frame,
    q: String,
    on: String,
    on_wrong: bool,
    on_text: String,
    found: Vec<Line>,
    asked: bool,
    version: String,
    may_change: bool,
}

async fn search(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let (on, on_wrong) = day(&cx, &query);
    let q = query.get("q").to_owned();
    let tree = cx.app.tree;
    let units = match q.is_empty() {
        false => tree.search(&q, on, 50),
        true => tree.descendants("VN", on).into_iter().filter(|u| is_upper(u)).collect(),
    };
    let page = Search {
        frame: cx.frame(cx.lang.t("room.units")).here(cx.lang.t("room.units")),
        on: crate::facts_form::slashes(on),
        on_text: cx.lang.date(on),
        on_wrong,
        found: units.into_iter().map(|u| Line::new(cx.lang, tree, u, on)).collect(),
        asked: !q.is_empty(),
        q,
        version: tree.version().to_owned(),
        may_change: cx.may_somewhere(Action::ChangeUnits),
    };
    Ok(Html(page.render()?).into_response())
}

/// What the first page of the tree lists: the country, ministries and provinces.
fn is_upper(unit: &Unit) -> bool {
    use casework::units::UnitKind as K;
    matches!(unit.kind, K::Country | K::Ministry | K::Province)
}

#[derive(Template)]
#[template(path = "units/pages/find.html")]
struct Find {
    lang: Lang,
    into: String,
    found: Vec<Line>,
    asked: bool,
}

/// Suggestions for a unit picker: `?into=<id of the input>&<its name>=<typed>`.
async fn find(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let typed = query.pairs.iter().find(|(n, _)| n != "into").map_or("", |(_, v)| v.trim());
    let mut units = if typed.is_empty() { Vec::new() } else { cx.app.tree.search(typed, cx.today, 300) };
    // One's own units first: a name like "Thanh tra Sở Tư pháp" stands in every province.
    let reach = cx.reach(crate::access::Action::SeeCases);
    units.sort_by_key(|u| !reach.holds(&u.code.0));
    units.truncate(12);
    let page = Find {
        lang: cx.lang,
        into: query.get("into").to_owned(),
        asked: !typed.is_empty(),
        found: units.into_iter().map(|u| Line::new(cx.lang, cx.app.tree, u, cx.today)).collect(),
    };
    Ok(Html(page.render()?).into_response())
}

#[derive(Template)]
#[template(path = "units/pages/unit.html")]
struct UnitPage {
    frame: Frame,
    line: Line,
    vietnamese: String,
    agency: String,
    on: String,
    on_text: String,
    on_wrong: bool,
    ended: String,
    versions: Vec<Line>,
    before: Vec<Line>,
    after: Vec<Line>,
    split: bool,
    bodies: Vec<Line>,
    under: Vec<Line>,
    under_count: String,
    may_sheets: bool,
}

async fn unit(cx: Cx, Path(code): Path<String>) -> Result {
    let query = Posted::from_query(&cx.query);
    let (on, on_wrong) = day(&cx, &query);
    let (lang, tree) = (cx.lang, cx.app.tree);
    // A unit that does not stand on the day is shown as it last was, and says so.
    let unit = tree.get(&code, on).or_else(|| tree.latest(&code)).ok_or(Error::Hidden)?;
    let lines = |units: Vec<&Unit>| units.into_iter().map(|u| Line::new(lang, tree, u, on)).collect::<Vec<_>>();
    let ended = match tree.find(&code, on) {
        Ok(_) => String::new(),
        Err(refusal) => crate::errors::refusal_text(&cx, &refusal.refusal()),
    };
    let mut frame = cx.frame(&name(lang, unit)).under(lang.t("room.units"), "/units");
    let path = tree.path(&code, on);
    for above in path.iter().rev().skip(1).rev().filter(|u| u.parent.is_some()) {
        frame = frame.under(name(lang, above), format!("/units/{}", above.code.0));
    }
    let under = tree.children(&code, on);
    let bodies: Vec<&Unit> = tree.inspectorates(&code, on).into_iter().filter(|u| u.code != unit.code).collect();
    let before: Vec<&Unit> =
        tree.all().iter().filter(|u| u.code != unit.code && u.successors.iter().any(|h| h.code == unit.code)).collect();
    let after: Vec<&Unit> = unit.successors.iter().filter_map(|h| tree.latest(&h.code.0)).collect();
    let page = UnitPage {
        frame: frame.here(name(lang, unit)),
        line: Line::new(lang, tree, unit, on),
        vietnamese: if lang == Lang::En { unit.name.clone() } else { String::new() },
        agency: unit.agency.map(|a| lang.word("agency", a.word())).unwrap_or_default(),
        on: crate::facts_form::slashes(on),
        on_text: lang.date(on),
        on_wrong,
        ended,
        versions: lines(tree.versions(&code).collect()),
        before: lines(before),
        after: lines(after),
        split: unit.successors.iter().any(|h| h.split),
        under_count: lang.count(under.len()),
        may_sheets: cx.may(crate::access::Action::SeeSheets, &code),
        bodies: lines(bodies),
        under: lines(under),
    };
    Ok(Html(page.render()?).into_response())
}

#[cfg(test)]
mod tests;
