//! The subset of Markdown an article is written in, as HTML that can do no harm.
//!
//! Headings, paragraphs, lists, quotes, tables, emphasis and links; nothing else passes:
//! HTML that was typed is shown as text. A link `figure:REPORT|FORM#COLUMN` is bound to a
//! cell of a sealed report, a picture is one of the article's own, `picture:2`.

use crate::lang::Lang;
use paper::svg::escaped;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::ops::Range;

/// A figure of the text that is bound to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Number of the sealed report.
    pub report: String,
    /// Form.
    pub form: String,
    /// Column.
    pub column: String,
    /// Unit of the row; empty: the total.
    pub row: String,
}

impl Bound {
    /// Reads `REPORT|FORM#COLUMN`, or `REPORT|FORM#COLUMN@ROW`.
    pub fn read(text: &str) -> Option<Self> {
        let (report, rest) = text.split_once('|')?;
        let (form, cell) = rest.split_once('#')?;
        let (column, row) = cell.split_once('@').unwrap_or((cell, ""));
        let plain = |s: &str| !s.is_empty() && s.len() <= 80 && !s.contains(['<', '>', '"', '\'']);
        let ok = plain(report) && plain(form) && plain(column) && (row.is_empty() || plain(row));
        let own = str::to_owned;
        ok.then(|| Self { report: own(report), form: own(form), column: own(column), row: own(row) })
    }

    /// The page that shows the cell in its sheet.
    pub fn href(&self, lang: Lang) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("form", &self.form).append_pair("column", &self.column);
        if !self.row.is_empty() {
            query.append_pair("row", &self.row);
        }
        let page = super::visit::path(lang, "/open");
        format!("{page}/{}?{}", crate::cases::views::slug(&self.report), query.finish())
    }
}

/// Where a picture of the article stands: its HTML, asked for by its place from 1.
pub type Picture<'a> = dyn Fn(usize) -> Option<String> + 'a;

/// The text as HTML.
pub fn html(text: &str, lang: Lang, picture: &Picture<'_>) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events(text, lang, picture).into_iter());
    out
}

/// The bound figures of a text with the words they stand under.
pub fn figures(text: &str) -> Vec<(Bound, String)> {
    let (mut out, mut open): (Vec<(Bound, String)>, bool) = (Vec::new(), false);
    for event in parser(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let bound = dest_url.strip_prefix("figure:").and_then(Bound::read);
                open = bound.is_some();
                out.extend(bound.map(|b| (b, String::new())));
            }
            Event::End(TagEnd::Link) => open = false,
            Event::Text(words) | Event::Code(words) if open => {
                if let Some((_, said)) = out.last_mut() {
                    said.push_str(&words);
                }
            }
            _ => {}
        }
    }
    out
}

/// The words alone, and where in them each bound figure stands: for the guard.
pub fn plain(text: &str) -> (String, Vec<(Range<usize>, Bound)>) {
    let (mut out, mut spans, mut open) = (String::new(), Vec::new(), None);
    for event in parser(text) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) | Event::Html(words) => {
                out.push_str(&words);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = dest_url.strip_prefix("figure:").and_then(Bound::read).map(|bound| (out.len(), bound));
            }
            Event::End(TagEnd::Link) => spans.extend(open.take().map(|(from, bound)| (from..out.len(), bound))),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => out.push('\n'),
            _ => {}
        }
    }
    (out.trim_end().to_owned(), spans)
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

