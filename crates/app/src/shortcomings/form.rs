//! Forms that admit a shortcoming, record its steps, and make a task of it by one press.
//! What was typed survives every mistake.

use super::kept::{self, Hand, NewShortcoming, NewStep, may_see};
use super::{page, store};
use crate::access::Action;
use crate::asked::Reader;
use crate::cases::record::{lookup, problem};
use crate::cx::Cx;
use crate::directives::{self, NewDirective};
use crate::errors::{Error, FieldError, Result, Said};
use crate::facts_form::{self, Sheet, Typed, clean, slashes};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::typed;
use crate::papers::Paper;
use crate::periodic_reports::limits;
use crate::reports::asked;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::directives::{Addressee, Issue, SourceKind};
use casework::fields::{Facts, FieldSpec, LongText, UnitCode, normalise};
use casework::shortcomings::{Admission, Step, StepKind, Within};
use law::Law;
use serde_json::Value;

#[derive(Template)]
#[template(path = "shortcomings/pages/new.html")]
struct NewPage {
    frame: Frame,
    title: String,
    summary: Vec<(String, String)>,
    refusal: Option<Said>,
    /// What the report's prose says of limits, each a press from the form.
    from_report: Vec<(String, String)>,
    before: String,
    periods: Vec<(String, String, bool)>,
    period_wrong: String,
    inputs: String,
    once: String,
}

/// `GET /shortcomings/new?unit=31&period=2023-6m&…`; what stands in the address is filled in.
pub(super) async fn new_page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let mut typed = Typed::default();
    typed.set("admitted_on", slashes(cx.today));
    typed.set("admitted_in", "unit");
    typed.set("period", asked::latest_period(&cx).id);
    if let Some(home) = cx.home_of(Action::RecordActs) {
        typed.set("unit", home);
    }
    for (name, value) in query.pairs {
        typed.set(name, value);
    }
    form(&cx, StatusCode::OK, &typed, &[], None).await
}

/// Paragraphs of the report the form names, each as a form with it filled in.
async fn from_report(cx: &Cx, typed: &Typed) -> Result<Vec<(String, String)>> {
    if typed.get("admitted_in") != "report" || typed.get("source_number").is_empty() {
        return Ok(Vec::new());
    }
    let number = typed.get("source_number").to_owned();
    let (law, tree, sees) = (cx.app.law.clone(), cx.app.tree, cx.reach(Action::SeeCases));
    let said = cx.app.db.read(move |tx| limits(tx, &law, tree, &number, &sees)).await?;
    let again = |text: &String| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in ["unit", "period", "admitted_on", "admitted_in", "source_number"] {
            query.append_pair(name, typed.get(name));
        }
        query.append_pair("shortcoming", text);
        format!("/shortcomings/new?{}", query.finish())
    };
    Ok(said.iter().map(|text| (text.clone(), again(text))).collect())
}

