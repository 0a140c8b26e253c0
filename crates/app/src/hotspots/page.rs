//! The page of hot spots, and the form of the list of prolonged, complex matters.

use super::store::{self, Entry};
use super::{Spot, find};
use crate::access::Action;
use crate::cases::views::slug;
use crate::cx::Cx;
use crate::errors::{Error, FieldError, Result};
use crate::facts_form::{clean, slashes};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::typed;
use crate::units::name_of;
use crate::{journal, matters};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use casework::hotspots::{FROM, WEIGHTS};

struct Why {
    said: String,
    count: u32,
    each: u32,
    points: u32,
}

struct Line {
    slug: String,
    number: String,
    title: String,
    unit: String,
    cases: String,
    score: u32,
    whys: Vec<Why>,
    signs: Vec<String>,
    listed: bool,
}

struct Listed {
    slug: String,
    entry: Entry,
    unit: String,
    review: String,
    late: bool,
}

#[derive(Template)]
#[template(path = "hotspots/pages/hotspots.html")]
struct Hotspots {
    frame: Frame,
    lines: Vec<Line>,
    listed: Vec<Listed>,
    weights: Vec<(String, u32)>,
    from: u32,
    may_list: bool,
}

/// `GET /hotspots`.
pub async fn page(cx: Cx) -> Result {
    let (reach, law, tree, today) = (cx.reach(Action::SeeCases), cx.app.law.clone(), cx.app.tree, cx.today);
    let found = cx.app.db.read(move |tx| {
        let spots = find(tx, &reach, &law, tree, today)?;
        let mut listed = Vec::new();
        for unit in store::listing_units(tx)?.into_iter().filter(|unit| reach.holds(unit)) {
            listed.extend(store::listed(tx, &unit)?);
        }
        Ok::<_, Error>((spots, listed))
    });
    let (spots, listed) = found.await?;
    let on_list = |number: &str| listed.iter().any(|e| e.matter == number && e.how_ended.is_empty());
    let title = cx.lang.t("room.hotspots");
    let lines = spots.into_iter().map(|spot| line(&cx, on_list(&spot.number), spot)).collect();
    let page = Hotspots {
        frame: cx.frame(title).here(title),
        lines,
        listed: listed.into_iter().map(|e| shown(&cx, e)).collect(),
        weights: WEIGHTS.iter().map(|(word, each)| (cx.lang.word("hotspot_why", word), *each)).collect(),
        from: FROM,
        may_list: cx.may_somewhere(Action::RecordActs),
    };
    Ok(Html(page.render()?).into_response())
}

fn line(cx: &Cx, listed: bool, spot: Spot) -> Line {
    let why = |r: &casework::hotspots::Reason| Why {
        said: cx.lang.word("hotspot_why", r.word),
        count: r.count,
        each: r.each,
        points: r.points(),
    };
    Line {
        slug: slug(&spot.number),
        unit: name_of(cx.lang, cx.app.tree, &spot.unit, cx.today),
        cases: cx.lang.f1("hotspots.cases", "n", spot.cases),
        whys: spot.reasons.iter().map(why).collect(),
        signs: matters::signs(cx, &spot.signs),
        score: spot.score,
        number: spot.number,
        title: spot.title,
        listed,
    }
}

fn shown(cx: &Cx, entry: Entry) -> Listed {
    Listed {
        slug: slug(&entry.matter),
        unit: name_of(cx.lang, cx.app.tree, &entry.unit, cx.today),
        review: entry.review_on.map(|d| cx.lang.date(d)).unwrap_or_default(),
        late: entry.how_ended.is_empty() && entry.review_on.is_some_and(|d| d < cx.today),
        entry,
    }
}

/// How a prolonged matter may end, in the words of the lists kept under the sector's plans.
const ENDS: &[&str] = &["withdrew", "accepts", "plan_done", "final_notice", "court"];

