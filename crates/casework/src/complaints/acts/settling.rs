//! Papers of verification, dialogue, suspension, withdrawal and termination.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use super::words::*;
use crate::facts;
use crate::fields::LongText;
use jiff::civil::Date;

facts! {
    /// Quyết định xác minh, giao xác minh.
    pub struct ComplaintVerification {
        /// Người, Tổ được giao.
        pub verifier: String,
        /// Nội dung xác minh.
        pub scope: Option<LongText>,
        /// Thời gian xác minh ghi trong quyết định (ngày).
        pub days: Option<u32>,
    }
}

facts! {
    /// Biên bản làm việc.
    pub struct WorkingMinutes {
        /// Đã làm việc với.
        pub with: String,
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Yêu cầu cung cấp thông tin, tài liệu, bằng chứng.
    pub struct EvidenceRequest {
        /// Gửi đến.
        pub addressee: String,
        /// Tài liệu cần cung cấp.
        pub documents: LongText,
        /// Đề nghị gửi trước ngày.
        pub wanted_on: Option<Date>,
    }
}

facts! {
    /// Biên bản giao nhận tài liệu.
    pub struct HandoverMinutes {
        /// Bên giao.
        pub giver: Option<String>,
        /// Hồ sơ, tài liệu.
        pub documents: LongText,
    }
}

facts! {
    /// Trưng cầu giám định.
    pub struct AssessmentRequest {
        /// Tổ chức giám định.
        pub assessor: String,
        /// Nội dung cần giám định.
        pub scope: LongText,
    }
}

facts! {
    /// Kết luận giám định.
    pub struct AssessmentResult {
        /// Kết quả.
        pub summary: LongText,
    }
}

facts! {
    /// Báo cáo kết quả xác minh.
    pub struct VerificationReport {
        /// Kết quả xác minh.
        pub summary: Option<LongText>,
        /// Yêu cầu của người khiếu nại và kết quả xác minh còn khác nhau.
        pub differs: bool,
        /// Kiến nghị giải quyết.
        pub proposal: Option<LongText>,
    }
}

facts! {
    /// Giấy mời đối thoại.
    pub struct DialogueInvitation {
        /// Ngày đối thoại.
        pub meeting_on: Date,
        /// Địa điểm.
        pub place: Option<String>,
        /// Thành phần mời.
        pub recipients: Option<LongText>,
    }
}

facts! {
    /// Biên bản đối thoại.
    pub struct Dialogue {
        /// Người khiếu nại.
        pub complainant: Attendance,
        /// Người khiếu nại không ký biên bản.
        pub refused_to_sign: bool,
        /// Người chủ trì.
        pub chair: Option<String>,
        /// Ý kiến các bên, kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Một tiêu chí có ở vụ việc.
    pub struct CriterionMet {
        /// Tiêu chí.
        pub criterion: Criterion,
    }
}

facts! {
    /// Văn bản xác định vụ việc phức tạp: the time to settle is longer.
    pub struct ComplexityFinding {
        /// Tiêu chí (từ 01/07/2026).
        pub criteria: Vec<CriterionMet>,
        /// Lý do.
        pub reason: Option<LongText>,
    }
}

facts! {
    /// Quyết định tạm đình chỉ thi hành quyết định hành chính bị khiếu nại.
    pub struct StayDecision {
        /// Quyết định bị tạm đình chỉ thi hành.
        pub contested: String,
        /// Hậu quả khó khắc phục phải ngăn chặn.
        pub reason: LongText,
        /// Đến ngày (không quá thời gian còn lại của thời hạn giải quyết).
        pub until: Option<Date>,
    }
}

facts! {
    /// Quyết định hủy bỏ việc tạm đình chỉ thi hành.
    pub struct StayLifting {
        /// Lý do.
        pub reason: LongText,
    }
}

facts! {
    /// Quyết định tạm đình chỉ giải quyết khiếu nại.
    pub struct ComplaintSuspension {
        /// Căn cứ.
        pub pause_ground: PauseGround,
        /// Lý do cụ thể.
        pub reason: Option<LongText>,
        /// Cơ quan phải chờ kết quả.
        pub awaited: Option<String>,
    }
}

facts! {
    /// Quyết định tiếp tục giải quyết khiếu nại.
    pub struct ComplaintContinuation {
        /// Lý do.
        pub reason: Option<LongText>,
    }
}

facts! {
    /// Rút khiếu nại.
    pub struct ComplaintWithdrawal {
        /// Phạm vi.
        pub extent: Extent,
        /// Bằng.
        pub withdrawn_by: WithdrawnBy,
        /// Phần nội dung rút.
        pub withdrawn: Option<LongText>,
        /// Đã ký, điểm chỉ.
        pub is_signed: bool,
    }
}

facts! {
    /// Quyết định đình chỉ giải quyết khiếu nại.
    pub struct ComplaintTermination {
        /// Căn cứ.
        pub stop_ground: StopGround,
        /// Lý do cụ thể.
        pub reason: Option<LongText>,
    }
}
