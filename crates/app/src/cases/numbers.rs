//! Số hồ sơ: numbers for cases whose first paper brings none, and forms that were
//! sent twice.
//!
//! A number is unit, kind and year with a count that starts anew each year
//! (`00012/2023/TCD-31.TT`). The count is taken in the unit of work that opens the
//! case: a refused case uses none up.

use super::Recorder;
use crate::errors::Result;
use crate::idempotency::{Answer, Seen, store};
use db::Tx;

/// The next number of a unit for cases of a kind in a year.
pub fn next(tx: &mut dyn Tx, kind: &str, unit: &str, year: i16) -> Result<String> {
    let last = super::store::next_number(tx, unit, kind, i64::from(year))?;
    Ok(written(last, kind, unit, i64::from(year)))
}

/// The number of the count-th case of a unit and kind in a year.
pub fn written(count: i64, kind: &str, unit: &str, year: i64) -> String {
    format!("{count:05}/{year}/{}-{unit}", sign(kind))
}

/// The abbreviation offices write in numbers.
fn sign(kind: &str) -> &'static str {
    match kind {
        "reception" => "TCD",
        "petition" => "XLĐ",
        "complaint" => "KN",
        "denunciation" => "TC",
        "report" => "BC",
        _ => "HS",
    }
}

/// The case a form opened when it was sent before.
pub fn opened_before(tx: &mut dyn Tx, by: &Recorder, once: Option<&str>) -> Result<Option<String>> {
    let Some(once) = once else { return Ok(None) };
    match store::seen(tx, &by.account, &key(once), "form", by.at_ms)? {
        Seen::Again(answer) => Ok(Some(answer.body)),
        Seen::New | Seen::Other => Ok(None),
    }
}

/// Remembers which case a form opened, in the unit of work that opened it.
pub fn remember(tx: &mut dyn Tx, by: &Recorder, once: Option<&str>, number: &str) -> Result<()> {
    let Some(once) = once else { return Ok(()) };
    let answer = Answer { status: 303, body: number.to_owned() };
    Ok(store::remember(tx, &by.account, &key(once), "form", &answer, by.at_ms)?)
}

fn key(once: &str) -> String {
    format!("form {once}")
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn every_kind_has_its_sign() {
        let signs: std::collections::BTreeSet<&str> = casework::kinds::ALL.iter().map(|k| sign(k.word())).collect();
        assert_eq!(signs.len(), casework::kinds::ALL.len());
    }
}
