//! `GET /embed`: chooses a card and gives the lines to paste, as a frame or as plain HTML.

use super::{Figure, THEMES, figure_of, told};
use crate::cases::views::slug;
use crate::errors::Error;
use crate::lang::Lang;
use crate::periodic_reports::{open_list, opened};
use crate::portal::shelf::{Page, serve};
use crate::portal::visit::{Face, Visit, path};
use crate::units::name_of;
use askama::Template;
use axum::response::Response;
use db::Tx;
use paper::svg::escaped;

/// Kinds of cards.
const KINDS: [&str; 3] = ["figure", "news", "petition"];
/// Reports offered.
const REPORTS: usize = 100;

/// A choice: value, words, whether chosen.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "portal/pages/embed.html")]
struct MakePage {
    face: Face,
    kinds: Vec<Choice>,
    is_figure: bool,
    reports: Vec<Choice>,
    figures: Vec<Choice>,
    themes: Vec<Choice>,
    languages: Vec<Choice>,
    /// Address of the card on this portal; empty: not all is chosen.
    card: String,
    height: u32,
    frame: String,
    plain: String,
}

/// What is asked for, as far as it is known here.
struct Asked {
    kind: &'static str,
    report: String,
    figure: String,
    theme: &'static str,
    lang: Lang,
}

impl Asked {
    fn read(visit: &Visit) -> Self {
        let query = visit.asked();
        let one =
            |list: [&'static str; 3], name: &str| list.into_iter().find(|w| *w == query.get(name)).unwrap_or(list[0]);
        Self {
            kind: one(KINDS, "kind"),
            report: query.get("report").chars().take(200).collect(),
            figure: query.get("figure").chars().take(200).collect(),
            theme: one(THEMES, "theme"),
            lang: Lang::from_code(query.get("lang")).unwrap_or(visit.lang),
        }
    }
}

pub(super) async fn page(visit: Visit) -> Response {
    serve(visit, |tx, visit| {
        let page = made(tx, visit, &Asked::read(visit))?;
        Ok(Page { frames: true, ..Page::html(&page)? })
    })
    .await
}

fn made(tx: &mut dyn Tx, visit: &Visit, asked: &Asked) -> Result<MakePage, Error> {
    let (lang, tree) = (visit.lang, visit.app.tree);
    let listed = open_list(tx, tree, "\u{10ffff}", REPORTS)?;
    let report =
        listed.iter().map(|(number, ..)| number).find(|n| **n == asked.report).or(listed.first().map(|(n, ..)| n));
    let open = match report.filter(|_| asked.kind == "figure") {
        Some(number) => opened(tx, tree, number)?,
        None => None,
    };
    // The card speaks its own language, the page around it the reader's.
    let spoken = Visit { lang: asked.lang, ..visit.clone() };
    let mut figures: Vec<Choice> = Vec::new();
    let mut chosen: Option<(String, Figure)> = None;
    for (form, column, title) in open.iter().flat_map(|o| o.sheets.iter()).flat_map(|(_, kept)| columns(kept, lang)) {
        let value = format!("{form}|{column}");
        let is = value == asked.figure || (chosen.is_none() && asked.figure.is_empty());
        if is && let Some(open) = &open {
            let address = format!("/embed/figure/{}/{}/{}", slug(&open.number), slug(&form), slug(&column));
            chosen = figure_of(&spoken, open, &form, &column).map(|f| (address, f));
        }
        figures.push((value, format!("{form} · {column} · {title}"), is));
    }
    let base = match (asked.kind, &chosen) {
        ("figure", Some((address, _))) => address.clone(),
        ("figure", None) => String::new(),
        (kind, _) => format!("/embed/{kind}"),
    };
    let card = if base.is_empty() { base } else { path(asked.lang, &format!("{base}/{}", asked.theme)) };
    let height = match asked.kind {
        "news" => 560,
        "petition" => 260,
        _ => 340,
    };
    let name = |(number, unit, title): &(String, String, String)| {
        let words = format!("{} · {title}", name_of(lang, tree, unit, visit.today()));
        (number.clone(), words, Some(number) == report)
    };
    let mut face = visit.face(lang.t("embed.title"));
    lang.t("embed.lead").clone_into(&mut face.description);
    Ok(MakePage {
        kinds: KINDS.map(|k| (k.to_owned(), lang.word("embed_kind", k), k == asked.kind)).to_vec(),
        is_figure: asked.kind == "figure",
        reports: listed.iter().map(name).collect(),
        figures,
        themes: THEMES.map(|t| (t.to_owned(), lang.word("embed_theme", t), t == asked.theme)).to_vec(),
        languages: [Lang::Vi, Lang::En]
            .map(|l| (l.code().to_owned(), l.t("language.name").to_owned(), l == asked.lang))
            .to_vec(),
        frame: frame(&spoken, &card, height, asked.kind),
        plain: plain(&spoken, asked.kind, chosen.as_ref().map(|(_, f)| f)),
        card,
        height,
        face,
    })
}

fn columns(kept: &casework::reports::Kept, lang: Lang) -> Vec<(String, String, String)> {
    let heads = |c: &casework::reports::KeptColumn| {
        if lang == Lang::En { c.heads_en.join(" / ") } else { c.heads_vi.join(" / ") }
    };
    told(kept).map(|(c, _)| (kept.form.clone(), c.id.clone(), heads(c))).collect()
}

/// The line with the frame.
fn frame(visit: &Visit, card: &str, height: u32, kind: &str) -> String {
    if card.is_empty() {
        return String::new();
    }
    format!(
        "<iframe src=\"{}{}\" title=\"{}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" style=\"border:0;max-width:26rem\"></iframe>",
        escaped(&visit.origin),
        escaped(card),
        escaped(&visit.lang.word("embed_kind", kind)),
    )
}

/// The lines without a frame: plain HTML that takes the looks of the page it stands in. A figure is
/// as it was sealed, so it need not be asked for again; news would grow old, so it is a link.
fn plain(visit: &Visit, kind: &str, figure: Option<&Figure>) -> String {
    let lang = visit.lang;
    let link = |to: &str, words: &str| {
        format!("<a href=\"{}\">{}</a>", escaped(&format!("{}{}", visit.origin, visit.to(to))), escaped(words))
    };
    match (kind, figure) {
        ("figure", Some(f)) => format!(
            "<figure lang=\"{}\">\n  <p><strong>{}</strong> {}</p>\n  <figcaption>{}, {}. <a href=\"{}\">{}</a></figcaption>\n</figure>",
            lang.code(),
            escaped(&f.figure),
            escaped(&f.said),
            escaped(&f.unit),
            escaped(&f.period),
            escaped(&f.href),
            escaped(&lang.f1("embed.sealed", "day", &f.sealed)),
        ),
        ("figure", None) => String::new(),
        ("news", _) => format!("<p lang=\"{}\">{}</p>", lang.code(), link("/news", lang.t("news.title"))),
        _ => format!(
            "<p lang=\"{}\">{} · {}</p>",
            lang.code(),
            link("/file", lang.t("portal_room.file")),
            link("/track", lang.t("portal_room.track"))
        ),
    }
}
