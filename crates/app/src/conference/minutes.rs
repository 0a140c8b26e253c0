//! Biên bản as a page: the record in words, and each conclusion one press from being a task.
//!
//! Must never say anything the log does not.

use super::keep::{Step, record};
use super::minutes_paper::{Paper, letter};
use super::views::{self, ShownView};
use super::who::{Here, Secret};
use crate::access::Action;
use crate::cx::Cx;
use crate::directives::{self, Hand};
use crate::errors::{Error, Result};
use crate::facts_form::slashes;
use crate::forms::Posted;
use crate::frame::{Frame, html};
use crate::lang::{Lang, typed};
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use casework::conference::{Minutes, Poll, Presence, Section, Sentence, Speech, minutes};

pub(super) struct SpeechLine {
    pub(super) from: String,
    pub(super) who: String,
    pub(super) spoken: String,
}

pub(super) struct PollLine {
    pub(super) text: String,
    pub(super) manner: String,
    pub(super) counts: Vec<(String, String)>,
}

pub(super) struct ConclusionLine {
    pub(super) text: String,
    /// Who is told to do it, and until when; empty: nobody.
    pub(super) told: String,
    /// Number of the directive it became.
    pub(super) directive: String,
    /// Why it became none.
    pub(super) refused: String,
    /// Where it becomes a task by hand; empty for who may give none.
    pub(super) give: String,
}

pub(super) struct Part {
    pub(super) title: String,
    pub(super) from: String,
    pub(super) papers: Vec<String>,
    pub(super) speeches: Vec<SpeechLine>,
    pub(super) shown: Vec<ShownView>,
    pub(super) questions: Vec<(String, String, bool)>,
    pub(super) polls: Vec<PollLine>,
    pub(super) conclusions: Vec<ConclusionLine>,
}

#[derive(Template)]
#[template(path = "conference/pages/minutes.html")]
struct Page {
    frame: Frame,
    title: String,
    facts: Vec<(String, String)>,
    presence: Vec<(String, String)>,
    parts: Vec<Part>,
    head: String,
    /// Address of the papers, without the name of the file.
    papers: String,
    concluded: bool,
    /// Who may sign is asked for it.
    form: Option<Form>,
    signed: Option<SignedView>,
    /// Who may sign the notice is asked for it.
    notice_form: Option<Form>,
    /// What was signed, with the list of its tasks.
    notice: Option<(String, String)>,
    /// How many conclusions name somebody.
    to_give: String,
    notice_at: String,
    /// Whether this reader may have a draft for the portal made of it.
    may_write: bool,
    article_at: String,
}

/// What was typed under the minutes, and what is wrong with it.
#[derive(Default)]
struct Form {
    number: String,
    on: String,
    signer: String,
    remarks: String,
    wrong: String,
}

struct SignedView {
    said: String,
    remarks: String,
    /// Whether the record is still the one that was signed.
    holds: bool,
}

/// `GET /conference/{number}/minutes`.
pub(super) async fn page(cx: Cx, Path(number): Path<String>, secret: Secret) -> Result {
    let here = Here::new(cx, &number, &secret).await?;
    draw(&here, &number, None).await
}

/// `POST /conference/{number}/minutes`: number, day and signer of the paper; nothing of the record.
pub(super) async fn sign(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let cx = &here.cx;
    let back = |wrong: String| Form {
        number: posted.get("number").to_owned(),
        on: posted.get("on").to_owned(),
        signer: posted.get("signer").to_owned(),
        remarks: posted.get("remarks").to_owned(),
        wrong,
    };
    let Some(on) = typed::date(posted.get("on")) else {
        return draw(&here, &number, Some(back(cx.lang.t("invalid.date").to_owned()))).await;
    };
    let form = back(String::new());
    let step = Step::Sign { number: form.number, on, signer: form.signer, remarks: form.remarks };
    match here.hall.write(&cx.app, &cx.actor()?.login.clone(), step).await? {
        Ok(_) => Ok(Redirect::to(&format!("/conference/{number}/minutes")).into_response()),
        Err(no) => draw(&here, &number, Some(back(cx.lang.word("conference_no", no.word())))).await,
    }
}

