//! A month of deadlines: each day with its first few, the rest behind a link.

use super::asked::{Asked, state, weekday, whole_day};
use super::given::{self, Whose, given};
use super::grid::{Month, Says, says};
use super::store;
use super::tasks::{KINDS, Task};
use crate::cases::deadline::state_word;
use crate::cx::Cx;
use crate::errors::Result;
use crate::frame::Frame;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Lines a day has room for: so many deadlines, or one less and the way to the rest.
const SHOWN: usize = 3;
/// Up to so many deadlines of a day, and before a month, are counted.
const COUNTED: usize = 100;

struct Item {
    number: String,
    href: String,
    what: String,
    unit: String,
}

struct Day {
    iso: String,
    n: i8,
    whole: String,
    class: String,
    is_today: bool,
    note: String,
    unsure: bool,
    state: &'static str,
    icon: &'static str,
    label: String,
    items: Vec<Item>,
    more: String,
    href: String,
}

#[derive(Template)]
#[template(path = "calendar/pages/month.html")]
struct MonthPage {
    frame: Frame,
    title: String,
    asked: Asked,
    kinds: Vec<(&'static str, String, bool)>,
    wrong: Vec<String>,
    weekdays: Vec<String>,
    weeks: Vec<Vec<Day>>,
    before: (String, String),
    after: (String, String),
    this_month: String,
    overdue: String,
    overdue_href: String,
    empty: bool,
    unknown_year: bool,
    scope: String,
}

/// The month asked for.
pub(super) async fn page(cx: Cx, asked: Asked, wrong: Vec<String>) -> Result {
    let lang = cx.lang;
    let month = asked.month;
    let days = month.days();
    let (first, today) = (days[0], cx.today);
    let (units, kind, wanted) = (asked.units.clone(), asked.kind, days.clone());
    // What is overdue from before is missed nowhere but in the month people are in.
    let current = month.holds(cx.today);
    let (tasks, overdue) = cx
        .app
        .read(move |tx| {
            let known = store::known(tx, units.as_deref())?;
            let (mut tasks, mut overdue) = (Vec::new(), 0);
            if known.as_ref().is_none_or(|units| !units.is_empty()) {
                tasks = store::of_days(tx, known.as_deref(), kind, &wanted, COUNTED)?;
                overdue = if current { store::before(tx, known.as_deref(), kind, first, COUNTED)? } else { 0 };
            }
            let span = (first, wanted.last().copied().unwrap_or(first));
            let theirs = given::known(tx, units.as_deref())?;
            tasks.extend(given(tx, (Whose::Ours, theirs.as_deref()), kind, span, today, COUNTED * wanted.len())?);
            Ok((tasks, overdue))
        })
        .await?;
    let mut by_day: BTreeMap<Date, Vec<Task>> = BTreeMap::new();
    for task in tasks {
        by_day.entry(task.due_on).or_default().push(task);
    }
    let empty = by_day.is_empty();
    let cells: Vec<Day> =
        days.iter().map(|day| cell(&cx, &asked, *day, by_day.remove(day).unwrap_or_default())).collect();
    let mut weeks: Vec<Vec<Day>> = Vec::new();
    for (n, day) in cells.into_iter().enumerate() {
        if n % 7 == 0 {
            weeks.push(Vec::with_capacity(7));
        }
        if let Some(week) = weeks.last_mut() {
            week.push(day);
        }
    }
    let title = title(&cx, month);
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let room = lang.t("room.calendar");
    let page = MonthPage {
        frame: cx.frame(&format!("{room} {title}")).here(room),
        kinds: KINDS.iter().map(|k| (*k, lang.word("case_kind", k), *k == asked.kind)).collect(),
        wrong,
        weekdays: days.iter().take(7).map(|day| weekday(lang, *day)).collect(),
        weeks,
        before: (asked.of_month(month.before()), self::title(&cx, month.before())),
        after: (asked.of_month(month.after()), self::title(&cx, month.after())),
        this_month: if current { String::new() } else { asked.of_month(Month::of(cx.today)) },
        overdue: match overdue {
            0 => String::new(),
            n => lang.with("calendar.overdue_before", &[("n", counted(&cx, n)), ("day", lang.date(first))]),
        },
        overdue_href: overdue_address(&asked),
        empty,
        unknown_year: !cx.app.law.calendar.is_known(month.first()),
        scope: scope(&cx, &asked),
        title,
        asked,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// `Tháng 7/2023`.
fn title(cx: &Cx, month: Month) -> String {
    let first = month.first();
    cx.lang.f2("calendar.month_of", "month", cx.lang.word("month", first.month()), "year", first.year())
}

/// What the print says of the filters.
fn scope(cx: &Cx, asked: &Asked) -> String {
    let kind = if asked.kind.is_empty() { String::new() } else { cx.lang.word("case_kind", asked.kind) };
    let unit = if asked.unit_name.is_empty() { asked.unit.clone() } else { asked.unit_name.clone() };
    [unit, kind].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn overdue_address(asked: &Asked) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.append_pair("due", "overdue").append_pair("sort", "due");
    if !asked.unit.is_empty() {
        out.append_pair("unit", &asked.unit);
    }
    format!("/cases?{}", out.finish())
}

/// A number, or that it is more than was counted.
fn counted(cx: &Cx, n: usize) -> String {
    if n >= COUNTED { format!("{}+", cx.lang.count(COUNTED - 1)) } else { cx.lang.count(n) }
}

fn cell(cx: &Cx, asked: &Asked, day: Date, tasks: Vec<Task>) -> Day {
    let lang = cx.lang;
    let (says, sure) = says(&cx.app.law.calendar, day);
    let (word, note) = match says {
        Says::Work => ("", ""),
        Says::Weekend => ("weekend", ""),
        Says::Off(name) => ("off", name),
        Says::Worked(name) => ("worked", name),
    };
    let mut class = word.to_owned();
    let classes = [
        (!asked.month.holds(day), "outside"),
        (day == cx.today, "today"),
        (tasks.is_empty(), "free"),
        (tasks.is_empty() && note.is_empty() && day != cx.today, "bare"),
    ];
    for (_, name) in classes.into_iter().filter(|(on, _)| *on) {
        class.push(' ');
        class.push_str(name);
    }
    let (state, icon) = state_word(state(day, cx.today));
    let n = tasks.len();
    let shown = if n > SHOWN { SHOWN - 1 } else { SHOWN };
    let item = |task: Task| Item {
        href: task.href(),
        what: task.what(lang),
        unit: task.unit_name(&cx.app, lang),
        number: task.number,
    };
    Day {
        iso: day.to_string(),
        n: day.day(),
        whole: whole_day(lang, day),
        class: class.trim().to_owned(),
        is_today: day == cx.today,
        note: note.to_owned(),
        unsure: !sure && !note.is_empty(),
        state,
        icon,
        label: lang.word("deadline_state", state),
        items: tasks.into_iter().take(shown).map(item).collect(),
        more: match n {
            n if n <= SHOWN => String::new(),
            COUNTED.. => lang.f1("calendar.more", "n", format!("{}+", COUNTED - 1 - shown)),
            n => lang.f1("calendar.more", "n", n - shown),
        },
        href: asked.of_day(day, ""),
    }
}
