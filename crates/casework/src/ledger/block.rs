//! Postings in the order in which they were recorded, a block at a time.
//!
//! A block knows its first and last day, so that whoever asks for some days reads only
//! the blocks that hold any: most postings are recorded within weeks of their day.

/// Postings of one block.
#[cfg(not(test))]
pub(super) const BLOCK: usize = 4096;
/// Small in tests, so that every question crosses blocks.
#[cfg(test)]
pub(super) const BLOCK: usize = 8;

/// Days from and until, both included; empty where they cross.
pub(super) type Days = (u16, u16);

/// One posting of a series.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub position: u32,
    pub seat: u32,
    pub item: u32,
    pub day: u16,
    pub quantity: i64,
}

/// Up to [`BLOCK`] postings of one series, by column.
#[derive(Debug)]
pub(super) struct Block {
    first: u16,
    last: u16,
    pub days: Vec<u16>,
    pub seats: Vec<u32>,
    pub positions: Vec<u32>,
    pub quantities: Vec<i64>,
    /// Empty as long as nothing in the block is counted once.
    items: Vec<u32>,
}

impl Block {
    /// An empty block with room for so many.
    pub fn new(room: usize) -> Self {
        Self {
            first: u16::MAX,
            last: 0,
            days: Vec::with_capacity(room),
            seats: Vec::with_capacity(room),
            positions: Vec::with_capacity(room),
            quantities: Vec::with_capacity(room),
            items: Vec::new(),
        }
    }

    pub fn is_full(&self) -> bool {
        self.days.len() >= BLOCK
    }

    pub fn len(&self) -> usize {
        self.days.len()
    }

    pub fn push(&mut self, entry: &Entry) {
        self.first = self.first.min(entry.day);
        self.last = self.last.max(entry.day);
        if entry.item > 0 || !self.items.is_empty() {
            self.items.resize(self.days.len(), 0);
            self.items.push(entry.item);
        }
        self.days.push(entry.day);
        self.seats.push(entry.seat);
        self.positions.push(entry.position);
        self.quantities.push(entry.quantity);
    }

    /// What is counted once in a posting; 0 for nothing.
    pub fn item(&self, at: usize) -> u32 {
        self.items.get(at).copied().unwrap_or(0)
    }

    /// Whether any of its postings may fall on these days.
    pub fn meets(&self, days: Days) -> bool {
        self.first <= days.1 && days.0 <= self.last
    }

    /// How many of its postings were recorded by a position.
    pub fn known(&self, position: u32) -> usize {
        self.positions.partition_point(|p| *p <= position)
    }

    /// Calls with the place of every posting of `range` that falls on these days.
    pub fn each(&self, range: std::ops::Range<usize>, days: Days, mut see: impl FnMut(usize)) {
        if !self.meets(days) || days.0 > days.1 {
            return;
        }
        if days.0 <= self.first && self.last <= days.1 {
            range.for_each(see);
            return;
        }
        // Which rows fall in cannot be foretold by the processor, so their places are
        // written down without a branch first.
        let mut places = [0_u16; BLOCK];
        let (begin, span, mut n) = (range.start, days.1 - days.0, 0);
        for (at, day) in self.days[range].iter().enumerate() {
            places[n] = at as u16;
            n += usize::from(day.wrapping_sub(days.0) <= span);
        }
        places[..n].iter().for_each(|at| see(begin + usize::from(*at)));
    }
}
