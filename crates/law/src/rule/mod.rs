//! Quy tắc kiểm tra số liệu: what a set of filled forms must keep, as named data.
//!
//! Identities within a form and with another form stand in the form's own file; what ties a
//! form to an earlier period, and what is said of periods, stands beside the forms in
//! `rules/*.toml`. Here so that each has one face: id, severity, reason, what to do,
//! provision. Must never know a figure: `casework` compares.

mod read;

pub(crate) use read::{checked, rules};

use crate::form::{Form, Relation, Severity, Unit};
use crate::{Citation, Date, Law, Status};
use serde::{Deserialize, Serialize};

/// Một quy tắc.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name among the rules of a form, as `1=2+3`.
    pub id: String,
    /// The form it is about; empty: every form.
    pub form: String,
    /// What it says.
    pub says: Says,
    /// How much it matters.
    pub severity: Severity,
    /// Vì sao.
    pub why_vi: String,
    /// Why.
    pub why_en: String,
    /// Phải làm gì.
    pub do_vi: String,
    /// What to do.
    pub do_en: String,
    /// Whether the circular says so, or it follows from the meaning.
    pub status: Status,
    /// The provision; none: the program's own measure.
    pub law: Option<Citation>,
    /// Whether an operator put it there.
    #[serde(default)]
    pub own: bool,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Hệ thức trong biểu.
    Within {
        /// Columns added up on the left.
        left: Vec<String>,
        /// How the sides compare.
        is: Relation,
        /// Columns added up on the right.
        right: Vec<String>,
    },
    /// Một số ở hai biểu.
    Between {
        /// Columns of this form.
        left: Vec<String>,
        /// The other form.
        form: String,
        /// Its columns.
        right: Vec<String>,
    },
    /// Kỳ trước chuyển sang: a figure of this period and one of the period just before it.
    Carried {
        /// Columns of this period.
        left: Vec<String>,
        /// How the sides compare.
        is: Relation,
        /// Columns of the period before, added up.
        was: Vec<String>,
        /// Columns of the period before, taken off.
        less: Vec<String>,
        /// Circular of the earlier form; empty: that of this form.
        last: String,
    },
    /// So với kỳ khác: a figure many times larger or smaller than that of another period.
    Compared {
        /// Which.
        with: With,
        /// So many times.
        factor: i64,
        /// Both figures must reach so much, or it means nothing.
        least: Least,
    },
    /// Vênh kỳ: figures of days that are not those of the circular.
    Period(Clash),
}

/// An earlier period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum With {
    /// Kỳ liền trước.
    Last,
    /// Cùng kỳ năm trước.
    YearBefore,
}

impl With {
    /// The word of catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::YearBefore => "year_before",
        }
    }
}

/// From how much on a comparison means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Least {
    /// Of plain counts.
    pub count: i64,
    /// In đồng.
    pub vnd: i64,
    /// In m².
    pub m2: i64,
}

impl Least {
    /// For figures of this unit.
    pub fn of(self, unit: Unit) -> i64 {
        match unit {
            Unit::Count => self.count,
            Unit::Vnd => self.vnd,
            Unit::M2 => self.m2,
        }
    }
}

/// How periods can fail to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clash {
    /// The sheet runs over days of its own that the sector knows: day and month of its first
    /// day, with years before the last one; and of its last.
    Known {
        /// First day: years after the one it ends in, month, day.
        from: (i16, i8, i8),
        /// Last day.
        until: (i16, i8, i8),
    },
    /// Months the circular sets no report for, as 7 tháng.
    Months,
    /// Any other days.
    Free,
    /// A unit's figures were declared for another period that overlaps this one.
    DeclaredElsewhere,
    /// The period compared with was cut off on another day of the month.
    CutOff,
}

impl Rule {
    /// Why, in a language.
    pub fn why(&self, lang: &str) -> &str {
        if lang == "en" { &self.why_en } else { &self.why_vi }
    }

    /// What to do, in a language.
    pub fn way(&self, lang: &str) -> &str {
        if lang == "en" { &self.do_en } else { &self.do_vi }
    }

    /// Whether it is about a form.
    pub fn is_about(&self, form: &Form) -> bool {
        let own = form.law.as_ref().map(|c| &c.instrument);
        let circular = self.law.as_ref().map(|c| &c.instrument);
        let tied = matches!(self.says, Says::Carried { .. });
        (self.form.is_empty() || self.form == form.id) && (!tied || circular == own)
    }
}

impl Law {
    /// The rules beside the forms that speak of any of these. One an operator gives under the
    /// same name for the same form goes before a shipped one.
    pub fn rules_beside<'f>(&self, forms: impl Iterator<Item = &'f Form> + Clone) -> Vec<Rule> {
        let mut out: Vec<Rule> = Vec::new();
        for rule in self.rules.iter().filter(|r| forms.clone().any(|form| r.is_about(form))) {
            match out.iter_mut().find(|r| r.id == rule.id && r.form == rule.form) {
                Some(there) if rule.own => *there = rule.clone(),
                Some(_) => {}
                None => out.push(rule.clone()),
            }
        }
        out
    }

    /// Every rule beside the forms.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }
}

impl Form {
    /// The identities in its own file, as rules.
    pub fn rules(&self) -> Vec<Rule> {
        let rule = |id: &str, says: Says, severity: Severity, status: Status| Rule {
            id: id.to_owned(),
            form: self.id.clone(),
            says,
            severity,
            why_vi: String::new(),
            why_en: String::new(),
            do_vi: String::new(),
            do_en: String::new(),
            status,
            law: self.law.clone(),
            own: self.own,
        };
        let within = self.checks.iter().map(|c| Rule {
            why_vi: c.why_vi.clone(),
            why_en: c.why_en.clone(),
            do_vi: c.do_vi.clone(),
            do_en: c.do_en.clone(),
            ..rule(&c.id, Says::Within { left: c.left.clone(), is: c.is, right: c.right.clone() }, c.severity, c.status)
        });
        let between = self.between.iter().map(|b| Rule {
            why_vi: b.why_vi.clone(),
            why_en: b.why_en.clone(),
            do_vi: b.do_vi.clone(),
            do_en: b.do_en.clone(),
            ..rule(
                &b.name(),
                Says::Between { left: b.left.clone(), form: b.form.clone(), right: b.right.clone() },
                b.severity,
                b.status,
            )
        });
        within.chain(between).collect()
    }
}

/// Whether days fit a pattern of the year the last of them falls in.
pub fn fits(from: Date, until: Date, pattern: ((i16, i8, i8), (i16, i8, i8))) -> bool {
    let day = |(years, month, day): (i16, i8, i8)| Date::new(until.year() + years, month, day).ok();
    day(pattern.0) == Some(from) && day(pattern.1) == Some(until)
}
