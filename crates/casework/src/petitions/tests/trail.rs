//! Ping-pong and silence, found over the petitions of one matter.

use super::super::trail::{Passing, Sign, trail};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn passing(petition: &str, from: &str, to: &str, on: Date, answered_on: Option<Date>) -> Passing {
    Passing { petition: petition.into(), from: from.into(), to: to.into(), on, answered_on }
}

const TODAY: Date = date(2026, 7, 31);

#[test]
fn a_petition_that_comes_back_is_found() {
    let way = [
        passing("D-1", "31.TT", "31.STNMT", date(2026, 3, 2), None),
        passing("D-2", "31.STNMT", "P-1", date(2026, 4, 1), None),
        passing("D-3", "P-1", "31.TT", date(2026, 5, 4), None),
        passing("D-4", "31.TT", "31.STNMT", date(2026, 6, 1), Some(date(2026, 6, 20))),
    ];
    let signs = trail(&way, TODAY, 60);
    assert_eq!(
        signs,
        [
            Sign::PingPong { unit: "31.STNMT".into(), times: 1, last_on: date(2026, 6, 1) },
            Sign::PingPong { unit: "31.TT".into(), times: 1, last_on: date(2026, 5, 4) },
        ]
    );
}

#[test]
fn one_way_and_answered_is_no_sign() {
    let way = [
        passing("D-1", "31.TT", "31.STNMT", date(2026, 3, 2), Some(date(2026, 3, 20))),
        passing("D-2", "31.BTCD", "31.STNMT", date(2026, 3, 3), Some(date(2026, 3, 20))),
    ];
    assert_eq!(trail(&way, TODAY, 30), []);
}

#[test]
fn silence_lies_with_the_last_who_has_it() {
    let way = [
        passing("D-1", "31.BTCD", "31.TT", date(2026, 3, 2), None),
        passing("D-2", "31.TT", "P-1", date(2026, 3, 10), None),
    ];
    let silent = Sign::Silence { to: "P-1".into(), petition: "D-2".into(), since: date(2026, 3, 10) };
    assert_eq!(trail(&way, TODAY, 60), [silent]);
    // Patience has not run out.
    assert_eq!(trail(&way, date(2026, 5, 9), 60), []);
    assert_eq!(trail(&way, date(2026, 5, 10), 60).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// The order in which passings are known does not matter, an answer ends a silence, and
    /// nothing comes back to an office that never passed it on.
    #[test]
    fn signs_do_not_depend_on_the_order(ways in proptest::collection::vec((0..4_u8, 0..4_u8, 0..200_i32, any::<bool>()), 0..12)) {
        let mut way: Vec<Passing> = ways
            .iter()
            .enumerate()
            .map(|(i, (from, to, day, answered))| {
                let on = law::clock::plus_days(date(2026, 1, 1), i64::from(*day));
                passing(&format!("D-{i}"), &format!("U{from}"), &format!("U{to}"), on, answered.then_some(on))
            })
            .collect();
        let signs = trail(&way, TODAY, 30);
        way.reverse();
        prop_assert_eq!(&signs, &trail(&way, TODAY, 30));
        for sign in signs {
            match sign {
                Sign::PingPong { unit, times, .. } => {
                    prop_assert!(way.iter().any(|p| p.from == unit) && times > 0);
                }
                Sign::Silence { petition, .. } => {
                    prop_assert!(way.iter().any(|p| p.petition == petition && p.answered_on.is_none()));
                }
            }
        }
    }
}
