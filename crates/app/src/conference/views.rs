//! A conference in a reader's language: what the templates of every screen are filled from.
//!
//! Made from the fold alone, so that a screen can be drawn for many at once. Must never hold
//! anything of one reader: no token, no name of an account.

use super::slots;
use crate::App;
use crate::lang::{Lang, decimal};
use crate::units::name_of;
use casework::conference::{Manner, Poll, Shown, Speaker, State};

/// An item of the agenda.
pub struct ItemView {
    pub n: i64,
    pub title: String,
    pub minutes: u32,
    pub unit: String,
    /// Name and address; no address where it is a name only.
    pub papers: Vec<(String, String)>,
    /// `now`, `past` or nothing.
    pub class: &'static str,
}

/// Somebody who speaks or waits.
pub struct SpeakerView {
    pub n: i64,
    pub name: String,
    pub office: String,
    pub point: String,
    pub seconds: u32,
    pub minutes: u32,
    pub since_ms: i64,
    pub since: String,
    pub lost: bool,
    pub next: bool,
}

/// A point.
pub struct PointView {
    pub unit: String,
    pub name: String,
    pub head: String,
    pub technician: String,
    pub people: Vec<String>,
    pub machines: usize,
    pub seats: u32,
    /// `here`, `lost` or `away`.
    pub class: &'static str,
    pub since: String,
    pub hand: bool,
    /// Who speaks in its place when its line is lost.
    pub substitutes: String,
}

/// A question.
pub struct QuestionView {
    pub n: i64,
    pub point: String,
    pub text: String,
    pub backers: usize,
    pub mine: bool,
}

/// A choice of a poll.
pub struct ChoiceView {
    pub n: usize,
    pub text: String,
    pub count: String,
    pub who: String,
}

/// A poll.
pub struct PollView {
    pub n: i64,
    pub text: String,
    pub manner: String,
    pub choices: Vec<ChoiceView>,
    pub voted: usize,
    pub open: bool,
    pub mine: bool,
}

/// A figure of a card on the projector.
pub struct CellView {
    pub name: String,
    pub figure: String,
    /// Length of its bar, of 100.
    pub bar: i64,
}

/// A card on the projector.
pub struct ShownView {
    pub title: String,
    pub source: String,
    pub cells: Vec<CellView>,
}

/// A conference.
pub struct View {
    pub lang: Lang,
    pub number: String,
    pub title: String,
    pub kind: String,
    pub on: String,
    pub begins: String,
    pub unit: String,
    pub chair: String,
    /// `planned`, `running` or `closed`.
    pub standing: &'static str,
    /// Since when it is recorded; empty: it is not.
    pub recorded: String,
    pub items: Vec<ItemView>,
    pub current: String,
    pub speaking: Option<SpeakerView>,
    pub queue: Vec<SpeakerView>,
    pub points: Vec<PointView>,
    pub present: usize,
    pub lost: Vec<String>,
    pub hands: Vec<(String, String)>,
    pub questions: Vec<QuestionView>,
    pub polls: Vec<PollView>,
    pub cards: Vec<(i64, usize, String)>,
    pub shown: Option<ShownView>,
    /// Number, words, and who is told to do it until when.
    pub conclusions: Vec<(i64, String, String)>,
    /// The point this screen belongs to.
    pub own: Option<PointView>,
}

