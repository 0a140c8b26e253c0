//! Counts and histories that a jurist or a statistician can check.

use super::*;
use crate::fields::UnitCode;
use jiff::civil::{Date, date};
use law::AgencyKind;
use std::collections::BTreeSet;

fn tree() -> &'static Tree {
    Tree::shipped()
}

fn count(on: Date) -> [usize; 3] {
    let all = tree().descendants("VN", on);
    [UnitKind::Province, UnitKind::District, UnitKind::Commune]
        .map(|kind| all.iter().filter(|u| u.kind == kind).count())
}

#[test]
fn the_tree_has_the_official_counts_of_each_time() {
    assert_eq!(count(date(2021, 11, 11)), [63, 705, 10_599]);
    assert_eq!(count(date(2023, 4, 26)), [63, 705, 10_598]);
    assert_eq!(count(date(2024, 11, 9)), [63, 704, 10_472]);
    assert_eq!(count(date(2025, 3, 1)), [63, 696, 10_035]);
    assert_eq!(count(date(2025, 6, 30)), [63, 696, 10_035]);
    assert_eq!(count(date(2025, 7, 1)), [34, 0, 3_321]);
    assert_eq!(count(date(2025, 7, 29)), [34, 0, 3_321]);
    assert_eq!(count(date(2026, 7, 25)), [34, 0, 3_321]);
}

#[test]
fn every_place_that_ended_has_a_successor_that_stands_today() {
    let today = date(2026, 7, 25);
    for unit in tree().all().iter().filter(|u| u.kind.is_place() && u.until.is_some()) {
        let bridge = tree().bridge(unit, today);
        assert!(!bridge.now.is_empty(), "{} {}", unit.code.0, unit.name);
        assert!(bridge.now.iter().all(|u| u.exists(today)));
    }
}

#[test]
fn every_inspection_body_that_ended_has_one_that_keeps_its_files() {
    let today = date(2026, 7, 25);
    for unit in tree().all().iter().filter(|u| u.agency.is_some() && u.until.is_some()) {
        assert!(!tree().successors(&unit.code.0, today).is_empty(), "{} {}", unit.code.0, unit.name);
    }
}

#[test]
fn nothing_hangs_in_the_air_on_any_day_of_change() {
    let days: BTreeSet<Date> = tree()
        .all()
        .iter()
        .flat_map(|u| [u.from, u.until, u.until.and_then(|d| d.tomorrow().ok())])
        .flatten()
        .collect();
    for day in days {
        let under_roots = tree().descendants("VN", day).len() + tree().descendants("XX", day).len();
        assert_eq!(under_roots, tree().all().iter().filter(|u| u.exists(day)).count(), "{day}");
    }
}

#[test]
fn hai_phong_of_2023_is_complete() {
    let on = date(2023, 5, 10);
    let children = tree().children("31", on);
    let of = |kind| children.iter().filter(|u| u.kind == kind).map(|u| u.name.as_str()).collect::<Vec<_>>();
    assert_eq!(of(UnitKind::Inspectorate), ["Thanh tra thành phố Hải Phòng"]);
    assert_eq!(
        of(UnitKind::District),
        [
            "Quận Hồng Bàng",
            "Quận Ngô Quyền",
            "Quận Lê Chân",
            "Quận Hải An",
            "Quận Kiến An",
            "Quận Đồ Sơn",
            "Quận Dương Kinh",
            "Huyện Thuỷ Nguyên",
            "Huyện An Dương",
            "Huyện An Lão",
            "Huyện Kiến Thuỵ",
            "Huyện Tiên Lãng",
            "Huyện Vĩnh Bảo",
            "Huyện Cát Hải",
            "Huyện Bạch Long Vĩ",
        ]
    );
    let departments = of(UnitKind::Department);
    assert_eq!(departments.len(), 18, "{departments:?}");
    assert!(departments.contains(&"Sở Du lịch Hải Phòng") && departments.contains(&"Sở Ngoại vụ Hải Phòng"));
    let tt = tree().find("303.TT", on).unwrap();
    assert_eq!((tt.name.as_str(), tt.agency), ("Thanh tra quận Hồng Bàng", Some(AgencyKind::Dist)));
    assert_eq!(tree().find("31.SXD.TT", on).unwrap().name, "Thanh tra Sở Xây dựng Hải Phòng");
    let bodies = tree().inspectorates("31", on);
    assert_eq!(bodies.len(), 1 + 18 + 15);
}

