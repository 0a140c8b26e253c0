//! Ai đã gửi, ai chưa: the reports of a unit and of those under it for one period, with
//! who is late and who has not begun; and drawing one up.

use super::store::{self, Stands};
use super::way::{agency_of, number_of};
use super::{Hand, open};
use crate::access::Action;
use crate::cases::record::recorder;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::reports::AskError;
use crate::reports::asked::{choices, home, latest_period, may_see, refuse, said};
use crate::units::name_of;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::periodic_reports::About;
use jiff::civil::Date;
use law::{Law, Period, Status, Term};
use std::collections::BTreeMap;

/// What the page is asked for.
pub(super) struct Asked {
    /// Code of the unit.
    pub(super) unit: String,
    /// The period.
    pub(super) period: Period,
    /// Line of work.
    pub(super) about: About,
}

/// The question of an address or form, or the part of it that cannot be read.
fn read(cx: &Cx, posted: &Posted) -> std::result::Result<Asked, AskError> {
    let unit = Some(posted.get("unit").to_owned()).filter(|u| !u.is_empty()).unwrap_or_else(|| home(cx));
    let period = match posted.get("period") {
        "" => latest_period(cx),
        text => cx.app.law.period(text)?,
    };
    cx.app.tree.find(&unit, period.until)?;
    Ok(Asked { unit, period, about: About::from_word(posted.get("about")).unwrap_or(About::Inspection) })
}

/// The question of a form or a program, within what the reader may see.
pub(super) fn asked(cx: &Cx, posted: &Posted) -> Result<Asked> {
    if !posted.get("about").is_empty() && About::from_word(posted.get("about")).is_none() {
        return Err(Error::Invalid(vec![FieldError::new("about", "invalid.not_a_choice")]));
    }
    let asked = read(cx, posted).map_err(|no| refuse(&no))?;
    may_see(cx, &asked.unit)?;
    Ok(asked)
}

/// One unit's report.
pub(super) struct Line {
    /// Code of the unit.
    pub(super) unit: String,
    /// Its name.
    pub(super) name: String,
    /// The report, if it was drawn up.
    pub(super) stands: Option<Stands>,
    /// When it is to be sent; none: to nobody, or not known.
    pub(super) due: Option<Date>,
    /// Whether the day it is to be sent was checked against the text.
    pub(super) unsure: bool,
    /// `late`, `missing`, `sent` or nothing.
    pub(super) state: &'static str,
}

/// The reports of a unit and of the units that report to it.
pub(super) async fn lines(cx: &Cx, asked: &Asked) -> Result<Vec<Line>> {
    let (tree, law) = (cx.app.tree, &cx.app.law);
    let rows = casework::reports::rows(tree, &asked.unit, asked.period.until);
    let rows = rows.map_err(|no| Error::from(no.refusal()))?;
    let reporting = rows.units.iter().filter(|u| u.reports || u.code == asked.unit);
    let units: Vec<String> = reporting.map(|u| u.code.clone()).collect();
    let numbers: Vec<String> = units.iter().map(|u| number_of(&asked.period.id, asked.about, u)).collect();
    let wanted = numbers.clone();
    let mut found: BTreeMap<String, Stands> = cx.app.read(move |tx| store::standings(tx, &wanted)).await?;
    let line = |(unit, number): (String, String)| {
        let stands = found.remove(&number);
        let sent_to_somebody = !tree.ancestors(&unit, asked.period.until).is_empty();
        let term =
            if sent_to_somebody { term(law, agency_of(tree, &unit, asked.period.until), &asked.period) } else { None };
        let due = match &stands {
            Some(stands) => stands.due_on.parse().ok(),
            None => term.map(|term| due(law, term, &asked.period)),
        };
        let unsure = term.is_some_and(|term| term.status == Status::Unverified);
        let name = name_of(cx.lang, tree, &unit, asked.period.until);
        Line { state: state(stands.as_ref(), due, cx.today), unit, name, stands, due, unsure }
    };
    Ok(units.into_iter().zip(numbers).map(line).collect())
}

/// When a report not yet drawn up would have to be sent.
fn due(law: &Law, term: &Term, period: &Period) -> Date {
    let due = law::clock::forward(&law.calendar, period.until, &[(term.value, term.count)], &[], true);
    if law.roll_over { due.rolled } else { due.bare }
}

/// How long after the period a body of this kind sends its report.
fn term<'l>(law: &'l Law, agency: law::AgencyKind, period: &Period) -> Option<&'l Term> {
    let regime = law.regime_of(super::way::KIND, period.until)?;
    law.term(&regime.id, "report.send", agency, "", period.until)
}

fn state(stands: Option<&Stands>, due: Option<Date>, today: Date) -> &'static str {
    let met = stands.and_then(|s| s.met_on.parse::<Date>().ok());
    match (due, met) {
        (Some(due), Some(met)) if met > due => "sent_late",
        (_, Some(_)) => "sent",
        (Some(due), None) if today > due && stands.is_none() => "missing",
        (Some(due), None) if today > due => "late",
        _ => "",
    }
}

