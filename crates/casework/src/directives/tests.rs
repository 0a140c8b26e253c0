//! The order of the steps, what a day makes of a task, and sums that are sums of leaves.

use super::*;
use crate::units::Tree;
use jiff::civil::date;
use proptest::prelude::*;

const DAY: Date = date(2023, 7, 14);

fn step(kind: StepKind, on: Date) -> Step {
    let due_on = (kind == StepKind::Extension).then_some(date(2023, 9, 30));
    Step { kind, on, said: "Đã làm".into(), due_on }
}

fn task(due: Date) -> Task {
    Task::new(UnitCode("31".into()), date(2023, 1, 10), Some(due))
}

/// Records steps on the days of 2023 given as (month, day).
fn told(due: Date, steps: &[(StepKind, i8, i8)]) -> Task {
    let start = task(due);
    steps.iter().fold(start, |t, (kind, month, day)| t.record(step(*kind, date(2023, *month, *day)), DAY).unwrap())
}

use StepKind as K;

#[test]
fn a_task_goes_from_issue_to_done_and_the_returned_report_does_not_count() {
    let due = date(2023, 6, 30);
    let reported = told(due, &[(K::Acceptance, 1, 12), (K::Progress, 3, 1), (K::Report, 6, 20)]);
    assert_eq!((reported.standing(), reported.timing(DAY)), (Standing::Reported, Timing::Waiting));
    let returned = reported.clone().record(step(K::Return, date(2023, 6, 25)), DAY).unwrap();
    assert_eq!(returned.standing(), Standing::Returned);
    assert_eq!(returned.timing(date(2023, 6, 30)), Timing::Running);
    assert_eq!(returned.timing(date(2023, 7, 1)), Timing::Overdue);
    let again = returned.record(step(K::Report, date(2023, 7, 3)), DAY).unwrap();
    let done = again.record(step(K::Completion, date(2023, 7, 5)), DAY).unwrap();
    assert_eq!((done.standing(), done.timing(DAY)), (Standing::Done, Timing::Late));
    assert_eq!(done.times(K::Return), 1);
    let first = reported.record(step(K::Completion, date(2023, 7, 10)), DAY).unwrap();
    assert_eq!(first.timing(DAY), Timing::OnTime, "the day of the report counts, not that of the judgement");
}

#[test]
fn an_extension_moves_the_date_and_a_standing_task_is_never_overdue() {
    let late = told(date(2023, 6, 30), &[(K::Acceptance, 1, 12)]);
    assert_eq!(late.timing(DAY), Timing::Overdue);
    let more = late.record(step(K::Extension, DAY), DAY).unwrap();
    assert_eq!((more.timing(DAY), more.due_on()), (Timing::Running, Some(date(2023, 9, 30))));
    let standing = Task::new(UnitCode("31".into()), date(2023, 1, 10), None);
    assert_eq!(standing.timing(date(2030, 1, 1)), Timing::Running);
}

#[test]
fn every_no_is_said() {
    let due = date(2023, 6, 30);
    let say = |t: Task, s: Step| t.record(s, DAY).unwrap_err();
    assert_eq!(say(task(due), step(K::Report, DAY)), No::NotNow, "first taken on, then reported");
    let taken = told(due, &[(K::Acceptance, 2, 1)]);
    assert_eq!(say(taken.clone(), Step { said: "  ".into(), ..step(K::Report, DAY) }), No::Unsaid);
    assert_eq!(say(taken.clone(), step(K::Report, date(2023, 1, 31))), No::BeforeLast);
    assert_eq!(say(taken.clone(), step(K::Report, date(2023, 7, 15))), No::InFuture);
    assert_eq!(say(taken.clone(), Step { due_on: None, ..step(K::Extension, DAY) }), No::DueMissing);
    assert_eq!(say(taken.clone(), Step { due_on: Some(due), ..step(K::Extension, DAY) }), No::DueNotLater);
    let past = Step { due_on: Some(date(2023, 7, 1)), ..step(K::Extension, DAY) };
    assert_eq!(say(taken, past), No::DueNotLater, "more time that is over already is none");
}

#[test]
fn nothing_follows_what_is_done_or_withdrawn() {
    let done = told(date(2023, 6, 30), &[(K::Acceptance, 1, 12), (K::Report, 2, 1), (K::Completion, 2, 2)]);
    assert_eq!(done.permitted().count(), 0);
    assert_eq!(told(date(2023, 6, 30), &[(K::Withdrawal, 2, 1)]).permitted().count(), 0);
}

