//! The list of an act's papers, and a paper as a file.
//!
//! A file is always a download. One that names somebody sealed is asked for with a
//! reason, in a form: what was opened stands in no address.

use super::fits;
use super::values::{Source, items};
use crate::access::Action;
use crate::cases::views::{self, File};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::vault::{self, Inside, Refused, Seen};
use askama::Template as _;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use casework::Deadline;
use casework::kinds::{Looked, Paper};
use paper::letter::{Letter, docx, pdf};
use paper::templates::{Sender, Status, Template, values};
use std::collections::HashMap;

/// A template as the list shows it.
struct Line {
    name: String,
    title: String,
    form: String,
    source: String,
    unverified: bool,
    caveat: String,
    hides: bool,
    /// Whether somebody sealed could be named in it by one who may open the seal.
    sealed: bool,
}

#[derive(askama::Template)]
#[template(path = "letters/pages/list.html")]
struct ListPage {
    frame: Frame,
    slug: String,
    number: String,
    seq: u32,
    act: String,
    lines: Vec<Line>,
    problem: String,
    reason: String,
    reason_of: String,
}

/// A case, the act a paper is made of as it now reads, and what follows from the case.
struct Asked {
    file: File,
    looked: Looked,
    act: Paper,
    /// What was due once the act was recorded.
    deadlines: Vec<Deadline>,
}

impl Asked {
    async fn find(cx: &Cx, number: &str, seq: u32) -> Result<Self> {
        let wanted = number.to_owned();
        let found = cx.app.db.read(move |tx| views::load(tx, &wanted)).await?;
        let (_, file) = found.filter(|(h, _)| cx.may(Action::SeeCases, &h.unit.0)).ok_or(Error::Hidden)?;
        let looked = file.look(cx)?;
        let act = looked.in_force.iter().find(|e| e.seq == seq).cloned().ok_or(Error::Hidden)?;
        let mut then = file.case().clone();
        then.acts.retain(|e| e.seq <= seq);
        let deadlines = file.kept.kind.look(&then, &cx.app.law).map_err(|no| file.fault(no))?.state.deadlines;
        Ok(Self { file, looked, act, deadlines })
    }

    fn sealed(&self) -> bool {
        self.file.hides(&self.looked)
    }

    fn first(&self) -> &Paper {
        self.looked.in_force.first().unwrap_or(&self.act)
    }

    /// The templates that fit the act, of the instrument in force on its day.
    fn templates<'a>(&'a self, cx: &'a Cx) -> impl Iterator<Item = &'a Template> {
        let kind = self.file.kept.kind.word();
        let petition = self.looked.in_force.iter().rev().find_map(|e| e.facts["kind"].as_str()).unwrap_or("");
        let all = fits::named(kind, &self.act.kind).iter().filter_map(|name| cx.app.templates.get(name));
        all.filter(move |t| {
            t.about.from <= self.act.on
                && t.about.until.is_none_or(|until| self.act.on <= until)
                && fits::fits(&t.name, &self.act, self.first(), petition)
                && (!self.sealed() || fits::keeps_hidden(t))
        })
    }

    /// The sealed envelopes whose people a template can name.
    fn envelopes(&self, template: &Template) -> Vec<String> {
        let facts = &self.first().facts;
        let mut all = Vec::new();
        if template.values.contains("denounced") {
            all.extend(items(&facts["accused"], "denounced"));
        }
        // The template's own mark decides, not the place it happens to name.
        if template.about.sender == Sender::Shown && template.values.iter().any(|v| tells_sender(v)) {
            for (group, field) in [("denouncers", "denouncer"), ("senders", "person"), ("visitors", "person")] {
                all.extend(items(&facts[group], field));
            }
        }
        all.retain(|item| self.file.people.get(item) == Some(&Seen::Sealed));
        all
    }

    fn letter(&self, cx: &Cx, template: &Template, opened: &HashMap<String, Inside>) -> Result<Letter> {
        let (file, looked, deadlines) = (&self.file, &self.looked, &self.deadlines);
        let source = Source { cx, file, looked, act: &self.act, deadlines, opened };
        let mut letter = paper::templates::fill(template, &source.values()).map_err(Error::fault)?;
        if cx.app.settings.demo {
            letter.mark = cx.lang.t("letters.demo").to_owned();
        }
        Ok(letter)
    }
}

fn tells_sender(value: &str) -> bool {
    values().get(value).is_some_and(|known| known.sender)
}

/// `GET /cases/{number}/acts/{seq}/letters`.
pub async fn list(cx: Cx, Path((number, seq)): Path<(String, u32)>) -> Result {
    let asked = Asked::find(&cx, &number, seq).await?;
    show(&cx, &asked, None)
}

