//! Khiếu nại: complaints from receipt to the execution of the decision, each instance a
//! case of its own.
//!
//! `acts` says what a paper holds, `procedure` which paper may follow which, `rules` the
//! irregular articles, `competence` who settles, `clocks` what is irregular in what is
//! due, `ledger` what is counted. Must never hold a name: people and letters lie in the
//! vault, acts carry only their envelopes.

pub mod acts;
pub mod clocks;
pub mod competence;
mod ledger;
pub mod procedure;
pub mod refusals;
mod rules;
mod standing;

pub use acts::{Act, ActKind};
pub use competence::{Competence, Who, competent};
pub use ledger::{Debt, balance};
pub use standing::{Standing, standing};

use crate::procedure::{Kind, Question, Shown, effective, refusals::Sentence};
use crate::{Deadline, Posting, Refusal};
use jiff::civil::Date;

/// Hồ sơ giải quyết khiếu nại.
pub type Case = crate::Case<Complaint>;
/// Văn bản trong hồ sơ khiếu nại.
pub type Entry = crate::Entry<Act>;

/// Khiếu nại, as a kind of case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complaint;

crate::choices! {
    /// Luật áp dụng.
    pub enum Regime {
        /// Luật Khiếu nại 2011, kể cả sửa đổi.
        Lkn2011 = "LKN2011",
    }
}

impl Kind for Complaint {
    const WORD: &'static str = "complaint";
    const OPENING: ActKind = ActKind::ComplaintReceipt;
    const PLAIN: procedure::Variant = procedure::Variant::Plain;
    const ALWAYS: procedure::When = procedure::When::Always;
    const CLASSES: &'static [&'static str] = &["first_complaint", "second_complaint"];
    const MANNERS: &'static [&'static str] = acts::Against::WORDS;
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
    fn figures(file: &clocks::File) -> Vec<Posting> {
        ledger::figures(file)
    }
    fn shown(case: &Case) -> Shown {
        let acts = effective(&case.acts);
        let Some(receipt) = clocks::receipt_of(&acts).cloned() else { return Shown::default() };
        let links = [("matter", receipt.matter), ("from", receipt.source_case), ("first", receipt.first_case)];
        let words = [receipt.respondent, receipt.contested, receipt.first_decision, receipt.transferred_by];
        Shown {
            title: receipt.title,
            class: format!("{}_complaint", receipt.instance),
            manner: receipt.against.word().to_owned(),
            field: receipt.field.map_or("", acts::Domain::word).to_owned(),
            words: words.into_iter().flatten().collect(),
            sealed: false,
            links: links.into_iter().filter_map(|(way, number)| Some((way, number?))).collect(),
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
        rules::may_come_late(kind)
    }
    fn offered(case: &Case, acts: &[Entry], kind: ActKind, today: Date) -> bool {
        rules::offered(case, acts, kind, today)
    }
    fn asked(file: &clocks::File, rule: &procedure::DeadlineRule, opener: &Entry) -> bool {
        clocks::asked(file, rule, opener)
    }
    fn variant(file: &clocks::File, rule: &procedure::DeadlineRule, opener: &Entry) -> &'static str {
        clocks::variant(file, rule, opener)
    }
    fn counted_from(file: &clocks::File, rule: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        clocks::counted_from(file, rule, opener)
    }
    fn lasted_until(_: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        clocks::showing(opener).and_then(|s| s.until)
    }
    fn pauses(
        file: &clocks::File,
        rule: &procedure::DeadlineRule,
        from: Date,
        met: Option<&Entry>,
    ) -> Vec<(Date, Option<Date>)> {
        clocks::pauses(file, rule, from, met)
    }
    fn meets(_: &clocks::File, rule: &procedure::DeadlineRule, _: &Entry, act: &Entry) -> bool {
        clocks::meets(rule, act)
    }
    fn lapsed(file: &clocks::File, rule: &procedure::DeadlineRule) -> Option<&'static str> {
        clocks::lapsed(file, rule)
    }
    fn condition(rule: &procedure::DeadlineRule, lang: &str) -> &'static str {
        clocks::condition(rule, lang == "en")
    }
    fn settle(_: &clocks::File, rule: &procedure::DeadlineRule, deadlines: &mut Vec<Deadline>) {
        clocks::settle(rule, deadlines);
    }
}

#[cfg(test)]
mod tests;
