//! The worked deadlines of the desk, A45–A74 and A80: numbers from the shipped
//! terms, dates worked by hand, once bare and once moved off days off.

use super::{day, law};
use crate::{AgencyKind, Count, Date, Term, clock};

/// One worked deadline.
struct Row {
    id: &'static str,
    from: &'static str,
    /// Keys and variants whose lengths add up.
    terms: &'static [(&'static str, &'static str)],
    pauses: &'static [(&'static str, &'static str)],
    bare: &'static str,
    rolled: &'static str,
}

#[rustfmt::skip]
const fn row(
    id: &'static str, from: &'static str, terms: &'static [(&'static str, &'static str)],
    bare: &'static str, rolled: &'static str,
) -> Row {
    Row { id, from, terms, pauses: &[], bare, rolled }
}

impl Row {
    const fn pausing(mut self, pauses: &'static [(&'static str, &'static str)]) -> Self {
        self.pauses = pauses;
        self
    }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row("A45", "2025-11-17", &[("complaint.right_to_complain", "")], "2026-02-15", "2026-02-23"),
    row("A46", "2025-12-02", &[("complaint.takes_effect_first", "")], "2026-01-01", "2026-01-05"),
    row("A47", "2026-06-08", &[("complaint.settle_first", "complex")], "2026-08-12", "2026-08-12").pausing(&[("2026-07-02", "2026-07-22")]),
    row("A48", "2024-04-19", &[("complaint.accept", "")], "2024-04-29", "2024-05-02"),
    row("A48 by the decree", "2024-04-19", &[("complaint.accept", "decree")], "2024-05-07", "2024-05-07"),
    row("A49", "2026-06-29", &[("complaint.accept", "")], "2026-07-09", "2026-07-09"),
    row("A50", "2026-07-01", &[("complaint.accept", "")], "2026-07-10", "2026-07-10"),
    row("A51", "2026-08-24", &[("complaint.accept_second", "")], "2026-09-07", "2026-09-07"),
    row("A52", "2025-03-17", &[("complaint.settle_first", "complex")], "2025-05-01", "2025-05-05"),
    row("A53", "2025-12-16", &[("complaint.settle_first", "remote_complex")], "2026-02-14", "2026-02-23"),
    row("A54", "2024-02-20", &[("complaint.settle_second", "remote_complex")], "2024-04-30", "2024-05-02"),
    row("A55", "2026-07-13", &[("complaint.settle_first", "")], "2026-09-05", "2026-09-07").pausing(&[("2026-07-27", "2026-08-20")]),
    row("A56", "2026-01-16", &[("complaint.second_complaint", "")], "2026-02-15", "2026-02-23"),
    row("A57", "2026-04-24", &[("complaint.send_first", "")], "2026-05-04", "2026-05-04"),
    row("A58", "2025-08-26", &[("complaint.send_second", "")], "2025-09-02", "2025-09-03"),
    row("A60", "2024-04-22", &[("denunciation.notify_acceptance", "")], "2024-05-02", "2024-05-02"),
    row("A61", "2025-09-15", &[("denunciation.settle", ""), ("denunciation.extension", "complex")], "2025-12-26", "2025-12-26").pausing(&[("2025-10-06", "2025-11-17")]),
    row("A62", "2026-02-06", &[("denunciation.act_on_conclusion", "")], "2026-02-24", "2026-02-24"),
    row("A63", "2025-08-27", &[("denunciation.publish", "")], "2025-09-09", "2025-09-09"),
    row("A64", "2024-08-14", &[("petition.reply_to_sender", "denunciation")], "2024-09-03", "2024-09-04"),
    row("A65", "2025-01-21", &[("denunciation.check", "")], "2025-02-06", "2025-02-06"),
    row("A66", "2026-02-11", &[("denunciation.check", "several_places")], "2026-03-04", "2026-03-04"),
    row("A67", "2026-04-28", &[("petition.transfer", "denunciation")], "2026-05-07", "2026-05-07"),
    row("A68", "2023-07-18", &[("denunciation.settle", ""), ("denunciation.extension", "complex")], "2023-09-16", "2023-09-18"),
    row("A69", "2026-02-02", &[("denunciation.settle", ""), ("denunciation.extension", "complex"), ("denunciation.extension", "specially_complex")], "2026-05-03", "2026-05-04"),
    row("A70", "2025-12-22", &[("petition.notify_result", "")], "2026-01-07", "2026-01-07"),
    row("A70 at the reception", "2025-12-22", &[("reception.notify_result", "")], "2026-01-07", "2026-01-07"),
    row("A71", "2026-08-28", &[("reception.refusal_notice", "")], "2026-09-07", "2026-09-07"),
    row("A74", "2025-01-20", &[("petition.process", "")], "2025-02-10", "2025-02-10"),
    row("A80", "2026-07-08", &[("petition.discipline_alarm", "")], "2026-08-22", "2026-08-22"),
];

