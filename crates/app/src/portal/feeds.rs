//! The same news for machines: RSS, Atom, the map of the site, and QR codes.

use super::news::iso;
use super::shelf::{Page, serve};
use super::store::{self, Article, Wanted};
use super::visit::{Visit, path};
use crate::errors::Error;
use crate::lang::Lang;
use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use paper::svg::escaped;
use std::fmt::Write as _;

/// Articles in a feed.
const IN_FEED: u32 = 30;
/// Addresses in the map.
const IN_MAP: u32 = 20_000;

/// News for a program that follows them, in either form.
pub(super) struct Feed {
    /// Its language.
    pub lang: Lang,
    /// What it is of.
    pub title: String,
    /// The same in a sentence.
    pub lead: String,
    /// Whole address of the page it follows.
    pub home: String,
    /// Its own whole address.
    pub own: String,
    /// The newest first.
    pub entries: Vec<Entry>,
}

/// One piece of news.
pub(super) struct Entry {
    /// Whole address.
    pub href: String,
    /// Title.
    pub title: String,
    /// Of which kind.
    pub what: String,
    /// In a sentence; empty: the title says all.
    pub summary: String,
    /// When it became public.
    pub at: i64,
    /// When it was last changed.
    pub changed: i64,
}

impl Feed {
    /// As RSS 2.0.
    pub(super) fn rss(&self) -> Page {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>\n",
        );
        let _ = writeln!(
            out,
            "<title>{}</title><link>{}</link><description>{}</description><language>{}</language>\n<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>",
            escaped(&self.title),
            escaped(&self.home),
            escaped(&self.lead),
            self.lang.code(),
            escaped(&self.own),
        );
        for e in &self.entries {
            let at = Timestamp::from_millisecond(e.at).unwrap_or(Timestamp::UNIX_EPOCH);
            let (title, href) = (escaped(&e.title), escaped(&e.href));
            let _ = write!(
                out,
                "<item><title>{title}</title><link>{href}</link><guid isPermaLink=\"true\">{href}</guid><pubDate>{}</pubDate><category>{}</category>",
                at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
                escaped(&e.what),
            );
            if !e.summary.is_empty() {
                let _ = write!(out, "<description>{}</description>", escaped(&e.summary));
            }
            out.push_str("</item>\n");
        }
        out.push_str("</channel></rss>\n");
        Page::of("application/rss+xml; charset=utf-8", out)
    }

    /// As Atom (RFC 4287).
    pub(super) fn atom(&self) -> Page {
        let (title, own) = (escaped(&self.title), escaped(&self.own));
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{title}</title><id>{own}</id><link rel=\"self\" href=\"{own}\"/><link href=\"{}\"/><updated>{}</updated><author><name>{}</name></author>\n",
            self.lang.code(),
            escaped(&self.home),
            iso(self.entries.iter().map(|e| e.changed).max().unwrap_or(0)),
            escaped(self.lang.t("portal.name")),
        );
        for e in &self.entries {
            let (title, href) = (escaped(&e.title), escaped(&e.href));
            let _ = write!(
                out,
                "<entry><title>{title}</title><id>{href}</id><link href=\"{href}\"/><published>{}</published><updated>{}</updated><category term=\"{}\"/>",
                iso(e.at),
                iso(e.changed),
                escaped(&e.what),
            );
            if !e.summary.is_empty() {
                let _ = write!(out, "<summary>{}</summary>", escaped(&e.summary));
            }
            out.push_str("</entry>\n");
        }
        out.push_str("</feed>\n");
        Page::of("application/atom+xml; charset=utf-8", out)
    }
}

/// `GET /feed.rss`.
pub(super) async fn rss(visit: Visit) -> Response {
    serve(visit, |tx, visit| Ok(news(tx, visit, "/feed.rss")?.rss())).await
}

/// `GET /feed.atom`.
pub(super) async fn atom(visit: Visit) -> Response {
    serve(visit, |tx, visit| Ok(news(tx, visit, "/feed.atom")?.atom())).await
}

