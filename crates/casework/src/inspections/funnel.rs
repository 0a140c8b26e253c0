//! Phễu hồ sơ: how far the inspections of a period have come, from their acts alone.
//!
//! The inspections are those a sheet counts as carried out: open when the period began, or
//! launched in it. Each is counted at every stage up to the furthest it came to by the last
//! day, so the funnel never widens, also where a paper on the way was not recorded.

use super::acts::{Act, ActKind, Extent};
use crate::fields::Word;
use jiff::civil::Date;

crate::choices! {
    /// Chặng của một cuộc thanh tra.
    pub enum Stage {
        /// Đã công bố quyết định, đang hoặc đã tiến hành.
        Launched = "launched",
        /// Đã kết thúc thanh tra trực tiếp.
        OnSiteEnded = "on_site_ended",
        /// Đoàn đã có báo cáo kết quả.
        Reported = "reported",
        /// Đã kết luận.
        Concluded = "concluded",
        /// Đã công khai kết luận.
        Published = "published",
    }
}

/// Acts the funnel looks at; the others tell it nothing.
pub const KINDS: [ActKind; 8] = [
    ActKind::Announcement,
    ActKind::Termination,
    ActKind::OnsiteEnd,
    ActKind::TeamReport,
    ActKind::Conclusion,
    ActKind::Publication,
    ActKind::Rectification,
    ActKind::Annulment,
];

/// Of which of them the facts are asked, not the day alone.
pub const READ: [ActKind; 3] = [ActKind::Termination, ActKind::Rectification, ActKind::Annulment];

/// Văn bản, as far as the funnel looks at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen<'a> {
    /// Its place in the case.
    pub seq: u32,
    /// Which act.
    pub kind: ActKind,
    /// Its day.
    pub on: Date,
    /// Its facts as kept; may be empty for kinds not in [`READ`].
    pub facts: &'a str,
}

impl Seen<'_> {
    fn act(&self) -> Option<Act> {
        Act::read(self.kind, &serde_json::from_str(self.facts).ok()?).ok()
    }
}

/// How far a case came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// The furthest stage.
    pub stage: Stage,
    /// Đình chỉ: it will come no further.
    pub is_terminated: bool,
}

/// How far a case came by the last day of a period; nothing where it was not carried out in it.
pub fn came(acts: &[Seen<'_>], from: Date, until: Date) -> Option<Came> {
    let (mut launched, mut closed, mut stage, mut is_terminated) = (None, None, Stage::Launched, false);
    for act in in_force(acts) {
        let is_by_then = act.on <= until;
        let at = match act.kind {
            ActKind::Announcement => {
                launched = launched.or(Some(act.on));
                Stage::Launched
            }
            ActKind::Termination => {
                closed = closed.or(Some(act.on));
                is_terminated |= is_by_then;
                Stage::Launched
            }
            ActKind::OnsiteEnd => Stage::OnSiteEnded,
            ActKind::TeamReport => Stage::Reported,
            ActKind::Conclusion => {
                closed = closed.or(Some(act.on));
                Stage::Concluded
            }
            ActKind::Publication => Stage::Published,
            _ => continue,
        };
        if is_by_then {
            stage = stage.max(at);
        }
    }
    let launched = launched.filter(|day| *day <= until)?;
    let is_carried_out = launched >= from || closed.is_none_or(|day| day >= from);
    is_carried_out.then_some(Came { stage, is_terminated })
}

/// The acts as they now read: annulled ones gone, and terminations of a part, which end nothing.
fn in_force<'s>(acts: &[Seen<'s>]) -> Vec<Seen<'s>> {
    let mut out: Vec<(Seen<'s>, bool)> = Vec::with_capacity(acts.len());
    let is_part = |act: Option<Act>| matches!(act, Some(Act::Termination(t)) if t.extent == Some(Extent::Part));
    for act in acts {
        match (act.kind, READ.contains(&act.kind).then(|| act.act()).flatten()) {
            (_, Some(Act::Annulment(a))) => out.retain(|(kept, _)| kept.seq != a.target),
            (_, Some(Act::Rectification(r))) => {
                for (kept, part) in out.iter_mut().filter(|(k, _)| k.seq == r.target && k.kind == ActKind::Termination)
                {
                    *part = is_part(Seen { facts: &r.facts.0, ..*kept }.act());
                }
            }
            (_, read) => out.push((*act, is_part(read))),
        }
    }
    out.into_iter().filter(|(_, part)| !part).map(|(act, _)| act).collect()
}

