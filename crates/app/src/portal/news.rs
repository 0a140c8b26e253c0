//! Tin tức as readers see it: the list, an article, its print.

use super::article::{Both, CATEGORIES, Content, pattern};
use super::shelf::{Page, serve};
use super::store::{self, Article, Taken, Wanted};
use super::text;
use super::visit::{Face, Visit};
use crate::errors::Error;
use crate::lang::Lang;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::articles::{State, Step};
use casework::fold;
use db::Tx;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

/// Articles on a page of the list.
const ON_PAGE: usize = 12;
/// Related ones under an article.
const RELATED: usize = 4;
/// Among how many they are looked for.
const AMONG: u32 = 60;

/// One article in a list.
pub(super) struct Line {
    pub href: String,
    pub title: String,
    pub summary: String,
    pub category: String,
    pub at: String,
    pub iso: String,
    pub picture: String,
    pub alt: String,
    /// Has no text in the language of the page.
    pub foreign: bool,
}

#[derive(Template)]
#[template(path = "portal/pages/list.html")]
struct List {
    face: Face,
    lines: Vec<Line>,
    categories: Vec<(&'static str, String, bool)>,
    q: String,
    count: String,
    next: String,
    asked: bool,
}

/// `GET /news`.
pub(super) async fn list(visit: Visit) -> Response {
    serve(visit, |tx, visit| {
        let asked = visit.asked();
        let category = asked.get("category");
        let category = if CATEGORIES.contains(&category) { category } else { "" };
        let q: String = asked.get("q").chars().take(200).collect();
        let like = pattern(&q);
        let before = asked.get("before").split_once('-').and_then(|(at, id)| at.parse().ok().zip(id.parse().ok()));
        let wanted = Wanted { category: category.to_owned(), like, before };
        let now = visit.app.clock.now_ms();
        let limit = u32::try_from(ON_PAGE + 1).unwrap_or(u32::MAX);
        let mut found = store::list(tx, now, &wanted, limit)?;
        let count = store::count(tx, now, &wanted)?;
        let more = found.len() > ON_PAGE;
        found.truncate(ON_PAGE);
        let next = found.last().filter(|_| more).map(|last| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("before", &format!("{}-{}", last.public_at, last.id));
            if !category.is_empty() {
                query.append_pair("category", category);
            }
            if !q.is_empty() {
                query.append_pair("q", &q);
            }
            format!("{}?{}", visit.to("/news"), query.finish())
        });
        let title = visit.lang.t("news.title");
        let mut face = visit.face(title);
        visit.lang.t("news.lead").clone_into(&mut face.description);
        Page::html(&List {
            lines: found.iter().map(|a| line(visit, a)).collect(),
            categories: CATEGORIES.map(|c| (c, visit.lang.word("news_category", c), c == category)).to_vec(),
            asked: !q.is_empty() || !category.is_empty() || before.is_some(),
            q,
            count: visit.lang.f1("news.count", "n", visit.lang.number(count)),
            next: next.unwrap_or_default(),
            face,
        })
    })
    .await
}

/// An article as a list shows it.
pub(super) fn line(visit: &Visit, a: &Article) -> Line {
    Line {
        href: visit.to(&format!("/news/{}", a.slug)),
        title: a.title.said(visit.lang).to_owned(),
        summary: a.summary.said(visit.lang).to_owned(),
        category: visit.lang.word("news_category", &a.category),
        at: moment(visit.lang, a.public_at),
        iso: iso(a.public_at),
        picture: if a.picture.is_empty() { String::new() } else { format!("/pictures/{}-320.jpg", a.picture) },
        alt: a.alt.said(visit.lang).to_owned(),
        foreign: visit.lang == Lang::En && a.title.en.is_empty(),
    }
}

/// `Thứ Sáu, 14/07/2023 18:30`, as portals of the State date their news.
pub(super) fn moment(lang: Lang, ms: i64) -> String {
    let Ok(at) = Timestamp::from_millisecond(ms) else { return String::new() };
    let at = at.to_zoned(crate::clock::vietnam()).datetime();
    format!("{}, {}", lang.word("weekday", weekday(at.date())), lang.instant(ms))
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

/// An instant for machines.
pub(super) fn iso(ms: i64) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(crate::clock::vietnam());
    at.strftime("%Y-%m-%dT%H:%M:%S+07:00").to_string()
}

/// A picture of an article with what is said of it.
pub(super) struct Figure {
    pub hash: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    pub caption: String,
}

