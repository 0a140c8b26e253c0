//! Trạng thái hồ sơ: where a case stands, from its acts alone.

use super::acts::{Act, Extent};
use super::{Case, effective};

crate::choices! {
    /// Hồ sơ đang ở bước nào.
    pub enum Standing {
        /// Đã ban hành quyết định.
        Decided = "decided",
        /// Đang tiến hành thanh tra.
        OnSite = "on_site",
        /// Tạm dừng.
        Suspended = "suspended",
        /// Đình chỉ.
        Terminated = "terminated",
        /// Đã kết thúc thanh tra trực tiếp.
        OnSiteEnded = "on_site_ended",
        /// Đã có báo cáo kết quả.
        Reported = "reported",
        /// Đang xây dựng dự thảo.
        Drafting = "drafting",
        /// Đã có dự thảo, chờ ký.
        Drafted = "drafted",
        /// Đang xin ý kiến.
        Consulting = "consulting",
        /// Đã kết luận.
        Concluded = "concluded",
        /// Đã công khai.
        Published = "published",
        /// Đang theo dõi thực hiện kết luận.
        Following = "following",
        /// Hoàn thành.
        Completed = "completed",
    }
}

impl Standing {
    /// Nothing more is asked of the office.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Terminated | Self::Completed)
    }
}

/// Where the case stands. The furthest act decides; a suspension holds it.
pub fn standing(case: &Case) -> Standing {
    let mut at = Standing::Decided;
    for entry in effective(&case.acts) {
        at = match &entry.act {
            Act::Announcement(_) | Act::OnsiteStart(_) | Act::Resumption(_) => at.max_before(Standing::OnSite),
            Act::Suspension(_) => Standing::Suspended,
            Act::Termination(t) if t.extent != Some(Extent::Part) => Standing::Terminated,
            Act::OnsiteEnd(_) => at.max_before(Standing::OnSiteEnded),
            Act::TeamReport(_) => at.max_before(Standing::Reported),
            Act::DraftingAssignment(_) => at.max_before(Standing::Drafting),
            Act::Draft(_) | Act::StateHeadOpinion(_) => at.max_before(Standing::Drafted),
            Act::UpwardReport(_) => at.max_before(Standing::Consulting),
            Act::Conclusion(_) => at.max_before(Standing::Concluded),
            Act::Publication(_) => at.max_before(Standing::Published),
            Act::ImplementingDocument(_) | Act::Recovery(_) | Act::RecommendationDone(_)
                if at >= Standing::Concluded =>
            {
                at.max_before(Standing::Following)
            }
            Act::FollowUpClose(_) => Standing::Completed,
            _ => at,
        };
    }
    at
}

impl Standing {
    /// `next`, unless the case is already past it (suspension and an asked
    /// opinion are left, not passed).
    fn max_before(self, next: Standing) -> Standing {
        match self {
            Self::Suspended => next,
            Self::Consulting if next >= Self::Drafted => next,
            at if at > next => at,
            _ => next,
        }
    }
}
