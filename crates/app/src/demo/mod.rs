//! A synthetic half-year: Hải Phòng, 15/12/2022–14/07/2023. Here the inspections; the
//! complaints in [`complaints`], reception, petitions and denunciations in [`desk`].
//!
//! Real units, invented cases: no enterprise, office or person in them exists.
//! Seeded, so the same on every machine; made by recording acts through the same
//! gate as everybody's, so the figures come out of the acts. The totals are those
//! the city published: nearly 2,600 inspections and checks, nearly 84,800 million
//! đồng of violations (exactly: 2,596 and 84,765,000,000). How they spread over
//! bodies, months and columns is invented.

pub mod booking;
pub mod complaints;
pub mod conclusions;
pub mod conference;
pub mod desk;
mod dice;
pub mod directives;
pub mod filing;
pub mod news;
pub mod reports;
pub mod shortcomings;
mod story;

pub use dice::Dice;
pub use story::{Scene, Told};

use crate::access::Role;
use crate::cases::file;
use crate::journal;
use casework::inspections::Outcome;
use casework::units::Tree;
use jiff::civil::{Date, date};
use law::Law;

/// The day the demo plays on: the review conference.
pub const TODAY: Date = date(2023, 7, 14);
/// First day the city's figures cover.
pub const FROM: Date = date(2022, 12, 15);
/// The city.
pub const UNIT: &str = "31";
/// Inspections and checks in the period: carried over and launched.
pub const INSPECTIONS: usize = 2_596;
/// Violations found in the period, in đồng.
pub const VIOLATIONS_VND: i64 = 84_765_000_000;
/// Its seed.
pub const SEED: u64 = 20_230_714;

/// Who may look around: name to sign in with, role, unit, and what one may see.
pub const ACCOUNTS: [(&str, Role, &str); 6] = [
    ("lanhdao", Role::Leader, "31"),
    ("canbo", Role::Recorder, "31.TT"),
    ("tiepdan", Role::Recorder, "31"),
    ("thongke", Role::Viewer, "31"),
    ("quantri", Role::Administrator, "31"),
    // Chairs the national conference.
    ("chutoa", Role::Leader, "VN"),
];
/// The password of each of them; the demo shows it on its first page.
pub const PASSWORD: &str = "haiphong-2023";

/// The demo's cases, act by act.
pub fn city(law: &Law, tree: &Tree) -> Vec<Vec<Outcome>> {
    story::tell(&Scene::hai_phong(tree), law, SEED)
}

/// So many synthetic cases at the bodies under these units, for load.
pub fn load(law: &Law, tree: &Tree, units: &[String], cases: usize, first: usize, seed: u64) -> Vec<Vec<Outcome>> {
    story::tell_some(&Scene::of(tree, units), law, cases, first, seed)
}

/// Keeps histories, many in a transaction; `progress` hears how many are kept.
pub async fn keep(
    db: &db::Db,
    histories: Vec<Vec<Outcome>>,
    at: i64,
    mut progress: impl FnMut(usize, usize),
) -> Result<(), journal::Error> {
    let total = histories.len();
    let mut kept = 0;
    let mut histories = histories.into_iter().peekable();
    while histories.peek().is_some() {
        let some: Vec<Vec<Outcome>> = histories.by_ref().take(200).collect();
        let first = i64::try_from(kept).unwrap_or(0);
        kept += some.len();
        db.write(move |tx| {
            for (i, history) in some.iter().enumerate() {
                let id = ((at - 1_577_836_800_000) << 20) + first + i64::try_from(i).unwrap_or(0);
                for outcome in history {
                    file::save(tx, &file::head(id, &outcome.case), outcome, at, "demo")?;
                }
            }
            Ok::<(), journal::Error>(())
        })
        .await?;
        progress(kept, total);
    }
    journal::settle(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
