//! The worked deadlines of inspections, A01–A44: numbers from the shipped terms,
//! dates worked by hand, once bare and once moved off days off.

use super::{day, law};
use crate::{AgencyKind, Count, Date, Term, clock};
use AgencyKind::{Cipher, Dept, Dist, Gi, Prov};

/// One worked deadline.
struct Row {
    id: &'static str,
    /// The inspection decision, which chooses the regime.
    decided: &'static str,
    agency: AgencyKind,
    from: &'static str,
    /// Keys (below `inspection.`) and variants whose lengths add up.
    terms: &'static [(&'static str, &'static str)],
    pauses: &'static [(&'static str, &'static str)],
    bare: &'static str,
    rolled: &'static str,
}

#[rustfmt::skip]
const fn row(
    id: &'static str, decided: &'static str, agency: AgencyKind, from: &'static str,
    terms: &'static [(&'static str, &'static str)], bare: &'static str, rolled: &'static str,
) -> Row {
    Row { id, decided, agency, from, terms, pauses: &[], bare, rolled }
}

impl Row {
    const fn pausing(mut self, pauses: &'static [(&'static str, &'static str)]) -> Self {
        self.pauses = pauses;
        self
    }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row("A01", "2023-04-25", Prov, "2023-04-25", &[("send_decision", "")], "2023-04-30", "2023-05-04"),
    row("A02", "2023-04-25", Prov, "2023-04-25", &[("announce", "")], "2023-05-10", "2023-05-10"),
    row("A03", "2023-04-25", Prov, "2023-05-10", &[("duration", "")], "2023-06-24", "2023-06-26"),
    row("A04", "2023-04-25", Prov, "2023-05-10", &[("duration_total", "complex")], "2023-07-19", "2023-07-19"),
    row("A05", "2022-09-20", Gi, "2022-10-03", &[("duration_total", "complex")], "2023-01-01", "2023-01-03"),
    row("A06", "2021-12-10", Dist, "2021-12-20", &[("duration_total", "remote")], "2022-02-03", "2022-02-07"),
    row("A07", "2023-03-20", Dept, "2023-03-31", &[("duration", "")], "2023-04-30", "2023-05-04"),
    row("A08", "2023-05-03", Prov, "2023-06-30", &[("sign", "")], "2023-07-15", "2023-07-17"),
    row("A09", "2022-09-01", Prov, "2023-01-12", &[("publish", "")], "2023-01-22", "2023-01-27"),
    row("A12", "2023-12-20", Gi, "2024-01-02", &[("duration", ""), ("extension", "complex"), ("extension", "specially_complex")], "2024-05-01", "2024-05-02"),
    row("A13", "2024-07-01", Prov, "2024-07-19", &[("duration", "")], "2024-09-02", "2024-09-04"),
    row("A14", "2024-03-15", Prov, "2024-04-01", &[("duration", ""), ("extension", "complex")], "2024-06-15", "2024-06-17"),
    row("A15", "2023-11-10", Dept, "2023-12-01", &[("duration", "")], "2023-12-31", "2024-01-02"),
    row("A16", "2025-01-20", Prov, "2025-02-10", &[("duration", "")], "2025-04-10", "2025-04-10").pausing(&[("2025-03-03", "2025-03-17")]),
    row("A17", "2024-03-01", Prov, "2024-03-29", &[("suspension_cap", "")], "2024-04-28", "2024-05-02"),
    row("A18", "2023-07-03", Prov, "2023-08-14", &[("team_report", "")], "2023-09-03", "2023-09-05"),
    row("A19", "2023-12-20", Gi, "2024-03-15", &[("team_report", "complex")], "2024-04-29", "2024-05-02"),
    row("A20", "2023-12-01", Dept, "2024-01-25", &[("team_report", "complex")], "2024-02-14", "2024-02-15"),
    row("A21", "2023-12-01", Prov, "2024-02-06", &[("assign_drafting", "")], "2024-02-20", "2024-02-20"),
    row("A22", "2024-09-02", Prov, "2024-12-17", &[("sign", "")], "2025-01-01", "2025-01-02"),
    row("A23", "2023-07-03", Prov, "2023-08-24", &[("publish", "")], "2023-09-03", "2023-09-05"),
    row("A24", "2024-04-01", Prov, "2024-06-14", &[("supervision_report", "")], "2024-06-29", "2024-07-01"),
    row("A25", "2023-07-10", Gi, "2024-01-12", &[("implement", "gi")], "2024-02-11", "2024-02-15"),
    row("A26", "2025-06-27", Prov, "2025-07-04", &[("duration", ""), ("extension", "complex")], "2025-09-17", "2025-09-17"),
    row("A27", "2025-06-10", Dept, "2025-07-18", &[("team_report", "")], "2025-08-02", "2025-08-04"),
    row("A29", "2025-08-18", Prov, "2025-08-18", &[("announce", "")], "2025-09-02", "2025-09-03"),
    row("A30", "2025-11-03", Gi, "2025-11-17", &[("duration", ""), ("extension", "complex")], "2026-02-15", "2026-02-23"),
    row("A31", "2025-09-15", Gi, "2025-09-29", &[("duration", ""), ("extension", "complex"), ("extension", "specially_complex")], "2026-01-17", "2026-01-19"),
    row("A32", "2026-03-05", Prov, "2026-03-17", &[("duration", "")], "2026-05-01", "2026-05-04"),
    row("A33", "2026-02-10", Prov, "2026-02-24", &[("duration", ""), ("extension", "remote")], "2026-05-05", "2026-05-05"),
    row("A34", "2026-01-15", Cipher, "2026-01-26", &[("duration", ""), ("extension", "complex")], "2026-03-07", "2026-03-09"),
    row("A35", "2026-01-15", Cipher, "2026-03-09", &[("team_report", "")], "2026-03-29", "2026-03-30"),
    row("A36", "2026-04-20", Prov, "2026-05-04", &[("duration", "")], "2026-07-21", "2026-07-21").pausing(&[("2026-05-20", "2026-06-22")]),
    row("A37", "2025-09-22", Prov, "2025-10-06", &[("duration", ""), ("extension", "complex")], "2026-01-14", "2026-01-14").pausing(&[("2025-10-20", "2025-11-19")]),
    row("A38", "2025-11-03", Prov, "2026-02-11", &[("assign_drafting", "")], "2026-02-25", "2026-02-25"),
    row("A39", "2025-08-18", Prov, "2025-12-18", &[("sign", "")], "2026-01-02", "2026-01-05"),
    row("A40", "2025-11-03", Prov, "2026-03-27", &[("state_head_opinion", "")], "2026-04-26", "2026-04-28"),
    row("A41", "2025-11-03", Prov, "2026-04-17", &[("publish", "")], "2026-04-27", "2026-04-28"),
    row("A42", "2025-08-18", Prov, "2026-02-09", &[("entity_report", "")], "2026-02-19", "2026-02-23"),
    row("A43", "2025-11-28", Prov, "2025-11-28", &[("plan_issue", "")], "2025-12-05", "2025-12-05"),
    row("A44", "2023-11-01", Prov, "2024-02-29", &[("re_inspection_bar", "")], "2026-02-28", "2026-03-02"),
    // The sharpest case of the law of 2025: a remote place, the smallest group.
    row("remote Cơ yếu", "2026-01-15", Cipher, "2026-01-26", &[("duration", ""), ("extension", "remote")], "2026-03-07", "2026-03-09"),
];

