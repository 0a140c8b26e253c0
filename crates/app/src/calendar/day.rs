//! The deadlines of one day, all of them, fifty a page.

use super::asked::{Asked, state, whole_day};
use super::given::{self, Whose, given};
use super::grid::{Says, says};
use super::store;
use super::tasks::Task;
use crate::cases::deadline::state_word;
use crate::cx::Cx;
use crate::errors::Result;
use crate::frame::Frame;
use askama::Template;
use axum::response::{Html, IntoResponse};
use jiff::civil::Date;

/// Lines of a page.
const PAGE: usize = 50;
/// Tasks and promises of one day that are read to be listed.
const MOST_GIVEN: usize = 2_000;

struct Line {
    href: String,
    number: String,
    title: String,
    kind: String,
    what: String,
    law: String,
    unverified: bool,
    unit: String,
}

#[derive(Template)]
#[template(path = "calendar/pages/day.html")]
struct DayPage {
    frame: Frame,
    title: String,
    note: String,
    scope: String,
    state: &'static str,
    icon: &'static str,
    label: String,
    lines: Vec<Line>,
    first: String,
    next: String,
}

/// The list of the day asked for.
pub(super) async fn page(cx: Cx, asked: Asked, day: Date) -> Result {
    let lang = cx.lang;
    let (units, kind, after) = (asked.units.clone(), asked.kind, asked.after.clone());
    let (later, today) = (after.is_some(), cx.today);
    let mut tasks = cx
        .app
        .read(move |tx| {
            let known = store::known(tx, units.as_deref())?;
            let (case, opened_by, rule) = after.unwrap_or((i64::MIN, 0, String::new()));
            let mut tasks = match known.as_ref().is_some_and(Vec::is_empty) {
                true => Vec::new(),
                false => store::of_day(tx, known.as_deref(), kind, day, (case, &rule, opened_by), PAGE + 1)?,
            };
            let theirs = given::known(tx, units.as_deref())?;
            let ours = given(tx, (Whose::Ours, theirs.as_deref()), kind, (day, day), today, MOST_GIVEN)?;
            tasks.extend(ours.into_iter().filter(|t| (t.case, &t.rule, t.opened_by) > (case, &rule, opened_by)));
            tasks.sort_by(|a, b| (a.case, &a.rule, a.opened_by).cmp(&(b.case, &b.rule, b.opened_by)));
            tasks.truncate(PAGE + 1);
            Ok(tasks)
        })
        .await?;
    let more = tasks.len() > PAGE;
    tasks.truncate(PAGE);
    let cursor = |t: &Task| format!("{:x}~{}~{}", t.case, t.opened_by, t.rule);
    let next = tasks.last().filter(|_| more).map(|t| asked.of_day(day, &cursor(t))).unwrap_or_default();
    let (state, icon) = state_word(state(day, cx.today));
    let note = match says(&cx.app.law.calendar, day).0 {
        Says::Off(name) | Says::Worked(name) => name.to_owned(),
        Says::Weekend => lang.t("calendar.weekend").to_owned(),
        Says::Work => String::new(),
    };
    let kind = if asked.kind.is_empty() { String::new() } else { lang.word("case_kind", asked.kind) };
    let title = whole_day(lang, day);
    let page = DayPage {
        frame: cx.frame(&title).under(lang.t("room.calendar"), asked.of_month(asked.month)).here(&title),
        title,
        note,
        scope: [asked.unit_name.clone(), kind].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
        state,
        icon,
        label: lang.word("deadline_state", state),
        lines: tasks.into_iter().map(|task| line(&cx, task)).collect(),
        first: if later { asked.of_day(day, "") } else { String::new() },
        next,
    };
    Ok(Html(page.render()?).into_response())
}

fn line(cx: &Cx, task: Task) -> Line {
    let (law, unverified) = task.law(&cx.app, cx.lang);
    Line {
        href: task.href(),
        kind: cx.lang.word("case_kind", &task.kind),
        what: task.what(cx.lang),
        law,
        unverified,
        unit: task.unit_name(&cx.app, cx.lang),
        number: task.number,
        title: task.title,
    }
}
