//! References beside a sheet made up for the purpose, and the shipped outlines beside their own forms.

use super::*;
use crate::reports::{RowUnit, Rows, Sheet, SheetRow, Sums, fill};
use law::form::Topic;
use law::{Law, Period};

fn sheet(period: &str, cells: &[(&str, i64)]) -> Sheet {
    let law = Law::shipped();
    let period: Period = law.period(period).expect("a period");
    let form = law.form("01/TTr", period.until).expect("the form").clone();
    let name = || "Thành phố Hải Phòng".to_owned();
    let me = RowUnit { code: "31".into(), name_vi: name(), name_en: name(), reports: true };
    let rows = Rows::alone(me);
    let mut sheet = fill(&form, &rows, &Sums::default(), &period, 7);
    for (id, n) in cells {
        let at = sheet.form.columns.iter().position(|c| c.id == *id).expect("a column");
        sheet.total[at] = Some(*n);
    }
    sheet.rows.clear();
    for (unit, n) in [("31", 30), ("31.TT", 70)] {
        let mut cells = vec![Some(0); sheet.form.columns.len()];
        cells[0] = Some(n);
        sheet.rows.push(SheetRow {
            unit: unit.into(),
            name_vi: format!("Đơn vị {unit}"),
            name_en: String::new(),
            cells,
            report: String::new(),
        });
    }
    sheet
}

fn said(raw: &str) -> Result<String, Wrong> {
    let now = [sheet(
        "2023-6m",
        &[("1", 2_598), ("4", 2_400), ("5", 198), ("8", 84_765_000_000), ("9", 4_042_000), ("16", 0)],
    )];
    let before = [sheet("2022-6m", &[("1", 2_450), ("4", 2_400), ("5", 250), ("8", 10_000_000_000)])];
    let Some(Piece::Ref { says, .. }) = pieces(raw).into_iter().next() else { panic!("{raw} is no reference") };
    match value(&says?, &Beside { now: &now, before: &before })? {
        Value::Text(text) => Ok(text),
        other => Ok(serde_json::to_string(&other).expect("json")),
    }
}