fn term(regime: &str, key: &str, agency: AgencyKind, case: &str, on: Date) -> &'static Term {
    let key = format!("inspection.{key}");
    let found = law().term(regime, &key, agency, case, on);
    found.unwrap_or_else(|| panic!("{regime} has no {key} {case} for {} on {on}", agency.word()))
}

fn lengths(regime: &str, row: &Row) -> Vec<(i64, Count)> {
    let on = day(row.from);
    row.terms.iter().map(|(key, case)| term(regime, key, row.agency, case, on)).map(|t| (t.value, t.count)).collect()
}

#[test]
fn every_row_agrees_in_both_columns() {
    for row in ROWS {
        let regime = &law().regime_for(day(row.decided)).unwrap().id;
        let lengths = lengths(regime, row);
        let pauses: Vec<_> = row.pauses.iter().map(|(from, until)| (day(from), day(until))).collect();
        for (roll, rolled) in [(true, row.rolled), (false, row.bare)] {
            let due = clock::forward(&law().calendar, day(row.from), &lengths, &pauses, roll);
            assert_eq!((due.bare, due.rolled), (day(row.bare), day(rolled)), "{} roll {roll}", row.id);
        }
    }
}

/// A10, A11: leads never move towards the event.
#[test]
fn leads_agree_in_both_columns() {
    for (id, event, key, bare, in_time) in [
        ("A10", "2024-05-20", "announce_lead", "2024-05-05", "2024-05-04"),
        ("A11", "2024-09-09", "outline_lead", "2024-08-29", "2024-08-29"),
    ] {
        let term = term("LTT2022", key, Prov, "", day(event));
        let due = clock::backward(&law().calendar, day(event), term.value, term.count);
        assert_eq!((due.bare, due.rolled), (day(bare), day(in_time)), "{id}");
    }
}

/// A28: a chain takes each step on its last day, once bare and once rolled.
#[test]
fn the_closing_chain_agrees() {
    let chain = |roll: bool| -> Vec<String> {
        let mut at = day("2025-12-22");
        let mut out = Vec::new();
        for key in ["team_report", "assign_drafting", "draft", "sign", "publish"] {
            let term = term("LTT2025", key, Prov, "", at);
            at = clock::forward(&law().calendar, at, &[(term.value, term.count)], &[], roll).rolled;
            out.push(at.to_string());
        }
        out
    };
    assert_eq!(chain(false), ["2026-01-11", "2026-01-16", "2026-02-05", "2026-02-20", "2026-03-02"]);
    assert_eq!(chain(true), ["2026-01-12", "2026-01-19", "2026-02-09", "2026-02-24", "2026-03-06"]);
}

/// The same facts under another regime or group give another, wrong date.
#[test]
fn the_wrong_regime_would_show() {
    let wrong = |id: &str, regime: &str| {
        let row = ROWS.iter().find(|row| row.id == id).unwrap();
        clock::forward(&law().calendar, day(row.from), &lengths(regime, row), &[], false).bare.to_string()
    };
    assert_eq!(wrong("A31", "LTT2022"), "2026-01-27");
    assert_eq!(wrong("A26", "LTT2025"), "2025-09-12");
    let report = |agency| term("LTT2025", "team_report", agency, "complex", day("2026-03-09")).value;
    assert_eq!((report(Cipher), report(AgencyKind::Force)), (30, 25));
}
