//! Thời hạn: a number of days written in a provision, with its dates of force,
//! and the fixed days of the year that plans keep to.
//!
//! Here so that no number of the law stands in code. Must never choose between
//! two answers: terms that overlap, or leave a hole between them, are refused.

use crate::source::{File, LawError, items, tables};
use crate::{AgencyKind, Citation, Instrument, Norm, Regime};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How the days of a term are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Ngày: calendar days.
    Calendar,
    /// Ngày làm việc: working days.
    Working,
    /// Năm.
    Years,
}

/// How sure we are of a fact of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read in the text or in a source named beside it.
    Verified,
    /// To be checked against the official text; every page that uses it says so.
    Unverified,
}

/// One dated value of a term for some kinds of agency under one regime.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Name in code and scenarios, as `inspection.duration`.
    pub key: String,
    /// Regime it belongs to, as `LTT2022`.
    pub regime: String,
    /// Kinds of agency it binds; empty means all.
    pub agencies: Vec<AgencyKind>,
    /// Variant: ``, `complex`, `specially_complex`, `remote`.
    pub case: String,
    /// The number.
    pub value: i64,
    /// What the number counts.
    pub count: Count,
    /// The provision.
    pub citation: Citation,
    /// First day in force.
    pub from: Date,
    /// Last day in force, if it has ended.
    pub until: Option<Date>,
    /// How sure we are.
    pub status: Status,
    /// What a reader of the number should know; may be empty.
    pub note_vi: String,
    /// The same in English.
    pub note_en: String,
}

impl Term {
    /// Whether it binds this kind of agency on this day.
    pub fn binds(&self, agency: AgencyKind, on: Date) -> bool {
        (self.agencies.is_empty() || self.agencies.contains(&agency)) && self.holds_on(on)
    }

    /// Whether it is in force on this day for cases of its regime.
    pub fn holds_on(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

/// Ngày ấn định trong năm: a day by which something is due every year, as the
/// plan of the Government Inspectorate by 15/11.
#[derive(Debug, Clone, PartialEq)]
pub struct YearDay {
    /// Name, as `plan.issue`.
    pub key: String,
    /// Regime it belongs to.
    pub regime: String,
    /// Kinds of agency it binds; empty means all.
    pub agencies: Vec<AgencyKind>,
    /// Month, 1–12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// The provision.
    pub citation: Citation,
    /// How sure we are.
    pub status: Status,
    /// What a reader should know; may be empty.
    pub note_vi: String,
    /// The same in English.
    pub note_en: String,
}

impl YearDay {
    /// The day in one year; 29/02 becomes 28/02 in a common year.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).or_else(|_| Date::new(year, self.month, self.day - 1)).ok()
    }
}

/// A line of `terms.toml`; what is left out comes from the instrument.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    key: String,
    #[serde(default)]
    agencies: Vec<AgencyKind>,
    #[serde(default)]
    case: String,
    /// Another regime than the instrument's own, whose cases the provision binds too.
    regime: Option<String>,
    value: i64,
    count: Option<Count>,
    article: String,
    #[serde(default, deserialize_with = "crate::source::some_day")]
    from: Option<Date>,
    #[serde(default, deserialize_with = "crate::source::some_day")]
    until: Option<Date>,
    status: Option<Status>,
    #[serde(default)]
    note_vi: String,
    #[serde(default)]
    note_en: String,
}

/// A fixed day of `terms.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYearDay {
    key: String,
    #[serde(default)]
    agencies: Vec<AgencyKind>,
    /// Month and day, as `11-15`.
    on: String,
    article: String,
    status: Option<Status>,
    #[serde(default)]
    note_vi: String,
    #[serde(default)]
    note_en: String,
}

/// Everything `terms.toml` files hold.
#[derive(Default)]
pub(crate) struct Lists {
    pub terms: Vec<Term>,
    pub year_days: Vec<YearDay>,
    pub norms: Vec<Norm>,
}

