//! Biểu đã niêm phong của một đơn vị: what other texts may be held against.

use super::store;
use super::way::load;
use crate::errors::{Error, Result};
use casework::periodic_reports::acts::computed;
use casework::reports::Kept;
use db::Tx;
use std::collections::BTreeSet;

/// A sealed sheet.
#[derive(Debug, Clone)]
pub struct SealedSheet {
    /// Number of the report it was sealed in.
    pub report: String,
    /// The sheet.
    pub kept: Kept,
}

/// The sealed sheets of a unit for those of its sealed periods that are chosen.
///
/// # Errors
/// What cannot be read.
pub fn sealed_of(
    tx: &mut dyn Tx,
    unit: &str,
    choose: impl FnOnce(Vec<String>) -> BTreeSet<String>,
) -> Result<Vec<SealedSheet>> {
    let period = |number: &String| number.split('/').next().unwrap_or_default().to_owned();
    let numbers = store::sealed_of(tx, unit)?;
    let chosen = choose(numbers.iter().map(period).collect::<BTreeSet<_>>().into_iter().collect());
    let mut out = Vec::new();
    for number in numbers.into_iter().filter(|n| chosen.contains(&period(n))) {
        let Some(report) = load(tx, &number)? else { continue };
        let lines = computed(&report.case.acts).map(|(_, c)| c.sheets.clone()).unwrap_or_default();
        for line in lines {
            let kept = Kept::read(&report.text(tx, &line.sha256)?).map_err(Error::fault)?;
            out.push(SealedSheet { report: number.clone(), kept });
        }
    }
    Ok(out)
}
