//! Bài viết dự thảo: what the portal could say of a conference, drawn from its signed minutes.
//!
//! A draft at the editors' desk and nothing more: every figure in it is bound to a cell of a sealed
//! report that says the same, and one that has no such cell is left out. Must never publish.

use super::minutes::told;
use super::views;
use super::who::{Here, Secret};
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::lang::Lang;
use crate::periodic_reports::sealed_figure;
use crate::portal::article::{Both, Content};
use crate::portal::write::{self, Editor};
use crate::units::name_of;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use casework::conference::{Minutes, Shown, minutes};
use std::fmt::Write as _;

/// A figure that was shown and that a sealed report says too.
struct Bound {
    title: String,
    form: String,
    column: String,
    printed: String,
    /// Unit, value, number of the report.
    cells: Vec<(String, i64, String)>,
}

/// `POST /conference/{number}/article`: pressed again, the same draft.
pub(super) async fn draft(cx: Cx, Path(number): Path<String>, secret: Secret, _: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let cx = &here.cx;
    let log = super::log(&cx.app, &number).await?.ok_or(Error::Hidden)?;
    let m = minutes(&log);
    let signed = m.state.signed.as_ref().ok_or(Error::Stale)?;
    let unit = m.state.unit.clone();
    if !cx.may(Action::WriteNews, &unit) {
        return Err(Error::Forbidden("denied.unit"));
    }
    let signed_at = log.iter().find(|e| e.seq == signed.seq).map_or(0, |e| e.at_ms);
    let id = ((signed_at - 1_577_836_800_000).max(0) << 16) | (here.hall.id & 0xFFFF);
    let bound = bound(cx, &m).await?;
    let content = content(cx, &m, &bound);
    let actor = cx.actor()?;
    let by = Editor { account: actor.id.clone(), name: actor.name.clone(), now: cx.app.clock.now_ms() };
    let begin = move |tx: &mut dyn db::Tx| match write::is_begun(tx, id)? {
        true => Ok(()),
        false => write::begin(tx, id, &unit, &content, &by),
    };
    cx.app.db.write(begin).await?;
    Ok(Redirect::to(&format!("/portal/articles/{id}")).into_response())
}

/// Of what was shown, each figure that the unit's sealed report of that period says just so; a card shown
/// twice is told once, as it was last.
async fn bound(cx: &Cx, m: &Minutes) -> Result<Vec<Bound>> {
    let all = m.sections.iter().flat_map(|s| &s.shown);
    let mut shown: Vec<Shown> = Vec::new();
    for s in all {
        shown.retain(|before| before.card.n != s.card.n);
        shown.push(s.clone());
    }
    let tree = cx.app.tree;
    let found = cx.app.db.read(move |tx| {
        let mut out = Vec::new();
        for s in &shown {
            let mut cells = Vec::new();
            for cell in &s.cells {
                let at = (s.card.form.as_str(), s.card.column.as_str());
                let figure = sealed_figure(tx, tree, &cell.unit, &s.card.period, at)?;
                if let Some(figure) = figure.filter(|f| Some(f.value) == cell.value) {
                    cells.push((cell.unit.clone(), figure.value, figure.report));
                }
            }
            if !cells.is_empty() {
                let (form, column) = (s.card.form.clone(), s.card.column.clone());
                out.push(Bound { title: s.card.title.clone(), form, column, printed: s.printed.clone(), cells });
            }
        }
        Ok::<_, Error>(out)
    });
    found.await
}

fn content(cx: &Cx, m: &Minutes, bound: &[Bound]) -> Content {
    let both = |said: &dyn Fn(Lang) -> String| Both { vi: said(Lang::Vi), en: said(Lang::En) };
    Content {
        title: both(&|lang| told_in(cx, lang, m, "conference_article.title")),
        summary: both(&|lang| told_in(cx, lang, m, "conference_article.summary")),
        body: both(&|lang| body(cx, lang, m, bound)),
        author: cx.actor.as_ref().map(|a| a.name.clone()).unwrap_or_default(),
        source: m.state.signed.as_ref().map(|s| s.number.clone()).unwrap_or_default(),
        event_on: Some(m.state.on),
        category: "review".to_owned(),
        ..Content::default()
    }
}

fn told_in(cx: &Cx, lang: Lang, m: &Minutes, key: &str) -> String {
    let present = m.presence.iter().filter(|p| !p.spans.is_empty()).count();
    lang.with(
        key,
        &[
            ("title", m.state.title.clone()),
            ("kind", lang.word("conference_kind", m.state.kind.word())),
            ("on", lang.date(m.state.on)),
            ("unit", name_of(lang, cx.app.tree, &m.state.unit, m.state.on)),
            ("chair", m.state.chair.clone()),
            ("n", lang.count(present)),
            ("all", lang.count(m.presence.len())),
        ],
    )
}

fn body(cx: &Cx, lang: Lang, m: &Minutes, bound: &[Bound]) -> String {
    let name = |code: &str| name_of(lang, cx.app.tree, code, m.state.on);
    let mut out = told_in(cx, lang, m, "conference_article.lead");
    let mut spoke: Vec<String> = m.sections.iter().flat_map(|s| &s.speeches).map(|s| name(&s.speaker.unit)).collect();
    spoke.dedup();
    if !spoke.is_empty() {
        let _ = write!(out, "\n\n{}", lang.f1("conference_article.spoke", "points", spoke.join(", ")));
    }
    if !bound.is_empty() {
        let _ = write!(out, "\n\n## {}\n", lang.t("conference_article.figures"));
    }
    for b in bound {
        let cell = |(unit, value, report): &(String, i64, String)| {
            let said = views::printed(lang, &b.printed, *value);
            format!("{}: [{said}](<figure:{report}|{}#{}>)", name(unit), b.form, b.column)
        };
        let cells: Vec<String> = b.cells.iter().map(cell).collect();
        let _ = write!(out, "\n- {} — {}", b.title, cells.join("; "));
    }
    let all: Vec<_> = m.sections.iter().flat_map(|s| &s.conclusions).collect();
    if !all.is_empty() {
        let _ = write!(out, "\n\n## {}\n", lang.t("conference_article.conclusions"));
    }
    for (n, sentence) in (1..).zip(all) {
        let told = told(&Cx { lang, ..cx.clone() }, m, sentence);
        let told = if told.is_empty() { told } else { format!(" ({told})") };
        let _ = write!(out, "\n{n}. {}{told}", sentence.text.replace('\n', " "));
    }
    out
}
