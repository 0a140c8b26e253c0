//! The organiser's pages: the list, calling a conference, its page, and the codes of its points.

use super::figures;
use super::keep::{self, New, Step};
use super::slots;
use super::store::{self, Head};
use super::views::View;
use super::who::{Here, Secret};
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::typed;
use crate::portal::qr_svg;
use crate::reports::asked;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::conference::{Event, Kind, No};
use casework::units::UnitKind;
use std::collections::{BTreeMap, BTreeSet};

struct Row {
    number: String,
    title: String,
    on: String,
    unit: String,
    points: usize,
}

#[derive(Template)]
#[template(path = "conference/pages/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    may_call: bool,
}

/// Conferences this reader may know of, the last first, each with how many points it has: the same
/// question [`Here`] asks of one.
pub(super) async fn seen(cx: &Cx) -> Result<Vec<(Head, usize)>> {
    let read = |tx: &mut dyn db::Tx| Ok((store::list(tx)?, store::points(tx)?));
    let (heads, points) = cx.app.read(read).await?;
    let mut of: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (id, unit) in points {
        of.entry(id).or_default().push(unit);
    }
    let reach = cx.reach(Action::SeeSheets);
    let none = Vec::new();
    let seen = |h: &Head| reach.holds(&h.unit) || of.get(&h.id).unwrap_or(&none).iter().any(|u| reach.holds(u));
    Ok(heads.into_iter().filter(seen).map(|h| (of.get(&h.id).map_or(0, Vec::len), h)).map(|(n, h)| (h, n)).collect())
}

/// `GET /conference`.
pub(super) async fn list(cx: Cx) -> Result {
    let row = |(h, points): &(Head, usize)| {
        let on = h.on.parse().unwrap_or(cx.today);
        Row {
            number: h.number.clone(),
            title: h.title.clone(),
            on: cx.lang.date(on),
            unit: name_of(cx.lang, cx.app.tree, &h.unit, on),
            points: *points,
        }
    };
    let rows = seen(&cx).await?.iter().map(row).collect();
    let title = cx.lang.t("room.conference");
    let page = ListPage { frame: cx.frame(title).here(title), rows, may_call: cx.may_somewhere(Action::RunConference) };
    Ok(Html(page.render()?).into_response())
}

