//! Papers from the decision to the end of its execution, and the way to court.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use super::opening::Notified;
use super::words::*;
use crate::facts;
use crate::fields::{LongText, M2, Vnd};
use jiff::civil::Date;

facts! {
    /// Quyết định giải quyết khiếu nại, lần đầu hoặc lần hai.
    pub struct ComplaintDecision {
        /// Kết quả.
        pub outcome: Outcome,
        /// Nội dung quyết định.
        pub summary: Option<LongText>,
        /// Phải tổ chức thực hiện; trống thì theo kết quả.
        pub execution: Option<Execution>,
        /// Thu hồi cho Nhà nước: tiền.
        pub state_money: Option<Vnd>,
        /// Thu hồi cho Nhà nước: đất.
        pub state_land: Option<M2>,
        /// Trả lại cho tổ chức: tiền.
        pub organisations_money: Option<Vnd>,
        /// Trả lại cho tổ chức: đất.
        pub organisations_land: Option<M2>,
        /// Trả lại cho cá nhân: tiền.
        pub persons_money: Option<Vnd>,
        /// Trả lại cho cá nhân: đất.
        pub persons_land: Option<M2>,
        /// Tổ chức được trả lại quyền lợi.
        pub restored_organisations: Option<u32>,
        /// Cá nhân được trả lại quyền lợi.
        pub restored_persons: Option<u32>,
        /// Kiến nghị xử lý hành chính: số người.
        pub handled_persons: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub handled_officials: Option<u32>,
        /// Chuyển cơ quan điều tra: số vụ.
        pub transferred_cases: Option<u32>,
        /// Chuyển cơ quan điều tra: số người.
        pub transferred_people: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub transferred_officials: Option<u32>,
    }
}

facts! {
    /// Gửi quyết định.
    pub struct ComplaintSending {
        /// Văn bản được gửi.
        pub paper: SentPaper,
        /// Nơi nhận.
        pub notified: Vec<Notified>,
        /// Ngày người khiếu nại nhận được.
        pub reached_on: Option<Date>,
    }
}

facts! {
    /// Một hình thức công khai.
    pub struct Showing {
        /// Hình thức.
        pub way: Way,
        /// Từ ngày.
        pub from: Option<Date>,
        /// Đến ngày.
        pub until: Option<Date>,
        /// Nơi, địa chỉ.
        pub place: Option<String>,
    }
}

facts! {
    /// Công khai quyết định giải quyết.
    pub struct ComplaintPublication {
        /// Các hình thức đã thực hiện.
        pub showings: Vec<Showing>,
    }
}

facts! {
    /// Ghi nhận quyết định có hiệu lực pháp luật.
    pub struct TakingEffect {
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Khiếu nại lần hai đến người có thẩm quyền cấp trên.
    pub struct SecondComplaint {
        /// Cơ quan nhận.
        pub body: Option<String>,
        /// Số hồ sơ lần hai.
        pub second_case: Option<String>,
    }
}

facts! {
    /// Khởi kiện vụ án hành chính.
    pub struct Lawsuit {
        /// Tòa án.
        pub court_name: String,
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Tòa án thụ lý.
    pub struct CourtAcceptance {
        /// Tòa án.
        pub court_name: String,
    }
}

facts! {
    /// Bản án, quyết định của Tòa án có hiệu lực.
    pub struct CourtJudgment {
        /// Kết quả.
        pub judgment: Judgment,
        /// Tóm tắt.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Văn bản chỉ đạo tổ chức thi hành quyết định có hiệu lực.
    pub struct ExecutionDirection {
        /// Cơ quan, người phải thi hành.
        pub executor: Option<String>,
        /// Nội dung chỉ đạo.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Kết quả thi hành trong một lần: what was collected, returned, handled.
    pub struct ExecutionProgress {
        /// Đã thu cho Nhà nước: tiền.
        pub state_money: Option<Vnd>,
        /// Đã thu cho Nhà nước: đất.
        pub state_land: Option<M2>,
        /// Đã trả tổ chức: tiền.
        pub organisations_money: Option<Vnd>,
        /// Đã trả tổ chức: đất.
        pub organisations_land: Option<M2>,
        /// Đã trả cá nhân: tiền.
        pub persons_money: Option<Vnd>,
        /// Đã trả cá nhân: đất.
        pub persons_land: Option<M2>,
        /// Đã xử lý hành chính: số người.
        pub handled_persons: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub handled_officials: Option<u32>,
        /// Đã khởi tố: số vụ.
        pub prosecuted_cases: Option<u32>,
        /// Đã khởi tố: số người.
        pub prosecuted_people: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub prosecuted_officials: Option<u32>,
        /// Chứng từ.
        pub voucher: Option<String>,
    }
}

facts! {
    /// Thi hành xong quyết định.
    pub struct ExecutionDone {
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Kết thúc, lưu hồ sơ.
    pub struct ComplaintClosing {
        /// Lý do kết thúc.
        pub note: Option<LongText>,
    }
}
