//! The walk by scenario: what a person answers, on which day, and where it leads.

use super::docs::shipped;
use super::*;
use jiff::civil::date;
use law::Status;

fn answers(text: &str) -> Answers {
    let pairs: Vec<(&str, &str)> = text.split(" · ").filter_map(|p| p.split_once(' ')).collect();
    Answers::read(|name| pairs.iter().find(|(n, _)| *n == name).map_or_else(String::new, |(_, v)| (*v).to_owned()))
}

fn end(text: &str, today: Date) -> Outcome {
    match step(&answers(text), shipped(today)) {
        Step::End(out) => *out,
        Step::Ask(question) => panic!("{text}: still asks {question:?}"),
    }
}

/// `kind instance → to [units] by articles`, `?` where unread.
fn told(text: &str, today: Date) -> String {
    let out = end(text, today);
    let why: Vec<String> = out
        .why
        .iter()
        .map(|w| format!("{}{}", w.law.article, if w.status == Status::Unverified { "?" } else { "" }))
        .collect();
    format!("{} {} → {} {:?} by {}", out.kind, out.instance, out.to.word(), out.units, why.join(" "))
}

const OF_2023: Date = date(2023, 7, 14);
const OF_2026: Date = date(2026, 7, 14);

#[test]
fn one_question_leads_to_the_next_and_nothing_is_asked_twice() {
    let on = shipped(OF_2026);
    let mut text = String::new();
    for (question, answer) in [
        (Question::What, "own"),
        (Question::Object, "administrative_decision"),
        (Question::Level, "commune_chair"),
        (Question::Settled, "no"),
        (Question::Known, "2026-07-01"),
        (Question::Place, "unknown"),
    ] {
        assert_eq!(step(&answers(&text), on), Step::Ask(question));
        text = format!("{text} · {} {answer}", question.word());
        text = text.trim_start_matches(" · ").to_owned();
    }
    assert!(matches!(step(&answers(&text), on), Step::End(_)));
    assert_eq!(way(&answers(&text), on).len(), 6);
}

#[test]
fn a_complaint_goes_where_the_day_and_the_level_say() {
    let own = "what own · object administrative_decision · known unknown · place unknown · settled ";
    let first = |level: &str, day| told(&format!("{own}no · level {level}"), day);
    let second = |level: &str, day| told(&format!("{own}first · level {level}"), day);
    assert_eq!(first("commune_chair", OF_2023), "complaint first → commune_chair [] by 2(1)? 7(1)? 17");
    assert_eq!(second("commune_chair", OF_2023), "complaint second → district_chair [] by 2(1)? 33(1) 18(2)");
    assert_eq!(second("commune_chair", date(2025, 9, 1)), "complaint second → province_chair [] by 2(1)? 33(1) ??");
    assert_eq!(second("commune_chair", OF_2026), "complaint second → province_chair [] by 2(1)? 33(1) 21(2)");
    assert_eq!(first("district_chair", OF_2026), "complaint first → successor [] by 2(1)? 7(1)? ??");
    assert_eq!(second("department_head", OF_2026), "complaint second → province_chair [] by 2(1)? 33(1) 21(2)");
    assert_eq!(second("minister", OF_2026), "complaint second → court [] by 2(1)? 33(1) 42?");
}

#[test]
fn the_unit_that_took_over_is_named() {
    let own = "what own · object administrative_decision · level district_chair · settled no · known 2025-06-20";
    let out = end(&format!("{own} · place 303 · obstacle no"), OF_2026);
    assert_eq!(out.gone, Some(("303".into(), date(2025, 6, 30))));
    assert!(out.split && out.units.contains(&"11311".to_owned()), "{:?}", out.units);
    assert_eq!(out.province, "31");
    assert!(out.limit.is_some_and(|l| l.passed));
    // A commune of today is itself, and its province is above it.
    let out = end("what idea · matter commune · place 11311", OF_2026);
    assert_eq!((out.gone, out.units, out.province.as_str()), (None, vec!["11311".into()], "31"));
    // A province that was merged: its people are the new one's.
    let was = "what own · object administrative_decision · level province_chair · settled no";
    let out = end(&format!("{was} · known 2025-06-01 · obstacle yes · place 30"), OF_2026);
    assert_eq!((out.units, out.province.as_str()), (vec!["31".into()], "31"), "Hải Dương stands in Hải Phòng");
    // A district cannot answer where a commune is asked for.
    let wrong = answers("what idea · matter commune · place 31");
    assert_eq!(step(&wrong, shipped(OF_2026)), Step::Ask(Question::Place));
}