#[test]
fn each_regime_has_only_its_own_levels() {
    let levels = |on: Date| tree().inspectorates("VN", on).iter().filter_map(|u| u.agency).collect::<BTreeSet<_>>();
    let number = |on: Date, kind| tree().inspectorates("VN", on).iter().filter(|u| u.agency == Some(kind)).count();
    use AgencyKind::*;
    assert_eq!(levels(date(2023, 6, 30)), BTreeSet::from([Gi, Min, Prov, Dept, Dist]));
    assert_eq!(levels(date(2023, 7, 1)), BTreeSet::from([Gi, Min, Govag, Prov, Dept, Dist, Cipher]));
    assert_eq!(levels(date(2025, 7, 1)), BTreeSet::from([Gi, Min, Prov, Cipher]));
    assert_eq!(number(date(2023, 5, 1), Dist), 705);
    assert_eq!(number(date(2023, 5, 1), Prov), 63);
    assert_eq!(number(date(2023, 5, 1), Min), 20);
    assert_eq!(number(date(2025, 3, 1), Min), 15);
    assert_eq!(number(date(2025, 7, 1), Prov), 34);
    assert_eq!(number(date(2025, 7, 1), Min), 3);
}

#[test]
fn a_unit_that_has_ended_or_not_yet_begun_is_refused_with_its_replacement() {
    let refusal = tree().find("303.TT", date(2025, 7, 1)).unwrap_err();
    let UnitRefusal::Ended { until, instead, .. } = &refusal else { panic!("{refusal:?}") };
    assert_eq!(*until, date(2025, 6, 30));
    assert_eq!(instead[..], [(UnitCode("31.TT".into()), "Thanh tra thành phố Hải Phòng".to_owned())]);
    assert_eq!(refusal.refusal().law.instrument, "84/2025/QH15");
    let refusal = tree().find("B.NNMT.TT", date(2025, 2, 28)).unwrap_err();
    let UnitRefusal::NotYet { instead, .. } = &refusal else { panic!("{refusal:?}") };
    assert_eq!(instead.len(), 2);
    assert_eq!(tree().find("999", date(2025, 1, 1)).unwrap_err(), UnitRefusal::Unknown { code: "999".into() });
}

#[test]
fn a_merged_province_hands_its_bodies_to_the_new_one() {
    let now = date(2025, 7, 1);
    let names = |code: &str| tree().successors(code, now).iter().map(|u| u.code.0.as_str()).collect::<Vec<_>>();
    assert_eq!(names("30"), ["31"]);
    assert_eq!(names("30.TT"), ["31.TT"]);
    assert_eq!(names("288.TT"), ["31.TT"]);
    assert_eq!(names("30.SXD.TT"), ["31.TT"]);
    assert_eq!(names("30.SXD"), ["31.SXD"]);
    assert_eq!(names("30.SGTVT.TT"), ["31.TT"]);
    assert_eq!(names("B.LDTBXH.TT"), ["TTCP"]);
    assert_eq!(names("318"), ["11948"]);
    let scope = tree().scope("31", now);
    for code in ["31.TT", "303.TT", "30.TT", "30.SXD.TT", "288.TT", "31.SGTVT.TT", "288"] {
        assert!(scope.contains(code), "{code}");
    }
    assert!(!scope.contains("22.TT") && !scope.contains("01.TT"));
    assert!(!tree().scope("31", date(2025, 6, 30)).contains("30.TT"));
}