/// `POST /conference/{number}/notice`: signed, it gives the tasks the conclusions name.
pub(super) async fn sign_notice(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let cx = &here.cx;
    let back = |wrong: String| Form {
        number: posted.get("number").to_owned(),
        on: posted.get("on").to_owned(),
        signer: posted.get("signer").to_owned(),
        remarks: String::new(),
        wrong,
    };
    let Some(on) = typed::date(posted.get("on")).filter(|on| *on <= cx.today) else {
        return draw_with(&here, &number, None, Some(back(cx.lang.t("invalid.date").to_owned()))).await;
    };
    let (hand, tree, form) = (Hand::of(cx)?, cx.app.tree, back(String::new()));
    let step = Step::Notice { conference: number.clone(), number: form.number, on, signer: form.signer, tree, hand };
    match here.hall.write(&cx.app, &cx.actor()?.login.clone(), step).await? {
        Ok(_) => {
            cx.app.reminders.forget_owners();
            Ok(Redirect::to(&format!("/conference/{number}/minutes#notice")).into_response())
        }
        Err(no) => draw_with(&here, &number, None, Some(back(cx.lang.word("conference_no", no.word())))).await,
    }
}

/// The signature, and whether the record under it is untouched.
async fn signed(here: &Here, m: &Minutes) -> Result<Option<SignedView>> {
    let Some(signed) = m.state.signed.clone() else { return Ok(None) };
    let (cx, id, before) = (&here.cx, here.hall.id, signed.seq - 1);
    let now = cx.app.read(move |tx| record(tx, id, before)).await?;
    let facts = [
        ("number", signed.number),
        ("on", cx.lang.date(signed.on)),
        ("signer", signed.signer),
        ("record", signed.record.clone()),
    ];
    let said = cx.lang.with("minutes.signed", &facts);
    Ok(Some(SignedView { said, remarks: signed.remarks, holds: now == signed.record }))
}

async fn draw(here: &Here, number: &str, form: Option<Form>) -> Result {
    draw_with(here, number, form, None).await
}

/// The notice as it was signed, with the list of the tasks it gave.
fn notice(cx: &Cx, m: &Minutes) -> Option<(String, String)> {
    let notice = m.state.notice.as_ref()?;
    let facts = [
        ("number", notice.number.clone()),
        ("on", cx.lang.date(notice.on)),
        ("signer", notice.signer.clone()),
        ("n", cx.lang.count(notice.given.iter().filter(|g| !g.directive.is_empty()).count())),
    ];
    let list = directives::Query::default().put("source", "conference").put("paper", &notice.number).href();
    Some((cx.lang.with("minutes.notice_signed", &facts), list))
}

