//! Registers as they really look: titles, joined heads, dots and commas, wrong rows.

use super::*;
use crate::units::Tree;
use jiff::civil::date;
use serde_json::json;

const PROFILE: &str = r#"
name = "so"
title_vi = "Sổ"
title_en = "Register"
head_lines = 2
skip = ["Tổng cộng", "Người lập"]
number = "{so_qd}"
[unit]
column = "don_vi"
default = "{unit}.TT"
map = { "TTTP" = "31.TT" }
[columns]
so_qd = { head = ["Quyết định thanh tra > Số"], required = true }
ngay_qd = { head = ["Quyết định thanh tra > Ngày"], kind = "date", required = true }
don_vi = { head = ["Đơn vị"] }
loai = { head = ["Loại"], map = { "HC" = "administrative", "Chuyên ngành" = "specialised" }, required = true }
doan = { head = ["Thành viên"], split = ";," }
ngay_kl = { head = ["Kết luận > Ngày"], kind = "date" }
tien = { head = ["Vi phạm (triệu đồng)"], kind = "money", measure = "triệu đồng" }
dat = { head = ["Đất"], kind = "area", measure = "ha" }
[[acts]]
kind = "decision"
on = "{ngay_qd}"
number = "{so_qd}"
facts = { class = "{loai}", title = "Cuộc {so_qd} ngày {ngay_qd}", planned = true, members = { each = "doan", item = { name = "{item}", rank = "member" } } }
[[acts]]
kind = "conclusion"
on = "{ngay_kl}"
when = { loai = ["administrative"] }
facts = { violation_money = "{tien}", violation_land = "{dat}", other = "{don_vi}" }
"#;

fn profile() -> Profile {
    Profile::read("so.toml", PROFILE).unwrap()
}

fn rows(lines: &[&str]) -> Vec<SourceRow> {
    let value = |c: &str| if c.trim().is_empty() { Value::Empty } else { Value::Text(c.to_owned()) };
    (1..).zip(lines).map(|(line, l)| SourceRow { line, cells: l.split('|').map(value).collect() }).collect()
}

const TOP: [&str; 4] = [
    "SỔ THEO DÕI|SỔ THEO DÕI",
    "",
    "Quyết định thanh tra|Quyết định thanh tra|Đơn vị|Loại|Thành viên|Kết luận|Vi phạm (triệu đồng)|Đất|Ghi chú",
    "Số|Ngày|Đơn vị|Loại|Thành viên|Ngày|Vi phạm (triệu đồng)|Đất|Ghi chú",
];

fn mapped(lines: &[&str]) -> Vec<Mapped> {
    let rows = rows(&[&TOP[..], lines].concat());
    let profile = profile();
    let heads = find_heads(&profile, &rows).unwrap();
    assert_eq!(heads.unread, ["Ghi chú"]);
    map_rows(&profile, &heads, &rows, Tree::shipped(), "31")
}

fn faults(line: &str) -> Vec<&'static str> {
    let out = mapped(&[line]);
    out[0].draft.as_ref().unwrap_err().iter().map(|f| f.code).collect()
}

#[test]
fn a_row_becomes_a_case_with_its_acts() {
    let out = mapped(&[
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)",
        "12/QĐ-TTr|05/03/2023|TTTP|hc|Nguyễn An; Trần Bình|ngày 5 tháng 6 năm 2023|1.234,5|0,25|x",
        "| | | | |",
        "13/QĐ-TTr|6/3/2023|Thanh tra quận Hồng Bàng|chuyên ngành||07/06/2023||",
        "Tổng cộng||||||1.234,5",
    ]);
    assert_eq!(out.iter().map(|m| m.line).collect::<Vec<_>>(), [6, 8]);
    let first = out[0].draft.as_ref().unwrap();
    assert_eq!((first.number.as_str(), first.unit.0.as_str(), first.agency.word()), ("12/QĐ-TTr", "31.TT", "PROV"));
    assert_eq!(
        first.acts[0].facts,
        json!({
            "class": "administrative", "title": "Cuộc 12/QĐ-TTr ngày 2023-03-05", "planned": true,
            "members": [{"name": "Nguyễn An", "rank": "member"}, {"name": "Trần Bình", "rank": "member"}],
        })
    );
    assert_eq!(first.acts[1].on, date(2023, 6, 5));
    assert_eq!(
        first.acts[1].facts,
        json!({"violation_money": 1_234_500_000_i64, "violation_land": 2500, "other": "TTTP"})
    );
    let second = out[1].draft.as_ref().unwrap();
    assert_eq!((second.unit.0.as_str(), second.acts.len()), ("303.TT", 1));
    assert_eq!(second.acts[0].facts.get("members"), None);
}

