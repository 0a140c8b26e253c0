//! Trình tự: how every kind of case runs, whatever its law.
//!
//! A kind of case ([`Kind`]) gives its acts, its tables (which act may follow
//! which, who signs it, under which article, which clocks it starts) and its
//! irregular articles; everything that is the same for all of them — order,
//! annulment, rectification, deadlines with their proof, what an act adds to the
//! figures — stands here once. Must know no kind by name.

mod clocks;
pub mod docs;
mod ledger;
pub mod mending;
mod record;
pub mod refusals;

pub use clocks::{File, deadlines, pauses_between};
pub use ledger::{added_by_last, postings};
pub use mending::{Annulment, Mending, Rectification, effective};
pub use record::{Ground, Outcome, Permitted, Question, open, permitted, record};

use crate::deadlines::{Binds, Deadline};
use crate::fields::{FieldError, FieldSpec, Word};
use crate::{Case, Entry, Posting, Refusal, Role};
use jiff::civil::Date;
use law::{Citation, Count, Status, Term};
use std::fmt::Debug;

/// Which act it is; [`acts!`](crate::acts) implements it.
pub trait ActWord: Copy + Eq + Ord + std::hash::Hash + Debug + 'static {
    /// Every kind of act, in the order of the law.
    const ALL: &'static [Self];
    /// The word in JSON, addresses, catalogues and scenarios.
    fn as_word(self) -> &'static str;
    /// The kind of a word.
    fn of_word(word: &str) -> Option<Self>;
    /// The fields of its facts.
    fn specs(self) -> &'static [FieldSpec];
}

/// An act with its facts; [`acts!`](crate::acts) implements it.
pub trait ActFacts: Clone + PartialEq + Debug + 'static {
    /// Which act it is.
    type Kind: ActWord;
    /// Which act it is.
    fn which(&self) -> Self::Kind;
    /// Its facts as they are stored.
    fn as_facts(&self) -> serde_json::Value;
    /// Reads facts as typed.
    ///
    /// # Errors
    /// Every field that cannot be read.
    fn of_facts(kind: Self::Kind, facts: &serde_json::Value) -> Result<Self, Vec<FieldError>>;
    /// The act it annuls or rectifies.
    fn mends(&self) -> Option<Mending<'_>>;
}

/// Which act of a kind of case.
pub type ActOf<K> = <<K as Kind>::Act as ActFacts>::Kind;
/// A paper of a kind of case.
pub type EntryOf<K> = Entry<<K as Kind>::Act>;

/// What lists and search show of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Về việc.
    pub title: String,
    /// Word of its class.
    pub class: String,
    /// Word of its manner.
    pub manner: String,
    /// Field of work; may be empty.
    pub field: String,
    /// Further words people look for it by; its number and papers' numbers come of themselves.
    pub words: Vec<String>,
    /// Other cases it hangs together with, by relation: `matter` (vụ việc: number of its first
    /// case), `from` (hồ sơ nguồn), `first` (khiếu nại lần đầu), `earlier` (lần trước).
    pub links: Vec<(&'static str, String)>,
    /// The law hides who sent it (người tố cáo): its people, letters and attached papers are sealed.
    pub sealed: bool,
}

