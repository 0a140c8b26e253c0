//! Hàng việc: how many cases wait for whom, each count a link to exactly those cases.
//!
//! A queue is a question the list of cases can ask; counting it and listing it use the
//! same words and the same reach. Must never count what the list would not show.

pub mod store;

use crate::access::{Access, Action, Role};
use crate::accounts::Reach;
use crate::cx::Cx;
use crate::errors::Result;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::routes::{Method, Room, Routes};
use askama::Template;
use axum::response::{Html, IntoResponse};
use db::Tx;
use jiff::civil::Date;
use store::Heap;

/// The page of queues.
pub fn routes() -> Routes {
    let see = Access::May(Action::SeeCases);
    Routes::new().room(Room { key: "queues", href: "/queues", icon: "folder-open", access: see }).route(
        Method::Get,
        "/queues",
        see,
        page,
    )
}

/// Hàng việc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// Key of its name.
    pub key: &'static str,
    /// Kind of case.
    pub kind: &'static str,
    /// Where its cases stand; empty: those past due.
    pub standings: &'static [&'static str],
    /// Their manner; empty: any.
    pub manners: &'static [&'static str],
    /// Whose work it is first.
    pub by: Role,
}

const fn queue(
    key: &'static str,
    kind: &'static str,
    standings: &'static [&'static str],
    manners: &'static [&'static str],
    by: Role,
) -> Queue {
    Queue { key, kind, standings, manners, by }
}

/// Heads' sessions, as lists name them.
const HEADS: &[&str] = &["by_head", "by_delegate"];
/// Before anything came of a reception.
const UNDONE: &[&str] = &["registered", "recorded", "classified"];

/// Every queue, in the order of the work.
pub const QUEUES: &[Queue] = &[
    queue("reception_undone", "reception", UNDONE, &["regular"], Role::Recorder),
    queue("reception_appointed", "reception", &["appointed"], &[], Role::Recorder),
    queue("reception_passed", "reception", &["passed"], &[], Role::Recorder),
    queue("session_open", "reception", UNDONE, HEADS, Role::Leader),
    queue("session_concluded", "reception", &["head_concluded"], &[], Role::Recorder),
    queue("petition_classify", "petition", &["classifying"], &[], Role::Recorder),
    queue("petition_answer", "petition", &["classified"], &[], Role::Leader),
    queue("petition_consider", "petition", &["considering"], &[], Role::Leader),
    queue("petition_silent", "petition", &["passed", "urged"], &[], Role::Recorder),
    queue("complaint_accept", "complaint", &["received"], &[], Role::Leader),
    queue("complaint_settle", "complaint", &["accepted", "verifying", "in_dialogue"], &[], Role::Leader),
    queue("denunciation_check", "denunciation", &["received"], &[], Role::Recorder),
    queue("denunciation_settle", "denunciation", &["accepted", "verifying", "verified"], &[], Role::Leader),
    queue("denunciation_conclude", "denunciation", &["conclusion_drafted"], &[], Role::Leader),
    queue("reception_late", "reception", &[], &[], Role::Leader),
    queue("petition_late", "petition", &[], &[], Role::Leader),
    queue("complaint_late", "complaint", &[], &[], Role::Leader),
    queue("denunciation_late", "denunciation", &[], &[], Role::Leader),
];

impl Queue {
    /// The list of exactly these cases.
    pub fn href(&self) -> String {
        let mut href = format!("/cases?kind={}", self.kind);
        for (name, words) in [("standing", self.standings), ("manner", self.manners)] {
            if !words.is_empty() {
                href.push_str(&format!("&{name}={}", words.join(",")));
            }
        }
        href.push_str(if self.standings.is_empty() { "&due=overdue&sort=due" } else { "" });
        href
    }

    fn holds(&self, heap: &Heap) -> bool {
        let among = |words: &[&str], word: &str| words.is_empty() || words.contains(&word);
        let same = self.standings.is_empty() == heap.standing.is_empty() && self.kind == heap.kind;
        same && among(self.standings, &heap.standing) && among(self.manners, &heap.manner)
    }
}

