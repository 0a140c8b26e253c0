//! A matter over the years in one line of sight: each reception, letter and decision by
//! its day, with what it came from and where it stands.

use super::{MOST, gather, passing, root, store};
use crate::access::Action;
use crate::cases::views::{field_word, mends, slug};
use crate::cases::{Loaded, file};
use crate::cx::Cx;
use crate::errors::{Error, Result};
use crate::frame::Frame;
use crate::units::name_of;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse};
use casework::kinds::{Looked, Paper};
use casework::petitions::trail::Sign;
use std::collections::BTreeSet;

struct Step {
    day: String,
    label: String,
    number: String,
    seq: u32,
    /// Decides something: a decision, conclusion, answer or refusal.
    weighty: bool,
}

struct Row {
    number: String,
    slug: String,
    kind: String,
    title: String,
    unit: String,
    standing: String,
    overdue: bool,
    day: String,
    words: String,
    /// Relation and number of what it names, as far as that may be seen.
    from: Vec<(String, String, String)>,
    steps: Vec<Step>,
}

#[derive(Template)]
#[template(path = "matters/pages/matter.html")]
struct Matter {
    frame: Frame,
    title: String,
    asked: String,
    span: String,
    counts: Vec<(String, String)>,
    signs: Vec<String>,
    rows: Vec<Row>,
    cut: bool,
}

/// Acts a reader looks for first, of any kind of case.
const WEIGHTY: &[&str] = &[
    "complaint_decision",
    "second_complaint",
    "complaint_acceptance",
    "complaint_refusal",
    "denunciation_conclusion",
    "conclusion",
    "acceptance",
    "accepted",
    "answer_letter",
    "transfer",
    "guidance",
    "head_conclusion",
    "reception_refusal",
    "crowd_report",
    "archive",
    "split",
];

/// `GET /matters/{number}`: the matter of any case of it.
pub async fn page(cx: Cx, Path(number): Path<String>) -> Result {
    let (reach, asked) = (cx.reach(Action::SeeCases), number.clone());
    let found = cx.app.db.read(move |tx| {
        let cases = gather(tx, &asked, &reach)?;
        let seen: BTreeSet<String> = cases.iter().map(|c| c.head.number.clone()).collect();
        let mut links = Vec::new();
        for case in &cases {
            let mut names = store::names(tx, &case.head.number)?;
            names.retain(|(_, number)| seen.contains(number) && *number != case.head.number);
            links.push(names);
        }
        let first = root(tx, &asked)?;
        Ok::<_, Error>((cases, links, first))
    });
    let (cases, links, first) = found.await?;
    if cases.is_empty() {
        return Err(Error::Hidden);
    }
    let lang = cx.lang;
    let mut rows = Vec::new();
    for (case, links) in cases.iter().zip(links) {
        rows.push(row(&cx, case, links)?);
    }
    let head = cases.iter().position(|c| c.head.number == first).unwrap_or(0);
    let title = rows[head].title.clone();
    let page = Matter {
        frame: cx
            .frame(&title)
            .under(lang.word("kind", cases[head].kind.word()), format!("/cases?kind={}", cases[head].kind.word()))
            .here(lang.t("matter.title")),
        asked: number,
        span: span(&cx, &cases),
        counts: counts(&cx, &cases),
        signs: signs(&cx, &passing::signs(&cases, cx.app.tree, cx.today)),
        cut: cases.len() >= MOST,
        title,
        rows,
    };
    Ok(Html(page.render()?).into_response())
}

fn row(cx: &Cx, case: &Loaded, links: Vec<(String, String)>) -> Result<Row> {
    let (lang, kind) = (cx.lang, case.kind.word());
    let looked = case.kind.look(&case.file, &cx.app.law).map_err(|no| file::unreadable(&case.head, no))?;
    let shown = &looked.state.shown;
    let words = [lang.word("choice", &shown.class), field_word(lang, &shown.field)];
    let overdue = looked.state.deadlines.iter().any(|d| d.state(cx.today) == casework::DeadlineState::Overdue);
    Ok(Row {
        slug: slug(&case.head.number),
        number: case.head.number.clone(),
        kind: lang.word("kind", kind),
        title: shown.title.clone(),
        unit: name_of(lang, cx.app.tree, &case.head.unit.0, looked.state.opened_on),
        standing: lang.of_kind("standing", kind, looked.state.standing),
        overdue: overdue && !looked.state.closed,
        day: lang.date(looked.state.opened_on),
        words: words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
        from: links.into_iter().map(|(word, to)| (lang.word("matter_link", word), slug(&to), to)).collect(),
        steps: steps(cx, kind, &looked),
    })
}

/// The acts in force after the first, by day.
fn steps(cx: &Cx, kind: &str, looked: &Looked) -> Vec<Step> {
    let mut acts: Vec<&Paper> = looked.in_force.iter().skip(1).filter(|a| !mends(&a.kind)).collect();
    acts.sort_by_key(|a| (a.on, a.seq));
    let step = |a: &Paper| Step {
        day: cx.lang.date(a.on),
        label: cx.lang.of_kind("act", kind, &a.kind),
        number: a.number.clone(),
        seq: a.seq,
        weighty: WEIGHTY.contains(&a.kind.as_str()),
    };
    acts.into_iter().map(step).collect()
}

fn counts(cx: &Cx, cases: &[Loaded]) -> Vec<(String, String)> {
    let of = |kind: &'static str| cases.iter().filter(|c| c.head.kind == kind).count();
    let kinds = casework::kinds::ALL.iter().map(|k| (k.word(), of(k.word())));
    kinds.filter(|(_, n)| *n > 0).map(|(word, n)| (cx.lang.word("kind", word), cx.lang.count(n))).collect()
}

fn span(cx: &Cx, cases: &[Loaded]) -> String {
    let days = cases.iter().flat_map(|c| &c.file.acts).map(|a| a.on);
    match (days.clone().min(), days.max()) {
        (Some(first), Some(last)) if first < last => {
            cx.lang.f2("matter.span", "from", cx.lang.date(first), "until", cx.lang.date(last))
        }
        (Some(first), _) => cx.lang.date(first),
        _ => String::new(),
    }
}

/// What the way of the petitions shows, in words.
pub fn signs(cx: &Cx, signs: &[Sign]) -> Vec<String> {
    let unit = |code: &str| name_of(cx.lang, cx.app.tree, code, cx.today);
    let said = |sign: &Sign| match sign {
        Sign::PingPong { unit: code, times, last_on } => cx.lang.with(
            "matter.ping_pong",
            &[("unit", unit(code)), ("n", times.to_string()), ("day", cx.lang.date(*last_on))],
        ),
        Sign::Silence { to, petition, since } => cx.lang.with(
            "matter.silence",
            &[("unit", unit(to)), ("petition", petition.clone()), ("day", cx.lang.date(*since))],
        ),
    };
    signs.iter().map(said).collect()
}
