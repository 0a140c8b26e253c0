//! Thanh tra: inspections from decision to published conclusion.
//!
//! `acts` says what a paper holds, `procedure` which paper may follow which,
//! `rules` the irregular articles, `clocks` what is irregular in what is due, `ledger`
//! what is counted. [`open`] and [`record`] are the only gates; everything else is a
//! total function of the acts.

pub mod acts;
pub mod clocks;
pub mod funnel;
pub mod indicators;
pub mod ledger;
pub mod procedure;
pub mod refusals;
pub mod rules;
pub mod standing;

pub use crate::procedure::{Ground, deadlines, effective, open, permitted, postings, record};
pub use acts::{Act, ActKind, Class, Decision, Manner};
pub use standing::{Standing, standing};

use crate::procedure::{Kind, Question, Shown, refusals::Sentence};
use crate::{Deadline, Posting, Refusal};
use jiff::civil::Date;
use law::{Count, Status, Term};

/// Hồ sơ thanh tra.
pub type Case = crate::Case<Inspection>;
/// Văn bản trong hồ sơ thanh tra.
pub type Entry = crate::Entry<Act>;
/// What recording an act brought about.
pub type Outcome = crate::procedure::Outcome<Inspection>;
/// A next act the law permits.
pub type Permitted = crate::procedure::Permitted<Inspection>;

/// Thanh tra, as a kind of case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inspection;

crate::choices! {
    /// Luật áp dụng cho cả cuộc thanh tra.
    pub enum Regime {
        /// Luật Thanh tra 2010.
        Ltt2010 = "LTT2010",
        /// Luật Thanh tra 2022.
        Ltt2022 = "LTT2022",
        /// Luật Thanh tra 2025.
        Ltt2025 = "LTT2025",
    }
}

type File<'a> = crate::procedure::File<'a, Inspection>;

impl Kind for Inspection {
    const WORD: &'static str = "inspection";
    const OPENING: ActKind = ActKind::Decision;
    const PLAIN: procedure::Variant = procedure::Variant::Plain;
    const ALWAYS: procedure::When = procedure::When::Always;
    const CLASSES: &'static [&'static str] = Class::WORDS;
    const MANNERS: &'static [&'static str] = Manner::WORDS;
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
        ledger::figures(&file.case.number, file.acts)
    }
    fn shown(case: &Case) -> Shown {
        let Some((_, _, decision)) = case.decision() else { return Shown::default() };
        let words = decision.subjects.into_iter().flat_map(|s| [s.name, s.id.unwrap_or_default()]);
        Shown {
            words: words.collect(),
            links: Vec::new(),
            sealed: false,
            title: decision.title,
            class: decision.class.word().to_owned(),
            manner: decision.manner.word().to_owned(),
            field: decision.field.unwrap_or_default(),
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
    fn ends(act: &Act) -> bool {
        !rules::is_partial(act)
    }
    fn may_come_late(kind: ActKind) -> bool {
        !matches!(kind, ActKind::Termination | ActKind::Extension | ActKind::Suspension)
    }
    fn offered(case: &Case, acts: &[Entry], kind: ActKind, today: Date) -> bool {
        match kind {
            ActKind::Resumption => rules::suspended_since(acts, today).is_some(),
            ActKind::ConclusionCorrection => !acts.iter().any(|e| e.act.kind() == ActKind::Publication),
            ActKind::Conclusion => rules::may_conclude(case.regime, acts),
            _ => true,
        }
    }
    fn grounds_regime(opening: &Act) -> bool {
        matches!(opening, Act::Decision(d) if d.regime_ground.is_some())
    }
    fn asked(file: &File, rule: &procedure::DeadlineRule, opener: &Entry) -> bool {
        clocks::asked(file, rule, opener)
    }
    fn variant(file: &File, rule: &procedure::DeadlineRule, opener: &Entry) -> &'static str {
        clocks::variant(file, rule, opener)
    }
    fn counted_from(_: &File, rule: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        match rule.binds {
            crate::deadlines::Binds::Lead => clocks::planned(opener),
            crate::deadlines::Binds::AtLeastUntil => clocks::portal(opener).and_then(|d| d.from),
            _ => None,
        }
    }
    fn lasted_until(_: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        clocks::portal(opener).and_then(|d| d.until)
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
    fn lapsed(file: &File, _: &procedure::DeadlineRule) -> Option<&'static str> {
        clocks::lapsed(file)
    }
    fn status(file: &File, rule: &procedure::DeadlineRule, term: &Term) -> Status {
        clocks::status(file, rule, term)
    }
    fn condition(rule: &procedure::DeadlineRule, lang: &str) -> &'static str {
        clocks::condition(rule, lang == "en")
    }
    fn lengthened_by(rule: &procedure::DeadlineRule) -> &'static [&'static str] {
        match rule.variant {
            procedure::Variant::Duration => &["inspection.extension", "inspection.duration_total"],
            _ => &[],
        }
    }
    fn settle(file: &File, rule: &procedure::DeadlineRule, deadlines: &mut Vec<Deadline>) {
        clocks::settle(file, rule, deadlines);
    }
}

impl Case {
    /// The decision as it stands after any rectification.
    pub fn decision(&self) -> Option<(u32, Date, Decision)> {
        effective(&self.acts).into_iter().find_map(|e| match e.act {
            Act::Decision(decision) => Some((e.seq, e.on, decision)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
