//! Forms that issue a directive and record its steps. What was typed survives every mistake.

use super::kept::{self, Hand, NewDirective, NewStep, may_see};
use super::{page, store};
use crate::access::Action;
use crate::asked::Reader;
use crate::cases::record::{lookup, problem};
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::{self, Sheet, Typed, clean, slashes};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::typed;
use crate::papers::Paper;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::directives::{Issue, Step, StepKind};
use casework::fields::{Facts, normalise};
use serde_json::Value;

#[derive(Template)]
#[template(path = "directives/pages/new.html")]
struct NewPage {
    frame: Frame,
    title: String,
    above: String,
    summary: Vec<(String, String)>,
    refusal: Option<Said>,
    inputs: String,
    parent: String,
    once: String,
    back: String,
}

/// `GET /directives/new?parent=NV-…:31&…`; what stands in the address is filled in.
pub(super) async fn new_page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let mut typed = Typed::default();
    typed.set("issued_on", slashes(cx.today));
    if let Some(home) = cx.home_of(Action::RecordActs) {
        typed.set("issuer", home);
    }
    typed.add_row("addressees");
    for (name, value) in query.pairs {
        typed.set(name, value);
    }
    if let Some((number, unit)) = typed.get("parent").to_owned().split_once(':') {
        take_over(&cx, &mut typed, number, unit).await?;
    }
    form(&cx, StatusCode::OK, &typed, &[], None).await
}

/// A part of a task begins with what the task says: source, words, date.
async fn take_over(cx: &Cx, typed: &mut Typed, number: &str, unit: &str) -> Result<()> {
    let (reader, wanted, of) = (Reader::of(cx), number.to_owned(), unit.to_owned());
    let found = cx.app.db.read(move |tx| {
        let row = store::task_of(tx, &wanted, &of)?.ok_or(Error::Hidden)?;
        if !may_see(tx, row.id, &reader.sees)? {
            return Err(Error::Hidden);
        }
        Ok((store::by_number(tx, &wanted)?.ok_or(Error::Hidden)?, row))
    });
    let (d, row) = found.await?;
    let day = |day: Option<jiff::civil::Date>| day.map(slashes).unwrap_or_default();
    let taken = [
        ("issuer", unit.to_owned()),
        ("source", d.source),
        ("source_number", d.source_number),
        ("source_on", day(d.source_on)),
        ("sentence", d.sentence),
        ("content", d.content),
        ("due_on", day(row.due_on)),
        ("report_form", d.report_form),
    ];
    for (name, value) in taken {
        typed.set(name, value);
    }
    Ok(())
}

