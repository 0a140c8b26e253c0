//! Accounts, their roles, sessions and tokens as rows.
//!
//! Secrets are kept as hashes only: a copy of the database lets nobody in.

use super::{Actor, Binding, Via};
use crate::access::Role;
use crate::lang::Lang;
use casework::fields::UnitCode;
use db::{Migration, Result, Row, Tx, vals};

/// The tables of accounts.
pub const MIGRATION: Migration = Migration {
    number: 20,
    name: "accounts",
    sql: "
create table accounts (
  id text not null primary key, login text not null unique, name text not null, password text not null,
  lang text not null, active bigint not null, created_at bigint not null
) without rowid;
create table bindings (
  account_id text not null, unit text not null, role text not null, bound_at bigint not null, bound_by text not null,
  primary key (account_id, unit, role)
) without rowid;
create table sessions (
  hash text not null primary key, account_id text not null, created_at bigint not null, seen_at bigint not null,
  agent text not null, address text not null
) without rowid;
create index sessions_of on sessions (account_id);
create table tokens (
  hash text not null primary key, account_id text not null, name text not null, created_at bigint not null
) without rowid;
create index tokens_of on tokens (account_id);
",
};

db::statements! {
    /// A new account.
    ADD = "insert into accounts (id, login, name, password, lang, active, created_at)
  values ($1, $2, $3, $4, '', 1, $5)";
    /// A role at a unit.
    BIND = "insert into bindings (account_id, unit, role, bound_at, bound_by) values ($1, $2, $3, $4, $5)
  on conflict (account_id, unit, role) do nothing";
    /// A role no more.
    UNBIND = "delete from bindings where account_id = $1 and unit = $2 and role = $3";
    /// The account of a sign-in name.
    BY_LOGIN = "select id, password, active from accounts where login = $1";
    /// An account's password hash.
    PASSWORD_OF = "select password from accounts where id = $1";
    /// Another password.
    SET_PASSWORD = "update accounts set password = $2 where id = $1";
    /// The language chosen.
    SET_LANG = "update accounts set lang = $2 where id = $1";
    /// Closed, or open again.
    SET_ACTIVE = "update accounts set active = $2 where id = $1";
    /// Every account with its roles.
    ALL = "select a.id, a.login, a.name, a.lang, a.active, b.unit, b.role from accounts a
  left join bindings b on b.account_id = a.id order by a.login, b.unit, b.role";
    /// One account with its roles.
    ONE = "select a.id, a.login, a.name, a.lang, a.active, b.unit, b.role from accounts a
  left join bindings b on b.account_id = a.id where a.id = $1 order by b.unit, b.role";
    /// A new session.
    OPEN_SESSION = "insert into sessions (hash, account_id, created_at, seen_at, agent, address)
  values ($1, $2, $3, $3, $4, $5)";
    /// Whose session it is.
    BY_SESSION = "select a.id, a.login, a.name, a.lang, s.created_at, s.seen_at, b.unit, b.role
  from sessions s join accounts a on a.id = s.account_id left join bindings b on b.account_id = a.id
  where s.hash = $1 and a.active = 1";
    /// Whose token it is.
    BY_TOKEN = "select a.id, a.login, a.name, a.lang, t.created_at, t.created_at as seen_at, b.unit, b.role
  from tokens t join accounts a on a.id = t.account_id left join bindings b on b.account_id = a.id
  where t.hash = $1 and a.active = 1";
    /// A session was used.
    SEEN = "update sessions set seen_at = $2 where hash = $1";
    /// A session no more.
    END_SESSION = "delete from sessions where hash = $1 and account_id = $2";
    /// All sessions but one no more.
    END_OTHERS = "delete from sessions where account_id = $1 and hash <> $2";
    /// Sessions that have run out.
    END_OLD = "delete from sessions where created_at < $1 or seen_at < $2";
    /// The sessions of an account.
    SESSIONS_OF = "select hash, created_at, seen_at, agent, address from sessions where account_id = $1
  order by seen_at desc, hash";
    /// A new token.
    ADD_TOKEN = "insert into tokens (hash, account_id, name, created_at) values ($1, $2, $3, $4)";
    /// A token no more.
    END_TOKEN = "delete from tokens where hash = $1 and account_id = $2";
    /// The tokens of an account.
    TOKENS_OF = "select hash, name, created_at from tokens where account_id = $1 order by created_at, hash";
    /// All tokens of an account no more.
    END_TOKENS = "delete from tokens where account_id = $1";
}

