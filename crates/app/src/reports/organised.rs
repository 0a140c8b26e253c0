//! Theo tổ chức cũ hay mới: a period with the units as organised on another day, and the
//! bridge from the one to the other, which must add up to the same total.

use super::memory::Source;
use super::{Ask, AskError, Ready, ready};
use crate::App;
use casework::reports::{Bridge, RowUnit, Sheet, bridge, rows_until};
use casework::units::Tree;
use db::{Db, Tx};
use law::{Date, Law};
use serde_json::{Value, json};

/// Units a bridge is held against one by one at most: those a province was merged from.
const MOST_FORMER: usize = 4;

/// Cầu nối, filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Organised {
    /// The day the sheet's units stand as on.
    pub on: Date,
    /// The day the other units stood on: the last of the period.
    pub then: Date,
    /// The pairs.
    pub bridge: Bridge,
    /// Their figures: one row a pair.
    pub pairs: Sheet,
    /// The sheets of the units as organised then, where they are few: filled by other rows, to
    /// the same total.
    pub former: Vec<Sheet>,
}

impl Ready {
    /// The same question with the pairs of the bridge as rows; none where nothing has changed.
    pub(super) fn bridged(&self, tree: &Tree) -> Option<(Ready, Bridge)> {
        let bridge = bridge(tree, &self.rows, self.organised?, self.period.until);
        Some((Ready { rows: bridge.rows.clone(), ..self.clone() }, bridge))
    }

    fn former(&self, tree: &Tree) -> Vec<Ready> {
        let Some(on) = self.organised.filter(|on| *on > self.period.until || self.rows.is_root) else {
            return Vec::new();
        };
        let until = self.period.until;
        let units = tree.formerly(&self.rows.unit, on, until);
        if units.len() > MOST_FORMER {
            return Vec::new();
        }
        let rows = units.into_iter().filter_map(|u| rows_until(tree, &u.code.0, until, until).ok());
        rows.map(|rows| Ready { rows, organised: None, ..self.clone() }).collect()
    }
}

struct Asked {
    ready: Ready,
    bridged: Option<(Ready, Bridge)>,
    former: Vec<Ready>,
}

impl Asked {
    fn new(law: &Law, tree: &Tree, ask: &Ask) -> Result<Self, AskError> {
        let ready = ready(law, tree, ask)?;
        Ok(Self { bridged: ready.bridged(tree), former: ready.former(tree), ready })
    }

    fn fill(self, tx: &mut dyn Tx, source: &Source) -> Result<Option<Organised>, AskError> {
        let (Some((pairs, bridge)), Some(on)) = (self.bridged, self.ready.organised) else { return Ok(None) };
        let then = self.ready.period.until;
        let pairs = pairs.sheet(tx, source)?;
        let former = self.former.iter().map(|ready| ready.sheet(tx, source)).collect::<Result<_, _>>()?;
        Ok(Some(Organised { on, then, bridge, pairs, former }))
    }
}

/// The bridge of a sheet from the database alone; none where nothing has changed between the two days.
///
/// # Errors
/// When the question cannot be answered, or the database.
pub async fn organised(db: &Db, law: &Law, tree: &Tree, ask: &Ask) -> Result<Option<Organised>, AskError> {
    let asked = Asked::new(law, tree, ask)?;
    crate::journal::settle(db).await?;
    db.read(move |tx| asked.fill(tx, &Source::default())).await
}

impl App {
    /// The bridge of a sheet, from the ledger in memory as far as it reaches.
    ///
    /// # Errors
    /// When the question cannot be answered, or the database.
    pub async fn organised(&self, ask: &Ask) -> Result<Option<Organised>, AskError> {
        let asked = Asked::new(&self.law, self.tree, ask)?;
        if asked.ready.organised.is_none() {
            return Ok(None);
        }
        self.figures(move |tx, source| asked.fill(tx, source)).await
    }
}

impl Organised {
    /// Whether every column that adds up has one total over the pairs, over the units as
    /// organised then (where they were counted) and on the sheet.
    pub fn adds_up(&self, sheet: &Sheet) -> bool {
        let columns = sheet.form.columns.iter().enumerate().filter(|(_, c)| !c.is_distinct());
        let sum = |sheets: &[Sheet], at: usize| {
            sheets.iter().fold(0_i64, |sum, s| sum.saturating_add(s.total[at].unwrap_or(0)))
        };
        columns.into_iter().all(|(at, _)| {
            let total = sheet.total[at].unwrap_or(0);
            let former = self.former.is_empty() || sum(&self.former, at) == total;
            former && self.pairs.total[at].unwrap_or(0) == total
        })
    }

    /// As JSON, beside the sheet.
    pub fn value(&self, sheet: &Sheet, lang: &str) -> Value {
        let name = |u: &RowUnit| if lang == "en" { u.name_en.clone() } else { u.name_vi.clone() };
        let unit = |u: &RowUnit| json!({ "unit": u.code, "name": name(u) });
        let cells = |cells: &[Option<i64>]| {
            let known =
                sheet.form.columns.iter().zip(cells).filter_map(|(c, cell)| Some((c.id.clone(), json!((*cell)?))));
            Value::Object(known.collect())
        };
        let rows = self.shown().map(|(row, span)| {
            let choice = span.choice.as_ref().map(|c| {
                json!({ "unit": unit(&c.unit), "heirs": c.heirs.iter().map(unit).collect::<Vec<_>>() })
            });
            json!({ "row": row.unit, "then": unit(&span.then), "now": unit(&span.now), "choice": choice, "cells": cells(&row.cells) })
        });
        let former = self.former.iter().map(|s| json!({ "unit": s.unit, "total": cells(&s.total) }));
        json!({
            "organised": self.on, "then": self.then, "adds_up": self.adds_up(sheet),
            "rows": rows.collect::<Vec<_>>(), "total": cells(&self.pairs.total), "former": former.collect::<Vec<_>>(),
        })
    }

    /// The pairs that have any figure, in order.
    pub fn shown(&self) -> impl Iterator<Item = (&casework::reports::SheetRow, &casework::reports::Span)> {
        let span = |code: &str| self.bridge.rows.units.iter().position(|u| u.code == code);
        self.pairs.rows.iter().filter_map(move |row| Some((row, &self.bridge.spans[span(&row.unit)?])))
    }
}
