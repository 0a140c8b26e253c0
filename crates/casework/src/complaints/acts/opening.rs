//! Papers from the receipt of a complaint to its acceptance or refusal.
//!
//! Only facts, as the paper states them; no rule of law stands here. People and the
//! letter's text are kept outside the acts.

use super::words::*;
use crate::facts;
use crate::fields::{LetterItem, LongText, PersonItem};
use jiff::civil::Date;

facts! {
    /// Người khiếu nại.
    pub struct Complainant {
        /// Người, tổ chức.
        pub person: Option<PersonItem>,
        /// Là.
        pub person_kind: Option<ComplainantKind>,
    }
}

facts! {
    /// Người đại diện, người được ủy quyền.
    pub struct Representative {
        /// Người đại diện.
        pub person: Option<PersonItem>,
        /// Tư cách.
        pub basis: Standin,
        /// Giấy ủy quyền, văn bản cử: số, ngày.
        pub mandate: Option<String>,
        /// Đã công chứng, chứng thực.
        pub certified: bool,
    }
}

facts! {
    /// Tiếp nhận khiếu nại: opens the case at the office that may settle it.
    pub struct ComplaintReceipt {
        /// Về việc.
        pub title: String,
        /// Lần giải quyết.
        pub instance: Instance,
        /// Khiếu nại cái gì.
        pub against: Against,
        /// Của cấp nào.
        pub level: Level,
        /// Người có thẩm quyền giải quyết; trống là người luật định.
        pub settler: Option<Level>,
        /// Lĩnh vực.
        pub field: Option<Domain>,
        /// Cơ quan, chức danh bị khiếu nại.
        pub respondent: Option<String>,
        /// Số quyết định bị khiếu nại.
        pub contested: Option<String>,
        /// Ngày nhận quyết định, biết hành vi bị khiếu nại.
        pub known_on: Option<Date>,
        /// Trở ngại khách quan: từ ngày.
        pub obstacle_from: Option<Date>,
        /// Trở ngại khách quan: đến hết ngày.
        pub obstacle_until: Option<Date>,
        /// Lý do chính đáng khi quá thời hiệu.
        pub late_reason: Option<LongText>,
        /// Vùng sâu, vùng xa, đi lại khó khăn.
        pub is_remote: bool,
        /// Kỷ luật buộc thôi việc.
        pub is_dismissal: bool,
        /// Nội dung, lý do khiếu nại.
        pub content: Option<LongText>,
        /// Yêu cầu của người khiếu nại.
        pub demand: Option<LongText>,
        /// Số đơn cùng nội dung nhận cùng lúc; trống là một.
        pub letters: Option<u32>,
        /// Số người cùng khiếu nại.
        pub people: Option<u32>,
        /// Người khiếu nại.
        pub complainants: Vec<Complainant>,
        /// Người đại diện.
        pub representatives: Vec<Representative>,
        /// Cơ quan, người chuyển khiếu nại đến.
        pub transferred_by: Option<String>,
        /// Lần hai: số hồ sơ lần đầu.
        pub first_case: Option<String>,
        /// Lần hai: số quyết định lần đầu.
        pub first_decision: Option<String>,
        /// Lần hai: ngày nhận quyết định lần đầu.
        pub first_known_on: Option<Date>,
        /// Lần hai: ngày hết hạn giải quyết lần đầu mà chưa được giải quyết.
        pub first_overdue_on: Option<Date>,
        /// Hồ sơ nguồn (tiếp công dân, xử lý đơn).
        pub source_case: Option<String>,
        /// Vụ việc: số hồ sơ đầu tiên.
        pub matter: Option<String>,
        /// Toàn văn đơn.
        pub letter: Option<LetterItem>,
    }
}

facts! {
    /// Nơi được thông báo.
    pub struct Notified {
        /// Là ai.
        pub who: Addressee,
        /// Tên cơ quan.
        pub name: Option<String>,
    }
}

facts! {
    /// Thông báo thụ lý: the time to settle starts.
    pub struct ComplaintAcceptance {
        /// Nơi nhận thông báo.
        pub notified: Vec<Notified>,
        /// Cơ quan, người được giao tham mưu.
        pub assignee: Option<String>,
        /// Lý do chính đáng của việc quá thời hiệu.
        pub late_reason: Option<LongText>,
    }
}

facts! {
    /// Thông báo không thụ lý.
    pub struct ComplaintRefusal {
        /// Căn cứ.
        pub refusal_ground: RefusalGround,
        /// Lý do cụ thể.
        pub reason: LongText,
        /// Cơ quan có thẩm quyền được hướng dẫn đến.
        pub guided_to: Option<String>,
        /// Nơi nhận thông báo.
        pub notified: Vec<Notified>,
    }
}
