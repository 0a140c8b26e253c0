//! The kinds of inspection body, which fix the terms that bind it.

use serde::{Deserialize, Serialize};

/// Loại cơ quan thanh tra (inspection.md §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AgencyKind {
    /// Thanh tra Chính phủ.
    #[serde(rename = "GI")]
    Gi,
    /// Thanh tra Bộ, cơ quan ngang bộ; from 2025 only Quốc phòng, Công an, Ngân hàng Nhà nước.
    #[serde(rename = "MIN")]
    Min,
    /// Thanh tra Tổng cục, Cục thuộc Bộ.
    #[serde(rename = "SUBMIN")]
    Submin,
    /// Thanh tra cơ quan thuộc Chính phủ.
    #[serde(rename = "GOVAG")]
    Govag,
    /// Cơ quan được giao thực hiện chức năng thanh tra chuyên ngành.
    #[serde(rename = "ASSIGNED")]
    Assigned,
    /// Thanh tra tỉnh, thành phố.
    #[serde(rename = "PROV")]
    Prov,
    /// Thanh tra sở.
    #[serde(rename = "DEPT")]
    Dept,
    /// Thanh tra huyện, quận, thị xã.
    #[serde(rename = "DIST")]
    Dist,
    /// Thanh tra Cơ yếu.
    #[serde(rename = "CIPHER")]
    Cipher,
    /// Thanh tra theo điều ước quốc tế.
    #[serde(rename = "TREATY")]
    Treaty,
    /// Other inspectorates of army, police and State Bank (LTT2025 Art 20, group C).
    #[serde(rename = "FORCE")]
    Force,
    /// Cơ quan hành chính khác: receives people and settles petitions, inspects nobody.
    #[serde(rename = "ADMIN")]
    Admin,
}

impl AgencyKind {
    /// Every kind, with the word used in data.
    pub const ALL: &'static [(AgencyKind, &'static str)] = &[
        (AgencyKind::Gi, "GI"),
        (AgencyKind::Min, "MIN"),
        (AgencyKind::Submin, "SUBMIN"),
        (AgencyKind::Govag, "GOVAG"),
        (AgencyKind::Assigned, "ASSIGNED"),
        (AgencyKind::Prov, "PROV"),
        (AgencyKind::Dept, "DEPT"),
        (AgencyKind::Dist, "DIST"),
        (AgencyKind::Cipher, "CIPHER"),
        (AgencyKind::Treaty, "TREATY"),
        (AgencyKind::Force, "FORCE"),
        (AgencyKind::Admin, "ADMIN"),
    ];

    /// The word used in data, as `PROV`.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    /// The kind a word of the data names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind)
    }
}
