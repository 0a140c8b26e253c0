//! Thời hạn của cuộc thanh tra: every clock of the procedure, with its proof.
//!
//! A total function of the acts, the law and nothing else; whether a deadline is
//! overdue is asked of it with a day.

use super::acts::{Act, ActKind, Channel, Complexity, DayCount, Decision, Manner, SuspensionGround};
use super::procedure::{self, DeadlineRule, Variant, When};
use super::{Case, Entry, Regime, record::effective};
use crate::deadlines::{Binds, Deadline};
use jiff::civil::Date;
use law::{Count, Due, Law, Status, Term, clock};

/// Every deadline of the case, in the order of the procedure.
pub fn deadlines(case: &Case, law: &Law) -> Vec<Deadline> {
    let acts = effective(&case.acts);
    let Some(decision) = decision_of(&acts) else {
        return Vec::new();
    };
    let file = File { case, acts: &acts, decision, law };
    procedure::of(case.regime).deadlines.iter().flat_map(|rule| file.deadlines(rule)).collect()
}

/// The decision in force in a file.
pub(crate) fn decision_of(acts: &[Entry]) -> Option<&Decision> {
    acts.iter().find_map(|e| if let Act::Decision(d) = &e.act { Some(d) } else { None })
}

/// A case as the clocks see it.
struct File<'a> {
    case: &'a Case,
    acts: &'a [Entry],
    decision: &'a Decision,
    law: &'a Law,
}

