//! Những điều không nằm gọn trong bảng: the irregular articles on denunciations.
//!
//! Each looks at one act against the file and says why the law refuses it, or
//! what the office should be told though the act stands.

use super::acts::*;
use super::competence;
use super::refusals as no;
use super::{Denunciation, Entry, clocks};
use crate::Refusal;
use crate::procedure::File;
use jiff::civil::{Date, date};
use law::{Citation, clock};
use std::cmp::Ordering;

/// What the rules look at.
pub type Question<'a> = crate::procedure::Question<'a, Denunciation>;

/// First day of Luật 136/2025/QH15: breach of duties ends protection.
const AMENDED_FROM: Date = date(2026, 7, 1);

/// The irregular rules of one act, in order; the first refusal stands.
pub fn refuse(q: &Question) -> Result<(), Refusal> {
    match &q.entry.act {
        Act::Receipt(receipt) => receive(q, receipt),
        Act::Acceptance(acceptance) => accept(q, acceptance),
        Act::ManagementCheck(_) => check_unnamed(q),
        Act::VerificationTeam(team) => lead(q, team),
        Act::Extension(extension) => extend(q, extension),
        Act::Suspension(_) => in_turn(q),
        Act::Continuation(_) if stayed_since(q.acts, q.entry.on).is_none() => Err(q.no(no::NOT_STAYED)),
        Act::Continuation(_) => in_turn(q),
        Act::Withdrawal(_) => withdraw(q),
        Act::Termination(t) => terminate(q, t),
        Act::Conclusion(c) => conclude(q, c),
        Act::Execution(x) => {
            within(q, &[(x.done_officials, x.done_persons), (x.prosecuted_officials, x.prosecuted_persons)])
        }
        Act::ProtectionEnd(end) => end_protection(q, end),
        _ => Ok(()),
    }
}

/// What stands but should be known.
pub fn warn(q: &Question) -> Vec<Refusal> {
    match &q.entry.act {
        Act::Receipt(receipt) => warn_receipt(q, receipt),
        Act::Acceptance(acceptance) => warn_acceptance(q, acceptance),
        Act::Extension(_) => past_statute(q, q.acts.iter().find_map(sanction_until)).into_iter().collect(),
        Act::VerificationTeam(team) if team.team.len() < 2 => vec![q.no(no::TEAM_OF_ONE)],
        Act::Conclusion(_) if !q.acts.iter().any(is_verification) => vec![q.no(no::NOT_VERIFIED)],
        Act::Publication(publication) => warn_publication(q, publication),
        Act::Execution(execution) => warn_execution(q, execution),
        _ => Vec::new(),
    }
}

/// What cannot be done while the settlement stands still.
pub fn held(acts: &[Entry], kind: ActKind, on: Date) -> Option<&'static str> {
    use ActKind::{Conclusion, Extension, Suspension};
    let still = stayed_since(acts, on).is_some_and(|since| on > since || kind == Suspension);
    (still && matches!(kind, Conclusion | Extension | Suspension)).then_some(no::STAYED)
}

/// Whether an act is worth offering as the next step.
pub fn offered(acts: &[Entry], kind: ActKind, today: Date) -> bool {
    let receipt = clocks::receipt_of(acts);
    let is = |test: fn(&Receipt) -> bool| receipt.is_some_and(test);
    let withdrawn = clocks::is_withdrawn(acts);
    let concluded = acts.iter().any(|e| e.act.kind() == ActKind::Conclusion);
    match kind {
        ActKind::Continuation => stayed_since(acts, today).is_some(),
        ActKind::Acceptance => !is(|r| r.outside_competence || r.denouncers.is_empty()) && !withdrawn,
        ActKind::ManagementCheck => is(|r| r.evidence && r.denouncers.is_empty()),
        ActKind::ContinuedReview => is(|r| r.continued && !r.overdue_below),
        ActKind::SenderTold => is(|r| matches!(r.source, Some(Source::Press | Source::OtherBody))),
        ActKind::Withdrawal => !concluded && !is(|r| r.denouncers.is_empty()),
        ActKind::Conclusion => !withdrawn,
        ActKind::Extension => acts.iter().filter(|e| e.act.kind() == kind).count() < 2,
        _ => true,
    }
}

