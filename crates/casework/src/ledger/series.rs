//! Một chỉ tiêu theo một bộ chiều: its postings, and for each unit the running sum up
//! to each boundary, so that a period between two boundaries is two look-ups.

use super::Unfit;
use super::block::{BLOCK, Block, Days, Entry};
use super::names::Numbers;

/// A question in numbers: days of the period and the last position known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub(super) from: u16,
    pub(super) until: u16,
    pub(super) known: u32,
}

/// Opening and flow of one unit.
pub type Sums = [i64; 2];

/// Postings of one indicator with one set of dimensions.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// Unit → seat: only units that post here take room.
    seats: Numbers,
    /// Seat → unit.
    pub units: Vec<u32>,
    pub blocks: Vec<Block>,
    /// Postings of the last block whose seat and running sums are worked out.
    settled: usize,
    /// By boundary, by seat: the sum of all days up to it. Boundaries after the last one
    /// kept are like it, and seats after the last one kept are zero.
    running: Vec<Vec<i64>>,
}

impl Series {
    /// Takes down a posting, its unit in the place of its seat until it is settled.
    pub fn push(&mut self, entry: &Entry) {
        if self.blocks.last().is_none_or(Block::is_full) {
            self.blocks.push(Block::new(if self.blocks.is_empty() { 1 } else { BLOCK }));
            self.settled = 0;
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(entry);
        }
    }

    /// Whether the last block is full and not settled: then it is time to.
    pub fn is_due(&self) -> bool {
        self.settled < BLOCK && self.blocks.last().is_some_and(Block::is_full)
    }

    /// Works out seats and running sums of what was taken down since the last time: many at
    /// once, because each touches places in memory far from the last one's, and the
    /// processor waits for several together. Says how many running sums more it keeps.
    pub fn settle(&mut self, boundaries: &[u16]) -> Result<usize, Unfit> {
        let Some(mut block) = self.blocks.pop() else { return Ok(0) };
        for seat in &mut block.seats[self.settled..] {
            let next = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
            let unit = std::mem::replace(seat, next);
            *seat = *self.seats.entry(unit).or_insert(next);
            if *seat == next {
                self.units.push(unit);
            }
        }
        let (mut more, mut gap, mut of) = (0, 0, None);
        for at in self.settled..block.len() {
            let day = block.days[at];
            if of != Some(day) {
                (gap, of) = (boundaries.partition_point(|b| *b < day), Some(day));
            }
            if gap < boundaries.len() {
                more += self.add(gap, block.seats[at] as usize, block.quantities[at])?;
            }
        }
        self.settled = block.len();
        self.blocks.push(block);
        Ok(more)
    }

    fn add(&mut self, gap: usize, seat: usize, quantity: i64) -> Result<usize, Unfit> {
        let mut more = 0;
        while self.running.len() <= gap {
            let last = self.running.last().cloned().unwrap_or_default();
            more += last.len();
            self.running.push(last);
        }
        for sums in &mut self.running[gap..] {
            if sums.len() <= seat {
                more += seat + 1 - sums.len();
                sums.resize(seat + 1, 0);
            }
            sums[seat] = sums[seat].checked_add(quantity).ok_or(Unfit::TooLarge)?;
        }
        Ok(more)
    }

    /// Opening and flow of each seat, at the end of `out`, from the boundaries at or
    /// before the two days and the postings between.
    pub fn sums(&self, boundaries: &[u16], span: &Span, out: &mut Vec<Sums>) {
        let cut = self.cut(span.known);
        let (before, until) = (span.from - 1, span.until);
        let at = |day: u16| boundaries.partition_point(|b| *b <= day).checked_sub(1);
        let (mut low, mut high) = (at(before), at(until));
        // What became known later is taken off again, unless it is quicker to begin at nothing.
        if cut.is_some_and(|(block, _)| self.reads_from(block, high.map(|at| boundaries[at])) > block + 1) {
            (low, high) = (None, None);
        }
        let begin = out.len();
        let (lows, highs) = (self.running_at(low), self.running_at(high));
        out.extend(lows.iter().zip(highs).map(|(low, high)| [*low, high.saturating_sub(*low)]));
        out.extend(highs[lows.len().min(highs.len())..].iter().map(|high| [0, *high]));
        out.resize(begin + self.units.len(), [0, 0]);
        let out = &mut out[begin..];

        let day = |at: Option<usize>| at.map(|at| boundaries[at]);
        let after = |at: Option<usize>| day(at).map_or(0, |day| day.saturating_add(1));
        // Before the period: what the lower boundary does not hold moves from flow to opening.
        self.each(None, cut, (after(low), before), |block, row| {
            let (sums, quantity) = (&mut out[block.seats[row] as usize], block.quantities[row]);
            *sums = [sums[0].saturating_add(quantity), sums[1].saturating_sub(quantity)];
        });
        self.each(None, cut, (after(high), until), |block, row| {
            let sums = &mut out[block.seats[row] as usize];
            sums[1] = sums[1].saturating_add(block.quantities[row]);
        });
        let (Some(cut), Some(high)) = (cut, day(high)) else { return };
        let low = day(low);
        self.each(Some(cut), None, (0, high), |block, row| {
            let side = usize::from(low.is_none_or(|low| block.days[row] > low));
            let sums = &mut out[block.seats[row] as usize];
            sums[side] = sums[side].saturating_sub(block.quantities[row]);
        });
    }

    fn running_at(&self, boundary: Option<usize>) -> &[i64] {
        let last = self.running.len().checked_sub(1);
        let at = boundary.zip(last).map(|(at, last)| at.min(last));
        at.map_or(&[], |at| &self.running[at])
    }

    /// The block and row at which what a position does not know yet begins; none: it knows all.
    pub fn cut(&self, known: u32) -> Option<(usize, usize)> {
        let at = self.blocks.partition_point(|b| b.positions.last().is_some_and(|last| *last <= known));
        self.blocks.get(at).map(|block| (at, block.known(known)))
    }

    /// Blocks from `block` on that hold a day up to `until`.
    fn reads_from(&self, block: usize, until: Option<u16>) -> usize {
        let Some(until) = until else { return 0 };
        self.blocks[block..].iter().filter(|b| b.meets((0, until))).count()
    }

    /// Calls with every posting on some days, from one cut on and before another.
    pub fn each(
        &self,
        from: Option<(usize, usize)>,
        to: Option<(usize, usize)>,
        days: Days,
        mut see: impl FnMut(&Block, usize),
    ) {
        let (first, row) = from.unwrap_or((0, 0));
        let end = to.map_or(self.blocks.len(), |(block, row)| block + usize::from(row > 0));
        for (at, block) in self.blocks.iter().enumerate().take(end).skip(first) {
            let begin = if at == first { row } else { 0 };
            let end = to.filter(|(block, _)| *block == at).map_or(block.len(), |(_, row)| row);
            block.each(begin..end, days, |row| see(block, row));
        }
    }
}
