//! Các bước của một đơn: one variant per act, in the law's order.
//!
//! Only facts: what the paper says. Which act may follow which, by whom and under
//! which article stands in `procedure`.

mod handling;
mod intake;
mod words;

pub use crate::procedure::{Annulment, Rectification};
pub use handling::*;
pub use intake::*;
pub use words::*;

use super::Entry;
use crate::acts;

acts! {
    /// Tiếp nhận đơn.
    Receipt = "receipt",
    /// Xem xét điều kiện xử lý.
    Eligibility = "eligibility",
    /// Phân loại.
    Classification = "classification",
    /// Tách nội dung.
    Split = "split",
    /// Đề xuất thụ lý.
    AcceptanceProposal = "acceptance_proposal",
    /// Đã thụ lý.
    Accepted = "accepted",
    /// Trả lời.
    AnswerLetter = "answer_letter",
    /// Hướng dẫn.
    Guidance = "guidance",
    /// Chuyển đơn.
    Transfer = "transfer",
    /// Trả lại đơn.
    ReturnLetter = "return_letter",
    /// Đôn đốc giải quyết.
    Urging = "urging",
    /// Lưu đơn.
    Archive = "archive",
    /// Rút đơn.
    PetitionWithdrawal = "petition_withdrawal",
    /// Thông báo kết quả xử lý.
    ResultNotice = "result_notice",
    /// Nhắc trả lời.
    Reminder = "reminder",
    /// Văn bản phúc đáp.
    ReplyReceived = "reply_received",
    /// Kết thúc hồ sơ.
    Closing = "closing",
    /// Đính chính.
    Rectification = "rectification",
    /// Hủy bỏ.
    Annulment = "annulment",
}

impl ActKind {
    /// Whether processing ends with it.
    pub fn is_outcome(self) -> bool {
        use ActKind::*;
        matches!(
            self,
            Accepted | AnswerLetter | Guidance | Transfer | ReturnLetter | Urging | Archive | PetitionWithdrawal
        )
    }
}

/// The receipt of a file.
pub(super) fn receipt_of(acts: &[Entry]) -> Option<&Receipt> {
    acts.iter().find_map(|e| if let Act::Receipt(r) = &e.act { Some(r) } else { None })
}

/// The classification that stands: the latest.
pub(super) fn classified(acts: &[Entry]) -> Option<&Classification> {
    let all = acts.iter().filter_map(|e| match &e.act {
        Act::Classification(c) => Some((e.on, e.seq, c)),
        _ => None,
    });
    all.max_by_key(|(on, seq, _)| (*on, *seq)).map(|(_, _, c)| c)
}

/// The finding on eligibility that stands: the latest.
pub(super) fn eligibility_of(acts: &[Entry]) -> Option<&Eligibility> {
    let all = acts.iter().filter_map(|e| match &e.act {
        Act::Eligibility(found) => Some((e.on, e.seq, found)),
        _ => None,
    });
    all.max_by_key(|(on, seq, _)| (*on, *seq)).map(|(_, _, found)| found)
}

/// What kind of petition it is, as far as is known.
pub(super) fn kind_of(acts: &[Entry]) -> Option<PetitionKind> {
    classified(acts).map(|c| c.kind).or_else(|| receipt_of(acts).and_then(|r| r.kind))
}

/// Its field, as far as is known.
pub(super) fn field_of(acts: &[Entry]) -> Option<MatterField> {
    classified(acts).map(|c| c.field).or_else(|| receipt_of(acts).and_then(|r| r.field))
}

/// The matter it belongs to, where that is an earlier case's.
pub(super) fn matter_of(acts: &[Entry]) -> Option<&String> {
    let found = classified(acts).and_then(|c| c.matter.as_ref());
    found.or_else(|| receipt_of(acts).and_then(|r| r.matter.as_ref()))
}

/// The act that ended processing: the first by its own date.
pub(super) fn outcome_of(acts: &[Entry]) -> Option<&Entry> {
    acts.iter().filter(|e| e.act.kind().is_outcome()).min_by_key(|e| (e.on, e.seq))
}
