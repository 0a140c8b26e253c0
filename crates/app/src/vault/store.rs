//! Keys and sealed persons as rows. Nothing here opens an envelope.

use super::crypto::Public;
use super::{Destruction, Grant, Holder, Look, Note};
use crate::access::Role;
use crate::accounts::Binding;
use casework::fields::UnitCode;
use db::{Migration, Result, Row, Tx, vals};

/// The tables of the vault.
pub const MIGRATION: Migration = Migration {
    number: 24,
    name: "vault",
    sql: "
create table account_keys (
  account_id text not null primary key, public text not null, salt text not null, wrapped text not null,
  made_at bigint not null
) without rowid;
alter table sessions add column wrapped_key text not null default '';
create table case_keys (
  case_id bigint not null primary key, public text not null, made_at bigint not null,
  destroyed_at bigint, destroyed_by text, destroyed_why text
);
create table case_grants (
  case_id bigint not null, account_id text not null, wrapped text not null,
  granted_at bigint not null, granted_by text not null,
  primary key (case_id, account_id)
) without rowid;
create table persons (
  case_id bigint not null, item text not null, plain text, sealed text, kept_at bigint not null,
  kept_by text not null, primary key (case_id, item)
) without rowid;
create table looks (
  case_id bigint not null, at bigint not null, account_id text not null, item text not null, reason text not null,
  primary key (case_id, at, account_id, item)
) without rowid;
",
};

/// Who was let in and taken off, and what was passed over.
pub const LOG: Migration = Migration {
    number: 50,
    name: "seal_log",
    sql: "
create table seal_log (
  case_id bigint not null, at bigint not null, account_id text not null, what text not null, about text not null,
  reason text not null, primary key (case_id, at, account_id, what, about)
) without rowid;
",
};

