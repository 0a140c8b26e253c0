//! Hồ sơ: a case is a number, a unit, a regime and an ordered list of acts.

use crate::fields::UnitCode;
use crate::procedure::{Kind, effective};
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
        /// Cán bộ tiếp công dân, xử lý đơn.
        Officer = "officer",
        /// Người, Tổ được giao xác minh.
        Verifier = "verifier",
        /// Công dân: người khiếu nại, tố cáo, kiến nghị, phản ánh hoặc người đại diện.
        Citizen = "citizen",
        /// Cơ quan, tổ chức, đơn vị khác.
        OtherBody = "other_body",
        /// Người tổng hợp báo cáo.
        Reporter = "reporter",
        /// Thủ trưởng đơn vị báo cáo, hoặc người được ủy quyền ký.
        ReportHead = "report_head",
        /// Cơ quan cấp trên, nơi nhận báo cáo.
        Superior = "superior",
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
pub struct Case<K: Kind> {
    /// Số hồ sơ, unique within the installation.
    pub number: String,
    /// The body that keeps it.
    pub unit: UnitCode,
    /// What kind of body that is, which fixes its terms.
    pub agency: AgencyKind,
    /// The law it is run under from its first act to its last.
    pub regime: K::Regime,
    /// Every act ever recorded, in journal order; never shortened.
    pub acts: Vec<Entry<K::Act>>,
}

impl<K: Kind> Case<K> {
    /// The act that opened it, as it stands after any rectification.
    pub fn opening(&self) -> Option<Entry<K::Act>> {
        effective(&self.acts).into_iter().next()
    }

    /// Whether an act has been annulled, and by which act.
    pub fn annulled_by(&self, seq: u32) -> Option<u32> {
        use crate::procedure::{ActFacts, Mending};
        self.acts.iter().find_map(|e| match e.act.mends() {
            Some(Mending::Annuls(a)) if a.target == seq => Some(e.seq),
            _ => None,
        })
    }
}
