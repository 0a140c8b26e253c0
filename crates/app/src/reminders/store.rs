//! Marks, addresses and sent mails as rows. A line of a mail is kept by its deadline and
//! rung, so that none is told twice, whenever the program was stopped.

use super::ladder::Rung;
use super::mine::Key;
use db::{Migration, Result, Row, Tx, Val, vals};
use jiff::civil::Date;

/// Marks of readers, who wants mail, which mail was sent.
pub const MIGRATION: Migration = Migration {
    number: 70,
    name: "reminders",
    sql: "
create table reminder_marks (
  account_id text not null, case_id bigint not null, rule text not null, opened_by bigint not null,
  due_on text not null, rung text not null, mark text not null, marked_at bigint not null,
  primary key (account_id, case_id, rule, opened_by, due_on, rung)
) without rowid;
create table mail_addresses (
  account_id text not null primary key, address text not null, since bigint not null
) without rowid;
create table digests (
  account_id text not null, day text not null, state text not null, tries bigint not null, next_at bigint not null,
  sent_at bigint, said text not null, primary key (account_id, day)
) without rowid;
create index digests_waiting on digests (next_at) where state in ('waiting', 'sending');
create table digest_lines (
  account_id text not null, case_id bigint not null, rule text not null, opened_by bigint not null,
  due_on text not null, rung text not null, day text not null,
  primary key (account_id, case_id, rule, opened_by, due_on, rung)
) without rowid;
",
};

db::statements! {
    /// Units that have cases.
    CASE_UNITS = "select unit from case_units order by unit";
    /// Who records and who leads where, among accounts that may sign in.
    BOUND = "select distinct b.unit, b.role from bindings b join accounts a on a.id = b.account_id
        where a.active = 1 and b.role in ('recorder', 'leader')";
    /// The marks of an account.
    MARKS = "select case_id, rule, opened_by, due_on, rung, mark from reminder_marks where account_id = $1";
    /// A mark, in place of the one before.
    MARK = "insert into reminder_marks (account_id, case_id, rule, opened_by, due_on, rung, mark, marked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (account_id, case_id, rule, opened_by, due_on, rung)
        do update set mark = excluded.mark, marked_at = excluded.marked_at";
    /// A mark no more.
    UNMARK = "delete from reminder_marks where account_id = $1 and case_id = $2 and rule = $3 and opened_by = $4
        and due_on = $5 and rung = $6";
    /// Marks of deadlines long past.
    FORGET_MARKS = "delete from reminder_marks where account_id = $1 and marked_at < $2";
    /// Where mail goes.
    ADDRESS_OF = "select address from mail_addresses where account_id = $1";
    /// Where mail is to go.
    PUT_ADDRESS = "insert into mail_addresses (account_id, address, since) values ($1, $2, $3)
        on conflict (account_id) do update set address = excluded.address, since = excluded.since";
    /// No mail any more.
    DROP_ADDRESS = "delete from mail_addresses where account_id = $1";
    /// Accounts that want mail and have not been asked after on this day.
    WANTED = "select m.account_id from mail_addresses m join accounts a on a.id = m.account_id
        where a.active = 1 and not exists (select 1 from digests d where d.account_id = m.account_id and d.day = $1)
        order by m.account_id";
    /// The day of an account is taken; whoever comes second takes nothing.
    OPEN_DIGEST = "insert into digests (account_id, day, state, tries, next_at, said) values ($1, $2, $3, 0, $4, '')
        on conflict (account_id, day) do nothing";
    /// A line of a mail.
    ADD_LINE = "insert into digest_lines (account_id, case_id, rule, opened_by, due_on, rung, day)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (account_id, case_id, rule, opened_by, due_on, rung) do nothing";
    /// Lines that were told to an account on any day.
    LINES = "select case_id, rule, opened_by, due_on, rung, day from digest_lines where account_id = $1";
    /// Mails whose time has come.
    WAITING = "select account_id, day, state, tries, next_at from digests
        where state in ('waiting', 'sending') and next_at <= $1 order by next_at, account_id limit 50";
    /// Takes a mail to send it; only one program can.
    TAKE = "update digests set state = 'sending', tries = tries + 1, next_at = $5
        where account_id = $1 and day = $2 and state = $3 and next_at = $4";
    /// What came of it.
    SETTLE = "update digests set state = $3, next_at = $4, sent_at = $5, said = $6 where account_id = $1 and day = $2";
    /// The latest mails, for administrators.
    LATEST = "select d.account_id, a.name, d.day, d.state, d.tries, d.next_at, d.sent_at, d.said
        from digests d join accounts a on a.id = d.account_id where d.state <> 'none'
        order by d.day desc, a.name, d.account_id limit $1";
    /// A mail that was given up is tried again.
    AGAIN = "update digests set state = 'waiting', tries = 0, next_at = $3, said = ''
        where account_id = $1 and day = $2 and state = 'failed'";
}