#[test]
fn ninety_days_are_counted_and_an_obstacle_excuses() {
    let own = "what own · object administrative_decision · level agency · settled no";
    let in_time = end(&format!("{own} · known 2026-05-04"), OF_2026).limit.unwrap();
    assert!(!in_time.passed && in_time.days == 90 && in_time.last == date(2026, 8, 3), "{in_time:?}");
    let late = format!("{own} · known 2026-03-02");
    assert_eq!(step(&answers(&late), shipped(OF_2026)), Step::Ask(Question::Obstacle));
    let why = |answer: &str| end(&format!("{late} · obstacle {answer}"), OF_2026).limit.unwrap().why().unwrap().code;
    assert_eq!((why("yes"), why("no")), ("obstacle", "late"));
    assert_eq!(end(&format!("{own} · known unknown"), OF_2026).limit, None);
    assert_eq!(step(&answers(&format!("{own} · known 2026-07-15")), shipped(OF_2026)), Step::Ask(Question::Known));
    let staff = "what own · object disciplinary_decision · level agency · settled no · known 2026-07-01";
    assert_eq!(end(staff, OF_2026).limit.unwrap().days, 15);
}

#[test]
fn a_denunciation_goes_to_who_manages_the_person() {
    let of = |post: &str, day| told(&format!("what wrongdoing · concluded no · place unknown · post {post}"), day);
    assert_eq!(of("commune_staff", OF_2026), "denunciation  → commune_chair [] by 2(1)? 13(1)");
    assert_eq!(of("commune_head", OF_2023), "denunciation  → district_chair [] by 2(1)? 13(2)");
    assert_eq!(of("commune_head", OF_2026), "denunciation  → province_chair [] by 2(1)? 13(4)");
    assert_eq!(of("district_staff", OF_2026), "denunciation  → successor [] by 2(1)? ??");
    assert_eq!(of("crime", OF_2026), "  → police [] by 27");
    assert_eq!(
        told("what wrongdoing · post commune_staff · concluded yes", OF_2026),
        "denunciation  → superior [] by 2(1)? 37?"
    );
}

#[test]
fn whoever_does_not_know_is_received() {
    let out = end("what unsure · place 31", OF_2026);
    assert_eq!((out.to, out.province.as_str()), (To::Reception, "31"));
    let lost = "what own · object administrative_decision · level unsure · settled no · known unknown · place unknown";
    assert_eq!(told(lost, OF_2026), "complaint  → reception [] by 2(1)? 26(1)(b) 28(2)");
}

/// Whatever is answered, in whatever order and with whatever nonsense, the walk ends and names a provision.
#[test]
fn every_way_ends_with_a_provision() {
    fn walk(told: &mut Answers, on: On<'_>, ends: &mut usize) {
        match step(told, on) {
            Step::End(out) => {
                *ends += 1;
                assert!(!out.why.is_empty(), "{told:?}");
            }
            Step::Ask(question) => {
                assert!(told.get(question).is_empty(), "{question:?} twice: {told:?}");
                for answer in options(question) {
                    told.0.push((question, (*answer).to_owned()));
                    walk(told, on, ends);
                    told.0.pop();
                }
            }
        }
    }
    for today in [OF_2023, date(2025, 9, 1), OF_2026] {
        let mut ends = 0;
        walk(&mut Answers::default(), shipped(today), &mut ends);
        assert!(ends > 80, "{ends}");
    }
}
