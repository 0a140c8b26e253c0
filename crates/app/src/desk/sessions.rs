//! Kỳ tiếp của thủ trưởng: the head's sessions of a unit with what each concluded and
//! whom it was given to.
//!
//! A session is what its receptions say of it: day, host, name. Nothing of it is typed twice.

use super::form::{kinds_of, unit_typed};
use super::store;
use crate::access::Action;
use crate::cases::views::slug;
use crate::cases::{Loaded, load};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::facts_form::{Typed, choice, slashes};
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::typed;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::kinds::Looked;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Receptions read for one page.
const MOST: u32 = 400;
/// Days looked back at first: a quarter.
const DAYS: i32 = 92;

struct Concluded {
    slug: String,
    number: String,
    title: String,
    conclusion: String,
    assignee: String,
    due: String,
    late: bool,
    in_writing: bool,
}

struct Session {
    day: String,
    host: String,
    presider: String,
    name: String,
    ad_hoc: bool,
    turns: i64,
    people: i64,
    crowds: i64,
    receptions: Vec<Concluded>,
}

#[derive(Template)]
#[template(path = "desk/pages/sessions.html")]
struct Sessions {
    frame: Frame,
    unit: String,
    unit_name: String,
    from: String,
    until: String,
    sessions: Vec<Session>,
}

/// `GET /desk/sessions?unit=&from=&until=`.
pub async fn page(cx: Cx) -> Result {
    let query = Posted::from_query(&cx.query);
    let mut asked = Typed::default();
    asked.set("unit", query.get("unit"));
    let unit = unit_typed(&cx, &asked);
    if !unit.is_empty() && !cx.may(Action::SeeCases, &unit) {
        return Err(Error::Hidden);
    }
    let until = typed::date(query.get("until")).unwrap_or(cx.today);
    let back = until.checked_sub(jiff::Span::new().days(DAYS)).unwrap_or(until);
    let from = typed::date(query.get("from")).unwrap_or(back);
    let of = unit.clone();
    let found = cx.app.db.read(move |tx| {
        let mut all = Vec::new();
        for number in store::of_heads(tx, &of, from, until, MOST)? {
            all.extend(load(tx, &number)?);
        }
        Ok::<_, Error>(all)
    });
    let title = cx.lang.t("sessions.title");
    let page = Sessions {
        frame: cx.frame(title).under(cx.lang.t("room.desk"), "/desk").here(title),
        unit_name: if unit.is_empty() { String::new() } else { name_of(cx.lang, cx.app.tree, &unit, until) },
        unit,
        from: slashes(from),
        until: slashes(until),
        sessions: grouped(&cx, found.await?)?,
    };
    Ok(Html(page.render()?).into_response())
}

/// Receptions by day, host and name of the session, the latest day first.
fn grouped(cx: &Cx, receptions: Vec<Loaded>) -> Result<Vec<Session>> {
    let mut sessions: BTreeMap<(std::cmp::Reverse<Date>, String, String), Session> = BTreeMap::new();
    for reception in receptions {
        let looked = reception.kind.look(&reception.file, &cx.app.law);
        let looked = looked.map_err(|no| crate::cases::file::unreadable(&reception.head, no))?;
        let Some(first) = looked.in_force.first() else { continue };
        let text = |name: &str| first.facts[name].as_str().unwrap_or_default().to_owned();
        let key = (std::cmp::Reverse(first.on), text("host"), text("session"));
        let session = sessions.entry(key).or_insert_with(|| Session {
            day: cx.lang.date(first.on),
            host: choice(cx.lang, "host", &text("host")),
            presider: text("presider"),
            name: text("session"),
            ad_hoc: first.facts["ad_hoc"] == true,
            turns: 0,
            people: 0,
            crowds: 0,
            receptions: Vec::new(),
        });
        let sum = |indicator: &str| {
            looked.postings.iter().filter(|(_, p)| p.indicator == indicator).map(|(_, p)| p.quantity).sum::<i64>()
        };
        session.turns += sum("reception.turn");
        session.people += sum("reception.person");
        session.crowds += sum("reception.crowd");
        session.receptions.push(concluded(cx, &reception, &looked));
    }
    Ok(sessions.into_values().collect())
}

fn concluded(cx: &Cx, reception: &Loaded, looked: &Looked) -> Concluded {
    let last = looked.in_force.iter().rfind(|a| a.kind == "head_conclusion");
    let text = |name: &str| last.and_then(|a| a.facts[name].as_str()).unwrap_or_default().to_owned();
    let due = text("due_on").parse::<Date>().ok();
    Concluded {
        slug: slug(&reception.head.number),
        number: reception.head.number.clone(),
        title: looked.state.shown.title.clone(),
        conclusion: match last {
            Some(_) => text("summary"),
            None => cx.lang.of_kind("standing", kinds_of().0.word(), looked.state.standing),
        },
        assignee: text("assignee"),
        late: due.is_some_and(|due| due < cx.today) && !looked.state.closed,
        due: due.map(|due| cx.lang.date(due)).unwrap_or_default(),
        in_writing: last.is_some_and(|a| a.facts["in_writing"] == true),
    }
}
