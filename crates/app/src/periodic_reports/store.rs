//! Where reports stand, by their numbers, and the public keys of units.

use db::{Migration, Result, Row, Tx, Val, vals};
use std::collections::BTreeMap;

/// Keys that have signed.
pub const MIGRATION: Migration = Migration {
    number: 60,
    name: "seal_keys",
    sql: "
create table seal_keys (
  unit text not null, public_key text not null, first_used_at bigint not null, primary key (unit, public_key)
);
",
};

/// Keys that gave way to others: lines are only added.
pub const REPLACED: Migration = Migration {
    number: 61,
    name: "seal_keys_replaced",
    sql: "
create table seal_keys_replaced (
  unit text not null, n bigint not null, public_key text not null, next_public_key text not null,
  reason text not null, signer text not null, at bigint not null, primary key (unit, n)
);
",
};

/// Reports asked for in one statement.
const TOGETHER: usize = 20;

db::statements! {
    /// Where some reports stand.
    STANDINGS = "select c.number, c.unit, c.title, c.standing, d.due_on, d.met_on
        from cases c left join deadlines d on d.case_id = c.id and d.rule = 'report_sent'
        where c.kind = 'report' and c.number in
        ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    /// Reports in the order of their numbers, after one.
    AFTER = "select c.number, c.unit, c.title, c.standing, d.due_on, d.met_on
        from cases c left join deadlines d on d.case_id = c.id and d.rule = 'report_sent'
        where c.kind = 'report' and c.number > $1 order by c.number limit $2";
    /// Sealed reports, the last period first.
    SEALED = "select c.number, c.unit, c.title, c.standing, d.due_on, d.met_on
        from cases c left join deadlines d on d.case_id = c.id and d.rule = 'report_sent'
        where c.kind = 'report' and c.standing = 'sealed' and c.number < $1 order by c.number desc limit $2";
    /// The sealed reports of a unit.
    SEALED_OF = "select number from cases where kind = 'report' and unit = $1 and standing = 'sealed'
        order by number desc limit 400";
    /// A key has signed.
    REMEMBER_KEY = "insert into seal_keys (unit, public_key, first_used_at) values ($1, $2, $3)
        on conflict (unit, public_key) do nothing";
    /// A key gives way to the next one.
    REPLACE_KEY = "insert into seal_keys_replaced (unit, n, public_key, next_public_key, reason, signer, at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// How often the key of a unit gave way.
    TIMES_REPLACED = "select coalesce(max(n), 0) as n from seal_keys_replaced where unit = $1";
    /// Whether a key of a unit gave way.
    GAVE_WAY = "select count(*) as n from seal_keys_replaced where unit = $1 and public_key = $2";
    /// The keys that signed for a unit, the first one first.
    KEYS_OF = "select k.public_key, k.first_used_at, r.at, r.reason, r.signer
        from seal_keys k left join seal_keys_replaced r on r.unit = k.unit and r.public_key = k.public_key
        where k.unit = $1 order by k.first_used_at, k.public_key";
    /// Whether a key has signed for a unit.
    KNOWS_KEY = "select count(*) as n from seal_keys where unit = $1 and public_key = $2";
}

/// Where one report stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// Its number.
    pub number: String,
    /// The unit that reports.
    pub unit: String,
    /// Its title.
    pub title: String,
    /// Word of where it stands.
    pub standing: String,
    /// When it was to be sent, `YYYY-MM-DD`; empty: to nobody.
    pub due_on: String,
    /// When it was sent; empty: not yet.
    pub met_on: String,
}

/// Where these reports stand, by number; those there are not are left out.
pub fn standings(tx: &mut dyn Tx, numbers: &[String]) -> Result<BTreeMap<String, Stands>> {
    let mut out = BTreeMap::new();
    for chunk in numbers.chunks(TOGETHER) {
        let last = chunk.last().map_or("", String::as_str);
        let args: Vec<Val> = (0..TOGETHER).map(|at| Val::from(chunk.get(at).map_or(last, String::as_str))).collect();
        for row in tx.query(STANDINGS, &args)? {
            let stands = read(&row)?;
            out.insert(stands.number.clone(), stands);
        }
    }
    Ok(out)
}