#[derive(Template)]
#[template(path = "portal/pages/figure.html")]
struct FigureHtml<'a> {
    figure: &'a Figure,
}

fn figures(lang: Lang, content: &Content) -> Vec<Figure> {
    let one = |p: &super::article::Shown| Figure {
        hash: p.hash.clone(),
        width: p.width,
        height: p.height,
        alt: p.alt.said(lang).to_owned(),
        caption: p.caption.said(lang).to_owned(),
    };
    content.pictures.iter().map(one).collect()
}

/// What an article's page and its print say.
pub(super) struct Told {
    pub article: Article,
    pub content: Content,
    pub lang: Lang,
    pub title: String,
    pub summary: String,
    pub category: String,
    pub at: String,
    pub iso: String,
    pub event: String,
    pub body: String,
    pub top: String,
    /// Day and text of each correction, the last first.
    pub corrections: Vec<(String, String)>,
    /// Has no text in the language of the page.
    pub foreign: bool,
}

/// An article in words: of the version readers see, or of the one an editor looks at.
///
/// # Errors
/// Never but for a template that cannot be drawn.
pub(super) fn told(lang: Lang, article: Article, content: Content, steps: &[Taken]) -> Result<Told, Error> {
    let figures = figures(lang, &content);
    let drawn = figures.iter().map(|figure| FigureHtml { figure }.render()).collect::<Result<Vec<_>, _>>()?;
    let body = text::html(content.body.said(lang), lang, &|n| drawn.get(n.checked_sub(1)?).cloned());
    let placed = content.body.said(lang).contains("picture:1)");
    let corrected = steps.iter().rev().filter(|t| t.step == Step::Correct);
    Ok(Told {
        title: content.title.said(lang).to_owned(),
        summary: content.summary.said(lang).to_owned(),
        category: lang.word("news_category", &content.category),
        at: moment(lang, article.public_at),
        iso: iso(article.public_at),
        event: content.event_on.map(|d| lang.date(d)).unwrap_or_default(),
        top: drawn.into_iter().next().filter(|_| !placed).unwrap_or_default(),
        corrections: corrected.map(|t| (lang.instant(t.at), t.note.clone())).collect(),
        foreign: lang == Lang::En && content.body.en.is_empty(),
        body,
        lang,
        article,
        content,
    })
}

impl Told {
    /// The list of its category.
    pub(super) fn list_of(&self) -> String {
        format!("{}?category={}", super::visit::path(self.lang, "/news"), self.content.category)
    }
}

/// A link and its words.
pub(super) type Link = (String, String);

#[derive(Template)]
#[template(path = "portal/pages/article.html")]
struct ArticlePage {
    face: Face,
    told: Told,
    later: Option<Link>,
    earlier: Option<Link>,
    related: Vec<Line>,
    shares: Vec<Link>,
    qr: String,
}

#[derive(Template)]
#[template(path = "portal/pages/withdrawn.html")]
struct Withdrawn {
    face: Face,
    at: String,
    why: String,
}

fn public(tx: &mut dyn Tx, visit: &Visit, slug: &str) -> Result<(Article, Content, Vec<Taken>), Error> {
    let now = visit.app.clock.now_ms();
    let article = store::by_slug(tx, slug)?.filter(|a| a.is_public(now)).ok_or(Error::Hidden)?;
    let (content, _) = store::version(tx, article.id, article.public_version)?.ok_or(Error::Hidden)?;
    let steps = store::steps(tx, article.id)?;
    Ok((article, content, steps))
}

/// `GET /news/{slug}`.
pub(super) async fn article(visit: Visit, Path(slug): Path<String>) -> Response {
    serve(visit, move |tx, visit| {
        let now = visit.app.clock.now_ms();
        if let Some(gone) = withdrawn(tx, visit, &slug, now)? {
            return Ok(gone);
        }
        let (article, content, steps) = public(tx, visit, &slug)?;
        let link = |found: Option<(String, Both)>| {
            found.map(|(slug, title)| (visit.to(&format!("/news/{slug}")), title.said(visit.lang).to_owned()))
        };
        let [later, earlier] = store::around(tx, now, &article)?.map(link);
        let related = related(tx, visit, &article, &content, now)?;
        let told = told(visit.lang, article, content, &steps)?;
        let mut face = visit.face(&told.title);
        face.is_article = true;
        face.description.clone_from(&told.summary);
        if let Some(p) = told.content.pictures.first() {
            face.picture = format!("{}/pictures/{}-1280.jpg", face.origin, p.hash);
        }
        face.data = schema(&face, &told, &steps);
        let address = face.here();
        let page = ArticlePage {
            shares: shares(&address, &told.title),
            qr: super::feeds::qr_svg(&address),
            later,
            earlier,
            related,
            told,
            face,
        };
        Page::html(&page)
    })
    .await
}

