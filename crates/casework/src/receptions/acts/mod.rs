//! Các bước của một lượt tiếp công dân: one variant per act, in the law's order.
//!
//! Only facts: what the paper says. Which act may follow which, by whom and under
//! which article stands in `procedure`.

mod desk;
mod result;
mod words;

pub use crate::procedure::{Annulment, Rectification};
pub use desk::*;
pub use result::*;
pub use words::*;

use super::Entry;
use crate::acts;
use crate::petitions::acts::{MatterField, PetitionKind};

acts! {
    /// Đăng ký, đón tiếp.
    Registration = "registration",
    /// Thông báo tiếp trực tuyến.
    OnlineNotice = "online_notice",
    /// Kiểm tra đường truyền.
    LinkTest = "link_test",
    /// Từ chối tiếp.
    ReceptionRefusal = "reception_refusal",
    /// Thông báo từ chối tiếp.
    RefusalNotice = "refusal_notice",
    /// Ghi lời trình bày.
    Recording = "recording",
    /// Giấy biên nhận.
    PaperReceipt = "paper_receipt",
    /// Phân loại.
    Classification = "classification",
    /// Chuyển thành đơn.
    ToPetition = "to_petition",
    /// Hướng dẫn.
    Guidance = "guidance",
    /// Giải thích, thuyết phục.
    Persuasion = "persuasion",
    /// Chuyển cơ quan có thẩm quyền.
    Transfer = "transfer",
    /// Phiếu hẹn.
    Appointment = "appointment",
    /// Kết luận của người tiếp.
    HeadConclusion = "head_conclusion",
    /// Báo cáo về đoàn đông người.
    CrowdReport = "crowd_report",
    /// Thông báo kết quả xử lý.
    ResultNotice = "result_notice",
    /// Văn bản phúc đáp.
    ReplyReceived = "reply_received",
    /// Kết thúc hồ sơ.
    Closing = "closing",
    /// Đính chính.
    Rectification = "rectification",
    /// Hủy bỏ.
    Annulment = "annulment",
}

/// The registration of a file.
pub(super) fn registration_of(acts: &[Entry]) -> Option<&Registration> {
    acts.iter().find_map(|e| if let Act::Registration(r) = &e.act { Some(r) } else { None })
}

/// The classification that stands: the latest.
pub(super) fn classified(acts: &[Entry]) -> Option<&Classification> {
    let all = acts.iter().filter_map(|e| match &e.act {
        Act::Classification(c) => Some((e.on, e.seq, c)),
        _ => None,
    });
    all.max_by_key(|(on, seq, _)| (*on, *seq)).map(|(_, _, c)| c)
}

/// What was brought, as far as is known.
pub(super) fn kind_of(acts: &[Entry]) -> Option<PetitionKind> {
    classified(acts).map(|c| c.kind).or_else(|| registration_of(acts).and_then(|r| r.kind))
}

/// Its field, as far as is known.
pub(super) fn field_of(acts: &[Entry]) -> Option<MatterField> {
    classified(acts).and_then(|c| c.field).or_else(|| registration_of(acts).and_then(|r| r.field))
}