#[test]
fn a_reference_says_its_figure_in_every_way_reports_say_it() {
    for (raw, text) in [
        ("{01/TTr#1}", "2.598"),
        ("{01/ttr#1}", "2.598"),
        ("{01/TTr#8}", "84.765 triệu đồng"),
        ("{01/TTr#8 tỷ}", "84,765 tỷ đồng"),
        ("{01/TTr#8 ty}", "84,765 tỷ đồng"),
        ("{01/TTr#8 đồng}", "84.765.000.000 đồng"),
        ("{01/TTr#8 tròn}", "gần 84.800 triệu đồng"),
        ("{01/TTr#9}", "4.042.000 m²"),
        ("{01/TTr#9 ha}", "404,2 ha"),
        ("{01/TTr#4+5}", "2.598"),
        ("{01/TTr#1 riêng}", "30"),
        ("{01/TTr#1 dòng 31.TT}", "70"),
        ("{01/TTr#1 cùng kỳ}", "2.450"),
        ("{01/TTr#8 cùng kỳ tỷ}", "10 tỷ đồng"),
        ("{01/TTr#1 tăng giảm}", "tăng 6%"),
        ("{01/TTr#4 tăng giảm}", "không đổi"),
        ("{01/TTr#5 so cùng kỳ}", " (giảm 20,8% so với cùng kỳ)"),
        ("{01/TTr#8 so cung ky}", " (tăng 747,7% so với cùng kỳ)"),
        ("{01/TTr#9 so cùng kỳ}", ""),
        ("{01/TTr#4 trên 01/TTr#1}", "92,4%"),
    ] {
        assert_eq!(said(raw).as_deref(), Ok(text), "{raw}");
    }
    let bars = said("{biểu đồ 01/TTr#1}").expect("bars");
    assert!(
        bars.contains(
            r#"{"label":"Đơn vị 31.TT","said":"70","length":1000},{"label":"Đơn vị 31","said":"30","length":428}"#
        ),
        "{bars}"
    );
    let table = said("{bảng 01/TTr 1 8}").expect("a table");
    assert!(
        table.contains(r#""2.598","2.450","tăng 6%"]"#) && table.contains(r#""triệu đồng","84.765","10.000""#),
        "{table}"
    );
}

#[test]
fn a_wrong_reference_says_why_and_loses_nothing() {
    for (raw, wrong) in [
        ("{}", Wrong::Unreadable),
        ("{01/TTr}", Wrong::Unreadable),
        ("{01/TTr#1 hôm qua}", Wrong::Unreadable),
        ("{01/TTr#1 cùng kỳ tăng giảm}", Wrong::Unreadable),
        ("{09/TTr#1}", Wrong::NoForm),
        ("{01/TTr#99}", Wrong::NoColumn),
        ("{01/TTr#1 dòng 99}", Wrong::NoRow),
        ("{01/TTr#1 tỷ}", Wrong::WrongUnit),
        ("{01/TTr#9 tăng giảm}", Wrong::NoBefore),
        ("{01/TTr#1 trên 01/TTr#16}", Wrong::NoWhole),
    ] {
        assert_eq!(said(raw), Err(wrong), "{raw}");
    }
    for text in ["", "{", "}", "a { b", "{{01/TTr#1}}", "một {không đóng\nhai {01/TTr#1} ba", "{01/TTr#1"] {
        let back: String = pieces(text)
            .into_iter()
            .map(|p| match p {
                Piece::Text(text) | Piece::Ref { raw: text, .. } => text,
            })
            .collect();
        assert_eq!(back, text);
    }
}

#[test]
fn every_reference_of_a_shipped_outline_stands_in_its_circulars_own_forms() {
    let law = Law::shipped();
    let mut seen = 0;
    for (about, topic) in
        [(Topic::Inspection, "inspection"), (Topic::Petitions, "petitions"), (Topic::AntiCorruption, "anti_corruption")]
    {
        for period in ["2022-6m", "2024-6m", "2026-6m"] {
            let until = law.period(period).expect("a period").until;
            let outline = law.outline(about, until).unwrap_or_else(|| panic!("{topic} {period}"));
            assert!(outline.serves(until), "{topic} {period}");
            let forms: Vec<&str> = law.forms_on(until).into_iter().map(|f| f.id.as_str()).collect();
            for (raw, says) in draft(outline, &forms, true).refs() {
                let of = says.unwrap_or_else(|no| panic!("{raw}: {no:?}"));
                let form = law.form(&of.part.form, until).unwrap_or_else(|| panic!("{raw}"));
                for column in &of.part.columns {
                    assert!(form.column(column).is_some(), "{raw} {period}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
    amounts_are_amounts(law);
    let old = law.period("2020-6m").expect("a period").until;
    let outline = law.outline(Topic::Inspection, old).expect("one all the same");
    assert!(!outline.serves(old));
    assert!(draft(outline, &["01/TTr"], false).sections.iter().all(|s| s.text.is_empty()), "headings alone");
}

/// The forms of 2021 and 2024 number their columns differently: where the words say money, the column holds money.
fn amounts_are_amounts(law: &Law) {
    for period in ["2022-6m", "2024-6m"] {
        let until = law.period(period).expect("a period").until;
        let outline = law.outline(Topic::Inspection, until).expect("an outline");
        for line in outline.sections.iter().flat_map(|s| s.text.lines()) {
            let mut before = String::new();
            for piece in pieces(line) {
                match piece {
                    Piece::Text(text) => before = text,
                    Piece::Ref { says: Ok(of), raw } => {
                        let asks =
                            ["tiền vi phạm ", "tiền phạt ", "kiến nghị thu hồi "].iter().any(|w| before.ends_with(w));
                        let form = law.form(&of.part.form, until).expect("the form");
                        let unit = of.part.columns.first().and_then(|id| form.column(id)).map(|c| c.unit);
                        assert!(!asks || unit == Some(law::form::Unit::Vnd), "{period}: {before}{raw} is {unit:?}");
                        before = String::new();
                    }
                    Piece::Ref { says: Err(no), raw } => panic!("{raw}: {no:?}"),
                }
            }
        }
    }
}

#[test]
fn a_frozen_narrative_says_the_same_for_ever() {
    let now = [sheet("2023-6m", &[("1", 2_598)])];
    let told = Told { id: "I".into(), heading: "I".into(), text: "có {01/TTr#1} cuộc, {01/TTr#99}".into() };
    let narrative = Narrative { format: 1, outline: String::new(), subject: String::new(), sections: vec![told] };
    let frozen = narrative.frozen(&Beside { now: &now, before: &[] }, Vec::new());
    assert_eq!(frozen.says["{01/TTr#1}"], Value::Text("2.598".into()));
    assert!(!frozen.says.contains_key("{01/TTr#99}"));
    let text = serde_json::to_string(&frozen).expect("json");
    assert_eq!(serde_json::from_str::<Frozen>(&text).expect("the same"), frozen);
}