/// Phễu: how many cases came to each stage, in the order of [`Stage::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Funnel {
    /// Cases at or past each stage.
    pub at: [i64; 5],
    /// Of all of them: terminated.
    pub terminated: i64,
}

impl Funnel {
    /// Counts one case more.
    pub fn add(&mut self, came: Came) {
        for (stage, n) in Stage::ALL.iter().zip(&mut self.at) {
            *n += i64::from(came.stage >= *stage);
        }
        self.terminated += i64::from(came.is_terminated);
    }

    /// How many came to a stage.
    pub fn of(&self, stage: Stage) -> i64 {
        Stage::LIST.iter().zip(&self.at).find(|(word, _)| **word == stage.as_word()).map_or(0, |(_, n)| *n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const FROM: Date = date(2022, 12, 15);
    const UNTIL: Date = date(2023, 6, 14);

    /// `announcement 2023-01-10`, one a line; facts after the day.
    fn told(text: &str) -> Option<Came> {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty()).zip(1..).map(|(line, seq)| {
            let mut words = line.splitn(3, ' ');
            let kind = words.next().and_then(ActKind::from_word).unwrap();
            Seen { seq, kind, on: words.next().unwrap().parse().unwrap(), facts: words.next().unwrap_or("{}") }
        });
        came(&lines.collect::<Vec<_>>(), FROM, UNTIL)
    }

    fn stage(text: &str) -> Option<Stage> {
        told(text).map(|c| c.stage)
    }

    #[test]
    fn a_case_belongs_to_the_period_it_was_carried_out_in() {
        assert_eq!(stage("announcement 2023-01-10"), Some(Stage::Launched));
        assert_eq!(stage("announcement 2022-10-10"), Some(Stage::Launched), "carried over");
        assert_eq!(stage("announcement 2022-10-10\nconclusion 2022-12-14"), None, "over before");
        assert_eq!(stage("announcement 2022-10-10\nconclusion 2022-12-15"), Some(Stage::Concluded));
        assert_eq!(stage("announcement 2023-06-15"), None, "not begun");
        assert_eq!(stage("decision 2023-01-10"), None, "decided only");
    }

    #[test]
    fn what_came_after_the_period_is_not_seen() {
        let long = "announcement 2023-05-10\nonsite_end 2023-06-14\nteam_report 2023-06-15\nconclusion 2023-07-01";
        assert_eq!(stage(long), Some(Stage::OnSiteEnded));
    }

    #[test]
    fn a_stage_that_was_not_recorded_was_passed_all_the_same() {
        let mut funnel = Funnel::default();
        for text in ["announcement 2023-01-10\nconclusion 2023-03-01", "announcement 2023-01-10"] {
            funnel.add(told(text).unwrap());
        }
        assert_eq!(funnel, Funnel { at: [2, 1, 1, 1, 0], terminated: 0 });
        assert_eq!((funnel.of(Stage::Launched), funnel.of(Stage::Reported), funnel.of(Stage::Published)), (2, 1, 0));
    }

    #[test]
    fn annulled_acts_do_not_count_and_a_partial_termination_ends_nothing() {
        let annulled =
            "announcement 2023-01-10\nconclusion 2023-03-01\nannulment 2023-03-02 {\"target\":2,\"ground\":\"nhầm\"}";
        assert_eq!(stage(annulled), Some(Stage::Launched));
        let part = "termination 2022-12-01 {\"ground\":\"entity_gone\",\"extent\":\"part\"}";
        let whole = "termination 2022-12-01 {\"ground\":\"entity_gone\",\"extent\":\"whole\"}";
        let before = |line: &str| told(&format!("announcement 2022-10-10\n{line}"));
        assert!(before(whole).is_none(), "ended before the period");
        assert!(before(part).is_some_and(|c| !c.is_terminated));
        let put_right = "rectification 2022-12-02 {\"target\":2,\"ground\":\"gõ nhầm\",\"facts\":\"{\\\"ground\\\":\\\"entity_gone\\\",\\\"extent\\\":\\\"part\\\"}\"}";
        assert!(before(&format!("{whole}\n{put_right}")).is_some_and(|c| !c.is_terminated));
        let within = told("announcement 2023-01-10\ntermination 2023-02-01 {\"ground\":\"entity_gone\"}");
        assert_eq!(within, Some(Came { stage: Stage::Launched, is_terminated: true }));
    }
}