/// An account as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Name to sign in with.
    pub login: String,
    /// Name of the person.
    pub name: String,
    /// Language chosen, if any.
    pub lang: Option<Lang>,
    /// Whether it may sign in.
    pub active: bool,
    /// Its roles.
    pub bindings: Vec<Binding>,
}

/// A session as its owner sees it.
#[derive(Debug, Clone)]
pub struct Session {
    /// Hash of its secret; the secret itself is only in the browser.
    pub hash: String,
    /// When it began, milliseconds.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
    /// What the browser calls itself.
    pub agent: String,
    /// Where it came from.
    pub address: String,
}

/// A token as its owner sees it.
#[derive(Debug, Clone)]
pub struct Token {
    /// Hash of its secret.
    pub hash: String,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub created_at: i64,
}

/// Adds an account; a login that exists is a conflict.
pub fn add(tx: &mut dyn Tx, id: &str, login: &str, name: &str, password: &str, now_ms: i64) -> Result<()> {
    tx.exec(ADD, vals![id, login, name, password, now_ms]).map(|_| ())
}

/// Gives an account a role at a unit.
pub fn bind(tx: &mut dyn Tx, account: &str, binding: &Binding, by: &str, now_ms: i64) -> Result<()> {
    tx.exec(BIND, vals![account, &binding.unit.0, binding.role.word(), now_ms, by]).map(|_| ())
}

/// Takes a role at a unit away.
pub fn unbind(tx: &mut dyn Tx, account: &str, binding: &Binding) -> Result<()> {
    tx.exec(UNBIND, vals![account, &binding.unit.0, binding.role.word()]).map(|_| ())
}

/// Id and password hash of an active account.
pub fn by_login(tx: &mut dyn Tx, login: &str) -> Result<Option<(String, String)>> {
    match tx.query_opt(BY_LOGIN, vals![login])? {
        Some(row) if row.flag("active")? => Ok(Some((row.text("id")?.to_owned(), row.text("password")?.to_owned()))),
        _ => Ok(None),
    }
}

/// Whether an account has this login, active or not.
pub fn is_taken(tx: &mut dyn Tx, login: &str) -> Result<bool> {
    Ok(tx.query_opt(BY_LOGIN, vals![login])?.is_some())
}

/// The password hash of an account.
pub fn password_of(tx: &mut dyn Tx, id: &str) -> Result<Option<String>> {
    tx.query_opt(PASSWORD_OF, vals![id])?.map(|row| Ok(row.text("password")?.to_owned())).transpose()
}

/// Sets a password and ends every session but `keep`; with nobody kept, tokens end too.
pub fn set_password(tx: &mut dyn Tx, id: &str, password: &str, keep: Option<&str>) -> Result<()> {
    tx.exec(SET_PASSWORD, vals![id, password])?;
    tx.exec(END_OTHERS, vals![id, keep.unwrap_or("")])?;
    if keep.is_none() {
        tx.exec(END_TOKENS, vals![id])?;
    }
    Ok(())
}

/// Remembers the language of an account.
pub fn set_lang(tx: &mut dyn Tx, id: &str, lang: Lang) -> Result<()> {
    tx.exec(SET_LANG, vals![id, lang.code()]).map(|_| ())
}

/// Closes or reopens an account; closing ends its sessions.
pub fn set_active(tx: &mut dyn Tx, id: &str, active: bool) -> Result<()> {
    tx.exec(SET_ACTIVE, vals![id, active])?;
    if !active {
        tx.exec(END_OTHERS, vals![id, ""])?;
    }
    Ok(())
}

/// Every account with its roles.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<Account>> {
    accounts(tx.query(ALL, &[])?)
}

/// One account with its roles.
pub fn one(tx: &mut dyn Tx, id: &str) -> Result<Option<Account>> {
    Ok(accounts(tx.query(ONE, vals![id])?)?.into_iter().next())
}