impl File<'_> {
    fn deadlines(&self, rule: &DeadlineRule) -> Vec<Deadline> {
        let openers = self.acts.iter().filter(|e| e.act.kind() == rule.opened_by && self.asked(rule, e));
        let mut out: Vec<Deadline> =
            openers.filter_map(|opener| self.one(rule, opener, self.met(rule, opener))).collect();
        // Where the state head asks for changes, his letter starts another term.
        let revised = procedure::of(self.case.regime).deadlines.iter().any(|r| r.when == When::ChangesAsked);
        if rule.name == "sign" && revised && self.acts.iter().any(asks_changes) {
            out.iter_mut().for_each(|d| (d.met, d.paused_since, d.lapsed) = (None, None, Some("superseded")));
        }
        out
    }

    /// The first act that meets it; a lead is met before its event. One publication
    /// may meet the deadlines of two conclusions.
    fn met(&self, rule: &DeadlineRule, opener: &Entry) -> Option<&Entry> {
        let is_lead = rule.binds == Binds::Lead;
        let meets =
            |e: &&Entry| Some(e.act.kind()) == rule.met_by && e.seq != opener.seq && (is_lead || e.on >= opener.on);
        self.acts.iter().filter(meets).min_by_key(|e| (e.on, e.seq))
    }

    fn asked(&self, rule: &DeadlineRule, opener: &Entry) -> bool {
        match rule.when {
            When::Always => true,
            When::Planned => self.decision.manner == Manner::Planned,
            When::NotAdHoc => self.decision.manner != Manner::AdHoc,
            When::Supervised => self.acts.iter().any(|e| e.act.kind() == ActKind::SupervisionAssignment),
            When::EntityRequest => {
                matches!(&opener.act, Act::Suspension(s) if s.ground == SuspensionGround::EntityRequest)
            }
            When::PortalShown => portal(opener).is_some(),
            When::ChangesAsked => asks_changes(opener),
            When::FirstOfItsConclusion => self.is_first_of_its_conclusion(opener),
            When::PlannedAhead => {
                self.decision.manner == Manner::Planned && self.is_planned_event_ahead(opener, ActKind::OnsiteStart)
            }
            When::NoticeAhead => self.is_planned_event_ahead(opener, ActKind::Announcement),
        }
    }

    /// No act of the same kind came between the last conclusion and this one.
    fn is_first_of_its_conclusion(&self, opener: &Entry) -> bool {
        let before = |e: &&Entry| (e.on, e.seq) < (opener.on, opener.seq);
        let concluded = self.acts.iter().filter(before).filter(|e| e.act.kind() == ActKind::Conclusion);
        let since = concluded.map(|e| (e.on, e.seq)).max();
        !self
            .acts
            .iter()
            .filter(before)
            .any(|e| e.act.kind() == opener.act.kind() && since.is_none_or(|since| (e.on, e.seq) > since))
    }

    /// The paper names a day for an event that has not been recorded yet, and no
    /// later paper names another.
    fn is_planned_event_ahead(&self, opener: &Entry, event: ActKind) -> bool {
        let is_later = |e: &Entry| e.act.kind() == opener.act.kind() && (e.on, e.seq) > (opener.on, opener.seq);
        let settled = |e: &Entry| e.act.kind() == event || is_later(e) && planned(e).is_some();
        planned(opener).is_some() && !self.acts.iter().any(settled)
    }

    fn one(&self, rule: &DeadlineRule, opener: &Entry, met: Option<&Entry>) -> Option<Deadline> {
        let complexity = self.complexity(rule, opener);
        let term = self.term(rule, opener.on, complexity)?;
        let pauses = self.pauses(rule, opener.on, met);
        let open_pause = pauses.iter().find(|(_, until)| until.is_none()).map(|(from, _)| *from);
        let closed: Vec<(Date, Date)> = pauses.iter().filter_map(|(from, until)| until.map(|u| (*from, u))).collect();
        let due = match rule.binds {
            Binds::Lead => {
                let event = planned(opener).unwrap_or(opener.on);
                clock::backward(&self.law.calendar, event, term.value, term.count)
            }
            Binds::AtLeastUntil => {
                let from = portal(opener).and_then(|d| d.from).unwrap_or(opener.on);
                clock::forward(&self.law.calendar, from, &[(term.value, term.count)], &[], false)
            }
            _ => clock::forward(&self.law.calendar, opener.on, &self.lengths(rule, term), &closed, true),
        };
        let due_on = self.binding(rule, &due);
        let met = match rule.binds {
            Binds::AtLeastUntil => {
                portal(opener).and_then(|d| d.until).filter(|u| *u >= due_on).map(|_| (opener.seq, due_on))
            }
            _ => met.map(|e| (e.seq, e.on)),
        };
        Some(Deadline {
            rule: rule.name,
            opened_by: opener.seq,
            opened_on: opener.on,
            due_on,
            paused_since: open_pause.filter(|_| met.is_none()),
            lapsed: if met.is_some() { None } else { self.lapsed(rule) },
            met,
            binds: rule.binds,
            law: term.citation.clone(),
            status: self.status(rule, term),
            due,
        })
    }

    /// Which of the two dates binds under the settings.
    fn binding(&self, rule: &DeadlineRule, due: &Due) -> Date {
        if rule.never_rolls || rule.binds == Binds::Lead || !self.law.roll_over { due.bare } else { due.rolled }
    }

    /// The term of the rule for this agency on the day the clock starts.
    fn term(&self, rule: &DeadlineRule, on: Date, complexity: bool) -> Option<&Term> {
        let find = |case: &str| self.law.term(self.case.regime.word(), rule.term, self.case.agency, case, on);
        match rule.variant {
            Variant::ByComplexity if complexity => find("complex").or_else(|| find("")),
            Variant::ByGi => find("gi").or_else(|| find("")),
            _ => find(""),
        }
    }

    /// Complex by the decision, by an extension for that reason, or as the act itself says.
    fn complexity(&self, rule: &DeadlineRule, opener: &Entry) -> bool {
        let grave = |c: Complexity| c != Complexity::Remote;
        let said = self.acts.iter().any(|e| match &e.act {
            Act::TeamReport(r) => {
                r.complex && (rule.name == "team_report" || opener.act.kind() == ActKind::DraftingAssignment)
            }
            Act::DraftingAssignment(d) => d.complex && e.seq == opener.seq,
            Act::Extension(x) => grave(x.complexity),
            _ => false,
        });
        said || self.decision.complexity.is_some_and(grave)
    }

    /// The lengths that add up: the decision's own or the statute's, then extensions.
    fn lengths(&self, rule: &DeadlineRule, term: &Term) -> Vec<(i64, Count)> {
        if rule.variant != Variant::Duration {
            return vec![(term.value, term.count)];
        }
        let base = match (self.decision.duration_days, self.decision.duration_count) {
            (Some(days), Some(DayCount::Working)) => (i64::from(days), Count::Working),
            (Some(days), _) => (i64::from(days), Count::Calendar),
            (None, _) => (term.value, term.count),
        };
        let mut extensions = self
            .acts
            .iter()
            .filter_map(|e| if let Act::Extension(x) = &e.act { Some(i64::from(x.days)) } else { None });
        if self.case.regime == Regime::Ltt2010 {
            // The law of 2010 names a new total, not an added length.
            return vec![extensions.next_back().map_or(base, |total| (total, Count::Calendar))];
        }
        std::iter::once(base).chain(extensions.map(|days| (days, Count::Calendar))).collect()
    }

    /// Intervals that do not count: suspensions for the duration; for signing, the
    /// time the state head has to answer.
    fn pauses(&self, rule: &DeadlineRule, from: Date, met: Option<&Entry>) -> Vec<(Date, Option<Date>)> {
        let (stop, go) = match rule.name {
            "duration" => (ActKind::Suspension, ActKind::Resumption),
            "sign" => (ActKind::UpwardReport, ActKind::StateHeadOpinion),
            _ => return Vec::new(),
        };
        let mut goes: Vec<Date> = self.acts.iter().filter(|e| e.act.kind() == go).map(|e| e.on).collect();
        goes.sort();
        let mut stops: Vec<&Entry> = self.acts.iter().filter(|e| e.act.kind() == stop && e.on >= from).collect();
        stops.sort_by_key(|e| (e.on, e.seq));
        let mut out = Vec::new();
        for stopped in stops {
            let resumed = goes.iter().position(|g| *g >= stopped.on).map(|i| goes.remove(i));
            let until = resumed.or(met.map(|e| e.on)).map(|until| until.min(self.latest_return(stopped)));
            out.push((stopped.on, until));
        }
        out
    }

    /// A pause at the entity's request takes no more out than the law's cap; silence
    /// of the state head counts as his answer when his days are over.
    fn latest_return(&self, stopped: &Entry) -> Date {
        let key = match &stopped.act {
            Act::Suspension(s) if s.ground == SuspensionGround::EntityRequest => "inspection.suspension_cap",
            Act::UpwardReport(_) => "inspection.state_head_opinion",
            _ => return Date::MAX,
        };
        let term = self.law.term(self.case.regime.word(), key, self.case.agency, "", stopped.on);
        term.map_or(Date::MAX, |t| clock::plus_days(stopped.on, t.value))
    }

    fn lapsed(&self, rule: &DeadlineRule) -> Option<&'static str> {
        let has = |kind: ActKind| self.acts.iter().any(|e| e.act.kind() == kind);
        if super::standing(self.case) == super::Standing::Terminated {
            return Some("terminated");
        }
        if has(ActKind::FollowUpClose) {
            return Some("closed");
        }
        rule.superseded_by.filter(|kind| has(*kind)).map(|_| "superseded")
    }

    /// The lead of 2022 makes the duration run before on-site work: our reading.
    fn status(&self, rule: &DeadlineRule, term: &Term) -> Status {
        let lead = rule.variant == Variant::Duration
            && self.case.regime == Regime::Ltt2022
            && self.acts.iter().any(|e| e.act.kind() == ActKind::OnsiteStart);
        if lead { Status::Unverified } else { term.status }
    }
}

fn asks_changes(entry: &Entry) -> bool {
    matches!(&entry.act, Act::StateHeadOpinion(opinion) if opinion.asks_changes)
}

/// The day a paper names for an event still ahead.
fn planned(entry: &Entry) -> Option<Date> {
    match &entry.act {
        Act::InspectionPlan(plan) => plan.onsite_from,
        Act::AnnouncementNotice(notice) => notice.planned_on,
        _ => None,
    }
}

fn portal(entry: &Entry) -> Option<&super::acts::Display> {
    match &entry.act {
        Act::Publication(p) => p.channels.iter().find(|d| d.channel == Channel::Portal),
        _ => None,
    }
}
