//! Papers after the conclusion, those of a superior, and those of protection.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use super::words::*;
use crate::facts;
use crate::fields::{LongText, M2, PersonItem, Vnd};
use jiff::civil::Date;

facts! {
    /// Gửi kết luận, thông báo cho người tố cáo (Art 35(3)).
    pub struct ConclusionSent {
        /// Đã gửi người bị tố cáo và cơ quan quản lý người bị tố cáo.
        pub to_denounced: bool,
        /// Đã thông báo người tố cáo.
        pub to_denouncer: bool,
        /// Nơi nhận khác, không ghi tên người tố cáo.
        pub recipients: Option<LongText>,
    }
}

facts! {
    /// Xử lý theo kết luận (Art 36(1)).
    pub struct Handling {
        /// Nội dung xử lý.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Báo cáo kết quả xử lý với người giải quyết (Art 36(3)).
    pub struct HandlingReport {
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Một hình thức công khai đã thực hiện.
    pub struct Display {
        /// Hình thức.
        pub channel: Channel,
        /// Từ ngày.
        pub from: Option<Date>,
        /// Đến ngày.
        pub until: Option<Date>,
        /// Số lần phát, số kỳ đăng.
        pub times: Option<u32>,
        /// Địa chỉ, tên phương tiện, nơi niêm yết.
        pub place: Option<String>,
    }
}

facts! {
    /// Công khai kết luận, quyết định xử lý (Art 40).
    pub struct Publication {
        /// Các hình thức đã thực hiện.
        pub channels: Vec<Display>,
    }
}

facts! {
    /// Xem xét hồ sơ tố cáo tiếp (Art 37(2)).
    pub struct ContinuedReview {
        /// Kết quả.
        pub review_result: ReviewResult,
        /// Căn cứ.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Văn bản của cấp trên yêu cầu giải quyết tố cáo quá thời hạn (Art 38(2)).
    pub struct SuperiorUrging {
        /// Cơ quan cấp trên, hoặc cơ quan bị yêu cầu.
        pub body: Option<String>,
        /// Yêu cầu.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Báo cáo của người giải quyết về việc quá thời hạn (Art 38(3)).
    pub struct UrgingReport {
        /// Lý do chưa giải quyết, trách nhiệm.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Giải quyết lại tố cáo.
    pub struct Resettling {
        /// Cơ quan giải quyết lại.
        pub body: String,
        /// Số hồ sơ giải quyết lại.
        pub new_case: Option<String>,
        /// Căn cứ.
        pub ground: LongText,
    }
}

facts! {
    /// Đề nghị bảo vệ.
    pub struct ProtectionRequest {
        /// Bảo vệ gì.
        pub protects: Protected,
        /// Người cần bảo vệ, trong phong bì, nếu không phải người tố cáo.
        pub protected_person: Option<PersonItem>,
        /// Khẩn cấp: đề nghị trực tiếp hoặc qua điện thoại, lập văn bản sau.
        pub urgent: bool,
        /// Lý do, không ghi danh tính.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Quyết định về việc bảo vệ.
    pub struct ProtectionDecision {
        /// Áp dụng biện pháp bảo vệ.
        pub granted: bool,
        /// Biện pháp, cơ quan thực hiện.
        pub measures: Option<LongText>,
        /// Lý do không áp dụng.
        pub reason: Option<LongText>,
    }
}

facts! {
    /// Chấm dứt bảo vệ.
    pub struct ProtectionEnd {
        /// Vì sao.
        pub protection_end_ground: ProtectionEndGround,
    }
}

facts! {
    /// Thực hiện kết luận: progress since the last one.
    pub struct Execution {
        /// Đã thu cho Nhà nước: tiền.
        pub recovered: Option<Vnd>,
        /// Đã thu cho Nhà nước: đất.
        pub recovered_land: Option<M2>,
        /// Đã trả cho tổ chức: tiền.
        pub returned_organisations: Option<Vnd>,
        /// Đã trả cho tổ chức: đất.
        pub returned_organisations_land: Option<M2>,
        /// Đã trả cho cá nhân: tiền.
        pub returned_persons: Option<Vnd>,
        /// Đã trả cho cá nhân: đất.
        pub returned_persons_land: Option<M2>,
        /// Số tổ chức đã được trả lại quyền lợi.
        pub return_done_organisations: Option<u32>,
        /// Số cá nhân đã được trả lại quyền lợi.
        pub return_done_persons: Option<u32>,
        /// Đã xử lý hành chính: tổ chức.
        pub done_organisations: Option<u32>,
        /// Đã xử lý hành chính: người.
        pub done_persons: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub done_officials: Option<u32>,
        /// Đã khởi tố: vụ.
        pub prosecuted_cases: Option<u32>,
        /// Đã khởi tố: người.
        pub prosecuted_persons: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub prosecuted_officials: Option<u32>,
        /// Đã thực hiện xong toàn bộ.
        pub complete: bool,
    }
}

facts! {
    /// Kết thúc, lưu hồ sơ.
    pub struct Closing {
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}
