//! What hangs together with what, read both ways.

use db::{Result, Tx, vals};

db::statements! {
    /// What a case names.
    NAMES = "select l.word, l.number from case_links l join cases c on c.id = l.case_id
  where c.number = $1 order by l.word";
    /// Who names a case.
    NAMED_BY = "select c.number from case_links l join cases c on c.id = l.case_id where l.number = $1
  order by c.number limit $2";
}

/// Relation and number of everything a case names.
pub fn names(tx: &mut dyn Tx, number: &str) -> Result<Vec<(String, String)>> {
    let rows = tx.query(NAMES, vals![number])?;
    rows.iter().map(|row| Ok((row.text("word")?.to_owned(), row.text("number")?.to_owned()))).collect()
}

/// Numbers of the cases that name one.
pub fn named_by(tx: &mut dyn Tx, number: &str, limit: u32) -> Result<Vec<String>> {
    let rows = tx.query(NAMED_BY, vals![number, limit])?;
    rows.iter().map(|row| Ok(row.text("number")?.to_owned())).collect()
}
