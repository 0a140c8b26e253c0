//! The demo's totals are those the city published, and are the same every time.

use super::*;
use casework::inspections::indicators::{LAUNCHED, OPEN, VIOLATION_MONEY};

#[test]
fn totals_are_the_published_ones() {
    let cases = city(Law::shipped(), Tree::shipped());
    let postings = || cases.iter().flatten().flat_map(|o| &o.new_postings);
    let carried: i64 = postings().filter(|p| p.indicator == OPEN && p.day < FROM).map(|p| p.quantity).sum();
    let within = |p: &&casework::Posting| (FROM..=TODAY).contains(&p.day);
    let launched: i64 = postings().filter(within).filter(|p| p.indicator == LAUNCHED).map(|p| p.quantity).sum();
    let money: i64 = postings().filter(within).filter(|p| p.indicator == VIOLATION_MONEY).map(|p| p.quantity).sum();
    assert_eq!(carried + launched, INSPECTIONS as i64);
    assert_eq!(money, VIOLATIONS_VND);
}

#[test]
fn nobody_in_it_exists() {
    for history in city(Law::shipped(), Tree::shipped()) {
        let (_, _, decision) = history[0].case.decision().unwrap();
        assert!(
            decision.subjects.iter().all(|s| s.name.to_lowercase().contains("mô phỏng")),
            "{:?}",
            decision.subjects
        );
        assert!(decision.team.iter().all(|m| m.name.contains("mô phỏng")), "{:?}", decision.team);
    }
}

#[test]
fn it_is_the_same_every_time() {
    let one = city(Law::shipped(), Tree::shipped());
    let two = city(Law::shipped(), Tree::shipped());
    assert_eq!(one.len(), two.len());
    assert!(one.iter().zip(&two).all(|(a, b)| a == b));
}

/// Complaints stand in every state, none was refused by the law's gate on the way, and nobody in them exists.
#[test]
fn complaints_stand_in_every_state() {
    use std::collections::BTreeSet;
    let histories = complaints::city(Law::shipped(), Tree::shipped());
    assert!(histories.len() > 40 && histories.iter().all(|h| !h.is_empty()), "{}", histories.len());
    let last = |h: &Vec<complaints::Kept>| h.last().map(|k| k.told.state.standing);
    let standings: BTreeSet<&str> = histories.iter().filter_map(last).collect();
    let wanted = [
        "received",
        "refused",
        "verifying",
        "settlement_terminated",
        "appealed",
        "in_court",
        "enforcing",
        "enforced",
        "closed",
    ];
    for standing in wanted {
        assert!(standings.contains(standing), "none is {standing}: {standings:?}");
    }
    let again = complaints::city(Law::shipped(), Tree::shipped());
    let acts = |list: &[Vec<complaints::Kept>]| {
        list.iter()
            .flatten()
            .map(|k| (k.head.number.clone(), k.told.last.kind.clone(), k.told.last.on))
            .collect::<Vec<_>>()
    };
    assert_eq!(acts(&histories), acts(&again));
}
