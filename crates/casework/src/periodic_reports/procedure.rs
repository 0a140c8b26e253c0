//! Trình tự của báo cáo định kỳ: the same way under each circular, each row with the
//! circular it rests on.
//!
//! There is no annulment and no rectification: a report is mended by sending it back
//! and computing anew; once sealed, by adjustment lines of the next one.

use super::acts::ActKind::{self, *};
use super::{PeriodicReport, Regime};
use crate::Role::{ReportHead, Reporter, Superior};

/// One act of the procedure.
pub type ActRule = crate::procedure::ActRule<PeriodicReport>;
/// One clock of the procedure.
pub type DeadlineRule = crate::procedure::DeadlineRule<PeriodicReport>;
/// The procedure of a circular.
pub type Procedure = crate::procedure::Procedure<PeriodicReport>;

/// No term of a report has variants: it differs by kind of body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// One number for all.
    Plain,
}

/// When a deadline is asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// There is somebody to send it to.
    Sent,
}

const WORK: &[ActKind] = &[Computation, Declaration];

macro_rules! of_circular {
    ($($name:ident, $regime:ident, $law:literal, $article:literal;)*) => {$(
        #[doc = concat!("Thông tư ", $law, ".")]
        pub const $name: Procedure = Procedure {
            regime: Regime::$regime,
            law: $law,
            acts: &[
                ActRule::new($law, Draft, $article, Reporter, &[]).also(&[ReportHead]).once(),
                ActRule::new($law, Computation, $article, Reporter, &[Draft]).also(&[ReportHead]),
                ActRule::new($law, Declaration, "?", Reporter, &[Draft]).also(&[ReportHead, Superior]),
                ActRule::new($law, Explanation, "?", Reporter, WORK).also(&[ReportHead]),
                ActRule::new($law, Narrative, "?", Reporter, &[Draft]).also(&[ReportHead]),
                ActRule::new($law, Submission, "?", ReportHead, WORK),
                ActRule::new($law, SendBack, "?", Superior, &[Submission]),
                ActRule::new($law, Acceptance, "?", Superior, &[Submission]),
                ActRule::new($law, Seal, "?", ReportHead, &[Computation]).once(),
            ],
            deadlines: &[DeadlineRule::new("report_sent", Draft, &[Submission], "report.send").when(When::Sent)],
        };
    )*};
}

of_circular! {
    TT03_2013, Tt03Of2013, "03/2013/TT-TTCP", "9";
    TT02_2021, Tt02Of2021, "02/2021/TT-TTCP", "7";
    TT01_2024, Tt01Of2024, "01/2024/TT-TTCP", "?";
    TT06_2025, Tt06Of2025, "06/2025/TT-TTCP", "?";
}