async fn form(cx: &Cx, status: StatusCode, typed: &Typed, errors: &[FieldError], no: Option<&Error>) -> Result {
    let lang = cx.lang;
    let unit_name = |code: &str| cx.app.tree.get(code, cx.today).map(|u| crate::units::name(lang, u));
    let sheet = Sheet {
        lang,
        typed,
        errors,
        nonce: &cx.nonce,
        labels: "directive_field",
        act: "directive",
        unit_name: &unit_name,
    };
    let title = lang.t("directives.new");
    let parent = typed.get("parent").to_owned();
    let (above, back) = match parent.split_once(':') {
        Some((number, unit)) => {
            let name = name_of(lang, cx.app.tree, unit, cx.today);
            (lang.f2("directives.part_of", "number", number, "unit", name), format!("/directives/{number}/{unit}"))
        }
        None => (String::new(), "/directives".to_owned()),
    };
    let page = NewPage {
        frame: cx.frame(title).under(lang.t("room.directives"), "/directives").here(title),
        title: title.to_owned(),
        above,
        summary: sheet.summary(),
        refusal: no.map(|e| e.said(cx)),
        inputs: sheet.inputs("", Issue::FIELDS)?,
        parent,
        once: match typed.get("once") {
            "" => crate::random::hex::<8>(),
            once => once.to_owned(),
        },
        back,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /directives/new`.
pub(super) async fn new(cx: Cx, posted: Posted) -> Result {
    let mut typed = Typed::from_posted(&posted);
    if typed.press(&posted) {
        return form(&cx, StatusCode::OK, &typed, &[], None).await;
    }
    let on = typed::date(typed.get("issued_on")).unwrap_or(cx.today);
    let (facts, errors) = facts_form::read(Issue::FIELDS, &typed, "", &lookup(&cx, on));
    let issue = if errors.is_empty() { issue_of(&facts) } else { Err(errors) };
    let issue = match issue {
        Ok(issue) => issue,
        Err(errors) => return form(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None).await,
    };
    let once = match posted.get("once") {
        "" => crate::random::hex::<8>(),
        once => crate::random::sha256(&format!("{} {once}", cx.actor()?.login)),
    };
    let parent = posted.get("parent").split_once(':').map(|(n, u)| (n.to_owned(), u.to_owned()));
    let (new, hand, tree) = (NewDirective { issue, parent, once }, Hand::of(&cx)?, cx.app.tree);
    match cx.app.db.write(move |tx| kept::issue(tx, tree, &new, &hand)).await {
        Ok(number) => {
            cx.app.reminders.forget_owners();
            Ok(Redirect::to(&format!("/directives/{number}")).into_response())
        }
        Err(Error::Invalid(errors)) => form(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None).await,
        Err(no @ (Error::Forbidden(_) | Error::Stale)) => form(&cx, no.status(), &typed, &[], Some(&no)).await,
        Err(other) => Err(other),
    }
}

/// The typed directive of facts, or what is wrong with them.
pub(super) fn issue_of(facts: &Value) -> std::result::Result<Issue, Vec<FieldError>> {
    let facts = normalise(Issue::FIELDS, facts);
    let facts = facts.map_err(|wrong| {
        wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))).collect::<Vec<_>>()
    })?;
    serde_json::from_value(facts).map_err(|_| vec![FieldError::new("body", "invalid.json")])
}

/// `POST /directives/{number}/{unit}/{step}`.
pub(super) async fn step(cx: Cx, Path((number, unit, word)): Path<(String, String, String)>, posted: Posted) -> Result {
    let kind = StepKind::from_word(&word).filter(|k| k.rule().is_some()).ok_or(Error::Hidden)?;
    let mut typed = Typed::from_posted(&posted);
    typed.set("step", word);
    let mut errors = Vec::new();
    let mut day = |name: &str| match (posted.get(name), typed::date(posted.get(name))) {
        ("", _) => None,
        (_, Some(day)) => Some(day),
        (_, None) => {
            errors.push(FieldError::new(name, "invalid.date"));
            None
        }
    };
    let (on, due_on) = (day("on"), day("due_on"));
    let mut papers = Vec::new();
    for file in &posted.files {
        match Paper::new(&file.name, file.bytes.to_vec()) {
            Ok(paper) => papers.push(paper),
            Err(unfit) => errors.push(FieldError::new("files", unfit.key())),
        }
    }
    let said = posted.get("said").split('\n').map(clean).collect::<Vec<_>>().join("\n");
    if said.chars().count() > casework::fields::LONG_TEXT_MAX {
        errors.push(FieldError::new("said", "invalid.too_long"));
    }
    if !errors.is_empty() {
        return page::draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, &number, &unit, typed, errors, None).await;
    }
    let step = Step { kind, on: on.unwrap_or(cx.today), said, due_on };
    let new = NewStep { step, after: posted.get("after").parse().ok(), papers };
    let (hand, at) = (Hand::of(&cx)?, (number.clone(), unit.clone()));
    let told = cx.app.db.write(move |tx| kept::record(tx, &at.0, &at.1, &new, &hand)).await;
    match told {
        Ok(()) => {
            let done = kind.word();
            Ok(Redirect::to(&format!("/directives/{number}/{unit}?done={done}")).into_response())
        }
        Err(Error::Invalid(errors)) => {
            page::draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, &number, &unit, typed, errors, None).await
        }
        Err(no @ Error::Stale) => page::draw(&cx, no.status(), &number, &unit, typed, Vec::new(), Some(&no)).await,
        Err(other) => Err(other),
    }
}
