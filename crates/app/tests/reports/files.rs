//! Sheets as files: exact text, and a workbook that holds numbers as numbers.

use crate::story::*;
use app::lang::Lang;
use app::reports::{csv, sheet, workbook};
use casework::units::Tree;
use jiff::civil::date;
use law::Law;
use paper::{Cell, Limits};
use serde_json::json;

fn one() -> Vec<Told> {
    let finding = json!({ "violation": 1_234_567_890_i64, "to_recover": 1_234_567_890_i64, "violation_land": 12_345,
        "other_land": 12_345 });
    vec![Told::new("1/2024", "31.TT", date(2024, 1, 10)).concluded(date(2024, 5, 2), &["A mô phỏng"], finding)]
}

#[tokio::test]
async fn a_workbook_looks_like_the_form_and_holds_numbers() {
    let on = engines::sqlite(&app::migrations()).await;
    keep(&on.db, &one(), 1).await;
    let filled = filled(&on.db, &ask("01/TTr", "31", "2024-6m", None)).await;
    let bytes = workbook(&filled, Lang::Vi, true).unwrap();
    assert_eq!(bytes, workbook(&filled, Lang::Vi, true).unwrap(), "the same sheet gives the same bytes");
    let table = &paper::read("01-TTr.xlsx", &bytes, &Limits::REGISTER).unwrap()[0];
    let text = |line: u64, column: usize| table.shown(line, column).text();
    let stands = |wanted: &str| (1..60).any(|line| (0..19).any(|column| text(line, column) == wanted));
    for wanted in [
        "THÀNH PHỐ HẢI PHÒNG",
        "Biểu số: 01/TTr",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "(Ban hành kèm theo Thông tư số 01/2024/TT-TTCP)",
        "Tổng hợp kết quả thanh tra hành chính",
        "Đơn vị tính: m², triệu đồng",
        "NGƯỜI LẬP BIỂU",
        "THỦ TRƯỞNG ĐƠN VỊ",
    ] {
        assert!(stands(wanted), "{wanted}: {table:?}");
    }
    assert!((1..14).any(|line| text(line, 0).contains("6 tháng đầu năm 2024 (15/12/2023 – 14/06/2024)")));
    assert!((1..14).any(|line| text(line, 0).contains("giả lập")), "synthetic data say so on every print");
    let marks = table.rows.iter().find(|r| r.cell(0).text() == "MS").unwrap();
    assert_eq!((marks.cell(1).text().as_str(), marks.cell(8).text().as_str()), ("1=2+3=4+5", "8=10+12"));
    let head = marks.line - 3;
    assert_eq!((text(head, 1), text(head, 5)), ("Số cuộc thanh tra".into(), "Số cuộc thanh tra".into()));
    assert!(text(marks.line - 1, 8).contains("(triệu đồng)"), "{}", text(marks.line - 1, 8));
    let row = table.rows.iter().find(|r| r.cell(0).text() == "Thanh tra thành phố Hải Phòng").unwrap();
    assert_eq!((row.cell(1), row.cell(8)), (&Cell::Number(1.0), &Cell::Number(1_234.567_89)));
    assert_eq!(row.cell(9), &Cell::Number(12_345.0));
    let total = table.rows.iter().find(|r| r.cell(0).text() == "Tổng").unwrap();
    assert_eq!(total.cell(8), &Cell::Number(1_234.567_89));
}

#[tokio::test]
async fn text_holds_exact_figures() {
    let on = engines::sqlite(&app::migrations()).await;
    keep(&on.db, &one(), 1).await;
    let filled = filled(&on.db, &ask("01/TTr", "31.TT", "2024-6m", None)).await;
    let text = String::from_utf8(csv(&filled, Lang::En)).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "unit,name,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18");
    assert!(lines[1].starts_with("31.TT,") && lines[1].contains(",1234567890,12345,1234567890,0,0,12345,"));
    assert!(lines[2].starts_with("total,Total,1,0,1,1,0,1,1,1234567890,"));
}

/// An office's own form is a file: no rebuild, and it is filled like any other.
#[tokio::test]
async fn an_operators_form_is_filled_at_run_time() {
    let on = engines::sqlite(&app::migrations()).await;
    keep(&on.db, &one(), 1).await;
    let text = r#"
id = "BC-07/HP"
title_vi = "Báo cáo nhanh"
title_en = "Quick report"
status = "verified"
source = "Quyết định của Chánh Thanh tra thành phố"
rows = "units"
[[column]]
id = "a"
vi = ["Đang mở cuối kỳ"]
en = ["Open at the end"]
unit = "count"
closing = ["inspection.open"]
[[column]]
id = "b"
vi = ["Vi phạm"]
en = ["Violations"]
unit = "vnd"
printed = "dong"
flow = ["inspection.violation.money"]
[[column]]
id = "c"
vi = ["Đất"]
en = ["Land"]
unit = "m2"
printed = "ha"
flow = ["inspection.violation.land"]
[[column]]
id = "d"
vi = ["Cộng a"]
en = ["Sum of a"]
unit = "count"
sum = ["a", "a"]
[[check]]
id = "a<=d"
left = ["d"]
is = "at_most"
right = ["a"]
severity = "look"
why_vi = "Thử."
why_en = "A trial."
do_vi = "Xem."
do_en = "Look."
status = "verified"
"#;
    let law = Law::with_overrides(vec![("forms/bc-07.toml".into(), text.into())]).unwrap();
    let april = ask("bc-07/hp", "31", "2024-01-01..2024-04-30", None);
    let open = sheet(&on.db, &law, Tree::shipped(), &april).await.unwrap();
    assert_eq!(["a", "b", "d"].map(|c| open.total_of(c)), [Some(1), Some(0), Some(2)]);
    assert_eq!(open.findings.len(), 2, "2 is above 1, in the row and in the total");
    let june = sheet(&on.db, &law, Tree::shipped(), &ask("BC-07/HP", "31", "2024-6m", None)).await.unwrap();
    assert_eq!(["a", "b", "c"].map(|c| june.total_of(c)), [Some(0), Some(1_234_567_890), Some(12_345)]);
    assert!(june.text("vi").contains("1,2345 ha"), "{}", june.text("vi"));
    assert!(june.form.version.starts_with("1+"), "an operator's form carries its own mark");
}
