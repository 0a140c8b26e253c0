//! Whatever an office of the desk posts as agreed, every identity of its forms holds.

use super::desk_tests::{Ledger, filled, ledger};
use super::{Earlier, Point, Sheet, between, points};
use jiff::civil::Date;
use law::rule::With;
use proptest::prelude::*;

/// One petition as an office posts it: receipt, perhaps late classification, outcome.
#[derive(Debug, Clone)]
struct Life {
    unit: usize,
    kind: usize,
    names: usize,
    domain: usize,
    prior: usize,
    /// 0 and 1 in competence, then the handlings; `usize::MAX` kept on file.
    way: usize,
    received: i64,
    /// Days to the outcome; none: still waiting.
    took: Option<i64>,
    reclassified: bool,
    repeats: bool,
}

const UNITS: [&str; 3] = ["31.TT", "31.SXD", "303"];
const KINDS: [&str; 3] = ["complaint", "denunciation", "feedback"];
const NAMES: [&str; 3] = ["many", "one", "other"];
const DOMAINS: [&str; 8] =
    ["policy", "land", "civil_service", "administrative_other", "corruption", "judicial", "party", "other"];
const PRIORS: [&str; 6] = ["not_settled", "being_settled", "overdue", "settled_once", "settled_many", "court_judgment"];

impl Life {
    fn postings(&self) -> Ledger {
        let at = |n: i64| law::clock::plus_days(Date::constant(2023, 10, 1), n).to_string();
        let (unit, kind, names, domain) = (UNITS[self.unit], KINDS[self.kind], NAMES[self.names], DOMAINS[self.domain]);
        let received = at(self.received);
        let mut text = String::new();
        let mut line = |on: &str, name: &str, class: &str, manner: &str, item: &str, n: i64| {
            text.push_str(&format!("{unit} {on} petition.{name} {class} {manner} {domain} {item} {n}\n"));
        };
        for name in ["open", "received"] {
            if self.reclassified {
                line(&received, name, "unclassified", names, "-", 1);
                line(&received, name, "unclassified", names, "-", -1);
            }
            line(&received, name, kind, names, "-", 1);
        }
        if let Some(took) = self.took {
            let on = at(self.received + took);
            line(&on, "open", kind, names, "-", -1);
            line(&on, "processed", kind, names, &received, 1);
            if self.way == usize::MAX {
                line(&on, "not_eligible", kind, names, "-", 1);
            } else {
                let matter = i64::from(!self.repeats);
                line(&on, "eligible", kind, PRIORS[self.prior], "-", 1);
                line(&on, "eligible_matter", kind, PRIORS[self.prior], "-", matter);
                let (name, manner) = self.handled();
                line(&on, name, kind, manner, "-", 1);
                line(&on, &format!("{name}_matter"), kind, manner, "-", matter);
            }
        }
        ledger(&text)
    }

    /// Only the ways each kind has a column for: the others are findings by design.
    fn handled(&self) -> (&'static str, &'static str) {
        let (own, other): ([&str; 2], [&str; 2]) = match self.kind {
            0 => (["first", "second"], ["guided", "urged"]),
            1 => (["first", "continued"], ["transferred", "urged"]),
            _ => (["settled", "not_settled"], ["transferred", "urged"]),
        };
        if self.way < 2 { ("in_competence", own[self.way]) } else { ("out_of_competence", other[self.way - 2]) }
    }
}

