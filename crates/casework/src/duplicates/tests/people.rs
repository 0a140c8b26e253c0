//! One person under several spellings, and namesakes.

use super::super::person::{PERHAPS, Person, keys, likeness};
use proptest::prelude::*;

const THUY: Person<'_> =
    Person { name: "Đỗ Thị Thủy", place: "thôn 3, xã Tân Hòa, thành phố Hải Phòng" };

fn like(name: &str, place: &str) -> f64 {
    likeness(&THUY, &Person { name, place })
}

#[test]
fn spellings_of_one_person() {
    assert_eq!(like("Bà ĐỖ THỊ THUỶ", "Thôn 3, X. Tân Hoà, TP. Hải Phòng"), 1.0);
    assert_eq!(like("bà Ðỗ  Thị Thu\u{309}y", "Tân Hoà, Hải Phòng"), 1.0);
    assert!(like("Do Thi Thuy", "Tan Hoa, Hai Phong") > 0.9);
    assert!(like("Đỗ Thủy", "xã Tân Hòa, Hải Phòng") >= PERHAPS);
}

#[test]
fn other_people() {
    assert!(like("Đỗ Thị Thúy", "xã Tân Hòa, Hải Phòng") < PERHAPS, "another mark is another name");
    assert!(like("Đỗ Thị Thủy", "xã Bình Minh, tỉnh Lâm Đồng") < PERHAPS, "a namesake far away");
    assert!(like("Đỗ Thị Thủy", "") == PERHAPS, "a name alone is shown, no more");
    assert_eq!(like("Đỗ Văn Thủy", "xã Tân Hòa, Hải Phòng"), 0.0);
    assert_eq!(like("", ""), 0.0);
    assert_eq!(like("😡", "xã Tân Hòa"), 0.0);
}

#[test]
fn a_title_is_no_part_of_a_name_but_a_name_may_look_like_one() {
    let p = |name| Person { name, place: "xã A" };
    assert_eq!(likeness(&p("Cụ bà Ông Thị Lan"), &p("ÔNG THỊ LAN")), 1.0);
    assert_eq!(likeness(&p("Ông Ích Khiêm"), &p("ông ích khiêm")), 1.0);
    assert_eq!(likeness(&p("Hà Anh"), &p("chị Hà Anh")), 1.0);
}

#[test]
fn people_who_are_like_meet_under_a_key() {
    let others = [
        ("bà Do Thi Thuy", "Tan Hoa, Hai Phong"),
        ("Đỗ Thủy", "số 12 đường Lê Lợi, xã Tân Hòa, Hải Phòng"),
        ("Đỗ Thị Thuỷ", ""),
    ];
    for (name, place) in others {
        let other = Person { name, place };
        assert!(likeness(&THUY, &other) >= PERHAPS, "{name}");
        assert!(!keys(&THUY).is_disjoint(&keys(&other)), "{name}: {:?}", keys(&other));
    }
    assert!(keys(&Person { name: " ", place: "xã A" }).is_empty());
    assert!(keys(&Person { name: &"dài ".repeat(9999), place: &"x,".repeat(9999) }).len() <= 5);
}

proptest! {
    #[test]
    fn likeness_is_symmetric_and_bounded(a in "\\PC{0,30}", b in "\\PC{0,30}", p in "[a-zđ ,.]{0,20}", q in "[a-zđ ,.]{0,20}") {
        let (one, other) = (Person { name: &a, place: &p }, Person { name: &b, place: &q });
        prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
        prop_assert!((0.0..=1.0).contains(&likeness(&one, &other)));
    }
}
