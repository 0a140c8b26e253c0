//! Lists give every row once, in order, whatever the filter and the set of units.

use app::accounts::Reach;
use app::cases::list::{Counts, Cursor, DueState, Filter, PAGE, Page, Sort, list};
use app::cases::store::due;
use engines::{Fresh, engines};
use jiff::civil::{Date, date};
use scenario::story::{ACTS, Story, recorded};
use std::sync::Arc;

const TODAY: Date = date(2023, 9, 3);
const CASES: u64 = 130;

async fn stocked() -> Vec<Fresh> {
    let all = engines(&app::migrations()).await;
    for on in &all {
        for n in 0..CASES {
            recorded(&on.db, Story(n), 1 + (n as usize * 5) % ACTS).await;
        }
    }
    all
}

fn reach(units: Vec<String>) -> Reach {
    Reach::Units(Arc::new(units.into_iter().collect()))
}

async fn page(on: &Fresh, filter: &Filter, sort: Sort, after: Option<Cursor>) -> Page {
    let filter = filter.clone();
    let counts = Arc::new(Counts::default());
    on.db.read(move |tx| list(tx, &filter, sort, after.as_ref(), TODAY, &counts)).await.unwrap()
}

/// Every number in the order of the list, page by page.
async fn walk(on: &Fresh, filter: &Filter, sort: Sort) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut after = None;
    loop {
        let page = page(on, filter, sort, after.take()).await;
        assert!(page.rows.len() <= PAGE);
        numbers.extend(page.rows.iter().map(|r| r.number.clone()));
        match page.next {
            Some(next) => after = Cursor::parse(&next.text()),
            None => {
                assert_eq!(page.total as usize, numbers.len(), "{} {filter:?} {sort:?}", on.engine);
                return numbers;
            }
        }
    }
}

#[tokio::test]
async fn every_case_once_in_order_for_every_size_of_the_set_of_units() {
    let units = |n: usize| -> Vec<String> {
        let homes = ["31.TT", "31.SXD.TT", "31.SYT.TT", "303.TT"].map(str::to_owned);
        homes.into_iter().chain((0..).map(|i| format!("x{i}"))).take(n).collect()
    };
    for on in stocked().await {
        let mut expected: Vec<(Date, String)> = (0..CASES).map(|n| (Story(n).opened_on(), Story(n).number())).collect();
        expected.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        for set in [None, Some(units(4)), Some(units(7)), Some(units(40)), Some(units(700))] {
            let filter = Filter::of(set.map_or(Reach::Everywhere, reach));
            let found = walk(&on, &filter, Sort::Opened).await;
            let mut days = Vec::new();
            for number in &found {
                days.push(expected.iter().find(|(_, n)| n == number).unwrap().0);
            }
            assert!(days.windows(2).all(|w| w[0] >= w[1]), "{}", on.engine);
            let mut once = found.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len() as u64, CASES, "{}", on.engine);
            let mut by_number = found;
            by_number.sort();
            assert_eq!(walk(&on, &filter, Sort::Number).await, by_number, "{}", on.engine);
        }
        let one = Filter::of(reach(units(1)));
        assert_eq!(walk(&on, &one, Sort::Opened).await.len(), 33, "{}", on.engine);
        let none = Filter::of(reach(vec![]));
        assert!(walk(&on, &none, Sort::Opened).await.is_empty(), "no rights, no rows");
        let nowhere = Filter::of(reach(vec!["x1".into(), "x2".into()]));
        assert!(walk(&on, &nowhere, Sort::Due).await.is_empty());
    }
}

#[tokio::test]
async fn filters_keep_what_they_say() {
    for on in stocked().await {
        let all = Filter::of(Reach::Everywhere);
        let count = async |filter: Filter| walk(&on, &filter, Sort::Opened).await.len();
        assert_eq!(count(Filter { class: "specialised".into(), ..all.clone() }).await, 44);
        assert_eq!(count(Filter { manner: "ad_hoc".into(), ..all.clone() }).await, 26);
        assert_eq!(count(Filter { field: "Đất đai".into(), ..all.clone() }).await, 65);
        assert_eq!(count(Filter { regime: "LTT2010".into(), ..all.clone() }).await, 0);
        assert_eq!(count(Filter { q: "ỦY BAN nhân dân Xã 77".into(), ..all.clone() }).await, 1);
        assert_eq!(count(Filter { q: "dat dai tai xa 12".into(), ..all.clone() }).await, 11);
        assert_eq!(count(Filter { q: "100%".into(), ..all.clone() }).await, 0, "% is no wildcard");
        assert_eq!(count(Filter { q: "xa_7".into(), ..all.clone() }).await, 0, "_ is no wildcard");
        let days = Filter { from: Some(date(2023, 7, 10)), until: Some(date(2023, 7, 12)), ..all.clone() };
        assert_eq!(count(days).await, 9);
        let both = Filter { class: "specialised".into(), manner: "ad_hoc".into(), ..all.clone() };
        assert_eq!(count(both).await, 9);
        let standing = count(Filter { standing: "concluded".into(), ..all.clone() }).await;
        assert!(standing > 3, "{}: {standing}", on.engine);
    }
}

