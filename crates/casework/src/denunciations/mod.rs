//! Tố cáo: denunciations from receipt to the conclusion carried out (Luật Tố cáo 2018).
//!
//! `acts` says what a paper holds, `procedure` which paper may follow which, `rules`
//! the irregular articles, `clocks` what is irregular in what is due, `ledger` what is
//! counted. The denouncer stands in none of them: acts carry the names of envelopes.

pub mod acts;
pub mod clocks;
mod competence;
pub mod ledger;
pub mod procedure;
pub mod refusals;
pub mod rules;
pub mod standing;

pub use crate::procedure::effective;
pub use acts::{Act, ActKind};
pub use competence::settles;
pub use standing::{Standing, standing};

use crate::procedure::{Kind, Question, Shown, refusals::Sentence};
use crate::{Posting, Refusal};
use jiff::civil::Date;
use law::{Count, Term};

/// Hồ sơ tố cáo.
pub type Case = crate::Case<Denunciation>;
/// Văn bản trong hồ sơ tố cáo.
pub type Entry = crate::Entry<Act>;

/// Tố cáo, as a kind of case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Denunciation;

crate::choices! {
    /// Luật áp dụng cho cả vụ việc.
    pub enum Regime {
        /// Luật Tố cáo 2018, with what Luật 136/2025/QH15 changed in it from 01/07/2026.
        Ltc2018 = "LTC2018",
    }
}

type File<'a> = crate::procedure::File<'a, Denunciation>;

impl Kind for Denunciation {
    const WORD: &'static str = "denunciation";
    const OPENING: ActKind = ActKind::Receipt;
    const PLAIN: procedure::Variant = procedure::Variant::Plain;
    const ALWAYS: procedure::When = procedure::When::Always;
    const CLASSES: &'static [&'static str] = &["first", "continued"];
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
        standing(case)
    }
    fn is_closed(standing: Standing) -> bool {
        standing.is_closed()
    }
    fn figures(file: &File) -> Vec<Posting> {
        ledger::figures(file)
    }
    fn shown(case: &Case) -> Shown {
        let acts = effective(&case.acts);
        let Some(receipt) = clocks::receipt_of(&acts) else { return Shown::default() };
        let links = [("matter", &receipt.matter), ("from", &receipt.source_case), ("earlier", &receipt.earlier)];
        let bodies = receipt.accused.iter().filter_map(|a| a.organisation.clone());
        Shown {
            sealed: true,
            title: receipt.title.clone(),
            class: ledger::class(receipt).to_owned(),
            manner: receipt.source.map_or("", acts::Source::word).to_owned(),
            field: receipt.field.map_or("", acts::Field::word).to_owned(),
            words: bodies.chain(receipt.sender_body.clone()).collect(),
            links: links.into_iter().filter_map(|(how, to)| Some((how, to.clone()?))).collect(),
        }
    }
    fn refuse(q: &Question<Self>) -> Result<(), Refusal> {
        rules::refuse(q)
    }
    fn warn(q: &Question<Self>) -> Vec<Refusal> {
        rules::warn(q)
    }
    fn held(acts: &[Entry], kind: ActKind, on: Date) -> Option<&'static str> {
        rules::held(acts, kind, on)
    }
    fn may_come_late(kind: ActKind) -> bool {
        use ActKind::{Continuation, Extension, Suspension, Termination};
        !matches!(kind, Termination | Extension | Suspension | Continuation)
    }
    fn offered(_: &Case, acts: &[Entry], kind: ActKind, today: Date) -> bool {
        rules::offered(acts, kind, today)
    }
    fn asked(file: &File, rule: &procedure::DeadlineRule, opener: &Entry) -> bool {
        clocks::asked(file, rule, opener)
    }
    fn variant(file: &File, rule: &procedure::DeadlineRule, _: &Entry) -> &'static str {
        clocks::variant(file, rule)
    }
    fn counted_from(_: &File, rule: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        clocks::counted_from(rule, opener)
    }
    fn lasted_until(_: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        clocks::display(opener).and_then(|d| d.until)
    }
    fn lengths(file: &File, rule: &procedure::DeadlineRule, term: &Term) -> Vec<(i64, Count)> {
        clocks::lengths(file, rule, term)
    }
    fn pauses(
        file: &File,
        rule: &procedure::DeadlineRule,
        from: Date,
        met: Option<&Entry>,
    ) -> Vec<(Date, Option<Date>)> {
        clocks::pauses(file, rule, from, met)
    }
    fn meets(_: &File, rule: &procedure::DeadlineRule, _: &Entry, act: &Entry) -> bool {
        clocks::meets(rule, act)
    }
    fn lapsed(file: &File, rule: &procedure::DeadlineRule) -> Option<&'static str> {
        clocks::lapsed(file, rule)
    }
    fn condition(rule: &procedure::DeadlineRule, lang: &str) -> &'static str {
        clocks::condition(rule, lang == "en")
    }
    fn lengthened_by(rule: &procedure::DeadlineRule) -> &'static [&'static str] {
        match rule.variant {
            procedure::Variant::Settlement => &["denunciation.extension"],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests;