fn term(key: &str, case: &str, on: Date) -> &'static Term {
    let kind = key.split_once('.').unwrap().0;
    let regime = &law().regime_of(kind, on).unwrap_or_else(|| panic!("no {kind} regime on {on}")).id;
    let found = law().term(regime, key, AgencyKind::Prov, case, on);
    found.unwrap_or_else(|| panic!("{regime} has no {key} {case} on {on}"))
}

#[test]
fn every_row_agrees_in_both_columns() {
    for row in ROWS {
        let on = day(row.from);
        let lengths: Vec<(i64, Count)> =
            row.terms.iter().map(|(key, case)| term(key, case, on)).map(|t| (t.value, t.count)).collect();
        let pauses: Vec<_> = row.pauses.iter().map(|(from, until)| (day(from), day(until))).collect();
        for (roll, rolled) in [(true, row.rolled), (false, row.bare)] {
            let due = clock::forward(&law().calendar, on, &lengths, &pauses, roll);
            assert_eq!((due.bare, due.rolled), (day(row.bare), day(rolled)), "{} roll {roll}", row.id);
        }
    }
}

/// A59, A72: leads never move towards the event.
#[test]
fn leads_agree_in_both_columns() {
    for (id, event, key, bare, in_time) in [
        ("A59", "2026-09-07", "complaint.dialogue_lead", "2026-09-02", "2026-08-28"),
        ("A72", "2026-09-15", "reception.online_notice_lead", "2026-09-08", "2026-09-08"),
    ] {
        let term = term(key, "", day(event));
        let due = clock::backward(&law().calendar, day(event), term.value, term.count);
        assert_eq!((due.bare, due.rolled), (day(bare), day(in_time)), "{id}");
    }
}

/// The acts that came with the law of 2025 have no clock before it.
#[test]
fn what_the_law_of_2025_brought_starts_on_its_first_day() {
    for (regime, key) in [
        ("LKN2011", "complaint.dialogue_lead"),
        ("LKN2011", "complaint.send_suspension"),
        ("LTCD2013", "reception.refusal_notice"),
        ("TT05-2021", "petition.discipline_alarm"),
    ] {
        let found = |on: &str| law().term(regime, key, AgencyKind::Prov, "", day(on)).is_some();
        assert!(!found("2026-06-30") && found("2026-07-01"), "{key}");
    }
}

/// Every limit of the table of settlement, so that no row was copied askew.
#[test]
fn settlement_depends_on_instance_place_and_difficulty() {
    let days = |key: &str, case: &str| term(key, case, day("2026-08-03")).value;
    let all = |key: &str| {
        ["", "complex", "remote", "remote_complex", "discipline", "discipline_complex"].map(|c| days(key, c))
    };
    assert_eq!(all("complaint.settle_first"), [30, 45, 45, 60, 30, 45]);
    assert_eq!(all("complaint.settle_second"), [45, 60, 60, 70, 30, 45]);
    let effect = |key: &str| ["", "remote", "discipline"].map(|c| days(key, c));
    assert_eq!(effect("complaint.takes_effect_first"), [30, 45, 30]);
    assert_eq!(effect("complaint.takes_effect_second"), [30, 45, 30]);
    assert_eq!(
        ["", "remote", "discipline", "discipline_dismissal"].map(|c| days("complaint.second_complaint", c)),
        [30, 45, 10, 30]
    );
}

