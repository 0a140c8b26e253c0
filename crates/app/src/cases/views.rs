//! A case as its page shows it: everything derived, put into words.
//!
//! All but [`load`] only word what was loaded; must never decide anything.

use super::deadline::{Told, tell};
use super::kept::{self, Loaded, Recorded};
use super::record::scope;
use crate::access::Action;
use crate::cx::Cx;
use crate::errors::Error;
use crate::facts_form;
use crate::lang::Lang;
use crate::papers::{Attached, Sealing};
use crate::units::name_of;
use crate::vault::{self, Seen};
use crate::{journal, papers};
use casework::kinds::{AnyKind, File as Case, Looked, No, Opening, Paper};
use casework::{Deadline, DeadlineState};
use db::Tx;
use serde_json::Value;
use std::collections::HashMap;

/// A case with all that is kept of it.
#[derive(Debug, Clone)]
pub struct File {
    /// The case, and what the journal knows of each act.
    pub kept: Loaded,
    /// Papers behind its acts.
    pub papers: Vec<Attached>,
    /// People and letters of its acts, as far as they may be seen without opening anything.
    pub people: HashMap<String, Seen>,
}

impl File {
    /// The case itself.
    pub fn case(&self) -> &Case {
        &self.kept.file
    }

    /// Seq of its last act.
    pub fn last(&self) -> u32 {
        self.kept.last.seq
    }

    /// Everything that follows from its acts.
    ///
    /// # Errors
    /// What is kept cannot be read.
    pub fn look(&self, cx: &Cx) -> Result<Looked, Error> {
        self.kept.kind.look(&self.kept.file, &cx.app.law).map_err(|no| self.fault(no))
    }

    /// Whether the case hides people: by what it is, or by what was sealed in it once.
    pub fn hides(&self, looked: &Looked) -> bool {
        looked.state.shown.sealed || self.people.values().any(|seen| matches!(seen, Seen::Sealed | Seen::Destroyed))
    }

    /// Something kept that its kind cannot read.
    pub fn fault(&self, no: No) -> Error {
        super::file::unreadable(&self.kept.head, no).into()
    }

    /// Names of units and people for the facts of an act of that day.
    fn seen(&self, item: &str) -> Option<Seen> {
        self.people.get(item).cloned()
    }
}

/// A case as it is kept, with its papers and people: four statements however long it is.
pub fn load(tx: &mut dyn Tx, number: &str) -> Result<Option<(journal::Head, File)>, Error> {
    let Some(outside) = outside(tx, number)? else { return Ok(None) };
    Ok(Some((outside.head.clone(), inside(tx, outside)?)))
}

/// A case without its acts: how far it has come, its papers and people.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    /// What is fixed about it.
    pub head: journal::Head,
    /// Its last act.
    pub last: journal::Last,
    /// Papers behind its acts.
    pub papers: Vec<Attached>,
    /// People and letters of its acts.
    pub people: HashMap<String, Seen>,
}

/// A case as it looks without reading its acts.
pub fn outside(tx: &mut dyn Tx, number: &str) -> Result<Option<Outside>, Error> {
    let Some((head, last)) = journal::head(tx, number)? else { return Ok(None) };
    let papers = papers::of_case(tx, head.id)?;
    let people = vault::seen(tx, head.id)?;
    Ok(Some(Outside { head, last, papers, people }))
}

/// The same case with its acts, within the same unit of work.
pub fn inside(tx: &mut dyn Tx, outside: Outside) -> Result<File, Error> {
    let Outside { head, last, papers, people } = outside;
    Ok(File { kept: kept::load_under(tx, head, last)?, papers, people })
}