fn receive(q: &Question, r: &Receipt) -> Result<(), Refusal> {
    if let Some(on) = r.received_on.filter(|on| *on > q.entry.on) {
        return Err(q.no(no::RECEIVED_AFTER).with("received_on", on).with("on", q.entry.on));
    }
    if r.anonymous && !r.denouncers.is_empty() {
        return Err(Refusal::new(no::UNNAMED_WITH_NAME, Citation::new(q.rule.instrument, "25(1)")));
    }
    if r.continued && r.earlier.is_none() {
        return Err(Refusal::new(no::CONTINUED_WITHOUT_EARLIER, Citation::new(q.rule.instrument, "37")));
    }
    if r.overdue_below && !r.continued {
        return Err(Refusal::new(no::OVERDUE_NOT_CONTINUED, Citation::new(q.rule.instrument, "38")));
    }
    Ok(())
}

/// All four conditions of Art 29(1), and what must come first.
fn accept(q: &Question, a: &Acceptance) -> Result<(), Refusal> {
    let law = |article: &'static str| Citation::new(q.rule.instrument, article);
    let receipt = clocks::receipt_of(q.acts);
    let is = |test: fn(&Receipt) -> bool| receipt.is_some_and(test);
    if is(|r| r.denouncers.is_empty()) {
        return Err(Refusal::new(no::ACCEPTED_UNNAMED, law("25(1)")));
    }
    if is(|r| r.outside_competence) {
        return Err(Refusal::new(no::ACCEPTED_OUTSIDE, law("24(2)")));
    }
    let conditions = [
        ("form_met", "29(1)(a)", a.form_met),
        ("capacity_met", "29(1)(b)", a.capacity_met),
        ("competence_met", "29(1)(c)", a.competence_met),
        ("basis_met", "29(1)(d)", a.basis_met),
    ];
    if let Some((condition, article, _)) = conditions.iter().find(|(_, _, met)| !met) {
        return Err(Refusal::new(no::CONDITION_NOT_STATED, law(article)).with("condition", condition));
    }
    if a.after_complaint && !a.violation_documents {
        return Err(Refusal::new(no::COMPLAINT_WITHOUT_DOCUMENTS, law("29(1)")));
    }
    if clocks::is_withdrawn(q.acts) {
        return Err(Refusal::new(no::ACCEPTED_WITHDRAWN, law("33")));
    }
    let again = |e: &Entry| matches!(&e.act, Act::ContinuedReview(r) if r.review_result == ReviewResult::SettleAgain);
    if is(|r| r.continued && !r.overdue_below) && !q.acts.iter().any(again) {
        return Err(Refusal::new(no::CONTINUED_NOT_EXAMINED, law("37(2)")));
    }
    if is(|r| r.overdue_below) && !q.has(ActKind::SuperiorUrging) {
        return Err(Refusal::new(no::OVERDUE_NOT_URGED, law("38(2)")));
    }
    if a.denunciation_settler == Some(Settler::DistrictChair) && q.entry.on >= competence::TWO_LEVELS_FROM {
        return Err(Refusal::new(no::NO_DISTRICTS, Citation::new("141/2025/NĐ-CP", "?")));
    }
    Ok(())
}

fn check_unnamed(q: &Question) -> Result<(), Refusal> {
    match clocks::receipt_of(q.acts) {
        Some(r) if r.denouncers.is_empty() && r.evidence => Ok(()),
        _ => Err(q.no(no::CHECK_WITHOUT_EVIDENCE)),
    }
}

fn lead(q: &Question, team: &VerificationTeam) -> Result<(), Refusal> {
    let leaders = team.team.iter().filter(|m| m.team_role == VerifierRole::Leader).count();
    if leaders == 1 { Ok(()) } else { Err(q.no(no::ONE_TEAM_LEADER).with("found", leaders)) }
}