/// Numbers of the sealed reports of a unit.
pub fn sealed_of(tx: &mut dyn Tx, unit: &str) -> Result<Vec<String>> {
    let text = |row: &Row| Ok(row.opt_text("number")?.unwrap_or_default().to_owned());
    tx.query(SEALED_OF, vals![unit])?.iter().map(text).collect()
}

/// At most `limit` reports after a number.
pub fn after(tx: &mut dyn Tx, number: &str, limit: u32) -> Result<Vec<Stands>> {
    tx.query(AFTER, vals![number, limit])?.iter().map(read).collect()
}

/// At most `limit` sealed reports whose numbers stand before one, downwards: the last period first.
pub fn sealed(tx: &mut dyn Tx, before: &str, limit: u32) -> Result<Vec<Stands>> {
    tx.query(SEALED, vals![before, limit])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Stands> {
    let text = |column: &str| Ok::<_, db::Error>(row.opt_text(column)?.unwrap_or_default().to_owned());
    Ok(Stands {
        number: text("number")?,
        unit: text("unit")?,
        title: text("title")?,
        standing: text("standing")?,
        due_on: text("due_on")?,
        met_on: text("met_on")?,
    })
}

/// Remembers that this key has signed for a unit.
pub fn remember_key(tx: &mut dyn Tx, unit: &str, public_key: &str, at: i64) -> Result<()> {
    tx.exec(REMEMBER_KEY, vals![unit, public_key, at]).map(|_| ())
}

/// Whether this key has signed for a unit here.
pub fn knows_key(tx: &mut dyn Tx, unit: &str, public_key: &str) -> Result<bool> {
    Ok(tx.query_one(KNOWS_KEY, vals![unit, public_key])?.int("n")? > 0)
}

/// A key of a unit, as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// Its public half, in hex.
    pub public_key: String,
    /// When it first signed, in milliseconds.
    pub first_used_at: i64,
    /// When, why and on whose word it gave way; none: it holds.
    pub replaced: Option<(i64, String, String)>,
}

/// How often the key of a unit gave way to the next one.
pub fn times_replaced(tx: &mut dyn Tx, unit: &str) -> Result<u32> {
    tx.query_one(TIMES_REPLACED, vals![unit])?.count("n")
}

/// The n-th replacement of a unit's key.
pub fn replace_key(tx: &mut dyn Tx, unit: &str, n: u32, keys: [&str; 2], why: [&str; 2], at: i64) -> Result<()> {
    let ([old, next], [reason, signer]) = (keys, why);
    tx.exec(REPLACE_KEY, vals![unit, n, old, next, reason, signer, at]).map(|_| ())
}

/// Whether this key of a unit gave way to another.
pub fn gave_way(tx: &mut dyn Tx, unit: &str, public_key: &str) -> Result<bool> {
    Ok(tx.query_one(GAVE_WAY, vals![unit, public_key])?.int("n")? > 0)
}

/// The keys that signed for a unit.
pub fn keys_of(tx: &mut dyn Tx, unit: &str) -> Result<Vec<KnownKey>> {
    let read = |row: &Row| {
        let replaced = row.opt_int("at")?.map(|at| Ok::<_, db::Error>((at, row.text("reason")?, row.text("signer")?)));
        Ok(KnownKey {
            public_key: row.text("public_key")?.to_owned(),
            first_used_at: row.int("first_used_at")?,
            replaced: replaced.transpose()?.map(|(at, reason, signer)| (at, reason.to_owned(), signer.to_owned())),
        })
    };
    tx.query(KEYS_OF, vals![unit])?.iter().map(read).collect()
}