impl View {
    /// The conference as a screen shows it; `own`: the unit of a point's screen.
    pub fn new(app: &App, number: &str, state: &State, lang: Lang, own: &str) -> Self {
        let name = |code: &str| if code.is_empty() { String::new() } else { name_of(lang, app.tree, code, state.on) };
        let points: Vec<PointView> = state.points.iter().map(|p| point(lang, p, name)).collect();
        let lost = points.iter().filter(|p| p.class == "lost").map(|p| p.name.clone()).collect();
        let next = state.next_speaker().map(|s| s.n);
        let speaker = |s: &Speaker, since_ms: i64| SpeakerView {
            n: s.n,
            name: s.name.clone(),
            office: s.office.clone(),
            point: name(&s.unit),
            seconds: s.seconds,
            minutes: s.seconds / 60,
            since_ms,
            since: lang.time(since_ms),
            lost: state.point(&s.unit).is_some_and(|p| !p.present),
            next: next == Some(s.n),
        };
        let mut hands: Vec<_> = state.points.iter().filter_map(|p| p.hand_ms.map(|at| (at, &p.unit))).collect();
        hands.sort_unstable();
        let mut questions: Vec<QuestionView> = state
            .questions
            .iter()
            .filter(|q| !q.done)
            .map(|q| QuestionView {
                n: q.n,
                point: name(&q.unit),
                text: q.text.clone(),
                backers: q.backers.len(),
                mine: q.unit == own || q.backers.contains(own),
            })
            .collect();
        questions.sort_by_key(|q| (std::cmp::Reverse(q.backers), q.n));
        Self {
            lang,
            number: number.to_owned(),
            title: state.title.clone(),
            kind: lang.word("conference_kind", state.kind.word()),
            on: lang.date(state.on),
            begins: state.begins.clone(),
            unit: name(&state.unit),
            chair: state.chair.clone(),
            standing: standing(state),
            recorded: state.recording_ms.map(|at| lang.time(at)).unwrap_or_default(),
            items: items(lang, state, name),
            current: state.item().map(|i| i.title.clone()).unwrap_or_default(),
            speaking: state.speaking.as_ref().map(|s| speaker(&s.speaker, s.since_ms)),
            queue: state.queue.iter().map(|s| speaker(s, 0)).collect(),
            present: state.present(),
            lost,
            hands: hands.into_iter().map(|(_, unit)| (unit.clone(), name(unit))).collect(),
            questions,
            polls: state.polls.iter().rev().map(|p| poll(lang, p, own, name)).collect(),
            cards: (1..).zip(&state.cards).map(|(place, c)| (c.n, place, c.title.clone())).collect(),
            shown: state.shown.as_ref().map(|s| shown(app, lang, s, name)),
            conclusions: state.conclusions.iter().map(|s| (s.n, s.text.clone(), told(lang, s, name))).collect(),
            own: state.point(own).map(|p| point(lang, p, name)),
            points,
        }
    }

    /// The poll that is open.
    pub fn poll(&self) -> Option<&PollView> {
        self.polls.iter().find(|p| p.open)
    }

    /// Whether it is running.
    pub fn is_running(&self) -> bool {
        self.standing == "running"
    }
}

/// Who a conclusion tells to do it, and until when.
fn told(lang: Lang, s: &casework::conference::Sentence, name: impl Fn(&str) -> String) -> String {
    let mut said: Vec<String> = s.to.iter().map(|code| name(code)).collect();
    if !s.every.is_empty() {
        said.push(lang.word("choice_of.every", &s.every));
    }
    said.extend(s.due_on.map(|due| lang.f1("directives.due_to", "day", lang.date(due))));
    said.join(", ")
}

pub(super) fn standing(state: &State) -> &'static str {
    match (state.opened_ms, state.closed_ms) {
        (_, Some(_)) => "closed",
        (Some(_), None) => "running",
        (None, None) => "planned",
    }
}

fn items(lang: Lang, state: &State, name: impl Fn(&str) -> String) -> Vec<ItemView> {
    let at = state.current.and_then(|(n, _)| state.items.iter().position(|i| i.n == n));
    let class = |place: usize| match at {
        Some(at) if at == place => "now",
        Some(at) if place < at => "past",
        _ => "",
    };
    let item = |(place, i): (usize, &casework::conference::Item)| ItemView {
        n: i.n,
        title: i.title.clone(),
        minutes: i.minutes,
        unit: name(&i.unit),
        papers: i.papers.iter().map(|p| (paper_name(lang, p), own_address(p))).collect(),
        class: class(place),
    };
    state.items.iter().enumerate().map(item).collect()
}

/// A paper of this house is a link; anything else is a name.
fn own_address(paper: &str) -> String {
    let inside = paper.starts_with('/') && !paper.starts_with("//");
    if inside { paper.to_owned() } else { String::new() }
}

