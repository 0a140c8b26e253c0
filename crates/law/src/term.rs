//! Thời hạn: a number of days written in a provision, with its dates of force.

use crate::{AgencyKind, Citation};
use jiff::civil::Date;

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
    /// What a reader of the number should know; Vietnamese, may be empty.
    pub note: String,
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
