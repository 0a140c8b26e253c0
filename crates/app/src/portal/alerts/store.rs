//! Alerts as rows: of what, to a sealed address, confirmed or not, and up to when told.

use db::{Migration, Result, Row, Tx, vals};

/// The table of alerts.
pub const MIGRATION: Migration = Migration {
    number: 151,
    name: "alerts",
    sql: "
create table alerts (
  id bigint not null primary key, state text not null, unit text not null, about text not null, filing bigint not null,
  lang text not null, address blob not null, mark text not null, asked_at bigint not null, told_until bigint not null,
  told text not null, next_at bigint not null, tries bigint not null
);
create index alerts_mark on alerts (mark, state);
create index alerts_next on alerts (next_at);
",
};

db::statements! {
    /// An alert asked for, not yet confirmed.
    ADD = "insert into alerts (id, state, unit, about, filing, lang, address, mark, asked_at, told_until, told, next_at,
  tries) values ($1, 'asked', $2, $3, $4, $5, $6, $7, $8, $8, '', $8, 0)";
    /// One.
    ONE = "select id, state, unit, about, filing, lang, address, asked_at, told_until, told, next_at, tries
  from alerts where id = $1";
    /// How many an address has asked for.
    OF_MARK = "select count(*) as n from alerts where mark = $1";
    /// Confirmed.
    CONFIRM = "update alerts set state = 'on', told_until = $2, told = $3, next_at = $2, tries = 0 where id = $1";
    /// No alert any more: nothing of it stays.
    DROP = "delete from alerts where id = $1";
    /// Those never confirmed go.
    OLD = "delete from alerts where state in ('asked', 'sent') and asked_at < $1";
    /// Those to be looked at.
    DUE = "select id, state, unit, about, filing, lang, address, asked_at, told_until, told, next_at, tries
  from alerts where state in ('asked', 'on') and next_at <= $1 order by next_at, id limit 200";
    /// Taken to be sent; only one program can.
    TAKE = "update alerts set next_at = $3, tries = tries + 1 where id = $1 and next_at = $2";
    /// What came of it.
    SETTLE = "update alerts set state = $2, told_until = $3, told = $4, next_at = $5, tries = $6 where id = $1";
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: i64,
    /// `asked`, `sent` (the confirmation was mailed) or `on`.
    pub state: String,
    /// Unit whose subtree it is of; empty: all.
    pub unit: String,
    /// What it is about, as topics are written; empty: everything.
    pub about: String,
    /// The filing it is of; 0: none.
    pub filing: i64,
    /// Language of its mails.
    pub lang: String,
    /// The address, sealed.
    pub address: Vec<u8>,
    /// When it was asked for.
    pub asked_at: i64,
    /// What was public up to then has been told.
    pub told_until: i64,
    /// What a filing looked like when it was last told.
    pub told: String,
    /// When it is looked at next.
    pub next_at: i64,
    /// How often a mail did not go.
    pub tries: i64,
}

fn alert(row: &Row) -> Result<Alert> {
    let text = |name: &str| row.text(name).map(str::to_owned);
    Ok(Alert {
        id: row.int("id")?,
        state: text("state")?,
        unit: text("unit")?,
        about: text("about")?,
        filing: row.int("filing")?,
        lang: text("lang")?,
        address: row.blob("address")?.to_vec(),
        asked_at: row.int("asked_at")?,
        told_until: row.int("told_until")?,
        told: text("told")?,
        next_at: row.int("next_at")?,
        tries: row.int("tries")?,
    })
}

/// Keeps one that was asked for.
pub fn add(tx: &mut dyn Tx, a: &Alert, mark: &str) -> Result<()> {
    let address = a.address.as_slice();
    tx.exec(ADD, vals![a.id, &a.unit, &a.about, a.filing, &a.lang, address, mark, a.asked_at]).map(|_| ())
}

/// One.
pub fn one(tx: &mut dyn Tx, id: i64) -> Result<Option<Alert>> {
    tx.query_opt(ONE, vals![id])?.as_ref().map(alert).transpose()
}

/// How many an address has.
pub fn of_mark(tx: &mut dyn Tx, mark: &str) -> Result<i64> {
    tx.query_one(OF_MARK, vals![mark])?.int("n")
}

/// Its holder confirmed it: from now on, and from what a filing looks like now.
pub fn confirm(tx: &mut dyn Tx, id: i64, now: i64, told: &str) -> Result<()> {
    tx.exec(CONFIRM, vals![id, now, told]).map(|_| ())
}

/// It ends.
pub fn drop(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.exec(DROP, vals![id]).map(|_| ())
}

/// Forgets what was never confirmed, and says what is to be looked at.
pub fn due(tx: &mut dyn Tx, now: i64, asked_before: i64) -> Result<Vec<Alert>> {
    tx.exec(OLD, vals![asked_before])?;
    tx.query(DUE, vals![now])?.iter().map(alert).collect()
}

/// Takes one to send it, until a time; `false`: somebody else did.
pub fn take(tx: &mut dyn Tx, a: &Alert, until: i64) -> Result<bool> {
    Ok(tx.exec(TAKE, vals![a.id, a.next_at, until])? == 1)
}

/// What came of it.
pub fn settle(tx: &mut dyn Tx, a: &Alert) -> Result<()> {
    tx.exec(SETTLE, vals![a.id, &a.state, a.told_until, &a.told, a.next_at, a.tries]).map(|_| ())
}
