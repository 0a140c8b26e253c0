//! Đường đi của đơn: what many petitions of one matter show that none shows alone.
//!
//! Two things citizens suffer from and no office sees in its own books: a petition that
//! comes back to an office which had passed it on, and one passed on to silence.

use jiff::civil::Date;
use std::collections::BTreeMap;

/// Lần chuyển đơn: one office passed a petition of the matter on to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passing {
    /// Số hồ sơ đơn.
    pub petition: String,
    /// Nơi chuyển.
    pub from: String,
    /// Nơi nhận.
    pub to: String,
    /// Ngày chuyển.
    pub on: Date,
    /// Ngày có phúc đáp, nếu đã có.
    pub answered_on: Option<Date>,
}

/// Dấu hiệu cần xem lại.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Chuyển vòng quanh: it came back to an office that had already passed it on.
    PingPong {
        /// The office.
        unit: String,
        /// How often it came back.
        times: u32,
        /// The last time.
        last_on: Date,
    },
    /// Chuyển rồi im lặng: nobody answered and nobody passed it on.
    Silence {
        /// Where it lies.
        to: String,
        /// The petition that was passed on.
        petition: String,
        /// Since when.
        since: Date,
    },
}

/// What the passings of one matter show on `today`; silence is a passing without an
/// answer for more than `patience_days`.
pub fn trail(passings: &[Passing], today: Date, patience_days: i32) -> Vec<Sign> {
    let mut in_order: Vec<&Passing> = passings.iter().collect();
    in_order.sort_by(|a, b| (a.on, &a.petition, &a.from, &a.to).cmp(&(b.on, &b.petition, &b.from, &b.to)));
    let mut out = ping_pong(&in_order);
    out.extend(silence(&in_order, today, patience_days));
    out
}

fn ping_pong(in_order: &[&Passing]) -> Vec<Sign> {
    let mut back: BTreeMap<&str, (u32, Date)> = BTreeMap::new();
    for (at, passing) in in_order.iter().enumerate() {
        let sent_on_before = in_order[..at].iter().any(|p| p.from == passing.to);
        if sent_on_before && passing.from != passing.to {
            let seen = back.entry(&passing.to).or_insert((0, passing.on));
            *seen = (seen.0 + 1, passing.on);
        }
    }
    back.into_iter().map(|(unit, (times, last_on))| Sign::PingPong { unit: unit.to_owned(), times, last_on }).collect()
}

/// An office that passed it further has moved it: silence is then the next one's.
fn silence(in_order: &[&Passing], today: Date, patience_days: i32) -> Vec<Sign> {
    let moved = |p: &Passing| in_order.iter().any(|q| q.from == p.to && q.on >= p.on && q.to != p.to);
    let waited = |p: &Passing| today.since(p.on).map_or(0, |span| span.get_days());
    let silent = in_order.iter().filter(|p| p.answered_on.is_none() && waited(p) > patience_days && !moved(p));
    silent.map(|p| Sign::Silence { to: p.to.clone(), petition: p.petition.clone(), since: p.on }).collect()
}