#[test]
fn then_and_now_follows_communes_through_the_reform() {
    let bridge = tree().then_and_now("001", date(2023, 1, 1), date(2025, 7, 1));
    let phuc_xa = bridge.iter().find(|b| b.then.code.0 == "00001").unwrap();
    assert_eq!(phuc_xa.now.iter().map(|u| u.name.as_str()).collect::<Vec<_>>(), ["Phường Hồng Hà"]);
    let cong_vi = bridge.iter().find(|b| b.then.code.0 == "00007").unwrap();
    assert!(cong_vi.split && cong_vi.now.len() > 1);
    assert_eq!(cong_vi.now[0].code.0, "00008");
    let provinces = tree().then_and_now("VN", date(2023, 1, 1), date(2025, 7, 1));
    let changed =
        provinces.iter().filter(|b| b.then.kind == UnitKind::Province && b.now[0].code != b.then.code).count();
    assert_eq!(changed, 29);
}

#[test]
fn a_rename_is_another_version_of_the_same_unit() {
    assert_eq!(tree().find("311", date(2024, 12, 31)).unwrap().name, "Huyện Thuỷ Nguyên");
    let city = tree().find("311", date(2025, 1, 1)).unwrap();
    assert_eq!((city.name.as_str(), city.english().as_str()), ("Thành phố Thuỷ Nguyên", "Thuỷ Nguyên City"));
    assert_eq!(tree().find("311.TT", date(2025, 1, 1)).unwrap().name, "Thanh tra thành phố Thuỷ Nguyên");
    assert_eq!(tree().find("46", date(2025, 1, 1)).unwrap().name, "Thành phố Huế");
    assert_eq!(tree().find("318", date(2024, 7, 1)).unwrap().name, "Huyện Bạch Long Vĩ");
}

#[test]
fn paths_and_intervals_agree() {
    let on = date(2023, 5, 10);
    let path: Vec<_> = tree().path("31.SXD.TT", on).iter().map(|u| u.code.0.as_str()).collect();
    assert_eq!(path, ["VN", "31", "31.SXD", "31.SXD.TT"]);
    for unit in tree().descendants("31", on) {
        assert!(tree().is_under(&unit.code.0, "31", on), "{}", unit.code.0);
    }
    assert!(!tree().is_under("30.TT", "31", on));
    assert_eq!(
        tree().descendants("VN", on).len(),
        1 + tree().children("VN", on).iter().map(|c| tree().descendants(&c.code.0, on).len()).sum::<usize>()
    );
}

#[test]
fn search_ignores_marks_and_knows_the_date() {
    let names = |text: &str, on| tree().search(text, on, 5).iter().map(|u| u.code.0.clone()).collect::<Vec<_>>();
    assert_eq!(names("hai phong", date(2023, 5, 1))[0], "31");
    assert_eq!(names("thanh tra hong bang", date(2023, 5, 1)), ["303.TT"]);
    assert!(names("thanh tra hong bang", date(2025, 7, 1)).is_empty());
    assert_eq!(names("31.sxd.tt", date(2023, 5, 1))[0], "31.SXD.TT");
    assert!(names("  ", date(2023, 5, 1)).is_empty());
}

#[test]
fn an_operators_unit_is_laid_over_the_shipped_ones_or_refused() {
    let mut own = tree().find("31.SXD", date(2023, 1, 1)).unwrap().clone();
    own.code = UnitCode("31.SQHKT".into());
    own.name = "Sở Quy hoạch - Kiến trúc Hải Phòng".into();
    own.successors.clear();
    let more = tree().with(vec![own.clone()], "own").unwrap();
    assert_eq!(more.find("31.SQHKT", date(2023, 1, 1)).unwrap().name, own.name);
    own.parent = Some(UnitCode("30".into()));
    let problem = tree().with(vec![own], "own").unwrap_err();
    assert!(problem.what.contains("parent 30 does not exist on"), "{problem}");
}

#[test]
fn foreign_trials_never_reach_the_national_total() {
    let on = date(2013, 1, 1);
    assert_eq!(tree().find("US-CHI", on).unwrap().agency, Some(AgencyKind::Prov));
    assert!(!tree().is_under("US-CHI", "VN", on));
}

mod tables {
    use super::super::table::{COLUMNS, Preview, RowOutcome, TableRow, export, preview};
    use super::*;