async fn draw_with(here: &Here, number: &str, form: Option<Form>, of_notice: Option<Form>) -> Result {
    let cx = &here.cx;
    let log = super::log(&cx.app, number).await?.ok_or(Error::Hidden)?;
    let m = minutes(&log);
    let status = if form.is_some() || of_notice.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let may_sign = m.state.closed_ms.is_some() && m.state.signed.is_none() && here.runs();
    let lang = cx.lang;
    let slug: String = form_urlencoded::byte_serialize(number.as_bytes()).collect();
    let title = lang.f1("minutes.of", "title", &m.state.title);
    let gives = cx.may(Action::RecordActs, &m.state.unit);
    let may_notice = m.state.signed.is_some() && m.state.notice.is_none() && here.runs();
    let blank = || Form { on: slashes(cx.today), signer: m.state.chair.clone(), ..Form::default() };
    let given = m.state.conclusions.iter().filter(|s| s.is_given()).count();
    let page = Page {
        frame: cx
            .frame(&title)
            .under(lang.t("room.conference"), "/conference")
            .under(number, format!("/conference/{slug}"))
            .here(lang.t("minutes.title")),
        facts: facts(cx, &m),
        presence: m.presence.iter().map(|p| (unit(cx, &m, &p.unit), spans(cx, p))).collect(),
        parts: m.sections.iter().map(|s| part(cx, &m, s, number, gives)).collect(),
        head: lang.f1("minutes.head", "n", lang.number(m.state.seq)),
        papers: format!("/conference/{slug}/minutes"),
        form: may_sign.then(|| form.unwrap_or_else(blank)),
        notice_form: of_notice.or_else(|| may_notice.then(blank)),
        notice: notice(cx, &m),
        notice_at: format!("/conference/{slug}/notice"),
        may_write: m.state.signed.is_some() && here.runs() && cx.may(Action::WriteNews, &m.state.unit),
        article_at: format!("/conference/{slug}/article"),
        to_give: cx.lang.f2(
            "minutes.to_give",
            "n",
            cx.lang.count(given),
            "all",
            cx.lang.count(m.state.conclusions.len()),
        ),
        signed: signed(here, &m).await?,
        concluded: m.sections.iter().any(|s| !s.conclusions.is_empty()),
        title,
    };
    Ok((status, html(&page)?).into_response())
}

