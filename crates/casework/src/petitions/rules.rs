//! Những điều không nằm gọn trong bảng: the decision table on what may be done with
//! which petition, and what the office should be told.

use super::acts::*;
use super::procedure::on_denunciations;
use super::refusals as no;
use super::{Entry, Petition};
use crate::{Refusal, fold};
use jiff::civil::{Date, date};
use law::Citation;

type Question<'a> = crate::procedure::Question<'a, Petition>;

/// Law 136/2025: staff who receive people may pass on what is out of competence.
const PASSED_ON_FROM: Date = date(2026, 7, 1);

/// A second guidance on the same content: the law allows one.
pub(super) fn held(acts: &[Entry], kind: ActKind) -> Option<&'static str> {
    let guided = acts.iter().any(|e| e.act.kind() == ActKind::Guidance)
        || eligibility_of(acts).is_some_and(|e| e.unfit == Some(Unfit::GuidedBefore));
    (kind == ActKind::Guidance && guided).then_some(no::GUIDED_ONCE)
}

/// Whether the decision table lets this act stand beside what was found, facts of the
/// act itself left aside: the code of the refusal.
pub(super) fn fits(acts: &[Entry], kind: ActKind, on: Date) -> Result<(), &'static str> {
    use ActKind::*;
    let kept = eligibility_of(acts).is_some_and(|e| e.fitness == Fitness::NotEligible);
    let receipt = receipt_of(acts);
    let nameless = receipt.is_some_and(|r| r.anonymous && !r.evidence);
    let Some(found) = classified(acts).filter(|_| kind.is_outcome() || kind == AcceptanceProposal) else {
        return if kind == Archive && !kept { Err(no::ARCHIVE_ELIGIBLE) } else { Ok(()) };
    };
    let within = found.competence == Competence::Within;
    let complaint = found.kind == PetitionKind::Complaint;
    match kind {
        PetitionWithdrawal => Ok(()),
        Archive if kept => Ok(()),
        Archive => Err(no::ARCHIVE_ELIGIBLE),
        _ if kept => Err(no::NOT_ELIGIBLE_KEPT),
        _ if nameless => Err(no::ANONYMOUS_LETTER),
        AcceptanceProposal | Accepted | AnswerLetter if !within => Err(no::OUTSIDE_COMPETENCE),
        Guidance | ReturnLetter | Urging if within => Err(no::WITHIN_COMPETENCE),
        Transfer if within && found.kind != PetitionKind::Denunciation => Err(no::WITHIN_COMPETENCE),
        ReturnLetter if receipt.is_none_or(|r| r.source != Source::SentOn) => Err(no::NOTHING_TO_RETURN),
        Transfer if complaint && !may_pass_on(receipt, on) => Err(no::COMPLAINT_NOT_TRANSFERRED),
        _ => Ok(()),
    }
}

/// What was taken at reception may be passed on from 01/07/2026, complaints included.
fn may_pass_on(receipt: Option<&Receipt>, on: Date) -> bool {
    on >= PASSED_ON_FROM && receipt.is_some_and(|r| r.source == Source::Reception)
}

/// The irregular rules of one act, in order; the first refusal stands.
pub(super) fn refuse(q: &Question) -> Result<(), Refusal> {
    let kind = q.entry.act.kind();
    fits(q.acts, kind, q.entry.on).map_err(|code| Refusal::new(code, provision(q, code)))?;
    match &q.entry.act {
        Act::Receipt(receipt) => receive(q, receipt),
        Act::Eligibility(found) => find(q, found),
        Act::Classification(found) => classify(q, found),
        Act::Split(split) if split.parts.len() < 2 => Err(q.no(no::SPLIT_TOO_FEW)),
        Act::Transfer(transfer) => pass_on(q, transfer),
        Act::AcceptanceProposal(proposal) if is_final(q.acts) && !proposal.serious_error => {
            Err(q.no(no::FINAL_DECISION))
        }
        Act::Accepted(_) if is_final(q.acts) && !reopened(q.acts) => Err(q.no(no::FINAL_DECISION)),
        _ => Ok(()),
    }
}

/// The provision a refusal of the decision table rests on.
fn provision(q: &Question, code: &str) -> Citation {
    match code {
        no::ANONYMOUS_LETTER => on_denunciations("25"),
        _ => q.rule.law(),
    }
}

fn receive(q: &Question, r: &Receipt) -> Result<(), Refusal> {
    if r.source == Source::SentOn && r.source_body.is_none() {
        return Err(q.no(no::SOURCE_BODY_MISSING));
    }
    if r.anonymous && !r.senders.is_empty() {
        return Err(q.no(no::ANONYMOUS_WITH_SENDER));
    }
    let one = r.people_count.is_some_and(|n| n == 1) || r.people_count.is_none() && r.senders.len() == 1;
    let several = r.people_count.is_some_and(|n| n > 1) || r.senders.len() > 1;
    if r.names == Some(Names::Many) && one || r.names == Some(Names::One) && several {
        return Err(q.no(no::NAMES_DISAGREE));
    }
    Ok(())
}

