//! Bút toán: what an act adds to the figures.

use jiff::civil::Date;

/// One line in the ledger of figures.
///
/// A sheet is a function of postings alone: flows are sums within a period,
/// stocks are running sums up to a day, distinct counts are over `item`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Posting {
    /// Chỉ tiêu, as `inspection.launched` (defined in `law`'s indicators).
    pub indicator: String,
    /// Official day the figure belongs to.
    pub day: Date,
    /// First dimension: class of the case (`administrative`, `specialised`, …).
    pub class: String,
    /// Second dimension: manner (`planned`, `ad_hoc`, …).
    pub manner: String,
    /// Third dimension: field of work, may be empty.
    pub field: String,
    /// What is counted distinctly (case number, entity), or the day it began where a form
    /// tells what was carried over; else empty.
    pub item: String,
    /// How many, how many đồng or how many square metres; negative undoes.
    pub quantity: i64,
    /// The act (its seq) whose paper carries the figure.
    pub about: u32,
}
