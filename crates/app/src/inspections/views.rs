//! A case as its page shows it: everything derived, put into words.
//!
//! All but [`load`] only word what was loaded; must never decide anything.

use super::deadline::{Told, tell};
use super::kept::{self, Recorded};
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::Error;
use crate::facts_form;
use crate::lang::Lang;
use crate::papers::Attached;
use crate::units::name_of;
use crate::{journal, papers};
use casework::fields::Facts;
use casework::inspections::acts::{Finding, TeamMember};
use casework::inspections::{self, Act, ActKind, Case, Entry, indicators, ledger, procedure};
use casework::{Deadline, DeadlineState};
use db::Tx;
use serde_json::Value;

/// A case with what the journal knows of each act.
pub struct File {
    /// The case.
    pub case: Case,
    /// When, by whom and under which hash each act was recorded, in order.
    pub marks: Vec<Recorded>,
    /// Papers behind its acts.
    pub papers: Vec<Attached>,
}

/// A case as it is kept, with its papers: three statements however long it is.
pub fn load(tx: &mut dyn Tx, number: &str) -> Result<Option<(journal::Head, File)>, Error> {
    let Some(loaded) = kept::load(tx, number)? else { return Ok(None) };
    let papers = papers::of_case(tx, loaded.head.id)?;
    Ok(Some((loaded.head, File { case: loaded.case, marks: loaded.recorded, papers })))
}

/// The case's head.
pub struct Head {
    /// Số hồ sơ.
    pub number: String,
    /// The number as a segment of a URL.
    pub slug: String,
    /// Về việc.
    pub title: String,
    /// Code of the unit that keeps it.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// The law it runs under.
    pub regime: String,
    /// Where it stands.
    pub standing: String,
    /// Class, manner, field.
    pub words: Vec<String>,
}

/// An act in the thread.
pub struct ActLine {
    /// Position in the case.
    pub seq: u32,
    /// Official day.
    pub day: String,
    /// What was done.
    pub label: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Name of the signer.
    pub signer: String,
    /// In which capacity.
    pub by: String,
    /// What it changed.
    pub effects: Vec<String>,
    /// Its facts as HTML.
    pub facts: String,
    /// The act that annulled it.
    pub annulled: Option<u32>,
    /// The act that rectified it.
    pub rectified: Option<u32>,
    /// When and by whom it was recorded.
    pub recorded: String,
    /// Its hash.
    pub hash: String,
    /// The first digits of its hash.
    pub short_hash: String,
    /// Papers behind it.
    pub papers: Vec<PaperLine>,
    /// Whether this kind of act can be rectified.
    pub may_rectify: bool,
    /// Whether this kind of act can be annulled.
    pub may_annul: bool,
}

/// A paper behind an act.
pub struct PaperLine {
    /// Name of the file.
    pub name: String,
    /// Where to fetch it.
    pub href: String,
    /// Its size.
    pub size: String,
}

/// An act that may follow.
pub struct NextAct {
    /// Word of its kind.
    pub word: &'static str,
    /// What it is.
    pub label: String,
    /// Its provision.
    pub law: String,
}

/// A figure the case feeds.
pub struct Figure {
    /// What is counted.
    pub indicator: String,
    /// Official day.
    pub day: String,
    /// How much.
    pub quantity: String,
    /// The act whose paper carries it.
    pub about: u32,
}

/// A part of the page: team, findings.
pub struct Part {
    /// Its title.
    pub title: String,
    /// A table as HTML.
    pub html: String,
}