/// What was withdrawn says so at its address, and why.
fn withdrawn(tx: &mut dyn Tx, visit: &Visit, slug: &str, now: i64) -> Result<Option<Page>, Error> {
    let gone = store::by_slug(tx, slug)?.filter(|a| a.state == State::Withdrawn && a.public_at <= now);
    let Some(article) = gone else { return Ok(None) };
    let steps = store::steps(tx, article.id)?;
    let last = steps.iter().rev().find(|t| t.step == Step::Withdraw);
    let mut face = visit.face(visit.lang.t("news.withdrawn"));
    face.unlisted = true;
    let at = last.map(|t| visit.lang.instant(t.at)).unwrap_or_default();
    let why = last.map(|t| t.note.clone()).unwrap_or_default();
    let mut page = Page::html(&Withdrawn { face, at, why })?;
    page.status = StatusCode::GONE;
    Ok(Some(page))
}

/// Of one category or with common words, the nearest first.
fn related(tx: &mut dyn Tx, visit: &Visit, of: &Article, content: &Content, now: i64) -> Result<Vec<Line>, Error> {
    let wanted = |tag: &String| fold(tag);
    let tags: Vec<String> = content.tags.iter().map(wanted).collect();
    let mut found: Vec<(usize, Article)> = Vec::new();
    for other in store::list(tx, now, &Wanted::default(), AMONG)?.into_iter().filter(|a| a.id != of.id) {
        let words = fold(&format!("{} {}", other.title.vi, other.summary.vi));
        let common = tags.iter().filter(|t| words.contains(t.as_str())).count();
        let near = 2 * common + usize::from(other.category == of.category);
        if near > 0 {
            found.push((near, other));
        }
    }
    found.sort_by_key(|(near, a)| (std::cmp::Reverse(*near), std::cmp::Reverse(a.public_at)));
    Ok(found.iter().take(RELATED).map(|(_, a)| line(visit, a)).collect())
}

/// Where a reader may pass it on: plain links, nobody's script.
fn shares(address: &str, title: &str) -> Vec<Link> {
    let of = |base: &str, pairs: &[(&str, &str)]| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs);
        format!("{base}?{}", query.finish())
    };
    let mail = of("mailto:", &[("subject", title), ("body", address)]).replace('+', "%20");
    vec![
        (of("https://www.facebook.com/sharer/sharer.php", &[("u", address)]), "Facebook".to_owned()),
        (of("https://x.com/intent/post", &[("url", address), ("text", title)]), "X".to_owned()),
        (mail, "E-mail".to_owned()),
    ]
}

/// The article for machines, as schema.org has it.
fn schema(face: &Face, told: &Told, steps: &[Taken]) -> String {
    let changed = steps.iter().rev().find(|t| matches!(t.step, Step::Correct | Step::Publish)).map_or(0, |t| t.at);
    let mut data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.title,
        "description": told.summary,
        "datePublished": told.iso,
        "dateModified": iso(changed.max(told.article.public_at)),
        "inLanguage": if told.foreign { "vi" } else { face.lang.code() },
        "mainEntityOfPage": face.here(),
        "author": { "@type": "Person", "name": told.content.author },
        "publisher": { "@type": "GovernmentOrganization", "name": face.lang.t("portal.name") },
    });
    if !face.picture.is_empty() {
        data["image"] = face.picture.clone().into();
    }
    // Inside a script element only `<` could end it.
    data.to_string().replace('<', "\\u003c")
}

#[derive(Template)]
#[template(path = "portal/pages/print.html")]
struct Print {
    face: Face,
    told: Told,
    address: String,
    qr: String,
}

/// `GET /news/{slug}/print`.
pub(super) async fn print(visit: Visit, Path(slug): Path<String>) -> Response {
    serve(visit, move |tx, visit| {
        let (article, content, steps) = public(tx, visit, &slug)?;
        let told = told(visit.lang, article, content, &steps)?;
        let mut face = visit.face(&told.title);
        face.unlisted = true;
        let address = format!("{}{}", face.origin, visit.to(&format!("/news/{slug}")));
        Page::html(&Print { qr: super::feeds::qr_svg(&address), address, told, face })
    })
    .await
}