db::statements! {
    /// The key of an account, in place of any older one.
    SET_ACCOUNT_KEY = "insert into account_keys (account_id, public, salt, wrapped, made_at)
  values ($1, $2, $3, $4, $5) on conflict (account_id)
  do update set public = excluded.public, salt = excluded.salt, wrapped = excluded.wrapped, made_at = excluded.made_at";
    /// The key of an account.
    ACCOUNT_KEY = "select public, salt, wrapped from account_keys where account_id = $1";
    /// What an account was let see is closed to it: its private key is lost.
    DROP_GRANTS_OF = "delete from case_grants where account_id = $1";
    /// The private key of a session, as its browser alone can unwrap it.
    SESSION_KEY = "select wrapped_key from sessions where hash = $1";
    /// Keeps it.
    SET_SESSION_KEY = "update sessions set wrapped_key = $2 where hash = $1";
    /// The key of a case.
    CASE_KEY = "select public, destroyed_at from case_keys where case_id = $1";
    /// A new key of a case.
    ADD_CASE_KEY = "insert into case_keys (case_id, public, made_at) values ($1, $2, $3)";
    /// What became of the key of a case.
    DESTRUCTION = "select k.destroyed_at, k.destroyed_why, a.name from case_keys k
  left join accounts a on a.id = k.destroyed_by where k.case_id = $1 and k.destroyed_at is not null";
    /// The key of a case is gone for good.
    DESTROY = "update case_keys set destroyed_at = $2, destroyed_by = $3, destroyed_why = $4
  where case_id = $1 and destroyed_at is null";
    /// Nobody opens a case any more.
    DROP_GRANTS = "delete from case_grants where case_id = $1";
    /// Somebody may open a case.
    GRANT = "insert into case_grants (case_id, account_id, wrapped, granted_at, granted_by)
  values ($1, $2, $3, $4, $5) on conflict (case_id, account_id)
  do update set wrapped = excluded.wrapped, granted_at = excluded.granted_at, granted_by = excluded.granted_by";
    /// Somebody may no longer.
    REVOKE = "delete from case_grants where case_id = $1 and account_id = $2";
    /// The case's private key as one account can unwrap it.
    GRANTED = "select wrapped from case_grants where case_id = $1 and account_id = $2";
    /// Who may open a case.
    GRANTS = "select g.account_id, a.name, g.granted_at, a.active from case_grants g
  join accounts a on a.id = g.account_id where g.case_id = $1 order by g.granted_at, g.account_id";
    /// Public keys of the accounts with a role at a unit.
    KEYS_AT = "select distinct k.account_id, k.public from account_keys k
  join bindings b on b.account_id = k.account_id join accounts a on a.id = k.account_id
  where b.unit = $1 and b.role = $2 and a.active = 1 order by k.account_id";
    /// Everybody who has a key, with a line for each role.
    HOLDERS = "select a.id, a.name, b.role, b.unit from accounts a join account_keys k on k.account_id = a.id
  join bindings b on b.account_id = a.id where a.active = 1 order by a.name, a.id, b.unit, b.role";
    /// A person is kept.
    KEEP = "insert into persons (case_id, item, plain, sealed, kept_at, kept_by) values ($1, $2, $3, $4, $5, $6)";
    /// A person kept in the open is sealed; the open words go.
    SHUT = "update persons set sealed = $3, plain = null where case_id = $1 and item = $2";
    /// A person of a case.
    PERSON = "select plain, sealed from persons where case_id = $1 and item = $2";
    /// Every person of a case.
    PERSONS = "select item, plain, sealed from persons where case_id = $1 order by item";
    /// Persons of a case that are kept in the open.
    OPEN_PERSONS = "select item, plain from persons where case_id = $1 and plain is not null order by item";
    /// Sealed words of a destroyed key are of no use to anybody.
    DROP_SEALED = "update persons set sealed = '' where case_id = $1 and sealed is not null";
    /// Open cases with a key that an account does not hold.
    CLOSED_TO = "select k.case_id from case_keys k join cases c on c.id = k.case_id where c.closed = 0
  and not exists (select 1 from case_grants g where g.case_id = k.case_id and g.account_id = $1)";
    /// A look at a sealed person.
    LOOKED = "insert into looks (case_id, at, account_id, item, reason) values ($1, $2, $3, $4, $5)
  on conflict (case_id, at, account_id, item) do nothing";
    /// The looks at a case.
    LOOKS = "select l.at, a.name, l.item, l.reason from looks l join accounts a on a.id = l.account_id
  where l.case_id = $1 order by l.at desc, a.name";
    /// Somebody was let in, taken off, or passed over a warning.
    NOTE = "insert into seal_log (case_id, at, account_id, what, about, reason) values ($1, $2, $3, $4, $5, $6)
  on conflict (case_id, at, account_id, what, about) do nothing";
    /// What was noted of a case.
    NOTES = "select l.at, a.name, l.what, coalesce(o.name, l.about) as about from seal_log l
  join accounts a on a.id = l.account_id left join accounts o on o.id = l.about
  where l.case_id = $1 order by l.at desc, a.name, l.what, l.about";
}

/// An account's key as it is kept.
#[derive(Debug, Clone)]
pub struct AccountKey {
    /// What others seal to.
    pub public: Public,
    /// Salt of the password's key.
    pub salt: String,
    /// The private key under the password's key.
    pub wrapped: String,
}

/// Keeps the key of an account.
pub fn set_account_key(tx: &mut dyn Tx, account: &str, key: &AccountKey, now_ms: i64) -> Result<()> {
    tx.exec(SET_ACCOUNT_KEY, vals![account, &key.public.0, &key.salt, &key.wrapped, now_ms]).map(|_| ())
}

/// The key of an account.
pub fn account_key(tx: &mut dyn Tx, account: &str) -> Result<Option<AccountKey>> {
    let read = |row: Row| {
        Ok(AccountKey {
            public: Public(row.text("public")?.to_owned()),
            salt: row.text("salt")?.to_owned(),
            wrapped: row.text("wrapped")?.to_owned(),
        })
    };
    tx.query_opt(ACCOUNT_KEY, vals![account])?.map(read).transpose()
}

/// Closes everything an account was let see.
pub fn drop_grants_of(tx: &mut dyn Tx, account: &str) -> Result<()> {
    tx.exec(DROP_GRANTS_OF, vals![account]).map(|_| ())
}

/// The wrapped private key of a session; empty where there is none.
pub fn session_key(tx: &mut dyn Tx, session: &str) -> Result<String> {
    let row = tx.query_opt(SESSION_KEY, vals![session])?;
    Ok(row.map(|row| row.text("wrapped_key").map(str::to_owned)).transpose()?.unwrap_or_default())
}

