//! Kỳ báo cáo: from which day to which day the figures of a report run.
//!
//! The circular in force on the last day of the period sets its first and last
//! day; a free period names both. Must never print a period without its dates.

use crate::source::{File, LawError, read};
use crate::{Citation, Instrument, Law, Status};
use jiff::civil::{Date, date};
use serde::Deserialize;

/// Một loại kỳ báo cáo of one circular.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodRule {
    /// As `q1`, `6m`, `9m`, `y`.
    pub kind: String,
    /// Vietnamese title, with `{year}`.
    pub title_vi: String,
    /// English title, with `{year}`.
    pub title_en: String,
    /// First day: years after the one named, month, day.
    pub from: (i16, i8, i8),
    /// Last day.
    pub until: (i16, i8, i8),
    /// Whether a narrative report goes with the forms.
    #[serde(default = "yes")]
    pub narrative: bool,
}

fn yes() -> bool {
    true
}

/// The periods one circular sets.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodRules {
    /// The provision.
    pub law: Citation,
    /// How sure we are of the days.
    pub status: Status,
    /// First day of force of the circular.
    pub in_force_from: Date,
    /// Last day of force.
    pub in_force_until: Option<Date>,
    /// Each kind, shortest first.
    pub kinds: Vec<PeriodRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPeriods {
    #[serde(default)]
    article: String,
    status: Option<Status>,
    #[serde(default)]
    period: Vec<PeriodRule>,
}

/// Kỳ số liệu: the days a sheet covers, both included.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
pub struct Period {
    /// As it is asked for again: `2023-6m`, `2022-12-15..2023-07-14`.
    pub id: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Vietnamese name without dates.
    pub title_vi: String,
    /// English name without dates.
    pub title_en: String,
    /// The circular's provision, for a statutory period.
    pub law: Option<Citation>,
    /// How sure we are of its days.
    pub status: Status,
}

/// Why a period cannot be read; the sentences stand in catalogues under `period.<code>`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not a period at all.
    #[error(
        "\"{0}\" is not a period: write 2023-6m, 2023-q2, 2023-9m, 2023-y, 2023-7m (from 15/12 as the sector counts) or 2022-12-15..2023-07-14"
    )]
    Unreadable(String),
    /// The last day is before the first.
    #[error("the period {0} ends before it begins")]
    Backwards(String),
    /// No circular in force at its end is known to set such a period.
    #[error("no circular known here sets the period {0}: give its dates, as 2022-12-15..2023-07-14")]
    NoRule(String),
}

impl PeriodError {
    /// The rule's name in the catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Backwards(_) => "backwards",
            Self::NoRule(_) => "no_rule",
        }
    }
}

impl Period {
    /// A free period.
    ///
    /// # Errors
    /// When it ends before it begins.
    pub fn free(from: Date, until: Date) -> Result<Self, PeriodError> {
        let id = format!("{from}..{until}");
        if until < from {
            return Err(PeriodError::Backwards(id));
        }
        Ok(Self {
            id,
            from,
            until,
            title_vi: "Kỳ tự chọn".into(),
            title_en: "Chosen period".into(),
            law: None,
            status: Status::Verified,
        })
    }

    /// Name and dates: `6 tháng đầu năm 2023 (15/12/2022 – 14/06/2023)`.
    pub fn label(&self, lang: &str) -> String {
        let title = if lang == "en" { &self.title_en } else { &self.title_vi };
        format!("{title} ({} – {})", slashes(self.from), slashes(self.until))
    }

    /// Các tháng của kỳ, as the sector counts them: each ends on the day of the month on which
    /// the period ends. The first begins with the period, however few days it then has.
    pub fn months(&self) -> Vec<Period> {
        let mut out = Vec::new();
        let mut until = self.until;
        for n in 1_i16.. {
            let cut = month_before(self.until, n).filter(|cut| *cut >= self.from);
            let from = cut.and_then(|day| day.tomorrow().ok()).unwrap_or(self.from);
            out.extend(Period::free(from, until));
            let Some(cut) = cut else { break };
            until = cut;
        }
        out.reverse();
        out
    }

    /// The same days `n` months before.
    pub fn months_back(&self, n: i16) -> Option<Period> {
        Period::free(month_before(self.from, n)?, month_before(self.until, n)?).ok()
    }

    /// Whether a day falls in it.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)
    }
}

/// The same day `n` months before; where a month has no such day, or this one is its
/// month's last, the last day of that month.
fn month_before(day: Date, n: i16) -> Option<Date> {
    let back = day.checked_sub(jiff::Span::new().months(n)).ok()?;
    Some(if day.day() == day.days_in_month() { back.last_of_month() } else { back })
}

