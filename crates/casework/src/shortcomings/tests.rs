//! The order of the steps, what a day makes of a promise, and sums that count each once.

use super::*;
use crate::units::Tree;
use jiff::civil::date;
use proptest::prelude::*;

const DAY: Date = date(2023, 7, 14);

fn half() -> Within {
    Within { period: "2023-6m".into(), until: date(2023, 6, 14) }
}

fn year() -> Within {
    Within { period: "2023-y".into(), until: date(2023, 12, 14) }
}

fn step(kind: StepKind, on: Date) -> Step {
    let due_on = match kind {
        StepKind::Promise => Some(date(2023, 6, 30)),
        StepKind::CarryOver => Some(date(2023, 11, 30)),
        _ => None,
    };
    let within = kind.rule().filter(|r| r.into).map(|_| year());
    Step { kind, on, said: "Rà soát lại".into(), answerable: "Chánh Thanh tra".into(), due_on, within }
}

fn admitted() -> Shortcoming {
    Shortcoming::new(UnitCode("31".into()), date(2023, 6, 14), half())
}

/// Records steps on the days of 2023 given as (month, day).
fn told(steps: &[(StepKind, i8, i8)]) -> Shortcoming {
    steps.iter().fold(admitted(), |s, (kind, month, day)| s.record(step(*kind, date(2023, *month, *day)), DAY).unwrap())
}

use StepKind as K;

#[test]
fn a_shortcoming_goes_from_admission_to_closed_and_can_come_back() {
    assert_eq!(admitted().timing(DAY), Timing::Unpromised);
    let promised = told(&[(K::Promise, 6, 15)]);
    assert_eq!(promised.timing(date(2023, 6, 30)), Timing::Running);
    assert_eq!(promised.timing(DAY), Timing::Overdue);
    let refused = told(&[(K::Promise, 6, 15), (K::Fulfilment, 6, 20), (K::Refusal, 6, 25)]);
    assert_eq!((refused.standing(), refused.timing(DAY)), (Standing::Promised, Timing::Overdue));
    let late = refused.record(step(K::Fulfilment, date(2023, 7, 3)), DAY).unwrap();
    assert_eq!(late.timing(DAY), Timing::Waiting);
    let closed = late.record(step(K::Closing, date(2023, 7, 5)), DAY).unwrap();
    assert_eq!(closed.timing(DAY), Timing::Late, "the report that was refused fulfilled nothing");
    let back = closed.record(step(K::Repetition, DAY), DAY).unwrap();
    assert_eq!((back.standing(), back.timing(DAY)), (Standing::Repeated, Timing::Unpromised));
    assert_eq!((back.due_on(), back.within()), (None, &year()), "the promise that was kept binds no longer");
}

#[test]
fn what_is_carried_over_keeps_its_promise_and_gets_a_later_date() {
    let carried = told(&[(K::Promise, 6, 15), (K::CarryOver, 7, 1)]);
    assert_eq!((carried.standing(), carried.timing(DAY)), (Standing::Promised, Timing::Running));
    assert_eq!((carried.due_on(), carried.within().period.as_str()), (Some(date(2023, 11, 30)), "2023-y"));
    assert_eq!(carried.promise().unwrap().on, date(2023, 6, 15));
    let bare = Step { due_on: None, ..step(K::CarryOver, DAY) };
    assert!(admitted().record(bare, DAY).is_ok(), "where nothing was promised there is no date to move");
}

#[test]
fn every_no_is_said() {
    let say = |s: Shortcoming, step: Step| s.record(step, DAY).unwrap_err();
    assert_eq!(say(admitted(), step(K::Fulfilment, DAY)), No::NotNow, "first promised, then mended");
    let promise = step(K::Promise, DAY);
    assert_eq!(say(admitted(), Step { said: " ".into(), ..promise.clone() }), No::Unsaid);
    assert_eq!(say(admitted(), Step { due_on: None, ..promise.clone() }), No::DueMissing);
    assert_eq!(say(admitted(), promise), No::DueNotLater, "30/06 lies before the day of the promise");
    assert_eq!(say(admitted(), step(K::Promise, date(2023, 7, 15))), No::InFuture);
    assert_eq!(say(admitted(), step(K::Promise, date(2023, 6, 13))), No::BeforeLast);
    let promised = told(&[(K::Promise, 6, 15)]);
    let over = step(K::CarryOver, DAY);
    assert_eq!(say(promised.clone(), Step { due_on: None, ..over.clone() }), No::DueMissing);
    let early = Step { due_on: Some(date(2023, 6, 30)), on: date(2023, 6, 20), ..over.clone() };
    assert_eq!(say(promised.clone(), early), No::DueNotLater);
    assert_eq!(say(promised.clone(), Step { within: None, ..over.clone() }), No::PeriodMissing);
    assert_eq!(say(promised, Step { within: Some(half()), ..over }), No::PeriodNotLater);
}

#[test]
fn the_unit_above_reviews_and_the_government_inspectorate_the_provinces() {
    let of = |unit: &str| reviewer_of(Tree::shipped(), unit, DAY).map(|u| u.0);
    assert_eq!(of("303").as_deref(), Some("31"));
    assert_eq!(of("31").as_deref(), Some("TTCP"));
    assert_eq!(of("VN"), None, "nobody stands above the country");
}

#[test]
fn what_was_closed_and_came_back_in_one_period_is_counted_once() {
    let one = |id, how| Counted { id, unit: UnitCode("31".into()), how, timing: Timing::Unpromised };
    let all = sums(&[one(1, How::Admitted), one(1, How::Repeated), one(2, How::Carried)]);
    let sum = all[&UnitCode("31".into())];
    assert_eq!((sum.all, sum.admitted, sum.repeated, sum.carried, sum.unpromised), (2, 1, 1, 1, 2));
}

proptest! {
    /// Whatever is tried in whatever order: what was taken in is always one of the standings
    /// its table allows, each timing is counted once, and periods only go forward.
    #[test]
    fn any_order_of_steps_leaves_a_sound_shortcoming(tries in prop::collection::vec((0usize..7, 0i8..28), 0..30)) {
        let mut at = admitted();
        for (kind, day) in tries {
            let kind = StepKind::ALL[kind];
            let (before, until) = (at.standing(), at.within().until);
            if let Ok(next) = at.clone().record(step(kind, date(2023, 6, 14 + day / 2)), DAY) {
                let rule = kind.rule().unwrap();
                prop_assert!(rule.after.contains(&before));
                prop_assert_eq!(next.standing(), rule.to.unwrap_or(before));
                prop_assert!(next.within().until >= until);
                at = next;
            }
        }
        let mut sum = Sum::default();
        sum.count(at.timing(DAY));
        prop_assert_eq!(Timing::ALL.iter().map(|t| sum.of(*t)).sum::<u32>(), 1);
        prop_assert_eq!(at.timing(DAY).is_open(), at.standing() != Standing::Closed);
    }
}
