//! Papers from the team report to the publication of the conclusion.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use super::opening::Subject;
use super::words::*;
use crate::facts;
use crate::fields::{LongText, M2, Vnd};
use jiff::civil::Date;

facts! {
    /// Một sai phạm, một nội dung của kết luận, với kiến nghị xử lý.
    pub struct Finding {
        /// Nội dung.
        pub content: Option<LongText>,
        /// Lĩnh vực.
        pub field: Option<String>,
        /// Điều luật bị vi phạm.
        pub provision: Option<String>,
        /// Vi phạm: tiền và tài sản quy thành tiền.
        pub violation: Option<Vnd>,
        /// Vi phạm: đất.
        pub violation_land: Option<M2>,
        /// Kiến nghị thu hồi về ngân sách nhà nước: tiền.
        pub to_recover: Option<Vnd>,
        /// Kiến nghị thu hồi: đất.
        pub to_recover_land: Option<M2>,
        /// Kiến nghị thu hồi về tổ chức, đơn vị: tiền (biểu chuyên ngành).
        pub to_recover_unit: Option<Vnd>,
        /// Xử lý khác về kinh tế: tiền.
        pub other: Option<Vnd>,
        /// Xử lý khác: đất.
        pub other_land: Option<M2>,
        /// Kiến nghị xử lý hành chính: tổ chức.
        pub organisations: Option<u32>,
        /// Kiến nghị xử lý hành chính: cá nhân.
        pub persons: Option<u32>,
        /// Kiến nghị hoàn thiện cơ chế, chính sách: số văn bản.
        pub policy_documents: Option<u32>,
        /// Tổ chức có vi phạm (biểu chuyên ngành).
        pub violator_organisations: Option<u32>,
        /// Cá nhân có vi phạm (biểu chuyên ngành).
        pub violator_persons: Option<u32>,
        /// Chuyển cơ quan điều tra trong kết luận: số vụ.
        pub transferred_cases: Option<u32>,
        /// Chuyển cơ quan điều tra trong kết luận: số đối tượng.
        pub transferred_persons: Option<u32>,
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
        /// Địa chỉ, tên phương tiện, nơi niêm yết.
        pub place: Option<String>,
        /// Phần không công khai và lý do bí mật.
        pub withheld: Option<LongText>,
    }
}

facts! {
    /// Báo cáo kết quả giám sát hoạt động Đoàn.
    pub struct SupervisionReport {
        /// Nhận xét.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Báo cáo kết quả thanh tra.
    pub struct TeamReport {
        /// Cuộc thanh tra phức tạp: thời hạn dài hơn.
        pub complex: bool,
        /// Ý kiến khác nhau.
        pub differing: Option<LongText>,
        /// Có tham nhũng: mức độ trách nhiệm của người đứng đầu.
        pub head_grade: Option<HeadGrade>,
        /// Phát hiện tham nhũng, tiêu cực.
        pub corruption_found: bool,
        /// Tóm tắt.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Giao xây dựng dự thảo kết luận.
    pub struct DraftingAssignment {
        /// Người, đơn vị được giao.
        pub drafter: Option<String>,
        /// Cuộc thanh tra phức tạp: thời hạn dài hơn.
        pub complex: bool,
    }
}

facts! {
    /// Dự thảo kết luận trình người ra quyết định.
    pub struct Draft {
        /// Tóm tắt.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Giải trình của đối tượng thanh tra.
    pub struct Explanation {
        /// Nội dung.
        pub summary: LongText,
    }
}

facts! {
    /// Ý kiến bảo lưu.
    pub struct ReservedOpinion {
        /// Của ai.
        pub person: String,
        /// Nội dung.
        pub opinion: LongText,
    }
}

facts! {
    /// Thẩm định dự thảo kết luận.
    pub struct Appraisal {
        /// Người, đơn vị thẩm định.
        pub appraiser: String,
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Lấy ý kiến về dự thảo.
    pub struct Consultation {
        /// Lấy ý kiến của.
        pub body: String,
        /// Trả lời.
        pub answer: Option<LongText>,
    }
}

facts! {
    /// Báo cáo Thủ trưởng cơ quan quản lý nhà nước cùng cấp trước khi ký.
    pub struct UpwardReport {
        /// Lý do phải báo cáo.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Ý kiến của Thủ trưởng cơ quan quản lý nhà nước cùng cấp.
    pub struct StateHeadOpinion {
        /// Yêu cầu bổ sung, làm rõ.
        pub asks_changes: bool,
        /// Nội dung.
        pub opinion: Option<LongText>,
    }
}

facts! {
    /// Kết luận thanh tra.
    pub struct Conclusion {
        /// Tóm tắt.
        pub summary: Option<LongText>,
        /// Còn kết luận khác cho cuộc thanh tra này (LTT2022, LTT2025).
        pub partial: bool,
        /// Đơn vị được thanh tra theo kết luận này; trống là mọi đối tượng của quyết định.
        pub subjects: Vec<Subject>,
        /// Sai phạm và kiến nghị.
        pub findings: Vec<Finding>,
    }
}

facts! {
    /// Sửa đổi, bổ sung kết luận trước khi công khai.
    pub struct ConclusionCorrection {
        /// Kết luận được sửa: số thứ tự văn bản trong hồ sơ.
        pub target: u32,
        /// Lý do.
        pub ground: LongText,
        /// Sai phạm và kiến nghị sau khi sửa (thay toàn bộ).
        pub findings: Vec<Finding>,
    }
}

facts! {
    /// Công khai kết luận thanh tra.
    pub struct Publication {
        /// Các hình thức đã thực hiện.
        pub channels: Vec<Display>,
    }
}

facts! {
    /// Gửi kết luận và văn bản kiến nghị.
    pub struct ConclusionSent {
        /// Nơi nhận.
        pub recipients: Option<LongText>,
    }
}
