//! Bảng đơn vị: the tree as a table an office can keep in a spreadsheet.
//!
//! Pure: rows of text in, a preview out. Nothing is taken over here; the caller
//! lays `Preview::units` over its tree when the office says yes.

use super::unit::{Heir, Unit, UnitKind};
use super::{Fault, Tree};
use crate::fields::UnitCode;
use crate::fold;
use jiff::civil::Date;
use law::{AgencyKind, Status};

/// Every reason there is; a test asks both languages for a sentence for each.
pub const ERRORS: &[&str] = &[
    "no_head",
    "bad_code",
    "no_name",
    "bad_kind",
    "bad_agency",
    "bad_day",
    "bad_status",
    "twice",
    "outside",
    "overlap",
    "ends_before_it_begins",
    "no_parent",
    "no_successor",
    "ring",
];

/// The columns, in the order they are written.
pub const COLUMNS: [&str; 10] =
    ["code", "kind", "agency", "name", "name_en", "parent", "from", "until", "successors", "status"];

/// Headers an office may use instead, folded.
const ALSO: &[(&str, usize)] = &[
    ("ma", 0),
    ("ma don vi", 0),
    ("loai", 1),
    ("loai don vi", 1),
    ("co quan thanh tra", 2),
    ("ten", 3),
    ("ten don vi", 3),
    ("ten tieng anh", 4),
    ("truc thuoc", 5),
    ("don vi cap tren", 5),
    ("tu ngay", 6),
    ("den ngay", 7),
    ("don vi ke thua", 8),
    ("tinh trang", 9),
];

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Its line in the file.
    pub line: u64,
    /// Its cells as text.
    pub cells: Vec<String>,
}

/// What a line would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// A unit, or a dated version of one, that was not there.
    Created,
    /// Changes these columns of a version that was there.
    Updated(Vec<&'static str>),
    /// Already so.
    Unchanged,
    /// Cannot be taken.
    Wrong(Vec<RowError>),
}

/// Why a line cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Name of the sentence in the language catalogues, under `units.table.`.
    pub code: &'static str,
    /// The column it is about; empty: the whole line.
    pub column: &'static str,
    /// What stood there or what is in the way.
    pub value: String,
}

/// One line with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPreview {
    /// Its line in the file.
    pub line: u64,
    /// The unit, as far as it could be read.
    pub code: String,
    /// What it would do.
    pub outcome: RowOutcome,
}

/// What a table would do to the tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Line by line.
    pub rows: Vec<RowPreview>,
    /// The units to be laid over the tree: those created and updated.
    pub units: Vec<Unit>,
}

impl Preview {
    /// Lines created, updated, unchanged and wrong.
    pub fn counts(&self) -> [usize; 4] {
        let mut out = [0; 4];
        for row in &self.rows {
            out[match row.outcome {
                RowOutcome::Created => 0,
                RowOutcome::Updated(_) => 1,
                RowOutcome::Unchanged => 2,
                RowOutcome::Wrong(_) => 3,
            }] += 1;
        }
        out
    }
}

/// The units as lines of text, under [`COLUMNS`].
pub fn export<'u>(units: impl IntoIterator<Item = &'u Unit>) -> Vec<[String; 10]> {
    units.into_iter().map(line_of).collect()
}

/// One unit as a line of text, under [`COLUMNS`]; [`unit_of`] reads it back.
pub fn line_of(unit: &Unit) -> [String; 10] {
    let day = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    [
        unit.code.0.clone(),
        unit.kind.word().to_owned(),
        unit.agency.map(AgencyKind::word).unwrap_or_default().to_owned(),
        unit.name.clone(),
        unit.name_en.clone().unwrap_or_default(),
        unit.parent.as_ref().map(|p| p.0.clone()).unwrap_or_default(),
        day(unit.from),
        day(unit.until),
        heirs_as_text(&unit.successors),
        status_word(unit.status).to_owned(),
    ]
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Verified => "verified",
        Status::Unverified => "unverified",
    }
}

