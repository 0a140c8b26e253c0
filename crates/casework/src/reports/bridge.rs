//! Cầu nối xưa và nay: which units as organised then became which as organised on another
//! day, each pair with its figures, and which of them rest on a choice.
//!
//! A bridge is a sheet with other rows: it counts the very units of the ledger the sheet
//! counts, each once, so that both add up to one total. Must never move a record: the unit
//! that recorded something stays on it for ever.

use super::rows::{RowUnit, Rows};
use crate::units::{Tree, Unit};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// The bridge of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge {
    /// One row a pair.
    pub rows: Rows,
    /// The pairs, in the order of the rows.
    pub spans: Vec<Span>,
}

/// Một nhịp: a unit as organised then, and the row of the sheet it is counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The unit as organised then.
    pub then: RowUnit,
    /// The row of the sheet.
    pub now: RowUnit,
    /// What had to be chosen; none: the whole of it went there.
    pub choice: Option<Choice>,
}

/// Chỗ phải chọn: a unit whose work more than one row could count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The unit that was split, or whose code went on with another territory.
    pub unit: RowUnit,
    /// Everybody who took a part of it, the one that counts it first.
    pub heirs: Vec<RowUnit>,
}

/// Unit as organised then, row of the sheet, unit that was split; the last may be empty.
type Key<'k> = (&'k str, usize, &'k str);

/// The bridge of a sheet with these rows, organised as on `on`, to the organisation of `then`.
pub fn bridge(tree: &Tree, rows: &Rows, on: Date, then: Date) -> Bridge {
    let level = tree.path(&rows.unit, on).len();
    let mut owners: BTreeMap<Key<'_>, Vec<&str>> = BTreeMap::new();
    let mut names: HashMap<&str, RowUnit> = HashMap::new();
    let mut chosen: HashMap<&str, Choice> = HashMap::new();
    for code in rows.codes() {
        let home = tree.home(code, then);
        let path = home.map(|home| tree.path(&home.code.0, then)).unwrap_or_default();
        let old = path.get(level).or(path.last()).copied();
        let row = rows.row_of(code);
        let old_code = match old {
            Some(old) => {
                names.entry(old.code.0.as_str()).or_insert_with(|| named(old));
                old.code.0.as_str()
            }
            None => code,
        };
        let mut split = "";
        if let Some((unit, heirs)) = tree.choice(code, on)
            && heirs.iter().any(|heir| rows.known_row(&heir.code.0) != Some(row))
        {
            split = &unit.code.0;
            chosen
                .entry(split)
                .or_insert_with(|| Choice { unit: named(unit), heirs: heirs.into_iter().map(named).collect() });
        }
        owners.entry((old_code, row, split)).or_default().push(code);
    }
    let (mut units, mut owner, mut spans) = (Vec::new(), BTreeMap::new(), Vec::new());
    for ((old, row, split), codes) in owners {
        let then = names.get(old).cloned().unwrap_or_else(|| bare(old));
        let (now, choice) = (rows.units[row].clone(), chosen.get(split).cloned());
        let mut code = format!("{old}>{}", now.code);
        if !split.is_empty() {
            code = format!("{code}~{split}");
        }
        let name = |then: &str, now: &str| if then == now { now.to_owned() } else { format!("{then} → {now}") };
        owner.extend(codes.into_iter().map(|code| (code.to_owned(), units.len())));
        owner.insert(code.clone(), units.len());
        let (name_vi, name_en) = (name(&then.name_vi, &now.name_vi), name(&then.name_en, &now.name_en));
        units.push(RowUnit { code, name_vi, name_en, reports: false });
        spans.push(Span { then, now, choice });
    }
    Bridge { rows: rows.regrouped(units, owner), spans }
}

fn named(unit: &Unit) -> RowUnit {
    RowUnit { code: unit.code.0.clone(), name_vi: unit.name.clone(), name_en: unit.english(), reports: false }
}

fn bare(code: &str) -> RowUnit {
    RowUnit { code: code.to_owned(), name_vi: code.to_owned(), name_en: code.to_owned(), reports: false }
}