/// A kind of case: its acts, tables and irregular articles.
pub trait Kind: Copy + Debug + PartialEq + Sized + 'static {
    /// Word in the journal, the law's regimes and addresses, as `inspection`.
    const WORD: &'static str;
    /// The act that opens a case.
    const OPENING: ActOf<Self>;
    /// No variant of a term.
    const PLAIN: Self::Variant;
    /// Asked always.
    const ALWAYS: Self::When;
    /// Words [`Shown::class`] may hold, for filters.
    const CLASSES: &'static [&'static str] = &[];
    /// Words [`Shown::manner`] may hold, for filters.
    const MANNERS: &'static [&'static str] = &[];
    /// Every refusal and warning of its own.
    const SENTENCES: &'static [refusals::Sentence];
    /// What was done, with its facts.
    type Act: ActFacts;
    /// The law a case runs under.
    type Regime: Word;
    /// Where a case stands.
    type Standing: Word;
    /// Which value of a term applies.
    type Variant: Copy + PartialEq + Debug + 'static;
    /// When a deadline is asked at all.
    type When: Copy + PartialEq + Debug + 'static;

    /// The tables of one law.
    fn procedure(regime: Self::Regime) -> &'static Procedure<Self>;

    /// Where the case stands: a total function of its acts.
    fn standing(case: &Case<Self>) -> Self::Standing;

    /// Nothing more is asked of the office.
    fn is_closed(standing: Self::Standing) -> bool;

    /// What the acts in force add up to; `about` names the act of each line.
    fn figures(file: &File<Self>) -> Vec<Posting>;

    /// What lists show.
    fn shown(case: &Case<Self>) -> Shown;

    /// The irregular articles, in order; the first refusal stands.
    ///
    /// # Errors
    /// The rule that refuses, with its article.
    fn refuse(_: &Question<Self>) -> Result<(), Refusal> {
        Ok(())
    }

    /// What stands but should be known.
    fn warn(_: &Question<Self>) -> Vec<Refusal> {
        Vec::new()
    }

    /// Whether a state of the case holds this act up on that day: the code of the refusal.
    fn held(_acts: &[EntryOf<Self>], _kind: ActOf<Self>, _on: Date) -> Option<&'static str> {
        None
    }

    /// Whether an act ends what [`ActRule::until`] says it ends (a partial one does not).
    fn ends(_act: &Self::Act) -> bool {
        true
    }

    /// Whether an act done before the end may be written down after it.
    fn may_come_late(_kind: ActOf<Self>) -> bool {
        true
    }

    /// Whether a permitted act is offered as a next step; what needs facts is refused only when recorded.
    fn offered(_case: &Case<Self>, _acts: &[EntryOf<Self>], _kind: ActOf<Self>, _today: Date) -> bool {
        true
    }

    /// Whether this act is made by the program from what is asked of it, never typed as it stands.
    fn is_made(_kind: ActOf<Self>) -> bool {
        false
    }

    /// The day that chooses the law and its terms: of the opening act, unless that names another.
    fn law_day(opening: &EntryOf<Self>) -> Date {
        opening.on
    }

    /// Whether the opening act gives a ground for another law than its date chooses.
    fn grounds_regime(_opening: &Self::Act) -> bool {
        false
    }

    /// Whether a deadline is asked of this opening act.
    fn asked(_file: &File<Self>, _rule: &DeadlineRule<Self>, _opener: &EntryOf<Self>) -> bool {
        true
    }

    /// Variants of the term to try, the first that exists counts; the plain one comes last of itself.
    fn variant(_file: &File<Self>, _rule: &DeadlineRule<Self>, _opener: &EntryOf<Self>) -> &'static str {
        ""
    }

    /// The day its clock runs from (or back from), where the opening act names another than its own.
    fn counted_from(_file: &File<Self>, _rule: &DeadlineRule<Self>, _opener: &EntryOf<Self>) -> Option<Date> {
        None
    }

    /// Until when a display is known to have lasted.
    fn lasted_until(_rule: &DeadlineRule<Self>, _opener: &EntryOf<Self>) -> Option<Date> {
        None
    }

    /// The lengths that add up: the statute's, then extensions.
    fn lengths(_file: &File<Self>, _rule: &DeadlineRule<Self>, term: &Term) -> Vec<(i64, Count)> {
        vec![(term.value, term.count)]
    }

    /// Intervals that do not count, from each suspension to its end, if it has ended.
    fn pauses(
        _file: &File<Self>,
        _rule: &DeadlineRule<Self>,
        _from: Date,
        _met: Option<&EntryOf<Self>>,
    ) -> Vec<(Date, Option<Date>)> {
        Vec::new()
    }

    /// Whether this act meets the deadline, beyond being of a kind that does.
    fn meets(_file: &File<Self>, _rule: &DeadlineRule<Self>, _opener: &EntryOf<Self>, _act: &EntryOf<Self>) -> bool {
        true
    }

    /// Why no deadline of the case is asked any more.
    fn lapsed(_file: &File<Self>, _rule: &DeadlineRule<Self>) -> Option<&'static str> {
        None
    }

    /// How sure the date is.
    fn status(_file: &File<Self>, _rule: &DeadlineRule<Self>, term: &Term) -> Status {
        term.status
    }

    /// When the deadline is asked, in `vi` or `en` words for the generated procedure; empty: always.
    fn condition(_rule: &DeadlineRule<Self>, _lang: &str) -> &'static str {
        ""
    }

    /// Keys of further terms that lengthen the deadline, for the generated procedure.
    fn lengthened_by(_rule: &DeadlineRule<Self>) -> &'static [&'static str] {
        &[]
    }

    /// A last word on the deadlines of one rule.
    fn settle(_file: &File<Self>, _rule: &DeadlineRule<Self>, _deadlines: &mut Vec<Deadline>) {}
}

/// One act of the procedure.
#[derive(Debug, Clone, Copy)]
pub struct ActRule<K: Kind> {
    /// The act.
    pub act: ActOf<K>,
    /// Number of the instrument that orders it.
    pub instrument: &'static str,
    /// Its article there.
    pub article: &'static str,
    /// In which capacity it is signed.
    pub by: Role,
    /// Who else may sign it.
    pub also: &'static [Role],
    /// At least one of these must be in the file, dated no later. Empty: none needed.
    pub after: &'static [ActOf<K>],
    /// Once one of these is in the file the act comes too late.
    pub until: &'static [ActOf<K>],
    /// Only once in a case.
    pub once: bool,
}

