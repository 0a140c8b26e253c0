//! What [`crate::reports::fill`] is fed with: sums and things counted once, by row.
//!
//! A sheet asks for its rows, not for the units under them: what the units of a row have
//! of one series is added up here, and the row's own unit answers for it.

use super::{Asked, Ledger, Span, Sums};
use crate::reports::{Item, Rows, Total, declared_indicator, declared_nought};
use law::form::{Column, Form};
use std::collections::{BTreeSet, HashMap};

/// The row of each unit by its number; none: not on the sheet.
type RowOf = Vec<Option<u32>>;

impl Ledger {
    /// Every sum and every thing counted once that a form takes in, by row; none when the
    /// ledger does not reach the days or the position asked for.
    pub fn feed(&self, form: &Form, rows: &Rows, asked: &Asked) -> Option<(Vec<Total>, Vec<Item>)> {
        let span = self.span(asked)?;
        let row_of = self.row_of(rows);
        Some((self.totals(form, rows, &row_of, &span), self.items(form, rows, &row_of, &span)))
    }

    fn totals(&self, form: &Form, rows: &Rows, row_of: &RowOf, span: &Span) -> Vec<Total> {
        let (mut sums, mut out): (Vec<Sums>, _) = (Vec::new(), Vec::new());
        for number in self.series_of(form.summed_indicators()) {
            sums.clear();
            self.sums(number, span, &mut sums);
            let mut by_row = vec![[0_i64; 2]; rows.units.len()];
            for (unit, [opening, flow]) in self.units_of(number).iter().zip(&sums) {
                if let Some(row) = row_of[*unit as usize] {
                    let row = &mut by_row[row as usize];
                    *row = [row[0].saturating_add(*opening), row[1].saturating_add(*flow)];
                }
            }
            let found = by_row.iter().enumerate().filter(|(_, sums)| **sums != [0, 0]);
            out.extend(found.map(|(row, [opening, flow])| {
                let [indicator, class, manner, field] = self.words(number).map(str::to_owned);
                let unit = rows.units[row].code.clone();
                Total { unit, indicator, class, manner, field, opening: *opening, flow: *flow }
            }));
        }
        out
    }

    fn items(&self, form: &Form, rows: &Rows, row_of: &RowOf, span: &Span) -> Vec<Item> {
        let mut out = Vec::new();
        let told = |c: &Column| [declared_indicator(&form.id, &c.id), declared_nought(&form.id, &c.id)];
        let declared: Vec<String> = form.columns.iter().flat_map(told).collect();
        let asked = form.item_indicators().into_iter().chain(declared.iter().map(String::as_str));
        for number in self.series_of(asked) {
            let series = &self.series[number as usize];
            let mut things: HashMap<(u32, u32), i64> = HashMap::new();
            series.each(None, series.cut(span.known), (span.from, span.until), |block, at| {
                let row = row_of[series.units[block.seats[at] as usize] as usize];
                if let (Some(row), item @ 1..) = (row, block.item(at)) {
                    let sum = things.entry((row, item)).or_default();
                    *sum = sum.saturating_add(block.quantities[at]);
                }
            });
            out.extend(things.into_iter().map(|((row, item), quantity)| {
                let [indicator, class, manner, field] = self.words(number).map(str::to_owned);
                let (unit, item) = (rows.units[row as usize].code.clone(), self.items.text(item).to_owned());
                Item { unit, indicator, class, manner, field, item, quantity }
            }));
        }
        out
    }

    pub(super) fn row_of(&self, rows: &Rows) -> RowOf {
        self.units.all().map(|code| rows.row(code).and_then(|row| u32::try_from(row).ok())).collect()
    }

    /// The series of some indicators, each once, in the order of their numbers.
    pub(super) fn series_of<'n>(&self, indicators: impl IntoIterator<Item = &'n str>) -> BTreeSet<u32> {
        let named = indicators.into_iter().filter_map(|name| self.by_indicator.get(&self.words.find(name)?));
        named.flatten().copied().collect()
    }

    /// Indicator, class, manner and field of a series.
    pub(super) fn words(&self, series: u32) -> [&str; 4] {
        self.words_of[series as usize].map(|word| self.words.text(word))
    }
}
