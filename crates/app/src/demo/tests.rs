//! The demo's totals are those the city published, and are the same every time.

use super::*;
use crate::vault;
use casework::inspections::indicators::{LAUNCHED, OPEN, VIOLATION_MONEY};

#[test]
fn totals_are_the_published_ones() {
    let cases: Vec<_> = city(Law::shipped(), Tree::shipped()).collect();
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
    let told = || city(Law::shipped(), Tree::shipped()).collect::<Vec<_>>();
    let (one, two) = (told(), told());
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

/// The law's gate refuses nothing of the half-year at the desks, and every kind of handling is in it.
#[test]
fn the_desks_are_alive() {
    use std::collections::BTreeSet;
    let complaints = complaints::city(Law::shipped(), Tree::shipped());
    let told = desk::city(Law::shipped(), Tree::shipped(), &complaints);
    assert!(told.refused.is_empty(), "{:#?}", told.refused);
    let of = |kind: &str| told.histories.iter().filter(|h| h.acts[0].head.kind == kind).count();
    let counts = [of("reception"), of("petition"), of("denunciation")];
    assert!((150..=300).contains(&counts[0]) && (200..=420).contains(&counts[1]), "{counts:?}");
    assert!((8..=14).contains(&counts[2]), "{counts:?}");
    let standings: BTreeSet<&str> =
        told.histories.iter().filter_map(|h| h.acts.last()).map(|k| k.told.state.standing).collect();
    for standing in [
        "classifying",
        "classified",
        "passed",
        "urged",
        "replied",
        "guided",
        "returned",
        "archived",
        "accepted_for_settlement",
        "answered",
        "withdrawn",
        "became_petition",
        "head_concluded",
        "reception_refused",
        "verifying",
        "stayed",
        "executed",
        "turned_away",
    ] {
        assert!(standings.contains(standing), "none is {standing}: {standings:?}");
    }
    let acts = |told: &desk::Told| -> Vec<(String, String, Date)> {
        let all = told.histories.iter().flat_map(|h| &h.acts);
        all.map(|k| (k.head.number.clone(), k.told.last.kind.clone(), k.told.last.on)).collect()
    };
    assert_eq!(acts(&told), acts(&desk::city(Law::shipped(), Tree::shipped(), &complaints)), "the same every time");
}

/// Whoever is named in it is marked as invented; letters differ, but for the one that was copied out.
#[test]
fn people_of_the_desks_are_marked_and_their_letters_vary() {
    use casework::duplicates::{Letter, SAME, compare};
    let complaints = complaints::city(Law::shipped(), Tree::shipped());
    let told = desk::city(Law::shipped(), Tree::shipped(), &complaints);
    let taken = || told.histories.iter().flat_map(|h| &h.acts).flat_map(|k| &k.taken);
    let people: Vec<_> = taken().filter_map(vault::Taken::person).collect();
    assert!(people.len() > 300 && people.iter().all(|p| p.name.ends_with("(mô phỏng)")), "{}", people.len());
    // A denunciation keeps the letter of the petition that brought it.
    let own = told.histories.iter().filter(|h| h.acts[0].head.kind != "denunciation");
    let letters: Vec<String> =
        own.flat_map(|h| &h.acts).flat_map(|k| &k.taken).filter_map(vault::Taken::letter_text).collect();
    assert!(letters.iter().all(|l| !l.contains('{') && !l.contains('[') && l.chars().count() > 300));
    let copied: Vec<Letter> = letters.iter().filter(|l| l.contains("khai thác cát")).map(|l| Letter::read(l)).collect();
    assert_eq!(copied.len(), 5);
    assert!(copied[1..].iter().all(|l| compare(&copied[0], l).score >= SAME));
    let different: std::collections::BTreeSet<&String> = letters.iter().collect();
    assert_eq!(different.len(), letters.len(), "two letters have the same text");
}