impl<K: Kind> ActRule<K> {
    /// The provision as a citation.
    pub fn law(&self) -> Citation {
        Citation::new(self.instrument, self.article)
    }

    /// A row: act, provision, signer, what must come before it.
    pub const fn new(
        instrument: &'static str,
        act: ActOf<K>,
        article: &'static str,
        by: Role,
        after: &'static [ActOf<K>],
    ) -> Self {
        Self { act, instrument, article, by, also: &[], after, until: &[], once: false }
    }

    /// Whether it may be signed in this capacity.
    pub fn may_sign(&self, role: Role) -> bool {
        self.by == role || self.also.contains(&role)
    }

    /// Others may sign it too.
    #[must_use]
    pub const fn also(mut self, roles: &'static [Role]) -> Self {
        self.also = roles;
        self
    }

    /// Only once in a case.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Too late once one of these is in the file.
    #[must_use]
    pub const fn until(mut self, until: &'static [ActOf<K>]) -> Self {
        self.until = until;
        self
    }
}

/// One clock of the procedure.
#[derive(Debug, Clone, Copy)]
pub struct DeadlineRule<K: Kind> {
    /// Name in catalogues and scenarios.
    pub name: &'static str,
    /// The act that starts it (for a lead: the event it runs back from).
    pub opened_by: ActOf<K>,
    /// The acts that meet it; none for a bar or a display.
    pub met_by: &'static [ActOf<K>],
    /// Key of its term.
    pub term: &'static str,
    /// Which value of the term.
    pub variant: K::Variant,
    /// Which way it binds.
    pub binds: Binds,
    /// When it is asked.
    pub when: K::When,
    /// Once one of these is in the file, an unmet deadline is no longer asked.
    pub superseded_by: &'static [ActOf<K>],
    /// A cap or a bar on power: roll-over does not stretch it.
    pub never_rolls: bool,
}

impl<K: Kind> DeadlineRule<K> {
    /// A clock: started by an act, met by any of these, of this term.
    pub const fn new(name: &'static str, opened_by: ActOf<K>, met_by: &'static [ActOf<K>], term: &'static str) -> Self {
        Self {
            name,
            opened_by,
            met_by,
            term,
            variant: K::PLAIN,
            binds: Binds::NotAfter,
            when: K::ALWAYS,
            superseded_by: &[],
            never_rolls: false,
        }
    }

    /// Another value of the term may apply.
    #[must_use]
    pub const fn variant(mut self, variant: K::Variant) -> Self {
        self.variant = variant;
        self
    }

    /// Asked only then.
    #[must_use]
    pub const fn when(mut self, when: K::When) -> Self {
        self.when = when;
        self
    }

    /// No longer asked once one of these is in the file.
    #[must_use]
    pub const fn superseded_by(mut self, acts: &'static [ActOf<K>]) -> Self {
        self.superseded_by = acts;
        self
    }

    /// At least so long before the event.
    #[must_use]
    pub const fn lead(mut self) -> Self {
        self.binds = Binds::Lead;
        self
    }

    /// A cap: roll-over does not stretch it.
    #[must_use]
    pub const fn cap(mut self) -> Self {
        self.never_rolls = true;
        self
    }

    /// A power that ends with the date; nobody is late.
    #[must_use]
    pub const fn bar(mut self) -> Self {
        self.met_by = &[];
        self.binds = Binds::Bar;
        self.never_rolls = true;
        self
    }

    /// A right of a citizen that ends with the date: it moves off days off in his favour.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.binds = Binds::Bar;
        self
    }

    /// An alarm: past it somebody may have to answer for it, but nobody works to it.
    #[must_use]
    pub const fn alarm(mut self) -> Self {
        self.binds = Binds::Alarm;
        self.never_rolls = true;
        self
    }

    /// A display that must last.
    #[must_use]
    pub const fn display(mut self) -> Self {
        self.met_by = &[];
        self.binds = Binds::AtLeastUntil;
        self.never_rolls = true;
        self
    }
}

/// The procedure of one law.
#[derive(Debug, Clone, Copy)]
pub struct Procedure<K: Kind> {
    /// Its law.
    pub regime: K::Regime,
    /// Number of that law, where no row says more.
    pub law: &'static str,
    /// Acts in the law's order.
    pub acts: &'static [ActRule<K>],
    /// Clocks in the order they start.
    pub deadlines: &'static [DeadlineRule<K>],
}

impl<K: Kind> Procedure<K> {
    /// The row of an act, if the law knows it.
    pub fn act(&self, kind: ActOf<K>) -> Option<&'static ActRule<K>> {
        self.acts.iter().find(|rule| rule.act == kind)
    }
}