/// How many cases each queue holds within reach, in the order of [`QUEUES`].
pub fn count(tx: &mut dyn Tx, reach: &Reach, today: Date) -> db::Result<Vec<i64>> {
    let known: Vec<String> = store::case_units(tx)?.into_iter().filter(|unit| reach.holds(unit)).collect();
    if known.is_empty() {
        return Ok(vec![0; QUEUES.len()]);
    }
    let mut heaps = store::waiting(tx, &known)?;
    heaps.extend(store::late(tx, &known, today)?);
    heaps.retain(|heap| reach.holds(&heap.unit));
    let held = |queue: &Queue| heaps.iter().filter(|heap| queue.holds(heap)).map(|heap| heap.n).sum();
    Ok(QUEUES.iter().map(held).collect())
}

struct Line {
    key: &'static str,
    name: String,
    href: String,
    count: String,
    some: bool,
    late: bool,
}

struct Group {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "queues/pages/queues.html")]
struct Queues {
    frame: Frame,
    groups: Vec<Group>,
}

/// `GET /queues`.
async fn page(cx: Cx) -> Result {
    let title = cx.lang.t("room.queues");
    let page = Queues { groups: groups(&cx).await?, frame: cx.frame(title).here(title) };
    Ok(Html(page.render()?).into_response())
}

#[derive(Template)]
#[template(path = "queues/pages/strip.html")]
struct Strip {
    lang: Lang,
    lines: Vec<Line>,
}

/// What waits for this reader, for their first page: only queues that hold something.
///
/// # Errors
/// The database.
pub async fn strip(cx: &Cx) -> Result<String> {
    let mut lines: Vec<Line> = groups(cx).await?.into_iter().flat_map(|g| g.lines).collect();
    lines.retain(|line| line.some);
    Ok(if lines.is_empty() { String::new() } else { Strip { lang: cx.lang, lines }.render()? })
}

/// The reader's own queues first, then those of the others.
async fn groups(cx: &Cx) -> Result<Vec<Group>> {
    let (reach, today) = (cx.reach(Action::SeeCases), cx.today);
    let counts = cx.app.read(move |tx| count(tx, &reach, today)).await?;
    let roles: Vec<Role> = cx.actor()?.bindings.iter().map(|b| b.role).collect();
    let order = match (roles.contains(&Role::Leader), roles.contains(&Role::Recorder)) {
        (true, _) => [Role::Leader, Role::Recorder],
        _ => [Role::Recorder, Role::Leader],
    };
    let line = |(queue, n): (&Queue, &i64)| Line {
        key: queue.key,
        name: cx.lang.word("queue", queue.key),
        href: queue.href(),
        count: cx.lang.number(*n),
        some: *n > 0,
        late: queue.standings.is_empty() && *n > 0,
    };
    let group = |role: Role| Group {
        title: cx.lang.word("queue_of", role.word()),
        lines: QUEUES.iter().zip(&counts).filter(|(q, _)| q.by == role).map(line).collect(),
    };
    Ok(order.into_iter().map(group).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::kinds;

    #[test]
    fn every_queue_asks_in_words_its_kind_knows() {
        for queue in QUEUES {
            let kind = kinds::of(queue.kind).unwrap();
            assert!(queue.standings.iter().all(|w| kind.standings().contains(w)), "{}", queue.key);
            assert!(queue.manners.iter().all(|w| kind.manners().contains(w)), "{}", queue.key);
            for lang in Lang::ALL {
                assert!(lang.catalogue().contains_key(&format!("queue.{}", queue.key)), "{}", queue.key);
            }
        }
    }

    /// A petition, reception, complaint or denunciation that waits here is in one queue.
    #[test]
    fn no_waiting_case_is_in_no_queue() {
        let waiting = casework::petitions::standing::WAITING.iter().map(|s| s.word());
        for word in waiting {
            assert!(QUEUES.iter().any(|q| q.kind == "petition" && q.standings.contains(&word)), "{word}");
        }
    }
}
