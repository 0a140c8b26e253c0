//! The ten forms of the desk under both circulars: every column is there, in
//! order, and a form that asks for what nothing posts is refused.

use super::{day, law};
use crate::form::{Begun, Take};
use crate::{Law, Status};

const UNDER_2021: &str = "2023-06-14";
const UNDER_2024: &str = "2024-06-14";

#[test]
fn every_column_is_there_in_order() {
    for (id, in_2021, in_2024) in [
        ("01/TCD", 29, 29),
        ("02/TCD", 16, 16),
        ("01/XLD", 26, 22),
        ("02/XLD", 30, 26),
        ("03/XLD", 33, 27),
        ("04/XLD", 24, 20),
        ("01/KQGQ", 26, 26),
        ("02/KQGQ", 19, 19),
        ("03/KQGQ", 31, 31),
        ("04/KQGQ", 24, 24),
    ] {
        for (end, columns) in [(UNDER_2021, in_2021), (UNDER_2024, in_2024)] {
            let form = law().form(id, day(end)).unwrap();
            let ids: Vec<&str> = form.columns.iter().map(|c| c.id.as_str()).collect();
            let expected: Vec<String> = (1..=columns).map(|n| n.to_string()).collect();
            assert_eq!(ids, expected, "{id} {end}");
            assert!(form.columns.iter().all(|c| c.take != Take::Nothing), "{id} {end}");
            assert!(form.checks.len() > 2, "{id} {end}");
        }
        // The columns of the circular of 2025 were not seen, and its forms say so.
        assert!(law().form(id, day("2025-12-14")).is_none_or(|f| f.status == Status::Unverified), "{id}");
    }
}

/// The identities the circulars print, one by one.
#[test]
fn printed_identities_are_checked() {
    for (id, end, printed) in [
        ("01/TCD", UNDER_2021, "1=4+13+22 2=5+14+23 3=6+7+15+16+24+25"),
        ("02/TCD", UNDER_2021, "1=3+5+7 1=9+11 2=4+6+8 2=10+12"),
        ("01/XLD", UNDER_2021, "1=2+3+4+5+6+7 9=11+12+13 9=14+15+16+17 9=18+22 18=19+20+21 22=23+24+25"),
        ("01/XLD", UNDER_2024, "1=2+3 1=4+5 6=8+9+10 6=11+12+13 6=14+18 14=15+16+17 18=19+20+21"),
        (
            "02/XLD",
            UNDER_2021,
            "1=2+3+4+5 6=7+8 10=11+15+16+17 11=12+13+14 10=18+19+20+21+22 10=23+26 23=24+25 26=27+28+29",
        ),
        ("02/XLD", UNDER_2024, "1=2+3 4=5+6 8=9+13+14+15 9=10+11+12 8=16+17+18+19 8=20+23 20=21+22 23=24+25"),
        ("03/XLD", UNDER_2021, "8=9+10 12=13+18+19+20+21 12=22+23+24+25 12=26+29 13=14+15+16+17 26=27+28 29=30+31+32"),
        ("03/XLD", UNDER_2024, "4=5+6 8=9+14+15+16+17 9=10+11+12+13 8=18+19+20 8=21+24 21=22+23 24=25+26"),
        ("04/XLD", UNDER_2021, "8=9+10 12=13+14+15+16 12=17+18+19 12=20+21 21=22+23"),
        ("04/XLD", UNDER_2024, "4=5+6 8=9+10+11+12 8=13+14 8=15+16 15=19+20 16=17+18"),
        ("01/KQGQ", UNDER_2021, "1=2+3 5=20+21+22+23+24"),
        ("03/KQGQ", UNDER_2021, "1=2+3 6=7+8+9+10 6=24+26+28 6=30+31 8=25+27+29"),
    ] {
        let form = law().form(id, day(end)).unwrap();
        for identity in printed.split(' ') {
            assert!(form.checks.iter().any(|c| c.id == identity), "{id} {end} does not check {identity}");
        }
    }
}

#[test]
fn what_was_not_seen_says_so() {
    let status = |id: &str, end: &str| law().form(id, day(end)).unwrap().status;
    for id in ["02/TCD", "03/KQGQ", "04/KQGQ"] {
        assert_eq!((status(id, UNDER_2021), status(id, UNDER_2024)), (Status::Verified, Status::Unverified), "{id}");
    }
    let derived = law().form("04/XLD", day(UNDER_2024)).unwrap();
    let of = |id: &str| derived.checks.iter().find(|c| c.id == id).unwrap().status;
    assert_eq!(
        (of("8=15+16"), of("15=19+20"), of("8=13+14")),
        (Status::Unverified, Status::Unverified, Status::Verified)
    );
}

#[test]
fn a_form_that_asks_for_what_nothing_posts_is_refused() {
    let form = |column: &str| {
        let text = format!(
            "id = \"BC-01\"\ntitle_vi = \"B\"\ntitle_en = \"B\"\nstatus = \"verified\"\nsource = \"QĐ\"\nrows = \"units\"\n\
             [[column]]\nid = \"a\"\nvi = [\"A\"]\nen = [\"A\"]\nunit = \"count\"\n{column}\n"
        );
        Law::with_overrides(vec![("forms/rieng.toml".into(), text)])
    };
    let good = form("flow = [\"petition.processed\"]\nclass = [\"complaint\"]\nbegun = \"before\"").unwrap();
    assert_eq!(good.form("BC-01", day(UNDER_2024)).unwrap().column("a").unwrap().only.begun, Some(Begun::Before));
    for (column, says) in [
        ("flow = [\"petition.processed\"]\nclass = [\"complaints\"]", "never carry complaints"),
        ("flow = [\"petition.eligible\"]\nmanner = [\"settled\"]", "never carry settled"),
        ("flow = [\"petition.received\"]\nbegun = \"before\"", "do not say when it began"),
        ("opening = [\"petition.open\"]\nbegun = \"before\"", "only a flow"),
        (
            "flow = [\"petition.processed\"]\n[[between]]\nleft = [\"a\"]\nform = \"02/XLD\"\nright = [\"99\"]\nwhy_vi = \"x\"\nwhy_en = \"x\"\nstatus = \"verified\"",
            "it has no column 99",
        ),
    ] {
        let all = form(column).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(all.contains(says), "{says} is not in\n{all}");
    }
}

#[test]
fn a_day_falls_before_a_period_or_within_it() {
    let from = "2024-03-15";
    assert!(Begun::Before.lets("2024-03-14", from) && !Begun::Within.lets("2024-03-14", from));
    assert!(!Begun::Before.lets("2024-03-15", from) && Begun::Within.lets("2024-03-15", from));
}
