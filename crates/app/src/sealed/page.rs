//! The page of the seal: what is sealed, who may open it, who looked.

use super::envelopes::{self, Envelope};
use super::{found, status};
use crate::access::Action;
use crate::cases::views::{self, File};
use crate::cx::Cx;
use crate::errors::Result;
use crate::forms::Posted;
use crate::frame::Frame;
use crate::journal::Head;
use crate::papers::Sealing;
use crate::vault::{self, Destruction, Grant, Holder, Look, Note, Refused};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};

/// What the vault knows of a case, without opening anything.
#[derive(Debug, Clone)]
pub struct Known {
    pub(super) grants: Vec<Grant>,
    pub(super) looks: Vec<Look>,
    pub(super) notes: Vec<Note>,
    pub(super) destruction: Option<Destruction>,
    /// Whether this session opens the seal, or why not.
    pub(super) mine: std::result::Result<(), Refused>,
    pub(super) holders: Vec<Holder>,
}

impl Known {
    /// Reads it.
    pub(super) async fn read(cx: &Cx, case: i64) -> Result<Self> {
        let who = cx.keys()?;
        cx.app
            .read(move |tx| {
                Ok(Known {
                    grants: vault::grants(tx, case)?,
                    looks: vault::looks(tx, case)?,
                    notes: vault::notes(tx, case)?,
                    destruction: vault::destruction(tx, case)?,
                    mine: vault::could_open(tx, &who, case)?,
                    holders: vault::holders(tx)?,
                })
            })
            .await
    }

    /// Whether this account is assigned, whatever its session brings.
    pub(super) fn is_assigned(&self, cx: &Cx) -> bool {
        cx.actor.as_ref().is_some_and(|actor| self.grants.iter().any(|g| g.account == actor.id))
    }

    /// Who looked is for those assigned, who answer for it, and for the leaders of the unit.
    pub(super) fn shows_looks(&self, cx: &Cx, unit: &str) -> bool {
        self.is_assigned(cx) || cx.may(Action::AnnulActs, unit)
    }

    /// Whom one assigned could let in: those who may see the case and have a key.
    pub(super) fn candidates<'a>(&'a self, cx: &'a Cx, unit: &'a str) -> impl Iterator<Item = &'a Holder> {
        let sees =
            |h: &&Holder| cx.app.subtrees.reach(cx.app.tree, &h.bindings, Action::SeeCases, cx.today).holds(unit);
        let new = |h: &&Holder| !self.grants.iter().any(|g| g.account == h.account);
        self.holders.iter().filter(new).filter(sees)
    }
}

/// An envelope as the page shows it.
struct Line {
    item: String,
    /// Where a look is asked for.
    action: String,
    /// What the button says.
    button: &'static str,
    label: String,
    act: String,
    seq: u32,
    destroyed: bool,
}

/// A look or a note as the page shows it.
struct Seen {
    when: String,
    who: String,
    what: String,
    why: String,
}

#[derive(Template)]
#[template(path = "sealed/pages/sealed.html")]
struct SealedPage {
    frame: Frame,
    slug: String,
    number: String,
    done: String,
    problem: String,
    way: String,
    reason: String,
    reason_of: String,
    state: &'static str,
    state_text: String,
    lines: Vec<Line>,
    assigned: Vec<(String, String, String)>,
    candidates: Vec<(String, String)>,
    looks: Option<Vec<Seen>>,
    notes: Vec<Seen>,
    destroyed: String,
    may_unassign: bool,
    may_destroy: bool,
}

/// What was asked in vain, and why.
pub(super) struct Vain<'a> {
    pub(super) no: Refused,
    pub(super) reason: &'a str,
    pub(super) of: &'a str,
}

/// `GET /cases/{number}/sealed`.
pub async fn page(cx: Cx, Path(number): Path<String>) -> Result {
    let (head, file, _) = found(&cx, &number).await?;
    show(&cx, &head, &file, None).await
}

