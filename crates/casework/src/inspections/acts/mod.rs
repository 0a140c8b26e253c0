//! Các bước của một cuộc thanh tra: one variant per act, in the law's order.
//!
//! Only facts: what the paper says. Which act may follow which, by whom and
//! under which article stands in `procedure`.

mod after;
mod closing;
mod opening;
mod words;

pub use crate::procedure::{Annulment, Rectification};
pub use after::*;
pub use closing::*;
pub use opening::*;
pub use words::*;

use crate::acts;

acts! {
    /// Thu thập thông tin chuẩn bị.
    Survey = "survey",
    /// Quyết định thanh tra.
    Decision = "decision",
    /// Gửi quyết định.
    DecisionSent = "decision_sent",
    /// Cử người giám sát.
    SupervisionAssignment = "supervision_assignment",
    /// Kế hoạch tiến hành thanh tra.
    InspectionPlan = "inspection_plan",
    /// Đề cương yêu cầu báo cáo.
    Outline = "outline",
    /// Thông báo công bố.
    AnnouncementNotice = "announcement_notice",
    /// Công bố quyết định.
    Announcement = "announcement",
    /// Bắt đầu thanh tra trực tiếp.
    OnsiteStart = "onsite_start",
    /// Giao nhận tài liệu.
    DocumentReceipt = "document_receipt",
    /// Kiểm tra, xác minh.
    Verification = "verification",
    /// Biện pháp.
    Measure = "measure",
    /// Xử phạt vi phạm hành chính.
    Penalty = "penalty",
    /// Chuyển cơ quan điều tra.
    CrimeTransfer = "crime_transfer",
    /// Sửa đổi kế hoạch tiến hành.
    PlanAmendment = "plan_amendment",
    /// Thay đổi thành viên.
    TeamChange = "team_change",
    /// Gia hạn.
    Extension = "extension",
    /// Tạm dừng.
    Suspension = "suspension",
    /// Tiếp tục.
    Resumption = "resumption",
    /// Đình chỉ.
    Termination = "termination",
    /// Kết thúc thanh tra trực tiếp.
    OnsiteEnd = "onsite_end",
    /// Báo cáo giám sát.
    SupervisionReport = "supervision_report",
    /// Báo cáo kết quả thanh tra.
    TeamReport = "team_report",
    /// Giao dự thảo.
    DraftingAssignment = "drafting_assignment",
    /// Giải trình.
    Explanation = "explanation",
    /// Lấy ý kiến.
    Consultation = "consultation",
    /// Dự thảo kết luận.
    Draft = "draft",
    /// Ý kiến bảo lưu.
    ReservedOpinion = "reserved_opinion",
    /// Thẩm định.
    Appraisal = "appraisal",
    /// Báo cáo trước khi ký.
    UpwardReport = "upward_report",
    /// Ý kiến của Thủ trưởng.
    StateHeadOpinion = "state_head_opinion",
    /// Kết luận thanh tra.
    Conclusion = "conclusion",
    /// Sửa đổi kết luận.
    ConclusionCorrection = "conclusion_correction",
    /// Công khai kết luận.
    Publication = "publication",
    /// Gửi kết luận.
    ConclusionSent = "conclusion_sent",
    /// Văn bản chỉ đạo thực hiện.
    ImplementingDocument = "implementing_document",
    /// Kế hoạch thực hiện của đối tượng.
    EntityPlan = "entity_plan",
    /// Thu hồi.
    Recovery = "recovery",
    /// Kiến nghị đã thực hiện.
    RecommendationDone = "recommendation_done",
    /// Kết thúc theo dõi.
    FollowUpClose = "follow_up_close",
    /// Họp rút kinh nghiệm.
    ReviewMeeting = "review_meeting",
    /// Bàn giao hồ sơ.
    FileHandover = "file_handover",
    /// Đính chính.
    Rectification = "rectification",
    /// Hủy bỏ.
    Annulment = "annulment",
}
