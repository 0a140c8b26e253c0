//! Sheets there and back, and files made to harm.

use super::*;
use crate::{Cell, Limits, Merge, PaperError, read as read_any};
use jiff::civil::date;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn sheet() -> SheetOut {
    SheetOut {
        name: "Biểu 01/TTr".into(),
        title: vec!["TỔNG HỢP KẾT QUẢ".into(), "Kỳ: 15/12/2022 – 14/06/2023".into()],
        heads: vec![
            Head::column("Đơn vị", 30.0),
            Head::over("Số cuộc", vec![Head::column("Tổng", 10.0), Head::column("=Trong đó", 10.0)]),
            Head::column("Ngày", 12.0),
        ],
        marks: ["MS", "1", "2", "3"].map(String::from).to_vec(),
        rows: vec![
            vec!["Quận Hồng Bàng".into(), 1_234_567.into(), Out::Decimal(2.5, 1), Out::Day(date(2023, 5, 10))],
            vec!["=HYPERLINK(\"http://x\")".into(), (-5).into(), Out::Empty, "@SUM(A1)".into()],
        ],
        totals: 1,
        notes: vec!["+ chưa kiểm chứng".into()],
        frozen: 1,
        page: PageSize::A3,
        office: None,
    }
}

fn unzip(bytes: &[u8], part: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(zip.by_name(part).unwrap()).unwrap()
}

#[test]
fn a_sheet_comes_back_with_numbers_as_numbers_and_days_as_days() {
    let bytes = write(&[sheet(), sheet()]).unwrap();
    let tables = read(&bytes, &Limits::REGISTER).unwrap();
    assert_eq!(tables.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["Biểu 01-TTr", "Biểu 01-TTr (2)"]);
    let table = &tables[0];
    let first = table.at_line(7).unwrap();
    assert_eq!(
        first.cells[..],
        [
            Cell::Text("Quận Hồng Bàng".into()),
            Cell::Number(1_234_567.0),
            Cell::Number(2.5),
            Cell::Date(date(2023, 5, 10)),
        ]
    );
    assert!(table.merges.contains(&Merge { lines: (4, 4), columns: (1, 2) }), "{:?}", table.merges);
    assert_eq!(table.shown(5, 0), &Cell::Text("Đơn vị".into()));
    assert_eq!(table.shown(4, 2), &Cell::Text("Số cuộc".into()));
}

#[test]
fn no_text_becomes_a_formula() {
    let bytes = write(&[sheet()]).unwrap();
    let xml = unzip(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>"), "{xml}");
    let styles = unzip(&bytes, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\""));
    let table = &read(&bytes, &Limits::REGISTER).unwrap()[0];
    assert_eq!(table.at_line(8).unwrap().cell(0), &Cell::Text("=HYPERLINK(\"http://x\")".into()));
    assert_eq!(table.at_line(8).unwrap().cell(1), &Cell::Number(-5.0));
}

#[test]
fn the_same_sheets_give_the_same_bytes_and_print_on_landscape() {
    let bytes = write(&[sheet()]).unwrap();
    assert_eq!(bytes, write(&[sheet()]).unwrap());
    let xml = unzip(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("orientation=\"landscape\"") && xml.contains("paperSize=\"8\"") && xml.contains("<pane "));
    assert!(unzip(&bytes, "xl/styles.xml").contains("[$-42A]#,##0"));
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_refused_by_its_directory() {
    let zeros = vec![b' '; 20 << 20];
    let bytes = packed(&[("xl/workbook.xml", &zeros)]);
    assert!(bytes.len() < 100_000);
    let refused = read(&bytes, &Limits::REGISTER).unwrap_err();
    assert!(matches!(&refused, PaperError::Bomb { entry, .. } if entry == "xl/workbook.xml"), "{refused}");
}

#[test]
fn a_bomb_that_lies_in_its_directory_is_refused_too() {
    let zeros = vec![b' '; 20 << 20];
    let mut bytes = packed(&[("xl/workbook.xml", &zeros)]);
    // Both copies of the unpacked size now claim 1000 bytes.
    let real = (20u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|&i| bytes[i..i + 4] == real).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    let refused = read(&bytes, &Limits::REGISTER).unwrap_err();
    assert!(matches!(refused, PaperError::Bomb { .. } | PaperError::Damaged { .. }), "{refused}");
}

#[test]
fn many_parts_or_much_in_total_is_refused() {
    let limits = Limits { parts: 2, unpacked: 3_000_000, ..Limits::REGISTER };
    let part: &[u8] = b"x";
    let refused = read(&packed(&[("a", part), ("b", part), ("c", part)]), &limits).unwrap_err();
    assert!(matches!(refused, PaperError::TooMany { what: "parts", .. }), "{refused}");
    let noise: Vec<u8> = (0..2_000_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let refused = read(&packed(&[("a", &noise), ("b", &noise)]), &limits).unwrap_err();
    assert!(matches!(refused, PaperError::Bomb { .. }), "{refused}");
}

#[test]
fn one_cell_far_out_costs_nothing_and_too_many_are_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let out = book.add_worksheet();
    out.write_number(0, 0, 1).unwrap();
    out.write_number(1_048_575, 100, 2).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let table = &read(&bytes, &Limits::REGISTER).unwrap()[0];
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.at_line(1_048_576).unwrap().cell(100), &Cell::Number(2.0));
    for (limits, what) in [
        (Limits { rows: 1, ..Limits::REGISTER }, "rows"),
        (Limits { columns: 50, ..Limits::REGISTER }, "columns"),
        (Limits { cells: 1, ..Limits::REGISTER }, "cells"),
    ] {
        let refused = read(&bytes, &limits).unwrap_err();
        assert!(matches!(refused, PaperError::TooMany { what: w, .. } if w == what), "{refused}");
    }
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    let limits = Limits::REGISTER;
    assert_eq!(read_any("a.xlsx", b"", &limits).unwrap_err(), PaperError::Empty);
    assert_eq!(read_any("a.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0, 0], &limits).unwrap_err(), PaperError::OldOrLocked);
    assert_eq!(read_any("a.xlsx", b"%PDF-1.7", &limits).unwrap_err(), PaperError::NotATable { what: "PDF" });
    assert!(matches!(read_any("a.xlsx", b"PK\x03\x04cut", &limits).unwrap_err(), PaperError::Damaged { .. }));
    let cut = &write(&[sheet()]).unwrap()[..900];
    assert!(matches!(read_any("a.xlsx", cut, &limits).unwrap_err(), PaperError::Damaged { .. }));
    let none = packed(&[("hello.txt", b"no workbook")]);
    assert!(matches!(read_any("a.xlsx", &none, &limits).unwrap_err(), PaperError::Damaged { .. }));
    let large = vec![b'x'; 200 << 20];
    assert!(matches!(read_any("a.csv", &large, &limits).unwrap_err(), PaperError::TooLarge { bytes: 209_715_200, .. }));
}
