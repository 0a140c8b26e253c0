//! Trình tự xử lý đơn: which act may follow which, who signs it, under which article,
//! and which clocks it starts. One table per circular; where an article of the circular
//! has not been checked against its text it is “?”.

use super::acts::ActKind::{self, *};
use super::{Petition, Regime};
use crate::Role::{Citizen, Head, Officer, OtherBody};

/// One act of the procedure.
pub type ActRule = crate::procedure::ActRule<Petition>;
/// One clock of the procedure.
pub type DeadlineRule = crate::procedure::DeadlineRule<Petition>;
/// The procedure of one circular.
pub type Procedure = crate::procedure::Procedure<Petition>;

/// Which variant of a term applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// One number for all.
    Plain,
    /// By kind of petition: complaints and denunciations have their laws' own.
    ByKind,
    /// By kind, or by having been taken at reception.
    ByRoad,
}

/// When a deadline is asked at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Taken at reception.
    AtReception,
    /// Found to be outside the office's competence.
    Outside,
    /// A denunciation that another body sent on.
    DenunciationSentOn,
}

const LKN: &str = "02/2011/QH13";
const LTC: &str = "25/2018/QH14";
const LTCD: &str = "42/2013/QH13";

/// Everything after which the petition is in other hands or on the shelf.
const ENDED: &[ActKind] = &[Accepted, AnswerLetter, ReturnLetter, Archive, PetitionWithdrawal, Closing];
/// An outcome of any kind.
const OUTCOMES: &[ActKind] =
    &[Accepted, AnswerLetter, Guidance, Transfer, ReturnLetter, Urging, Archive, PetitionWithdrawal];
/// What ends processing, a proposal to accept included.
const PROCESSED: &[ActKind] = &[
    AcceptanceProposal,
    Accepted,
    AnswerLetter,
    Guidance,
    Transfer,
    ReturnLetter,
    Urging,
    Archive,
    PetitionWithdrawal,
];

/// The rows of a circular: number, article on eligibility, article on keeping on file.
macro_rules! acts_of {
    ($tt:literal, $fit:literal, $keep:literal) => {
        &[
            ActRule::new($tt, Receipt, "?", Officer, &[]).once(),
            ActRule::new($tt, Eligibility, $fit, Officer, &[Receipt]).also(&[Head]).until(OUTCOMES),
            ActRule::new($tt, Classification, "?", Officer, &[Receipt]).also(&[Head]).until(ENDED),
            ActRule::new($tt, Split, "?", Officer, &[Receipt]).also(&[Head]).until(ENDED),
            ActRule::new($tt, AcceptanceProposal, "?", Officer, &[Classification]).until(ENDED),
            ActRule::new(LKN, Accepted, "27", Head, &[Classification]).once().until(ENDED),
            ActRule::new($tt, AnswerLetter, "?", Head, &[Classification]).also(&[Officer]).until(ENDED),
            ActRule::new($tt, Guidance, "?", Head, &[Classification]).also(&[Officer]).until(ENDED),
            ActRule::new($tt, Transfer, "?", Head, &[Classification]).also(&[Officer]).until(ENDED),
            ActRule::new($tt, ReturnLetter, "?", Head, &[Classification]).also(&[Officer]).until(ENDED),
            ActRule::new($tt, Urging, "?", Head, &[Classification]).also(&[Officer]).until(ENDED),
            ActRule::new($tt, Archive, $keep, Officer, &[Eligibility]).also(&[Head]).until(ENDED),
            ActRule::new($tt, PetitionWithdrawal, "?", Citizen, &[Receipt]).also(&[Officer]).once().until(ENDED),
            ActRule::new(LTCD, ResultNotice, "28", Officer, &[Receipt]).also(&[Head]),
            ActRule::new($tt, Reminder, "?", Head, &[Transfer, Urging]).also(&[Officer]).until(&[Closing]),
            ActRule::new($tt, ReplyReceived, "?", OtherBody, &[Transfer, Urging]).also(&[Officer]),
            ActRule::new($tt, Closing, "?", Officer, OUTCOMES).also(&[Head]).once(),
            ActRule::new($tt, Rectification, "?", Officer, &[Receipt]).also(&[Head]),
            ActRule::new($tt, Annulment, "?", Head, &[Receipt]),
        ]
    };
}

macro_rules! clocks {
    ($($more:expr),*) => {
        &[
            DeadlineRule::new("petition_process", Receipt, PROCESSED, "petition.process").variant(Variant::ByKind),
            DeadlineRule::new("petition_transfer", Receipt, OUTCOMES, "petition.transfer")
                .variant(Variant::ByRoad)
                .when(When::Outside),
            DeadlineRule::new(
                "petition_notify_result",
                Receipt,
                &[ResultNotice, Guidance, Transfer, AnswerLetter, Accepted],
                "petition.notify_result",
            )
            .when(When::AtReception)
            .superseded_by(&[Archive, PetitionWithdrawal]),
            DeadlineRule::new(
                "petition_reply_to_sender",
                Receipt,
                &[ResultNotice, ReturnLetter],
                "petition.reply_to_sender",
            )
            .variant(Variant::ByKind)
            .when(When::DenunciationSentOn),
            DeadlineRule::new("petition_keep", Archive, &[], "petition.keep").display(),
            $($more),*
        ]
    };
}

/// Thông tư 07/2014/TT-TTCP.
pub const TT07_2014: Procedure = Procedure {
    regime: Regime::Tt07Of2014,
    law: "07/2014/TT-TTCP",
    acts: acts_of!("07/2014/TT-TTCP", "?", "28"),
    deadlines: clocks!(),
};

/// Thông tư 05/2021/TT-TTCP.
pub const TT05_2021: Procedure = Procedure {
    regime: Regime::Tt05Of2021,
    law: "05/2021/TT-TTCP",
    acts: acts_of!("05/2021/TT-TTCP", "6(2)(a)", "?"),
    deadlines: clocks!(DeadlineRule::new("petition_alarm", Receipt, PROCESSED, "petition.discipline_alarm").alarm()),
};

/// The law on denunciations, for what it says of petitions.
pub(super) fn on_denunciations(article: &'static str) -> law::Citation {
    law::Citation::new(LTC, article)
}

/// The procedure a case runs under.
pub fn of(regime: Regime) -> &'static Procedure {
    match regime {
        Regime::Tt07Of2014 => &TT07_2014,
        Regime::Tt05Of2021 => &TT05_2021,
    }
}
