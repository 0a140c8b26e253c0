//! Dòng của biểu: which units report under a unit, as organised on a day, and
//! whose files each of them answers for.

use crate::units::{Tree, Unit, UnitRefusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// One row before it is filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowUnit {
    /// Code of the unit.
    pub code: String,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name.
    pub name_en: String,
    /// Shown even when it has no figure: a body that inspects stands there.
    pub reports: bool,
}

/// The rows of a unit's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Code of the unit.
    pub unit: String,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// Whether it is a root of the tree: whatever the ledger holds is under it.
    pub is_root: bool,
    /// The unit itself first, then the units directly under it.
    pub units: Vec<RowUnit>,
    /// By unit of the ledger: its row.
    owner: BTreeMap<String, usize>,
}

impl Rows {
    /// The sheet of one office alone, without a tree.
    pub fn alone(unit: RowUnit) -> Self {
        Self {
            unit: unit.code.clone(),
            name_vi: unit.name_vi.clone(),
            name_en: unit.name_en.clone(),
            is_root: false,
            owner: BTreeMap::from([(unit.code.clone(), 0)]),
            units: vec![unit],
        }
    }

    /// The same units of the ledger in other rows.
    pub(super) fn regrouped(&self, units: Vec<RowUnit>, owner: BTreeMap<String, usize>) -> Self {
        Self { units, owner, ..self.clone() }
    }

    /// The row that is known to count a unit of the ledger.
    pub(super) fn known_row(&self, unit: &str) -> Option<usize> {
        self.owner.get(unit).copied()
    }

    /// The row a unit of the ledger is counted in; the unit's own for what no
    /// unit under it answers for.
    pub fn row_of(&self, unit: &str) -> usize {
        self.owner.get(unit).copied().unwrap_or(0)
    }

    /// The row a unit of the ledger is counted in; none for what this sheet leaves out.
    pub fn row(&self, unit: &str) -> Option<usize> {
        self.owner.get(unit).copied().or(self.is_root.then_some(0))
    }

    /// Every unit of the ledger this sheet counts.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.owner.keys().map(String::as_str)
    }

    /// The units of the ledger one row counts.
    pub fn codes_of<'r>(&'r self, unit: &'r str) -> impl Iterator<Item = &'r str> {
        let row = self.units.iter().position(|r| r.code == unit);
        self.owner.iter().filter(move |(_, at)| Some(**at) == row).map(|(code, _)| code.as_str())
    }
}

/// The rows of `unit` as organised on `on`. A unit that was merged, split or
/// abolished before is counted where its work is carried on, once: see [`Tree::home`].
///
/// # Errors
/// When the unit does not stand on that day.
pub fn rows(tree: &Tree, unit: &str, on: Date) -> Result<Rows, UnitRefusal> {
    rows_until(tree, unit, on, on)
}

/// The rows of `unit` as organised on `on`, for figures up to a later day: what units that
/// begin between the two record is counted with what they were made from.
///
/// # Errors
/// When the unit does not stand on that day.
pub fn rows_until(tree: &Tree, unit: &str, on: Date, until: Date) -> Result<Rows, UnitRefusal> {
    let me = tree.find(unit, on)?;
    let children = tree.children(unit, on);
    let mut standing: HashMap<&str, usize> = HashMap::from([(unit, 0)]);
    for (at, child) in (1..).zip(&children) {
        standing.extend(tree.descendants(&child.code.0, on).into_iter().map(|below| (below.code.0.as_str(), at)));
    }
    let later = tree.all().iter().filter(|u| u.from.is_some_and(|from| on < from && from <= until));
    let later = later.map(|u| u.code.0.as_str());
    let mut owner: BTreeMap<String, usize> = standing.iter().map(|(code, row)| ((*code).to_owned(), *row)).collect();
    for code in tree.scope(unit, on).into_iter().chain(later).filter(|code| !standing.contains_key(code)) {
        if let Some(row) = tree.home(code, on).and_then(|home| standing.get(home.code.0.as_str())) {
            owner.insert(code.to_owned(), *row);
        }
    }
    let line = |u: &Unit, reports: bool| RowUnit {
        code: u.code.0.clone(),
        name_vi: u.name.clone(),
        name_en: u.english(),
        reports,
    };
    let mut units = vec![line(me, children.is_empty())];
    units.extend(children.iter().map(|c| line(c, !tree.inspectorates(&c.code.0, on).is_empty())));
    Ok(Rows {
        unit: unit.to_owned(),
        name_vi: me.name.clone(),
        name_en: me.english(),
        is_root: me.parent.is_none(),
        units,
        owner,
    })
}
