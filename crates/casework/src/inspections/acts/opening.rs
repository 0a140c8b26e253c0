//! Papers from the survey to the end of on-site work.
//!
//! Only facts, as the paper states them; no rule of law stands here.

use super::words::*;
use crate::facts;
use crate::fields::{LongText, Vnd};
use jiff::civil::Date;

facts! {
    /// Đối tượng thanh tra.
    pub struct Subject {
        /// Tên.
        pub name: String,
        /// Mã số thuế, mã đơn vị hoặc số định danh.
        pub id: Option<String>,
        /// Là ai.
        pub kind: Option<SubjectKind>,
        /// Địa chỉ.
        pub address: Option<String>,
    }
}

facts! {
    /// Người trong Đoàn.
    pub struct TeamMember {
        /// Họ tên.
        pub name: String,
        /// Chức trách.
        pub role: TeamRole,
        /// Ngạch.
        pub rank: Option<Rank>,
        /// Cơ quan, đơn vị công tác.
        pub office: Option<String>,
        /// Tự kê khai trường hợp không được tham gia; trống là không có.
        pub bar: Option<Bar>,
    }
}

facts! {
    /// Thu thập thông tin chuẩn bị thanh tra.
    pub struct Survey {
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Quyết định thanh tra: opens the case and forms the team.
    pub struct Decision {
        /// Về việc.
        pub title: String,
        /// Loại.
        pub class: Class,
        /// Hình thức.
        pub manner: Manner,
        /// Căn cứ ra quyết định.
        pub ground: Option<LongText>,
        /// Lĩnh vực.
        pub field: Option<String>,
        /// Cách tiến hành.
        pub mode: Option<Mode>,
        /// Phạm vi, nội dung.
        pub scope: Option<LongText>,
        /// Thời kỳ thanh tra: từ ngày.
        pub period_from: Option<Date>,
        /// Thời kỳ thanh tra: đến ngày.
        pub period_until: Option<Date>,
        /// Thời hạn ghi trong quyết định.
        pub duration_days: Option<u32>,
        /// Cách đếm thời hạn ấy.
        pub duration_count: Option<DayCount>,
        /// Phức tạp, vùng sâu, vùng xa.
        pub complexity: Option<Complexity>,
        /// Mục trong kế hoạch năm.
        pub plan_item: Option<String>,
        /// Áp dụng luật khác với ngày quyết định: căn cứ.
        pub regime_ground: Option<LongText>,
        /// Đối tượng thanh tra.
        pub subjects: Vec<Subject>,
        /// Đoàn thanh tra.
        pub team: Vec<TeamMember>,
    }
}

facts! {
    /// Gửi quyết định cho đối tượng thanh tra.
    pub struct DecisionSent {
        /// Nơi nhận.
        pub recipients: Option<LongText>,
    }
}

facts! {
    /// Cử người giám sát hoạt động Đoàn thanh tra.
    pub struct SupervisionAssignment {
        /// Người giám sát.
        pub supervisor: String,
    }
}

facts! {
    /// Kế hoạch tiến hành thanh tra.
    pub struct InspectionPlan {
        /// Ngày dự kiến bắt đầu tiến hành thanh tra trực tiếp.
        pub onsite_from: Option<Date>,
        /// Nội dung chính.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Gửi đề cương yêu cầu báo cáo.
    pub struct Outline {
        /// Nội dung yêu cầu.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Thông báo về việc công bố quyết định.
    pub struct AnnouncementNotice {
        /// Ngày dự kiến công bố.
        pub planned_on: Option<Date>,
    }
}

facts! {
    /// Công bố quyết định thanh tra: the duration starts.
    pub struct Announcement {
        /// Nơi công bố.
        pub place: Option<String>,
        /// Thành phần.
        pub attendance: Option<LongText>,
    }
}

facts! {
    /// Bắt đầu tiến hành thanh tra trực tiếp.
    pub struct OnsiteStart {
        /// Nơi làm việc.
        pub place: Option<String>,
    }
}

facts! {
    /// Giao nhận hồ sơ, tài liệu.
    pub struct DocumentReceipt {
        /// Tài liệu.
        pub documents: LongText,
    }
}

facts! {
    /// Kiểm tra, xác minh.
    pub struct Verification {
        /// Đã làm việc với.
        pub with: Option<String>,
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Áp dụng biện pháp trong quá trình thanh tra.
    pub struct Measure {
        /// Biện pháp.
        pub measure: MeasureKind,
        /// Lý do.
        pub ground: Option<LongText>,
        /// Tiền đã thu hồi theo quyết định này.
        pub recovered: Option<Vnd>,
    }
}

facts! {
    /// Quyết định xử phạt vi phạm hành chính.
    pub struct Penalty {
        /// Số quyết định xử phạt tổ chức.
        pub organisations: Option<u32>,
        /// Số quyết định xử phạt cá nhân.
        pub persons: Option<u32>,
        /// Phạt tiền tổ chức.
        pub fined_organisations: Option<Vnd>,
        /// Phạt tiền cá nhân.
        pub fined_persons: Option<Vnd>,
        /// Xử phạt bằng hình thức khác: tổ chức.
        pub other_organisations: Option<u32>,
        /// Xử phạt bằng hình thức khác: cá nhân.
        pub other_persons: Option<u32>,
        /// Đã nộp.
        pub paid: Option<Vnd>,
    }
}

facts! {
    /// Chuyển hồ sơ có dấu hiệu tội phạm sang cơ quan điều tra.
    pub struct CrimeTransfer {
        /// Số vụ.
        pub cases: u32,
        /// Số đối tượng.
        pub persons: Option<u32>,
        /// Cơ quan điều tra.
        pub body: Option<String>,
    }
}

facts! {
    /// Sửa đổi, bổ sung kế hoạch tiến hành thanh tra.
    pub struct PlanAmendment {
        /// Nội dung sửa đổi.
        pub summary: LongText,
    }
}

facts! {
    /// Thay đổi, bổ sung thành viên Đoàn.
    pub struct TeamChange {
        /// Lý do.
        pub ground: LongText,
        /// Toàn bộ Đoàn sau khi thay đổi.
        pub team: Vec<TeamMember>,
    }
}

facts! {
    /// Gia hạn thời hạn thanh tra.
    pub struct Extension {
        /// Lý do.
        pub ground: LongText,
        /// Trường hợp.
        pub complexity: Complexity,
        /// LTT2010: tổng thời hạn mới; LTT2022, LTT2025: số ngày thêm.
        pub days: u32,
    }
}

facts! {
    /// Tạm dừng cuộc thanh tra.
    pub struct Suspension {
        /// Lý do.
        pub ground: SuspensionGround,
        /// Giải thích.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Tiếp tục cuộc thanh tra.
    pub struct Resumption {
        /// Giải thích.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Đình chỉ cuộc thanh tra.
    pub struct Termination {
        /// Lý do.
        pub ground: TerminationGround,
        /// Phạm vi.
        pub extent: Option<Extent>,
        /// Giải thích.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Kết thúc tiến hành thanh tra trực tiếp: the duration stops.
    pub struct OnsiteEnd {
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}
