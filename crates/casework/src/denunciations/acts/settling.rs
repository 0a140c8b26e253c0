//! Papers of the verification and of what lengthens, stops or ends it.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use super::words::*;
use crate::facts;
use crate::fields::{LongText, M2, Vnd};
use jiff::civil::Date;

facts! {
    /// Giao xác minh nội dung tố cáo.
    pub struct VerificationAssignment {
        /// Cơ quan, đơn vị được giao.
        pub assignee: String,
        /// Phải báo cáo trước ngày.
        pub report_by: Option<Date>,
    }
}

facts! {
    /// Một người trong Tổ xác minh.
    pub struct TeamMember {
        /// Họ tên.
        pub name: String,
        /// Chức vụ.
        pub position: Option<String>,
        /// Chức trách.
        pub team_role: VerifierRole,
    }
}

facts! {
    /// Quyết định thành lập Tổ xác minh.
    pub struct VerificationTeam {
        /// Thành viên.
        pub team: Vec<TeamMember>,
    }
}

facts! {
    /// Biên bản làm việc.
    pub struct WorkingMinutes {
        /// Với bên nào.
        pub side: Side,
        /// Nội dung, không ghi danh tính người tố cáo.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Trưng cầu giám định.
    pub struct AssessmentRequest {
        /// Tổ chức giám định.
        pub expert_body: String,
        /// Nội dung giám định.
        pub summary: Option<LongText>,
        /// Đề nghị trả lời trước ngày.
        pub answer_by: Option<Date>,
    }
}

facts! {
    /// Gia hạn giải quyết, with the criteria of Nghị định 31/2019/NĐ-CP Art 3(2).
    pub struct Extension {
        /// Mức độ phức tạp.
        pub complexity: Complexity,
        /// Số ngày; trống là mức của luật.
        pub added_days: Option<u32>,
        /// Một nội dung phải xác minh tại từ hai địa điểm.
        pub many_places: bool,
        /// Từ hai nội dung phải xác minh.
        pub many_contents: bool,
        /// Nhiều người tố cáo về một nội dung, hoặc liên quan đến quyền lợi của nhiều người.
        pub many_people: bool,
        /// Có yếu tố nước ngoài.
        pub foreign_element: bool,
        /// Liên quan đến chức năng của nhiều cơ quan.
        pub many_bodies: bool,
        /// Các cơ quan liên quan có ý kiến khác nhau.
        pub bodies_disagree: bool,
        /// Tài liệu, chứng cứ mâu thuẫn, cần thời gian hoặc chuyên môn.
        pub conflicting_evidence: bool,
        /// Lý do.
        pub ground: Option<LongText>,
    }
}

impl Extension {
    /// How many of the seven criteria the decision states.
    pub fn criteria(&self) -> i64 {
        let stated = [
            self.many_places,
            self.many_contents,
            self.many_people,
            self.foreign_element,
            self.many_bodies,
            self.bodies_disagree,
            self.conflicting_evidence,
        ];
        stated.into_iter().map(i64::from).sum()
    }
}

facts! {
    /// Tạm đình chỉ giải quyết.
    pub struct Suspension {
        /// Lý do.
        pub stay_ground: SuspensionGround,
        /// Đợi gì, của cơ quan nào.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Tiếp tục giải quyết.
    pub struct Continuation {
        /// Lý do tạm đình chỉ không còn vì.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Rút tố cáo.
    pub struct Withdrawal {
        /// Phạm vi.
        pub withdrawn_extent: Extent,
        /// Bằng đơn hay biên bản.
        pub withdrawal_form: Option<WithdrawalForm>,
        /// Vẫn giải quyết tiếp vì.
        pub goes_on: Option<GoesOn>,
        /// Nội dung rút, không ghi danh tính.
        pub withdrawn: Option<LongText>,
    }
}

facts! {
    /// Đình chỉ giải quyết.
    pub struct Termination {
        /// Lý do.
        pub end_ground: TerminationGround,
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Gửi quyết định tạm đình chỉ, tiếp tục, đình chỉ (Art 34(4)).
    pub struct SuspensionSent {
        /// Nơi nhận, không ghi tên người tố cáo.
        pub recipients: Option<LongText>,
    }
}

facts! {
    /// Báo cáo kết quả xác minh.
    pub struct VerificationReport {
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Dự thảo kết luận nội dung tố cáo.
    pub struct DraftConclusion {
        /// Tóm tắt.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Kết luận nội dung tố cáo.
    pub struct Conclusion {
        /// Kết luận.
        pub finding: Finding,
        /// Tóm tắt.
        pub summary: Option<LongText>,
        /// Kiến nghị thu hồi cho Nhà nước: tiền.
        pub to_recover: Option<Vnd>,
        /// Kiến nghị thu hồi cho Nhà nước: đất.
        pub to_recover_land: Option<M2>,
        /// Trả lại cho tổ chức: tiền.
        pub to_return_organisations: Option<Vnd>,
        /// Trả lại cho tổ chức: đất.
        pub to_return_organisations_land: Option<M2>,
        /// Trả lại cho cá nhân: tiền.
        pub to_return_persons: Option<Vnd>,
        /// Trả lại cho cá nhân: đất.
        pub to_return_persons_land: Option<M2>,
        /// Tổ chức được trả lại quyền lợi.
        pub restored_organisations: Option<u32>,
        /// Cá nhân được trả lại quyền lợi.
        pub restored_persons: Option<u32>,
        /// Kiến nghị xử lý hành chính: số người.
        pub handled_persons: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub handled_officials: Option<u32>,
        /// Chuyển cơ quan điều tra: vụ.
        pub transferred_cases: Option<u32>,
        /// Chuyển cơ quan điều tra: người.
        pub transferred_persons: Option<u32>,
        /// Trong đó cán bộ, công chức, viên chức.
        pub transferred_officials: Option<u32>,
    }
}
