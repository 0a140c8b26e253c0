//! Hỏi để gửi đúng nơi: one plain question a page, and at the end who, why and by which article.
//!
//! The answers stand in the address, so that "back" works and nothing is kept; they are
//! words of lists, a day and a place, never what happened or to whom. The walk is
//! [`casework::guide`]'s.

use super::store;
use crate::errors::Error;
use crate::forms::Posted;
use crate::lang::{Lang, typed};
use crate::portal::shelf::{Page, serve};
use crate::portal::visit::{Face, Visit};
use crate::units::{name, name_of};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use casework::guide::{self, Answers, On, Outcome, Question, Step, To, UNKNOWN, Why};
use casework::units::{Tree, UnitKind};
use jiff::civil::Date;
use law::Status;

/// Places listed for what was typed.
const MOST: usize = 20;

/// One answer given, with the way back to it.
pub(super) struct Told {
    pub question: String,
    pub answer: String,
    pub change: String,
}

#[derive(Template)]
#[template(path = "portal/filing/pages/guide.html")]
struct Ask {
    face: Face,
    told: Vec<Told>,
    carried: Vec<(Question, String)>,
    question: &'static str,
    hint: String,
    options: Vec<(&'static str, String, String)>,
    /// Units to choose from: code, name, where.
    places: Vec<(String, String, String)>,
    /// Whether all of them are listed, so that nothing needs to be typed.
    listed: bool,
    searched: String,
    wrong: String,
    unknown: String,
    back: String,
}

struct Reason {
    text: String,
    law: String,
    unverified: bool,
}

#[derive(Template)]
#[template(path = "portal/filing/pages/guided.html")]
struct End {
    face: Face,
    told: Vec<Told>,
    kind: String,
    to: String,
    units: Vec<String>,
    gone: String,
    split: bool,
    why: Vec<Reason>,
    limit: String,
    limit_law: Option<Reason>,
    passed: bool,
    office: Option<(String, String)>,
    reception: Option<(String, String)>,
    everywhere: String,
    back: String,
}

fn on(visit: &Visit) -> On<'_> {
    On { law: &visit.app.law, tree: visit.app.tree, today: visit.today() }
}

/// The answers of a query; a day as it is typed stands under `day`.
fn read(asked: &Posted) -> Answers {
    Answers::read(|name| match (name, asked.get(name)) {
        ("known", "") => typed::date(asked.get("day")).map(|d| d.to_string()).unwrap_or_default(),
        (_, text) => text.to_owned(),
    })
}

