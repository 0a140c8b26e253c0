//! The shipped law reads, agrees with itself, and counts as worked by hand.

mod acceptance;
mod calendar;
mod desk;
mod desk_forms;
mod rules;
mod sets;

use super::*;
use jiff::civil::date;

fn law() -> &'static Law {
    Law::shipped()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_shipped_file_reads() {
    assert!(law().terms().len() > 140);
    assert_eq!(law().regimes().len(), 12);
}

#[test]
fn every_citation_names_an_instrument() {
    for term in law().terms() {
        assert!(law().instrument(&term.citation.instrument).is_some(), "{} cites {}", term.key, term.citation);
    }
    assert!(law().instrument(&ROLL_OVER.instrument).is_some());
}

/// No shipped term ends without an heir; holes between two terms are refused by the reader.
#[test]
fn terms_have_no_gap() {
    let ended: Vec<_> = law().terms().iter().filter(|t| t.until.is_some()).collect();
    for a in ended {
        let next = a.until.unwrap().tomorrow().unwrap();
        let heir = |b: &&Term| b.regime == a.regime && b.key == a.key && b.case == a.case && b.from == next;
        assert!(law().terms().iter().any(|b| heir(&b)), "{} under {} ends and nothing follows", a.key, a.regime);
    }
}

#[test]
fn a_hole_between_two_terms_is_refused() {
    let term = |from: &str, until: &str| {
        format!("[[term]]\nkey = \"inspection.portal_display\"\nvalue = 15\narticle = \"48\"\nfrom = {from}\n{until}\n")
    };
    let read = |until: &str| {
        let text = term("2023-08-15", &format!("until = {until}")) + &term("2024-07-01", "");
        Law::with_overrides(vec![("instruments/nd-43-2023/terms.toml".into(), text)])
    };
    assert!(read("2024-06-30").is_ok());
    for (until, fault) in [("2024-05-31", "leave days without a term"), ("2024-07-01", "hold on the same days")] {
        let errors = read(until).unwrap_err();
        assert!(errors.iter().any(|e| e.reason.contains(fault)), "{until}: {errors:?}");
    }
}

#[test]
fn every_slip_of_a_file_is_named() {
    let text = "[[term]]\nkey = \"inspection.a\"\nvalue = \"x\"\narticle = \"1\"\n\
                [[term]]\nkey = \"inspection.b\"\nvalue = 0\narticle = \"1\"\n\
                [[term]]\nkey = \"inspection.c\"\nvalue = 5\nagencies = [\"XYZ\"]\narticle = \"1\"\n\
                [[date]]\nkey = \"plan.d\"\non = \"02-30\"\narticle = \"1\"\n\
                [[trem]]\nkey = \"inspection.e\"\n";
    let errors = Law::with_overrides(vec![("instruments/tt-06-2021/terms.toml".into(), text.into())]).unwrap_err();
    let all = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for part in ["term 1 (inspection.a)", "inspection.b: value", "term 3 (inspection.c)", "XYZ", "plan.d: on", "trem"] {
        assert!(all.contains(part), "{part} is not in\n{all}");
    }
    assert!(errors.iter().all(|e| e.file == "instruments/tt-06-2021/terms.toml"), "{all}");
}

/// A new law can come from an operator's folder; one that fits nowhere is refused.
#[test]
fn regimes_and_instruments_must_agree() {
    let law_of = |regime: &str, number: &str| {
        format!(
            "number = \"{number}\"\nkind = \"law\"\ntitle_vi = \"L\"\ntitle_en = \"L\"\nfrom = 2031-01-01\nregime = \"{regime}\"\nstatus = \"unverified\"\nsource = \"?\"\n"
        )
    };
    let regimes = |from: &str| {
        let shipped = include_str!("../regimes.toml")
            .replace("decisions_from = 2025-07-01", "decisions_from = 2025-07-01\ndecisions_until = 2030-12-31");
        shipped
            + &format!(
                "\n[[regime]]\nid = \"LTT2030\"\nlaw = \"1/2030/QH17\"\ntitle_vi = \"L\"\ntitle_en = \"L\"\ndecisions_from = {from}\n"
            )
    };
    let read = |regime: &str, number: &str, from: &str| {
        let own = law_of(regime, number);
        Law::with_overrides(vec![
            ("instruments/moi/instrument.toml".into(), own),
            ("regimes.toml".into(), regimes(from)),
        ])
    };
    let law = read("LTT2030", "1/2030/QH17", "2031-01-01").unwrap();
    assert_eq!(law.regime_for(day("2031-01-01")).unwrap().id, "LTT2030");
    for (regime, number, from, says) in [
        ("LTT2031", "1/2030/QH17", "2031-01-01", "regimes.toml has no LTT2031"),
        ("LTT2030", "2/2030/QH17", "2031-01-01", "LTT2030: there is no instrument 1/2030/QH17"),
        ("LTT2030", "84/2025/QH15", "2031-01-01", "number: 84/2025/QH15 stands in"),
        ("LTT2030", "1/2030/QH17", "2031-02-01", "LTT2030: decisions_from"),
        ("LTT2030", "1/2030/QH17", "2030-12-31", "LTT2030: decisions_from"),
    ] {
        let errors = read(regime, number, from).unwrap_err();
        assert!(errors.iter().any(|e| e.to_string().contains(says)), "{says}: {errors:?}");
    }
}