#[test]
fn all_units_of_a_kind_are_those_of_the_day_under_the_issuer_s_place() {
    let tree = Tree::shipped();
    let count = |issuer, group, on| resolve(tree, issuer, group, on).len();
    assert_eq!(count("TTCP", Group::Provinces, DAY), 63);
    assert_eq!(count("TTCP", Group::Provinces, date(2025, 8, 1)), 34);
    assert_eq!(count("31", Group::Districts, DAY), 15);
    assert_eq!(count("31.TT", Group::Districts, DAY), 15, "an inspectorate speaks to its own place");
    assert_eq!(count("31", Group::Districts, date(2025, 8, 1)), 0);
    assert!(!resolve(tree, "31.TT", Group::ProvinceInspectorates, DAY).contains(&UnitCode("31.TT".into())));
}

#[test]
fn discipline_counts_what_was_due_in_the_period() {
    let task = |due, timing, returns| Answered {
        unit: UnitCode("31".into()),
        due_on: Some(due),
        timing,
        returns,
        extensions: 0,
    };
    let tasks = [
        task(date(2023, 3, 1), Timing::OnTime, 2),
        task(date(2023, 6, 30), Timing::Late, 0),
        task(date(2023, 6, 1), Timing::Overdue, 1),
        task(date(2023, 6, 1), Timing::Withdrawn, 5),
        task(date(2023, 7, 1), Timing::Overdue, 0),
    ];
    let by = discipline(&tasks, date(2023, 1, 1), date(2023, 6, 30));
    let unit = by[&UnitCode("31".into())];
    assert_eq!((unit.due, unit.on_time, unit.late, unit.overdue, unit.returns), (3, 1, 1, 1, 3));
    assert_eq!(unit.on_time_permille(), Some(333));
    assert_eq!(Discipline::default().on_time_permille(), None);
}

/// Tasks whose parents come before them.
fn forest() -> impl Strategy<Value = Vec<Placed>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), 0usize..6, 0usize..7), 1..60).prop_map(|raw| {
        let mut out: Vec<Placed> = Vec::new();
        for (n, (parent, root, timing, standing)) in raw.into_iter().enumerate() {
            let under = if root || out.is_empty() { 0 } else { out[parent.index(out.len())].id };
            let (timing, standing) = (Timing::ALL[timing], Standing::ALL[standing]);
            out.push(Placed { id: n as i64 + 1, under, standing, timing });
        }
        out
    })
}

proptest! {
    /// The roll-up of the roots is the sum of the leaves, and each task is the sum of those under it.
    #[test]
    fn a_roll_up_is_the_sum_of_its_leaves(tasks in forest()) {
        let sums = cascade(&tasks);
        let mut all = RollUp::default();
        leaves(&tasks).for_each(|t| all.count(t.standing, t.timing));
        let mut roots = RollUp::default();
        tasks.iter().filter(|t| t.under == 0).for_each(|t| roots += sums[&t.id]);
        prop_assert_eq!(roots, all);
        for task in &tasks {
            let mut below = RollUp::default();
            let children: Vec<&Placed> = tasks.iter().filter(|t| t.under == task.id).collect();
            children.iter().for_each(|t| below += sums[&t.id]);
            if children.is_empty() { below.count(task.standing, task.timing); }
            prop_assert_eq!(sums[&task.id], below);
        }
        let parts = all.on_time + all.late + all.waiting + all.running + all.overdue;
        prop_assert_eq!(parts, all.given);
    }

    /// Whatever is recorded in whatever order: a day later a task is never less late, and
    /// only what is open can be overdue.
    #[test]
    fn overdue_follows_from_the_day_alone(kinds in prop::collection::vec(0usize..8, 0..12), days in 0i32..400) {
        let mut at = task(date(2023, 3, 31));
        for (n, kind) in kinds.into_iter().enumerate() {
            let on = date(2023, 1, 10).checked_add(jiff::Span::new().days(n as i64 * 7)).unwrap();
            let due_on = (K::ALL[kind] == K::Extension).then(|| on.checked_add(jiff::Span::new().days(100)).unwrap());
            let next = Step { kind: K::ALL[kind], on, said: "x".into(), due_on };
            if let Ok(next) = at.clone().record(next, date(2024, 1, 1)) { at = next; }
        }
        let day = date(2023, 1, 10).checked_add(jiff::Span::new().days(days)).unwrap();
        let (now, then) = (at.timing(day), at.timing(day.tomorrow().unwrap()));
        prop_assert!(now == then || (now == Timing::Running && then == Timing::Overdue));
        if now == Timing::Overdue { prop_assert!(at.permitted().any(|r| r.kind == K::Extension)); }
    }
}
