//! Thanh tra: inspections from decision to published conclusion.
//!
//! `acts` says what a paper holds, `procedure` which paper may follow which,
//! `rules` the irregular articles, `clocks` what is due, `ledger` what is counted.
//! [`open`] and [`record`] are the only gates; everything else is a total
//! function of the acts.

pub mod acts;
pub mod clocks;
pub mod docs;
pub mod indicators;
pub mod ledger;
pub mod procedure;
pub mod record;
pub mod refusals;
pub mod rules;
pub mod standing;

pub use acts::{Act, ActKind, Class, Decision, Manner};
pub use clocks::deadlines;
pub use ledger::postings;
pub use record::{Ground, Outcome, Permitted, effective, open, permitted, record};
pub use standing::{Standing, standing};

/// Hồ sơ thanh tra.
pub type Case = crate::Case<Act, Regime>;
/// Văn bản trong hồ sơ thanh tra.
pub type Entry = crate::Entry<Act>;

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

impl crate::Case<Act, Regime> {
    /// The decision as it stands after any rectification.
    pub fn decision(&self) -> Option<(u32, jiff::civil::Date, Decision)> {
        effective(&self.acts).into_iter().find_map(|e| match e.act {
            Act::Decision(decision) => Some((e.seq, e.on, decision)),
            _ => None,
        })
    }

    /// Whether an act has been annulled, and by which act.
    pub fn annulled_by(&self, seq: u32) -> Option<u32> {
        self.acts.iter().find_map(|e| match &e.act {
            Act::Annulment(a) if a.target == seq => Some(e.seq),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
