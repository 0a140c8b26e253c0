//! Drafts, and the files of drafts and filings: sealed rows and nothing else.

use db::{Result, Row, Tx, Val, vals};

/// Bytes kept in one row.
const PIECE: usize = 256 * 1024;

db::statements! {
    /// A file.
    ADD = "insert into filing_files (owner, n, head, size) values ($1, $2, $3, $4)";
    /// A piece of its bytes.
    ADD_PIECE = "insert into filing_pieces (owner, n, piece, bytes) values ($1, $2, $3, $4)";
    /// Files of a draft or a filing.
    OF = "select n, head, size from filing_files where owner = $1 order by n";
    /// The bytes of one.
    PIECES = "select bytes from filing_pieces where owner = $1 and n = $2 order by piece";
    /// One goes.
    DROP = "delete from filing_files where owner = $1 and n = $2";
    /// Its bytes go.
    DROP_PIECES = "delete from filing_pieces where owner = $1 and n = $2";
    /// A draft, or the same one again.
    KEEP_DRAFT = "insert into filing_drafts (owner, good_until, sealed) values ($1, $2, $3)
  on conflict (owner) do update set good_until = excluded.good_until, sealed = excluded.sealed";
    /// The draft of a form.
    DRAFT = "select sealed from filing_drafts where owner = $1 and good_until > $2";
    /// Files of drafts whose time is over.
    OLD_PIECES = "delete from filing_pieces where owner in (select owner from filing_drafts where good_until <= $1)";
    /// Their heads.
    OLD_FILES = "delete from filing_files where owner in (select owner from filing_drafts where good_until <= $1)";
    /// Drafts whose time is over.
    OLD = "delete from filing_drafts where good_until <= $1";
    /// A draft that was sent.
    DROP_DRAFT = "delete from filing_drafts where owner = $1";
}

/// One file as it is kept.
pub struct Kept {
    /// Its number.
    pub n: i64,
    /// Its head, sealed.
    pub head: String,
    /// How many sealed bytes.
    pub size: i64,
}

/// Keeps a file that lies in its envelopes.
pub fn add(tx: &mut dyn Tx, owner: &str, n: i64, head: &str, bytes: &[u8]) -> Result<()> {
    tx.exec(ADD, vals![owner, n, head, bytes.len() as i64])?;
    let piece = |(at, bytes): (usize, &[u8])| vec![owner.into(), n.into(), Val::Int(at as i64), bytes.into()];
    let pieces: Vec<Vec<Val>> = bytes.chunks(PIECE).enumerate().map(piece).collect();
    tx.exec_many(ADD_PIECE, &pieces)?;
    Ok(())
}

/// The files of an owner.
pub fn of(tx: &mut dyn Tx, owner: &str) -> Result<Vec<Kept>> {
    let read = |row: &Row| Ok(Kept { n: row.int("n")?, head: row.text("head")?.to_owned(), size: row.int("size")? });
    tx.query(OF, vals![owner])?.iter().map(read).collect()
}

/// The sealed bytes of one.
pub fn bytes(tx: &mut dyn Tx, owner: &str, n: i64) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for row in tx.query(PIECES, vals![owner, n])? {
        out.extend_from_slice(row.blob("bytes")?);
    }
    Ok(out)
}

/// One goes.
pub fn drop(tx: &mut dyn Tx, owner: &str, n: i64) -> Result<()> {
    tx.exec(DROP_PIECES, vals![owner, n])?;
    tx.exec(DROP, vals![owner, n]).map(|_| ())
}

/// Keeps a draft, and drops those whose time is over.
pub fn keep_draft(tx: &mut dyn Tx, owner: &str, (now, until): (i64, i64), sealed: &str) -> Result<()> {
    for sql in [OLD_PIECES, OLD_FILES, OLD] {
        tx.exec(sql, vals![now])?;
    }
    tx.exec(KEEP_DRAFT, vals![owner, until, sealed]).map(|_| ())
}

/// A draft whose time is not over.
pub fn draft(tx: &mut dyn Tx, owner: &str, now: i64) -> Result<Option<String>> {
    tx.query_opt(DRAFT, vals![owner, now])?.map(|row| row.text("sealed").map(str::to_owned)).transpose()
}

/// A draft goes, with its files.
pub fn drop_draft(tx: &mut dyn Tx, owner: &str) -> Result<()> {
    for kept in of(tx, owner)? {
        drop(tx, owner, kept.n)?;
    }
    tx.exec(DROP_DRAFT, vals![owner]).map(|_| ())
}
