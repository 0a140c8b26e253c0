//! Scenario texts, published figures, and what must hold of every complaint.

mod lam_dong;
mod properties;

use super::*;
use law::Law;

crate::scenario::tests::of_kind!("complaints", Complaint);

/// Every level has an answer at both instances on every day, and never two.
#[test]
fn competence_has_one_answer_on_every_day() {
    use acts::{Against, Instance, Level};
    let days = ["2012-07-01", "2025-06-30", "2025-07-01", "2026-06-30", "2026-07-01", "2027-01-04"];
    for on in days.map(|d| d.parse::<Date>().unwrap()) {
        for level in Level::ALL {
            for instance in Instance::ALL {
                let found = competent(Law::shipped(), Against::Decision, *level, *instance, on);
                let found = found.unwrap_or_else(|| panic!("{level} {instance} {on}"));
                let sure = found.status == law::Status::Verified;
                assert!(!sure || found.law.article != "?", "{level} {instance} {on}");
            }
        }
    }
}

/// What a page offers for the second instance of a commune chairman, before and after.
#[test]
fn the_district_hands_over_to_the_province() {
    use acts::{Against, Instance, Level};
    let ask = |on: &str| {
        let on = on.parse().unwrap();
        competent(Law::shipped(), Against::Decision, Level::CommuneChair, Instance::Second, on).unwrap()
    };
    assert_eq!(ask("2025-06-30").who, Who::Of(Level::DistrictChair));
    let between = ask("2025-07-01");
    assert_eq!((between.who, between.status), (Who::Of(Level::ProvinceChair), law::Status::Unverified));
    let now = ask("2026-07-01");
    assert_eq!((now.who, now.law.article.as_ref()), (Who::Of(Level::ProvinceChair), "21(2)"));
}