/// The page, with what was refused.
pub(super) async fn show(cx: &Cx, head: &Head, file: &File, vain: Option<Vain<'_>>) -> Result {
    let known = Known::read(cx, head.id).await?;
    let lang = cx.lang;
    let lines = envelopes::of(lang, file);
    let label_of = |item: &str| {
        let known = lines.iter().find(|e| e.item == item).map(|e| e.label.clone());
        let paper = || papers(cx, file).find(|p| p.item == item).map(|p| p.label);
        known.or_else(paper).unwrap_or_else(|| lang.t("person.sealed").to_owned())
    };
    let look = |l: &Look| Seen {
        when: lang.instant(l.at_ms),
        who: l.name.clone(),
        what: label_of(&l.item),
        why: l.reason.clone(),
    };
    let note = |n: &Note| Seen {
        when: lang.instant(n.at_ms),
        who: n.name.clone(),
        what: lang.word("sealed_note", &n.what),
        why: match n.what.as_str() {
            "passed" => lang.of_kind("act", file.kept.kind.word(), &n.about),
            _ => n.about.clone(),
        },
    };
    let (state, state_text) = standing(cx, &known);
    let shows = known.shows_looks(cx, &head.unit.0);
    let opens = known.mine.is_ok();
    let done = Posted::from_query(&cx.query).get("done").to_owned();
    let page = SealedPage {
        frame: frame(cx, file, cx.lang.t("sealed.title")),
        slug: views::slug(&head.number),
        number: head.number.clone(),
        done: match done.as_str() {
            "assigned" | "unassigned" | "destroyed" => lang.word("sealed_done", &done),
            _ => String::new(),
        },
        problem: vain.as_ref().map(|v| lang.t(v.no.key()).to_owned()).unwrap_or_default(),
        way: vain.as_ref().map(|v| way(cx, v.no, &known)).unwrap_or_default(),
        reason: vain.as_ref().map(|v| v.reason.to_owned()).unwrap_or_default(),
        reason_of: vain.as_ref().map(|v| v.of.to_owned()).unwrap_or_default(),
        state,
        state_text,
        assigned: known.grants.iter().map(|g| (g.account.clone(), g.name.clone(), lang.instant(g.at_ms))).collect(),
        candidates: match opens {
            true => known.candidates(cx, &head.unit.0).map(|h| (h.account.clone(), named(cx, h))).collect(),
            false => Vec::new(),
        },
        looks: shows.then(|| known.looks.iter().map(look).collect()),
        notes: if shows { known.notes.iter().map(note).collect() } else { Vec::new() },
        destroyed: known.destruction.as_ref().map(|d| told(cx, d)).unwrap_or_default(),
        may_unassign: known.destruction.is_none() && (opens || cx.may(Action::AnnulActs, &head.unit.0)),
        may_destroy: opens && cx.may(Action::AnnulActs, &head.unit.0),
        lines: lines.into_iter().map(|e| line(cx, file, e)).chain(papers(cx, file)).collect(),
    };
    let code = vain.map_or(StatusCode::OK, |v| status(v.no));
    Ok((code, Html(page.render()?)).into_response())
}

fn line(cx: &Cx, file: &File, e: Envelope) -> Line {
    let act = cx.lang.of_kind("act", file.kept.kind.word(), &e.act);
    let action = format!("/cases/{}/sealed/look/{}", views::slug(&file.case().number), e.item);
    Line { item: e.item, action, button: "sealed.look_do", label: e.label, act, seq: e.seq, destroyed: e.destroyed }
}

/// The sealed files of a case, numbered: their names are sealed with them.
fn papers<'a>(cx: &'a Cx, file: &'a File) -> impl Iterator<Item = Line> + 'a {
    let sealed = file.papers.iter().filter(|p| p.sealing != Sealing::Open).enumerate();
    sealed.map(move |(n, paper)| {
        let act = file.case().acts.iter().find(|e| e.seq == paper.seq).map_or("", |e| e.kind.as_str());
        Line {
            item: paper.hash.clone(),
            action: format!("/cases/{}/sealed/papers/{}", views::slug(&file.case().number), paper.hash),
            button: "sealed.paper_open",
            label: paper_label(cx, n, paper.size),
            act: cx.lang.of_kind("act", file.kept.kind.word(), act),
            seq: paper.seq,
            destroyed: paper.sealing == Sealing::Destroyed,
        }
    })
}

fn paper_label(cx: &Cx, n: usize, size: i64) -> String {
    cx.lang.f2("sealed.paper_n", "n", n + 1, "size", cx.lang.size(size))
}

/// The frame of a page under the case.
pub(super) fn frame(cx: &Cx, file: &File, title: &str) -> Frame {
    let (kind, number) = (file.kept.kind.word(), &file.case().number);
    let frame = cx.frame(title).under(cx.lang.word("kind", kind), format!("/cases?kind={kind}"));
    frame.under(number, format!("/cases/{}", views::slug(number))).here(title)
}

/// Where this reader stands, in a word and a sentence.
fn standing(cx: &Cx, known: &Known) -> (&'static str, String) {
    let word = match known.mine {
        Ok(()) => "open",
        Err(Refused::Destroyed) => "destroyed",
        Err(Refused::SignInAgain) => "sign_in",
        Err(Refused::Unknown) => "nothing",
        Err(Refused::NotAssigned) => "not_assigned",
        Err(_) => "damaged",
    };
    (word, cx.lang.word("sealed_state", word))
}

/// What can be done about a refusal, and by whom.
fn way(cx: &Cx, no: Refused, known: &Known) -> String {
    match no {
        Refused::NotAssigned if !known.grants.is_empty() => {
            let names: Vec<&str> = known.grants.iter().map(|g| g.name.as_str()).collect();
            cx.lang.f1("sealed.ask", "names", names.join(", "))
        }
        _ => String::new(),
    }
}

/// A person with their roles, to be chosen.
fn named(cx: &Cx, holder: &Holder) -> String {
    let role = |b: &crate::accounts::Binding| {
        let unit = crate::units::name_of(cx.lang, cx.app.tree, &b.unit.0, cx.today);
        format!("{}, {unit}", cx.lang.word("role", b.role.word()))
    };
    let roles: Vec<String> = holder.bindings.iter().map(role).collect();
    format!("{} ({})", holder.name, roles.join("; "))
}

/// The end of a key in words.
pub(super) fn told(cx: &Cx, end: &Destruction) -> String {
    cx.lang.with(
        "sealed.destroyed",
        &[("when", cx.lang.instant(end.at_ms)), ("who", end.name.clone()), ("why", end.why.clone())],
    )
}