/// Art 30(2), (3): the complex once, the specially complex twice, each with its criteria.
fn extend(q: &Question, x: &Extension) -> Result<(), Refusal> {
    let regime = super::Regime::Ltc2018.word();
    let before = q.acts.iter().filter(|e| e.act.kind() == ActKind::Extension).count();
    let article = if before == 0 { "30(2)" } else { "30(3)" };
    let law = || Citation::new(q.rule.instrument, article);
    if let Some(due) = clocks::settlement(&File { case: q.case, acts: q.acts, law: q.law })
        && q.entry.on > due.due_on
    {
        return Err(Refusal::new(no::EXTENDED_AFTER_END, law()).with("due", due.due_on));
    }
    if before >= 2 {
        return Err(Refusal::new(no::EXTENDED_TWICE, law()));
    }
    if before == 1 && x.complexity == Complexity::Complex {
        return Err(Refusal::new(no::SECOND_NEEDS_SPECIAL, law()));
    }
    if let Some(norm) = q.law.norm(regime, "denunciation.criteria", x.complexity.word(), q.entry.on)
        && x.criteria() < norm.value
    {
        let refusal = Refusal::new(no::CRITERIA_TOO_FEW, norm.citation.clone()).with("complexity", x.complexity);
        return Err(refusal.with("needs", norm.value).with("found", x.criteria()));
    }
    let case = if before == 0 { Complexity::Complex } else { Complexity::SpeciallyComplex };
    if let (Some(days), Some(term)) = (x.added_days, q.term("denunciation.extension", case.word()))
        && (days == 0 || i64::from(days) > term.value)
    {
        let refusal = Refusal::new(no::EXTENDED_TOO_LONG, term.citation.clone());
        return Err(refusal.with("days", days).with("maximum", term.value));
    }
    Ok(())
}

/// Suspensions and continuations come in the order of their days, or a pause already
/// taken out would be counted again.
fn in_turn(q: &Question) -> Result<(), Refusal> {
    let later = q.acts.iter().filter(|e| is_turn(e) && e.on > q.entry.on).map(|e| e.on).max();
    later.map_or(Ok(()), |on| Err(q.no(no::OUT_OF_TURN).with("later", on)))
}

fn is_turn(entry: &Entry) -> bool {
    matches!(entry.act.kind(), ActKind::Suspension | ActKind::Continuation)
}

/// Before the conclusion only.
fn withdraw(q: &Question) -> Result<(), Refusal> {
    let concluded = q.acts.iter().find(|e| e.act.kind() == ActKind::Conclusion && e.on <= q.entry.on);
    concluded.map_or(Ok(()), |e| Err(q.no(no::WITHDRAWN_AFTER).with("concluded_on", e.on)))
}

fn terminate(q: &Question, t: &Termination) -> Result<(), Refusal> {
    if t.end_ground == TerminationGround::Withdrawn && !clocks::is_withdrawn(q.acts) {
        return Err(Refusal::new(no::ENDED_WITHOUT_WITHDRAWAL, Citation::new(q.rule.instrument, "33")));
    }
    Ok(())
}

fn conclude(q: &Question, c: &Conclusion) -> Result<(), Refusal> {
    if clocks::is_withdrawn(q.acts) {
        return Err(Refusal::new(no::CONCLUDED_WITHDRAWN, Citation::new(q.rule.instrument, "33")));
    }
    within(q, &[(c.handled_officials, c.handled_persons), (c.transferred_officials, c.transferred_persons)])
}

/// The part cannot exceed the whole.
fn within(q: &Question, pairs: &[(Option<u32>, Option<u32>)]) -> Result<(), Refusal> {
    let over = pairs.iter().find(|(part, whole)| part.unwrap_or_default() > whole.unwrap_or_default());
    over.map_or(Ok(()), |(part, whole)| {
        let (part, whole) = (part.unwrap_or_default(), whole.unwrap_or_default());
        Err(q.no(no::OFFICIALS_OVER_PERSONS).with("part", part).with("whole", whole))
    })
}

fn end_protection(q: &Question, end: &ProtectionEnd) -> Result<(), Refusal> {
    let granted = q.acts.iter().any(|e| matches!(&e.act, Act::ProtectionDecision(d) if d.granted));
    if !granted {
        return Err(q.no(no::NO_PROTECTION));
    }
    if end.protection_end_ground == ProtectionEndGround::Breach && q.entry.on < AMENDED_FROM {
        let law = Citation::new("136/2025/QH15", "?");
        return Err(Refusal::new(no::BREACH_BEFORE_2026, law).with("from", AMENDED_FROM));
    }
    Ok(())
}

fn warn_receipt(q: &Question, r: &Receipt) -> Vec<Refusal> {
    let mut out = Vec::new();
    if r.denouncers.is_empty() && !r.anonymous {
        out.push(Refusal::new(no::DENOUNCER_NOT_NAMED, Citation::new(q.rule.instrument, "23")));
    }
    if r.accused.iter().any(|a| a.post == Some(Post::PartyMember)) {
        out.push(q.no(no::PARTY_MATTER));
    }
    out
}

