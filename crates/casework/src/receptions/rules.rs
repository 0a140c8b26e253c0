//! Những điều không nằm gọn trong bảng: grounds of refusal by date, crowds and their
//! representatives, online reception, what belongs to a head's session.

use super::acts::*;
use super::refusals as no;
use super::{Entry, Reception};
use crate::Refusal;
use crate::petitions::acts::{Competence, PetitionKind};
use jiff::civil::{Date, date};
use law::{Citation, Law};

type Question<'a> = crate::procedure::Question<'a, Reception>;

/// First day of Law 136/2025 and Decree 154/2026.
const FROM_2026: Date = date(2026, 7, 1);
/// Đoàn đông người: from how many people on one content.
pub(super) fn crowd(law: &Law, on: Date) -> u32 {
    let norm = law.norm(super::Regime::Ltcd2013.word(), "reception.crowd", "", on);
    norm.and_then(|n| u32::try_from(n.value).ok()).unwrap_or(u32::MAX)
}

/// More complainants than this may name more representatives.
const FEW: u32 = 10;

/// After a refusal nothing of a reception follows.
pub(super) fn held(acts: &[Entry], kind: ActKind) -> Option<&'static str> {
    use ActKind::*;
    let refused = acts.iter().any(|e| e.act.kind() == ReceptionRefusal);
    let after = matches!(kind, RefusalNotice | CrowdReport | ReceptionRefusal | OnlineNotice | LinkTest);
    (refused && !after).then_some(no::REFUSED)
}

/// Whether what was registered and found lets this act stand: the code of the refusal.
pub(super) fn fits(acts: &[Entry], kind: ActKind) -> Result<(), &'static str> {
    use ActKind::*;
    let Some(r) = registration_of(acts) else { return Ok(()) };
    let within = classified(acts).is_some_and(|c| c.competence == Competence::Within);
    match kind {
        HeadConclusion if r.host == Host::Regular => Err(no::CONCLUSION_OF_HEAD),
        CrowdReport if r.people() < 2 => Err(no::NOT_A_CROWD),
        Guidance | Transfer if within => Err(no::WITHIN),
        _ => Ok(()),
    }
}

/// The irregular rules of one act, in order; the first refusal stands.
pub(super) fn refuse(q: &Question) -> Result<(), Refusal> {
    fits(q.acts, q.entry.act.kind()).map_err(|code| q.no(code))?;
    match &q.entry.act {
        Act::Registration(r) => register(q, r),
        Act::CrowdReport(_) if registration_of(q.acts).is_some_and(|r| r.people() < crowd(q.law, q.entry.on)) => {
            Err(q.no(no::NOT_A_CROWD))
        }
        Act::ReceptionRefusal(r) if r.why_refused.is_of_decree_154() && q.entry.on < FROM_2026 => {
            Err(Refusal::new(no::GROUND_LATER, Citation::new("154/2026/NĐ-CP", "4")).with("why", r.why_refused))
        }
        Act::Appointment(a) if a.mode == Some(MeetingMode::Online) => online(q, a.meeting_on),
        Act::Appointment(a) if a.meeting_on < q.entry.on => Err(q.no(no::APPOINTED_IN_PAST)),
        _ => Ok(()),
    }
}

fn register(q: &Question, r: &Registration) -> Result<(), Refusal> {
    if r.host == Host::Regular && (r.ad_hoc || r.session.is_some()) {
        return Err(q.no(no::REGULAR_SESSION));
    }
    if r.mode() == MeetingMode::Online {
        online(q, q.entry.on)?;
        if r.stay_hidden && r.kind == Some(PetitionKind::Denunciation) {
            return Err(Refusal::new(no::ONLINE_HIDDEN, Citation::new("154/2026/NĐ-CP", "20")));
        }
    }
    if let (Some(most), Some(law)) = representatives_most(q, r.people())
        && r.representatives.is_some_and(|n| n > most)
    {
        return Err(Refusal::new(no::REPRESENTATIVES_OVER, law).with("people", r.people()).with("most", most));
    }
    Ok(())
}

/// Online reception exists from 01/07/2026.
fn online(_: &Question, on: Date) -> Result<(), Refusal> {
    if on < FROM_2026 {
        return Err(Refusal::new(no::ONLINE_BEFORE_LAW, Citation::new("136/2025/QH15", "1")));
    }
    Ok(())
}

/// How many representatives a crowd of this size may have, by which provision.
fn representatives_most(q: &Question, people: u32) -> (Option<u32>, Option<Citation>) {
    if people < crowd(q.law, q.entry.on) {
        return (None, None);
    }
    let size = if people <= FEW { "few" } else { "many" };
    let norm = q.law.norm("LKN2011", "complaint.representatives", size, q.entry.on);
    (norm.and_then(|n| u32::try_from(n.value).ok()), norm.map(|n| n.citation.clone()))
}

/// What stands but should be known.
pub(super) fn warn(q: &Question) -> Vec<Refusal> {
    let mut out = Vec::new();
    match &q.entry.act {
        Act::Registration(r) => {
            if r.turn() == Turn::Repeat && r.earlier.is_none() && r.matter.is_none() {
                out.push(q.no(no::REPEAT_OF_WHAT));
            }
            if r.people() >= crowd(q.law, q.entry.on) && r.representatives.is_none() {
                out.push(q.no(no::REPRESENTATIVES_MISSING).with("people", r.people()));
            }
            let acting =
                |v: &Visitor| matches!(v.standpoint, Some(Standpoint::Representative | Standpoint::Authorised));
            if r.visitors.iter().any(|v| acting(v) && v.proof.is_none()) {
                out.push(q.no(no::PROOF_MISSING));
            }
            if r.host == Host::Delegated && q.entry.on >= FROM_2026 {
                out.push(Refusal::new(no::DELEGATION_ENDED, Citation::new("136/2025/QH15", "1")));
            }
        }
        Act::ReceptionRefusal(r) if r.why_refused == WhyRefused::SettledFinally && r.earlier_notice.is_none() => {
            out.push(Refusal::new(no::NOTICE_BEFORE_MISSING, Citation::new("42/2013/QH13", "9(3)")));
        }
        Act::HeadConclusion(c) if !c.in_writing && q.entry.on >= FROM_2026 => {
            out.push(Refusal::new(no::CONCLUSION_UNWRITTEN, Citation::new("154/2026/NĐ-CP", "25")));
        }
        Act::CrowdReport(c) if c.hot_spot && c.reported_to.is_none() => out.push(q.no(no::HOT_SPOT_UNREPORTED)),
        _ => {}
    }
    out
}
