//! Papers of carrying the conclusion out, and of mending the record.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use crate::facts;
use crate::fields::{LongText, M2, UnitCode, Vnd};

facts! {
    /// Văn bản chỉ đạo thực hiện kết luận.
    pub struct ImplementingDocument {
        /// Nội dung chỉ đạo.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Kế hoạch thực hiện, báo cáo của đối tượng thanh tra.
    pub struct EntityPlan {
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Thu hồi, xử lý về kinh tế đã thực hiện.
    pub struct Recovery {
        /// Tiền đã thu hồi.
        pub recovered: Option<Vnd>,
        /// Đất đã thu hồi.
        pub recovered_land: Option<M2>,
        /// Tiền đã xử lý khác.
        pub other_done: Option<Vnd>,
        /// Đất đã xử lý khác.
        pub other_land_done: Option<M2>,
        /// Tiền phạt đã nộp.
        pub fines_paid: Option<Vnd>,
        /// Chứng từ.
        pub voucher: Option<String>,
    }
}

facts! {
    /// Kiến nghị đã thực hiện: kỷ luật, khởi tố, sửa văn bản.
    pub struct RecommendationDone {
        /// Tổ chức đã xử lý.
        pub organisations: Option<u32>,
        /// Cá nhân đã xử lý.
        pub persons: Option<u32>,
        /// Vụ đã khởi tố.
        pub prosecuted_cases: Option<u32>,
        /// Người bị khởi tố.
        pub prosecuted_persons: Option<u32>,
        /// Văn bản đã hoàn thiện.
        pub policy_documents: Option<u32>,
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Kết thúc theo dõi thực hiện kết luận.
    pub struct FollowUpClose {
        /// Hoàn thành toàn bộ.
        pub complete: bool,
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Họp rút kinh nghiệm.
    pub struct ReviewMeeting {
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Bàn giao hồ sơ thanh tra.
    pub struct FileHandover {
        /// Bên nhận.
        pub recipient: Option<String>,
        /// Đơn vị kế thừa tiếp tục theo dõi.
        pub successor: Option<UnitCode>,
    }
}