fn slashes(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

impl Law {
    /// Reads a period as people and addresses write it.
    ///
    /// # Errors
    /// Why it is none.
    pub fn period(&self, text: &str) -> Result<Period, PeriodError> {
        let text = text.trim();
        let unreadable = || PeriodError::Unreadable(text.to_owned());
        if let Some((from, until)) = text.split_once("..") {
            let day = |part: &str| part.trim().parse::<Date>().map_err(|_| unreadable());
            return Period::free(day(from)?, day(until)?);
        }
        let (year, kind) = text.split_once('-').ok_or_else(unreadable)?;
        let year: i16 = year.parse().ok().filter(|y| (1990..=2200).contains(y)).ok_or_else(unreadable)?;
        let kind = kind.to_ascii_lowercase();
        let kind = if kind == "12m" { "y" } else { kind.as_str() };
        if let Some(period) = self.statutory(year, kind) {
            return Ok(period);
        }
        match kind.strip_suffix('m').and_then(|n| n.parse::<i8>().ok()).filter(|n| (1..=12).contains(n)) {
            Some(months) => self.months(year, months),
            None if ["q1", "q2", "q3", "q4", "6m", "9m", "y"].contains(&kind) => {
                Err(PeriodError::NoRule(text.to_owned()))
            }
            None => Err(unreadable()),
        }
    }

    /// Every statutory period that ends in a year.
    pub fn periods_of(&self, year: i16) -> Vec<Period> {
        ["q1", "q2", "6m", "q3", "9m", "q4", "y"].iter().filter_map(|kind| self.statutory(year, kind)).collect()
    }

    /// The rules of the circular in force on a day.
    pub fn period_rules(&self, on: Date) -> Option<&PeriodRules> {
        self.periods.iter().find(|r| r.in_force_from <= on && r.in_force_until.is_none_or(|until| on <= until))
    }

    fn statutory(&self, year: i16, kind: &str) -> Option<Period> {
        self.periods.iter().find_map(|rules| {
            let rule = rules.kinds.iter().find(|k| k.kind == kind)?;
            let day = |(years, month, day): (i16, i8, i8)| Date::new(year + years, month, day).ok();
            let (from, until) = (day(rule.from)?, day(rule.until)?);
            if until < rules.in_force_from || rules.in_force_until.is_some_and(|last| last < until) {
                return None;
            }
            let fill = |title: &str| title.replace("{year}", &year.to_string());
            Some(Period {
                id: format!("{year}-{kind}"),
                from,
                until,
                title_vi: fill(&rule.title_vi),
                title_en: fill(&rule.title_en),
                law: Some(rules.law.clone()),
                status: rules.status,
            })
        })
    }

    /// The first `n` months as the sector counts them: from the first day of its
    /// year to the cut-off day of the n-th month. No circular asks for it.
    fn months(&self, year: i16, n: i8) -> Result<Period, PeriodError> {
        let none = || PeriodError::NoRule(format!("{year}-{n}m"));
        // The circular in force in the middle of the last month decides.
        let rules = self.period_rules(date(year, n, 10)).ok_or_else(none)?;
        let like = rules.kinds.iter().find(|k| k.kind == "y").ok_or_else(none)?;
        let from = Date::new(year + like.from.0, like.from.1, like.from.2).map_err(|_| none())?;
        let until = Date::new(year, n, like.until.2).map_err(|_| none())?;
        Ok(Period {
            id: format!("{year}-{n}m"),
            from,
            until,
            title_vi: format!("{n} tháng năm {year}, ngoài kỳ luật định"),
            title_en: format!("{n} months of {year}, no statutory period"),
            law: None,
            status: rules.status,
        })
    }
}

/// Reads every `periods.toml`; each belongs to the circular of its folder.
pub(crate) fn periods(
    files: &[File],
    instruments: &std::collections::BTreeMap<String, Instrument>,
    errors: &mut Vec<LawError>,
) -> Vec<PeriodRules> {
    let mut out: Vec<PeriodRules> = Vec::new();
    for file in files {
        let Some(circular) = crate::instrument::beside(&file.path, instruments) else {
            errors.push(LawError::new(&file.path, "there is no instrument.toml beside it"));
            continue;
        };
        let raw = match read::<RawPeriods>(file) {
            Ok(raw) => raw,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        for rule in &raw.period {
            let is_day = |(_, month, day): (i16, i8, i8)| Date::new(2024, month, day).is_ok();
            if !is_day(rule.from) || !is_day(rule.until) {
                errors.push(LawError::new(&file.path, format!("period {}: from or until is no day", rule.kind)));
            }
        }
        out.push(PeriodRules {
            law: Citation { instrument: circular.number.clone().into(), article: raw.article.into() },
            status: raw.status.unwrap_or(circular.status),
            in_force_from: circular.from,
            in_force_until: circular.until,
            kinds: raw.period,
        });
    }
    out.sort_by_key(|r| r.in_force_from);
    out
}
