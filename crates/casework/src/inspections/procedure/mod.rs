//! Trình tự: which act may follow which, who signs it, under which article, and
//! which clocks it starts. One table per law; no dates inside rules.

mod ltt2010;
mod ltt2022;
mod ltt2025;

use super::acts::ActKind;
use super::{Inspection, Regime};

/// One act of the procedure.
pub type ActRule = crate::procedure::ActRule<Inspection>;
/// One clock of the procedure.
pub type DeadlineRule = crate::procedure::DeadlineRule<Inspection>;
/// The procedure of one law.
pub type Procedure = crate::procedure::Procedure<Inspection>;

/// Which variant of a term applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// One number for all.
    Plain,
    /// Longer where the inspection is complex.
    ByComplexity,
    /// TTCP's conclusions: the Prime Minister has longer.
    ByGi,
    /// The whole length of the inspection: own days, extensions, pauses.
    Duration,
}

/// When a deadline is asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Only planned inspections.
    Planned,
    /// Not for ad hoc inspections.
    NotAdHoc,
    /// Only when a supervisor was named.
    Supervised,
    /// Only suspensions the entity asked for.
    EntityRequest,
    /// Only displays on the portal.
    PortalShown,
    /// Once for each conclusion, though its publication or sending comes in parts.
    FirstOfItsConclusion,
    /// Planned inspections whose first on-site day is named and still ahead.
    PlannedAhead,
    /// Announcements whose day is named and still ahead.
    NoticeAhead,
    /// Only where the state head asked for changes.
    ChangesAsked,
}

/// A clock that the conclusion ends, as most do.
const fn due(name: &'static str, opened_by: ActKind, met_by: &'static [ActKind], term: &'static str) -> DeadlineRule {
    DeadlineRule::new(name, opened_by, met_by, term).superseded_by(&[ActKind::Conclusion])
}

/// A bar on power: after two years no re-inspection.
const fn bar(name: &'static str, opened_by: ActKind, term: &'static str) -> DeadlineRule {
    DeadlineRule::new(name, opened_by, &[], term).bar()
}

/// A display that must last.
const fn display(name: &'static str, term: &'static str) -> DeadlineRule {
    DeadlineRule::new(name, ActKind::Publication, &[], term).display().when(When::PortalShown)
}

/// The procedure a case runs under.
pub fn of(regime: Regime) -> &'static Procedure {
    match regime {
        Regime::Ltt2010 => &ltt2010::PROCEDURE,
        Regime::Ltt2022 => &ltt2022::PROCEDURE,
        Regime::Ltt2025 => &ltt2025::PROCEDURE,
    }
}
