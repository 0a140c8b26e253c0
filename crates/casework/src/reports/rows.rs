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
/// abolished before is counted with the unit that answers for its files, once.
///
/// # Errors
/// When the unit does not stand on that day.
pub fn rows(tree: &Tree, unit: &str, on: Date) -> Result<Rows, UnitRefusal> {
    let me = tree.find(unit, on)?;
    let children = tree.children(unit, on);
    let mut owner: HashMap<&str, usize> = HashMap::from([(unit, 0)]);
    // First what stands under each today, then what each took over: a code that
    // went on elsewhere follows the tree, and a split unit is counted once.
    for (at, child) in (1..).zip(&children) {
        for below in tree.descendants(&child.code.0, on) {
            owner.entry(&below.code.0).or_insert(at);
        }
    }
    for (at, child) in (1..).zip(&children) {
        for code in tree.scope(&child.code.0, on) {
            owner.entry(code).or_insert(at);
        }
    }
    for code in tree.scope(unit, on) {
        owner.entry(code).or_insert(0);
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
        owner: owner.into_iter().map(|(code, row)| (code.to_owned(), row)).collect(),
    })
}
