//! Keys and the answers given under them.

use super::{Answer, KEPT_MS, Seen};
use db::{Migration, Result, Tx, vals};

/// The table of keys.
pub const MIGRATION: Migration = Migration {
    number: 12,
    name: "idempotency",
    sql: "
create table idempotency_keys (
  account_id text not null, key text not null, request text not null, status bigint not null, body text not null,
  answered_at bigint not null, primary key (account_id, key)
) without rowid;
",
};

db::statements! {
    /// What was answered under a key.
    SEEN = "select request, status, body, answered_at from idempotency_keys where account_id = $1 and key = $2";
    /// An answer under a key.
    REMEMBER = "insert into idempotency_keys (account_id, key, request, status, body, answered_at)
        values ($1, $2, $3, $4, $5, $6)";
    /// Keys of an account that are too old.
    FORGET = "delete from idempotency_keys where account_id = $1 and answered_at < $2";
}

/// What is known of this key; `request` is a hash of method, path and body.
pub fn seen(tx: &mut dyn Tx, account: &str, key: &str, request: &str, now_ms: i64) -> Result<Seen> {
    let Some(row) = tx.query_opt(SEEN, vals![account, key])? else { return Ok(Seen::New) };
    if row.int("answered_at")? < now_ms - KEPT_MS {
        return Ok(Seen::New);
    }
    if row.text("request")? != request {
        return Ok(Seen::Other);
    }
    let status = u16::try_from(row.int("status")?).unwrap_or(500);
    Ok(Seen::Again(Answer { status, body: row.text("body")?.to_owned() }))
}

/// Keeps the answer in the unit of work that earned it, and forgets old keys.
pub fn remember(tx: &mut dyn Tx, account: &str, key: &str, request: &str, answer: &Answer, now_ms: i64) -> Result<()> {
    tx.exec(FORGET, vals![account, now_ms - KEPT_MS])?;
    tx.exec(REMEMBER, vals![account, key, request, answer.status, &answer.body, now_ms])?;
    Ok(())
}
