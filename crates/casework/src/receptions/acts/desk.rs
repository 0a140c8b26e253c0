//! Papers at the desk, from registration to the receipt for papers.

use super::words::*;
use crate::facts;
use crate::fields::{LetterItem, LongText, PersonItem};
use crate::petitions::acts::{Attachment, MatterField, PetitionKind};
use jiff::civil::Date;

facts! {
    /// Người đến.
    pub struct Visitor {
        /// Người; giữ ngoài hồ sơ.
        pub person: PersonItem,
        /// Tư cách.
        pub standpoint: Option<Standpoint>,
        /// Giấy tờ đại diện, ủy quyền.
        pub proof: Option<String>,
    }
}

facts! {
    /// Đăng ký, đón tiếp: opens the case on the day of the reception.
    pub struct Registration {
        /// Về việc: trung tính, không ghi họ tên.
        pub title: String,
        /// Ai tiếp.
        pub host: Host,
        /// Đột xuất.
        pub ad_hoc: bool,
        /// Kỳ tiếp; để trống thì mỗi ngày một kỳ.
        pub session: Option<String>,
        /// Người chủ trì.
        pub presider: Option<String>,
        /// Hình thức.
        pub mode: Option<MeetingMode>,
        /// Lần tiếp về vụ việc.
        pub turn: Option<Turn>,
        /// Nội dung là gì, nếu đã rõ.
        pub kind: Option<PetitionKind>,
        /// Lĩnh vực.
        pub field: Option<MatterField>,
        /// Số người; để trống thì theo danh sách.
        pub people_count: Option<u32>,
        /// Số người đại diện của đoàn đông người.
        pub representatives: Option<u32>,
        /// Người tố cáo đề nghị giữ bí mật.
        pub stay_hidden: bool,
        /// Lượt tiếp trước về cùng vụ việc.
        pub earlier: Option<String>,
        /// Vụ việc: số hồ sơ đầu tiên của vụ việc.
        pub matter: Option<String>,
        /// Người đến.
        pub visitors: Vec<Visitor>,
    }
}

impl Registration {
    /// How many came.
    pub fn people(&self) -> u32 {
        let listed = u32::try_from(self.visitors.len()).unwrap_or(u32::MAX);
        self.people_count.unwrap_or(listed).max(1)
    }

    /// Whether the matter was received before.
    pub fn turn(&self) -> Turn {
        let again = self.earlier.is_some();
        self.turn.unwrap_or(if again { Turn::Repeat } else { Turn::First })
    }

    /// In person or online.
    pub fn mode(&self) -> MeetingMode {
        self.mode.unwrap_or(MeetingMode::InPerson)
    }
}

facts! {
    /// Thông báo cho công dân về buổi tiếp trực tuyến.
    pub struct OnlineNotice {
        /// Nội dung thông báo.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Kiểm tra đường truyền trước buổi tiếp trực tuyến.
    pub struct LinkTest {
        /// Kết quả.
        pub summary: Option<LongText>,
    }
}

facts! {
    /// Từ chối tiếp.
    pub struct ReceptionRefusal {
        /// Vì sao.
        pub why_refused: WhyRefused,
        /// Diễn biến.
        pub summary: Option<LongText>,
        /// Văn bản thông báo chấm dứt đã có.
        pub earlier_notice: Option<String>,
    }
}

facts! {
    /// Thông báo từ chối tiếp bằng văn bản.
    pub struct RefusalNotice {
        /// Căn cứ.
        pub ground: Option<LongText>,
    }
}

facts! {
    /// Ghi lời trình bày.
    pub struct Recording {
        /// Tóm tắt trung tính, không ghi họ tên.
        pub summary: Option<LongText>,
        /// Yêu cầu, đề nghị.
        pub demand: Option<LongText>,
        /// Toàn văn lời trình bày; giữ ngoài hồ sơ.
        pub letter: Option<LetterItem>,
        /// Việc giải quyết trước đó.
        pub earlier_settlement: Option<LongText>,
    }
}

facts! {
    /// Giấy biên nhận thông tin, tài liệu, bằng chứng.
    pub struct PaperReceipt {
        /// Tài liệu đã nhận.
        pub papers: Vec<Attachment>,
        /// Nơi nhận.
        pub place: Option<String>,
    }
}

facts! {
    /// Phiếu hẹn.
    pub struct Appointment {
        /// Ngày hẹn.
        pub meeting_on: Date,
        /// Lúc mấy giờ.
        pub meeting_at: Option<String>,
        /// Nơi hẹn.
        pub place: Option<String>,
        /// Ai tiếp.
        pub host: Option<Host>,
        /// Hình thức.
        pub mode: Option<MeetingMode>,
    }
}