    fn rows(text: &str) -> Vec<TableRow> {
        let cells = |l: &str| l.split('|').map(|c| c.trim().to_owned()).collect();
        (1..).zip(text.lines()).map(|(line, l)| TableRow { line, cells: cells(l) }).collect()
    }

    fn codes(preview: &Preview, row: usize) -> Vec<&'static str> {
        match &preview.rows[row].outcome {
            RowOutcome::Wrong(errors) => errors.iter().map(|e| e.code).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_whole_tree_goes_out_and_comes_back_unchanged() {
        let mut lines = vec![TableRow { line: 1, cells: COLUMNS.map(String::from).to_vec() }];
        let out = export(tree().all());
        lines.extend((2..).zip(out).map(|(line, cells)| TableRow { line, cells: cells.to_vec() }));
        let preview = preview(tree(), &lines, |_| true).unwrap();
        assert_eq!(preview.counts(), [0, 0, tree().all().len(), 0]);
        assert!(preview.units.is_empty());
    }

    #[test]
    fn lines_are_created_updated_or_refused_with_their_reason() {
        let preview = preview(
            tree(),
            &rows(
                "Danh sách đơn vị
                 Mã | Loại | Cơ quan thanh tra | Tên đơn vị | Trực thuộc | Từ ngày | Đến ngày | Đơn vị kế thừa
                 31.CCBVMT | bureau | | Chi cục Bảo vệ môi trường | 31.STNMT | | 28/02/2025 | 31.SNNMT*
                 31.SYT | department | | Sở Y tế thành phố Hải Phòng | 31 | | |
                 | department | | Không mã | 31 | | |
                 31.X | sở | DEPT2 | Sai loại | 31 | 31/02/2023 | |
                 31.Y | department | | Mồ côi | 30 | 2025-08-01 | |
                 31.Z | department | | Kế thừa lạ | 31 | | 2025-06-30 | 31.KHONGCO
                 31.CCBVMT | bureau | | Hai lần | 31.STNMT | | |
                 01.X | department | | Ngoài phạm vi | 01 | | |",
            ),
            |u| u.parent.as_ref().is_none_or(|p| p.0 != "01"),
        )
        .unwrap();
        assert_eq!(preview.rows[0].outcome, RowOutcome::Created);
        assert_eq!(preview.rows[1].outcome, RowOutcome::Updated(vec!["name", "name_en", "status"]));
        assert_eq!(codes(&preview, 2), ["bad_code"]);
        assert_eq!(codes(&preview, 3), ["bad_kind", "bad_agency", "bad_day"]);
        assert_eq!(codes(&preview, 4), ["no_parent"]);
        assert_eq!(codes(&preview, 5), ["no_successor"]);
        assert_eq!(codes(&preview, 6), ["twice"]);
        assert_eq!(codes(&preview, 7), ["outside"]);
        assert_eq!(preview.counts(), [1, 1, 0, 6]);
        let more = tree().with(preview.units, "own").unwrap();
        assert_eq!(more.find("31.SYT", date(2023, 1, 1)).unwrap().name, "Sở Y tế thành phố Hải Phòng");
        let order: Vec<_> = more.children("31", date(2023, 1, 1)).iter().map(|u| u.code.0.clone()).collect();
        assert_eq!(
            order.iter().position(|c| c == "31.SYT"),
            tree().children("31", date(2023, 1, 1)).iter().position(|u| u.code.0 == "31.SYT")
        );
    }

    #[test]
    fn a_table_without_a_head_is_refused_as_a_whole() {
        assert_eq!(preview(tree(), &rows("a | b\n1 | 2"), |_| true).unwrap_err().code, "no_head");
    }

    #[test]
    fn a_line_that_would_orphan_shipped_units_is_refused() {
        // The province would end while its districts go on.
        let preview = preview(
            tree(),
            &rows("code | kind | name | parent | until\n31 | province | Thành phố Hải Phòng | VN | 2022-01-01"),
            |_| true,
        )
        .unwrap();
        assert!(codes(&preview, 0).contains(&"no_parent"));
        assert!(preview.units.is_empty());
    }
}
