//! Biểu mẫu báo cáo: columns as data, each a selection of postings or a sum of
//! other columns, with the identities a correct sheet keeps.
//!
//! Here because a new circular must be a new file, also at run time. Must never
//! know a case: it says what to add up, not what was added.

mod read;

pub use read::{MOST_INDICATORS, MOST_WORDS};
pub(crate) use read::{checked, forms};

use crate::{Citation, Law, Status};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Biểu: one form of one circular (or of the programme itself), as it was in force for some periods.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
pub struct Form {
    /// Ký hiệu, as `01/TTr`.
    pub id: String,
    /// Other words it is asked for by.
    pub also: Vec<String>,
    /// Number of its circular, `1` for forms of no circular; an operator's file adds a fingerprint.
    pub version: String,
    /// Tên biểu.
    pub title_vi: String,
    /// Title.
    pub title_en: String,
    /// First period end it serves.
    pub from: Option<Date>,
    /// Last period end it serves.
    pub until: Option<Date>,
    /// The provision that asks for it.
    pub law: Option<Citation>,
    /// How sure we are of it as a whole.
    pub status: Status,
    /// Where it was read.
    pub source: String,
    /// What a reader should know, Vietnamese.
    pub note_vi: String,
    /// What a reader should know, English.
    pub note_en: String,
    /// Which of the sector's reports it goes with; none: not part of a report.
    pub topic: Option<Topic>,
    /// Paper it is filed on: `A4` or `A3`.
    pub paper: String,
    /// Which way its columns run; sealed reports of before know only one.
    #[serde(default)]
    pub layout: Layout,
    /// The columns in the order of the paper.
    pub columns: Vec<Column>,
    /// Identities a correct sheet keeps.
    pub checks: Vec<Check>,
    /// Identities with other forms of the same circular.
    pub between: Vec<Between>,
    /// The file it was read from.
    pub file: String,
    /// Whether an operator put it there.
    pub own: bool,
}

/// Mặt công tác của báo cáo: which of the sector's periodic reports a form goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Công tác thanh tra.
    Inspection,
    /// Tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo.
    Petitions,
    /// Phòng, chống tham nhũng, tiêu cực.
    AntiCorruption,
}

/// Chiều của biểu: which way the columns run on screen and paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Ngang: side by side, a line for each unit.
    #[default]
    Across,
    /// Dọc: one under the other, as a long list of items has them.
    Down,
}

impl Topic {
    /// The word of catalogues: `choice.inspection`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::Petitions => "petitions",
            Self::AntiCorruption => "anti_corruption",
        }
    }
}

/// Một cột.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
pub struct Column {
    /// Number or name on the form, as `8` or `violations_vnd`.
    pub id: String,
    /// Heads from the top one down to its own, Vietnamese.
    pub heads_vi: Vec<String>,
    /// Heads in English.
    pub heads_en: Vec<String>,
    /// What its figures are.
    pub unit: Unit,
    /// How paper prints them.
    pub printed: Printed,
    /// What is added up.
    pub take: Take,
    /// Which postings count.
    pub only: Only,
    /// How sure we are of its meaning.
    pub status: Status,
    /// What a reader should know, Vietnamese.
    pub note_vi: String,
    /// What a reader should know, English.
    pub note_en: String,
}

/// Đơn vị tính của số liệu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Cuộc, đơn vị, vụ, người…
    Count,
    /// Đồng.
    Vnd,
    /// Mét vuông.
    M2,
}

/// Đơn vị in trên biểu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Printed {
    /// As counted.
    Count,
    /// Đồng.
    Dong,
    /// Triệu đồng.
    TrieuDong,
    /// Mét vuông.
    M2,
    /// Héc-ta.
    Ha,
}

impl Printed {
    /// How many of the exact unit make one printed.
    pub fn scale(self) -> i64 {
        match self {
            Self::Count | Self::Dong | Self::M2 => 1,
            Self::TrieuDong => 1_000_000,
            Self::Ha => 10_000,
        }
    }

    /// Decimals that paper shows at most.
    pub fn places(self) -> u32 {
        match self {
            Self::Count | Self::Dong | Self::M2 => 0,
            Self::TrieuDong => 3,
            Self::Ha => 4,
        }
    }

    /// The word of catalogues: `printed.trieu_dong`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Dong => "dong",
            Self::TrieuDong => "trieu_dong",
            Self::M2 => "m2",
            Self::Ha => "ha",
        }
    }
}

/// What a column adds up.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// Số dư và số phát sinh: postings before the period, within it, or up to its end.
    Sums {
        /// Balance at the period's start: everything before it.
        opening: Vec<String>,
        /// Within the period.
        flow: Vec<String>,
        /// Balance at the period's end: everything up to it.
        closing: Vec<String>,
    },
    /// Đếm không trùng: different items within the period.
    Distinct(Vec<String>),
    /// Cộng các cột khác.
    Sum(Vec<String>),
    /// Not known or not recorded: no figure, never a zero.
    Nothing,
}

/// Which postings count; an empty list lets everything through.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, Deserialize)]
pub struct Only {
    /// Words of classes.
    pub class: Vec<String>,
    /// Words of manners.
    pub manner: Vec<String>,
    /// Fields of work.
    pub field: Vec<String>,
    /// Whether what is counted had begun before the period or within it; the posting's
    /// item is that day.
    pub begun: Option<Begun>,
}

/// Bắt đầu từ bao giờ: which side of the period's first day a thing began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begun {
    /// Kỳ trước chuyển sang.
    Before,
    /// Trong kỳ.
    Within,
}

