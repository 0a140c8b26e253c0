//! Hồ sơ: a case is a number, a unit, a regime and an ordered list of acts.

use crate::fields::UnitCode;
use jiff::civil::Date;
use law::AgencyKind;

crate::choices! {
    /// Người ký: in which capacity the paper was signed.
    pub enum Role {
        /// Thủ trưởng cơ quan thanh tra, người ra quyết định.
        Head = "head",
        /// Trưởng đoàn.
        Leader = "leader",
        /// Người giám sát Đoàn.
        Supervisor = "supervisor",
        /// Người, đơn vị được giao thẩm định hoặc xây dựng dự thảo.
        Drafter = "drafter",
        /// Đối tượng thanh tra.
        Entity = "entity",
        /// Thủ trưởng cơ quan quản lý nhà nước cùng cấp.
        StateHead = "state_head",
    }
}

/// One act in a case, as the paper says it (not as the journal took it in).
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Entry<A> {
    /// Position in the case, from 1.
    pub seq: u32,
    /// Ngày ban hành: the official date on the paper.
    pub on: Date,
    /// In which capacity it was signed.
    pub by: Role,
    /// Số, ký hiệu; may be empty for minutes and notes.
    #[serde(default)]
    pub number: String,
    /// Name of the signer.
    #[serde(default)]
    pub signer: String,
    /// What was done.
    pub act: A,
}

/// A case file.
#[derive(Debug, Clone, PartialEq)]
pub struct Case<A, R> {
    /// Số hồ sơ, unique within the installation.
    pub number: String,
    /// The body that keeps it.
    pub unit: UnitCode,
    /// What kind of body that is, which fixes its terms.
    pub agency: AgencyKind,
    /// The law it is run under from its first act to its last.
    pub regime: R,
    /// Every act ever recorded, in journal order; never shortened.
    pub acts: Vec<Entry<A>>,
}