#[test]
fn what_is_unsure_says_so() {
    let listed: Vec<&Term> = law().unverified().collect();
    assert!(listed.iter().any(|t| t.regime == "LTT2025" && t.key == "inspection.rank_principal"));
    for term in law().terms() {
        let unread = term.citation.article == "?";
        assert!(!unread || term.status == Status::Unverified, "{} cites no article and is called verified", term.key);
        assert_eq!(term.note_vi.is_empty(), term.note_en.is_empty(), "{} has a note in one language", term.key);
    }
}

/// Days by which plans are due: the three laws differ.
#[test]
fn plans_keep_their_days_of_the_year() {
    let by = |regime: &str, key: &str, agency| {
        law().year_day(regime, key, agency).and_then(|d| d.in_year(2026)).map(|d| (d.month(), d.day()))
    };
    use AgencyKind::*;
    assert_eq!(by("LTT2010", "plan.orientation_submit", Gi), Some((10, 15)));
    assert_eq!(by("LTT2022", "plan.orientation_submit", Gi), Some((9, 30)));
    assert_eq!(by("LTT2010", "plan.approve", Dist), Some((12, 15)));
    assert_eq!(by("LTT2022", "plan.issue", Prov), Some((12, 20)));
    assert_eq!(by("LTT2025", "plan.submit", Prov), Some((11, 20)));
    assert_eq!(by("LTT2025", "plan.issue", Prov), None);
}

#[test]
fn two_terms_for_one_question_are_refused() {
    let text = "[[term]]\nkey = \"inspection.publish\"\nvalue = 12\narticle = \"1\"\n";
    let error = Law::with_overrides(vec![("instruments/nd-43-2023/terms.toml".into(), text.into())]).unwrap_err();
    assert!(error.iter().any(|e| e.reason.contains("inspection.publish")), "{error:?}");
}

#[test]
fn a_wrong_file_is_named_with_its_key() {
    let text = "[[term]]\nkey = \"inspection.publish\"\ndays = 12\n";
    let errors = Law::with_overrides(vec![
        ("instruments/luat-84-2025/terms.toml".into(), text.into()),
        ("calendar/2027.tml".into(), String::new()),
    ])
    .unwrap_err();
    let all = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(all.contains("instruments/luat-84-2025/terms.toml") && all.contains("days"), "{all}");
    assert!(all.contains("calendar/2027.tml"), "{all}");
}

#[test]
fn an_operator_corrects_a_term_and_adds_a_day_off() {
    let terms = "[[term]]\nkey = \"inspection.rank_principal\"\nvalue = 7\ncount = \"years\"\narticle = \"9\"\nstatus = \"verified\"\n";
    let days = "[[day]]\ndate = 2026-06-15\nkind = \"statutory\"\nname = \"Nghỉ đột xuất\"\nstatus = \"verified\"\nsource = \"QĐ\"\n";
    let own = Law::with_overrides(vec![
        ("instruments/nd-216-2025/terms.toml".into(), terms.into()),
        ("calendar/2026.toml".into(), days.into()),
    ])
    .unwrap();
    let on = date(2026, 1, 5);
    assert_eq!(own.term("LTT2025", "inspection.rank_principal", AgencyKind::Prov, "", on).unwrap().value, 7);
    assert!(!own.calendar.is_working(date(2026, 6, 15)));
    assert!(!own.calendar.is_working(date(2026, 2, 17)), "the shipped days stay");
    assert_ne!(own.calendar.version(), law().calendar.version());
}