fn query(answers: &[(Question, String)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (question, text) in answers {
        out.append_pair(question.word(), text);
    }
    out.finish()
}

/// `GET /file/guide`.
pub(super) async fn page(visit: Visit) -> Response {
    serve(visit, |tx, visit| {
        let asked = visit.asked();
        let given = guide::way(&read(&asked), on(visit));
        let answers = Answers(given.clone());
        match guide::step(&answers, on(visit)) {
            Step::Ask(question) => ask(visit, &asked, given, question),
            Step::End(out) => end(visit, given, *out, &store::offices(tx)?),
        }
    })
    .await
}

/// What was answered, in words, each with the address at which it is answered anew.
fn told(lang: Lang, on: On<'_>, given: &[(Question, String)], to: impl Fn(&str) -> String) -> Vec<Told> {
    let one = |(at, (question, text)): (usize, &(Question, String))| Told {
        question: lang.word("guide_short", question.word()),
        answer: said(lang, on, given, *question, text),
        change: to(&format!("/file/guide?{}", query(&given[..at]))),
    };
    given.iter().enumerate().map(one).collect()
}

fn said(lang: Lang, on: On<'_>, given: &[(Question, String)], question: Question, text: &str) -> String {
    match (question, text) {
        (Question::Known, text) if text != UNKNOWN => text.parse().map(|d| lang.date(d)).unwrap_or_default(),
        (Question::Place, code) if code != UNKNOWN => {
            name_of(lang, on.tree, code, guide::places(&Answers(given.to_vec()), on).on)
        }
        (_, word) => lang.word("guide_a", format!("{}_{word}", question.word())),
    }
}

fn ask(visit: &Visit, asked: &Posted, given: Vec<(Question, String)>, question: Question) -> Result<Page, Error> {
    let (lang, on) = (visit.lang, on(visit));
    let answers = Answers(given.clone());
    let places = guide::places(&answers, on);
    let key = match (question, answers.get(Question::Settled)) {
        (Question::Known, settled @ ("first" | "silent")) => format!("known_{settled}"),
        (Question::Place, _) => format!("place_{}", places.kind.word()),
        _ => question.word().to_owned(),
    };
    let (searched, wrong) = match question {
        Question::Known if asked.has("day") || asked.has("known") => (asked.get("day").to_owned(), "guide.wrong_day"),
        Question::Place => (asked.get("q").chars().take(100).collect(), ""),
        _ if asked.has(question.word()) => (String::new(), "guide.wrong"),
        _ => (String::new(), ""),
    };
    let listed = places.kind == UnitKind::Province;
    let found = if question == Question::Place { find(lang, on.tree, places, &searched) } else { Vec::new() };
    let wrong = if question == Question::Place && !listed && !searched.is_empty() && found.is_empty() {
        "guide.no_place"
    } else {
        wrong
    };
    let option = |word: &&'static str| {
        let name = format!("{}_{word}", question.word());
        let hint = lang.catalogue().get(&format!("guide_hint.{name}")).cloned().unwrap_or_default();
        (*word, lang.word("guide_a", &name), hint)
    };
    let typed_in = matches!(question, Question::Known | Question::Place);
    let mut with = given.clone();
    with.push((question, UNKNOWN.to_owned()));
    let mut face = visit.face(&lang.word("guide_q", &key));
    face.path = "/file/guide".into();
    face.description = lang.t("guide.lead").to_owned();
    face.unlisted = !given.is_empty();
    let hint = lang.catalogue().get(&format!("guide_hint.{key}")).cloned().unwrap_or_default();
    let mut page = Page::html(&Ask {
        face,
        told: told(lang, on, &given, |to| visit.to(to)),
        question: question.word(),
        hint,
        options: if typed_in { Vec::new() } else { guide::options(question).iter().map(option).collect() },
        places: found,
        listed,
        searched,
        wrong: if wrong.is_empty() { String::new() } else { lang.t(wrong).to_owned() },
        unknown: if typed_in { visit.to(&format!("/file/guide?{}", query(&with))) } else { String::new() },
        back: back(visit, &given),
        carried: given,
    })?;
    if !wrong.is_empty() {
        page.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

/// The question before.
fn back(visit: &Visit, given: &[(Question, String)]) -> String {
    match given.split_last() {
        None => String::new(),
        Some((_, rest)) => visit.to(&format!("/file/guide?{}", query(rest))),
    }
}

fn find(lang: Lang, tree: &Tree, places: guide::Places, text: &str) -> Vec<(String, String, String)> {
    let day = places.on;
    let line = |u: &casework::units::Unit| {
        let above: Vec<String> = tree
            .ancestors(&u.code.0, day)
            .iter()
            .filter(|a| a.kind != UnitKind::Country)
            .map(|a| name(lang, a))
            .collect();
        (u.code.0.clone(), name(lang, u), above.join(", "))
    };
    if places.kind == UnitKind::Province {
        let mut all: Vec<_> = tree.all().iter().filter(|u| u.kind == places.kind && u.exists(day)).map(line).collect();
        all.sort_by_key(|(_, name, _)| casework::fold(name));
        return all;
    }
    let hits = tree.search(text, day, 4_000);
    hits.into_iter().filter(|u| u.kind == places.kind).take(MOST).map(line).collect()
}

fn reason(visit: &Visit, why: &Why) -> Reason {
    Reason {
        text: visit.lang.word("guide_why", why.code),
        law: visit.app.law.cite(&why.law, visit.lang.code()),
        unverified: why.status == Status::Unverified,
    }
}

/// The online office of one of these units: itself, else the inspectorate under it.
fn office(offices: &[String], units: &[String], tree: &Tree, today: Date) -> Option<String> {
    let own = offices.iter().find(|o| units.contains(o));
    let under = |o: &&String| {
        let is_inspectorate = tree.get(o, today).is_some_and(|u| u.kind == UnitKind::Inspectorate);
        is_inspectorate && tree.get(o, today).and_then(|u| u.parent.as_ref()).is_some_and(|p| units.contains(&p.0))
    };
    own.or_else(|| offices.iter().find(under)).cloned()
}

fn end(visit: &Visit, given: Vec<(Question, String)>, out: Outcome, offices: &[String]) -> Result<Page, Error> {
    let (lang, on) = (visit.lang, on(visit));
    let by_office = matches!(
        out.to,
        To::CommuneChair | To::DistrictChair | To::DistrictBody | To::ProvinceChair | To::Successor | To::Reception
    );
    let asked = query(&given);
    let form = |unit: &str, kind: &str| {
        let kind = if kind.is_empty() { "feedback" } else { kind };
        let mut q = form_urlencoded::Serializer::new(String::new());
        q.append_pair("kind", kind).append_pair("unit", unit).append_pair("guide", &asked);
        visit.to(&format!("/file/write?{}", q.finish()))
    };
    let named = |unit: String| (name_of(lang, on.tree, &unit, on.today), form(&unit, out.kind));
    let own = if by_office { office(offices, &out.units, on.tree, on.today) } else { None };
    let province = std::slice::from_ref(&out.province);
    let reception = office(offices, province, on.tree, on.today).filter(|unit| own.as_ref() != Some(unit));
    let gone = out.gone.as_ref().map(|(code, until)| {
        let was = name_of(lang, on.tree, code, *until);
        lang.f2("guide.gone", "unit", was, "day", lang.date(*until))
    });
    let limit = out.limit.as_ref();
    let mut face = visit.face(lang.t("guide.end"));
    face.unlisted = true;
    face.path = "/file/guide".into();
    let kind = match (out.kind, out.instance) {
        ("", _) => lang.t("guide.no_kind").to_owned(),
        (kind, "") => lang.word("filing_kind", kind),
        (kind, which) => format!("{} {}", lang.word("filing_kind", kind), lang.word("guide_instance", which)),
    };
    Page::html(&End {
        face,
        told: told(lang, on, &given, |to| visit.to(to)),
        kind,
        to: lang.word("guide_to", out.to.word()),
        units: out.units.iter().map(|u| name_of(lang, on.tree, u, on.today)).collect(),
        gone: gone.unwrap_or_default(),
        split: out.split,
        why: out.why.iter().map(|w| reason(visit, w)).collect(),
        limit: limit.map(|l| limit_told(lang, l)).unwrap_or_default(),
        limit_law: limit.map(|l| {
            let why = l.why().unwrap_or(Why { code: "limit", law: l.law.clone(), status: l.status });
            reason(visit, &why)
        }),
        passed: limit.is_some_and(|l| l.passed),
        office: own.map(named),
        reception: reception.map(named),
        everywhere: visit.to("/file"),
        back: back(visit, &given),
    })
}

fn limit_told(lang: Lang, limit: &guide::Limit) -> String {
    let key = if limit.passed { "guide.limit_passed" } else { "guide.limit" };
    lang.f2(key, "days", lang.number(limit.days), "last", lang.date(limit.last))
}

/// What a form brought from the questions, as it is kept with the letter: for the office, in Vietnamese.
pub(super) fn summary(on: On<'_>, text: &str) -> String {
    let lines: Vec<String> =
        told_of(Lang::Vi, on, text, str::to_owned).iter().map(|t| format!("{}: {}", t.question, t.answer)).collect();
    lines.join("; ")
}

/// The answers a form carries, in words.
pub(super) fn told_of(lang: Lang, on: On<'_>, text: &str, to: impl Fn(&str) -> String) -> Vec<Told> {
    told(lang, on, &guide::way(&read(&Posted::from_query(text)), on), to)
}

/// Whose decision or conduct the answers say, to begin the form with.
pub(super) fn against(lang: Lang, on: On<'_>, text: &str) -> String {
    let way = guide::way(&read(&Posted::from_query(text)), on);
    let answer = |wanted: Question| {
        way.iter()
            .find(|(q, word)| *q == wanted && word != UNKNOWN && word != "unsure")
            .map(|(q, word)| said(lang, on, &way, *q, word))
    };
    let who = answer(Question::Level).or_else(|| answer(Question::Post));
    let place = answer(Question::Place);
    who.into_iter().chain(place).collect::<Vec<_>>().join(", ")
}

/// The answers as `/file/write` carries them: read again, so that nothing else comes along.
pub(super) fn carried(on: On<'_>, text: &str) -> String {
    query(&guide::way(&read(&Posted::from_query(text)), on))
}
