//! Loại hồ sơ: every kind of case behind one face, for those who keep and show cases
//! without knowing which kind they have.
//!
//! Acts come in and go out as words and JSON; each kind reads them into its own types
//! and decides. Here so that the journal, pages, the API and scenarios are written once.

use crate::complaints::Complaint;
use crate::deadlines::Deadline;
use crate::denunciations::Denunciation;
use crate::fields::{FieldError, FieldSpec, UnitCode, Word};
use crate::inspections::Inspection;
use crate::periodic_reports::PeriodicReport;
use crate::petitions::Petition;
use crate::procedure::refusals::{self, Sentence};
use crate::procedure::{self, ActFacts, ActWord, EntryOf, Ground, Kind, Mending, Shown};
use crate::receptions::Reception;
use crate::{Case, Entry, Posting, Refusal, Role, fold};
use jiff::civil::Date;
use law::{AgencyKind, Citation, Law};
use serde_json::Value;
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// Văn bản: an act as it is kept and shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Position in the case, from 1.
    pub seq: u32,
    /// Word of the act.
    pub kind: String,
    /// Ngày ban hành.
    pub on: Date,
    /// In which capacity it was signed.
    pub by: Role,
    /// Số, ký hiệu; may be empty.
    pub number: String,
    /// Name of the signer; may be empty.
    pub signer: String,
    /// What was done.
    pub facts: Value,
}

/// Hồ sơ: a case of any kind as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Số hồ sơ.
    pub number: String,
    /// The body that keeps it.
    pub unit: UnitCode,
    /// What kind of body that is.
    pub agency: AgencyKind,
    /// Word of its law.
    pub regime: String,
    /// Every act ever recorded, in journal order.
    pub acts: Vec<Paper>,
}

/// Where a case stands: all that follows from its acts and the law and is kept for lists.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// What lists show.
    pub shown: Shown,
    /// Day of its first act.
    pub opened_on: Date,
    /// Word of where it stands.
    pub standing: &'static str,
    /// Nothing more is asked of the office.
    pub closed: bool,
    /// Every deadline, in the order of the procedure.
    pub deadlines: Vec<Deadline>,
    /// Folded words it is looked for by.
    pub folded: String,
}

/// What recording an act brought about.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The act with its place in the case.
    pub last: Paper,
    /// Word of the law the case runs under.
    pub regime: &'static str,
    /// Where the case now stands.
    pub state: State,
    /// What the act adds to the figures.
    pub new_postings: Vec<Posting>,
    /// Provisions applied.
    pub grounds: Vec<Ground>,
    /// What the office should know though the act stands.
    pub warnings: Vec<Refusal>,
}

/// Everything a page says of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// Where it stands.
    pub state: State,
    /// Every posting ever made, with the act that made it.
    pub postings: Vec<(u32, Posting)>,
    /// The acts as they now read.
    pub in_force: Vec<Paper>,
    /// Acts that were annulled, and by which act.
    pub annulled: BTreeMap<u32, u32>,
    /// Acts that were rectified, and by which act last.
    pub rectified: BTreeMap<u32, u32>,
}

/// A row of a procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Word of the act.
    pub act: &'static str,
    /// The provision.
    pub law: Citation,
    /// Who signs it.
    pub by: Role,
    /// Who else may sign it.
    pub also: &'static [Role],
}

/// Why an act was not taken.
#[derive(Debug, Clone, PartialEq)]
pub enum No {
    /// The law says no.
    Refused(Refusal),
    /// Its facts cannot be read.
    Invalid(Vec<FieldError>),
    /// What is kept of the case cannot be read.
    Unreadable {
        /// The act.
        seq: u32,
        /// Why.
        why: String,
    },
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        No::Refused(refusal)
    }
}

/// What opens a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// Số hồ sơ.
    pub number: String,
    /// The body that keeps it.
    pub unit: UnitCode,
    /// What kind of body that is.
    pub agency: AgencyKind,
    /// Word of a law other than its date chooses.
    pub regime: Option<String>,
    /// The first act.
    pub first: Paper,
}

