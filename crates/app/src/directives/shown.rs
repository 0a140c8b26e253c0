//! Tasks and sums of tasks as pages show them: always a word and a shape, each number a link.

use super::Query;
use super::store::TaskRow;
use crate::cx::Cx;
use crate::units::name_of;
use casework::directives::{RollUp, Standing, Timing};

/// A task as a line.
pub(super) struct Line {
    pub(super) number: String,
    pub(super) href: String,
    pub(super) content: String,
    pub(super) unit: String,
    pub(super) issuer: String,
    pub(super) due: String,
    pub(super) standing: String,
    /// Class, icon and word of what the day makes of it.
    pub(super) state: (&'static str, &'static str, String),
}

/// Class, icon and word of a timing; a task sent back says so before "in time".
pub(super) fn state(cx: &Cx, timing: Timing, standing: Standing) -> (&'static str, &'static str, String) {
    let (class, icon) = match timing {
        Timing::Overdue => ("overdue", "circle-alert"),
        Timing::Running => ("open", "circle"),
        Timing::Waiting => ("due_soon", "clock-3"),
        Timing::OnTime => ("met", "circle-check"),
        Timing::Late => ("met_late", "circle-check"),
        Timing::Withdrawn => ("lapsed", "ban"),
    };
    let word = cx.lang.word("directive_timing", timing.word());
    match standing {
        Standing::Returned => (class, icon, format!("{word} · {}", cx.lang.word("directive_standing", "returned"))),
        _ => (class, icon, word),
    }
}

/// The sentence without its end, where it is long.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 160;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{whole}…")
}

pub(super) fn line(cx: &Cx, row: &TaskRow) -> Line {
    let timing = Timing::of(row.standing, row.due_on, row.reported_on, cx.today);
    let name = |code: &str| name_of(cx.lang, cx.app.tree, code, row.issued_on);
    Line {
        number: row.number.clone(),
        href: format!("/directives/{}/{}", row.number, row.unit),
        content: short(&row.content),
        unit: name(&row.unit),
        issuer: name(&row.issuer),
        due: row.due_on.map(|d| cx.lang.date(d)).unwrap_or_default(),
        standing: cx.lang.word("directive_standing", row.standing.word()),
        state: state(cx, timing, row.standing),
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

/// A sum taken apart: given, then each timing that has any, then those sent back.
pub(super) fn parts(cx: &Cx, sum: &RollUp, query: &Query) -> Vec<Part> {
    let base = query.put("timing", "").put("standing", "");
    let chosen = (query.get("timing").to_owned(), query.get("standing").to_owned());
    let part = |class, icon, word: String, n: u32, query: Query, chosen| Part {
        class,
        icon,
        word,
        count: cx.lang.number(n),
        href: query.href(),
        chosen,
    };
    let all = sum.given + sum.withdrawn;
    let mut out = vec![part(
        "",
        "",
        cx.lang.t("directives.all").to_owned(),
        all,
        base.clone(),
        chosen.0.is_empty() && chosen.1.is_empty(),
    )];
    for timing in Timing::ALL {
        let n = match timing {
            Timing::Overdue => sum.overdue,
            Timing::Running => sum.running,
            Timing::Waiting => sum.waiting,
            Timing::OnTime => sum.on_time,
            Timing::Late => sum.late,
            Timing::Withdrawn => sum.withdrawn,
        };
        if n > 0 || chosen.0 == timing.word() {
            let (class, icon, word) = state(cx, *timing, Standing::Issued);
            out.push(part(class, icon, word, n, base.put("timing", timing.word()), chosen.0 == timing.word()));
        }
    }
    if sum.returned > 0 || chosen.1 == "returned" {
        let word = cx.lang.word("directive_standing", "returned");
        let href = base.put("standing", "returned");
        out.push(part("met_late", "arrow-down", word, sum.returned, href, chosen.1 == "returned"));
    }
    out
}

/// `12 trên 34 xong`: a sum in a few words, for the cell of a table.
pub(super) fn in_short(cx: &Cx, sum: &RollUp) -> String {
    let mut said =
        cx.lang.f2("directives.done_of", "done", cx.lang.number(sum.done()), "given", cx.lang.number(sum.given));
    for (key, n) in [("directives.n_overdue", sum.overdue), ("directives.n_returned", sum.returned)] {
        if n > 0 {
            said.push_str(", ");
            said.push_str(&cx.lang.f1(key, "n", cx.lang.number(n)));
        }
    }
    said
}
