//! Các bước của một vụ việc tố cáo: one variant per act, in the law's order.
//!
//! Only facts: what the paper says. Which act may follow which, by whom and
//! under which article stands in `procedure`. No fact holds the denouncer: acts
//! carry the names of envelopes alone.

mod after;
mod opening;
mod settling;
mod words;

pub use crate::procedure::{Annulment, Rectification};
pub use after::*;
pub use opening::*;
pub use settling::*;
pub use words::*;

use crate::acts;

acts! {
    /// Tiếp nhận tố cáo.
    Receipt = "receipt",
    /// Kiểm tra, xác minh người tố cáo và điều kiện thụ lý.
    IdentityCheck = "identity_check",
    /// Xem xét tố cáo tiếp.
    ContinuedReview = "continued_review",
    /// Thụ lý.
    Acceptance = "acceptance",
    /// Không thụ lý.
    NotAccepted = "not_accepted",
    /// Chuyển đơn.
    Transfer = "transfer",
    /// Chuyển cơ quan điều tra.
    CrimeTransfer = "crime_transfer",
    /// Kiểm tra theo thông tin của đơn không rõ người tố cáo.
    ManagementCheck = "management_check",
    /// Báo cơ quan chuyển đơn.
    SenderTold = "sender_told",
    /// Thông báo việc thụ lý.
    AcceptanceNotice = "acceptance_notice",
    /// Giao xác minh.
    VerificationAssignment = "verification_assignment",
    /// Thành lập Tổ xác minh.
    VerificationTeam = "verification_team",
    /// Biên bản làm việc.
    WorkingMinutes = "working_minutes",
    /// Trưng cầu giám định.
    AssessmentRequest = "assessment_request",
    /// Gia hạn.
    Extension = "extension",
    /// Tạm đình chỉ.
    Suspension = "suspension",
    /// Tiếp tục.
    Continuation = "continuation",
    /// Rút tố cáo.
    Withdrawal = "withdrawal",
    /// Đình chỉ.
    Termination = "termination",
    /// Gửi quyết định tạm đình chỉ, đình chỉ.
    SuspensionSent = "suspension_sent",
    /// Báo cáo kết quả xác minh.
    VerificationReport = "verification_report",
    /// Dự thảo kết luận.
    DraftConclusion = "draft_conclusion",
    /// Kết luận nội dung tố cáo.
    Conclusion = "conclusion",
    /// Gửi kết luận.
    ConclusionSent = "conclusion_sent",
    /// Xử lý theo kết luận.
    Handling = "handling",
    /// Báo cáo kết quả xử lý.
    HandlingReport = "handling_report",
    /// Công khai.
    Publication = "publication",
    /// Cấp trên yêu cầu giải quyết.
    SuperiorUrging = "superior_urging",
    /// Báo cáo cấp trên.
    UrgingReport = "urging_report",
    /// Giải quyết lại.
    Resettling = "resettling",
    /// Đề nghị bảo vệ.
    ProtectionRequest = "protection_request",
    /// Quyết định bảo vệ.
    ProtectionDecision = "protection_decision",
    /// Chấm dứt bảo vệ.
    ProtectionEnd = "protection_end",
    /// Thực hiện kết luận.
    Execution = "execution",
    /// Kết thúc hồ sơ.
    Closing = "closing",
    /// Đính chính.
    Rectification = "rectification",
    /// Hủy bỏ.
    Annulment = "annulment",
}
