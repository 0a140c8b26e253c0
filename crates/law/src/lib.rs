//! What the State wrote: instruments, dated terms, the working calendar,
//! indicators and report forms. Data and its reader; knows no case.
//!
//! No IO: the texts are embedded, and an operator's folder is read by the
//! binary and handed over as text.
//!
//! # Adding an instrument
//! A folder `instruments/<any-name>/` with `instrument.toml` (number, titles,
//! dates, regime) and, where it sets numbers, `terms.toml`; where it sets report
//! forms, `forms/*.toml`. A term names its key, the kinds of agency it binds, the
//! number, how it is counted and the article; what is left out (first day, status)
//! comes from the instrument. A term stays in force for the cases of its regime
//! after the instrument has ended, unless it says `until`. A day fixed in every
//! year (`on = "11-15"`) is a `[[date]]` of the same file, a number that is no length
//! (people, times, days a month) a `[[norm]]`. A provision that binds cases of another
//! kind names it: `regime = "TT05-2021"`. The same files laid in
//! an operator's folder are read at start-up without a rebuild. Anything not read
//! in the official text carries `status = "unverified"` and is shown so.
//!
//! What postings are called stands in `indicators.toml` and `indicators/*.toml`, with the
//! words they may carry; forms select by these. What filled forms must keep stands in the
//! forms themselves and in `rules/*.toml` beside them.
//!
//! # Correcting what is shipped
//! A file of the same path replaces the shipped one whole; `calendar/<year>.toml`
//! is laid over it day by day, and `kind = "ordinary"` takes a shipped day back.
//! What is wrong is refused at start-up with file, key and reason, all at once.

pub mod agency;
pub mod calendar;
pub mod citation;
pub mod clock;
pub mod docs;
pub mod form;
pub mod indicator;
pub mod instrument;
mod neighbours;
pub mod norm;
pub mod outline;
pub mod period;
pub mod rule;
pub mod source;
pub mod term;

pub use agency::AgencyKind;
pub use calendar::Calendar;
pub use citation::Citation;
pub use clock::{Due, Step};
pub use form::Form;
pub use indicator::{Indicator, Measure};
pub use instrument::{Instrument, Regime};
pub use jiff::civil::Date;
pub use norm::{Norm, Of};
pub use outline::{Outline, Section};
pub use period::{Period, PeriodError};
pub use rule::Rule;
pub use source::{LawError, Sources};
pub use term::{Count, Status, Term, YearDay};

use std::sync::OnceLock;

/// The provision behind roll-over: a term whose last day is a weekend or holiday
/// ends with the next working day.
pub const ROLL_OVER: Citation = Citation::new("91/2015/QH13", "148(5)");
/// The provision by which the day of the event is not counted.
pub const DAY_OF_EVENT: Citation = Citation::new("91/2015/QH13", "147");

/// The whole law as shipped, or with an operator's corrections.
#[derive(Debug, Clone)]
pub struct Law {
    /// Working days.
    pub calendar: Calendar,
    /// Setting: a last day that is not a working day moves to the next one
    /// ([`ROLL_OVER`]; that it binds public bodies' own terms is practice, not text).
    pub roll_over: bool,
    instruments: Vec<Instrument>,
    regimes: Vec<Regime>,
    terms: Vec<Term>,
    year_days: Vec<YearDay>,
    norms: Vec<Norm>,
    indicators: Vec<Indicator>,
    forms: Vec<Form>,
    periods: Vec<period::PeriodRules>,
    rules: Vec<Rule>,
    outlines: Vec<Outline>,
}