fn show(cx: &Cx, asked: &Asked, vain: Option<(Refused, &str, &str)>) -> Result {
    let (lang, case) = (cx.lang, asked.file.case());
    let line = |t: &Template| Line {
        name: t.name.clone(),
        title: if lang == crate::lang::Lang::Vi { t.about.vi.clone() } else { t.about.en.clone() },
        form: t.about.form.clone(),
        source: t.about.source.clone(),
        unverified: t.about.status == Status::Unverified,
        caveat: t.about.caveat.clone(),
        hides: t.about.sender == Sender::Hidden,
        sealed: !asked.envelopes(t).is_empty() && cx.may(Action::RecordActs, &case.unit.0),
    };
    let kind = asked.file.kept.kind.word();
    let act = lang.of_kind("act", kind, &asked.act.kind);
    let slug = views::slug(&case.number);
    let title = lang.t("letters.title");
    let frame = cx.frame(title).under(lang.word("kind", kind), format!("/cases?kind={kind}"));
    let status = vain.map_or(StatusCode::OK, |(no, _, _)| crate::sealed::status(no));
    let page = ListPage {
        frame: frame.under(&case.number, format!("/cases/{slug}#act-{}", asked.act.seq)).here(title),
        number: case.number.clone(),
        seq: asked.act.seq,
        act: format!("{}. {act}", asked.act.seq),
        lines: asked.templates(cx).map(line).collect(),
        problem: vain.map(|(no, _, _)| lang.t(no.key()).to_owned()).unwrap_or_default(),
        reason: vain.map(|(_, reason, _)| reason.to_owned()).unwrap_or_default(),
        reason_of: vain.map(|(_, _, of)| of.to_owned()).unwrap_or_default(),
        slug,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// What a file's name asks for: the template and whether as PDF.
fn wanted<'a>(asked: &'a Asked, cx: &'a Cx, folder: &str, file: &str) -> Result<(&'a Template, bool)> {
    let (name, ending) = file.rsplit_once('.').ok_or(Error::Hidden)?;
    let as_pdf = match ending {
        "pdf" => true,
        "docx" => false,
        _ => return Err(Error::Hidden),
    };
    let full = format!("{folder}/{name}");
    let template = asked.templates(cx).find(|t| t.name == full).ok_or(Error::Hidden)?;
    Ok((template, as_pdf))
}

/// `GET /cases/{number}/acts/{seq}/letters/{folder}/{file}`: nothing sealed is opened.
pub async fn plain(cx: Cx, Path((number, seq, folder, file)): Path<(String, u32, String, String)>) -> Result {
    let asked = Asked::find(&cx, &number, seq).await?;
    let (template, as_pdf) = wanted(&asked, &cx, &folder, &file)?;
    let letter = asked.letter(&cx, template, &HashMap::new())?;
    sent(&asked, template, letter, as_pdf).await
}

/// `POST …/{file}`: with those sealed whom the paper may name, for one assigned, with a reason.
pub async fn named(
    cx: Cx,
    Path((number, seq, folder, file)): Path<(String, u32, String, String)>,
    posted: Posted,
) -> Result {
    let asked = Asked::find(&cx, &number, seq).await?;
    let (template, as_pdf) = wanted(&asked, &cx, &folder, &file)?;
    let (who, case, now) = (cx.keys()?, asked.file.kept.head.id, cx.app.clock.now_ms());
    let (items, reason) = (asked.envelopes(template), posted.get("reason").to_owned());
    let (wanted, why) = (items.clone(), reason.clone());
    let opened = cx
        .app
        .write(move |tx| {
            let mut opened = HashMap::new();
            for item in &wanted {
                match vault::look(tx, &who, case, item, &why, now)? {
                    Ok(inside) => drop(opened.insert(item.clone(), inside)),
                    Err(no) => return Ok(Err(no)),
                }
            }
            Ok(Ok(opened))
        })
        .await?;
    match opened {
        Ok(opened) => {
            let letter = asked.letter(&cx, template, &opened)?;
            sent(&asked, template, letter, as_pdf).await
        }
        Err(no) => show(&cx, &asked, Some((no, &reason, &template.name))),
    }
}

/// The file: made off the async threads, never kept.
async fn sent(asked: &Asked, template: &Template, letter: Letter, as_pdf: bool) -> Result<Response> {
    let made = tokio::task::spawn_blocking(move || if as_pdf { pdf(&letter) } else { docx(&letter) });
    let bytes = made.await.map_err(Error::fault)?.map_err(Error::fault)?;
    let (mime, ending) = match as_pdf {
        true => ("application/pdf", "pdf"),
        false => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    };
    let short = template.name.rsplit('/').next().unwrap_or_default();
    let name = format!("{}-{}-{short}.{ending}", asked.file.case().number.replace('/', "-"), asked.act.seq);
    let disposition = format!("attachment; filename*=UTF-8''{}", views::slug(&name));
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
