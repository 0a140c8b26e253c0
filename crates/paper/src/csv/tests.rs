//! Delimited text as offices' programs save it.

use super::{read, write};
use crate::xlsx::Out;
use crate::{Cell, Limits, PaperError, gunzip};
use jiff::civil::date;
use std::io::Write;

fn grid(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    let table = read(bytes, &Limits::REGISTER).unwrap();
    table.rows.iter().map(|r| (r.line, r.cells.iter().map(Cell::text).collect())).collect()
}

fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
    (line, cells.iter().map(|c| (*c).to_owned()).collect())
}

#[test]
fn the_separator_is_found_and_lines_are_counted() {
    let want = vec![row(1, &["Số", "Ngày, tháng"]), row(3, &["1", "05/03/2023"])];
    assert_eq!(grid("Số;\"Ngày, tháng\"\n\n1;05/03/2023\n".as_bytes()), want);
    assert_eq!(grid("Số\t\"Ngày, tháng\"\r\n\r\n1\t05/03/2023".as_bytes()), want);
    assert_eq!(
        grid(
            "Số,\"Ngày, tháng\"
;;
1,05/03/2023
"
            .as_bytes()
        ),
        want
    );
    assert_eq!(grid(b"a;b\n1,5;2,5\n3,5;4,5\n")[1], row(2, &["1,5", "2,5"]));
    assert_eq!(grid(b"one column\nonly\n"), [row(1, &["one column"]), row(2, &["only"])]);
}

#[test]
fn marks_at_the_start_and_utf16_are_read() {
    let text = "Tên;Tuổi\nĐặng;30\n";
    let want = vec![row(1, &["Tên", "Tuổi"]), row(2, &["Đặng", "30"])];
    assert_eq!(grid(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), want);
    let le: Vec<u8> = [0xfeff_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = [0xfeff_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(grid(&le), want);
    assert_eq!(grid(&be), want);
    let bare: Vec<u8> = "So;Ten\n1;Lan\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(grid(&bare)[1], row(2, &["1", "Lan"]));
}

#[test]
fn an_old_code_page_is_refused_with_its_line() {
    let refused = read(b"a;b\nH\xe0 N\xe9i;1\n", &Limits::REGISTER).unwrap_err();
    assert_eq!(refused, PaperError::NotUnicode { line: 2 });
    assert_eq!(read(b" \n;\n", &Limits::REGISTER).unwrap_err(), PaperError::Empty);
}

#[test]
fn what_is_written_cannot_run_and_comes_back_as_it_was() {
    let texts = ["=1+1", "+84 225", "-x", "@cmd", "\tx", "\rx", "a;b\"c\n", "'quoted", "Hải Phòng", ""];
    let rows: Vec<Vec<Out>> = texts
        .iter()
        .map(|t| vec![Out::from(*t), Out::Int(-7), Out::Decimal(1.5, 2), Out::Day(date(2023, 5, 1))])
        .collect();
    let bytes = write(&rows, b';');
    let text = std::str::from_utf8(&bytes).unwrap();
    assert!(text.starts_with("\u{feff}'=1+1;-7;1.50;2023-05-01\r\n'+84 225;"), "{text}");
    for line in text.trim_start_matches('\u{feff}').split("\r\n") {
        assert!(!line.trim_start_matches('"').starts_with(['=', '+', '-', '@', '\t', '\r']), "{line}");
    }
    let back = read(&bytes, &Limits::REGISTER).unwrap();
    for (row, text) in back.rows.iter().zip(texts) {
        let want = if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
        assert_eq!(row.cell(0), &want);
    }
}

#[test]
fn limits_hold_for_plain_and_packed_text() {
    let limits = Limits { rows: 2, columns: 3, cells: 5, unpacked: 1000, ..Limits::REGISTER };
    let what = |bytes: &[u8]| match read(bytes, &limits) {
        Err(PaperError::TooMany { what, .. }) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(what(b"1\n2\n3\n"), "rows");
    assert_eq!(what(b"1,2,3,4\n"), "columns");
    assert_eq!(what(b"1,2,3\n1,2,3\n"), "cells");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(&vec![b'x'; 5000]).unwrap();
    let packed = gz.finish().unwrap();
    assert!(matches!(gunzip(&packed, &limits).unwrap_err(), PaperError::Bomb { .. }));
    assert!(matches!(gunzip(&packed[..20], &limits).unwrap_err(), PaperError::Damaged { .. }));
    assert_eq!(crate::read("a.csv.gz", &packed, &Limits::REGISTER).unwrap()[0].rows.len(), 1);
}
