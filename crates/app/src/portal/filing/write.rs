//! Gửi đơn: what it is and to whom, the form, and the receipt.

use super::flood::{Pressed, What, too_often};
use super::send::{self, Letter, Sent};
use super::{KINDS, code, day_of, due, in_language, law_of, said, store};
use crate::cases::deadline::Told;
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
    full: &str,
) -> Result {
    let lang = cx.lang;
    let again = |name: &str, fresh: String| if typed.get(name).is_empty() { fresh } else { typed.get(name).to_owned() };
    let status = if errors.is_empty() && full.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Form {
        face: face(visit, &lang.word("filing_title", kind)),
        csrf: cx.csrf.clone(),
        once: again("once", crate::random::hex::<16>()),
        begun: again("begun", cx.app.clock.now_ms().to_string()),
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
            Some(to) => form_page(&visit, &cx, to, Posted::default(), Vec::new(), "").await,
            None => choose(&visit, &cx, true).await,
        }
    };
    said(&visit, answer.await)
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
    deadline: Option<Told>,
}

/// `POST /file/write`.
pub(super) async fn send(_: Pressed, visit: Visit, cx: Cx, posted: Posted) -> Response {
    let cx = in_language(cx, &visit);
    let Ok(to) = meant(&cx, &posted).await else {
        return said(&visit, Err(crate::Error::Storage("busy")));
    };
    let Some((kind, unit)) = to else { return said(&visit, choose(&visit, &cx, true).await) };
    let now = cx.app.clock.now_ms();
    // The demo's clock stands still: nothing can be measured by it.
    let letter = match send::read(&posted, kind, now, !cx.app.settings.demo) {
        Ok(letter) => letter,
        Err(errors) => return said(&visit, form_page(&visit, &cx, (kind, unit), posted, errors, "").await),
    };
    if let Some(seconds) = cx.app.flood.wait(What::Filed, &cx.address, now) {
        return too_often(&visit, seconds);
    }
    said(&visit, keep(&visit, &cx, (kind, unit), posted, &letter).await)
}

async fn keep(visit: &Visit, cx: &Cx, (kind, unit): (&'static str, String), posted: Posted, letter: &Letter) -> Result {
    let lang = cx.lang;
    let once = posted.get("once").to_owned();
    let Some(secret) = code::of(&once) else {
        return form_page(visit, cx, (kind, unit), without_once(posted), Vec::new(), lang.t("filing.stale")).await;
    };
    let (sent, is_new) = send::keep(&cx.app, &unit, kind, &once, letter).await?;
    let at = match sent {
        Sent::Kept(at) => at,
        Sent::Full => return form_page(visit, cx, (kind, unit), posted, Vec::new(), lang.t("filing.full")).await,
        Sent::NoOffice => return form_page(visit, cx, (kind, unit), posted, Vec::new(), lang.t("filing.closed")).await,
    };
    if is_new {
        cx.app.flood.count(What::Filed, &cx.address, cx.app.clock.now_ms());
    }
    let mut face = face(visit, lang.t("filing.receipt"));
    face.unlisted = true;
    // Behind "#" it reaches neither a server nor its log.
    let follow = format!("{}{}#{secret}", visit.origin, visit.to("/track"));
    let page = Receipt {
        face,
        code: code::shown(&secret),
        qr: qr_svg(&follow),
        kind_name: lang.word("filing_kind", kind),
        unit_name: name_of(lang, cx.app.tree, &unit, cx.today),
        at: lang.instant(at),
        deadline: due(cx, &unit, kind, day_of(at)),
    };
    Ok(Html(page.render()?).into_response())
}

/// A form whose secret is none of ours gets one.
fn without_once(mut posted: Posted) -> Posted {
    posted.pairs.retain(|(name, _)| name != "once");
    posted
}