struct Shown {
    name: String,
    unit_href: String,
    is_own: bool,
    standing: String,
    word: String,
    due: String,
    sent: String,
    state: &'static str,
    state_text: String,
    href: String,
    unit: String,
    may_open: bool,
}

#[derive(Template)]
#[template(path = "periodic_reports/pages/list.html")]
struct ListPage {
    frame: Frame,
    unit: String,
    unit_name: String,
    period: String,
    period_label: String,
    about: String,
    periods: Vec<(String, String, bool)>,
    abouts: Vec<(String, String, bool)>,
    summary: String,
    /// Whether a day shown was not checked against the text.
    unsure: bool,
    lines: Vec<Shown>,
    /// The field that cannot be read, and why.
    wrong: Option<(&'static str, String)>,
}

/// `GET /reports?unit=31&period=2023-6m&about=inspection`.
pub(super) async fn page(cx: Cx) -> Result {
    let lang = cx.lang;
    let posted = Posted::from_query(&cx.query);
    let (asked, wrong) = match read(&cx, &posted) {
        Ok(asked) => (asked, None),
        Err(AskError::Db(e)) => return Err(e.into()),
        // The usual question stands there instead, with what was wrong in the other.
        Err(no) => (read(&cx, &Posted::default()).map_err(|no| refuse(&no))?, Some(said(&cx, &no))),
    };
    may_see(&cx, &asked.unit)?;
    let lines = lines(&cx, &asked).await?;
    let of = |states: &[&str]| lines.iter().filter(|l| states.contains(&l.state)).count();
    let facts = [
        ("all", lang.count(lines.len())),
        ("sent", lang.count(of(&["sent", "sent_late"]))),
        ("late", lang.count(of(&["late", "sent_late"]))),
        ("missing", lang.count(of(&["missing"]))),
    ];
    let summary = lang.with("report.summary", &facts);
    let unsure = lines.iter().any(|l| l.unsure);
    let shown = lines.into_iter().map(|l| shown(&cx, &asked, l)).collect();
    let title = lang.t("room.reports");
    let about = asked.about.word();
    let page = ListPage {
        frame: cx.frame(title).here(title),
        unit_name: name_of(lang, cx.app.tree, &asked.unit, asked.period.until),
        periods: choices(&cx, &asked.period.id),
        abouts: About::WORDS.iter().map(|w| ((*w).to_owned(), lang.word("choice", w), *w == about)).collect(),
        period_label: asked.period.label(lang.code()),
        period: asked.period.id,
        about: about.to_owned(),
        // As it was typed, where that is what cannot be read.
        unit: if wrong.as_ref().is_some_and(|(field, _)| *field == "unit") {
            posted.get("unit").to_owned()
        } else {
            asked.unit
        },
        summary,
        unsure,
        lines: shown,
        wrong,
    };
    let status = if page.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page.render()?)).into_response())
}

fn shown(cx: &Cx, asked: &Asked, line: Line) -> Shown {
    let lang = cx.lang;
    let stands = line.stands.as_ref();
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs([("unit", line.unit.as_str()), ("period", &asked.period.id), ("about", asked.about.word())]);
    Shown {
        unit_href: format!("/reports?{}", query.finish()),
        is_own: line.unit == asked.unit,
        word: stands.map(|s| s.standing.clone()).unwrap_or_default(),
        standing: match stands {
            Some(s) => lang.of_kind("standing", super::way::KIND, &s.standing),
            None => lang.t("report.not_drawn_up").to_owned(),
        },
        due: line.due.map(|d| lang.date(d)).unwrap_or_default(),
        sent: stands.and_then(|s| s.met_on.parse().ok()).map(|d| lang.date(d)).unwrap_or_default(),
        state: line.state,
        state_text: if line.state.is_empty() { String::new() } else { lang.word("report.state", line.state) },
        href: stands.map(|s| format!("/reports/{}", slug(&s.number))).unwrap_or_default(),
        may_open: stands.is_none() && cx.may(Action::RecordActs, &line.unit),
        unit: line.unit,
        name: line.name,
    }
}

/// Who acts on this request.
pub(super) fn hand(cx: &Cx) -> Result<Hand> {
    let signer = cx.actor()?.name.clone();
    Ok(Hand { by: recorder(cx)?, signer, today: cx.today })
}

/// `POST /reports`: draws up the report of a unit, or goes to the one there is.
pub(super) async fn draw_up(cx: Cx, posted: Posted) -> Result {
    let asked = asked(&cx, &posted)?;
    let number = drawn_up(&cx, &asked).await?;
    Ok(Redirect::to(&format!("/reports/{}", slug(&number))).into_response())
}

/// Draws up the report asked for.
pub(super) async fn drawn_up(cx: &Cx, asked: &Asked) -> Result<String> {
    if !cx.may(Action::RecordActs, &asked.unit) {
        return Err(Error::Forbidden("denied.unit"));
    }
    open(&cx.app, hand(cx)?, &asked.unit, asked.about, &asked.period).await
}
