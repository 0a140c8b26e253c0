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
use casework::kinds;
use casework::units::Tree;
use jiff::civil::{Date, date};
use law::Law;
use std::ops::Deref;

/// The day the demo plays on: the review conference.
pub const TODAY: Date = date(2023, 7, 14);
/// First day the city's figures cover.
pub const FROM: Date = date(2022, 12, 15);
/// The city.
pub const UNIT: &str = "31";
/// Inspections and checks in the period: carried over and launched.
pub const INSPECTIONS: usize = 2_596;
/// Histories told: those, and some only decided on.
pub const TOLD: usize = INSPECTIONS + 24;
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

/// The demo's cases, act by act, told one after the other as they are asked for.
pub fn city<L>(law: L, tree: &Tree) -> impl Iterator<Item = Vec<Outcome>> + Send + use<L>
where
    L: Deref<Target = Law> + Send,
{
    story::tell(Scene::hai_phong(tree), law, SEED)
}

/// So many synthetic cases at the bodies under these units, for load.
pub fn load(law: &Law, tree: &Tree, units: &[String], cases: usize, first: usize, seed: u64) -> Vec<Vec<Outcome>> {
    story::tell_some(&Scene::of(tree, units), law, cases, first, seed)
}

/// How many histories go into one transaction.
const TOGETHER: usize = 100;

/// Keeps histories, many in a transaction, the next being told while the last are written;
/// `kept` hears how many are.
///
/// # Errors
/// The database; a case that does not read back.
pub async fn keep(
    db: &db::Db,
    histories: impl Iterator<Item = Vec<Outcome>> + Send + 'static,
    at: i64,
    mut kept: impl FnMut(usize),
) -> Result<(), journal::Error> {
    let (tell, mut hear) = tokio::sync::mpsc::channel(2);
    let telling = tokio::task::spawn_blocking(move || {
        let mut histories = histories.enumerate().peekable();
        while histories.peek().is_some() {
            let some = histories.by_ref().take(TOGETHER);
            let some: Result<Vec<Written>, _> = some.flat_map(|(n, history)| written(n, history, at)).collect();
            if tell.blocking_send(some).is_err() {
                break;
            }
        }
    });
    let mut done = 0;
    while let Some(some) = hear.recv().await {
        let some = some?;
        done = some.last().map_or(done, |(n, ..)| n + 1);
        db.write(move |tx| {
            for (_, head, told) in &some {
                file::keep(tx, head, told, at, "demo")?;
            }
            Ok::<(), journal::Error>(())
        })
        .await?;
        kept(done);
    }
    if let Err(panic) = telling.await {
        std::panic::resume_unwind(panic.into_panic());
    }
    journal::settle(db).await?;
    Ok(())
}

/// The number of a history, and what the journal is to keep of one of its acts.
type Written = (usize, journal::Head, kinds::Told);

/// What the journal is to keep of the n-th history, act by act.
fn written(n: usize, history: Vec<Outcome>, at: i64) -> impl Iterator<Item = Result<Written, journal::Error>> {
    let id = ((at - 1_577_836_800_000) << 20) + i64::try_from(n).unwrap_or(0);
    history.into_iter().map(move |outcome| {
        let head = file::head(id, &outcome.case);
        let told = kinds::told(&outcome).map_err(|no| file::unreadable(&head, no))?;
        Ok((n, head, told))
    })
}

#[cfg(test)]
mod tests;
