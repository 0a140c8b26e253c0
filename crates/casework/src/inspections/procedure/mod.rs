//! Trình tự: which act may follow which, who signs it, under which article, and
//! which clocks it starts. One table per law; no dates inside rules.

mod ltt2010;
mod ltt2022;
mod ltt2025;

use super::Regime;
use super::acts::ActKind;
use crate::Role;
use crate::deadlines::Binds;
use law::Citation;

/// One act of the procedure.
#[derive(Debug, Clone, Copy)]
pub struct ActRule {
    /// The act.
    pub act: ActKind,
    /// Number of the instrument that orders it.
    pub instrument: &'static str,
    /// Its article there.
    pub article: &'static str,
    /// In which capacity it is signed.
    pub by: Role,
    /// Who else may sign it.
    pub also: &'static [Role],
    /// At least one of these must be in the file, dated no later. Empty: none needed.
    pub after: &'static [ActKind],
    /// Once one of these is in the file the act comes too late.
    pub until: &'static [ActKind],
    /// Only once in a case.
    pub once: bool,
}

impl ActRule {
    /// The provision as a citation.
    pub fn law(&self) -> Citation {
        Citation::new(self.instrument, self.article)
    }

    const fn new(
        instrument: &'static str,
        act: ActKind,
        article: &'static str,
        by: Role,
        after: &'static [ActKind],
    ) -> Self {
        Self { act, instrument, article, by, also: &[], after, until: &[], once: false }
    }

    /// Whether it may be signed in this capacity.
    pub fn may_sign(&self, role: Role) -> bool {
        self.by == role || self.also.contains(&role)
    }

    const fn also(mut self, roles: &'static [Role]) -> Self {
        self.also = roles;
        self
    }

    const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    const fn until(mut self, until: &'static [ActKind]) -> Self {
        self.until = until;
        self
    }
}

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

/// One clock of the procedure.
#[derive(Debug, Clone, Copy)]
pub struct DeadlineRule {
    /// Name in catalogues and scenarios.
    pub name: &'static str,
    /// The act that starts it (for a lead: the event it runs back from).
    pub opened_by: ActKind,
    /// The act that meets it.
    pub met_by: Option<ActKind>,
    /// Key of its term.
    pub term: &'static str,
    /// Which value of the term.
    pub variant: Variant,
    /// Which way it binds.
    pub binds: Binds,
    /// When it is asked.
    pub when: When,
    /// Once this act is in the file, an unmet deadline is no longer asked.
    pub superseded_by: Option<ActKind>,
    /// A cap or a bar on power: roll-over does not stretch it.
    pub never_rolls: bool,
}

impl DeadlineRule {
    const fn new(name: &'static str, opened_by: ActKind, met_by: ActKind, term: &'static str) -> Self {
        Self {
            name,
            opened_by,
            met_by: Some(met_by),
            term,
            variant: Variant::Plain,
            binds: Binds::NotAfter,
            when: When::Always,
            superseded_by: Some(ActKind::Conclusion),
            never_rolls: false,
        }
    }

    const fn variant(mut self, variant: Variant) -> Self {
        self.variant = variant;
        self
    }

    const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }

    const fn superseded_by(mut self, act: ActKind) -> Self {
        self.superseded_by = Some(act);
        self
    }

    const fn lead(mut self) -> Self {
        self.binds = Binds::Lead;
        self
    }

    const fn stays(mut self) -> Self {
        self.superseded_by = None;
        self
    }

    const fn cap(mut self) -> Self {
        self.never_rolls = true;
        self
    }

    /// A bar on power: after two years no re-inspection.
    const fn bar(name: &'static str, opened_by: ActKind, term: &'static str) -> Self {
        let mut rule = Self::new(name, opened_by, ActKind::Annulment, term);
        rule.met_by = None;
        rule.binds = Binds::Bar;
        rule.never_rolls = true;
        rule.stays()
    }

    /// A display that must last.
    const fn display(name: &'static str, term: &'static str) -> Self {
        let mut rule = Self::new(name, ActKind::Publication, ActKind::Annulment, term);
        rule.met_by = None;
        rule.binds = Binds::AtLeastUntil;
        rule.never_rolls = true;
        rule.when = When::PortalShown;
        rule.stays()
    }
}

/// The procedure of one law.
#[derive(Debug, Clone, Copy)]
pub struct Procedure {
    /// Its law.
    pub regime: Regime,
    /// Acts in the law's order.
    pub acts: &'static [ActRule],
    /// Clocks in the order they start.
    pub deadlines: &'static [DeadlineRule],
}

impl Procedure {
    /// The row of an act, if the law knows it.
    pub fn act(&self, kind: ActKind) -> Option<&'static ActRule> {
        self.acts.iter().find(|rule| rule.act == kind)
    }
}

/// The procedure a case runs under.
pub fn of(regime: Regime) -> &'static Procedure {
    match regime {
        Regime::Ltt2010 => &ltt2010::PROCEDURE,
        Regime::Ltt2022 => &ltt2022::PROCEDURE,
        Regime::Ltt2025 => &ltt2025::PROCEDURE,
    }
}