#[test]
fn decision_date_chooses_the_regime() {
    let id = |text: &str| law().regime_for(day(text)).unwrap().id.as_str();
    assert_eq!(id("2023-06-30"), "LTT2010");
    assert_eq!(id("2023-07-01"), "LTT2022");
    assert_eq!(id("2025-06-30"), "LTT2022");
    assert_eq!(id("2025-07-01"), "LTT2025");
}

/// Regime and decree have their own dates: the portal rule came with the decree.
#[test]
fn a_decree_lags_its_law() {
    let find = |on: &str| law().term("LTT2022", "inspection.portal_display", AgencyKind::Prov, "", day(on));
    assert!(find("2023-08-14").is_none());
    assert_eq!(find("2023-08-15").unwrap().value, 15);
}

#[test]
fn citations_are_spelt_out() {
    let cite = Citation::new("56/2010/QH12", "45(1)(b)");
    assert_eq!(law().cite(&cite, "vi"), "Điều 45 khoản 1 điểm b Luật Thanh tra 2010");
    assert_eq!(law().cite(&cite, "en"), "Article 45(1)(b), Law on Inspection 2010");
}

/// A second way to count, written without the first: walk from day to day.
fn slow_due(from: Date, n: i64, working: bool, roll: bool) -> Date {
    let cal = &law().calendar;
    let mut at = from;
    let mut counted = 0;
    while counted < n {
        at = at.tomorrow().unwrap();
        if !working || cal.is_working(at) {
            counted += 1;
        }
    }
    while roll && !cal.is_working(at) {
        at = at.tomorrow().unwrap();
    }
    at
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn agrees_with_walking_day_by_day(start in 0i64..2900, n in 1i64..200, working: bool, roll: bool) {
        let from = clock::plus_days(date(2019, 1, 1), start);
        let count = if working { Count::Working } else { Count::Calendar };
        let due = clock::forward(&law().calendar, from, &[(n, count)], &[], roll);
        proptest::prop_assert_eq!(due.rolled, slow_due(from, n, working, roll));
    }

    #[test]
    fn a_lead_agrees_with_walking_back(start in 200i64..2900, n in 1i64..60, working: bool) {
        let cal = &law().calendar;
        let event = clock::plus_days(date(2019, 1, 1), start);
        let count = if working { Count::Working } else { Count::Calendar };
        let due = clock::backward(cal, event, n, count);
        let (mut at, mut counted) = (event, 0);
        while counted < n {
            at = at.yesterday().unwrap();
            if !working || cal.is_working(at) {
                counted += 1;
            }
        }
        proptest::prop_assert_eq!(due.bare, at);
        proptest::prop_assert!(due.rolled <= due.bare && cal.is_working(due.rolled));
    }

    /// Steps name each day passed over, once, and lead to the due date.
    #[test]
    fn the_proof_counts_up(start in 0i64..2900, n in 1i64..80) {
        let cal = &law().calendar;
        let from = clock::plus_days(date(2019, 1, 1), start);
        let due = clock::forward(cal, from, &[(n, Count::Working)], &[], true);
        let skipped: Vec<Date> =
            due.steps.iter().filter_map(|s| if let Step::Skip { on, .. } = s { Some(*on) } else { None }).collect();
        proptest::prop_assert_eq!(clock::days_between(from, due.bare), n + skipped.len() as i64);
        proptest::prop_assert!(skipped.iter().all(|d| !cal.is_working(*d)) && skipped.is_sorted());
        proptest::prop_assert_eq!(due.rolled, due.bare);
    }

    #[test]
    fn an_extension_never_shortens(start in 0i64..2900, n in 1i64..120, more in 0i64..60, pause in 0i64..40) {
        let cal = &law().calendar;
        let from = clock::plus_days(date(2019, 1, 1), start);
        let plain = clock::forward(cal, from, &[(n, Count::Calendar)], &[], true);
        let stop = clock::plus_days(from, 3);
        let longer = clock::forward(cal, from, &[(n, Count::Calendar), (more, Count::Calendar)], &[(stop, clock::plus_days(stop, pause))], true);
        proptest::prop_assert!(longer.rolled >= plain.rolled && longer.bare >= plain.bare);
    }
}