#[tokio::test]
async fn what_is_due_comes_first_and_its_states_part_the_cases() {
    for on in stocked().await {
        let all = walk(&on, &Filter::of(Reach::Everywhere), Sort::Due).await;
        let mut parts = Vec::new();
        for due in [DueState::Overdue, DueState::Soon, DueState::Later] {
            let filter = Filter { due: Some(due), ..Filter::of(Reach::Everywhere) };
            let by_due = walk(&on, &filter, Sort::Due).await;
            let mut by_day = walk(&on, &filter, Sort::Opened).await;
            let mut sorted = by_due.clone();
            sorted.sort();
            by_day.sort();
            assert_eq!(sorted, by_day, "{} {due:?}", on.engine);
            parts.extend(by_due);
        }
        assert_eq!(parts, all, "{}", on.engine);
        assert!(all.len() > 40 && (all.len() as u64) < CASES);
        let page = page(&on, &Filter::of(Reach::Everywhere), Sort::Due, None).await;
        let days: Vec<Date> = page.rows.iter().map(|r| r.next_due_on.unwrap()).collect();
        assert!(days.is_sorted());
        let pressing = on.db.read(|tx| due(tx, None, TODAY, 1000)).await.unwrap();
        assert!(pressing.overdue.iter().all(|d| d.due_on < TODAY) && pressing.soon.iter().all(|d| d.due_on >= TODAY));
        let (near, still) = ([pressing.overdue, pressing.soon].concat(), pressing.paused);
        let numbers: std::collections::BTreeSet<&String> = near.iter().map(|d| &d.number).collect();
        let overdue = Filter { due: Some(DueState::Overdue), ..Filter::of(Reach::Everywhere) };
        let soon = Filter { due: Some(DueState::Soon), ..Filter::of(Reach::Everywhere) };
        let listed = walk(&on, &overdue, Sort::Due).await.len() + walk(&on, &soon, Sort::Due).await.len();
        assert_eq!(numbers.len(), listed, "{}", on.engine);
        assert!(near.iter().map(|d| d.due_on).is_sorted() && still.is_empty());
        let one = Some(vec!["31.TT".to_owned()]);
        let mine = on.db.read(move |tx| due(tx, one.as_deref(), TODAY, 1000)).await.unwrap();
        let mine = [mine.overdue, mine.soon].concat();
        let here: Vec<_> = near.iter().filter(|d| d.unit == "31.TT").cloned().collect();
        assert_eq!(mine, here, "{}", on.engine);
    }
}

#[tokio::test]
async fn a_page_takes_the_same_statements_whatever_it_shows() {
    for on in stocked().await {
        app::journal::settle(&on.db).await.unwrap();
        let counts = Arc::new(Counts::default());
        let asked = async |filter: Filter| {
            let before = on.db.statements();
            let counts = counts.clone();
            on.db.read(move |tx| list(tx, &filter, Sort::Opened, None, TODAY, &counts)).await.unwrap();
            on.db.statements() - before
        };
        // Acts that wait for their position are asked after only where there can be any.
        let one = if on.engine == "postgres" { 1 } else { 0 };
        let all = Filter::of(Reach::Everywhere);
        assert_eq!(asked(all.clone()).await, 5 + one, "{}: the first look at all", on.engine);
        assert_eq!(asked(all.clone()).await, 2 + one, "{}: what moved, and the page", on.engine);
        let few = Filter { standing: "nothing".into(), ..all };
        assert_eq!(asked(few).await, 2 + one, "{}", on.engine);
        let units = (0..600).map(|i| format!("31.{i}")).chain(["31.TT".into()]).collect();
        assert_eq!(asked(Filter::of(reach(units))).await, 2 + one, "{}: counted before", on.engine);
    }
}

/// A kept count must never outlive an act, whoever recorded it and whether or not the act
/// has its position yet; nor a list put right without an act.
#[tokio::test]
async fn a_count_is_right_after_every_act() {
    for on in stocked().await {
        let counts = Arc::new(Counts::default());
        let all = Filter::of(Reach::Everywhere);
        let asked = [
            (all.clone(), Sort::Opened),
            (all.clone(), Sort::Due),
            (Filter { standing: "concluded".into(), ..all.clone() }, Sort::Opened),
            (Filter { due: Some(DueState::Overdue), ..all.clone() }, Sort::Due),
            (
                Filter { class: "administrative".into(), ..Filter::of(reach(vec!["31.TT".into(), "303.TT".into()])) },
                Sort::Opened,
            ),
        ];
        let agree = async |when: &str| {
            for (filter, sort) in &asked {
                let (kept, own, sort) = (counts.clone(), filter.clone(), *sort);
                let page = on.db.read(move |tx| list(tx, &own, sort, None, TODAY, &kept)).await.unwrap();
                let right = self::page(&on, filter, sort, None).await;
                assert_eq!(page, right, "{} {when}: {filter:?} {sort:?}", on.engine);
            }
        };
        agree("at first").await;
        for n in CASES..CASES + 30 {
            recorded(&on.db, Story(n), 1 + (n as usize * 7) % ACTS).await;
            recorded(&on.db, Story(n - CASES), 1).await;
            agree("after an act").await;
            if n % 5 == 0 {
                app::journal::settle(&on.db).await.unwrap();
                agree("after numbering").await;
            }
        }
        let unseen = "update cases set standing = 'concluded', next_due_on = null where unit = '31.TT'";
        on.db.write(move |tx| tx.exec(unseen, &[])).await.unwrap();
        app::cases::check::check(&on.db, Arc::new(law::Law::shipped().clone()), true, |_, _| ()).await.unwrap();
        agree("after lists were put right").await;
    }
}
