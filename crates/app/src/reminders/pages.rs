//! The list of what asks me, with its marks.

use super::ladder::Rung;
use super::{Key, mine, store};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::lang::Lang;
use askama::Template;
use axum::response::{Html, IntoResponse, Redirect};
use jiff::civil::Date;

struct Line {
    key: String,
    sentence: String,
    due: String,
    law: String,
    unverified: bool,
    href: String,
    number: String,
    title: String,
    unit: String,
    seen: bool,
}

struct Group {
    word: &'static str,
    icon: &'static str,
    title: String,
    count: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "reminders/pages/list.html")]
struct List {
    frame: Frame,
    groups: Vec<Group>,
    done: Vec<Line>,
    unseen: usize,
    many: bool,
    mail: String,
}

/// The icon of a rung, the same as of the deadline's state.
fn icon(rung: Rung) -> &'static str {
    match rung {
        Rung::Overdue => "circle-alert",
        Rung::Due | Rung::Soon => "clock-3",
    }
}

/// `Còn 3 ngày: xử lý đơn`, as everywhere else.
pub(crate) fn sentence(lang: Lang, what: String, due_on: Date, today: Date) -> String {
    let days = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days()).to_string();
    let (key, n) = match due_on {
        due if due < today => ("due.overdue", days(due, today)),
        due if due == today => ("due.today", String::new()),
        due => ("due.left", days(today, due)),
    };
    lang.with(key, &[("what", what), ("n", n), ("day", lang.date(due_on))])
}

fn line(cx: &Cx, reminder: &mine::Reminder) -> Line {
    let (lang, task) = (cx.lang, &reminder.task);
    let (law, unverified) = task.law(&cx.app, lang);
    Line {
        key: reminder.key().text(),
        sentence: sentence(lang, task.what(lang), task.due_on, cx.today),
        due: lang.f1("due.on", "day", lang.date(task.due_on)),
        law,
        unverified,
        href: task.href(),
        number: task.number.clone(),
        title: task.title.clone(),
        unit: task.unit_name(&cx.app, lang),
        seen: reminder.mark.is_some(),
    }
}

/// `GET /reminders`.
pub async fn page(cx: Cx) -> Result {
    let actor = cx.actor()?.clone();
    let who = super::who(&cx.app, &actor.id, &actor.bindings, cx.today).await?;
    let (all, address) = cx.app.read(move |tx| Ok((mine::read(tx, &who)?, store::address_of(tx, &actor.id)?))).await?;
    let lang = cx.lang;
    let is_done = |r: &&mine::Reminder| r.mark.as_deref() == Some("done");
    let mut groups = Vec::new();
    for rung in Rung::ALL {
        let of: Vec<Line> =
            all.iter().filter(|r| r.rung == rung && !is_done(r)).map(|reminder| line(&cx, reminder)).collect();
        if !of.is_empty() {
            let (title, count) = (lang.word("rung", rung.word()), lang.count(of.len()));
            groups.push(Group { word: rung.word(), icon: icon(rung), title, count, lines: of });
        }
    }
    let title = lang.t("reminders.title");
    let page = List {
        frame: cx.frame(title).here(title),
        groups,
        done: all.iter().filter(is_done).map(|reminder| line(&cx, reminder)).collect(),
        unseen: all.iter().filter(|r| r.mark.is_none()).count(),
        many: all.len() >= mine::MOST,
        mail: match (&cx.app.settings.mail, address) {
            (None, _) => String::new(),
            (Some(_), Some(address)) => lang.f1("reminders.mailed", "address", address),
            (Some(_), None) => lang.t("reminders.not_mailed").to_owned(),
        },
    };
    Ok(Html(page.render()?).into_response())
}

/// `POST /reminders/mark`: `mark` is seen, done or none; without a `key` all that are listed.
pub async fn mark(cx: Cx, form: Posted) -> Result {
    let actor = cx.actor()?.clone();
    let mark = Some(form.get("mark").to_owned()).filter(|m| m == "seen" || m == "done");
    let asked: Vec<Key> = form.pairs.iter().filter(|(n, _)| n == "key").filter_map(|(_, v)| Key::parse(v)).collect();
    let all = form.get("all") == "yes";
    let who = super::who(&cx.app, &actor.id, &actor.bindings, cx.today).await?;
    let now = cx.app.clock.now_ms();
    cx.app
        .write(move |tx| {
            // Only what asks this reader can be marked, whatever the form says.
            let listed = mine::read(tx, &who)?;
            let mine = listed.iter().filter(|r| match all {
                true => r.mark.is_none(),
                false => asked.contains(&r.key()),
            });
            let keys: Vec<Key> = mine.map(mine::Reminder::key).collect();
            store::mark(tx, &actor.id, &keys, mark.as_deref(), now)
        })
        .await?;
    Ok(Redirect::to("/reminders").into_response())
}
