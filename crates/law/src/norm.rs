//! Định mức: a number of a provision that is no length of time — how many people
//! make a crowd, how many days a month a chairman receives, how often a notice is
//! broadcast.
//!
//! Here so that no such number stands in code. Must never be counted by a clock:
//! what has a last day is a term.

use crate::source::LawError;
use crate::{Citation, Instrument, Status};
use jiff::civil::Date;
use serde::Deserialize;

/// What a norm counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// Người.
    People,
    /// Lần, số phát hành.
    Times,
    /// Tiêu chí.
    Criteria,
    /// Giờ.
    Hours,
    /// Ngày trong một tháng.
    DaysAMonth,
    /// Ngày trong một tuần.
    DaysAWeek,
}

impl Of {
    /// The unit in a language.
    pub fn unit(self, lang: &str) -> &'static str {
        match (self, lang == "en") {
            (Self::People, false) => "người",
            (Self::Times, false) => "lần",
            (Self::Criteria, false) => "tiêu chí",
            (Self::Hours, false) => "giờ",
            (Self::DaysAMonth, false) => "ngày/tháng",
            (Self::DaysAWeek, false) => "ngày/tuần",
            (Self::People, true) => "people",
            (Self::Times, true) => "times",
            (Self::Criteria, true) => "criteria",
            (Self::Hours, true) => "hours",
            (Self::DaysAMonth, true) => "days a month",
            (Self::DaysAWeek, true) => "days a week",
        }
    }
}

/// One dated value of a norm under one regime.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// Name, as `reception.days`.
    pub key: String,
    /// Regime it belongs to.
    pub regime: String,
    /// Variant: ``, `commune_chair`, `specially_complex`.
    pub case: String,
    /// The number.
    pub value: i64,
    /// What it counts.
    pub of: Of,
    /// The provision.
    pub citation: Citation,
    /// First day in force.
    pub from: Date,
    /// Last day in force, if it has ended.
    pub until: Option<Date>,
    /// How sure we are.
    pub status: Status,
    /// What a reader should know; may be empty.
    pub note_vi: String,
    /// The same in English.
    pub note_en: String,
}

impl Norm {
    /// Whether it is in force on this day.
    pub fn holds_on(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

/// A line of `terms.toml`; what is left out comes from the instrument.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawNorm {
    key: String,
    #[serde(default)]
    case: String,
    regime: Option<String>,
    value: i64,
    of: Of,
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

pub(crate) fn build(raw: RawNorm, regime: &str, instrument: &Instrument) -> Result<Norm, String> {
    let norm = Norm {
        key: raw.key,
        regime: raw.regime.unwrap_or_else(|| regime.to_owned()),
        case: raw.case,
        value: raw.value,
        of: raw.of,
        citation: Citation { instrument: instrument.number.clone().into(), article: raw.article.into() },
        from: raw.from.unwrap_or(instrument.from),
        until: raw.until,
        status: raw.status.unwrap_or(instrument.status),
        note_vi: raw.note_vi,
        note_en: raw.note_en,
    };
    if norm.value <= 0 {
        return Err(format!("{}: value: {} is not a number of anything", norm.key, norm.value));
    }
    if norm.until.is_some_and(|until| until < norm.from) {
        return Err(format!("{}: until: earlier than from", norm.key));
    }
    Ok(norm)
}

/// Two norms that would both answer one question on one day. They are sorted.
pub(crate) fn unsound(norms: &[Norm]) -> Vec<LawError> {
    let mut errors = Vec::new();
    for pair in norms.windows(2) {
        let [a, b] = pair else { continue };
        let one_question = (&a.regime, &a.key, &a.case) == (&b.regime, &b.key, &b.case);
        if one_question && a.until.is_none_or(|until| until >= b.from) {
            let reason = format!(
                "{} {} under {}: {} and {} hold on the same days",
                a.key, a.case, a.regime, a.citation, b.citation
            );
            errors.push(LawError::new("terms.toml", reason));
        }
    }
    errors
}
