//! Trạng thái vụ việc tố cáo: where a case stands, from its acts alone.

use super::acts::Act;
use super::{Case, Entry, clocks, effective};

crate::choices! {
    /// Vụ việc đang ở bước nào.
    pub enum Standing {
        /// Đã tiếp nhận, đang kiểm tra điều kiện.
        Received = "received",
        /// Đang giải quyết: đã thụ lý.
        Accepted = "accepted",
        /// Đang xác minh.
        Verifying = "verifying",
        /// Tạm đình chỉ.
        Stayed = "stayed",
        /// Đã có báo cáo kết quả xác minh.
        Verified = "verified",
        /// Đã có dự thảo kết luận.
        ConclusionDrafted = "conclusion_drafted",
        /// Đã kết luận.
        Concluded = "denunciation_concluded",
        /// Đang xử lý theo kết luận.
        Handled = "handled",
        /// Đã công khai.
        MadePublic = "made_public",
        /// Đã thực hiện xong kết luận.
        Executed = "executed",
        /// Giải quyết lại ở cấp trên.
        Resettled = "resettled",
        /// Không thụ lý.
        TurnedAway = "turned_away",
        /// Đã chuyển đơn.
        Transferred = "transferred",
        /// Đã chuyển cơ quan điều tra.
        ToInvestigators = "to_investigators",
        /// Kiểm tra theo thông tin quản lý.
        ManagementInfo = "management_info",
        /// Đã rút trước khi thụ lý.
        WithdrawnBefore = "withdrawn_before",
        /// Đình chỉ.
        Ended = "settlement_ended",
        /// Đã kết thúc hồ sơ.
        Filed = "filed",
    }
}

impl Standing {
    /// Nothing more is asked of the office.
    pub fn is_closed(self) -> bool {
        self >= Self::Executed
    }
}

/// Where the case stands. The furthest act decides; a suspension holds it.
pub fn standing(case: &Case) -> Standing {
    let acts = effective(&case.acts);
    let mut at = acts.iter().fold(Standing::Received, next);
    if at == Standing::Received && clocks::is_withdrawn(&acts) {
        at = Standing::WithdrawnBefore;
    }
    if at == Standing::Received && clocks::is_all_crime(&acts) {
        at = Standing::ToInvestigators;
    }
    at
}

fn next(at: Standing, entry: &Entry) -> Standing {
    match &entry.act {
        Act::Acceptance(_) => at.to(Standing::Accepted),
        Act::NotAccepted(_) => Standing::TurnedAway,
        Act::Transfer(_) => Standing::Transferred,
        Act::ManagementCheck(_) => Standing::ManagementInfo,
        Act::VerificationAssignment(_) | Act::VerificationTeam(_) | Act::WorkingMinutes(_) => {
            at.to(Standing::Verifying)
        }
        Act::Suspension(_) => Standing::Stayed,
        Act::Continuation(_) => at.to(Standing::Verifying),
        Act::VerificationReport(_) => at.to(Standing::Verified),
        Act::DraftConclusion(_) => at.to(Standing::ConclusionDrafted),
        Act::Conclusion(_) => at.to(Standing::Concluded),
        Act::Termination(_) => Standing::Ended,
        Act::Handling(_) | Act::HandlingReport(_) => at.to(Standing::Handled),
        Act::Publication(_) => at.to(Standing::MadePublic),
        Act::Execution(x) if x.complete => at.to(Standing::Executed),
        Act::Resettling(_) => Standing::Resettled,
        Act::Closing(_) => Standing::Filed,
        _ => at,
    }
}

impl Standing {
    /// `next`, unless the case is already past it; a suspension is left, not passed.
    fn to(self, next: Standing) -> Standing {
        match self {
            Self::Stayed => next,
            at if at > next => at,
            _ => next,
        }
    }
}