/// A kind of case, whatever its acts.
pub trait AnyKind: Sync {
    /// Word in the journal and in addresses, as `inspection`.
    fn word(&self) -> &'static str;
    /// Word of the act that opens a case.
    fn opening(&self) -> &'static str;
    /// Words of every act, in the order of the law.
    fn acts(&self) -> Vec<&'static str>;
    /// Words of every law, oldest first.
    fn regimes(&self) -> &'static [&'static str];
    /// Words of every standing.
    fn standings(&self) -> &'static [&'static str];
    /// Words its cases may have as their class, for filters.
    fn classes(&self) -> &'static [&'static str];
    /// Words its cases may have as their manner, for filters.
    fn manners(&self) -> &'static [&'static str];
    /// The fields of an act; nothing where there is no such act.
    fn fields(&self, act: &str) -> Option<&'static [FieldSpec]>;
    /// Whether an act is made by the program and never typed.
    fn is_made(&self, act: &str) -> bool;
    /// The row of an act in the procedure of a law.
    fn row(&self, regime: &str, act: &str) -> Option<Row>;
    /// Key of the term a deadline rests on.
    fn term_of(&self, regime: &str, deadline: &str) -> Option<&'static str>;
    /// Names of every deadline, whatever the law.
    fn deadline_names(&self) -> Vec<&'static str>;
    /// Refusals and warnings of its own.
    fn sentences(&self) -> &'static [Sentence];
    /// Facts as they would be stored.
    ///
    /// # Errors
    /// Every field that cannot be read.
    fn read(&self, act: &str, facts: &Value) -> Result<Value, Vec<FieldError>>;
    /// Opens a case.
    ///
    /// # Errors
    /// Why not.
    fn open(&self, opening: Opening, law: &Law, today: Date) -> Result<Told, No>;
    /// Records one more act.
    ///
    /// # Errors
    /// Why not.
    fn record(&self, file: &File, paper: Paper, law: &Law, today: Date) -> Result<Told, No>;
    /// Everything that follows from the acts of a case.
    ///
    /// # Errors
    /// What is kept cannot be read.
    fn look(&self, file: &File, law: &Law) -> Result<Looked, No>;
    /// What the law permits next.
    ///
    /// # Errors
    /// What is kept cannot be read.
    fn permitted(&self, file: &File, law: &Law, today: Date) -> Result<Vec<Row>, No>;
    /// The generated procedure of a law.
    fn procedure_markdown(&self, regime: &str, law: &Law, lang: &str, label: &dyn Fn(&str) -> String) -> String;
}

/// Every kind of case, in the order of the list at the left.
pub const ALL: &[&dyn AnyKind] = &[
    &Of::<Inspection>(PhantomData),
    &Of::<Reception>(PhantomData),
    &Of::<Petition>(PhantomData),
    &Of::<Complaint>(PhantomData),
    &Of::<Denunciation>(PhantomData),
    &Of::<PeriodicReport>(PhantomData),
];

/// The kind of a word.
pub fn of(word: &str) -> Option<&'static dyn AnyKind> {
    ALL.iter().copied().find(|kind| kind.word() == word)
}

/// The kind whose cases run under this law.
pub fn of_regime(regime: &str) -> Option<&'static dyn AnyKind> {
    ALL.iter().copied().find(|kind| kind.regimes().contains(&regime))
}

/// The sentences of a refusal's code, whichever kind says it.
pub fn sentence(code: &str) -> Option<&'static Sentence> {
    let own = ALL.iter().flat_map(|kind| kind.sentences());
    refusals::ALL.iter().chain(own).find(|s| s.code == code)
}

/// The face of a kind.
#[derive(Debug, Clone, Copy)]
pub struct Of<K>(PhantomData<K>);

/// A kept case in the types of its kind.
///
/// # Errors
/// The first act that is not as this kind writes it.
pub fn typed<K: Kind>(file: &File) -> Result<Case<K>, No> {
    let unreadable = |seq: u32, why: String| No::Unreadable { seq, why };
    let regime = K::Regime::of_word(&file.regime).ok_or_else(|| unreadable(0, file.regime.clone()))?;
    let mut acts = Vec::with_capacity(file.acts.len());
    for paper in &file.acts {
        let entry = entry::<K>(paper).map_err(|why| unreadable(paper.seq, format!("{why:?}")))?;
        acts.push(entry);
    }
    Ok(Case { number: file.number.clone(), unit: file.unit.clone(), agency: file.agency, regime, acts })
}

fn entry<K: Kind>(paper: &Paper) -> Result<EntryOf<K>, Vec<FieldError>> {
    let kind = <K::Act as ActFacts>::Kind::of_word(&paper.kind)
        .ok_or_else(|| vec![FieldError { path: "kind".into(), problem: crate::fields::Problem::Unknown }])?;
    Ok(Entry {
        seq: paper.seq,
        on: paper.on,
        by: paper.by,
        number: paper.number.clone(),
        signer: paper.signer.clone(),
        act: K::Act::of_facts(kind, &paper.facts)?,
    })
}

fn paper<A: ActFacts>(entry: &Entry<A>) -> Paper {
    Paper {
        seq: entry.seq,
        kind: entry.act.which().as_word().to_owned(),
        on: entry.on,
        by: entry.by,
        number: entry.number.clone(),
        signer: entry.signer.clone(),
        facts: entry.act.as_facts(),
    }
}

fn state<K: Kind>(case: &Case<K>, deadlines: Vec<Deadline>) -> State {
    let shown = K::shown(case);
    let standing = K::standing(case);
    let numbers = case.acts.iter().map(|e| e.number.as_str()).filter(|n| !n.is_empty());
    let words: Vec<&str> = [case.number.as_str(), shown.title.as_str()]
        .into_iter()
        .chain(shown.words.iter().map(String::as_str))
        .chain(numbers)
        .collect();
    State {
        opened_on: case.opening().map_or(Date::ZERO, |e| e.on),
        standing: standing.as_word(),
        closed: K::is_closed(standing),
        deadlines,
        folded: fold(&words.join(" ")),
        shown,
    }
}

