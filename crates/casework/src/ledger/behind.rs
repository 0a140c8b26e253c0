//! Một ô mở ra: how many postings make a figure, and the largest of them.

use super::block::{Block, Days};
use super::series::Series;
use super::{Asked, Day, Ledger, Span};
use crate::reports::{Rows, Selection};
use law::form::Begun;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What stands behind a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// How many postings there are.
    pub count: usize,
    /// The largest of them, largest first; of equals the one recorded first.
    pub largest: Vec<Found>,
}

/// One posting behind a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it adds.
    pub quantity: i64,
    /// Position of its act in the journal.
    pub position: i64,
    /// Unit of the ledger.
    pub unit: String,
    /// Chỉ tiêu.
    pub indicator: String,
    /// Official day.
    pub day: Day,
    /// What is counted once; may be empty.
    pub item: String,
}

/// Quantity, then what was recorded first: position, series, unit, day and item.
type Place = (i64, Reverse<(u32, u32, u32, u16, u32)>);

impl Ledger {
    /// The postings behind a cell: of the units of one row, or of all on the sheet; none
    /// when the ledger does not reach the days or the position asked for.
    pub fn behind(
        &self,
        cell: &Selection,
        rows: &Rows,
        row: Option<usize>,
        asked: &Asked,
        most: usize,
    ) -> Option<Behind> {
        let (mut count, mut heap) = (0, BinaryHeap::<Reverse<Place>>::new());
        // What is smaller than the least of those kept is counted and no more: most rows are.
        let mut least = i64::MIN;
        self.each_behind(cell, rows, row, asked, |number, series, block, at| {
            count += 1;
            let quantity = block.quantities[at];
            if least <= quantity {
                let unit = series.units[block.seats[at] as usize];
                let place = (block.positions[at], number, unit, block.days[at], block.item(at));
                heap.push(Reverse((quantity, Reverse(place))));
                if heap.len() > most {
                    heap.pop();
                }
                if heap.len() >= most {
                    least = heap.peek().map_or(i64::MAX, |Reverse((least, _))| *least);
                }
            }
        })?;
        let largest = heap.into_sorted_vec().into_iter().map(|Reverse(place)| self.found(&place)).collect();
        Some(Behind { count, largest })
    }

    /// Calls with every posting behind a cell: unit, position of its act, what is counted once (may
    /// be empty) and what it adds. None when the ledger does not reach.
    pub fn acts_behind(
        &self,
        cell: &Selection,
        rows: &Rows,
        row: Option<usize>,
        asked: &Asked,
        mut see: impl FnMut(&str, i64, &str, i64),
    ) -> Option<()> {
        self.each_behind(cell, rows, row, asked, |_, series, block, at| {
            let unit = self.units.text(series.units[block.seats[at] as usize]);
            let position = i64::from(block.positions[at]);
            see(unit, position, self.items.text(block.item(at)), block.quantities[at]);
        })
    }

    #[inline]
    fn each_behind(
        &self,
        cell: &Selection,
        rows: &Rows,
        row: Option<usize>,
        asked: &Asked,
        mut see: impl FnMut(u32, &Series, &Block, usize),
    ) -> Option<()> {
        let span = self.span(asked)?;
        let from = asked.from.to_string();
        let counts = |of: Option<u32>| of.is_some_and(|of| row.is_none_or(|row| row == of as usize));
        let units: Vec<bool> = self.row_of(rows).into_iter().map(counts).collect();
        for (number, days) in self.parts(cell, &span) {
            let series = &self.series[number as usize];
            let seats: Vec<bool> = series.units.iter().map(|unit| units[*unit as usize]).collect();
            let all = seats.iter().all(|seat| *seat);
            series.each(None, series.cut(span.known), days, |block, at| {
                let fits = cell.only.begun.is_none_or(|side| self.began(block.item(at), side, &from));
                if fits && (all || seats[block.seats[at] as usize]) {
                    see(number, series, block, at);
                }
            });
        }
        Some(())
    }

    fn began(&self, item: u32, side: Begun, from: &str) -> bool {
        item > 0 && side.lets(self.items.text(item), from)
    }

    /// Which series a cell counts on which days.
    fn parts(&self, cell: &Selection, span: &Span) -> Vec<(u32, Days)> {
        let series = |names: &[String]| self.series_of(names.iter().map(String::as_str));
        let before = series(&cell.opening).into_iter().map(|number| (number, (0, span.from - 1)));
        let flows = [&cell.flow[..], &cell.distinct].concat();
        let within = series(&flows).into_iter().map(|number| (number, (span.from, span.until)));
        let lets = |(number, _): &(u32, Days)| {
            let [_, class, manner, field] = self.words(*number);
            cell.only.lets(class, manner, field)
        };
        before.chain(within).filter(lets).collect()
    }

    fn found(&self, (quantity, Reverse((position, series, unit, day, item))): &Place) -> Found {
        Found {
            quantity: *quantity,
            position: i64::from(*position),
            unit: self.units.text(*unit).to_owned(),
            indicator: self.words(*series)[0].to_owned(),
            day: Day(*day),
            item: self.items.text(*item).to_owned(),
        }
    }
}