/// A mail of a day as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Whose.
    pub account: String,
    /// Their name.
    pub name: String,
    /// The day it is of.
    pub day: Date,
    /// `waiting`, `sending`, `sent`, `failed` or `moot`.
    pub state: String,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next, in milliseconds.
    pub next_at: i64,
    /// When it was sent.
    pub sent_at: Option<i64>,
    /// Word of what the server said.
    pub said: String,
}

/// A mail whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Whose.
    pub account: String,
    /// The day it is of.
    pub day: Date,
    /// How often it was tried before.
    pub tries: i64,
    state: String,
    next_at: i64,
}

fn key(row: &Row) -> Result<Key> {
    Ok(Key {
        case: row.int("case_id")?,
        rule: row.text("rule")?.to_owned(),
        opened_by: row.int("opened_by")?,
        due_on: crate::journal::store::day(row, "due_on")?,
        rung: Rung::from_word(row.text("rung")?).unwrap_or(Rung::Soon),
    })
}

fn with_key(account: &str, key: &Key, more: &[Val]) -> Vec<Val> {
    let mut all: Vec<Val> =
        vals![account, key.case, &key.rule, key.opened_by, key.due_on.to_string(), key.rung.word()].into();
    all.extend_from_slice(more);
    all
}

/// Units that have cases.
pub fn case_units(tx: &mut dyn Tx) -> Result<Vec<String>> {
    tx.query(CASE_UNITS, &[])?.iter().map(|row| Ok(row.text("unit")?.to_owned())).collect()
}

/// Units and words of roles that somebody is bound to.
pub fn bound(tx: &mut dyn Tx) -> Result<Vec<(String, String)>> {
    let one = |row: &Row| Ok((row.text("unit")?.to_owned(), row.text("role")?.to_owned()));
    tx.query(BOUND, &[])?.iter().map(one).collect()
}

/// The marks of an account: `seen` or `done`.
pub fn marks(tx: &mut dyn Tx, account: &str) -> Result<Vec<(Key, String)>> {
    tx.query(MARKS, vals![account])?.iter().map(|row| Ok((key(row)?, row.text("mark")?.to_owned()))).collect()
}

/// Marks some reminders, or takes the mark away; forgets marks that are a year old.
pub fn mark(tx: &mut dyn Tx, account: &str, keys: &[Key], mark: Option<&str>, now_ms: i64) -> Result<()> {
    tx.exec(FORGET_MARKS, vals![account, now_ms - 366 * 86_400_000])?;
    for key in keys {
        match mark {
            Some(mark) => tx.exec(MARK, &with_key(account, key, vals![mark, now_ms]))?,
            None => tx.exec(UNMARK, &with_key(account, key, &[]))?,
        };
    }
    Ok(())
}

/// Where an account wants its mail; nothing where it wants none.
pub fn address_of(tx: &mut dyn Tx, account: &str) -> Result<Option<String>> {
    let row = tx.query_opt(ADDRESS_OF, vals![account])?;
    row.map(|row| Ok(row.text("address")?.to_owned())).transpose()
}