/// `00008* 00010~?`: `*` the main one, `~` it took a part, `?` unverified.
fn heirs_as_text(heirs: &[Heir]) -> String {
    let one = |h: &Heir| {
        let mark = |on: bool, sign: &'static str| if on { sign } else { "" };
        format!("{}{}{}{}", h.code.0, mark(h.main, "*"), mark(h.split, "~"), mark(h.status == Status::Unverified, "?"))
    };
    heirs.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// What these lines would do to the tree. The first line with a `code` column is
/// the head; a table without one is refused as a whole. `may`: whether the one who
/// brings the table may change this unit.
pub fn preview(tree: &Tree, lines: &[TableRow], may: impl Fn(&Unit) -> bool) -> Result<Preview, RowError> {
    let Some((head_at, places)) = lines.iter().enumerate().find_map(|(at, l)| Some((at, head(&l.cells)?))) else {
        return Err(RowError { code: "no_head", column: "code", value: COLUMNS.join(", ") });
    };
    let mut out = Preview::default();
    let mut kept: Vec<(usize, Unit)> = Vec::new();
    for line in lines[head_at + 1..].iter().filter(|l| l.cells.iter().any(|c| !c.trim().is_empty())) {
        let at = |column: usize| places[column].and_then(|p| line.cells.get(p)).map_or("", |c| c.trim());
        let twice = |unit: &Unit| kept.iter().any(|(_, k)| k.code == unit.code && k.from == unit.from);
        let outcome = match read(at) {
            Err(errors) => RowOutcome::Wrong(errors),
            Ok(unit) if !may(&unit) => RowOutcome::Wrong(vec![wrong("outside", "code", at(0))]),
            Ok(unit) if twice(&unit) => RowOutcome::Wrong(vec![wrong("twice", "code", at(0))]),
            Ok(unit) => {
                let before = tree.versions(&unit.code.0).find(|u| u.from == unit.from);
                let outcome = before.map_or(RowOutcome::Created, |old| compare(old, &unit));
                let order = before.map_or(u16::MAX, |old| old.order);
                if outcome != RowOutcome::Unchanged {
                    kept.push((out.rows.len(), Unit { order, ..unit }));
                }
                outcome
            }
        };
        out.rows.push(RowPreview { line: line.line, code: at(0).to_owned(), outcome });
    }
    settle(tree, &mut out, kept);
    Ok(out)
}

/// Lays the lines over the tree; lines that would break it are turned down until it holds.
fn settle(tree: &Tree, out: &mut Preview, mut kept: Vec<(usize, Unit)>) {
    while !kept.is_empty() {
        let faults = tree.faults_with(kept.iter().map(|(_, u)| u.clone()).collect());
        if faults.is_empty() {
            break;
        }
        let before = kept.len();
        kept.retain(|(row, unit)| {
            let here: Vec<RowError> = faults.iter().filter(|f| f.concerns(&unit.code.0)).map(fault_error).collect();
            let fine = here.is_empty();
            if !fine {
                out.rows[*row].outcome = RowOutcome::Wrong(here);
            }
            fine
        });
        if kept.len() == before {
            // The fault lies with none of the lines alone: none of them is taken.
            let errors: Vec<RowError> = faults.iter().take(3).map(fault_error).collect();
            for (row, _) in kept.drain(..) {
                out.rows[row].outcome = RowOutcome::Wrong(errors.clone());
            }
        }
    }
    out.units = kept.into_iter().map(|(_, unit)| unit).collect();
}

fn fault_error(fault: &Fault) -> RowError {
    wrong(fault.code, "", &fault.to_string())
}

fn wrong(code: &'static str, column: &'static str, value: &str) -> RowError {
    debug_assert!(ERRORS.contains(&code), "{code} has no sentence");
    RowError { code, column, value: value.to_owned() }
}

fn head(cells: &[String]) -> Option<[Option<usize>; 10]> {
    let mut places = [None; 10];
    for (at, cell) in cells.iter().enumerate() {
        let word = fold(cell);
        let column = COLUMNS
            .iter()
            .position(|c| *c == word)
            .or_else(|| ALSO.iter().find(|(also, _)| *also == word).map(|(_, column)| *column));
        if let Some(column) = column {
            places[column].get_or_insert(at);
        }
    }
    (places[0].is_some() && places[3].is_some()).then_some(places)
}

fn compare(old: &Unit, new: &Unit) -> RowOutcome {
    let changed: Vec<&'static str> = line_of(old)
        .iter()
        .zip(line_of(new))
        .zip(COLUMNS)
        .filter(|((a, b), _)| **a != *b)
        .map(|(_, column)| column)
        .collect();
    if changed.is_empty() { RowOutcome::Unchanged } else { RowOutcome::Updated(changed) }
}

/// The unit a line tells of.
pub fn unit_of(cells: &[String; 10]) -> Result<Unit, Vec<RowError>> {
    read(|column| cells[column].as_str())
}

fn read<'a>(at: impl Fn(usize) -> &'a str) -> Result<Unit, Vec<RowError>> {
    let mut errors = Vec::new();
    if at(0).is_empty() || !at(0).chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-') {
        errors.push(wrong("bad_code", "code", at(0)));
    }
    if at(3).is_empty() {
        errors.push(wrong("no_name", "name", ""));
    }
    let kind = UnitKind::from_word(at(1));
    if kind.is_none() {
        errors.push(wrong("bad_kind", "kind", at(1)));
    }
    let agency = AgencyKind::from_word(at(2));
    if agency.is_none() && !at(2).is_empty() {
        errors.push(wrong("bad_agency", "agency", at(2)));
    }
    let mut day = |column: usize| match (at(column), crate::imports::day(at(column), "")) {
        ("", _) => None,
        (_, Some(day)) => Some(day),
        (text, None) => {
            errors.push(wrong("bad_day", COLUMNS[column], text));
            None
        }
    };
    let (from, until) = (day(6), day(7));
    let status = match fold(at(9)).as_str() {
        "verified" => Status::Verified,
        // What an office adds is its own word until somebody has checked it.
        "" | "unverified" => Status::Unverified,
        _ => {
            errors.push(wrong("bad_status", "status", at(9)));
            Status::Unverified
        }
    };
    match (kind, errors.is_empty()) {
        (Some(kind), true) => Ok(Unit {
            code: UnitCode(at(0).to_owned()),
            kind,
            agency,
            name: at(3).to_owned(),
            name_en: (!at(4).is_empty()).then(|| at(4).to_owned()),
            parent: (!at(5).is_empty()).then(|| UnitCode(at(5).to_owned())),
            from,
            until,
            successors: at(8).split_whitespace().map(heir).collect(),
            status,
            order: u16::MAX,
        }),
        _ => Err(errors),
    }
}

fn heir(text: &str) -> Heir {
    Heir {
        code: UnitCode(text.trim_end_matches(['*', '~', '?']).to_owned()),
        split: text.contains('~'),
        main: text.contains('*'),
        status: if text.contains('?') { Status::Unverified } else { Status::Verified },
    }
}