fn events<'a>(text: &'a str, lang: Lang, picture: &Picture<'_>) -> Vec<Event<'a>> {
    let mut out = Vec::new();
    // Depth inside a picture, whose words are dropped: its alternative text is the article's.
    let mut inside = 0_u32;
    for event in parser(text) {
        let event = match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                let at = dest_url.strip_prefix("picture:").and_then(|n| n.parse::<usize>().ok());
                out.extend(at.and_then(picture).map(|figure| Event::InlineHtml(figure.into())));
                inside += 1;
                continue;
            }
            Event::End(TagEnd::Image) => {
                inside = inside.saturating_sub(1);
                continue;
            }
            _ if inside > 0 => continue,
            // An article's own title is the first heading of its page.
            Event::Start(Tag::Heading { level, .. }) => {
                Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
            Event::Start(Tag::Link { dest_url, .. }) => link(&dest_url, lang),
            Event::End(TagEnd::Link) => Event::InlineHtml("</a>".into()),
            // Typed HTML is words like any other.
            Event::Html(words) | Event::InlineHtml(words) => Event::Text(words),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Table(columns)) => {
                out.push(Event::Html(
                    "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"table\">".into(),
                ));
                Event::Start(Tag::Table(columns))
            }
            Event::End(TagEnd::Table) => {
                out.push(Event::End(TagEnd::Table));
                Event::Html("</div>".into())
            }
            other => other,
        };
        out.push(event);
    }
    out
}

/// The opening of a link: within the portal, to the web, to a bound figure; anything else leads nowhere.
fn link(to: &str, lang: Lang) -> Event<'static> {
    let (href, class) = match to.strip_prefix("figure:").map(Bound::read) {
        Some(Some(bound)) => (bound.href(lang), " class=\"figure-link\""),
        Some(None) => (String::new(), ""),
        None if to.starts_with("https://") || to.starts_with("http://") => {
            (to.to_owned(), " rel=\"noopener noreferrer nofollow\"")
        }
        None if crate::home::own_path(to) == to && to.starts_with('/') => (to.to_owned(), ""),
        None => (String::new(), ""),
    };
    let html = match href.is_empty() {
        true => "<a>".to_owned(),
        false => format!("<a href=\"{}\"{class}>", escaped(&href)),
    };
    Event::InlineHtml(CowStr::from(html))
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        _ => HeadingLevel::H3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> String {
        html(text, Lang::Vi, &|n| (n == 1).then(|| "<figure>one</figure>".to_owned()))
    }

    #[test]
    fn what_is_typed_as_html_is_words() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<div style=\"position:fixed\">x</div>",
            "<svg/onload=alert(1)>",
            "<!-- --><iframe src=javascript:alert(1)>",
            "<![CDATA[<script>]]>",
            "<a href=\"javascript:x\">y</a>",
        ] {
            let html = made(text);
            let tags: Vec<&str> = html.split('<').skip(1).map(|t| t.trim_start_matches('/')).collect();
            assert!(tags.iter().all(|t| t.starts_with("p>")), "{text} → {html}");
        }
    }

    #[test]
    fn links_lead_into_the_portal_or_to_the_web_and_nowhere_else() {
        for hostile in
            ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.test", "vbscript:x", "\\\\evil"]
        {
            assert_eq!(made(&format!("[x](<{hostile}>)")), "<p><a>x</a></p>\n", "{hostile}");
        }
        assert!(made("[x](https://a.vn/?a=\"b\")").contains("href=\"https://a.vn/?a=&quot;b&quot;\""));
        assert!(made("[x](/news)").contains("<a href=\"/news\">"));
        assert!(!made("<javascript:alert(1)>").contains("href=\"javascript"));
    }

    #[test]
    fn a_bound_figure_leads_to_its_cell() {
        let text = "phát hiện [gần 84.800 triệu đồng](<figure:2023-6m/BC-TTr-31|overview#violations_vnd>)";
        let html = made(text);
        assert!(html.contains("class=\"figure-link\">gần 84.800 triệu đồng</a>"), "{html}");
        assert!(html.contains("form=overview&amp;column=violations_vnd\""), "{html}");
        let found = figures(text);
        assert_eq!(found[0].1, "gần 84.800 triệu đồng");
        assert_eq!(found[0].0.column, "violations_vnd");
    }

    #[test]
    fn a_picture_is_one_of_the_article_or_none() {
        assert!(made("![ngoài](https://evil.test/x.png)").contains("<p></p>"));
        assert!(made("![một](picture:1)").contains("<figure>one</figure>"));
        assert!(!made("![hai](picture:2)").contains("figure"));
    }

    #[test]
    fn its_words_alone() {
        assert_eq!(plain("# Đầu\n\nMột **hai** [ba](/x)\n\n- bốn").0, "Đầu\nMột hai ba\nbốn");
    }
}
