//! Papers from the receipt of a denunciation to the notices of its acceptance.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use super::words::*;
use crate::facts;
use crate::fields::{LetterItem, LongText, PersonItem, UnitCode};
use jiff::civil::Date;

facts! {
    /// Một người tố cáo: always sealed.
    pub struct Denouncer {
        /// Người tố cáo, trong phong bì.
        pub denouncer: PersonItem,
    }
}

facts! {
    /// Một người, một cơ quan bị tố cáo.
    pub struct Accused {
        /// Người bị tố cáo, trong phong bì.
        pub denounced: Option<PersonItem>,
        /// Cơ quan, tổ chức: của người bị tố cáo, hoặc bị tố cáo.
        pub organisation: Option<String>,
        /// Vị trí.
        pub post: Option<Post>,
    }
}

facts! {
    /// Tiếp nhận tố cáo: opens the case.
    pub struct Receipt {
        /// Về việc: neutral, without names.
        pub title: String,
        /// Đơn đến từ đâu.
        pub source: Option<Source>,
        /// Ngày nhận được, if it was registered later.
        pub received_on: Option<Date>,
        /// Ngày ghi trên đơn.
        pub dated_on: Option<Date>,
        /// Những người tố cáo.
        pub denouncers: Vec<Denouncer>,
        /// Không rõ họ tên, địa chỉ, hoặc mạo danh.
        pub anonymous: bool,
        /// Không rõ người tố cáo nhưng rõ người vi phạm, có chứng cứ cụ thể, kiểm tra được.
        pub evidence: bool,
        /// Những người, cơ quan bị tố cáo.
        pub accused: Vec<Accused>,
        /// Lĩnh vực.
        pub field: Option<Field>,
        /// Toàn văn đơn, trong phong bì.
        pub letter: Option<LetterItem>,
        /// Phải kiểm tra tại nhiều địa điểm hoặc ủy quyền.
        pub several_places: bool,
        /// Không thuộc thẩm quyền giải quyết.
        pub outside_competence: bool,
        /// Cơ quan báo chí, cơ quan khác đã chuyển đơn.
        pub sender_body: Option<String>,
        /// Tố cáo tiếp.
        pub continued: bool,
        /// Tố cáo tiếp vì cấp dưới quá thời hạn mà chưa giải quyết (Điều 38).
        pub overdue_below: bool,
        /// Số hồ sơ lần trước.
        pub earlier: Option<String>,
        /// Vụ việc: số hồ sơ đầu tiên.
        pub matter: Option<String>,
        /// Số hồ sơ nguồn.
        pub source_case: Option<String>,
    }
}

facts! {
    /// Kiểm tra, xác minh thông tin về người tố cáo và điều kiện thụ lý.
    pub struct IdentityCheck {
        /// Xác định được người tố cáo.
        pub identified: bool,
        /// Nơi được ủy quyền kiểm tra.
        pub delegated_to: Option<String>,
        /// Kết quả, không ghi danh tính.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Quyết định thụ lý tố cáo, with the four conditions of Art 29(1).
    pub struct Acceptance {
        /// Điểm a: đúng hình thức của Điều 23.
        pub form_met: bool,
        /// Điểm b: người tố cáo đủ năng lực hành vi dân sự hoặc có người đại diện.
        pub capacity_met: bool,
        /// Điểm c: thuộc thẩm quyền.
        pub competence_met: bool,
        /// Điểm d: có cơ sở xác định người vi phạm, hành vi vi phạm.
        pub basis_met: bool,
        /// Xuất phát từ vụ việc khiếu nại đã được giải quyết đúng.
        pub after_complaint: bool,
        /// Có tài liệu chứng minh người giải quyết khiếu nại vi phạm pháp luật.
        pub violation_documents: bool,
        /// Người giải quyết.
        pub denunciation_settler: Option<Settler>,
        /// Nội dung được thụ lý.
        pub contents: Option<LongText>,
        /// Ngày hết thời hiệu xử phạt, nếu luật xử lý vi phạm hành chính định.
        pub sanction_until: Option<Date>,
    }
}

facts! {
    /// Thông báo không thụ lý, không xử lý.
    pub struct NotAccepted {
        /// Căn cứ.
        pub turned_away_ground: RefusalGround,
        /// Lý do cụ thể.
        pub reason: Option<LongText>,
        /// Đã báo người tố cáo.
        pub denouncer_told: bool,
    }
}

facts! {
    /// Chuyển đơn tố cáo không thuộc thẩm quyền.
    pub struct Transfer {
        /// Cơ quan nhận.
        pub body: String,
        /// Đơn vị nhận trong hệ thống.
        pub to_unit: Option<UnitCode>,
        /// Đã báo người tố cáo.
        pub denouncer_told: bool,
    }
}

facts! {
    /// Chuyển hồ sơ có dấu hiệu tội phạm (Art 27).
    pub struct CrimeTransfer {
        /// Cơ quan điều tra, Viện kiểm sát nhận.
        pub body: Option<String>,
        /// Toàn bộ nội dung; không còn phần nào giải quyết ở đây.
        pub entire: bool,
        /// Số vụ.
        pub cases: u32,
        /// Số đối tượng.
        pub persons: Option<u32>,
    }
}

facts! {
    /// Thanh tra, kiểm tra theo thông tin của đơn không rõ người tố cáo (Art 25(2)).
    pub struct ManagementCheck {
        /// Cơ quan, đơn vị được giao.
        pub assignee: String,
        /// Nội dung.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Thông báo kết quả xử lý cho cơ quan báo chí, cơ quan đã chuyển đơn (Art 26(2)).
    pub struct SenderTold {
        /// Nội dung thông báo.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Thông báo việc thụ lý (Art 29(3)).
    pub struct AcceptanceNotice {
        /// Cho người tố cáo: việc thụ lý.
        pub to_denouncer: bool,
        /// Cho người bị tố cáo: nội dung tố cáo.
        pub to_denounced: bool,
    }
}
