//! Papers from the receipt to the classification.

use super::words::*;
use crate::facts;
use crate::fields::{LetterItem, LongText, PersonItem};
use jiff::civil::Date;

facts! {
    /// Người đứng tên trong đơn.
    pub struct Sender {
        /// Người; giữ ngoài hồ sơ.
        pub person: PersonItem,
    }
}

facts! {
    /// Tài liệu kèm theo.
    pub struct Attachment {
        /// Tên, nội dung.
        pub title: String,
        /// Số tờ.
        pub pages: Option<u32>,
        /// Ghi chú: bản gốc, bản sao.
        pub note: Option<String>,
    }
}

facts! {
    /// Tiếp nhận đơn: opens the case. Its date is the day of receipt, its number the incoming one.
    pub struct Receipt {
        /// Về việc: trung tính, không ghi họ tên.
        pub title: String,
        /// Nguồn.
        pub source: Source,
        /// Loại đơn, nếu đã rõ khi nhận.
        pub kind: Option<PetitionKind>,
        /// Lĩnh vực, nếu đã rõ khi nhận.
        pub field: Option<MatterField>,
        /// Số người đứng tên; để trống thì theo danh sách.
        pub names: Option<Names>,
        /// Số người.
        pub people_count: Option<u32>,
        /// Nặc danh, mạo danh hoặc không rõ tên, địa chỉ.
        pub anonymous: bool,
        /// Nêu rõ người, hành vi vi phạm, có tài liệu cụ thể, có cơ sở để xác minh.
        pub evidence: bool,
        /// Cơ quan, chức vụ bị khiếu nại, tố cáo; không ghi họ tên.
        pub against: Option<String>,
        /// Ngày ghi trên đơn.
        pub dated_on: Option<Date>,
        /// Cơ quan, người chuyển đơn đến.
        pub source_body: Option<String>,
        /// Là ai.
        pub source_kind: Option<SenderBody>,
        /// Số văn bản chuyển.
        pub source_number: Option<String>,
        /// Ngày văn bản chuyển.
        pub source_on: Option<Date>,
        /// Hồ sơ nguồn: lượt tiếp công dân, đơn được tách.
        pub source_case: Option<String>,
        /// Vụ việc: số hồ sơ đầu tiên của vụ việc.
        pub matter: Option<String>,
        /// Trùng với đơn đã nhận.
        pub repeats: Option<String>,
        /// Đã được giải quyết: cấp, số, ngày.
        pub earlier_settlement: Option<LongText>,
        /// Người đứng tên.
        pub senders: Vec<Sender>,
        /// Tài liệu kèm theo.
        pub attachments: Vec<Attachment>,
        /// Toàn văn đơn; giữ ngoài hồ sơ.
        pub letter: Option<LetterItem>,
    }
}

impl Receipt {
    /// How many names it carries: as said, or as the people listed tell.
    pub fn names(&self) -> Names {
        let people = self.people_count.map_or(self.senders.len(), |n| n as usize);
        match self.names {
            Some(names) => names,
            None if self.anonymous => Names::OtherNames,
            None if people > 1 => Names::Many,
            None => Names::One,
        }
    }
}

facts! {
    /// Xem xét điều kiện xử lý.
    pub struct Eligibility {
        /// Kết quả.
        pub fitness: Fitness,
        /// Vì sao không đủ điều kiện.
        pub unfit: Option<Unfit>,
        /// Đơn đã nhận mà đơn này trùng.
        pub repeats: Option<String>,
        /// Ghi chú.
        pub note: Option<LongText>,
    }
}

facts! {
    /// Phân loại đơn.
    pub struct Classification {
        /// Loại đơn.
        pub kind: PetitionKind,
        /// Lĩnh vực.
        pub field: MatterField,
        /// Thẩm quyền.
        pub competence: Competence,
        /// Đã được giải quyết đến đâu; để trống là chưa.
        pub settled: Option<Settled>,
        /// Lần giải quyết; để trống thì theo tình trạng giải quyết.
        pub instance: Option<Instance>,
        /// Tố cáo phải kiểm tra, xác minh tại nhiều địa điểm hoặc ủy quyền xác minh.
        pub several_places: bool,
        /// Vụ việc: số hồ sơ đầu tiên của vụ việc.
        pub matter: Option<String>,
    }
}

impl Classification {
    /// How far it was settled before.
    pub fn settled(&self) -> Settled {
        self.settled.unwrap_or(Settled::NotSettled)
    }

    /// Which instance it is: as said, or as earlier settlement tells.
    pub fn instance(&self) -> Instance {
        let again = !matches!(self.settled(), Settled::NotSettled | Settled::BeingSettled);
        match (self.instance, self.kind) {
            (Some(instance), _) => instance,
            (None, PetitionKind::Complaint) if again && self.settled() != Settled::Overdue => Instance::Second,
            (None, PetitionKind::Denunciation) if again => Instance::Continued,
            _ => Instance::First,
        }
    }
}

facts! {
    /// Một nội dung được tách.
    pub struct SplitPart {
        /// Nội dung; không ghi họ tên.
        pub title: String,
        /// Loại đơn.
        pub kind: PetitionKind,
        /// Số hồ sơ mới của nội dung ấy.
        pub petition: Option<String>,
        /// Cơ quan có thẩm quyền.
        pub body: Option<String>,
    }
}

facts! {
    /// Tách đơn có nhiều nội dung.
    pub struct Split {
        /// Các nội dung.
        pub parts: Vec<SplitPart>,
    }
}
