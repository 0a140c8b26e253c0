//! The demo's public portal: articles whose figures are bound to the city's sealed report of seven months.

use super::reports::SEVEN;
use crate::App;
use crate::errors::{Error, Result};
use crate::periodic_reports::opened;
use crate::portal::article::{Both, Content, Shown};
use crate::portal::write::{self, Editor};
use casework::articles::Step;
use casework::reports::{Kept, press, printed};
use jiff::civil::Date;
use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Articles {
    article: Vec<Article>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    at: String,
    event_on: Date,
    category: String,
    title_vi: String,
    #[serde(default)]
    title_en: String,
    summary_vi: String,
    #[serde(default)]
    summary_en: String,
    author: String,
    #[serde(default)]
    source: String,
    tags: Vec<String>,
    #[serde(default)]
    picture: bool,
    body_vi: String,
    #[serde(default)]
    body_en: String,
}

/// Writes, hands in and publishes them, each at its own time.
///
/// # Errors
/// A figure that no sealed cell has; the database.
pub async fn keep(app: &App) -> Result<()> {
    let told: Articles = toml::from_str(include_str!("news.toml")).map_err(Error::fault)?;
    let tree = app.tree;
    let open = app.db.read(move |tx| opened(tx, tree, SEVEN)).await?.ok_or_else(|| Error::fault("no sealed report"))?;
    let overview = open.sheets.into_iter().map(|(_, kept)| kept).find(|k| k.form == "overview");
    let overview = overview.ok_or_else(|| Error::fault("no overview in the sealed report"))?;
    let picture = picture::ready(&chart(&overview)?).map_err(Error::fault)?;
    let mut articles = told.article;
    articles.reverse();
    app.db
        .write(move |tx| {
            let hash = crate::random::sha256("the demo's chart of inspections by unit");
            write::keep_picture(tx, &hash, &picture)?;
            for (at, article) in articles.iter().enumerate() {
                let content = content(article, &overview, &hash, &picture)?;
                let now = crate::portal::moment(&article.at).ok_or_else(|| Error::fault(&article.at))?;
                let by = |name: &str| Editor { account: "demo".into(), name: format!("{name} (mô phỏng)"), now };
                let id = (now - 1_577_836_800_000) << 16 | i64::try_from(at).unwrap_or(0);
                write::begin(tx, id, super::UNIT, &content, &by("canbo"))?;
                write::step(tx, id, Step::Submit, "", 0, &by("canbo"))?;
                write::step(tx, id, Step::Publish, "", now, &by("lanhdao"))?;
            }
            Ok(())
        })
        .await
}

fn content(a: &Article, overview: &Kept, hash: &str, picture: &picture::Ready) -> Result<Content> {
    let chart = Shown {
        hash: hash.to_owned(),
        width: picture.width,
        height: picture.height,
        alt: Both {
            vi: "Biểu đồ cột: số cuộc thanh tra, kiểm tra của mười hai đơn vị nhiều nhất, từ cao xuống thấp.".into(),
            en: "Bar chart: inspections and checks of the twelve units with most, from high to low.".into(),
        },
        caption: Both {
            vi: "Số cuộc thanh tra, kiểm tra của mười hai đơn vị nhiều nhất, vẽ từ biểu đã niêm phong.".into(),
            en: "Inspections and checks of the twelve units with most, drawn from the sealed sheet.".into(),
        },
    };
    Ok(Content {
        title: Both { vi: a.title_vi.clone(), en: a.title_en.clone() },
        summary: Both { vi: a.summary_vi.clone(), en: a.summary_en.clone() },
        body: Both { vi: filled(&a.body_vi, "vi", overview)?, en: filled(&a.body_en, "en", overview)? },
        author: a.author.clone(),
        source: a.source.clone(),
        source_url: String::new(),
        event_on: Some(a.event_on),
        category: a.category.clone(),
        tags: a.tags.clone(),
        pictures: if a.picture { vec![chart] } else { Vec::new() },
    })
}

/// `{overview#column}` becomes the exact figure, `{~overview#column}` the round one, each bound to its cell.
fn filled(text: &str, lang: &str, overview: &Kept) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').ok_or_else(|| Error::fault("an open brace"))?;
        let (round, name) = name.strip_prefix('~').map_or((false, name), |name| (true, name));
        let column = name.strip_prefix("overview#").unwrap_or(name);
        let found = overview.columns.iter().zip(&overview.total).find(|(c, _)| c.id == column);
        let (column, cell) = found.ok_or_else(|| Error::fault(format!("no column {name}")))?;
        let figure = cell.unwrap_or(0);
        let said = match round {
            true => press(lang, column.printed, figure),
            false => match crate::reports::out::unit_of(
                crate::lang::Lang::from_code(lang).unwrap_or(crate::lang::Lang::Vi),
                column.printed,
            ) {
                unit if unit.is_empty() => printed(lang, column.printed, figure),
                unit => format!("{} {unit}", printed(lang, column.printed, figure)),
            },
        };
        let _ = write!(out, "[{said}](<figure:{SEVEN}|overview#{}>)", column.id);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// The twelve units with most inspections, as bars.
fn chart(overview: &Kept) -> Result<Vec<u8>> {
    let at = overview.columns.iter().position(|c| c.id == "inspections").unwrap_or(0);
    let mut counts: Vec<i64> = overview.rows.iter().filter_map(|r| r.cells.get(at).copied().flatten()).collect();
    counts.sort_unstable_by_key(|n| std::cmp::Reverse(*n));
    let most = counts.first().copied().unwrap_or(1).max(1);
    let bars: Vec<(u32, [u8; 3])> =
        counts.iter().take(12).map(|n| (u32::try_from(n * 100 / most).unwrap_or(0), [157, 26, 31])).collect();
    picture::bars(1280, 640, &bars).map_err(Error::fault)
}
