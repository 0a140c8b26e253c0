//! Shortcomings and sums of them as pages show them: always a word and a shape, each number a link.

use super::Query;
use super::store;
use crate::cx::Cx;
use crate::units::name_of;
use casework::shortcomings::{Sum, Timing};

/// One as a line.
pub(super) struct Line {
    pub(super) number: String,
    pub(super) href: String,
    pub(super) text: String,
    pub(super) unit: String,
    pub(super) reviewer: String,
    pub(super) period: String,
    pub(super) measure: String,
    pub(super) answerable: String,
    pub(super) due: String,
    pub(super) standing: String,
    /// `chuyển kỳ 2 lần`, `lặp lại 1 lần`; nothing where neither.
    pub(super) history: String,
    /// Class, icon and word of what the day makes of it.
    pub(super) state: (&'static str, &'static str, String),
}

/// Class, icon and word of a timing.
pub(super) fn state(cx: &Cx, timing: Timing) -> (&'static str, &'static str, String) {
    let (class, icon) = match timing {
        Timing::Overdue => ("overdue", "circle-alert"),
        Timing::Unpromised => ("due_soon", "triangle-alert"),
        Timing::Running => ("open", "circle"),
        Timing::Waiting => ("due_soon", "clock-3"),
        Timing::InTime => ("met", "circle-check"),
        Timing::Late => ("met_late", "circle-check"),
    };
    (class, icon, cx.lang.word("shortcoming_timing", timing.word()))
}

/// A period in words; one that no circular knows any longer by its name.
pub(super) fn period(cx: &Cx, id: &str) -> String {
    cx.app.law.period(id).map_or_else(|_| id.to_owned(), |p| p.label(cx.lang.code()))
}

pub(super) fn line(cx: &Cx, s: &store::Line) -> Line {
    let timing = Timing::of(s.standing, s.due_on, s.fulfilled_on, cx.today);
    let name = |code: &str| name_of(cx.lang, cx.app.tree, code, s.admitted_on);
    let times = [("shortcomings.carried_n", s.carried), ("shortcomings.repeated_n", s.repeated)];
    let history = times.iter().filter(|(_, n)| *n > 0).map(|(key, n)| cx.lang.f1(key, "n", cx.lang.number(*n)));
    Line {
        number: s.number.clone(),
        href: format!("/shortcomings/{}", s.number),
        text: s.shortcoming.clone(),
        unit: name(&s.unit),
        reviewer: name(&s.reviewer),
        period: period(cx, &s.within.period),
        measure: s.measure.clone(),
        answerable: s.answerable.clone(),
        due: s.due_on.map(|d| cx.lang.date(d)).unwrap_or_default(),
        standing: cx.lang.word("shortcoming_standing", s.standing.word()),
        history: history.collect::<Vec<_>>().join(" · "),
        state: state(cx, timing),
    }
}

/// One number of a sum, with the list of its rows.
pub(super) struct Part {
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    pub(super) word: String,
    pub(super) count: String,
    pub(super) href: String,
    pub(super) chosen: bool,
}

/// A sum taken apart: all, then each timing that has any.
pub(super) fn parts(cx: &Cx, sum: &Sum, query: &Query) -> Vec<Part> {
    let base = query.put("timing", "");
    let chosen = query.get("timing");
    let mut out = vec![Part {
        class: "",
        icon: "",
        word: cx.lang.t("shortcomings.all").to_owned(),
        count: cx.lang.number(sum.all),
        href: base.href(),
        chosen: chosen.is_empty(),
    }];
    for timing in Timing::ALL.iter().copied() {
        let n = sum.of(timing);
        if n > 0 || chosen == timing.word() {
            let (class, icon, word) = state(cx, timing);
            let href = base.put("timing", timing.word()).href();
            out.push(Part { class, icon, word, count: cx.lang.number(n), href, chosen: chosen == timing.word() });
        }
    }
    out
}