#[derive(Template)]
#[template(path = "conference/pages/new.html")]
struct NewPage {
    frame: Frame,
    posted: Posted,
    unit: String,
    kinds: Vec<(&'static str, String, bool)>,
    wrong: Vec<(&'static str, String)>,
}

fn new_page(cx: &Cx, posted: Posted, wrong: Vec<(&'static str, String)>) -> Result {
    let title = cx.lang.t("conference.new");
    let frame = cx.frame(title).under(cx.lang.t("room.conference"), "/conference").here(title);
    let chosen = posted.get("kind").to_owned();
    let kinds = Kind::ALL.map(|k| (k.word(), cx.lang.word("conference_kind", k.word()), k.word() == chosen)).to_vec();
    let unit = match posted.get("unit") {
        "" => cx.home_of(Action::RunConference).unwrap_or_default(),
        unit => unit.to_owned(),
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = NewPage { frame, posted, unit, kinds, wrong };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /conference/new`.
pub(super) async fn form(cx: Cx) -> Result {
    new_page(&cx, Posted::default(), Vec::new())
}

/// `POST /conference`.
pub(super) async fn call(cx: Cx, posted: Posted) -> Result {
    let new = match read(&cx, &posted) {
        Ok(new) => new,
        Err(wrong) => return new_page(&cx, posted, wrong),
    };
    if !cx.may(Action::RunConference, &new.unit) {
        return Err(Error::Forbidden("denied.conference"));
    }
    let by = cx.actor()?.login.clone();
    match keep::call(&cx.app, new, &by).await? {
        Ok(number) => Ok(Redirect::to(&format!("/conference/{number}")).into_response()),
        Err(no) => new_page(&cx, posted, vec![("title", cx.lang.word("conference_no", no.word()))]),
    }
}

/// A form as a conference; an item a line: title, then ` | ` and minutes.
fn read(cx: &Cx, posted: &Posted) -> std::result::Result<New, Vec<(&'static str, String)>> {
    let mut wrong = Vec::new();
    let mut no = |field: &'static str, key: &str| wrong.push((field, cx.lang.t(key).to_owned()));
    let on = typed::date(posted.get("on"));
    if on.is_none() {
        no("on", "invalid.date");
    }
    if posted.get("title").is_empty() {
        no("title", "invalid.required");
    }
    let on = on.unwrap_or(cx.today);
    let known = |code: &str| cx.app.tree.get(code, on).is_some();
    if !known(posted.get("unit")) {
        no("unit", "conference.no_unit");
    }
    let mut points: Vec<String> = Vec::new();
    if posted.has("provinces") {
        let all = cx.app.tree.children("VN", on).into_iter().filter(|u| u.kind == UnitKind::Province);
        points.extend(all.map(|u| u.code.0.clone()));
    }
    points.extend(posted.get("points").split([' ', ',', ';', '\n', '\r']).filter(|c| !c.is_empty()).map(str::to_owned));
    if points.iter().any(|code| !known(code)) {
        no("points", "conference.no_unit");
    }
    let mut twice = BTreeSet::new();
    points.retain(|code| twice.insert(code.clone()));
    let item = |line: &str| {
        let (title, minutes) = line.rsplit_once('|').unwrap_or((line, ""));
        (title.trim().to_owned(), minutes.trim().parse().unwrap_or(15), String::new(), Vec::new())
    };
    let mut items: Vec<_> = posted.get("items").lines().filter(|l| !l.trim().is_empty()).map(item).collect();
    if posted.has("opens_last") {
        // A review begins with what the last one left and what units promised.
        let papers = vec![slots::LAST_TASKS.to_owned(), slots::open_promises(posted.get("unit"))];
        items.insert(0, (cx.lang.t("conference.first_item").to_owned(), 15, posted.get("unit").to_owned(), papers));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(New {
        kind: Kind::from_word(posted.get("kind")).unwrap_or_default(),
        title: posted.get("title").to_owned(),
        on,
        begins: posted.get("begins").to_owned(),
        unit: posted.get("unit").to_owned(),
        chair: posted.get("chair").to_owned(),
        items,
        points,
    })
}

#[derive(Template)]
#[template(path = "conference/pages/page.html")]
struct OnePage {
    frame: Frame,
    v: View,
    runs: bool,
    /// The point of this browser.
    point: String,
    links: Vec<(String, String)>,
    groups: Vec<figures::Group>,
    periods: Vec<(String, String, bool)>,
    /// The form for a room of another system.
    room: String,
    wrong: String,
}

pub(super) fn one_page(here: &Here, wrong: &str) -> Result {
    let (cx, number) = (&here.cx, &here.hall.number);
    let own = here.point.clone().unwrap_or_default();
    let v = View::new(&cx.app, number, &here.state, cx.lang, &own);
    let frame = cx.frame(&v.title).under(cx.lang.t("room.conference"), "/conference").here(number.clone());
    let links =
        slots::links(number, &here.state).into_iter().map(|(key, to)| (cx.lang.t(key).to_owned(), to)).collect();
    let runs = here.runs();
    let running = asked::running(&cx.app.law, here.state.on);
    let groups = if runs { figures::groups(cx, running.until) } else { Vec::new() };
    let periods = if runs { asked::choices(cx, &running.id) } else { Vec::new() };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    let room = if runs { super::av::room_form(here)? } else { String::new() };
    let page = OnePage { room, frame, v, runs, point: own, links, groups, periods, wrong: wrong.to_owned() };
    Ok((status, Html(page.render()?)).into_response())
}

/// `GET /conference/{number}`.
pub(super) async fn page(cx: Cx, Path(number): Path<String>, secret: Secret) -> Result {
    one_page(&Here::new(cx, &number, &secret).await?, "")
}

/// `POST /conference/{number}/plan`: an item, a point or a card more.
pub(super) async fn change(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let cx = &here.cx;
    let event = match posted.get("do") {
        "item" => Event::ItemAdded {
            title: posted.get("title").to_owned(),
            minutes: posted.get("minutes").parse().unwrap_or(15),
            unit: posted.get("unit").to_owned(),
            papers: posted.get("papers").lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect(),
            after: posted.get("after").parse().unwrap_or(0),
        },
        "substitutes" => Event::SubstitutesNamed {
            unit: posted.get("unit").to_owned(),
            others: posted.get("others").split([' ', ',', ';']).filter(|c| !c.is_empty()).map(str::to_owned).collect(),
        },
        "point" => {
            let unit = posted.get("unit").to_owned();
            if cx.app.tree.get(&unit, here.state.on).is_none() {
                return one_page(&here, cx.lang.t("conference.no_unit"));
            }
            let seats = posted.get("seats").parse().unwrap_or(0);
            let (head, technician) = (posted.get("head").to_owned(), posted.get("technician").to_owned());
            Event::PointAdded { unit, head, technician, seats }
        }
        "card" => {
            let units = posted.get("units").split([' ', ',', ';']).filter(|c| !c.is_empty()).map(str::to_owned);
            let units: Vec<String> = units.take(figures::MOST).collect();
            if units.is_empty() || units.iter().any(|u| cx.app.tree.get(u, here.state.on).is_none()) {
                return one_page(&here, cx.lang.t("conference.no_unit"));
            }
            let period = match posted.get("period") {
                "" => asked::running(&cx.app.law, here.state.on).id,
                period => period.to_owned(),
            };
            let until = figures::until(cx, &period, here.state.on);
            let Some((form, column, name)) = figures::chosen(cx, posted.get("column"), until) else {
                return one_page(&here, cx.lang.t("conference.no_column"));
            };
            let title = if posted.get("title").is_empty() { name } else { posted.get("title").to_owned() };
            Event::CardAdded { title, form, period, column, units, sealed: posted.has("sealed") }
        }
        _ => return Err(Error::Hidden),
    };
    let by = cx.actor()?.login.clone();
    let wrote: std::result::Result<i64, No> = here.hall.write(&cx.app, &by, Step::Plain(event)).await?;
    if let Err(no) = wrote {
        return one_page(&here, &cx.lang.word("conference_no", no.word()));
    }
    Ok(Redirect::to(&format!("/conference/{number}")).into_response())
}

struct Code {
    unit: String,
    name: String,
    code: String,
    link: String,
    qr: String,
}

#[derive(Template)]
#[template(path = "conference/pages/codes.html")]
struct CodesPage {
    frame: Frame,
    number: String,
    title: String,
    renewed: String,
    codes: Vec<Code>,
}

/// `GET /conference/{number}/codes`: what each point needs to check in, to print and send.
pub(super) async fn codes(cx: Cx, Path(number): Path<String>, secret: Secret) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let (cx, id) = (&here.cx, here.hall.id);
    let origin = cx.app.settings.public_url.trim_end_matches('/').to_owned();
    let code = |(unit, code): (String, String)| {
        let link = format!("{origin}/conference/{number}/join?unit={unit}&code={code}");
        let name = name_of(cx.lang, cx.app.tree, &unit, here.state.on);
        // A whole address is what a phone's camera opens.
        let qr = if origin.is_empty() { String::new() } else { qr_svg(&link) };
        Code { unit, name, code, qr, link }
    };
    let codes = cx.app.read(move |tx| store::codes(tx, id)).await?.into_iter().map(code).collect();
    let renewed = Posted::from_query(&cx.query).get("renewed").to_owned();
    let renewed = match here.state.point(&renewed) {
        Some(p) => cx.lang.f1("conference.renewed", "point", name_of(cx.lang, cx.app.tree, &p.unit, here.state.on)),
        None => String::new(),
    };
    let title = cx.lang.t("conference.codes");
    let frame = cx
        .frame(title)
        .under(cx.lang.t("room.conference"), "/conference")
        .under(number.clone(), format!("/conference/{number}"))
        .here(title);
    Ok(Html(CodesPage { frame, number, renewed, title: here.state.title.clone(), codes }.render()?).into_response())
}

/// `POST /conference/{number}/codes`: another code for one point; its machines have to check in again.
pub(super) async fn renew(cx: Cx, Path(number): Path<String>, secret: Secret, posted: Posted) -> Result {
    let here = Here::new(cx, &number, &secret).await?.chair()?;
    let (cx, unit) = (&here.cx, posted.get("unit").to_owned());
    let by = cx.actor()?.login.clone();
    let event = Step::Plain(Event::CodeRenewed { unit: unit.clone() });
    if let Err(no) = here.hall.write(&cx.app, &by, event).await? {
        return one_page(&here, &cx.lang.word("conference_no", no.word()));
    }
    here.hall.end_point(&unit);
    Ok(Redirect::to(&format!("/conference/{number}/codes?renewed={unit}")).into_response())
}