/// Keeps the wrapped private key of a session.
pub fn set_session_key(tx: &mut dyn Tx, session: &str, wrapped: &str) -> Result<()> {
    tx.exec(SET_SESSION_KEY, vals![session, wrapped]).map(|_| ())
}

/// The public key of a case, and whether its private one has been destroyed.
pub fn case_key(tx: &mut dyn Tx, case: i64) -> Result<Option<(Public, bool)>> {
    let read = |row: Row| Ok((Public(row.text("public")?.to_owned()), row.opt_int("destroyed_at")?.is_some()));
    tx.query_opt(CASE_KEY, vals![case])?.map(read).transpose()
}

/// Whether a case has a key, destroyed ones included.
pub fn has_case_key(tx: &mut dyn Tx, case: i64) -> Result<bool> {
    Ok(tx.query_opt(CASE_KEY, vals![case])?.is_some())
}

/// Keeps the public key of a case.
pub fn add_case_key(tx: &mut dyn Tx, case: i64, public: &Public, now_ms: i64) -> Result<()> {
    tx.exec(ADD_CASE_KEY, vals![case, &public.0, now_ms]).map(|_| ())
}

/// Destroys the key of a case: no grant and no envelope is left. Whether there was one.
pub fn destroy(tx: &mut dyn Tx, case: i64, by: &str, why: &str, now_ms: i64) -> Result<bool> {
    let there = tx.exec(DESTROY, vals![case, now_ms, by, why])? > 0;
    tx.exec(DROP_GRANTS, vals![case])?;
    tx.exec(DROP_SEALED, vals![case])?;
    Ok(there)
}

/// Lets an account open a case.
pub fn grant(tx: &mut dyn Tx, case: i64, account: &str, wrapped: &str, by: &str, now_ms: i64) -> Result<()> {
    tx.exec(GRANT, vals![case, account, wrapped, now_ms, by]).map(|_| ())
}

/// Lets an account no longer open a case.
pub fn revoke(tx: &mut dyn Tx, case: i64, account: &str) -> Result<()> {
    tx.exec(REVOKE, vals![case, account]).map(|_| ())
}

/// The case's private key as this account can unwrap it.
pub fn granted(tx: &mut dyn Tx, case: i64, account: &str) -> Result<Option<String>> {
    tx.query_opt(GRANTED, vals![case, account])?.map(|row| Ok(row.text("wrapped")?.to_owned())).transpose()
}

/// Who may open a case.
pub fn grants(tx: &mut dyn Tx, case: i64) -> Result<Vec<Grant>> {
    let read = |row: Row| {
        Ok(Grant {
            account: row.text("account_id")?.to_owned(),
            name: row.text("name")?.to_owned(),
            at_ms: row.int("granted_at")?,
            active: row.int("active")? == 1,
        })
    };
    tx.query(GRANTS, vals![case])?.into_iter().map(read).collect()
}

/// Accounts with a role at a unit, with what to seal to.
pub fn keys_at(tx: &mut dyn Tx, unit: &str, role: &str) -> Result<Vec<(String, Public)>> {
    let read = |row: Row| Ok((row.text("account_id")?.to_owned(), Public(row.text("public")?.to_owned())));
    tx.query(KEYS_AT, vals![unit, role])?.into_iter().map(read).collect()
}

/// How a person is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Readable by whoever may read the case.
    Open(String),
    /// In an envelope; empty when its key was destroyed.
    Sealed(String),
}

/// Keeps a person of a case under the name that the act carries.
pub fn keep(tx: &mut dyn Tx, case: i64, item: &str, kept: &Kept, by: &str, now_ms: i64) -> Result<()> {
    let (plain, sealed) = match kept {
        Kept::Open(plain) => (Some(plain), None),
        Kept::Sealed(sealed) => (None, Some(sealed)),
    };
    tx.exec(KEEP, vals![case, item, plain, sealed, now_ms, by]).map(|_| ())
}

/// Puts a person kept in the open into an envelope.
pub fn shut(tx: &mut dyn Tx, case: i64, item: &str, sealed: &str) -> Result<()> {
    tx.exec(SHUT, vals![case, item, sealed]).map(|_| ())
}

