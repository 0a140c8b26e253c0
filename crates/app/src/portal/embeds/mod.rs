//! Thẻ nhúng: figures, news and the door for petitions on another office's site.
//!
//! A card is a small page of its own that any site may frame: no script, no cookie, no font, its
//! links open above the frame, and a figure names the sealed report it stands in. What stands
//! outside `/embed/` may be framed by nobody.

mod make;

use super::shelf::{Page, serve};
use super::store::{self, Wanted};
use super::visit::Visit;
use crate::assets;
use crate::cases::views::slug;
use crate::errors::Error;
use crate::lang::Lang;
use crate::periodic_reports::{Open, opened};
use crate::reports::out::unit_of;
use crate::routes::Routes;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::reports::{Kept, printed};

/// Headlines on a card.
const HEADLINES: u32 = 5;
/// How a card looks: as the reader's system says, or always so.
pub(super) const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// The cards, and the page that makes the lines to paste.
pub(super) fn routes() -> Routes {
    Routes::new()
        .open("/embed", "/en/embed", make::page)
        .open("/embed/news/{theme}", "/en/embed/news/{theme}", news)
        .open("/embed/petition/{theme}", "/en/embed/petition/{theme}", petition)
        .open(
            "/embed/figure/{number}/{form}/{column}/{theme}",
            "/en/embed/figure/{number}/{form}/{column}/{theme}",
            figure,
        )
}

/// A figure of a sealed report: the total of a column.
pub(super) struct Figure {
    pub figure: String,
    pub said: String,
    pub form: String,
    pub unit: String,
    pub period: String,
    pub sealed: String,
    /// Its sheet on the portal, whole address.
    pub href: String,
}

/// The figure of a column, as its sheet says it.
pub(super) fn figure_of(visit: &Visit, open: &Open, form: &str, column: &str) -> Option<Figure> {
    let lang = visit.lang;
    let (_, kept) = open.sheets.iter().find(|(_, kept)| kept.form == form)?;
    let (column, n) = told(kept).find(|(c, _)| c.id == column)?;
    let heads = if lang == Lang::En { &column.heads_en } else { &column.heads_vi };
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("form", form).append_pair("column", &column.id).append_pair("row", "");
    Some(Figure {
        figure: format!("{} {}", printed(lang.code(), column.printed, n), unit_of(lang, column.printed))
            .trim()
            .to_owned(),
        said: heads.join(" / "),
        form: if lang == Lang::En { kept.title_en.clone() } else { kept.title_vi.clone() },
        unit: name_of(lang, visit.app.tree, &open.unit, open.until),
        period: kept.period.label(lang.code()),
        sealed: lang.date(open.sealed_on),
        href: format!("{}{}?{}#cell", visit.origin, visit.to(&format!("/open/{}", slug(&open.number))), query.finish()),
    })
}

/// The columns of a sheet whose total is a figure.
pub(super) fn told(kept: &Kept) -> impl Iterator<Item = (&casework::reports::KeptColumn, i64)> {
    kept.columns.iter().zip(&kept.total).filter_map(|(column, n)| Some((column, (*n)?)))
}

/// What stands around a card.
struct Card {
    lang: Lang,
    theme: &'static str,
    style: &'static str,
    home: String,
    demo: bool,
}

impl Card {
    fn new(visit: &Visit, theme: &str) -> Result<Self, Error> {
        Ok(Self {
            lang: visit.lang,
            theme: THEMES.into_iter().find(|t| *t == theme).ok_or(Error::Hidden)?,
            style: assets::url("embed.css"),
            home: format!("{}{}", visit.origin, visit.to("/news")),
            demo: visit.app.settings.demo,
        })
    }
}

/// A card as a page that others may frame.
fn card(page: &impl Template) -> Result<Page, Error> {
    Ok(Page { framed: true, ..Page::html(page)? })
}

#[derive(Template)]
#[template(path = "portal/pages/embed_figure.html")]
struct FigureCard {
    card: Card,
    figure: Figure,
}

/// `GET /embed/figure/{number}/{form}/{column}/{theme}`.
async fn figure(visit: Visit, Path((number, form, column, theme)): Path<(String, String, String, String)>) -> Response {
    serve(visit, move |tx, visit| {
        let around = Card::new(visit, &theme)?;
        let open = opened(tx, visit.app.tree, &number)?.ok_or(Error::Hidden)?;
        let figure = figure_of(visit, &open, &form, &column).ok_or(Error::Hidden)?;
        card(&FigureCard { card: around, figure })
    })
    .await
}

#[derive(Template)]
#[template(path = "portal/pages/embed_news.html")]
struct NewsCard {
    card: Card,
    /// Address, title, instant, whether it has no text in this language.
    lines: Vec<(String, String, String, bool)>,
}

/// `GET /embed/news/{theme}`.
async fn news(visit: Visit, Path(theme): Path<String>) -> Response {
    serve(visit, move |tx, visit| {
        let (around, now) = (Card::new(visit, &theme)?, visit.app.clock.now_ms());
        let line = |a: store::Article| {
            let href = format!("{}{}", visit.origin, visit.to(&format!("/news/{}", a.slug)));
            let foreign = visit.lang == Lang::En && a.title.en.is_empty();
            (href, a.title.said(visit.lang).to_owned(), visit.lang.instant(a.public_at), foreign)
        };
        let lines = store::list(tx, now, &Wanted::default(), HEADLINES)?.into_iter().map(line).collect();
        card(&NewsCard { card: around, lines })
    })
    .await
}

#[derive(Template)]
#[template(path = "portal/pages/embed_petition.html")]
struct PetitionCard {
    card: Card,
    file: String,
    track: String,
}

/// `GET /embed/petition/{theme}`.
async fn petition(visit: Visit, Path(theme): Path<String>) -> Response {
    serve(visit, move |_, visit| {
        let to = |to: &str| format!("{}{}", visit.origin, visit.to(to));
        card(&PetitionCard { card: Card::new(visit, &theme)?, file: to("/file"), track: to("/track") })
    })
    .await
}
