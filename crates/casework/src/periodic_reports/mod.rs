//! Báo cáo định kỳ: one report of one unit for one period, from draft to seal.
//!
//! The figures themselves are sheets ([`crate::reports`]); here stands what offices do
//! with them: compute, explain, send, send back, accept, seal. Every step is an act with
//! its signer, so a report has the same chain, deadlines and rights as any case.

pub mod acts;
mod ledger;
pub mod procedure;
pub mod refusals;
mod rules;
pub mod standing;

pub use acts::{About, Act, ActKind, Computation, Declaration, Draft, Seal};
pub use standing::Standing;

use crate::procedure::{Kind, Question, Shown, refusals::Sentence};
use crate::{Posting, Refusal};
use jiff::civil::Date;

/// Hồ sơ báo cáo.
pub type Case = crate::Case<PeriodicReport>;
/// Văn bản trong hồ sơ báo cáo.
pub type Entry = crate::Entry<Act>;
type File<'a> = crate::procedure::File<'a, PeriodicReport>;

/// Báo cáo định kỳ, as a kind of case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PeriodicReport;

crate::choices! {
    /// Thông tư áp dụng, by the last day of the period.
    pub enum Regime {
        /// Thông tư 03/2013/TT-TTCP.
        Tt03Of2013 = "TT03-2013",
        /// Thông tư 02/2021/TT-TTCP.
        Tt02Of2021 = "TT02-2021",
        /// Thông tư 01/2024/TT-TTCP.
        Tt01Of2024 = "TT01-2024",
        /// Thông tư 06/2025/TT-TTCP.
        Tt06Of2025 = "TT06-2025",
    }
}

impl Kind for PeriodicReport {
    const WORD: &'static str = "report";
    const OPENING: ActKind = ActKind::Draft;
    const PLAIN: procedure::Variant = procedure::Variant::Plain;
    const ALWAYS: procedure::When = procedure::When::Always;
    const CLASSES: &'static [&'static str] = About::WORDS;
    const SENTENCES: &'static [Sentence] = refusals::ALL;
    type Act = Act;
    type Regime = Regime;
    type Standing = Standing;
    type Variant = procedure::Variant;
    type When = procedure::When;

    fn procedure(regime: Regime) -> &'static procedure::Procedure {
        match regime {
            Regime::Tt03Of2013 => &procedure::TT03_2013,
            Regime::Tt02Of2021 => &procedure::TT02_2021,
            Regime::Tt01Of2024 => &procedure::TT01_2024,
            Regime::Tt06Of2025 => &procedure::TT06_2025,
        }
    }
    fn standing(case: &Case) -> Standing {
        standing::standing(case)
    }
    fn is_closed(standing: Standing) -> bool {
        standing == Standing::Sealed
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
    fn is_made(kind: ActKind) -> bool {
        use ActKind::{Computation, Declaration, Draft, Narrative, Seal};
        matches!(kind, Draft | Computation | Declaration | Narrative | Seal)
    }
    fn law_day(opening: &Entry) -> Date {
        last_day(opening)
    }
    fn counted_from(_: &File, _: &procedure::DeadlineRule, opener: &Entry) -> Option<Date> {
        Some(last_day(opener))
    }
    fn asked(file: &File, rule: &procedure::DeadlineRule, _: &Entry) -> bool {
        let sent = || acts::draft_of(file.acts).is_some_and(|d| d.to_unit.is_some());
        rule.when == procedure::When::Always || sent()
    }
    fn condition(rule: &procedure::DeadlineRule, lang: &str) -> &'static str {
        match (rule.when, lang) {
            (procedure::When::Always, _) => "",
            (procedure::When::Sent, "en") => " (from the last day of the period; not for the highest body)",
            (procedure::When::Sent, _) => " (từ ngày cuối kỳ; trừ cấp cao nhất)",
        }
    }
}

/// The last day of the period of a draft; of any other act its own.
fn last_day(entry: &Entry) -> Date {
    if let Act::Draft(d) = &entry.act { d.until } else { entry.on }
}

fn shown(case: &Case) -> Shown {
    let Some(Entry { act: Act::Draft(d), .. }) = case.opening() else { return Shown::default() };
    Shown {
        title: d.title.clone(),
        class: d.about.word().to_owned(),
        words: vec![d.period.clone()],
        ..Shown::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::scenario::tests::of_kind!("periodic_reports", PeriodicReport);
}