#[test]
fn a_wrong_row_says_everything_that_is_wrong_with_it() {
    assert_eq!(faults("1|31/02/2023|TTTP|abc||x|12.34|"), ["bad_word", "bad_day", "bad_day", "bad_amount"]);
    assert_eq!(faults("|05/03/2023|TTTP|HC"), ["missing"]);
    assert_eq!(faults("1|05/03/2023|Thanh tra quận Nào Đó|HC"), ["unit_unknown"]);
    assert_eq!(faults("1|05/03/2023|Thanh tra tỉnh Hải Dương|HC"), ["unit_unknown"]);
    assert_eq!(faults("1|05/08/2025|Thanh tra quận Hồng Bàng|HC"), ["unit_not_then"]);
    let out = mapped(&["1|05/03/2023||HC", "1|06/03/2023||HC"]);
    assert_eq!(out[0].draft.as_ref().unwrap().unit.0, "31.TT");
    assert_eq!(out[1].draft.as_ref().unwrap_err()[0].code, "number_twice");
    let refused = &mapped(&["1|05/08/2025|Thanh tra quận Hồng Bàng|HC"])[0];
    assert!(refused.draft.as_ref().unwrap_err()[0].hint.contains("Thanh tra thành phố Hải Phòng (31.TT)"));
}

#[test]
fn a_file_without_a_needed_column_names_it_and_what_was_found() {
    let fault = find_heads(&profile(), &rows(&["Số|Ngày|Loại hình", "1|2|3"])).unwrap_err();
    assert_eq!(fault.code, "no_column");
    assert!(fault.column.contains("Loại") && fault.hint.contains("Ngày"), "{fault}");
    assert_eq!(find_heads(&profile(), &[]).unwrap_err().code, "no_rows");
}

#[test]
fn days_are_read_as_offices_write_them_and_never_guessed() {
    let on = Some(date(2023, 3, 5));
    for text in [
        "05/03/2023",
        "5/3/2023",
        "05-03-2023",
        "5.3.2023",
        "2023-03-05",
        "ngày 05 tháng 3 năm 2023",
        "2023-03-05 00:00:00",
    ] {
        assert_eq!(day(text, ""), on, "{text}");
    }
    assert_eq!(day("03/05/2023", "mm/dd/yyyy"), on);
    assert_eq!(day("05/03/23", "dd/mm/yy"), on);
    for text in ["05/03/23", "32/01/2023", "29/02/2023", "2023", "05/2023", "sáng 05/03/2023", "", "5/3/20233"] {
        assert_eq!(day(text, ""), None, "{text}");
    }
    assert_eq!(day("05/03/2023", "yyyy-mm-dd"), None);
}

#[test]
fn amounts_are_exact_and_misplaced_dots_are_refused() {
    let vnd = |text| amount(text, ColumnKind::Money, ',', "triệu đồng");
    assert_eq!(vnd("1.234,5"), Some(1_234_500_000));
    assert_eq!(vnd("1.234,5 triệu đồng"), Some(1_234_500_000));
    assert_eq!(vnd("84,8 tỷ đồng"), Some(84_800_000_000));
    assert_eq!(vnd("1 234 567 đồng"), Some(1_234_567));
    assert_eq!(vnd("-2"), Some(-2_000_000));
    assert_eq!(vnd("0,0000001"), None);
    for text in ["1,234.5", "12.34", "1.2345", "", "abc", "1,2,3", "12 ha", "1e9", "99999999999999999999"] {
        assert_eq!(vnd(text), None, "{text}");
    }
    assert_eq!(amount("1,234.5", ColumnKind::Money, '.', ""), None);
    assert_eq!(amount("1,234", ColumnKind::Money, '.', ""), Some(1234));
    assert_eq!(amount("0,25", ColumnKind::Area, ',', "ha"), Some(2500));
    assert_eq!(amount("12 m2", ColumnKind::Area, ',', "ha"), Some(12));
}

#[test]
fn a_profile_that_refers_to_nothing_is_refused() {
    let broken = PROFILE.replace("{tien}", "{tiền}");
    assert!(Profile::read("so.toml", &broken).unwrap_err().why.contains("[columns.tiền]"));
    let broken = PROFILE.replace("number = \"{so_qd}\"\n[unit]", "numbr = \"x\"\n[unit]");
    assert!(Profile::read("so.toml", &broken).unwrap_err().why.contains("numbr"));
}