fn lives() -> impl Strategy<Value = Vec<Life>> {
    let way = prop_oneof![3 => 0..4_usize, 1 => Just(usize::MAX)];
    let one = (0..3_usize, 0..3_usize, 0..3_usize, 0..8_usize, 0..6_usize, way, 0..420_i64);
    let more = (proptest::option::of(0..90_i64), any::<bool>(), any::<bool>());
    let life =
        (one, more).prop_map(|((unit, kind, names, domain, prior, way, received), (took, reclassified, repeats))| {
            Life { unit, kind, names, domain, prior, way, received, took, reclassified, repeats }
        });
    proptest::collection::vec(life, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Whatever petitions come, every identity of every form holds, in every row, under
    /// both circulars; forms agree; the whole is the sum of its parts; and what one
    /// period leaves behind the next one carries over.
    #[test]
    fn petitions_posted_as_agreed_keep_every_identity(lives in lives()) {
        let ledger: Ledger = lives.iter().flat_map(Life::postings).collect();
        for period in ["2023-y", "2024-q1", "2024-q2", "2024-6m"] {
            let set: Vec<Sheet> =
                ["01/XLD", "02/XLD", "03/XLD", "04/XLD"].map(|form| filled(form, "31", period, &ledger)).into();
            for sheet in &set {
                prop_assert!(sheet.findings.is_empty(), "{period} {} {:?}", sheet.form.id, sheet.findings);
                for at in 0..sheet.form.columns.len() {
                    let sum: i64 = sheet.rows.iter().filter_map(|r| r.cells[at]).sum();
                    prop_assert_eq!(sheet.total[at], Some(sum), "{} {}", &sheet.form.id, at);
                }
            }
            prop_assert_eq!(between(&set), vec![]);
        }
        for form in ["01/XLD", "02/XLD", "03/XLD", "04/XLD"] {
            for (before, period) in [("2023-q4", "2024-q1"), ("2024-q1", "2024-q2"), ("2023-y", "2024-6m")] {
                prop_assert_eq!(unlike(form, before, period, &ledger), Vec::<String>::new());
            }
        }
    }
}

/// Rules of carrying over that two periods of one ledger break, in any row.
fn unlike(form: &str, before: &str, period: &str, ledger: &Ledger) -> Vec<String> {
    let (before, sheet) = (filled(form, "31", before, ledger), filled(form, "31", period, ledger));
    let rules: Vec<law::Rule> = law::Law::shipped().rules().to_vec();
    let carried = |p: &Point| p.there.as_ref().is_some_and(|s| s.period.is_some()) && p.is.is_some();
    let earlier = vec![Earlier::of_sheet(With::Last, &before, &sheet.form)];
    let found = points(&[sheet], &rules, &earlier, &[]).into_iter().filter(carried);
    found.map(|p| format!("{} {} {:?} {:?}", p.rule, p.unit, p.here, p.there)).collect()
}

/// A turn at the desk: who received, people, matters, whether a crowd.
fn turns() -> impl Strategy<Value = Ledger> {
    let one = (0..3_usize, 0..3_usize, 1..20_i64, 0..3_i64, any::<bool>(), 0..300_i64);
    proptest::collection::vec(one, 0..40).prop_map(|turns| {
        let mut text = String::new();
        for (unit, who, people, matters, repeat, day) in turns {
            let on = law::clock::plus_days(Date::constant(2023, 11, 1), day);
            let (unit, who) = (UNITS[unit], ["regular", "head", "delegated"][who]);
            let manner = if repeat { "repeat" } else { "first" };
            let mut line = |name: &str, manner: &str, n: i64| {
                text.push_str(&format!("{unit} {on} reception.{name} {who} {manner} - - {n}\n"));
            };
            line("turn", "-", 1);
            line("person", "-", people);
            line("matter", manner, matters);
            if people >= 5 {
                line("crowd", "-", 1);
                line("crowd_person", "-", people);
                line("crowd_matter", manner, matters);
            }
        }
        ledger(&text)
    })
}

/// A case accepted and, perhaps, ended: by decision, withdrawal or termination.
fn settlements() -> impl Strategy<Value = Ledger> {
    let one = (0..3_usize, any::<bool>(), any::<bool>(), 0..5_usize, 0..300_i64, proptest::option::of(0..120_i64));
    proptest::collection::vec((one, any::<bool>()), 0..40).prop_map(|cases| {
        let mut text = String::new();
        for ((unit, complaint, again, outcome, day, took), late) in cases {
            let at = |n: i64| law::clock::plus_days(Date::constant(2023, 10, 1), n);
            let (kind, class) = match (complaint, again) {
                (true, false) => ("complaint", "first"),
                (true, true) => ("complaint", "second"),
                (false, false) => ("denunciation", "first"),
                (false, true) => ("denunciation", "continued"),
            };
            let mut line = |on: Date, name: &str, manner: &str, n: i64| {
                text.push_str(&format!("{} {on} {kind}.{name} {class} {manner} land - {n}\n", UNITS[unit]));
            };
            for name in ["open", "accepted", "open_matter", "accepted_matter"] {
                line(at(day), name, "-", 1);
            }
            let Some(took) = took else { continue };
            let end = at(day + took);
            line(end, "open", "-", -1);
            line(end, "open_matter", "-", -1);
            let manner = match class {
                "second" => ["upheld", "changed"][outcome % 2],
                _ => ["right", "wrong", "partly"][outcome % 3],
            };
            match outcome {
                3 => line(end, "withdrawn", "-", 1),
                4 => line(end, "terminated", "-", 1),
                _ => line(end, "settled", manner, 1),
            }
            if outcome < 3 || !complaint {
                line(end, if late { "late" } else { "on_time" }, "-", 1);
            }
        }
        ledger(&text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn receptions_and_settlements_keep_every_identity(turns in turns(), settled in settlements()) {
        let ledger = [turns, settled].concat();
        for period in ["2023-y", "2024-q1", "2024-6m"] {
            for form in ["01/TCD", "01/KQGQ", "03/KQGQ"] {
                let sheet = filled(form, "31", period, &ledger);
                // What was withdrawn or terminated has no conclusion: see the form.
                let left: Vec<&str> =
                    sheet.findings.iter().map(|f| f.check.as_str()).filter(|c| *c != "6=24+26+28").collect();
                prop_assert!(left.is_empty(), "{period} {form} {left:?}");
            }
        }
        for form in ["01/KQGQ", "03/KQGQ"] {
            for (before, period) in [("2023-q4", "2024-q1"), ("2024-q1", "2024-q2"), ("2023-y", "2024-6m")] {
                prop_assert_eq!(unlike(form, before, period, &ledger), Vec::<String>::new());
            }
        }
    }
}
