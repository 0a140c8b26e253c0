//! Đoàn thanh tra: one head, of sufficient rank, and nobody whom the law bars.
//!
//! Rules of decrees bind from the decree's own first day, not from its law's.

use super::{DECREE_43_FROM, DECREE_216_FROM, Question};
use crate::Refusal;
use crate::inspections::Regime;
use crate::inspections::acts::*;
use crate::inspections::refusals as no;
use jiff::civil::{Date, date};
use law::{AgencyKind, Citation};

/// Circular 06/2021, the first text in hand that lists the bars.
const CIRCULAR_06_FROM: Date = date(2021, 11, 15);

/// One head; head's rank; nobody barred.
pub(super) fn whole(q: &Question, team: &[TeamMember]) -> Result<(), Refusal> {
    let heads = team.iter().filter(|m| m.role == TeamRole::Leader).count();
    if heads != 1 {
        return Err(Refusal::new(no::ONE_LEADER, team_law(q)).with("found", heads));
    }
    for member in team {
        if let Some(bar) = member.bar.filter(|bar| binds(*bar, member.role))
            && let Some(law) = bar_law(q, bar)
        {
            return Err(Refusal::new(no::BARRED_MEMBER, law).with("name", &member.name).with("bar", bar));
        }
        if let (TeamRole::Leader, Some(rank), Some((least, law))) = (member.role, member.rank, least_rank(q))
            && rank < least
        {
            return Err(Refusal::new(no::LEADER_RANK, law)
                .with("name", &member.name)
                .with("rank", rank)
                .with("least", least));
        }
    }
    Ok(())
}

/// What the texts in hand leave open about a team.
pub(super) fn unsure(q: &Question, team: &[TeamMember]) -> Vec<Refusal> {
    let mut out = Vec::new();
    for member in team {
        if let Some(bar) = member.bar.filter(|bar| binds(*bar, member.role))
            && bar_law(q, bar).is_none()
        {
            let law = Citation::new("06/2021/TT-TTCP", "?");
            out.push(Refusal::new(no::BAR_BEFORE_TEXT, law).with("name", &member.name).with("bar", bar));
        }
        if let (TeamRole::Leader, None, Some((least, law))) = (member.role, member.rank, least_rank(q)) {
            out.push(Refusal::new(no::RANK_NOT_STATED, law).with("name", &member.name).with("least", least));
        }
    }
    out
}

/// A supervisor stands outside the team.
pub(super) fn supervisor(q: &Question, assignment: &SupervisionAssignment) -> Result<(), Refusal> {
    let team = q.acts.iter().rev().find_map(|e| match &e.act {
        Act::TeamChange(change) => Some(&change.team),
        Act::Decision(decision) => Some(&decision.team),
        _ => None,
    });
    let name = crate::fold(&assignment.supervisor);
    match team.into_iter().flatten().find(|m| crate::fold(&m.name) == name) {
        Some(member) => Err(Refusal::new(no::SUPERVISOR_IN_TEAM, q.rule.law()).with("name", &member.name)),
        None => Ok(()),
    }
}

/// A relative who merely works at the entity bars the head and deputies only.
fn binds(bar: Bar, role: TeamRole) -> bool {
    bar != Bar::RelativeWorking || role != TeamRole::Member
}

fn team_law(q: &Question) -> Citation {
    match q.case.regime {
        Regime::Ltt2010 => Citation::new("56/2010/QH12", "44"),
        Regime::Ltt2022 if q.entry.on < DECREE_43_FROM => Citation::new("11/2022/QH15", "59"),
        Regime::Ltt2022 => Citation::new("43/2023/NĐ-CP", "25"),
        Regime::Ltt2025 => Citation::new("84/2025/QH15", "27"),
    }
}

/// Where the bar stands on that day; `None` before any text in hand had it.
fn bar_law(q: &Question, bar: Bar) -> Option<Citation> {
    let working = bar == Bar::RelativeWorking;
    match q.case.regime {
        Regime::Ltt2010 if q.entry.on < CIRCULAR_06_FROM => None,
        Regime::Ltt2010 => Some(Citation::new("06/2021/TT-TTCP", "?")),
        Regime::Ltt2022 if q.entry.on < DECREE_43_FROM => Some(Citation::new("06/2021/TT-TTCP", "?")),
        Regime::Ltt2022 => Some(Citation::new("43/2023/NĐ-CP", if working { "29" } else { "29(1)" })),
        Regime::Ltt2025 if q.entry.on < DECREE_216_FROM => Some(Citation::new("84/2025/QH15", "27")),
        Regime::Ltt2025 => Some(Citation::new("216/2025/NĐ-CP", if working { "23(2)" } else { "23" })),
    }
}

/// The least rank of a head, where a text read in full states it.
fn least_rank(q: &Question) -> Option<(Rank, Citation)> {
    use AgencyKind::*;
    if q.case.regime != Regime::Ltt2022 || q.entry.on < DECREE_43_FROM {
        return None;
    }
    let least = match q.case.agency {
        Gi | Min | Govag | Prov => Rank::Principal,
        Submin | Dept | Dist => Rank::Inspector,
        _ => return None,
    };
    Some((least, Citation::new("43/2023/NĐ-CP", "28")))
}