async fn form(cx: &Cx, status: StatusCode, typed: &Typed, errors: &[FieldError], no: Option<&Error>) -> Result {
    let lang = cx.lang;
    let from_report = from_report(cx, typed).await?;
    let unit_name = |code: &str| cx.app.tree.get(code, cx.today).map(|u| crate::units::name(lang, u));
    let sheet = Sheet {
        lang,
        typed,
        errors,
        nonce: &cx.nonce,
        labels: "shortcoming_field",
        act: "shortcoming",
        unit_name: &unit_name,
    };
    // The period is chosen among those there are: it stands between the two parts.
    let (before, after): (Vec<FieldSpec>, Vec<FieldSpec>) =
        Admission::FIELDS.iter().filter(|f| f.name != "period").copied().partition(|f| f.name == "unit");
    let wrong = errors.iter().find(|e| e.field == "period");
    let title = lang.t("shortcomings.new");
    let page = NewPage {
        frame: cx.frame(title).under(lang.t("room.shortcomings"), "/shortcomings").here(title),
        title: title.to_owned(),
        summary: sheet.summary(),
        refusal: no.map(|e| e.said(cx)),
        from_report,
        before: sheet.inputs("", &before)?,
        periods: asked::choices(cx, typed.get("period")),
        period_wrong: wrong.map(|e| lang.t(e.what).to_owned()).unwrap_or_default(),
        inputs: sheet.inputs("", &after)?,
        once: match typed.get("once") {
            "" => crate::random::hex::<8>(),
            once => once.to_owned(),
        },
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `POST /shortcomings/new`.
pub(super) async fn new(cx: Cx, posted: Posted) -> Result {
    let typed = Typed::from_posted(&posted);
    let on = typed::date(typed.get("admitted_on")).unwrap_or(cx.today);
    let (facts, errors) = facts_form::read(Admission::FIELDS, &typed, "", &lookup(&cx, on));
    let admission = if errors.is_empty() { admission_of(&facts) } else { Err(errors) };
    let admission = match admission {
        Ok(admission) => admission,
        Err(errors) => return form(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None).await,
    };
    let once = match posted.get("once") {
        "" => crate::random::hex::<8>(),
        once => crate::random::sha256(&format!("{} {once}", cx.actor()?.login)),
    };
    let (new, hand) = (NewShortcoming { admission, once }, Hand::of(&cx)?);
    let (law, tree) = (cx.app.law.clone(), cx.app.tree);
    match cx.app.db.write(move |tx| kept::admit(tx, &law, tree, &new, &hand)).await {
        Ok(number) => {
            cx.app.reminders.forget_owners();
            Ok(Redirect::to(&format!("/shortcomings/{number}?done=admission")).into_response())
        }
        Err(Error::Invalid(errors)) => form(&cx, StatusCode::UNPROCESSABLE_ENTITY, &typed, &errors, None).await,
        Err(no @ Error::Forbidden(_)) => form(&cx, no.status(), &typed, &[], Some(&no)).await,
        Err(other) => Err(other),
    }
}

/// The typed admission of facts, or what is wrong with them.
pub(super) fn admission_of(facts: &Value) -> std::result::Result<Admission, Vec<FieldError>> {
    let facts = normalise(Admission::FIELDS, facts);
    let facts = facts.map_err(|wrong| {
        wrong.iter().map(|e| FieldError::new(e.path.clone(), problem(e.problem))).collect::<Vec<_>>()
    })?;
    serde_json::from_value(facts).map_err(|_| vec![FieldError::new("body", "invalid.json")])
}

/// The period of a step, as typed; one that is none is for the law of steps to miss.
pub(super) fn within(law: &Law, typed: &str) -> Option<Within> {
    law.period(typed).ok().map(|p| Within { period: p.id, until: p.until })
}

/// `POST /shortcomings/{number}/steps/{step}`.
pub(super) async fn step(cx: Cx, Path((number, word)): Path<(String, String)>, posted: Posted) -> Result {
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
    let answerable = clean(posted.get("answerable"));
    if said.chars().count() > casework::fields::LONG_TEXT_MAX {
        errors.push(FieldError::new("said", "invalid.too_long"));
    }
    if answerable.chars().count() > casework::fields::TEXT_MAX {
        errors.push(FieldError::new("answerable", "invalid.too_long"));
    }
    if !errors.is_empty() {
        return page::draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, &number, typed, errors, None).await;
    }
    let within = kind.rule().filter(|r| r.into).and_then(|_| within(&cx.app.law, posted.get("period")));
    let step = Step { kind, on: on.unwrap_or(cx.today), said, answerable, due_on, within };
    let new = NewStep { step, after: posted.get("after").parse().ok(), papers };
    let (hand, at) = (Hand::of(&cx)?, number.clone());
    match cx.app.db.write(move |tx| kept::record(tx, &at, &new, &hand)).await {
        Ok(()) => {
            let done = kind.word();
            Ok(Redirect::to(&format!("/shortcomings/{number}?done={done}")).into_response())
        }
        Err(Error::Invalid(errors)) => {
            page::draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, &number, typed, errors, None).await
        }
        Err(no @ Error::Stale) => page::draw(&cx, no.status(), &number, typed, Vec::new(), Some(&no)).await,
        Err(other) => Err(other),
    }
}

/// `POST /shortcomings/{number}/directive`: the reviewer makes a task of it, with the measure and the
/// date that were promised, or what was admitted where nothing was promised.
pub(super) async fn directive(cx: Cx, Path(number): Path<String>, _: Posted) -> Result {
    let (reader, at) = (Reader::of(&cx), number.clone());
    let (hand, tree, today) = (directives::Hand::of(&cx)?, cx.app.tree, cx.today);
    let given = cx.app.db.write(move |tx| {
        let s = store::by_number(tx, &at)?.filter(|l| may_see(l, &reader.sees)).ok_or(Error::Hidden)?;
        let content = if s.measure.is_empty() { &s.shortcoming } else { &s.measure };
        let issue = Issue {
            issuer: UnitCode(s.reviewer.clone()),
            issued_on: today,
            signer: None,
            source: SourceKind::Shortcoming,
            source_number: Some(s.number.clone()),
            source_on: Some(s.admitted_on),
            sentence: Some(LongText(s.shortcoming.clone())),
            content: LongText(content.clone()),
            addressees: vec![Addressee { addressee: UnitCode(s.unit.clone()) }],
            every: None,
            // A promise already broken cannot be the date of a new task.
            due_on: s.due_on.filter(|due| *due >= today),
            report_form: None,
        };
        let once = crate::random::sha256(&format!("shortcoming {} {}", s.number, s.repeated));
        directives::issue(tx, tree, &NewDirective { issue, parent: None, once }, &hand)
    });
    match given.await {
        Ok(given) => {
            cx.app.reminders.forget_owners();
            Ok(Redirect::to(&format!("/directives/{given}")).into_response())
        }
        Err(Error::Invalid(errors)) => {
            page::draw(&cx, StatusCode::UNPROCESSABLE_ENTITY, &number, Typed::default(), errors, None).await
        }
        Err(other) => Err(other),
    }
}