/// `GET /conference/{number}/minutes/{file}`: `bien-ban` or `thong-bao`, `.pdf` or `.docx`.
pub(super) async fn file(cx: Cx, Path((number, file)): Path<(String, String)>, secret: Secret) -> Result {
    let here = Here::new(Cx { lang: Lang::Vi, ..cx }, &number, &secret).await?;
    let cx = &here.cx;
    let (which, as_pdf) = match file.as_str() {
        "bien-ban.pdf" => (Paper::Minutes, true),
        "bien-ban.docx" => (Paper::Minutes, false),
        "thong-bao.pdf" => (Paper::Notice, true),
        "thong-bao.docx" => (Paper::Notice, false),
        _ => return Err(Error::Hidden),
    };
    let log = super::log(&cx.app, &number).await?.ok_or(Error::Hidden)?;
    let letter = letter(cx, &minutes(&log), &number, which);
    let made = move || if as_pdf { paper::letter::pdf(&letter) } else { paper::letter::docx(&letter) };
    let bytes = tokio::task::spawn_blocking(made).await.map_err(Error::fault)?.map_err(Error::fault)?;
    let mime = match as_pdf {
        true => "application/pdf",
        false => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };
    let disposition = format!("attachment; filename=\"{}-{file}\"", number.replace('/', "-"));
    Ok(([(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

pub(super) fn unit(cx: &Cx, m: &Minutes, code: &str) -> String {
    name_of(cx.lang, cx.app.tree, code, m.state.on)
}

pub(super) fn facts(cx: &Cx, m: &Minutes) -> Vec<(String, String)> {
    let lang = cx.lang;
    let at = |ms: Option<i64>| ms.map(|ms| lang.instant(ms)).unwrap_or_default();
    let all = [
        ("minutes.unit", unit(cx, m, &m.state.unit)),
        ("minutes.chair", m.state.chair.clone()),
        ("minutes.opened", at(m.state.opened_ms)),
        ("minutes.closed", at(m.state.closed_ms)),
    ];
    all.into_iter().filter(|(_, v)| !v.is_empty()).map(|(key, v)| (lang.t(key).to_owned(), v)).collect()
}

/// `08:02–09:15, 09:20–11:30`; who never came says so.
pub(super) fn spans(cx: &Cx, p: &Presence) -> String {
    let time = |ms: i64| cx.lang.time(ms);
    let one = |(from, until): &(i64, Option<i64>)| format!("{}–{}", time(*from), until.map(time).unwrap_or_default());
    match p.spans.is_empty() {
        true => cx.lang.t("minutes.absent").to_owned(),
        false => p.spans.iter().map(one).collect::<Vec<_>>().join(", "),
    }
}

pub(super) fn part(cx: &Cx, m: &Minutes, s: &Section, number: &str, gives: bool) -> Part {
    let name = |code: &str| unit(cx, m, code);
    let give = |text: &str| if gives { task_href(m, number, text) } else { String::new() };
    Part {
        title: if s.title.is_empty() { cx.lang.t("minutes.before").to_owned() } else { s.title.clone() },
        from: s.from_ms.map(|ms| cx.lang.time(ms)).unwrap_or_default(),
        papers: s.papers.iter().map(|p| views::paper_name(cx.lang, p)).collect(),
        speeches: s.speeches.iter().map(|speech| speech_line(cx, m, speech)).collect(),
        shown: s.shown.iter().map(|shown| views::shown(&cx.app, cx.lang, shown, name)).collect(),
        questions: s.questions.iter().map(|q| (name(&q.unit), q.text.clone(), q.done)).collect(),
        polls: s.polls.iter().map(|p| poll_line(cx, p)).collect(),
        conclusions: s.conclusions.iter().map(|c| conclusion(cx, m, c, &give)).collect(),
    }
}

/// Who a conclusion tells to do it, and until when, in words; nothing for nobody.
pub(super) fn told(cx: &Cx, m: &Minutes, c: &Sentence) -> String {
    let mut said: Vec<String> = c.to.iter().map(|code| unit(cx, m, code)).collect();
    if !c.every.is_empty() {
        said.push(cx.lang.word("choice_of.every", &c.every));
    }
    let who = said.join(", ");
    match c.due_on {
        Some(due) if !who.is_empty() => {
            format!("{who} · {}", cx.lang.f1("directives.due_to", "day", cx.lang.date(due)))
        }
        _ => who,
    }
}

fn conclusion(cx: &Cx, m: &Minutes, c: &Sentence, give: &dyn Fn(&str) -> String) -> ConclusionLine {
    let became = m.state.notice.as_ref().and_then(|n| n.given.iter().find(|g| g.sentence == c.n));
    let directive = became.map(|g| g.directive.clone()).unwrap_or_default();
    ConclusionLine {
        text: c.text.clone(),
        told: told(cx, m, c),
        refused: became.filter(|g| !g.refused.is_empty()).map(|g| cx.lang.t(&g.refused).to_owned()).unwrap_or_default(),
        give: if directive.is_empty() { give(&c.text) } else { String::new() },
        directive,
    }
}

fn speech_line(cx: &Cx, m: &Minutes, speech: &Speech) -> SpeechLine {
    let who = [speech.speaker.name.clone(), speech.speaker.office.clone(), unit(cx, m, &speech.speaker.unit)];
    let spoken = |s: i64| cx.lang.f1("minutes.spoken", "time", format!("{}:{:02}", s / 60, s % 60));
    SpeechLine {
        from: cx.lang.time(speech.from_ms),
        who: who.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(", "),
        spoken: speech.seconds().map(spoken).unwrap_or_default(),
    }
}

fn poll_line(cx: &Cx, p: &Poll) -> PollLine {
    // Of an open vote that was never closed only what the log says is said; of a secret one, nothing.
    let counts = p.counts.clone().unwrap_or_else(|| p.tally());
    let count = |(choice, n): (&String, &u32)| (choice.clone(), cx.lang.number(*n));
    PollLine {
        text: p.text.clone(),
        manner: cx.lang.word("conference_manner", p.manner.word()),
        counts: p.choices.iter().zip(&counts).map(count).collect(),
    }
}

/// The form of a directive with the sentence in it; addressees and date are asked there.
fn task_href(m: &Minutes, number: &str, text: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let on = slashes(m.state.on);
    for (name, value) in [
        ("issuer", m.state.unit.as_str()),
        ("source", "conference"),
        ("source_number", number),
        ("source_on", &on),
        ("sentence", text),
        ("content", text),
    ] {
        query.append_pair(name, value);
    }
    format!("/directives/new?{}", query.finish())
}