/// The newest articles, under the address they are asked for at.
fn news(tx: &mut dyn db::Tx, visit: &Visit, own: &str) -> Result<Feed, Error> {
    let (lang, now) = (visit.lang, visit.app.clock.now_ms());
    let mut list = store::list(tx, now, &Wanted::default(), IN_FEED)?;
    list.retain(|a| lang == Lang::Vi || !a.title.en.is_empty());
    let entry = |a: Article| Entry {
        href: format!("{}{}", visit.origin, visit.to(&format!("/news/{}", a.slug))),
        title: a.title.said(lang).to_owned(),
        what: lang.word("news_category", &a.category),
        summary: a.summary.said(lang).to_owned(),
        at: a.public_at,
        changed: a.changed_at.min(now).max(a.public_at),
    };
    Ok(Feed {
        lang,
        title: lang.t("portal.name").to_owned(),
        lead: lang.t("news.lead").to_owned(),
        home: format!("{}{}", visit.origin, visit.to("/news")),
        own: format!("{}{}", visit.origin, visit.to(own)),
        entries: list.into_iter().map(entry).collect(),
    })
}

/// `GET /sitemap.xml`.
pub(super) async fn sitemap(visit: Visit) -> Response {
    serve(visit, |tx, visit| {
        let now = visit.app.clock.now_ms();
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
        let mut put = |to: &str, langs: &[Lang], at: Option<i64>| {
            let whole = |lang: Lang| escaped(&format!("{}{}", visit.origin, path(lang, to)));
            for lang in langs {
                let _ = write!(out, "<url><loc>{}</loc>", whole(*lang));
                if let Some(at) = at {
                    let _ = write!(out, "<lastmod>{}</lastmod>", iso(at));
                }
                for other in langs.iter().filter(|_| langs.len() > 1) {
                    let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", other.code(), whole(*other));
                }
                out.push_str("</url>\n");
            }
        };
        let both = [Lang::Vi, Lang::En];
        for page in [
            "/news",
            "/conclusions",
            "/open",
            "/open/how-long",
            "/file",
            "/file/guide",
            "/track",
            "/book",
            "/alerts",
        ] {
            put(page, &both, None);
        }
        for a in store::list(tx, now, &Wanted::default(), IN_MAP)? {
            let langs = if a.title.en.is_empty() { &both[..1] } else { &both[..] };
            put(&format!("/news/{}", a.slug), langs, Some(a.changed_at.max(a.public_at)));
        }
        out.push_str("</urlset>\n");
        Ok(Page::of("application/xml; charset=utf-8", out))
    })
    .await
}

/// `GET /robots.txt`: the portal is for everybody, the offices' pages for nobody's index.
pub(super) async fn robots(visit: Visit) -> Response {
    serve(visit, |_, visit| {
        let text = format!(
            "User-agent: *\nAllow: /news\nAllow: /en/news\nAllow: /open\nAllow: /en/open\nAllow: /conclusions\nAllow: /en/conclusions\nAllow: /file\nAllow: /en/file\nAllow: /track\nAllow: /en/track\nAllow: /book\nAllow: /en/book\nAllow: /alerts\nAllow: /en/alerts\nAllow: /embed$\nAllow: /en/embed$\nAllow: /conclusion-files/\nAllow: /pictures/\nAllow: /static/\nDisallow: /\nSitemap: {}/sitemap.xml\n",
            visit.origin
        );
        Ok(Page::of("text/plain; charset=utf-8", text))
    })
    .await
}

/// `GET /qr/{path}`: the code of one of the portal's own addresses.
pub(super) async fn qr(visit: Visit, Path(to): Path<String>) -> Response {
    serve(visit, move |_, visit| {
        let to = to.strip_suffix(".svg").unwrap_or(&to);
        let known = ["news", "open", "conclusions", "en/news", "en/open", "en/conclusions"];
        let ours = known.iter().any(|k| to == *k || to.strip_prefix(k).is_some_and(|rest| rest.starts_with('/')));
        if !ours || to.len() > 300 {
            return Err(Error::Hidden);
        }
        Ok(Page::of("image/svg+xml", qr_svg(&format!("{}/{to}", visit.origin))))
    })
    .await
}

/// A QR code as SVG; nothing for what is too long for one.
pub(crate) fn qr_svg(address: &str) -> String {
    use qrcode::render::svg;
    let Ok(code) = qrcode::QrCode::with_error_correction_level(address, qrcode::EcLevel::M) else {
        return String::new();
    };
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(132, 132).quiet_zone(true).build();
    // Within a page an SVG has no XML declaration.
    drawn.find("<svg").map(|at| drawn[at..].to_owned()).unwrap_or_default()
}