/// What a kind's own outcome means to those who keep it.
///
/// # Errors
/// An outcome without acts.
pub fn told<K: Kind>(outcome: &procedure::Outcome<K>) -> Result<Told, No> {
    let Some(last) = outcome.case.acts.last() else {
        return Err(No::Unreadable { seq: 0, why: "a case without acts".into() });
    };
    Ok(Told {
        last: paper(last),
        regime: outcome.case.regime.as_word(),
        state: state(&outcome.case, outcome.deadlines.clone()),
        new_postings: outcome.new_postings.clone(),
        grounds: outcome.grounds.clone(),
        warnings: outcome.warnings.clone(),
    })
}

fn row<K: Kind>(rule: &procedure::ActRule<K>) -> Row {
    Row { act: rule.act.as_word(), law: rule.law(), by: rule.by, also: rule.also }
}

impl<K: Kind + Sync> AnyKind for Of<K> {
    fn word(&self) -> &'static str {
        K::WORD
    }
    fn opening(&self) -> &'static str {
        K::OPENING.as_word()
    }
    fn acts(&self) -> Vec<&'static str> {
        <K::Act as ActFacts>::Kind::ALL.iter().map(|kind| kind.as_word()).collect()
    }
    fn regimes(&self) -> &'static [&'static str] {
        K::Regime::LIST
    }
    fn standings(&self) -> &'static [&'static str] {
        K::Standing::LIST
    }
    fn classes(&self) -> &'static [&'static str] {
        K::CLASSES
    }
    fn manners(&self) -> &'static [&'static str] {
        K::MANNERS
    }
    fn fields(&self, act: &str) -> Option<&'static [FieldSpec]> {
        <K::Act as ActFacts>::Kind::of_word(act).map(ActWord::specs)
    }
    fn is_made(&self, act: &str) -> bool {
        <K::Act as ActFacts>::Kind::of_word(act).is_some_and(K::is_made)
    }
    fn row(&self, regime: &str, act: &str) -> Option<Row> {
        let kind = <K::Act as ActFacts>::Kind::of_word(act)?;
        K::procedure(K::Regime::of_word(regime)?).act(kind).map(row)
    }
    fn term_of(&self, regime: &str, deadline: &str) -> Option<&'static str> {
        let table = K::procedure(K::Regime::of_word(regime)?);
        table.deadlines.iter().find(|rule| rule.name == deadline).map(|rule| rule.term)
    }
    fn deadline_names(&self) -> Vec<&'static str> {
        let laws = K::Regime::LIST.iter().filter_map(|word| K::Regime::of_word(word));
        laws.flat_map(|law| K::procedure(law).deadlines.iter().map(|rule| rule.name)).collect()
    }
    fn sentences(&self) -> &'static [Sentence] {
        K::SENTENCES
    }
    fn read(&self, act: &str, facts: &Value) -> Result<Value, Vec<FieldError>> {
        let unknown = || vec![FieldError { path: "kind".into(), problem: crate::fields::Problem::Unknown }];
        let kind = <K::Act as ActFacts>::Kind::of_word(act).ok_or_else(unknown)?;
        Ok(K::Act::of_facts(kind, facts)?.as_facts())
    }
    fn open(&self, opening: Opening, law: &Law, today: Date) -> Result<Told, No> {
        let first = entry::<K>(&opening.first).map_err(No::Invalid)?;
        let regime = opening.regime.as_deref().and_then(K::Regime::of_word);
        told(&procedure::open::<K>(&opening.number, opening.unit, opening.agency, regime, first, law, today)?)
    }
    fn record(&self, file: &File, paper: Paper, law: &Law, today: Date) -> Result<Told, No> {
        let next = entry::<K>(&paper).map_err(No::Invalid)?;
        told(&procedure::record(&typed::<K>(file)?, next, law, today)?)
    }
    fn look(&self, file: &File, law: &Law) -> Result<Looked, No> {
        let case = typed::<K>(file)?;
        let (mut annulled, mut rectified) = (BTreeMap::new(), BTreeMap::new());
        for entry in &case.acts {
            match entry.act.mends() {
                Some(Mending::Annuls(a)) => {
                    annulled.insert(a.target, entry.seq);
                }
                Some(Mending::Rectifies(r)) => {
                    rectified.insert(r.target, entry.seq);
                }
                None => {}
            }
        }
        Ok(Looked {
            state: state(&case, procedure::deadlines(&case, law)),
            postings: procedure::postings(&case, law),
            in_force: procedure::effective(&case.acts).iter().map(paper).collect(),
            annulled,
            rectified,
        })
    }
    fn permitted(&self, file: &File, law: &Law, today: Date) -> Result<Vec<Row>, No> {
        let next = procedure::permitted(&typed::<K>(file)?, law, today).into_iter();
        Ok(next.map(|p| Row { act: p.kind.as_word(), law: p.law, by: p.by, also: p.also }).collect())
    }
    fn procedure_markdown(&self, regime: &str, law: &Law, lang: &str, label: &dyn Fn(&str) -> String) -> String {
        let regime = K::Regime::of_word(regime);
        regime.map_or_else(String::new, |r| procedure::docs::procedure_markdown::<K>(r, law, lang, label))
    }
}