fn warn_acceptance(q: &Question, a: &Acceptance) -> Vec<Refusal> {
    let posts = clocks::receipt_of(q.acts).into_iter().flat_map(|r| r.accused.iter().filter_map(|a| a.post));
    let elsewhere = posts.filter_map(|post| {
        let settles = competence::settler_of(post, q.entry.on)?;
        let here = a.denunciation_settler?;
        // Where several are denounced, the settler of the highest may settle for all.
        (settles > here).then(|| {
            Refusal::new(no::COMPETENCE_DOUBTFUL, competence::provision(settles, q.entry.on))
                .with("post", post)
                .with("settler", settles)
        })
    });
    let mut out: Vec<Refusal> = elsewhere.take(1).collect();
    out.extend(past_statute(q, a.sanction_until));
    out
}

fn sanction_until(entry: &Entry) -> Option<Date> {
    if let Act::Acceptance(a) = &entry.act { a.sanction_until } else { None }
}

/// Art 42(2): the limit may not go past the statute of sanctions, where the office stated it.
fn past_statute(q: &Question, until: Option<Date>) -> Option<Refusal> {
    let acts = with_this(q);
    let due = clocks::settlement(&File { case: q.case, acts: &acts, law: q.law })?;
    let until = until.filter(|until| due.due_on > *until)?;
    let law = Citation::new(q.rule.instrument, "42(2)");
    Some(Refusal::new(no::PAST_SANCTION_STATUTE, law).with("due", due.due_on).with("until", until))
}

fn is_verification(entry: &Entry) -> bool {
    use ActKind::{VerificationAssignment, VerificationReport, VerificationTeam};
    matches!(entry.act.kind(), VerificationAssignment | VerificationTeam | VerificationReport)
}

fn warn_publication(q: &Question, p: &Publication) -> Vec<Refusal> {
    let mut out = Vec::new();
    let regime = super::Regime::Ltc2018.word();
    let times = q.law.norm(regime, "denunciation.publish_times", "", q.entry.on);
    for shown in &p.channels {
        match shown.channel {
            Channel::Portal | Channel::Posting => {
                let term = q.term("denunciation.display", "");
                let from = shown.from.unwrap_or(q.entry.on);
                if let (Some(term), Some(until)) = (term, shown.until)
                    && until < clock::plus_days(from, term.value)
                {
                    let refusal = Refusal::new(no::SHOWN_TOO_SHORT, term.citation.clone());
                    out.push(refusal.with("until", until).with("days", term.value));
                }
            }
            Channel::Media => {
                let found = i64::from(shown.times.unwrap_or_default());
                if let Some(norm) = times.filter(|norm| found < norm.value) {
                    let refusal = Refusal::new(no::TOLD_TOO_RARELY, norm.citation.clone());
                    out.push(refusal.with("found", found).with("needs", norm.value));
                }
            }
            Channel::Meeting => {}
        }
    }
    out
}

/// More collected or returned than is still due.
fn warn_execution(q: &Question, _: &Execution) -> Vec<Refusal> {
    let acts = with_this(q);
    let mut left: std::collections::BTreeMap<String, i64> = std::collections::BTreeMap::new();
    for line in super::ledger::figures(&File { case: q.case, acts: &acts, law: q.law }) {
        *left.entry(line.indicator).or_default() += line.quantity;
    }
    let balance = |name: &String| ["denunciation.due", "denunciation.return_open"].iter().any(|b| name.starts_with(b));
    let over = left.iter().find(|(name, sum)| balance(name) && sum.cmp(&&0) == Ordering::Less);
    over.map(|(_, sum)| q.no(no::MORE_THAN_DUE).with("over", sum.unsigned_abs())).into_iter().collect()
}

/// The acts in force with the one to be recorded.
fn with_this(q: &Question) -> Vec<Entry> {
    q.acts.iter().chain([q.entry]).cloned().collect()
}

/// Since when the settlement stands still on `day`, if it does.
pub fn stayed_since(acts: &[Entry], day: Date) -> Option<Date> {
    let turns = |e: &&Entry| is_turn(e) && e.on <= day;
    let last = acts.iter().filter(turns).max_by_key(|e| (e.on, e.seq))?;
    (last.act.kind() == ActKind::Suspension).then_some(last.on)
}
