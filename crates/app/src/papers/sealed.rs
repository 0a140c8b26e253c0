//! Attached files of a case that hides its sender: kept in envelopes.
//!
//! Bytes, name and kind lie in the vault's envelopes; a row says no more than that
//! there is a file of some size behind an act. Must never write a name or a byte
//! in the open, nor keep the open bytes when they were sealed later.

use super::{Attached, Paper, Sealing, store};
use crate::vault::{self, Answer, SessionKeys, file};
use db::Tx;

/// Where a file goes, and who puts it there.
#[derive(Debug, Clone)]
pub struct Place {
    /// Id of the case.
    pub case: i64,
    /// The unit that keeps it.
    pub unit: String,
    /// Id of the account that attaches.
    pub by: String,
    /// Its sign-in name.
    pub login: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// Attaches a file to an act, sealed.
pub fn attach_sealed(tx: &mut dyn Tx, place: &Place, seq: u32, paper: &Paper) -> Answer<()> {
    let said = (paper.name.as_str(), paper.mime);
    let (at, by) = ((place.case, place.unit.as_str()), (place.by.as_str(), place.at_ms));
    let shut = match file::shut(tx, at, said, &paper.bytes, by)? {
        Ok(shut) => shut,
        Err(no) => return Ok(Err(no)),
    };
    store::attach_shut(tx, place.case, seq, &shut, place.at_ms, &place.login)?;
    Ok(Ok(()))
}

/// Seals every file of a case that lies in the open, for the day a letter turns out to
/// denounce somebody. How many there were.
pub fn seal_case(tx: &mut dyn Tx, place: &Place) -> Answer<usize> {
    let open = store::of_case(tx, place.case)?.into_iter().filter(|a| a.sealing == Sealing::Open);
    let open: Vec<Attached> = open.collect();
    for paper in &open {
        let Some((_, bytes)) = store::one(tx, place.case, &paper.hash)? else { continue };
        let said = (paper.name.as_str(), paper.mime.as_str());
        let (at, by) = ((place.case, place.unit.as_str()), (place.by.as_str(), place.at_ms));
        match file::shut(tx, at, said, &bytes, by)? {
            Ok(shut) => store::shut(tx, place.case, paper, &shut)?,
            Err(no) => return Ok(Err(no)),
        }
    }
    Ok(Ok(open.len()))
}

/// Opens a sealed file for one assigned; the look is written down first.
pub fn open_sealed(
    tx: &mut dyn Tx,
    who: &SessionKeys,
    case: i64,
    hash: &str,
    reason: &str,
    now_ms: i64,
) -> Answer<file::Opened> {
    match store::shut_one(tx, case, hash)? {
        None => Ok(Err(vault::Refused::Unknown)),
        Some(None) => Ok(Err(vault::Refused::Destroyed)),
        Some(Some(sealed)) => file::open(tx, who, case, &sealed, reason, now_ms),
    }
}