#[test]
fn forms_follow_the_end_of_the_period() {
    let version = |id: &str, end: &str| law().form(id, day(end)).map(|f| f.version.clone());
    assert_eq!(version("01/TTr", "2023-06-14").as_deref(), Some("02/2021/TT-TTCP"));
    assert_eq!(version("01/TTr", "2024-03-14").as_deref(), Some("01/2024/TT-TTCP"));
    assert_eq!(version("01/ttr", "2025-09-14").as_deref(), Some("01/2024/TT-TTCP"));
    // Forms that were never read carry no number: tables of our own stand in their place.
    assert_eq!(version("01/TTr", "2025-12-14"), None);
    assert_eq!(version("01/TTr", "2020-06-15"), None);
    assert_eq!(version("thanh-tra", "2025-12-14").as_deref(), Some("1"));
    assert_eq!(version("thanh-tra-hanh-chinh", "2020-06-15").as_deref(), Some("1"));
    assert_eq!(version("thanh-tra-hanh-chinh", "2021-06-14"), None);
    assert_eq!(version("specialised", "2024-06-14").as_deref(), Some("01/2024/TT-TTCP"));
    assert_eq!(version("overview", "2025-12-14").as_deref(), Some("1"));
    let ids: Vec<&str> = law().forms_on(day("2024-06-14")).iter().map(|f| f.id.as_str()).collect();
    #[rustfmt::skip]
    assert_eq!(ids, [
        "01/KQGQ", "01/PCTN", "01/QLNN", "01/TCD", "01/TTr", "01/XLD", "02/KQGQ", "02/PCTN", "02/QLNN", "02/TCD",
        "02/TTr", "02/XLD", "03/KQGQ", "03/PCTN", "03/TTr", "03/XLD", "04/KQGQ", "04/TTr", "04/XLD", "05/TTr",
        "06/TTr", "07/TTr", "overview",
    ]);
}

#[test]
fn form_01_has_its_columns_and_identities() {
    let form = law().form("01/TTr", day("2023-06-14")).unwrap();
    let ids: Vec<String> = (1..=18).map(|n| n.to_string()).collect();
    assert_eq!(form.columns.iter().map(|c| c.id.clone()).collect::<Vec<_>>(), ids);
    let checks: Vec<&str> = form.checks.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(checks, ["1=2+3", "1=4+5", "8=10+12", "9=11+13", "6<=1"]);
    assert!(form.columns.iter().all(|c| c.only.class == ["administrative", "responsibility"]));
    assert_eq!(form.column("8").unwrap().printed, form::Printed::TrieuDong);
    let special = law().form("06/TTr", day("2024-06-14")).unwrap();
    assert_eq!((special.columns.len(), special.status), (27, Status::Unverified));
    assert_eq!(special.column("16").unwrap().take, form::Take::Nothing);
}

#[test]
fn months_of_a_period_are_cut_where_it_ends() {
    let days = |text: &str| -> Vec<String> { law().period(text).unwrap().months().into_iter().map(|m| m.id).collect() };
    assert_eq!(days("2023-q1"), ["2022-12-15..2023-01-14", "2023-01-15..2023-02-14", "2023-02-15..2023-03-14"]);
    assert_eq!(days("2023-y").len(), 12);
    assert_eq!(days("2023-06-01..2023-06-14"), ["2023-06-01..2023-06-14"]);
    // Months end on their last day where the period does; the first is as short as it is.
    let odd = ["2024-01-20..2024-01-31", "2024-02-01..2024-02-29", "2024-03-01..2024-03-31", "2024-04-01..2024-04-30"];
    assert_eq!(days("2024-01-20..2024-04-30"), odd);
    for id in ["2023-6m", "2024-02-29..2025-02-28", "2023-05-31..2023-05-31", "2022-11-30..2024-01-30"] {
        let (period, months) = (law().period(id).unwrap(), law().period(id).unwrap().months());
        assert_eq!((months[0].from, months[months.len() - 1].until), (period.from, period.until), "{id}");
        assert!(months.windows(2).all(|pair| pair[0].until.tomorrow().unwrap() == pair[1].from), "{id}: {months:?}");
    }
    let back = |n| law().period("2024-02-15..2024-03-14").unwrap().months_back(n).unwrap().id;
    assert_eq!([back(1), back(12)], ["2024-01-15..2024-02-14", "2023-02-15..2023-03-14"]);
    assert_eq!(law().period("2024-02-01..2024-02-29").unwrap().months_back(12).unwrap().id, "2023-02-01..2023-02-28");
}

