//! A deadline as a sentence, and its proof as lines.
//!
//! Here so that *My deadlines*, the case head and the proof say the same thing
//! in the same words. Must never reckon a date: it only words what `casework`
//! derived.

use crate::lang::Lang;
use casework::deadlines::Binds;
use casework::{Deadline, DeadlineState};
use jiff::civil::Date;
use law::{Count, Law, Step};

/// A deadline put into words for one reader on one day.
pub struct Told {
    /// Name of the rule, for anchors.
    pub rule: String,
    /// Word of its state, which is also its CSS class.
    pub state: &'static str,
    /// Whether anything is still to be done or waited for.
    pub asks: bool,
    /// Icon of its state.
    pub icon: &'static str,
    /// The state's label, for those who do not see the icon.
    pub label: String,
    /// `Còn 6 ngày để ký kết luận`.
    pub sentence: String,
    /// `hạn 17/07/2023`.
    pub due: String,
    /// The day itself, for sorting.
    pub due_on: Date,
    /// `Điều 78 Luật Thanh tra 2022`.
    pub law: String,
    /// The number of days stands on an unconfirmed reading.
    pub unverified: bool,
    /// The proof, line by line, ending in the due date.
    pub proof: Vec<Line>,
    /// Days off passed over on the way.
    pub skipped: usize,
    /// What the date would be without moving off a day off, where that differs.
    pub bare: Option<String>,
    /// Version of the calendar used.
    pub calendar: String,
    /// Days the date leans on that are not yet announced, as a list.
    pub unsure: String,
}

/// One line of a proof.
pub struct Line {
    /// What was done.
    pub text: String,
    /// The day it led to.
    pub to: String,
    /// A passed-over day off: many of these fold together.
    pub minor: bool,
}

/// The word of a state: class, icon name and catalogue key.
pub fn state_word(state: DeadlineState) -> (&'static str, &'static str) {
    match state {
        DeadlineState::Open => ("open", "circle"),
        DeadlineState::DueSoon => ("due_soon", "clock-3"),
        DeadlineState::Overdue => ("overdue", "circle-alert"),
        DeadlineState::Met => ("met", "circle-check"),
        DeadlineState::MetLate => ("met_late", "check"),
        DeadlineState::Paused => ("paused", "circle-pause"),
        DeadlineState::Lapsed => ("lapsed", "ban"),
    }
}

/// Calendar days from `a` to `b`.
fn days(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}

/// The sentence of a deadline on `today`, without its date and law.
pub fn sentence(lang: Lang, deadline: &Deadline, today: Date) -> String {
    let what = lang.word("deadline", deadline.rule);
    let key = |k: &str, n: i64, on: Date| {
        lang.with(k, &[("what", what.clone()), ("n", n.abs().to_string()), ("day", lang.date(on))])
    };
    let due = deadline.due_on;
    match (deadline.state(today), deadline.met) {
        (DeadlineState::Lapsed, _) if deadline.binds == Binds::Bar && deadline.lapsed.is_none() => {
            key("due.bar_over", 0, due)
        }
        (DeadlineState::Lapsed, _) => {
            let why = lang.word("lapsed", deadline.lapsed.unwrap_or("closed"));
            lang.f2("due.lapsed", "what", what, "why", why)
        }
        (DeadlineState::Met, Some((_, on))) => key("due.met", 0, on),
        (DeadlineState::MetLate, Some((_, on))) => key("due.met_late", days(due, on), on),
        (DeadlineState::Paused, _) => key("due.paused", 0, deadline.paused_since.unwrap_or(today)),
        (DeadlineState::Overdue, _) if deadline.binds == Binds::AtLeastUntil => key("due.reached", 0, due),
        (DeadlineState::Overdue, _) => key("due.overdue", days(today, due), due),
        _ if deadline.binds == Binds::AtLeastUntil => key("due.keep", 0, due),
        _ if deadline.binds == Binds::Bar => key("due.bar", 0, due),
        _ if due == today => key("due.today", 0, due),
        _ => key("due.left", days(today, due), due),
    }
}

/// Everything a page shows of a deadline.
pub fn tell(law: &Law, lang: Lang, deadline: &Deadline, today: Date) -> Told {
    let (state, icon) = state_word(deadline.state(today));
    let proof: Vec<Line> = deadline.due.steps.iter().map(|step| line(lang, step)).collect();
    Told {
        rule: format!("{}-{}", deadline.rule, deadline.opened_by),
        state,
        asks: matches!(state, "open" | "due_soon" | "overdue" | "paused"),
        icon,
        label: lang.word("deadline_state", state),
        sentence: sentence(lang, deadline, today),
        due: lang.f1("due.on", "day", lang.date(deadline.due_on)),
        due_on: deadline.due_on,
        law: law.cite(&deadline.law, lang.code()),
        unverified: deadline.status == law::Status::Unverified,
        skipped: proof.iter().filter(|l| l.minor).count(),
        proof,
        bare: (deadline.due.bare != deadline.due.rolled).then(|| lang.date(deadline.due.bare)),
        calendar: deadline.due.calendar.clone(),
        unsure: deadline.due.unsure.iter().map(|day| lang.date(*day)).collect::<Vec<_>>().join(", "),
    }
}

fn line(lang: Lang, step: &Step) -> Line {
    let (text, to, minor) = match step {
        Step::From { on } => (lang.f1("proof.from", "day", lang.date(*on)), Some(*on), false),
        Step::Add { n, count, to } => {
            let key = match (count, *n < 0) {
                (Count::Calendar, false) => "proof.add_calendar",
                (Count::Working, false) => "proof.add_working",
                (Count::Calendar, true) => "proof.back_calendar",
                (Count::Working, true) => "proof.back_working",
                (Count::Years, _) => "proof.add_years",
            };
            (lang.f1(key, "n", n.abs()), Some(*to), false)
        }
        Step::Pause { from, until, days, to } => {
            let facts = [("from", lang.date(*from)), ("until", lang.date(*until)), ("n", days.to_string())];
            (lang.with("proof.pause", &facts), Some(*to), false)
        }
        Step::Skip { on, name } => {
            let name = match name.as_str() {
                "T7" => lang.t("proof.saturday").to_owned(),
                "CN" => lang.t("proof.sunday").to_owned(),
                holiday => lang.word("holiday", holiday),
            };
            (lang.f2("proof.skip", "day", lang.date(*on), "name", name), None, true)
        }
        Step::Roll { from, to } => (lang.f1("proof.roll", "day", lang.date(*from)), Some(*to), false),
    };
    Line { text, to: to.map(|day| lang.date(day)).unwrap_or_default(), minor }
}
