//! Reads the tables under `data/units` into dated units.
//!
//! The tables are part of the program, so a fault in them is reported like one
//! in an operator's table: as a problem with its line, never as a panic.

use super::unit::{Heir, Unit, UnitKind};
use super::{Problem, bodies};
use crate::fields::UnitCode;
use jiff::civil::Date;
use law::Status;
use std::collections::HashMap;

const PLACES: &str = include_str!("../../data/units/places.csv");
const SUCCESSORS: &str = include_str!("../../data/units/successors.csv");
pub(super) const MINISTRIES: &str = include_str!("../../data/units/ministries.csv");
pub(super) const DEPARTMENTS: &str = include_str!("../../data/units/departments.csv");

/// Changes whenever the tables do; shown beside what was read from them.
pub(super) fn version() -> String {
    // FNV-1a: enough to tell one edition of the tables from another.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in [PLACES, SUCCESSORS, MINISTRIES, DEPARTMENTS].iter().flat_map(|t| t.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("2026-07/{:08x}", hash as u32)
}

/// Every unit as shipped: places, ministries, departments and inspection bodies.
pub(super) fn units() -> Result<Vec<Unit>, Problem> {
    let places = places()?;
    let mut units = bodies::national()?;
    units.extend(bodies::of_places(&places)?);
    units.extend(places);
    Ok(units)
}

fn places() -> Result<Vec<Unit>, Problem> {
    let mut heirs = successors()?;
    let mut units = Vec::new();
    for row in rows("places.csv", PLACES) {
        let row = row?;
        let code = row.text(0);
        let kind = match code.len() {
            2 => UnitKind::Province,
            3 => UnitKind::District,
            _ => UnitKind::Commune,
        };
        let until = row.day(4)?;
        let next = until.and_then(|day| day.tomorrow().ok());
        units.push(Unit {
            kind,
            agency: None,
            name: row.text(1).to_owned(),
            name_en: None,
            parent: Some(UnitCode(if row.text(2).is_empty() { "VN" } else { row.text(2) }.to_owned())),
            from: row.day(3)?,
            until,
            successors: next.and_then(|day| heirs.remove(&(code.to_owned(), day))).unwrap_or_default(),
            status: if row.text(5).is_empty() { Status::Verified } else { Status::Unverified },
            order: 0,
            code: UnitCode(code.to_owned()),
        });
    }
    match heirs.into_iter().next() {
        Some(((code, day), _)) => Err(Problem::new(
            "successors.csv",
            0,
            format!("{code} has successors on {day} but did not end the day before"),
        )),
        None => Ok(units),
    }
}

fn successors() -> Result<HashMap<(String, Date), Vec<Heir>>, Problem> {
    let mut heirs: HashMap<(String, Date), Vec<Heir>> = HashMap::new();
    for row in rows("successors.csv", SUCCESSORS) {
        let row = row?;
        let Some(day) = row.day(1)? else {
            return Err(row.problem("no day"));
        };
        heirs.entry((row.text(0).to_owned(), day)).or_default().push(Heir {
            code: UnitCode(row.text(2).to_owned()),
            split: row.text(3) == "s",
            main: row.text(4) == "1",
            status: if row.text(5) == "1" { Status::Verified } else { Status::Unverified },
        });
    }
    Ok(heirs)
}

/// One line of a table with its place, for messages.
pub(super) struct Row {
    file: &'static str,
    line: u64,
    fields: csv::StringRecord,
}

impl Row {
    pub(super) fn text(&self, at: usize) -> &str {
        self.fields.get(at).unwrap_or("")
    }
    pub(super) fn day(&self, at: usize) -> Result<Option<Date>, Problem> {
        let text = self.text(at);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| self.problem(&format!("`{text}` is not a day")))
    }
    pub(super) fn status(&self, at: usize) -> Status {
        if self.text(at) == "verified" { Status::Verified } else { Status::Unverified }
    }
    pub(super) fn problem(&self, what: &str) -> Problem {
        Problem::new(self.file, self.line, what.to_owned())
    }
}

/// The lines of a table after its header.
pub(super) fn rows(file: &'static str, text: &'static str) -> impl Iterator<Item = Result<Row, Problem>> {
    csv::Reader::from_reader(text.as_bytes()).into_records().map(move |record| match record {
        Ok(fields) => Ok(Row { file, line: fields.position().map_or(0, csv::Position::line), fields }),
        Err(e) => Err(Problem::new(file, e.position().map_or(0, csv::Position::line), e.to_string())),
    })
}
