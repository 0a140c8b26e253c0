//! Việc của tôi: what the law has set a date for, the most pressing first.

use super::deadline::state_word;
use super::store::{self, DueRow};
use super::views::slug;
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::Result;
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::response::{Html, IntoResponse};
use casework::DeadlineState;
use casework::kinds;
use jiff::civil::Date;

/// Lines shown of each group; the rest is in the list of cases.
const MOST: usize = 40;

struct Due {
    state: &'static str,
    icon: &'static str,
    label: String,
    sentence: String,
    due: String,
    law: String,
    unverified: bool,
}

struct Line {
    due: Due,
    slug: String,
    number: String,
    title: String,
    unit: String,
}

struct Group {
    state: &'static str,
    title: String,
    count: String,
    lines: Vec<Line>,
    more: bool,
}

#[derive(Template)]
#[template(path = "cases/pages/work.html")]
struct Work {
    frame: Frame,
    groups: Vec<Group>,
    units: String,
    may_record: bool,
    headline: String,
    queues: String,
    /// What others gave the reader's units to do.
    given: String,
}

/// `GET /` for somebody signed in.
pub async fn page(cx: Cx) -> Result {
    let (lang, today) = (cx.lang, cx.today);
    let units = cx.reach(Action::SeeCases).codes();
    let most = u32::try_from(MOST + 1).unwrap_or(u32::MAX);
    let pressing = cx.app.read(move |tx| store::due(tx, units.as_deref(), today, most)).await?;
    let mut groups = Vec::new();
    for (state, title, rows) in [
        (DeadlineState::Overdue, lang.t("work.overdue"), pressing.overdue),
        (DeadlineState::DueSoon, lang.t("work.soon"), pressing.soon),
        (DeadlineState::Paused, lang.t("work.paused"), pressing.paused),
    ] {
        if rows.is_empty() {
            continue;
        }
        let more = rows.len() > MOST;
        let shown = rows.len().min(MOST);
        groups.push(Group {
            state: state_word(state).0,
            title: title.to_owned(),
            count: if more { format!("{}+", lang.count(shown)) } else { lang.count(shown) },
            lines: rows.into_iter().take(MOST).map(|row| line(&cx, state, row)).collect(),
            more,
        });
    }
    let title = lang.t("room.work");
    let homes = cx.actor()?.bindings.iter().map(|b| name_of(lang, cx.app.tree, &b.unit.0, today));
    let mut homes: Vec<String> = homes.collect();
    homes.dedup();
    let frame = cx.frame(title).here(title);
    let page = Work {
        given: crate::directives::strip(&cx, &frame).await?,
        frame,
        groups,
        units: homes.join(", "),
        may_record: cx.may_somewhere(Action::RecordActs),
        headline: crate::reports::headline::own(&cx).await?,
        queues: crate::queues::strip(&cx).await?,
    };
    Ok(Html(page.render()?).into_response())
}

fn line(cx: &Cx, state: DeadlineState, row: DueRow) -> Line {
    let lang = cx.lang;
    let (class, icon) = state_word(state);
    let what = lang.word("deadline", &row.rule);
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days()).to_string();
    let (key, n, day) = match (state, row.due_on == cx.today) {
        (DeadlineState::Paused, _) => ("due.paused", String::new(), row.paused_since.unwrap_or(row.due_on)),
        (DeadlineState::Overdue, _) => ("due.overdue", days(row.due_on, cx.today), row.due_on),
        (_, true) => ("due.today", String::new(), row.due_on),
        _ => ("due.left", days(cx.today, row.due_on), row.due_on),
    };
    let sentence = lang.with(key, &[("what", what), ("n", n), ("day", lang.date(day))]);
    let (law, unverified) = provision(cx, &row);
    Line {
        due: Due {
            state: class,
            icon,
            label: lang.word("deadline_state", class),
            sentence,
            due: lang.f1("due.on", "day", lang.date(row.due_on)),
            law,
            unverified,
        },
        slug: slug(&row.number),
        unit: name_of(lang, cx.app.tree, &row.unit, row.opened_on),
        number: row.number,
        title: row.title,
    }
}

/// The provision a kept deadline rests on, from the procedure and the term it names.
fn provision(cx: &Cx, row: &DueRow) -> (String, bool) {
    let law = &cx.app.law;
    let key = kinds::of_regime(&row.regime).and_then(|kind| kind.term_of(&row.regime, &row.rule));
    let Some(key) = key else { return (String::new(), false) };
    let agency = cx.app.tree.get(&row.unit, row.opened_on).and_then(|u| u.agency);
    let own = agency.and_then(|agency| law.term(&row.regime, key, agency, "", row.opened_on));
    let term = own.or_else(|| law.terms().iter().find(|t| t.regime == row.regime && t.key == key));
    let cite = |t: &law::Term| (law.cite(&t.citation, cx.lang.code()), t.status == law::Status::Unverified);
    term.map(cite).unwrap_or_default()
}
