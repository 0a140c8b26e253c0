//! Reads workbooks cell by cell, so that one cell far out costs nothing.

use super::guard;
use crate::{Cell, Limits, Merge, PaperError, Row, Table};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use jiff::civil::{Date, DateTime};
use std::io::Cursor;

/// Every visible work sheet of a workbook.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Table>, PaperError> {
    limits.check_size(bytes.len())?;
    guard::check(bytes, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let names: Vec<String> =
        book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect();
    if names.len() > limits.sheets {
        return Err(PaperError::TooMany { sheet: String::new(), what: "sheets", limit: limits.sheets as u64 });
    }
    let mut cells_left = limits.cells;
    names.into_iter().map(|name| sheet(&mut book, name, limits, &mut cells_left)).collect()
}

fn damaged(e: &XlsxError) -> PaperError {
    PaperError::Damaged { why: e.to_string() }
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn sheet(book: &mut Book<'_>, name: String, limits: &Limits, left: &mut usize) -> Result<Table, PaperError> {
    let merges = book.merge_cells_by_sheet_name(&name).map_err(|e| damaged(&e))?;
    let merges = merges.into_iter().map(|d| Merge {
        lines: (u64::from(d.start.0) + 1, u64::from(d.end.0) + 1),
        columns: (d.start.1 as usize, d.end.1 as usize),
    });
    let mut table = Table { merges: merges.collect(), rows: Vec::new(), name };
    let too_many =
        |sheet: &str, what, limit: usize| PaperError::TooMany { sheet: sheet.to_owned(), what, limit: limit as u64 };
    let mut reader = book.worksheet_cells_reader(&table.name).map_err(|e| damaged(&e))?;
    while let Some(found) = reader.next_cell().map_err(|e| damaged(&e))? {
        let (row, column) = found.get_position();
        let cell = cell(found.get_value());
        if cell == Cell::Empty {
            continue;
        }
        let (line, column) = (u64::from(row) + 1, column as usize);
        if column >= limits.columns {
            return Err(too_many(&table.name, "columns", limits.columns));
        }
        *left = left.checked_sub(1).ok_or_else(|| too_many(&table.name, "cells", limits.cells))?;
        if table.rows.last().is_none_or(|r| r.line != line) {
            if table.rows.len() >= limits.rows {
                return Err(too_many(&table.name, "rows", limits.rows));
            }
            table.rows.push(Row { line, cells: Vec::new() });
        }
        if let Some(last) = table.rows.last_mut() {
            last.cells.resize(last.cells.len().max(column + 1), Cell::Empty);
            last.cells[column] = cell;
        }
    }
    // A workbook may list its rows in any order.
    table.rows.sort_by_key(|row| row.line);
    Ok(table)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(at) if at.is_duration() => Cell::Number(at.as_f64()),
        DataRef::DateTime(at) => moment(*at),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::Error(e) => Cell::Error(e.to_string()),
    }
}

fn moment(at: ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let made = i16::try_from(year).ok().and_then(|year| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let (hour, minute, second) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?);
        DateTime::new(year, month, day, hour, minute, second, i32::from(milli) * 1_000_000).ok()
    });
    match made {
        Some(at) if at.time() == jiff::civil::Time::midnight() => Cell::Date(at.date()),
        Some(at) => Cell::Moment(at),
        None => Cell::Number(at.as_f64()),
    }
}

fn iso(text: &str) -> Cell {
    match (text.parse::<Date>(), text.parse::<DateTime>()) {
        (_, Ok(at)) if at.time() != jiff::civil::Time::midnight() => Cell::Moment(at),
        (Ok(day), _) => Cell::Date(day),
        _ => Cell::Text(text.to_owned()),
    }
}
