//! The form a conclusion is published from: its text, the cuts, and what readers will see.

use super::make::{Concluded, concluded, publish, said};
use super::store::{self, Text};
use crate::access::Action;
use crate::cases::views::{self, slug};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::redaction::{Fault, cuts, published};

/// Longest text, in characters.
const LONGEST: usize = 400_000;

#[derive(Template)]
#[template(path = "portal/pages/conclusion_edit.html")]
struct Edit {
    frame: Frame,
    slug: String,
    text: Text,
    faults: Vec<String>,
    /// Line, ground and length of each cut.
    cuts: Vec<(usize, String, usize)>,
    preview: Vec<String>,
    on_portal: bool,
    channels: String,
    address: String,
    saved: bool,
}

fn fault_said(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Open(line) => lang.f1("conclusion_wrong.open", "n", line),
        Fault::Bare(line) => lang.f1("conclusion_wrong.bare", "n", line),
        Fault::Leaks { cut, line } => lang.f2("conclusion_wrong.leaks", "cut", cut, "n", line),
    }
}

async fn found(cx: &Cx, number: &str) -> Result<(Concluded, Text, String)> {
    let (law, wanted) = (cx.app.law.clone(), number.to_owned());
    let found = cx.app.db.read(move |tx| {
        let case = concluded(tx, &law, &wanted)?.ok_or(Error::Hidden)?;
        let summary = case.conclusion.facts["summary"].as_str().unwrap_or_default().to_owned();
        let text = store::last_text(tx, &wanted)?;
        let title = case.looked.state.shown.title.clone();
        let text = text.unwrap_or(Text { version: 0, title, body: summary });
        let address = store::by_number(tx, &wanted)?.map(|p| p.slug).unwrap_or_default();
        Ok::<_, Error>((case, text, address))
    });
    let found = found.await?;
    if cx.may(Action::PublishNews, &found.0.loaded.head.unit.0) { Ok(found) } else { Err(Error::Hidden) }
}

/// `GET /portal/conclusions/{number}`.
pub(super) async fn edit(cx: Cx, Path(number): Path<String>) -> Result {
    let (case, text, address) = found(&cx, &number).await?;
    let saved = Posted::from_query(&cx.query).has("saved");
    draw(&cx, &number, &case, text, address, saved, Vec::new())
}

fn draw(
    cx: &Cx,
    number: &str,
    case: &Concluded,
    text: Text,
    address: String,
    saved: bool,
    mut faults: Vec<String>,
) -> Result {
    let lang = cx.lang;
    let shown = match cuts(&text.body) {
        Ok(taken) => taken.into_iter().map(|c| (c.line, c.ground, c.secret.chars().count())).collect(),
        Err(wrong) => {
            faults.extend(wrong.iter().map(|f| fault_said(lang, f)));
            Vec::new()
        }
    };
    faults.dedup();
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = lang.t("conclusions.publish");
    let preview = if faults.is_empty() { published(&text.body, said) } else { String::new() };
    let channels = case.channels.iter().map(|c| lang.word("choice", c)).collect::<Vec<_>>().join("; ");
    let page = Edit {
        frame: cx.frame(title).under(number, format!("/cases/{}", slug(number))).here(title),
        slug: slug(number),
        cuts: shown,
        preview: preview.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect(),
        on_portal: case.on_portal(),
        channels,
        address,
        saved,
        faults,
        text,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /portal/conclusions/{number}`: keeps the text, and publishes it when asked.
pub(super) async fn save(cx: Cx, Path(number): Path<String>, form: Posted) -> Result {
    let (case, last, address) = found(&cx, &number).await?;
    let text = Text {
        version: last.version + 1,
        title: form.get("title").to_owned(),
        body: form.get("body").replace("\r\n", "\n"),
    };
    let lang = cx.lang;
    let wrong = match (text.title.is_empty() || text.body.is_empty(), text.body.chars().count() > LONGEST) {
        (true, _) => vec![lang.t("article_wrong.needed").to_owned()],
        (_, true) => vec![lang.t("article_wrong.long").to_owned()],
        _ => Vec::new(),
    };
    if !wrong.is_empty() {
        return draw(&cx, &number, &case, text, address, false, wrong);
    }
    let by = cx.actor()?.id.clone();
    let (now, wanted, kept) = (cx.app.clock.now_ms(), number.clone(), text.clone());
    cx.app.write(move |tx| store::add_text(tx, &wanted, &kept, now, &by)).await?;
    if cuts(&text.body).is_err() {
        return draw(&cx, &number, &case, text, address, false, Vec::new());
    }
    if form.has("publish") {
        if !case.on_portal() {
            return draw(&cx, &number, &case, text, address, false, vec![lang.t("conclusion_wrong.no_act").to_owned()]);
        }
        let (app, wanted) = (cx.app.clone(), number.clone());
        let made = cx.app.db.write(move |tx| publish(tx, &app, &wanted, now)).await?;
        cx.app.shelf.stir();
        if let Err(faults) = made {
            let said = faults.iter().map(|f| fault_said(lang, f)).collect();
            return draw(&cx, &number, &case, text, address, false, said);
        }
    }
    Ok(Redirect::to(&format!("/portal/conclusions/{}?saved", slug(&number))).into_response())
}

#[derive(Template)]
#[template(path = "portal/pages/conclusion_part.html")]
struct Part {
    lang: Lang,
    slug: String,
}

/// The way from a concluded inspection to its publication; none for who may not publish.
///
/// # Errors
/// Never but for a template that cannot be drawn.
pub fn part(cx: &Cx, file: &views::File, looked: &casework::kinds::Looked) -> Result<Option<views::Part>> {
    let is_concluded = looked.in_force.iter().any(|p| p.kind == "conclusion");
    if !is_concluded || !cx.may(Action::PublishNews, &file.case().unit.0) {
        return Ok(None);
    }
    let html = Part { lang: cx.lang, slug: slug(&file.case().number) }.render()?;
    Ok(Some(views::Part { title: cx.lang.t("conclusions.publish").to_owned(), html }))
}