fn accounts(rows: Vec<Row>) -> Result<Vec<Account>> {
    let mut list: Vec<Account> = Vec::new();
    for row in rows {
        let id = row.text("id")?;
        if list.last().is_none_or(|a| a.id != id) {
            list.push(Account {
                id: id.to_owned(),
                login: row.text("login")?.to_owned(),
                name: row.text("name")?.to_owned(),
                lang: Lang::from_code(row.text("lang")?),
                active: row.flag("active")?,
                bindings: Vec::new(),
            });
        }
        if let (Some(account), Some(binding)) = (list.last_mut(), binding(&row)?) {
            account.bindings.push(binding);
        }
    }
    Ok(list)
}

/// A role in a row of a left join; none where the account has none or the word is unknown.
fn binding(row: &Row) -> Result<Option<Binding>> {
    let (Some(unit), Some(role)) = (row.opt_text("unit")?, row.opt_text("role")?) else { return Ok(None) };
    Ok(Role::from_word(role).map(|role| Binding { role, unit: UnitCode(unit.to_owned()) }))
}

/// Begins a session, and clears away the ones that have run out.
pub fn open_session(tx: &mut dyn Tx, account: &str, session: &Session, limits: (i64, i64)) -> Result<()> {
    tx.exec(END_OLD, vals![limits.0, limits.1])?;
    tx.exec(OPEN_SESSION, vals![&session.hash, account, session.created_at, &session.agent, &session.address])?;
    Ok(())
}

/// Who a session or token belongs to, with its first and last use.
pub fn bearer(tx: &mut dyn Tx, hash: &str, via: Via) -> Result<Option<(Actor, i64, i64)>> {
    let rows = tx.query(if via == Via::Token { BY_TOKEN } else { BY_SESSION }, vals![hash])?;
    let Some(first) = rows.first() else { return Ok(None) };
    let mut actor = Actor {
        id: first.text("id")?.to_owned(),
        login: first.text("login")?.to_owned(),
        name: first.text("name")?.to_owned(),
        lang: Lang::from_code(first.text("lang")?),
        bindings: Vec::new(),
        session: hash.to_owned(),
        via,
    };
    for row in &rows {
        actor.bindings.extend(binding(row)?);
    }
    Ok(Some((actor, first.int("created_at")?, first.int("seen_at")?)))
}

/// Notes that a session was used.
pub fn seen(tx: &mut dyn Tx, hash: &str, now_ms: i64) -> Result<()> {
    tx.exec(SEEN, vals![hash, now_ms]).map(|_| ())
}

/// Ends a session of an account.
pub fn end_session(tx: &mut dyn Tx, account: &str, hash: &str) -> Result<()> {
    tx.exec(END_SESSION, vals![hash, account]).map(|_| ())
}

/// The sessions of an account, last used first.
pub fn sessions(tx: &mut dyn Tx, account: &str) -> Result<Vec<Session>> {
    let rows = tx.query(SESSIONS_OF, vals![account])?;
    let session = |row: Row| {
        Ok(Session {
            hash: row.text("hash")?.to_owned(),
            created_at: row.int("created_at")?,
            seen_at: row.int("seen_at")?,
            agent: row.text("agent")?.to_owned(),
            address: row.text("address")?.to_owned(),
        })
    };
    rows.into_iter().map(session).collect()
}

/// Keeps a new token's hash.
pub fn add_token(tx: &mut dyn Tx, account: &str, hash: &str, name: &str, now_ms: i64) -> Result<()> {
    tx.exec(ADD_TOKEN, vals![hash, account, name, now_ms]).map(|_| ())
}

/// Revokes a token of an account.
pub fn end_token(tx: &mut dyn Tx, account: &str, hash: &str) -> Result<()> {
    tx.exec(END_TOKEN, vals![hash, account]).map(|_| ())
}

/// The tokens of an account.
pub fn tokens(tx: &mut dyn Tx, account: &str) -> Result<Vec<Token>> {
    let rows = tx.query(TOKENS_OF, vals![account])?;
    let token = |row: Row| {
        Ok(Token {
            hash: row.text("hash")?.to_owned(),
            name: row.text("name")?.to_owned(),
            created_at: row.int("created_at")?,
        })
    };
    rows.into_iter().map(token).collect()
}