#[test]
fn periods_are_those_of_the_circular_in_force() {
    let span = |text: &str| law().period(text).map(|p| format!("{} {}", p.from, p.until));
    for (text, from, until) in [
        ("2023-6m", "2022-12-15", "2023-06-14"),
        ("2023-q1", "2022-12-15", "2023-03-14"),
        ("2023-Q2", "2023-03-15", "2023-06-14"),
        ("2023-q4", "2023-09-15", "2023-12-14"),
        ("2023-9m", "2022-12-15", "2023-09-14"),
        ("2023-y", "2022-12-15", "2023-12-14"),
        ("2023-12m", "2022-12-15", "2023-12-14"),
        ("2023-7m", "2022-12-15", "2023-07-14"),
        ("2020-6m", "2019-12-16", "2020-06-15"),
        ("2021-q1", "2020-12-16", "2021-03-15"),
        ("2021-6m", "2020-12-15", "2021-06-14"),
        ("2020-7m", "2019-12-16", "2020-07-15"),
        ("2025-9m", "2024-12-15", "2025-09-14"),
        ("2025-y", "2024-12-15", "2025-12-14"),
        ("2022-12-15..2023-07-14", "2022-12-15", "2023-07-14"),
    ] {
        assert_eq!(span(text), Ok(format!("{from} {until}")), "{text}");
    }
    assert_eq!(law().period("2023-6m").unwrap().label("vi"), "6 tháng đầu năm 2023 (15/12/2022 – 14/06/2023)");
    assert_eq!(law().period("2025-y").unwrap().status, Status::Unverified);
    assert_eq!(span("2023-07-14..2022-12-15"), Err(PeriodError::Backwards("2023-07-14..2022-12-15".into())));
    assert_eq!(span("2009-6m"), Err(PeriodError::NoRule("2009-6m".into())));
    for text in ["", "2023", "2023-13m", "2023-0m", "2023-q5", "6m-2023", "2023-02-30..2023-03-01", "9999999-6m"] {
        assert_eq!(span(text), Err(PeriodError::Unreadable(text.into())), "{text}");
    }
}

/// No day between two circulars belongs to no period, none to two.
#[test]
fn every_period_end_has_one_circular() {
    for year in 2014..2030 {
        let ids: Vec<String> = law().periods_of(year).into_iter().map(|p| p.id).collect();
        let expected: Vec<String> =
            ["q1", "q2", "6m", "q3", "9m", "q4", "y"].iter().map(|k| format!("{year}-{k}")).collect();
        assert_eq!(ids, expected);
    }
}

#[test]
fn an_operator_adds_a_form_and_replaces_one() {
    let text = |id: &str, indicator: &str| {
        format!(
            "id = \"{id}\"\ntitle_vi = \"Biểu riêng\"\ntitle_en = \"Own\"\nstatus = \"verified\"\nsource = \"QĐ\"\nrows = \"units\"\n[[column]]\nid = \"a\"\nvi = [\"A\"]\nen = [\"A\"]\nunit = \"count\"\nflow = [\"{indicator}\"]\n"
        )
    };
    let own = Law::with_overrides(vec![
        ("forms/rieng.toml".into(), text("BC-01", "inspection.launched")),
        ("instruments/tt-02-2021/forms/01-ttr.toml".into(), text("01/TTr", "inspection.launched")),
    ])
    .unwrap();
    assert_eq!(own.form("BC-01", day("2031-01-01")).unwrap().columns.len(), 1);
    let replaced = own.form("01/TTr", day("2023-06-14")).unwrap();
    assert!(replaced.version.starts_with("02/2021/TT-TTCP+") && replaced.columns.len() == 1);
    let wrong = Law::with_overrides(vec![
        ("forms/sai.toml".into(), text("BC-01", "inspection.no_such")),
        ("forms/hai.toml".into(), text("BC-02", "inspection.open").replace("flow", "sum")),
        ("forms/ba.toml".into(), text("BC-03", "inspection.open").replace("flow", "flaw")),
    ])
    .unwrap_err();
    let all = wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(all.contains("forms/ba.toml") && all.contains("flaw"), "{all}");
    let wrong = Law::with_overrides(vec![
        ("forms/sai.toml".into(), text("BC-01", "inspection.no_such")),
        ("forms/hai.toml".into(), text("BC-02", "inspection.open").replace("flow", "sum")),
    ])
    .unwrap_err();
    let all = wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(all.contains("forms/sai.toml: column a: there is no indicator inspection.no_such"), "{all}");
    assert!(all.contains("forms/hai.toml: column a: its sum"), "{all}");
}
