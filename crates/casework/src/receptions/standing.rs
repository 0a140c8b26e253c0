//! Trạng thái lượt tiếp: where a turn stands, from its acts alone.

use super::acts::Act;
use super::{Case, Entry};
use crate::procedure::effective;

crate::choices! {
    /// Lượt tiếp đang ở bước nào.
    pub enum Standing {
        /// Đã đăng ký.
        Registered = "registered",
        /// Đã ghi lời trình bày.
        Recorded = "recorded",
        /// Đã phân loại.
        Classified = "classified",
        /// Đã hẹn.
        Appointed = "appointed",
        /// Đã chuyển, chờ trả lời.
        Passed = "passed",
        /// Đã có phúc đáp.
        Replied = "replied",
        /// Đã thành đơn.
        BecamePetition = "became_petition",
        /// Đã hướng dẫn.
        Guided = "guided",
        /// Đã giải thích.
        Persuaded = "persuaded",
        /// Đã kết luận.
        HeadConcluded = "head_concluded",
        /// Đã thông báo kết quả.
        Notified = "notified",
        /// Đã từ chối tiếp.
        ReceptionRefused = "reception_refused",
        /// Đã kết thúc hồ sơ.
        FileClosed = "file_closed",
    }
}

impl Standing {
    /// Nothing more is asked of the office.
    pub fn is_closed(self) -> bool {
        use Standing::*;
        !matches!(self, Registered | Recorded | Classified | Appointed | Passed | HeadConcluded)
    }
}

/// Where the turn stands: the last act by date that moves it; a step of taking in
/// never moves it back.
pub fn standing(case: &Case) -> Standing {
    let acts = effective(&case.acts);
    let mut dated: Vec<&Entry> = acts.iter().collect();
    dated.sort_by_key(|e| (e.on, e.seq));
    let mut at = Standing::Registered;
    for entry in dated {
        at = match &entry.act {
            Act::Recording(_) | Act::PaperReceipt(_) if at < Standing::Recorded => Standing::Recorded,
            Act::Classification(_) if at < Standing::Classified => Standing::Classified,
            Act::Appointment(_) => Standing::Appointed,
            Act::ToPetition(_) => Standing::BecamePetition,
            Act::Guidance(_) => Standing::Guided,
            Act::Persuasion(_) => Standing::Persuaded,
            Act::Transfer(_) => Standing::Passed,
            Act::ReplyReceived(_) if at == Standing::Passed => Standing::Replied,
            Act::HeadConclusion(_) => Standing::HeadConcluded,
            Act::ResultNotice(_) if at != Standing::BecamePetition => Standing::Notified,
            Act::ReceptionRefusal(_) => Standing::ReceptionRefused,
            Act::Closing(_) => Standing::FileClosed,
            _ => at,
        };
    }
    at
}
