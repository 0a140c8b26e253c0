//! Trình tự tiếp công dân: which act may follow which, who signs it, under which
//! article, and which clocks it starts. The law of 2013 with its amendment of 2026:
//! what changed on 01/07/2026 stands in dated terms and in `rules`.

use super::acts::ActKind::{self, *};
use super::{Reception, Regime};
use crate::Role::{Head, Officer, OtherBody};

/// One act of the procedure.
pub type ActRule = crate::procedure::ActRule<Reception>;
/// One clock of the procedure.
pub type DeadlineRule = crate::procedure::DeadlineRule<Reception>;
/// The procedure of the law.
pub type Procedure = crate::procedure::Procedure<Reception>;

/// No term of a reception has variants.
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
    /// Found to be outside the office's competence.
    Outside,
    /// Refused on a ground that is told in writing.
    ToldInWriting,
    /// Received, or to be received, online.
    Online,
}

const LAW: &str = "42/2013/QH13";
const DECREE: &str = "154/2026/NĐ-CP";
/// After which the turn is over.
const OVER: &[ActKind] = &[ReceptionRefusal, Closing];

const fn act(kind: ActKind, article: &'static str, by: crate::Role, after: &'static [ActKind]) -> ActRule {
    ActRule::new(LAW, kind, article, by, after)
}

/// Luật Tiếp công dân 2013 và Nghị định 154/2026/NĐ-CP.
pub const LTCD2013: Procedure = Procedure { regime: Regime::Ltcd2013, law: LAW, acts: ACTS, deadlines: DEADLINES };

#[rustfmt::skip]
const ACTS: &[ActRule] = &[
    act(Registration, "?", Officer, &[]).also(&[Head]).once(),
    ActRule::new(DECREE, OnlineNotice, "23(1)", Officer, &[]).also(&[Head]).until(&[Closing]),
    ActRule::new(DECREE, LinkTest, "16-24", Officer, &[]).until(&[Closing]),
    act(ReceptionRefusal, "9", Officer, &[Registration]).also(&[Head]).once().until(&[Recording, PaperReceipt, ToPetition, Closing]),
    act(RefusalNotice, "9", Head, &[ReceptionRefusal]).also(&[Officer]).once(),
    act(Recording, "?", Officer, &[Registration]).also(&[Head]).until(OVER),
    act(PaperReceipt, "?", Officer, &[Registration]).until(OVER),
    act(Classification, "?", Officer, &[Registration]).until(OVER),
    act(ToPetition, "?", Officer, &[Registration]).once().until(OVER),
    act(Guidance, "26(1)(b)", Officer, &[Registration]).until(OVER),
    act(Persuasion, "?", Officer, &[Registration]).also(&[Head]).until(OVER),
    act(Transfer, "28(2)", Officer, &[Registration]).also(&[Head]).until(OVER),
    act(Appointment, "?", Officer, &[Registration]).also(&[Head]).until(OVER),
    act(HeadConclusion, "?", Head, &[Registration]).until(OVER),
    act(CrowdReport, "?", Officer, &[Registration]).also(&[Head]),
    act(ResultNotice, "28(1)", Officer, &[Registration]).also(&[Head]).until(OVER),
    act(ReplyReceived, "27(2)", OtherBody, &[Transfer]).also(&[Officer]),
    act(Closing, "?", Officer, &[Registration]).also(&[Head]).once().until(&[ReceptionRefusal]),
    act(Rectification, "?", Officer, &[Registration]).also(&[Head]),
    act(Annulment, "?", Head, &[Registration]),
];

#[rustfmt::skip]
const DEADLINES: &[DeadlineRule] = &[
    DeadlineRule::new("reception_result", Registration, &[ResultNotice, Guidance, Persuasion], "reception.notify_result")
        .superseded_by(&[ReceptionRefusal, ToPetition, Closing]),
    DeadlineRule::new("reception_pass_on", Registration, &[Transfer, Guidance, ToPetition], "reception.pass_on")
        .when(When::Outside).superseded_by(OVER),
    DeadlineRule::new("reception_refusal_notice", ReceptionRefusal, &[RefusalNotice], "reception.refusal_notice")
        .when(When::ToldInWriting),
    DeadlineRule::new("online_notice", Registration, &[OnlineNotice], "reception.online_notice_lead").when(When::Online).lead(),
    DeadlineRule::new("online_test", Registration, &[LinkTest], "reception.online_test_lead").when(When::Online).lead(),
    DeadlineRule::new("online_notice", Appointment, &[OnlineNotice], "reception.online_notice_lead").when(When::Online).lead(),
    DeadlineRule::new("online_test", Appointment, &[LinkTest], "reception.online_test_lead").when(When::Online).lead(),
];