#[test]
fn each_kind_of_case_has_its_regimes() {
    let id = |kind: &str, on: &str| law().regime_of(kind, day(on)).map(|r| r.id.as_str());
    assert_eq!(id("complaint", "2012-06-30"), None);
    assert_eq!(id("complaint", "2012-07-01"), Some("LKN2011"));
    assert_eq!(id("complaint", "2026-07-01"), Some("LKN2011"));
    assert_eq!(id("denunciation", "2018-12-31"), None);
    assert_eq!(id("denunciation", "2019-01-01"), Some("LTC2018"));
    assert_eq!(id("reception", "2023-02-01"), Some("LTCD2013"));
    assert_eq!(id("petition", "2021-11-14"), Some("TT07-2014"));
    assert_eq!(id("petition", "2021-11-15"), Some("TT05-2021"));
    assert_eq!(id("inspection", "2023-07-01"), Some("LTT2022"));
    assert_eq!(id("no such kind", "2023-07-01"), None);
}

/// Who receives how often: the commune's day a week became two days a month.
#[test]
fn norms_have_their_days() {
    use crate::Of;
    let norm =
        |regime: &str, key: &str, case: &str, on: &str| law().norm(regime, key, case, day(on)).map(|n| (n.value, n.of));
    assert_eq!(norm("LTCD2013", "reception.days", "commune_chair", "2026-06-30"), Some((1, Of::DaysAWeek)));
    assert_eq!(norm("LTCD2013", "reception.days", "commune_chair", "2026-07-01"), Some((2, Of::DaysAMonth)));
    assert_eq!(norm("LTCD2013", "reception.days", "district_chair", "2025-07-01"), None);
    assert_eq!(norm("LKN2011", "complaint.representatives", "many", "2024-01-02"), Some((5, Of::People)));
    assert_eq!(norm("LTC2018", "denunciation.criteria", "specially_complex", "2024-01-02"), Some((2, Of::Criteria)));
    for norm in law().norms() {
        assert_ne!((norm.citation.article.as_ref(), norm.status), ("?", crate::Status::Verified), "{}", norm.key);
        assert_eq!(norm.note_vi.is_empty(), norm.note_en.is_empty(), "{} has a note in one language", norm.key);
    }
}

#[test]
fn a_norm_or_term_of_an_unknown_regime_and_two_norms_at_once_are_refused() {
    let norm = |regime: &str, from: &str| {
        format!(
            "[[norm]]\nkey = \"reception.x\"\nregime = \"{regime}\"\nvalue = 2\nof = \"people\"\narticle = \"4\"\nfrom = {from}\n"
        )
    };
    let read = |text: String| crate::Law::with_overrides(vec![("instruments/nd-154-2026/terms.toml".into(), text)]);
    assert!(read(norm("LTCD2013", "2026-07-01")).is_ok());
    for (text, says) in [
        (norm("LTCD1999", "2026-07-01"), "reception.x: regimes.toml has no LTCD1999"),
        (norm("LTCD2013", "2026-07-01") + &norm("LTCD2013", "2026-08-01"), "hold on the same days"),
        (norm("LTCD2013", "2026-07-01").replace("people", "folk"), "norm 1 (reception.x)"),
        (norm("LTCD2013", "2026-07-01").replace("value = 2", "value = 0"), "reception.x: value"),
    ] {
        let all = read(text).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(all.contains(says), "{says} is not in\n{all}");
    }
}