/// Where an account wants its mail from now on; nothing ends it.
pub fn set_address(tx: &mut dyn Tx, account: &str, address: Option<&str>, now_ms: i64) -> Result<()> {
    match address {
        Some(address) => tx.exec(PUT_ADDRESS, vals![account, address, now_ms])?,
        None => tx.exec(DROP_ADDRESS, vals![account])?,
    };
    Ok(())
}

/// Accounts to be asked after on a day.
pub fn wanted(tx: &mut dyn Tx, day: Date) -> Result<Vec<String>> {
    tx.query(WANTED, vals![day.to_string()])?.iter().map(|row| Ok(row.text("account_id")?.to_owned())).collect()
}

/// Lines told to an account, with the day of the mail they stood in.
pub fn lines(tx: &mut dyn Tx, account: &str) -> Result<Vec<(Key, Date)>> {
    let one = |row: &Row| Ok((key(row)?, crate::journal::store::day(row, "day")?));
    tx.query(LINES, vals![account])?.iter().map(one).collect()
}

/// Takes the day of an account with the lines of its mail; false when somebody else did.
pub fn open_digest(tx: &mut dyn Tx, account: &str, day: Date, new: &[Key], now_ms: i64) -> Result<bool> {
    let state = if new.is_empty() { "none" } else { "waiting" };
    if tx.exec(OPEN_DIGEST, vals![account, day.to_string(), state, now_ms])? == 0 {
        return Ok(false);
    }
    for key in new {
        tx.exec(ADD_LINE, &with_key(account, key, vals![day.to_string()]))?;
    }
    Ok(true)
}

/// Mails whose time has come.
pub fn waiting(tx: &mut dyn Tx, now_ms: i64) -> Result<Vec<Waiting>> {
    let one = |row: &Row| {
        Ok(Waiting {
            account: row.text("account_id")?.to_owned(),
            day: crate::journal::store::day(row, "day")?,
            tries: row.int("tries")?,
            state: row.text("state")?.to_owned(),
            next_at: row.int("next_at")?,
        })
    };
    tx.query(WAITING, vals![now_ms])?.iter().map(one).collect()
}

/// Takes a mail to send it, until a time; false when somebody else did.
pub fn take(tx: &mut dyn Tx, mail: &Waiting, until_ms: i64) -> Result<bool> {
    Ok(tx.exec(TAKE, vals![&mail.account, mail.day.to_string(), &mail.state, mail.next_at, until_ms])? == 1)
}

/// What came of a mail: its state, when it is tried next, when it was sent, what the server said.
pub fn settle(
    tx: &mut dyn Tx,
    mail: &Waiting,
    (state, next_at, sent_at): (&str, i64, Option<i64>),
    said: &str,
) -> Result<()> {
    tx.exec(SETTLE, vals![&mail.account, mail.day.to_string(), state, next_at, sent_at, said]).map(|_| ())
}

/// The latest mails.
pub fn latest(tx: &mut dyn Tx, most: i64) -> Result<Vec<Digest>> {
    let one = |row: &Row| {
        let text = |column: &str| Ok::<_, db::Error>(row.text(column)?.to_owned());
        Ok(Digest {
            account: text("account_id")?,
            name: text("name")?,
            day: crate::journal::store::day(row, "day")?,
            state: text("state")?,
            tries: row.int("tries")?,
            next_at: row.int("next_at")?,
            sent_at: row.opt_int("sent_at")?,
            said: text("said")?,
        })
    };
    tx.query(LATEST, vals![most])?.iter().map(one).collect()
}

/// Tries a mail again that was given up.
pub fn again(tx: &mut dyn Tx, account: &str, day: Date, now_ms: i64) -> Result<bool> {
    Ok(tx.exec(AGAIN, vals![account, day.to_string(), now_ms])? == 1)
}
