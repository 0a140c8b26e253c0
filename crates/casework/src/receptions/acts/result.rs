//! Papers on what came of a reception.

use crate::facts;
use crate::fields::{LongText, UnitCode};
use crate::petitions::acts::{Attachment, Competence, MatterField, PetitionKind, ReplyKind};
use jiff::civil::Date;

facts! {
    /// Phân loại nội dung.
    pub struct Classification {
        /// Là gì.
        pub kind: PetitionKind,
        /// Lĩnh vực.
        pub field: Option<MatterField>,
        /// Thẩm quyền.
        pub competence: Competence,
    }
}

facts! {
    /// Chuyển thành đơn để xử lý.
    pub struct ToPetition {
        /// Số hồ sơ đơn.
        pub petition: String,
    }
}

facts! {
    /// Phiếu hướng dẫn.
    pub struct Guidance {
        /// Cơ quan có thẩm quyền.
        pub body: String,
        /// Căn cứ.
        pub ground: Option<LongText>,
        /// Giấy tờ gốc trả lại.
        pub papers: Vec<Attachment>,
    }
}

facts! {
    /// Giải thích, vận động, thuyết phục chấp hành quyết định đã đúng.
    pub struct Persuasion {
        /// Nội dung.
        pub summary: Option<LongText>,
        /// Công dân đồng ý chấm dứt.
        pub agreed: bool,
    }
}

facts! {
    /// Chuyển vụ việc đến cơ quan có thẩm quyền.
    pub struct Transfer {
        /// Cơ quan nhận.
        pub body: String,
        /// Mã đơn vị nhận, nếu có trong hệ thống.
        pub to_unit: Option<UnitCode>,
        /// Đề nghị trả lời trước ngày.
        pub answer_by: Option<Date>,
    }
}

facts! {
    /// Kết luận của người chủ trì buổi tiếp.
    pub struct HeadConclusion {
        /// Nội dung kết luận.
        pub summary: LongText,
        /// Giao cho.
        pub assignee: Option<String>,
        /// Thực hiện trước ngày.
        pub due_on: Option<Date>,
        /// Đã thông báo bằng văn bản.
        pub in_writing: bool,
    }
}

facts! {
    /// Báo cáo về đoàn đông người.
    pub struct CrowdReport {
        /// Diễn biến, kết quả.
        pub summary: LongText,
        /// Cơ quan đã phối hợp: công an, xã, phường.
        pub called: Option<String>,
        /// Có dấu hiệu điểm nóng.
        pub hot_spot: bool,
        /// Đã báo cáo cấp trên.
        pub reported_to: Option<String>,
    }
}

facts! {
    /// Thông báo kết quả xử lý cho công dân.
    pub struct ResultNotice {
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Văn bản phúc đáp của cơ quan nhận.
    pub struct ReplyReceived {
        /// Cơ quan trả lời.
        pub body: String,
        /// Phúc đáp nói gì.
        pub reply_kind: ReplyKind,
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Kết thúc hồ sơ.
    pub struct Closing {
        /// Kết quả sau cùng.
        pub summary: Option<LongText>,
    }
}