/// What a paper is called: what a review opens with by its own name, another address as a paper.
pub(super) fn paper_name(lang: Lang, paper: &str) -> String {
    match paper {
        slots::LAST_TASKS => lang.t("minutes.last_tasks").to_owned(),
        p if p.starts_with("/shortcomings?") => lang.t("shortcomings.open_promises").to_owned(),
        p if !own_address(p).is_empty() => lang.t("conference.paper").to_owned(),
        name => name.to_owned(),
    }
}

fn point(lang: Lang, p: &casework::conference::Point, name: impl Fn(&str) -> String) -> PointView {
    let class = match (p.present, p.since_ms) {
        (true, _) => "here",
        (false, Some(_)) => "lost",
        (false, None) => "away",
    };
    let said = |a: &casework::conference::Attendee| {
        if a.name.is_empty() { a.office.clone() } else { format!("{} ({})", a.name, a.office) }
    };
    PointView {
        unit: p.unit.clone(),
        substitutes: p.substitutes.iter().map(|unit| name(unit)).collect::<Vec<_>>().join(", "),
        name: name(&p.unit),
        head: p.head.clone(),
        technician: p.technician.clone(),
        people: p.people.iter().map(said).collect(),
        machines: p.devices.len(),
        seats: p.seats,
        class,
        since: p.since_ms.map(|at| lang.time(at)).unwrap_or_default(),
        hand: p.hand_ms.is_some(),
    }
}

fn poll(lang: Lang, p: &Poll, own: &str, name: impl Fn(&str) -> String) -> PollView {
    let counts = match (&p.counts, p.manner) {
        (Some(counts), _) => Some(counts.clone()),
        (None, Manner::Open) => Some(p.tally()),
        // Nobody is to be led by how others vote.
        (None, _) => None,
    };
    let by_name = p.manner == Manner::Open || p.manner == Manner::Recorded && p.counts.is_some();
    let who = |n: usize| {
        let of = p.votes.iter().filter(|(_, choice)| **choice == Some(n));
        if by_name { of.map(|(unit, _)| name(unit)).collect::<Vec<_>>().join(", ") } else { String::new() }
    };
    let choice = |(n, text): (usize, &String)| ChoiceView {
        n,
        text: text.clone(),
        count: counts.as_ref().and_then(|c| c.get(n)).map(|c| lang.number(*c)).unwrap_or_default(),
        who: who(n),
    };
    PollView {
        n: p.n,
        text: p.text.clone(),
        manner: lang.word("conference_manner", p.manner.word()),
        choices: p.choices.iter().enumerate().map(choice).collect(),
        voted: p.votes.len(),
        open: p.counts.is_none(),
        mine: p.votes.contains_key(own),
    }
}

pub(super) fn shown(app: &App, lang: Lang, s: &Shown, name: impl Fn(&str) -> String) -> ShownView {
    let most = s.cells.iter().filter_map(|c| c.value).max().unwrap_or(0).max(1);
    let figure = |value: Option<i64>| match value {
        None => "–".to_owned(),
        Some(n) => printed(lang, &s.printed, n),
    };
    let cell = |c: &casework::conference::Cell| CellView {
        name: name(&c.unit),
        figure: figure(c.value),
        bar: c.value.map_or(0, |n| n.max(0) * 100 / most),
    };
    let period = app.law.period(&s.card.period).map(|p| p.label(lang.code())).unwrap_or_default();
    let facts = [("period", period), ("as_of", lang.number(s.as_of)), ("time", lang.time(s.at_ms))];
    let key = if s.card.sealed { "conference.figure_sealed" } else { "conference.figure_source" };
    let source = lang.with(key, &facts);
    ShownView { title: s.card.title.clone(), source, cells: s.cells.iter().map(cell).collect() }
}

/// A figure as the form prints it, with its unit.
pub(super) fn printed(lang: Lang, how: &str, n: i64) -> String {
    let unit = lang.word("printed", how);
    match how {
        "trieu_dong" => format!("{} {unit}", decimal(lang, n / 1_000, 3)),
        "ha" => format!("{} {unit}", decimal(lang, n, 4)),
        "dong" | "m2" => format!("{} {unit}", lang.number(n)),
        _ => lang.number(n),
    }
}
