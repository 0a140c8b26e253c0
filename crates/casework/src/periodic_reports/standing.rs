//! Trạng thái của báo cáo: where it stands, from its acts alone.

use super::acts::Act;
use super::{Case, Entry};
use crate::procedure::effective;

crate::choices! {
    /// Báo cáo đang ở bước nào.
    pub enum Standing {
        /// Mới lập.
        Drafted = "drafted",
        /// Đã tổng hợp.
        Computed = "computed",
        /// Đã gửi.
        Submitted = "submitted",
        /// Bị trả lại.
        SentBack = "sent_back",
        /// Đã tiếp nhận.
        Accepted = "accepted",
        /// Đã niêm phong.
        Sealed = "sealed",
    }
}

/// Where a file with these acts stands: the last one that moves it. Journal order, not
/// dates: what was answered is what had been sent.
pub(super) fn of(acts: &[Entry]) -> Standing {
    let mut at = Standing::Drafted;
    for entry in acts {
        at = match &entry.act {
            Act::Computation(_) | Act::Declaration(_) if at != Standing::SentBack => Standing::Computed,
            Act::Computation(_) => Standing::Computed,
            Act::Submission(_) => Standing::Submitted,
            Act::SendBack(_) => Standing::SentBack,
            Act::Acceptance(_) => Standing::Accepted,
            Act::Seal(_) => Standing::Sealed,
            _ => at,
        };
    }
    at
}

/// Where the report stands.
pub fn standing(case: &Case) -> Standing {
    of(&effective(&case.acts))
}