/// The case's head.
pub struct Head {
    /// Số hồ sơ.
    pub number: String,
    /// The number as a segment of a URL.
    pub slug: String,
    /// Word of its kind.
    pub kind: &'static str,
    /// What kind of case it is.
    pub kind_name: String,
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
    /// Word of the act.
    pub word: String,
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
    /// Whether papers can be written from templates for it.
    pub has_letters: bool,
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

/// The head of a case.
pub fn head(cx: &Cx, file: &File, looked: &Looked) -> Head {
    let (lang, case, shown) = (cx.lang, file.case(), &looked.state.shown);
    let mut words = Vec::new();
    for word in [&shown.class, &shown.manner] {
        if !word.is_empty() {
            words.push(lang.word("choice", word));
        }
    }
    if !shown.field.is_empty() {
        words.push(field_word(lang, &shown.field));
    }
    Head {
        number: case.number.clone(),
        slug: slug(&case.number),
        kind: file.kept.kind.word(),
        kind_name: lang.word("kind", file.kept.kind.word()),
        title: shown.title.clone(),
        unit: case.unit.0.clone(),
        unit_name: name_of(lang, cx.app.tree, &case.unit.0, cx.today),
        regime: lang.word("regime", &case.regime),
        standing: lang.of_kind("standing", file.kept.kind.word(), looked.state.standing),
        words,
    }
}

/// A field of work: free text of an inspection, a word of the desk's forms.
pub fn field_word(lang: Lang, field: &str) -> String {
    let known = lang.catalogue().get(&format!("choice_of.field.{field}"));
    known.cloned().unwrap_or_else(|| field.to_owned())
}

/// Every deadline of a case, those that ask for something first, by day.
pub fn deadlines(cx: &Cx, looked: &Looked) -> Vec<Deadline> {
    let mut list = looked.state.deadlines.clone();
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
pub fn thread(cx: &Cx, file: &File, looked: &Looked, deadlines: &[Deadline]) -> Result<Vec<ActLine>, askama::Error> {
    let acts = &file.case().acts;
    acts.iter().zip(&file.kept.recorded).map(|(act, mark)| act_line(cx, file, looked, act, mark, deadlines)).collect()
}

fn act_line(
    cx: &Cx,
    file: &File,
    looked: &Looked,
    act: &Paper,
    mark: &Recorded,
    deadlines: &[Deadline],
) -> Result<ActLine, askama::Error> {
    let lang = cx.lang;
    let names = |pick: &dyn Fn(&Deadline) -> bool| {
        let list = deadlines.iter().filter(|d| pick(d)).map(|d| lang.word("deadline", d.rule));
        list.collect::<Vec<_>>().join(", ")
    };
    let opened = names(&|d| d.opened_by == act.seq);
    let met = names(&|d| d.met.is_some_and(|(seq, _)| seq == act.seq));
    let posted = looked.postings.iter().filter(|(seq, _)| *seq == act.seq).count();
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
    let mends = mends(&act.kind);
    Ok(ActLine {
        seq: act.seq,
        word: act.kind.clone(),
        day: lang.date(act.on),
        label: label_of(lang, file, act),
        number: act.number.clone(),
        signer: act.signer.clone(),
        by: lang.word("choice", act.by),
        effects,
        facts: facts(cx, file, act)?,
        annulled: looked.annulled.get(&act.seq).copied(),
        rectified: looked.rectified.get(&act.seq).copied().filter(|by| !looked.annulled.contains_key(by)),
        recorded: lang.f2("case.recorded", "when", lang.instant(mark.at_ms), "who", &mark.by),
        short_hash: mark.hash.chars().take(12).collect(),
        hash: mark.hash.clone(),
        papers: file.papers.iter().filter(|p| p.seq == act.seq).map(|p| paper_line(lang, file.case(), p)).collect(),
        may_rectify: !mends,
        may_annul: !mends && act.kind != file.kept.kind.opening(),
        has_letters: crate::letters::has(file.kept.kind.word(), &act.kind),
    })
}

/// Whether an act mends another.
pub fn mends(kind: &str) -> bool {
    matches!(kind, "annulment" | "rectification")
}

fn paper_line(lang: Lang, case: &Case, paper: &Attached) -> PaperLine {
    let slug = slug(&case.number);
    PaperLine {
        name: match paper.sealing {
            Sealing::Open => paper.name.clone(),
            Sealing::Sealed => lang.t("sealed.paper").to_owned(),
            Sealing::Destroyed => lang.t("sealed.paper_gone").to_owned(),
        },
        href: match paper.sealing {
            Sealing::Open => format!("/cases/{slug}/papers/{}", paper.hash),
            _ => format!("/cases/{slug}/sealed#item-{}", paper.hash),
        },
        size: lang.size(paper.size),
    }
}

/// What an act is, with the act it mends where it mends one.
fn label_of(lang: Lang, file: &File, act: &Paper) -> String {
    let kind = file.kept.kind.word();
    let label = lang.of_kind("act", kind, &act.kind);
    if !mends(&act.kind) {
        return label;
    }
    let target = act.facts["target"].as_u64().unwrap_or_default();
    let of = file.case().acts.iter().find(|e| u64::from(e.seq) == target);
    of.map_or(label.clone(), |e| format!("{label}: {target}. {}", lang.of_kind("act", kind, &e.kind)))
}

/// The facts of an act; a rectification shows the mended facts as fields, not as JSON.
fn facts(cx: &Cx, file: &File, act: &Paper) -> Result<String, askama::Error> {
    let (kind, tree) = (file.kept.kind, cx.app.tree);
    let unit = |code: &str| tree.get(code, act.on).map(|u| crate::units::name(cx.lang, u));
    let person = |item: &str| file.seen(item);
    let names = facts_form::Names { unit: &unit, person: &person };
    let fields = kind.fields(&act.kind).unwrap_or_default();
    if act.kind == "rectification" {
        let target = act.facts["target"].as_u64().unwrap_or_default();
        let target = file.case().acts.iter().find(|e| u64::from(e.seq) == target);
        let mended = act.facts["facts"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        if let (Some(target), Some(mended)) = (target, mended) {
            let reason: Vec<_> = fields.iter().filter(|f| f.name == "ground").copied().collect();
            let mut html = facts_form::shown(cx.lang, "rectification", &reason, &act.facts, &names)?;
            let fields = kind.fields(&target.kind).unwrap_or_default();
            html.push_str(&facts_form::shown(cx.lang, &scope(kind, &target.kind), fields, &mended, &names)?);
            return Ok(html);
        }
    }
    facts_form::shown(cx.lang, &scope(kind, &act.kind), fields, &act.facts, &names)
}

/// What the law permits next, if the reader may record.
pub fn next_acts(cx: &Cx, file: &File) -> Result<Vec<NextAct>, Error> {
    let next = file.kept.kind.permitted(file.case(), &cx.app.law, cx.today).map_err(|no| file.fault(no))?;
    let line = |row: casework::kinds::Row| NextAct {
        word: row.act,
        label: cx.lang.of_kind("act", file.kept.kind.word(), row.act),
        law: cx.app.law.cite(&row.law, cx.lang.code()),
    };
    let typed = next.into_iter().filter(|row| !file.kept.kind.is_made(row.act));
    Ok(typed.filter(|row| super::record::may_sign(cx, row, &file.case().unit.0).is_ok()).map(line).collect())
}

/// What only this kind of case has to show, as it now stands.
pub fn parts(cx: &Cx, file: &File, looked: &Looked) -> Result<Vec<Part>, Error> {
    match file.kept.kind.word() {
        "inspection" => {
            let mut parts = crate::inspections::parts(cx, looked)?;
            parts.extend(crate::portal::conclusions::part(cx, file, looked)?);
            Ok(parts)
        }
        "complaint" => crate::complaints::parts(cx, file),
        "report" => Ok(vec![crate::periodic_reports::part(cx, file)?]),
        "reception" => {
            let html = crate::slips::html(cx, file)?;
            let part = Part { title: cx.lang.t("slip.title").to_owned(), html };
            Ok(if part.html.is_empty() { Vec::new() } else { vec![part] })
        }
        _ => Ok(Vec::new()),
    }
}

/// What helps in opening a case of this kind, as HTML.
pub fn help(cx: &Cx, kind: &dyn AnyKind, typed: &facts_form::Typed) -> Result<String, askama::Error> {
    match kind.word() {
        "complaint" => crate::complaints::help(cx, typed),
        _ => Ok(String::new()),
    }
}

/// Every posting of the case, newest act last.
pub fn figures(cx: &Cx, looked: &Looked) -> Vec<Figure> {
    let lang = cx.lang;
    let one = |(_, posting): &(u32, casework::Posting)| {
        let known = cx.app.law.indicator(&posting.indicator);
        let name = known.map(|i| if lang == Lang::Vi { &i.vi } else { &i.en });
        Figure {
            indicator: name.cloned().unwrap_or_else(|| posting.indicator.clone()),
            day: lang.date(posting.day),
            quantity: match known.map(|i| i.count) {
                Some(law::Measure::Vnd) => lang.money(posting.quantity),
                Some(law::Measure::M2) => lang.area(posting.quantity),
                _ => lang.number(posting.quantity),
            },
            about: posting.about,
        }
    };
    looked.postings.iter().map(one).collect()
}

/// What the office should know about the last act though it stands.
pub fn warnings(cx: &Cx, file: &File) -> Vec<String> {
    let mut before = file.case().clone();
    let Some(last) = before.acts.pop() else { return Vec::new() };
    let kind = file.kept.kind;
    let again = match before.acts.is_empty() {
        true => {
            let opening = Opening {
                number: before.number,
                unit: before.unit,
                agency: before.agency,
                regime: Some(before.regime),
                first: last,
            };
            kind.open(opening, &cx.app.law, cx.today)
        }
        false => kind.record(&before, last, &cx.app.law, cx.today),
    };
    let warnings = again.map(|told| told.warnings).unwrap_or_default();
    warnings.iter().map(|w| crate::errors::refusal_text(cx, w)).collect()
}

/// What a reader of a case may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rights {
    /// Record acts.
    pub record: bool,
    /// Annul acts.
    pub annul: bool,
    /// See the sheets its figures stand in.
    pub sheets: bool,
}

impl Rights {
    /// Of this reader in a case of that unit.
    pub fn of(cx: &Cx, unit: &str) -> Self {
        let may = |action| cx.may(action, unit);
        Self { record: may(Action::RecordActs), annul: may(Action::AnnulActs), sheets: may(Action::SeeSheets) }
    }
}