#[derive(Template)]
#[template(path = "hotspots/pages/listing.html")]
struct Listing {
    frame: Frame,
    entry: Entry,
    title: String,
    households: String,
    review: String,
    ends: Vec<(&'static str, String, bool)>,
    errors: Vec<FieldError>,
}

impl Listing {
    fn wrong(&self, name: &str) -> String {
        let error = self.errors.iter().find(|e| e.field == name);
        error.map(|e| self.frame.lang.t(e.what).to_owned()).unwrap_or_default()
    }
}

/// The head of a case of the matter that this reader may list, and the last entry.
async fn matter(cx: &Cx, number: &str) -> Result<(String, Entry)> {
    let wanted = number.to_owned();
    let found = cx.app.read(move |tx| {
        let Some((head, _)) = journal::head(tx, &wanted)? else { return Ok(None) };
        let listed = store::listed(tx, &head.unit.0)?;
        let entry = listed.into_iter().find(|e| e.matter == wanted);
        Ok(Some((
            head.unit.0.clone(),
            entry.unwrap_or(Entry { matter: wanted, unit: head.unit.0, ..Entry::default() }),
        )))
    });
    let (unit, entry) = found.await?.filter(|(unit, _)| cx.may(Action::SeeCases, unit)).ok_or(Error::Hidden)?;
    if !cx.may(Action::RecordActs, &unit) {
        return Err(Error::Forbidden("denied.unit"));
    }
    Ok((unit, entry))
}

/// `GET /hotspots/listing?matter=`.
pub async fn listing(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let (_, entry) = matter(&cx, query.get("matter")).await?;
    let (households, review) =
        (entry.households.map(|n| n.to_string()).unwrap_or_default(), entry.review_on.map(slashes).unwrap_or_default());
    form(&cx, StatusCode::OK, entry, households, review, Vec::new())
}

/// `POST /hotspots/listing`: one more entry; the ones before stay.
pub async fn keep(cx: Cx, posted: Posted) -> Result {
    let (_, before) = matter(&cx, posted.get("matter")).await?;
    let text = |name: &str| clean(posted.get(name));
    let (households, review) = (text("households"), text("review_on"));
    let mut errors = Vec::new();
    let mut entry = Entry {
        level: text("level"),
        leader: text("leader"),
        plan: text("plan"),
        how_ended: ENDS.iter().find(|w| **w == posted.get("how_ended")).map_or(String::new(), |w| (*w).to_owned()),
        note: text("note"),
        households: typed::whole(&households).filter(|n| *n >= 0),
        review_on: typed::date(&review),
        ..before
    };
    if entry.households.is_none() && !households.is_empty() {
        errors.push(FieldError::new("households", "invalid.count"));
    }
    if entry.review_on.is_none() && !review.is_empty() {
        errors.push(FieldError::new("review_on", "invalid.date"));
    }
    if entry.leader.is_empty() {
        errors.push(FieldError::new("leader", "invalid.required"));
    }
    for (name, value) in
        [("level", &entry.level), ("leader", &entry.leader), ("plan", &entry.plan), ("note", &entry.note)]
    {
        if value.chars().count() > casework::fields::TEXT_MAX {
            errors.push(FieldError::new(name, "invalid.too_long"));
        }
    }
    if !errors.is_empty() {
        return form(&cx, StatusCode::UNPROCESSABLE_ENTITY, entry, households, review, errors);
    }
    entry.matter = posted.get("matter").to_owned();
    let (by, now) = (cx.actor()?.login.clone(), cx.app.clock.now_ms());
    cx.app.write(move |tx| store::add(tx, &entry, now, &by)).await?;
    Ok(Redirect::to("/hotspots#listed").into_response())
}

fn form(
    cx: &Cx,
    status: StatusCode,
    entry: Entry,
    households: String,
    review: String,
    errors: Vec<FieldError>,
) -> Result {
    let title = cx.lang.f1("hotspots.list_one", "number", &entry.matter);
    let page = Listing {
        frame: cx.frame(&title).under(cx.lang.t("room.hotspots"), "/hotspots").here(&title),
        ends: ENDS.iter().map(|w| (*w, cx.lang.word("hotspot_end", w), *w == entry.how_ended)).collect(),
        title,
        households,
        review,
        entry,
        errors,
    };
    Ok((status, Html(page.render()?)).into_response())
}