/// A text as one segment of a URL.
pub fn slug(number: &str) -> String {
    form_urlencoded::byte_serialize(number.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The title of a case: what its decision is about.
pub fn title(case: &Case) -> String {
    case.decision().map(|(_, _, d)| d.title).unwrap_or_default()
}

/// The head of a case.
pub fn head(cx: &Cx, case: &Case) -> Head {
    let lang = cx.lang;
    let decision = case.decision().map(|(_, _, d)| d);
    let mut words = Vec::new();
    if let Some(d) = &decision {
        words.push(lang.word("choice", d.class));
        words.push(lang.word("choice", d.manner));
        words.extend(d.field.clone().filter(|f| !f.is_empty()));
    }
    Head {
        number: case.number.clone(),
        slug: slug(&case.number),
        title: decision.map(|d| d.title).unwrap_or_default(),
        unit: case.unit.0.clone(),
        unit_name: name_of(lang, cx.app.tree, &case.unit.0, cx.today),
        regime: lang.word("regime", case.regime),
        standing: lang.word("standing", inspections::standing(case)),
        words,
    }
}

/// Every deadline of a case, those that ask for something first, by day.
pub fn deadlines(cx: &Cx, case: &Case) -> Vec<Deadline> {
    let mut list = inspections::deadlines(case, &cx.app.law);
    let rank = |d: &Deadline| match d.state(cx.today) {
        DeadlineState::Overdue | DeadlineState::DueSoon | DeadlineState::Open => 0,
        DeadlineState::Paused => 1,
        DeadlineState::Met | DeadlineState::MetLate => 2,
        DeadlineState::Lapsed => 3,
    };
    list.sort_by_key(|d| (rank(d), d.due_on));
    list
}

/// A deadline in the reader's words.
pub fn told(cx: &Cx, deadline: &Deadline) -> Told {
    tell(&cx.app.law, cx.lang, deadline, cx.today)
}

/// The thread of acts.
pub fn thread(cx: &Cx, file: &File, deadlines: &[Deadline]) -> Result<Vec<ActLine>, askama::Error> {
    let postings = ledger::postings(&file.case);
    let mut lines = Vec::with_capacity(file.case.acts.len());
    for (i, entry) in file.case.acts.iter().enumerate() {
        let posted = postings.iter().filter(|(seq, _)| *seq == entry.seq).count();
        lines.push(act_line(cx, file, entry, file.marks.get(i), deadlines, posted)?);
    }
    Ok(lines)
}

fn act_line(
    cx: &Cx,
    file: &File,
    entry: &Entry,
    mark: Option<&Recorded>,
    deadlines: &[Deadline],
    posted: usize,
) -> Result<ActLine, askama::Error> {
    let (lang, kind) = (cx.lang, entry.act.kind());
    let names = |pick: &dyn Fn(&Deadline) -> bool| {
        let list = deadlines.iter().filter(|d| pick(d)).map(|d| lang.word("deadline", d.rule));
        list.collect::<Vec<_>>().join(", ")
    };
    let opened = names(&|d| d.opened_by == entry.seq);
    let met = names(&|d| d.met.is_some_and(|(seq, _)| seq == entry.seq));
    let mut effects = Vec::new();
    if !opened.is_empty() {
        effects.push(lang.f1("case.opened_deadlines", "what", opened));
    }
    if !met.is_empty() {
        effects.push(lang.f1("case.met_deadlines", "what", met));
    }
    if posted > 0 {
        effects.push(lang.f1("case.posted", "n", posted));
    }
    let mends = matches!(kind, ActKind::Annulment | ActKind::Rectification);
    let hash = mark.map(|m| m.hash.clone()).unwrap_or_default();
    Ok(ActLine {
        seq: entry.seq,
        day: lang.date(entry.on),
        label: label_of(lang, file, entry),
        number: entry.number.clone(),
        signer: entry.signer.clone(),
        by: lang.word("choice", entry.by),
        effects,
        facts: facts(cx, file, entry)?,
        annulled: file.case.annulled_by(entry.seq),
        rectified: rectified_by(&file.case, entry.seq),
        recorded: mark
            .map(|m| lang.f2("case.recorded", "when", lang.instant(m.at_ms), "who", &m.by))
            .unwrap_or_default(),
        short_hash: hash.chars().take(12).collect(),
        hash,
        papers: file.papers.iter().filter(|p| p.seq == entry.seq).map(|p| paper_line(lang, &file.case, p)).collect(),
        may_rectify: !mends,
        may_annul: !mends && kind != ActKind::Decision,
    })
}

fn paper_line(lang: Lang, case: &Case, paper: &Attached) -> PaperLine {
    PaperLine {
        name: paper.name.clone(),
        href: format!("/cases/{}/papers/{}", slug(&case.number), paper.hash),
        size: lang.size(paper.size),
    }
}

/// What an act is, with the act it mends where it mends one.
fn label_of(lang: Lang, file: &File, entry: &Entry) -> String {
    let label = lang.word("act", entry.act.kind().word());
    let target = match &entry.act {
        Act::Annulment(a) => a.target,
        Act::Rectification(r) => r.target,
        _ => return label,
    };
    let of = file.case.acts.iter().find(|e| e.seq == target);
    of.map_or(label.clone(), |e| format!("{label}: {target}. {}", lang.word("act", e.act.kind().word())))
}

/// The facts of an act; a rectification shows the mended facts as fields, not as JSON.
fn facts(cx: &Cx, file: &File, entry: &Entry) -> Result<String, askama::Error> {
    let tree = cx.app.tree;
    let unit = |code: &str| tree.get(code, entry.on).map(|u| crate::units::name(cx.lang, u));
    let names = facts_form::Names { unit: &unit, person: &|_| None };
    if let Act::Rectification(r) = &entry.act {
        let target = file.case.acts.iter().find(|e| e.seq == r.target).map(|e| e.act.kind());
        if let (Some(kind), Ok(mended)) = (target, serde_json::from_str::<Value>(&r.facts.0)) {
            let mut html = facts_form::shown(
                cx.lang,
                "rectification",
                &ActKind::Rectification.fields()[1..2],
                &entry.act.facts(),
                &names,
            )?;
            html.push_str(&facts_form::shown(cx.lang, kind.word(), kind.fields(), &mended, &names)?);
            return Ok(html);
        }
    }
    let kind = entry.act.kind();
    facts_form::shown(cx.lang, kind.word(), kind.fields(), &entry.act.facts(), &names)
}

fn rectified_by(case: &Case, seq: u32) -> Option<u32> {
    case.acts.iter().rev().find_map(|e| match &e.act {
        Act::Rectification(r) if r.target == seq && case.annulled_by(e.seq).is_none() => Some(e.seq),
        _ => None,
    })
}

/// What the law permits next, if the reader may record.
pub fn next_acts(cx: &Cx, case: &Case) -> Vec<NextAct> {
    let next = inspections::permitted(case, cx.today).into_iter().map(|p| NextAct {
        word: p.kind.word(),
        label: cx.lang.word("act", p.kind.word()),
        law: cx.app.law.cite(&p.law, cx.lang.code()),
    });
    next.collect()
}

/// The provision under which an act is done in a case.
pub fn provision(cx: &Cx, case: &Case, kind: ActKind) -> Option<String> {
    procedure::of(case.regime).act(kind).map(|rule| cx.app.law.cite(&rule.law(), cx.lang.code()))
}

/// Team and findings as they now stand.
pub fn parts(cx: &Cx, case: &Case) -> Result<Vec<Part>, askama::Error> {
    let (mut team, mut findings): (Value, Vec<Value>) = (Value::Null, Vec::new());
    for entry in inspections::effective(&case.acts) {
        let facts = entry.act.facts();
        match &entry.act {
            Act::Decision(_) | Act::TeamChange(_) => team = facts["team"].clone(),
            Act::Conclusion(_) => findings.extend(facts["findings"].as_array().cloned().unwrap_or_default()),
            Act::ConclusionCorrection(_) => findings = facts["findings"].as_array().cloned().unwrap_or_default(),
            _ => {}
        }
    }
    let team = team.as_array().cloned().unwrap_or_default();
    let mut parts = Vec::new();
    for (title, group, fields, rows, total) in [
        (cx.lang.t("case.findings"), "findings", Finding::FIELDS, findings, true),
        (cx.lang.t("case.team"), "team", TeamMember::FIELDS, team, false),
    ] {
        if !rows.is_empty() {
            let html = facts_form::table(cx.lang, group, fields, &rows, total)?;
            parts.push(Part { title: title.to_owned(), html });
        }
    }
    Ok(parts)
}

/// Every posting of the case, newest act last.
pub fn figures(cx: &Cx, case: &Case) -> Vec<Figure> {
    let lang = cx.lang;
    let one = |(_, posting): (u32, casework::Posting)| {
        let known = indicators::ALL.iter().find(|i| i.name == posting.indicator);
        let name = known.map(|i| if lang == Lang::Vi { i.vi } else { i.en });
        Figure {
            indicator: name.map_or_else(|| posting.indicator.clone(), str::to_owned),
            day: lang.date(posting.day),
            quantity: match known.map(|i| i.unit) {
                Some("vnd") => lang.money(posting.quantity),
                Some("m2") => lang.area(posting.quantity),
                _ => lang.number(posting.quantity),
            },
            about: posting.about,
        }
    };
    ledger::postings(case).into_iter().map(one).collect()
}

/// What the office should know about the last act though it stands.
pub fn warnings(cx: &Cx, case: &Case) -> Vec<String> {
    let mut before = case.clone();
    let Some(last) = before.acts.pop() else { return Vec::new() };
    let again = match before.acts.is_empty() {
        true => inspections::open(
            &case.number,
            case.unit.clone(),
            case.agency,
            Some(case.regime),
            last,
            &cx.app.law,
            cx.today,
        ),
        false => inspections::record(&before, last, &cx.app.law, cx.today),
    };
    let warnings = again.map(|outcome| outcome.warnings).unwrap_or_default();
    warnings.iter().map(|w| crate::errors::refusal_text(cx, w)).collect()
}

/// Whether this reader may record in the case, and annul in it.
pub fn rights(cx: &Cx, case: &Case) -> (bool, bool) {
    (cx.may(Action::RecordActs, &case.unit.0), cx.may(Action::AnnulActs, &case.unit.0))
}
