//! Papers by which a petition is handled, and what comes back.

use super::intake::Attachment;
use super::words::*;
use crate::facts;
use crate::fields::{LongText, UnitCode};
use jiff::civil::Date;

facts! {
    /// Phiếu đề xuất thụ lý.
    pub struct AcceptanceProposal {
        /// Căn cứ.
        pub ground: Option<LongText>,
        /// Dự kiến giao.
        pub assignee: Option<String>,
        /// Đã có quyết định cuối cùng nhưng có dấu hiệu vi phạm pháp luật nghiêm trọng.
        pub serious_error: bool,
    }
}

facts! {
    /// Đã thụ lý giải quyết.
    pub struct Accepted {
        /// Số hồ sơ khiếu nại, tố cáo.
        pub case_number: Option<String>,
        /// Giao cho.
        pub assignee: Option<String>,
    }
}

facts! {
    /// Văn bản trả lời người gửi đơn.
    pub struct AnswerLetter {
        /// Trả lời thế nào.
        pub answer_kind: AnswerKind,
        /// Nội dung trả lời.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Phiếu hướng dẫn: một lần cho cùng một nội dung.
    pub struct Guidance {
        /// Cơ quan có thẩm quyền.
        pub body: String,
        /// Căn cứ.
        pub ground: Option<LongText>,
        /// Hướng dẫn viết riêng từng đơn: đơn có nhiều nội dung.
        pub write_separately: bool,
        /// Giấy tờ gốc trả lại.
        pub papers: Vec<Attachment>,
    }
}

facts! {
    /// Phiếu chuyển đơn.
    pub struct Transfer {
        /// Chuyển đến cơ quan.
        pub body: String,
        /// Mã đơn vị nhận, nếu có trong hệ thống.
        pub to_unit: Option<UnitCode>,
        /// Đề nghị trả lời trước ngày.
        pub answer_by: Option<Date>,
        /// Có dấu hiệu tội phạm: chuyển cơ quan điều tra, viện kiểm sát.
        pub crime_signs: bool,
        /// Căn cứ.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Văn bản trả lại đơn cho cơ quan chuyển.
    pub struct ReturnLetter {
        /// Cơ quan có thẩm quyền.
        pub body: Option<String>,
        /// Lý do.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Văn bản đôn đốc giải quyết.
    pub struct Urging {
        /// Cơ quan được đôn đốc.
        pub body: String,
        /// Mã đơn vị, nếu có trong hệ thống.
        pub to_unit: Option<UnitCode>,
        /// Hạn giải quyết đã quá.
        pub was_due_on: Option<Date>,
        /// Đề nghị trả lời trước ngày.
        pub answer_by: Option<Date>,
    }
}

facts! {
    /// Lưu đơn.
    pub struct Archive {
        /// Lý do.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Rút đơn.
    pub struct PetitionWithdrawal {
        /// Bằng đơn hay biên bản, lý do.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Thông báo kết quả xử lý.
    pub struct ResultNotice {
        /// Báo cho ai.
        pub told: Told,
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Nhắc cơ quan nhận đơn trả lời.
    pub struct Reminder {
        /// Cơ quan được nhắc.
        pub body: String,
        /// Đề nghị trả lời trước ngày.
        pub answer_by: Option<Date>,
    }
}

facts! {
    /// Văn bản phúc đáp nhận được.
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
