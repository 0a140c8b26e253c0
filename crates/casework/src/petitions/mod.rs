//! Xử lý đơn: petitions from receipt to the outcome of their processing.
//!
//! A petition is one letter in one office: received, found eligible, classified, then
//! guided, passed on, returned, urged, kept on file, or taken into competence. What is
//! settled afterwards is a complaint or denunciation, another kind of case.
//! [`trail`] looks over many petitions of one matter.

pub mod acts;
mod clocks;
mod ledger;
pub mod procedure;
pub mod refusals;
mod rules;
pub mod standing;
pub mod trail;

pub use acts::{Act, ActKind, Competence, MatterField, PetitionKind, Receipt};
pub use standing::Standing;

use crate::procedure::{Kind, Question, Shown, refusals::Sentence};
use crate::{Posting, Refusal};
use jiff::civil::Date;

/// Hồ sơ đơn.
pub type Case = crate::Case<Petition>;
/// Văn bản trong hồ sơ đơn.
pub type Entry = crate::Entry<Act>;
type File<'a> = crate::procedure::File<'a, Petition>;

/// What a petition or what was said at the desk is, for lists.
pub const CLASSES: &[&str] = &["complaint", "denunciation", "feedback", "unclassified"];

/// Đơn, as a kind of case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Petition;

crate::choices! {
    /// Thông tư về xử lý đơn áp dụng cho cả hồ sơ.
    pub enum Regime {
        /// Thông tư 07/2014/TT-TTCP.
        Tt07Of2014 = "TT07-2014",
        /// Thông tư 05/2021/TT-TTCP.
        Tt05Of2021 = "TT05-2021",
    }
}

impl Kind for Petition {
    const WORD: &'static str = "petition";
    const OPENING: ActKind = ActKind::Receipt;
    const PLAIN: procedure::Variant = procedure::Variant::Plain;
    const ALWAYS: procedure::When = procedure::When::Always;
    const CLASSES: &'static [&'static str] = CLASSES;
    const MANNERS: &'static [&'static str] = acts::Source::WORDS;
    const SENTENCES: &'static [Sentence] = refusals::ALL;
    type Act = Act;
    type Regime = Regime;
    type Standing = Standing;
    type Variant = procedure::Variant;
    type When = procedure::When;

    fn procedure(regime: Regime) -> &'static procedure::Procedure {
        procedure::of(regime)
    }
    fn standing(case: &Case) -> Standing {
        standing::standing(case)
    }
    fn is_closed(standing: Standing) -> bool {
        standing.is_closed()
    }
    fn figures(file: &File) -> Vec<Posting> {
        ledger::figures(&file.case.number, file.acts)
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
    fn offered(_: &Case, acts: &[Entry], kind: ActKind, today: Date) -> bool {
        rules::fits(acts, kind, today).is_ok()
    }
    fn asked(file: &File, rule: &procedure::DeadlineRule, _: &Entry) -> bool {
        clocks::asked(file, rule)
    }
    fn variant(file: &File, rule: &procedure::DeadlineRule, _: &Entry) -> &'static str {
        clocks::variant(file, rule)
    }
    fn meets(file: &File, rule: &procedure::DeadlineRule, _: &Entry, act: &Entry) -> bool {
        clocks::meets(file, rule, act)
    }
    fn condition(rule: &procedure::DeadlineRule, lang: &str) -> &'static str {
        clocks::condition(rule, lang == "en")
    }
}

fn shown(case: &Case) -> Shown {
    let Some(Entry { act: Act::Receipt(receipt), .. }) = case.opening() else { return Shown::default() };
    let acts = crate::procedure::effective(&case.acts);
    let class = acts::kind_of(&acts).map_or("unclassified", PetitionKind::word);
    let field = acts::field_of(&acts).map_or("", MatterField::word);
    let links = [
        ("matter", acts::matter_of(&acts).cloned()),
        ("from", receipt.source_case.clone()),
        ("earlier", receipt.repeats.clone()),
    ];
    let words = [&receipt.source_body, &receipt.source_number, &receipt.against];
    Shown {
        class: class.to_owned(),
        manner: receipt.source.word().to_owned(),
        field: field.to_owned(),
        words: words.into_iter().flatten().cloned().collect(),
        links: links.into_iter().filter_map(|(name, to)| to.map(|to| (name, to))).collect(),
        sealed: acts::kind_of(&acts) == Some(PetitionKind::Denunciation),
        title: receipt.title.clone(),
    }
}

#[cfg(test)]
mod tests;
