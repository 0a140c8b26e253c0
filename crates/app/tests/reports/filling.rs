//! A template with numbers typed into it, as a spreadsheet saves it.

use law::form::Form;
use paper::xlsx::{Out, SheetOut};
use paper::{Cell, Limits};

/// A form that runs across: column of the sheet and number.
pub fn filled(template: &[u8], cells: &[(usize, f64)]) -> Vec<u8> {
    let (mut rows, at) = read(template);
    for (column, n) in cells {
        put(&mut rows[at + 1], *column, *n);
    }
    written(rows)
}

/// A form that runs down the page: place among the columns, from one, and number.
pub fn filled_down(template: &[u8], form: &Form, cells: &[(usize, f64)]) -> Vec<u8> {
    let (mut rows, _) = read(template);
    for (column, n) in cells {
        let id = Out::Text(form.columns[column - 1].id.clone());
        let row = rows.iter_mut().find(|row| row.first() == Some(&id)).unwrap();
        put(row, 3, *n);
    }
    written(rows)
}

fn read(template: &[u8]) -> (Vec<Vec<Out>>, usize) {
    let tables = paper::xlsx::read(template, &Limits::default()).unwrap();
    let out = |cell: &Cell| match cell {
        Cell::Empty => Out::Empty,
        other => Out::Text(other.text()),
    };
    let rows: Vec<Vec<Out>> = tables[0].rows.iter().map(|r| r.cells.iter().map(out).collect()).collect();
    let at = rows.iter().position(|r| r.first() == Some(&Out::Text("MS".into()))).unwrap();
    (rows, at)
}

fn put(row: &mut Vec<Out>, column: usize, n: f64) {
    row.resize(row.len().max(column + 1), Out::Empty);
    row[column] = Out::Decimal(n, 3);
}

fn written(rows: Vec<Vec<Out>>) -> Vec<u8> {
    paper::xlsx::write(&[SheetOut { name: "x".into(), rows, ..Default::default() }]).unwrap()
}
