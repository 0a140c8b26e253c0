//! Trạng thái đơn: where a petition stands, from its acts alone.

use super::acts::{Act, AnswerKind, ReplyKind, classified};
use super::{Case, Entry};
use crate::procedure::effective;

crate::choices! {
    /// Đơn đang ở bước nào.
    pub enum Standing {
        /// Đang phân loại.
        Classifying = "classifying",
        /// Đã phân loại, chờ quyết định cách xử lý.
        Classified = "classified",
        /// Đang xem xét thụ lý.
        Considering = "considering",
        /// Đã chuyển, chờ trả lời.
        Passed = "passed",
        /// Đã đôn đốc, chờ trả lời.
        Urged = "urged",
        /// Đã có phúc đáp.
        Replied = "replied",
        /// Đã hướng dẫn.
        Guided = "guided",
        /// Đã trả lại.
        Returned = "returned",
        /// Lưu đơn.
        Archived = "archived",
        /// Đã thụ lý giải quyết.
        AcceptedForSettlement = "accepted_for_settlement",
        /// Không thụ lý.
        NotAccepted = "not_accepted",
        /// Đã trả lời.
        Answered = "answered",
        /// Rút đơn.
        Withdrawn = "withdrawn",
        /// Đã kết thúc hồ sơ.
        FileClosed = "file_closed",
    }
}

impl Standing {
    /// Nothing more is asked of the office.
    pub fn is_closed(self) -> bool {
        !matches!(self, Self::Classifying | Self::Classified | Self::Considering | Self::Passed | Self::Urged)
    }
}

/// Where the petition stands: its last outcome, else how far processing has come. What
/// another body sent back waits for a decision again.
pub fn standing(case: &Case) -> Standing {
    let acts = effective(&case.acts);
    let mut dated: Vec<&Entry> = acts.iter().collect();
    dated.sort_by_key(|e| (e.on, e.seq));
    let mut at = Standing::Classifying;
    for entry in dated {
        at = after(at, entry, &acts);
    }
    at
}

fn after(at: Standing, entry: &Entry, acts: &[Entry]) -> Standing {
    use Standing::*;
    let waits = matches!(at, Classifying | Classified | Considering);
    match &entry.act {
        Act::Classification(_) if at == Classifying => Classified,
        Act::AcceptanceProposal(_) if waits => Considering,
        Act::Accepted(_) => AcceptedForSettlement,
        Act::AnswerLetter(a) if a.answer_kind == AnswerKind::NotAccepted => NotAccepted,
        Act::AnswerLetter(_) => Answered,
        Act::Guidance(_) => Guided,
        Act::Transfer(_) => Passed,
        Act::ReturnLetter(_) => Returned,
        Act::Urging(_) => Urged,
        Act::Archive(_) => Archived,
        Act::PetitionWithdrawal(_) => Withdrawn,
        Act::ReplyReceived(r) if matches!(at, Passed | Urged) => match r.reply_kind {
            ReplyKind::SentBack if classified(acts).is_some() => Classified,
            _ => Replied,
        },
        Act::Closing(_) => FileClosed,
        _ => at,
    }
}

/// The words of a work queue: petitions that wait for somebody here.
pub const WAITING: &[Standing] =
    &[Standing::Classifying, Standing::Classified, Standing::Considering, Standing::Passed, Standing::Urged];
