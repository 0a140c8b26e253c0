//! Thời hạn xử lý đơn: what is irregular in the clocks of a petition.

use super::acts::*;
use super::procedure::{DeadlineRule, Variant, When};
use super::{Entry, File};
use crate::deadlines::Binds;

pub(super) fn asked(file: &File, rule: &DeadlineRule) -> bool {
    let receipt = receipt_of(file.acts);
    match rule.when {
        When::Always => true,
        When::AtReception => receipt.is_some_and(|r| r.source == Source::Reception),
        When::Outside => is(file, Competence::Outside),
        When::DenunciationSentOn => {
            kind_of(file.acts) == Some(PetitionKind::Denunciation)
                && receipt.is_some_and(|r| r.source == Source::SentOn)
        }
    }
}

fn is(file: &File, competence: Competence) -> bool {
    classified(file.acts).is_some_and(|c| c.competence == competence)
}

pub(super) fn variant(file: &File, rule: &DeadlineRule) -> &'static str {
    let found = classified(file.acts);
    let reception = receipt_of(file.acts).is_some_and(|r| r.source == Source::Reception);
    match (rule.variant, kind_of(file.acts)) {
        (Variant::Plain, _) => "",
        // What is outside competence has the circular's days, and its own to be passed on.
        (Variant::ByKind, _) if rule.name == "petition_process" && is(file, Competence::Outside) => "",
        (Variant::ByKind, Some(PetitionKind::Complaint)) => "complaint",
        (Variant::ByKind, Some(PetitionKind::Denunciation))
            if rule.name == "petition_process" && found.is_some_and(|c| c.several_places) =>
        {
            "denunciation_several_places"
        }
        (_, Some(PetitionKind::Denunciation)) => "denunciation",
        (Variant::ByRoad, _) if reception => "reception",
        _ => "",
    }
}

/// A proposal ends processing where the circular's own days run; a complaint in
/// competence wants its acceptance or answer. A sender is told by a notice to him.
pub(super) fn meets(file: &File, rule: &DeadlineRule, act: &Entry) -> bool {
    match (&act.act, rule.name) {
        (Act::AcceptanceProposal(_), "petition_process") => variant(file, rule) != "complaint",
        (Act::ResultNotice(n), "petition_reply_to_sender") => n.told != Told::Petitioner,
        (Act::ResultNotice(n), _) => n.told != Told::Forwarder,
        _ => true,
    }
}

/// When a deadline is asked, for the generated procedure.
pub(super) fn condition(rule: &DeadlineRule, en: bool) -> &'static str {
    match (rule.when, rule.binds, en) {
        (When::AtReception, _, false) => " (đơn nhận tại nơi tiếp công dân)",
        (When::AtReception, _, true) => " (taken at reception)",
        (When::Outside, _, false) => " (không thuộc thẩm quyền: tố cáo, hoặc đơn nhận tại nơi tiếp công dân)",
        (When::Outside, _, true) => " (outside competence: denunciations, or taken at reception)",
        (When::DenunciationSentOn, _, false) => " (tố cáo do nơi khác chuyển đến)",
        (When::DenunciationSentOn, _, true) => " (denunciations sent on by others)",
        (_, Binds::Alarm, false) => " (báo động, không phải hạn để làm việc)",
        (_, Binds::Alarm, true) => " (an alarm, not a limit to work to)",
        _ => "",
    }
}
