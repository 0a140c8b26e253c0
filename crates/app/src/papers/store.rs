//! Attached files and the acts they belong to.

use super::Paper;
use crate::vault::file::Shut;
use db::{Error, Migration, Result, Row, Tx, Val, vals};
use sha2::{Digest, Sha256};

/// Bytes kept in one row: small enough for every engine and for reading piece by piece.
const PIECE: usize = 256 * 1024;

/// The tables of attached files.
pub const MIGRATION: Migration = Migration {
    number: 11,
    name: "papers",
    sql: "
create table blobs (hash text not null, n bigint not null, bytes blob not null, primary key (hash, n));
create table papers (
  case_id bigint not null, seq bigint not null, hash text not null, name text not null, mime text not null,
  size bigint not null, attached_at bigint not null, attached_by text not null,
  primary key (case_id, seq, hash), foreign key (case_id, seq) references acts (case_id, seq)
) without rowid;
",
};

/// Files in an envelope: `sealed` is the envelope of their head, `-` when it was destroyed.
pub const SEALED: Migration = Migration {
    number: 51,
    name: "sealed_papers",
    sql: "alter table papers add column sealed text not null default '';
",
};

/// What stands in `sealed` when the key of the case was destroyed.
const DESTROYED: &str = "-";
/// What is said of a sealed file where its type would stand.
const OPAQUE: &str = "application/octet-stream";

db::statements! {
    /// Whether the bytes are kept already.
    HAS_BYTES = "select count(*) as n from blobs where hash = $1 and n = 0";
    /// A piece of the bytes.
    INSERT_PIECE = "insert into blobs (hash, n, bytes) values ($1, $2, $3)";
    /// A file of an act; the same one twice is one.
    INSERT_PAPER = "insert into papers (case_id, seq, hash, name, mime, size, attached_at, attached_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (case_id, seq, hash) do nothing";
    /// The files of a case.
    OF_CASE = "select seq, hash, name, mime, size, attached_at, attached_by, sealed from papers where case_id = $1
        order by seq, attached_at, hash";
    /// One file of a case.
    ONE = "select seq, hash, name, mime, size, attached_at, attached_by, sealed from papers where case_id = $1 and hash = $2
        order by seq limit 1";
    /// The bytes of a file in order.
    PIECES = "select bytes from blobs where hash = $1 order by n";
    /// A sealed file of an act.
    INSERT_SHUT = "insert into papers (case_id, seq, hash, name, mime, size, attached_at, attached_by, sealed)
        values ($1, $2, $3, '', $4, $5, $6, $7, $8)";
    /// A file in the open goes into its envelopes.
    SHUT = "update papers set hash = $4, name = '', mime = $5, size = $6, sealed = $7
        where case_id = $1 and seq = $2 and hash = $3";
    /// How often the bytes are attached.
    USES = "select count(*) as n from papers where hash = $1";
    /// The bytes of a file go.
    DROP_BYTES = "delete from blobs where hash = $1";
    /// The envelopes of a case's files are of no use to anybody.
    DROP_HEADS = "update papers set sealed = '-' where case_id = $1 and sealed <> ''";
    /// Every kept file, after one.
    HASHES_AFTER = "select distinct hash from blobs where hash > $1 order by hash limit $2";
}

/// A file of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The act.
    pub seq: u32,
    /// SHA-256 of the bytes, in hex.
    pub hash: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// How many bytes.
    pub size: i64,
    /// When it was attached, in milliseconds since 1970.
    pub attached_at: i64,
    /// Account that attached it.
    pub attached_by: String,
    /// Whether it lies in the open.
    pub sealing: Sealing,
}

/// How a file is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealing {
    /// In the open, for whoever may read the case.
    Open,
    /// In envelopes; its name and type are not known here.
    Sealed,
    /// In envelopes that nobody can open any more.
    Destroyed,
}

/// Attaches a file that is in its envelopes.
pub fn attach_shut(tx: &mut dyn Tx, case: i64, seq: u32, shut: &Shut, at: i64, by: &str) -> Result<()> {
    keep_bytes(tx, &shut.hash, &shut.bytes)?;
    let size = shut.bytes.len() as i64;
    tx.exec(INSERT_SHUT, vals![case, seq, &shut.hash, OPAQUE, size, at, by, &shut.head]).map(|_| ())
}

/// Puts a file that lay in the open into its envelopes; the open bytes go, unless another
/// act has them too.
pub fn shut(tx: &mut dyn Tx, case: i64, paper: &Attached, shut: &Shut) -> Result<()> {
    keep_bytes(tx, &shut.hash, &shut.bytes)?;
    let size = shut.bytes.len() as i64;
    tx.exec(SHUT, vals![case, paper.seq, &paper.hash, &shut.hash, OPAQUE, size, &shut.head])?;
    if tx.query_one(USES, vals![&paper.hash])?.int("n")? == 0 {
        tx.exec(DROP_BYTES, vals![&paper.hash])?;
    }
    Ok(())
}