/// Reads every `terms.toml`; each belongs to the instrument of its folder.
pub(crate) fn terms(files: &[File], instruments: &BTreeMap<String, Instrument>, errors: &mut Vec<LawError>) -> Lists {
    let mut out = Lists::default();
    for file in files {
        let Some(instrument) = crate::instrument::beside(&file.path, instruments) else {
            errors.push(LawError::new(&file.path, "there is no readable instrument.toml beside it"));
            continue;
        };
        let Some(regime) = &instrument.regime else {
            errors.push(LawError::new(
                &file.path,
                "regime: the instrument beside it names none, so its terms bind nobody",
            ));
            continue;
        };
        let Some(mut lists) = tables(file, &["term", "date", "norm"], errors) else { continue };
        let mut fail = |reason: String| errors.push(LawError::new(&file.path, reason));
        let mut slips = Vec::new();
        for raw in items::<RawTerm>(file, &mut lists, "term", &mut slips) {
            build(raw, regime, instrument).map_or_else(&mut fail, |term| out.terms.push(term));
        }
        for raw in items::<RawYearDay>(file, &mut lists, "date", &mut slips) {
            build_day(raw, regime, instrument).map_or_else(&mut fail, |day| out.year_days.push(day));
        }
        for raw in items::<crate::norm::RawNorm>(file, &mut lists, "norm", &mut slips) {
            crate::norm::build(raw, regime, instrument).map_or_else(&mut fail, |norm| out.norms.push(norm));
        }
        errors.extend(slips);
    }
    out.terms.sort_by(|a, b| (&a.regime, &a.key, &a.case, a.from).cmp(&(&b.regime, &b.key, &b.case, b.from)));
    out.year_days.sort_by(|a, b| (&a.regime, a.month, a.day).cmp(&(&b.regime, b.month, b.day)));
    out.norms.sort_by(|a, b| (&a.regime, &a.key, &a.case, a.from).cmp(&(&b.regime, &b.key, &b.case, b.from)));
    out
}

/// Terms and norms of a regime that nobody wrote.
pub(crate) fn strays(terms: &[Term], norms: &[Norm], regimes: &[Regime]) -> Vec<LawError> {
    let named = terms.iter().map(|t| (&t.key, &t.regime)).chain(norms.iter().map(|n| (&n.key, &n.regime)));
    let stray = named.filter(|(_, regime)| !regimes.iter().any(|r| r.id == **regime));
    stray.map(|(key, regime)| LawError::new("terms.toml", format!("{key}: regimes.toml has no {regime}"))).collect()
}

fn build(raw: RawTerm, regime: &str, instrument: &Instrument) -> Result<Term, String> {
    let term = Term {
        key: raw.key,
        regime: raw.regime.unwrap_or_else(|| regime.to_owned()),
        agencies: raw.agencies,
        case: raw.case,
        value: raw.value,
        count: raw.count.unwrap_or(Count::Calendar),
        citation: Citation { instrument: instrument.number.clone().into(), article: raw.article.into() },
        from: raw.from.unwrap_or(instrument.from),
        // Not the instrument's own end: a case begun under it keeps it to the case's end.
        until: raw.until,
        status: raw.status.unwrap_or(instrument.status),
        note_vi: raw.note_vi,
        note_en: raw.note_en,
    };
    if term.value <= 0 {
        return Err(format!("{}: value: {} is not a length", term.key, term.value));
    }
    if term.until.is_some_and(|until| until < term.from) {
        return Err(format!("{}: until: earlier than from", term.key));
    }
    Ok(term)
}

fn build_day(raw: RawYearDay, regime: &str, instrument: &Instrument) -> Result<YearDay, String> {
    let wrong = || format!("{}: on: expected month and day as 11-15, found {}", raw.key, raw.on);
    let (month, day) = raw.on.split_once('-').ok_or_else(wrong)?;
    let (month, day) = (month.parse().map_err(|_| wrong())?, day.parse().map_err(|_| wrong())?);
    // A leap year, so that 29/02 can be written.
    Date::new(2024, month, day).map_err(|_| wrong())?;
    Ok(YearDay {
        key: raw.key,
        regime: regime.to_owned(),
        agencies: raw.agencies,
        month,
        day,
        citation: Citation { instrument: instrument.number.clone().into(), article: raw.article.into() },
        status: raw.status.unwrap_or(instrument.status),
        note_vi: raw.note_vi,
        note_en: raw.note_en,
    })
}

/// Two terms that would both answer one question on one day, and days between
/// two terms on which nothing answers. A term that binds everybody is a question
/// of its own: one that names the agency goes before it.
pub(crate) fn unsound(terms: &[Term]) -> Vec<LawError> {
    let mut questions: BTreeMap<(&str, &str, &str, Option<AgencyKind>), Vec<&Term>> = BTreeMap::new();
    for term in terms {
        let agencies: Vec<Option<AgencyKind>> = match term.agencies.is_empty() {
            true => vec![None],
            false => term.agencies.iter().copied().map(Some).collect(),
        };
        for agency in agencies {
            questions.entry((&term.regime, &term.key, &term.case, agency)).or_default().push(term);
        }
    }
    let mut errors = Vec::new();
    for ((regime, key, case, agency), mut answers) in questions {
        answers.sort_by_key(|t| t.from);
        for pair in answers.windows(2) {
            let [a, b] = pair else { continue };
            let who = agency.map_or("", AgencyKind::word);
            let next = a.until.and_then(|until| until.tomorrow().ok());
            let fault = match next {
                Some(next) if b.from == next => continue,
                Some(next) if b.from > next => "leave days without a term between them",
                _ => "hold on the same days",
            };
            let reason = format!("{key} {case} {who} under {regime}: {} and {} {fault}", a.citation, b.citation);
            errors.push(LawError::new("terms.toml", reason));
        }
    }
    errors
}
