//! Đơn vị: one unit during one span of days with one name and one parent.

use crate::fields::UnitCode;
use jiff::civil::Date;
use law::{AgencyKind, Status};

crate::choices! {
    /// Loại đơn vị.
    pub enum UnitKind {
        /// Nước.
        Country = "country",
        /// Cơ quan thanh tra.
        Inspectorate = "inspectorate",
        /// Bộ, cơ quan ngang bộ.
        Ministry = "ministry",
        /// Cục, vụ, cơ quan thuộc Chính phủ and other bodies below a ministry's rank.
        Bureau = "bureau",
        /// Sở, ban của tỉnh.
        Department = "department",
        /// Tỉnh, thành phố trực thuộc trung ương.
        Province = "province",
        /// Huyện, quận, thị xã, thành phố thuộc tỉnh (to 30/06/2025).
        District = "district",
        /// Xã, phường, thị trấn, đặc khu.
        Commune = "commune",
        /// Outside Viet Nam, for trials on foreign registers.
        Foreign = "foreign",
    }
}

/// Đơn vị kế thừa: who took over from a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heir {
    /// The unit that took over.
    pub code: UnitCode,
    /// It took only a part: the address decides, not the date.
    pub split: bool,
    /// It took most of it.
    pub main: bool,
    /// Not confirmed by a second source, or inferred.
    pub status: Status,
}

/// Đơn vị: one dated version of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Mã: `31`, `303`, `31.SXD.TT`, `B.TC`, `TTCP`.
    pub code: UnitCode,
    /// Which kind of unit it is.
    pub kind: UnitKind,
    /// Which terms of the law bind it, for inspection bodies.
    pub agency: Option<AgencyKind>,
    /// Vietnamese name in full, as `Quận Hồng Bàng`.
    pub name: String,
    /// English name where one was given; else [`Unit::english`] makes one.
    pub name_en: Option<String>,
    /// The unit above it; none at a root.
    pub parent: Option<UnitCode>,
    /// First day of this version; none: before the records begin.
    pub from: Option<Date>,
    /// Last day of this version; none: it exists.
    pub until: Option<Date>,
    /// Who took over when this version ended, other than a later version of itself.
    pub successors: Vec<Heir>,
    /// How sure we are of its existence and dates.
    pub status: Status,
    /// Place among its siblings of the same kind, before the code decides.
    pub order: u16,
}

/// Vietnamese kind words of places with their English ones, longest first.
const KIND_WORDS: &[(&str, &str)] = &[
    ("Thành phố", "City"),
    ("Thị trấn", "Township"),
    ("Đặc khu", "Special Zone"),
    ("Phường", "Ward"),
    ("Thị xã", "Town"),
    ("Huyện", "District"),
    ("Quận", "Urban District"),
    ("Tỉnh", "Province"),
    ("Xã", "Commune"),
];

impl Unit {
    /// Whether this version holds on that day.
    pub fn exists(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }

    /// Who took over most of it.
    pub fn main_heir(&self) -> Option<&Heir> {
        self.successors.iter().find(|heir| heir.main).or(self.successors.first())
    }

    /// The kind word and the bare name: (`Quận`, `Hồng Bàng`); no kind word for bodies.
    pub fn split_name(&self) -> (&str, &str) {
        KIND_WORDS
            .iter()
            .find_map(|(vi, _)| Some((*vi, self.name.strip_prefix(vi)?.strip_prefix(' ')?)))
            .unwrap_or(("", &self.name))
    }

    /// The name in English: the given one, or the Vietnamese name with the English kind word.
    pub fn english(&self) -> String {
        if let Some(name) = &self.name_en {
            return name.clone();
        }
        let (kind, bare) = self.split_name();
        match KIND_WORDS.iter().find(|(vi, _)| *vi == kind) {
            Some((_, en)) if bare.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{en} {bare}")
            }
            Some((_, en)) => format!("{bare} {en}"),
            None => self.name.clone(),
        }
    }

    /// Tên dùng giữa câu: the kind word in lower case, as `quận Hồng Bàng`.
    pub fn name_within(&self) -> String {
        let (kind, bare) = self.split_name();
        if kind.is_empty() { self.name.clone() } else { format!("{} {bare}", kind.to_lowercase()) }
    }
}
