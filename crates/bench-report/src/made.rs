//! Postings made from their numbers: five years of a sector, in the order of recording.

use jiff::civil::{Date, date};
use std::io::Write;
use std::path::Path;

/// Leaf units, whose work falls off as Zipf 0.6.
pub const UNITS: usize = 4_000;
/// Indicators, Zipf 0.8.
pub const INDICATORS: usize = 250;
/// First day.
pub const FIRST: Date = date(2021, 12, 15);
const DAYS: u64 = 1_826;
/// Postings of one act.
pub const PER_ACT: usize = 6;
const LATE_IN_100: u64 = 10;
const MOST_LATE: u64 = 120;

/// The columns of all postings; days since [`FIRST`] plus [`MOST_LATE`].
#[derive(Default)]
pub struct Made {
    pub unit: Vec<u16>,
    pub ind: Vec<u16>,
    pub day: Vec<u16>,
    pub pos: Vec<u32>,
    pub q: Vec<i64>,
}

/// The day of a number in the columns.
pub fn day(number: u16) -> Date {
    law::clock::plus_days(FIRST, i64::from(number) - MOST_LATE as i64)
}

/// The number of a day in the columns.
pub fn number(day: Date) -> u16 {
    let days = FIRST.until(day).map_or(0, |span| i64::from(span.get_days()));
    u16::try_from(days + MOST_LATE as i64).unwrap_or(0)
}

/// Numbers that look drawn and are the same in every run.
pub struct Drawn(u64);

impl Drawn {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(z ^ (z >> 31)) * u128::from(n)) >> 64) as u64
    }
}

/// How often each of some things comes, as a table to look a drawn number up in.
struct Zipf(Vec<u16>);

impl Zipf {
    const SLOTS: usize = 1 << 16;

    fn new(many: usize, power: f64) -> Self {
        let weights: Vec<f64> = (1..=many).map(|k| (k as f64).powf(-power)).collect();
        let all: f64 = weights.iter().sum();
        let (mut at, mut up_to) = (0, weights[0]);
        let slot = |n: usize| {
            while at + 1 < many && (n as f64 + 0.5) / Self::SLOTS as f64 * all > up_to {
                at += 1;
                up_to += weights[at];
            }
            at as u16
        };
        Self((0..Self::SLOTS).map(slot).collect())
    }

    fn draw(&self, drawn: &mut Drawn) -> u16 {
        self.0[drawn.below(Self::SLOTS as u64) as usize]
    }
}

impl Made {
    /// So many postings.
    pub fn new(many: usize) -> Self {
        let (units, indicators) = (Zipf::new(UNITS, 0.6), Zipf::new(INDICATORS, 0.8));
        let mut drawn = Drawn::new(2_026);
        let mut made = Self {
            unit: Vec::with_capacity(many),
            ind: Vec::with_capacity(many),
            day: Vec::with_capacity(many),
            pos: Vec::with_capacity(many),
            q: Vec::with_capacity(many),
        };
        let acts = (many / PER_ACT) as u64;
        for act in 0..acts {
            let recorded = act * DAYS / acts;
            let late = if drawn.below(100) < LATE_IN_100 { 1 + drawn.below(MOST_LATE) } else { 0 };
            let (unit, day) = (units.draw(&mut drawn), (recorded + MOST_LATE - late) as u16);
            for _ in 0..PER_ACT {
                made.unit.push(unit);
                made.ind.push(indicators.draw(&mut drawn));
                made.day.push(day);
                made.pos.push(act as u32 + 1);
                made.q.push(1 + drawn.below(1_000_000_000) as i64);
            }
        }
        made
    }

    /// The last position recorded by the end of a day.
    pub fn known(&self, on: Date) -> u32 {
        let acts = (self.pos.len() / PER_ACT) as u64;
        let days = u64::from(number(on)) - MOST_LATE + 1;
        (days * acts).div_ceil(DAYS).min(acts) as u32
    }

    /// Writes each column as a file of little-endian numbers.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        fn column<T: Copy, const N: usize>(path: &Path, column: &[T], bytes: fn(T) -> [u8; N]) -> std::io::Result<()> {
            let mut out = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
            column.iter().try_for_each(|n| out.write_all(&bytes(*n)))?;
            out.flush()
        }
        column(&folder.join("unit.bin"), &self.unit, u16::to_le_bytes)?;
        column(&folder.join("ind.bin"), &self.ind, u16::to_le_bytes)?;
        column(&folder.join("day.bin"), &self.day, u16::to_le_bytes)?;
        column(&folder.join("pos.bin"), &self.pos, u32::to_le_bytes)?;
        column(&folder.join("q.bin"), &self.q, i64::to_le_bytes)
    }
}
