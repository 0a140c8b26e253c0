//! Tình trạng giải quyết: where a complaint stands, from its acts alone.

use super::acts::{Act, Extent};
use super::{Case, effective};

crate::choices! {
    /// Tình trạng của một hồ sơ khiếu nại.
    pub enum Standing {
        /// Đã tiếp nhận, chờ thụ lý.
        Received = "received",
        /// Không thụ lý.
        Refused = "refused",
        /// Đã thụ lý.
        Accepted = "accepted",
        /// Đang xác minh.
        Verifying = "verifying",
        /// Đối thoại.
        InDialogue = "in_dialogue",
        /// Tạm đình chỉ giải quyết.
        Suspended = "settlement_suspended",
        /// Rút toàn bộ.
        Withdrawn = "withdrawn",
        /// Đình chỉ giải quyết.
        Terminated = "settlement_terminated",
        /// Đã có quyết định giải quyết.
        Settled = "settled",
        /// Khiếu nại lần hai.
        Appealed = "appealed",
        /// Tòa án đang giải quyết.
        InCourt = "in_court",
        /// Quyết định có hiệu lực pháp luật.
        InForce = "in_force",
        /// Đang thi hành.
        Enforcing = "enforcing",
        /// Đã thi hành xong.
        Enforced = "enforced",
        /// Đã kết thúc, lưu hồ sơ.
        Closed = "closed",
    }
}

impl Standing {
    /// Nothing more is asked of the office.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Refused | Self::Terminated | Self::Enforced | Self::Closed)
    }
}

/// Where the case stands. The last step that moves it decides.
pub fn standing(case: &Case) -> Standing {
    let mut acts = effective(&case.acts);
    // What was written down late stands where its own day puts it.
    acts.sort_by_key(|e| (e.on, e.seq));
    let (mut at, mut before_pause) = (Standing::Received, Standing::Accepted);
    for entry in &acts {
        at = match &entry.act {
            Act::ComplaintAcceptance(_) => Standing::Accepted,
            Act::ComplaintRefusal(_) => Standing::Refused,
            Act::ComplaintVerification(_)
            | Act::WorkingMinutes(_)
            | Act::EvidenceRequest(_)
            | Act::AssessmentRequest(_)
            | Act::VerificationReport(_) => at.on_to(Standing::Verifying),
            Act::DialogueInvitation(_) | Act::Dialogue(_) => at.on_to(Standing::InDialogue),
            Act::ComplaintSuspension(_) => {
                before_pause = at;
                Standing::Suspended
            }
            Act::ComplaintContinuation(_) => before_pause,
            Act::ComplaintWithdrawal(w) if w.extent == Extent::Whole => Standing::Withdrawn,
            Act::ComplaintTermination(_) => Standing::Terminated,
            Act::ComplaintDecision(_) => Standing::Settled,
            Act::SecondComplaint(_) => Standing::Appealed,
            Act::Lawsuit(_) | Act::CourtAcceptance(_) if at >= Standing::Settled => Standing::InCourt,
            Act::TakingEffect(_) => Standing::InForce,
            Act::CourtJudgment(_) if at == Standing::InCourt => Standing::InForce,
            Act::ExecutionDirection(_) | Act::ExecutionProgress(_) => Standing::Enforcing,
            Act::ExecutionDone(_) => Standing::Enforced,
            Act::ComplaintClosing(_) => Standing::Closed,
            _ => at,
        };
    }
    at
}

impl Standing {
    /// `next`, unless the case is already past it.
    fn on_to(self, next: Standing) -> Standing {
        if self > next { self } else { next }
    }
}
