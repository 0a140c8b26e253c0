//! Tiếp công dân: one turn at the reception desk, from registration to what came of it.
//!
//! A turn (lượt tiếp) is a case: who came is kept outside it, what was said, given,
//! guided or passed on stands in it. A letter taken at the desk goes on as a petition,
//! which names this case as its source.

pub mod acts;
mod clocks;
mod ledger;
pub mod procedure;
pub mod queue;
pub mod refusals;
mod rules;
pub mod standing;

pub use acts::{Act, ActKind, Host, Registration};
pub use standing::Standing;

use crate::petitions::{MatterField, PetitionKind};
use crate::procedure::{Kind, Question, Shown, refusals::Sentence};
use crate::{Posting, Refusal};
use jiff::civil::Date;

/// Hồ sơ lượt tiếp.
pub type Case = crate::Case<Reception>;
/// Văn bản trong hồ sơ lượt tiếp.
pub type Entry = crate::Entry<Act>;
type File<'a> = crate::procedure::File<'a, Reception>;

/// Who received, for lists.
const MANNERS: &[&str] = &["regular", "by_head", "by_delegate"];

fn manner(host: Host) -> &'static str {
    MANNERS[host as usize]
}

/// Lượt tiếp công dân, as a kind of case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reception;

crate::choices! {
    /// Luật áp dụng.
    pub enum Regime {
        /// Luật Tiếp công dân 2013.
        Ltcd2013 = "LTCD2013",
    }
}

impl Kind for Reception {
    const WORD: &'static str = "reception";
    const OPENING: ActKind = ActKind::Registration;
    const PLAIN: procedure::Variant = procedure::Variant::Plain;
    const ALWAYS: procedure::When = procedure::When::Always;
    const CLASSES: &'static [&'static str] = crate::petitions::CLASSES;
    const MANNERS: &'static [&'static str] = MANNERS;
    const SENTENCES: &'static [Sentence] = refusals::ALL;
    type Act = Act;
    type Regime = Regime;
    type Standing = Standing;
    type Variant = procedure::Variant;
    type When = procedure::When;

    fn procedure(_: Regime) -> &'static procedure::Procedure {
        &procedure::LTCD2013
    }
    fn standing(case: &Case) -> Standing {
        standing::standing(case)
    }
    fn is_closed(standing: Standing) -> bool {
        standing.is_closed()
    }
    fn figures(file: &File) -> Vec<Posting> {
        ledger::figures(file)
    }
    fn shown(case: &Case) -> Shown {
        shown(case)
    }
    fn refuse(q: &Question<Self>) -> Result<(), Refusal> {
        rules::refuse(q)
    }
    fn warn(q: &Question<Self>) -> Vec<Refusal> {
        rules::warn(q)
    }
    fn held(acts: &[Entry], kind: ActKind, _: Date) -> Option<&'static str> {
        rules::held(acts, kind)
    }
    fn offered(_: &Case, acts: &[Entry], kind: ActKind, _: Date) -> bool {
        rules::fits(acts, kind).is_ok()
    }
    fn asked(file: &File, rule: &procedure::DeadlineRule, opener: &Entry) -> bool {
        clocks::asked(file, rule, opener)
    }
    fn counted_from(_: &File, _: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        clocks::meeting(opener)
    }
    fn meets(_: &File, rule: &procedure::DeadlineRule, opener: &Entry, act: &Entry) -> bool {
        clocks::meets(rule, opener, act)
    }
    fn condition(rule: &procedure::DeadlineRule, lang: &str) -> &'static str {
        clocks::condition(rule, lang == "en")
    }
}

fn shown(case: &Case) -> Shown {
    let Some(Entry { act: Act::Registration(r), .. }) = case.opening() else { return Shown::default() };
    let acts = crate::procedure::effective(&case.acts);
    let links = [("matter", r.matter.clone()), ("earlier", r.earlier.clone())];
    Shown {
        class: acts::kind_of(&acts).map_or("unclassified", PetitionKind::word).to_owned(),
        manner: manner(r.host).to_owned(),
        field: acts::field_of(&acts).map_or("", MatterField::word).to_owned(),
        words: [&r.session, &r.presider].into_iter().flatten().cloned().collect(),
        links: links.into_iter().filter_map(|(name, to)| to.map(|to| (name, to))).collect(),
        sealed: acts::kind_of(&acts) == Some(PetitionKind::Denunciation),
        title: r.title.clone(),
    }
}

#[cfg(test)]
mod tests;
