//! The page of the prose: a field for each section, what it reads like beside it, and what
//! can be referred to. Without scripts: a look costs one press of a button.

use super::super::list::hand;
use super::super::page::{found, own};
use super::super::way::Report;
use super::shown::{Para, paragraphs};
use super::{Written, outline, paper, save, written};
use crate::access::Action;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, Result, refusal_text};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::narratives::{Narrative, Told};
use casework::periodic_reports::acts::narrative;
use casework::periodic_reports::{Standing, standing};
use casework::reports::printed;
use std::collections::BTreeMap;

/// Letters a section may have.
pub(super) const LONGEST: usize = 50_000;

struct Section {
    id: String,
    heading: String,
    heading_en: String,
    text: String,
    rows: usize,
    paras: Vec<Para>,
}

/// A reference that says nothing: section, its heading, what was written, why.
struct Slip {
    section: String,
    heading: String,
    raw: String,
    why: String,
}

/// A form with what can be referred to: reference, column, figure.
struct Source {
    form: String,
    title: String,
    columns: Vec<(String, String, String)>,
}

/// How references are written, each with the key of what it says.
const HOW: [(&str, &str); 10] = [
    ("{01/TTr#1}", "narrative.how_to.total"),
    ("{01/TTr#8 tỷ}", "narrative.how_to.unit"),
    ("{01/TTr#8 tròn}", "narrative.how_to.round"),
    ("{01/TTr#1 riêng}", "narrative.how_to.own"),
    ("{01/TTr#1 cùng kỳ}", "narrative.how_to.before"),
    ("{01/TTr#1 tăng giảm}", "narrative.how_to.change"),
    ("{01/TTr#1 so cùng kỳ}", "narrative.how_to.aside"),
    ("{01/TTr#4 trên 01/TTr#1}", "narrative.how_to.share"),
    ("{bảng 01/TTr 1 6 8}", "narrative.how_to.table"),
    ("{biểu đồ 01/TTr#1}", "narrative.how_to.bars"),
];

#[derive(Template)]
#[template(path = "periodic_reports/pages/narrative.html")]
struct NarrativePage {
    frame: Frame,
    slug: String,
    title: String,
    lead: String,
    note: String,
    unsure: bool,
    source: String,
    may_edit: bool,
    sealed: bool,
    base: u32,
    saved: String,
    done: bool,
    problem: String,
    computed: bool,
    sections: Vec<Section>,
    slips: Vec<Slip>,
    sources: Vec<Source>,
}

/// What was typed, if the page comes back with it, and what is wrong with keeping it.
#[derive(Default)]
struct Typed {
    narrative: Option<Narrative>,
    problem: String,
    status: StatusCode,
}

async fn show(cx: &Cx, number: &str, typed: Typed) -> Result {
    let (law, tree) = (cx.app.law.clone(), cx.app.tree);
    let (report, of) = found(cx, number, move |tx, report| written(tx, &law, tree, report, typed.narrative)).await?;
    let (lang, about) = (cx.lang, report.draft()?.clone());
    let (outline, fits) = outline(&cx.app.law, &report)?.ok_or(Error::Hidden)?;
    let english: BTreeMap<&str, &str> =
        outline.sections.iter().map(|s| (s.id.as_str(), s.heading_en.as_str())).collect();
    let at = standing::standing(&report.case);
    let open = !matches!(at, Standing::Submitted | Standing::Accepted | Standing::Sealed);
    let title = lang.t("narrative.title");
    let way = format!("/reports/{}", slug(&report.case.number));
    let page = NarrativePage {
        frame: cx.frame(title).under(lang.t("room.reports"), "/reports").under(&report.case.number, &way).here(title),
        slug: slug(&report.case.number),
        title: about.title.clone(),
        lead: format!("{} · {}", name_of(lang, tree, &report.case.unit.0, about.until), of.narrative.outline),
        note: if fits { outline.note(lang.code()).to_owned() } else { lang.t("narrative.other_circular").to_owned() },
        unsure: outline.status == law::Status::Unverified || !fits,
        source: outline.source.clone(),
        may_edit: open && cx.may(Action::RecordActs, &report.case.unit.0),
        sealed: of.frozen,
        base: of.seq,
        saved: saved(lang, &report),
        done: Posted::from_query(&cx.query).get("done") == "narrative",
        problem: typed.problem,
        computed: !of.sheets.is_empty(),
        slips: slips(lang, &of),
        sources: sources(lang, &of),
        sections: of
            .narrative
            .sections
            .iter()
            .map(|s| Section {
                heading_en: if lang == Lang::En {
                    english.get(s.id.as_str()).map_or("", |h| *h).to_owned()
                } else {
                    String::new()
                },
                rows: (s.text.chars().count() / 60 + s.text.lines().count() + 2).clamp(3, 24),
                paras: paragraphs(&s.text, &of.says),
                id: s.id.clone(),
                heading: s.heading.clone(),
                text: s.text.clone(),
            })
            .collect(),
    };
    Ok((typed.status, Html(page.render()?)).into_response())
}

