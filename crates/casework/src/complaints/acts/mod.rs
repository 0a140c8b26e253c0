//! Các bước giải quyết một khiếu nại: one variant per act, in the law's order.
//!
//! Only facts: what the paper says. Which act may follow which, by whom and
//! under which article stands in `procedure`.

mod deciding;
mod opening;
mod settling;
mod words;

pub use crate::procedure::{Annulment, Rectification};
pub use deciding::*;
pub use opening::*;
pub use settling::*;
pub use words::*;

use crate::acts;

acts! {
    /// Tiếp nhận khiếu nại.
    ComplaintReceipt = "complaint_receipt",
    /// Thông báo thụ lý.
    ComplaintAcceptance = "complaint_acceptance",
    /// Thông báo không thụ lý.
    ComplaintRefusal = "complaint_refusal",
    /// Quyết định xác minh.
    ComplaintVerification = "complaint_verification",
    /// Biên bản làm việc.
    WorkingMinutes = "working_minutes",
    /// Yêu cầu cung cấp tài liệu.
    EvidenceRequest = "evidence_request",
    /// Biên bản giao nhận.
    HandoverMinutes = "handover_minutes",
    /// Trưng cầu giám định.
    AssessmentRequest = "assessment_request",
    /// Kết luận giám định.
    AssessmentResult = "assessment_result",
    /// Xác định vụ việc phức tạp.
    ComplexityFinding = "complexity_finding",
    /// Tạm đình chỉ thi hành quyết định hành chính.
    StayDecision = "stay_decision",
    /// Hủy bỏ tạm đình chỉ thi hành.
    StayLifting = "stay_lifting",
    /// Tạm đình chỉ giải quyết.
    ComplaintSuspension = "complaint_suspension",
    /// Tiếp tục giải quyết.
    ComplaintContinuation = "complaint_continuation",
    /// Báo cáo kết quả xác minh.
    VerificationReport = "verification_report",
    /// Giấy mời đối thoại.
    DialogueInvitation = "dialogue_invitation",
    /// Biên bản đối thoại.
    Dialogue = "dialogue",
    /// Rút khiếu nại.
    ComplaintWithdrawal = "complaint_withdrawal",
    /// Đình chỉ giải quyết.
    ComplaintTermination = "complaint_termination",
    /// Quyết định giải quyết.
    ComplaintDecision = "complaint_decision",
    /// Gửi quyết định.
    ComplaintSending = "complaint_sending",
    /// Công khai quyết định.
    ComplaintPublication = "complaint_publication",
    /// Khiếu nại lần hai.
    SecondComplaint = "second_complaint",
    /// Khởi kiện.
    Lawsuit = "lawsuit",
    /// Tòa án thụ lý.
    CourtAcceptance = "court_acceptance",
    /// Bản án, quyết định của Tòa án.
    CourtJudgment = "court_judgment",
    /// Quyết định có hiệu lực.
    TakingEffect = "taking_effect",
    /// Chỉ đạo thi hành.
    ExecutionDirection = "execution_direction",
    /// Kết quả thi hành.
    ExecutionProgress = "execution_progress",
    /// Thi hành xong.
    ExecutionDone = "execution_done",
    /// Kết thúc hồ sơ.
    ComplaintClosing = "complaint_closing",
    /// Đính chính.
    Rectification = "rectification",
    /// Hủy bỏ.
    Annulment = "annulment",
}
