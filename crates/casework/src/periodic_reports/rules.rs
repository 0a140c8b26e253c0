//! Những điều không nằm gọn trong bảng: what a report that is under way lets happen.

use super::acts::*;
use super::standing::{self, Standing};
use super::{Entry, PeriodicReport, refusals as no};
use crate::Refusal;

type Question<'a> = crate::procedure::Question<'a, PeriodicReport>;

/// Whether where the report stands holds an act up: the code of the refusal.
pub(super) fn held(acts: &[Entry], kind: ActKind) -> Option<&'static str> {
    use ActKind::*;
    let at = standing::of(acts);
    match (kind, at) {
        (_, Standing::Sealed) => Some(no::SEALED),
        (
            Computation | Declaration | Explanation | Narrative | Submission,
            Standing::Submitted | Standing::Accepted,
        ) => Some(no::SENT),
        (Acceptance, at) if at != Standing::Submitted => Some(no::NOT_SENT),
        (SendBack, at) if !matches!(at, Standing::Submitted | Standing::Accepted) => Some(no::NOT_SENT),
        (Submission, _) if is_stale(acts) => Some(no::STALE),
        (Submission, _) if !is_sent_to_somebody(acts) => Some(no::NOBODY_TO_SEND_TO),
        (Seal, Standing::Accepted) => None,
        (Seal, _) if is_sent_to_somebody(acts) => Some(no::NOT_ACCEPTED),
        (Seal, _) if is_stale(acts) => Some(no::STALE),
        _ => None,
    }
}

fn is_sent_to_somebody(acts: &[Entry]) -> bool {
    draft_of(acts).is_some_and(|d| d.to_unit.is_some())
}

/// Whether something came after the last computation that it does not hold.
fn is_stale(acts: &[Entry]) -> bool {
    let last = |is: fn(&Act) -> bool| acts.iter().filter(|e| is(&e.act)).map(|e| e.seq).max().unwrap_or(0);
    let computed = last(|a| matches!(a, Act::Computation(_)));
    last(|a| matches!(a, Act::Declaration(_) | Act::SendBack(_))) > computed && computed > 0
}

/// The irregular rules of one act, in order; the first refusal stands.
pub(super) fn refuse(q: &Question) -> Result<(), Refusal> {
    let until = draft_of(q.acts).map(|d| d.until);
    match &q.entry.act {
        Act::Draft(d) if d.until < d.from => Err(q.no(no::BACKWARDS).with("from", d.from).with("until", d.until)),
        Act::Submission(_) | Act::Seal(_) if until.is_some_and(|until| q.entry.on < until) => {
            Err(q.no(no::NOT_OVER).with("until", until.unwrap_or_default()))
        }
        Act::SendBack(back) if back.objections.is_empty() && back.summary.is_none() => Err(q.no(no::NO_REASON)),
        Act::Declaration(d) if d.figures.is_empty() => Err(q.no(no::NO_FIGURES)),
        _ => Ok(()),
    }
}

/// What stands but should be known.
pub(super) fn warn(q: &Question) -> Vec<Refusal> {
    let Act::Submission(_) = &q.entry.act else { return Vec::new() };
    let Some((_, done)) = computed(q.acts) else { return Vec::new() };
    let left = match done.checks {
        Some(_) => done.wrong.iter().filter(|point| !is_explained(q.acts, point)).count(),
        // Computed before points had names: as many words as points were asked for.
        None => {
            let found: u32 = done.sheets.iter().map(|s| s.points).sum();
            usize::try_from(found).unwrap_or(usize::MAX).saturating_sub(explanations(q.acts).count())
        }
    };
    if left == 0 { Vec::new() } else { vec![q.no(no::UNEXPLAINED).with("left", left)] }
}

fn is_explained(acts: &[Entry], point: &WrongPoint) -> bool {
    let row = point.row.as_ref().map(|u| u.0.as_str());
    explanations(acts).any(|(_, said)| said.is_about(&point.form, &point.check, row))
}