impl Law {
    /// The law embedded in the program.
    ///
    /// # Panics
    /// Never in a released program: a test reads every file it ships with.
    pub fn shipped() -> &'static Law {
        static LAW: OnceLock<Law> = OnceLock::new();
        LAW.get_or_init(|| match Law::read(&Sources::shipped()) {
            Ok(law) => law,
            Err(errors) => panic!("the shipped law does not read: {errors:?}"),
        })
    }

    /// The shipped law with an operator's files (path below the folder, text) over it.
    pub fn with_overrides(own: Vec<(String, String)>) -> Result<Law, Vec<LawError>> {
        Law::read(&Sources::shipped().with(own))
    }

    /// Reads every text; all errors are found, not only the first.
    pub fn read(sources: &Sources) -> Result<Law, Vec<LawError>> {
        let mut errors = sources.strangers();
        let instruments = instrument::instruments(&sources.ending("/instrument.toml"), &mut errors);
        let term::Lists { terms, year_days, norms } =
            term::terms(&sources.ending("/terms.toml"), &instruments, &mut errors);
        let indicators = indicator::indicators(&sources.below("indicators"), &mut errors);
        let forms = form::forms(&sources.within("forms/"), &instruments, &mut errors);
        let rules = rule::rules(&sources.within("rules/"), &instruments, &mut errors);
        let periods = period::periods(&sources.ending("/periods.toml"), &instruments, &mut errors);
        let outlines = outline::outlines(&sources.within("/narratives/"), &instruments, &mut errors);
        let regimes = instrument::regimes(&sources.below("regimes.toml"), &mut errors);
        let calendar = match Calendar::read(&sources.below("calendar/")) {
            Ok(calendar) => calendar,
            Err(found) => {
                errors.extend(found);
                Calendar::default()
            }
        };
        errors.extend(instrument::disagreements(&instruments, &regimes));
        errors.extend(term::strays(&terms, &norms, &regimes));
        errors.extend(term::unsound(&terms));
        errors.extend(norm::unsound(&norms));
        errors.extend(form::checked(&forms, &indicators));
        errors.extend(rule::checked(&rules, &forms));
        if !errors.is_empty() {
            return Err(errors);
        }
        let instruments = instruments.into_values().collect();
        Ok(Law {
            calendar,
            roll_over: true,
            instruments,
            regimes,
            terms,
            year_days,
            norms,
            indicators,
            forms,
            periods,
            rules,
            outlines,
        })
    }

    /// The term in force on `on` for this agency under this regime. A term that
    /// names the agency goes before one that binds everybody.
    pub fn term(&self, regime: &str, key: &str, agency: AgencyKind, case: &str, on: Date) -> Option<&Term> {
        self.terms
            .iter()
            .filter(|t| t.regime == regime && t.key == key && t.case == case && t.binds(agency, on))
            .max_by_key(|t| !t.agencies.is_empty())
    }

    /// Every term, by regime, key, variant and date.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The fixed days of the year under a regime, in the order of the calendar.
    pub fn year_days(&self, regime: &str) -> impl Iterator<Item = &YearDay> {
        self.year_days.iter().filter(move |d| d.regime == regime)
    }

    /// The day of the year by which an agency must act, as `plan.issue`.
    pub fn year_day(&self, regime: &str, key: &str, agency: AgencyKind) -> Option<&YearDay> {
        let found = self.year_days(regime).filter(|d| d.key == key);
        found.filter(|d| d.agencies.is_empty() || d.agencies.contains(&agency)).max_by_key(|d| !d.agencies.is_empty())
    }

    /// The number in force on a day that is no length of time, as `reception.days`.
    pub fn norm(&self, regime: &str, key: &str, case: &str, on: Date) -> Option<&Norm> {
        self.norms.iter().find(|n| n.regime == regime && n.key == key && n.case == case && n.holds_on(on))
    }

    /// Every such number, by regime, key, variant and date.
    pub fn norms(&self) -> &[Norm] {
        &self.norms
    }

    /// What is not yet checked against the official text.
    pub fn unverified(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|t| t.status == Status::Unverified)
    }

    /// Every instrument.
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    /// An instrument by its number.
    pub fn instrument(&self, number: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|i| i.number == number)
    }

    /// Every indicator.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// An indicator by its name.
    pub fn indicator(&self, name: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.name == name)
    }

    /// Every regime: those of inspections first, then by kind; oldest first.
    pub fn regimes(&self) -> &[Regime] {
        &self.regimes
    }

    /// The regime an inspection decision of this day is run under to its end.
    pub fn regime_for(&self, decision_on: Date) -> Option<&Regime> {
        self.regime_of(instrument::INSPECTION, decision_on)
    }

    /// The regime a case of this kind, begun on this day, is run under to its end:
    /// `complaint`, `denunciation` and `petition` begin with the receipt, `reception`
    /// with the visit.
    pub fn regime_of(&self, kind: &str, begun_on: Date) -> Option<&Regime> {
        let of_kind = self.regimes.iter().filter(|r| r.kind == kind && r.decisions_from <= begun_on);
        of_kind.rev().find(|r| r.decisions_until.is_none_or(|until| begun_on <= until))
    }

    /// A regime by its id, as `LTT2022`.
    pub fn regime(&self, id: &str) -> Option<&Regime> {
        self.regimes.iter().find(|r| r.id == id)
    }

    /// A citation as a reader of the language expects it:
    /// `Điều 47 khoản 1 Luật Thanh tra 2022`, `Article 47(1), Law on Inspection 2022`.
    pub fn cite(&self, citation: &Citation, lang: &str) -> String {
        let found = self.instrument(&citation.instrument);
        let english = lang == "en";
        let title = match found {
            Some(i) if english => i.title_en.as_str(),
            Some(i) => i.title_vi.as_str(),
            None => citation.instrument.as_ref(),
        };
        if citation.article.is_empty() || citation.article == "?" {
            return title.to_owned();
        }
        if english {
            let word = if citation.article.contains(['-', ',']) { "Articles" } else { "Article" };
            return format!("{word} {}, {title}", citation.article);
        }
        format!("Điều {} {title}", citation::spelt_out(&citation.article))
    }

    /// The law with this setting of roll-over.
    #[must_use]
    pub fn rolling(mut self, roll_over: bool) -> Self {
        self.roll_over = roll_over;
        self
    }
}

#[cfg(test)]
mod tests;