/// A person of a case.
pub fn person(tx: &mut dyn Tx, case: i64, item: &str) -> Result<Option<Kept>> {
    tx.query_opt(PERSON, vals![case, item])?.as_ref().map(kept).transpose()
}

fn kept(row: &Row) -> Result<Kept> {
    Ok(match (row.opt_text("plain")?, row.opt_text("sealed")?) {
        (Some(plain), _) => Kept::Open(plain.to_owned()),
        (None, sealed) => Kept::Sealed(sealed.unwrap_or_default().to_owned()),
    })
}

/// Every person of a case by item.
pub fn persons(tx: &mut dyn Tx, case: i64) -> Result<Vec<(String, Kept)>> {
    let read = |row: Row| Ok((row.text("item")?.to_owned(), kept(&row)?));
    tx.query(PERSONS, vals![case])?.into_iter().map(read).collect()
}

/// Persons of a case that are kept in the open: item and words.
pub fn open_persons(tx: &mut dyn Tx, case: i64) -> Result<Vec<(String, String)>> {
    let read = |row: Row| Ok((row.text("item")?.to_owned(), row.text("plain")?.to_owned()));
    tx.query(OPEN_PERSONS, vals![case])?.into_iter().map(read).collect()
}

/// Notes a look before anything is shown.
pub fn looked(tx: &mut dyn Tx, case: i64, account: &str, item: &str, reason: &str, now_ms: i64) -> Result<()> {
    tx.exec(LOOKED, vals![case, now_ms, account, item, reason]).map(|_| ())
}

/// The looks at a case, last first.
pub fn looks(tx: &mut dyn Tx, case: i64) -> Result<Vec<Look>> {
    let read = |row: Row| {
        Ok(Look {
            at_ms: row.int("at")?,
            name: row.text("name")?.to_owned(),
            item: row.text("item")?.to_owned(),
            reason: row.text("reason")?.to_owned(),
        })
    };
    tx.query(LOOKS, vals![case])?.into_iter().map(read).collect()
}

/// Notes that somebody was let in, taken off, or passed over a warning.
pub fn note(tx: &mut dyn Tx, case: i64, account: &str, what: &str, about: &str, now_ms: i64) -> Result<()> {
    tx.exec(NOTE, vals![case, now_ms, account, what, about, ""]).map(|_| ())
}

/// What was noted of a case, last first.
pub fn notes(tx: &mut dyn Tx, case: i64) -> Result<Vec<Note>> {
    let read = |row: Row| {
        Ok(Note {
            at_ms: row.int("at")?,
            name: row.text("name")?.to_owned(),
            what: row.text("what")?.to_owned(),
            about: row.text("about")?.to_owned(),
        })
    };
    tx.query(NOTES, vals![case])?.into_iter().map(read).collect()
}

/// When, by whom and why the key of a case was destroyed.
pub fn destruction(tx: &mut dyn Tx, case: i64) -> Result<Option<Destruction>> {
    let read = |row: Row| {
        Ok(Destruction {
            at_ms: row.int("destroyed_at")?,
            name: row.opt_text("name")?.unwrap_or_default().to_owned(),
            why: row.opt_text("destroyed_why")?.unwrap_or_default().to_owned(),
        })
    };
    tx.query_opt(DESTRUCTION, vals![case])?.map(read).transpose()
}

/// Everybody who has a key, with their roles.
pub fn holders(tx: &mut dyn Tx) -> Result<Vec<Holder>> {
    let mut all: Vec<Holder> = Vec::new();
    for row in tx.query(HOLDERS, &[])? {
        let (account, name) = (row.text("id")?.to_owned(), row.text("name")?.to_owned());
        let Some(role) = Role::from_word(row.text("role")?) else { continue };
        let binding = Binding { role, unit: UnitCode(row.text("unit")?.to_owned()) };
        match all.last_mut().filter(|last| last.account == account) {
            Some(last) => last.bindings.push(binding),
            None => all.push(Holder { account, name, bindings: vec![binding] }),
        }
    }
    Ok(all)
}

/// Open cases with a key that an account does not hold.
pub fn closed_to(tx: &mut dyn Tx, account: &str) -> Result<Vec<i64>> {
    tx.query(CLOSED_TO, vals![account])?.iter().map(|row| row.int("case_id")).collect()
}
