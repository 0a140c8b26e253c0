//! Gửi đơn: what it is and to whom, the form, its draft, and the receipt.

use super::files::{self, Head};
use super::flood::{Pressed, What, too_often};
use super::send::{self, Letter, Sent};
use super::{KINDS, code, day_of, draft, due, guide, in_language, law_of, said, store};
use crate::cases::deadline;
use crate::cx::Cx;
use crate::errors::{FieldError, Result};
use crate::forms::Posted;
use crate::lang::Lang;
use crate::portal::feeds::qr_svg;
use crate::portal::visit::{Face, Visit};
use crate::units::name_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

struct Choice {
    word: &'static str,
    name: String,
    plain: String,
    law: String,
}

#[derive(Template)]
#[template(path = "portal/filing/pages/begin.html")]
struct Begin {
    face: Face,
    kinds: Vec<Choice>,
    kind: String,
    offices: Vec<(String, String)>,
    unit: String,
    missed: bool,
}

fn face(visit: &Visit, title: &str) -> Face {
    let mut face = visit.face(title);
    face.description = visit.lang.t("filing.lead").to_owned();
    face
}

/// `GET /file`.
pub(super) async fn begin(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    said(&visit, choose(&visit, &cx, false).await)
}

async fn choose(visit: &Visit, cx: &Cx, missed: bool) -> Result {
    let lang = cx.lang;
    let asked = visit.asked();
    let offices = cx.app.read(store::offices).await?;
    let choice = |(word, ..): (&'static str, &str, &str)| Choice {
        word,
        name: lang.word("filing_kind", word),
        plain: lang.word("filing_plain", word),
        law: law_of(cx, word),
    };
    let mut face = face(visit, lang.t("filing.title"));
    face.path = "/file".into();
    let page = Begin {
        face,
        kinds: KINDS.into_iter().map(choice).collect(),
        kind: asked.get("kind").to_owned(),
        unit: if offices.len() == 1 { offices[0].clone() } else { asked.get("unit").to_owned() },
        offices: offices.into_iter().map(|code| (name_of(lang, cx.app.tree, &code, cx.today), code)).collect(),
        missed,
    };
    let status = if missed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

/// To whom and as what a form is, if that is possible.
async fn meant(cx: &Cx, asked: &Posted) -> Result<Option<(&'static str, String)>> {
    let kind = KINDS.into_iter().map(|(word, ..)| word).find(|word| *word == asked.get("kind"));
    let offices = cx.app.read(store::offices).await?;
    Ok(kind.zip(offices.into_iter().find(|unit| unit == asked.get("unit"))))
}

#[derive(Template)]
#[template(path = "portal/filing/pages/form.html")]
struct Form {
    face: Face,
    csrf: String,
    once: String,
    begun: String,
    kind: &'static str,
    kind_name: String,
    kind_plain: String,
    kind_law: String,
    unit: String,
    unit_name: String,
    typed: Posted,
    errors: Vec<FieldError>,
    full: String,
    /// Number, name and KB of papers kept with the draft.
    papers: Vec<(i64, String, i64)>,
    /// The code by which the draft is found again, and until when; empty: not saved now.
    resume: String,
    until: String,
    accept: String,
    /// Answers to the questions on the way here, as carried and as read.
    guide: String,
    told: Vec<guide::Told>,
}

/// What a form page says on top.
#[derive(Default, Clone, Copy)]
enum Told<'a> {
    #[default]
    Nothing,
    /// A sentence on why it could not be sent.
    Full(&'a str),
    /// It was saved.
    Saved,
}

impl Form {
    fn lang(&self) -> Lang {
        self.face.lang
    }

    fn v(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    fn wrong(&self, name: &str) -> &str {
        self.errors.iter().find(|e| e.field == name).map_or("", |e| self.lang().t(e.what))
    }

    fn label(&self, name: &str) -> String {
        self.lang().word("filing_field", name)
    }

    /// Whether it must be said; who sends a denunciation may stay unnamed.
    fn needed(&self, name: &str) -> bool {
        matches!(name, "title" | "said") || matches!(name, "name" | "address") && !self.is_denunciation()
    }

    fn is_denunciation(&self) -> bool {
        self.kind == "denunciation"
    }
}

async fn form_page(
    visit: &Visit,
    cx: &Cx,
    (kind, unit): (&'static str, String),
    typed: Posted,
    errors: Vec<FieldError>,
    told: Told<'_>,
) -> Result {
    let lang = cx.lang;
    let again = |name: &str, fresh: String| if typed.get(name).is_empty() { fresh } else { typed.get(name).to_owned() };
    let (once, now) = (again("once", code::fresh()), cx.app.clock.now_ms());
    let full = if let Told::Full(full) = told { full } else { "" };
    let is_saved = matches!(told, Told::Saved);
    let status = if errors.is_empty() && full.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Form {
        face: face(visit, &lang.word("filing_title", kind)),
        csrf: cx.csrf.clone(),
        papers: draft::names(&cx.app, &once).await?,
        resume: if is_saved { code::shown(&once) } else { String::new() },
        until: lang.date(day_of(now + draft::DAYS * 86_400_000)),
        accept: crate::papers::endings().map(|e| format!(".{e}")).collect::<Vec<_>>().join(","),
        guide: guide::carried(on(cx), typed.get("guide")),
        told: guide::told_of(lang, on(cx), typed.get("guide"), |to| visit.to(to)),
        once,
        begun: again("begun", now.to_string()),
        kind,
        kind_name: lang.word("filing_kind", kind),
        kind_plain: lang.word("filing_plain", kind),
        kind_law: law_of(cx, kind),
        unit_name: name_of(lang, cx.app.tree, &unit, cx.today),
        unit,
        typed,
        errors,
        full: full.to_owned(),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /file/write?kind=&unit=`.
pub(super) async fn form(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    let answer = async {
        match meant(&cx, &visit.asked()).await? {
            Some(to) => form_page(&visit, &cx, to, begun(&visit, &cx), Vec::new(), Told::Nothing).await,
            None => choose(&visit, &cx, true).await,
        }
    };
    said(&visit, answer.await)
}

fn on(cx: &Cx) -> casework::guide::On<'_> {
    casework::guide::On { law: &cx.app.law, tree: cx.app.tree, today: cx.today }
}

/// An empty form, with what the questions on the way to it said.
fn begun(visit: &Visit, cx: &Cx) -> Posted {
    let asked = visit.asked();
    let answers = asked.get("guide");
    if answers.is_empty() {
        return Posted::default();
    }
    let pair = |name: &str, text: String| (name.to_owned(), text);
    let against = guide::against(cx.lang, on(cx), answers);
    Posted { pairs: vec![pair("guide", answers.to_owned()), pair("against", against)], files: Vec::new() }
}

#[derive(Template)]
#[template(path = "portal/filing/pages/receipt.html")]
struct Receipt {
    face: Face,
    code: String,
    qr: String,
    kind_name: String,
    unit_name: String,
    at: String,
    deadline: Option<deadline::Told>,
}

/// `POST /file/write`: sent, or saved to be gone on with.
pub(super) async fn send(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let Ok(to) = meant(&cx, &posted).await else {
        return said(&visit, Err(crate::Error::Storage("busy")));
    };
    let Some(to) = to else { return said(&visit, choose(&visit, &cx, true).await) };
    let posted = with_once(posted);
    let now = cx.app.clock.now_ms();
    let (papers, mut errors) = papers(&posted);
    if posted.has("save") {
        if let Some(seconds) = cx.app.flood.wait(What::Draft, &cx.address, now) {
            return too_often(&visit, seconds);
        }
        let words = posted.clone();
        let saved = save(&visit, &cx, to.clone(), posted, papers, errors).await;
        return said(&visit, or_again(&visit, &cx, to, words, saved).await);
    }
    // The demo's clock stands still: nothing can be measured by it.
    let letter = send::read(&posted, to.0, now, !cx.app.settings.demo);
    let letter = match letter {
        Ok(letter) if errors.is_empty() => Letter { guide: guide::summary(on(&cx), posted.get("guide")), ..letter },
        other => {
            errors.extend(other.err().unwrap_or_default());
            return said(&visit, wrong(&visit, &cx, to, posted, papers, errors).await);
        }
    };
    if let Some(seconds) = cx.app.flood.wait(What::Filed, &cx.address, now) {
        return too_often(&visit, seconds);
    }
    let words = posted.clone();
    let kept = keep(&visit, &cx, to.clone(), posted, (&letter, papers)).await;
    said(&visit, or_again(&visit, &cx, to, words, kept).await)
}

/// What was done; where the disk is full or the database takes no writing, the form again with what was typed.
async fn or_again(visit: &Visit, cx: &Cx, to: (&'static str, String), words: Posted, done: Result) -> Result {
    match done {
        Err(crate::Error::Storage(_)) => {
            form_page(visit, cx, to, words, Vec::new(), Told::Full(cx.lang.t("filing.not_now"))).await
        }
        done => done,
    }
}

/// The papers of a form, and what is wrong with them.
pub(super) fn papers(posted: &Posted) -> (Vec<(Head, Vec<u8>)>, Vec<FieldError>) {
    let (mut good, mut wrong) = (Vec::new(), Vec::new());
    for file in posted.files.iter().filter(|f| f.field == "files") {
        match files::judge(&file.name, file.bytes.to_vec()) {
            _ if file.bytes.is_empty() => wrong.push(FieldError::new("files", "invalid.files_large")),
            Ok(paper) => good.push(paper),
            Err(what) => wrong.push(FieldError::new("files", what)),
        }
    }
    (good, wrong)
}

async fn save(
    visit: &Visit,
    cx: &Cx,
    to: (&'static str, String),
    posted: Posted,
    papers: Vec<(Head, Vec<u8>)>,
    mut errors: Vec<FieldError>,
) -> Result {
    match draft::keep(&cx.app, posted.get("once"), &posted, papers).await? {
        Ok(_) => {}
        Err(what) => errors.push(FieldError::new("files", what)),
    }
    cx.app.flood.count(What::Draft, &cx.address, cx.app.clock.now_ms());
    form_page(visit, cx, to, posted, errors, Told::Saved).await
}

/// The form again; papers that came with it are kept, as they would have to be chosen anew.
async fn wrong(
    visit: &Visit,
    cx: &Cx,
    to: (&'static str, String),
    posted: Posted,
    papers: Vec<(Head, Vec<u8>)>,
    errors: Vec<FieldError>,
) -> Result {
    let may = cx.app.flood.wait(What::Draft, &cx.address, cx.app.clock.now_ms()).is_none();
    if may && (!papers.is_empty() || posted.has("drop")) {
        return save(visit, cx, to, posted, papers, errors).await;
    }
    form_page(visit, cx, to, posted, errors, Told::Nothing).await
}

async fn keep(
    visit: &Visit,
    cx: &Cx,
    (kind, unit): (&'static str, String),
    posted: Posted,
    (letter, papers): (&Letter, Vec<(Head, Vec<u8>)>),
) -> Result {
    let lang = cx.lang;
    let once = posted.get("once").to_owned();
    let kept = draft::names(&cx.app, &once).await?;
    if !papers.is_empty() || !kept.is_empty() {
        // Counted and measured in one place, whether they came now or before.
        if let Err(what) = draft::keep(&cx.app, &once, &posted, papers).await? {
            let wrong = vec![FieldError::new("files", what)];
            return form_page(visit, cx, (kind, unit), posted, wrong, Told::Nothing).await;
        }
    }
    let (sent, is_new) = send::keep(&cx.app, &unit, kind, &once, letter).await?;
    let why = match sent {
        Sent::Kept(at) => {
            if is_new {
                cx.app.flood.count(What::Filed, &cx.address, cx.app.clock.now_ms());
            }
            return receipt(visit, cx, (kind, &unit), &once, at);
        }
        Sent::Full => lang.t("filing.full"),
        Sent::NoOffice => lang.t("filing.closed"),
    };
    form_page(visit, cx, (kind, unit), posted, Vec::new(), Told::Full(why)).await
}

fn receipt(visit: &Visit, cx: &Cx, (kind, unit): (&str, &str), once: &str, at: i64) -> Result {
    let (lang, secret) = (cx.lang, code::of(once).unwrap_or_default());
    let mut face = face(visit, lang.t("filing.receipt"));
    face.unlisted = true;
    // Behind "#" it reaches neither a server nor its log.
    let follow = format!("{}{}#{secret}", visit.origin, visit.to("/track"));
    let page = Receipt {
        face,
        code: code::shown(&secret),
        qr: qr_svg(&follow),
        kind_name: lang.word("filing_kind", kind),
        unit_name: name_of(lang, cx.app.tree, unit, cx.today),
        at: lang.instant(at),
        deadline: due(cx, unit, kind, day_of(at)),
    };
    Ok(Html(page.render()?).into_response())
}

/// A form whose secret is none of ours gets one.
fn with_once(mut posted: Posted) -> Posted {
    if code::of(posted.get("once")).is_none() {
        posted.pairs.retain(|(name, _)| name != "once");
        posted.pairs.push(("once".into(), code::fresh()));
    }
    posted
}

#[derive(Template)]
#[template(path = "portal/filing/pages/resume.html")]
struct Resume {
    face: Face,
    csrf: String,
    typed: String,
    wrong: String,
}

fn resuming(visit: &Visit, cx: &Cx, status: StatusCode, typed: &str, wrong: &str) -> Result {
    let mut face = visit.face(cx.lang.t("filing.resume"));
    face.unlisted = true;
    let page = Resume { face, csrf: cx.csrf.clone(), typed: typed.to_owned(), wrong: wrong.to_owned() };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /file/resume`.
pub(super) async fn resume(visit: Visit, cx: Cx) -> Response {
    let cx = in_language(cx, &visit);
    said(&visit, resuming(&visit, &cx, StatusCode::OK, "", ""))
}

/// `POST /file/resume`: the form as it was saved; the receipt where it was sent meanwhile.
pub(super) async fn resumed(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let now = cx.app.clock.now_ms();
    if let Some(seconds) = cx.app.flood.wait(What::Guess, &cx.address, now) {
        return too_often(&visit, seconds);
    }
    said(&visit, take_up(&visit, &cx, posted.get("draft")).await)
}

async fn take_up(visit: &Visit, cx: &Cx, text: &str) -> Result {
    let lang = cx.lang;
    let unknown = |key: &str| resuming(visit, cx, StatusCode::NOT_FOUND, text, lang.t(key));
    let Some(once) = code::read_form(text) else { return unknown("filing.resume_shape") };
    let form = code::of_form(&once);
    if let Some(filing) = cx.app.read(move |tx| store::by_once(tx, &form)).await? {
        return receipt(visit, cx, (&filing.kind, &filing.unit), &once, filing.filed_at);
    }
    let Some(mut typed) = draft::typed(&cx.app, &once).await? else {
        cx.app.flood.count(What::Guess, &cx.address, cx.app.clock.now_ms());
        return unknown("filing.resume_unknown");
    };
    typed.pairs.push(("once".into(), once));
    match meant(cx, &typed).await? {
        Some(to) => form_page(visit, cx, to, typed, Vec::new(), Told::Nothing).await,
        None => unknown("filing.resume_unknown"),
    }
}