impl Begun {
    /// Whether a thing that began on `day` (`YYYY-MM-DD`) is on this side of `from`.
    pub fn lets(self, day: &str, from: &str) -> bool {
        (day < from) == (self == Self::Before)
    }
}

impl Only {
    /// Whether a posting with these dimensions counts.
    pub fn lets(&self, class: &str, manner: &str, field: &str) -> bool {
        let ok = |list: &[String], word: &str| list.is_empty() || list.iter().any(|w| w == word);
        ok(&self.class, class) && ok(&self.manner, manner) && ok(&self.field, field)
    }
}

/// How an identity compares its two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Both sides are the same.
    Equal,
    /// The left side is not above the right.
    AtMost,
    /// The left side is not below the right.
    AtLeast,
}

impl Relation {
    /// Whether two sides stand so.
    pub fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }

    /// The sign between the sides: `=`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
        }
    }
}

/// How much a failed identity matters. Either way it warns and never blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The form cannot be right.
    Wrong,
    /// Unusual: worth a look.
    #[default]
    Look,
    /// Allowed, but to be said.
    Note,
}

impl Severity {
    /// The word of catalogues.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::Look => "look",
            Self::Note => "note",
        }
    }
}

/// Hệ thức: an identity between columns.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// As `1=2+3`.
    pub id: String,
    /// Columns added up on the left.
    pub left: Vec<String>,
    /// How the sides compare.
    pub is: Relation,
    /// Columns added up on the right.
    pub right: Vec<String>,
    /// How much it matters.
    pub severity: Severity,
    /// Vì sao phải đúng.
    pub why_vi: String,
    /// Why it holds.
    pub why_en: String,
    /// Phải làm gì.
    pub do_vi: String,
    /// What to do.
    pub do_en: String,
    /// Whether the circular prints it or it follows from the meaning.
    pub status: Status,
}

/// Hệ thức giữa hai biểu: figures of this form that another form of the same
/// circular must repeat for the same unit and period.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// As `8=02/XLD 7`; empty: made of its sides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// How much it matters.
    #[serde(default)]
    pub severity: Severity,
    /// Columns of this form, added up.
    pub left: Vec<String>,
    /// Id of the other form.
    pub form: String,
    /// Columns of the other form, added up.
    pub right: Vec<String>,
    /// Vì sao phải bằng nhau.
    pub why_vi: String,
    /// Why they are one figure.
    pub why_en: String,
    /// Phải làm gì.
    #[serde(default)]
    pub do_vi: String,
    /// What to do.
    #[serde(default)]
    pub do_en: String,
    /// Whether the circular says so or it follows from the meaning.
    pub status: Status,
}

impl Between {
    /// Its name among the rules of its form.
    pub fn name(&self) -> String {
        if !self.id.is_empty() {
            return self.id.clone();
        }
        format!("{}={} {}", self.left.join("+"), self.form, self.right.join("+"))
    }
}

impl Form {
    /// Whether it serves periods that end on this day.
    pub fn serves(&self, period_end: Date) -> bool {
        self.from.is_none_or(|from| from <= period_end) && self.until.is_none_or(|until| period_end <= until)
    }

    /// A column by its id.
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.id == id)
    }

    /// Tên biểu in a language.
    pub fn title(&self, lang: &str) -> &str {
        if lang == "en" { &self.title_en } else { &self.title_vi }
    }

    /// Every indicator whose sums matter.
    pub fn summed_indicators(&self) -> BTreeSet<&str> {
        let mut out = BTreeSet::new();
        for column in self.columns.iter().filter(|c| c.only.begun.is_none()) {
            if let Take::Sums { opening, flow, closing } = &column.take {
                out.extend([opening, flow, closing].into_iter().flatten().map(String::as_str));
            }
        }
        out
    }

    /// Every indicator whose items matter: counted once each, or told apart by their day.
    pub fn item_indicators(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for column in &self.columns {
            match &column.take {
                Take::Distinct(names) => out.extend(names.iter().map(String::as_str)),
                Take::Sums { flow, .. } if column.only.begun.is_some() => out.extend(flow.iter().map(String::as_str)),
                _ => {}
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

impl Column {
    /// Heads in a language.
    pub fn heads(&self, lang: &str) -> &[String] {
        if lang == "en" { &self.heads_en } else { &self.heads_vi }
    }

    /// Heads as one line.
    pub fn title(&self, lang: &str) -> String {
        self.heads(lang).join(" / ")
    }

    /// What a reader should know, in a language.
    pub fn note(&self, lang: &str) -> &str {
        if lang == "en" { &self.note_en } else { &self.note_vi }
    }

    /// Whether its figures count different things, which do not add up across rows.
    pub fn is_distinct(&self) -> bool {
        matches!(self.take, Take::Distinct(_))
    }
}

impl Law {
    /// The form of this id that serves periods ending on a day. An operator's
    /// own goes before a shipped one.
    pub fn form(&self, id: &str, period_end: Date) -> Option<&Form> {
        let named = |f: &&Form| f.id.eq_ignore_ascii_case(id) || f.also.iter().any(|a| a.eq_ignore_ascii_case(id));
        self.forms.iter().filter(|f| f.serves(period_end)).filter(named).max_by_key(|f| (f.own, f.from))
    }

    /// Every form that serves periods ending on a day, by id.
    pub fn forms_on(&self, period_end: Date) -> Vec<&Form> {
        let mut out: Vec<&Form> = Vec::new();
        for form in self.forms.iter().filter(|f| f.serves(period_end)) {
            if self.form(&form.id, period_end).is_some_and(|best| std::ptr::eq(best, form)) {
                out.push(form);
            }
        }
        out
    }

    /// Every form, by id and date.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }
}