fn saved(lang: Lang, report: &Report) -> String {
    let Some((entry, _)) = narrative(&report.case.acts) else { return lang.t("narrative.not_saved").to_owned() };
    let facts = [("n", lang.number(i64::from(entry.seq))), ("on", lang.date(entry.on)), ("by", entry.signer.clone())];
    lang.with("narrative.saved", &facts)
}

fn slips(lang: Lang, of: &Written) -> Vec<Slip> {
    let mut out = Vec::new();
    for section in &of.narrative.sections {
        for para in paragraphs(&section.text, &of.says) {
            let Para::Words(bits) = para else { continue };
            out.extend(bits.into_iter().filter_map(|bit| {
                let why = lang.word("narrative.wrong", bit.wrong?.word());
                Some(Slip { section: section.id.clone(), heading: section.heading.clone(), raw: bit.raw, why })
            }));
        }
    }
    out
}

fn sources(lang: Lang, of: &Written) -> Vec<Source> {
    let columns = |sheet: &casework::reports::Sheet| {
        let cells = sheet.form.columns.iter().zip(&sheet.total);
        let one = |(column, cell): (&law::form::Column, &Option<i64>)| {
            let said = cell.map_or_else(|| "×".to_owned(), |n| printed(lang.code(), column.printed, n));
            (format!("{{{}#{}}}", sheet.form.id, column.id), column.title(lang.code()), said)
        };
        cells.map(one).collect()
    };
    let one = |sheet: &casework::reports::Sheet| Source {
        form: sheet.form.id.clone(),
        title: sheet.form.title(lang.code()).to_owned(),
        columns: columns(sheet),
    };
    of.sheets.iter().map(one).collect()
}

/// `GET /reports/{number}/narrative`.
pub(in super::super) async fn page(cx: Cx, Path(number): Path<String>) -> Result {
    show(&cx, &number, Typed::default()).await
}

/// `POST /reports/{number}/narrative`: `look` shows what was typed, `save` keeps it. Whatever
/// stands in the way of keeping it, the text comes back.
pub(in super::super) async fn checked(cx: Cx, Path(number): Path<String>, posted: Posted) -> Result {
    let report = own(&cx, &number).await?;
    let (law, tree) = (cx.app.law.clone(), cx.app.tree);
    let (_, kept) = found(&cx, &number, move |tx, report| written(tx, &law, tree, report, None)).await?;
    let value = |id: &str| {
        let name = format!("section.{id}");
        posted.pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.replace("\r\n", "\n").trim_end().to_owned())
    };
    let told = |s: &Told| Told { text: value(&s.id).unwrap_or_else(|| s.text.clone()), ..s.clone() };
    let typed = Narrative { sections: kept.narrative.sections.iter().map(told).collect(), ..kept.narrative.clone() };
    let back = |problem: String, status: StatusCode| {
        show(&cx, &report.case.number, Typed { narrative: Some(typed.clone()), problem, status })
    };
    if !posted.has("save") {
        return back(String::new(), StatusCode::OK).await;
    }
    if typed.sections.iter().any(|s| s.text.chars().count() > LONGEST) {
        return back(cx.lang.t("narrative.too_long").to_owned(), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if posted.get("base") != kept.seq.to_string() {
        return back(cx.lang.t("narrative.moved").to_owned(), StatusCode::CONFLICT).await;
    }
    let way = format!("/reports/{}/narrative?done=narrative", slug(&report.case.number));
    // The same text is not another version.
    if kept.seq > 0 && typed == kept.narrative {
        return Ok(Redirect::to(&way).into_response());
    }
    match save(&cx.app, hand(&cx)?, &number, &typed).await {
        Ok(()) => Ok(Redirect::to(&way).into_response()),
        Err(Error::Refusal(no)) => back(refusal_text(&cx, &no), StatusCode::CONFLICT).await,
        Err(Error::Stale) => back(cx.lang.t("narrative.moved").to_owned(), StatusCode::CONFLICT).await,
        Err(other) => Err(other),
    }
}

/// `GET /reports/{number}/narrative/{file}`: `bao-cao.pdf` or `bao-cao.docx`.
pub(in super::super) async fn file(cx: Cx, Path((number, file)): Path<(String, String)>) -> Result<Response> {
    let as_pdf = match file.as_str() {
        "bao-cao.pdf" => true,
        "bao-cao.docx" => false,
        _ => return Err(Error::Hidden),
    };
    let (law, tree) = (cx.app.law.clone(), cx.app.tree);
    let (report, of) = found(&cx, &number, move |tx, report| written(tx, &law, tree, report, None)).await?;
    let period = cx.app.law.period(&report.draft()?.period).ok();
    let letter = paper::letter(tree, &report, &of, period.as_ref(), cx.app.settings.demo);
    let made = move || if as_pdf { ::paper::letter::pdf(&letter) } else { ::paper::letter::docx(&letter) };
    let bytes = tokio::task::spawn_blocking(made).await.map_err(Error::fault)?.map_err(Error::fault)?;
    let (mime, ending) = match as_pdf {
        true => ("application/pdf", "pdf"),
        false => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    };
    let name = format!("{}.{ending}", report.case.number.replace('/', "-"));
    let disposition = format!("attachment; filename*=UTF-8''{}", slug(&name));
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