fn find(q: &Question, found: &Eligibility) -> Result<(), Refusal> {
    match (found.fitness, found.unfit) {
        (Fitness::NotEligible, None) => return Err(q.no(no::UNFIT_GROUND_MISSING)),
        (Fitness::Eligible, Some(_)) => return Err(q.no(no::UNFIT_GROUND_IDLE)),
        _ => {}
    }
    let Some(receipt) = receipt_of(q.acts).filter(|r| r.anonymous && found.fitness == Fitness::Eligible) else {
        return Ok(());
    };
    if !receipt.evidence {
        return Err(Refusal::new(no::ANONYMOUS_LETTER, on_denunciations("25")));
    }
    if kind_of(q.acts).is_some_and(|kind| kind != PetitionKind::Denunciation) {
        return Err(Refusal::new(no::ANONYMOUS_ONLY_DENUNCIATION, on_denunciations("25(2)")));
    }
    Ok(())
}

fn classify(q: &Question, c: &Classification) -> Result<(), Refusal> {
    let misfit = match (c.instance, c.kind) {
        (Some(Instance::Second), kind) => kind != PetitionKind::Complaint,
        (Some(Instance::Continued), kind) => kind != PetitionKind::Denunciation,
        _ => false,
    };
    if misfit {
        return Err(q.no(no::INSTANCE_OF_KIND));
    }
    let nameless = receipt_of(q.acts).is_some_and(|r| r.anonymous && r.evidence);
    let kept = eligibility_of(q.acts).is_some_and(|e| e.fitness == Fitness::NotEligible);
    if nameless && !kept && c.kind != PetitionKind::Denunciation {
        return Err(Refusal::new(no::ANONYMOUS_ONLY_DENUNCIATION, on_denunciations("25(2)")));
    }
    Ok(())
}

/// In competence only what looks like a crime is passed on.
fn pass_on(q: &Question, t: &Transfer) -> Result<(), Refusal> {
    let within = classified(q.acts).is_some_and(|c| c.competence == Competence::Within);
    if within && !t.crime_signs {
        return Err(q.no(no::WITHIN_COMPETENCE));
    }
    Ok(())
}

/// A complaint that has its last decision or a judgment.
fn is_final(acts: &[Entry]) -> bool {
    classified(acts).is_some_and(|c| {
        c.kind == PetitionKind::Complaint && matches!(c.settled(), Settled::SettledMany | Settled::CourtJudgment)
    })
}

/// A proposal said that the last decision shows a serious breach.
fn reopened(acts: &[Entry]) -> bool {
    acts.iter().any(|e| matches!(&e.act, Act::AcceptanceProposal(p) if p.serious_error))
}

/// What stands but should be known.
pub(super) fn warn(q: &Question) -> Vec<Refusal> {
    let mut out = Vec::new();
    match &q.entry.act {
        Act::Receipt(r) => {
            if r.dated_on.is_some_and(|dated| dated > q.entry.on) {
                out.push(q.no(no::LETTER_DATED_LATER).with("on", q.entry.on));
            }
            if let Some(earlier) = &r.repeats {
                out.push(q.no(no::REPEAT_LETTER).with("earlier", earlier));
            }
        }
        Act::Eligibility(found) => {
            let evidence = receipt_of(q.acts).is_some_and(|r| r.evidence);
            if found.unfit == Some(Unfit::Anonymous) && evidence {
                out.push(Refusal::new(no::ANONYMOUS_WITH_EVIDENCE, on_denunciations("25(2)")));
            }
        }
        Act::Guidance(g) if !g.write_separately => {
            let kind = classified(q.acts).map(|c| c.kind);
            if kind.is_some_and(|kind| kind != PetitionKind::Complaint) {
                out.push(q.no(no::GUIDED_NOT_TRANSFERRED));
            }
        }
        Act::Transfer(t) => {
            let receipt = receipt_of(q.acts);
            let sender = receipt.and_then(|r| r.source_body.as_deref());
            if sender.is_some_and(|sender| fold(sender) == fold(&t.body)) {
                out.push(q.no(no::BACK_TO_SENDER).with("body", &t.body));
            }
            if classified(q.acts).is_some_and(|c| c.kind == PetitionKind::Complaint) {
                let law = Citation::new("136/2025/QH15", "1");
                out.push(Refusal::new(no::COMPLAINT_PASSED_ON, law));
            }
        }
        Act::Accepted(a)
            if a.case_number.is_none() && classified(q.acts).is_some_and(|c| c.kind != PetitionKind::Feedback) =>
        {
            out.push(q.no(no::ACCEPTED_WITHOUT_CASE));
        }
        _ => {}
    }
    out
}
