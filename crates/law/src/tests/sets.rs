//! The sets of forms by circular: nothing unread passes for read, every column says what it
//! takes or that it takes nothing, and the long list has its rows.

use super::{day, law};
use crate::Status;
use crate::form::{Form, Layout, Take, Topic};

/// Without the programme's own overview, which goes with every report on inspection.
fn set(end: &str, topic: Topic) -> Vec<&'static Form> {
    let of_topic = |f: &&Form| f.topic == Some(topic) && f.id != "overview";
    law().forms_on(day(end)).into_iter().filter(of_topic).collect()
}

fn ids(forms: &[&Form]) -> Vec<String> {
    forms.iter().map(|f| f.id.clone()).collect()
}

#[test]
fn each_circular_has_its_set() {
    let ttr = ["01/QLNN", "01/TTr", "02/QLNN", "02/TTr", "03/TTr", "04/TTr", "05/TTr", "06/TTr", "07/TTr"];
    let pctn = ["01/PCTN", "02/PCTN", "03/PCTN"];
    for end in ["2023-06-14", "2024-06-14"] {
        assert_eq!(ids(&set(end, Topic::Inspection)), ttr, "{end}");
        assert_eq!(ids(&set(end, Topic::AntiCorruption)), pctn, "{end}");
        assert_eq!(set(end, Topic::Petitions).len(), 10, "{end}");
    }
    let six = ["01/TCD", "02/XLD", "03/GQKN", "04/GQTC", "05/KQTH", "06/QLKNTC"];
    assert_eq!(ids(&set("2025-12-14", Topic::Petitions)), six);
    assert_eq!(ids(&set("2025-12-14", Topic::AntiCorruption)), pctn);
    assert_eq!(ids(&set("2025-12-14", Topic::Inspection)), ["thanh-tra", "theo-doi-ket-luan"]);
    let of_2013 = ["thanh-tra-chuyen-nganh", "thanh-tra-hanh-chinh", "theo-doi-ket-luan"];
    assert_eq!(ids(&set("2020-12-15", Topic::Inspection)), of_2013);
    assert_eq!(ids(&set("2020-12-15", Topic::AntiCorruption)), [""; 0]);
}

#[test]
fn what_was_not_read_says_so_and_carries_no_number_of_a_circular() {
    let read = [
        "01/TTr", "01/TCD", "02/TCD", "01/XLD", "02/XLD", "03/XLD", "04/XLD", "01/KQGQ", "02/KQGQ", "03/KQGQ",
        "04/KQGQ",
    ];
    for form in law().forms().iter().filter(|f| f.topic.is_some() && f.id != "overview") {
        let is_read = read.contains(&form.id.as_str()) && !form.version.starts_with("06/2025");
        assert!(is_read || form.status == Status::Unverified, "{} {}", form.id, form.version);
        assert!(
            form.status == Status::Verified || !form.note_vi.is_empty() && !form.note_en.is_empty(),
            "{}",
            form.file
        );
        // A form of no circular has a name, not a number.
        assert_eq!(form.law.is_some(), form.id.contains('/'), "{}", form.file);
        for column in &form.columns {
            assert!(
                column.take != Take::Nothing
                    || column.only == Default::default()
                    || !column.only.class.is_empty()
                    || !column.only.field.is_empty(),
                "{} {}",
                form.file,
                column.id
            );
        }
    }
}

#[test]
fn forms_of_one_field_count_that_field_alone() {
    for (id, word) in [("02/TTr", "Đầu tư xây dựng"), ("03/TTr", "Tài chính, ngân sách"), ("04/TTr", "Đất đai")]
    {
        let form = law().form(id, day("2023-06-14")).unwrap();
        assert_eq!(form.columns.len(), 18, "{id}");
        assert!(form.columns.iter().all(|c| c.only.field.iter().any(|f| f == word)), "{id}");
        assert!(form.note_vi.contains(word), "{id} says which words it counts");
    }
}

#[test]
fn the_long_list_has_its_rows_in_order() {
    let form = law().form("01/PCTN", day("2025-12-14")).unwrap();
    assert_eq!((form.layout, form.columns.len()), (Layout::Down, 123));
    let ids: Vec<&str> = form.columns.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids.iter().filter(|id| id.parse::<u32>().is_ok()).count(), 108);
    let at = |id: &str| ids.iter().position(|i| *i == id).unwrap();
    for (row, below) in
        [("43", "43.1"), ("52", "52A"), ("53", "53A"), ("82", "82.1"), ("84", "84.1"), ("91", "91.1"), ("92", "92.1")]
    {
        assert_eq!(at(below), at(row) + 1);
    }
    assert_eq!((at("84.4"), ids.last()), (at("85") - 1, Some(&"108")));
    assert!(form.columns.iter().all(|c| c.take == Take::Nothing), "never a zero");
}