/// A sealed file in its envelopes: nothing where there is none, `None` within when they were destroyed.
pub fn shut_one(tx: &mut dyn Tx, case: i64, hash: &str) -> Result<Option<Option<Shut>>> {
    let Some(row) = tx.query_opt(ONE, vals![case, hash])? else { return Ok(None) };
    let head = row.text("sealed")?.to_owned();
    match head.as_str() {
        "" => Ok(None),
        DESTROYED => Ok(Some(None)),
        _ => {
            let bytes = bytes(tx, hash)?.ok_or_else(|| Error::Corrupt(format!("the attached file {hash}")))?;
            Ok(Some(Some(Shut { hash: hash.to_owned(), bytes, head })))
        }
    }
}

/// Drops the envelopes of a case's files: their key was destroyed.
pub fn drop_sealed(tx: &mut dyn Tx, case: i64) -> Result<()> {
    for paper in of_case(tx, case)?.into_iter().filter(|p| p.sealing == Sealing::Sealed) {
        tx.exec(DROP_BYTES, vals![&paper.hash])?;
    }
    tx.exec(DROP_HEADS, vals![case]).map(|_| ())
}

/// Attaches a file to an act. The bytes are kept once, however often they are attached.
pub fn attach(tx: &mut dyn Tx, case: i64, seq: u32, paper: &Paper, at: i64, by: &str) -> Result<()> {
    keep_bytes(tx, &paper.hash, &paper.bytes)?;
    let size = paper.bytes.len() as i64;
    tx.exec(INSERT_PAPER, vals![case, seq, &paper.hash, &paper.name, paper.mime, size, at, by])?;
    Ok(())
}

fn keep_bytes(tx: &mut dyn Tx, hash: &str, bytes: &[u8]) -> Result<()> {
    if tx.query_one(HAS_BYTES, vals![hash])?.int("n")? == 0 {
        let piece = |(n, bytes): (usize, &[u8])| vec![hash.into(), Val::Int(n as i64), bytes.into()];
        let pieces: Vec<Vec<Val>> = bytes.chunks(PIECE).enumerate().map(piece).collect();
        tx.exec_many(INSERT_PIECE, &pieces)?;
    }
    Ok(())
}

/// The files of a case in the order of its acts.
pub fn of_case(tx: &mut dyn Tx, case: i64) -> Result<Vec<Attached>> {
    tx.query(OF_CASE, vals![case])?.iter().map(read).collect()
}

/// A file of a case that lies in the open, with its bytes. Bytes that are not what their hash says are an error.
pub fn one(tx: &mut dyn Tx, case: i64, hash: &str) -> Result<Option<(Attached, Vec<u8>)>> {
    let Some(row) = tx.query_opt(ONE, vals![case, hash])? else { return Ok(None) };
    if !row.text("sealed")?.is_empty() {
        return Ok(None);
    }
    match bytes(tx, hash)? {
        Some(bytes) => Ok(Some((read(&row)?, bytes))),
        None => Err(Error::Corrupt(format!("the attached file {hash}"))),
    }
}

/// The bytes of this hash, if they are kept and are what the hash says.
fn bytes(tx: &mut dyn Tx, hash: &str) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    for row in tx.query(PIECES, vals![hash])? {
        bytes.extend_from_slice(row.blob("bytes")?);
    }
    Ok((crate::random::to_hex(&Sha256::digest(&bytes)) == hash).then_some(bytes))
}

/// Looks at `limit` kept files after `after`: gives the last one looked at and
/// those whose bytes are not what their hash says.
pub fn damaged(tx: &mut dyn Tx, after: &str, limit: u32) -> Result<Option<(String, Vec<String>)>> {
    let mut last = None;
    let mut bad = Vec::new();
    for row in tx.query(HASHES_AFTER, vals![after, limit])? {
        let hash = row.text("hash")?.to_owned();
        if bytes(tx, &hash)?.is_none() {
            bad.push(hash.clone());
        }
        last = Some(hash);
    }
    Ok(last.map(|last| (last, bad)))
}

fn read(row: &Row) -> Result<Attached> {
    Ok(Attached {
        seq: row.count("seq")?,
        hash: row.text("hash")?.to_owned(),
        name: row.text("name")?.to_owned(),
        mime: row.text("mime")?.to_owned(),
        size: row.int("size")?,
        attached_at: row.int("attached_at")?,
        attached_by: row.text("attached_by")?.to_owned(),
        sealing: match row.text("sealed")? {
            "" => Sealing::Open,
            DESTROYED => Sealing::Destroyed,
            _ => Sealing::Sealed,
        },
    })
}
